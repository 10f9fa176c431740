"""Why? Between a judgement and its truth a player may say in a sentence of their own what led to it.

Only who switched that on at home is asked, and only where letters can be typed. What is written stays in the
store of this computer, apart from the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from game.content.own_words import MOST, fit, tidy
from game.errors import StoreError
from game.media.clip import PlayerState
from game.play.dialog import ask_to_leave
from game.records.values import OwnWords
from game.ui.layout import Node, column, content, fixed, flex, item, row, spacer, split
from game.ui.presets import icon_text, key_row, primary, screen, secondary, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.controls import Label
from game.ui.widgets.field import WritingField
from game.ui.widgets.stage import Stage
from game.ui.writing import FIELD, Writing

if TYPE_CHECKING:
    from game.play.context import Context, JustJudged
    from game.ui.events import Key
    from game.ui.widgets.base import Widget

NEARLY_FULL: Final = 40
"""With fewer letters left than this, how many is told."""


class WhyScene(Scene):
    """A line to write, or to leave out with one key. No truth shows here, and no points."""

    name = "why"
    writing: Writing

    def __init__(self, context: Context, judged: JustJudged, then: Callable[[], None]) -> None:
        """`then` shows the truth."""
        self.context = context
        self.judged = judged
        self.then = then
        self.writing = Writing(MOST, fit)
        self._played = False

    # -- life --------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Let the clip stand still."""
        player = self.judged.player
        if player is not None:
            self._played = player.state is PlayerState.PLAYING
            player.pause()

    def leave(self) -> None:
        """Let the clip go on as it did."""
        if self.judged.player is not None and self._played:
            self.judged.player.play()

    def ask_before_closing(self) -> bool:
        """Ask before the window closes over a session."""
        context, t = self.context, self.context.t
        ask_to_leave(context, t("quit.title"), t("quit.text"), t("quit.leave"), context.quit)
        return True

    # -- actions -----------------------------------------------------------------------------------

    def on_back(self) -> None:
        """Leave it out."""
        self.skip()

    def skip(self) -> None:
        """Go on without a word."""
        self.then()

    def keep(self) -> None:
        """Keep what was written, if anything, and go on."""
        text, judged, context = tidy(self.writing.text), self.judged, self.context
        if text:
            try:
                context.store.add_words(OwnWords(judged.session, judged.index, text, context.today()))
            except StoreError:
                context.toasts.show("warning", context.t("own.not_kept"))
        self.then()

    def on_key(self, key: Key) -> bool:
        """Enter takes what is written, also where that is nothing."""
        if key.name == "return":
            self.keep()
        return key.name == "return"

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Show what was judged, and beside (upright: below) it the question, the field, the ways on."""
        bar = top_bar(self.context.t, self.judged.title, self.context.t("own.subtitle"), back=None)
        body = split(
            item(self._judged(layout), main=flex(0.6)),
            item(self._question(layout), main=flex(layout.choose(1.0, 1.2))),
            gap="gutter",
        )
        return screen(bar, item(body, main=flex()), foot=self._keys()).place(layout, layout.area)

    def _judged(self, layout: Layout) -> Node:
        """Return the clip as it was when it was judged, and what was said of it."""
        t, player = self.context.t, self.judged.player
        said = column(
            Label(name="said.head", text=t("own.said"), style="label", tone="text_mid", max_lines=1),
            *(
                Label(name=f"said.{n}", text=words, style="h3", floor=0.75)
                for n, words in enumerate(self.judged.said)
            ),
            gap="xs",
        )
        if player is None or player.picture is None:
            return column(said, spacer())
        stage = Stage(name="still", picture=lambda: player.picture, aspect=self.judged.aspect)
        return column(item(stage, main=flex(least=layout.choose(0, 240))), said, gap="m")

    def _question(self, layout: Layout) -> Node:
        """Return the question and the field; in large type on a canvas that lies without the lead."""
        t, left = self.context.t, self.writing.left
        brief = layout.cramped
        lead = Label(name="lead", text=t("own.lead"), style="lead", tone="text_mid", floor=0.7)
        field = WritingField(
            name=FIELD,
            writing=self.writing,
            hint=t("own.hint"),
            first=True,
            key=self.on_key,
            spoken=t("own.question"),
        )
        room = Label(
            name="left",
            text=t("own.left", n=left) if left < NEARLY_FULL else "",
            style="caption",
            tone="text_mid",
            align="right",
            grow=False,
        )
        note = icon_text("private", "lock", t("own.private"), style="caption", tone="text_mid")
        return column(
            Label(name="question", text=t("own.question"), style="h1", floor=0.6, max_lines=2),
            None if brief else lead,
            item(field, main=flex(least="writing", most="writing_most")),
            row(item(note, main=flex()), item(room, width=fixed("page_key")), gap="m"),
            spacer(),
            gap="m",
        )

    def _keys(self) -> Node:
        t = self.context.t
        on = primary("keep", t("own.keep"), self.keep, enabled=bool(tidy(self.writing.text)))
        skip = secondary("skip", t("own.skip"), self.skip, icon="next")
        return key_row(spacer(), item(skip, width=content("on_key")), item(on, width=content("on_key")))
