"""Packs come while the game runs: ordered, dropped on the window, chosen from a stick."""

import csv
import re
import shutil
import threading
import wave
from dataclasses import replace
from pathlib import Path

import numpy as np
import pygame
import pytest
from small_pack import pack_record, usual, write_pack

from game.content.agreement import Agreement
from game.content.rights import WhereRead
from game.datasets.rights import rights_of
from game.forge.fetch import Fault
from game.forge.order import OrderStage, PackOffer, Status
from game.forge.workers import LocalWorkers
from game.home import places as places_module
from game.home.files import FilesScene
from game.home.intake_screen import outcome_words
from game.packs.display import may
from game.play.rights_words import agreement_words


def few():
    """Two real clips and an edit of each."""
    clips = usual()
    return [*clips[:2], *clips[6:8]]


@pytest.fixture
def zipped(tmp_path):
    """A pack in a zip, as a teacher carries it on a stick."""
    record = pack_record("people", title={"uz": "Odamlar", "en": "People", "ru": "Люди"})
    folder = write_pack(tmp_path / "made" / "people", few(), record)
    return Path(shutil.make_archive(str(tmp_path / "stick" / "people"), "zip", folder))


def drop(pilot, *paths, announced=True):
    """Let go of files over the window, as SDL tells it."""
    kinds = [pygame.DROPBEGIN, *[pygame.DROPFILE] * len(paths), pygame.DROPCOMPLETE]
    files = ["", *map(str, paths), ""]
    for kind, file in zip(kinds, files, strict=True):
        if announced or kind == pygame.DROPFILE:
            pygame.event.post(pygame.event.Event(kind, file=file))
    pilot.step()


def wait(pilot):
    """Let the intake come to its end."""
    pilot.app.arrivals.intake.join(60)
    pilot.step()


def noted(pilot, text):
    """Tell whether a note says `text`, now or when those before it have had their time."""
    pilot.let(10)
    return text in [note.text for note in pilot.app.toasts.log]


def names(pilot):
    return {pack.pack.name for pack in pilot.app.context.library.packs()}


# -- dropped ------------------------------------------------------------------------------------------


def test_a_pack_that_is_dropped_is_checked_installed_and_told(pilot, zipped):
    drop(pilot, zipped)
    assert pilot.scene == "intake"
    wait(pilot)
    assert pilot.reads(pilot.t("intake.installed"))
    assert pilot.reads("People")
    assert names(pilot) == {"small", "people"}
    pilot.click("done")
    assert pilot.scene == "menu"


def test_a_file_that_comes_without_announcement_is_taken_too(pilot, zipped):
    drop(pilot, zipped, announced=False)
    wait(pilot)
    assert "people" in names(pilot)


def test_several_things_at_once_are_each_told_what_they_are(pilot, tmp_path, zipped, small_pack):
    film = next(small_pack.glob("media/*.mp4"))
    text = tmp_path / "letter.txt"
    text.write_text("Hello", "utf-8")
    broken = tmp_path / "broken.zip"
    broken.write_bytes(zipped.read_bytes()[:3000])
    for name in ("Celeb-real", "Celeb-synthesis", "YouTube-real"):
        (tmp_path / "celeb" / name).mkdir(parents=True)
    drop(pilot, zipped, film, text, broken, tmp_path / "celeb", tmp_path / "gone.zip")
    wait(pilot)
    outcomes = [str(item.outcome) for item in pilot.app.arrivals.intake.items]
    assert outcomes == ["installed", "film", "unknown", "refused", "refused-set", "refused"]
    assert names(pilot) == {"small", "people"}
    seen = set(pilot.words())
    for _ in range(4):
        pilot.press("pagedown")
        seen |= set(pilot.words())
    told = " ".join(seen).replace("\n", " ")
    assert "broken.zip: the zip is cut short: get it again" in told
    assert "Celeb-DF" in told
    assert pilot.t("intake.film") in told
    assert "python main.py pack new" in told


def test_a_folder_of_packs_brings_them_all(pilot, zipped, tmp_path):
    write_pack(tmp_path / "stick" / "second", few(), pack_record("second"))
    drop(pilot, zipped.parent)
    wait(pilot)
    assert names(pilot) == {"small", "people", "second"}


def test_a_dataset_is_named_with_the_command_that_imports_it(pilot, tmp_path):
    folder = tmp_path / "my dfdc"
    folder.mkdir()
    (folder / "metadata.json").write_text('{"abcdefghij.mp4": {"label": "REAL", "split": "train"}}', "utf-8")
    drop(pilot, folder)
    wait(pilot)
    (item,) = pilot.app.arrivals.intake.items
    assert str(item.outcome) == "set"
    assert item.details == (f"python main.py import '{folder}' --out 'my dfdc.zip'",)


