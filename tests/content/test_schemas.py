"""The schemas describe what the models take."""

from __future__ import annotations

import json

from game.content.schemas import schemas


def test_every_kind_of_file_has_a_schema_that_is_json() -> None:
    found = schemas()
    guide = {"stages", "artefacts", "glossary", "citations"}
    assert set(found) == {"pack", "clips", "levels", "check", "licences", "consent", *guide}
    for schema in found.values():
        assert json.loads(json.dumps(schema))["$schema"].startswith("https://json-schema.org/")


def test_the_schema_of_clips_takes_a_list_and_clips_with_a_list() -> None:
    schema = schemas()["clips"]
    kinds = [option["type"] for option in schema["anyOf"]]
    assert kinds == ["array", "object"]
    assert "Clip" in schema["$defs"]


def test_unknown_fields_are_refused_and_fields_are_described() -> None:
    schema = schemas()["pack"]
    assert schema["additionalProperties"] is False
    assert "1.0.0" in schema["properties"]["version"]["description"]
