"""The look as values: colours, type, strokes, motion, read from `assets/theme.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import Field, StrictInt, StrictStr

from game.content import yaml_source
from game.content.base import Flag, Model, Number

Colour = Annotated[StrictStr, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]
Weight = Literal["regular", "semibold", "bold"]


class TypeStyle(Model):
    """One style of text: size and line distance in canvas px, weight."""

    size: StrictInt
    line: StrictInt
    weight: Weight


class VerdictColours(Model):
    """One verdict's colour on dark, on paper, and as a fill under ink."""

    on_dark: Colour
    on_paper: Colour
    fill: Colour


class Palette(Model):
    """All colours of one theme; see `assets/theme.yaml` for what each is used for."""

    room0: Colour
    room1: Colour
    room2: Colour
    room3: Colour
    hairline: Colour
    edge: Colour
    text: Colour
    text_mid: Colour
    text_disabled: Colour
    paper: Colour
    paper_lit: Colour
    paper_2: Colour
    paper_line: Colour
    ink: Colour
    ink_mid: Colour
    key_fill: Colour
    key_hover: Colour
    key_pressed: Colour
    key_text: Colour
    focus_on_dark: Colour
    focus_on_paper: Colour
    real: VerdictColours
    manipulated: VerdictColours
    scale: tuple[Colour, Colour, Colour, Colour, Colour, Colour]
    scale_text: Colour
    halo: Colour
    player: Colour
    truth: Colour
    tag_bg: Colour
    tag_opacity: StrictInt
    tag_text: Colour
    scrim_opacity: StrictInt
    stroke_control: StrictInt
    outlined_panels: Flag
    glow: Flag

    def verdict(self, *, manipulated: bool) -> VerdictColours:
        """Return the colours of a verdict."""
        return self.manipulated if manipulated else self.real


class Radii(Model):
    """Corner radii."""

    pip: StrictInt
    label: StrictInt
    key: StrictInt
    control: StrictInt
    panel: StrictInt


class Strokes(Model):
    """Line widths."""

    hair: StrictInt
    control: StrictInt
    selected: StrictInt
    focus: StrictInt
    core: StrictInt
    halo: StrictInt


class Motion(Model):
    """Durations in milliseconds."""

    press: StrictInt
    table_light: StrictInt
    panel_in: StrictInt
    outline_draw: StrictInt
    screen_change: StrictInt
    toast: StrictInt


class ThemeFile(Model):
    """`assets/theme.yaml`."""

    type: Mapping[str, TypeStyle]
    radii: Radii
    stroke: Strokes
    space: Mapping[str, Number]
    """Gaps and paddings by name, in canvas px."""
    sizes: Mapping[str, Number]
    """Lengths of things by name, in canvas px."""
    motion: Motion
    themes: Mapping[Literal["light_table", "high_contrast"], Palette]

    def length(self, name: str, *, upright: bool = False) -> float:
        """Return the length called `name` (upright: `name_upright` first), in canvas px. Raises KeyError."""
        if upright:
            variant = self.sizes.get(f"{name}_upright", self.space.get(f"{name}_upright"))
            if variant is not None:
                return variant
        found = self.space.get(name)
        return self.sizes[name] if found is None else found


@lru_cache(maxsize=2)
def read_theme(text: str, file: str) -> ThemeFile:
    """Parse the theme file, each text once. Raises ContentError with every problem in it."""
    return yaml_source.parse(text, file, ThemeFile)
