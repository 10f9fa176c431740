"""The result of one clip: first the class alone, then the truth beside it, then something to talk about."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from game.media.clip import ClipPlayer, PlayerState
from game.play.sound_view import DrawnSound
from game.ui.geometry import Box
from game.ui.layout import Node, column, content, fixed, flex, item, split
from game.ui.painter import Paintable, Painter
from game.ui.presets import key_row, panel, screen
from game.ui.scene import Change, Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label
from game.ui.widgets.stage import stage_tag
from game.workshop.wall.after_vote import AfterVoteScreen
from game.workshop.wall.class_drawing import histogram
from game.workshop.wall.heat_drawing import draw_heat, heat_surface
from game.workshop.wall.teaching import Teaching
from game.workshop.wall.truth import draw_tells, original_key, play_original, verdict, why_panel


class ResultScene(AfterVoteScreen):
    """Closed: how the class voted and where it pointed. Shown: the verdict, and the truth on the frame."""

    name = "workshop-result"
    evidence_mode = True

    def __init__(self, teaching: Teaching) -> None:
        super().__init__(teaching)
        self.why = False
        self.why_page = 0
        self.heat_on = True
        self.original: ClipPlayer | None = None
        self.comparing = False
        room = teaching.room
        self._taps = room.taps()
        self._heat = heat_surface(self._taps, teaching.asked.aspect)

    # -- life --------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Stop on the frame on which the class pointed; get the original ready."""
        self._hold()
        if self.shown and self.teaching.asked.manipulated:
            self.original = self.teaching.films.open_original(self.teaching.asked)
            if self.original is not None:
                self.original.seek(self.teaching.asked.moment)

    def leave(self) -> None:
        """Let go of the original."""
        if self.original is not None:
            self.original.close()
            self.original = None

    def update(self, now: float) -> Change:
        """Let both clips go on."""
        change = super().update(now)
        if self.original is None:
            return change
        if self.original.update():
            change = max(change, Change.LIVE)
        if self.comparing and self.original.state is PlayerState.ENDED:
            self.comparing = False
            return Change.ALL
        return change

    def next_due(self, now: float) -> float | None:
        """Wake for the frames of both clips."""
        dues = [super().next_due(now), self.original.next_due() if self.original else None]
        return min((due for due in dues if due is not None), default=None)

    def settle(self) -> None:
        """Wait for both pictures."""
        super().settle()
        if self.original is not None:
            self.original.settle()

    def _hold(self) -> None:
        if self.player is not None:
            self.player.pause()
            self.player.seek(self.teaching.asked.moment)

    # -- actions -----------------------------------------------------------------------------------

    def toggle_why(self) -> None:
        """Show the explanation in the place of the histogram, or take it away."""
        self.why = not self.why
        self.why_page = 0

    def more(self) -> None:
        """Turn to the next page of the explanation."""
        self.why_page += 1

    def toggle_compare(self) -> None:
        """Show the untouched original, or let it be heard; or the edit again."""
        if self.original is None:
            return
        self.comparing = not self.comparing
        if self.player is not None:
            self.player.pause()
        play_original(self.original, self.teaching.asked, self.player, on=self.comparing)

    def toggle_play(self) -> None:
        """Play or pause the clip; an original that is being heard makes way."""
        if self.comparing and self.teaching.asked.heard:
            self.toggle_compare()
        super().toggle_play()

    def toggle_heat(self) -> None:
        """Show or hide where the class pointed."""
        self.heat_on = not self.heat_on

    # -- picture -----------------------------------------------------------------------------------

    def picture(self) -> Paintable | None:
        """Return the frame of the edit, or of the original while comparing."""
        if self.comparing and self.original is not None and self.original.picture is not None:
            return self.original.picture
        return super().picture()

    def drawn_sound(self) -> DrawnSound:
        """Return the sound of the edit, or of the original while comparing."""
        return DrawnSound((self.original if self.comparing else None) or self.player)

    def draw_over(self, p: Painter, clip: Box) -> None:
        """Draw the heat map and, when it is shown, the truth."""
        still = not self.is_playing()
        if self.heat_on and self._heat is not None and still:
            draw_heat(p, clip, self._heat, self._taps)
        if not self.shown:
            super().draw_over(p, clip)
            return
        if self.comparing:
            stage_tag(p, clip, "real", self.t("reveal.original"), p.palette.real.on_dark)
        elif still:
            draw_tells(p, clip, self.teaching.asked, self.context.guide, self.t)
        super().draw_over(p, clip)

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Verdict and frame; histogram or explanation; prompt and keys."""
        told, room = self.teaching.asked, self.teaching.room
        band = verdict(self.t, told, room.distribution()) if self.shown else None
        left = column(band, item(self.clip_stage(), main=flex()), gap="l")
        right = (
            why_panel(self.t, told, self.context.guide, self.why_page, self.more)
            if self.why
            else self._class()
        )
        body = split(
            item(left, main=layout.choose(flex(0.41), flex(0.56))),
            item(right, main=layout.choose(flex(0.59), flex(0.44))),
            gap="gutter",
        )
        words = self.prompt() if self.shown else self.t("workshop.talk_first")
        prompt = Label(name="prompt", text=words, style="lead", floor=0.72, valign="centre")
        return screen(
            self.bar(),
            item(body, main=flex()),
            item(prompt, height=content(most="prompt")),
            foot=self._keys(layout),
            gap="m",
        ).place(layout, layout.area)

    def _class(self) -> Node:
        cards = self.teaching.voting.cards
        votes = histogram("class", self.t, self.teaching.room.distribution(), cards=cards)
        return column(
            Label(name="title", text=self.t("workshop.class_voted"), style="h1"),
            item(panel("class.panel", votes), main=flex()),
            gap="s",
        )

    def _keys(self, layout: Layout) -> Node:
        t, keys = (
            self.t,
            [self.play_key(), self.icon_key("replay", "replay", self.replay, self.t("workshop.replay"))],
        )
        if self._taps:
            words = t("workshop.taps")
            keys.append(self.icon_key("heat", "target", self.toggle_heat, words, on=self.heat_on))
        reasons = self.reasons_key() if self.teaching.asked.block == "lesson" else None
        if reasons is not None:
            keys.append(reasons)
        on = self.forth_key()
        small = [item(key, width=fixed("key")) for key in keys]
        said = self._shown_keys() if self.shown else [self.again_key()]
        large = [*(item(key, main=flex()) for key in said), item(on, main=flex(1.2))]
        row_of = partial(key_row, height="key", gap="m")
        return layout.choose(row_of(*small, *large), column(row_of(*small), row_of(*large), gap="m"))

    def _shown_keys(self) -> list[Button]:
        """Return the key of the explanation and, where there is an original, of the comparison."""
        why = Button(
            name="why",
            icon="help",
            text=self.t("workshop.why"),
            on=self.why,
            press=self.toggle_why,
            shortcuts=("w",),
        )
        compare = original_key(self.t, self.teaching.asked, self.toggle_compare, on=self.comparing)
        return [why] if self.original is None else [why, compare]
