"""The look as values: colours, type, strokes, motion, read from `assets/theme.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from game import readymade
from game.content import light

Colour = Annotated[str, r"^#[0-9A-Fa-f]{6}$"]
Weight = Literal["regular", "semibold", "bold"]


class TypeStyle(NamedTuple):
    """One style of text: size and line distance in canvas px, weight."""

    size: int
    line: int
    weight: Weight


class VerdictColours(NamedTuple):
    """One verdict's colour on dark, on paper, and as a fill under ink."""

    on_dark: Colour
    on_paper: Colour
    fill: Colour


class Palette(NamedTuple):
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
    tag_opacity: int
    tag_text: Colour
    scrim_opacity: int
    stroke_control: int
    outlined_panels: bool
    glow: bool

    def verdict(self, *, manipulated: bool) -> VerdictColours:
        """Return the colours of a verdict."""
        return self.manipulated if manipulated else self.real


class Radii(NamedTuple):
    """Corner radii."""

    pip: int
    label: int
    key: int
    control: int
    panel: int


class Strokes(NamedTuple):
    """Line widths."""

    hair: int
    control: int
    selected: int
    focus: int
    core: int
    halo: int


class Motion(NamedTuple):
    """Durations in milliseconds."""

    press: int
    table_light: int
    panel_in: int
    outline_draw: int
    screen_change: int
    toast: int


class ThemeFile(NamedTuple):
    """`assets/theme.yaml`."""

    type: Mapping[str, TypeStyle]
    radii: Radii
    stroke: Strokes
    space: Mapping[str, float]
    """Gaps and paddings by name, in canvas px."""
    sizes: Mapping[str, float]
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
    return light.parse(text, file, ThemeFile)


def theme_at(path: Path) -> ThemeFile:
    """Return the look in the file at `path`. Raises ContentError with every problem in it."""

    def make() -> ThemeFile:
        return read_theme(path.read_text("utf-8"), path.name)

    return readymade.value("theme", (Path(__file__), path), make, partial(light.made, ThemeFile))
