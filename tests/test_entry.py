"""The entry: an old Python and a missing library are told in words, with the README's own commands."""

import ast
import re
import subprocess
import sys

import pytest

from game import entry

PRETEND_OLD = "import runpy, sys; sys.version_info = (3, 9, 6, 'final', 0); runpy.run_path('main.py')"


def readme_commands(root, marker):
    """Return the lines of the README's blocks of code that hold `marker`."""
    blocks = re.findall(
        r"^```\w*\n(.*?)^```", (root / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    return [line for block in blocks for line in block.splitlines() if marker in block]


def test_an_old_python_is_told_which_one_is_needed(root):
    ended = subprocess.run(
        [sys.executable, "-c", PRETEND_OLD], cwd=root, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr == "Chinmi? needs Python 3.11 or newer, this is 3.9.\n"


def test_an_old_python_can_read_the_entry(root):
    for node in ast.walk(ast.parse((root / "main.py").read_text("ascii"), feature_version=(3, 4))):
        assert not isinstance(node, ast.JoinedStr | ast.AnnAssign | ast.FunctionDef), ast.dump(node)


def test_the_entry_and_the_project_ask_for_the_same_python(root):
    asked = re.search(r'requires-python = ">=([\d.]+)"', (root / "pyproject.toml").read_text("utf-8"))[1]
    assert f"Python {asked} or newer" in (root / "main.py").read_text("utf-8")
    assert f"Python {asked} or newer" in (root / "README.md").read_text("utf-8")


def test_without_libraries_one_message_tells_how_to_install_them(root, tmp_path):
    ended = subprocess.run(
        [sys.executable, "-S", str(root / "main.py"), "doctor"],
        cwd=tmp_path, env={"PATH": "/nowhere"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""
    assert entry.environment_python(windows=sys.platform == "win32") in ended.stderr


def test_what_is_advised_is_what_the_readme_says(root):
    assert set(entry.commands(windows=False)) <= set(readme_commands(root, "python3 -m venv"))
    assert set(entry.commands(windows=True)) <= set(readme_commands(root, "py -m venv"))


@pytest.mark.parametrize(
    ("windows", "python"), [(False, ".venv/bin/python"), (True, ".venv\\Scripts\\python")]
)
def test_who_has_installed_it_is_sent_to_the_environment(tmp_path, windows, python):
    assert "-m venv" in entry.advice("numpy", tmp_path, windows=windows)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "pyvenv.cfg").touch()
    told = entry.advice("numpy", tmp_path, windows=windows)
    assert told == f"This Python lacks what the game needs (numpy). Start the game with: {python} main.py"


def test_an_environment_that_lacks_a_library_is_told_to_install_it(tmp_path, monkeypatch):
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "pyvenv.cfg").touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path / ".venv"))
    assert "-m pip install ." in entry.advice("numpy", tmp_path, windows=False)


def test_a_part_of_the_game_that_is_missing_is_a_fault_and_no_advice(monkeypatch):
    monkeypatch.setitem(sys.modules, "game.cli", None)
    with pytest.raises(ModuleNotFoundError, match=r"game\.cli"):
        entry.start(["doctor"])
