"""Files that a fleet hands to its machines, signed with Ed25519 (RFC 8032) from the library `cryptography`.

The secret key stays where reports are made. A machine knows the public one and can forge nothing, however
many machines are lost.
"""

from __future__ import annotations

import binascii
import json
import os
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from game.errors import FleetError
from game.files import read_plain, write_whole
from game.fleet.server import MISSING

if TYPE_CHECKING:
    from pathlib import Path

LARGEST: Final = 64 * 2**20
"""Bytes of the longest signed file that is read."""
KEY_LENGTH: Final = 32
"""Bytes of a key."""


def make_key(path: Path) -> str:
    """Write a new secret key to `path`, for its owner only; return the public one. Raises FleetError."""
    secret = _ed25519().Ed25519PrivateKey.generate()
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secret.private_bytes_raw().hex() + "\n")
    except FileExistsError:
        reason = "is there already: whoever signs with another key is not believed"
        raise FleetError(f"{path} {reason}") from None
    except OSError as error:
        raise FleetError(f"{path} cannot be written ({error.strerror})") from error
    return str(secret.public_key().public_bytes_raw().hex())


def public_key(text: str) -> str:
    """Return `text` where it is a public key in hexadecimal. Raises FleetError."""
    if len(_bytes(text, "the public key")) != KEY_LENGTH:
        raise FleetError(f"the public key: expected {2 * KEY_LENGTH} hexadecimal digits")
    return text.strip().lower()


def write_signed(path: Path, record: dict[str, Any], key: Path) -> None:
    """Write `record` to `path`, signed with the secret key in the file `key`. Raises FleetError."""
    try:
        secret = _ed25519().Ed25519PrivateKey.from_private_bytes(
            _bytes(read_plain(key, 200).decode("ascii"), str(key))
        )
        body = json.dumps(record, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        text = json.dumps({"signed": body, "signature": secret.sign(body.encode()).hex()}, indent=0)
        write_whole(path, text + "\n")
    except (OSError, ValueError) as error:
        raise FleetError(f"{path} could not be signed with {key}: {error}") from error


def read_signed(path: Path, signer: str) -> dict[str, Any]:
    """Return what stands in the file at `path`. Raises FleetError unless `signer` signed just that."""
    ed25519 = _ed25519()
    from cryptography.exceptions import InvalidSignature

    try:
        whole = json.loads(read_plain(path, LARGEST))
        body, signature = str(whole["signed"]), bytes.fromhex(whole["signature"])
        record = json.loads(body)
    except OSError as error:
        raise FleetError(f"{path} cannot be read ({error.strerror or error})") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise FleetError(f"{path} is no signed file of a fleet") from error
    known = ed25519.Ed25519PublicKey.from_public_bytes(_bytes(public_key(signer), "the public key"))
    try:
        known.verify(signature, body.encode())
    except InvalidSignature:
        raise FleetError(
            f"{path} was not signed by this fleet, or was changed since; it is not used"
        ) from None
    if not isinstance(record, dict):
        raise FleetError(f"{path} is no signed file of a fleet")
    return record


def _ed25519() -> Any:
    if find_spec("cryptography") is None:
        raise FleetError(MISSING)
    from cryptography.hazmat.primitives.asymmetric import ed25519

    return ed25519


def _bytes(text: str, what: str) -> bytes:
    try:
        return bytes.fromhex(text.strip())
    except (ValueError, binascii.Error) as error:
        raise FleetError(f"{what}: expected hexadecimal digits") from error
