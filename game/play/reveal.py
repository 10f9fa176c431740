"""Reveal: the truth, the player's mark beside it, and an explanation - for real clips just as fully."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

import pygame

from game.media.amplify import amplify
from game.media.clip import ClipPlayer, PlayerState
from game.play.clip_screen import SPEEDS
from game.play.controller import Play
from game.play.evidence import Evidence
from game.play.explanation import Explanation, explain
from game.play.explanation_panel import reading_column
from game.play.provenance import ProvenanceScene, provenance_lines
from game.play.second_look import SecondLookScreen
from game.quiz.session import Next
from game.ui.events import Key
from game.ui.geometry import Box
from game.ui.layout import Node, column, content, fixed, flex, item, pad, split
from game.ui.painter import Painter
from game.ui.presets import primary, screen
from game.ui.scene import Change, Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.card import SourceCard
from game.ui.widgets.controls import Button


class RevealScene(SecondLookScreen):
    """In order: verdict, points, the player's mark, the truth's outline, the text."""

    name = "reveal"
    evidence_mode = True

    def __init__(self, play: Play, *, note: Callable[[], str] = str) -> None:
        """`note` is a sentence about others' answers for the bar; empty where there is none."""
        super().__init__(play, note=note)
        self.tab = 0
        self.page = 0
        self.artefact = 0
        self.wipe: float | None = None
        self.original: ClipPlayer | None = None
        self._asked: int | None = None
        self.stronger = False
        self._amplified: tuple[tuple[int, int], pygame.Surface] | None = None
        self._dragging_wipe = False
        self._shown_at: float | None = None
        self._grown = False

    # -- life --------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Show the frame that the player marked, or the middle of the tell-tale."""
        self._shown_at = self.context.clock()
        self.context.sound.effect("chime")
        player = self.player
        if player is None:
            return
        player.pause()
        if self.play.round.marks:
            player.seek(self.play.round.marks[-1].t)
        elif self.clip.artefacts:
            start, end = self.clip.artefacts[0].interval
            player.seek((start + end) / 2)
        if self.play.round.deal.original is not None:
            self.original = self.play.open_original()
            self.wipe = 1.0

    def leave(self) -> None:
        """Let go of the original."""
        if self.original is not None:
            self.original.close()
            self.original = None

    def pause(self) -> None:
        """Stop both clips."""
        super().pause()
        if self.original is not None:
            self.original.pause()

    def update(self, now: float) -> Change:
        """Let both clips run and the outline grow."""
        change = super().update(now)
        if self.original is not None:
            if self.original.state is PlayerState.FAILED:
                self.original, self.wipe = None, None
                return Change.ALL
            self._follow()
            if self.original.update():
                change = max(change, Change.LIVE)
        if not self._grown:
            self._grown = self._growing(now) >= 1.0
            change = max(change, Change.LIVE)
        return change

    def on_failure(self, _reason: str) -> None:
        """Tell: the answer counts, and the words of the reveal stay."""
        self.play.lose_clip()
        self.context.toasts.show("warning", self.t("reveal.clip_lost"))

    def next_due(self, now: float) -> float | None:
        """Wake for the frames of both clips and for the growing outline."""
        dues = [super().next_due(now), self.original.next_due() if self.original else None]
        if not self._grown:
            dues.append(1 / 60)
        known = [due for due in dues if due is not None]
        return min(known) if known else None

    def settle(self) -> None:
        """Wait for both clips."""
        super().settle()
        if self.original is not None:
            self.original.settle()

    def _growing(self, now: float) -> float:
        if self.context.settings.reduced_motion or self._shown_at is None:
            return 1.0
        return min(1.0, (now - self._shown_at) / 0.5)

    # -- actions -----------------------------------------------------------------------------------

    def next_clip(self) -> None:
        """Go on."""
        self.play.dispatch(Next())

    def slower(self) -> None:
        """Next speed: 1, 1/2, 1/4, 1 ..."""
        player = self.player
        if player is not None:
            speeds = list(SPEEDS)
            player.set_speed(speeds[(speeds.index(player.speed) + 1) % 3])

    def loop_span(self) -> None:
        """Loop slowly over the interval of the tell-tale, or stop doing so."""
        player = self.player
        if player is None or not self.clip.artefacts:
            return
        on = not player.loop
        player.set_span(self.clip.artefacts[self.artefact].interval if on else None)
        player.set_loop(on)
        player.set_speed(0.5 if on else 1.0)
        if on:
            player.play()

    def _follow(self) -> None:
        """Let the original show the frame that the edit shows: one clock, so that they cannot drift apart."""
        player, original = self.player, self.original
        if player is not None and original is not None and self._asked != player.index:
            self._asked = player.index
            original.show(player.index)

    def pointed(self) -> None:
        """Let the outline grow beside the mark."""
        self._shown_at, self._grown = self.context.clock(), False
        self.context.sound.effect("click")

    def toggle_mark(self) -> None:
        """Show or hide the player's mark."""
        self.mark_on = not self.mark_on

    def toggle_wipe(self) -> None:
        """Lay the original over half of the clip, or take it away."""
        if self.original is not None:
            self.wipe = 1.0 if self.wipe is not None and self.wipe < 1.0 else 0.5

    def toggle_stronger(self) -> None:
        """Enlarge what the edit changed, or show it as it is."""
        self.stronger = not self.stronger

    def picture(self) -> pygame.Surface | None:
        """Return the frame, made stronger where that is asked for and both clips are in step."""
        frame, player, original = super().picture(), self.player, self.original
        if not self.stronger or frame is None or player is None or original is None or original.frame is None:
            return frame
        key = (player.index, original.index)
        if self._amplified is None or self._amplified[0] != key:
            self._amplified = (key, amplify(frame, original.frame))
        return self._amplified[1]

    def show_provenance(self) -> None:
        """Open the details of source, licence and consent."""
        self.context.stack.push(ProvenanceScene(self.context, self.play.provenance()))

    def choose_tab(self, tab: int) -> None:
        """Turn to a tab; its first page shows."""
        self.tab, self.page = tab, 0

    def more(self) -> None:
        """Turn to the next page of the text."""
        self.page += 1

    def choose_artefact(self, index: int) -> None:
        """Explain another tell-tale of the same clip."""
        self.artefact, self.page = index, 0

    def on_key(self, key: Key) -> bool:
        """W wipes, arrows move the wipe while it is open, otherwise they turn the tabs."""
        explanation = self.explanation()
        if key.name in ("left", "right"):
            by = 1 if key.name == "right" else -1
            if self.wipe is not None and self.wipe < 1.0:
                self.wipe = min(0.98, max(0.02, self.wipe + by * 0.02))
            else:
                self.choose_tab((self.tab + by) % len(explanation.tabs))
            return True
        actions: dict[str, Callable[[], None]] = {
            "w": self.toggle_wipe,
            "o": self.toggle_outline,
            "y": self.toggle_mark,
            "p": self.show_provenance,
            "s": self.toggle_stronger,
            "space": self.toggle_play,
        }
        if key.name in actions:
            actions[key.name]()
            return True
        return super().on_key(key)

    def on_stage_drag(self, phase: Literal["down", "move", "up"], x: float, y: float) -> None:
        """Drag the wipe where it is open, else as on every screen with a clip."""
        u, _ = self.to_clip(x, y)
        if phase == "down":
            near = self.wipe is not None and self.wipe < 1.0 and abs(u - self.wipe) < 0.08
            self._dragging_wipe = near and not self.loupe_on
        if self._dragging_wipe:
            self.wipe = min(0.98, max(0.02, u))
        else:
            super().on_stage_drag(phase, x, y)

    # -- picture -----------------------------------------------------------------------------------

    def explanation(self) -> Explanation:
        """Return what the reading column says."""
        told = explain(self.t, self.context.guide, self.play.round, self.artefact)
        if self.second_look is None or self.asking:
            return told
        words = "reveal.detail.found_now" if self.second_look.hit else "reveal.detail.not_there"
        return replace(told, detail=self.t(words))

    def draw_over(self, p: Painter, clip: Box) -> None:
        """Draw wipe, outline, marks, tags and loupe."""
        player = self.player
        time = player.time if player is not None else 0.0
        stage = self._stage_box or clip
        evidence = Evidence(p, self.t, self.context.guide, self.seen_round, stage, clip, time)
        wipe = self.wipe if self.wipe is not None and self.wipe < 1.0 else None
        if wipe is not None:
            evidence.original(self.original.frame if self.original else None, wipe)
        if self.outline_on:
            evidence.outlines(self._growing(self.context.clock()))
        if wipe is not None:
            evidence.wipe_handle(wipe)
        if self.mark_on:
            evidence.marks()
        evidence.labels(wiped=wipe is not None)
        if self.second_look is not None and self.asking:
            evidence.question(self.second_look.cross, wiped=wipe is not None)
        super().draw_over(p, clip)

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Lit stage and its keys, the provenance card; the reading column and the way on."""
        card = item(self._card(), height=fixed("key"))
        stage = column(
            item(self.clip_stage(), main=flex()),
            self._time_line(),
            self._keys(),
            layout.choose(pad(card, top="s"), None),
            gap="xs",
        )
        reading = column(
            item(reading_column(self, layout), main=layout.choose(flex(), content())),
            layout.choose(None, card),
            item(self._next_key(), height=fixed("action")),
            gap="l",
        )
        body = split(
            item(stage, main=flex(0.63, least="stage")),
            item(reading, width=flex(0.37, least="reading_column"), main=content()),
            gap="gutter",
        )
        return screen(self.bar(), item(body, main=flex())).place(layout, layout.area)

    def _time_line(self) -> Node:
        """Return the time line with what has no place on the picture: spans of sound, marks in time."""
        spans = tuple((a.interval[0], a.interval[1]) for a in self.clip.artefacts if not a.region)
        times = tuple(m.t for m in self.play.round.marks if m.timed) if self.mark_on else ()
        return self.time_line(spans=spans, marks=times)

    def _next_key(self) -> Button:
        over = len(self.play.session.scored) >= self.play.session.length
        words = self.t("reveal.summary" if over else "reveal.next")
        return primary("next", words, self.next_clip, first=True, shortcuts=("pagedown",))

    def _keys(self) -> Node:
        t, clip = self.t, self.clip
        mark = self.icon_key("mark", "target", self.toggle_mark, t("reveal.mark"), on=self.mark_on)
        marks = [mark] if self.seen_round.marks else []
        if not clip.manipulated:
            play = self.play_key(words=True, shortcut=False)
            return self.tool_row(play, self._speed_key(), self.loupe_key(words=True), *marks)
        keys = []
        if self.original is not None:
            wiping = self.wipe is not None and self.wipe < 1.0
            keys.append(self._toggle("compare", "wipe", self.toggle_wipe, on=wiping))
            keys.append(self._toggle("stronger", "amplify", self.toggle_stronger, on=self.stronger))
        if any(a.region for a in clip.artefacts):
            words = t("reveal.outline")
            keys.append(
                self.icon_key("outline", "tt-boundary", self.toggle_outline, words, on=self.outline_on)
            )
        looping = self.player is not None and self.player.loop
        loop = self.icon_key("loop", "loop", self.loop_span, t("reveal.loop"), on=looping)
        loops = [loop] if clip.artefacts else []
        return self.tool_row(*keys, *marks, self.play_key(shortcut=False), *loops, self.loupe_key())

    def _speed_key(self) -> Button:
        words, _ = SPEEDS[self.player.speed if self.player is not None else 1.0]
        spoken = self.t("watch.speed", speed=words)
        return Button(name="speed", text=words, style="label", press=self.slower, spoken=spoken)

    def _toggle(self, name: str, icon: str, press: Callable[[], None], *, on: bool) -> Button:
        text = self.t(f"reveal.{name}")
        return Button(name=name, icon=icon, text=text, style="label", on=on, press=press)

    def _card(self) -> SourceCard:
        upper, lower = provenance_lines(self.context, self.play.provenance())
        return SourceCard(
            name="provenance",
            icon="licence",
            upper=upper,
            lower=lower,
            press=self.show_provenance,
            spoken=f"{upper}. {lower}",
        )
