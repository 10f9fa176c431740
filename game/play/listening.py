"""Two sounds one under the other, the original and the clip, each with its waveform and a key to hear it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from game.media.envelope import loudest
from game.ui.layout import Item, Node, column, fixed, flex, free, item, row
from game.ui.presets import icon_text
from game.ui.widgets.controls import Button
from game.ui.widgets.waveform import WaveformStrip

if TYPE_CHECKING:
    from game.play.compared import ComparedScreen, ComparedSide
    from game.ui.events import Key

KEYS = {"original": "o", "clip": "c"}
"""The key that plays each."""
QUIET = 0.05
"""Sounds that are softer than this are not drawn any larger."""


def listening(screen: ComparedScreen) -> Node:
    """Return both rows, and a sentence where nothing can be heard here."""
    full = max(QUIET, *(loudest(screen.outline_of(side)) for side in ("original", "clip")))
    silent = None
    if not screen.context.sound.audible:
        silent = icon_text(
            "reveal.silent", "sound-off", screen.t("reveal.silent"), style="caption", icon_size="icon_small"
        )
    return column(_row(screen, "original", full), _row(screen, "clip", full), silent, gap="s")


def _row(screen: ComparedScreen, side: ComparedSide, full: float) -> Item:
    wave = free(lambda box: [_moved(screen, replace(_wave(screen, side, full), box=box))])
    key = item(_key(screen, side), width=fixed("hear_key"))
    return item(row(key, item(wave, main=flex()), gap="m"), height=fixed("key"))


def _key(screen: ComparedScreen, side: ComparedSide) -> Button:
    sounds = screen.sounds(side)
    return Button(
        name=f"hear-{side}",
        icon="pause" if sounds else "sound",
        text=screen.t(f"reveal.hear_{side}"),
        style="label",
        press=lambda: screen.hear(side),
        shortcuts=(KEYS[side],),
    )


def _wave(screen: ComparedScreen, side: ComparedSide, full: float) -> WaveformStrip:
    player, clip = screen.side(side), screen.clip
    timed = tuple(mark.t for mark in screen.seen_round.marks if mark.timed) if screen.mark_on else ()
    return WaveformStrip(
        name=f"wave-{side}",
        live=True,
        outline=screen.outline_of(side),
        seconds=player.seconds if player is not None and player.seconds else float(clip.seconds),
        full=full,
        spans=tuple((float(a.interval[0]), float(a.interval[1])) for a in clip.artefacts if not a.region),
        marks=timed if side == "clip" else (),
        position=screen.position,
        lit=screen.heard == side,
        spoken=screen.t(f"reveal.wave_{side}"),
    )


def _moved(screen: ComparedScreen, wave: WaveformStrip) -> WaveformStrip:
    """Return `wave`, which moves the clip to where it is touched."""

    def drag(_phase: Literal["down", "move", "up"], x: float, _y: float) -> None:
        screen.look_at(wave.at(x))

    def key(pressed: Key) -> bool:
        jumps = {"left": -0.5, "right": 0.5}
        if pressed.name in jumps:
            screen.look_at(max(0.0, screen.position() + jumps[pressed.name]))
        return pressed.name in jumps

    return replace(wave, drag=drag, key=key)
