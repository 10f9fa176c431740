"""A case card: what happened, then which motive, who gains, who may be hurt, what to do before sharing.

Several answers may fit, and each question is answered with the reason, not with points. A use that was
told openly is not painted as harm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.campaign.drawings.board import Board
from game.campaign.drawings.cases import DRAWINGS
from game.campaign.lit_board import LitBoard
from game.campaign.model import Campaign, Case, Chapter
from game.campaign.navigation import PageNavigation
from game.play.context import Context
from game.ui.geometry import Box
from game.ui.layout import Node, column, content, flex, item, pad, row, spacer, split, stack
from game.ui.paged_text import PagedText
from game.ui.painter import Painter
from game.ui.presets import drawing, page_keys, panel, screen, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.choice import ChoiceCard
from game.ui.widgets.controls import IconText, Label

ALL_BEATS = 99.0
"""A drawing of a case is whole from the beginning."""
ONE_COLUMN = 4
"""So many answers stand in one column, more in two."""


@dataclass(frozen=True, slots=True)
class CaseAnswer:
    """One answer to a question: its id, icon, words, and whether it fits."""

    id: str
    icon: str
    text: str
    fits: bool


@dataclass(frozen=True, slots=True)
class CaseQuestion:
    """One question of the card; `single` takes one answer, else several."""

    id: str
    text: str
    answers: tuple[CaseAnswer, ...]
    single: bool = False


class CaseScene(Scene):
    """One case of chapter 6."""

    name = "case"

    def __init__(
        self, context: Context, campaign: Campaign, chapter: Chapter, index: int, navigation: PageNavigation
    ) -> None:
        self.context = context
        self.campaign = campaign
        self.chapter = chapter
        self.index = index
        self.navigation = navigation
        self.case: Case = campaign.cases_of(chapter.id)[index]
        self.at = 0
        """Which question is open; one past the last shows what to take home."""
        self.chosen: dict[str, tuple[str, ...]] = {}
        self.told: set[str] = set()
        self.page = 0

    # -- what it asks ------------------------------------------------------------------------------

    def questions(self) -> tuple[CaseQuestion, ...]:
        """Return the four questions in the present language."""
        t, case, language = self.context.t, self.case, self.context.language
        motives = tuple(
            CaseAnswer(m.id, m.icon, m.name.get(language), m.id == case.motive)
            for m in self.campaign.motives.values()
        )
        gains = tuple(CaseAnswer(str(i), "", c.text.get(language), c.fits) for i, c in enumerate(case.gains))
        hurt = tuple(CaseAnswer(str(i), "", c.text.get(language), c.fits) for i, c in enumerate(case.hurt))
        checks = tuple(
            CaseAnswer(c.id, c.icon, c.title.get(language), c.id in case.checks)
            for c in self.campaign.before_share.checks
        )
        return (
            CaseQuestion("motive", t("case.motive"), motives, single=True),
            CaseQuestion("gains", t("case.gains"), gains),
            CaseQuestion("hurt", t("case.hurt"), hurt),
            CaseQuestion("checks", t("case.checks"), checks),
        )

    @property
    def over(self) -> bool:
        """Tell whether all questions are behind."""
        return self.at >= 4

    # -- actions -----------------------------------------------------------------------------------

    def on_back(self) -> None:
        """Leave the chapter; its place is kept."""
        self.navigation.leave()

    def choose(self, question: CaseQuestion, answer: str) -> None:
        """Choose or take back an answer; nothing changes once the question was told."""
        if question.id in self.told:
            return
        chosen = self.chosen.get(question.id, ())
        if question.single:
            self.chosen[question.id] = (answer,)
        elif answer in chosen:
            self.chosen[question.id] = tuple(a for a in chosen if a != answer)
        else:
            self.chosen[question.id] = (*chosen, answer)

    def go_on(self) -> None:
        """Tell what fits, then go to the next question, the lesson, the next case."""
        if self.over:
            self.navigation.on()
            return
        question = self.questions()[self.at]
        if question.id in self.told:
            self.at += 1
        elif self.chosen.get(question.id):
            self.told.add(question.id)

    def go_back(self) -> None:
        """Go back one question, or in the chapter."""
        if self.at:
            self.at -= 1
        else:
            self.navigation.back()

    def more(self) -> None:
        """Turn to the next page of the facts."""
        self.page += 1

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar; the drawing and the facts; the question or the lesson; the ways on."""
        t = self.context.t
        subtitle = t("case.page", n=self.index + 1, total=len(self.chapter.cases))
        if self.case.typical:
            subtitle = f"{subtitle} · {t('case.typical')}"
        body = split(
            item(self._facts(), main=flex(0.86)),
            item(self._lesson() if self.over else self._question(), main=flex()),
            gap="gutter",
        )
        return screen(
            top_bar(t, self.case.title.get(t.language), subtitle, back=self.on_back),
            item(body, main=flex()),
            foot=self._foot(),
        ).place(layout, layout.area)

    def _facts(self) -> Node:
        def paint(p: Painter, box: Box) -> None:
            DRAWINGS[self.case.drawing](Board(p, box, self.context.t, ALL_BEATS), box)

        facts = PagedText(
            name="facts",
            text=self.case.facts.get(self.context.language),
            page=self.page,
            more=self.more,
            spoken=lambda n, total: self.context.t("lesson.more", n=n, total=total),
        )
        board = stack(LitBoard(name="board"), pad(drawing("diagram", paint), x="xxl", y="xl"))
        return column(item(board, main=flex(least="board")), facts, gap="l")

    def _question(self) -> Node:
        t, question = self.context.t, self.questions()[self.at]
        told = question.id in self.told
        hint = self._after(question) if told else t("case.one" if question.single else "case.several")
        columns = 2 if len(question.answers) > ONE_COLUMN else 1
        cells = [
            item(self._answer(question, number, answer), main=flex())
            for number, answer in enumerate(question.answers, 1)
        ]
        cells += [spacer()] * (-len(cells) % columns)
        rows = [cells[i : i + columns] for i in range(0, len(cells), columns)]
        return column(
            Label(name="question", text=question.text, style="h3"),
            *(item(row(*cells, gap="m"), main=flex(least="key", most="choice")) for cells in rows),
            Label(name="after", text=hint, tone="text" if told else "text_mid"),
            gap="m",
        )

    def _answer(self, question: CaseQuestion, number: int, answer: CaseAnswer) -> ChoiceCard:
        """Return the choice: once told, what fits has a tick, and the rest recedes."""
        told, recedes = question.id in self.told, question.id != "checks"
        chosen = self.chosen.get(question.id, ())
        on = answer.id in chosen
        marked = told and (answer.fits or (on and recedes))
        return ChoiceCard(
            name=f"answer-{answer.id}",
            icon=answer.icon,
            icon_size="icon_answer",
            text=answer.text,
            mark="" if not marked else "check" if answer.fits else "miss",
            on=on,
            firm=told and answer.fits,
            faded=told and recedes and not answer.fits,
            press=None if told else lambda: self.choose(question, answer.id),
            shortcuts=(str(number),),
            spoken=answer.text,
            first=number == 1 and not chosen,
        )

    def _after(self, question: CaseQuestion) -> str:
        """Return what is said once a question was answered."""
        t, language = self.context.t, self.context.language
        if question.id == "motive":
            motive = self.campaign.motives[self.case.motive]
            return f"{motive.name.get(language)}. {motive.summary.get(language)}"
        if question.id == "checks":
            return t("case.after_checks")
        return t("case.after_several")

    def _lesson(self) -> Node:
        t, language, case = self.context.t, self.context.language, self.case
        motive = self.campaign.motives[case.motive]
        name, open_ = motive.name.get(language), t("case.deceives" if motive.deceives else "case.open")
        head = row(
            IconText(name="motive.icon", icon=motive.icon, tone="ink", icon_size="icon_check"),
            item(
                column(
                    Label(name="motive", text=name, style="strong", tone="ink", floor=0.7),
                    Label(name="open", text=open_, style="caption", tone="ink_mid", floor=0.9, grow=False),
                ),
                main=flex(),
            ),
            gap="l",
        )
        lesson = Label(name="lesson", text=case.lesson.get(language), style="lead", tone="ink", floor=0.62)
        citations = self.context.guide.citations
        sources = "; ".join(citations[source].text for source in case.source if source in citations)
        low = column(
            Label(name="sources.head", text=t("case.sources"), style="caption", tone="text_mid", grow=False),
            Label(name="sources", text=sources, style="caption", grow=False, floor=0.9),
        )
        firm = content(firm=True)
        paper = panel(
            "lesson.paper",
            column(item(head, height=firm), lesson, gap="l"),
            paper=True,
            radius="key",
            around="xxl",
        )
        return column(paper, item(low, height=firm), gap="l")

    def _foot(self) -> Node:
        t, words, ready = self.context.t, "", True
        if not self.over:
            question = self.questions()[self.at]
            told = question.id in self.told
            words = "" if told else t("case.answer")
            ready = told or bool(self.chosen.get(question.id))
        return page_keys(t, self.go_back, self.go_on, words=words, ready=ready)
