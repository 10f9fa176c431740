"""Strict YAML: the one place where content is read, with a line and a column for every problem.

YAML guesses: `no` becomes false, `1:30` becomes 90, `012` becomes 10, a key given twice is taken once, and
nine short lines of aliases become gigabytes. A teacher's typing error must never turn into another truth,
so this reader takes text, numbers as JSON writes them, `true`, `false` and `null`, and refuses the rest -
with all problems of a file at once. It builds values straight from the parser's events: nothing is
expanded, and a file of thousands of clips is read in seconds. Places are looked up only when a problem
has to be told, because nearly every file has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, NoReturn, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from game.content.encoding import guessed
from game.content.invisible import hidden_space, hint, unfit
from game.content.places import Path, Position, PositionTree
from game.content.wording import problems_of
from game.content.yaml_writer import MAX_KEY, dump
from game.errors import ContentError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["MAX_CHARACTERS", "MAX_DEPTH", "Data", "Document", "check", "dump", "load", "parse"]

M = TypeVar("M", bound=BaseModel)
Data = dict[str, "Data"] | list["Data"] | str | int | float | bool | None
"""What a document is made of."""

MAX_CHARACTERS: Final = 32 * 1024 * 1024
MAX_DEPTH: Final = 32
MAX_PROBLEMS: Final = 200
"""After so many problems the rest of a file is not read."""
MAX_DIGITS: Final = 40
KNOWN: Final = 4096
"""How many plain values are known again."""

_ALIAS: Final = "anchors (&) and aliases (*) are not allowed; write the value out"
_TAG: Final = "tags (!) are not allowed; write a plain value"

_WORDS: Final = {"": None, "null": None, "true": True, "false": False}
_DISGUISES: Final = {"~": "null", "Null": "null", "NULL": "null"} | {
    word: word.lower() for word in ("True", "TRUE", "False", "FALSE")
}
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", re.ASCII)
_SYNTAX: Final = (
    ("cannot start any token", "a value cannot start like this; indent with spaces, and quote such text"),
    (
        "mapping values are not allowed",
        "a ':' in the wrong place; quote text that holds ': ', or mend the indent",
    ),
    ("could not find expected ':'", "expected `key: value`"),
    ("did not find expected key", "expected a key here; mend the indent, or a quote or bracket above"),
    ("did not find expected ',' or", "expected a comma or the closing bracket of the list or mapping"),
    ("unexpected end of stream", "the file ends in the middle of a quotation; close the quote"),
    ("did not find expected '-' indicator", "expected a list entry with '- '; mend the indent"),
    ("block sequence entries are not allowed", "a list cannot start here; put it on a line of its own"),
    ("found a tab character", "a tab cannot indent; use spaces"),
    ("found undefined tag handle", "tags (!) are not allowed; write a plain value"),
    ("found undefined alias", "aliases (*) are not allowed; write the value out"),
    ("maximum nesting depth", f"nested too deeply; expected at most {MAX_DEPTH} levels"),
    ("unknown escape character", "an unknown \\ escape; use single quotes, or \\\\ for a backslash"),
)


@dataclass(frozen=True)
class Document:
    """A file that was read: its plain data, and where each value stands."""

    file: str
    data: Data
    text: str = field(repr=False, default="")

    def where(self, path: Sequence[str | int]) -> Position:
        """Return line and column (from 1) of the value at `path`, or of the nearest value above it."""
        return self._places.value(path)

    def where_key(self, path: Sequence[str | int]) -> Position:
        """Return line and column of the key at `path`; of the value where the path ends in a list."""
        return self._places.key(path)

    @cached_property
    def _places(self) -> PositionTree:
        return PositionTree.of(events(self.text))


def load(text: str, file: str) -> Document:
    """Read `text`; `file` names it in problems. Raises ContentError with every problem in it."""
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_CHARACTERS:
        limit = MAX_CHARACTERS // (1024 * 1024)
        raise ContentError([Problem(file, f"the file is too large; expected at most {limit} MiB of text")])
    _refuse_binary(text, file)
    reader = _Reader(file)
    data = reader.read(text)
    if reader.problems:
        raise ContentError(reader.problems)
    return Document(file, data, text)


def parse(text: str, file: str, model: type[M]) -> M:
    """Read `text` as a `model`. Raises ContentError with every problem, each at its line and column."""
    document = load(text, file)
    value, problems = check(document, model)
    problems = (*escapes(document), *problems)
    if value is None or problems:
        raise ContentError(problems)
    return value


def check(document: Document, model: type[M], at: Path = ()) -> tuple[M | None, tuple[Problem, ...]]:
    """Return what stands at path `at` of `document` as a `model`, or None and every problem of it."""
    data = document.data
    for part in at:
        data = data[part]  # type: ignore[index]  # the path comes from the data itself
    try:
        return model.model_validate(data), ()
    except ValidationError as error:
        return None, problems_of(error, model, data, document, at)


def escapes(document: Document) -> Iterator[Problem]:
    """Yield a problem for each text that an escape gave what no file may hold: it would steer a terminal."""
    if "\\" not in document.text:
        return
    for path, text in _texts(document.data, ()):
        found = unfit(text)
        if found is not None:
            told = f"the escape for U+{ord(text[found[0]]):04X} is not allowed; take it out"
            yield Problem(document.file, told, *document.where_key(path))


def _texts(data: Data, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, list):
        for index, inner in enumerate(data):
            yield from _texts(inner, (*path, index))
    elif isinstance(data, dict):
        for key, inner in data.items():
            yield (*path, key), key
            yield from _texts(inner, (*path, key))


def decode(raw: bytes, file: str) -> str:
    """Return the text of a file's bytes. Raises ContentError with the first odd place of other encodings."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        guess = guessed(raw)
        message = f"not UTF-8 text{guess and f' but {guess}'}; save the file as UTF-8"
        raise ContentError([Problem(file, message, line, column)]) from error


