"""After a lesson: the clips of its checks one by one, each with its truth and how the class answered.

The checks themselves tell nothing, so that they measure; at the end the class may see what was what. Where
fewer than five people voted on a clip, its truth shows and the votes do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.errors import ChinmiError
from game.media.clip import ClipPlayer, PlayerState
from game.play.clip_screen import ClipScreen
from game.ui.layout import Node, column, content, fixed, flex, item, split
from game.ui.presets import Bar, key_row, panel, primary, screen, secondary, top_bar
from game.ui.scene import Change, Layout
from game.ui.widgets.controls import Button, Label
from game.ui.widgets.progress import Pips
from game.ui.widgets.stage import stage_tag
from game.workshop.lesson import ClipItem
from game.workshop.wall.class_drawing import histogram
from game.workshop.wall.truth import draw_tells, original_key, play_original, verdict, why_panel
from game.workshop.wall.wall_screen import GLANCE

if TYPE_CHECKING:
    from game.content.models import Clip
    from game.play.context import Context
    from game.ui.geometry import Box
    from game.ui.painter import Paintable, Painter
    from game.ui.widgets.base import Widget
    from game.workshop.class_result import ClassResult, ClipResult
    from game.workshop.lesson import Lesson
    from game.workshop.wall.teaching import Teaching

JudgedItem = tuple[ClipItem, "ClipResult"]


def judged_in_checks(lesson: Lesson, result: ClassResult) -> tuple[JudgedItem, ...]:
    """Return the clips of the checks on which somebody voted, in the order in which they were shown."""
    found = {clip.number: clip for clip in result.clips if clip.block != "lesson"}
    return tuple((told, found[n]) for n, told in enumerate(lesson.clips, 1) if n in found)


class CheckClip:
    """One of these clips, opened: the clip and its original, where there is one."""

    def __init__(self, teaching: Teaching, told: ClipItem, record: Clip) -> None:
        self.context: Context = teaching.context
        self.told = told
        self.clip = record
        self.virtual, self.voice = told.virtual, told.sound_only
        self.failed = False
        self.player: ClipPlayer | None = teaching.films.open(told.pack, record)
        self.player.seek(told.moment)
        self.original = teaching.films.open_original(told) if told.manipulated else None
        if self.original is not None:
            self.original.seek(told.moment)

    def fail(self, _reason: str) -> None:
        """Go on without the picture: the truth and the votes are still told."""
        self.failed = True
        if self.player is not None:
            self.player.close()
            self.player = None

    def close(self) -> None:
        """Let go of both."""
        for player in (self.player, self.original):
            if player is not None:
                player.close()
        self.player = self.original = None


class CheckClipsScene(ClipScreen):
    """The clip at the left, the class or the explanation at the right; then back to the class result."""

    name = "workshop-check-clips"
    evidence_mode = True
    source: CheckClip

    def __init__(self, teaching: Teaching, judged: Sequence[JudgedItem]) -> None:
        self.teaching = teaching
        self.judged = tuple(judged)
        self.at = 0
        super().__init__(self._open())
        self.why = False
        self.why_page = 0
        self.comparing = False

    def _open(self) -> CheckClip:
        told, _ = self.judged[self.at]
        return CheckClip(self.teaching, told, self.teaching.context.library.clip(told.pack, told.clip))

    # -- life --------------------------------------------------------------------------------------

    def leave(self) -> None:
        """Let go of the clip."""
        self.source.close()

    def pause(self) -> None:
        """Stop both clips."""
        super().pause()
        if self.source.original is not None:
            self.source.original.pause()

    def update(self, now: float) -> Change:
        """Let both clips run, and take the wishes of the teacher's remote."""
        change, original = super().update(now), self.source.original
        if original is not None:
            if original.update():
                change = max(change, Change.LIVE)
            if self.comparing and original.state is PlayerState.ENDED:
                self.comparing = False
                return Change.ALL
        wish = self.teaching.remote.take() if self.teaching.remote is not None else None
        wishes = {
            "next": self.forth,
            "back": self.back,
            "end": self.on_back,
            "toggle": self.toggle_play,
            "replay": self.replay,
        }
        if wish in wishes:
            wishes[wish]()
            return Change.ALL
        return change

    def next_due(self, now: float) -> float | None:
        """Wake for the frames of both clips, and for the remote."""
        original = self.source.original
        dues = [super().next_due(now), original.next_due() if original is not None else None]
        if self.teaching.remote is not None:
            dues.append(GLANCE)
        return min((due for due in dues if due is not None), default=None)

    def settle(self) -> None:
        """Wait for both pictures."""
        super().settle()
        if self.source.original is not None:
            self.source.original.settle()

    # -- actions -----------------------------------------------------------------------------------

    def on_back(self) -> None:
        """Back to the class result."""
        self.context.stack.pop()

    def forth(self) -> None:
        """Turn to the next clip; from the last one back to the class result."""
        if self.at + 1 < len(self.judged):
            self._turn(1)
        else:
            self.on_back()

    def back(self) -> None:
        """Turn to the clip before."""
        if self.at:
            self._turn(-1)

    def _turn(self, by: int) -> None:
        self.source.close()
        self.at += by
        self.why, self.why_page, self.comparing = False, 0, False
        try:
            self.source = self._open()
        except ChinmiError:
            self.context.toasts.show("warning", self.t("workshop.skipped"))
            self.on_back()

    def toggle_why(self) -> None:
        """Show the explanation in the place of the votes, or take it away."""
        self.why, self.why_page = not self.why, 0

    def more(self) -> None:
        """Turn to the next page of the explanation."""
        self.why_page += 1

    def toggle_compare(self) -> None:
        """Show the untouched original, or let it be heard; or the edit again."""
        if self.source.original is None:
            return
        self.comparing = not self.comparing
        if self.player is not None:
            self.player.pause()
        play_original(self.source.original, self.source.told, self.player, on=self.comparing)

    def toggle_play(self) -> None:
        """Play or pause the clip; an original that is being heard makes way."""
        if self.comparing and self.source.told.heard:
            self.toggle_compare()
        super().toggle_play()

    # -- picture -----------------------------------------------------------------------------------

    def picture(self) -> Paintable | None:
        """Return the frame of the edit, or of the original while comparing."""
        original = self.source.original
        if self.comparing and original is not None and original.picture is not None:
            return original.picture
        return super().picture()

    def draw_over(self, p: Painter, clip: Box) -> None:
        """Draw the truth on a frame that stands still."""
        if self.comparing:
            stage_tag(p, clip, "real", self.t("reveal.original"), p.palette.real.on_dark)
        elif not self.is_playing():
            draw_tells(p, clip, self.source.told, self.context.guide, self.t)
        super().draw_over(p, clip)

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Verdict and frame, votes or explanation, keys."""
        told, result = self.judged[self.at]
        counts = result.counts if result.told else None
        left = column(verdict(self.t, told, counts), item(self.clip_stage(), main=flex()), gap="l")
        why = self.why
        right = (
            why_panel(self.t, told, self.context.guide, self.why_page, self.more) if why else self._class()
        )
        body = split(
            item(left, main=layout.choose(flex(0.41), flex(0.56))),
            item(right, main=layout.choose(flex(0.59), flex(0.44))),
            gap="gutter",
        )
        return screen(self._bar(), item(body, main=flex()), foot=self._keys(layout), gap="m").place(
            layout, layout.area
        )

    def _bar(self) -> Bar:
        _, result = self.judged[self.at]
        block = self.t(f"workshop.end_{result.block}")
        number = self.t("bar.clip_of", n=result.number, total=len(self.teaching.lesson.clips))
        pips = Pips(name="pips", length=len(self.judged), done=self.at, current=self.at)
        return top_bar(self.t, block, number, back=self.on_back, progress=pips)

    def _class(self) -> Node:
        """Return how the class voted, or that too few did for that to be told."""
        _, result = self.judged[self.at]
        votes = histogram("class", self.t, result.counts if result.told else None)
        few = None
        if not result.told:
            few = Label(name="few", text=self.t("workshop.few_votes"), tone="text_mid")
        return column(
            Label(name="title", text=self.t("workshop.class_voted"), style="h1"),
            few,
            item(panel("class.panel", votes), main=flex()),
            gap="s",
        )

    def _keys(self, layout: Layout) -> Node:
        t, last = self.t, self.at + 1 == len(self.judged)
        why = Button(
            name="why", icon="help", text=t("workshop.why"), on=self.why, press=self.toggle_why,
            shortcuts=("w",),
        )  # fmt: skip
        original = None
        if self.source.original is not None:
            key = original_key(t, self.source.told, self.toggle_compare, on=self.comparing)
            original = item(key, main=flex())
        before = secondary(
            "previous", t("page.back"), self.back, icon="back", enabled=self.at > 0, shortcuts=("left",)
        )
        words = "workshop.to_result" if last else "reveal.next"
        forth = primary("next", t(words), self.forth, first=True, shortcuts=("return", "pagedown", "right"))
        turn = item(before, width=content("page_key")), item(forth, main=flex(1.2))
        if layout.portrait:
            play = item(self.play_key(), width=fixed("key"))
            above = key_row(play, item(why, main=flex()), original, height="key", gap="m")
            return column(above, key_row(*turn, height="key", gap="m"), gap="m")
        return key_row(
            turn[0],
            item(self.play_key(), width=fixed("key")),
            item(why, main=flex()),
            original,
            turn[1],
            height="key",
            gap="m",
        )
