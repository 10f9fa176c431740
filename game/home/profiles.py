"""Who plays: twelve pictures, never a name. Each goes on where it stopped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.campaign.controller import PICTURES
from game.play.dialog import Choice, DialogScene
from game.ui.layout import content, flex, grid, item, spacer
from game.ui.presets import key_row, screen, secondary, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.single_cards import PictureCard

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
        t, taken = self.context.t, self.journey.pictures_taken()
        anew = secondary(
            "anew",
            t("profiles.forget"),
            self.forget,
            icon="replay",
            enabled=self.journey.picture in taken,
        )
        cards = [self._card(picture, taken=picture in taken) for picture in PICTURES]
        return screen(
            top_bar(t, t("profiles.title"), t("profiles.subtitle"), back=self.on_back),
            item(grid(cards, layout.choose(4, 3), "l"), main=flex()),
            foot=key_row(spacer(), item(anew, width=content()), spacer(), height="key"),
        ).place(layout, layout.area)

    def _card(self, picture: str, *, taken: bool) -> PictureCard:
        now = picture == self.journey.picture
        words = self.context.t(f"profiles.{'now' if now else 'taken' if taken else 'free'}")
        return PictureCard(
            name=f"picture-{picture}",
            icon=f"who-{picture}",
            text=words,
            on=now,
            first=now,
            press=lambda: self.become(picture),
            spoken=f"{picture}: {words}",
        )
