"""The kiosk's settings, declared once: the file, the staff screen and the help are all made from here.

A field's description is its comment in the file and its line in the help; `LABELS` puts it on the staff
screen, with its words in three languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, Literal, get_args

from pydantic import Field, StrictInt, StrictStr, field_validator
from pydantic.fields import FieldInfo

from game.content import yaml_source
from game.content.base import Flag, Language, Model, Number, Slug
from game.resources import known_language, languages
from game.settings import Settings

PIN_RECORD = r"^scrypt:[0-9]+:[0-9]+:[0-9]+:[0-9a-f]{32}:[0-9a-f]{64}$"
CLOCK_TIME = r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]$"
NORMAL: Final = 0.65
"""The loudness with which a visit begins, as a share of the loudest that staff allow."""
LOUDNESS: Final = (
    (0.0, "settings.off"),
    (0.35, "kiosk.sound.quiet"),
    (NORMAL, "kiosk.sound.normal"),
    (1.0, "kiosk.sound.loud"),
)
"""What a visitor can choose, with the keys of the words."""

LABELS: Final = {
    "language": "kiosk.setting.language",
    "volume": "kiosk.setting.volume",
    "captions": "kiosk.setting.captions",
    "text_size": "kiosk.setting.text-size",
    "high_contrast": "kiosk.setting.high-contrast",
    "reduced_motion": "kiosk.setting.reduced-motion",
    "lesson": "kiosk.setting.lesson",
    "clips": "kiosk.setting.clips",
    "post": "kiosk.setting.post",
    "minutes": "kiosk.setting.minutes",
    "idle_seconds": "kiosk.setting.idle-seconds",
    "warning_seconds": "kiosk.setting.warning-seconds",
    "crowd": "kiosk.setting.crowd",
}
"""The settings on the staff screen, with the key of their words there."""


class KioskSettings(Model):
    """`kiosk.yaml`. Every field has a default but the PIN, without which no kiosk starts."""

    pin: Annotated[
        StrictStr | None,
        Field(
            pattern=PIN_RECORD,
            description="The PIN of the staff as `kiosk init` wrote it, never the PIN itself.",
        ),
    ] = None
    language: Annotated[
        Language,
        Field(
            description="The language that stands first on the attract screen.",
        ),
    ] = "uz"
    volume: Annotated[
        Number,
        Field(
            ge=0,
            le=1,
            description="How loud the loudest is that a visitor can choose, from 0 (silent) to 1.",
            json_schema_extra={"step": 0.1},
        ),
    ] = 0.6
    captions: Annotated[
        Flag,
        Field(
            description="Show the spoken words under the clips; a visitor can change it for the visit.",
        ),
    ] = True
    text_size: Annotated[
        Literal[100, 115, 130, 150],
        Field(
            description="The text size with which a visit begins, in percent.",
        ),
    ] = 100
    high_contrast: Annotated[
        Flag,
        Field(
            description="Begin each visit in high contrast.",
        ),
    ] = False
    reduced_motion: Annotated[
        Flag,
        Field(
            description="Show still pictures on the attract screen and no movement besides the clips.",
        ),
    ] = False
    lesson: Annotated[
        Flag,
        Field(
            description="Begin a visit with two lesson cards.",
        ),
    ] = True
    clips: Annotated[
        StrictInt,
        Field(
            ge=3,
            le=12,
            description="Clips in a visit.",
        ),
    ] = 8
    post: Annotated[
        Flag,
        Field(
            description="End a visit with one post: a clip with its words, three checks, and whether to "
            "share it.",
        ),
    ] = False
    minutes: Annotated[
        StrictInt,
        Field(
            ge=2,
            le=20,
            description="Minutes after which the clip on screen is the last one of the visit.",
        ),
    ] = 5
    idle_seconds: Annotated[
        StrictInt,
        Field(
            ge=15,
            le=300,
            description="Seconds without a touch before the game asks whether someone is there.",
            json_schema_extra={"step": 15},
        ),
    ] = 45
    warning_seconds: Annotated[
        StrictInt,
        Field(
            ge=10,
            le=120,
            description="Seconds that it waits for an answer before it starts over.",
            json_schema_extra={"step": 10},
        ),
    ] = 30
    crowd: Annotated[
        Flag,
        Field(
            description="Show after a reveal how many of the last visitors here were fooled too.",
        ),
    ] = True
    restart_at: Annotated[
        StrictStr | None,
        Field(
            pattern=CLOCK_TIME,
            description="The time of the daily restart (when nobody plays), as HH:MM; null for none.",
        ),
    ] = "04:30"
    packs: Annotated[
        tuple[Slug, ...],
        Field(description="The packs to play; an empty list takes all whose licence allows kiosks."),
    ] = ()
    synthetic_voices: Annotated[
        Flag,
        Field(
            description="Play voices that a computer made of readers who were not asked about synthesis; "
            "the card of each says so.",
        ),
    ] = False
    qr_text: Annotated[
        StrictStr | None,
        Field(
            max_length=200,
            description="A text for a QR code on the last screen, such as the address of your website; "
            "null for none. The kiosk itself never uses the network.",
        ),
    ] = None
    fullscreen: Annotated[Flag, Field(description="Fill the whole screen.")] = True
    data: Annotated[
        StrictStr | None,
        Field(description="The folder of counts and log; null takes --data-dir or the user's folder."),
    ] = None
    diagnostics: Annotated[
        StrictStr | None,
        Field(
            description="The folder (such as a USB stick's) to which staff save diagnostics; null: `data`."
        ),
    ] = None

    def visit_settings(self) -> Settings:
        """Return the game's settings with which each visit begins."""
        return Settings(
            language=self.language,
            text_size=self.text_size / 100,
            theme="high_contrast" if self.high_contrast else "light_table",
            reduced_motion=self.reduced_motion,
            captions=self.captions,
            volume=NORMAL,
        )

    @field_validator("language")
    @classmethod
    def _spoken(cls, value: str) -> str:
        return known_language(value)

    @field_validator("text_size", mode="before")
    @classmethod
    def _whole(cls, value: object) -> object:
        if isinstance(value, bool) or value not in (100, 115, 130, 150):
            raise ValueError("expected one of 100, 115, 130, 150")
        return value


