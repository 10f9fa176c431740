"""`pack get`: the order of the game from the shell, against a server on this machine or a fake."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from probed import probed_once
from small_pack import pack_record, write_pack

from game.cli import main
from game.forge import order, recipe
from game.forge.fetch import Fetcher
from game.forge.order import PackOrder
from game.stopping import Stopped

__all__ = ["probed_once"]


class NothingToFetch(Fetcher):
    def fetch(self, sources):
        list(sources)
        self.progress(1, 1)


class Offline(Fetcher):
    """Follows only an address that answers nobody."""

    def fetch(self, sources):
        away = (one.model_copy(update={"url": "http://127.0.0.1:9/film"}) for one in sources)
        Fetcher(self.folder, schemes=("http",)).fetch(away)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args):
        pass


@pytest.fixture
def ordered(monkeypatch, tmp_path, probed_once):
    """Run `pack get` with another fetcher, which builds a small pack of that name."""
    monkeypatch.setenv("CHINMI_DATA", str(tmp_path))

    def small(name, _sources, out, **_options):
        write_pack(out, pack=pack_record(name))

    def run(name, fetcher, builder=small):
        made = partial(PackOrder, fetcher=fetcher, builder=builder)
        monkeypatch.setattr(order, "PackOrder", made)
        return main(["pack", "get", name])

    return run


@pytest.mark.parametrize("name", ["grid", "voices"])
def test_a_pack_is_fetched_built_and_installed(ordered, name, capsys):
    assert ordered(name, NothingToFetch) == 0
    said = capsys.readouterr()
    assert f"{name} 1.0.0: " in said.out
    assert "installed in" in said.out
    assert f"{name}: " in said.err
    assert "MB to fetch over HTTPS" in said.err
    assert main(["pack", "get", name]) == 0
    assert f"{name} 1.0.0 is installed already" in capsys.readouterr().out


def test_a_machine_without_network_gets_one_line(ordered, capsys):
    assert ordered("voices", Offline) == 1
    out, err = capsys.readouterr()
    assert out == ""
    _, *lines = err.splitlines()
    assert len(lines) == 1
    assert "is this machine online?" in lines[0]
    assert lines[0].endswith("; what came right is kept; the same command goes on from there")
    assert lines[0].count("kept") == 1
    assert main(["pack", "list"]) == 0
    assert "voices" not in capsys.readouterr().out


def test_stopping_tells_that_it_can_go_on(ordered, capsys, monkeypatch):
    begun = threading.Event()

    class Waiting(Fetcher):
        def fetch(self, sources):
            list(sources)
            begun.set()
            while True:
                self.progress(1, 2)

    def interrupted(self, _seconds=None):
        begun.wait()
        monkeypatch.setattr(PackOrder, "join", joined)
        raise Stopped(15)

    joined = PackOrder.join
    monkeypatch.setattr(PackOrder, "join", interrupted)
    assert ordered("voices", Waiting) == 143
    assert capsys.readouterr().err.splitlines()[-1].startswith("stopped; what came right is kept")


@pytest.mark.parametrize(
    ("name", "told"), [("nonsense", "grid, studio, voices"), ("studio", "not on the internet")]
)
def test_only_what_has_addresses_can_be_got(ordered, capsys, name, told):
    assert ordered(name, NothingToFetch) == 1
    assert told in capsys.readouterr().err


@pytest.mark.samples
def test_the_voices_come_from_their_addresses(samples, tmp_path):
    """From a server on this machine that has the files at the paths of the samples."""
    handler = partial(_Quiet, directory=str(samples / "voices"))
    serving = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        plan = recipe.read("voices")
        place = f"http://127.0.0.1:{serving.server_port}"
        wanted = [one.model_copy(update={"url": f"{place}/{one.path}"}) for one in plan.sources]
        Fetcher(tmp_path, schemes=("http",)).fetch(wanted)
    finally:
        serving.shutdown()
        thread.join()
        serving.server_close()
    for source in plan.sources:
        assert (tmp_path / source.path).stat().st_size == source.bytes
