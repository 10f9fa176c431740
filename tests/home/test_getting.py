"""The pack of real people comes from a server here that is good, silent, broken, wrong or forbidding."""

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from probed import probe
from small_pack import pack_record, usual, write_pack

from game.forge import recipe
from game.forge.fetch import Fetcher
from game.forge.order import OrderStage, PackOrder
from game.forge.recipe import Footage
from game.home.places import EntryKind, FileEntry

FILM = bytes(range(256)) * 900


class Server(ThreadingHTTPServer):
    """Gives out FILM in its own manner; notes from which byte on it was asked."""

    daemon_threads = True
    manner = "good"

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked = []
        self.heard, self.released = threading.Event(), threading.Event()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/film"


class Answer(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self):
        server = self.server
        start = int(self.headers["Range"][6:-1]) if self.headers["Range"] else 0
        server.asked.append(start)
        server.heard.set()
        if server.manner == "silent":
            server.released.wait()
            return
        if server.manner == "forbidding":
            self.send_error(403)
            return
        self.send_response(206 if start else 200)
        self.end_headers()
        body = bytes(len(FILM)) if server.manner == "wrong" else FILM
        rest = body[start:]
        self.wfile.write(rest[: len(rest) // 2] if server.manner == "broken" else rest)

    def log_message(self, *_args):
        pass


@pytest.fixture
def server():
    serving = Server()
    thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield serving
    serving.released.set()
    serving.shutdown()
    thread.join()
    serving.server_close()


class PlainFetcher(Fetcher):
    """Fetches over plain HTTP, as from the server of a test."""

    def __init__(self, folder, progress, cancelled):
        super().__init__(folder, progress, cancelled, schemes=("http",))


def built(_name, _sources, out, **_options):
    """Stand in for a build: a small pack with the name of the real one."""
    write_pack(out, usual(), pack_record("grid", title={"en": "Real people"}))


@pytest.fixture
def getting(make_pilot, monkeypatch, server):
    """A person before the offer, whose footage lies on the server; `at` is another address."""

    def begin(language="en", at=None, folder=None):
        source = Footage(
            id="film", path="clips/film.mpg", bytes=len(FILM), sha256=hashlib.sha256(FILM).hexdigest(),
            url=at or server.url, person="one", description={"en": "a film"},
        )  # fmt: skip
        plan = recipe.read("grid")
        clips = (plan.clips[0].model_copy(update={"source": "film"}),)
        plan = plan.model_copy(update={"sources": (source,), "clips": clips})
        monkeypatch.setattr(recipe, "read", lambda _name: plan)
        pilot = make_pilot(lang=None, folder=folder)

        def new_order(arrivals):
            del arrivals
            context, data = pilot.app.context, pilot.app.options.data_dir
            library, guide = context.library, context.guide
            return PackOrder(
                "grid", data, library, guide, probe, context.wake, fetcher=PlainFetcher, builder=built
            )

        pilot.app.arrivals.new_order = new_order.__get__(pilot.app.arrivals)
        pilot.app.start()
        pilot.step()
        if pilot.scene == "title":
            pilot.click(f"language-{language}")
        return pilot

    return begin


def through(pilot):
    """Let the order come to its end."""
    pilot.app.arrivals.order.join(60)
    pilot.step()


def test_yes_brings_real_people_while_one_is_in_the_menu(getting):
    pilot = getting()
    pilot.click("yes")
    through(pilot)
    assert pilot.app.arrivals.status.stage is OrderStage.DONE, pilot.app.arrivals.status
    packs = {pack.pack.name: pack.enabled for pack in pilot.app.context.library.packs()}
    assert packs["grid"]
    pilot.click("library")
    assert pilot.find("switch-grid").on
    assert "get" not in {widget.name for widget in pilot.loop.stack.top.widgets}


@pytest.mark.parametrize("language", ["uz", "en", "ru"])
def test_offline_it_says_so_and_comes_back_in_the_library(getting, language):
    pilot = getting(language, at="http://127.0.0.1:9/film")
    pilot.click("yes")
    through(pilot)
    assert pilot.scene == "menu", "no screen puts itself before the player"
    pilot.click("library")
    assert pilot.reads(pilot.t("getting.row_failed"))
    pilot.click("get")
    assert pilot.reads(pilot.t("getting.fault.unreachable"))
    assert not pilot.reads("cannot reach")
    pilot.click("file")
    assert pilot.scene == "files"


@pytest.mark.parametrize(
    ("manner", "fault"),
    [("forbidding", "refused"), ("broken", "broken-off"), ("wrong", "another-file")],
)
def test_a_server_that_does_not_give_it_is_told_and_tried_again(getting, server, manner, fault):
    server.manner = manner
    pilot = getting()
    pilot.click("yes")
    through(pilot)
    pilot.click("library")
    pilot.click("get")
    assert pilot.reads(pilot.t(f"getting.fault.{fault}"))
    server.manner = "good"
    pilot.click("again")
    through(pilot)
    assert pilot.reads(pilot.t("getting.after.done"))
    assert server.asked == [0, len(FILM) // 2 if manner == "broken" else 0]


def test_a_silent_server_is_left_at_once(getting, server):
    server.manner = "silent"
    pilot = getting()
    pilot.click("yes")
    server.heard.wait(60)
    pilot.click("library")
    pilot.click("order.stop")
    assert pilot.app.arrivals.status.stage is OrderStage.STOPPED
    assert pilot.reads(pilot.t("getting.row_begun"))
    through(pilot)


def test_after_a_restart_it_goes_on_where_it_broke_off(getting, server, tmp_path):
    server.manner = "broken"
    pilot = getting(folder=tmp_path / "kept")
    pilot.click("yes")
    through(pilot)
    pilot.app.close()
    server.manner = "good"
    again = getting(folder=tmp_path / "kept")
    assert again.scene == "menu", "it was asked once"
    assert server.asked == [0], "nothing is fetched unasked"
    again.click("library")
    again.click("order.go-on")
    through(again)
    assert server.asked == [0, len(FILM) // 2]
    assert again.find("switch-grid").on


def test_what_came_is_one_file_that_another_computer_takes(getting, make_pilot, tmp_path, monkeypatch):
    stick = tmp_path / "STICK"
    stick.mkdir()
    monkeypatch.setattr("game.home.files.places", lambda _home: (FileEntry(EntryKind.DRIVE, stick),))
    pilot = getting()
    pilot.click("yes")
    through(pilot)
    pilot.click("library")
    pilot.click("save")
    pilot.click("file-0")
    pilot.click("whole")
    pilot.app.arrivals.settle()
    pilot.step()
    assert pilot.reads(pilot.t("carry.done", file="grid.zip"))
    assert [path.name for path in stick.iterdir()] == ["grid.zip"]
    other = make_pilot()
    other.app.show_menu()
    other.step()
    other.app.arrivals.take([stick / "grid.zip"])
    other.app.arrivals.intake.join(60)
    other.step()
    assert {pack.pack.name for pack in other.app.context.library.packs()} == {"small", "grid"}


def test_where_it_cannot_be_saved_a_note_says_so(getting, tmp_path):
    pilot = getting()
    pilot.click("yes")
    through(pilot)
    pack = next(one for one in pilot.app.context.library.packs() if one.pack.name == "grid")
    pilot.app.arrivals.carry(pack, tmp_path / "gone")
    pilot.app.arrivals.settle()
    pilot.step()
    assert pilot.reads(pilot.t("carry.failed"))
