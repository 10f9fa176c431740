"""The profile's figures as drawings, until the profile is laid out as a tree.

As parts of a tree they are in `summary_panels`, `check_result.gain_text` and the widget `ShareRange`.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

from game.i18n import Translator, percent
from game.quiz import bands
from game.quiz.bands import dprime_band
from game.quiz.gain import CHANGES, Gain
from game.quiz.mastery import Estimate
from game.quiz.summary import Summary
from game.ui.geometry import Box
from game.ui.painter import Painter


def sharp(p: Painter, box: Box, t: Translator, told: Summary) -> None:
    """Draw how sharp the eyes are: a band in words, five bars, the likely range."""
    c = p.palette
    reading = told.sharpness
    p.icon("eye", box.x + 16, box.y + 18, 34, c.text)
    p.text(
        Box(box.x + 44, box.y + 2, box.w - 44, 32),
        t("summary.sharp"),
        "body",
        c.text_mid,
        valign="centre",
        max_lines=1,
        floor=0.8,
    )
    head = Box(box.x, box.y + 40, box.w, 52)
    if reading is None:
        p.text(head.without_bottom(-30), t("summary.not_enough"), "h2", c.text, floor=0.6, max_lines=2)
        return
    p.text(head, t(f"band.dprime.{reading.band}"), "h1", c.text, valign="centre", floor=0.6, max_lines=1)
    bars = Box(box.x, box.y + 100, box.w, 38)
    chosen = bands.DPRIME_BANDS.index(reading.band)
    cells = bars.columns((1.0,) * 5, 10)
    for i, cell in enumerate(cells):
        bar = cell.bottom_strip(14 + i * 6)
        p.panel(bar, 4, c.paper if i <= chosen else None, c.edge if i > chosen else None, 2)
    left, right = (bars.x + bars.w * v / 5 for v in (reading.low, reading.high))
    y = bars.bottom + 8
    for x in (left, right - 3):
        p.line(x, y, x, y + 10, c.text_mid, 3)
    p.line(left, y + 10, right, y + 10, c.text_mid, 3)
    low = Box(box.x, y + 14, box.w, box.bottom - y - 14)
    wide = low.w * 0.36
    p.text(low.left(wide), t("summary.like_guessing"), "caption", c.text, grow=False, floor=0.9, max_lines=1)
    words = t("summary.range", n=told.rounds)
    w = p.measure(words, "caption", grow=False)[0]
    x = min(max((left + right) / 2 - w / 2, low.x + wide + 8), low.right - w)
    p.text(Box(x, low.y, w + 2, low.h), words, "caption", c.text_mid, grow=False, max_lines=1)


def dial(p: Painter, box: Box, t: Translator, told: Summary) -> None:
    """Draw which way the player leans, with both sorts of mistakes in numbers."""
    c = p.palette
    reading = told.leaning
    facts = [t(f"fact.{f.id}", n=f.count, of=f.of) for f in told.facts]
    dial_box = box.right_strip(_dial_width(p, box.w, facts, t))
    words = box.left(box.w - dial_box.w - 12)
    p.text(
        Box(words.x, words.y, words.w + 50, 34),
        t("summary.dial"),
        "body",
        c.text_mid,
        valign="centre",
        max_lines=1,
        floor=0.7,
    )
    words_told = t("summary.not_enough") if reading is None else t(f"band.bias.{reading.band}")
    head = Box(words.x, words.y + 34, words.w, 40)
    if not p.fits(head, words_told, "h2", floor=0.75):
        rest = words.h - 36 - p.measure("\n".join(facts), "caption", words.w, grow=False)[1]
        high = max(54.0, min(78.0, rest, p.measure(words_told, "h2", words.w)[1]))
        head = Box(head.x, head.y, head.w, high)
    p.text(head, words_told, "h2", c.text, floor=0.6, max_lines=2)
    low = Box(words.x, head.bottom + 2, words.w, words.bottom - head.bottom - 2)
    p.text(low, "\n".join(facts), "caption", c.text_mid, grow=False, floor=0.9)
    _gauge(p, dial_box, t, None if reading is None else reading.at)


def _dial_width(p: Painter, width: float, facts: Sequence[str], t: Translator) -> float:
    """Return the width of the dial: narrower for long facts, and never too narrow for its own words."""
    fact = max((p.measure(f, "caption", grow=False)[0] for f in facts), default=0.0)
    ends = f"{t('summary.too_trusting')} {t('summary.too_suspicious')}".split()
    least = 2 * max(p.measure(word, "caption", grow=False)[0] for word in ends) - 8
    return max(least, 200.0, min(300.0, width * 0.52, width - fact - 16))


def _gauge(p: Painter, box: Box, t: Translator, at: float | None) -> None:
    c = p.palette
    top = box.top(26)
    p.text(top, t("summary.balanced"), "caption", c.text, align="centre", grow=False)
    two_lines = 1.76 * p.measure("A", "caption", grow=False)[1]
    radius = min(box.w * 0.36, box.h - 44 - two_lines)
    cx, cy = box.cx, box.y + 30 + radius
    colours = (c.scale[0], c.scale[2], c.paper, c.scale[3], c.scale[5])
    for i, colour in enumerate(colours):
        start, end = pi + pi * i / 5 + 0.03, pi + pi * (i + 1) / 5 - 0.03
        p.arc(cx, cy, radius, radius * 0.66, start, end, colour)
    if at is not None:
        angle = pi + pi * at / 5
        tip = (cx + radius * 0.86 * cos(angle), cy + radius * 0.86 * sin(angle))
        side = angle + pi / 2
        base = [(cx + 9 * cos(side), cy + 9 * sin(side)), (cx - 9 * cos(side), cy - 9 * sin(side))]
        p.outline([base[0], tip, base[1]], c.room0, 6)
        p.polygon([base[0], tip, base[1]], "#FFFFFF")
        p.disc(cx, cy, 16, c.room0)
        p.disc(cx, cy, 13, "#FFFFFF")
    low = Box(box.x, cy + 16, box.w, max(24.0, box.bottom - cy - 14))
    left, right = low.inset(-8, 0).columns((1.0, 1.0), 4)
    p.text(left, t("summary.too_trusting"), "caption", c.text, grow=False, floor=0.9, max_lines=2)
    p.text(
        right,
        t("summary.too_suspicious"),
        "caption",
        c.text,
        align="right",
        grow=False,
        floor=0.9,
        max_lines=2,
    )


def calibration(p: Painter, box: Box, t: Translator, told: Summary) -> None:
    """Draw how sure the player was against how often that was right."""
    c = p.palette
    p.text(box.top(34), t("summary.calibration"), "body", c.text_mid, valign="centre", max_lines=1, floor=0.7)
    foot_h = 52.0
    words = box.bottom_strip(foot_h)
    plot = Box(box.x + 58, box.y + 54, box.w - 74, box.h - 54 - foot_h - 44)

    def y_of(share: float) -> float:
        return plot.y + plot.h * (1 - max(0.0, (share - 0.25) / 0.75))

    for share in (0.5, 0.75, 1.0):
        p.line(plot.x, y_of(share), plot.right, y_of(share), c.hairline)
        label = Box(box.x - 8, y_of(share) - 13, 60, 26)
        p.text(
            label,
            percent(t.language, share),
            "caption",
            c.text_mid,
            align="right",
            valign="centre",
            grow=False,
        )
    p.line(plot.x, plot.bottom, plot.right, plot.bottom, c.edge)
    rows = told.calibration
    places = plot.columns((1.0,) * len(rows), 0)
    for a, b in zip(range(len(rows)), range(1, len(rows)), strict=False):
        _dashes(p, places[a].cx, y_of(rows[a].said), places[b].cx, y_of(rows[b].said), c.text)
    for row, place in zip(rows, places, strict=True):
        name = Box(place.x - 6, plot.bottom + 14, place.w + 12, 28)
        p.text(
            name,
            t(f"sureness.{row.sureness}"),
            "caption",
            c.text_mid,
            align="centre",
            grow=False,
            floor=0.9,
            max_lines=1,
        )
        if row.right is None:
            continue
        p.line(place.cx, y_of(row.said), place.cx, y_of(row.right), c.edge, 3)
        size = 6 + 1.5 * min(6, row.clips)
        p.disc(place.cx, y_of(row.right), size + 2, c.room0)
        p.disc(place.cx, y_of(row.right), size, c.paper)
    p.text(
        words,
        t("summary.below_line"),
        "caption",
        c.text,
        grow=False,
        floor=0.9,
        max_lines=2,
        valign="bottom",
    )


def _dashes(p: Painter, x0: float, y0: float, x1: float, y1: float, colour: str) -> None:
    steps = 12
    for i in range(0, steps, 2):
        a, b = i / steps, (i + 1) / steps
        start = (x0 + (x1 - x0) * a, y0 + (y1 - y0) * a)
        end = (x0 + (x1 - x0) * b, y0 + (y1 - y0) * b)
        p.outline([start, end], colour, 2, closed=False)


def band_bar(p: Painter, box: Box, estimate: Estimate, goal: float) -> None:
    """Draw a share 0..1: where it likely lies, its middle, and the goal."""
    c = p.palette
    p.panel(box, 5, c.room0, c.edge, 2)
    if estimate.shown:
        low, high = estimate.low, estimate.high
        p.panel(Box(box.x + box.w * low, box.y, box.w * (high - low), box.h), 5, c.room3, c.text, 2)
        p.panel(Box(box.x + box.w * estimate.share - 3, box.y - 4, 6, box.h + 8), 3, c.text)
    x = box.x + box.w * goal
    for y in range(int(box.y) - 6, int(box.bottom) + 6, 6):
        p.fill(Box(x - 1, y, 2, 3), c.text_mid)


def draw_gain(p: Painter, box: Box, t: Translator, gain: Gain | None) -> None:
    """Draw on paper what has changed between two checks, or what a second check will tell."""
    c = p.palette
    p.icon("target", box.x + 30, box.y + 30, 56, c.ink)
    head = Box(box.x + 80, box.y, box.w - 80, 60)
    title = t("gain.none") if gain is None else t(f"gain.{gain.change}")
    p.text(head, title, "h2", c.ink, valign="centre", floor=0.6, max_lines=2)
    rest = box.without_top(68)
    if gain is None:
        p.text(rest, t("gain.none_text"), "body", c.ink, floor=0.75)
        return
    scale_h = 74.0
    lines = [t(f"gain.lean.{gain.lean_change}"), t("gain.rough")]
    was, now = dprime_band(gain.before.counts), dprime_band(gain.after.counts)
    if was is not None and now is not None:
        words = t(f"band.dprime.{was.band}"), t(f"band.dprime.{now.band}")
        lines = [t("gain.was", band=words[0]), t("gain.now", band=words[1]), *lines]
    if gain.change == "same":
        lines.append(t("gain.same_text"))
    p.text(rest.without_bottom(scale_h + 10), "\n".join(lines), "body", c.ink, floor=0.75)
    _draw_change(p, rest.bottom_strip(scale_h), t, gain)


def _draw_change(p: Painter, box: Box, t: Translator, gain: Gain) -> None:
    """Draw five cells from duller to sharper, the one of this gain filled."""
    c = p.palette
    low = box.bottom_strip(28)
    cells = box.without_bottom(34).columns((1.0,) * len(CHANGES), 8)
    for change, cell in zip(CHANGES, cells, strict=True):
        chosen = change == gain.change
        p.panel(cell, 6, c.ink if chosen else None, c.ink_mid if not chosen else None, 2)
        if chosen:
            p.icon("check", cell.cx, cell.cy, 24, c.paper)
    p.text(low, t("gain.duller"), "caption", c.ink_mid, grow=False, max_lines=1)
    p.text(low, t("gain.scale"), "caption", c.ink_mid, align="centre", grow=False, max_lines=1)
    p.text(low, t("gain.sharper"), "caption", c.ink_mid, align="right", grow=False, max_lines=1)
