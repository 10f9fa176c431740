"""The bundle: whose licence is missing stops the build, and children start from the program that runs."""

import importlib.metadata
import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from game import own_program, resources
from game.cli import main, parser
from game.commands import doctor, options
from game.errors import ChinmiError
from game.kiosk.supervision.processes import Processes
from game.workshop.wall import outside
from tools.bundle import icon, licences, parts

TABLE = parts.read_table()
FILMS = licences.Films("8.1.2", "LGPL version 3 or later", "--enable-version3 --enable-libx264")


class Package:
    """An installed package as a bundle's builder sees it."""

    def __init__(self, name, files, root):
        self.name, self.version, self.metadata = name, "1.0", importlib.metadata.metadata("numpy")
        self.files = [importlib.metadata.PackagePath(file) for file in files]
        self._root = root

    def locate_file(self, file):
        return self._root / file


def natives(*titles):
    return tuple(one for one in TABLE.natives if one.title in titles)


def package(folder, name="odd", *files):
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text("terms")
    return Package(name, files, folder)


def test_every_text_that_the_table_names_is_there():
    held = {path.stem for path in licences.TEXTS.glob("*.txt")}
    rows = (*TABLE.natives, *TABLE.packages.values())
    assert {text for row in rows for text in row.text} <= held
    assert all(one.text or one.reprinted for one in TABLE.natives)
    assert len({one.title for one in TABLE.natives}) == len(TABLE.natives)


@pytest.mark.parametrize(
    ("file", "title"),
    [
        ("libx264-d6533a8d.so.165", "x264"),
        ("libSDL2_image-2-d6906c81.0.so", "SDL with SDL_image, SDL_mixer and SDL_ttf"),
        ("avcodec-62.dll", "FFmpeg"),
        ("libz.so.1", "zlib"),
        ("libzstd-40ad5e7e.so.1.5.7", "Zstandard"),
        ("libdav1d.7.dylib", "dav1d"),
    ],
)
def test_a_library_is_known_by_the_beginning_of_its_name(file, title):
    assert TABLE.native(file).title == title


def test_an_unknown_library_stops_the_build():
    unknown = [
        parts.Part(Path("/odd/libsomething.so.1"), parts.NATIVE),
        parts.Part(Path("/odd/x.py"), "PYMODULE"),
    ]
    with pytest.raises(ChinmiError) as caught:
        parts.contents(unknown, TABLE)
    told = str(caught.value)
    assert "libsomething.so.1: its licence is not in tools/bundle/natives.yaml" in told
    assert "x.py: it belongs to no Python package" in told


def test_a_package_without_a_licence_file_stops_the_build(tmp_path):
    bare = package(tmp_path, "odd", "odd/__init__.py", "odd-1.0.dist-info/METADATA")
    with pytest.raises(ChinmiError, match=r"odd 1\.0: its package holds no licence file"):
        licences.gather(parts.Contents((bare,), ()), TABLE, FILMS, tmp_path / "out")


def test_a_library_whose_reprint_is_not_inside_stops_the_build(tmp_path):
    with pytest.raises(ChinmiError, match="FreeType: pillow reprints its licence"):
        licences.gather(parts.Contents((), natives("FreeType")), TABLE, FILMS, tmp_path / "out")


def test_all_texts_are_gathered(tmp_path):
    odd = package(
        tmp_path, "odd", "odd-1.0.dist-info/licenses/LICENSE", "odd-1.0.dist-info/licenses/sub/LICENSE"
    )
    licences.gather(parts.Contents((odd,), natives("FFmpeg", "x264")), TABLE, FILMS, tmp_path / "out")
    found = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.*")}
    assert {"Chinmi.txt", "Python.txt", "README.txt", "texts/GPL-2.0.txt", "texts/LGPL-3.0.txt"} <= found
    assert len(list((tmp_path / "out" / "packages" / "odd-1.0").iterdir())) == 2


def test_ffmpeg_is_named_as_what_it_is():
    """It reports the LGPL, and is linked with libraries under the GPL all the same."""
    with_x264 = licences.overview(parts.Contents((), natives("FFmpeg", "x264")), TABLE, FILMS)
    assert "reports of itself: LGPL version 3 or later" in with_x264
    assert "--enable-libx264" in with_x264
    assert "linked with x264, under the GPL" in with_x264
    assert "this bundle as a whole are handed on under the GPL, version 3 or later" in with_x264
    without = licences.overview(parts.Contents((), natives("FFmpeg")), TABLE, FILMS)
    assert "under the GPL, version 2" not in without