def events(text: str) -> Iterator[yaml.Event]:
    """Yield the parser's events for `text`; libyaml's where it is there, it is ten times as fast."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)(text)
    try:
        while True:
            event = loader.get_event()
            if event is None:
                return
            yield event
    finally:
        loader.dispose()


def _refuse_binary(text: str, file: str) -> None:
    found = unfit(text)
    if found is not None:
        at, message = found
        start = text.rfind("\n", 0, at) + 1
        raise ContentError([Problem(file, message, text.count("\n", 0, start) + 1, at - start + 1)])


class _StopReadingError(Exception):
    """Reading on makes no sense; the reason is among the problems."""


class _Reader:
    """Builds plain data from events and gathers what is not allowed."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._repeated: dict[str, list[tuple[int, int]]] = {}
        self._known: dict[str, Data] = {}
        """What plain values mean against which nothing is to be said: the same few stand in each clip."""
        self._clean: set[str] = set()
        """Keys against which nothing is to be said."""

    def read(self, text: str) -> Data:
        """Return the data of `text`; it is of use only when there are no problems."""
        root: list[Data] = []
        try:
            self._build(text, root)
        except _StopReadingError:
            pass
        except yaml.MarkedYAMLError as error:
            self._syntax(error, text)
        except yaml.YAMLError as error:
            self.problems.append(Problem(self.file, f"not readable as YAML: {error}"))
        self._tell_repeated()
        if not root and not self.problems:
            self.problems.append(Problem(self.file, "the file is empty"))
        self.problems.sort(key=lambda problem: (problem.line, problem.column))
        return root[0] if root else None

    def _build(self, text: str, root: list[Data]) -> None:
        """Append the document's value to `root`. One flat loop: it runs once for each value of a pack."""
        here: list[Data] | dict[str, Data] = root
        given: dict[str, yaml.Event] = {}
        key: str | None = None
        stack: list[tuple[list[Data] | dict[str, Data], dict[str, yaml.Event], str | None]] = []
        value: Data
        known, scalar = self._known, yaml.ScalarEvent
        for event in events(text):
            if isinstance(event, scalar):
                value = event.value
                if not event.style:
                    value = known[value] if value in known else self._plain(event)
                if event.tag is not None:
                    self._repeat(_TAG, event)
            elif isinstance(event, yaml.CollectionStartEvent):
                value = [] if isinstance(event, yaml.SequenceStartEvent) else {}
                if event.tag is not None:
                    self._repeat(_TAG, event)
            elif isinstance(event, yaml.CollectionEndEvent):
                here, given, key = stack.pop()
                continue
            elif isinstance(event, yaml.AliasEvent):
                value = None
            else:
                self._frame(event, root)
                continue
            if event.anchor is not None:
                self._repeat(_ALIAS, event)

            if isinstance(here, list):
                here.append(value)
            elif key is None:
                key = self._key(event, value, given)
            else:
                here[key] = value
                key = None
            if isinstance(value, (list, dict)):
                stack.append((here, given, key))
                here, given, key = value, {}, None
                if len(stack) > MAX_DEPTH:
                    self._stop(event, f"nested too deeply; expected at most {MAX_DEPTH} levels")

    def _plain(self, event: yaml.ScalarEvent) -> Data:
        value: str = event.value
        meant: Data = value
        if value in _WORDS:
            meant = _WORDS[value]
        elif (number := _NUMBER.fullmatch(value)) is not None:
            if len(value) > MAX_DIGITS:
                self._problem(event, f"the number is too long; expected at most {MAX_DIGITS} digits")
                return 0
            meant = int(value) if number.lastindex is None else float(value)
            if meant in (float("inf"), float("-inf")):
                self._problem(event, f"the number {value} is too large")
                return meant
        elif value in _DISGUISES:
            told = f"`{value}` is ambiguous; write {_DISGUISES[value]}, or put it in quotes if text is meant"
            self._problem(event, told)
            return value
        if len(self._known) < KNOWN:
            self._known[value] = meant
        return meant

    def _key(self, event: yaml.NodeEvent, value: Data, given: dict[str, yaml.Event]) -> str:
        """Return the key that `value` is; one that is none gets an empty name, and is told."""
        if not isinstance(value, str):
            if not isinstance(event, yaml.AliasEvent):
                self._problem(event, "expected text as the key here; put it in quotes")
            return ""
        if value in self._clean and value not in given:
            given[value] = event
            return value
        if len(value) > MAX_KEY:
            self._problem(event, f"the key is too long; expected at most {MAX_KEY} characters")
            return value
        plain = isinstance(event, yaml.ScalarEvent) and not event.style
        hidden = hidden_space(value) if plain else None
        if value == "<<" and plain:
            self._problem(event, "merge keys (<<) are not allowed; write the fields out")
        elif value in given:
            line, _ = _place(given[value])
            self._problem(event, f"the key `{value}` is given twice; it stands on line {line} already")
        elif plain and hidden is None:
            self._clean.add(value)
        if hidden is not None:
            self._problem(event, hidden)
        given.setdefault(value, event)
        return value

    def _frame(self, event: yaml.Event, root: list[Data]) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            if event.version or event.tags:
                self._problem(event, "directives (%) are not allowed; begin with the content")
            if root:
                self._stop(event, "a second document begins here; expected one document in a file")

    def _repeat(self, message: str, event: yaml.Event) -> None:
        self._repeated.setdefault(message, []).append(_place(event))

    def _tell_repeated(self) -> None:
        """Tell what an alias bomb is full of once, with the lines of the rest."""
        for message, places in self._repeated.items():
            line, column = places[0]
            others = sorted({other for other, _ in places} - {line})
            rest = f" and {len(others) - 5} more" if len(others) > 5 else ""
            also = f" (lines {', '.join(map(str, others[:5]))}{rest} too)" if others else ""
            self.problems.append(Problem(self.file, message + also, line, column))

    def _problem(self, event: yaml.Event, message: str) -> None:
        if len(self.problems) >= MAX_PROBLEMS:
            self._stop(event, "too many problems; the rest of the file was not read")
        self.problems.append(Problem(self.file, message, *_place(event)))

    def _stop(self, event: yaml.Event, message: str) -> NoReturn:
        self.problems.append(Problem(self.file, message, *_place(event)))
        raise _StopReadingError

    def _syntax(self, error: yaml.MarkedYAMLError, text: str) -> None:
        said = error.problem or error.context or "unknown reason"
        message = next((words for sign, words in _SYNTAX if sign in said), f"not valid YAML: {said}")
        in_quotes = "end of stream" in said and error.context_mark is not None
        mark = error.context_mark if in_quotes else error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        if line:
            message = hint(text.split("\n")[:line], column - 1) or message
        self.problems.append(Problem(self.file, message, line, column))


def _place(event: yaml.Event) -> Position:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