def sentence(path, pitch):
    """Write a voice of a second and a half, with a moment of silence around it."""
    t = np.arange(24_000) / 16_000
    loud = np.where((t > 0.05) & (t < 1.45), 0.4 * np.sin(2 * np.pi * pitch * t), 0.0)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes((loud * 32767).astype("<i2").tobytes())


@pytest.fixture
def lj_speech(tmp_path, pilot):
    """A set that nobody has to confirm anything for, as it is unpacked: of one line the file is missing."""
    folder = tmp_path / "LJSpeech-1.1"
    (folder / "wavs").mkdir(parents=True)
    names = [f"LJ001-000{number}" for number in range(1, 5)]
    for number, name in enumerate(names[:3]):
        sentence(folder / "wavs" / f"{name}.wav", 180 + 30 * number)
    lines = (f"{name}|A sentence.|A sentence." for name in names)
    (folder / "metadata.csv").write_text("\n".join(lines), "utf-8")
    pilot.app.arrivals.workers = lambda: LocalWorkers(1)
    return folder


def test_a_dataset_that_asks_nobody_is_imported_installed_and_told(pilot, lj_speech, tmp_path):
    drop(pilot, lj_speech)
    assert pilot.scene == "intake"
    wait(pilot)
    (item,) = pilot.app.arrivals.intake.items
    assert (item.outcome, item.taken) == ("imported", (3, 0))
    assert "imported-ljspeech-1-1" in names(pilot)
    assert any(pack.enabled for pack in pilot.app.context.library.packs() if "ljspeech" in pack.pack.name)
    (room,) = tmp_path.rglob("imports")
    assert "left out, no-file: 1" in map(str, item.said)
    assert pilot.reads("Left out: 1. The labels name a file that is not there")
    assert pilot.reads("LJ Speech")
    assert {path.suffix for path in room.iterdir()} == {".html", ".csv"}, "the pack lies in the library alone"


@pytest.fixture
def on_agreement(lj_speech, monkeypatch):
    """The same set, as if its publishers gave it on agreement and nobody here had seen the terms."""
    where = WhereRead(path="https://example.org/terms", date="2026-11-28", certainty="second-hand")
    gated = replace(rights_of("ljspeech"), gated=True, where_read=where)
    monkeypatch.setattr("game.datasets.ljspeech.rights_of", lambda _name: gated)
    return lj_speech


def test_a_dataset_on_agreement_comes_in_when_its_holder_confirms_the_terms_with_a_role(pilot, on_agreement):
    drop(pilot, on_agreement)
    wait(pilot)
    (item,) = pilot.app.arrivals.intake.items
    assert (item.outcome, names(pilot)) == ("set", {"small"})
    pilot.click("terms")
    assert pilot.scene == "terms"
    assert pilot.reads("That you hold the agreement")
    assert pilot.reads("https://example.org/terms")
    pilot.press("pagedown")
    assert pilot.reads("Its clips stay on this computer")
    pilot.click("role-1")
    assert pilot.scene == "intake"
    wait(pilot)
    (item,) = pilot.app.arrivals.intake.items
    assert item.outcome in ("imported", "imported-asks")
    (pack,) = (one.pack for one in pilot.app.context.library.packs() if "ljspeech" in one.pack.name)
    assert pack.agreement == Agreement(role="lecturer", date=pilot.app.context.today()[:10])
    assert not any(may(place, pack).allowed for place in ("kiosk", "passing-on"))
    assert pilot.t("terms.role.1") in agreement_words(pilot.app.context.t, pack)


def test_terms_that_nobody_confirms_bring_nothing(pilot, on_agreement):
    drop(pilot, on_agreement)
    wait(pilot)
    pilot.click("terms")
    pilot.click("later")
    assert pilot.scene == "intake"
    assert pilot.app.arrivals.intake.items[0].outcome == "set"
    assert names(pilot) == {"small"}


def test_an_import_that_is_stopped_leaves_no_pack_and_goes_on_later(pilot, lj_speech, tmp_path):
    class Stopping(LocalWorkers):
        """Is stopped by the person when the first clip is made."""

        def each(self, work, orders, cancelled=lambda: False):
            for number, done in enumerate(super().each(work, orders, cancelled)):
                yield done
                if work.__name__ == "make" and not number:
                    pilot.app.arrivals.stop_intake()

    pilot.app.arrivals.workers = lambda: Stopping(1)
    drop(pilot, lj_speech)
    wait(pilot)
    assert pilot.reads(pilot.t("intake.stopped"))
    assert names(pilot) == {"small"}
    (room,) = tmp_path.rglob("imports")
    assert list(room.rglob("*.mp4")), "the first clip is kept for the next time"
    pilot.app.arrivals.workers = lambda: LocalWorkers(1)
    drop(pilot, lj_speech)
    wait(pilot)
    assert pilot.app.arrivals.intake.items[0].outcome == "imported"


