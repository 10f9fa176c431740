"""Content credentials (C2PA) of a clip's file: who signed it, with which tool, and what they say was done.

They need the extra `[c2pa]`; without it there are none. Nothing is fetched from a network. Whatever is wrong
with a file's credentials, the clip plays: then there are none either.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

log = logging.getLogger("chinmi.credentials")

SignatureState = Literal["trusted", "valid", "broken"]
"""The signature fits and the signer is known; it fits and nobody vouches for the signer; it does not fit."""
_STATES: Final[Mapping[str, SignatureState]] = MappingProxyType({"Trusted": "trusted", "Valid": "valid"})
"""What the reader calls them; everything else is broken."""
LONGEST: Final = 80
"""Characters of a name that is shown."""
MOST: Final = 12
"""So many actions are told."""
OFFLINE: Final = {
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False},
    "core": {"allowed_network_hosts": []},
}
"""The reader's settings: a quiz asks no server about a file."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that was done, as the standard names it: `created`, `edited`; and what it was made from."""

    name: str
    source: str = ""
    """The last part of the IPTC digital source type: `digitalCapture`, `trainedAlgorithmicMedia`."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the credentials of a file say."""

    state: SignatureState
    signer: str = ""
    tool: str = ""
    actions: tuple[Action, ...] = ()


def available() -> bool:
    """Tell whether the library that reads credentials is installed."""
    return find_spec("c2pa") is not None


def read(path: Path) -> Credentials | None:
    """Return the credentials of the MP4 at `path`; None where there are none, or they cannot be read."""
    if not available():
        return None
    try:
        c2pa = importlib.import_module("c2pa")
        with c2pa.Context.from_dict(OFFLINE) as context, path.open("rb") as file:
            reader = c2pa.Reader.try_create("video/mp4", file, context=context)
            if reader is None:
                return None
            with reader:
                return credentials_of(reader.json())
    except Exception as error:  # noqa: BLE001 - a clip plays whatever its credentials are like
        log.info("no credentials of %s: %s", path.name, error)
        return None


def credentials_of(report: str) -> Credentials | None:
    """Return what the reader's report (JSON) says of the file's newest manifest; None without one."""
    try:
        told = _Report.model_validate_json(report)
    except ValidationError:
        return None
    manifest = told.manifests.get(told.active_manifest)
    if manifest is None:
        return None
    signature = manifest.signature_info or _Signature()
    return Credentials(
        state=_STATES.get(told.validation_state, "broken"),
        signer=signature.common_name or signature.issuer,
        tool=manifest.tool,
        actions=tuple(manifest.actions())[:MOST],
    )


def _name(value: object) -> str:
    """Return a text from a file as one short printable line."""
    text = value if isinstance(value, str) else ""
    plain = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(plain.split())[:LONGEST]


_Name = Annotated[str, BeforeValidator(_name)]


class _Tool(BaseModel):
    name: _Name = ""
    version: _Name = ""


class _Signature(BaseModel):
    issuer: _Name = ""
    common_name: _Name = ""


class _Assertion(BaseModel):
    label: str = ""
    data: Any = None


class _Manifest(BaseModel):
    claim_generator: _Name = ""
    claim_generator_info: tuple[_Tool, ...] = ()
    signature_info: _Signature | None = None
    assertions: tuple[_Assertion, ...] = ()

    @property
    def tool(self) -> str:
        """The program or camera that wrote the manifest."""
        for one in self.claim_generator_info:
            return " ".join(part for part in (one.name, one.version) if part)
        return self.claim_generator

    def actions(self) -> Iterator[Action]:
        """Yield what was done, in order."""
        for assertion in self.assertions:
            if not assertion.label.startswith("c2pa.actions") or not isinstance(assertion.data, dict):
                continue
            listed = assertion.data.get("actions")
            for one in listed if isinstance(listed, list) else ():
                if isinstance(one, dict) and _name(one.get("action")):
                    source = str(one.get("digitalSourceType") or "").rpartition("/")[2]
                    yield Action(_name(one["action"]).removeprefix("c2pa."), _name(source))


class _Report(BaseModel):
    active_manifest: str = ""
    manifests: dict[str, _Manifest] = {}
    validation_state: str = ""
