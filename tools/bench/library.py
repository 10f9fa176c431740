"""The library: opening it and drawing sessions, from a hundred clips to a million.

The rows are made here and written through the library's own index: only their number matters. Each session is
drawn from a library that was just opened, with no clip of it read before: in a small one the same clips come
again and again, and would be read once only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from random import Random
from statistics import median
from time import process_time
from typing import Any, Final, NamedTuple

from game import resources
from game.content.base import LocalText
from game.content.guide import Guide
from game.content.levels import Level
from game.content.models import Artefact, Clip, Consent, Licence, Pack, Source
from game.content.regions import RegionKey
from game.packs import index, shelves
from game.packs.library import FILE, Library
from game.quiz.choice import choose
from game.quiz.history import History
from game.quiz.rounds import Deal, Round, answer_to
from game.quiz.scheduler import narrowed, plan_next
from game.records.database import transaction
from tools.bench import reads

COUNTS: Final = (100, 10_000, 100_000)
COPIES: Final = 100
"""Of each of the second number of clips: a million in all."""
SEEDS: Final = 5
TURNS: Final = 5
"""Each session is drawn so often from each library, in turns; its least cost counts."""
PEOPLE: Final = 40
SQUARE: Final = ((0.3, 0.3), (0.6, 0.3), (0.6, 0.6), (0.3, 0.6))


def measure(scratch: Path) -> dict[str, Any]:
    """Return for each number of clips the milliseconds to open and to draw, and their growth.

    `draw_ratio_1m` is that of the sessions in the middle, `draw_worst_1m` that of the one that grows most:
    of each level of practice with each seed. `worst_read_ms` is what the screens ask of the last of COUNTS.
    """
    guide, levels = resources.read_guide(), resources.read_levels()
    folders = {count: scratch / f"library-{count}" for count in COUNTS}
    for count, folder in folders.items():
        fill(folder, count, guide)
    most = COPIES * COUNTS[1]
    folders[most] = scratch / f"library-{most}"
    fill(folders[most], COUNTS[1], guide)
    multiply(folders[most], COPIES)
    costs = {session: _costs(folders, guide, *session) for session in product(levels, range(SEEDS))}
    few = COUNTS[0]
    dearest, read = reads.worst(folders[COUNTS[-1]])
    rows = {count: _middle([cost[count] for cost in costs.values()]) for count in folders}
    drawn = [cost[most].draw_ms / cost[few].draw_ms for cost in costs.values()]
    return {
        "clips": {str(count): row._asdict() for count, row in rows.items()},
        "ratio": sum(rows[COUNTS[-1]]) / sum(rows[few]),
        "draw_ratio_1m": median(drawn),
        "draw_worst_1m": max(drawn),
        "worst_read_ms": dearest,
        "worst_read": read,
    }


class Cost(NamedTuple):
    """Processor milliseconds of a library: to open it, and to draw a session from it."""

    open_ms: float
    draw_ms: float


def _costs(folders: Mapping[int, Path], guide: Guide, level: Level, seed: int) -> dict[int, Cost]:
    """Return what a session costs in each library: the least of TURNS, each library in its turn."""
    least: dict[int, Cost] = {}
    for _, (count, folder) in product(range(TURNS), folders.items()):
        cost = _cost(folder, guide, level, seed)
        before = least.get(count, cost)
        least[count] = Cost(min(cost.open_ms, before.open_ms), min(cost.draw_ms, before.draw_ms))
    return least


def _cost(folder: Path, guide: Guide, level: Level, seed: int) -> Cost:
    index.clip_of.cache_clear()
    start = process_time()
    library = open_for_menu(folder, guide)
    opened = process_time()
    draw_session(library, guide, level, Random(seed))
    drawn = process_time()
    library.close()
    return Cost(1000 * (opened - start), 1000 * (drawn - opened))


def _middle(costs: Sequence[Cost]) -> Cost:
    return Cost(*map(median, zip(*costs, strict=True)))


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
