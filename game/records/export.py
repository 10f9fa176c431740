"""Answers for a spreadsheet (CSV) or for a program (JSON). The columns are described in `docs/measuring.md`.

Columns are only ever added, at the end, so that a teacher's sheet and a researcher's script keep working.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from game.quiz.summary import Summary, summarise
from game.records.table import csv_text, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.quiz.answer import Answer
    from game.records.values import SessionRecord

JSON_FORMAT: Final = 1
COLUMNS: Final = (
    "session",
    "session_started",
    "session_finished",
    "level",
    "language",
    "index",
    "at",
    "pack",
    "clip",
    "person",
    "label",
    "original",
    "difficulty",
    "kinds",
    "p",
    "step",
    "called",
    "correct",
    "points",
    "judgement_points",
    "spotting_points",
    "marks",
    "named_kind",
    "kind_right",
    "hit_mark",
    "found_kinds",
    "watch_ms",
    "judge_ms",
    "replays",
    "reason",
    "order",
    "glance",
    "block",
    "form",
    "profile",
    "scoring",
    "where_known",
    "pair",
    "pack_version",
)
OF_SESSION: Final = frozenset({*COLUMNS[:5], "profile"})
"""Columns that are told of a session once in JSON, where CSV repeats them with each answer."""


def to_csv(sessions: Iterable[SessionRecord], answers: Iterable[Answer]) -> str:
    """Return one line per answer under a line of column names.

    Several kinds in one cell are parted by spaces, marks are `x y t` (or `t` alone for a moment in the
    sound) parted by semicolons; truth values are 1 and 0, what is unknown is empty.
    """
    begun = {session.id: session for session in sessions}
    return csv_text(COLUMNS, (_row(begun.get(answer.session), answer) for answer in answers))


def to_json(sessions: Iterable[SessionRecord], answers: Iterable[Answer]) -> str:
    """Return sessions with their answers and the figures of each, as indented JSON."""
    by_session: dict[str, list[Answer]] = {}
    for answer in answers:
        by_session.setdefault(answer.session, []).append(answer)
    begun = {session.id: session for session in sessions}
    whole = [_session(id_, begun.get(id_), by_session.get(id_, [])) for id_ in {**begun, **by_session}]
    return json.dumps({"format": JSON_FORMAT, "sessions": whole}, indent=1, ensure_ascii=False) + "\n"


def figures(summary: Summary) -> dict[str, Any]:
    """Return the figures of a summary as plain data, rounded to what they can bear."""
    counts = summary.counts
    return {
        "rounds": summary.rounds,
        "points": summary.points,
        "hits": counts.hits,
        "misses": counts.misses,
        "false_alarms": counts.false_alarms,
        "correct_rejections": counts.correct_rejections,
        "dprime": rounded(summary.dprime),
        "dprime_error": rounded(summary.dprime_error),
        "criterion": rounded(summary.criterion),
        "brier": rounded(summary.brier),
        "overconfidence": rounded(summary.overconfidence),
        "auc": rounded(summary.auc),
        "dprime_band": summary.sharpness.band if summary.sharpness else None,
        "bias_band": summary.leaning.band if summary.leaning else None,
        "pairs": asdict(summary.pairs),
        "traces": asdict(summary.traces),
        "per_kind": {row.kind: {"shown": row.shown, "found": row.found} for row in summary.kinds},
    }


def _session(id_: str, session: SessionRecord | None, answers: list[Answer]) -> dict[str, Any]:
    answered = [_row(session, answer) for answer in answers]
    return {
        "id": id_,
        "level": session.level if session else None,
        "length": session.length if session else None,
        "language": session.language if session else None,
        "block": session.block if session else None,
        "form": session.form if session else None,
        "profile": session.profile if session else "",
        "started": session.started if session else None,
        "finished": session.finished if session else None,
        "figures": figures(summarise(answers)),
        "answers": [
            {column: row[column] for column in COLUMNS if column not in OF_SESSION} for row in answered
        ],
    }


def _row(session: SessionRecord | None, answer: Answer) -> dict[str, Any]:
    return {
        "session": answer.session,
        "session_started": session.started if session else None,
        "session_finished": session.finished if session else None,
        "level": session.level if session else None,
        "language": session.language if session else None,
        "index": answer.index,
        "at": answer.at,
        "pack": answer.pack,
        "clip": answer.clip,
        "person": answer.person,
        "label": answer.label,
        "original": answer.original,
        "difficulty": answer.difficulty,
        "kinds": list(answer.kinds),
        "p": answer.p,
        "step": answer.step,
        "called": "manipulated" if answer.called_manipulated else "real",
        "correct": answer.correct,
        "points": answer.points,
        "judgement_points": answer.judgement_points,
        "spotting_points": answer.spotting_points,
        "marks": [{"t": t} if timed else {"x": x, "y": y, "t": t} for x, y, t, timed in answer.marks],
        "named_kind": answer.named,
        "kind_right": answer.kind_right,
        "hit_mark": answer.hit,
        "found_kinds": list(answer.found),
        "watch_ms": answer.watch_ms,
        "judge_ms": answer.judge_ms,
        "replays": answer.replays,
        "reason": answer.reason,
        "order": answer.order,
        "glance": answer.glance,
        "block": answer.block,
        "form": answer.form,
        "profile": session.profile if session else "",
        "scoring": answer.scoring,
        "where_known": answer.where_known,
        "pair": answer.pair,
        "pack_version": answer.pack_version,
    }
