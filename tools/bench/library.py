"""The library: opening it and drawing a session, from a hundred, ten thousand and a hundred thousand clips.

The rows are made here and written through the library's own index: only their number matters.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median
from time import process_time
from typing import Any, Final

from game import resources
from game.content.base import LocalText
from game.content.guide import Guide
from game.content.levels import Level
from game.content.models import Artefact, Clip, Consent, Licence, Pack, Source
from game.content.regions import RegionKey
from game.packs import index, shelves
from game.packs.library import FILE, Library
from game.quiz.history import History
from game.quiz.rounds import Deal, Round, answer_to
from game.quiz.scheduler import choose, narrowed, plan_next
from game.records.database import transaction

COUNTS: Final = (100, 10_000, 100_000)
COPIES: Final = 100
"""Of each of the second number of clips: a million in all."""
RUNS: Final = 5
PEOPLE: Final = 40
SQUARE: Final = ((0.3, 0.3), (0.6, 0.3), (0.6, 0.6), (0.3, 0.6))


def measure(scratch: Path) -> dict[str, Any]:
    """Return for each number of clips the milliseconds to open and to draw, and their growth."""
    guide, level = resources.read_guide(), resources.read_levels()[0]
    rows: dict[str, dict[str, float]] = {}
    for count in COUNTS:
        folder = scratch / f"library-{count}"
        fill(folder, count, guide)
        rows[str(count)] = _cost(folder, guide, level)
    few, many = (sum(rows[str(count)].values()) for count in (COUNTS[0], COUNTS[-1]))
    multiply(scratch / f"library-{COUNTS[1]}", COPIES)
    rows[str(COUNTS[1] * COPIES)] = most = _cost(scratch / f"library-{COUNTS[1]}", guide, level)
    drawn = rows[str(COUNTS[0])]["draw_ms"]
    return {"clips": rows, "ratio": many / few, "draw_ratio_1m": most["draw_ms"] / drawn}


def _cost(folder: Path, guide: Guide, level: Level) -> dict[str, float]:
    """Return the processor milliseconds to open a library and to draw from it (medians over RUNS seeds)."""
    opened, drawn = [], []
    for run in range(RUNS):
        start = process_time()
        library = open_for_menu(folder, guide)
        opened.append(process_time() - start)
        start = process_time()
        draw_session(library, guide, level, Random(run))
        drawn.append(process_time() - start)
        library.close()
    return {"open_ms": 1000 * median(opened), "draw_ms": 1000 * median(drawn)}


def fill(folder: Path, count: int, guide: Guide) -> None:
    """Write an index of `count` clips, half of them manipulated, over all kinds of the guide."""
    Library(folder).close()
    db = index.connect(folder / FILE)
    try:
        with transaction(db):
            index.add(
                db, index.PackEntry(pack_of(), tuple(clips_of(count, guide)), str(folder), embedded=True)
            )
    finally:
        db.close()


def multiply(folder: Path, times: int) -> None:
    """Make so many clips of each one in the index, each at a place of its own in the shuffle.

    A million records would take minutes to make and to check one by one.
    """
    db = index.connect(folder / FILE)
    try:
        with transaction(db):
            (pack, count) = db.execute("SELECT key, clips FROM packs").fetchone()
            db.execute(
                "WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n + 1 < ?1)"
                " INSERT INTO clips SELECT key + n * ?2, pack, id || '-' || n, label, person || '-' || n,"
                " original || '-' || n, kinds, difficulty, random() / 18446744073709551616.0 + 0.5,"
                " replace(record, id, id || '-' || n), media, language FROM copies, clips",
                (times, count),
            )
            db.execute("UPDATE packs SET clips = clips * ?", (times,))
            db.execute("UPDATE tallies SET clips = clips * ?", (times,))
            shelves.remove(db, pack)
            shelves.add(db, pack)
    finally:
        db.close()


def pack_of() -> Pack:
    """Return the pack of all these clips."""
    return Pack(
        format=1,
        name="many",
        version="1.0.0",
        title=LocalText(en="Many"),
        description=LocalText(en="Made for measuring"),
        licenses=(Licence(name="CC0-1.0"),),
        consent=Consent(basis="virtual", manipulation="virtual", evidence=LocalText(en="Nobody was filmed.")),
        sources=(Source(title=LocalText(en="Numbers")),),
        display=("home",),
    )


def clips_of(count: int, guide: Guide) -> Iterator[Clip]:
    """Yield `count` clips: each real one, then an edit of it."""
    kinds = tuple(guide.kinds.values())
    real = Clip(
        id="real",
        path="media/clip.mp4",
        hash="sha256:" + "0" * 64,
        bytes=1000,
        label="real",
        person="person-0",
        seconds=3.0,
        size=(1280, 720),
        fps=25,
        audio=True,
        description=LocalText(en="A person talks."),
        difficulty=0.5,
    )
    for number in range(count):
        i = number // 2
        person = f"person-{i % PEOPLE}"
        if number % 2 == 0:
            yield real.model_copy(update={"id": f"real-{i}", "person": person})
            continue
        kind = kinds[i % len(kinds)]
        region = () if kind.audible else (RegionKey(t=0.0, polygon=SQUARE),)
        update = {
            "id": f"edit-{i}",
            "label": "manipulated",
            "method": "self-blend",
            "original": f"real-{i}",
            "person": person,
            "difficulty": (i * 37 % 100) / 100,
            "artefacts": (Artefact(kind=kind.id, interval=(0.5, 2.5), region=region),),
        }
        yield real.model_copy(update=update)


def open_for_menu(folder: Path, guide: Guide) -> Library:
    """Open the library and count the clips of each level, as the menu does before it shows."""
    library = Library(folder)
    library.packs()
    for level in resources.read_levels():
        library.counts(narrowed(level, guide).kinds)
    return library


def draw_session(library: Library, guide: Guide, level: Level, random: Random) -> tuple[str, ...]:
    """Draw all clips of a session of `level`, as a session does round by round; return their ids."""
    level, history = narrowed(level, guide), History().new_session()
    drawn: list[str] = []
    for _ in range(level.rounds):
        for wish in plan_next(history, level, random.random):
            pool = library.pool(wish.label, kinds=wish.kinds, difficulty=wish.difficulty, u=wish.u)
            chosen = choose(wish, pool, history, random.random)
            if chosen is not None:
                clip = library.clip(chosen.pack, chosen.clip)
                if clip.original is not None:
                    library.clip(chosen.pack, clip.original)
                step, named = random.choice((1, 6)), next(iter(clip.kinds), None)
                said = Round(Deal(chosen.pack, clip, ()), step, kind=named)
                history = history.after(answer_to(said, "bench", len(drawn)))
                drawn.append(chosen.clip)
                break
    return tuple(drawn)
