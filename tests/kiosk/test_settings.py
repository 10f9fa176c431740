"""One declaration for the file, the staff screen and the help; making and reading the file; the export."""

from __future__ import annotations

import io
import sys

import pytest

from game import resources
from game.cli import main
from game.content import yaml_source
from game.errors import ContentError
from game.i18n import Catalogue
from game.kiosk import config
from game.kiosk.counts.store import VisitStore
from game.kiosk.settings import KioskSettings, declared, file_text, help_text
from game.kiosk.supervision import exit_codes
from game.kiosk.supervision.logbook import KEPT, Logbook
from game.resources import languages
from kiosk.kit import NOON, RECORD


def test_the_file_holds_every_setting_with_its_meaning_and_reads_back():
    settings = KioskSettings(pin=RECORD, clips=5, qr_text="https://example.org: a museum", restart_at=None)
    text = file_text(settings)
    assert yaml_source.parse(text, "kiosk.yaml", KioskSettings) == settings
    for one in declared():
        assert one.text, one.name
        assert f"# {one.text}" in text
        assert f"{one.name}  (" in help_text()


def test_what_staff_can_change_has_words_in_three_languages_and_stays_in_its_range():
    texts = Catalogue.read(resources.assets() / "i18n")
    for one in (one for one in declared() if one.label):
        assert all(one.label in texts.entries[language] for language in languages())
        values = {one.default}
        value = one.default
        for step in (1, -1):
            for _ in range(40):
                value = one.moved(value, step)
                values.add(value)
        for value in values:
            KioskSettings.model_validate({one.name: value})
        assert len(values) > 1


def test_mistakes_are_told_all_at_once_with_their_lines(tmp_path):
    path = tmp_path / "kiosk.yaml"
    path.write_text("pin: 4829\nclips: 99\nidle_second: 40\nrestart_at: 25:00\n", "utf-8")
    with pytest.raises(ContentError) as told:
        config.read(path)
    assert [problem.line for problem in told.value.problems] == [1, 2, 3, 4]


@pytest.mark.parametrize("text", ["{}\n", "pin: null\n", "volume: 0.5\n"])
def test_without_a_pin_a_kiosk_refuses(tmp_path, text):
    path = tmp_path / "kiosk.yaml"
    path.write_text(text, "utf-8")
    assert main(["kiosk", "--config", str(path), "--data-dir", str(tmp_path)]) == exit_codes.REFUSED
    assert not (tmp_path / "kiosk.log").exists()


def test_init_makes_the_file_by_asking_and_refuses_weak_pins(tmp_path, monkeypatch, capsys):
    path = tmp_path / "kiosk.yaml"
    answers = ["1234", "482913", "482914", "482913", "482913", "xx", "ru", "99", "6", "-"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(answers) + "\n"))
    assert main(["kiosk", "init", "--config", str(path)]) == 0
    made = config.read(path)
    assert (made.language, made.clips, made.restart_at) == ("ru", 6, None)
    assert "482913" not in path.read_text("utf-8")
    assert path.stat().st_mode & 0o077 == 0 or sys.platform == "win32"
    assert "The two differ" in capsys.readouterr().out
    assert main(["kiosk", "init", "--config", str(path)]) == 1


@pytest.mark.parametrize("typed", ["", "482913\n", "482913\n482913\n", "482913\n482913\nru\n6\n"])
def test_init_tells_where_the_answers_ended_and_writes_nothing(tmp_path, monkeypatch, capsys, typed):
    path = tmp_path / "kiosk.yaml"
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    assert main(["kiosk", "init", "--config", str(path)]) == 1
    assert capsys.readouterr().err == "The input ended before all questions were answered.\n"
    assert not path.exists()


def test_the_export_is_a_table_of_counts(tmp_path, capsys):
    config.write(tmp_path / "kiosk.yaml", KioskSettings(pin=RECORD, data="data"))
    store = VisitStore(tmp_path / "data", NOON.isoformat())
    store.count("2026-05-03", {"start": 4, "finish": 3, "language.uz": 4, "real.1": 9, "real.5": 1})
    store.count(
        "2026-05-03", {"manipulated.6": 8, "manipulated.2": 2, "shown.edge-halo": 5, "found.edge-halo": 2}
    )
    store.answer("2026-05-03", {}, ("studio", "a"), "real", fooled=True)
    store.close()
    told = {}
    for what in ("days", "kinds", "clips"):
        assert main(["kiosk", "export", "--config", str(tmp_path / "kiosk.yaml"), "--what", what]) == 0
        told[what] = capsys.readouterr().out.splitlines()
    assert told["days"][1] == "2026-05-03,4,3,0,0,4,0,0,8,2,1,9,1.845,0.663,0,0"
    assert told["kinds"][1] == "edge-halo,5,2"
    assert told["clips"][1] == "studio,a,real,1,1"


def test_the_log_turns_and_never_grows_beyond_its_files(tmp_path):
    log = Logbook(tmp_path / "kiosk.log", lambda: "now", echo=False, limit=500)
    for n in range(300):
        log(f"line {n}")
    files = sorted(path.name for path in tmp_path.iterdir())
    assert len(files) == KEPT + 1
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < (KEPT + 1) * 600
    assert log.last(1) == ["now line 299"]


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path):
    (tmp_path / "taken").write_text("a file")
    log = Logbook(tmp_path / "taken" / "kiosk.log", lambda: "now", echo=False)
    log("a line")
    assert log.last(5) == []
