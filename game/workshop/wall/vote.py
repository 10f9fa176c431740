"""The vote: the clip plays, the class judges, and nothing of it shows before the vote is closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from game.play.chrome import NOWHERE, button_row, drawing
from game.play.clip_screen import SPEEDS
from game.quiz.judgement import STEP_IDS
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Change, Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, Panel
from game.ui.widgets.judging import ScaleKey, mark_cross
from game.workshop.room import CastVote, Close, Vote
from game.workshop.wall.charts import draw_histogram, draw_ring
from game.workshop.wall.teaching import Teaching
from game.workshop.wall.wall_screen import WorkshopScreen, several

GRACE_LESSON, GRACE_CHECK = 12.0, 4.0
"""Seconds of quiet after the last vote until the vote closes: time to change one's mind, or to point."""
MORE = 30.0


class VoteScene(WorkshopScreen):
    """One question. With teams at this screen, each takes its turn on the six keys."""

    name = "workshop-vote"

    def __init__(self, teaching: Teaching) -> None:
        super().__init__(teaching)
        now = self.context.clock()
        self.until = now + teaching.timer if teaching.timer and not teaching.looking_again else None
        self.team = 0
        self.step_of_team = 0
        self.tap: tuple[float, float] | None = None
        self._quiet_since: float | None = None
        self._ballot: object = None

    # -- life --------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Start the clip."""
        if self.player is not None:
            self.player.play()

    def update(self, now: float) -> Change:
        """Close the vote when its time is over, or when all have voted and are quiet."""
        change = super().update(now)
        if self.context.stack.top.scene is not self:
            return change
        if (self.until is not None and now >= self.until) or self._all_quiet(now):
            self.close_vote()
            return Change.ALL
        return change

    def _all_quiet(self, now: float) -> bool:
        room = self.teaching.room
        if self.teaching.voting.phones is None or self.teaching.looking_again or not room.complete:
            self._quiet_since = None
            return False
        ballot = room.ballot()
        if self._quiet_since is None or ballot is not self._ballot:
            self._quiet_since, self._ballot = now, ballot
        return now - self._quiet_since >= self.grace

    @property
    def grace(self) -> float:
        """How long everybody may still change their mind."""
        return GRACE_LESSON if self.teaching.asked.spot else GRACE_CHECK

    def glance(self, now: float) -> object:
        """Look at the counts, and at whole seconds while a clock runs."""
        room = self.teaching.room
        left = None if self.until is None else int(self.until - now)
        quiet = None if self._quiet_since is None else int(now - self._quiet_since)
        return super().glance(now), room.voted(), left, quiet

    # -- actions -----------------------------------------------------------------------------------

    def close_vote(self) -> None:
        """End the vote."""
        if self.player is not None:
            self.player.pause()
        self.teaching.do(Close())

    def more_time(self) -> None:
        """Half a minute more."""
        now = self.context.clock()
        self._quiet_since = None if self._quiet_since is None else now + MORE - self.grace
        if self.until is not None:
            self.until = max(self.until, now) + MORE

    def count_cards(self) -> None:
        """Enter votes that were counted by hand."""
        from game.workshop.wall.paper import PaperScene

        self.context.stack.push(PaperScene(self.context, self.teaching))

    # -- teams at this screen ----------------------------------------------------------------------

    def choose(self, step: int) -> None:
        """Take the team's step; those who suspect it may point next."""
        self.step_of_team = step
        spot = self.teaching.asked.spot and step > 3
        if not spot:
            self.hand_over()
            return
        if self.player is not None:
            self.player.pause()
            self.player.seek(self.teaching.asked.moment)

    def hand_over(self) -> None:
        """Keep the team's vote and let the next one come; after the last one, close."""
        tap = self.tap if self.step_of_team > 3 and self.teaching.asked.spot else None
        vote = Vote(1, self.step_of_team, tap)
        self.teaching.do(CastVote(f"team-{self.team + 1}", self.teaching.room.at, vote))
        self.step_of_team, self.tap = 0, None
        self.team += 1
        if self.team >= self.teaching.voting.teams:
            self.close_vote()

    @property
    def pointing(self) -> bool:
        """Tell whether a team is to point at the picture."""
        return self.teaching.voting.hot_seat and self.step_of_team > 0

    def on_stage_drag(self, phase: Literal["down", "move", "up"], x: float, y: float) -> None:
        """Let a team point; else as on every screen with a clip."""
        if self.pointing and not self.loupe_on:
            self.tap = self.to_clip(x, y)
        else:
            super().on_stage_drag(phase, x, y)

    def draw_over(self, p: Painter, clip: Box) -> None:
        """Draw the team's mark."""
        if self.pointing and self.tap is not None:
            mark_cross(p, clip.x + self.tap[0] * clip.w, clip.y + self.tap[1] * clip.h)
        super().draw_over(p, clip)

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Stage and transport; the count, the covered histogram, the way on."""
        box = self.top(layout)
        if layout.portrait:
            right = box.bottom_strip(box.h * 0.46)
            left = box.without_bottom(right.h + 20)
        else:
            left, right = box.columns((628, 532), 40)
        row, go = left.bottom_strip(76), right.bottom_strip(76)
        stage, side = left.without_bottom(92), right.without_bottom(92)
        lit = self.pointing
        self_stage = self.stage(stage)
        widgets = [*self.bar(layout), replace(self_stage, lit=1.0 if lit else 0.0)]
        widgets += self._transport(row)
        if self.teaching.voting.hot_seat:
            widgets += self._turn(layout, side, go)
        else:
            widgets += [*self._count(layout, side), *self._ways(go)]
        return widgets

    def _transport(self, row: Box) -> list[Widget]:
        sound = self.context.settings.sound
        words = self.t("watch.sound_on" if sound else "watch.sound_off")
        now = self.player.speed if self.player is not None else 1.0
        keys: list[tuple[float, Widget]] = [(-1.5, self.play_key(words=True))]
        for speed, (text, key) in SPEEDS.items():
            if speed == 1.0:
                continue
            keys.append((-0.7, self._speed(speed, text, key, on=speed == now)))
        keys.append((-1.5, self.loupe_key(words=True)))
        keys.append((-0.7, self.icon_key("replay", "replay", self.replay, self.t("workshop.replay"))))
        keys.append(
            (-0.7, self.icon_key("sound", "sound" if sound else "sound-off", self.toggle_sound, words))
        )
        return button_row(row, keys)

    def _speed(self, speed: float, text: str, key: str, *, on: bool) -> Button:
        def press() -> None:
            self.set_speed(1.0 if on else speed)

        spoken = self.t("watch.speed", speed=text)
        shortcuts = () if self.teaching.voting.hot_seat else (key,)
        return Button(
            name=f"speed-{key}",
            box=NOWHERE,
            text=text,
            on=on,
            press=press,
            spoken=spoken,
            shortcuts=shortcuts,
        )

    def _count(self, layout: Layout, box: Box) -> list[Widget]:
        t, check = self.t, self.teaching.asked.block != "lesson"
        phones = self.teaching.voting.phones is not None
        title = t("workshop.vote_check") if check else t("workshop.vote")
        if not phones:
            title = t("workshop.vote_cards")
        ring = 118.0 if self.until is not None else 0.0
        title_h = min(92.0, layout.height(title, "h1", box.w))
        numbers = Box(box.x, box.y + title_h + 4, box.w - ring - 12, 110)
        panel = Box(box.x, numbers.bottom + 12, box.w, box.bottom - numbers.bottom - 12)
        label = panel.inset(40, 0).centred(min(360.0, panel.w - 40), 60).moved(0, -36)
        return several(
            [
                Label(name="title", box=box.top(title_h), text=title, style="h1", floor=0.7, max_lines=2),
                drawing("count", numbers, self._numbers, live=True),
                drawing("timer", Box(box.right - ring, numbers.y - 2, ring, ring), self._ring, live=True)
                if ring
                else None,
                Panel(name="hidden.panel", box=panel),
                drawing("hidden", panel.inset(24, 18), lambda p, b: draw_histogram(p, b, t, None)),
                drawing("hidden.label", label, self._hidden, live=True),
            ]
        )

    def _numbers(self, p: Painter, box: Box) -> None:
        room, c = self.teaching.room, p.palette
        voted = str(room.voted())
        wide, _ = p.measure(voted, "number", grow=False)
        p.text(Box(box.x, box.y, wide + 4, box.h), voted, "number", c.text, valign="centre", grow=False)
        words = self.t("workshop.of_voted", n=len(room.seats) + sum(room.paper.get(room.at, ())))
        if self.teaching.voting.phones is None:
            words = self.t("workshop.counted")
        rest = Box(box.x + wide + 20, box.y + box.h - 62, box.w - wide - 20, 56)
        p.text(rest, words, "h2", c.text_mid, grow=False, floor=0.6, max_lines=2, valign="bottom")

    def _ring(self, p: Painter, box: Box) -> None:
        if self.until is not None:
            draw_ring(p, box, self.until - self.context.clock(), max(1.0, float(self.teaching.timer)))

    def _hidden(self, p: Painter, box: Box) -> None:
        c = p.palette
        words = self.t("workshop.hidden")
        if self._quiet_since is not None:
            left = max(1, round(self.grace - (self.context.clock() - self._quiet_since)))
            words = self.t("workshop.closing", n=left)
        p.panel(box, 8, c.paper)
        p.icon("lock", box.x + 36, box.cy, 32, c.ink)
        room = Box(box.x + 64, box.y + 4, box.w - 76, box.h - 8)
        with p.over():
            p.text(room, words, "strong", c.ink, valign="centre", grow=False, floor=0.75, max_lines=2)

    def _ways(self, row: Box) -> list[Widget]:
        t = self.t
        keys: list[tuple[float, Widget]] = []
        if self.until is not None or self._quiet_since is not None:
            more = Button(
                name="more",
                box=NOWHERE,
                icon="timer",
                text=t("workshop.more_time"),
                style="label",
                stacked=True,
                press=self.more_time,
                shortcuts=("t",),
            )
            keys.append((-0.75, more))
        cards = Button(
            name="cards",
            box=NOWHERE,
            icon="touch",
            text=t("workshop.count_cards"),
            style="label",
            stacked=True,
            press=self.count_cards,
            shortcuts=("c",),
        )
        keys.append((-0.9, cards))
        close = Button(
            name="close",
            box=NOWHERE,
            look="primary",
            icon="next",
            icon_after=True,
            text=t("workshop.close_check" if self.teaching.asked.block != "lesson" else "workshop.close"),
            press=self.close_vote,
            first=True,
            shortcuts=("return", "pagedown"),
        )
        keys.append((-1.5, close))
        return button_row(row, keys)

    def _turn(self, layout: Layout, box: Box, go: Box) -> list[Widget]:
        t = self.t
        title = t("workshop.team_turn", n=self.team + 1)
        text = t("workshop.team_point") if self.pointing else t("workshop.team_choose")
        title_h = layout.height(title, "h1", box.w)
        text_h = layout.height(text, "lead", box.w)
        keys = box.without_top(title_h + text_h + 24)
        widgets: list[Widget] = [
            Label(name="title", box=box.top(title_h), text=title, style="h1"),
            Label(name="how", box=Box(box.x, box.y + title_h + 4, box.w, text_h), text=text, style="lead"),
        ]
        if not self.pointing:
            for i, cell in enumerate(keys.grid(3, 2, 12)):
                widgets.append(
                    ScaleKey(
                        name=f"step-{i + 1}",
                        box=cell,
                        step=i + 1,
                        text=t(f"step.{STEP_IDS[i]}"),
                        press=self._chooser(i + 1),
                        shortcuts=(str(i + 1),),
                    )
                )
            return widgets
        words = t("workshop.team_done") if self.tap is not None else t("spot.cant_tell")
        widgets.append(
            Button(
                name="hand-over",
                box=go,
                look="primary",
                icon="next",
                icon_after=True,
                text=words,
                press=self.hand_over,
                first=True,
                shortcuts=("return", "pagedown"),
            )
        )
        return widgets

    def _chooser(self, step: int) -> Callable[[], None]:
        return lambda: self.choose(step)
