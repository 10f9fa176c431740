"""All targets, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tools.fuzz import files, films, labels, texts
from tools.fuzz.target import Target

BY_NAME: Final[Mapping[str, Target]] = {
    target.name: target for target in (*texts.TARGETS, *files.TARGETS, *labels.TARGETS, *films.TARGETS)
}
