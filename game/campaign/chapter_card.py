"""The card at the end of a chapter: how well each kind is found by now, as a band, and what comes next.

A band and words, never a bare number; nobody is compared with anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from game.campaign.model import Chapter
from game.play.context import Context
from game.quiz.mastery import Estimate
from game.ui.layout import Node, column, fixed, flex, item, row
from game.ui.presets import icon_text, key_row, panel, primary, screen, secondary, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import IconText, Label
from game.ui.widgets.figures import ShareRange


class ChapterCardScene(Scene):
    """Shown when all steps of a chapter are done."""

    name = "chapter-card"

    def __init__(
        self,
        context: Context,
        chapter: Chapter,
        mastery: Mapping[str, Estimate],
        following: Chapter | None,
        *,
        again: Callable[[], None],
        on: Callable[[], None],
        leave: Callable[[], None],
    ) -> None:
        """`following` is the chapter that `on` leads to; None after the last one."""
        self.context = context
        self.chapter = chapter
        self.mastery = mastery
        self.following = following
        self.again = again
        self.go_on = on
        self._leave = leave

    def on_back(self) -> None:
        """Back to the menu."""
        self._leave()

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, the card, the ways on."""
        t = self.context.t
        title = t("lesson.chapter", n=self.chapter.number, title=self.chapter.title.get(t.language))
        return screen(
            top_bar(t, title, t("chapter.finished"), back=self.on_back),
            self._head(),
            item(self._mastery() if self.mastery else self._learned(), main=flex()),
            foot=self._foot(),
        ).place(layout, layout.area)

    def _head(self) -> Node:
        words = column(
            Label(
                name="head.title", text=self.context.t("chapter.done", n=self.chapter.number), style="h1",
                tone="ink", floor=0.6, max_lines=1,
            ),
            Label(name="head.line", text=self._line(), tone="ink", floor=0.82),
            gap="xs",
            lead="centre",
        )  # fmt: skip
        icon = IconText(name="head.icon", icon=self.chapter.icon, tone="ink", icon_size="icon_huge")
        head = row(icon, item(words, main=flex()), gap="xxl")
        return panel("head", head, paper=True, radius="key", around="xxl")

    def _line(self) -> str:
        t = self.context.t
        if not self.mastery:
            return t("chapter.line_lesson")
        rule = self.chapter.mastery
        mastered = sum(estimate.mastered(rule) for estimate in self.mastery.values())
        if not any(estimate.shown for estimate in self.mastery.values()):
            return t("chapter.line_unseen")
        return t("chapter.line_mastery", n=mastered, total=len(self.mastery))

    def _mastery(self) -> Node:
        """Return for each kind how much of it was found, as a band and in words."""
        t = self.context.t
        rows = [
            item(self._kind(kind, estimate), main=flex(most="kind"))
            for kind, estimate in self.mastery.items()
        ]
        head = Label(name="mastery", text=t("chapter.mastery"), style="label", tone="text_mid")
        note = Label(name="mastery.note", text=t("chapter.band"), style="caption", tone="text_mid", floor=0.9)
        return panel(
            "mastery.panel",
            column(head, item(column(*rows, gap="xs"), main=flex()), note, gap="xs"),
            around="xl",
        )

    def _kind(self, kind: str, estimate: Estimate) -> Node:
        t, record, rule = self.context.t, self.context.guide.kinds[kind], self.chapter.mastery
        name = icon_text(
            f"kind-{kind}", record.icon, record.name.get(t.language), style="strong", icon_size="icon_large"
        )
        found = ShareRange(
            name=f"found-{kind}",
            low=estimate.low,
            share=estimate.share,
            high=estimate.high,
            goal=float(rule.found) if rule is not None else None,
            known=bool(estimate.shown),
        )
        words = t(f"mastery.{estimate.level(rule)}")
        if estimate.shown:
            words = f"{words}. {t('mastery.found', n=estimate.found, total=estimate.shown)}"
        level = Label(name=f"level-{kind}", text=words, valign="centre")
        return row(
            item(name, main=flex(1.2)),
            item(found, main=flex(), height=fixed("share_bar"), down="centre"),
            item(level, main=flex(1.1)),
            gap="xl",
        )

    def _learned(self) -> Node:
        """Return the titles of the lesson's cards."""
        titles = [
            item(
                icon_text(f"card-{card.id}", "check", card.title.get(self.context.language), style="strong"),
                main=flex(most="row"),
            )
            for card in self.chapter.lesson
        ]
        head = Label(name="learned", text=self.context.t("chapter.told"), style="label", tone="text_mid")
        return panel("learned.panel", column(head, *titles, gap="xs"), around="xl")

    def _foot(self) -> Node:
        t, following = self.context.t, self.following
        words = t("chapter.home") if following is None else t("chapter.next", n=following.number)
        return key_row(
            item(secondary("menu", t("summary.menu"), self.on_back, icon="home"), main=flex(0.65)),
            item(secondary("again", t("chapter.again"), self.again, icon="replay"), main=flex(0.8)),
            item(
                primary("next", words, self.go_on, first=True, shortcuts=("right", "pagedown")), main=flex()
            ),
        )
