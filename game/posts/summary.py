"""The summary of a row of posts: a d' and a bias of their own, how sure, and how the checks were used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from game.play import summary_panels as figures
from game.play.own_words import own_words_key, written
from game.quiz.posts import CHECKS, PostSummary, summarise_posts
from game.ui.layout import Node, column, flex, item, split
from game.ui.presets import icon_text, key_row, panel, primary, screen, secondary, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.controls import Label
from game.ui.widgets.progress import PointsCounter

if TYPE_CHECKING:
    from game.i18n import Translator
    from game.posts.play import PostPlay
    from game.ui.widgets.base import Widget


class PostSummaryScene(Scene):
    """Shown once at the end of a row of posts."""

    name = "post-summary"

    def __init__(self, play: PostPlay, again: Callable[[], None]) -> None:
        self.play = play
        self.again = again
        self.context = play.context
        self.told = summarise_posts(play.answers)
        self.resume()

    def resume(self) -> None:
        """Count own words again: some may have been deleted."""
        self.own_words = len(written(self.context, self.play.session))

    def on_back(self) -> None:
        """Back to the menu."""
        self.context.stack.back_to("menu")

    def open_settings(self) -> None:
        """Show the settings."""
        self.context.show("settings")

    def once_more(self) -> None:
        """Play other posts."""
        self.context.stack.back_to("menu")
        self.again()

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Four panels and the ways on."""
        t, told = self.play.t, self.told
        bar = top_bar(
            t,
            t("posts.title"),
            t("posts.finished", n=told.rounds),
            back=self.on_back,
            settings=self.open_settings,
            right=PointsCounter(name="points", points=told.points),
        )
        menu = secondary("menu", t("summary.menu"), self.on_back, icon="home")
        again = primary("again", t("summary.again"), self.once_more, first=True, shortcuts=("pagedown",))
        own = own_words_key(self.context, self.own_words, self.play.session)
        keys = (item(key, main=flex()) for key in (menu, own, again) if key is not None)
        return screen(
            bar,
            item(post_figures(t, told, layout), main=flex()),
            foot=key_row(*keys, height="key"),
        ).place(layout, layout.area)


def post_figures(t: Translator, told: PostSummary, layout: Layout) -> Node:
    """Return the four panels: how sharp, which way one leans, how sure; pictures and checks."""
    sharing, words = told.sharing, _words(t, told)
    upper = split(
        item(figures.sharp_panel(t, sharing, words), main=flex()),
        item(figures.leaning_panel(t, sharing, words), main=flex()),
        gap="l",
    )
    lower = split(
        item(figures.sureness_panel(t, sharing), main=flex()), item(_rest(t, told), main=flex()), gap="l"
    )
    return column(item(upper, main=flex(layout.choose(0.95, 1.0))), item(lower, main=flex()), gap="l")


def _words(t: Translator, told: PostSummary) -> figures.PanelWords:
    sharing = told.sharing
    return figures.PanelWords(
        sharp=t("posts.sharp"),
        band=t(f"posts.band.{sharing.sharpness.band}") if sharing.sharpness else "",
        spread=t("posts.range", n=told.rounds),
        dial=t("posts.dial"),
        facts="\n".join(t(f"posts.fact.{fact.id}", n=fact.count, of=fact.of) for fact in sharing.facts),
        none=t("posts.not_enough"),
    )


def _rest(t: Translator, told: PostSummary) -> Node:
    """Return what is counted apart: the pictures, and the checks."""
    pictures = t("posts.pictures", n=told.picture.counts.correct, of=told.rounds)
    checks = t("posts.checks_used", n=told.opened, of=CHECKS * told.rounds)
    settled = t("posts.settled_count", n=told.settled, of=told.rounds)
    rows = (("picture", "eye", pictures), ("checks", "loupe", checks), ("settled", "check", settled))
    return panel(
        "rest.paper",
        column(
            Label(name="rest.head", text=t("posts.apart"), style="label", tone="ink_mid", max_lines=1),
            *(
                item(icon_text(f"rest.{name}", icon, words, tone="ink"), main=flex())
                for name, icon, words in rows
            ),
            gap="s",
        ),
        paper=True,
        radius="key",
        around="l",
    )
