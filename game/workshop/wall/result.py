"""The result of one clip: first the class alone, then the truth beside it, then something to talk about."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.content.regions import centroid
from game.media.clip import ClipPlayer
from game.play.chrome import NOWHERE, button_row, drawing, paragraph_pages
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Change, Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, Panel, tag
from game.workshop.room import Phase, Reopen
from game.workshop.wall.charts import draw_heat, draw_histogram, heat_surface
from game.workshop.wall.teaching import Teaching
from game.workshop.wall.wall_screen import WorkshopScreen

BAND = 112.0


class ResultScene(WorkshopScreen):
    """Closed: how the class voted and where it pointed. Shown: the verdict, and the truth on the frame."""

    name = "workshop-result"
    evidence_mode = True

    def __init__(self, teaching: Teaching) -> None:
        super().__init__(teaching)
        self.why = False
        self.why_page = 0
        self.heat_on = True
        self.original: ClipPlayer | None = None
        self.comparing = False
        room = teaching.room
        self._taps = room.taps()
        self._heat = heat_surface(self._taps, teaching.asked.aspect)

    # -- life --------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Stop on the frame on which the class pointed; get the original ready."""
        self._hold()
        if self.shown and self.teaching.asked.manipulated:
            self.original = self.teaching.open_original()
            if self.original is not None:
                self.original.seek(self.teaching.asked.moment)

    def leave(self) -> None:
        """Let go of the original."""
        if self.original is not None:
            self.original.close()
            self.original = None

    def update(self, now: float) -> Change:
        """Let both clips go on."""
        change = super().update(now)
        if self.original is not None and self.original.update():
            change = max(change, Change.LIVE)
        return change

    def settle(self) -> None:
        """Wait for both pictures."""
        super().settle()
        if self.original is not None:
            self.original.settle()

    def _hold(self) -> None:
        if self.player is not None:
            self.player.pause()
            self.player.seek(self.teaching.asked.moment)

    @property
    def shown(self) -> bool:
        """Tell whether the truth shows."""
        return self.teaching.room.phase is Phase.SHOWN

    # -- actions -----------------------------------------------------------------------------------

    def look_again(self) -> None:
        """Open the vote once more."""
        self.teaching.do(Reopen())

    def toggle_why(self) -> None:
        """Show the explanation in the place of the histogram, or take it away."""
        self.why = not self.why
        self.why_page = 0

    def more(self) -> None:
        """Turn to the next page of the explanation."""
        self.why_page += 1

    def toggle_compare(self) -> None:
        """Show the untouched original, or the edit again."""
        if self.original is None:
            return
        self.comparing = not self.comparing
        if self.player is not None:
            self.player.pause()
            self.original.seek(self.player.time)

    def toggle_heat(self) -> None:
        """Show or hide where the class pointed."""
        self.heat_on = not self.heat_on

    # -- picture -----------------------------------------------------------------------------------

    def picture(self) -> pygame.Surface | None:
        """Return the frame of the edit, or of the original while comparing."""
        if self.comparing and self.original is not None and self.original.frame is not None:
            return self.original.frame
        return super().picture()

    def draw_over(self, p: Painter, clip: Box) -> None:
        """Draw the heat map and, when it is shown, the truth."""
        item, still = self.teaching.asked, not self.is_playing()
        if self.heat_on and self._heat is not None and still:
            draw_heat(p, clip, self._heat, self._taps)
        if not self.shown:
            super().draw_over(p, clip)
            return
        c = p.palette
        if self.comparing:
            tag(p, clip.x + 12, clip.y + 12, "real", self.t("reveal.original"), c.real.on_dark)
        elif still:
            below = 12.0
            for tell in item.tells:
                kind = self.context.guide.kinds.get(tell.kind)
                if tell.outline is not None:
                    points = [
                        (clip.x + float(x) * clip.w, clip.y + float(y) * clip.h) for x, y in tell.outline
                    ]
                    p.outline(points, c.truth, 4, halo=8)
                if kind is not None:
                    high = tell.outline is not None and centroid(tell.outline)[1] > 0.6
                    y = clip.y + below if high else clip.bottom - 50 - below
                    tag(p, clip.x + 12, y, kind.icon, kind.name.get(self.t.language), c.truth)
                    below += 46
        super().draw_over(p, clip)

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Verdict and frame; histogram or explanation; prompt and keys."""
        box, t = self.top(layout), self.t
        foot = box.bottom_strip(64)
        prompt_text = self.prompt() if self.shown else t("workshop.talk_first")
        prompt_h = min(82.0, max(40.0, layout.height(prompt_text, "lead", box.w)))
        prompt = Box(box.x, foot.y - prompt_h - 10, box.w, prompt_h)
        upper = Box(box.x, box.y, box.w, prompt.y - box.y - 10)
        if layout.portrait:
            left = upper.top(upper.h * 0.56)
            right = upper.without_top(left.h + 16)
        else:
            left, right = upper.columns((0.41, 0.59), 36)
        stage = left
        widgets = self.bar(layout)
        if self.shown:
            band = left.top(BAND)
            stage = left.without_top(BAND + 16)
            widgets.append(drawing("verdict", band, self._verdict))
        widgets.append(drawing("glow", stage, lambda p, b: p.glow(b, p.look.theme.radii.key)))
        widgets.append(self.stage(stage))
        widgets += self._explanation(layout, right) if self.why else self._class(layout, right)
        widgets.append(
            Label(name="prompt", box=prompt, text=prompt_text, style="lead", floor=0.72, valign="centre")
        )
        return [*widgets, *self._foot(foot)]

    def _verdict(self, p: Painter, box: Box) -> None:
        c, item, t = p.palette, self.teaching.asked, self.t
        counts = self.teaching.room.distribution()
        leaned = sum(counts[3:]) if item.manipulated else sum(counts[:3])
        p.panel(box, 8, c.verdict(manipulated=item.manipulated).fill)
        p.icon("manipulated" if item.manipulated else "real", box.x + 56, box.cy, 68, c.ink)
        words = Box(box.x + 104, box.y + 10, box.w - 116, box.h - 20)
        verdict = t("verdict.manipulated" if item.manipulated else "verdict.real")
        p.text(words.top(52), verdict, "verdict", c.ink, valign="centre", max_lines=1, floor=0.6, grow=False)
        line = t("workshop.leaned", n=leaned, total=sum(counts))
        low = words.without_top(52)
        p.text(low, line, "body", c.ink, grow=False, floor=0.75, max_lines=2)

    def _class(self, layout: Layout, box: Box) -> list[Widget]:
        t = self.t
        title = t("workshop.class_voted")
        title_h = layout.height(title, "h1", box.w)
        panel = box.without_top(title_h + 8)
        counts = self.teaching.room.distribution()
        return [
            Label(name="title", box=box.top(title_h), text=title, style="h1"),
            Panel(name="class.panel", box=panel),
            drawing("class", panel.inset(28, 20), lambda p, b: draw_histogram(p, b, t, counts)),
        ]

    def _texts(self) -> tuple[str, str]:
        """Return heading and text of the explanation."""
        item, guide, language = self.teaching.asked, self.context.guide, self.t.language
        kinds = [guide.kinds[tell.kind] for tell in item.tells if tell.kind in guide.kinds]
        if kinds:
            name = " · ".join(dict.fromkeys(k.name.get(language) for k in kinds))
            parts = [part.get(language) for k in kinds[:1] for part in (k.what, k.why, k.check, k.real_too)]
            return name, "\n\n".join(parts)
        odd = item.looks_odd.get(language) if item.looks_odd is not None else ""
        general = self.t("workshop.real_text")
        return self.t("workshop.real_title"), f"{odd}\n\n{general}".strip()

    def _explanation(self, layout: Layout, box: Box) -> list[Widget]:
        heading, text = self._texts()
        inner = box.inset(28, 22)
        head_h = layout.height(heading, "h2", inner.w)
        body = inner.without_top(head_h + 12)
        pages = paragraph_pages(layout, text, "lead", body.w, body.h)
        widgets: list[Widget] = [Panel(name="why.panel", box=box, paper=True, radius=8)]
        if len(pages) > 1:
            body = body.without_bottom(76)
            pages = paragraph_pages(layout, text, "lead", body.w, body.h)
        at = self.why_page % len(pages)
        widgets += [
            Label(name="why.title", box=inner.top(head_h), text=heading, style="h2", tone="ink"),
            Label(name="why.text", box=body, text=pages[at].strip("\n"), style="lead", tone="ink", floor=0.9),
        ]
        if len(pages) > 1:
            words = self.t("reveal.more", n=at + 1, total=len(pages))
            foot = inner.bottom_strip(64).right_strip(260)
            widgets.append(
                Button(
                    name="why.more",
                    box=foot,
                    look="ink",
                    text=words,
                    icon="next",
                    icon_after=True,
                    press=self.more,
                )
            )
        return widgets

    def _foot(self, row: Box) -> list[Widget]:
        t = self.t
        keys: list[tuple[float, Widget]] = [(64, self.play_key())]
        keys.append((64, self.icon_key("replay", "replay", self.replay, t("workshop.replay"))))
        if self._taps:
            text = t("workshop.taps")
            keys.append((64, self.icon_key("heat", "target", self.toggle_heat, text, on=self.heat_on)))
        if not self.shown:
            again = Button(
                name="again",
                box=NOWHERE,
                icon="eye",
                text=t("workshop.look_again"),
                press=self.look_again,
                shortcuts=("b",),
            )
            keys.append((-1.2, again))
        else:
            why = Button(
                name="why",
                box=NOWHERE,
                icon="help",
                text=t("workshop.why"),
                on=self.why,
                press=self.toggle_why,
                shortcuts=("w",),
            )
            keys.append((-1.1, why))
            if self.original is not None:
                compare = Button(
                    name="compare",
                    box=NOWHERE,
                    icon="wipe",
                    text=t("reveal.compare"),
                    on=self.comparing,
                    press=self.toggle_compare,
                    shortcuts=("o",),
                )
                keys.append((-1.0, compare))
        on = Button(
            name="next",
            box=NOWHERE,
            look="primary",
            icon="next" if self.shown else "eye",
            icon_after=True,
            text=t("workshop.next" if self.shown else "workshop.reveal"),
            press=self.teaching.go_on,
            first=True,
            shortcuts=("return", "pagedown"),
        )
        keys.append((-1.3, on))
        return button_row(row, keys)
