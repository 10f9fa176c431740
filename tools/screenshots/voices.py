"""The pictures of a clip that is sound only, with a small pack of synthesised vowels made on the spot."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from game.content.yaml_source import dump
from game.media.sample import write_sound
from game.play.controller import Play, PlayOptions
from game.play.dealer import deal
from game.ui.widgets.spectrogram import SoundStage
from tools.screenshots.shot import Shot, clicks

if TYPE_CHECKING:
    from game.app import App
    from game.media.pcm import Samples
    from game.play.context import Context
    from game.quiz.history import History
    from game.quiz.rounds import Deal
    from game.quiz.session import Session
    from game.ui.driver import Driver

NAME: Final = "voices-for-pictures"
RATE: Final = 48_000
SECONDS: Final = 3.0
CHANGED: Final = (1.2, 1.9)
VOWELS: Final = ((700, 1200), (300, 2300), (400, 800), (550, 1800), (350, 1100))
"""The first two resonances of a few vowels, in hertz."""


def shots(app: App, driver: Driver) -> Iterator[Shot]:
    """Yield the screens of an altered voice and of a real one; the pack is switched off at the end."""
    with tempfile.TemporaryDirectory() as folder:
        app.context.library.register_folder(write_pack(Path(folder) / NAME))
        try:
            yield from _session(app, driver)
        finally:
            app.stack.back_to("menu")
            app.context.library.set_enabled(NAME, enabled=False)


def _session(app: App, driver: Driver) -> Iterator[Shot]:
    from game.home.doors import PLAY_SCENES

    level = app.context.levels[0].model_copy(update={"rounds": 2, "kinds": (), "stages": ()})
    play = Play(app.context, level, PLAY_SCENES, PlayOptions(dealer=_InOrder(app.context)))
    play.begin()
    driver.step()
    driver.wait_until(lambda: driver.find("ready").enabled, "the sound to play")
    yield Shot("26-voice-watch", lambda: driver.click("play"))
    driver.click("ready")
    yield Shot("26-voice-judge", lambda: driver.click("step-5"))
    driver.click("confirm")
    _mark(driver)
    yield Shot("26-voice-spot", lambda: driver.click("kind-audio-splice"))
    yield Shot("26-voice-reveal", lambda: driver.click("show"))
    yield Shot("26-voice-original", lambda: driver.click("hear-original"))
    driver.click("next")
    driver.wait_until(lambda: driver.find("ready").enabled, "the sound to play")
    driver.click("ready")
    driver.click("step-4")
    driver.click("confirm")
    yield Shot("26-voice-real", clicks(driver, "kind-flat-intonation", "show"))
    driver.click("next")


def _mark(driver: Driver) -> None:
    stage = driver.find("stage")
    assert isinstance(stage, SoundStage)  # noqa: S101 - a sound is on the table
    driver.click_at(stage.x_of(sum(CHANGED) / 2), stage.spectrum_box.cy)


class _InOrder:
    """Deals the altered voice, then the real one."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def choose(self, session: Session, _history: History) -> Deal | None:
        """Return the next clip."""
        known = sorted(self.context.library.candidates(NAME), key=lambda c: (not c.manipulated, c.clip))
        return deal(self.context, known[len(session.rounds)], "")


def write_pack(folder: Path) -> Path:
    """Write a pack of two voices and an edit of the first."""
    (folder / "media").mkdir(parents=True)
    pack: dict[str, Any] = {
        "format": 1,
        "name": NAME,
        "version": "1.0.0",
        "title": {"uz": "Rasmlar uchun ovozlar", "en": "Voices for pictures", "ru": "Голоса для картинок"},
        "description": {"uz": "Hisoblangan unlilar", "en": "Computed vowels", "ru": "Вычисленные гласные"},
        "licenses": [{"name": "CC0-1.0", "title": "CC0 1.0 Universal"}],
        "consent": {
            "basis": "recorded-volunteers",
            "manipulation": "agreed",
            "evidence": "These vowels were computed: nobody was recorded.",
        },
        "sources": [{"title": "Computed vowels"}],
        "display": ["home"],
    }
    listed = [
        _record(folder, "voice-1", _file(120, changed=False)),
        _record(folder, "voice-2", _file(190, changed=False)),
        _record(folder, "voice-1-edit", _file(120, changed=True), _EDIT),
    ]
    (folder / "pack.yaml").write_text(dump(pack), "utf-8")
    (folder / "clips.yaml").write_text(dump({"clips": listed}), "utf-8")
    return folder


_EDIT: Final[dict[str, Any]] = {
    "label": "manipulated",
    "original": "voice-1",
    "method": "voice",
    "artefacts": [{"kind": "audio-splice", "interval": list(CHANGED)}],
}


@cache
def _file(pitch: float, *, changed: bool) -> bytes:
    """Return a file of `vowels`; each is made once for all tours of a process."""
    with tempfile.TemporaryDirectory() as folder:
        return write_sound(Path(folder) / "voice.m4a", vowels(pitch, changed=changed)).read_bytes()


def _record(folder: Path, name: str, content: bytes, more: dict[str, Any] | None = None) -> dict[str, Any]:
    path = f"media/{hashlib.sha256(name.encode()).hexdigest()[:12]}.m4a"
    (folder / path).write_bytes(content)
    return {
        "id": name,
        "media": "audio",
        "path": path,
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "bytes": len(content),
        "label": "real",
        "person": "voice-1",
        "seconds": SECONDS,
        "audio": True,
        "language": "en",
        "captions": {"en": "The harbour lay still and the boats were dark."},
        "description": {"uz": "Ovoz", "en": "A voice", "ru": "Голос"},
        **(more or {}),
    }


def vowels(pitch: float, *, changed: bool) -> Samples:
    """Return a row of vowels on a falling melody; with `changed` a part of it is of another voice."""
    t = np.arange(round(SECONDS * RATE)) / RATE
    f0 = pitch * (1.15 - 0.3 * t / SECONDS + 0.06 * np.sin(2 * np.pi * 1.7 * t))
    which = np.minimum((t / SECONDS * len(VOWELS)).astype(int), len(VOWELS) - 1)
    first, second = (np.array([v[n] for v in VOWELS], float)[which] for n in (0, 1))
    if changed:
        other = (t >= CHANGED[0]) & (t < CHANGED[1])
        f0, first, second = f0 * (1 + 0.5 * other), first * (1 + 0.2 * other), second * (1 + 0.2 * other)
    phase = 2 * np.pi * np.cumsum(f0) / RATE
    wave = np.zeros_like(t)
    for n in range(1, 40):
        heard = n * f0
        strength = sum(
            1 / (1 + ((heard - peak) / 130) ** 2) for peak in (first, second, np.full_like(t, 3100))
        )
        wave += strength / n**0.4 * np.sin(n * phase)
    swell = np.clip(np.sin(np.pi * (t / SECONDS * len(VOWELS) % 1)), 0, 1) ** 0.5
    wave *= swell
    wave += np.random.default_rng(3).normal(0, 0.01, len(wave))
    return np.repeat((wave / np.abs(wave).max() * 12_000).astype(np.int16)[:, None], 2, axis=1)
