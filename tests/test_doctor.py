"""The doctor: says what works, gives advice for what does not, and never falls ill itself."""

import json
import os
import subprocess
import sys

import pytest
from ready_library import lay_out
from small_pack import media_of, pack_record, usual, write_pack

from game import resources
from game.cli import main
from game.commands.doctor import Finding, examine
from game.media import credentials
from game.packs.library import Library

ALL = ["python", "display", "sound", "fonts", "codecs", "content", "folder", "settings", "store", "library"]
ALL += ["gamepad", "credentials"]


@pytest.fixture(autouse=True)
def _ready(tmp_path):
    """Let the game find the index of its packs, as after its first start."""
    lay_out(tmp_path)


def findings(folder):
    return {finding.name: finding for finding in examine(folder)}


def test_a_healthy_machine_has_no_fault(tmp_path, capsys):
    assert main(["doctor", "--json", "--data-dir", str(tmp_path)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [finding["name"] for finding in told] == ALL
    assert {finding["state"] for finding in told} <= {"ok", "note"}
    states = {finding["name"]: finding["state"] for finding in told}
    assert {states[n] for n in ("fonts", "codecs", "content", "folder", "settings", "store", "library")} == {
        "ok"
    }


def test_plain_lines_say_the_same(tmp_path, capsys):
    assert main(["doctor", "--data-dir", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines if not line.startswith(" ")] == ALL


def test_a_pretended_screen_is_told_from_a_real_one(tmp_path):
    display = findings(tmp_path)["display"]
    assert (display.state, "pretended" in display.found) == ("note", True)


@pytest.mark.parametrize(("there", "told"), [(True, "C2PA is read"), (False, "C2PA is not read")])
def test_whether_content_credentials_are_read_is_told(tmp_path, monkeypatch, there, told):
    monkeypatch.setattr(credentials, "available", lambda: there)
    found = findings(tmp_path)["credentials"]
    assert found.state == "ok"
    assert found.found.startswith(told)
    assert ("chinmi[c2pa]" in found.do) is not there


def test_no_sound_device_is_a_note_with_advice(tmp_path, monkeypatch):
    monkeypatch.setenv("SDL_AUDIODRIVER", "no-such-driver")
    sound = findings(tmp_path)["sound"]
    assert sound.state == "note"
    assert sound.do


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a desktop")
def test_no_display_is_a_fault_that_names_what_works(root, tmp_path):
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "XDG_RUNTIME_DIR")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    ended = subprocess.run(
        [sys.executable, "main.py", "doctor", "--json", "--data-dir", str(tmp_path)],
        cwd=root, env=kept, capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = {finding["name"]: finding for finding in json.loads(ended.stdout)}
    assert ended.returncode == 1
    assert told["display"]["state"] == "fault"
    assert "autoplay" in told["display"]["do"]
    assert told["library"]["state"] == "ok", "the other checks go on"


def test_a_folder_that_cannot_be_written_is_a_fault(tmp_path, capsys):
    (tmp_path / "file").write_text("not a folder", "utf-8")
    assert main(["doctor", "--data-dir", str(tmp_path / "file")]) == 1
    out = capsys.readouterr().out
    assert "fault   folder" in out
    assert "--data-dir" in out
    assert "fault   store" in out
    assert "damaged" not in out, "the settings are not to blame"


def test_damaged_files_are_notes(tmp_path):
    (tmp_path / "settings.yaml").write_text("theme: [", "utf-8")
    (tmp_path / "answers.db").write_bytes(b"no database" * 500)
    (tmp_path / "library.db").write_bytes(b"no database" * 500)
    found = findings(tmp_path)
    for name in ("settings", "store", "library"):
        assert found[name].state == "note", found[name]
        assert "damaged" in found[name].found
    again = findings(tmp_path)
    assert {again[name].state for name in ("settings", "store", "library")} == {"ok"}


def test_a_changed_film_in_a_pack_is_named(tmp_path):
    pack = write_pack(tmp_path / "mine", usual(), pack_record("mine"))
    library = Library(tmp_path)
    library.register_folder(pack)
    library.close()
    film = media_of(pack)[0]
    film.write_bytes(b"something else")
    found = findings(tmp_path)["library"]
    assert found.state == "note", "the other packs can be played"
    assert film.name in found.found
    assert "pack remove" in found.do


def test_without_any_clip_there_is_nothing_to_play(tmp_path):
    findings(tmp_path)
    library = Library(tmp_path)
    for pack in library.packs():
        library.set_enabled(pack.pack.name, enabled=False)
    library.close()
    assert findings(tmp_path)["library"].state == "fault"


def test_a_check_that_breaks_is_a_finding_and_the_others_go_on(tmp_path, monkeypatch):
    def broken():
        raise RuntimeError("a wire is loose")

    monkeypatch.setattr(resources, "read_guide", broken)
    found = findings(tmp_path)
    assert (found["content"].state, found["content"].found) == ("fault", "RuntimeError: a wire is loose")
    assert found["library"].state == "ok"


def test_advice_stands_under_what_it_is_for():
    first, second = str(Finding("sound", "note", "no loudspeaker", "Plug one in.")).splitlines()
    assert first == "note    sound       no loudspeaker"
    assert second.strip() == "Plug one in."
    assert second.index("Plug") == first.index("no loudspeaker")
