"""The class report: one HTML file that needs nothing else, and a CSV beside it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from game.content.base import LocalText
from game.errors import ChinmiError
from game.files import write_whole
from game.i18n import day, number
from game.packs.display import may
from game.posts.reader import read_feed
from game.quiz.gain import is_clear
from game.workshop.class_result import ClassResult, ClipResult
from game.workshop.report import svg_charts
from game.workshop.report.csv_table import to_csv
from game.workshop.report.pairs_told import told_pairs, told_together
from game.workshop.report.words import ReportWords

if TYPE_CHECKING:
    from markupsafe import Markup

    from game.content.guide import Guide
    from game.content.models import Clip, Pack

MAX_PICTURE: Final = 200_000
"""Bytes of a poster that is put into the report."""
LEANING: Final = 0.1
"""How much larger one share of mistakes must be to be called the larger one."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the report finds what it tells about clips; both raise ChinmiError when something is gone."""

    clip: Callable[[str, str], tuple[Pack, Clip]]
    poster: Callable[[str, str], Path | None]


@dataclass(frozen=True, slots=True)
class _Told:
    """One clip as the template tells it."""

    result: ClipResult
    label: str
    description: str = ""
    texts: tuple[str, ...] = ()
    picture: str = ""
    histogram: Markup | str = ""


