"""A teacher's own lessons: kept by name, chosen, renamed, copied and changed, deleted; and found by name."""

from __future__ import annotations

import json
from errno import ENOSPC

import pytest

from game.cli import main
from game.content.base import LocalText
from game.errors import StoreError
from game.workshop import own_plans
from game.workshop.own_plans import BEFORE, FILE_NAME, clean_name, free_name, keep_own, named, read_own
from game.workshop.plan_choice import NoSuchPlanError, chosen
from game.workshop.wall.build import BuildScene, choices_of
from game.workshop.wall.plan_outline import outline_of
from game.workshop.wall.setup import SetupScene
from workshop.kit import NOW
from workshop.test_wall import PLAN, Wall


@pytest.fixture
def wall(tmp_path):
    wall = Wall(tmp_path)
    yield wall
    wall.close()


def setup(wall):
    scene = wall.driver.loop.stack.top.scene
    assert isinstance(scene, SetupScene)
    return scene


def shown(wall):
    """The names of the plans on the setup screen."""
    return [plan.title.get("en") for plan in setup(wall).plans]


def kept(folder):
    return [plan.title.get("en") for plan in read_own(folder)]


def write_name(wall, name):
    assert wall.driver.scene == "workshop-plan-name"
    for _ in range(own_plans.LONGEST):
        wall.driver.press("backspace")
    wall.driver.write(name)
    wall.driver.click("done")


def make(wall, name, clips=0):
    wall.driver.click("own")
    if wall.driver.scene == "workshop-own":
        wall.driver.click("new")
    wall.driver.click(f"clips-{clips}")
    wall.driver.click("done")
    write_name(wall, name)
    if wall.driver.scene == "workshop-own":
        wall.driver.click("take")


def test_own_lessons_are_named_and_there_after_a_restart(wall, tmp_path):
    make(wall, "Faces")
    assert shown(wall)[-1] == "Faces"
    make(wall, "Voices", clips=1)
    assert shown(wall)[-1] == "Voices"
    assert setup(wall).plan == 3
    wall.close()
    again = Wall(tmp_path)
    try:
        assert (kept(tmp_path), shown(again)[-1]) == (["Faces", "Voices"], "Voices")
        again.driver.click("own")
        again.driver.click("lesson-1")
        again.driver.click("take")
        assert setup(again).plans[setup(again).plan].title.get("en") == "Faces"
    finally:
        again.close()


def test_a_lesson_has_a_name_before_anybody_types_one(wall, tmp_path):
    wall.driver.click("own")
    wall.driver.click("stage-3")
    wall.driver.click("done")
    wall.driver.press("return")
    assert kept(tmp_path) == [f"Face swap, {read_own(tmp_path)[0].minutes} min"]
    wall.driver.click("own")
    wall.driver.click("copy")
    wall.driver.press("return")
    write_name(wall, "   ")
    assert kept(tmp_path)[1] == f"{kept(tmp_path)[0]} 2"


def test_a_lesson_is_renamed_and_keeps_its_place_and_its_results(wall, tmp_path):
    make(wall, "Faces")
    before = read_own(tmp_path)[0]
    wall.driver.click("own")
    wall.driver.click("rename")
    write_name(wall, "Faces of autumn")
    after = read_own(tmp_path)[0]
    assert (after.id, after.steps) == (before.id, before.steps)
    wall.driver.press("escape")
    assert shown(wall)[-1] == "Faces of autumn"


def test_a_copy_begins_with_the_choices_of_the_lesson_and_is_another_one(wall, tmp_path):
    make(wall, "Faces", clips=3)
    wall.driver.click("own")
    wall.driver.click("copy")
    assert wall.driver.find("clips-3").on
    wall.driver.click("minutes-2")
    wall.driver.click("done")
    write_name(wall, "faces")
    first, second = read_own(tmp_path)
    assert kept(tmp_path) == ["Faces", "faces 2"]
    assert first.id != second.id
    assert len(first.steps) == len(second.steps)
    assert second.minutes > first.minutes


def test_the_choices_that_made_a_lesson_are_found_again_in_it(wall):
    context = wall.app.context
    options = {"clips": 5, "stage": 6, "posts": 4, "pairs": 3, "check": 4, "minutes": 3}
    for number in range(12):
        build = BuildScene(context, lambda _: None)
        assert build.chosen.keys() == options.keys()
        build.chosen = {name: (number * 7 + 3 * i) % most for i, (name, most) in enumerate(options.items())}
        plan = build.make()
        assert choices_of(context, plan) == build.chosen
        assert BuildScene(context, lambda _: None, plan).make() == plan


def test_a_lesson_is_deleted_once_the_teacher_has_said_so(wall, tmp_path):
    make(wall, "Faces")
    make(wall, "Voices")
    wall.driver.click("own")
    wall.driver.click("delete")
    wall.driver.press("escape")
    assert kept(tmp_path) == ["Faces", "Voices"]
    wall.driver.click("delete")
    wall.driver.click("yes")
    assert kept(tmp_path) == ["Faces"]
    wall.driver.press("escape")
    assert shown(wall)[-1] == "Faces"
    wall.driver.click("own")
    wall.driver.click("delete")
    wall.driver.click("yes")
    assert (kept(tmp_path), len(shown(wall)), setup(wall).plan) == ([], 3, 2)
    assert read_own(tmp_path) == []


