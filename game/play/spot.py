"""Spot: point at the tell-tale and name it. For a tell-tale in the sound the mark is a moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from game.media.clip import PlayerState
from game.play.chrome import NOWHERE, button_row, drawing
from game.play.controller import Play
from game.play.session_screen import SessionScreen
from game.quiz.session import (
    MAX_MARKS,
    AddMark,
    CantTell,
    ClearMark,
    Mark,
    MoveMark,
    NameKind,
    ShowAnswer,
)
from game.ui.events import Key
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, tag
from game.ui.widgets.judging import KindCard, mark_cross


class SpotScene(SessionScreen):
    """Only after the call "manipulated". "I can't tell" is an equal choice."""

    name = "spot"
    evidence_mode = True

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
        mark = Mark(0.5, 0.5, self._time(), timed=True)
        self.timed = True
        self.play.dispatch(AddMark(mark) if self.adding else MoveMark(mark))
        self.adding = False
        self.context.sound.effect("click")
        if not self._wave and self.player is not None:
            self._wave = self.player.envelope(120)

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
        """Draw the marks, the frame tag and the loupe."""
        for i, mark in enumerate(m for m in self.marks if not m.timed):
            x, y = clip.x + mark.x * clip.w, clip.y + mark.y * clip.h
            mark_cross(p, x, y)
            words = self.t("spot.you") if len(self.marks) == 1 else f"{self.t('spot.you')} {i + 1}"
            wide, _ = p.measure(words, "label", grow=False)
            right = x + 54 + wide + 62 > clip.right
            tag(p, x - 54 if right else x + 54, y - 19, "target", words, p.palette.player, right=right)
        player = self.player
        if player is not None and not self.is_playing():
            words = self.t("spot.frame", n=player.index + 1, total=max(player.frames, player.index + 1))
            tag(p, clip.x + 14, clip.y + 14, "pause", words)
        super().draw_over(p, clip)

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Lit stage and frame tools, then the two instructions and six cards."""
        box, widgets = self.top(layout), self.bar(layout)
        if layout.portrait:
            actions = box.bottom_strip(72)
            cards = Box(box.x, actions.y - 16 - 3 * 112 - 32, box.w, 3 * 112 + 32)
            words = Box(box.x, cards.y - 92, box.w, 84)
            stage = Box(box.x, box.y, box.w, words.y - 12 - 150 - box.y)
        else:
            right = max(496.0, box.w * 0.41)
            left = Box(box.x, box.y, box.w - right - 36, box.h)
            column = Box(left.right + 36, box.y, right, box.h)
            stage = left.without_bottom(150)
            actions = column.bottom_strip(72)
            words = column.top(84)
            cards = Box(column.x, words.bottom + 8, column.w, actions.y - 16 - words.bottom - 8)
        widgets.append(self._glow(stage))
        widgets.append(self.stage(stage))
        marks = tuple(m.t for m in self.marks if m.timed)
        wave = self._wave if marks else ()
        widgets.append(self.scrubber(Box(stage.x, stage.bottom + 6, stage.w, 64), marks=marks, wave=wave))
        widgets += self._tools(Box(stage.x, stage.bottom + 78, stage.w, 72))
        widgets += self._instructions(words)
        widgets += self._cards(cards)
        widgets += self._actions(actions)
        return widgets

    def _glow(self, stage: Box) -> Widget:
        return drawing("glow", stage, lambda p, b: p.glow(b, p.look.theme.radii.key))

    def _tools(self, row: Box) -> list[Widget]:
        t, marked = self.t, bool(self.marks)
        back, on = self.step_keys()
        moment = Button(
            name="moment",
            box=NOWHERE,
            icon="sound",
            text=t("spot.moment"),
            style="label",
            on=self.timed and marked,
            press=self.mark_moment,
            enabled=self.clip.audio,
        )
        add = Button(
            name="add",
            box=NOWHERE,
            text=t("spot.add"),
            style="label",
            on=self.adding,
            press=self.add,
            enabled=marked and len(self.marks) < MAX_MARKS,
        )
        clear = self.icon_key("clear", "close", self.clear, t("spot.clear"))
        keys: list[tuple[float, Widget]] = [(64, back), (64, self.play_key(shortcut=False)), (64, on)]
        keys += [(64, self.loupe_key()), (-1.1, moment), (-1, add)]
        keys.append((64, replace(clear, enabled=marked, shortcuts=("backspace",))))
        return button_row(row, keys)

    def _instructions(self, box: Box) -> list[Widget]:
        placed = bool(self.marks)
        first, second = box.rows((1.0, 1.0), 4)
        one, two = self.t("spot.where"), self.t("spot.what")
        numbered = [(first, f"1. {one}", placed), (second, f"2. {two}", self.play.round.kind is not None)]
        widgets: list[Widget] = []
        for i, (row, words, done) in enumerate(numbered):
            current = not done and (i == 1) == placed
            if done:
                widgets.append(_tick(f"spot.tick-{i}", row))
            widgets.append(
                Label(
                    name=f"spot.line-{i}",
                    box=row.without_left(42) if done else row,
                    text=words,
                    style="h2" if current else "h3",
                    tone="text" if current else "text_mid",
                    valign="centre",
                    floor=0.6,
                    max_lines=2,
                )
            )
        return widgets

    def _cards(self, box: Box) -> list[Widget]:
        guide, widgets = self.context.guide, []
        cells = box.grid(2, 3, 16 if box.h > 400 else 12)
        for i, (kind, cell) in enumerate(zip(self.play.round.deal.choices, cells, strict=False)):
            record = guide.kinds[kind]
            widgets.append(
                KindCard(
                    name=f"kind-{kind}",
                    box=cell,
                    number=i + 1,
                    icon=record.icon,
                    text=record.name.get(self.t.language),
                    on=self.play.round.kind == kind,
                    press=self._namer(kind),
                    shortcuts=(str(i + 1),),
                )
            )
        return list(widgets)

    def _namer(self, kind: str) -> Callable[[], None]:
        return lambda: self.name_kind(kind)

    def _actions(self, row: Box) -> list[Widget]:
        said = bool(self.marks) or self.play.round.kind is not None
        left, right = row.columns((0.9, 1.1), 16)
        return [
            Button(
                name="cant-tell",
                box=left,
                text=self.t("spot.cant_tell"),
                press=self.cant_tell,
                shortcuts=("0",),
            ),
            Button(
                name="show",
                box=right,
                look="primary",
                text=self.t("spot.show"),
                icon="next",
                icon_after=True,
                press=self.show,
                enabled=said,
                shortcuts=("pagedown",),
                first=said,
            ),
        ]

    def toggle_play(self) -> None:
        """Play from here; the marks stay."""
        player = self.player
        if player is not None and player.state is PlayerState.ENDED:
            self.replay()
        else:
            super().toggle_play()


def _tick(name: str, row: Box) -> Widget:
    return drawing(name, row.left(34), lambda p, b: p.icon("check", b.cx, b.cy, 30, p.palette.text_mid))
