"""Changes to plain data: what a writer of records gets wrong, with the format round it right."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from random import Random
from typing import Any, Final

VALUES: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**63, 10**39, -(10**39), 0.0, -0.0, 0.5, 1e308, -1e308, 5e-324),
    *("", " ", "x" * 70000, "\x1b[31m", "\u202e", "a\nb", "../../x", "/etc/passwd", "C:\\x", "~", "{}", "0"),
    *("True", "null", "Ўқувчи", "oʻgʻ", "о'г'", "\ud800", "sha256:" + "0" * 64, "http://127.0.0.1/", "a:b"),
    *([], {}, [[]], [None], {"": None}, {"a": {"b": {"c": []}}}, [0.1, 0.2], [[0.1, 0.2]] * 3, ["a", "a"]),
)


def varied(random: Random, data: Any, keys: Sequence[str] = (), times: int = 3) -> Any:
    """Return a copy of `data` with up to `times` values put wrong; `keys` are fields that some record has."""
    box = [deepcopy(data)]
    for _ in range(random.randint(1, times)):
        _vary(random, *_place(random, box), keys)
    return box[0]


def _place(random: Random, box: list[Any]) -> tuple[Any, Any]:
    """Return a list or mapping somewhere in the data and one of its indices or keys."""
    here: Any = box
    at: Any = 0
    while True:
        inner = here[at]
        if not isinstance(inner, list | dict) or not inner or (here is not box and random.random() < 0.25):
            return here, at
        here = inner
        at = random.randrange(len(here)) if isinstance(here, list) else random.choice(list(here))


def _vary(random: Random, here: Any, at: Any, keys: Sequence[str]) -> None:
    how = random.randrange(8)
    value = here[at]
    if how == 0 and isinstance(here, dict):
        del here[at]
    elif how == 1 and isinstance(here, dict):
        here[random.choice((*keys, "x", "\x1b", ""))] = value
    elif how == 2 and isinstance(here, list):
        here.insert(random.randrange(len(here) + 1), deepcopy(value))
    elif how == 3 and isinstance(value, list):
        here[at] = (value * random.choice((2, 3, 300)))[:3000]
    elif how == 4 and isinstance(value, int | float) and not isinstance(value, bool):
        here[at] = random.choice((-value, value + 1, value - 1, value * 1000, float(value), value / 3))
    elif how == 5 and isinstance(value, str):
        cut = random.randrange(len(value) + 1)
        here[at] = value[:cut] + str(random.choice(VALUES))[:40] + value[cut:]
    elif how == 6 and isinstance(value, list):
        random.shuffle(value)
    else:
        here[at] = deepcopy(random.choice(VALUES))
