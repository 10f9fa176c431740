"""What holds for the whole project: lists agree, parts are small, imports do nothing, words are its own."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.house.imports import circles, layers, module_graph, modules, room_graph
from tools.house.picture import PAGE, PICTURE, draw, filled_in, without_lines

ROOT = Path(__file__).resolve().parent.parent
MODULE, FUNCTION = 360, 65
"""Lines, where about 300 and 40 are meant; what grows past that has two jobs."""

TYPE_NAME = re.compile(r"[A-Z]\w*[a-z]\w*$")

LONG_MODULES: dict[str, int] = {}
"""Modules that wait to be split, and how long they may be until then. It is empty, and stays so."""

LONG_FUNCTIONS: dict[str, int] = {}
"""The same for functions. It is empty, and stays so."""


@cache
def tracked():
    """All files of the repository, or of the folder where there is no repository."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return tuple(ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file())
    folders = ("game", "tests", "assets", "levels", "docs")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    return tuple(path for path in [*files, *ROOT.glob("*.*")] if "__pycache__" not in path.parts)


def sources():
    return [path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] == "game"]


def name_of(path):
    return path.relative_to(ROOT).as_posix()


# -- lists that agree -----------------------------------------------------------------------------------


def test_each_pinned_version_is_one_that_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {canonicalize_name(r.name): r.specifier for r in map(Requirement, project["dependencies"])}
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    pinned = [Requirement(line) for line in lines if line and not line.startswith("#")]
    assert {canonicalize_name(r.name) for r in pinned} == set(asked)
    for requirement in pinned:
        (pin,) = requirement.specifier
        assert pin.operator == "==", f"{requirement}: expected one version"
        assert asked[canonicalize_name(requirement.name)].contains(pin.version), str(requirement)


def test_the_versions_in_use_are_the_pinned_ones_or_newer():
    from importlib.metadata import PackageNotFoundError, version

    from packaging.version import Version

    for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        requirement = Requirement(line)
        (pin,) = requirement.specifier
        try:
            here = version(requirement.name)
        except PackageNotFoundError:
            assert requirement.name == "pygame-ce", "only pygame may stand in for its sibling"
            continue
        assert Version(here) >= Version(pin.version), requirement.name


# -- small parts ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Source:
    """What is asked about a module: its syntax tree is large, and not kept."""

    name: str
    lines: int
    told: bool
    """Whether it says what it is for."""
    functions: dict[str, int]
    """Lines of each function."""
    types: tuple[str, ...]
    """The names of its classes and of what it calls other types, without those that are its own."""
    changed: tuple[int, ...]
    """The lines on which a function takes a variable of the module to change it."""


@cache
def read():
    """Each module of the game."""
    return tuple(map(source, sources()))


def assigned(tree):
    """The names to which a module gives a value at its outermost level."""
    targets = [node.targets[0] for node in tree.body if isinstance(node, ast.Assign)]
    return [target for target in targets if isinstance(target, ast.Name)]


def source(path):
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    functions: dict[str, int] = {}
    types, changed = [target.id for target in assigned(tree) if TYPE_NAME.match(target.id)], []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            functions[node.name] = max(functions.get(node.name, 0), node.end_lineno - node.lineno + 1)
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            types.append(node.name)
        elif isinstance(node, ast.Global):
            changed.append(node.lineno)
    told = bool(ast.get_docstring(tree))
    return Source(name_of(path), len(text.splitlines()), told, functions, tuple(types), tuple(changed))


def lengths():
    """Lines of each module and each function of the game."""
    modules = {module.name: module.lines for module in read()}
    functions = {f"{m.name}:{name}": lines for m in read() for name, lines in m.functions.items()}
    return modules, functions


@pytest.mark.parametrize(
    ("which", "limit", "waiting"), [(0, MODULE, LONG_MODULES), (1, FUNCTION, LONG_FUNCTIONS)],
    ids=["modules", "functions"],
)  # fmt: skip
def test_parts_stay_small(which, limit, waiting):
    found = lengths()[which]
    too_long = {name: n for name, n in found.items() if n > waiting.get(name, limit)}
    assert too_long == {}
    done = [name for name in waiting if found.get(name, 0) <= limit]
    assert done == [], "these are short now: take them off the list"


def test_every_module_says_what_it_is_for():
    silent = [module.name for module in read() if not module.told]
    assert silent == []


def test_the_name_of_a_type_means_one_thing_in_the_whole_house():
    """Whoever looks for it finds it, and need not ask which of them is meant."""
    places = defaultdict(list)
    for module in read():
        for name in module.types:
            places[name].append(module.name)
    assert {name: modules for name, modules in places.items() if len(modules) > 1} == {}


