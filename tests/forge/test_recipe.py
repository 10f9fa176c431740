"""The recipes that come with the game, and what a recipe must hold."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from game import resources
from game.content import yaml_source
from game.errors import ChinmiError, ContentError
from game.forge import landmarks, recipe
from game.forge.degradations import degradations
from game.forge.edits import kinds
from game.packs.display import may
from game.packs.policy import findings
from game.resources import languages

NAMES = ("grid", "studio", "voices")


@pytest.mark.parametrize("name", NAMES)
def test_recipes_are_balanced(name):
    plan = recipe.read(name)
    edited = [entry for entry in plan.clips if plan.altered(entry)]
    assert 0.4 < len(edited) / len(plan.clips) < 0.6


def test_recipes_cover_every_kind():
    clips = [entry for name in NAMES for entry in recipe.read(name).clips]
    assert {order.kind for entry in clips for order in entry.edits} == set(resources.read_guide().kinds)


def test_there_is_an_edit_for_every_kind_of_the_guide():
    assert set(kinds()) == set(resources.read_guide().kinds)


def test_the_real_people_recipe_is_as_large_as_promised():
    plan = recipe.read("grid")
    assert len(plan.clips) >= 80
    counts = Counter(entry.source for entry in plan.clips if entry.edits)
    assert len(counts) == 16
    assert min(counts.values()) >= 3
    made = Counter(order.kind for entry in plan.clips for order in entry.edits)
    assert max(made.values()) - min(made.values()) <= 3, "kinds are balanced"


def test_every_kind_is_made_on_more_than_one_person():
    plan = recipe.read("grid")
    people: dict[str, set[str]] = {}
    for entry in plan.clips:
        for order in entry.edits:
            people.setdefault(order.kind, set()).add(plan.source(entry).person)
    assert min(len(found) for found in people.values()) >= 2


@pytest.mark.parametrize("name", NAMES)
def test_looks_are_no_tell(name):
    """A look on real clips only would teach players to trust bad video."""
    plan = recipe.read(name)
    looked = [plan.altered(entry) for entry in plan.clips if entry.look]
    assert looked.count(True) >= 4
    assert looked.count(False) >= 4


@pytest.mark.parametrize("name", NAMES)
def test_everything_a_recipe_names_exists(name):
    plan, texts = recipe.read(name), recipe.read_texts()
    seen = plan.media == "video"
    points = landmarks.load(recipe.folder() / f"{name}.landmarks.npz") if seen else {}
    assert not seen or {source.id for source in plan.sources} <= set(points)
    assert {entry.look for entry in plan.clips if entry.look} <= set(degradations())
    for entry in plan.clips:
        odd = entry.odd or entry.look or entry.prop
        if odd and not plan.altered(entry):
            assert odd in texts.looks
        if entry.frames:
            first, last = entry.frames
            assert 0 <= first < last <= len(points[entry.source])


@pytest.mark.parametrize("name", NAMES)
def test_the_policy_lets_a_recipe_be_shown(name):
    plan = recipe.read(name)
    assert may("kiosk", plan.pack).allowed
    assert not list(findings(plan.pack, ()))
    assert not {"fake", "real"} & set(re.findall(r"[a-z]+", " ".join(entry.id for entry in plan.clips)))


@pytest.mark.parametrize("name", ["grid", "voices"])
def test_sources_of_the_real_people_are_pinned(name):
    for source in recipe.read(name).sources:
        assert source.url is not None
        assert re.match(r"https://[^ ]+/[0-9a-f]{40}/", source.url), "pinned by commit"


def test_notes_cover_every_form_an_edit_can_take():
    guide = resources.read_guide()
    for kind in kinds().values():
        notes = guide.kinds[kind.id].notes
        assert set(notes) == set(kind.forms or ("any",)), kind.id
        assert all(set(text.root) == set(languages()) for text in notes.values())


def test_texts_are_hedged_and_short():
    kinds_of_guide = resources.read_guide().kinds.values()
    every = [text for kind in kinds_of_guide for text in kind.notes.values()]
    every += recipe.read_texts().looks.values()
    for text in every:
        assert not re.search(r"\b(always|never|proof|proves|certainly)\b", text.get("en"))
        assert max(len(text.get(language)) for language in ("uz", "en", "ru")) <= 200
        assert not re.search("['’‘`]", text.get("uz")), "oʻ gʻ ʼ are written with their own letters"


def test_an_unknown_recipe_is_told_with_those_that_exist():
    with pytest.raises(ChinmiError, match="grid, studio, voices"):
        recipe.read("nonsense")


def _faulty(change):
    text = (recipe.folder() / "studio.yaml").read_text("utf-8")
    changed = change(text)
    assert changed != text
    with pytest.raises(ContentError) as caught:
        yaml_source.parse(changed, "studio.yaml", recipe.Recipe)
    return str(caught.value)


def test_an_edit_without_its_original_is_refused():
    clips = recipe.read("studio").clips
    edit = next(clip for clip in clips if clip.edits and clip.frames)
    whole = next(clip for clip in clips if (clip.source, clip.frames) == (edit.source, edit.frames))
    start, end = edit.frames
    message = _faulty(
        lambda text: re.sub(rf"(- id: {whole.id}\n.*\n)    frames: \[{start}, {end}\]\n", r"\1", text)
    )
    assert "no untouched clip" in message
    assert edit.id in message


def test_a_clip_of_an_unknown_source_is_refused():
    source = recipe.read("studio").clips[-1].source
    assert "actor-99" in _faulty(lambda text: text.replace(f"source: {source}\n", "source: actor-99\n", 1))


def test_two_clips_of_one_id_are_refused():
    first, second = recipe.read("studio").clips[:2]
    assert "each clip id once" in _faulty(
        lambda text: text.replace(f"- id: {second.id}\n    source", f"- id: {first.id}\n    source", 1)
    )


def test_a_size_that_codecs_would_pad_is_refused():
    assert "multiples of 16" in _faulty(lambda text: text.replace("size: [480, 480]", "size: [480, 470]"))


def test_the_first_clips_are_pairs():
    plan = recipe.read("studio")
    for count in (2, 4, 7, 20):
        first = plan.first(count)
        assert len(first) == count
        ids = {entry.id for entry in first}
        assert all(plan.original(entry) in ids for entry in first if entry.edits)
    assert len(plan.first(None)) == len(plan.clips)
