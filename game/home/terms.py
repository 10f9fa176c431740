"""The terms of a dataset on agreement: its holder confirms them with a role, and it comes in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from game.content.agreement import ROLES, Agreement
from game.i18n import day
from game.packs.licences import licence_rule
from game.ui.layout import column, content, flex, grid, item, spacer
from game.ui.presets import key_row, screen, secondary, top_bar
from game.ui.scene import Layout, Scene
from game.ui.text_page import Passage, TextPage
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label

if TYPE_CHECKING:
    from game.content.base import LocalText
    from game.datasets.base import SetRights
    from game.i18n import Translator
    from game.play.context import Context


DAY: Final = 10
"""Characters of an ISO 8601 time that are its day."""


class TermsScene(Scene):
    """What a dataset's terms say, what follows, and one key for each role that may confirm them.

    No name is asked for: the role and the day are kept with the pack.
    """

    name = "terms"

    def __init__(
        self, context: Context, title: str, rights: SetRights, confirm: Callable[[Agreement], None]
    ) -> None:
        self.context = context
        self.title = title
        self.rights = rights
        self.page = 0
        self._confirm = confirm

    def on_back(self) -> None:
        """Confirm nothing."""
        self.context.stack.pop()

    def turn(self, by: int) -> None:
        """Turn the page."""
        self.page += by

    def confirm(self, role: str) -> None:
        """Give one's word in a role, and go back."""
        given = Agreement(role=role, date=self.context.today()[:DAY])
        self.context.stack.pop()
        self._confirm(given)

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, the terms on paper, the roles, the way out."""
        t = self.context.t
        roles = [self._role(number, role) for number, role in enumerate(ROLES)]
        later = secondary("later", t("terms.later"), self.on_back, icon="close", first=True)
        ask = Label(name="terms.ask", text=t("terms.ask"), style="lead", floor=0.7)
        return screen(
            top_bar(t, t("terms.title"), self.title, back=self.on_back),
            item(TextPage(terms_facts(t, self.rights), self.page, self.turn, t), main=flex()),
            column(ask, grid(roles, layout.choose(len(ROLES), 2), "m"), gap="s"),
            foot=key_row(spacer(), item(later, width=content("on_key"))),
        ).place(layout, layout.area)

    def _role(self, number: int, role: str) -> Button:
        return Button(
            name=f"role-{number}",
            text=self.context.t(f"terms.role.{number}"),
            icon="check",
            press=lambda: self.confirm(role),
        )


def terms_facts(t: Translator, rights: SetRights) -> list[Passage]:
    """Return what somebody has to know before they confirm the terms, as headings and texts."""
    rule = licence_rule(rights.licence)
    title = rule.title.get(t.language) if rule is not None else rights.licence
    where = rights.where_read
    read = []
    if where is not None:
        read = [t(f"terms.read.{where.certainty}", path=where.path, day=day(t.language, where.date))]
    evidence: LocalText = rights.consent.evidence
    return [
        (t("terms.word"), t("terms.meaning")),
        (t("terms.licence"), " ".join((f"{title}.", *read))),
        (t("terms.people"), evidence.get(t.language)),
        (t("terms.what"), t("terms.stays")),
    ]
