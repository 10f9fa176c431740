"""ExDDV: what viewers wrote about fakes of other sets, and where they clicked. It has no clips of its own.

A table that lies over clips which came in from those sets: for each clip its explanations, each with clicks
at frames. Most are about people who never agreed; what is left are the DFDC's. `overlay` lays them on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

from game.datasets.base import LeftOut, LeftOutReason
from game.datasets.names import slashed
from game.datasets.tables import Row, rows
from game.errors import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COLUMNS: Final = frozenset({"movie_name", "text", "dataset", "manipulation", "click_locations"})

_BESIDE: Final = 0.02
"""Share of the frame: a click this far beside it was meant for its edge."""
_MOST_CLICKS: Final = 1000
_FRAME: Final = re.compile(r"\d{1,7}", re.ASCII)
_SETS: Final = {
    "deeperforensics": ("deeperforensics", "manipulated_videos/{manipulation}/{movie}"),
    "farceforensics++": ("ffpp", "manipulated_sequences/{manipulation}/c23/videos/{movie}"),
    "faceforensics++": ("ffpp", "manipulated_sequences/{manipulation}/c23/videos/{movie}"),
    "deepfakedetection": ("dfdc", "{manipulation}/{movie}"),
}
"""The set's own words for where its films are from; by its parts, `DeepfakeDetection` is the DFDC."""


@dataclass(frozen=True, slots=True)
class FrameClick:
    """Where a viewer saw it: the frame, counted from 0, and the place, as shares of the frame."""

    frame: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class ViewerRemark:
    """What one viewer said of one clip."""

    set_name: str
    """The set that the clip is from, as in `--as NAME`."""
    path: str
    """Where it lies in that set's tree."""
    text: str
    clicks: tuple[FrameClick, ...]
    difficulty: int | None = None
    """From 1 (easy) to 3 (hard), as the viewer found it."""


def explanations(stream: BinaryIO, name: str) -> Iterator[ViewerRemark | LeftOut]:
    """Yield what the table says, row by row. Raises ContentError for what is no table of this set."""
    for row in rows(stream, name):
        yield _explanation(row)


def by_clip(found: Iterable[ViewerRemark | LeftOut]) -> Mapping[tuple[str, str], tuple[ViewerRemark, ...]]:
    """Return the explanations of each clip, by set and path: several viewers looked at the same."""
    clips: dict[tuple[str, str], list[ViewerRemark]] = {}
    for one in found:
        if isinstance(one, ViewerRemark):
            clips.setdefault((one.set_name, one.path), []).append(one)
    return {clip: tuple(said) for clip, said in clips.items()}


def _explanation(row: Row) -> ViewerRemark | LeftOut:
    movie = slashed(row.get("movie_name")).rpartition("/")[2]
    source = _SETS.get(row.get("dataset").casefold())
    if not movie or source is None:
        told = f"line {row.line}: not a clip of a set that is known here"
        return LeftOut(one_line(movie or row.get("dataset")), LeftOutReason.NO_FILE, told)
    clicks = _clicks(row.get("click_locations"))
    if clicks is None:
        return LeftOut(
            one_line(movie), LeftOutReason.UNREADABLE, f"line {row.line}: the clicks cannot be read"
        )
    name, place = source
    path = place.format(manipulation=slashed(row.get("manipulation")).strip("/"), movie=movie)
    hard = row.get("difficulty")
    return ViewerRemark(name, path, row.get("text"), clicks, int(hard) if hard in {"1", "2", "3"} else None)


def _clicks(text: str) -> tuple[FrameClick, ...] | None:
    """Return the clicks in order of their frames, or None for what cannot be read."""
    try:
        said = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or len(said) > _MOST_CLICKS:
        return None
    found = []
    for frame, place in said.items():
        x, y = (_share(place.get(axis)) for axis in "xy") if isinstance(place, dict) else (None, None)
        if not _FRAME.fullmatch(frame):
            return None
        if x is not None and y is not None:
            found.append(FrameClick(int(frame), x, y))
    return tuple(sorted(found, key=lambda click: click.frame))


def _share(value: object) -> float | None:
    """Return a place within the frame; a little beside it counts as its edge, further off is no place."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    inside = -_BESIDE <= value <= 1 + _BESIDE
    return min(1.0, max(0.0, float(value))) if inside else None
