"""The recipe of the embedded pack, drawn up from the takes that are there.

    python -m tools.cast.recipe OUT

`OUT` holds the takes (`clips`, `occluder`, `points.npz`).
Which kind goes to which take is dealt by rule among all takes of `takes.yaml`, so that each kind comes on as
many people as possible, in three strengths, with and without a degradation.
"""

import hashlib
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from game.forge import landmarks
from game.forge.recipe import folder
from tools.cast.plan import TAKES, takes

EACH = 6
"""Clips of each kind, if there are so many people."""
MOST = 6
"""Edits of one take."""
STRENGTHS = (0.6, 1.0, 0.25)
KEPT = ("actor-4-take-1",)
"""Clips of version 1.0.0 that stay: the studio's drawings are of this one."""
EYES = {"frozen-eyes", "eye-asymmetry"}
HEARD = {"lip-sync-mismatch", "audio-splice", "flat-intonation", "metallic-voice"}
COVERED = "occlusion-failure"
"""For takes with a hand before the face, which get no other kind."""
FLITE_ONLY = "metallic-voice"
"""The other synthetic voices sound metallic as they are."""
KINDS = (
    COVERED, "colour-mismatch", "frozen-eyes", "blending-boundary", "flat-intonation", "double-eyebrows",
    "lighting-mismatch", "audio-splice", "resolution-mismatch", "jitter", "over-smooth-skin",
    "lip-sync-mismatch", "edge-halo", "mouth-interior", "identity-flicker", "head-pose-mismatch",
    "eye-asymmetry", FLITE_ONLY,
)  # fmt: skip
VARIANTS = {
    "colour-mismatch": ("red", "green", "blue", "yellow", "pale", "red"),
    "blending-boundary": ("darker", "lighter"),
}
LOOKS = (
    "warm-filter", "compressed", "smooth-filter", "phone-sound", "compressed", "enlarged", "stutter",
    "late-sound", "smooth-filter",
)  # fmt: skip
"""Degradations, in turn; sharpened clips and dark ones full of noise are three times as large."""
ENDINGS = {
    "bowl": {
        "uz": " va piyoladan choy ichadi.",
        "en": " and drinks from a bowl.",
        "ru": " и пьёт из пиалы.",
    },
    "sheet": {
        "uz": " va varaqni koʻtarib koʻrsatadi.",
        "en": " and holds up a sheet.",
        "ru": " и показывает лист бумаги.",
    },
    "hand": {
        "uz": ", qoʻli yuzi oldidan oʻtadi.",
        "en": ", and a hand passes before the face.",
        "ru": ", рука проходит перед лицом.",
    },
    "turn": {
        "uz": " va boshini yonga buradi.",
        "en": " and turns the head.",
        "ru": " и поворачивает голову.",
    },
    "": {"uz": ".", "en": ".", "ru": "."},
}
"""How the description of a take ends, by what happens in it."""


def happens(spec: dict[str, Any]) -> str:
    """Return what happens in a take besides speaking."""
    return str(spec.get("held") or ("turn" if spec.get("turn") else ""))


def sources(out: Path) -> list[dict[str, Any]]:
    """Return the footage of the new takes."""
    people = {p["id"]: p for p in yaml.safe_load(TAKES.read_text("utf-8"))["people"]}
    found = []
    for name, (person, spec) in takes().items():
        film = out / "clips" / f"{name}.mp4"
        if not film.exists():
            continue
        about = people[person]
        ending = ENDINGS[happens(spec)]
        content = film.read_bytes()
        source = {
            "id": name,
            "path": f"clips/{name}.mp4",
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "person": person,
            "fps": 25,
            "language": spec["language"],
            "captions": {code: spec[code] for code in ("uz", "en", "ru")},
            "description": {code: about["shown"][code] + ending[code] for code in ("uz", "en", "ru")},
        }
        if about.get("glasses"):
            source["glasses"] = True
        if "held" in spec:
            source["cover"] = f"occluder/{name}.mkv"
        found.append(source)
    return found


