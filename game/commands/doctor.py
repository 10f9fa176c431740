"""`doctor`: what works on this machine, and what to do about what does not.

Each check is one line: `ok`, `note` (the game plays, something is missing) or `fault` (it cannot be played
here as it should). The exit status is 1 when there is a fault.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, Literal

from game import own_program, resources, settings
from game.commands import options
from game.errors import ChinmiError, printable

CheckState = Literal["ok", "note", "fault"]
LITTLE_ROOM: Final = 200 * 2**20
"""Bytes of free space below which a note is due."""
PRETENDED: Final = ("dummy", "offscreen", "disk")
"""Drivers of SDL that draw and play into the void, for tests."""
LETTERS: Final = "OoʻGgʻʼ ЎўҚқҒғҲҳ Жщёъ ½×°·"
"""Letters that a wrong typeface draws as boxes or as their neighbours."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found, and what to do about it where there is something to do."""

    name: str
    state: CheckState
    found: str
    do: str = ""

    def __str__(self) -> str:
        """Return one line, and a second one with the advice."""
        advice = f"\n{'':<8}{'':<12}{self.do}" if self.do else ""
        return printable(f"{self.state:<8}{self.name:<12}{self.found}{advice}")


def run(args: argparse.Namespace) -> int:
    """Print all findings; 1 when one of them is a fault."""
    findings = list(examine(options.data_place(args)))
    if args.json:
        print(json.dumps([asdict(finding) for finding in findings], indent=1, ensure_ascii=False))
    else:
        for finding in findings:
            print(finding)
    return 1 if any(finding.state == "fault" for finding in findings) else 0


def examine(data_dir: Path) -> Iterator[Finding]:
    """Yield the findings of all checks, the essential ones first."""
    checks: tuple[tuple[str, Callable[[], Finding]], ...] = (
        ("python", _python),
        ("display", _display),
        ("sound", _sound),
        ("fonts", _fonts),
        ("codecs", _codecs),
        ("content", _content),
        ("folder", lambda: _folder(data_dir)),
        ("settings", lambda: _settings(data_dir)),
        ("store", lambda: _store(data_dir)),
        ("library", lambda: _library(data_dir)),
        ("gamepad", _gamepad),
        ("credentials", _credentials),
    )
    for name, check in checks:
        try:
            yield check()
        except ChinmiError as error:
            yield Finding(name, "fault", str(error).splitlines()[0])
        except Exception as error:  # noqa: BLE001 - whatever breaks here is what was asked for
            yield Finding(name, "fault", f"{type(error).__name__}: {error}", "Please report this line.")


def _python() -> Finding:
    found = ", ".join(f"{name} {_version(name)}" for name in ("av", "numpy", "pillow", "pydantic"))
    import pygame

    sdl = ".".join(map(str, pygame.get_sdl_version()))
    kind = "pygame-ce" if getattr(pygame, "IS_CE", False) else "pygame"
    system = f"{platform.system()} {platform.machine()}"
    bundled = " in a bundle" if own_program.bundled() else ""
    words = (
        f"{platform.python_version()}{bundled} on {system}, {kind} {pygame.version.ver}, SDL {sdl}, {found}"
    )
    return Finding("python", "ok", words)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(unknown)"


def _display() -> Finding:
    import pygame

    from game.ui.screen import display_available

    if not display_available():
        advice = "Play on a desktop, or use `autoplay` and `screens`, which need none."
        return Finding("display", "fault", "no display was found", advice)
    pygame.display.init()
    driver = pygame.display.get_driver()
    if driver in PRETENDED:
        advice = "Unset SDL_VIDEODRIVER to see the game."
        return Finding("display", "note", f"a pretended screen ({driver})", advice)
    sizes = ", ".join(f"{w}x{h}" for w, h in pygame.display.get_desktop_sizes())
    return Finding("display", "ok", f"{driver}, {sizes}")


def _sound() -> Finding:
    import pygame

    from game.media.audio import open_sound

    sound = open_sound(mute=True, volume=1.0)
    try:
        if sound.notice is not None:
            advice = "Plug in a loudspeaker or choose it in the system's settings; the game plays without."
            return Finding("sound", "note", f"no loudspeaker ({sound.detail})", advice)
        driver = pygame.mixer.get_driver() if hasattr(pygame.mixer, "get_driver") else "the mixer"
        if driver in PRETENDED:
            return Finding("sound", "note", f"a pretended loudspeaker ({driver})", "Unset SDL_AUDIODRIVER.")
        return Finding("sound", "ok", f"{driver}, {sound.rate} Hz, {sound.latency * 1000:.0f} ms to the ear")
    finally:
        sound.close()


