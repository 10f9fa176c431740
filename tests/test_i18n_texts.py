"""The texts of the screens: complete in three languages, well written, and each of them in use."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

import language_rules as rules
import pytest
from packs import make

from game.content import yaml_source
from game.content.agreement import ROLES
from game.content.models import Method, Processing, TruthLabel
from game.content.rights import Certainty, Duty
from game.datasets.base import LeftOutReason
from game.datasets.importing import ImportStage
from game.datasets.said import ENGLISH, FEATURE
from game.detector.model import Family
from game.errors import StoreError
from game.forge.fetch import Fault
from game.forge.order import OrderStage
from game.home.free_practice import ORDERS, WAYS
from game.home.intake import IntakeOutcome
from game.home.menu_entries import menu_entries
from game.home.places import EntryKind
from game.home.profile import PAGES
from game.i18n import VIRTUAL, VOICE, Catalogue, day, number, percent, plural
from game.media.credentials import SignatureState
from game.packs.display import Reason
from game.packs.licences import EVERYWHERE
from game.packs.policy import ConsentLevel
from game.play.compared import ComparedSide
from game.play.credentials_words import ACTIONS, SOURCES
from game.posts.model import CASES
from game.quiz.answer import SIDES
from game.quiz.bands import BIAS_BANDS, DPRIME_BANDS, facts
from game.quiz.discernment import SURENESS_IDS, Counts
from game.quiz.duel import Nearer
from game.quiz.gain import CHANGES, LEANINGS
from game.quiz.judgement import STEP_IDS
from game.quiz.mastery import LEVELS as MASTERY_LEVELS
from game.quiz.posts import SHARE_IDS
from game.records.database import BusyError, FullError, NewerError
from game.resources import languages
from game.settings import THEMES
from game.workshop.plan import Block
from game.workshop.server.adapters import NEVER, AdapterKind
from game.workshop.server.reach import FINDINGS

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "assets" / "i18n"
FILES = tuple(f"{language}.yaml" for language in languages())

CATEGORIES = {"uz": {"other"}, "en": {"one", "other"}, "ru": {"one", "few", "many"}}
"""The plural forms that texts with a count have: an Uzbek noun is the same after every number."""

REASONS = (
    *("missing", "empty", "not-video", "cut-short", "too-large", "no-picture"),
    *("unsupported", "unreadable", "web-page", "lfs-pointer", "playlist", "one-picture", "gap"),
    *("too-short", "unknown-codec", "no-channels"),
)
DONE = tuple(done for done in get_args(Processing) if done)
FAMILIES = {
    "workshop.net.": tuple(kind.value for kind in AdapterKind if kind not in NEVER),
    "workshop.found.": FINDINGS,
    "workshop.firewall_": ("windows", "mac", "linux"),
    "step.": STEP_IDS,
    "sureness.": SURENESS_IDS,
    "mastery.": MASTERY_LEVELS,
    "band.dprime.": DPRIME_BANDS,
    "band.bias.": BIAS_BANDS,
    "gain.": (*CHANGES, "duller", "scale", "sharper"),
    "free.difficulty.": ("plain", "middling", "hard"),
    "free.order.": ORDERS,
    "free.way.": WAYS,
    "detector.nearer.": get_args(Nearer),
    "detector.says.": ("manipulated", "real", "unsure"),
    "detector.where.": get_args(Family),
    "pair.": SIDES,
    "pair.step.": ("1", "2", "3", "4", "5", "6"),
    "pair.verdict.": SIDES,
    "summary.pairs_": ("clear", "chance"),
    "profile.": PAGES,
    "gain.lean.": LEANINGS,
    "fact.": tuple(fact.id for fact in facts(Counts(1, 1, 1, 1))),
    "consent.": get_args(ConsentLevel),
    "rights.place.": EVERYWHERE,
    "rights.handing.": ("yes", "no", "stays"),
    "rights.duty.": get_args(Duty),
    "rights.why.": tuple(Reason),
    "credentials.state.": get_args(SignatureState),
    "credentials.action.": (*ACTIONS, "other"),
    "credentials.source.": tuple(SOURCES.values()),
    "provenance.method.": get_args(Method),
    "provenance.": ("untouched", *DONE),
    "reveal.line.": ("real", *DONE),
    "clip.reason.": REASONS,
    "page.": ("back", "next"),
    "getting.fault.": tuple(Fault),
    "intake.": tuple(IntakeOutcome),
    "store.why.": tuple(kind.why for kind in (StoreError, FullError, BusyError, NewerError)),
    "intake.import.": tuple(ImportStage),
    "intake.one.": get_args(TruthLabel),
    "import.": tuple(ENGLISH),
    "import.reason.": tuple(LeftOutReason),
    "import.feature.": tuple(feature.replace(" ", "_") for feature in make.features()),
    "terms.read.": get_args(Certainty),
    "terms.role.": tuple(map(str, range(len(ROLES)))),
    "files.": (*EntryKind, "downloads", "desktop", "documents"),
    "reveal.": ("compare", "stronger"),
    "reveal.hear_": get_args(ComparedSide),
    "reveal.wave_": get_args(ComparedSide),
    "workshop.end_": get_args(Block),
    "getting.stage.": tuple(OrderStage),
    "menu.": (
        *("library", "credits", "exit"),
        *(f"{entry.name}{end}" for entry in menu_entries(None, None, None) for end in ("", "_text")),
    ),
    "posts.step.": SHARE_IDS,
    "posts.why.": CASES,
    "posts.band.": DPRIME_BANDS,
    "posts.fact.": tuple(fact.id for fact in facts(Counts(1, 1, 1, 1))),
    "posts.question_": ("picture", "share"),
    "posts.lead_": ("picture", "share"),
    "judge.if_": ("real", "manipulated"),
    "verdict.": ("real", "manipulated"),
    "profiles.": ("now", "taken", "free"),
    "settings.": THEMES,
    "kiosk.staff.": ("close", "diagnostics", "restart"),
    "summary.": tuple(f"{which}{end}" for which in ("only_real", "well_seen") for end in ("", "_text")),
    "getting.after.": (OrderStage.DONE, OrderStage.STOPPED, OrderStage.FAILED),
}
"""Keys whose last part comes from a value: the beginning, and the values it can have."""

VARIANTS = (f".{VIRTUAL}", f".{VOICE}")
"""Endings of texts that go before the one without, for other clips."""
OWN_WORDS = frozenset(
    {
        *("step.surely_real", "step.surely_manipulated", "sureness.surely"),
        *("posts.step.surely_share", "posts.step.surely_not", "pair.step.1", "pair.step.6"),
    }
)
"""What players say about themselves: they may be as sure as they like."""
COMMAND = "python main.py pack install FILE"
KEYBOARD = re.compile(r"\b(Tab|Enter|Esc|Space|Shift|Backspace|F1|F11|[A-Z](?=:))(?![^\W_])")
NAMES = re.compile(
    r"от A до F|/teacher\b|\b(Chinmi|MIT|GRID|CC BY|Python|Windows|Wi-Fi|deep learning|deepfake|fake)\b"
)
PAIRS = frozenset({"oʻchiq"})
"""Uzbek words that mean something else without the apostrophe (ochiq: open)."""
TAB = 11
"""The most characters of a tab's word."""
KEY_LINE = 16
"""The longest word that fits on a key of the step wedge."""
LABEL = 26
"""The most characters of a button that stands beside others."""
BUTTONS = (
    *("quit.stay", "quit.leave", "leave.stay", "leave.leave", "watch.ready", "judge.again", "judge.confirm"),
    *("spot.cant_tell", "spot.show", "spot.moment", "spot.add", "reveal.outline", "reveal.mark"),
    *(
        "reveal.compare",
        "reveal.next",
        "reveal.summary",
        "summary.menu",
        "summary.look_back",
        "summary.again",
    ),
    *("summary.five_clips", "skipped.check", "skipped.end", "settings.reset", "settings.done"),
    *("library.check", "library.remove", "library.ask_no", "library.ask_yes", "page.back", "page.next"),
)


