"""A lesson: a plan with its clips dealt, and all that phones, wall and report must know about each.

It is written into the journal as JSON, so that a lesson that was cut off goes on with the same clips.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictStr

from game.content.base import Flag, LocalText, Model
from game.content.models import Method, Processing, TechniqueName
from game.content.regions import Point
from game.quiz.answer import Side
from game.workshop.plan import Block
from game.workshop.room import Ask, Page, RoomItem

TellOutline = Annotated[tuple[Point, ...], Field(min_length=3)]


class Tell(Model):
    """One tell-tale of a clip: its kind if that is known, and its outline on the still (none for a sound)."""

    kind: str | None = None
    outline: TellOutline | None = None


class ClipItem(Model):
    """A clip that the class judges. `moment` (seconds) is the frame on which the phones point."""

    do: Literal["clip"] = "clip"
    block: Block
    pack: str
    clip: str
    original: str | None = None
    aspect: float
    sound_only: Flag = False
    """A sound: phones show its drawing, and a tap is a moment."""
    manipulated: Flag
    tells: tuple[Tell, ...] = ()
    moment: float = 0.0
    kinds: tuple[str, ...] = ()
    """The kinds offered when naming; empty in a check, and where the place is all that is known."""
    place_asked: Flag = True
    """Whether a lesson asks where: not of a clip of unknown place, nor of a real one that stands for it."""
    method: Method | None = None
    technique: TechniqueName | None = None
    made: LocalText | None = None
    looks_odd: LocalText | None = None
    processing: Processing = ""
    """What was done for practice to a video whose person was not changed."""
    virtual: Flag = False
    """A computer-made actor: untouched or altered, not real."""
    minutes: float
    prompt: LocalText | None = None

    @property
    def heard(self) -> bool:
        """Tell whether its tell-tales are all in the sound: then nothing of it differs to the eye."""
        return self.sound_only or (bool(self.tells) and all(tell.outline is None for tell in self.tells))

    @property
    def spot(self) -> bool:
        """Tell whether the class points and, where there are kinds to choose from, names."""
        return self.block == "lesson" and self.place_asked


class PostItem(Model):
    """A post that the class judges: would you share it as it stands? It counts apart from the clips."""

    do: Literal["post"] = "post"
    post: str
    pack: str
    clip: str
    aspect: float
    manipulated: Flag
    """Whether it misleads as it stands."""
    minutes: float
    prompt: LocalText | None = None


class PairItem(Model):
    """An edit beside its original: which one was altered? It counts apart from the clips."""

    do: Literal["pair"] = "pair"
    pack: str
    clip: str
    """The edit."""
    original: str
    side: Side
    """Where the edit stands; a coin said so."""
    aspect: float
    tells: tuple[Tell, ...] = ()
    moment: float = 0.0
    """The second on which the class points."""
    place_asked: Flag = True
    """Whether the class is asked where: only where that is known of the edit."""
    method: Method | None = None
    technique: TechniqueName | None = None
    made: LocalText | None = None
    virtual: Flag = False
    """A computer-made actor."""
    minutes: float
    prompt: LocalText | None = None

    @property
    def edit(self) -> ClipItem:
        """The edit as a clip of its own: what its truth, its tell-tales and its explanation are told from."""
        own = {name: getattr(self, name) for name in PairItem.model_fields.keys() - {"do", "side"}}
        return ClipItem.model_construct(block="lesson", manipulated=True, **own)


class CardItem(Model):
    """A lesson card of the campaign, `chapter/card`."""

    do: Literal["card"] = "card"
    card: str
    minutes: float


class TalkItem(Model):
    """A question to talk about."""

    do: Literal["talk"] = "talk"
    title: LocalText
    prompt: LocalText
    minutes: float


LessonItem = Annotated[ClipItem | PostItem | PairItem | CardItem | TalkItem, Field(discriminator="do")]


class Lesson(Model):
    """A lesson as it will be held."""

    plan: str
    title: LocalText
    minutes: float
    items: Annotated[tuple[LessonItem, ...], Field(min_length=1)]
    label: Annotated[StrictStr, Field(max_length=8)] = ""
    """The class, as `7-B`; never a name."""
    missing: int = 0
    """How many clips the plan wanted and no installed pack could give."""

    @property
    def clips(self) -> tuple[ClipItem, ...]:
        """The clips, in order."""
        return tuple(item for item in self.items if isinstance(item, ClipItem))

    @property
    def posts(self) -> tuple[tuple[int, PostItem], ...]:
        """The posts, in order, each with its place among the items."""
        return tuple((i, item) for i, item in enumerate(self.items) if isinstance(item, PostItem))

    @property
    def pairs(self) -> tuple[tuple[int, PairItem], ...]:
        """The pairs, in order, each with its place among the items."""
        return tuple((i, item) for i, item in enumerate(self.items) if isinstance(item, PairItem))

    @property
    def virtual(self) -> bool:
        """Tell whether computer-made actors are among the people: then nothing is called real."""
        return bool(self._actors)

    def introduces(self, index: int) -> bool:
        """Tell whether item `index` shows the first computer-made actor of the lesson."""
        return self._actors[:1] == [index]

    @property
    def _actors(self) -> list[int]:
        """The places of the clips and pairs that show computer-made actors."""
        films = (ClipItem, PairItem)
        return [i for i, item in enumerate(self.items) if isinstance(item, films) and item.virtual]

    def number(self, index: int) -> int:
        """Return the place (from 1) of item `index` among the clips."""
        return sum(isinstance(item, ClipItem) for item in self.items[: index + 1])

    def minutes_from(self, index: int) -> float:
        """Return the minutes that the plan gives to item `index` and all after it."""
        return sum(item.minutes for item in self.items[max(0, index) :])

    def room_items(self) -> tuple[RoomItem, ...]:
        """Return what the room must know of the items."""
        return tuple(map(_for_the_room, self.items))


def _for_the_room(item: LessonItem) -> RoomItem:
    if isinstance(item, ClipItem):
        return Ask(item.block, item.spot, item.kinds)
    if isinstance(item, PairItem):
        return Ask("lesson", item.place_asked, either=True)
    return Ask("lesson") if isinstance(item, PostItem) else Page()
