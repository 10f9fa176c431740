"""The list "before I share" outside the game: a picture to send, a page to print."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

import pygame

from game import resources
from game.campaign.model import Check, ReportPlace
from game.files import write_whole
from game.play.context import Context
from game.ui.icons import Icons
from game.ui.layout import Node, column, fixed, flex, item, pad, row, spacer, stack
from game.ui.painter import Look, Painter
from game.ui.presets import drawing
from game.ui.scene import Layout
from game.ui.screen import Canvas
from game.ui.text import Fonts, Typesetter
from game.ui.theme import theme_at
from game.ui.widgets.base import State
from game.ui.widgets.controls import IconText, Label

SIZE = (1240, 1754)
"""Pixels: A4 upright at 150 dots per inch."""
_SCALE = 1.5
"""Pixels of the picture to one of the canvas."""
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


def page(context: Context, checks: Sequence[Check], places: Sequence[ReportPlace]) -> str:
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


def save_page(context: Context, checks: Sequence[Check], places: Sequence[ReportPlace], folder: Path) -> Path:
    """Save the page in `folder`; return its path. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"chinmi-{context.language}.html"
    write_whole(path, page(context, checks, places))
    return path


def save_picture(
    context: Context, checks: Sequence[Check], places: Sequence[ReportPlace], folder: Path
) -> Path:
    """Save the list as a PNG in `folder`; return its path. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"chinmi-{context.language}.png"
    surface = picture(context, checks, places)
    partial = path.with_suffix(".partial.png")
    try:
        pygame.image.save(surface, str(partial))
        partial.replace(path)
    except pygame.error as error:
        raise OSError(str(error)) from error
    finally:
        partial.unlink(missing_ok=True)
    return path


def picture(context: Context, checks: Sequence[Check], places: Sequence[ReportPlace]) -> pygame.Surface:
    """Return the list drawn on a sheet of paper."""
    surface = pygame.Surface(SIZE)
    p = Painter(surface, _look(), _SCALE)
    layout = Layout(Canvas(_SCALE, SIZE[0] / _SCALE, SIZE[1] / _SCALE), p.look)
    surface.fill(pygame.Color(p.palette.paper_lit))
    for widget in _sheet(context, checks, places).place(layout, layout.area):
        widget.draw(p, State())
    return surface


def _sheet(context: Context, checks: Sequence[Check], places: Sequence[ReportPlace]) -> Node:
    t = context.t
    texts = [f"{place.title.get(t.language)}: {place.how.get(t.language)}" for place in places]
    return pad(
        column(
            Label(name="title", text=t("share.title"), style="verdict", tone="ink", floor=0.6),
            item(drawing("line", lambda p, box: p.fill(box, p.palette.ink)), height=fixed("xs")),
            *(item(_line(check, t.language), main=flex(most="print_line")) for check in checks),
            spacer(fixed("hair")),
            column(
                Label(name="report", text=t("share.report"), style="h3", tone="ink"),
                *(
                    Label(name=f"place-{i}", text=text, style="note", tone="ink")
                    for i, text in enumerate(texts)
                ),
                gap="m",
            ),
            gap="m",
        ),
        "print_margin",
    )


def _line(check: Check, language: str) -> Node:
    """Return one check: icon, what to do, how, and a box to tick."""
    words = column(
        Label(name="title", text=check.title.get(language), style="h3", tone="ink", floor=0.7, max_lines=1),
        Label(name="how", text=check.how.get(language), style="note", tone="ink"),
        gap="xs",
        lead="centre",
    )
    tick = drawing(
        "tick",
        lambda p, box: p.panel(
            box, p.look.theme.radii.label, None, p.palette.ink, p.look.theme.stroke.selected
        ),
    )
    line = row(
        IconText(name="icon", icon=check.icon, tone="ink", icon_size="icon_check"),
        item(words, main=flex()),
        item(tick, width=fixed("tick_box"), height=fixed("tick_box"), down="centre"),
        gap="xl",
    )
    ground = drawing("ground", lambda p, box: p.panel(box, p.look.theme.radii.control, p.palette.paper_2))
    return stack(ground, pad(line, x="xl", y="m"))


def _look() -> Look:
    theme = theme_at(resources.assets() / "theme.yaml")
    fonts = Fonts()
    return Look(
        theme=theme,
        palette=theme.themes["light_table"],
        icons=Icons(resources.assets() / "icons"),
        type=Typesetter(fonts, _SCALE, 1.0),
        fonts=fonts,
        reduced_motion=True,
    )
