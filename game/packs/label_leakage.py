"""Label leakage: whether anything but the picture gives the label away.

When all edits are a little smaller, louder or later in the alphabet than the originals, players learn the
encoder instead of the face. For each feature that a file shows without being watched, the chance that a
manipulated clip has more of it than a real one is measured; near one half it tells nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from game.content.models import Clip
    from game.packs.facts import MediaFacts

LOW: Final = 0.35
HIGH: Final = 0.65
ENOUGH: Final = 8
"""With fewer clips of a label the measure says nothing; then each edit needs its original beside it."""

_SILENT: Final = -200.0


def auc(manipulated: Sequence[float], real: Sequence[float]) -> float:
    """Return the chance that a value of `manipulated` is above one of `real`, ties half.

    This is the area under the ROC curve (Hanley & McNeil 1982). Both must hold values.
    """
    ordered = sorted(real)
    wins = sum(bisect_left(ordered, value) + bisect_right(ordered, value) for value in manipulated)
    return wins / (2 * len(manipulated) * len(real))


def label_leakage(clips: Sequence[Clip], facts: Mapping[str, MediaFacts]) -> Mapping[str, float]:
    """Return the AUC of each feature over the clips whose `facts` (by clip id) are known.

    Empty when a label has fewer than `ENOUGH` such clips.
    """
    known = [clip for clip in clips if clip.id in facts]
    labels = [clip.manipulated for clip in known]
    if min(labels.count(True), labels.count(False)) < ENOUGH:
        return {}
    rank = {path: float(i) for i, path in enumerate(sorted(clip.path for clip in known))}
    found: dict[str, tuple[list[float], list[float]]] = {}
    for clip in known:
        fact = facts[clip.id]
        row = {
            "file size": float(clip.bytes),
            "bit rate": float(fact.bit_rate),
            "duration": float(fact.seconds),
            "width": float(fact.width),
            "height": float(fact.height),
            "frames a second": float(fact.fps),
            "loudness": _SILENT if fact.loudness is None else float(fact.loudness),
            **_heard(fact),
            "name": rank[clip.path],
            "length of the name": float(len(clip.path)),
        }
        for feature, value in row.items():
            real, manipulated = found.setdefault(feature, ([], []))
            (manipulated if clip.manipulated else real).append(value)
    enough = {feature: rows for feature, rows in found.items() if min(map(len, rows)) >= ENOUGH}
    return {feature: auc(manipulated, real) for feature, (real, manipulated) in enough.items()}


def _heard(fact: MediaFacts) -> Mapping[str, float]:
    heard = getattr(fact, "heard", None)  # a probe that does not listen has none
    if heard is None:
        return {}
    return {
        "silence before the sound": float(heard.quiet_before),
        "silence after the sound": float(heard.quiet_after),
        "band of the sound": float(heard.band),
        "whole hops of the sound": float(heard.whole_hops),
    }
