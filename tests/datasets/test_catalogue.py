"""Which set a folder is: recognised by its own names, refused where its people never agreed."""

import pytest

from datasets.trees import REFUSED, TAKEN, lay_out
from game.datasets import catalogue
from game.datasets.base import DecisionNeeded, LeftOut, LeftOutReason, Listed
from game.datasets.refused import REFUSED as REFUSALS
from game.datasets.rights import rights_of
from game.datasets.tree import Tree
from game.resources import languages, read_consent, read_licences


def set_of(layout):
    known = catalogue.names()
    return max((name for name in known if layout.startswith(name)), key=len)


@pytest.mark.parametrize("layout", TAKEN)
def test_each_set_is_recognised_and_lists_what_it_has(tmp_path, layout):
    tree = Tree(lay_out(layout, tmp_path / "a set"))
    dataset = catalogue.recognise(tree)
    assert dataset.name == set_of(layout)
    found = list(dataset.listed(tree))
    clips = [one for one in found if isinstance(one, Listed)]
    assert len(clips) >= 2
    assert all(tree.has(clip.path) and clip.person for clip in clips)
    assert all(tree.has(clip.original) for clip in clips if clip.original)
    assert all((clip.method is None) == (clip.label == "real") for clip in clips)
    assert all(one.reason is LeftOutReason.NOT_AGREED for one in found if isinstance(one, LeftOut))


@pytest.mark.parametrize("layout", [name for name in TAKEN if name not in {"csv", "ljspeech"}])
def test_a_set_is_recognised_in_the_folder_that_unpacking_made(tmp_path, layout):
    lay_out(layout, tmp_path / "unpacked")
    assert catalogue.recognise(Tree(tmp_path)).name == set_of(layout)


@pytest.mark.parametrize("layout", REFUSED)
def test_sets_whose_people_never_agreed_are_refused_with_the_reason(tmp_path, layout):
    tree = Tree(lay_out(layout, tmp_path / "a set"))
    dataset = catalogue.recognise(tree)
    assert dataset.name == set_of(layout)
    assert dataset.rights().refused
    assert dataset.rights().consent.basis == "none"
    (line,) = dataset.listed(tree)
    assert isinstance(line, LeftOut)
    assert line.reason is LeftOutReason.NOT_AGREED
    assert "nobody asked" in line.detail
    assert all(dataset.rights().consent.evidence.has(language) for language in languages())


@pytest.mark.parametrize("layout", ["rtfs-10k", "ffpp-frames", "talkingheadbench", "celeb-df", "in-the-wild"])
def test_a_licence_is_not_consent(tmp_path, layout):
    """A free licence on the card, and a table of labels beside the files, change nothing."""
    lay_out(layout, tmp_path / "inside" / "a set")
    tree = Tree(tmp_path / "inside" / "a set")
    assert catalogue.choose(tree, "csv", "real").rights().refused
    assert catalogue.choose(tree, "dfdc").rights().refused
    assert catalogue.choose(Tree(tmp_path / "inside"), "csv").rights().refused


def test_the_card_of_a_good_set_may_name_the_others(tmp_path):
    lay_out("deepspeak", tmp_path)
    (tmp_path / "README.md").write_text("# DeepSpeak\nLarger than Celeb-DF, FakeAVCeleb and DF40.\n", "utf-8")
    assert catalogue.recognise(Tree(tmp_path)).name == "deepspeak"


def test_a_folder_of_several_sets_asks_which(tmp_path):
    lay_out("dfdc", tmp_path / "one")
    lay_out("ffpp", tmp_path / "other")
    with pytest.raises(DecisionNeeded, match=r"dfdc.*ffpp.*--as") as caught:
        catalogue.recognise(Tree(tmp_path))
    assert caught.value.option == "--as"
    assert catalogue.choose(Tree(tmp_path), "dfdc").name == "dfdc"


def test_a_folder_of_films_alone_asks_what_it_is(tmp_path):
    (tmp_path / "a.mp4").touch()
    with pytest.raises(DecisionNeeded, match="--as"):
        catalogue.recognise(Tree(tmp_path))


def test_names_are_found_or_the_nearest_is_offered():
    assert catalogue.find("kodf").name == "kodf"
    assert catalogue.find("celeb-df").rights().refused
    with pytest.raises(DecisionNeeded, match="did you mean `kodf`"):
        catalogue.find("kofd")
    with pytest.raises(DecisionNeeded, match="asvspoof2019, asvspoof2021 or asvspoof5"):
        catalogue.find("asvspoof")


@pytest.mark.parametrize("name", [one.name for one in (*catalogue.KNOWN, catalogue.find("csv"))])
def test_rights_say_who_agreed_to_what_in_each_language(name):
    rights = rights_of(name)
    assert not rights.refused
    assert all(rights.consent.evidence.has(language) for language in languages())
    assert "2026-11-28" in rights.read
    assert rights.licence in read_licences()
    assert rights.gated == (name not in {"asvspoof2019", "asvspoof5", "wavefake", "ljspeech", "grid"})


def test_ids_are_used_once():
    assert len(set(catalogue.names())) == len(catalogue.names())
    assert {row.id for row in read_consent().refused} == {one.name for one in REFUSALS}


def test_an_overlay_is_no_set_of_clips(tmp_path, samples):
    (tmp_path / "exddv.csv").write_bytes((samples / "labels" / "exddv_sample.csv").read_bytes())
    dataset = catalogue.recognise(Tree(tmp_path))
    assert dataset.name == "exddv"
    (line,) = dataset.listed(Tree(tmp_path))
    assert isinstance(line, LeftOut)
    assert line.reason is LeftOutReason.UNUSABLE
