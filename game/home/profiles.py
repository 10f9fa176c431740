"""Who plays: twelve pictures, never a name. Each goes on where it stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from game.campaign.controller import PICTURES
from game.play.chrome import content_box, top_bar
from game.play.dialog import Choice, DialogScene
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.card import Card
from game.ui.widgets.controls import Button

if TYPE_CHECKING:
    from game.campaign.controller import CampaignController


class ProfilesScene(Scene):
    """Choose a picture; the one that plays now can be started anew."""

    name = "profiles"

    def __init__(self, journey: CampaignController) -> None:
        self.journey = journey
        self.context = journey.context

    def on_back(self) -> None:
        """Back to the campaign."""
        self.context.stack.pop()

    def become(self, picture: str) -> None:
        """Play as this picture."""
        self.journey.become(picture)
        self.context.stack.pop()

    def forget(self) -> None:
        """Ask, then take the progress of the present picture away."""
        t = self.context.t

        def yes() -> None:
            self.context.stack.pop()
            self.journey.forget(self.journey.picture)

        stay = Choice("stay", t("profiles.forget_no"), self.context.stack.pop, primary=True)
        self.context.stack.push(
            DialogScene(
                self.context,
                icon=f"who-{self.journey.picture}",
                title=t("profiles.forget_title"),
                text=t("profiles.forget_text"),
                choices=(stay, Choice("forget", t("profiles.forget_yes"), yes)),
            )
        )

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, twelve pictures, the key that starts anew."""
        t, box = self.context.t, content_box(layout)
        bar = top_bar(layout, self.context, t("profiles.title"), t("profiles.subtitle"), back=self.on_back)
        foot, body = box.bottom_strip(64), box.without_bottom(80)
        columns, rows = (3, 4) if layout.portrait else (4, 3)
        taken = self.journey.pictures_taken()
        widgets: list[Widget] = list(bar)
        for picture, cell in zip(PICTURES, body.grid(columns, rows, 16), strict=True):
            now = picture == self.journey.picture
            words = t("profiles.now" if now else "profiles.taken" if picture in taken else "profiles.free")
            widgets.append(
                Card(
                    name=f"picture-{picture}",
                    box=cell,
                    first=now,
                    paint=_painter(picture, words, now=now),
                    press=self._chooser(picture),
                    spoken=f"{picture}: {words}",
                )
            )
        widgets.append(
            Button(
                name="anew",
                box=foot.centred(min(foot.w, 560), 64),
                icon="replay",
                text=t("profiles.forget"),
                press=self.forget,
                enabled=self.journey.picture in taken,
            )
        )
        return widgets

    def _chooser(self, picture: str) -> Callable[[], None]:
        return lambda: self.become(picture)


def _painter(picture: str, words: str, *, now: bool) -> Callable[[Painter, Box], None]:
    def paint(p: Painter, box: Box) -> None:
        c = p.palette
        if now:
            p.panel(box, 14, c.paper)
        else:
            p.panel(box, 14, c.room1, *((c.edge, 2) if c.outlined_panels else ()))
        ink, mid = (c.ink, c.ink_mid) if now else (c.text, c.text_mid)
        size = min(box.h - 62, box.w * 0.5, 110.0)
        p.icon(f"who-{picture}", box.cx, box.y + 16 + size / 2, size, ink)
        p.text(
            box.bottom_strip(40).inset(10, 4),
            words,
            "caption",
            mid,
            align="centre",
            valign="centre",
            grow=False,
            max_lines=1,
            floor=0.9,
        )

    return paint
