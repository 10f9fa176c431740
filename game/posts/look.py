"""Look: the post, and up to three checks before anything is decided."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from game.posts.play import PostPhase, PostPlay
from game.posts.post_screen import PostScreen
from game.ui.layout import Node, column, flex, grid, item, pad, spacer, split, stack
from game.ui.paged_text import PagedText
from game.ui.presets import key_row, primary, screen
from game.ui.scene import Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, IconText, Label, Panel


class LookScene(PostScreen):
    """Nothing is asked yet. A check that helps little costs nothing, but it is one of three."""

    name = "post"

    def __init__(self, play: PostPlay) -> None:
        super().__init__(play)
        self.sheet = 0

    def open_check(self, check: str) -> None:
        """Open a check, or show it again."""
        self.play.check(check)
        self.sheet = 0

    def turn(self) -> None:
        """Turn to the next page of what the check shows."""
        self.sheet += 1

    def decide(self) -> None:
        """Go on to the first question."""
        self.play.show(PostPhase.PICTURE)

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Show the post, and beside (upright: below) it the checks and what they show."""
        body = split(item(self.card(), main=flex()), item(self._checks(), main=flex()), gap="gutter")
        return screen(self.bar(), item(body, main=flex())).place(layout, layout.area)

    def _checks(self) -> Node:
        t, play = self.t, self.play
        keys = [self._check(number, check) for number, check in enumerate(play.feed.checks, 1)]
        left = Label(
            name="checks.left",
            text=t("posts.left", n=play.round.checks_left),
            style="caption",
            tone="text_mid",
            valign="centre",
            floor=0.9,
        )
        decide = primary(
            "decide", t("posts.decide"), self.decide, first=True, shortcuts=("return", "pagedown")
        )
        return column(
            Label(name="checks.title", text=t("posts.checks"), style="h2", floor=0.7, max_lines=2),
            grid([*keys, left], 2, "m"),
            item(self._shown(), main=flex(least="post_check")),
            key_row(spacer(), item(decide, main=flex(2.0))),
            gap="m",
        )

    def _check(self, number: int, check: str) -> Button:
        """Return the key of one check; when all three are open, the others rest."""
        play, kind = self.play, self.play.feed.checks[check]
        opened = check in play.round.opened
        title = kind.title.get(self.t.language)
        return Button(
            name=f"check-{check}",
            icon="check" if opened and play.shown != check else kind.icon,
            text=title,
            style="label",
            lines=2,
            on=play.shown == check,
            enabled=opened or play.round.checks_left > 0,
            press=partial(self.open_check, check),
            shortcuts=(str(number),),
            spoken=title,
        )

    def _shown(self) -> Node:
        """Return the card of the check that lies open; before that, what checks are for."""
        t, play = self.t, self.play
        if play.shown is None:
            head, icon, text = t("posts.before"), "info", t("posts.before_text")
        else:
            kind = play.feed.checks[play.shown]
            finding = play.post.finding(play.shown)
            head, icon = kind.title.get(t.language), kind.icon
            said = (finding.text if finding else kind.nothing).get(t.language)
            text = f"{said}\n\n{t('posts.how')} {kind.how.get(t.language)}"
        words = column(
            IconText(name="shown.title", icon=icon, text=head, style="strong", tone="ink", max_lines=1),
            item(
                PagedText(
                    name="shown.text",
                    text=text,
                    page=self.sheet,
                    more=self.turn,
                    spoken=lambda n, total: t("lesson.more", n=n, total=total),
                    paper=True,
                    shortcuts=("v",),
                ),
                main=flex(),
            ),
            gap="s",
        )
        return stack(Panel(name="shown.paper", paper=True, corner="key"), pad(words, x="xl", y="l"))
