"""Settings: each row one choice; a change applies at once and is told by a note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from game.errors import ChinmiError
from game.i18n import percent
from game.play.context import Context
from game.resources import languages
from game.settings import TEXT_SIZES, Settings
from game.ui.layout import Node, column, content, flex, item, pad, row, spacer, stack
from game.ui.presets import key_row, primary, screen, secondary, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, IconText, Panel

MOST_LINES: Final = 6
"""So many rows have the height of a finger on a canvas that lies."""
LONG: Final = frozenset({"reduced_motion"})
"""Choices between two that are no switch: their words need a whole row."""

SettingValues = Sequence[tuple[object, str]]
"""Values with their words."""


@dataclass(frozen=True, slots=True)
class SettingsOptions:
    """What differs where settings are somebody's for a moment only."""

    name: str = "settings"
    where: str = "settings.where"
    """The key of the words below the title."""
    loudness: Sequence[tuple[float, str]] = ()
    """Steps of loudness with the keys of their words; empty: sound is on or off."""
    usual: Settings = field(default_factory=Settings)
    """What the key "reset" takes, but for the language."""
    home: bool = True
    """Whether choices about a class and about own words, which a home keeps, are among them."""
    notes: bool = True
    """Whether a note says that a change was kept."""


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One row: a field of the settings, its icon and words, and what it may be."""

    field: str
    icon: str
    label: str
    choices: SettingValues

    @property
    def switch(self) -> bool:
        """Tell whether it is on or off."""
        return all(isinstance(value, bool) for value, _ in self.choices) and self.field not in LONG


class SettingsScene(Scene):
    """Reached from the menu and from within a session."""

    def __init__(self, context: Context, options: SettingsOptions | None = None) -> None:
        self.context = context
        self.options = options or SettingsOptions()
        self.name = self.options.name

    def on_back(self) -> None:
        """Back to where the player came from."""
        self.context.stack.pop()

    def reset(self) -> None:
        """Take all defaults but the language; what was asked once is not asked again."""
        now = self.context.settings
        kept = {"language": now.language, "people_offered": now.people_offered}
        self._apply(self.options.usual.changed(**kept), "settings.reset_done")

    def change(self, name: str, value: object) -> None:
        """Take one setting over; silence is a loudness, too."""
        update = {name: value}
        if name == "volume":
            update["sound"] = value != 0.0
        self._apply(self.context.settings.changed(**update), "settings.saved")

    def _apply(self, chosen: Settings, note: str) -> None:
        self.context.apply(chosen)
        if self.options.notes:
            self.context.toasts.show("check", self.context.t(note))

    def choices(self) -> list[SettingRow]:
        """Return what can be chosen, row by row."""
        t = self.context.t
        tongues = [(code, one.name) for code, one in languages().items()]
        sizes = [(size, percent(t.language, size)) for size in TEXT_SIZES]
        on_off = [(True, t("settings.on")), (False, t("settings.off"))]
        themes = [(theme, t(f"settings.{theme}")) for theme in ("light_table", "high_contrast")]
        motion = [(False, t("settings.motion_full")), (True, t("settings.motion_reduced"))]
        loudness = [(value, t(key)) for value, key in self.options.loudness]
        rows = [
            SettingRow("language", "language", t("settings.language"), tongues),
            SettingRow("text_size", "text-size", t("settings.text_size"), sizes),
            SettingRow("theme", "contrast", t("settings.theme"), themes),
            SettingRow("reduced_motion", "motion", t("settings.motion"), motion),
            SettingRow("volume", "sound", t("kiosk.sound"), loudness)
            if loudness
            else SettingRow("sound", "sound", t("settings.sound"), on_off),
            SettingRow("captions", "captions", t("settings.captions"), on_off),
        ]
        if self.options.home:
            rows.append(SettingRow("ask_why", "captions", t("settings.ask_why"), on_off))
        if self.options.home and self._synthetic_voices():
            rows.append(SettingRow("synthetic_voices", "team", t("settings.synthetic_voices"), on_off))
        return rows

    def _synthetic_voices(self) -> bool:
        """Tell whether a pack has voices whose readers were not asked about synthesis."""
        try:
            return any(one.pack.consent.manipulation == "not-named" for one in self.context.library.packs())
        except ChinmiError:
            return False

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Rows, reset and done; where keys must be low, the rows stand right above the foot."""
        t, low = self.context.t, layout.low_keys
        size = content() if low else flex(most="setting_row")
        rows = column(
            spacer() if low else None,
            *(
                item(row(*(item(self._row(one, layout), main=flex()) for one in line), gap="s"), main=size)
                for line in self._lines(layout)
            ),
            gap="s",
        )
        reset = secondary("reset", t("settings.reset"), self.reset, icon="replay")
        done = primary("done", t("settings.done"), self.on_back, icon="check", first=True)
        keys = (item(reset, width=content("on_key")), spacer(), item(done, width=content("on_key")))
        return screen(
            top_bar(t, t("settings.title"), t(self.options.where), back=self.on_back),
            item(rows, main=flex()),
            foot=key_row(*keys, height="key"),
        ).place(layout, layout.area)

    def _lines(self, layout: Layout) -> list[list[SettingRow]]:
        """Return the rows; where they would be too low for a finger, switches stand side by side."""
        choices = self.choices()
        if layout.portrait or len(choices) <= MOST_LINES:
            return [[choice] for choice in choices]
        lines: list[list[SettingRow]] = []
        for choice in choices:
            fits = choice.switch and lines and len(lines[-1]) == 1 and lines[-1][0].switch
            if fits:
                lines[-1].append(choice)
            else:
                lines.append([choice])
        return lines

    def _row(self, choice: SettingRow, layout: Layout) -> Node:
        """Return the words with the keys beside them, or above them where an upright screen has room."""
        words = IconText(
            name=f"row-{choice.field}.label", icon=choice.icon, text=choice.label, style="h3", max_lines=2
        )
        keys = row(*(item(self._key(choice, *one), main=flex()) for one in choice.choices), gap="m")
        above = layout.choose(lying=False, upright=not layout.low_keys)
        head = pad(words, x="m") if above else pad(words, left="m")
        parts = (item(head, main=flex(2)), item(keys, main=flex(3)))
        inside = column(*parts, gap="s") if above else row(*parts, gap="m")
        return stack(Panel(name=f"row-{choice.field}", corner="control"), pad(inside, x="l", y="s"))

    def _key(self, choice: SettingRow, value: object, words: str) -> Button:
        now = (
            self.context.language
            if choice.field == "language"
            else getattr(self.context.settings, choice.field)
        )
        return Button(
            name=f"{choice.field}-{value}",
            text=words,
            style="label",
            on=now == value,
            press=self._changer(choice.field, value),
            spoken=f"{choice.label}: {words}",
        )

    def _changer(self, name: str, value: object) -> Callable[[], None]:
        return lambda: self.change(name, value)