def test_a_dataset_of_which_nothing_comes_in_says_why(pilot, lj_speech):
    for path in (lj_speech / "wavs").iterdir():
        path.write_bytes(b"")
    drop(pilot, lj_speech)
    wait(pilot)
    (item,) = pilot.app.arrivals.intake.items
    assert item.outcome == "not-imported"
    assert "left out, empty: 3" in map(str, item.said)
    assert names(pilot) == {"small"}


@pytest.fixture
def table_of_numbers(lj_speech):
    """The same voices beside a table whose labels are 0 and 1: half of them each."""
    (lj_speech / "metadata.csv").unlink()
    for number in range(3):
        sentence(lj_speech / "wavs" / f"other-{number}.wav", 200 + 30 * number)
    wavs = sorted(path.name for path in (lj_speech / "wavs").iterdir())
    rows = (f"wavs/{name},{number % 2}" for number, name in enumerate(wavs))
    (lj_speech / "labels.csv").write_text("\n".join(("path,label", *rows)), "utf-8")
    return lj_speech


@pytest.mark.parametrize("one_means", ["real", "manipulated"])
def test_what_one_means_is_asked_in_the_game_and_never_guessed(pilot, table_of_numbers, tmp_path, one_means):
    drop(pilot, table_of_numbers)
    wait(pilot)
    pilot.click("terms")
    pilot.click("role-0")
    wait(pilot)
    (item,) = pilot.app.arrivals.intake.items
    assert (item.outcome, names(pilot)) == ("numbers", {"small"})
    assert pilot.reads("datasets differ in what 1 means")
    pilot.click(f"one-{one_means}")
    wait(pilot)
    (item,) = pilot.app.arrivals.intake.items
    assert item.outcome in ("imported", "imported-asks")
    assert item.taken == (3, 3)
    (table,) = tmp_path.rglob("*.report.csv")
    with table.open(encoding="utf-8", newline="") as file:
        came = {row["path"]: row["label"] for row in csv.DictReader(file)}
    numbers = [line.split(",") for line in (table_of_numbers / "labels.csv").read_text("utf-8").split()[1:]]
    assert {came[path] for path, number in numbers if number == "1"} == {one_means}


@pytest.mark.parametrize("language", ["uz", "ru"])
def test_what_an_import_found_is_told_in_the_players_language(pilot, lj_speech, language):
    pilot.app.apply(pilot.app.context.settings.changed(language=language))
    drop(pilot, lj_speech)
    wait(pilot)
    (item,) = pilot.app.arrivals.intake.items
    t = pilot.app.context.t
    told = outcome_words(pilot.app.context, item)
    assert t("import.reason.no-file") in told
    assert t("import.came_in", regions=0) in told
    assert not re.search("left out|label|clips of", told)


def test_a_pack_with_problems_says_the_lines_of_the_command_and_changes_nothing(pilot, tmp_path):
    folder = write_pack(tmp_path / "bad", usual(), pack_record("bad"))
    (folder / "stranger.exe").write_bytes(b"MZ")
    drop(pilot, folder)
    wait(pilot)
    assert pilot.reads(pilot.t("intake.refused"))
    assert pilot.reads("stranger.exe: no clip lists this file; take it out of the pack")
    assert names(pilot) == {"small"}


class SlowLibrary:
    """Stands before the library; an installation waits at its first clip until the test lets it go on."""

    def __init__(self, library):
        self._library = library
        self.at_work, self.go_on = threading.Event(), threading.Event()

    def __getattr__(self, name):
        return getattr(self._library, name)

    def install(self, path, guide, probe, progress):
        def tell(done, total):
            self.at_work.set()
            self.go_on.wait(60)
            progress(done, total)

        return self._library.install(path, guide, probe, tell)


def test_an_installation_is_stopped_and_leaves_nothing(pilot, zipped):
    slow = pilot.app.context.library = SlowLibrary(pilot.app.context.library)
    drop(pilot, zipped)
    slow.at_work.wait(60)
    assert pilot.scene == "intake"
    pilot.click("stop")
    slow.go_on.set()
    wait(pilot)
    assert pilot.reads(pilot.t("intake.stopped"))
    assert names(pilot) == {"small"}
    assert [path.name for path in slow.folder.iterdir()] == []


