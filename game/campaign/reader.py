"""The campaign's files as one campaign, with every name that stands for something else looked up.

A teacher changes these files, so each problem says the file, the line and what was perhaps meant.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache

from game import resources
from game.campaign.model import BeforeShare, Campaign, Case, Chapter, Motives
from game.content.files import Files
from game.content.guide import Guide
from game.content.places import Path
from game.content.wording import did_you_mean
from game.errors import ContentError, Problem
from game.posts.reader import read_feed

MOTIVES, BEFORE_SHARE = "motives.yaml", "before-i-share.yaml"
"""The files of `levels/guide` that the campaign uses; every other file is a chapter."""

Reference = tuple[Path, str, str]
"""Where a name stands, what it should be the id of, and the name."""


def campaign_from(texts: Mapping[str, str], guide: Guide) -> Campaign:
    """Return the campaign read from `texts` (file name -> content). Raises ContentError with every problem.

    `texts` holds the chapters, `motives.yaml` and `before-i-share.yaml`; `guide` is what they refer to.
    """
    reader = _Reader(texts, "the campaign")
    motives = reader.read(MOTIVES, Motives)
    before_share = reader.read(BEFORE_SHARE, BeforeShare)
    files = sorted(file for file in texts if file not in (MOTIVES, BEFORE_SHARE))
    chapters = {file: chapter for file in files if (chapter := reader.read(file, Chapter))}
    if reader.problems or motives is None or before_share is None:
        raise ContentError(reader.problems)
    campaign = Campaign(chapters.values(), motives, before_share)
    known = _ids(campaign, guide)
    for file, chapter in chapters.items():
        reader.once(file, ("lesson",), [card.id for card in chapter.lesson])
        reader.known(file, _of_chapter(chapter), known)
    reader.alone({file: chapter.id for file, chapter in chapters.items()}, "id")
    reader.alone({file: str(chapter.number) for file, chapter in chapters.items()}, "number")
    reader.once(MOTIVES, ("motives",), [motive.id for motive in motives.motives])
    reader.once(MOTIVES, ("cases",), [case.id for case in motives.cases])
    for i, case in enumerate(motives.cases):
        reader.known(MOTIVES, _of_case(case, ("cases", i)), known)
    reader.once(BEFORE_SHARE, ("checks",), [item.id for item in before_share.checks])
    if reader.problems:
        raise ContentError(reader.problems)
    return campaign


def _ids(campaign: Campaign, guide: Guide) -> Mapping[str, Collection[str]]:
    return {
        "kind of artefact": guide.kinds,
        "stage": guide.stages,
        "term of the glossary": guide.terms,
        "citation": guide.citations,
        "chapter": campaign.chapters,
        "motive": campaign.motives,
        "case": campaign.cases,
        "check": [item.id for item in campaign.before_share.checks],
        "post": read_feed().posts,
    }


def _of_chapter(chapter: Chapter) -> Iterator[Reference]:
    """Yield what a chapter refers to."""
    if chapter.stage:
        yield ("stage",), "stage", chapter.stage
    for i, card in enumerate(chapter.lesson):
        yield from _each(("lesson", i, "kinds"), "kind of artefact", card.kinds)
        yield from _each(("lesson", i, "terms"), "term of the glossary", card.terms)
    for i, example in enumerate(chapter.examples):
        if example.kind:
            yield ("examples", i, "kind"), "kind of artefact", example.kind
    if chapter.practice:
        yield from _each(("practice", "kinds"), "kind of artefact", chapter.practice.kinds)
        yield from _each(("practice", "stages"), "stage", chapter.practice.stages)
    if chapter.ladder:
        yield from _each(("ladder", "kinds"), "kind of artefact", chapter.ladder.kinds)
    yield from _each(("after",), "chapter", chapter.after)
    yield from _each(("cases",), "case", chapter.cases)
    yield from _each(("posts",), "post", chapter.posts)


def _of_case(case: Case, at: Path) -> Iterator[Reference]:
    """Yield what a case refers to."""
    yield (*at, "motive"), "motive", case.motive
    yield from _each((*at, "checks"), "check", case.checks)
    yield from _each((*at, "source"), "citation", case.source)


def _each(at: Path, what: str, names: Collection[str]) -> Iterator[Reference]:
    return (((*at, i), what, name) for i, name in enumerate(names))


class _Reader(Files):
    """The files that were read, and all that is wrong with them."""

    def known(self, file: str, references: Iterator[Reference], known: Mapping[str, Collection[str]]) -> None:
        """Note the names that stand for nothing."""
        for path, what, name in references:
            if name not in known[what]:
                self.tell(file, path, f"there is no {what} `{name}`{did_you_mean(name, known[what])}")

    def once(self, file: str, at: Path, ids: list[str]) -> None:
        """Note the ids that stand for two things."""
        for i, name in enumerate(ids):
            if name in ids[:i]:
                self.tell(file, (*at, i, "id"), f"the id `{name}` is used twice")

    def alone(self, values: Mapping[str, str], field: str) -> None:
        """Note the chapters that share an id or a number with a chapter before."""
        seen: dict[str, str] = {}
        for file, value in values.items():
            if value in seen:
                self.tell(file, (field,), f"the {field} `{value}` is that of {seen[value]} already")
            seen.setdefault(value, file)

    def tell(self, file: str, path: Path, message: str) -> None:
        """Note one problem at the place of `path`."""
        self.problems.append(Problem(file, message, *self.documents[file].where(path)))


@cache
def read_campaign(guide: Guide) -> Campaign:
    """Read the campaign's chapters, cases and checks. Raises ContentError with every problem in them."""
    folder = resources.levels()
    paths = [*sorted((folder / "campaign").glob("*.yaml"))]
    paths += [folder / "guide" / MOTIVES, folder / "guide" / BEFORE_SHARE]
    return campaign_from({path.name: path.read_text("utf-8") for path in paths if path.exists()}, guide)
