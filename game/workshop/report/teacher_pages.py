"""The teacher's pack: one printable HTML file a plan and language, made from plan, guide and campaign."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.content.base import LocalText
from game.errors import ChinmiError
from game.files import write_whole
from game.i18n import number
from game.quiz.judgement import STEP_IDS
from game.resources import languages
from game.workshop.report.class_report import environment
from game.workshop.report.svg_charts import STEP_COLOURS
from game.workshop.report.words import ReportWords

if TYPE_CHECKING:
    from game.campaign.model import Campaign
    from game.content.guide import Guide
    from game.i18n import Catalogue
    from game.workshop.plan import Plan, PlanStep

KINDS_ON_SHEET: Final = 6
LETTERS: Final = "ABCDEF"


def teacher_page(
    plan: Plan,
    guide: Guide,
    campaign: Campaign,
    texts: Catalogue,
    words: Mapping[str, LocalText],
    language: str,
    *,
    virtual: bool = False,
) -> str:
    """Return the pack of `plan` as HTML in `language`; `virtual`: all clips show computer-made actors."""
    say, t = ReportWords(words, language, virtual=virtual), texts.translator(language).about(virtual=virtual)
    kinds = [
        {
            "name": kind.name.get(language),
            "what": kind.what.get(language),
            "why": kind.why.get(language),
            "real_too": kind.real_too.get(language),
            "stage": guide.stages[kind.stage].number,
        }
        for kind in (guide.kinds[id_] for id_ in _kinds(plan, guide))
    ]
    return (
        environment()
        .get_template("teacher.html")
        .render(
            say=say,
            language=language,
            title=plan.title.get(language),
            subtitle=plan.subtitle.get(language),
            objectives=[text.get(language) for text in plan.objectives],
            timing=_timing(plan, campaign, say),
            posts=sum(step.do == "post" for step in plan.steps),
            pairs=sum(step.do == "pair" for step in plan.steps),
            voices=sum(step.media == "audio" for step in plan.steps),
            clips=plan.clips,
            stages=[{"number": s.number, "name": s.name.get(language)} for s in guide.stages.values()],
            kinds=kinds,
            checks=[
                {"title": c.title.get(language), "how": c.how.get(language)}
                for c in campaign.before_share.checks
            ],
            terms=[
                {"name": term.name.get(language), "meaning": term.meaning.get(language)}
                for term in guide.terms.values()
            ],
            cards=[
                {"letter": letter, "words": t(f"step.{id_}"), "colour": colour}
                for letter, id_, colour in zip(LETTERS, STEP_IDS, STEP_COLOURS, strict=True)
            ],
        )
    )


def write_packs(
    folder: Path,
    plans: tuple[Plan, ...],
    guide: Guide,
    campaign: Campaign,
    texts: Catalogue,
    words: Mapping[str, LocalText],
    *,
    virtual: bool = False,
) -> tuple[Path, ...]:
    """Write `folder/teacher-PLAN-LANGUAGE.html` for all plans and languages. Raises ChinmiError."""
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for plan in plans:
            for language in languages():
                path = folder / f"teacher-{plan.id}-{language}.html"
                page = teacher_page(plan, guide, campaign, texts, words, language, virtual=virtual)
                write_whole(path, page)
                written.append(path)
    except OSError as error:
        raise ChinmiError(f"The teacher's pack could not be written to {folder}: {error}") from error
    return tuple(written)


def _kinds(plan: Plan, guide: Guide) -> list[str]:
    """Return kinds for the worksheet: those of the plan, filled up so that the stages differ."""
    wanted = list(dict.fromkeys(kind for step in plan.steps for kind in step.kinds[:1]))
    stages = {guide.kinds[kind].stage for kind in wanted}
    rest = [k.id for k in guide.kinds.values() if k.stage not in stages]
    more = [k.id for k in guide.kinds.values() if k.id not in wanted and k.id not in rest]
    return sorted([*wanted, *rest, *more][:KINDS_ON_SHEET])


def _timing(plan: Plan, campaign: Campaign, say: ReportWords) -> list[dict[str, str]]:
    rows, minute = [], 0.0
    for step in plan.steps:
        what, ask = _row(step, campaign, say)
        begin, minute = minute, minute + float(step.minutes)
        span = f"{number(say.language, begin)}–{number(say.language, minute)}"
        rows.append({"minute": span, "what": what, "ask": ask})
    return rows


def _row(step: PlanStep, campaign: Campaign, say: ReportWords) -> tuple[str, str]:
    language = say.language
    prompt = step.prompt.get(language) if step.prompt is not None else ""
    if step.do == "check":
        return say(f"teacher.check_{step.block}", n=step.clips), say("teacher.check_ask")
    if step.card is not None:
        chapter, _, id_ = step.card.partition("/")
        card = next(c for c in campaign.chapters[chapter].lesson if c.id == id_)
        return say("teacher.card", title=card.title.get(language)), card.text.get(language)
    if step.do == "clip":
        return say("teacher.voice" if step.media == "audio" else "teacher.clip"), prompt
    if step.do == "post":
        return say("teacher.post"), prompt or say("teacher.post_ask")
    if step.do == "pair":
        return say("teacher.pair"), prompt or say("teacher.pair_ask")
    return (step.title.get(language) if step.title is not None else ""), prompt
