"""The running game: what a 720p frame costs on its screen, late frames, and what a still screen costs.

The game itself runs, in a window where there is one, with a film that was made on the spot.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, Final

import pygame

from game.app import App
from game.content.models import Clip
from game.home.doors import PLAY_SCENES
from game.media import measure as media
from game.media.clip import ClipPlayer, PlayerState
from game.packs import index
from game.packs.library import FILE, Library
from game.play.controller import Play
from game.records.database import transaction
from game.resources import read_guide
from game.runtime import Options
from game.ui.time import RealTime, Timeline, VirtualTime
from tools.bench.library import fill
from tools.bench.peers import commands, frame_cost

FILM: Final = "speed.mp4"
STILL_SECONDS: Final = 5.0
TURNS: Final = 5
OWN: Final = ("game", "floor", "decode")
"""What is measured of this game; all else is another player."""


def measure_frames(scratch: Path) -> dict[str, Any]:
    """Return the costs of a frame in processor time, and the late frames of a clip played in real time."""
    folder = scratch / "frames"
    folder.mkdir()
    pygame.init()
    told = asdict(media.measure(folder, pygame.Surface(media.SIZE, 0, 32)))
    turns = _in_turns(folder)
    late, frames, share = _in_real_time(folder)
    return {
        **told,
        "game_ms": median(turns["game"]),
        "game_ratio": median(_ratios(turns, "decode")),
        "game_ratios": _ratios(turns, "decode"),
        "floor_ratio": median(_ratios(turns, "decode", "floor")),
        "against": {name: median(_ratios(turns, name)) for name in turns if name not in OWN},
        "against_all": {name: _ratios(turns, name) for name in turns if name not in OWN},
        "game_late_frames": late,
        "game_frames": frames,
        "game_cpu_share": share,
    }


def _in_turns(folder: Path) -> dict[str, list[float]]:
    """Return the milliseconds of a frame, in turns: in the game, without drawing, decoded only, elsewhere."""
    film, told = folder / FILM, dict[str, list[float]]()
    for turn in range(TURNS):
        game, size = _frame_cost(folder, turn)
        costs: dict[str, float | None] = {
            "game": game,
            "floor": media.shaped_cost(film, size),
            "decode": media.decode_cost(film),
        }
        for name in commands(film, media.SECONDS):
            costs[name] = frame_cost(name, film, media.SECONDS, media.FPS)
        for name, cost in costs.items():
            if cost is not None and cost > 0:
                told.setdefault(name, []).append(1000 * cost)
    return told


def _ratios(turns: dict[str, list[float]], other: str, one: str = "game") -> list[float]:
    """Return the cost of `one` by the other's, turn by turn."""
    return [ours / theirs for ours, theirs in zip(turns[one], turns[other], strict=False)]


def measure_still(scratch: Path) -> dict[str, float]:
    """Return the share of one core that a still screen takes, beside that of only waiting for events."""
    with _game(scratch / "still", RealTime()) as app:
        app.show_menu()
        app.loop.step(0.0)
        drawn = app.loop.frames_drawn
        share = _run(app, STILL_SECONDS)
        drawn = app.loop.frames_drawn - drawn
        start, busy = perf_counter(), process_time()
        pygame.event.wait(round(STILL_SECONDS * 1000))
        waiting = (process_time() - busy) / (perf_counter() - start)
    return {"cpu_share": share, "waiting_cpu_share": waiting, "pictures_drawn": drawn}


@contextmanager
def _game(folder: Path, timeline: Timeline, library: Library | None = None) -> Iterator[App]:
    app = App(Options(folder, lang="en", seed=1, mute=True), timeline, library)
    try:
        yield app
    finally:
        app.close()


@contextmanager
def _watching(folder: Path, timeline: Timeline, name: str) -> Iterator[tuple[App, ClipPlayer]]:
    """Open a game whose only clips are the film in `folder`, at the moment when it begins to play."""
    with _game(folder / name, timeline, _library(folder, name)) as app:
        app.show_menu()
        play = Play(app.context, app.context.levels[0], PLAY_SCENES)
        play.begin()
        app.loop.step(0.0)
        assert play.player is not None  # noqa: S101 - the library has clips
        yield app, play.player


def _library(folder: Path, name: str) -> Library:
    place = folder / f"{name}-library"
    fill(place, 2, read_guide())
    library = Library(place)
    shelf = library.packs()[0]
    film = {"path": FILM, "seconds": media.SECONDS, "size": media.SIZE, "fps": media.FPS}
    clips = [Clip.model_validate({**clip.model_dump(), **film}) for clip in library.clips(shelf.pack.name)]
    db = index.connect(place / FILE)
    with transaction(db):
        index.add(db, index.PackEntry(shelf.pack, clips, str(folder), embedded=True))
    db.close()
    return library


def _frame_cost(folder: Path, run: int) -> tuple[float, tuple[int, int]]:
    """Return the processor seconds per frame, decoder and all, and the size in which the stage shows it."""
    timeline = VirtualTime()
    with _watching(folder, timeline, f"cost-{run}") as (app, player):
        app.settle()
        app.loop.step(0.0)
        drawn, busy = app.loop.frames_drawn, process_time()
        while player.state is PlayerState.PLAYING:
            app.loop.step(1 / media.FPS)
            app.settle()
        cost = (process_time() - busy) / max(1, app.loop.frames_drawn - drawn)
        assert player.picture is not None  # noqa: S101 - it played
        return cost, player.picture.size


def _in_real_time(folder: Path) -> tuple[int, int, float]:
    """Return late frames, frames, and the share of one core, of the clip played in the game's own loop."""
    with _watching(folder, RealTime(), "real") as (app, player):
        share = _run(app, media.SECONDS - 0.5)
        return player.late_frames, player.index + 1, share


def _run(app: App, seconds: float) -> float:
    """Let the game run for so long and return the share of one core that it took.

    Its loop is stopped: a window that is closed would ask first whether the session may end.
    """
    start, busy = perf_counter(), process_time()
    go_on = app.loop.on_step

    def until_then(now: float) -> None:
        go_on(now)
        if perf_counter() - start >= seconds:
            app.loop.stop()

    app.loop.on_step = until_then
    pygame.time.set_timer(pygame.event.custom_type(), round(seconds * 1000) + 1, 1)
    app.loop.run()
    return (process_time() - busy) / (perf_counter() - start)
