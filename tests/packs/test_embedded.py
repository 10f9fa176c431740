"""The packs that come with the game keep the rules that everybody's packs keep."""

from __future__ import annotations

from collections import Counter

import pytest
from probed import kept_probe

from game import resources
from game.forge import recipe
from game.forge.degradations import degradations
from game.packs.archive import open_pack
from game.packs.reader import read_pack
from game.packs.verify import verify
from game.resources import languages

__all__ = ["kept_probe"]

CLIPS, PEOPLE, EACH_KIND, FEWEST = 150, 16, 6, 12
"""Clips; people; people with a clip of each kind; clips of each label in the language that is heard least."""
MOST_BYTES = 48_000_000
FOLDERS = sorted(path.parent for path in (resources.assets() / "packs").glob("*/pack.yaml"))


@pytest.mark.long
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_an_embedded_pack_has_no_problems(folder, kept_probe) -> None:
    report = verify(folder, resources.read_guide(), kept_probe)
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


def test_the_studio_pack_shows_many_people_who_speak_the_three_languages() -> None:
    with open_pack(resources.assets() / "packs" / "studio") as files:
        loaded = read_pack(files)
    clips = loaded.clips
    assert {clip.language for clip in clips} == set(languages())
    assert all(clip.captions and set(clip.captions.root) == set(languages()) for clip in clips)
    assert len(clips) >= CLIPS
    assert len({clip.person for clip in clips}) >= PEOPLE
    assert sum(path.stat().st_size for path in FOLDERS[0].rglob("*") if path.is_file()) <= MOST_BYTES
    for label in ("real", "manipulated"):
        spoken = Counter(clip.language for clip in clips if clip.label == label)
        assert min(spoken.values()) >= FEWEST, label


def test_each_kind_of_the_studio_pack_comes_on_several_people_plain_and_hard_to_see() -> None:
    with open_pack(resources.assets() / "packs" / "studio") as files:
        clips = read_pack(files).clips
    for kind in {kind for clip in clips for kind in clip.kinds}:
        found = [clip for clip in clips if kind in clip.kinds]
        assert len({clip.person for clip in found}) >= EACH_KIND, kind
    hard = sorted(clip.difficulty for clip in clips if clip.manipulated)
    assert hard[len(hard) // 10] < 0.3
    assert hard[-len(hard) // 10] > 0.6


def test_a_note_on_a_processed_video_says_that_we_did_it() -> None:
    texts = recipe.read_texts().looks
    unsaid = [
        f"{look} {language}"
        for look in degradations()
        for language in languages()
        if OURS[language] not in texts[look].get(language)
    ]
    assert unsaid == []
