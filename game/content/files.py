"""Several content files read together: what they hold, and all that is wrong with any of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from game.content.base import Model
from game.content.yaml_source import Document, check, load
from game.errors import ContentError, Problem

M = TypeVar("M", bound=Model)


class Files:
    """The files of `owner` ("the guide"), by name; `problems` grows as they are read."""

    def __init__(self, texts: Mapping[str, str], owner: str) -> None:
        self.texts = texts
        self.owner = owner
        self.documents: dict[str, Document] = {}
        self.problems: list[Problem] = []

    def read(self, file: str, model: type[M]) -> M | None:
        """Return the file as a `model`, or None after noting its problems."""
        if file not in self.texts:
            self.problems.append(Problem(file, f"{self.owner} needs this file, and it is missing"))
            return None
        try:
            self.documents[file] = load(self.texts[file], file)
        except ContentError as error:
            self.problems += error.problems
            return None
        value, problems = check(self.documents[file], model)
        self.problems += problems
        return value
