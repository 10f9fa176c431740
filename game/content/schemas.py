"""JSON Schemas of all content files, so that an editor completes and checks YAML while it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from game.content.checks import CheckBlock
from game.content.guide import Citations, Glossary, Kinds, Stages
from game.content.levels import Levels
from game.content.models import ClipList, Pack
from game.content.rights import ConsentTable, Licences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.content.base import Model

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> Mapping[str, Mapping[str, Any]]:
    """Return the schemas by the name of the file that each is for."""
    models: Mapping[str, type[Model]] = {
        "pack": Pack,
        "clips": ClipList,
        "levels": Levels,
        "check": CheckBlock,
        "stages": Stages,
        "artefacts": Kinds,
        "glossary": Glossary,
        "citations": Citations,
        "licences": Licences,
        "consent": ConsentTable,
    }
    found = {name: schema_of(model) for name, model in models.items()}
    found["clips"] = _with_plain_list(found["clips"])
    return found


def schema_of(model: type[Model]) -> dict[str, Any]:
    """Return the schema of a kind of file that `model` reads."""
    return {"$schema": _DIALECT, **model.model_json_schema()}


def _with_plain_list(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of `clips.yaml`, which is a list of clips, or `clips:` with that list in it."""
    inside = {key: value for key, value in schema.items() if key not in ("$schema", "$defs")}
    listed = schema["properties"]["clips"]
    return {"$schema": _DIALECT, "$defs": schema["$defs"], "anyOf": [listed, inside]}