@cache
def catalogue() -> Catalogue:
    return Catalogue.read(FOLDER)


def forms(language: str, key: str) -> dict[str, str]:
    """Return the plural forms of a text; a text without them has one form, named ""."""
    entry = catalogue().entries[language][key]
    return {"": entry} if isinstance(entry, str) else dict(entry)


def written(language: str) -> list[tuple[str, str]]:
    """Return (key, text) of every form of every text."""
    return [(key, text) for key in catalogue().entries[language] for text in forms(language, key).values()]


def plain(key: str) -> str:
    """Return the key without the ending of its variant."""
    for end in VARIANTS:
        if key.endswith(end) and key.removesuffix(end) in catalogue().entries["en"]:
            return key.removesuffix(end)
    return key


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def bare(text: str) -> str:
    """Return a text without what is the same in every language: placeholders, key names, names, commands."""
    text = re.sub(r"\{\w+\}", "0", text).replace(COMMAND, "0")
    return NAMES.sub("0", KEYBOARD.sub("0", text))


# -- the three files ---------------------------------------------------------------------------------------


def test_keys_and_their_order_are_the_same_in_all_languages():
    keys = {language: list(catalogue().entries[language]) for language in languages()}
    assert keys["uz"] == keys["en"]
    assert keys["ru"] == keys["en"]


