"""What a player has learnt: how they see, how well each tell-tale is found, what has changed, what is next.

Bands and words, never a rank; and from each page one tap leads to what would help most now.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from game.content.base import LocalText
from game.content.guide import Kind
from game.content.levels import Level
from game.errors import StoreError
from game.home.found_kinds import FoundKinds
from game.play.check_result import gain_text
from game.play.own_words import own_words_key, written
from game.play.summary_panels import leaning_panel, sharp_panel, sureness_panel
from game.posts.practice import answered
from game.posts.summary import post_figures
from game.quiz.mastery import estimates, weakest
from game.quiz.posts import summarise_posts
from game.quiz.summary import summarise
from game.records.checks import open_check
from game.records.history import LOOK_BACK
from game.resources import languages
from game.ui.layout import Node, column, fixed, flex, grid, item, row, split
from game.ui.presets import icon_text, key_row, panel, primary, screen, secondary, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, IconText, Label

if TYPE_CHECKING:
    from game.play.check_play import Checks
    from game.play.context import Context

RECENT: Final = 60
"""How many answers, the last ones, say how a player sees now."""
ROUNDS: Final = 5
PAGES: Final = {"seeing": "eye", "kinds": "target", "posts": "team", "change": "step"}
"""The pages and their icons."""


class ProfileScene(Scene):
    """Four pages, and two keys that are on each of them: take a check, practise what is weakest."""

    name = "profile"

    def __init__(self, context: Context, checks: Checks, play: Callable[[Level], None]) -> None:
        self.context = context
        self.checks = checks
        self.play = play
        self.page = "seeing"
        self.sheet = 0
        self._read()

    def resume(self) -> None:
        """Read again: a practice or a check may have been played."""
        self._read()

    def _read(self) -> None:
        context = self.context
        try:
            answers = context.store.answers(last=LOOK_BACK, profile=context.profile())
        except StoreError:
            answers = ()
        self.answers = len(answers)
        self.told = summarise(answers[-RECENT:])
        self.found = estimates(answers)
        self.posts = summarise_posts(answered(context, RECENT))
        self.own_words = len(written(context))
        self.gain = self.checks.gain()
        self.taken = len(self.checks.taken())
        self.open_check = open_check(context.store, self.checks.usual.id, context.profile()) is not None
        self.next_kind = weakest(self.found, self._playable())

    def _playable(self) -> list[str]:
        """Return the kinds of which the packs that are on have clips, in catalogue order."""
        library = self.context.library
        return [kind for kind in self.context.guide.kinds if library.counts((kind,)).manipulated]

    # -- actions -----------------------------------------------------------------------------------

    def on_back(self) -> None:
        """Back to where the player came from."""
        self.context.stack.pop()

    def turn(self, page: str) -> None:
        """Show another page."""
        self.page = page

    def more(self) -> None:
        """Show the tell-tales of the next stages."""
        self.sheet += 1

    def practise(self) -> None:
        """Play five clips of what is weakest, or of everything."""
        kind = self._next_kind
        texts = {code: self.context.texts.translator(code)("profile.mixed") for code in languages()}
        title = kind.name if kind else LocalText.model_validate(texts)
        level = Level(
            id="next",
            title=title,
            subtitle=title,
            icon=kind.icon if kind else "practice",
            rounds=ROUNDS,
            kinds=(kind.id,) if kind else (),
        )
        self.play(level)

    def check(self) -> None:
        """Take a check, or go on with the one that was broken off; then come back here."""
        self.checks.play(self.checks.usual, self._back_from_check)

    def _back_from_check(self) -> None:
        self.page = "change"
        self._read()

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, the keys of the pages, the page, the two ways on."""
        t = self.context.t
        bar = top_bar(t, t("profile.title"), t("profile.subtitle", n=self.answers), back=self.on_back)
        keys = [self._page_key(number, page) for number, page in enumerate(PAGES, 1)]
        pages = {"seeing": self._seeing, "kinds": self._kinds, "posts": self._posts, "change": self._change}
        return screen(
            bar,
            item(grid(keys, len(keys), "m"), height=fixed("key")),
            item(pages[self.page](layout), main=flex()),
            foot=self._foot(),
        ).place(layout, layout.area)

    def _page_key(self, number: int, page: str) -> Button:
        return Button(
            name=f"page-{page}",
            icon=PAGES[page],
            text=self.context.t(f"profile.{page}"),
            style="label",
            on=self.page == page,
            press=lambda: self.turn(page),
            shortcuts=(str(number),),
        )

    def _foot(self) -> Node:
        t = self.context.t
        kind = self._next_kind
        name = kind.name.get(t.language) if kind else t("profile.mixed")
        words = t("profile.check_go_on" if self.open_check else "profile.check")
        check = secondary("check", words, self.check, icon="check")
        practise = primary(
            "practise", f"{t('profile.next')}: {name}", self.practise, first=True, shortcuts=("pagedown",)
        )
        own = own_words_key(self.context, self.own_words)
        return key_row(
            item(check, main=flex()),
            None if own is None else item(own, main=flex()),
            item(practise, main=flex(1.7)),
        )

    @property
    def _next_kind(self) -> Kind | None:
        return self.context.guide.kinds[self.next_kind] if self.next_kind else None

    def _seeing(self, layout: Layout) -> Node:
        """Return how sharp the eyes are, which way they lean, how sure they are; and what to practise."""
        t, told = self.context.t, self.told
        answers = column(
            item(sharp_panel(t, told), main=flex()), item(leaning_panel(t, told), main=flex()), gap="l"
        )
        beside = layout.choose(column, row)(
            item(sureness_panel(t, told), main=flex(layout.choose(1.2, 1.0))),
            item(self._advice(), main=flex()),
            gap="l",
        )
        return split(item(answers, main=flex()), item(beside, main=flex(layout.choose(1.0, 0.8))), gap="l")

    def _advice(self) -> Node:
        t, kind = self.context.t, self._next_kind
        title = IconText(
            name="next.title",
            icon=kind.icon if kind else "check",
            text=kind.name.get(t.language) if kind else t("profile.next_none"),
            style="h2",
            tone="ink",
            icon_size="icon_large",
            floor=0.6,
            max_lines=2,
        )
        text = Label(
            name="next.text",
            text=kind.check.get(t.language) if kind else t("profile.next_none_text"),
            tone="ink",
            floor=0.7,
        )
        head = Label(name="next.head", text=t("profile.next"), style="label", tone="ink_mid", max_lines=1)
        return panel(
            "next.paper",
            column(head, title, item(text, main=flex()), gap="xs"),
            paper=True,
            radius="key",
            around="l",
        )

    def _kinds(self, layout: Layout) -> Node:
        """Return how well each tell-tale is found."""
        found = FoundKinds(
            t=self.context.t,
            guide=self.context.guide,
            found=self.found,
            columns=layout.choose(2, 1),
            sheet=self.sheet,
            more=self.more,
        )
        return panel("kinds.panel", found)

    def _posts(self, layout: Layout) -> Node:
        """Return what was judged of posts, which is measured by itself."""
        return post_figures(self.context.t.about(virtual=True), self.posts, layout)

    def _change(self, _layout: Layout) -> Node:
        """Return on paper what has changed between two checks, or what a check is for."""
        told = gain_text(self.context.t, self.gain) if self.taken else self._no_check()
        paper = panel("change.paper", told, paper=True, radius="key", around="xxl")
        return column(item(paper, main=flex(most="gain")))

    def _no_check(self) -> Node:
        t = self.context.t
        title = icon_text(
            "change.title",
            "target",
            t("profile.no_check"),
            style="h2",
            tone="ink",
            icon_size="icon_large",
            max_lines=2,
        )
        text = Label(name="change.text", text=t("profile.no_check_text"), tone="ink")
        return column(title, item(text, main=flex()), gap="m")
