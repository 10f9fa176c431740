"""What the reveal says: verdict, answer and the tabs, from the round and the guide. Words only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.content.guide import Guide, Kind, Stage
from game.i18n import Translator
from game.quiz.judgement import STEP_IDS
from game.quiz.rounds import Round

if TYPE_CHECKING:
    from game.content.models import Clip


@dataclass(frozen=True, slots=True)
class TabText:
    """One tab: its short word and icon, a heading, a text, and the stage where it names one."""

    id: str
    word: str
    icon: str
    heading: str
    text: str
    stage: Stage | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reading column of one reveal."""

    manipulated: bool
    verdict: str
    line: str
    right: bool
    said: str
    detail: str
    points: int
    tabs: tuple[TabText, ...]
    kinds: tuple[Kind, ...]
    """The tell-tales of the clip, in its order (none for a real clip)."""


def explain(t: Translator, guide: Guide, played: Round, artefact: int = 0) -> Explanation:
    """Return the explanation of a finished round; `artefact` chooses among several tell-tales."""
    clip = played.deal.clip
    step = t(f"step.{STEP_IDS[(played.step or 1) - 1]}")
    kinds = tuple(guide.kinds[a.kind] for a in clip.artefacts if a.kind in guide.kinds)
    return Explanation(
        manipulated=clip.manipulated,
        verdict=t("verdict.manipulated" if clip.manipulated else "verdict.real"),
        line=_verdict_line(t, played),
        right=played.correct,
        said=t("reveal.said", step=step),
        detail=_detail(t, guide, played),
        points=played.points,
        tabs=_tabs(t, guide, played, artefact),
        kinds=kinds,
    )


def nothing_changed(t: Translator, clip: Clip) -> str:
    """Return the few words for a real clip: nothing was changed, or only the person was not."""
    return t("reveal.person_unchanged" if clip.processing else "reveal.nothing_changed")


def _verdict_line(t: Translator, played: Round) -> str:
    clip = played.deal.clip
    if not clip.manipulated:
        return t(f"reveal.line.{clip.processing or 'real'}")
    if clip.technique is not None:
        return clip.technique.get(t.language)
    return t("reveal.line.self_blend" if clip.method == "self-blend" else "reveal.line.manipulated")


def _detail(t: Translator, guide: Guide, played: Round) -> str:
    """One sentence on place and kind, or on the cost of a doubt. Misses are information, never blame."""
    clip, language = played.deal.clip, t.language
    if not clip.manipulated:
        if played.correct:
            return t("reveal.detail.trusted_real")
        return t("reveal.detail.small_doubt" if played.step == 4 else "reveal.detail.false_alarm")
    if not played.called_manipulated:
        return t("reveal.detail.small_trust" if played.step == 3 else "reveal.detail.missed")
    answer = played.answer
    hit, kind_right = (answer.hit is not None, answer.kind_right) if answer else (False, False)
    true_name = guide.kinds[clip.artefacts[0].kind].name.get(language) if clip.artefacts else ""
    if hit and kind_right:
        return t("reveal.detail.place_and_kind")
    if hit and played.kind is None:
        return t("reveal.detail.place")
    if hit and played.kind is not None:
        said = guide.kinds[played.kind].name.get(language)
        return t("reveal.detail.wrong_kind", said=said.lower(), true=true_name.lower())
    if kind_right and not played.marks:
        return t("reveal.detail.kind")
    if kind_right:
        return t("reveal.detail.kind_not_place")
    if played.marks:
        return t("reveal.detail.elsewhere", true=true_name.lower())
    return t("reveal.detail.no_mark")


def _tabs(t: Translator, guide: Guide, played: Round, artefact: int) -> tuple[TabText, ...]:
    clip, language = played.deal.clip, t.language
    if not clip.manipulated:
        return _real_tabs(t, guide, played)
    chosen = clip.artefacts[min(artefact, len(clip.artefacts) - 1)] if clip.artefacts else None
    if chosen is None or chosen.kind not in guide.kinds:
        text = t("reveal.unexplained")
        return (TabText("what", t("tab.what"), "help", t("tab.what.heading"), text),)
    kind = guide.kinds[chosen.kind]
    what = kind.what.get(language)
    if chosen.note is not None:
        what = f"{chosen.note.get(language)} {what}"
    return (
        TabText("what", t("tab.what"), kind.icon, kind.name.get(language), what),
        TabText(
            "why",
            t("tab.why"),
            "help",
            t("tab.why.heading"),
            kind.why.get(language),
            guide.stages[kind.stage],
        ),
        TabText("check", t("tab.check"), "eye", t("tab.check.heading"), kind.check.get(language)),
        TabText(
            "real_too", t("tab.real_too"), "real", t("tab.real_too.heading"), kind.real_too.get(language)
        ),
    )


def _real_tabs(t: Translator, guide: Guide, played: Round) -> tuple[TabText, ...]:
    clip, language = played.deal.clip, t.language
    suspected = guide.kinds.get(played.kind) if played.kind else None
    if clip.looks_odd is not None:
        real_too = clip.looks_odd.get(language)
        if suspected is not None:
            real_too = f"{real_too} {suspected.real_too.get(language)}"
    elif suspected is not None:
        real_too = suspected.real_too.get(language)
    else:
        real_too = t("reveal.real.general" if not played.correct else "reveal.real.trusted")
    check = suspected.check.get(language) if suspected else t("reveal.real.check")
    heading = t("tab.real_too.heading" if suspected else "tab.real_clip.heading")
    if clip.looks_odd is not None:
        heading = t("tab.looks_odd.heading")
    return (
        TabText("real_too", t("tab.real_too"), "real", heading, real_too),
        TabText("check", t("tab.check"), "eye", t("tab.check.heading"), check),
    )