@cache
def environment() -> Environment:
    """Return the templates, with everything escaped and nothing undefined; each is compiled once."""
    return Environment(
        loader=PackageLoader("game.workshop.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(
    result: ClassResult,
    *,
    title: LocalText,
    date: str,
    words: Mapping[str, LocalText],
    language: str,
    guide: Guide,
    sources: Sources,
    virtual: bool = False,
    label: str = "",
) -> str:
    """Return the report as HTML in `language`; `date` is its day, as 2026-05-09, `label` the class.

    `virtual` says that computer-made actors were shown: then nothing is called real.
    """
    say = ReportWords(words, language, virtual=virtual)
    rows = [(say(f"report.{name}"), m) for name, m in result.blocks.items() if name != "all"]
    every = result.blocks.get("all")
    labels = (say("report.real"), say("report.manipulated"))
    leaning = (say("report.trusting"), say("report.balanced"), say("report.suspicious"))
    names = (say("report.perhaps"), say("report.probably"), say("report.surely"))
    return (
        environment()
        .get_template("report.html")
        .render(
            say=say,
            language=language,
            title=" · ".join(filter(None, (label, title.get(language)))),
            date=day(language, date),
            result=result,
            sharpness=svg_charts.sharpness(rows, language) if rows else "",
            gain=_gain(result, language),
            all=every,
            suspicion=svg_charts.suspicion(every.criterion, leaning, language) if every else "",
            calibration=svg_charts.calibrated(result.calibration, names, language),
            kind_name=lambda kind: guide.kinds[kind].name.get(language) if kind in guide.kinds else kind,
            fooled=[_fooled(c, say, guide, sources) for c in result.fooled],
            each=[
                _Told(
                    c,
                    _label(c),
                    histogram=svg_charts.histogram(c.counts, labels, say("report.clip", n=c.number))
                    if c.told
                    else "",
                )
                for c in result.clips
            ],
            posts=[{"name": _account(post.post, language), "result": post} for post in result.posts],
            sharing=_sharing(result, language),
            pairs=told_pairs(result, say),
            together=told_together(result, say),
            next=_next(result),
            checks=_checks(result, guide, language),
            credits=_credits(result, language, sources),
        )
    )


def _account(post: str, language: str) -> str:
    """Return who posted it; the post's id where the game does not have it any more."""
    found = read_feed().posts.get(post)
    return found.account.get(language) if found is not None else post


def _sharing(result: ClassResult, language: str) -> tuple[str, str, str] | None:
    """Return d' of posts, its error and c as they are written; None where that cannot be told."""
    told = result.sharing
    if told is None or result.few:
        return None
    d, error, c = (number(language, one, "0.0") for one in (told.dprime, told.error, told.criterion))
    return d, error, c


def write(folder: Path, name: str, pages: Mapping[str, str], result: ClassResult) -> tuple[Path, ...]:
    """Write `pages` (by language) and the CSV as `folder/name-*.html` and `.csv`. Raises ChinmiError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for language, page in pages.items():
            path = folder / f"{name}-{language}.html"
            write_whole(path, page)
            written.append(path)
        table = folder / f"{name}.csv"
        write_whole(table, "\ufeff" + to_csv(result))
    except OSError as error:
        raise ChinmiError(f"The report could not be written to {folder}: {error}") from error
    return (*written, table)


def _label(clip: ClipResult) -> str:
    return "manipulated" if clip.manipulated else "real"


def _gain(result: ClassResult, language: str) -> tuple[str, str, str] | None:
    if result.gain is None:
        return None
    gain, error = result.gain
    key = "report.gain_up" if is_clear(gain, error) else "report.gain_unclear"
    return number(language, gain, "+0.0;-0.0"), number(language, error, "0.0"), key


def _fooled(clip: ClipResult, say: ReportWords, guide: Guide, sources: Sources) -> _Told:
    language = say.language
    kinds = [guide.kinds[kind] for kind in clip.kinds if kind in guide.kinds]
    texts = [f"{k.name.get(language)}. {k.what.get(language)} {k.why.get(language)}" for k in kinds]
    description, picture = "", ""
    try:
        pack, record = sources.clip(clip.pack, clip.clip)
        description = record.description.get(language)
        if not clip.manipulated:
            odd = record.looks_odd.get(language) if record.looks_odd is not None else ""
            texts = [odd or say("report.real_reason")]
        if may("passing-on", pack, (record.method,)).allowed:
            picture = _picture(sources.poster(clip.pack, clip.clip))
    except ChinmiError:
        pass  # the pack is gone since; the figures are not
    return _Told(clip, _label(clip), description, tuple(texts), picture)


def _picture(path: Path | None) -> str:
    if path is None or path.suffix.lower() not in (".jpg", ".jpeg"):
        return ""
    try:
        data = path.read_bytes()
    except OSError:
        return ""
    if len(data) > MAX_PICTURE:
        return ""
    return f"data:image/jpeg;base64,{base64.b64encode(data).decode()}"


def _next(result: ClassResult) -> list[str]:
    keys = []
    every = result.blocks.get("all")
    if every is not None:
        alarms = every.counts.false_alarms / every.counts.real
        misses = every.counts.misses / every.counts.manipulated
        if alarms > misses + LEANING:
            keys.append("report.next_alarms")
        elif misses > alarms + LEANING:
            keys.append("report.next_misses")
    if result.overconfidence is not None and result.overconfidence > LEANING:
        keys.append("report.next_sure")
    return [*keys, "report.next_sources"]


def _checks(result: ClassResult, guide: Guide, language: str) -> list[str]:
    """Return how to look for the tell-tales that were called least often."""
    weakest = sorted(
        (k for k in result.kinds if k.votes and k.kind in guide.kinds), key=lambda k: k.called / k.votes
    )
    kinds = [guide.kinds[k.kind] for k in weakest[:2] if k.called < k.votes]
    return [f"{kind.name.get(language)}. {kind.check.get(language)}" for kind in kinds]


def _credits(result: ClassResult, language: str, sources: Sources) -> list[str]:
    lines: dict[str, None] = {}
    clips = [(one.pack, one.clip) for one in result.clips]
    edits = [(one.pack, one.clip) for one in result.pairs]
    for name, clip in (*clips, *edits):
        try:
            pack, _ = sources.clip(name, clip)
        except ChinmiError:
            lines.setdefault(name)
            continue
        licences = ", ".join(dict.fromkeys(licence.name for licence in pack.licenses))
        lines.setdefault(f"{pack.title.get(language)} ({licences})")
    return list(lines)
