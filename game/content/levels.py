"""Levels: what a session is made of. A teacher can read and change these files."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictInt

from game.content.base import Flag, LocalText, Model, Number, Slug

DealingOrder = Literal["adaptive", "hard-first", "easy-first", "random"]
"""In which order a level's clips come: by the player's ability, by difficulty, or by chance."""


Share = Annotated[Number, Field(ge=0, le=1)]


class Mastery(Model):
    """When a kind counts as mastered: how often it must be found, and how sure the estimate must be.

    The share found is estimated as a Beta distribution; a kind is mastered when at least `clips` clips
    were seen and `sure` of the distribution lies above `found`.
    """

    found: Share = 0.6
    sure: Share = 0.8
    clips: Annotated[StrictInt, Field(ge=1, le=50)] = 3


class Level(Model):
    """`levels/practice/*.yaml`: one practice session.

    `kinds` and `stages` narrow the manipulated clips (empty: all); `share` is the chance that a clip is
    manipulated, drawn anew for each clip so that the order gives nothing away; `difficulty` is the band
    0 (plain) .. 1 (hardly visible).
    """

    id: Slug
    title: LocalText
    subtitle: LocalText
    icon: Slug
    rounds: Annotated[StrictInt, Field(ge=1, le=200)] = 8
    stages: tuple[Slug, ...] = ()
    kinds: tuple[Slug, ...] = ()
    share: Annotated[Number, Field(ge=0, le=1)] = 0.5
    balanced: Flag = False
    """Exactly `share` of the rounds are manipulated (for measuring); off, each clip is a toss of its own."""
    each: tuple[Slug, ...] = ()
    """Kinds that come at least once each where the packs have them; the share then stays in a band."""
    difficulty: tuple[Annotated[Number, Field(ge=0, le=1)], Annotated[Number, Field(ge=0, le=1)]] = (0, 1)
    order: DealingOrder = "adaptive"
    packs: tuple[Slug, ...] = ()
    """Only clips of these packs (empty: of all that are switched on)."""
    glance: Annotated[Number, Field(ge=0.5, le=10)] | None = None
    """First glance: so many seconds of the clip, once, then the judgement; no pointing."""
    pairs: Flag = False
    """Each edit beside its original, in silence: which of the two was altered? Every round has both."""
    detector: Flag = False
    """After each judgement the detector's is shown too, and at the end whose were nearer; only videos."""
    feedback: Flag = True
    """Off in a check block: no truth is shown before its end, and nothing is pointed at."""


class Levels(Model):
    """A file of levels."""

    levels: Annotated[tuple[Level, ...], Field(min_length=1)]
