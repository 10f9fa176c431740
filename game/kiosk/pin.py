"""The PIN of the staff, kept as a scrypt record; no record, no kiosk.

New ones have six digits at least. Records of shorter ones, which older games took, fit as before.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from itertools import pairwise
from typing import Final

SHORTEST, LONGEST = 6, 12
FEWEST: Final = 3
"""Different digits that a PIN must have."""
_N, _R, _P = 2**14, 8, 1
_MEMORY: Final = 64 * 1024 * 1024


def weakness(pin: str) -> str | None:
    """Return why `pin` cannot be taken, in a plain sentence; None for one that can."""
    if not (pin.isascii() and pin.isdigit()):
        return "a PIN has digits only"
    if not SHORTEST <= len(pin) <= LONGEST:
        return f"a PIN has {SHORTEST} to {LONGEST} digits"
    steps = {int(b) - int(a) for a, b in pairwise(pin)}
    if steps in ({0}, {1}, {-1}) or len(set(pin)) < FEWEST:
        return "digits that are mostly the same or in a row are guessed first; choose others"
    return None


def record(pin: str, salt: bytes | None = None) -> str:
    """Return the record of `pin`: `scrypt:N:r:p:salt:hash`. Raises ValueError for a weak one."""
    reason = weakness(pin)
    if reason:
        raise ValueError(reason)
    salt = secrets.token_bytes(16) if salt is None else salt
    return f"scrypt:{_N}:{_R}:{_P}:{salt.hex()}:{_hash(pin, salt, _N, _R, _P).hex()}"


def fits(pin: str, stored: str) -> bool:
    """Tell whether `pin` is the one of the record `stored`. Takes about a twentieth of a second."""
    try:
        _, n, r, p, salt, digest = stored.split(":")
        made = _hash(pin, bytes.fromhex(salt), int(n), int(r), int(p))
    except ValueError:
        return False
    return hmac.compare_digest(made.hex(), digest)


def _hash(pin: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=32)