def test_the_installed_ffmpeg_says_what_it_is():
    films = licences.Films.asked()
    assert films.version[0].isdigit()
    assert "GPL version" in films.licence
    assert "--enable" in films.configuration


@pytest.mark.parametrize(("platform", "format_"), [("win32", "ICO"), ("darwin", "ICNS"), ("linux", "PNG")])
def test_the_icon_is_the_logo_in_the_way_of_each_system(tmp_path, platform, format_):
    path = icon.write(tmp_path, platform)
    with Image.open(path) as picture:
        assert picture.format == format_
        drawn = np.asarray(picture.convert("RGBA"))
    assert drawn[0, 0, 3] == 0, "a round mark on a clear ground"
    middle = drawn[len(drawn) // 2]
    left, right = (middle[round(len(middle) * x)] for x in (0.25, 0.75))
    assert left[2] > left[0], "real is blue"
    assert right[0] > right[2], "manipulated is orange"


# -- the program from outside ---------------------------------------------------------------------------


@pytest.fixture
def bundled(monkeypatch, tmp_path):
    """Let the program believe that it is a bundle at a place of its own."""
    program = tmp_path / "Chinmi" / own_program.COMMAND
    program.parent.mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    return program


def test_a_child_of_a_bundle_is_the_bundle(bundled, monkeypatch):
    started = []

    class Child:
        stdin = stdout = None

        def __init__(self, command, **_options):
            started.append(command)
            self.stdout = io.BytesIO()

        def wait(self, _seconds=0):
            return 0

        def kill(self):
            pass

    monkeypatch.setattr(subprocess, "Popen", Child)
    outside_world = Processes(["--config", "k.yaml"])
    outside_world.start(still=True)
    outside_world.kill()
    assert started == [[str(bundled), "--child", "game.kiosk", "--config", "k.yaml", "--still"]]


def test_outside_a_bundle_a_child_is_a_module():
    assert own_program.child_command("game.kiosk") == [sys.executable, "-m", "game.kiosk"]


def test_a_child_is_one_of_ours(root):
    code = "from game.entry import start; start(['--child', 'os'])"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.strip() == "--child os: expected one of game.kiosk"
    code = "from game.entry import start; start(['--child', 'game.kiosk', '--help'])"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert "--still" in done.stdout


def test_a_file_beside_the_program_keeps_the_data_there(bundled, tmp_path, monkeypatch):
    monkeypatch.delenv("CHINMI_DATA", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert own_program.portable_data() is None
    (bundled.parent / "portable").touch()
    assert options.data_place(parser().parse_args([])) == bundled.parent / "data"
    found = {one.name: one for one in doctor.examine(bundled.parent / "data")}
    assert "portable: beside the program" in found["folder"].found
    assert "in a bundle" in found["python"].found


def test_what_was_asked_for_goes_before_the_file(bundled, tmp_path):
    (bundled.parent / "portable").touch()
    asked = parser().parse_args(["--data-dir", str(tmp_path)])
    assert options.data_place(asked) == tmp_path


@pytest.mark.parametrize(
    ("program", "folder"),
    [
        ("stick/Chinmi/chinmi-game", "stick/Chinmi"),
        ("stick/Chinmi.app/Contents/MacOS/chinmi-game", "stick"),
    ],
)
def test_the_folder_is_the_one_that_people_see(program, folder):
    assert own_program.beside(Path(program)) == Path(folder)


def test_commands_are_named_as_they_are_typed_there(bundled, capsys, tmp_path):
    assert own_program.typed_line("kiosk", "init") == "chinmi-game kiosk init"
    assert main(["kiosk", "--config", str(tmp_path / "k.yaml")]) != 0
    assert "`chinmi-game kiosk init --config k.yaml` makes one" in capsys.readouterr().err


def test_programs_of_others_do_not_get_our_libraries(bundled):
    given = {"LD_LIBRARY_PATH": "/bundle", "LD_LIBRARY_PATH_ORIG": "/before", "PATH": "/bin"}
    assert own_program.outside_environment(given) == {"LD_LIBRARY_PATH": "/before", "PATH": "/bin"}
    assert own_program.outside_environment({"LD_LIBRARY_PATH": "/bundle"}) == {}
    assert outside.open_command("http://x", "linux") == ("xdg-open", "http://x")


def test_the_recipe_leaves_no_module_of_ours_out(root):
    """Modules that are imported by name are collected as a whole; what is left out is no command's."""
    spec = (root / "tools" / "bundle" / "chinmi.spec").read_text("utf-8")
    assert 'BY_NAME = ("game", ' in spec
    assert "upx=False" in spec
    assert resources.assets().is_dir()
