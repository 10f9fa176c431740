"""The handouts: forms that are parallel, keys that cover all, pages that fit their sheets."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import language_rules as rules
import pytest

from game import resources
from game.campaign.reader import read_campaign
from game.content.base import LocalText
from game.errors import ChinmiError, ContentError
from game.i18n import Catalogue
from game.resources import languages
from game.workshop.handouts.model import FORMS, TOPICS
from game.workshop.handouts.pages import LETTERS, NAMES, handout, printed
from game.workshop.handouts.printing import write_pages
from game.workshop.handouts.reader import handouts_from, read_handouts
from game.workshop.report.words import read_words

FOLDER = resources.levels() / "teaching"
TEXTS = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.yaml")}
WORDS = read_words(resources.levels() / "workshops" / "pages")
HANDOUTS = read_handouts()
GUIDE = resources.read_guide()
SOURCES = (GUIDE, read_campaign(GUIDE), Catalogue.read(resources.assets() / "i18n"))
TEST = HANDOUTS.test
SHEETS = {"test": 6, "homework": 4, "letter": 1, "map": 1}
"""A4 sheets of each handout: two a form and two of key and rubric; three levels and their key."""


class Page(HTMLParser):
    """The words of each sheet of a page, and what the page would load."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sheets: list[list[str]] = []
        self.loads: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "section":
            self.sheets.append([])
        self.loads += [value for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data):
        if self.sheets and data.strip():
            self.sheets[-1].append(" ".join(data.split()))


def page(name: str, language: str) -> Page:
    return Page(handout(name, HANDOUTS, WORDS, language))


def refused(file: str, old: str, new: str) -> str:
    """What is told of `file` after the first `old` became `new`."""
    assert old in TEXTS[file]
    with pytest.raises(ContentError) as told:
        handouts_from({**TEXTS, file: TEXTS[file].replace(old, new, 1)})
    return "\n".join(map(str, told.value.problems))


def without(file: str, words: str, said: str) -> None:
    """Expect `said` of `file` without the line that has `words`."""
    line = next(text for text in TEXTS[file].splitlines(keepends=True) if words in text)
    assert said in refused(file, line, "")


def line_of(file: str, words: str) -> int:
    return TEXTS[file][: TEXTS[file].index(words)].count("\n") + 1


def test_each_item_has_its_parallel():
    for choose in TEST.choose:
        assert choose.a.leans == choose.b.leans, choose.id
        assert choose.a != choose.b, choose.id
    for explain in TEST.explain:
        assert len(explain.a.expected) == len(explain.b.expected) == explain.points
        assert explain.a.question != explain.b.question
    assert {item.topic for item in TEST.items} == set(TOPICS)


def test_points_are_equal_and_a_mistake_costs_the_same_either_way():
    sums = {form: len(TEST.choose) + sum(len(i.form(form).expected) for i in TEST.explain) for form in FORMS}
    assert sums == {"a": TEST.points, "b": TEST.points}
    leans = Counter(wrong.leans for item in TEST.choose for wrong in item.a.wrong if wrong.leans)
    assert leans["trusting"] == leans["suspicious"]


@pytest.mark.parametrize("language", tuple(languages()))
def test_parallel_questions_are_of_a_length(language):
    for item in TEST.items:
        a, b = (len(item.form(form).question.get(language).split()) for form in FORMS)
        assert 2 / 3 <= a / b <= 3 / 2, item.id


@pytest.mark.parametrize("language", tuple(languages()))
@pytest.mark.parametrize("form", FORMS)
def test_the_right_choice_is_not_given_away(form, language):
    """Neither by its place nor by its length."""
    places = Counter(printed(item, n, form)[0] for n, item in enumerate(TEST.choose, 1))
    assert max(places.values()) <= len(TEST.choose) / 4
    asked = [item.form(form) for item in TEST.choose]
    longest = sum(
        len(one.right.get(language)) > max(len(wrong.text.get(language)) for wrong in one.wrong)
        for one in asked
    )
    assert longest <= len(asked) / 2


def test_neighbours_letters_differ():
    for n, item in enumerate(TEST.choose, 1):
        assert printed(item, n, "a")[0] != printed(item, n, "b")[0], item.id


@pytest.mark.parametrize("language", tuple(languages()))
def test_the_key_covers_all_and_points_at_the_right_choice(language):
    """Read from the printed pages alone."""
    sheets = page("test", language).sheets
    letters = LETTERS.get(language, "abcd")
    key = sheets[4]
    for number, item in enumerate(TEST.choose, 1):
        at = key.index(item.why.get(language))
        assert key[at - 7] == str(number)
        for form, cells, sheet in (
            ("a", key[at - 6 : at - 3], sheets[0]),
            ("b", key[at - 3 : at], sheets[2]),
        ):
            asked = item.form("a" if form == "a" else "b")
            begin = sheet.index(asked.question.get(language)) + 1
            shown = dict(choice.split(") ", 1) for choice in sheet[begin : begin + 4])
            assert shown[cells[0]] == asked.right.get(language)
            assert [*shown] == [*letters]
            for cell, lean in zip(cells[1:], ("trusting", "suspicious"), strict=True):
                wrong = next((w.text.get(language) for w in asked.wrong if w.leans == lean), None)
                assert shown.get(cell) == wrong, item.id
    for explain in TEST.explain:
        for form in FORMS:
            assert all(line.get(language) in sheets[5] for line in explain.form(form).expected)


