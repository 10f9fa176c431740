"""What is kept of a session, and nothing that tells who played: no name, picture, address or machine.

What is kept of an answer is the answer itself, see `game.quiz.answer`. Own words may tell who wrote them:
they have a table of their own, which no export and no push reads.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session: which level, how many rounds were planned, in which language, and when (ISO 8601)."""

    id: str
    level: str
    length: int
    language: str
    started: str
    finished: str | None = None
    """When its last round was over, or None while it is open or was left early."""
    block: str | None = None
    """The check block, or None for practice."""
    form: str | None = None
    """Which of the block's two parallel forms, `a` or `b`."""
    profile: str = ""
    """The picture that a player chose for their profile; empty where there are no profiles."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Why somebody answered a round as they did, in their own words."""

    session: str
    index: int
    """The round of the session: the number of its answer."""
    text: str
    at: str
    """When it was written (ISO 8601)."""