def test_a_drop_in_a_session_waits_for_its_end_and_asks_for_nothing(pilot, zipped):
    pilot.start(rounds=1)
    drop(pilot, zipped)
    assert pilot.scene == "watch"
    assert pilot.reads(pilot.t("intake.later", n=1))
    assert pilot.app.arrivals.intake is None
    pilot.finish()
    pilot.click("menu")
    pilot.step()
    assert pilot.scene == "menu"
    wait(pilot)
    assert noted(pilot, pilot.t("intake.note_installed", pack="People"))
    assert "people" in names(pilot)


# -- chosen -------------------------------------------------------------------------------------------


@pytest.fixture
def at_home(pilot, zipped, tmp_path, monkeypatch):
    """The library of a person with a stick, and a home with nothing but downloads."""
    home = tmp_path / "home"
    (home / "Downloads" / "deep").mkdir(parents=True)
    (home / ".hidden").mkdir()
    root = tmp_path / "root"
    (root / "media" / "home").mkdir(parents=True)
    zipped.parent.rename(root / "media" / "home" / "STICK")
    real = places_module.places
    monkeypatch.setattr("game.home.files.places", lambda _home: real(home, root, "linux"))
    pilot.click("library")
    pilot.click("open")
    return pilot


def test_a_pack_is_found_on_a_stick_by_mouse(at_home):
    assert at_home.scene == "files"
    assert at_home.reads("STICK")
    at_home.click("file-0")
    assert at_home.reads("people.zip")
    at_home.click("file-0")
    assert at_home.scene == "intake"
    wait(at_home)
    assert "people" in names(at_home)
    at_home.press("escape")
    assert at_home.scene == "library"
    assert at_home.find("switch-people").on


def test_a_pack_is_found_on_a_stick_by_keys_alone(at_home):
    for _ in range(20):
        at_home.press("tab")
        if at_home.focus == "file-0":
            break
    at_home.press("return")
    at_home.press("tab")
    while at_home.focus != "file-0":
        at_home.press("tab")
    at_home.press("return")
    wait(at_home)
    assert "people" in names(at_home)


def test_one_goes_up_to_the_places_and_out(at_home):
    at_home.click("file-1")
    assert at_home.reads("deep")
    at_home.click("file-0")
    assert at_home.reads(at_home.t("files.empty"))
    at_home.press("escape")
    at_home.press("escape")
    assert at_home.reads("STICK")
    at_home.press("escape")
    assert at_home.scene == "library"


def test_a_folder_that_cannot_be_read_says_so(at_home, tmp_path):
    scene = at_home.loop.stack.top.scene
    assert isinstance(scene, FilesScene)
    scene.go(tmp_path / "nowhere")
    at_home.step()
    assert at_home.reads(at_home.t("files.unreadable"))


def test_a_whole_folder_can_be_taken(at_home):
    at_home.click("file-0")
    at_home.click("whole")
    wait(at_home)
    assert "people" in names(at_home)


def test_links_that_go_round_and_names_that_are_no_text_are_shown(tmp_path):
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "odd\nname").mkdir()
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    found = places_module.listed(tmp_path)
    assert [entry.path.name for entry in found] == ["odd\nname", "round"]
    assert all(entry.name.isprintable() or "\n" in entry.name for entry in found)


# -- ordered ------------------------------------------------------------------------------------------


class FakeOrder:
    """An order that the test carries on by hand."""

    def __init__(self):
        self.status = Status(OrderStage.FETCH)
        self.started = self.stopped = False
        self.calm = threading.Event()

    def start(self):
        self.started = True

    def stop(self):
        self.stopped = True
        if not self.status.over:
            self.status = Status(OrderStage.STOPPED)

    def join(self, _seconds=None):
        assert self.status.over, "the game waits for an order that was not stopped"


@pytest.fixture
def orders(monkeypatch):
    """The orders that are made, instead of real ones."""
    made = []

    def new_order(_arrivals):
        made.append(FakeOrder())
        return made[-1]

    monkeypatch.setattr("game.home.arrivals.Arrivals.new_order", new_order)
    return made


def first_start(make_pilot, language="en", **options):
    pilot = make_pilot(lang=None, **options)
    pilot.app.start()
    pilot.step()
    pilot.click(f"language-{language}")
    return pilot


