"""The checks of a post: a key for each, and the card of the one that lies open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from game.i18n import Translator
from game.posts.model import Post
from game.posts.reader import Feed
from game.quiz.posts import CHECKS
from game.ui.layout import Node, column, flex, grid, item, pad, stack
from game.ui.paged_text import PagedText
from game.ui.widgets.controls import Button, IconText, Label, Panel


@dataclass(frozen=True, slots=True)
class OpenChecks:
    """Which checks were opened, which one lies open, and the page of its card."""

    opened: tuple[str, ...] = ()
    shown: str | None = None
    sheet: int = 0


def checks_panel(
    t: Translator,
    feed: Feed,
    post: Post,
    state: OpenChecks,
    press: Callable[[str], None],
    turn: Callable[[], None],
) -> Node:
    """Return the keys and the card; `press` opens a check or shows it again, `turn` turns the card's page."""
    left = CHECKS - len(state.opened)
    keys = [_key(t, feed, number, check, state, press) for number, check in enumerate(feed.checks, 1)]
    how_many = Label(
        name="checks.left",
        text=t("posts.left", n=left),
        style="caption",
        tone="text_mid",
        valign="centre",
        floor=0.9,
    )
    return column(
        grid([*keys, how_many], 2, "m"),
        item(_card(t, feed, post, state, turn), main=flex(least="post_check")),
        gap="m",
    )


def _key(
    t: Translator, feed: Feed, number: int, check: str, state: OpenChecks, press: Callable[[str], None]
) -> Button:
    """Return the key of one check; when all three are open, the others rest."""
    kind, opened = feed.checks[check], check in state.opened
    title = kind.title.get(t.language)
    return Button(
        name=f"check-{check}",
        icon="check" if opened and state.shown != check else kind.icon,
        text=title,
        style="label",
        lines=2,
        on=state.shown == check,
        enabled=opened or len(state.opened) < CHECKS,
        press=partial(press, check),
        shortcuts=(str(number),),
        spoken=title,
    )


def _card(t: Translator, feed: Feed, post: Post, state: OpenChecks, turn: Callable[[], None]) -> Node:
    """Return the card of the check that lies open; before that, what checks are for."""
    if state.shown is None:
        head, icon, text = t("posts.before"), "info", t("posts.before_text")
    else:
        kind, finding = feed.checks[state.shown], post.finding(state.shown)
        head, icon = kind.title.get(t.language), kind.icon
        said = (finding.text if finding else kind.nothing).get(t.language)
        text = f"{said}\n\n{t('posts.how')} {kind.how.get(t.language)}"
    told = PagedText(
        name="shown.text",
        text=text,
        page=state.sheet,
        more=turn,
        spoken=lambda n, total: t("lesson.more", n=n, total=total),
        paper=True,
        shortcuts=("v",),
    )
    words = column(
        IconText(name="shown.title", icon=icon, text=head, style="strong", tone="ink", max_lines=1),
        item(told, main=flex()),
        gap="s",
    )
    return stack(Panel(name="shown.paper", paper=True, corner="key"), pad(words, x="xl", y="l"))
