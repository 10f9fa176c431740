"""A year of a fleet: simulated machines fill a server; push, reports and difficulties are timed as it grows.

    python -m tools.trials.fleet_year --to postgresql://owner@127.0.0.1/fleet --rows 500000 1000000 5000000

The server must be empty of answers and set up with `fleet init`. Answers are those of simulated people to the
clips of the studio pack: each machine has an ability and a leaning, each clip a hardness that differs from
what its maker said. They go in by COPY, as a restore would; what one machine's own push brings is timed, too.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from game import resources
from game.errors import ChinmiError
from game.fleet.allowed import Allowed
from game.fleet.batch import Machine
from game.fleet.difficulties import pooled_difficulties
from game.fleet.facts import read_clips
from game.fleet.local import LocalFleet
from game.fleet.push import push
from game.fleet.report import write_report
from game.fleet.server import connected
from game.fleet.setup import shifted
from game.packs.archive import open_pack
from game.packs.reader import read_pack
from game.quiz import ability
from game.quiz.answer import Answer
from game.quiz.judgement import STEPS
from game.records import schema
from game.records.database import Database
from game.records.store import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.content.models import Clip
    from game.fleet.server import Connection

    Array = np.ndarray[Any, np.dtype[Any]]

ROUNDS: Final = 8
"""Answers in a session."""
CLASSES: Final = 0.15
KIOSKS: Final = 0.05
"""Which part of the machines a class uses, and which part is kiosks."""
SILENT: Final = 0.06
"""Which part of the machines was heard of only until a while ago."""
LANGUAGES: Final = ("uz", "ru", "en")
SHARE: Final = (0.62, 0.28, 0.1)
COLUMNS: Final = (
    "session, number, month, device, p, difficulty, manipulated, asked, language, pack, version, clip, "
    "block, kinds, found"
)


@dataclass(frozen=True, slots=True)
class World:
    """The simulated machines and clips."""

    today: date
    months: tuple[str, ...]
    devices: tuple[str, ...]
    sites: tuple[str, ...]
    theta: Array
    leaning: Array
    language: Array
    clips: tuple[Clip, ...]
    hardness: Array
    manipulated: Array
    tails: tuple[str, ...]
    """The end of a row of COPY for each clip."""


def build(devices: int, today: date, seed: int) -> World:
    """Return `devices` machines and the studio pack's clips, the same for each seed."""
    rng = np.random.default_rng(seed)
    with open_pack(resources.assets() / "packs" / "studio") as files:
        clips = read_pack(files).clips
    stated = np.array([ability.hardness(float(clip.difficulty)) for clip in clips])
    names = tuple(str(uuid.UUID(bytes=rng.bytes(16), version=4)) for _ in range(devices))
    tails = tuple(f"studio\t1.0.0\t{clip.id}\t\\N\t{{{','.join(clip.kinds)}}}\t{{}}\n" for clip in clips)
    return World(
        today=today,
        months=tuple(shifted(today, -ago).isoformat() for ago in range(11, -1, -1)),
        devices=names,
        sites=tuple(f"school {i // 8 + 1:03d}" for i in range(devices)),
        theta=rng.normal(0.2, 0.9, devices),
        leaning=rng.normal(-0.1, 0.35, devices),
        language=rng.choice(len(LANGUAGES), devices, p=SHARE),
        clips=clips,
        hardness=stated + rng.normal(0.0, 0.8, len(clips)),
        manipulated=np.array([clip.manipulated for clip in clips]),
        tails=tails,
    )


def answers(world: World, machine: int, sessions: int, chunk: int) -> Iterator[tuple[str, str]]:
    """Yield (rows of answers, row of the session) of `sessions` sessions of one machine, for COPY."""
    rng = np.random.default_rng((machine, chunk))
    shape = (sessions, ROUNDS)
    clips = rng.integers(0, len(world.clips), shape)
    months = np.sort(rng.integers(0, len(world.months), sessions))
    grown = world.theta[machine] + 0.05 * months[:, None]
    known = rng.random(shape) < 1 / (1 + np.exp(world.hardness[clips] - grown))
    guess = rng.random(shape) < 0.5 - 0.25 * world.leaning[machine]
    called = np.where(known, world.manipulated[clips], guess)
    steps = np.where(called, rng.integers(4, 7, shape), rng.integers(1, 4, shape))
    finished = rng.random(sessions) < 0.86
    device, language = world.devices[machine], LANGUAGES[world.language[machine]]
    begin = f"{device[:8]}-{device[9:13]}-4{chunk % 16:x}{device[16:18]}-8000-"
    for s in range(sessions):
        session, month = f"{begin}{s:012x}", world.months[months[s]]
        rows = "".join(
            f"{session}\t{i}\t{month}\t{device}\t{STEPS[steps[s, i] - 1]}\t"
            f"{float(world.clips[c].difficulty)}\t{'t' if world.manipulated[c] else 'f'}\tt\t{language}\t"
            f"{world.tails[c]}"
            for i, c in enumerate(clips[s].tolist())
        )
        yield rows, f"{session}\t{month}\t{'t' if finished[s] else 'f'}\t{device}\t{language}\n"


