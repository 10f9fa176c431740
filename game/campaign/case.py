"""A case card: what happened, then which motive, who gains, who may be hurt, what to do before sharing.

Several answers may fit, and each question is answered with the reason, not with points. A use that was
told openly is not painted as harm.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from game.campaign.drawings.board import Board, ground
from game.campaign.drawings.cases import DRAWINGS
from game.campaign.lesson import Turn
from game.campaign.model import Campaign, Case, Chapter
from game.play.chrome import content_box, drawing, paragraph_pages, top_bar
from game.play.context import Context
from game.play.text_pages import way_keys
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.card import Card
from game.ui.widgets.controls import Button


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question: its id, icon, words, and whether it fits."""

    id: str
    icon: str
    text: str
    fits: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the card; `single` takes one answer, else several."""

    id: str
    text: str
    answers: tuple[Answer, ...]
    single: bool = False


class CaseScene(Scene):
    """One case of chapter 6."""

    name = "case"

    def __init__(
        self, context: Context, campaign: Campaign, chapter: Chapter, index: int, turn: Turn
    ) -> None:
        self.context = context
        self.campaign = campaign
        self.chapter = chapter
        self.index = index
        self.turn = turn
        self.case: Case = campaign.cases_of(chapter.id)[index]
        self.at = 0
        """Which question is open; one past the last shows what to take home."""
        self.chosen: dict[str, tuple[str, ...]] = {}
        self.told: set[str] = set()
        self.page = 0

    # -- what it asks ------------------------------------------------------------------------------

    def questions(self) -> tuple[Question, ...]:
        """Return the four questions in the present language."""
        t, case, language = self.context.t, self.case, self.context.language
        motives = tuple(
            Answer(m.id, m.icon, m.name.get(language), m.id == case.motive)
            for m in self.campaign.motives.values()
        )
        gains = tuple(Answer(str(i), "", c.text.get(language), c.fits) for i, c in enumerate(case.gains))
        hurt = tuple(Answer(str(i), "", c.text.get(language), c.fits) for i, c in enumerate(case.hurt))
        checks = tuple(
            Answer(c.id, c.icon, c.title.get(language), c.id in case.checks)
            for c in self.campaign.before_share.checks
        )
        return (
            Question("motive", t("case.motive"), motives, single=True),
            Question("gains", t("case.gains"), gains),
            Question("hurt", t("case.hurt"), hurt),
            Question("checks", t("case.checks"), checks),
        )

    @property
    def over(self) -> bool:
        """Tell whether all questions are behind."""
        return self.at >= 4

    # -- actions -----------------------------------------------------------------------------------

    def on_back(self) -> None:
        """Leave the chapter; its place is kept."""
        self.turn.leave()

    def choose(self, question: Question, answer: str) -> None:
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
            self.turn.on()
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
            self.turn.back()

    def more(self) -> None:
        """Turn to the next page of the facts."""
        self.page += 1

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar; the drawing and the facts; the question or the lesson; the ways on."""
        t, box = self.context.t, content_box(layout)
        total = len(self.chapter.cases)
        title = self.case.title.get(t.language)
        subtitle = t("case.page", n=self.index + 1, total=total)
        if self.case.typical:
            subtitle = f"{subtitle} · {t('case.typical')}"
        bar = top_bar(layout, self.context, title, subtitle, back=self.on_back)
        foot, body = box.bottom_strip(64), box.without_bottom(80)
        if layout.portrait:
            left, right = body.rows((0.78, 1.0), 24)
        else:
            left, right = body.columns((0.86, 1.0), 32)
        return [
            *bar,
            *self._facts(layout, left),
            *(self._lesson(layout, right) if self.over else self._question(layout, right)),
            *self._foot(foot),
        ]

    def _facts(self, layout: Layout, box: Box) -> list[Widget]:
        text = self.case.facts.get(self.context.language)
        need = layout.height(text, "body", box.w)
        text_h = min(need, box.h * 0.42)
        low = box.bottom_strip(text_h)
        board = box.without_bottom(text_h + 16)
        pages = paragraph_pages(layout, text, "body", low.w, low.h + 2)
        paged = len(pages) > 1
        if paged:
            pages = paragraph_pages(layout, text, "body", low.w - 80, low.h + 2)
        shown = pages[self.page % len(pages)]
        room = low.without_left(0).left(low.w - (80 if paged else 0))

        def paint(p: Painter, b: Box) -> None:
            p.glow(b, 8)
            p.panel(b, 8, ground(p))
            inner = b.inset(26, 22)
            drawn = Board(p, inner, self.context.t, 99.0)
            DRAWINGS[self.case.drawing](drawn, inner)

        def words(p: Painter, b: Box) -> None:
            p.text(b, shown, "body", p.palette.text, floor=0.95)

        widgets: list[Widget] = [
            drawing("board", board, paint),
            drawing("facts", Box(room.x, room.y, room.w, room.h + 2), words),
        ]
        if paged:
            spoken = self.context.t("lesson.more", n=self.page % len(pages) + 1, total=len(pages))
            more = Box(low.right - 64, low.bottom - 64, 64, 64)
            widgets.append(Button(name="more", box=more, icon="next", press=self.more, spoken=spoken))
        return widgets

    def _question(self, layout: Layout, box: Box) -> list[Widget]:
        t, question = self.context.t, self.questions()[self.at]
        told = question.id in self.told
        hint = self._after(question) if told else t("case.one" if question.single else "case.several")
        head_h = layout.height(question.text, "h3", box.w)
        hint_h = min(layout.height(hint, "body", box.w), box.h * 0.34)
        columns = 2 if len(question.answers) > 4 else 1
        rows = -(-len(question.answers) // columns)
        cards = Box(box.x, box.y + head_h + 16, box.w, box.h - head_h - hint_h - 34)
        high = min(84.0, (cards.h - 10 * (rows - 1)) / rows)
        cells = Box(cards.x, cards.y, cards.w, rows * high + 10 * (rows - 1)).grid(columns, rows, 10)
        after = Box(box.x, cells[-1].bottom + 16, box.w, hint_h + 2)

        def words(p: Painter, b: Box) -> None:
            p.text(b.top(head_h + 1), question.text, "h3", p.palette.text)

        def below(p: Painter, b: Box) -> None:
            tone = p.palette.text if told else p.palette.text_mid
            p.text(b, hint, "body", tone, floor=0.75)

        widgets: list[Widget] = [
            drawing("question", box.top(head_h + 2), words),
            drawing("after", after, below),
        ]
        chosen = self.chosen.get(question.id, ())
        for i, (answer, cell) in enumerate(zip(question.answers, cells, strict=False)):
            widgets.append(
                Card(
                    name=f"answer-{answer.id}",
                    box=cell,
                    paint=_answer_painter(
                        answer, on=answer.id in chosen, told=told, fade=question.id != "checks"
                    ),
                    press=None if told else self._chooser(question, answer.id),
                    shortcuts=(str(i + 1),),
                    radius=10,
                    spoken=answer.text,
                    first=i == 0 and not chosen,
                )
            )
        return widgets

    def _chooser(self, question: Question, answer: str) -> Callable[[], None]:
        return lambda: self.choose(question, answer)

    def _after(self, question: Question) -> str:
        """Return what is said once a question was answered."""
        t, language = self.context.t, self.context.language
        if question.id == "motive":
            motive = self.campaign.motives[self.case.motive]
            return f"{motive.name.get(language)}. {motive.summary.get(language)}"
        if question.id == "checks":
            return t("case.after_checks")
        return t("case.after_several")

    def _lesson(self, layout: Layout, box: Box) -> list[Widget]:
        t, language, case = self.context.t, self.context.language, self.case
        motive = self.campaign.motives[case.motive]
        lesson = case.lesson.get(language)
        open_ = t("case.deceives" if motive.deceives else "case.open")
        citations = self.context.guide.citations
        sources = "; ".join(citations[source].text for source in case.source if source in citations)
        del layout

        def paint(p: Painter, b: Box) -> None:
            c = p.palette
            lesson_h = p.measure(lesson, "lead", b.w - 56)[1]
            sheet = b.top(min(b.h * 0.66, lesson_h + 132))
            p.panel(sheet, 8, c.paper)
            inner = sheet.inset(28, 22)
            p.icon(motive.icon, inner.x + 30, inner.y + 30, 56, c.ink)
            head = Box(inner.x + 76, inner.y, inner.w - 76, 60)
            name_h = min(34.0, p.measure(motive.name.get(language), "strong", head.w)[1])
            p.text(head.top(name_h), motive.name.get(language), "strong", c.ink, max_lines=1, floor=0.7)
            p.text(head.without_top(name_h + 1), open_, "caption", c.ink_mid, floor=0.9, grow=False)
            p.text(inner.without_top(76), lesson, "lead", c.ink, floor=0.62)
            low = b.without_top(sheet.h + 18)
            p.text(low.top(26), t("case.sources"), "caption", c.text_mid, grow=False)
            p.text(low.without_top(28), sources, "caption", c.text, grow=False, floor=0.9)

        return [drawing("lesson", box, paint)]

    def _foot(self, box: Box) -> list[Widget]:
        t, words, ready = self.context.t, "", True
        if not self.over:
            question = self.questions()[self.at]
            told = question.id in self.told
            words = "" if told else t("case.answer")
            ready = told or bool(self.chosen.get(question.id))
        return way_keys(box, t, self.go_back, self.go_on, words=words, most=280.0, ready=ready)


def _answer_painter(answer: Answer, *, on: bool, told: bool, fade: bool) -> Callable[[Painter, Box], None]:
    """Return the drawing: chosen is paper; once told, what fits has a tick, the rest recedes (`fade`)."""
    gone = told and fade and not answer.fits

    def paint(p: Painter, b: Box) -> None:
        c = p.palette
        if on:
            p.panel(b, 10, c.paper)
        elif gone:
            p.dashed(b, 10, c.text_disabled)
        else:
            firm = told and answer.fits
            p.panel(b, 10, c.room2, c.text if firm else c.edge, 3 if firm else c.stroke_control)
        ink = c.ink if on else c.text_disabled if gone else c.text
        left = 16.0
        if answer.icon:
            p.icon(answer.icon, b.x + 34, b.cy, min(40.0, b.h - 16), ink)
            left = 64.0
        mark = 44.0 if told else 12.0
        words = Box(b.x + left, b.y + 5, b.w - left - mark, b.h - 10)
        p.text(words, answer.text, "body", ink, valign="centre", floor=0.72)
        if told and (answer.fits or (on and fade)):
            p.icon("check" if answer.fits else "miss", b.right - 26, b.cy, 30, ink)

    return paint
