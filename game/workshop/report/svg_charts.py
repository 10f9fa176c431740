"""Small charts as inline SVG. Colour, shape and words say the same thing; all numbers come from us.

Sizes are CSS pixels; texts are escaped here, so a chart is safe to place as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from game.i18n import number, percent
from game.workshop.report.svg import GREY, INK, line, picture, text

if TYPE_CHECKING:
    from game.quiz.discernment import CalibrationRow
    from game.workshop.class_result import Measure

STEP_COLOURS: Final = ("#4E9BF0", "#8ABDF8", "#C3DCFA", "#FFDDBB", "#FFBC80", "#FF9640")
PLAIN: Final = "#BFC3C8"
TOP: Final = 3.5
"""The d' at the right end of the scale; more is drawn at the end."""
LOW: Final = -0.5


def histogram(counts: Sequence[int], labels: tuple[str, str], name: str, *, plain: bool = False) -> Markup:
    """Return the six steps as bars; `labels` are the words for both halves, as real and manipulated.

    `plain`: without the colours of a verdict.
    """
    width, height, base = 280.0, 128.0, 96.0
    most = max(1, *counts)
    parts = []
    for i, n in enumerate(counts):
        x = 8 + i * 44 + (8 if i > 2 else 0)
        h = 74.0 * n / most
        rect = f'x="{x}" y="{base - h:.1f}" width="36" height="{max(1.0, h):.1f}" rx="3"'
        colour = PLAIN if plain else STEP_COLOURS[i]
        parts.append(f'<rect {rect} fill="{colour}" stroke="{INK}" stroke-width=".6"/>')
        parts.append(text(x + 18, base - h - 5, str(n), anchor="middle", bold=True))
    parts.append(line(4, base + 0.5, 140, base + 0.5))
    parts.append(line(146, base + 0.5, 276, base + 0.5))
    parts.append(text(72, base + 20, labels[0], anchor="middle"))
    parts.append(text(212, base + 20, labels[1], anchor="middle"))
    told = ", ".join(str(n) for n in counts)
    return picture(width, height, f"{name}: {told}", *parts)


def sharpness(rows: Sequence[tuple[str, Measure]], language: str) -> Markup:
    """Return d' of each block as a dot with one standard error to each side."""
    left, right, step = 190.0, 600.0, 46.0
    height = 40 + step * len(rows)

    def at(value: float) -> float:
        return left + (right - left) * (min(TOP, max(LOW, value)) - LOW) / (TOP - LOW)

    parts = []
    for tick in (0, 1, 2, 3):
        dash = "" if tick == 0 else "2 4"
        parts.append(line(at(tick), 14, at(tick), height - 26, INK if tick == 0 else GREY, 1, dash))
        parts.append(text(at(tick), height - 8, str(tick), anchor="middle"))
    for i, (name, measure) in enumerate(rows):
        y = 34 + i * step
        low, high = at(measure.dprime - measure.error), at(measure.dprime + measure.error)
        parts.append(text(4, y + 5, name, size=15))
        parts.append(line(low, y, high, y, INK, 3))
        parts += [line(x, y - 7, x, y + 7, INK, 3) for x in (low, high)]
        parts.append(f'<circle cx="{at(measure.dprime):.1f}" cy="{y}" r="8" fill="{INK}"/>')
    told = "; ".join(
        f"{name} {number(language, m.dprime, '0.0')} ± {number(language, m.error, '0.0')}" for name, m in rows
    )
    return picture(640, height, told, *parts)


def suspicion(criterion: float, words: tuple[str, str, str], language: str) -> Markup:
    """Return the leaning of the class on a line from trusting to suspicious."""
    left, right = 40.0, 600.0
    leaning = min(1.5, max(-1.5, -criterion))
    x = left + (right - left) * (leaning + 1.5) / 3
    middle = (left + right) / 2
    edge = (right - left) * 0.3 / 3
    parts = [
        f'<rect x="{left}" y="26" width="{right - left}" height="14" rx="7" fill="#E6E1D6"/>',
        f'<rect x="{middle - edge:.1f}" y="26" width="{2 * edge:.1f}" height="14" fill="#BFC3C8"/>',
        f'<path d="M{x:.1f} 44l-10 16h20z" fill="{INK}"/>',
        line(x, 22, x, 44, INK, 3),
        text(left, 18, words[0]),
        text(middle, 18, words[1], anchor="middle"),
        text(right, 18, words[2], anchor="end"),
    ]
    return picture(
        640, 66, f"{words[0]} - {words[1]} - {words[2]}: {number(language, leaning, '+0.0;-0.0')}", *parts
    )


def calibrated(rows: Sequence[CalibrationRow], names: Sequence[str], language: str) -> Markup:
    """Return the share of right calls at each level of confidence, against the honest line."""
    left, bottom, top, step = 60.0, 170.0, 20.0, 150.0

    def y(share: float) -> float:
        return bottom - (bottom - top) * max(0.0, (share - 0.25) / 0.75)

    parts = []
    for share in (0.5, 0.75, 1.0):
        parts.append(line(left, y(share), left + 3 * step, y(share), "#BFC3C8", 1))
        parts.append(text(left - 8, y(share) + 5, percent(language, share), anchor="end"))
    places = [left + step * (i + 0.5) for i in range(3)]
    for a, b in ((0, 1), (1, 2)):
        parts.append(line(places[a], y(rows[a].said), places[b], y(rows[b].said), INK, 2, "6 5"))
    for x, row, name in zip(places, rows, names, strict=True):
        parts.append(text(x, bottom + 24, name, anchor="middle"))
        if row.right is not None:
            parts.append(line(x, y(row.said), x, y(row.right), GREY, 2))
            size = 5 + min(9.0, row.clips**0.5 / 1.6)
            parts.append(f'<circle cx="{x}" cy="{y(row.right):.1f}" r="{size:.1f}" fill="{INK}"/>')
    pairs = zip(names, rows, strict=True)
    told = "; ".join(f"{n} {percent(language, r.right)}" for n, r in pairs if r.right is not None)
    return picture(540, 204, told, *parts)