def test_placeholders_are_the_same_in_all_languages():
    wrong = [
        f"{language} {key}: {text}"
        for language in languages()
        for key, text in written(language)
        if placeholders(text) != placeholders(next(iter(forms("en", key).values())))
    ]
    assert wrong == []


def test_braces_hold_nothing_but_placeholders():
    wrong = [
        f"{language} {key}: {text}"
        for language in languages()
        for key, text in written(language)
        if re.search(r"[{}]", re.sub(r"\{[a-z]+\}", "", text))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", tuple(languages()))
def test_plural_forms_are_complete(language):
    plural = {
        key: found for key in catalogue().entries[language] if "" not in (found := forms(language, key))
    }
    assert plural
    assert {key: set(found) for key, found in plural.items() if set(found) != CATEGORIES[language]} == {}


@pytest.mark.parametrize("language", tuple(languages()))
def test_the_rule_of_a_language_needs_no_other_form(language):
    needed = {plural(language, n) for n in range(130)}
    assert needed == CATEGORIES[language] | ({"one"} if language == "uz" else set())


@pytest.mark.parametrize(
    ("language", "n", "category"),
    [
        ("ru", 21, "one"),
        ("ru", 3, "few"),
        ("ru", 12, "many"),
        ("ru", -2, "few"),
        ("en", 1, "one"),
        ("en", 0, "other"),
    ],
)
def test_plural_forms_follow_the_unicode_tables(language, n, category):
    assert plural(language, n) == category


@pytest.mark.parametrize(
    ("language", "n", "words"),
    [
        ("uz", 1, "1 ta"),
        ("ru", 1.5, "1,5 часа"),
        ("ru", 5, "5 часов"),
        ("en", 1.5, "1.5 hours"),
        ("en", 2, "2 hours"),
    ],
)
def test_a_form_that_is_missing_is_taken_from_its_neighbour(language, n, words):
    hours = {
        "uz": {"other": "{n} ta"},
        "ru": {"one": "{n} час", "few": "{n} часа", "many": "{n} часов"},
        "en": {"one": "{n} hour", "other": "{n} hours"},
    }
    texts = Catalogue({code: {"x": forms} for code, forms in hours.items()})
    assert texts.translator(language)("x", n=n) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("uz", ("1,25", "−0,5", "+0,8", "60%", "2026-yil 9-may")),
        ("en", ("1.25", "−0.5", "+0.8", "60%", "9 May 2026")),
        ("ru", ("1,25", "−0,5", "+0,8", "60\xa0%", "9 мая 2026\u202fг.")),
    ],
)
def test_numbers_and_dates_are_written_as_in_the_language(language, words):
    said = (number(language, 1.25), number(language, -0.5), number(language, 0.8, "+0.0;-0.0"))
    assert (*said, percent(language, 0.6), day(language, "2026-05-09")) == words


@pytest.mark.parametrize("file", FILES)
def test_files_hold_the_apostrophes_that_are_shown(file):
    """Reading puts lookalikes right; the files have to be right without it, for those who edit them."""
    language = file.removesuffix(".yaml")
    data: Any = yaml_source.load((FOLDER / file).read_text("utf-8"), file).data
    assert isinstance(data, dict)
    texts = [t for entry in data.values() for t in ([entry] if isinstance(entry, str) else entry.values())]
    assert [f"{text}: {found}" for text in texts for found in rules.apostrophes(language, text)] == []


# -- how they are written ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", tuple(languages()))
def test_texts_keep_the_rules_of_the_language(language):
    wrong = [
        f"{key} {found}"
        for key, text in written(language)
        for found in rules.problems(language, bare(text))
        if not (plain(key) in OWN_WORDS and found in rules.certainty(language, text))
    ]
    assert wrong == []


def test_no_uzbek_word_is_written_with_and_without_its_apostrophe():
    lost = set(rules.lost_apostrophes(text for _, text in written("uz"))) - PAIRS
    assert lost == set()


