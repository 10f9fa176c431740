"""`autoplay`: a robot plays a session through the real scenes and prints what store and summary say."""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from game.commands import options
from game.errors import ChinmiError
from game.media.audio import SilentSound
from game.quiz.history import History
from game.quiz.summary import summarise

if TYPE_CHECKING:
    from game.app import App
    from game.packs.library import Library
    from game.quiz.answer import Answer


LEVEL = "autoplay"
"""The level that a robot's sessions are stored under, so that they can be told from people's."""


def run(args: argparse.Namespace) -> int:
    """Play `--rounds` clips and print the result.

    The answers are kept in `--data-dir`, and without it nowhere: a robot's are not a player's. Packs are
    looked up where the player has them.
    """
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
    from game.ui.driver import Driver
    from tools.robots.library import library_with
    from tools.robots.robot import play_session, robot
    from tools.robots.tracing_driver import Witness

    seed = args.seed if args.seed is not None else 1
    if args.posts:
        return _run_posts(args, seed)
    player = robot(args.player, Random(f"{args.player} {seed}"))
    with tempfile.TemporaryDirectory() as scratch:
        own = options.data_dir(args) if args.data_dir or "CHINMI_DATA" in os.environ else Path(scratch)
        folder = own if args.data_dir else Path(scratch)
        app = _app(args, folder, library_with(Path(scratch) / "library", own, args.pack), seed)
        try:
            _refuse_one_label(app)
            if _only_sounds(app.context.library):
                app.context.sound = RobotEars()
            app.context.history = History()
            app.context.profile = str  # nobody's picture: a robot neither learns from people nor for them
            update = {"id": LEVEL, "rounds": args.rounds, "balanced": True}
            level = app.context.levels[0].model_copy(update=update)
            app.show_menu()
            driver = Witness(app) if args.verbose else Driver(app)
            driver.step()
            app.context.levels = (level, *app.context.levels[1:])
            app.show_menu()
            driver.click("practice")
            driver.click(f"level-{level.id}")
            with app.loop.hurried():  # a robot sees where the controls are without a picture
                play = play_session(driver, player)
            driver.step()
            answers = app.context.store.answers(play.session.id)
            result = report(answers, play.session.points, args.player, seed)
        finally:
            app.close()
    print(json.dumps(result, indent=1) if args.json else _lines(result))
    return 0


def _refuse_one_label(app: App) -> None:
    """Raise ChinmiError, in the player's language, where the packs hold real clips alone."""
    from game.home.practice import only_real

    if only_real(app.context.library):
        raise ChinmiError(app.context.t("practice.only_real"))


def _run_posts(args: argparse.Namespace, seed: int) -> int:
    """Play `--rounds` posts and print what the store says of them."""
    from game.posts.practice import practise
    from game.quiz.posts import summarise_posts
    from game.records.post_export import figures
    from game.ui.driver import Driver
    from tools.robots.library import library_with
    from tools.robots.post_players import post_player
    from tools.robots.posts import play_posts

    player = post_player(args.player, Random(f"{args.player} {seed}"))
    with tempfile.TemporaryDirectory() as scratch:
        own = options.data_dir(args) if args.data_dir or "CHINMI_DATA" in os.environ else Path(scratch)
        folder = own if args.data_dir else Path(scratch)
        app = _app(args, folder, library_with(Path(scratch) / "library", own, args.pack), seed)
        try:
            app.context.profile = str  # nobody's picture: a robot neither learns from people nor for them
            app.show_menu()
            driver = Driver(app)
            driver.step()
            play = practise(app.context, args.rounds)
            if play is None:
                raise ChinmiError("no clip of a computer-made actor is on: there is nothing to show in posts")
            driver.step()
            play_posts(driver, player)
            told = summarise_posts(app.context.store.posts(play.session))
            result = {"player": args.player, "seed": seed, **figures(told)}
        finally:
            app.close()
    print(json.dumps(result, indent=1) if args.json else _lines(result))
    return 0


class RobotEars(SilentSound):
    """Plays nothing, and is heard: a robot needs no loudspeaker for a pack of sounds."""

    @property
    def audible(self) -> bool:
        """Say yes."""
        return True


def _only_sounds(library: Library) -> bool:
    names = [installed.pack.name for installed in library.packs()]
    return all(clip.sound_only for name in names for clip in library.clips(name))


def _app(args: argparse.Namespace, folder: Path, library: Library, seed: int) -> App:
    from game.app import App
    from game.runtime import Options
    from game.ui.time import VirtualTime

    chosen = Options(
        data_dir=folder,
        lang=options.language(args) or "en",
        theme=options.theme(args),
        size=options.window_size(args),
        seed=seed,
        mute=True,
    )
    return App(chosen, VirtualTime(), library)


def report(answers: tuple[Answer, ...], points: int, player: str, seed: int) -> dict[str, Any]:
    """Return the figures of a session from its stored answers; `points` is what the summary shows."""
    told = summarise(answers)
    if told.points != points:
        raise ChinmiError(f"the store says {told.points} points, the summary {points}")
    per_kind: dict[str, dict[str, int]] = {}
    for answer in answers:
        for kind in answer.kinds:
            entry = per_kind.setdefault(kind, {"shown": 0, "called": 0, "found": 0, "named": 0})
            entry["shown"] += 1
            entry["called"] += answer.called_manipulated
            entry["found"] += answer.hit is not None
            entry["named"] += answer.kind_right
    counts = told.counts
    return {
        "player": player,
        "seed": seed,
        "rounds": len(answers),
        "hits": counts.hits,
        "misses": counts.misses,
        "false_alarms": counts.false_alarms,
        "correct_rejections": counts.correct_rejections,
        "dprime": round(told.dprime, 4),
        "criterion": round(told.criterion, 4) + 0.0,
        "brier": round(told.brier or 0.0, 4),
        "points": points,
        "per_kind": dict(sorted(per_kind.items())),
        "clips": [_clip(answer) for answer in answers],
    }


def _clip(answer: Answer) -> dict[str, Any]:
    marks = [list(mark) for mark in answer.marks]
    return {"id": answer.clip, "label": answer.label, "p": answer.p, "marks": marks, "points": answer.points}


def _lines(result: dict[str, Any]) -> str:
    plain = {key: value for key, value in result.items() if not isinstance(value, (dict, list))}
    return "\n".join(f"{key}: {value}" for key, value in plain.items())