def load(connection: Connection, world: World, rows: int, chunk: int) -> float:
    """Copy about `rows` answers of all machines to the server; return how many seconds that took."""
    home = round(len(world.devices) * (1 - CLASSES - KIOSKS))
    sessions = round(rows / ROUNDS / home)
    kept: list[str] = []
    start = time.perf_counter()
    with connection.transaction(), connection.cursor() as cursor:
        with cursor.copy(f"COPY fleet.answers ({COLUMNS}) FROM STDIN".encode()) as copy:
            for machine in range(home):
                parts = []
                for answer, session in answers(world, machine, sessions, chunk):
                    parts.append(answer)
                    kept.append(session)
                copy.write("".join(parts))
        with cursor.copy(
            "COPY fleet.sessions (session, month, finished, device, language) FROM STDIN"
        ) as copy:
            for at in range(0, len(kept), 10_000):
                copy.write("".join(kept[at : at + 10_000]))
    connection.execute("ANALYZE fleet.answers")
    return time.perf_counter() - start


def introduce(connection: Connection, world: World, seed: int) -> None:
    """Bring the machines, the days on which they were heard of, lessons, gains and kiosks to the server."""
    rng = np.random.default_rng(seed)
    home = round(len(world.devices) * (1 - CLASSES - KIOSKS))
    kiosks = home + round(len(world.devices) * CLASSES)
    days = np.arange(365)
    with connection.transaction(), connection.cursor() as cursor:
        with cursor.copy("COPY fleet.devices FROM STDIN") as copy:
            for i, device in enumerate(world.devices):
                copy.write_row((device, 1, world.sites[i], f"room {i % 8 + 1}"))
        with cursor.copy("COPY fleet.heard FROM STDIN") as copy:
            for device in world.devices:
                ended = int(rng.integers(20, 200)) if rng.random() < SILENT else 0
                begun = int(rng.integers(30, 365))
                for ago in days[(days >= ended) & (days < max(begun, ended + 1)) & (rng.random(365) < 0.7)]:
                    copy.write_row((device, date.fromordinal(world.today.toordinal() - int(ago)), "0.1.0"))
        for i in range(home):
            _gain(cursor, world, rng, i)
        for i in range(home, kiosks):
            for lesson in range(12):
                _lesson(cursor, world, rng, i, lesson)
        for i in range(kiosks, len(world.devices)):
            _kiosk(cursor, world, rng, i)


def _calls(rng: np.random.Generator, sharpness: float, n: int) -> list[int]:
    right = float(np.clip(0.5 + 0.19 * sharpness, 0.05, 0.95))
    hits, rejections = int(rng.binomial(n, right)), int(rng.binomial(n, right))
    return [hits, n - hits, n - rejections, rejections]


def _gain(cursor: Any, world: World, rng: np.random.Generator, i: int) -> None:
    block = "check-short" if rng.random() < 0.7 else "check-long"
    n, sharp = (5 if block == "check-short" else 10), float(world.theta[i])
    spoken = LANGUAGES[world.language[i]]
    values = (str(uuid.uuid4()), world.months[int(rng.integers(12))], world.devices[i], spoken, block)
    pair = _calls(rng, 0.7 + 0.3 * sharp, n), _calls(rng, 1.25 + 0.3 * sharp, n)
    cursor.execute("INSERT INTO fleet.gains VALUES (%s, 1, %s, %s, %s, %s, %s, %s)", (*values, *pair))


def _lesson(cursor: Any, world: World, rng: np.random.Generator, i: int, lesson: int) -> None:
    people, plan = int(rng.integers(9, 32)), f"minutes-{rng.choice((20, 45, 45, 90))}"
    grown = {"minutes-20": 0.25, "minutes-45": 0.55, "minutes-90": 0.8}[plan]
    calls = {
        "before": _calls(rng, 0.7, 2 * people),
        "lesson": _calls(rng, 0.9, 4 * people),
        "after": _calls(rng, 0.7 + grown, 2 * people),
    }
    name, month = str(uuid.uuid4()), world.months[lesson]
    spoken = LANGUAGES[world.language[i]]
    row = (name, month, world.devices[i], plan, spoken, people, json.dumps(calls))
    cursor.execute("INSERT INTO fleet.lessons VALUES (%s, %s, %s, %s, %s, %s, %s)", row)
    for number in range(6):
        at = int(rng.integers(len(world.clips)))
        clip = world.clips[at]
        wrong = int(rng.binomial(people, float(np.clip(0.25 + 0.1 * world.hardness[at], 0.02, 0.6))))
        cursor.execute(
            "INSERT INTO fleet.lesson_clips VALUES (%s, %s, %s, 'studio', '1.0.0', %s, %s, %s, %s, %s)",
            (name, number, world.devices[i], clip.id, clip.manipulated, list(clip.kinds), people, wrong),
        )


