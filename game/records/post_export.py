"""What was said of posts, for a spreadsheet (CSV) or for a program (JSON); apart from the answers on clips.

Columns are only ever added, at the end. They are described in `docs/measuring.md`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from game.quiz.judgement import STEPS
from game.quiz.posts import summarise_posts
from game.records.table import csv_text, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.quiz.posts import JudgementFigures, PostAnswer, PostSummary
    from game.records.values import SessionRecord

JSON_FORMAT: Final = 1
COLUMNS: Final = (
    "session",
    "session_started",
    "session_finished",
    "level",
    "language",
    "profile",
    "index",
    "at",
    "post",
    "case",
    "pack",
    "clip",
    "altered",
    "misleading",
    "p_altered",
    "p_misleading",
    "picture_step",
    "share_step",
    "altered_points",
    "share_points",
    "opened",
    "settled",
    "judge_ms",
)


def posts_to_csv(sessions: Iterable[SessionRecord], posts: Iterable[PostAnswer]) -> str:
    """Return one line per post under a line of column names; truth values are 1 and 0."""
    begun = {session.id: session for session in sessions}
    return csv_text(COLUMNS, (_row(begun.get(post.session), post) for post in posts))


def posts_to_json(sessions: Iterable[SessionRecord], posts: Iterable[PostAnswer]) -> str:
    """Return all posts that were judged, with the figures of all of them, as indented JSON."""
    begun = {session.id: session for session in sessions}
    posts = tuple(posts)
    rows = [_row(begun.get(post.session), post) for post in posts]
    whole = {"format": JSON_FORMAT, "figures": figures(summarise_posts(posts)), "posts": rows}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def figures(told: PostSummary) -> dict[str, Any]:
    """Return the figures of a summary of posts as plain data."""
    return {
        "rounds": told.rounds,
        "points": told.points,
        "opened": told.opened,
        "settled": told.settled,
        **_judgement("share", told.sharing),
        **_judgement("picture", told.picture),
    }


def _judgement(name: str, told: JudgementFigures) -> dict[str, Any]:
    counts = told.counts
    return {
        f"{name}_hits": counts.hits,
        f"{name}_misses": counts.misses,
        f"{name}_false_alarms": counts.false_alarms,
        f"{name}_correct_rejections": counts.correct_rejections,
        f"{name}_dprime": rounded(told.dprime),
        f"{name}_dprime_error": rounded(told.dprime_error),
        f"{name}_criterion": rounded(told.criterion),
        f"{name}_brier": rounded(told.brier),
    }


def _row(session: SessionRecord | None, post: PostAnswer) -> dict[str, Any]:
    return {
        "session": post.session,
        "session_started": session.started if session else None,
        "session_finished": session.finished if session else None,
        "level": session.level if session else None,
        "language": session.language if session else None,
        "profile": session.profile if session else "",
        "index": post.index,
        "at": post.at,
        "post": post.post,
        "case": post.case,
        "pack": post.pack,
        "clip": post.clip,
        "altered": post.altered,
        "misleading": post.misleading,
        "p_altered": post.p_altered,
        "p_misleading": post.p_misleading,
        "picture_step": STEPS.index(post.p_altered) + 1 if post.p_altered in STEPS else None,
        "share_step": STEPS.index(post.p_misleading) + 1 if post.p_misleading in STEPS else None,
        "altered_points": post.altered_points,
        "share_points": post.share_points,
        "opened": list(post.opened),
        "settled": post.settled,
        "judge_ms": post.judge_ms,
    }
