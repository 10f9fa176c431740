"""Hostile and broken input through the real commands and the real decoder.

Each gets one clear line and exit status 1; nothing is installed by halves, and nothing is written outside.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import odd_films
import pytest

from game.cli import main
from game.content.yaml_source import dump
from game.media.sample import moving_images, tone, write_clip
from packs import make

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECONDS = 1
FPS = 25


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A real little clip, 64x48, one second, with sound."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    return write_clip(path, moving_images((64, 48), SECONDS * FPS), fps=FPS, sound=tone(SECONDS)).read_bytes()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("CHINMI_DATA", str(folder))
    return folder


def pack_of(folder: Path, media: bytes, **changes: Any) -> Path:
    """A pack of one real clip with these bytes, honestly recorded."""
    record = {
        **make.clip_record("a", seconds=SECONDS, fps=FPS, poster=None),
        "hash": make.sha256(media),
        "bytes": len(media) or 1,
        **changes,
    }
    (folder / "media").mkdir(parents=True)
    (folder / "pack.yaml").write_text(dump(make.pack_record()), "utf-8")
    (folder / "clips.yaml").write_text(dump([record]), "utf-8")
    (folder / record["path"]).write_bytes(media)
    return folder


def refused(path: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Verify and install `path`: both must fail with the same one line. Return it."""
    lines = []
    for command in ("verify", "install"):
        assert main(["pack", command, str(path)]) == 1
        said = capsys.readouterr()
        assert said.out == ""
        lines.append(said.err.splitlines())
    assert lines[0] == lines[1]
    (line,) = lines[0]
    assert line.startswith(str(path))
    assert [p.name for p in (data / "packs").iterdir()] == []
    return line


def test_the_little_film_itself_is_fine(
    film: bytes, tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = pack_of(tmp_path / "p", film)
    assert main(["pack", "verify", str(path)]) == 0
    assert main(["pack", "install", str(make.zipped(path, tmp_path / "p.zip"))]) == 0
    assert capsys.readouterr().err == ""
    assert [p.name for p in (data / "packs").iterdir()] == ["people-1.0.0"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda film: film[: len(film) // 2], "cut short"),
        (lambda film: film[:40], "cut short"),
        (lambda _: b"", "the file is empty"),
        (lambda _: b"Only words, and a few of them.\n" * 40, "not an MP4 video"),
        (lambda _: b"ffconcat version 1.0\nfile /etc/passwd\nfile other.mp4\n", "a playlist"),
        (lambda _: b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "a playlist"),
        (lambda film: film.replace(b"VideoHandler", b"\xff" * 12), "not UTF-8"),
        (lambda film: film.replace(b"avc1", b"zzzz"), "expected H.264"),
        (odd_films.without_channels, "has no channels"),
    ],
    ids=[
        *("truncated", "header-only", "zero-length", "text", "ffconcat", "playlist"),
        *("name-not-utf8", "unknown-codec", "no-channels"),
    ],
)
def test_media_that_are_none(
    change: Callable[[bytes], bytes], words: str, film: bytes, tmp_path: Path, data: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    line = refused(pack_of(tmp_path / "p", change(film)), data, capsys)
    assert words in line
    assert f"{tmp_path / 'p'}/clips.yaml:2:9: media/" in line


def test_a_film_cut_short_after_its_record_was_written(
    film: bytes, tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = pack_of(tmp_path / "p", film[:-100], bytes=len(film), hash=make.sha256(film))
    assert f"expected {len(film)} bytes, got {len(film) - 100}" in refused(path, data, capsys)


def zip_with(folder: Path, target: Path, name: str, content: bytes) -> Path:
    make.zipped(folder, target)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return target


def test_a_zip_that_leads_out(
    film: bytes, tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = zip_with(pack_of(tmp_path / "p", film), tmp_path / "p.zip", "../../evil.sh", b"x")
    assert "leads out of the pack" in refused(path, data, capsys)
    assert not list(tmp_path.rglob("evil.sh"))
    assert not list(tmp_path.parent.glob("evil.sh"))


def test_a_zip_bomb(film: bytes, tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = zip_with(
        pack_of(tmp_path / "p", film), tmp_path / "p.zip", "media/b.mp4", b"\0" * (32 * 1024 * 1024)
    )
    assert "zip bomb" in refused(path, data, capsys)


def huge_png(width: int, height: int) -> bytes:
    """A small file that says it has so many pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(20_000, 20_000), (12_000, 9_000), (2_000, 2_000)])
def test_a_poster_of_far_too_many_pixels(
    size: tuple[int, int], film: bytes, tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = pack_of(tmp_path / "p", film, poster="media/0.png")
    (path / "media" / "0.png").write_bytes(huge_png(*size))
    line = refused(path, data, capsys)
    assert "media/0.png: the picture is too large" in line


def test_an_alias_bomb(film: bytes, tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = pack_of(tmp_path / "p", film)
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefghijklmnop", "bcdefghijklmnopq", strict=True)
    )
    (path / "clips.yaml").write_text(bomb, "utf-8")
    assert "anchors (&) and aliases (*) are not allowed" in refused(path, data, capsys)


def test_duplicate_keys(film: bytes, tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = pack_of(tmp_path / "p", film)
    with (path / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write("name: other\n")
    assert "the key `name` is given twice; it stands on line 2 already" in refused(path, data, capsys)


def test_a_deeply_nested_file(
    film: bytes, tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = pack_of(tmp_path / "p", film)
    (path / "clips.yaml").write_text("[" * 100_000, "utf-8")
    assert "nested too deeply" in refused(path, data, capsys)


def test_a_video_named_as_yaml(
    film: bytes, tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = pack_of(tmp_path / "p", film)
    (path / "clips.yaml").write_bytes(film)
    line = refused(path, data, capsys)
    assert "not UTF-8 text" in line or "not allowed in YAML" in line


def test_a_zip_cut_short(film: bytes, tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = make.zipped(pack_of(tmp_path / "p", film), tmp_path / "p.zip")
    path.write_bytes(path.read_bytes()[:-30])
    assert "the zip is cut short: get it again" in refused(path, data, capsys)


def test_frames_in_odd_sizes_are_refused(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = write_clip(tmp_path / "odd.mp4", moving_images((70, 50), FPS), fps=FPS, sound=tone(SECONDS))
    path = pack_of(tmp_path / "p", odd.read_bytes(), size=[70, 50])
    assert "expected width and height in multiples of 16, got 70x50" in refused(path, data, capsys)
