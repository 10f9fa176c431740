"""Long texts on paper, in pages: headings, paragraphs, and the keys that turn the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.i18n import Translator
from game.ui.geometry import Box
from game.ui.layout import Node, column, content, fixed, flex, item, pad, row, spacer, stack
from game.ui.scene import Layout
from game.ui.screen_part import screen_part
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, Panel

Passage = tuple[str, str]
"""A heading (may be empty) and a text."""


def lines_per_page(
    layout: Layout, text: str, style: str, width: float, height: float, *, grow: bool = True
) -> list[str]:
    """Break `text` into pages of whole lines that fit `height`; text is paged, never shrunk."""
    kind, s = layout.look.theme.type[style], layout.canvas.scale
    setting = layout.look.type.set(text, kind, width * s, 1e9, grow=grow)
    per_page = max(1, int(height * s // setting.line_px))
    lines = setting.lines
    return ["\n".join(lines[i : i + per_page]) for i in range(0, len(lines), per_page)] or [""]


@screen_part(frozen=True, slots=True, eq=False)
class TextPage(Node):
    """Long texts on paper, in pages: headings, paragraphs, page keys. Nothing scrolls by itself."""

    facts: Sequence[Passage]
    page: int
    turn: Callable[[int], None]
    """Called with how many pages to go."""
    t: Translator

    def natural(self, layout: Layout, width: float) -> tuple[float, float]:
        """Return nothing: it takes what it is given."""
        return width, 0.0

    def place(self, layout: Layout, box: Box) -> list[Widget]:
        """Return the paper with its page, and the keys where there is more than one."""
        foot = layout.length("action")
        gap = layout.length("m")
        x, y = layout.length("xxl"), layout.length("xl")
        width = min(box.w - 2 * x, layout.length("reading"))
        pages = paginate(layout, self.facts, width, box.h - foot - gap - 2 * y)
        at = min(self.page, len(pages) - 1)
        text = column(*(column(*fact, gap="hair") for fact in pages[at]), gap="m")
        sheet = stack(
            Panel(name="page.paper", paper=True, corner="key"),
            pad(item(text, width=fixed(width), across="start"), x="xxl", y="xl"),
        )
        keys = self._keys(at, len(pages)) if len(pages) > 1 else spacer()
        return column(item(sheet, main=flex()), item(keys, main=fixed("action")), gap="m").place(layout, box)

    def _keys(self, at: int, total: int) -> Node:
        t = self.t
        back = Button(
            name="page.back", icon="back", text=t("page.back"), press=lambda: self.turn(at - 1 - self.page),
            enabled=at > 0, shortcuts=("pageup", "left") if at > 0 else (),
        )  # fmt: skip
        more = at < total - 1
        forth = Button(
            name="page.next", icon="next", icon_after=True, text=t("page.next"), first=True,
            press=lambda: self.turn(at + 1 - self.page), enabled=more,
            shortcuts=("pagedown", "right") if more else (),
        )  # fmt: skip
        number = Label(
            name="page.number", text=t("page.of", n=at + 1, total=total), align="centre", valign="centre",
            tone="text_mid",
        )  # fmt: skip
        return row(
            item(back, width=content("page_key")),
            item(number, main=flex()),
            item(forth, width=content("page_key")),
        )


def paginate(
    layout: Layout, facts: Sequence[Passage], width: float, height: float
) -> list[list[list[Label]]]:
    """Return the labels of each fact on each page, in a column of `width` x `height` canvas px."""
    pages: list[list[list[Label]]] = [[]]
    near, gap = layout.length("hair"), layout.length("m")
    used = 0.0
    for heading, text in facts:
        head_h = layout.height(heading, "label", width) + near if heading else 0.0
        for part in lines_per_page(layout, text, "body", width, height - head_h - gap):
            need = head_h + layout.height(part, "body", width) + gap
            if used and used + need > height + gap:
                pages.append([])
                used = 0.0
            number = len(pages[-1])
            fact = [Label(name=f"page.text-{number}", text=part, tone="ink")]
            if heading:
                fact.insert(0, Label(name=f"page.head-{number}", text=heading, style="label", tone="ink_mid"))
            pages[-1].append(fact)
            used += need
    return pages
