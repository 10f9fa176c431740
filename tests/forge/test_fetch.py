"""Fetching sources, against a small server on this machine; the network is never touched."""

from __future__ import annotations

import hashlib
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from game.errors import ChinmiError
from game.forge import fetch
from game.forge.fetch import Fault, Fetcher, FetchError
from game.forge.recipe import Footage
from game.forge.workers import CancelledError

CONTENT = bytes(range(256)) * 1200
WORDS = {"en": "a film"}


class _Server(BaseHTTPRequestHandler):
    """Serves CONTENT; /short breaks off half way, /long sends too much, /away redirects."""

    asked: list[str | None] = []  # noqa: RUF012 - filled by the requests of one test, emptied by the fixture

    def do_GET(self):
        self.asked.append(self.headers["Range"])
        if self.path == "/missing":
            self.send_error(404)
            return
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "ftp://127.0.0.1/elsewhere")
            self.end_headers()
            return
        start = int(self.headers["Range"][6:-1]) if self.headers["Range"] and self.path != "/stubborn" else 0
        body = CONTENT[start:] + (b"more" if self.path == "/long" else b"")
        self.send_response(206 if start else 200)
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if self.path == "/short" else body)

    def log_message(self, *_args):
        pass


@pytest.fixture
def server():
    _Server.asked.clear()
    serving = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    thread.join()
    serving.server_close()


def _source(url, content=CONTENT, name="film", **changes):
    fields = {
        "id": name,
        "path": f"clips/{name}.mpg",
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "url": url,
        "person": "one",
        "description": WORDS,
    }
    return Footage(**{**fields, **changes})


def _fetch(folder, *sources, **options):
    Fetcher(folder, schemes=("https", "http"), **options).fetch(sources)


def test_a_source_arrives_whole(server, tmp_path):
    told = []
    _fetch(tmp_path, _source(f"{server}/film"), progress=lambda *step: told.append(step))
    assert (tmp_path / "clips/film.mpg").read_bytes() == CONTENT
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_what_is_there_is_not_fetched_again(server, tmp_path):
    for _ in range(2):
        _fetch(tmp_path, _source(f"{server}/film"))
    assert len(_Server.asked) == 1


def test_a_broken_download_goes_on_where_it_stopped(server, tmp_path):
    with pytest.raises(ChinmiError, match=r"only \d+ of \d+ bytes came$"):
        _fetch(tmp_path, _source(f"{server}/short"))
    half = (tmp_path / "clips/film.mpg.part").stat().st_size
    assert 0 < half < len(CONTENT)
    assert not (tmp_path / "clips/film.mpg").exists()
    _fetch(tmp_path, _source(f"{server}/film"))
    assert (tmp_path / "clips/film.mpg").read_bytes() == CONTENT
    assert _Server.asked[-1] == f"bytes={half}-"


def test_a_server_that_cannot_go_on_starts_again(server, tmp_path):
    (tmp_path / "clips").mkdir()
    (tmp_path / "clips/film.mpg.part").write_bytes(CONTENT[:1000])
    _fetch(tmp_path, _source(f"{server}/stubborn"))
    assert (tmp_path / "clips/film.mpg").read_bytes() == CONTENT


def test_another_file_is_not_kept(server, tmp_path):
    with pytest.raises(ChinmiError, match="sha256 differs"):
        _fetch(tmp_path, _source(f"{server}/film", sha256="0" * 64))
    assert list((tmp_path / "clips").iterdir()) == []


def test_a_longer_file_is_stopped(server, tmp_path):
    with pytest.raises(ChinmiError, match="more than"):
        _fetch(tmp_path, _source(f"{server}/long"))
    assert not (tmp_path / "clips/film.mpg").exists()


def test_every_failure_is_told_and_the_rest_arrives(server, tmp_path):
    sources = (
        _source(f"{server}/missing", name="one"),
        _source(f"{server}/film", name="two"),
        _source(None, name="three"),
    )
    with pytest.raises(ChinmiError) as caught:
        _fetch(tmp_path, *sources)
    assert "one: the server answers 404" in str(caught.value)
    assert "three: the recipe names no address" in str(caught.value)
    assert (tmp_path / "clips/two.mpg").exists()


def test_stopping_keeps_what_came(server, tmp_path):
    with pytest.raises(CancelledError):
        _fetch(tmp_path, _source(f"{server}/film"), cancelled=iter([False, False, True]).__next__)
    assert 0 < (tmp_path / "clips/film.mpg.part").stat().st_size < len(CONTENT)


def test_plain_http_is_refused_unless_a_test_allows_it(server, tmp_path):
    with pytest.raises(ChinmiError, match="https://"):
        Fetcher(tmp_path).fetch([_source(f"{server}/film")])
    assert _Server.asked == []


def test_a_redirect_to_another_kind_of_address_is_not_followed(server, tmp_path):
    with pytest.raises(ChinmiError, match="not followed"):
        _fetch(tmp_path, _source(f"{server}/away"))


def test_a_machine_without_network_is_told_so(tmp_path):
    with pytest.raises(ChinmiError, match="is this machine online"):
        _fetch(tmp_path, _source("http://127.0.0.1:9/film"))


def test_each_fault_has_its_kind(server, tmp_path):
    kinds = {
        f"{server}/missing": Fault.REFUSED,
        f"{server}/away": Fault.REFUSED,
        f"{server}/short": Fault.BROKEN_OFF,
        f"{server}/long": Fault.ANOTHER_FILE,
        "http://127.0.0.1:9/film": Fault.UNREACHABLE,
    }
    for number, (url, kind) in enumerate(kinds.items()):
        with pytest.raises(FetchError) as caught:
            _fetch(tmp_path / str(number), _source(url))
        assert caught.value.fault is kind, url


def test_where_one_source_cannot_be_reached_the_others_are_not_waited_for(server, tmp_path):
    sources = (_source("http://127.0.0.1:9/film"), _source(f"{server}/two", name="two"))
    with pytest.raises(FetchError):
        _fetch(tmp_path, *sources)
    assert _Server.asked == []


def test_a_giant_is_refused_before_it_is_fetched(server, tmp_path):
    with pytest.raises(ChinmiError, match="larger than 200 MiB"):
        _fetch(tmp_path, _source(f"{server}/film", bytes=300 * 1024 * 1024))
    assert _Server.asked == []


@pytest.fixture
def silent():
    """A server that takes connections and never says a word; `met` is set once one has come."""
    listening = socket.create_server(("127.0.0.1", 0))
    met, lines = threading.Event(), []

    def serve():
        lines.append(listening.accept()[0])
        met.set()

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"127.0.0.1:{listening.getsockname()[1]}", met
    thread.join()
    for line in (*lines, listening):
        line.close()


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_silent_server_holds_nobody_who_wants_to_stop(silent, tmp_path, monkeypatch, scheme):
    monkeypatch.setattr(fetch, "_TIMEOUT", None)
    place, met = silent
    fetcher, ended = Fetcher(tmp_path, schemes=(scheme,)), []

    def run():
        with pytest.raises(CancelledError):
            fetcher.fetch([_source(f"{scheme}://{place}/film")])
        ended.append("stopped")

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    met.wait()
    fetcher.abort()
    thread.join(60)
    assert ended == ["stopped"]
    assert list((tmp_path / "clips").iterdir()) == []


def test_what_was_aborted_before_it_began_asks_nobody_for_long(silent, tmp_path):
    place, met = silent
    fetcher = Fetcher(tmp_path, schemes=("http",))
    fetcher.abort()
    with pytest.raises(CancelledError):
        fetcher.fetch([_source(f"http://{place}/film")])
    met.wait()
