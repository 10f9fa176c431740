"""What the reveal says: verdict, answer and the tabs, from the round and the guide. Words only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from game.content.guide import Guide, Kind, MakingStage
from game.i18n import Translator
from game.quiz.judgement import STEP_IDS, STEPS
from game.quiz.posts import SHARE_IDS
from game.quiz.rounds import Round

if TYPE_CHECKING:
    from game.content.base import LocalText
    from game.content.models import Artefact, Clip, Method, Processing

AREA_ICON: Final = "tt-boundary"
"""Of a changed area whose tell-tale is not known."""
VIEWERS: Final = "viewers"
"""The tab with what viewers wrote of a clip."""
LINES: Final = {
    "self-blend": "reveal.line.self_blend",
    "face-swap": "reveal.line.face-swap",
    "reenactment": "reveal.line.reenactment",
    "lip-sync": "reveal.line.lip-sync",
    "voice": "reveal.line.voice",
    "full-synthesis": "reveal.line.full-synthesis",
}
"""The line below the verdict, by how a clip was manipulated."""


@dataclass(frozen=True, slots=True)
class TabText:
    """One tab: its short word and icon, a heading, a text, and the stage where it names one."""

    id: str
    word: str
    icon: str
    heading: str
    text: str
    stage: MakingStage | None = None


@dataclass(frozen=True, slots=True)
class TraceName:
    """What a tell-tale is called, and its icon."""

    icon: str
    name: str


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
    traces: tuple[TraceName, ...]
    """The tell-tales of the clip, in its order (none for a real clip)."""


def explain(t: Translator, guide: Guide, played: Round, artefact: int = 0) -> Explanation:
    """Return the explanation of a finished round; `artefact` chooses among several tell-tales."""
    clip = played.deal.clip
    return Explanation(
        manipulated=clip.manipulated,
        verdict=t("verdict.manipulated" if clip.manipulated else "verdict.real"),
        line=_verdict_line(t, played),
        right=played.correct,
        said=t("reveal.said", step=step_words(t, played)),
        detail=_detail(t, guide, played),
        points=played.points,
        tabs=(*_tabs(t, guide, played, artefact), *_viewers(t, clip)),
        traces=tuple(trace_name(t, guide, each) for each in clip.artefacts),
    )


def step_words(t: Translator, played: Round) -> str:
    """Return the step that was chosen, in words; in a pair it says which of the two, and how surely."""
    step = played.step or 1
    return t(f"step.{STEP_IDS[step - 1]}" if played.deal.side is None else f"pair.step.{step}")


def picture_step(t: Translator, p: float) -> str:
    """Return the step, in words, by which somebody called a picture altered with probability `p`."""
    return t(f"step.{STEP_IDS[STEPS.index(p)]}")


def share_step(t: Translator, p: float) -> str:
    """Return the step, in words, by which somebody called a post misleading with probability `p`."""
    return t(f"posts.step.{SHARE_IDS[STEPS.index(p)]}")


class HasKind(Protocol):
    """A tell-tale of a clip's record, or of a lesson's item."""

    @property
    def kind(self) -> str | None:
        """Its kind, if that is known."""


def trace_name(t: Translator, guide: Guide, artefact: HasKind) -> TraceName:
    """Return what to call `artefact`: by its kind, or as a changed area where that is not known."""
    kind = known_kind(guide, artefact.kind)
    if kind is None:
        return TraceName(AREA_ICON, t("reveal.area"))
    return TraceName(kind.icon, kind.name.get(t.language))


def known_kind(guide: Guide, kind: str | None) -> Kind | None:
    """Return the guide's kind of this id; None for none and for one that the guide does not have."""
    return guide.kinds.get(kind) if kind is not None else None


def nothing_changed(t: Translator, clip: Clip) -> str:
    """Return the few words for a real clip: nothing was changed, or only the person was not."""
    return t("reveal.person_unchanged" if clip.processing else "reveal.nothing_changed")


def _verdict_line(t: Translator, played: Round) -> str:
    clip = played.deal.clip
    if not clip.manipulated:
        return t(f"reveal.line.{clip.processing or 'real'}")
    if clip.made is not None:
        return clip.made.get(t.language)
    return t(LINES.get(clip.method or "", "reveal.line.manipulated"))