def test_every_point_of_the_homework_is_in_its_key():
    for language in languages():
        key = page("homework", language).sheets[3]
        for level in HANDOUTS.homework.levels:
            assert level.points == 6
            assert all(line.get(language) in key for task in level.tasks for line in task.expected)


def test_the_map_quotes_nothing_that_it_does_not_use():
    for framework in HANDOUTS.map.frameworks:
        used = {code for row in HANDOUTS.map.rows for code in row.fits[framework.id]}
        assert used == set(framework.entries), framework.id
    bare = [row for row in HANDOUTS.map.rows if not any(row.fits.values())]
    assert bare
    assert all(row.note for row in bare), "where none fits the page says so"


def test_the_texts_keep_the_rules_in_three_languages():
    parts = (HANDOUTS.test, HANDOUTS.homework, HANDOUTS.letter, HANDOUTS.map)
    texts = [text for part in parts for text in rules.texts(part)]
    assert {language for _, language, _ in texts} == set(languages())
    wrong = [(place, found) for place, code, text in texts for found in rules.problems(code, text)]
    assert [one for one in wrong if one != (".hello", "has '!'")] == []


@pytest.mark.parametrize("language", tuple(languages()))
@pytest.mark.parametrize("name", NAMES)
def test_a_handout_needs_nothing_else(name, language):
    html = handout(name, HANDOUTS, WORDS, language)
    assert Page(html).loads == []
    assert "<script" not in html
    assert len(Page(html).sheets) == SHEETS[name]


def test_what_a_file_says_is_escaped():
    letter = HANDOUTS.letter.model_copy(update={"hello": LocalText(en="<script>")})
    evil = type(HANDOUTS)(HANDOUTS.test, HANDOUTS.homework, letter, HANDOUTS.map)
    assert "<script" not in handout("letter", evil, WORDS, "en")


@pytest.mark.parametrize("language", tuple(languages()))
def test_handouts_fit_their_sheets_in_black_and_white(browser, language):
    """Printed by a real browser: no part runs over to a further sheet, and nothing has a colour."""
    tab = browser.new_page()
    tab.set_content("".join(handout(name, HANDOUTS, WORDS, language) for name in NAMES))
    tab.add_style_tag(content="section.sheet { break-before: page; break-after: auto !important; }")
    pages = re.findall(rb"/Type\s*/Page\b", tab.pdf(prefer_css_page_size=True))
    assert len(pages) == sum(SHEETS.values())
    inks = tab.evaluate(
        """() => [...document.querySelectorAll("section, section *")].flatMap((part) => {
             const style = getComputedStyle(part);
             return [style.color, style.backgroundColor, style.borderBottomColor]; })"""
    )
    for ink in set(inks) - {"rgba(0, 0, 0, 0)"}:
        shades = [*map(int, re.findall(r"\d+", ink)[:3])]
        assert max(shades) - min(shades) <= 16, ink
    tab.close()


def test_a_text_that_lacks_a_language_is_told_with_its_place():
    told = refused("letter.yaml", ', ru: "С уважением,"', "")
    assert told.startswith(f"letter.yaml:{line_of('letter.yaml', 'bye:')}:6:")
    assert "expected a text in ru" in told


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("test.yaml", "leans: trusting", "leans: suspicious", "lean the same ways in `a` and `b`"),
        ("test.yaml", "leans: trusting", "leans: trustful", "leans"),
        ("test.yaml", "topic: tell-tales", "topic: source", "expected an item about tell-tales"),
        ("test.yaml", "id: the-steps", "id: the-word", "the id `the-word` comes twice"),
        ("test.yaml", "    why:", "    wy:", "wy"),
        ("map.yaml", 'digcomp: ["1.2"]', 'digcomp: ["1.3"]', "`digcomp` has no entry `1.3`"),
        ("map.yaml", "fits: {digcomp:", "fits: {digcom:", "there is no framework `digcom`"),
        ("map.yaml", ", assessment: []", "", "expected `assessment`, with an empty list"),
    ],
)
def test_a_slip_is_told_with_file_line_and_column(file, old, new, said):
    told = refused(file, old, new)
    assert said in told
    assert re.match(rf"{re.escape(file)}:\d+:\d+: ", told)


def test_forms_and_levels_with_unequal_points_are_refused():
    without("test.yaml", "yorugʻlik: orqadan", "as many lines of `expected` in `a` as in `b`")
    without("homework.yaml", "suhbat oʻz soʻzi", "the same points in each level, found 5, 6, 6")


def test_handouts_are_written_beside_the_packs(tmp_path):
    written = write_pages(tmp_path / "pages", (), *SOURCES)
    assert {path.name for path in written} == {f"{n}-{code}.html" for n in NAMES for code in languages()}
    (tmp_path / "file").write_text("x")
    with pytest.raises(ChinmiError, match="could not be written"):
        write_pages(tmp_path / "file", (), *SOURCES)
