"""The charts of a fleet's report as inline SVG: values with their errors, shares, and machines by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from game.i18n import number, percent
from game.workshop.report.svg import GREY, INK, line, picture, text

if TYPE_CHECKING:
    from datetime import date

    from markupsafe import Markup

    from game.fleet.clip_figures import Fooled
    from game.fleet.pooled import Estimated

WIDTH: Final = 720.0
LEFT: Final = 210.0
"""Where the scales begin: names stand before them."""
STEP: Final = 30.0
LONGEST: Final = 30
"""Characters of a name."""
BLUE: Final = "#154F9C"
ORANGE: Final = "#963F00"


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of a chart: its heading, from where to where it goes on the page, its ends and its ticks."""

    heading: str
    left: float
    right: float
    low: float
    high: float
    ticks: tuple[float, ...]

    def at(self, value: float) -> float:
        """Return where `value` lies; beyond the ends it is drawn at the end."""
        inside = min(self.high, max(self.low, value))
        return self.left + (self.right - self.left) * (inside - self.low) / (self.high - self.low)


def dots(
    names: Sequence[str],
    scales: Sequence[Scale],
    figures: Sequence[Sequence[Estimated | None]],
    language: str,
) -> Markup:
    """Return a row for each name: on each scale a dot with one standard error to each side."""
    height = 52 + STEP * len(names)
    parts = []
    for scale in scales:
        parts.append(text((scale.left + scale.right) / 2, 14, scale.heading, anchor="middle", bold=True))
        for tick in scale.ticks:
            dash = "" if tick == 0 else "2 4"
            parts.append(
                line(scale.at(tick), 24, scale.at(tick), height - 22, INK if tick == 0 else GREY, 1, dash)
            )
            parts.append(text(scale.at(tick), height - 6, number(language, tick, "0.#"), anchor="middle"))
    told = []
    for i, (name, row) in enumerate(zip(names, figures, strict=True)):
        y = 24 + STEP * (i + 0.5)
        parts.append(text(4, y + 5, _short(name), size=14))
        for scale, figure in zip(scales, row, strict=True):
            if figure is None:
                continue
            low, high = scale.at(figure.value - figure.error), scale.at(figure.value + figure.error)
            parts.append(line(low, y, high, y, INK, 3))
            parts += [line(x, y - 5, x, y + 5, INK, 2) for x in (low, high)]
            parts.append(f'<circle cx="{scale.at(figure.value):.1f}" cy="{y:.1f}" r="5.5" fill="{INK}"/>')
            words = with_error(figure, language)
            parts.append(text(scale.right + 10, y + 5, words, size=12))
            told.append(f"{name}, {scale.heading} {words}")
    return picture(WIDTH, height, "; ".join(told), *parts)


def shares(rows: Sequence[tuple[str, Fooled]], language: str) -> Markup:
    """Return a bar for each name: which share was fooled, with one standard error to each side."""
    scale = Scale("", 280.0, 640.0, 0.0, 1.0, (0.0, 0.25, 0.5, 0.75, 1.0))
    height = 30 + STEP * len(rows)
    parts = []
    for tick in scale.ticks:
        parts.append(
            line(scale.at(tick), 2, scale.at(tick), height - 22, INK if tick == 0 else GREY, 1, "2 4")
        )
        parts.append(text(scale.at(tick), height - 6, percent(language, tick), anchor="middle"))
    for i, (name, row) in enumerate(rows):
        y = 4 + STEP * (i + 0.5)
        parts.append(text(4, y + 5, _short(name, 38), size=14))
        size = f'x="{scale.left}" y="{y - 8:.1f}" width="{scale.at(row.share) - scale.left:.1f}" height="16"'
        parts.append(f'<rect {size} fill="#FFBC80" stroke="{INK}" stroke-width=".6"/>')
        low, high = scale.at(row.share - row.error), scale.at(row.share + row.error)
        parts.append(line(low, y, high, y, INK, 2))
        parts.append(text(scale.right + 14, y + 5, percent(language, row.share), size=14, bold=True))
    told = "; ".join(f"{name} {percent(language, row.share)}" for name, row in rows)
    return picture(WIDTH, height, told, *parts)


def by_day(days: Sequence[tuple[date, int]], label: str, name_day: tuple[str, str]) -> Markup:
    """Return a column for each day; `name_day` are the first and the last day in words."""
    most = max((n for _, n in days), default=1)
    base, top, left, right = 110.0, 20.0, 40.0, WIDTH - 20
    wide = (right - left) / max(1, len(days))
    highs = [(base - top) * n / most for _, n in days]
    parts = [
        f'<rect x="{left + i * wide:.2f}" y="{base - high:.1f}" width="{max(0.6, wide - 1):.2f}" '
        f'height="{high:.1f}" fill="{BLUE}"/>'
        for i, high in enumerate(highs)
    ]
    parts += [line(left, base, right, base), text(left - 6, top + 10, str(most), anchor="end")]
    parts += [text(left - 6, base, "0", anchor="end"), text(left, base + 18, name_day[0])]
    parts.append(text(right, base + 18, name_day[1], anchor="end"))
    return picture(WIDTH, 134, f"{escape(label)}: {name_day[0]} - {name_day[1]}", *parts)


def with_error(figure: Estimated, language: str) -> str:
    """Return a value and its error in two decimals; a rounded zero has no sign."""
    value = round(figure.value, 2) + 0.0
    return f"{number(language, value, '0.00')} ± {number(language, figure.error, '0.00')}"


def _short(name: str, longest: int = LONGEST) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1]}…"
