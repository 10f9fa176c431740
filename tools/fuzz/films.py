"""Target: small films and sounds, looked over in a child process that may do little."""

from __future__ import annotations

import os
import socket
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from game.errors import ClipError
from game.media.limited import ChildLimits, limited
from game.media.probe import probe
from game.media.sample import moving_images, tone, write_clip
from tools.fuzz.mutate import changed
from tools.fuzz.target import Reader, Target, WrongAnswer

LIMITS: Final = ChildLimits(memory=3 << 30, processor=1, seconds=60.0)
"""What the child may use; it is ended after 2 s of processor time at most."""
NOT_THE_FILM: Final = frozenset({"unreadable", "missing"})
"""Reasons that are none for a film that is there: the child gave up, or could not open it."""
BOXES: Final = (
    *(b"ftyp", b"moov", b"mvhd", b"trak", b"tkhd", b"edts", b"elst", b"mdia", b"mdhd", b"hdlr", b"minf"),
    *(b"dinf", b"dref", b"stbl", b"stsd", b"avc1", b"avcC", b"mp4a", b"esds", b"stts", b"ctts", b"stss"),
    *(b"stsc", b"stsz", b"stco", b"co64", b"udta", b"meta", b"ilst", b"mdat", b"free", b"moof", b"sidx"),
    *(b"cmov", b"url ", b"alis", b"vmhd", b"smhd", b"hev1", b"text", b"tmcd", b"uuid", b"keys", b"sbgp"),
)
CANARY: Final = "other.mp4"
_OLD: Final = (1, 2)


@contextmanager
def films_opened(room: Path) -> Iterator[Reader]:
    """Look each film over. Another film beside it and an address that it may name must stay untouched."""
    path, canary = room / "x.mp4", room / CANARY
    canary.write_bytes(film_seeds()[0])
    with socket.create_server(("127.0.0.1", 0)) as server, limited(probe, LIMITS) as safely:
        server.setblocking(False)
        port = f":{server.getsockname()[1]:05}/".encode()

        def read(data: bytes) -> object:
            path.write_bytes(data.replace(b":00000/", port))
            os.utime(canary, _OLD)
            wrong: ClipError | None = None
            told: object = None
            try:
                facts = safely(path)
                told = facts.frames, facts.width, facts.audio, round(facts.fps), round(facts.seconds, 1)
            except ClipError as error:
                wrong = error
            if canary.stat().st_atime != _OLD[0]:
                raise WrongAnswer("the film beside it was read")
            if _called(server):
                raise WrongAnswer("an address was called")
            if wrong is not None and wrong.reason in NOT_THE_FILM:
                raise WrongAnswer(wrong.detail)
            if wrong is not None:
                raise wrong
            return told

        yield read


def _called(server: socket.socket) -> bool:
    try:
        server.accept()[0].close()
    except BlockingIOError:
        return False
    return True


@cache
def film_seeds() -> tuple[bytes, ...]:
    """Return a film with sound, one without, a sound, and lists of other files."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.mp4"
        images = list(moving_images((32, 32), 6))
        both = write_clip(path, images, fps=12, sound=tone(0.5)).read_bytes()
        silent = write_clip(path, images, fps=12).read_bytes()
    lists = (
        f"ffconcat version 1.0\nfile {CANARY}\nfile http://127.0.0.1:00000/a.mp4\n",
        f"#EXTM3U\n#EXTINF:1,\n{CANARY}\n#EXTINF:1,\nhttp://127.0.0.1:00000/a.mp4\n",
    )
    return (both, silent, *(text.encode() for text in lists), _elsewhere(silent))


def _elsewhere(film: bytes) -> bytes:
    """Return a film that says of its samples that they lie in another file, by its name."""
    old, name = b"\0\0\0\x0curl \0\0\0\1", f"file:{CANARY}\0".encode()
    new = (len(old) + len(name)).to_bytes(4, "big") + b"url \0\0\0\0" + name
    changing = bytearray(film.replace(old, new, 1))
    for box in (b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref"):
        at = film.find(box) - 4
        size = int.from_bytes(film[at : at + 4], "big") + len(new) - len(old)
        changing[at : at + 4] = size.to_bytes(4, "big")
    return bytes(changing)


def vary_films(random: Random, data: bytes) -> bytes:
    """Return a changed film: of its boxes, of the numbers in them, or of its bytes."""
    how = random.random()
    if how < 0.25:
        return _vary_box(random, data)
    if how < 0.7:
        return _vary_numbers(random, data)
    names = (*BOXES, b"file:" + CANARY.encode(), b"http://127.0.0.1:00000/", b"concat:", b"#EXTM3U\n")
    return changed(random, data, names)


def _places(data: bytes) -> list[tuple[int, int]]:
    """Return from where to where boxes go that are known by their names."""
    found: list[tuple[int, int]] = []
    for name in BOXES:
        at = data.find(name)
        while at >= 4 and len(found) < 200:
            found.append((at - 4, min(len(data), at - 4 + int.from_bytes(data[at - 4 : at], "big"))))
            at = data.find(name, at + 4)
    return found


def _vary_box(random: Random, data: bytes) -> bytes:
    places = _places(data)
    if not places:
        return changed(random, data)
    start, end = random.choice(places)
    box = data[start:end]
    how = random.randrange(5)
    if how == 0:
        return data[:start] + data[end:]
    if how == 1:
        return data[:end] + box + data[end:]
    if how == 2:
        other = random.choice(places)[0]
        return data[:other] + box + data[other:]
    if how == 3:
        return data[: start + 4] + random.choice(BOXES) + data[start + 8 :]
    size = random.choice((0, 1, 7, 8, max(0, len(box) - 1), len(box) + 1, 0x7FFFFFFF, 0xFFFFFFFF))
    return data[:start] + struct.pack(">I", size) + data[start + 4 :]


def _vary_numbers(random: Random, data: bytes) -> bytes:
    """Change numbers near the beginning of a box, where versions, counts, times and sizes stand."""
    changing = bytearray(data)
    places = _places(data)
    for _ in range(random.randint(1, 4) if places else 0):
        start, end = random.choice(places)
        at = start + 8 + 4 * random.randrange(max(1, min(24, (end - start - 8) // 4)))
        if at + 4 > len(changing):
            continue
        (now,) = struct.unpack_from(">I", changing, at)
        values = (
            0,
            1,
            2,
            now + 1,
            now - 1,
            now * 2,
            now >> 1,
            0xFFFF,
            0x10000,
            0x7FFFFFFF,
            0x80000000,
            0xFFFFFFFF,
        )
        struct.pack_into(">I", changing, at, random.choice(values) & 0xFFFFFFFF)
    return bytes(changing)


TARGETS: Final = (
    Target("film", "films and sounds", film_seeds, films_opened, vary_films, errors=(ClipError,)),
)
