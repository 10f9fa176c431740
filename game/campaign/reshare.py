"""The re-share ladder: one manipulated clip as posted, sent on, sent on again, recorded from a screen.

The player steps down and says on each rung which tell-tales can still be seen. What it teaches: a clip
without visible traces is not thereby real.
"""

from __future__ import annotations

from collections.abc import Sequence

import pygame
from PIL import Image

from game.campaign.lesson_clip import LessonClip, find, open_clip
from game.campaign.model import Chapter, Ladder
from game.campaign.navigation import PageNavigation
from game.campaign.reshare_drawing import RungSteps, SeenBoxes
from game.media.clip import ClipPlayer, PlayerState
from game.media.reshare import handed_on
from game.play.context import Context
from game.ui.geometry import Box
from game.ui.layout import Child, Node, column, fixed, flex, item, row, spacer, split, stack
from game.ui.painter import Painter
from game.ui.presets import page_keys, panel, screen, top_bar
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.choice import ChoiceCard
from game.ui.widgets.controls import IconText, Label, tag, tag_box
from game.ui.widgets.stage import Glow, Stage, stage_tag

COLUMNS = 2
LEAST_KINDS = 4
"""How many tell-tales there are to choose from, at least."""
POLL = 0.05
"""Seconds between two looks whether the frame is there."""


