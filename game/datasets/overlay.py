"""Viewers' words laid on clips that came in from another set: what they wrote, where and when they clicked.

Told beside the truth of a clip and never scored: a click is where somebody looked, not where the edit ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.content.models import Licence
from game.content.viewers import LONGEST, MOST_CLICKS, MOST_SAID, Click, Said, Viewers
from game.datasets.exddv import COLUMNS, ViewerRemark, by_clip, explanations
from game.datasets.rights import overlay_rights
from game.datasets.tables import rows
from game.errors import ChinmiError, ContentError, one_line
from game.forge.footage import centre
from game.packs.licences import licence_rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.content.models import Clip, Pack
    from game.datasets.base import Listed
    from game.datasets.rights import OverlayRights
    from game.datasets.road import Looked
    from game.datasets.tree import Tree

NAME: Final = "exddv"
LOOKED_AT: Final = 32
"""Tables right in a folder that are looked at for viewers' words."""
OF_ONE_NAME: Final = frozenset({"dfdc"})
"""Sets in which no two films have one name, so that a film is known wherever it lies."""


@dataclass(frozen=True)
class Overlay:
    """The words for the clips of one set; `others` counts the lines about clips of other sets."""

    set_name: str
    words: Mapping[str, tuple[ViewerRemark, ...]]
    rights: OverlayRights
    others: int = 0

    def on(self, path: str) -> tuple[ViewerRemark, ...]:
        """Return what was said of the clip at `path` of the set's tree."""
        name = path.rpartition("/")[2]
        if self.set_name in OF_ONE_NAME:
            return self.words.get(name, ())
        return tuple(one for one in self.words.get(name, ()) if _same(one.path, path))

    @property
    def credit(self) -> str:
        """The collection and its licence, as it stands beside the words."""
        rule = licence_rule(self.rights.licence)
        short = self.rights.licence if rule is None else rule.short.get("en")
        return f"{self.rights.sources[0].title.get('en')}, {short}"

    def lay(self, clip: Clip, listed: Listed, looked: Looked) -> Clip:
        """Return `clip`, made of a film that says `looked` of itself, with what viewers said of it."""
        said = [said_on(one, clip, looked) for one in self.on(listed.path) if one.text.strip()]
        if not clip.manipulated or not said:
            return clip
        viewers = Viewers(credit=self.credit, said=tuple(said[:MOST_SAID]))
        return clip.model_copy(update={"viewers": viewers})

    def credited(self, pack: Pack) -> Pack:
        """Return the record of a pack that carries the words: their licence holds as well as the clips' own.

        Raises ChinmiError where the licence lets them be shown nowhere.
        """
        rule = licence_rule(self.rights.licence)
        places = tuple(place for place in pack.display if rule is not None and place in rule.places)
        if rule is None or not places:
            raise ChinmiError(f"the licence `{self.rights.licence}` lets viewers' words be shown nowhere")
        licence = Licence(name=rule.id, title=rule.title.get("en"), path=rule.path)
        return pack.model_copy(
            update={
                "licenses": (*pack.licenses, licence),
                "sources": (*pack.sources, *self.rights.sources),
                "contributors": (*pack.contributors, *self.rights.contributors),
                "display": places,
                "redistribute": pack.redistribute and rule.redistribute,
            }
        )


def read_overlay(path: Path, set_name: str) -> Overlay:
    """Return what the table at `path` says of the clips of a set. Raises ChinmiError for no such table."""
    if not is_overlay(path):
        raise ChinmiError(
            f"{one_line(str(path))}: no table of viewers' words; expected ExDDV's, with the columns "
            f"{', '.join(sorted(COLUMNS))}"
        )
    with path.open("rb") as stream:
        lines = list(explanations(stream, path.name))
    ours = [one for one in lines if isinstance(one, ViewerRemark) and one.set_name == set_name]
    words: dict[str, tuple[ViewerRemark, ...]] = {}
    for (_, film), said in by_clip(ours).items():
        name = film.rpartition("/")[2]
        words[name] = (*words.get(name, ()), *said)
    return Overlay(set_name, words, overlay_rights(NAME), len(lines) - len(ours))


def beside(tree: Tree) -> Path | None:
    """Return the table of viewers' words that lies right in the folder of a set; None where there is none."""
    tables = (name for name in tree.names() if name.lower().endswith(".csv"))
    found = (tree.at(name) for name in islice(tables, LOOKED_AT) if tree.has(name))
    return next((path for path in found if is_overlay(path)), None)


def is_overlay(path: Path) -> bool:
    """Tell by its first lines whether a file is a table of viewers' words."""
    try:
        with path.open("rb") as stream:
            first = next(rows(stream, path.name), None)
    except (ContentError, OSError):
        return False
    return first is not None and first.columns.keys() >= COLUMNS


def said_on(one: ViewerRemark, clip: Clip, looked: Looked) -> Said:
    """Return what one viewer said, as it stands beside `clip`, made of a film that was `looked` at."""
    text = one_line(" ".join(one.text.split()))[:LONGEST]
    clicks = (_click(click.frame, (click.x, click.y), clip, looked) for click in one.clicks)
    return Said(text=text, clicks=tuple(click for click in clicks if click is not None)[:MOST_CLICKS])


def _click(frame: int, place: tuple[float, float], clip: Clip, looked: Looked) -> Click | None:
    """Return a click on a frame of the film as one on its clip; None for one that the clip does not show."""
    if clip.size is None or looked.size is None or not looked.rate:
        return None
    t = round(frame / looked.rate - looked.start, 3)
    left, top, width, height = centre(looked.size, clip.size)
    x, y = (place[0] - left) / width, (place[1] - top) / height
    if not 0 <= t <= clip.seconds or not (0 <= x <= 1 and 0 <= y <= 1):
        return None
    return Click(t=t, x=round(x, 4), y=round(y, 4))


def _same(told: str, path: str) -> bool:
    """Tell whether two paths name one film: a folder may be unpacked whole or in part."""
    return f"/{told}".endswith(f"/{path}") or f"/{path}".endswith(f"/{told}")
