"""Plain data as YAML that people like to read: blocks of fields, short lists of numbers on one line.

Only what `yaml_source.load` reads back unchanged is written, so text that could be taken for something
else is put in quotes, and nothing depends on a library's own idea of when that is needed.
"""

from __future__ import annotations

import re
from math import isfinite
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLAIN: Final = re.compile(r"[^\W\d_](?:[\w .,;()/+%’ʻʼ–—-]*[\w.)%ʻʼ])?")
"""Text that no YAML reader takes for anything but text: a letter first, no ': ', ' #' or brackets."""
_TOKEN: Final = re.compile(r"[A-Za-z][\w./:+-]*[\w/]", re.ASCII)
"""Hashes, paths and addresses: one word, whose colons are followed by more of it."""
_RESERVED: Final = re.compile(r"true|false|null|yes|no|on|off|y|n|[-+.]*(?:inf|nan)", re.IGNORECASE)
_UNPRINTABLE: Final = re.compile("[\x00-\x1f\x7f-\xa0\xad\u2028\u2029\ufeff\ufffe\uffff]")
_FLOW_SIGNS: Final = frozenset(",:")
_SHORT: Final = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
MAX_KEY: Final = 160
"""Characters of a key: YAML has no longer ones before a colon than 1024, escapes as they are written."""
_LINE: Final = 100
_INDENT: Final = 2


def dump(data: object) -> str:
    """Return `data` (dicts with text keys, lists, tuples, text, numbers, booleans, None) as YAML.

    Fields keep their order. Raises TypeError for other types, ValueError for what strict YAML cannot hold:
    infinite numbers, whole numbers of more than 40 digits, halves of surrogate pairs, keys of more than
    MAX_KEY characters.
    """
    return "".join(f"{line}\n" for line in _lines(data, 0))


def _lines(data: object, depth: int) -> Iterator[str]:
    """Yield the lines of `data`, each indented by `depth`; a file of its own is never one line of fields."""
    pad = " " * depth
    flow = _flow(data, _LINE - depth)
    if flow is not None and (depth or not data):
        yield pad + flow
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _entry(f"{pad}{_key(key)}:", value, depth)
    elif isinstance(data, (list, tuple)):
        for value in data:
            first, *rest = _lines(value, depth + _INDENT)
            yield f"{pad}- {first.removeprefix(' ' * (depth + _INDENT))}"
            yield from rest
    else:
        yield pad + _scalar(data)


def _entry(start: str, value: object, depth: int) -> Iterator[str]:
    if isinstance(value, str) and _suits_block(value):
        yield f"{start} |" if value.endswith("\n") else f"{start} |-"
        for line in value.removesuffix("\n").split("\n"):
            yield " " * (depth + _INDENT) + line if line else ""
        return
    flow = _flow(value, _LINE - len(start)) if isinstance(value, (dict, list, tuple)) else _scalar(value)
    if flow is not None:
        yield f"{start} {flow}"
    else:
        yield start
        yield from _lines(value, depth + _INDENT)


def _flow(data: object, room: int) -> str | None:
    """Return `data` on one line: lists of numbers or short words, empty ones, small numeric mappings."""
    if isinstance(data, dict):
        if data and not (len(data) <= 4 and all(_numeric(value) for value in data.values())):
            return None
        return "{" + ", ".join(f"{_key(key)}: {_inline(value)}" for key, value in data.items()) + "}"
    if isinstance(data, (list, tuple)):
        if not (_numeric(data) or all(isinstance(entry, str) and len(entry) <= 24 for entry in data)):
            return None
        text = f"[{', '.join(map(_inline, data))}]"
        return text if _numeric(data) or len(text) < room else None
    return None


def _numeric(data: object) -> bool:
    if isinstance(data, (list, tuple)):
        return all(_numeric(entry) for entry in data)
    return isinstance(data, (int, float)) and not isinstance(data, bool)


def _inline(data: object) -> str:
    if isinstance(data, (list, tuple)):
        return f"[{', '.join(map(_inline, data))}]"
    if isinstance(data, str):
        return data if _bare(data) and _FLOW_SIGNS.isdisjoint(data) else _quoted(data)
    return _scalar(data)


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key must be text, not {key!r}")
    if len(key) > MAX_KEY:
        raise ValueError(f"a key of more than {MAX_KEY} characters")
    return key if _bare(key) and _FLOW_SIGNS.isdisjoint(key) else _quoted(key)


def _scalar(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if _bare(value) else _quoted(value)
    if isinstance(value, int):
        text = int.__repr__(value) if value.bit_length() < 140 else ""
        if not text or len(text) > 40:
            raise ValueError("a whole number of more than 40 digits")
        return text
    if isinstance(value, float):
        if not isfinite(value):
            raise ValueError(f"a number must be finite, not {value!r}")
        return float.__repr__(value)
    raise TypeError(f"cannot be written as YAML: {value!r}")


def _bare(text: str) -> bool:
    fits = _PLAIN.fullmatch(text) or _TOKEN.fullmatch(text)
    return fits is not None and _RESERVED.fullmatch(text) is None and "  " not in text


def _suits_block(text: str) -> bool:
    """Tell whether `text` of several lines reads back unchanged from a `|` block."""
    if "\n" not in text.removesuffix("\n") or text.endswith("\n\n"):
        return False
    lines = text.removesuffix("\n").split("\n")
    return bool(lines[0]) and all(line.isprintable() and line == line.strip() for line in lines)


def _quoted(text: str) -> str:
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("text with half of a surrogate pair")
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_UNPRINTABLE.sub(_escape, escaped)}"'


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return _SHORT.get(character) or f"\\u{ord(character):04x}"
