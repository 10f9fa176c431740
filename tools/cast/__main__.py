"""Make the takes of people whose pictures are rendered: `python -m tools.cast PEOPLE HELD OUT [TAKE...]`."""

import sys
import time
from pathlib import Path

from tools.cast.mesh import Body
from tools.cast.plan import takes
from tools.cast.replay import Person
from tools.cast.take import shot


def main(people: Path, things: Path, out: Path, only: list[str]) -> None:
    """Make all takes that are not there yet, person by person."""
    (out / "clips").mkdir(parents=True, exist_ok=True)
    (out / "occluder").mkdir(exist_ok=True)
    body, loaded = Body(), {}
    for name, (person, spec) in takes().items():
        film = out / "clips" / f"{name}.mp4"
        if film.exists() or (only and name not in only) or not (people / person / "mood.json").exists():
            continue
        if "held" in spec and not (things / person / f"held-{spec['held']}.png").exists():
            continue
        if person not in loaded:
            loaded = {person: Person(people / person, body)}
        started = time.process_time()
        part = film.with_suffix(".part")
        shot(loaded[person], spec, part, out / "occluder" / f"{name}.mkv", things / person)
        part.rename(film)
        print(f"{name}: {time.process_time() - started:.0f} s of processor time", flush=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]), sys.argv[4:])
