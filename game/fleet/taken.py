"""`records difficulties`: a machine takes in a fleet's file, or says why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.errors import FleetError
from game.fleet.allowed import installed_versions
from game.fleet.difficulties import FORMAT
from game.fleet.signed import read_signed
from game.records.pooled import keep_pooled, made, ratings

if TYPE_CHECKING:
    from pathlib import Path


def take_in(data_dir: Path, path: Path, signer: str) -> int:
    """Keep the difficulties in the file at `path`, signed by `signer`; return of how many clips.

    Raises FleetError unless the signature holds, the packs that are installed here have the versions that
    were measured, and the file is no older than the one before.
    """
    record = read_signed(path, signer)
    if record.get("format") != FORMAT:
        raise FleetError(f"{path} has another format than this game knows; update the game")
    try:
        found = ratings(record)
        versions = {str(pack["pack"]): str(pack["version"]) for pack in record["packs"]}
        day = str(record["made"])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise FleetError(f"{path} holds no difficulties ({error})") from error
    here = installed_versions(data_dir)
    for pack, version in sorted(versions.items()):
        if here.get(pack, version) != version:
            reason = f"{path} is for {pack} {version}, installed is {here[pack]}"
            raise FleetError(f"{reason}: its clips are others; nothing was taken")
    before = made(data_dir)
    if day < before:
        raise FleetError(f"{path} was made on {day}, and one of {before} is in use; nothing was taken")
    keep_pooled(data_dir, record)
    return len(found)
