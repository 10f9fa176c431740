"""Content credentials: read where the extra is installed, and never in a clip's way."""

from __future__ import annotations

import json
import sys
import threading
from contextlib import nullcontext
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.util import find_spec
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
import small_pack

from game import resources
from game.i18n import Catalogue
from game.media import credentials
from game.media.credentials import Action, Credentials, credentials_of
from game.play.credentials_words import credentials_words
from media.signing import IPTC, signed

if TYPE_CHECKING:
    from pathlib import Path

WITH_EXTRA = pytest.mark.skipif(find_spec("c2pa") is None, reason="needs the extra [c2pa]")
SAID = Credentials(
    "valid",
    "Test signer",
    "Test camera 1.0",
    (Action("created", "compositeWithTrainedAlgorithmicMedia"), Action("edited")),
)


def report(**changes: Any) -> str:
    done = [{"action": "c2pa.created", "digitalSourceType": f"{IPTC}digitalCapture"}]
    manifest = {
        "claim_generator_info": [{"name": "Camera", "version": "2"}],
        "signature_info": {"issuer": "Newsroom", "common_name": "Desk"},
        "assertions": [
            {"label": "c2pa.hash.bmff.v3", "data": {"alg": "sha256"}},
            {"label": "c2pa.actions.v2", "data": {"actions": done}},
        ],
        **changes,
    }
    return json.dumps({"active_manifest": "m", "manifests": {"m": manifest}, "validation_state": "Valid"})


def film(folder: Path, data: bytes) -> Path:
    path = folder / "film.mp4"
    path.write_bytes(data)
    return path


@WITH_EXTRA
def test_who_signed_and_what_was_done_is_read_from_a_signed_film(tmp_path: Path) -> None:
    plain = small_pack.film(edited=False).media
    assert credentials.read(film(tmp_path, plain)) is None
    assert credentials.read(film(tmp_path, signed(plain))) == SAID


@WITH_EXTRA
def test_a_film_that_was_changed_after_it_was_signed_says_so(tmp_path: Path) -> None:
    data = signed(small_pack.film(edited=False).media)
    found = credentials.read(film(tmp_path, data.replace(b"Test camera", b"Evil camera")))
    assert found is not None
    assert found.state == "broken"


@WITH_EXTRA
@pytest.mark.parametrize("cut", [0, 100, 2000, 200_000])
def test_a_film_that_is_cut_short_stops_nothing(tmp_path: Path, cut: int) -> None:
    data = signed(small_pack.film(edited=False).media)
    found = credentials.read(film(tmp_path, data[:cut]))
    assert found is None or found.state == "broken"


@WITH_EXTRA
def test_no_server_is_asked(tmp_path: Path) -> None:
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        there = f"http://127.0.0.1:{server.server_port}/manifest"
        data = signed(small_pack.film(edited=False).media, remote=there)
        assert credentials.read(film(tmp_path, data)) is None
        server.shutdown()
    assert asked == []


def test_without_the_extra_there_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(credentials, "find_spec", lambda _: None)
    assert not credentials.available()
    assert credentials.read(tmp_path / "missing.mp4") is None


@pytest.mark.parametrize("error", [OSError("broken"), ValueError("nonsense"), RuntimeError("library")])
def test_whatever_the_library_raises_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    class Reader:
        @staticmethod
        def try_create(*_: Any, **__: Any) -> None:
            raise error

    context = SimpleNamespace(from_dict=lambda _: nullcontext())
    monkeypatch.setitem(sys.modules, "c2pa", SimpleNamespace(Reader=Reader, Context=context))
    monkeypatch.setattr(credentials, "find_spec", lambda _: object())
    assert credentials.read(film(tmp_path, b"x")) is None


def test_the_report_is_read_with_care() -> None:
    found = credentials_of(report())
    assert found == Credentials("valid", "Desk", "Camera 2", (Action("created", "digitalCapture"),))
    for text in ("", "[]", "{}", '{"active_manifest": "x"}', report(assertions=3)):
        assert credentials_of(text) is None
    odd = credentials_of(
        report(assertions=[{"label": "c2pa.actions", "data": {"actions": [1, {"action": 2}]}}])
    )
    assert odd is not None
    assert odd.actions == ()
    long = credentials_of(report(signature_info={"common_name": "a\x00b\n" + "c" * 500}))
    assert long is not None
    assert long.signer.startswith("a b c")
    assert len(long.signer) == credentials.LONGEST


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "created (partly made by a computer), edited"),
        ("uz", "yaratilgan (bir qismini kompyuter yaratgan), tahrirlangan"),
        ("ru", "создано (частично создано компьютером), отредактировано"),
    ],
)
def test_the_card_tells_them_in_plain_words(language: str, said: str) -> None:
    t = Catalogue.read(resources.assets() / "i18n").translator(language)
    words = credentials_words(t, SAID)
    assert said in words
    assert "Test signer" in words
    assert t("credentials.state.valid") in words
