"""The recipe of the embedded pack, drawn up from the takes that are there.

    python -m tools.cast.recipe OUT

`OUT` holds the takes (`clips`, `occluder`, `points.npz`).
Which kind goes to which take is dealt by rule, so that each kind comes on as many people as possible, in
three strengths, with and without a degradation. Of people
who have new takes, only those of `KEPT_PEOPLE` keep the old ones.
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
from tools.cast.__main__ import TAKES, takes

EACH = 6
"""Clips of each kind, if there are so many people."""
MOST = 5
"""Edits of one take."""
STRENGTHS = (0.65, 0.95, 0.35)
KEPT_PEOPLE = ("actor-4",)
"""People whose old takes stay although they have new ones: the studio's drawings are of one of them."""
EYES = {"frozen-eyes", "eye-asymmetry"}
COVERED = "occlusion-failure"
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
    "warm-filter", "compressed", "low-light", "phone-sound", "sharpened", "enlarged", "stutter", "late-sound",
    "smooth-filter",
)  # fmt: skip
HELD = {
    "sheet": (
        "leaflet",
        {
            "uz": ", ogʻzi oldida varaq koʻtariladi.",
            "en": ", and a sheet rises in front of the mouth.",
            "ru": ", перед лицом поднимается лист.",
        },
    ),
    "book": (
        "book",
        {
            "uz": ", yuzi oldida kitob koʻtariladi.",
            "en": ", and a book rises in front of the face.",
            "ru": ", перед лицом поднимается книга.",
        },
    ),
}


def sources(out: Path) -> list[dict[str, Any]]:
    """Return the footage of the new takes."""
    people = {p["id"]: p for p in yaml.safe_load(TAKES.read_text("utf-8"))["people"]}
    found = []
    for name, (person, spec) in takes().items():
        film = out / "clips" / f"{name}.mp4"
        if not film.exists():
            continue
        about = people[person]
        ending = HELD[spec["held"]][1] if "held" in spec else dict.fromkeys(("uz", "en", "ru"), ".")
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
    """Which edits each new take gets."""

    def __init__(self, found: list[dict[str, Any]], before: Counter[str]) -> None:
        self.found, self.given = found, {source["id"]: [] for source in found}
        self.made = Counter(before)
        self.people: dict[str, set[str]] = {kind: set() for kind in KINDS}
        self.voices = {name: spec["voice"] for name, (_, spec) in takes().items()}

    def _fits(self, kind: str, source: dict[str, Any]) -> bool:
        if kind == COVERED or "cover" in source:
            return kind == COVERED and len(self.given[source["id"]]) < MOST
        if kind in EYES and source.get("glasses"):
            return False
        if kind == FLITE_ONLY and not self.voices[source["id"]].startswith("flite"):
            return False
        return kind not in self.given[source["id"]] and len(self.given[source["id"]]) < MOST

    def deal(self) -> dict[str, list[tuple[str, float]]]:
        """Edits by take, each with its strength; the kinds take turns, the emptiest take goes first."""
        for turn in range(2 * EACH):
            for kind in KINDS:
                if self.made[kind] >= EACH:
                    continue
                fitting = [s for s in self.found if self._fits(kind, s)]
                if not fitting:
                    continue
                best = min(
                    fitting,
                    key=lambda s: (
                        s["person"] in self.people[kind],
                        len(self.given[s["id"]]),
                        hashlib.sha256(f"{kind} {s['id']} {turn}".encode()).hexdigest(),
                    ),
                )
                strength = STRENGTHS[self.made[kind] % len(STRENGTHS)]
                self.given[best["id"]].append((kind, strength))
                self.people[kind].add(best["person"])
                self.made[kind] += 1
        return self.given


def _real(id_: str, source: str, **more: Any) -> dict[str, Any]:
    return {"id": id_, "source": source, **{key: value for key, value in more.items() if value is not None}}


def clips(found: list[dict[str, Any]], frames: dict[str, int], before: Counter[str]) -> list[dict[str, Any]]:
    """Return the clips of all new takes: untouched ones, plain and odd-looking, and the edits of each."""
    given, made = Dealing(found, before).deal(), Counter(before)
    specs = {name: spec for name, (_, spec) in takes().items()}
    orders: list[dict[str, Any]] = []
    for number, source in enumerate(found):
        name, count = source["id"], frames[source["id"]]
        odd = HELD[specs[name]["held"]][0] if "cover" in source else None
        cut = [2 + number % 4, count - 3 - number % 5]
        look = LOOKS[number % len(LOOKS)]
        ways: list[tuple[str, dict[str, Any]]] = [
            ("", {}),
            ("-cut", {"frames": cut}),
            (f"-{look}", {"look": look}),
        ]
        if "cover" in source:
            ways = ways[:2]
        elif number % 3 == 0:
            second = LOOKS[(number + 4) % len(LOOKS)]
            ways[1] = (f"-{second}", {"look": second})
        orders += [_real(f"{name}{end}", name, **way, odd=odd) for end, way in ways]
        for place, (kind, strength) in enumerate(given[name]):
            way = ways[(place + number) % len(ways)][1]
            if kind in {"lip-sync-mismatch", "audio-splice", "flat-intonation"} and "sound" in way.get(
                "look", ""
            ):
                way = {}
            edit: dict[str, Any] = {"kind": kind, "strength": strength}
            if kind in VARIANTS:
                edit["variant"] = VARIANTS[kind][made[kind] % len(VARIANTS[kind])]
            made[kind] += 1
            end = f"{kind}-{round(strength * 100)}" + (f"-{place}" if kind == COVERED else "")
            orders.append({"id": f"{name}-{end}", "source": name, **way, "edits": [edit]})
    return orders


def main(out: Path) -> None:
    """Write `assets/recipes/studio.yaml` and its face points anew."""
    path, points = folder() / "studio.yaml", folder() / "studio.landmarks.npz"
    text = path.read_text("utf-8")
    old, tracks = yaml.safe_load(text), landmarks.load(points)
    new = sources(out)
    again = {source["person"] for source in new}
    names = set(takes())
    stay = [
        s
        for s in old["sources"]
        if s["id"] not in names and (s["person"] not in again or s["person"] in KEPT_PEOPLE)
    ]
    kept = {s["id"] for s in stay}
    orders = [clip for clip in old["clips"] if clip["source"] in kept]
    before = Counter(edit["kind"] for clip in orders for edit in clip.get("edits", ()))
    tracks = {name: track for name, track in tracks.items() if name in kept} | {
        name: track for name, track in landmarks.load(out / "points.npz").items() if name in names
    }
    frames = {name: len(track) for name, track in tracks.items()}
    orders = clips(new, frames, before) + orders
    head = text[: text.index("\nsources:\n") + 1]
    rest = yaml.safe_dump(
        {"sources": new + stay, "clips": orders}, sort_keys=False, allow_unicode=True, width=200
    )
    path.write_text(head + rest, "utf-8")
    landmarks.save(points, {name: np.asarray(track) for name, track in tracks.items()})
    made = Counter(edit["kind"] for clip in orders for edit in clip.get("edits", ()))
    print(len(orders), "clips,", sum(made.values()), "altered;", dict(made))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
