"""The report as CSV: one line a clip, for a spreadsheet; no seats, and no line that few people made."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from game.workshop.class_result import ClassResult

COLUMNS: Final = (
    *("clip", "block", "pack", "id", "truth", "kinds", "votes"),
    *(f"step_{n}" for n in range(1, 7)),
    *("right", "taps", "taps_on_target", "named", "named_right"),
)


def to_csv(result: ClassResult) -> str:
    """Return clips, then posts (block `post`) and pairs (block `pair`), as CSV (RFC 4180).

    Of a pair the truth is the side of the edit, and the steps go from surely left to surely right. Where too
    few voted, no counts are told.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for clip in result.clips:
        truth = "manipulated" if clip.manipulated else "real"
        known = [clip.number, clip.block, _safe(clip.pack), _safe(clip.clip), truth, " ".join(clip.kinds)]
        told: list[int] | list[str] = [""] * 12
        if clip.told:
            marks = [clip.taps, clip.on_target, clip.named, clip.named_right]
            told = [clip.votes, *clip.counts, clip.right, *marks]
        writer.writerow([*known, *told])
    for post in result.posts:
        truth = "misleading" if post.manipulated else "shareable"
        counted = [post.votes, *post.counts, post.right, *[""] * 4] if post.told else [""] * 12
        writer.writerow([post.number, "post", "", post.post, truth, "", *counted])
    for pair in result.pairs:
        counted = [pair.votes, *pair.counts, pair.right, pair.taps, pair.on_target, "", ""]
        known = [pair.number, "pair", _safe(pair.pack), _safe(pair.clip), pair.side, ""]
        writer.writerow([*known, *(counted if pair.told else [""] * 12)])
    return out.getvalue()


def _safe(text: str) -> str:
    """Keep a spreadsheet from reading a name as a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
