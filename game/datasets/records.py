"""The records of an imported pack: who and what by codes that say nothing, the rights of the set."""

from __future__ import annotations

import hashlib
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from game.content.base import LocalText
from game.content.models import Clip, Licence, Pack
from game.errors import ChinmiError, one_line
from game.packs.label_leakage import auc
from game.packs.licences import licence_rule
from game.resources import languages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from game.content.agreement import Agreement
    from game.content.models import TruthLabel
    from game.datasets.base import Dataset, Listed, SetRights
    from game.datasets.clip_work import MadeRecord
    from game.datasets.selection import ClipFamily

VERSION: Final = "1.0.0"
EVEN: Final = 0.05
"""How far from chance the order of the files' names may be."""
ATTEMPTS: Final = 200
"""Times that names are drawn; of very few clips the order always tells."""
SEEN: Final = LocalText(
    {
        "uz": "Bir odam kameraga gapiradi.",
        "en": "A person speaks to the camera.",
        "ru": "Человек говорит в камеру.",
    }
)
HEARD: Final = LocalText(
    {"uz": "Bir odamning ovozi eshitiladi.", "en": "A voice speaks.", "ru": "Звучит голос."}
)
ABOUT: Final = {
    "uz": "{title} toʻplamidan shu kompyuterga olingan lavhalar.",
    "en": "Clips of {title} that were imported on this computer.",
    "ru": "Ролики из набора {title}, импортированные на этот компьютер.",
}


@dataclass(frozen=True, slots=True)
class Finished:
    """A clip that was made, and what it was made of; `key`: under which its files are kept."""

    id: str
    unit: ClipFamily
    record: MadeRecord
    key: str


def pack_of(dataset: Dataset, name: str, agreement: Agreement | None) -> Pack:
    """Return the record of a pack called `name` that holds clips of `dataset`. Raises ChinmiError.

    `agreement` is the word of who confirmed the terms, where a set asks for it.
    """
    rights = dataset.rights()
    rule = licence_rule(rights.licence)
    if rule is None or not rule.places:
        raise ChinmiError(f"{dataset.title}: the licence `{rights.licence}` lets its clips be shown nowhere")
    return Pack(
        format=1,
        name=slug(name) or dataset.name,
        version=VERSION,
        title=LocalText(dict.fromkeys(ABOUT, dataset.title)),
        description=LocalText({code: text.format(title=dataset.title) for code, text in ABOUT.items()}),
        licenses=(Licence(name=rule.id, title=rule.title.get("en"), path=rule.path),),
        consent=rights.consent,
        sources=rights.sources,
        contributors=rights.contributors,
        display=tuple(place for place in rule.places if not (stays(rights) and place == "kiosk")),
        redistribute=rule.redistribute and not stays(rights),
        imported=dataset.name,
        agreement=agreement,
    )


def stays(rights: SetRights) -> bool:
    """Tell whether a person has to confirm the terms: then the clips stay on the machine of that person."""
    rule = licence_rule(rights.licence)
    return rights.gated or rule is None or rule.stays


def slug(text: str) -> str:
    """Return `text` as a name of small letters, digits and hyphens; empty where it has none."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60]


def clips_of(dataset: Dataset, finished: Sequence[Finished]) -> tuple[tuple[Clip, str], ...]:
    """Return the records of the clips, each with the key of its files, in an order that says nothing."""
    names = _names(dataset, finished)
    rows = [(_clip(dataset, one, names), one.key) for one in finished]
    return tuple(sorted(rows, key=lambda row: row[0].id))


def id_of(name: str, path: str) -> str:
    """Return the id of the clip that the set called `name` has at `path`: it stays, and says nothing."""
    return f"{name}-{_digest('clip', name, path)[:12]}"


def _clip(dataset: Dataset, one: Finished, names: Mapping[str, str]) -> Clip:
    listed, made, name = one.unit.clip, one.record, names[one.unit.clip.path]
    original = one.unit.original
    return Clip(
        id=one.id,
        media="video" if made.size else "audio",
        path=f"media/{name}.mp4",
        poster=f"media/{name}.jpg" if made.poster else None,
        hash=made.hash,
        bytes=made.bytes,
        label=listed.label,
        original=None if original is None else id_of(dataset.name, original.path),
        person=f"p-{_digest('person', dataset.name, listed.person)[:8]}",
        method=(listed.method or "edit") if listed.label == "manipulated" else None,
        technique=_technique(listed),
        seconds=made.seconds,
        size=made.size,
        fps=made.fps,
        audio=made.sound,
        language=listed.language if listed.language in languages() else None,
        captions=_captions(listed.language, listed.words),
        description=SEEN if made.size else HEARD,
        artefacts=made.artefacts,
    )


def _technique(listed: Listed) -> str | None:
    """Return the set's own word for how the clip was made, as one line of at most 60 characters."""
    return one_line(listed.technique)[:60].strip() or None if listed.label == "manipulated" else None


def _captions(language: str | None, words: str) -> LocalText | None:
    if not words.strip() or language not in languages():
        return None
    return LocalText({language: " ".join(words.split())})


def _names(dataset: Dataset, finished: Sequence[Finished]) -> dict[str, str]:
    """Return the name of each clip's files, by its path: names whose order does not follow the label."""
    labels = {one.unit.clip.path: one.unit.clip.label for one in finished}
    best: dict[str, str] = {}
    least = math.inf
    for attempt in range(ATTEMPTS):
        names = {path: _digest("file", str(attempt), dataset.name, path)[:20] for path in labels}
        apart = _order_tells(names, labels)
        if apart < least:
            best, least = names, apart
        if least <= EVEN:
            break
    return best


def _order_tells(names: Mapping[str, str], labels: Mapping[str, TruthLabel]) -> float:
    """Return how far from chance the order of the names tells the labels apart; 0 for one label alone."""
    ranks = {path: float(rank) for rank, path in enumerate(sorted(labels, key=names.__getitem__))}
    edits = [ranks[path] for path, label in labels.items() if label == "manipulated"]
    real = [ranks[path] for path, label in labels.items() if label == "real"]
    return abs(auc(edits, real) - 0.5) if edits and real else 0.0


def _digest(*parts: str) -> str:
    return hashlib.sha256(" ".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
