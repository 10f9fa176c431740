"""Reveal: the truth, the player's mark beside it, and an explanation - for real clips just as fully."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from game.play.clip_screen import SPEEDS
from game.play.compared import ComparedScreen
from game.play.controller import Play
from game.play.detector_opinion import DetectorScene, SecondOpinion, beside_the_card, detector_key
from game.play.evidence import Evidence
from game.play.explanation import VIEWERS, Explanation, explain, trace_name
from game.play.explanation_panel import LARGE, reading_column
from game.play.listening import listening
from game.play.provenance import ProvenanceScene, provenance_lines
from game.play.sound_view import DrawnSound
from game.play.spoken import said
from game.quiz.session import Next
from game.ui.events import Key
from game.ui.geometry import Box
from game.ui.layout import Node, column, content, fixed, flex, item, pad, split
from game.ui.painter import Painter
from game.ui.presets import primary, screen
from game.ui.scene import Change, Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button
from game.ui.widgets.single_cards import SourceCard
from game.ui.widgets.spectrogram import Moment, NamedSpan
from game.ui.widgets.stage import MOUNT

READING_SHARE, LARGE_SHARE = 0.37, 0.43
"""How much of a lying canvas the explanation takes; with larger text."""


class RevealScene(ComparedScreen):
    """In order: verdict, points, the player's mark, the truth's outline, the text."""

    name = "reveal"
    evidence_mode = True

    def __init__(self, play: Play, *, note: Callable[[], str] = str, detector: bool = True) -> None:
        """`note` is a sentence about others' answers for the bar; empty where there is none.

        `detector`: whether one may be asked what it says of the clip.
        """
        super().__init__(play, note=note)
        self.second = SecondOpinion(play) if detector else None
        self.tab = 0
        self.page = 0
        self._shown_at: float | None = None
        self._grown = False

    # -- life --------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Show the frame that the player marked, or the middle of the tell-tale."""
        self._shown_at = self.context.clock()
        self.context.sound.effect("chime")
        if self.second is not None and self.play.level.detector:
            self.second.ask()
        player = self.player
        if player is None:
            return
        player.pause()
        if self.play.round.marks:
            player.seek(self.play.round.marks[-1].t)
        elif self.asking_moment:
            player.seek(0.0)
        elif self.clip.artefacts:
            start, end = self.clip.artefacts[0].interval
            player.seek((start + end) / 2)
        self.open_original()

    def update(self, now: float) -> Change:
        """Let both clips run and the outline grow."""
        change = super().update(now)
        if not self._grown:
            self._grown = self._growing(now) >= 1.0
            change = max(change, Change.LIVE)
        return Change.ALL if self.second is not None and self.second.update() else change

    def settle(self) -> None:
        """Wait for both clips, and for the detector where it is at work."""
        super().settle()
        if self.second is not None:
            self.second.settle()

    def on_failure(self, _reason: str) -> None:
        """Tell: the answer counts, and the words of the reveal stay."""
        self.play.lose_clip()
        self.context.toasts.show("warning", self.t("reveal.clip_lost"))

    def next_due(self, now: float) -> float | None:
        """Wake for the frames of both clips and for the growing outline."""
        due = super().next_due(now)
        return due if self._grown else min(1 / 60, 1.0 if due is None else due)

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
        self.to_the_clip()
        on = not player.loop
        player.set_span(self.clip.artefacts[self.artefact].interval if on else None)
        player.set_loop(on)
        player.set_speed(0.5 if on else 1.0)
        if on:
            player.play()

    def pointed(self) -> None:
        """Let the outline grow beside the mark, and say what that was worth."""
        self.choose_tab(0)
        self._shown_at, self._grown = self.context.clock(), False
        self.context.sound.effect("click")

    def toggle_mark(self) -> None:
        """Show or hide the player's mark."""
        self.mark_on = not self.mark_on

    def show_provenance(self) -> None:
        """Open the details of source, licence and consent."""
        self.context.stack.push(ProvenanceScene(self.context, self.play.provenance()))

    def ask_detector(self) -> None:
        """Show what a detector says of the clip."""
        if self.second is not None:
            self.context.stack.push(DetectorScene(self.play, self.second))

    def choose_tab(self, tab: int) -> None:
        """Turn to a tab; its first page shows. Viewers' words show the frame that one clicked on."""
        self.tab, self.page = tab, 0
        clicks = self.clip.viewers.clicks if self.clip.viewers is not None else ()
        if self.viewers_on and clicks and self.player is not None:
            self.player.pause()
            self.player.seek(clicks[0].t)

    @property
    def viewers_on(self) -> bool:
        """Tell whether what viewers said of the clip is being read: then their clicks show."""
        tabs = self.explanation().tabs
        return tabs[min(self.tab, len(tabs) - 1)].id == VIEWERS

    def more(self) -> None:
        """Turn to the next page of the text."""
        self.page += 1

    def choose_artefact(self, index: int) -> None:
        """Explain another tell-tale of the same clip."""
        super().choose_artefact(index)
        self.page = 0

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
            "d": self.ask_detector,
            "s": self.toggle_stronger,
            "space": self.toggle_play,
        }
        if key.name in actions:
            actions[key.name]()
            return True
        return super().on_key(key)

    # -- picture -----------------------------------------------------------------------------------

    def explanation(self) -> Explanation:
        """Return what the reading column says."""
        told = explain(self.t, self.context.guide, self.play.round, self.artefact)
        if self.second_look is None or self.asking:
            return told
        words = "reveal.detail.found_now" if self.second_look.hit else "reveal.detail.not_there"
        return replace(told, detail=self.t(words))

    def drawn_sound(self) -> DrawnSound:
        """Return the sound with the parts that were changed and the player's marks; the original as it is."""
        if self.heard == "original":
            return DrawnSound(self.original, waved=not self.hearing)
        named = [(a, trace_name(self.t, self.context.guide, a)) for a in self.clip.artefacts]
        spans = tuple(
            NamedSpan(float(a.interval[0]), float(a.interval[1]), trace.icon, trace.name)
            for a, trace in named
            if self.outline_on
        )
        marks = self.seen_round.marks if self.mark_on else ()
        you = self.t("spot.you")
        moments = tuple(Moment(mark.t, "target", you) for mark in marks if mark.timed)
        return DrawnSound(self.player, spans, moments, waved=not self.hearing)

    def at_moment(self, phase: Literal["down", "move", "up"], seconds: float) -> None:
        """Go on with the whole clip from the moment that was touched."""
        self.to_the_clip()
        if self.player is not None:
            self.player.set_span(None)
        super().at_moment(phase, seconds)

    def caption(self) -> str:
        """Return the words of a sound: now that it is judged they take nothing away."""
        spoken = self.clip.sound_only and self.context.settings.captions
        return said(self.clip, self.t) if spoken else super().caption()

    def draw_over(self, p: Painter, clip: Box) -> None:
        """Draw wipe, outline, marks, tags and loupe."""
        player = self.player
        time = player.time if player is not None else 0.0
        stage = clip.inset(-MOUNT) if self.clip.sound_only else self._stage_box or clip
        evidence = Evidence(p, self.t, self.context.guide, self.seen_round, stage, clip, time)
        if self.clip.sound_only and self.heard == "clip":
            evidence.labels(wiped=False)
            if self.asking:
                evidence.question(None, wiped=False)
            return
        if self.hearing and self.heard == "original":
            evidence.original_alone()
            super().draw_over(p, clip)
            return
        wipe = self.wipe if self.wipe is not None and self.wipe < 1.0 else None
        if wipe is not None:
            evidence.original(self.original.picture if self.original else None, wipe)
        if self.outline_on:
            evidence.outlines(self._growing(self.context.clock()))
        if wipe is not None:
            evidence.wipe_handle(wipe)
        if self.mark_on:
            evidence.marks()
        if self.viewers_on:
            evidence.clicks()
        evidence.labels(wiped=wipe is not None)
        if self.second_look is not None and self.asking:
            evidence.question(self.second_look.cross, wiped=wipe is not None)
        super().draw_over(p, clip)

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Lit stage and its keys, the provenance card; the reading column and the way on."""
        large = layout.look.type.text_size >= LARGE
        share = LARGE_SHARE if large else READING_SHARE
        high = content(least="key", firm=True)
        asking = detector_key(self.second, self.ask_detector)
        both = beside_the_card(self._card(), asking, below=bool(self.play.level.detector))
        card = item(both, height=high)
        stage = column(
            item(self.clip_stage(), main=flex()),
            pad(listening(self), top="xs", bottom="xs") if self.hearing else self._time_line(),
            self._keys(large=large),
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
            item(stage, main=flex(1 - share, least="stage")),
            item(reading, width=flex(share, least="reading_column"), main=content()),
            gap="gutter",
        )
        return screen(self.bar(), item(body, main=flex())).place(layout, layout.area)

    def _time_line(self) -> Node:
        """Return the time line with what has no place on the picture: spans of sound, marks in time."""
        shown = () if self.asking_moment else self.clip.artefacts
        spans = tuple((a.interval[0], a.interval[1]) for a in shown if not a.region)
        times = tuple(m.t for m in self.seen_round.marks if m.timed) if self.mark_on else ()
        return self.time_line(spans=spans, marks=times)

    def _next_key(self) -> Button:
        over = len(self.play.session.scored) >= self.play.session.length
        words = self.t("reveal.summary" if over else "reveal.next")
        return primary("next", words, self.next_clip, first=True, shortcuts=("pagedown",))

    def _keys(self, *, large: bool) -> Node:
        """Return the keys below the clip; with large text words stand without their icons."""
        t, clip = self.t, self.clip
        mark = self.icon_key("mark", "target", self.toggle_mark, t("reveal.mark"), on=self.mark_on)
        marks = [mark] if self.seen_round.marks else []
        if not clip.manipulated:
            play = self.play_key(words=True, shortcut=False)
            return self.tool_row(play, self._speed_key(), self.loupe_key(words=True), *marks)
        if self.asking_moment:
            play = self.play_key(words=True, shortcut=False)
            return self.tool_row(play, self._speed_key(), self._outline_key())
        looping = self.player is not None and self.player.loop
        loop = self.icon_key("loop", "loop", self.loop_span, t("reveal.loop"), on=looping)
        loops = [loop] if clip.artefacts else []
        if self.hearing:
            there = self.context.sound.notice is None
            sound = [self.sound_key()] if there else []
            play = self.play_key(words=True, shortcut=False)
            look = self._speed_key() if clip.sound_only else self.loupe_key()
            return self.tool_row(play, *loops, look, *marks, *sound)
        keys = []
        if self.original is not None:
            wiping, strong = self.wipe is not None and self.wipe < 1.0, self.stronger
            icons = ("", "") if large else ("wipe", "amplify")
            keys.append(self._toggle("compare", icons[0], self.toggle_wipe, on=wiping))
            keys.append(self._toggle("stronger", icons[1], self.toggle_stronger, on=strong))
        if any(a.region for a in clip.artefacts):
            keys.append(self._outline_key())
        look = self._speed_key() if clip.sound_only else self.loupe_key()
        return self.tool_row(*keys, *marks, self.play_key(shortcut=False), *loops, look)

    def _outline_key(self) -> Button:
        words = self.t("reveal.outline")
        return self.icon_key("outline", "tt-boundary", self.toggle_outline, words, on=self.outline_on)

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
