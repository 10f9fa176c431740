"""The running game: what a 720p frame costs on its screen, late frames, and what a still screen costs.

The game itself runs, in a window where there is one, with a film that was made on the spot.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
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
from tools.bench.peers import frame_costs

FILM: Final = "speed.mp4"
STILL_SECONDS: Final = 5.0
SHARE_RUNS: Final = 2


def measure_frames(scratch: Path) -> dict[str, Any]:
    """Return the costs of a frame in processor time, and the late frames of a clip played in real time."""
    folder = scratch / "frames"
    folder.mkdir()
    pygame.init()
    told = asdict(media.measure(folder, pygame.Surface(media.SIZE, 0, 32)))
    in_game = 1000 * min(_frame_cost(folder, run) for run in range(SHARE_RUNS))
    peers = frame_costs(folder / FILM, media.SECONDS, media.FPS)
    late, frames, share = _in_real_time(folder)
    return {
        **told,
        "game_ms": in_game,
        "game_ratio": in_game / told["decode_ms"],
        "against": {name: in_game / (1000 * cost) for name, cost in peers.items()},
        "game_late_frames": late,
        "game_frames": frames,
        "game_cpu_share": share,
    }


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


def _frame_cost(folder: Path, run: int) -> float:
    """Return the processor seconds per frame, decoder and all, with the clip on the stage."""
    timeline = VirtualTime()
    with _watching(folder, timeline, f"cost-{run}") as (app, player):
        app.settle()
        app.loop.step(0.0)
        drawn, busy = app.loop.frames_drawn, process_time()
        while player.state is PlayerState.PLAYING:
            app.loop.step(1 / media.FPS)
            app.settle()
        return (process_time() - busy) / max(1, app.loop.frames_drawn - drawn)


def _in_real_time(folder: Path) -> tuple[int, int, float]:
    """Return late frames, frames, and the share of one core, of the clip played in the game's own loop."""
    with _watching(folder, RealTime(), "real") as (app, player):
        share = _run(app, media.SECONDS - 0.5)
        return player.late_frames, player.index + 1, share


def _run(app: App, seconds: float) -> float:
    """Let the game run for so long and return the share of one core that it took."""
    pygame.time.set_timer(pygame.QUIT, round(seconds * 1000), 1)
    start, busy = perf_counter(), process_time()
    app.loop.run()
    return (process_time() - busy) / (perf_counter() - start)
