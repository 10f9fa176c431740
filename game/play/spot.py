"""Spot: point at the tell-tale and name it. For a tell-tale in the sound the mark is a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Literal

from game.media.clip import PlayerState
from game.media.envelope import peaks
from game.play.controller import Play
from game.play.session_screen import SessionScreen
from game.play.sound_clip import JUMP
from game.play.sound_view import DrawnSound
from game.quiz.rounds import Mark
from game.quiz.session import MAX_MARKS, AddMark, CantTell, ClearMark, MoveMark, NameKind, ShowAnswer
from game.ui.events import Key
from game.ui.geometry import Box
from game.ui.layout import Node, column, content, fixed, flex, grid, item, split
from game.ui.painter import Painter
from game.ui.presets import key_row, primary, screen, secondary
from game.ui.scene import Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, IconText, Label
from game.ui.widgets.judging import KindCard, mark_with_tag
from game.ui.widgets.spectrogram import Moment
from game.ui.widgets.stage import stage_tag

STRIDE = 0.05
"""Seconds that an arrow key moves the mark along a sound."""


class SpotScene(SessionScreen):
    """Only after the call "manipulated". "I can't tell" is an equal choice.

    Where no kinds are offered, only the place is asked for.
    """

    name = "spot"
    evidence_mode = True
    silent: ClassVar[bool] = False
    """Nothing is heard here, so no moment of the sound is marked."""

    def __init__(self, play: Play) -> None:
        super().__init__(play)
        self.adding = False
        self.timed = False
        self._wave: tuple[float, ...] = ()

    def enter(self) -> None:
        """Stop on the present frame: now the player may mark."""
        if self.player is not None:
            self.player.pause()

    # -- marks -------------------------------------------------------------------------------------

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks so far."""
        return self.play.round.marks

    def place(self, u: float, v: float) -> None:
        """Place the first mark, move the last one, or add one where that was asked for."""
        mark = Mark(u, v, self._time(), timed=False)
        self.timed = False
        self.play.dispatch(AddMark(mark) if self.adding else MoveMark(mark))
        self.adding = False

    def mark_moment(self) -> None:
        """Mark the present moment: the tell-tale is in the sound."""
        self._mark_at(self._time())
        self.context.sound.effect("click")
        if not self._wave and self.player is not None and not self.clip.sound_only:
            self._wave = peaks(self.player.envelope(120))

    def add(self) -> None:
        """Let the next tap place one more mark."""
        self.adding = not self.adding

    def clear(self) -> None:
        """Take the last mark away."""
        self.play.dispatch(ClearMark())
        self.adding = False

    def name_kind(self, kind: str) -> None:
        """Name the tell-tale, or take the name back."""
        self.play.dispatch(NameKind(None if self.play.round.kind == kind else kind))

    def cant_tell(self) -> None:
        """Go to the answer without a mark."""
        self.play.dispatch(CantTell())

    def show(self) -> None:
        """Go to the answer."""
        self.play.dispatch(ShowAnswer())

    # -- a sound -----------------------------------------------------------------------------------

    def drawn_sound(self) -> DrawnSound:
        """Return the sound with the moments that were marked."""
        you, several = self.t("spot.you"), len(self.marks) > 1
        marks = tuple(
            Moment(mark.t, "target", f"{you} {i + 1}" if several else you)
            for i, mark in enumerate(self.marks)
            if mark.timed
        )
        return DrawnSound(self.player, marks=marks)

    def at_moment(self, phase: Literal["down", "move", "up"], seconds: float) -> None:
        """Mark the moment that was touched, and go there."""
        if self.player is not None:
            self.player.pause()
            self.player.seek(seconds)
        self._mark_at(seconds)
        if phase == "up":
            self.context.sound.effect("click")

    def on_sound_key(self, key: Key) -> bool:
        """Arrows move the mark along the sound (Shift: farther), Enter marks the present moment."""
        if key.name == "return":
            self.mark_moment()
        elif key.name in ("left", "right"):
            stride = JUMP if key.shift else STRIDE
            placed = [mark.t for mark in self.marks if mark.timed]
            there = (placed[-1] if placed else self._time()) + (stride if key.name == "right" else -stride)
            self.at_moment("move", min(float(self.clip.seconds), max(0.0, there)))
        else:
            return False
        return True

    def _mark_at(self, seconds: float) -> None:
        mark = Mark(0.5, 0.5, seconds, timed=True)
        self.timed = True
        self.play.dispatch(AddMark(mark) if self.adding else MoveMark(mark))
        self.adding = False

    def _time(self) -> float:
        return self.player.time if self.player is not None else 0.0

    def on_stage_drag(self, phase: Literal["down", "move", "up"], x: float, y: float) -> None:
        """Place or move a mark; with the loupe on, the loupe follows so that placing stays exact."""
        if self.player is not None and phase == "down":
            self.player.pause()
        u, v = self.to_clip(x, y)
        if self.loupe_on:
            self.loupe_at = (u, v)
        self.place(u, v)
        if phase == "up":
            self.context.sound.effect("click")

    def on_stage_key(self, key: Key) -> bool:
        """Arrows move the mark by 4 px (Shift: 20)."""
        arrows = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
        if key.name == "return":
            u, v = self._cursor()
            self.place(u, v)
            return True
        if key.name not in arrows or self._clip_box is None:
            return False
        stride = 20.0 if key.shift else 4.0
        u, v = self._cursor()
        dx, dy = arrows[key.name]
        u = min(1.0, max(0.0, u + dx * stride / self._clip_box.w))
        v = min(1.0, max(0.0, v + dy * stride / self._clip_box.h))
        if self.loupe_on:
            self.loupe_at = (u, v)
        self.place(u, v)
        return True

    def _cursor(self) -> tuple[float, float]:
        placed = [m for m in self.marks if not m.timed]
        return (placed[-1].x, placed[-1].y) if placed else (0.5, 0.5)

    def on_key(self, key: Key) -> bool:
        """Space plays, digits choose cards, Backspace clears, 0 means "I can't tell"."""
        if key.name == "space":
            self.toggle_play()
            return True
        return super().on_key(key)

    # -- picture -----------------------------------------------------------------------------------

    def draw_over(self, p: Painter, clip: Box) -> None:
        """Draw the marks, the frame tag and the loupe; a sound has its marks in its drawing."""
        if self.clip.sound_only:
            return
        for i, mark in enumerate(m for m in self.marks if not m.timed):
            words = self.t("spot.you") if len(self.marks) == 1 else f"{self.t('spot.you')} {i + 1}"
            mark_with_tag(p, clip, (mark.x, mark.y), "target", words)
        player = self.player
        if player is not None and not self.is_playing():
            words = self.t("spot.frame", n=player.index + 1, total=max(player.frames, player.index + 1))
            stage_tag(p, clip, "pause", words)
        super().draw_over(p, clip)

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Lit stage and frame tools, then the two instructions and six cards."""
        marks = tuple(m.t for m in self.marks if m.timed)
        left = column(
            item(self.clip_stage(), main=flex()),
            self.time_line(marks=marks, wave=self._wave if marks else ()),
            self._tools(),
            gap="s",
        )
        cards = item(self._cards(), height=layout.choose(flex(), fixed("kind_cards")))
        right = column(self._instructions(), cards, self._actions(), gap="m")
        body = split(
            item(left, width=flex(0.59), main=flex()),
            item(right, width=flex(0.41, least="cards"), main=content()),
            gap="gutter",
        )
        return screen(self.bar(), item(body, main=flex())).place(layout, layout.area)

    def _tools(self) -> Node:
        t, marked = self.t, bool(self.marks)
        back, on = self.step_keys()
        moment = Button(
            name="moment",
            icon="sound",
            text=t("spot.moment"),
            style="label",
            on=self.timed and marked,
            press=self.mark_moment,
            enabled=self.clip.audio,
        )
        add = Button(
            name="add",
            text=t("spot.add"),
            style="label",
            on=self.adding,
            press=self.add,
            enabled=marked and len(self.marks) < MAX_MARKS,
        )
        clear = self.icon_key("clear", "close", self.clear, t("spot.clear"))
        return self.tool_row(
            back,
            self.play_key(shortcut=False),
            on,
            self.loupe_key(),
            *(() if self.silent else (moment,)),
            add,
            replace(clear, enabled=marked, shortcuts=("backspace",)),
        )

    def _instructions(self) -> Node:
        placed = bool(self.marks)
        done = (placed, self.play.round.kind is not None)
        if not self.play.round.deal.choices:
            return item(self._line(0, self.t("spot.where"), done=placed), height=fixed("instructions"))
        lines = [f"1. {self.t('spot.where')}", f"2. {self.t('spot.what')}"]
        return item(
            column(*(item(self._line(i, lines[i], done=done[i]), main=flex()) for i in (0, 1)), gap="xs"),
            height=fixed("instructions"),
        )

    def _line(self, number: int, words: str, *, done: bool) -> Widget:
        """Return an instruction: large while it is the next one, ticked when it is done."""
        current = not done and number == bool(self.marks)
        name, style = f"spot.line-{number}", "h2" if current else "h3"
        if done:
            return IconText(name=name, icon="check", text=words, style=style, tone="text_mid", floor=0.6)
        return Label(
            name=name,
            text=words,
            style=style,
            tone="text" if current else "text_mid",
            valign="centre",
            floor=0.6,
            max_lines=2,
        )

    def _cards(self) -> Node:
        choices = self.play.round.deal.choices
        if not choices:
            return column(Label(name="spot.place-only", text=self.t("spot.place_only"), tone="text_mid"))
        return grid([self._card(i, kind) for i, kind in enumerate(choices)], 2, gap="m")

    def _card(self, index: int, kind: str) -> KindCard:
        record = self.context.guide.kinds[kind]
        return KindCard(
            name=f"kind-{kind}",
            number=index + 1,
            icon=record.icon,
            text=record.name.get(self.t.language),
            on=self.play.round.kind == kind,
            press=lambda: self.name_kind(kind),
            shortcuts=(str(index + 1),),
        )

    def _actions(self) -> Node:
        said = bool(self.marks) or self.play.round.kind is not None
        cant_tell = secondary("cant-tell", self.t("spot.cant_tell"), self.cant_tell, shortcuts=("0",))
        show = primary(
            "show", self.t("spot.show"), self.show, enabled=said, first=said, shortcuts=("pagedown",)
        )
        return key_row(item(cant_tell, main=flex(0.9)), item(show, main=flex(1.1)))

    def toggle_play(self) -> None:
        """Play from here; the marks stay."""
        player = self.player
        if player is not None and player.state is PlayerState.ENDED:
            self.replay()
        else:
            super().toggle_play()