class Dealing:
    """Which edits each take gets."""

    def __init__(self) -> None:
        people = {p["id"]: p for p in yaml.safe_load(TAKES.read_text("utf-8"))["people"]}
        self.takes = takes()
        self.glasses = {name for name, person in people.items() if person.get("glasses")}
        self.given: dict[str, list[tuple[str, float, int]]] = {name: [] for name in self.takes}
        self.people: dict[str, set[str]] = {kind: set() for kind in KINDS}
        self.made = Counter[str]()

    def _fits(self, kind: str, name: str) -> bool:
        person, spec = self.takes[name]
        if ("held" in spec) != (kind == COVERED) or len(self.given[name]) >= MOST:
            return False
        if kind in EYES and (person in self.glasses or spec.get("turn")):
            return False
        if kind == FLITE_ONLY and not spec["voice"].startswith("flite"):
            return False
        return person not in self.people[kind]

    def deal(self) -> dict[str, list[tuple[str, float, int]]]:
        """Edits by take: kind, strength and number among those of its kind; the emptiest take goes first."""
        for turn in range(EACH):
            for kind in KINDS:
                fitting = [name for name in self.takes if self._fits(kind, name)]
                best = min(fitting, key=lambda name: (len(self.given[name]), _draw(kind, name, turn)))
                strength = STRENGTHS[(self.made[kind] + KINDS.index(kind)) % len(STRENGTHS)]
                self.given[best].append((kind, strength, self.made[kind]))
                self.people[kind].add(self.takes[best][0])
                self.made[kind] += 1
        return self.given


def _draw(kind: str, name: str, turn: int) -> str:
    return hashlib.sha256(f"{kind} {name} {turn}".encode()).hexdigest()


def _ways(number: int, count: int, *, covered: bool) -> list[tuple[str, dict[str, Any]]]:
    """Tell which untouched clips a take gives: ends of their ids, and what is done to the whole film."""
    look = LOOKS[number % len(LOOKS)]
    if covered or number % 4 == 3:
        return [("", {}), ("-cut", {"frames": [2 + number % 4, count - 3 - number % 5]})]
    return [("", {}), (f"-{look}", {"look": look})]


def clips(found: list[dict[str, Any]], frames: dict[str, int]) -> list[dict[str, Any]]:
    """Return the clips of all takes: untouched ones, plain and odd-looking, and the edits of each."""
    given, here, orders = Dealing().deal(), {source["id"]: source for source in found}, []
    for number, (name, (_, spec)) in enumerate(takes().items()):
        if name not in here:
            continue
        what = happens(spec)
        odd = {"odd": "head-turn" if what == "turn" else f"held-{what}"} if what else {}
        ways = _ways(number, frames[name], covered="held" in spec)
        orders += [{"id": f"{name}{end}", "source": name, **way, **odd} for end, way in ways]
        for place, (kind, strength, nth) in enumerate(given[name]):
            way = ways[(place + number) % len(ways)][1]
            if kind in HEARD and "sound" in way.get("look", ""):
                way = {}
            edit: dict[str, Any] = {"kind": kind, "strength": strength}
            if kind in VARIANTS:
                edit["variant"] = VARIANTS[kind][nth % len(VARIANTS[kind])]
            orders.append(
                {"id": f"{name}-{kind}-{round(strength * 100)}", "source": name, **way, "edits": [edit]}
            )
    return orders


class _Lists(yaml.SafeDumper):
    """Writes lists of numbers in one line, and lists within keys indented."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        del indentless
        super().increase_indent(flow, indentless=False)


_Lists.add_representer(
    list,
    lambda dumper, values: dumper.represent_sequence(
        "tag:yaml.org,2002:seq", values, flow_style=all(isinstance(v, int) for v in values)
    ),
)


def main(out: Path) -> None:
    """Write `assets/recipes/studio.yaml` and its face points anew."""
    path, points = folder() / "studio.yaml", folder() / "studio.landmarks.npz"
    text = path.read_text("utf-8")
    old, tracks = yaml.safe_load(text), landmarks.load(points)
    found = landmarks.load(out / "points.npz")
    new = [source for source in sources(out) if source["id"] in found]
    stay = [clip for clip in old["clips"] if clip["id"] in KEPT]
    footage = {clip["source"] for clip in stay}
    orders = stay + clips(new, {name: len(track) for name, track in found.items()})
    head = text[: text.index("\nsources:\n") + 1]
    data = {"sources": [s for s in old["sources"] if s["id"] in footage] + new, "clips": orders}
    rest = yaml.dump(data, Dumper=_Lists, sort_keys=False, allow_unicode=True, width=200)
    path.write_text(head + rest, "utf-8")
    kept = {name: np.asarray(track) for name, track in tracks.items() if name in footage}
    names = {source["id"] for source in new}
    landmarks.save(points, kept | {name: np.asarray(track) for name, track in found.items() if name in names})
    made = Counter(edit["kind"] for clip in orders for edit in clip.get("edits", ()))
    print(len(orders), "clips,", sum(made.values()), "altered;", dict(made))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
