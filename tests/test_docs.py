"""The pages: each link leads to a file, each page is in the index, each command that they name exists."""

import re
import shlex

from game.cli import parser

LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(#[^)\s]*)?\)")
COMMAND = re.compile(r"\bpython3? main\.py((?: [^`\n#;→]+)?)")


def pages(root):
    return [root / "README.md", root / "CONTRIBUTING.md", *sorted((root / "docs").rglob("*.md"))]


def anchors(page):
    """The names of a page's headings, as links write them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {"#" + re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_each_link_leads_somewhere(root):
    lost = []
    for page in pages(root):
        for path, anchor in LINK.findall(page.read_text("utf-8")):
            target = page.parent / path if path else page
            if not target.exists() or (anchor and anchor not in anchors(target)):
                lost.append(f"{page.relative_to(root)}: {path}{anchor}")
    assert not lost


def test_each_page_is_in_the_index_once(root):
    listed = [path for path, _ in LINK.findall((root / "docs" / "README.md").read_text("utf-8"))]
    for page in (root / "docs").glob("*.md"):
        assert listed.count(page.name) == (page.name != "README.md"), page.name


def test_each_module_that_the_architecture_names_exists(root):
    """`quiz/session` is a module or a folder of the game."""
    text = (root / "docs" / "architecture.md").read_text("utf-8")
    places = re.findall(r"`((?:[a-z_]+/)+[a-z_0-9]*)`", text)
    assert len(places) > 20
    folders = [root, root / "game"]
    lost = [p for p in places if not any((f / p).exists() or (f / f"{p}.py").exists() for f in folders)]
    assert lost == []


def named(root):
    """Each command of the pages with its arguments: of alternatives the first, of the rest until a gap."""
    found = set()
    for page in pages(root):
        for words in COMMAND.findall(page.read_text("utf-8")):
            command = re.split(r" {2,}| \| ", words)[0].strip()
            found.add(re.sub(r"\|\S+", "", command))
    return sorted(found)


def test_the_readme_names_the_commands(root):
    assert len(named(root)) > 20


def test_each_command_of_the_pages_exists(root, capsys):
    wrong = []
    for command in named(root):
        try:
            parser().parse_args(shlex.split(command))
        except SystemExit as ended:
            if ended.code:
                wrong.append(f"{command}: {capsys.readouterr().err.splitlines()[-1]}")
    assert not wrong
