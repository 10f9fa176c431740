"""Pydantic's findings in the author's words: what is wrong here, what was expected, what was perhaps meant.

Pydantic names Python types and stops at field paths; a teacher has a file with lines and writes "text" and
"fields". The translation lives here so that models stay plain and every message reads alike.
"""

from __future__ import annotations

import difflib
from types import MappingProxyType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Final, Protocol, TypedDict, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from game.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from game.content.places import Path, Position


class Located(Protocol):
    """A document that knows where its values stand."""

    @property
    def file(self) -> str:
        """The name that problems give it."""
        ...

    def where(self, path: Path) -> Position:
        """Return the place of the value at `path`."""
        ...

    def where_key(self, path: Path) -> Position:
        """Return the place of the key at `path`."""
        ...


class RawError(TypedDict):
    """One of pydantic's errors, as far as it is used here."""

    type: str
    loc: Path
    input: Any
    ctx: Mapping[str, Any]


def problems_of(
    error: ValidationError, model: type[BaseModel], data: Any, document: Located, at: Path = ()
) -> tuple[Problem, ...]:
    """Return the findings of `error` about `data` (which stands at `at` in `document`), in file order."""
    findings: dict[Path, list[RawError]] = {}
    for raw in error.errors(include_url=False):
        finding = RawError(type=raw["type"], loc=raw["loc"], input=raw["input"], ctx=raw.get("ctx", {}))
        findings.setdefault(_in_data(finding, data), []).append(finding)
    guessed = _guesses(findings, model)
    problems: list[Problem] = []
    for path, group in findings.items():
        message = _message(path, group, model, guessed)
        if message is None:
            continue
        by_key = group[0]["type"] == "extra_forbidden"
        line, column = (document.where_key if by_key else document.where)((*at, *path))
        problems.append(Problem(document.file, message, line, column))
    return tuple(sorted(problems, key=lambda p: (p.line, p.column)))


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Return "; did you mean `x`?" for the nearest of the `known` words, or "" when none is near."""
    near = nearest(word, known)
    return f"; did you mean `{near}`?" if near else ""


def nearest(word: str, known: Collection[str]) -> str | None:
    """Return the known word that `word` was perhaps meant to be, or None."""
    folded = {_fold(candidate): candidate for candidate in known}
    found = difflib.get_close_matches(_fold(word), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def shown(value: object) -> str:
    """Return `value` as an author would call it: `3`, "text", nothing, a list, fields."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value[:40]}…"' if len(value) > 40 else f'"{value}"'
    if isinstance(value, dict):
        return "fields"
    return "a list" if isinstance(value, (list, tuple)) else str(value)


def either(words: Sequence[str]) -> str:
    """Return "a", "a or b", "a, b or c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _fold(word: str) -> str:
    return word.lower().replace("_", "-").replace(" ", "-")


def _in_data(finding: RawError, data: Any) -> Path:
    """Return the part of the finding's path that the author can see: pydantic adds names of union members."""
    loc = finding["loc"]
    if finding["type"] == "missing":
        return loc
    here = data
    for i, part in enumerate(loc):
        within = part in here if isinstance(here, dict) else False
        if isinstance(here, (list, tuple)) and isinstance(part, int):
            within = part < len(here)
        if not within:
            return loc[:i]
        here = here[part]
    return loc


def _guesses(findings: Mapping[Path, Sequence[RawError]], model: type[BaseModel]) -> Mapping[Path, str]:
    """Return what each unknown field was perhaps meant to be; missing fields are the likeliest."""
    missing = {path for path, group in findings.items() if group[0]["type"] == "missing"}
    guesses: dict[Path, str] = {}
    for path, group in findings.items():
        if group[0]["type"] != "extra_forbidden":
            continue
        word = str(path[-1])
        lacking = [str(p[-1]) for p in missing if p[:-1] == path[:-1]]
        guess = nearest(word, lacking) or nearest(word, _fields_at(model, path[:-1]))
        if guess:
            guesses[path] = guess
    return guesses


def _message(
    path: Path, group: Sequence[RawError], model: type[BaseModel], guesses: Mapping[Path, str]
) -> str | None:
    finding = group[0]
    kind = finding["type"]
    name = _name(path)
    if kind == "missing":
        return _missing(path, finding, model, guesses)
    if kind == "extra_forbidden":
        known = sorted(_fields_at(model, path[:-1]))
        expected = f"; expected {either(known)}" if known else ""
        guess = f"; did you mean `{guesses[path]}`?" if path in guesses else expected
        return f"unknown field `{path[-1]}`{guess}"
    if kind == "value_error":
        return f"{name}{finding['ctx']['error']}"
    if kind == "literal_error":
        options = [str(option) for option in get_args(_unwrap(_annotation_at(model, path)[0]))]
        guess = did_you_mean(str(finding["input"]), options)
        return f"{name}expected {either(options)}, got {shown(finding['input'])}{guess}"
    if kind == "too_short" and len(finding["input"]) >= finding["ctx"]["min_length"]:
        return None  # the entries are there, and what is wrong with them is told one by one
    kinds = {each["type"] for each in group}
    expected = "a number" if {"int_type", "float_type"} <= kinds else _expected(kind, finding)
    if kind == "string_pattern_mismatch":
        expected = _annotation_at(model, path)[1] or expected
    return f"{name}expected {expected}, got {_got(finding)}"