def _fonts() -> Finding:
    from game.i18n import Catalogue
    from game.ui.text import Fonts

    texts = Catalogue.read(resources.assets() / "i18n")
    used = set(LETTERS)
    for entries in texts.entries.values():
        for entry in entries.values():
            used.update(entry if isinstance(entry, str) else "".join(entry.values()))
    fonts = Fonts()
    for weight in ("regular", "semibold", "bold"):
        fonts.at(weight, 24)
    missing = fonts.missing("".join(used))
    if missing:
        advice = "Install the project's requirements anew: the typeface is a package of its own."
        return Finding("fonts", "fault", f"the typeface lacks {' '.join(sorted(missing))}", advice)
    return Finding("fonts", "ok", f"3 weights, all {len(used)} characters of the three languages")


def _codecs() -> Finding:
    from game.media.probe import probe

    clips = sorted((resources.assets() / "packs").glob("*/media/*.mp4"))
    if not clips:
        return Finding("codecs", "note", "not tried: no pack comes with this copy of the game")
    facts = probe(clips[0])
    words = f"{facts.codec} {facts.width}x{facts.height}, {facts.frames} frames"
    return Finding("codecs", "ok", f"{words}; sound {facts.sound_codec or 'none'}")


def _content() -> Finding:
    guide, levels = resources.read_guide(), resources.read_levels()
    words = f"{len(guide.kinds)} tell-tales, {len(guide.terms)} terms, {len(levels)} practice levels"
    return Finding("content", "ok", words)


def _folder(data_dir: Path) -> Finding:
    reason = options.unusable(data_dir)
    if reason is not None:
        return Finding("folder", "fault", reason, "Or ask for the right to write there.")
    free = shutil.disk_usage(data_dir).free
    portable = ", portable: beside the program" if data_dir == own_program.portable_data() else ""
    words = f"{data_dir}{portable}, {free / 2**30:.1f} GB free"
    if free < LITTLE_ROOM:
        return Finding("folder", "note", words, "Free some space: packs and answers need room.")
    return Finding("folder", "ok", words)


def _settings(data_dir: Path) -> Finding:
    chosen, notice = settings.load(data_dir / "settings.yaml")
    words = f"language {chosen.language or 'not chosen'}, text {chosen.text_size:.0%}, {chosen.theme}"
    if notice == settings.UNREADABLE:
        told = f"{data_dir / 'settings.yaml'} cannot be read; {words}"
        return Finding("settings", "note", told, "The usual settings are used.")
    if notice is not None:
        advice = "What could be read of it is used; the damaged file lies beside it."
        return Finding("settings", "note", f"the file was damaged; {words}", advice)
    return Finding("settings", "ok", words)


def _store(data_dir: Path) -> Finding:
    from datetime import UTC, datetime

    from game.records.store import MEMORY, AnswerStore

    opened = AnswerStore.open(data_dir, datetime.now(UTC).isoformat(timespec="milliseconds"))
    try:
        words = f"{len(opened.store.answers())} answers in {len(opened.store.sessions())} sessions"
    finally:
        opened.store.close()
    if opened.notice == MEMORY:
        return Finding("store", "fault", opened.detail, "Answers would be lost when the game closes.")
    if opened.notice is not None:
        return Finding("store", "note", f"{words}; {opened.detail}")
    return Finding("store", "ok", words)


def _library(data_dir: Path) -> Finding:
    from game.embedded import embed
    from game.packs.library import Library

    library = Library(data_dir)
    try:
        embed(library)
        faults = [f"{p.pack.name}: {m}" for p in library.packs() for m in library.check(p.pack.name)]
        packs = library.packs()
        counts = library.counts()
    finally:
        library.close()
    names = ", ".join(pack.pack.name for pack in packs) or "no packs"
    words = f"{names}; {counts.real} real and {counts.manipulated} manipulated clips to play"
    if library.moved_aside is not None:
        words += f"; the index was damaged and built again, the old one is {library.moved_aside.name}"
    if faults:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        advice = "Install that pack again, or remove it: `pack remove NAME`."
        state: CheckState = "note" if counts.real and counts.manipulated else "fault"
        return Finding("library", state, f"{words}; {faults[0]}{more}", advice)
    if not (counts.real and counts.manipulated):
        return Finding("library", "fault", words, "Add a pack: `pack install FILE`, or switch one on.")
    return Finding("library", "note" if library.moved_aside else "ok", words)


def _gamepad() -> Finding:
    import pygame

    pygame.joystick.init()
    try:
        names = [pygame.joystick.Joystick(i).get_name() for i in range(pygame.joystick.get_count())]
    finally:
        pygame.joystick.quit()
    return Finding("gamepad", "ok", ", ".join(names) or "none (not needed)")


def _credentials() -> Finding:
    """Tell whether the extra that reads content credentials is here; few clips have some."""
    from game.media import credentials

    if credentials.available():
        return Finding("credentials", "ok", f"C2PA is read, c2pa-python {_version('c2pa-python')}")
    words = "C2PA is not read (not needed)"
    return Finding("credentials", "ok", words, 'To see it on cards of clips: pip install "chinmi[c2pa]"')
