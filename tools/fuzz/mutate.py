"""Changes to bytes and to lines of text: what a broken disk, a bad editor and a hostile hand do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Final

LONG: Final = 6000
"""Times that a piece is repeated at most."""

NUMBERS: Final = (
    *(b"0", b"-1", b"1e309", b"-0.0", b"1e-400", b"NaN", b"Infinity", b"0x7f", b"012", b"1:30", b"1_0"),
    *(str(2**power + more).encode() for power in (7, 8, 15, 16, 31, 32, 63, 64) for more in (-1, 0)),
    b"9" * 45,
    b"9" * 5000,
)
ODD: Final = (
    *(b"\x00", b"\x1b[2J", b"\x07", b"\r", b"\x7f", b"\xc2\x85", b"\xc2\x9b2J", b"\xff", b"\xc0\xaf"),
    *(sign.encode() for sign in "\u00a0\u200b\u202e\u2028\u2029\u2066\ufeff\ufffe\u0130\u0345\U000e0001"),
    *(b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"),
    *(b"../", b"..\\", b"/etc/passwd", b"C:\\", b"\\\\host\\x", b"file:", b"con", b"%s%n", b"{0}", b"${x}"),
)
"""What steers terminals, ends texts early, turns them round, or leads out of a folder."""

Change = Callable[[Random, bytes], bytes]


def changed(random: Random, data: bytes, words: Sequence[bytes] = ()) -> bytes:
    """Return `data` with a few changes; `words` are pieces that mean something in its format."""
    for _ in range(1 + int(random.expovariate(0.7))):
        kind = random.random()
        if kind < 0.35:
            data = _inserted(random, data, random.choice((*words, *words, *NUMBERS, *ODD)))
        elif kind < 0.65:
            data = random.choice(_BYTES)(random, data)
        else:
            data = random.choice(_LINES)(random, data)
    return data


def spliced(random: Random, one: bytes, other: bytes) -> bytes:
    """Return the beginning of `one` and the end of `other`."""
    return one[: random.randrange(len(one) + 1)] + other[random.randrange(len(other) + 1) :]


def _inserted(random: Random, data: bytes, piece: bytes) -> bytes:
    """Return `data` with `piece` put in, or in the place of as much, or of a word."""
    at = random.randrange(len(data) + 1)
    how = random.randrange(3)
    if how == 0:
        return data[:at] + piece + data[at:]
    if how == 1:
        return data[:at] + piece + data[at + len(piece) :]
    start, end = _word(data, at)
    return data[:start] + piece + data[end:]


def _word(data: bytes, at: int) -> tuple[int, int]:
    """Return from where to where the word at `at` goes."""
    start = end = at
    while start and at - start < 40 and data[start - 1 : start].isalnum():
        start -= 1
    while end < len(data) and end - at < 40 and data[end : end + 1].isalnum():
        end += 1
    return start, end


def _bit(random: Random, data: bytes) -> bytes:
    if not data:
        return data
    at = random.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << random.randrange(8)]) + data[at + 1 :]


def _byte(random: Random, data: bytes) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.randbytes(random.choice((1, 1, 2, 4))) + data[at + random.randrange(3) :]


def _number(random: Random, data: bytes) -> bytes:
    """Put a whole number of a file's structure anywhere: small, at its bound, or negative."""
    width = random.choice((1, 2, 4, 8))
    value = random.choice((0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, (1 << 64) - 1))
    piece = (value & ((1 << 8 * width) - 1)).to_bytes(width, random.choice(("little", "big")))
    at = random.randrange(len(data) + 1)
    return data[:at] + piece + data[at + width :]


def _cut(random: Random, data: bytes) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _without(random: Random, data: bytes) -> bytes:
    start, end = _part(random, len(data))
    return data[:start] + data[end:]


def _twice(random: Random, data: bytes) -> bytes:
    start, end = _part(random, len(data))
    return data[:end] + data[start:]


def _moved(random: Random, data: bytes) -> bytes:
    start, end = _part(random, len(data))
    rest = data[:start] + data[end:]
    at = random.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


def _often(random: Random, data: bytes) -> bytes:
    """Repeat a few bytes many times: deep brackets, endless words."""
    at = random.randrange(len(data) + 1)
    times = int(LONG ** random.random())
    return data[:at] + data[at : at + random.randint(1, 4)] * times + data[at:]


def _part(random: Random, length: int) -> tuple[int, int]:
    start = random.randrange(length + 1)
    return start, min(length, start + int(length ** random.random()))


def _line(change: Callable[[Random, list[bytes], int], None]) -> Change:
    def on_lines(random: Random, data: bytes) -> bytes:
        lines = data.split(b"\n")
        change(random, lines, random.randrange(len(lines)))
        return b"\n".join(lines)

    return on_lines


def _drop(random: Random, lines: list[bytes], at: int) -> None:
    del lines[at : at + random.choice((1, 1, 2, 5))]


def _again(random: Random, lines: list[bytes], at: int) -> None:
    lines.insert(random.randrange(len(lines) + 1), lines[at])


def _indent(random: Random, lines: list[bytes], at: int) -> None:
    lines[at] = random.choice((b" ", b"  ", b"\t", b"    ", b"- ", b"\xc2\xa0")) + lines[at]


def _outdent(_random: Random, lines: list[bytes], at: int) -> None:
    lines[at] = lines[at].lstrip()


def _glued(_random: Random, lines: list[bytes], at: int) -> None:
    lines[at : at + 2] = [b"".join(lines[at : at + 2])]


_BYTES: Final[tuple[Change, ...]] = (_bit, _byte, _byte, _number, _cut, _without, _twice, _moved, _often)
_LINES: Final[tuple[Change, ...]] = tuple(map(_line, (_drop, _again, _indent, _outdent, _glued)))
