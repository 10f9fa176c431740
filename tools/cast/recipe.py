"""The recipe of the embedded pack, drawn up from the takes that are there.

    python -m tools.cast.recipe OUT

`OUT` holds the takes (`clips`, `occluder`, `points.npz`).
Which kind goes to which take is dealt by rule, so that each kind comes on as many people as possible, in
three strengths, with and without a degradation. Of people
who have new takes, only those of `KEPT_WHOLE` keep the old ones.
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
MOST = 6
"""Edits of one take."""
STRENGTHS = (0.6, 1.0, 0.25)
KEPT_WHOLE = ("actor-1", "actor-4")
"""People of version 1.0.0 of whom all clips stay, new takes or not: the studio's drawings are of one of them.
Of the others those clips stay that are not cut, as long as there are no new takes."""
EYES = {"frozen-eyes", "eye-asymmetry"}
TOO_LARGE = {"actor-5-take-1-sharpened", "actor-5-take-1-blending-boundary-45"}
"""More than a megabyte each."""
HEARD = {"lip-sync-mismatch", "audio-splice", "flat-intonation", "metallic-voice"}
COVERED = "occlusion-failure"
CARD = {"prop": "card"}
"""What is drawn before a face where nothing was held."""
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

    def __init__(self, found: list[dict[str, Any]], before: dict[str, list[str]]) -> None:
        self.found, self.given = found, {source["id"]: [] for source in found}
        self.made = Counter({kind: len(people) for kind, people in before.items()})
        self.people: dict[str, set[str]] = {kind: set(before.get(kind, ())) for kind in KINDS}
        self.voices = {name: spec["voice"] for name, (_, spec) in takes().items()}

    def _fits(self, kind: str, source: dict[str, Any]) -> bool:
        if "cover" in source:
            return kind == COVERED and len(self.given[source["id"]]) < 2
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


def _ways(number: int, count: int, *, covered: bool) -> list[tuple[str, dict[str, Any]]]:
    """Tell which untouched clips a take gives: ends of their ids, and what is done to the whole film."""
    look, second = LOOKS[number % len(LOOKS)], LOOKS[(number + 4) % len(LOOKS)]
    cut = {"frames": [2 + number % 4, count - 3 - number % 5]}
    if covered:
        return [("", {}), ("-cut", cut)]
    middle = ("-cut", cut) if number % 3 else (f"-{second}", {"look": second})
    return [("", {}), middle, (f"-{look}", {"look": look})]


def clips(
    found: list[dict[str, Any]], frames: dict[str, int], before: dict[str, list[str]]
) -> list[dict[str, Any]]:
    """Return the clips of all new takes: untouched ones, plain and odd-looking, and the edits of each."""
    dealing = Dealing(found, before)
    made = Counter(dealing.made)
    specs = {name: spec for name, (_, spec) in takes().items()}
    given, orders = dealing.deal(), []
    for number, source in enumerate(found):
        name, covered = source["id"], "cover" in source
        odd = {"odd": HELD[specs[name]["held"]][0]} if covered else {}
        ways = _ways(number, frames[name], covered=covered)
        shown = list(ways)
        if not covered and any(kind == COVERED for kind, _ in given[name]):
            shown.append(("-card", CARD))
        orders += [{"id": f"{name}{end}", "source": name, **way, **odd} for end, way in shown]
        for place, (kind, strength) in enumerate(given[name]):
            way = ways[(place + number) % len(ways)][1]
            if kind in HEARD and "sound" in way.get("look", ""):
                way = {}
            if kind == COVERED and not covered:
                way = CARD
            edit: dict[str, Any] = {"kind": kind, "strength": strength}
            if kind in VARIANTS:
                edit["variant"] = VARIANTS[kind][made[kind] % len(VARIANTS[kind])]
            made[kind] += 1
            end = f"{kind}-{round(strength * 100)}" + (f"-{place}" if kind == COVERED else "")
            orders.append({"id": f"{name}-{end}", "source": name, **way, "edits": [edit]})
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


def _kept(old: dict[str, Any], names: set[str], again: set[str]) -> tuple[list[Any], list[Any]]:
    """Return the sources and clips of version 1.0.0 that stay."""
    stay = [
        s
        for s in old["sources"]
        if s["id"] not in names and (s["person"] not in again or s["person"] in KEPT_WHOLE)
    ]
    whole = {s["id"]: s["person"] in KEPT_WHOLE for s in stay}
    return stay, [
        c for c in old["clips"] if c["source"] in whole and (whole[c["source"]] or "frames" not in c)
    ]


def main(out: Path) -> None:
    """Write `assets/recipes/studio.yaml` and its face points anew."""
    path, points = folder() / "studio.yaml", folder() / "studio.landmarks.npz"
    text = path.read_text("utf-8")
    old, tracks = yaml.safe_load(text), landmarks.load(points)
    found, names = landmarks.load(out / "points.npz"), set(takes())
    new = [source for source in sources(out) if source["id"] in found]
    stay, orders = _kept(old, names, {source["person"] for source in new})
    people = {source["id"]: source["person"] for source in stay}
    before: dict[str, list[str]] = {}
    for clip in orders:
        for edit in clip.get("edits", ()):
            before.setdefault(edit["kind"], []).append(people[clip["source"]])
    tracks = {name: track for name, track in tracks.items() if name in people} | {
        name: track for name, track in found.items() if name in names
    }
    orders += clips(new, {name: len(track) for name, track in tracks.items()}, before)
    orders = [clip for clip in orders if clip["id"] not in TOO_LARGE]
    head = text[: text.index("\nsources:\n") + 1]
    data = {"sources": stay + new, "clips": orders}
    rest = yaml.dump(data, Dumper=_Lists, sort_keys=False, allow_unicode=True, width=200)
    path.write_text(head + rest, "utf-8")
    landmarks.save(points, {name: np.asarray(track) for name, track in tracks.items()})
    made = Counter(edit["kind"] for clip in orders for edit in clip.get("edits", ()))
    print(len(orders), "clips,", sum(made.values()), "altered;", dict(made))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
