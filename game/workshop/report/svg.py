"""The parts of which the charts of a report are made: a picture, a text, a line. Sizes are CSS pixels."""

from __future__ import annotations

from html import escape
from typing import Final

from markupsafe import Markup

INK: Final = "#17181A"
GREY: Final = "#6B665C"


def picture(width: float, height: float, label: str, *parts: str) -> Markup:
    """Return `parts`, whose texts are escaped, as one picture; `label` says the same in words."""
    body = "".join(parts)
    return Markup(  # noqa: S704 - every text in `parts` was escaped, and all else is numbers
        f'<svg viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" role="img" '
        f'aria-label="{escape(label)}">{body}</svg>'
    )


def text(x: float, y: float, words: str, *, size: int = 13, anchor: str = "start", bold: bool = False) -> str:
    """Return `words` at a place."""
    weight = ' font-weight="600"' if bold else ""
    style = f'font-size="{size}" text-anchor="{anchor}" fill="{INK}"{weight}'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(words)}</text>'


def line(
    x0: float, y0: float, x1: float, y1: float, colour: str = INK, width: float = 1.5, dash: str = ""
) -> str:
    """Return a line from one place to another; `dash` as SVG writes it."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" stroke="{colour}" '
        f'stroke-width="{width}"{dashes}/>'
    )
