"""Make the takes of people whose key pictures are rendered: `python -m tools.cast PEOPLE OUT [TAKE...]`."""

import sys
import time
from pathlib import Path
from typing import Any

import yaml

from tools.cast.mesh import Body
from tools.cast.replay import Person
from tools.cast.take import shot

TAKES = Path(__file__).parent / "takes.yaml"


def takes() -> dict[str, tuple[str, dict[str, Any]]]:
    """All takes by their names, each with its person."""
    found = {}
    for person in yaml.safe_load(TAKES.read_text("utf-8"))["people"]:
        for take in person["takes"]:
            name = f"{person['id']}-take-{take['n']}"
            language = take["language"]
            spec = {
                **take,
                "text": take[language],
                "voice": person["voices"][language],
                "pitch": take.get("pitch", person.get("pitch", 50)),
                "speed": person.get("speed", 150),
                "seed": sum(map(ord, name)) * 7 + take["n"],
            }
            found[name] = (person["id"], spec)
    return found


def main(people: Path, out: Path, only: list[str]) -> None:
    """Make all takes that are not there yet, person by person."""
    (out / "clips").mkdir(parents=True, exist_ok=True)
    (out / "occluder").mkdir(exist_ok=True)
    body, loaded = Body(), {}
    for name, (person, spec) in takes().items():
        film = out / "clips" / f"{name}.mp4"
        if film.exists() or (only and name not in only) or not (people / person / "mood.json").exists():
            continue
        if person not in loaded:
            loaded = {person: Person(people / person, body)}
        started = time.process_time()
        part = film.with_suffix(".part")
        shot(loaded[person], spec, part, out / "occluder" / f"{name}.mkv")
        part.rename(film)
        print(f"{name}: {time.process_time() - started:.0f} s of processor time", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
