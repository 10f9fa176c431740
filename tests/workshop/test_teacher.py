"""What a teacher does around a lesson: plans that stay, pages that open, cards that are counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.cli import main
from game.workshop.wall import desk, papers
from game.workshop.wall.outside import open_command, open_outside
from game.workshop.wall.setup import Choices
from workshop.test_wall import PLAN, Wall


@pytest.fixture
def wall(tmp_path):
    wall = Wall(tmp_path)
    yield wall
    wall.close()


def counting(wall):
    wall.workshop.open(Choices(PLAN, None))
    wall.driver.step()
    wall.driver.click("start")
    wall.driver.click("cards")
    assert wall.driver.scene == "workshop-paper"


def test_cards_are_counted_with_digits(wall):
    counting(wall)
    for key in ("1", "2", "space", "7", "space", "space", "3", "0", "backspace", "b"):
        wall.driver.press(key)
    wall.driver.press("return")
    assert wall.room.distribution() == (12, 8, 0, 3, 0, 0)


def test_without_a_counted_card_the_teacher_is_asked(wall):
    wall.workshop.open(Choices(PLAN, None))
    wall.driver.step()
    wall.driver.click("start")
    wall.driver.click("close")
    assert (wall.driver.scene, wall.room.at) == ("dialog", 0)
    wall.driver.click("count")
    assert wall.driver.scene == "workshop-paper"
    wall.driver.press("escape")
    wall.driver.click("close")
    wall.driver.click("without")
    assert wall.room.at == 1


def test_the_folder_of_the_pages_is_opened(wall, monkeypatch):
    opened: list[Path] = []
    monkeypatch.setattr(papers, "open_outside", lambda folder: opened.append(folder) or True)
    wall.driver.click("print")
    assert wall.driver.scene == "dialog"
    wall.driver.click("folder")
    assert [folder.name for folder in opened] == ["teacher"]
    assert list(opened[0].glob("*.html"))
    assert wall.driver.scene == "workshop-setup"


def test_each_system_opens_folders_in_its_own_way():
    folder = Path("pages")
    assert open_command(folder, "linux") == ("xdg-open", "pages")
    assert open_command(folder, "darwin") == ("open", "pages")
    assert open_command(folder, "win32") == ()

    def missing(command):
        raise FileNotFoundError(command[0])

    assert not open_outside(folder, missing)


# -- two screens ----------------------------------------------------------------------------------------


def said(wall):
    return wall.app.toasts.log[-1].text


@pytest.fixture
def opened(monkeypatch):
    """What the desk asked the system to open."""
    asked = []
    monkeypatch.setattr(desk, "open_outside", lambda address: asked.append(address) or True)
    return asked


def test_a_key_opens_the_desk_on_this_computer(wall, opened):
    wall.workshop.open(Choices(PLAN, "127.0.0.1"))
    wall.driver.step()
    wall.driver.press("p")
    place = wall.workshop.teaching.voting.phones.place
    assert opened == [f"http://{place}/teacher#{wall.workshop.remote.code}.en"]
    assert said(wall) == wall.app.context.t("workshop.desk_opened")


def test_with_the_wall_elsewhere_the_desk_opens_with_the_room(wall, opened):
    wall.workshop.desk_here = True
    wall.workshop.open(Choices(PLAN, "127.0.0.1"))
    assert len(opened) == 1


def test_without_phones_there_is_no_desk_to_open(wall, opened):
    wall.workshop.open(Choices(PLAN, None))
    wall.driver.step()
    wall.driver.press("p")
    assert opened == []
    assert said(wall) == wall.app.context.t("workshop.desk_no_phones")


def test_a_browser_that_does_not_open_is_told(wall, monkeypatch):
    monkeypatch.setattr(desk, "open_outside", lambda _address: False)
    wall.workshop.open(Choices(PLAN, "127.0.0.1"))
    wall.driver.step()
    wall.driver.press("p")
    assert said(wall) == wall.app.context.t("workshop.desk_not_opened", letter="D")


def test_the_wall_moves_with_a_key_on_every_screen(wall):
    wall.driver.press("n")
    assert said(wall) == wall.app.context.t("display.one"), "the pretended screen has no neighbour"


@pytest.mark.parametrize("number", ["0", "two", "17"])
def test_the_walls_screen_is_a_number(number, capsys):
    assert main(["workshop", "--wall-display", number]) == 1
    assert capsys.readouterr().err == f"--wall-display {number}: expected a whole number from 1 to 16\n"
