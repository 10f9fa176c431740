"""The files of the phone page: read once, nothing else is ever served.

There is no directory behind the addresses, so there is none to walk out of.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.i18n import VIRTUAL, VOICE
from game.play.explanation import LINES
from game.quiz.answer import SIDES
from game.quiz.judgement import STEP_IDS
from game.quiz.posts import SHARE_IDS
from game.resources import languages
from game.workshop.room import STEPS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.content.guide import Guide
    from game.i18n import Catalogue

FILES: Final = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/app.js": ("app.js", "text/javascript; charset=utf-8"),
    "/style.css": ("style.css", "text/css; charset=utf-8"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
    "/test": ("test.html", "text/html; charset=utf-8"),
    "/test.js": ("test.js", "text/javascript; charset=utf-8"),
    "/teacher": ("teacher.html", "text/html; charset=utf-8"),
    "/teacher.js": ("teacher.js", "text/javascript; charset=utf-8"),
}
SHARED: Final = (
    *("workshop.desk_only", "judge.title", "verdict.real", "verdict.manipulated", "watch.virtual"),
    *("reveal.line.real", "reveal.line.look", "reveal.line.prop"),
    *("reveal.area.heading", "reveal.area.text", "reveal.area.text_sound"),
    *("reveal.area.check", "reveal.area.check_sound"),
    *("reveal.unplaced.heading", "reveal.unplaced.text", "reveal.line.manipulated", *LINES.values()),
)
"""Texts of the screens that phones show, too."""
POSTS: Final = ("posts.question_share", "posts.truth_share", "posts.truth_not")
"""The same of posts."""
PAIRS: Final = ("pair.title", *(f"pair.verdict.{side}" for side in SIDES))
"""The same of pairs."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One thing to serve, as it is and packed by gzip."""

    body: bytes
    type: str
    packed: bytes

    @classmethod
    def of(cls, body: bytes, type_: str) -> Asset:
        """Pack a body; the same body is always packed to the same bytes."""
        return cls(body, type_, gzip.compress(body, mtime=0))

    def sent(self, accepted: str) -> tuple[bytes, dict[str, str]]:
        """Return what is sent to a browser that takes these encodings, and the headers that say so."""
        headers = {"Content-Type": self.type, "Vary": "Accept-Encoding"}
        if "gzip" in accepted:
            return self.packed, headers | {"Content-Encoding": "gzip"}
        return self.body, headers


def read_site(folder: Path, texts: Catalogue, guide: Guide) -> Mapping[str, Asset]:
    """Return what is served, by path: the files in `folder` and the words of each language."""
    site = {path: Asset.of((folder / file).read_bytes(), type_) for path, (file, type_) in FILES.items()}
    own = json.loads((folder / "texts.json").read_text("utf-8"))
    for language in languages():
        words = json.dumps(_words(language, own, texts, guide), ensure_ascii=False, separators=(",", ":"))
        site[f"/t/{language}.json"] = Asset.of(words.encode(), "application/json; charset=utf-8")
    return site


def _words(
    language: str, own: Mapping[str, Mapping[str, str]], texts: Catalogue, guide: Guide
) -> dict[str, object]:
    t = texts.translator(language)
    words: dict[str, object] = {key: forms[language] for key, forms in own.items()}
    voice = t.about(virtual=False, voice=True)
    for end, said in (("", t), (f".{VIRTUAL}", t.about(virtual=True)), (f".{VOICE}", voice)):
        words[f"steps{end}"] = [said(f"step.{id_}") for id_ in STEP_IDS]
        words |= {f"{key}{end}": said(key) for key in SHARED if not end or said(key) != words[key]}
    words["steps.post"] = [t(f"posts.step.{id_}") for id_ in SHARE_IDS]
    words["steps.pair"] = [t(f"pair.step.{step}") for step in range(1, STEPS + 1)]
    words |= {key: t(key) for key in (*POSTS, *PAIRS)}
    words["kinds"] = {
        kind.id: [kind.name.get(language), kind.what.get(language), kind.check.get(language)]
        for kind in guide.kinds.values()
    }
    return words