def _missing(
    path: Path, finding: RawError, model: type[BaseModel], guesses: Mapping[Path, str]
) -> str | None:
    if isinstance(path[-1], int):
        entries = len(finding["input"])
        wanted = len(get_args(_unwrap(_annotation_at(model, path[:-1])[0])))
        told = f"{_name(path[:-1])}expected {_entries(wanted)}, got {entries}"
        return told if path[-1] == entries else None
    if any(guess == path[-1] and other[:-1] == path[:-1] for other, guess in guesses.items()):
        return None  # it is there, misspelt, and told so
    return f"the field `{path[-1]}` is missing"


def _got(finding: RawError) -> str:
    value = finding["input"]
    if finding["type"] in ("too_short", "too_long"):
        return str(len(value))
    if finding["type"] == "string_type" and isinstance(value, (bool, int, float)):
        return f"{shown(value)}; put it in quotes"
    if finding["type"] == "bool_type" and isinstance(value, str):
        return f"{shown(value)}; write true or false"
    return shown(value)


def _expected(kind: str, finding: RawError) -> str:
    words = _EXPECTED.get(kind)
    if words is None:
        return f"something else ({kind.replace('_', ' ')})"
    return words if isinstance(words, str) else words(finding["ctx"])


_EXPECTED: Final[Mapping[str, str | Callable[[Mapping[str, Any]], str]]] = MappingProxyType(
    {
        "string_type": "text",
        "int_type": "a whole number",
        "float_type": "a number with a decimal point",
        "bool_type": "true or false",
        "finite_number": "a finite number",
        "tuple_type": "a list",
        "model_type": "fields (`name: value`)",
        "dict_type": "fields (`name: value`)",
        "string_pattern_mismatch": lambda ctx: f"text like {ctx['pattern']}",
        "string_too_long": lambda ctx: f"at most {ctx['max_length']} characters",
        "string_too_short": lambda ctx: f"at least {ctx['min_length']} characters",
        "greater_than": lambda ctx: f"more than {ctx['gt']}",
        "greater_than_equal": lambda ctx: f"at least {ctx['ge']}",
        "less_than": lambda ctx: f"less than {ctx['lt']}",
        "less_than_equal": lambda ctx: f"at most {ctx['le']}",
        "too_short": lambda ctx: f"at least {_entries(ctx['min_length'])}",
        "too_long": lambda ctx: f"at most {_entries(ctx['max_length'])}",
    }
)


def _entries(n: int) -> str:
    return "1 entry" if n == 1 else f"{n} entries"


def _name(path: Path) -> str:
    """Return "interval, entry 2: " for ("artefacts", 0, "interval", 1), "" for the whole."""
    names = [i for i, part in enumerate(path) if isinstance(part, str)]
    if not names:
        return ""
    entries = "".join(f", entry {part + 1}" for part in path[names[-1] + 1 :] if isinstance(part, int))
    return f"{path[names[-1]]}{entries}: "


def _fields_at(model: type[BaseModel], path: Path) -> Collection[str]:
    annotation = _unwrap(_annotation_at(model, path)[0])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return tuple(annotation.model_fields)
    return ()


def _annotation_at(model: type[BaseModel], path: Path) -> tuple[Any, str | None]:
    """Return the annotation that pydantic checks at `path`, and the description written beside it."""
    annotation: Any = model
    description: str | None = None
    for part in path:
        annotation = _unwrap(annotation)
        description = None
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            info = annotation.model_fields.get(str(part))
            if info is None:
                return None, None
            annotation, description = info.annotation, info.description
        elif get_origin(annotation) is tuple and isinstance(part, int):
            members = get_args(annotation)
            annotation = members[0] if members[-1] is Ellipsis else members[min(part, len(members) - 1)]
            described = [x.description for x in get_args(annotation)[1:] if isinstance(x, FieldInfo)]
            description = described[0] if described else None
        else:
            return None, None
    return annotation, description


def _unwrap(annotation: Any) -> Any:
    """Return what is inside Annotated and Optional; of a true union its first member."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _unwrap(get_args(annotation)[0])
    if origin in (Union, UnionType):
        members = [member for member in get_args(annotation) if member is not type(None)]
        return _unwrap(members[0])
    return annotation
