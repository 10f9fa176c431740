"""The list "before I share" outside the game: a picture to send, a page to print."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

import pygame

from game.campaign.model import Check, Place
from game.play.context import Context
from game.ui.geometry import Box
from game.ui.icons import Icons
from game.ui.painter import Look, Painter
from game.ui.text import Fonts, Typesetter

SIZE = (1240, 1754)
"""A4 upright at 150 dots per inch."""
_SCALE = 1.5
_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<style>
@page {{ size: A4; margin: 18mm; }}
body {{ font: 15pt/1.4 sans-serif; color: #17181A; max-width: 40em; margin: 2em auto; }}
h1 {{ font-size: 28pt; margin: 0 0 .6em; }}
li {{ margin: 0 0 .8em; break-inside: avoid; }}
ol {{ padding-left: 1.4em; }}
b {{ display: block; }}
h2 {{ font-size: 17pt; border-top: 2px solid #17181A; padding-top: .6em; }}
ul {{ list-style: none; padding: 0; font-size: 12.5pt; }}
</style></head><body>
<h1>{title}</h1>
<ol>
{checks}
</ol>
<h2>{report}</h2>
<ul>
{places}
</ul>
</body></html>
"""


def page(context: Context, checks: Sequence[Check], places: Sequence[Place]) -> str:
    """Return the list as a page of HTML that prints on one sheet and needs nothing from the network."""
    t = context.t

    def item(title: str, how: str) -> str:
        return f"<li><b>{html.escape(title)}</b>{html.escape(how)}</li>"

    return _PAGE.format(
        language=t.language,
        title=html.escape(t("share.title")),
        report=html.escape(t("share.report")),
        checks="\n".join(item(c.title.get(t.language), c.how.get(t.language)) for c in checks),
        places="\n".join(item(p.title.get(t.language), p.how.get(t.language)) for p in places),
    )


def save_page(context: Context, checks: Sequence[Check], places: Sequence[Place], folder: Path) -> Path:
    """Save the page in `folder`; return its path. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"chinmi-{context.language}.html"
    path.write_text(page(context, checks, places), "utf-8")
    return path


def save_picture(context: Context, checks: Sequence[Check], places: Sequence[Place], folder: Path) -> Path:
    """Save the list as a PNG in `folder`; return its path. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"chinmi-{context.language}.png"
    surface = picture(context, checks, places)
    try:
        pygame.image.save(surface, str(path))
    except pygame.error as error:
        raise OSError(str(error)) from error
    return path


def picture(context: Context, checks: Sequence[Check], places: Sequence[Place]) -> pygame.Surface:
    """Return the list drawn on a sheet of paper."""
    surface = pygame.Surface(SIZE)
    p = Painter(surface, _look(), _SCALE)
    c, t = p.palette, context.t
    surface.fill(pygame.Color(c.paper_lit))
    whole = Box(0, 0, SIZE[0] / _SCALE, SIZE[1] / _SCALE).inset(64, 60)
    p.text(whole.top(60), t("share.title"), "verdict", c.ink, floor=0.6)
    p.fill(Box(whole.x, whole.y + 70, whole.w, 4), c.ink)
    rows = Box(whole.x, whole.y + 96, whole.w, 124.0 * len(checks))
    for check, row in zip(checks, rows.rows((1.0,) * len(checks), 8), strict=True):
        p.panel(row, 10, c.paper_2)
        p.icon(check.icon, row.x + 58, row.cy, 62, c.ink)
        words = Box(row.x + 116, row.y + 12, row.w - 190, row.h - 24)
        title_h = min(34.0, p.measure(check.title.get(t.language), "h3", words.w)[1])
        p.text(words.top(title_h), check.title.get(t.language), "h3", c.ink, floor=0.7, max_lines=1)
        p.text(words.without_top(title_h + 4), check.how.get(t.language), "note", c.ink, floor=0.8)
        p.panel(Box(row.right - 58, row.cy - 18, 36, 36), 6, None, c.ink, 3)
    low = Box(whole.x, rows.bottom + 34, whole.w, whole.bottom - rows.bottom - 34)
    p.text(low.top(34), t("share.report"), "h3", c.ink)
    y = low.y + 44
    for place in places:
        text = f"{place.title.get(t.language)}: {place.how.get(t.language)}"
        high = p.measure(text, "note", low.w)[1]
        p.text(Box(low.x, y, low.w, high + 2), text, "note", c.ink)
        y += high + 10
    return surface


def _look() -> Look:
    from game import resources
    from game.ui.theme import read_theme

    theme = read_theme((resources.assets() / "theme.yaml").read_text("utf-8"), "theme.yaml")
    fonts = Fonts()
    return Look(
        theme=theme,
        palette=theme.themes["light_table"],
        icons=Icons(resources.assets() / "icons"),
        type=Typesetter(fonts, _SCALE, 1.0),
        fonts=fonts,
        reduced_motion=True,
    )
