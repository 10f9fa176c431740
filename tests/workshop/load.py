"""A whole lesson with robot phones and the real wall, measured: lost votes, doubled votes, latency, frames.

    python tests/workshop/load.py --phones 200 --clips 6 [--drops 0.2]

Runs on the loopback only and ends by itself. Needs a display for the wall (`xvfb-run` will do); without one
it draws on SDL's dummy screen. It is a measurement and no test: times depend on the machine and its load.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

from game.app import App
from game.content.base import LocalText
from game.media.clip import PlayerState
from game.runtime import Options
from game.workshop.plan import Plan, PlanStep
from game.workshop.room import Close, NextItem, Reveal, RoomPhase, Start
from game.workshop.server.limits import Limits
from game.workshop.wall.opening import Workshop
from game.workshop.wall.setup import Choices

TEXT = LocalText(uz="Dars", en="Lesson", ru="Урок")


def plan(clips: int) -> Plan:
    clip = PlanStep(do="clip", minutes=1, prompt=TEXT)
    check = PlanStep(do="check", block="before", clips=2, minutes=1)
    steps = (check, *(clip for _ in range(max(1, clips - 2))))
    return Plan(id="load", minutes=60, title=TEXT, subtitle=TEXT, objectives=(TEXT,), steps=steps)


class Frames:
    """Counts what the clip players of the wall showed, and what came late."""

    def __init__(self) -> None:
        self.shown = self.late = 0
        self._player, self._index, self._late = None, -1, 0

    def look(self, player) -> None:
        if player is None:
            return
        if player is not self._player:
            self._player, self._index, self._late = player, player.index, player.late_frames
        self.late += player.late_frames - self._late
        self._late = player.late_frames
        if player.index != self._index:
            self._index = player.index
            self.shown += 1


def run(phones: int, clips: int, drops: float, seed: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as scratch:
        app = App(Options(Path(scratch), lang="en", size=(1280, 720), seed=1, mute=True))
        workshop = Workshop(app.context, address="127.0.0.1", limits=Limits.one_machine())
        workshop.begin()
        workshop.open(Choices(plan(clips), "127.0.0.1"))
        teaching = workshop.teaching
        service = teaching.voting.phones
        command = [sys.executable, str(Path(__file__).with_name("robots.py")), service.place]
        command += [teaching.room.code, str(phones), str(drops), str(seed)]
        out = Path(scratch) / "robots.json"
        robots = subprocess.Popen([*command, str(out)])
        frames = Frames()
        deadline = time.monotonic() + 60 + 15 * clips
        try:
            while teaching.room.phase is not RoomPhase.DONE:
                if time.monotonic() > deadline:
                    raise SystemExit(
                        f"the lesson did not end: {teaching.room.phase}, {teaching.room.voted()} votes"
                    )
                app.loop.step(app.loop._patience())
                frames.look(teaching.player)
                turn(teaching, phones)
            room = teaching.room
            until = time.monotonic() + 30
            while robots.poll() is None and time.monotonic() < until:
                app.loop.step(0.02)
            robots.wait(30)
            told = json.loads(out.read_text("utf-8"))
        finally:
            if robots.poll() is None:
                robots.kill()
            teaching.close()
            app.close()
    return report(room, told, frames, phones, drops)


SINCE: dict[tuple[int, str], float] = {}


def turn(teaching, phones: int) -> None:
    """Do what a teacher does, and look at each screen for a moment."""
    room = teaching.room
    here = SINCE.setdefault((room.at, room.phase), time.monotonic())
    waited = time.monotonic() - here
    if room.phase is RoomPhase.LOBBY and len(room.seats) == phones:
        teaching.do(Start())
    elif room.phase is RoomPhase.OPEN:
        ended = teaching.player is None or teaching.player.state is PlayerState.ENDED
        if len(room.ballot()) == phones and (ended or waited > 20):
            teaching.do(Close())
    elif room.phase is RoomPhase.CLOSED and waited > 0.3:
        teaching.do(Reveal())
    elif room.phase in (RoomPhase.SHOWN, RoomPhase.PAGE) and waited > 0.3:
        teaching.do(NextItem())


def report(room, told, frames: Frames, phones: int, drops: float) -> dict[str, object]:
    lost, changed = [], []
    for seat, votes in told["acked"].items():
        for item, vote in votes.items():
            kept = room.ballot(int(item)).get(seat)
            if kept is None:
                lost.append((seat, item))
            elif (kept.rev, kept.step) != (vote["rev"], vote["step"]):
                changed.append((seat, item))
    expected = phones * len(room.asks)
    ms = sorted(told["latencies"])
    return {
        "phones": phones,
        "drops": drops,
        "questions": len(room.asks),
        "votes_expected": expected,
        "votes_kept": sum(len(room.ballot(i)) for i in room.asks),
        "votes_acknowledged": sum(len(v) for v in told["acked"].values()),
        "lost": len(lost),
        "changed": len(changed),
        "refused": len(told["refused"]),
        "reconnects": told["reconnects"],
        "ack_ms": {
            "median": round(statistics.median(ms), 1),
            "p95": round(ms[int(len(ms) * 0.95)], 1),
            "p99": round(ms[int(len(ms) * 0.99)], 1),
            "max": round(ms[-1], 1),
            "within_100": round(sum(m <= 100 for m in ms) / len(ms), 4),
        },
        "frames_shown": frames.shown,
        "frames_late": frames.late,
        "late_share": round(frames.late / max(1, frames.shown + frames.late), 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--phones", type=int, default=200)
    parser.add_argument("--clips", type=int, default=6)
    parser.add_argument("--drops", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    sys.stdout.write(json.dumps(run(args.phones, args.clips, args.drops, args.seed), indent=1) + "\n")


if __name__ == "__main__":
    main()
