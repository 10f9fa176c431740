"""The packs that come with the game keep the rules that everybody's packs keep."""

from __future__ import annotations

import pytest

from game import resources
from game.forge import recipe
from game.forge.degradations import degradations
from game.media.probe import probe
from game.packs.archive import open_pack
from game.packs.reader import read_pack
from game.packs.verify import verify
from game.resources import languages

FOLDERS = sorted(path.parent for path in (resources.assets() / "packs").glob("*/pack.yaml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_an_embedded_pack_has_no_problems(folder) -> None:
    report = verify(folder, resources.read_guide(), probe)
    assert [str(problem) for problem in report.problems] == []
    assert report.leakage


def test_there_is_one() -> None:
    assert FOLDERS


OURS = {"uz": "biz", "en": "We ", "ru": "Мы "}
"""Who did it, in each language."""


def test_the_studio_pack_says_of_each_clip_what_its_recipe_did_to_the_video() -> None:
    with open_pack(resources.assets() / "packs" / "studio") as files:
        clips = {clip.id: clip for clip in read_pack(files).clips}
    planned = {entry.id: entry for entry in recipe.read("studio").clips}
    assert {id_: (clip.look, clip.prop) for id_, clip in clips.items()} == {
        id_: (planned[id_].look, planned[id_].prop) for id_ in clips
    }
    texts = recipe.read_texts().looks
    for id_, clip in clips.items():
        key = planned[id_].odd or planned[id_].look or planned[id_].prop
        assert clip.looks_odd == (texts[key] if key and not clip.manipulated else None), id_


def test_a_note_on_a_processed_video_says_that_we_did_it() -> None:
    texts = recipe.read_texts().looks
    unsaid = [
        f"{look} {language}"
        for look in degradations()
        for language in languages()
        if OURS[language] not in texts[look].get(language)
    ]
    assert unsaid == []