@dataclass(frozen=True, slots=True)
class Declared:
    """One setting as file, help and staff screen show it. `choices` is empty for numbers and texts."""

    name: str
    text: str
    default: object
    choices: tuple[object, ...] = ()
    low: float | None = None
    high: float | None = None
    step: float = 1
    label: str = ""
    """The key of its words on the staff screen; empty for a setting that is changed in the file only."""

    @property
    def range(self) -> str:
        """What may stand here, in words; empty where the description says it."""
        if self.choices:
            return " or ".join(_word(choice) for choice in self.choices)
        if self.low is not None and self.high is not None:
            return f"{self.low:g} to {self.high:g}"
        return ""

    def moved(self, value: object, steps: int) -> object:
        """Return the value that lies `steps` further: round and round the choices, or within bounds."""
        if self.choices:
            at = self.choices.index(value) if value in self.choices else 0
            return self.choices[(at + steps) % len(self.choices)]
        if not isinstance(value, (int, float)) or self.low is None or self.high is None:
            return value
        new = min(self.high, max(self.low, value + steps * self.step))
        return round(new, 2) if isinstance(self.default, float) else round(new)


def declared() -> tuple[Declared, ...]:
    """Return all settings in their order."""
    return tuple(_declared(name, field) for name, field in KioskSettings.model_fields.items())


def file_text(settings: KioskSettings) -> str:
    """Return `settings` as the text of `kiosk.yaml`: each with what it means and what it may be."""
    values = settings.model_dump(mode="json")
    blocks = ["# The kiosk. Change a value and start it again; `kiosk settings` lists all of this, too.\n"]
    for one in declared():
        more = f" ({one.range})" if one.range else ""
        blocks.append(f"# {one.text}{more}\n{yaml_source.dump({one.name: values[one.name]})}")
    return "\n".join(blocks)


def help_text() -> str:
    """Return one block for each setting: name, range, default, meaning."""
    lines = []
    for one in declared():
        facts = ", ".join(part for part in (one.range, f"default {_word(one.default)}") if part)
        lines.append(f"{one.name}  ({facts})\n    {one.text}")
    return "\n".join(lines)


def _declared(name: str, field: FieldInfo) -> Declared:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    choices: tuple[object, ...] = ()
    if name == "language":
        choices = tuple(languages())
    elif field.annotation is bool:
        choices = (True, False)
    elif field.annotation is not None and all(isinstance(c, (str, int)) for c in get_args(field.annotation)):
        choices = get_args(field.annotation)
    bounds = {key: getattr(m, key) for m in field.metadata for key in ("ge", "le") if hasattr(m, key)}
    step = extra.get("step", 1)
    return Declared(
        name=name,
        text=field.description or "",
        default=field.default,
        choices=choices,
        low=bounds.get("ge"),
        high=bounds.get("le"),
        step=float(step) if isinstance(step, (int, float)) else 1,
        label=LABELS.get(name, ""),
    )


def _word(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if value != () else "[]"
