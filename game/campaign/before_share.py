"""The end is an action: the player's own list "before I share", kept, shown, saved; and where to report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from game.campaign.model import BeforeShare, Check
from game.campaign.navigation import PageNavigation
from game.campaign.share_list_export import save_page, save_picture
from game.play.context import Context
from game.play.glossary_page import FactsScene
from game.ui.layout import column, fixed, flex, item, split
from game.ui.presets import page_keys, screen, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.choice import ChoiceCard
from game.ui.widgets.controls import Button


class BeforeShareScene(Scene):
    """Five checks to choose from; what is chosen is the player's own list."""

    name = "before-share"

    def __init__(
        self,
        context: Context,
        checks: BeforeShare,
        kept: tuple[str, ...],
        navigation: PageNavigation,
        *,
        keep: Callable[[tuple[str, ...]], None],
        folder: Path,
    ) -> None:
        """`kept` are the checks that the player chose before; `keep` writes down what they choose now."""
        self.context = context
        self.list = checks
        self.kept = kept or tuple(check.id for check in checks.checks)
        self.navigation = navigation
        self.keep = keep
        self.folder = folder
        """Where the list is saved."""

    # -- actions -----------------------------------------------------------------------------------

    def on_back(self) -> None:
        """Leave the chapter; the list is kept."""
        self._keep()
        self.navigation.leave()

    def toggle(self, check: str) -> None:
        """Put a check on the list, or take it off."""
        chosen = {*self.kept} ^ {check}
        self.kept = tuple(c.id for c in self.list.checks if c.id in chosen)
        self._keep()

    def checks(self) -> tuple[Check, ...]:
        """Return the checks on the list."""
        return tuple(c for c in self.list.checks if c.id in self.kept)

    def _keep(self) -> None:
        self.keep(self.kept)

    def save_picture(self) -> None:
        """Save the list as a picture."""
        self._saved(lambda: save_picture(self.context, self.checks(), self.list.reports, self.folder))

    def save_page(self) -> None:
        """Save the list as a page to print."""
        self._saved(lambda: save_page(self.context, self.checks(), self.list.reports, self.folder))

    def _saved(self, save: Callable[[], object]) -> None:
        t = self.context.t
        try:
            path = save()
        except OSError:
            self.context.toasts.show("warning", t("share.not_saved", folder=self.folder))
            return
        self.context.toasts.show("check", t("share.saved", path=path))

    def reports(self) -> None:
        """Show where to report."""
        t = self.context.t
        facts = [(p.title.get(t.language), p.how.get(t.language)) for p in self.list.reports]
        self.context.stack.push(FactsScene(self.context, t("share.report"), facts))

    def go_on(self) -> None:
        """Keep the list and go on."""
        self._keep()
        self.navigation.on()

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, the five checks, what can be done with the list, the ways on."""
        t = self.context.t
        checks = [item(self._check(i + 1, check), main=flex()) for i, check in enumerate(self.list.checks)]
        uses = [
            item(
                Button(
                    name=name, icon=icon, text=words, style="label", press=press,
                    enabled=bool(self.kept) or name == "reports",
                ),
                height=fixed("key"),
                main=flex(),
            )
            for name, icon, words, press in (
                ("picture", "wipe", t("share.picture"), self.save_picture),
                ("page", "lesson", t("share.page"), self.save_page),
                ("reports", "warning", t("share.report"), self.reports),
            )
        ]  # fmt: skip
        return screen(
            top_bar(t, t("share.title"), t("share.subtitle"), back=self.on_back),
            item(column(*checks, gap="m"), main=flex()),
            split(*uses, gap="m"),
            foot=page_keys(t, self.navigation.back, self.go_on),
        ).place(layout, layout.area)

    def _check(self, number: int, check: Check) -> ChoiceCard:
        language = self.context.language
        return ChoiceCard(
            name=f"check-{check.id}",
            icon=check.icon,
            icon_size="icon_check",
            text=check.title.get(language),
            style="strong",
            detail=check.how.get(language),
            detail_style="note",
            detail_floor=0.6,
            tick=True,
            on=check.id in self.kept,
            ground="room1",
            around="xl",
            press=lambda: self.toggle(check.id),
            shortcuts=(str(number),),
            spoken=check.title.get(language),
        )
