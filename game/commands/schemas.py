"""`schemas`: JSON Schemas of all YAML files, for editors that complete and check while one writes.

With `--check` it reads what is in `levels/` instead, and tells each slip with its file, line and column.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from game.content import yaml_source
from game.content.lint import lint
from game.content.schemas import schema_of, schemas
from game.errors import ChinmiError, ContentError, Severity
from game.files import write_whole
from game.resources import languages, levels, read_checks, read_guide, read_levels

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from game.content.base import Model
    from game.errors import Problem


def run(args: argparse.Namespace) -> int:
    """Check the files of `levels/`, or write `NAME.schema.json` for each kind of file into `args.out`."""
    if args.check:
        return _check()
    try:
        args.out.mkdir(parents=True, exist_ok=True)
        for name, schema in every_schema().items():
            path = args.out / f"{name}.schema.json"
            write_whole(path, json.dumps(schema, ensure_ascii=False, indent=2) + "\n")
            print(path)
    except OSError as error:
        raise ChinmiError(f"{args.out}: the schemas cannot be written: {error.strerror}") from error
    return 0


def every_schema() -> Mapping[str, Mapping[str, Any]]:
    """Return the schemas of all kinds of files: those of clips and levels, and those of the rooms."""
    from game.posts.model import CheckKinds, Posts
    from game.workshop.handouts.model import ClassTest, CompetenceMap, Homework, Letter
    from game.workshop.plan import Plan

    rooms: Mapping[str, type[Model]] = {
        "posts": Posts,
        "post-checks": CheckKinds,
        "plan": Plan,
        "class-test": ClassTest,
        "homework": Homework,
        "letter": Letter,
        "map": CompetenceMap,
    }
    return {**schemas(), **{name: schema_of(model) for name, model in rooms.items()}}


def _check() -> int:
    """Print what is wrong in `levels/`, a line each; return 1 where something cannot be used."""
    problems = list(_problems())
    for problem in problems:
        print(problem)
    return int(any(problem.severity is Severity.ERROR for problem in problems))


def _problems() -> Iterator[Problem]:
    from game.campaign.reader import read_campaign
    from game.posts.reader import read_feed
    from game.workshop.handouts.reader import read_handouts
    from game.workshop.plan_reader import read_plans

    def checks() -> object:
        return read_checks(read_guide())

    def plans() -> object:
        return read_plans(levels() / "workshops", read_guide(), read_campaign(read_guide()))

    readers: tuple[Callable[[], object], ...]
    readers = (read_guide, read_levels, checks, read_feed, plans, read_handouts)
    told: set[str] = set()
    for read in readers:
        try:
            read()
        except ContentError as error:
            yield from (problem for problem in error.problems if str(problem) not in told)
            told |= {str(problem) for problem in error.problems}
    for path in sorted((levels() / "context").glob("*.yaml")):
        try:
            document = yaml_source.load(path.read_text("utf-8"), path.name)
        except ContentError:
            continue  # it was told above
        yield from lint(document, languages())
