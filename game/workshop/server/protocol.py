"""What phones may say, read strictly: every field has one type and a range, and nothing else is allowed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from game.workshop.codes import JOIN_LENGTH, TEACHER_LENGTH, is_token, tidy_code
from game.workshop.reasons import RAW
from game.workshop.room import MAX_REVISION, STEPS, Vote

MAX_BYTES: Final = 2048
MAX_CODE: Final = 24
MAX_KIND: Final = 80
MOST_CHECKS: Final = 6
"""Checks of a post that the teacher's phone can name."""
COMMANDS: Final = (
    *("next", "back", "toggle", "replay", "slow", "again", "skip", "lock", "end", "reach"),
    *(f"check-{number}" for number in range(1, MOST_CHECKS + 1)),
)
"""What the teacher's phone may ask of the wall."""


class MalformedError(Exception):
    """A message that no honest page sends; the text is for the log, never for the sender."""


@dataclass(frozen=True, slots=True)
class JoinMessage:
    """A code, and the token of a seat that was had before."""

    code: str
    token: str | None


@dataclass(frozen=True, slots=True)
class VoteMessage:
    """A seat's vote on item `index`."""

    token: str
    index: int
    vote: Vote


def read(raw: bytes | str) -> dict[str, Any]:
    """Return the JSON object in `raw`. Raises MalformedError."""
    if len(raw) > MAX_BYTES:
        raise MalformedError("too long")
    try:
        data = json.loads(raw, parse_constant=_no_constants)
    except (ValueError, RecursionError) as error:
        raise MalformedError("not JSON") from error
    if not isinstance(data, dict):
        raise MalformedError("not an object")
    return data


def join_message(data: dict[str, Any]) -> JoinMessage:
    """Return the join in `data`; a code that cannot be one is the empty string. Raises MalformedError."""
    _only(data, {"code", "token"}, {"code"})
    code, token = data["code"], data.get("token")
    if not isinstance(code, str) or len(code) > MAX_CODE:
        raise MalformedError("code")
    if token is not None and not is_token(token):
        raise MalformedError("token")
    return JoinMessage(tidy_code(code, JOIN_LENGTH) or "", token)


def token_of(data: dict[str, Any]) -> str:
    """Return the token in `data`. Raises MalformedError."""
    token = data.get("token")
    if not is_token(token):
        raise MalformedError("token")
    return str(token)


def state_message(data: dict[str, Any]) -> tuple[str, int, int | None]:
    """Return the token, the version that the phone knows (-1: none), and the item it is busy with, if any.

    Raises MalformedError.
    """
    _only(data, {"token", "v", "busy"}, {"token", "v"})
    busy = data.get("busy")
    return token_of(data), _whole(data["v"], -1, 10**9), None if busy is None else _whole(busy, 0, 10_000)


def busy_message(data: dict[str, Any]) -> int:
    """Return the item that the phone is busy with: it points, names or changes. Raises MalformedError."""
    _only(data, {"t", "item"}, {"t", "item"})
    return _whole(data["item"], 0, 10_000)


def vote_message(data: dict[str, Any], token: str | None = None) -> VoteMessage:
    """Return the vote in `data`; `token` is that of the connection, if it has one. Raises MalformedError."""
    named = {"item", "rev", "step"} | ({"token"} if token is None else {"t"})
    _only(data, named | {"tap", "kind"}, named)
    kind, tap = data.get("kind"), data.get("tap")
    if kind is not None and (not isinstance(kind, str) or len(kind) > MAX_KIND):
        raise MalformedError("kind")
    vote = Vote(
        rev=_whole(data["rev"], 1, MAX_REVISION),
        step=_whole(data["step"], 1, STEPS),
        tap=None if tap is None else _place(tap),
        kind=kind,
    )
    return VoteMessage(token or token_of(data), _whole(data["item"], 0, 10_000), vote)


def reason_message(data: dict[str, Any]) -> tuple[str, int, str]:
    """Return the token, the item and the words in `data`. Raises MalformedError."""
    _only(data, {"token", "item", "text"}, {"token", "item", "text"})
    text = data["text"]
    if not isinstance(text, str) or len(text) > RAW:
        raise MalformedError("text")
    return token_of(data), _whole(data["item"], 0, 10_000), text


def teacher_message(data: dict[str, Any]) -> tuple[str, str | None]:
    """Return the teacher's code ("" when it cannot be one) and the command, if any. Raises MalformedError."""
    _only(data, {"code", "do"}, {"code"})
    code, command = data["code"], data.get("do")
    if not isinstance(code, str) or len(code) > MAX_CODE:
        raise MalformedError("code")
    if command is not None and command not in COMMANDS:
        raise MalformedError("command")
    return tidy_code(code, TEACHER_LENGTH) or "", command


def _only(data: dict[str, Any], allowed: set[str], needed: set[str]) -> None:
    if not needed <= data.keys() <= allowed:
        raise MalformedError("fields")


def _whole(value: object, low: int, high: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise MalformedError("number")
    return value


def _place(value: object) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2:
        raise MalformedError("place")
    x, y = value
    for number in (x, y):
        if isinstance(number, bool) or not isinstance(number, (int, float)) or not 0 <= number <= 1:
            raise MalformedError("place")
    return float(x), float(y)


def _no_constants(name: str) -> NoReturn:
    raise ValueError(name)