@pytest.mark.parametrize("language", tuple(languages()))
def test_a_verdict_does_not_say_fake(language):
    fake = {"en": r"\bfakes?\b", "uz": r"\bsoxta", "ru": r"\b(фейк|поддел)"}[language]
    about_the_clip = ("verdict.", "step.", "reveal.", "judge.", "fact.", "summary.")
    wrong = [
        f"{key}: {text}"
        for key, text in written(language)
        if key.startswith(about_the_clip) and re.search(fake, text, re.IGNORECASE)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", tuple(languages()))
def test_labels_are_short(language):
    text = {
        key: forms(language, key)[""] for key in catalogue().entries[language] if "" in forms(language, key)
    }
    tabs = [key for key in text if re.fullmatch(r"tab\.[a-z_]+", key)]
    assert len(tabs) == 5
    assert [text[key] for key in tabs if len(text[key]) > TAB] == []
    assert [text[key] for key in BUTTONS if len(text[key]) > LABEL] == []
    steps = [word for id_ in STEP_IDS for word in text[f"step.{id_}"].split()]
    assert [word for word in steps if len(word) > KEY_LINE] == []


def test_steps_and_verdicts_differ_from_each_other():
    for language in languages():
        steps = [forms(language, f"step.{id_}")[""] for id_ in STEP_IDS]
        assert len(set(steps)) == len(STEP_IDS)
        assert forms(language, "verdict.real") != forms(language, "verdict.manipulated")


# -- how the program uses them -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Use:
    """One place where a text is asked for: a key, or (`family`) the beginning of one."""

    place: str
    key: str
    family: bool
    values: frozenset[str]


@dataclass(frozen=True)
class Uses:
    """What the modules of the game say about texts."""

    calls: tuple[Use, ...]
    constants: tuple[tuple[str, str], ...]
    """(place, key) of every text key that stands in a constant of a module."""
    handed_on: frozenset[str]
    """The keys that stand as texts anywhere: handed to a piece that asks for them."""


KEY = re.compile(r"[a-z]+(\.[a-z_-]+)+")
NOT_KEYS = (".yaml", ".db", ".json", ".csv", ".zip", ".md", ".py", ".log")


def _keys(node: ast.expr, named: dict[str, list[ast.expr]], depth: int = 0) -> list[tuple[str, bool]]:
    """Return the (key, family) that the first argument of a call can be."""
    match node:
        case ast.Constant(value=str(key)):
            return [(key, False)]
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
            return [(start, True)]
        case ast.IfExp(body=body, orelse=orelse):
            return [*_keys(body, named, depth), *_keys(orelse, named, depth)]
        case ast.Name(id=name) if depth == 0:
            return [found for value in named.get(name, []) for found in _keys(value, named, 1)]
    return []


def _is_translator(node: ast.expr) -> bool:
    match node:
        case ast.Name(id="t") | ast.Attribute(attr="t"):
            return True
        case ast.Call(func=ast.Attribute(attr="translator" | "about")):
            return True
    return False


def _assigned(tree: ast.AST) -> dict[str, list[ast.expr]]:
    named: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                named.setdefault(name, []).append(value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                named.setdefault(name, []).append(value)
    return named


def uses_of(source: str, file: str, families: frozenset[str]) -> Uses:
    """Read the uses of texts from a module; `families` are the first parts of all keys."""
    tree = ast.parse(source)
    calls: set[Use] = set()
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        named = _assigned(function)
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and node.args and _is_translator(node.func):
                values = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
                place = f"{file}:{node.lineno}"
                calls |= {Use(place, key, family, values) for key, family in _keys(node.args[0], named)}
    constants = [
        (f"{file}:{node.lineno}", node.value)
        for statement in tree.body
        if isinstance(statement, (ast.Assign, ast.AnnAssign))
        for node in ast.walk(statement)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if KEY.fullmatch(node.value) and not node.value.endswith(NOT_KEYS)
        if node.value.split(".")[0] in families
    ]
    handed_on = frozenset(
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value)
    )
    return Uses(tuple(sorted(calls, key=lambda use: (use.place, use.key))), tuple(constants), handed_on)


@cache
def uses() -> Uses:
    families = frozenset(key.split(".")[0] for key in catalogue().entries["en"])
    found = [
        uses_of(path.read_text("utf-8"), path.relative_to(ROOT).as_posix(), families)
        for path in sorted((ROOT / "game").rglob("*.py"))
    ]
    return Uses(
        tuple(use for one in found for use in one.calls),
        tuple(constant for one in found for constant in one.constants),
        frozenset(key for one in found for key in one.handed_on),
    )


def family_keys() -> set[str]:
    return {beginning + id_ for beginning, ids in FAMILIES.items() for id_ in ids}


def used_keys() -> set[str]:
    calls = {use.key for use in uses().calls if not use.family}
    return calls | {key for _, key in uses().constants} | family_keys() | uses().handed_on


def test_every_text_that_the_program_asks_for_is_there():
    entries = catalogue().entries["en"]
    asked = [(use.place, use.key) for use in uses().calls if not use.family]
    assert len(asked) > 100
    assert [f"{place}: {key}" for place, key in (*asked, *uses().constants) if key not in entries] == []


def test_every_beginning_of_a_key_is_known_and_complete():
    beginnings = {use.key: use.place for use in uses().calls if use.family}
    assert {key: place for key, place in beginnings.items() if key not in FAMILIES} == {}
    assert family_keys() - set(catalogue().entries["en"]) == set()


def test_a_variant_has_the_values_of_the_text_without_it():
    entries = catalogue().entries["en"]
    variants = [key for key in entries if key != plain(key)]
    assert variants
    values = {key: [placeholders(text) for text in forms("en", key).values()] for key in entries}
    assert [key for key in variants if values[key] != values[plain(key)]] == []


def test_computer_made_actors_are_never_called_real_or_filmed():
    texts = catalogue().translator("en").about(virtual=True)
    about_the_clip = (
        "verdict.",
        "step.",
        "judge.",
        "fact.",
        "reveal.line.",
        "reveal.detail.",
        "summary.only",
    )
    said = {
        key: texts(key, n=1, of=2, said="", true="", step="")
        for key in catalogue().entries["en"]
        if key.startswith(about_the_clip) and key == plain(key)
    }
    untrue = re.compile(r"\b(real|manipulated|filmed|recorded)\b", re.IGNORECASE)
    assert {key: words for key, words in said.items() if untrue.search(words)} == {}


def test_every_reason_of_a_clip_that_fails_has_a_text():
    raised = {
        node.args[0].value
        for path in (ROOT / "game").rglob("*.py")
        if "ClipError(" in (source := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ClipError"
        if node.args and isinstance(node.args[0], ast.Constant)
    }
    assert raised
    assert raised <= set(REASONS)


def test_no_text_is_out_of_use():
    assert {plain(key) for key in catalogue().entries["en"]} - used_keys() == set()


def test_calls_fill_in_every_placeholder():
    """A placeholder without its value would stop the screen, or stand on it in braces."""
    wrong = []
    for use in uses().calls:
        ids = FAMILIES.get(use.key, ()) if use.family else ("",)
        for key in (use.key + id_ for id_ in ids):
            for language in languages():
                if key not in catalogue().entries[language]:
                    continue
                found = forms(language, key)
                needed = set().union(*map(placeholders, found.values())) | (
                    {"n"} if "" not in found else set()
                )
                given = use.values | (_said(key) if use.key == "import." else set())
                wrong += [f"{use.place}: {key} needs {name}" for name in sorted(needed - given)]
    assert wrong == []


def _said(key: str) -> set[str]:
    """Return what is filled into the sentence of an import: what its English one has, and the feature."""
    return set(re.findall(r"\{(\w+)", ENGLISH[key.removeprefix("import.")])) | {FEATURE}


# -- the reader of the program -----------------------------------------------------------------------------


def test_the_reader_finds_keys_where_the_screens_write_them():
    source = """
PLACES = (("eye", "watch.eyes"), ("file", "watch.yaml"), ("name", "other.eyes"))
def draw(self, t, context, on, id_):
    t("a.one", n=1)
    self.t("a.two" if on else "a.three")
    context.t(f"step.{id_}")
    key = "a.four" if on else "a.five"
    t(key)
    context.texts.translator("uz")("a.six")
    int("7")
def other(self, t):
    key = "a.seven"
    return key
"""
    found = uses_of(source, "x.py", frozenset({"watch"}))
    keys = {(use.key, use.family) for use in found.calls}
    plain = {(f"a.{n}", False) for n in ("one", "two", "three", "four", "five", "six")}
    assert keys == plain | {("step.", True)}
    assert {use.values for use in found.calls if use.key == "a.one"} == {frozenset({"n"})}
    assert [key for _, key in found.constants] == ["watch.eyes"]
