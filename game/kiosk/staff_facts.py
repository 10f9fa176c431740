"""What staff read: today's numbers and the machine's health, as lines for their screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from game.kiosk.counts.counted_answers import counts_of
from game.kiosk.health import LOW_DISK
from game.kiosk.screens.service import Fact
from game.quiz import discernment
from game.resources import languages


def numbers(names: Mapping[str, int]) -> list[Fact]:
    """Return the lines of a day's counters."""
    counts = counts_of(names)
    facts = [
        Fact("kiosk.fact.visits", {"starts": names.get("start", 0), "finishes": names.get("finish", 0)}),
        Fact("kiosk.fact.left", {"left": names.get("left", 0), "idle": names.get("idle", 0)}),
        Fact("kiosk.fact.languages", {code: names.get(f"language.{code}", 0) for code in languages()}),
        Fact("kiosk.fact.answers", {"answers": counts.total, "right": counts.correct}),
    ]
    if counts.manipulated and counts.real:
        dprime, error = discernment.dprime(counts), discernment.dprime_error(counts)
        facts.append(Fact("kiosk.fact.dprime", {"dprime": round(dprime, 2), "error": round(error, 2)}))
    return facts


@dataclass(frozen=True, slots=True)
class MachineStatus:
    """How the machine is, in plain values; times in seconds, `free` in bytes (None: not known)."""

    running: float
    screen: tuple[int, int]
    free: int | None
    writable: bool
    sound: bool
    untouched: float | None
    touch_screens: int
    touch_lost: bool
    aside: int
    failures: int
    jumps: int
    unsaved: int
    moved: str
    lock_kept: bool
    short_pin: bool


def health(now: MachineStatus) -> list[Fact]:
    """Return the lines of the machine's health; those that need a hand are marked."""
    width, height = now.screen
    enough = now.free is None or now.free > LOW_DISK
    touched = "-" if now.untouched is None else round(now.untouched / 60)
    facts = [
        Fact("kiosk.fact.running", {"hours": round(now.running / 3600, 1)}),
        Fact("kiosk.fact.screen", {"width": width, "height": height}),
        Fact("kiosk.fact.disk", {"free": "?" if now.free is None else f"{now.free / 2**20:.0f}"}, enough),
        Fact("kiosk.fact.writable" if now.writable else "kiosk.fact.read_only", {}, now.writable),
        Fact("kiosk.fact.sound" if now.sound else "kiosk.fact.no_sound", {}, now.sound),
        Fact("kiosk.fact.touched", {"minutes": touched}),
        Fact("kiosk.fact.touch", {"n": now.touch_screens}, not now.touch_lost),
        Fact("kiosk.fact.aside", {"n": now.aside}, not now.aside),
        Fact("kiosk.fact.failures", {"n": now.failures}, not now.failures),
    ]
    if now.jumps:
        facts.append(Fact("kiosk.fact.jumps", {"n": now.jumps}, well=False))
    if now.unsaved:
        facts.append(Fact("kiosk.fact.unsaved", {"n": now.unsaved}, well=False))
    if now.moved:
        facts.append(Fact("kiosk.fact.moved", {"file": now.moved}, well=False))
    if not now.lock_kept:
        facts.append(Fact("kiosk.fact.lock", {}, well=False))
    if now.short_pin:
        facts.append(Fact("kiosk.fact.short_pin", {}, well=False))
    return facts