@pytest.mark.parametrize("language", ["uz", "en", "ru"])
def test_the_first_start_says_who_they_are_and_asks_once(make_pilot, tmp_path, orders, language):
    pilot = first_start(make_pilot, language, folder=tmp_path / "kept")
    assert pilot.scene == "people"
    assert pilot.reads(pilot.t("people.actors"))
    assert pilot.reads("CC BY 4.0")
    assert pilot.reads("7 ")
    pilot.click("later")
    assert (pilot.scene, orders) == ("menu", [])
    pilot.app.close()
    again = make_pilot(lang=None, folder=tmp_path / "kept")
    again.app.start()
    again.step()
    assert again.scene == "menu"


def test_whoever_says_yes_plays_at_once_and_sees_how_far_it_is(make_pilot, orders):
    pilot = first_start(make_pilot)
    pilot.click("yes")
    (order,) = orders
    assert (pilot.scene, order.started) == ("menu", True)
    order.status = Status(OrderStage.FETCH, 45, 100)
    pilot.step()
    line = pilot.t("getting.line", stage=pilot.t("getting.stage.fetch"), percent=45)
    assert pilot.reads(line)
    pilot.click("library")
    assert pilot.reads(line)
    pilot.press("escape")
    order.status = Status(OrderStage.BUILD, 1, 98, playable=True)
    assert noted(pilot, pilot.t("getting.first"))
    assert order.calm.is_set()
    pilot.start(rounds=1)
    assert not order.calm.is_set(), "no pack takes another one's place while somebody plays"
    order.status = Status(OrderStage.DONE)
    pilot.step()
    assert pilot.scene == "watch", "nothing is asked of a player"
    assert noted(pilot, pilot.t("getting.arrived"))


def test_a_class_is_not_asked(make_pilot):
    pilot = make_pilot(lang="en")
    begun = []
    pilot.app.start(lambda: begun.append(pilot.app.stack.top.scene.name))
    pilot.step()
    assert (pilot.scene, begun) == ("menu", ["menu"])


def test_before_a_first_class_the_teacher_chooses_a_language(make_pilot):
    pilot = make_pilot(lang=None)
    begun = []
    pilot.app.start(lambda: begun.append(pilot.app.context.language))
    pilot.step()
    assert (pilot.scene, begun) == ("title", [])
    pilot.click("language-ru")
    assert (pilot.scene, begun) == ("menu", ["ru"])


def test_where_the_pack_is_there_nobody_is_asked(make_pilot, tmp_path, small_pack):
    people = write_pack(tmp_path / "grid", usual(), pack_record("grid"))
    assert first_start(make_pilot, packs=(small_pack, people)).scene == "menu"


def test_an_order_is_stopped_at_once_and_goes_on_later(make_pilot, orders):
    pilot = first_start(make_pilot)
    pilot.click("yes")
    pilot.click("library")
    pilot.click("order.stop")
    assert orders[0].stopped
    assert pilot.reads(pilot.t("getting.row_begun"))
    pilot.click("order.go-on")
    assert len(orders) == 2
    assert orders[1].started


def test_after_a_restart_the_library_offers_to_go_on(make_pilot, tmp_path, orders, monkeypatch):
    offer = PackOffer("grid", 98, 3_000_000, begun=True)
    monkeypatch.setattr("game.home.arrivals.Arrivals.offer", lambda _self: offer)
    pilot = make_pilot()
    pilot.app.show_menu()
    pilot.step()
    pilot.click("library")
    assert pilot.reads(pilot.t("getting.row_begun"))
    assert orders == []
    pilot.click("order.go-on")
    assert orders[0].started


@pytest.mark.parametrize("language", ["uz", "en", "ru"])
@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.OTHER])
def test_a_failure_is_told_in_the_players_language_with_two_ways_on(make_pilot, orders, fault, language):
    pilot = make_pilot(lang=language)
    pilot.app.show_menu()
    pilot.step()
    pilot.click("library")
    pilot.click("get")
    pilot.click("begin")
    orders[0].status = Status(OrderStage.FAILED, reason="a raw English text", fault=fault)
    pilot.step()
    assert pilot.reads(pilot.t(f"getting.fault.{fault}"))
    assert not pilot.reads("a raw English text")
    pilot.click("again")
    assert len(orders) == 2
    orders[1].status = Status(OrderStage.FAILED, reason="a raw English text", fault=fault)
    pilot.step()
    pilot.press("o")
    assert pilot.scene == "files"


def test_leaving_the_screen_of_an_order_lets_it_go_on(pilot, orders):
    pilot.click("library")
    pilot.click("get")
    pilot.click("begin")
    pilot.press("escape")
    assert pilot.scene == "library"
    assert not orders[0].stopped
    pilot.app.close()
    assert orders[0].stopped, "the end of the game stops it"