# -- who imports whom -----------------------------------------------------------------------------------

# Every import counts, also those in functions and those for type checkers only: what needs them to break a
# circle has the circle all the same, for whoever reads it.


@cache
def imported():
    """For each module of the game and its tools the others that it imports."""
    return module_graph(modules(ROOT, "game", "tools"))


@cache
def rooms():
    """For each room of the game the rooms that it imports."""
    return room_graph(imported())


def test_no_module_leads_back_to_itself():
    assert circles(imported()) == []


def test_no_room_leads_back_to_itself():
    assert circles(rooms()) == []


def test_each_room_has_a_layer():
    assert sorted(room for layer in layers() for room in layer) == sorted(rooms())


REDRAW = "python -m tools.house.picture writes it anew"


def test_the_picture_shows_the_house_as_it_is():
    """Rooms, layers and arrows; the counts of lines are as of the day on which it was drawn."""
    drawn = (ROOT / PICTURE).read_text("utf-8")
    assert without_lines(drawn) == without_lines(draw(rooms(), layers(), {})), REDRAW


def test_the_page_says_what_each_room_uses():
    page = (ROOT / PAGE).read_text("utf-8")
    assert page == filled_in(page, rooms()), REDRAW
    rows = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert sorted(rows) == sorted(rooms())


# -- no state and no work at import ---------------------------------------------------------------------


def test_no_function_changes_a_variable_of_its_module():
    assert [f"{module.name}:{line}" for module in read() for line in module.changed] == []


IMPORTER = """
import importlib, json, sys, threading
import pygame, av, numpy, PIL.Image, pydantic, font_source_sans_pro
root, modules = sys.argv[1], sys.argv[2:]
told = []
def watch(event, args):
    if event == "open" and isinstance(args[0], str):
        ours = args[0].startswith(root) and not args[0].startswith(sys.prefix)  # not an environment in it
        data = ours and not args[0].endswith((".py", ".pyc"))
        if data or "w" in str(args[1] or ""):
            told.append(f"opens {args[0]}")
    elif event in ("sqlite3.connect", "socket.bind", "socket.connect", "subprocess.Popen"):
        told.append(event)
sys.addaudithook(watch)
for module in modules:
    importlib.import_module(module)
if pygame.display.get_init() or pygame.font.get_init() or pygame.mixer.get_init():
    told.append("starts pygame")
if threading.active_count() > 1:
    told.append("starts a thread")
print(json.dumps(told))
"""


def test_importing_every_module_opens_nothing_and_starts_nothing():
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in sources()
        if path.name != "__main__.py"
    ]
    assert len(modules) > 80
    ended = subprocess.run(
        [sys.executable, "-B", "-W", "error", "-c", IMPORTER, str(ROOT), *modules],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout.splitlines()[-1]) == []


ROOMS = {"play", "campaign", "home", "studio", "workshop", "kiosk", "ui", "quiz"}


def test_scenes_ask_no_device():
    """A scene reads events, so that a posted event plays the real game."""
    asked = re.compile(r"mouse\.get_(pos|pressed)|key\.get_(pressed|mods)|time\.(time|sleep)\(")
    places = [path for path in sources() if ROOMS & set(path.relative_to(ROOT).parts)]
    assert [name_of(path) for path in places if asked.search(path.read_text("utf-8"))] == []


# -- strange words --------------------------------------------------------------------------------------

REGISTRIES = ("pypi" + r"\.org", "python" + "hosted", "npm" + r"js\.", r"crates\.io", "golang" + r"\.org")
PLACES = (r"(?<![\w.:])/" + "(work|tmp|root)/", r"(?<![\w.:])/home/" + r"\w", r"[A-Z]:\\" + "Users")
MAKERS = ("clau" + "de", "anth" + "ropic", "open" + "ai", "chat" + "gpt", "co" + "pilot", "sub" + "agent")
STRANGE = re.compile("|".join((*REGISTRIES, *PLACES, *MAKERS)), re.IGNORECASE)


def text_of(path):
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def test_no_file_names_a_registry_a_machine_or_its_makers_tools():
    found = []
    for path in tracked():
        for number, line in enumerate(text_of(path).splitlines(), 1):
            match = STRANGE.search(line)
            if match:
                found.append(f"{name_of(path)}:{number}: {match.group()}")
    assert found == []


def test_no_large_file_and_no_data_set_is_kept():
    large = {name_of(p): p.stat().st_size for p in tracked() if p.stat().st_size > 4_000_000}
    assert large == {}
    films = [name_of(p) for p in tracked() if p.suffix in (".mp4", ".mpg", ".avi", ".mov", ".webm", ".zip")]
    assert [name for name in films if not name.startswith("assets/packs/")] == []