def _detail(t: Translator, guide: Guide, played: Round) -> str:
    """One sentence on place and kind, or on the cost of a doubt. Misses are information, never blame."""
    clip, language = played.deal.clip, t.language
    if not clip.manipulated:
        if played.correct:
            return t("reveal.detail.trusted_real")
        return t("reveal.detail.small_doubt" if played.step == 4 else "reveal.detail.false_alarm")
    if not played.called_manipulated and played.deal.side is not None:
        return t("pair.other")
    if not played.called_manipulated:
        return t("reveal.detail.small_trust" if played.step == 3 else "reveal.detail.missed")
    answer = played.answer
    hit, kind_right = (answer.hit is not None, answer.kind_right) if answer else (False, False)
    if not clip.where_known:
        return t("reveal.detail.unplaced")
    if hit and kind_right:
        return t("reveal.detail.place_and_kind")
    meant = clip.artefacts[answer.artefact if answer and answer.artefact is not None else 0]
    true, said = known_kind(guide, meant.kind), known_kind(guide, played.kind)
    if hit and (said is None or true is None):
        return t("reveal.detail.place")
    if hit and said is not None and true is not None:
        names = said.name.get(language).lower(), true.name.get(language).lower()
        return t("reveal.detail.wrong_kind", said=names[0], true=names[1])
    if kind_right:
        return t("reveal.detail.kind_not_place" if played.marks else "reveal.detail.kind")
    if not played.marks:
        return t("reveal.detail.no_mark")
    if true is None:
        return t("reveal.detail.not_there")
    return t("reveal.detail.elsewhere", true=true.name.get(language).lower())


def _tabs(t: Translator, guide: Guide, played: Round, artefact: int) -> tuple[TabText, ...]:
    clip, language = played.deal.clip, t.language
    if not clip.manipulated:
        return _real_tabs(t, guide, played)
    chosen = clip.artefacts[min(artefact, len(clip.artefacts) - 1)] if clip.artefacts else None
    kind = known_kind(guide, chosen.kind) if chosen is not None else None
    if chosen is None or kind is None:
        return _nameless_tabs(t, clip, chosen)
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


def _nameless_tabs(t: Translator, clip: Clip, artefact: Artefact | None) -> tuple[TabText, ...]:
    """Return the tabs where the guide cannot say which tell-tale it is: how it was made, and how to check."""
    heading = t("reveal.area.heading" if artefact is not None else "reveal.unplaced.heading")
    told = [f"{done_in_detail(t, clip)}."]
    if artefact is None:
        told.append(t("reveal.unplaced.text"))
    elif artefact.kind is not None:
        told.append(t("reveal.unexplained"))
    else:
        told.append(t("reveal.area.text" if artefact.region else "reveal.area.text_sound"))
    if artefact is not None and artefact.note is not None:
        told.insert(0, artefact.note.get(t.language))
    icon = AREA_ICON if artefact is not None else "help"
    return (
        TabText("what", t("tab.what"), icon, heading, " ".join(told)),
        TabText("check", t("tab.check"), "eye", t("tab.check.heading"), how_to_check(t, clip)),
        TabText("real_too", t("tab.real_too"), "real", t("tab.real_too.heading"), t("reveal.real.general")),
    )


def _viewers(t: Translator, clip: Clip) -> tuple[TabText, ...]:
    """Return the tab with what viewers wrote of the clip, as quotations, and from whose collection."""
    if clip.viewers is None:
        return ()
    words = [f"\u201c{one.text}\u201d" for one in clip.viewers.said]
    told = "\n".join((*words, t("reveal.viewers.credit", credit=clip.viewers.credit)))
    return (TabText(VIEWERS, t("tab.viewers"), "team", t("tab.viewers.heading"), told),)


def how_to_check(t: Translator, clip: HowMade) -> str:
    """Return how to check a clip next time whose tell-tale is not known: by eye, or by ear."""
    heard = clip.sound_only or clip.method == "voice"
    return t("reveal.area.check_sound" if heard else "reveal.area.check")


class HowMade(Protocol):
    """What is known of how a clip was made; a clip's record has it, and a lesson's item."""

    @property
    def sound_only(self) -> bool:
        """Tell whether there is nothing to see in it."""

    @property
    def method(self) -> Method | None:
        """How it was manipulated; None for a clip that was not."""

    @property
    def technique(self) -> str | None:
        """The same in its makers' words."""

    @property
    def made(self) -> LocalText | None:
        """What was done and by which kind of system, in a sentence."""

    @property
    def processing(self) -> Processing:
        """What was done to a video whose person was not changed."""


def done_words(t: Translator, clip: HowMade) -> str:
    """Return what was done to the person, or that only the video was processed, or that nothing was done."""
    if clip.method is None:
        return t(f"provenance.{clip.processing or 'untouched'}")
    if clip.made is not None:
        return clip.made.get(t.language).removesuffix(".")
    return t(f"provenance.method.{clip.method}")


def done_in_detail(t: Translator, clip: HowMade) -> str:
    """Return the same with the makers' own name for how they did it, where the clip has one."""
    words = done_words(t, clip)
    return f"{words} ({clip.technique})" if clip.technique and not clip.made else words


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
