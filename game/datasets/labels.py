"""The words that sets have for real and manipulated. What 0 and 1 mean is never guessed."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from game.datasets.base import LabelsUnclear

if TYPE_CHECKING:
    from game.content.models import TruthLabel

_REAL: Final = frozenset({"real", "bonafide", "genuine", "authentic", "original", "pristine", "untouched"})
_MANIPULATED: Final = frozenset(
    {
        "fake",
        "spoof",
        "spoofed",
        "manipulated",
        "deepfake",
        "altered",
        "forged",
        "synthetic",
        "synthesised",
        "synthesized",
        "generated",
    }
)
_ONE: Final = {"0": False, "1": True, "0.0": False, "1.0": True}
_OTHER: Final[dict[TruthLabel, TruthLabel]] = {"real": "manipulated", "manipulated": "real"}


def label_of(word: str, one_means: TruthLabel | None = None, where: str = "the labels") -> TruthLabel | None:
    """Return what a label word says, or None if it is no such word.

    Raises LabelsUnclear for 0 and 1 where nobody has said what 1 means; `where` names the labels.
    """
    plain = unicodedata.normalize("NFKC", word).strip().casefold()
    if plain in _ONE:
        if one_means is None:
            raise LabelsUnclear(where)
        return one_means if _ONE[plain] else _OTHER[one_means]
    joined = plain.replace("-", "").replace("_", "").replace(" ", "")
    if joined in _REAL:
        return "real"
    return "manipulated" if joined in _MANIPULATED else None


def is_label(word: str) -> bool:
    """Tell whether `word` could be a label: one of the words, or 0 or 1."""
    return label_of(word, "real") is not None