class ReshareScene(Scene):
    """The ladder, rung by rung, then what it means."""

    name = "reshare"

    def __init__(self, context: Context, chapter: Chapter, navigation: PageNavigation) -> None:
        assert chapter.ladder is not None  # noqa: S101 - a chapter shows this scene for ladders only
        self.context = context
        self.chapter = chapter
        self.ladder: Ladder = chapter.ladder
        self.navigation = navigation
        self.rung = 0
        """Which rung is shown; one past the last shows the lesson."""
        self.seen: list[set[str]] = [set() for _ in self.ladder.rungs]
        """The tell-tales that the player still sees, rung by rung."""
        self.lesson_clip: LessonClip | None = None
        self.player: ClipPlayer | None = None
        self._posted: Image.Image | None = None
        self._shown: dict[int, pygame.Surface] = {}

    # -- life --------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Take a clip and go to the moment at which its tell-tale shows."""
        self.lesson_clip = find(self.context, self.ladder.kinds)
        if self.lesson_clip is None:
            return
        self.context.see(self.lesson_clip.keys)
        self.player = open_clip(self.context, self.lesson_clip.pack, self.lesson_clip.clip, silent=True)
        artefacts = self.lesson_clip.clip.artefacts
        if artefacts:
            start, end = artefacts[0].interval
            self.player.seek((start + end) / 2)

    def leave(self) -> None:
        """Let go of the clip."""
        if self.player is not None:
            self.player.close()
            self.player = None

    def update(self, now: float) -> Change:
        """Take the frame once it is there."""
        player = self.player
        if player is None or self._posted is not None:
            return Change.NONE
        player.update()
        if player.state is PlayerState.FAILED:
            self.leave()
            return Change.ALL
        if player.frame is None or player.state is PlayerState.LOADING:
            return Change.NONE
        self._posted = _image(player.frame)
        return Change.ALL

    def next_due(self, now: float) -> float | None:
        """Wake while the frame is awaited."""
        return POLL if self.player is not None and self._posted is None else None

    def settle(self) -> None:
        """Wait for the frame (for robots and tests)."""
        if self.player is not None:
            self.player.settle()

    # -- actions -----------------------------------------------------------------------------------

    def on_back(self) -> None:
        """Leave the chapter; its place is kept."""
        self.navigation.leave()

    @property
    def over(self) -> bool:
        """Tell whether all rungs are behind."""
        return self.rung >= len(self.ladder.rungs)

    def kinds(self) -> tuple[str, ...]:
        """Return the tell-tales to look for: the clip's own, and others of the ladder."""
        own = tuple(k for k in self.lesson_clip.clip.kinds) if self.lesson_clip else ()
        others = [k for k in self.ladder.kinds if k not in own]
        chosen = {*own, *others[: max(0, LEAST_KINDS - len(own))]}
        return tuple(k for k in self.context.guide.kinds if k in chosen)

    def toggle(self, kind: str) -> None:
        """Say that a tell-tale can be seen on this rung, or not."""
        if not self.over:
            self.seen[self.rung] ^= {kind}

    def down(self) -> None:
        """Step one rung down, to the lesson after the last, then on in the chapter."""
        if self.over:
            self.navigation.on()
        else:
            self.rung += 1

    def up(self) -> None:
        """Step one rung up, or back in the chapter."""
        if self.rung:
            self.rung -= 1
        else:
            self.navigation.back()

    # -- picture -----------------------------------------------------------------------------------

    def picture(self) -> pygame.Surface | None:
        """Return the frame as it looks on the present rung."""
        if self._posted is None:
            return None
        at = min(self.rung, len(self.ladder.rungs) - 1)
        if at not in self._shown:
            rung = self.ladder.rungs[at]
            made = handed_on(self._posted, float(rung.scale), rung.passes)
            self._shown[at] = pygame.image.frombytes(made.tobytes(), made.size, "RGB")
        return self._shown[at]

    def _over(self, p: Painter, clip: Box) -> None:
        t, c = self.context.t, p.palette
        t = t.about(virtual=self.lesson_clip is not None and self.lesson_clip.virtual)
        stage_tag(p, clip, "manipulated", t("verdict.manipulated"), c.manipulated.on_dark)
        at = min(self.rung, len(self.ladder.rungs) - 1)
        words = self.ladder.rungs[at].title.get(t.language)
        edge = p.length("m")
        tag(p, clip.x + edge, clip.bottom - edge - tag_box(p, words).h, "phone", words, c.player)

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, picture, ladder and question, the ways on."""
        t = self.context.t
        title = t("lesson.chapter", n=self.chapter.number, title=self.chapter.title.get(t.language))
        rungs = tuple((rung.title.get(t.language), float(rung.scale)) for rung in self.ladder.rungs)
        side = column(
            item(RungSteps(name="rungs", rungs=rungs, at=self.rung), height=fixed("rungs")),
            *(self._lesson() if self.over else self._question()),
            gap="m",
        )
        return screen(
            top_bar(t, title, t("reshare.title"), back=self.on_back),
            item(split(item(self._stage(), main=flex()), item(side, main=flex()), gap="xxl"), main=flex()),
            foot=page_keys(t, self.up, self.down, words=t("lesson.on" if self.over else "reshare.down")),
        ).place(layout, layout.area)

    def _stage(self) -> Node:
        t = self.context.t
        if self.lesson_clip is None or self.player is None:
            words = f"{t('example.none')}. {t('example.none_text')}"
            note = Label(name="none", text=words, align="centre", valign="centre", floor=0.8)
            return panel("none.panel", note, radius="key", around="xxl")
        stage = Stage(
            name="stage",
            picture=self.picture,
            aspect=self.lesson_clip.clip.aspect,
            lit=1.0,
            overlay=self._over,
            waiting=t("watch.waiting"),
            spoken=self.lesson_clip.clip.description.get(t.language),
        )
        return stack(Glow(name="glow"), stage)

    def _question(self) -> list[Child]:
        """Return what happened on this rung, the question, and the tell-tales to choose."""
        t = self.context.t
        text = self.ladder.rungs[self.rung].text.get(t.language)
        cells = [item(self._choice(i + 1, kind), main=flex()) for i, kind in enumerate(self.kinds())]
        cells += [spacer()] * (-len(cells) % COLUMNS)
        rows = [cells[i : i + COLUMNS] for i in range(0, len(cells), COLUMNS)]
        return [
            Label(name="rung.text", text=text, style="lead"),
            Label(name="ask", text=t("reshare.ask"), style="strong"),
            *(item(row(*cells, gap="m"), main=flex(least="key", most="choice")) for cells in rows),
        ]

    def _choice(self, number: int, kind: str) -> ChoiceCard:
        on, record = kind in self.seen[self.rung], self.context.guide.kinds[kind]
        name = record.name.get(self.context.language)
        words = self.context.t("reshare.seen" if on else "reshare.not_seen")
        return ChoiceCard(
            name=f"kind-{kind}",
            icon=record.icon,
            text=name,
            style="label",
            detail=words,
            mark="eye" if on else "miss",
            on=on,
            floor=0.8,
            grow=False,
            press=lambda: self.toggle(kind),
            shortcuts=(str(number),),
            spoken=f"{name}: {words}",
        )

    def _lesson(self) -> list[Child]:
        """Return what was seen on each rung, and what that means."""
        t = self.context.t
        own = set(self.lesson_clip.clip.kinds) if self.lesson_clip else set()
        head = Label(name="saw", text=t("reshare.you_saw"), style="caption", tone="text_mid", grow=False)
        lesson = Label(
            name="lesson", text=self.ladder.lesson.get(t.language), style="lead", tone="ink",
            valign="centre", floor=0.62,
        )  # fmt: skip
        rows = [self._seen(kind, own=kind in own) for kind in self.kinds()]
        return [
            column(head, *rows, gap="s"),
            item(
                panel("lesson.paper", lesson, paper=True, radius="key", around="xl"), main=flex(), down="end"
            ),
        ]

    def _seen(self, kind: str, *, own: bool) -> Node:
        record = self.context.guide.kinds[kind]
        name = record.name.get(self.context.language)
        words = IconText(
            name=f"seen-{kind}",
            icon=record.icon,
            text=f"{name} · {self.context.t('reshare.in_clip')}" if own else name,
            style="label" if own else "caption",
            grow=False,
        )
        boxes = SeenBoxes(name=f"boxes-{kind}", seen=tuple(kind in seen for seen in self.seen))
        return row(item(words, main=flex()), boxes, gap="s")


def _image(frame: pygame.Surface) -> Image.Image:
    return Image.frombytes("RGB", frame.get_size(), pygame.image.tobytes(frame, "RGB"))