def test_letters_that_are_typed_are_text_and_press_nothing(wall):
    wall.driver.click("own")
    wall.driver.click("done")
    for key in ("m", "f", "p", "space", "1"):
        wall.driver.press(key)
    assert wall.driver.scene == "workshop-plan-name"
    wall.driver.write("Oʻzbekiston ва Россия")
    assert wall.driver.find("field").writing.text.endswith("Oʻzbekiston ва Россия")


def test_the_list_and_the_name_tell_what_a_lesson_is_made_of(wall):
    wall.driver.click("own")
    wall.driver.click("posts-1")
    wall.driver.click("done")
    assert outline_of(wall.app.context.t, wall.driver.loop.stack.top.scene.plan) == [
        (4, "Check before", 3),
        (4, "Clips", 12),
        (1, "Posts", 3),
        (4, "Check after", 3),
    ]
    assert wall.driver.find("outline-3").text == "Posts"
    wall.driver.click("done")
    wall.driver.click("own")
    assert wall.driver.find("outline-4.many").text == "4"


# -- the file -------------------------------------------------------------------------------------------


def test_the_one_plan_of_earlier_games_opens_under_its_name_and_moves(tmp_path):
    old = PLAN.model_copy(update={"id": "own", "title": LocalText.model_validate({"en": "Your own lesson"})})
    (tmp_path / BEFORE).write_text(old.model_dump_json(exclude_none=True, exclude_unset=True), "utf-8")
    assert read_own(tmp_path) == [old]
    keep_own(tmp_path, [*read_own(tmp_path), named(PLAN, "Another", "en")], NOW)
    assert kept(tmp_path) == ["Your own lesson", "Another"]
    assert not (tmp_path / BEFORE).exists()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"version": 9, "plans": []}', "\udcff", '{"version": 1}', "[" * 9000]
)
def test_what_cannot_be_read_is_put_aside_and_not_written_over(tmp_path, text):
    found = text.encode("utf-8", "surrogateescape")
    (tmp_path / FILE_NAME).write_bytes(found)
    assert read_own(tmp_path) == []
    keep_own(tmp_path, [PLAN], NOW)
    assert read_own(tmp_path) == [PLAN]
    assert (tmp_path / "own-plans-damaged-20260304T050607.json").read_bytes() == found


def test_of_plans_of_which_one_is_damaged_the_others_are_there(tmp_path):
    keep_own(tmp_path, [PLAN, named(PLAN, "Second", "en")], NOW)
    told = json.loads((tmp_path / FILE_NAME).read_text("utf-8"))
    told["plans"][0]["steps"] = []
    (tmp_path / FILE_NAME).write_text(json.dumps(told), "utf-8")
    assert kept(tmp_path) == ["Second"]
    keep_own(tmp_path, read_own(tmp_path), NOW)
    assert len(list(tmp_path.glob("own-plans-damaged-*"))) == 1


def no_room(*_: object) -> None:
    raise OSError(ENOSPC, "No space left on device")


def test_the_teacher_is_told_of_lessons_that_cannot_be_read_or_kept(tmp_path, monkeypatch):
    (tmp_path / FILE_NAME).write_text('{"version": 9, "plans": []}', "utf-8")
    wall = Wall(tmp_path)
    try:
        t, toasts = wall.app.context.t, wall.app.toasts
        assert toasts.current.text == t("workshop.own_unread")
        toasts.dismiss()
        monkeypatch.setattr(own_plans, "write_whole", no_room)
        wall.driver.click("own")
        wall.driver.click("done")
        wall.driver.click("done")
        assert toasts.current.text == t("workshop.own_unkept")
        assert setup(wall).plans[-1].title.get("en").startswith("Mixed"), "there until the game is closed"
    finally:
        wall.close()


def test_no_folder_keeps_nothing_and_a_file_in_its_place_is_told(tmp_path):
    assert read_own(None) == []
    keep_own(None, [PLAN], NOW)
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(StoreError, match="Your own lessons could not be kept"):
        keep_own(tmp_path / "file", [PLAN], NOW)


def test_names_are_one_line_short_and_not_taken_twice():
    assert clean_name(" a\tb\u202ec\n ") == "a bc"
    assert clean_name("e" + "\u0301" * 9) == "\u00e9\u0301\u0301", "no tower of marks"
    assert len(clean_name("x" * 99)) == own_plans.LONGEST
    assert free_name("Faces", ["faces", "Faces 2"]) == "Faces 3"
    assert len(free_name("x" * own_plans.LONGEST, ["x" * own_plans.LONGEST])) <= own_plans.LONGEST


# -- the command line -----------------------------------------------------------------------------------


def test_a_lesson_is_found_by_id_or_name():
    own = named(PLAN, "Faces of autumn", "en").model_copy(update={"id": "own-1a2b3c"})
    assert chosen("t", [PLAN], [own]) is PLAN
    assert chosen(" faces  of AUTUMN", [PLAN], [own]) is own
    with pytest.raises(
        NoSuchPlanError, match=r"did you mean `Faces of autumn`\?; there are: t, Faces of autumn"
    ):
        chosen("faces of autum", [PLAN], [own])


def test_the_command_line_opens_a_lesson_by_name_and_tells_those_that_there_are(tmp_path, capsys, wall):
    assert main(["workshop", "--data-dir", str(tmp_path), "--plan", "minutes-44"]) != 0
    assert "did you mean `minutes-45`?" in capsys.readouterr().err
    wall.app.stack.pop()
    wall.workshop.begin("minutes-90")
    wall.driver.step()
    assert setup(wall).plans[setup(wall).plan].id == "minutes-90"
