"""What is said in which take, and by whom: `takes.yaml`."""

from pathlib import Path
from typing import Any

import yaml

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