def _kiosk(cursor: Any, world: World, rng: np.random.Generator, i: int) -> None:
    rows = []
    for month in world.months:
        visits = int(rng.integers(200, 900))
        hits, misses, alarms, rejections = _calls(rng, 0.8, 3 * visits)
        names = {"start": visits, "finish": visits * 7 // 10, "manipulated.5": hits, "manipulated.2": misses}
        names |= {"real.5": alarms, "real.2": rejections}
        rows += [(world.devices[i], month[:7], name, n) for name, n in names.items()]
    cursor.executemany("INSERT INTO fleet.kiosk_counts VALUES (%s, %s, %s, %s)", rows)


def _keep_answers(folder: Path, world: World, rows: int, at: str) -> None:
    """Write `rows` answers into the store in `folder`, as a year of play would have left them."""
    kept = []
    for number in range(rows):
        clip = world.clips[number % len(world.clips)]
        session = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{at} {number // ROUNDS}"))
        known = (session, number % ROUNDS, "studio", clip.id, clip.person, clip.label, clip.original)
        kept.append(Answer(*known, float(clip.difficulty), clip.kinds, 0.8, 96, at=at))
    sessions = [
        (session, "mixed", ROUNDS, "uz", at, at) for session in dict.fromkeys(a.session for a in kept)
    ]
    db = Database.open(folder / FILE_NAME, schema.ANSWERS)
    with db.transaction() as lent:
        begin = ("id", "level", "length", "language", "started", "finished")
        lent.executemany(schema.insert_of("sessions", begin), sessions)
        fields = schema.ANSWER_FIELDS
        lent.executemany(schema.insert_of("answers", fields), [schema.row_of(answer) for answer in kept])
    db.close()


def pushed(url: str, world: World, rows: int) -> float:
    """Return how many answers a second one machine's push brings, of `rows` answers kept in its own store."""
    with tempfile.TemporaryDirectory(prefix="chinmi-") as name:
        folder = Path(name)
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        _keep_answers(folder, world, rows, at)
        fleet = LocalFleet.open(folder)
        joined = fleet.join("trial", "trial")
        machine = Machine(folder, fleet, joined, Allowed.here(folder, joined), at)
        start = time.perf_counter()
        done = push(machine, url, "trial", pause=time.sleep)
        seconds = time.perf_counter() - start
        fleet.close()
        return done.rows / seconds


def measure(url: str, world: World, out: Path) -> dict[str, float]:
    """Return how many seconds report and difficulties take, and how large the server is."""
    start = time.perf_counter()
    write_report(url, out, world.today)
    report = time.perf_counter() - start
    with connected(url) as connection:
        start = time.perf_counter()
        found = pooled_difficulties(read_clips(connection))
        difficulties = time.perf_counter() - start
        sizes = connection.execute(
            "SELECT (SELECT count(*) FROM fleet.answers), (SELECT sum(pg_total_relation_size(inhrelid)) "
            "FROM pg_inherits WHERE inhparent = 'fleet.answers'::regclass)"
        ).fetchone()
    if sizes is None:
        raise ChinmiError("the server tells no sizes")
    hardness = {clip.id: b for clip, b in zip(world.clips, world.hardness, strict=True)}
    rest = np.array([one.b - hardness[one.clip] for one in found])
    return {
        "answers": float(sizes[0]),
        "mb": float(sizes[1]) / 2**20,
        "report_s": report,
        "difficulties_s": difficulties,
        "difficulties_rmse": float(rest.std()),
    }


def main() -> None:
    """Load and measure at each size, and print a line of JSON for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--to", required=True, help="the server, set up with `fleet init`, as its owner")
    parser.add_argument("--rows", type=int, nargs="+", default=[500_000], help="answers at which to measure")
    parser.add_argument("--devices", type=int, default=1000, help="machines (1000)")
    parser.add_argument("--push", type=int, default=20_000, help="answers of the machine whose push is timed")
    parser.add_argument("--out", type=Path, required=True, help="the folder for the reports")
    args = parser.parse_args()
    world = build(args.devices, datetime.now(UTC).date(), seed=7)
    there = 0
    with connected(args.to) as connection:
        introduce(connection, world, seed=8)
    for chunk, rows in enumerate(args.rows):
        with connected(args.to) as connection:
            seconds = load(connection, world, rows - there, chunk)
        figures = {"copy_rows_per_s": (rows - there) / seconds, **measure(args.to, world, args.out)}
        there = rows
        if args.push:
            figures["push_rows_per_s"] = pushed(args.to, world, args.push)
        print(json.dumps({name: round(value, 3) for name, value in figures.items()}), flush=True)


if __name__ == "__main__":
    main()
