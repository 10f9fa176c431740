"""How the parts of a screen are declared: `screen_part` is `dataclass`, made in a third of the time.

A start declares two dozen of them, and a screen makes hundreds of each. No two of them are equal. That
nothing in one changes afterwards is held by the type checker alone, which reads `screen_part` as `dataclass`:
the guards of a frozen class, with a `repr` for each, would cost more than the rest of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as screen_part
else:
    from dataclasses import dataclass
    from functools import partial

    def screen_part(**said: bool) -> Any:
        """Declare a part as `dataclass` would, without guards, `repr` and comparison of its own."""
        return partial(dataclass, **{**said, "frozen": False, "repr": False, "eq": False})


__all__ = ["screen_part"]
