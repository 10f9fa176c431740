"""Bad inputs, each made here, with what the game says of it: the reader of the fuzzers' target tries it.

What is said is the whole message, but the folder of the file; several problems stand on lines of their own.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from game.content.yaml_source import dump
from tools.fuzz.bundle import joined
from tools.fuzz.files import ENTRIES, POINTS
from tools.fuzz.films import film_seeds
from tools.fuzz.texts import PACK, REAL
from tools.fuzz.zips import Entry, zip_of


@dataclass(frozen=True)
class Bad:
    """An input for a target, and what is said of it; `data` makes it when it is wanted."""

    target: str
    name: str
    data: Callable[[], bytes]
    told: str


def _text(target: str, name: str, text: str | bytes, told: str) -> Bad:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return Bad(target, name, lambda: data, told)


def _pack(name: str, told: str, *, pack: object = PACK, clips: object = (REAL,)) -> Bad:
    files = {"pack.yaml": pack, "clips.yaml": list(clips) if isinstance(clips, tuple) else clips}
    return Bad(
        "packs", name, lambda: joined({key: json.dumps(said).encode() for key, said in files.items()}), told
    )


def _zip(name: str, told: str, *entries: Entry, change: Callable[[bytes], bytes] = lambda data: data) -> Bad:
    return Bad("zip", name, lambda: change(zip_of((*ENTRIES[:2], *entries))), told)


def _tree(name: str, told: str, files: dict[str, str]) -> Bad:
    return Bad("trees", name, lambda: joined({key: text.encode() for key, text in files.items()}), told)


def _points(name: str, told: str, *entries: Entry) -> Bad:
    return Bad("landmarks", name, lambda: zip_of(entries), told)


def _film(name: str, told: str, change: Callable[[bytes], bytes]) -> Bad:
    return Bad("film", name, lambda: change(film_seeds()[0]), told)


def _lzma() -> bytes:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("clip.npy", POINTS[0].content)
    return box.getvalue()


def _count(film: bytes, box: bytes, offset: int, value: int) -> bytes:
    """Return a film with another number in the first box of this name."""
    at = film.find(box) + 4 + offset
    return film[:at] + value.to_bytes(4, "big") + film[at + 4 :]


def _clip(**changes: object) -> dict[str, object]:
    return {**REAL, **changes}


def _region(*keys: object) -> str:
    return dump({"kind": "jitter", "interval": [0, 1], "region": list(keys)})


SQUARE = [[0.1, 0.1], [0.2, 0.1], [0.2, 0.2]]
ESCAPE = "\x1b[2J"
SAVE_AGAIN = "save the table again as “CSV UTF-8” (in LibreOffice: character set UTF-8)"

CORPUS = (
    _text("yaml", "nothing", "", "x.yaml: the file is empty"),
    _text(
        "yaml", "latin-1", "a: é\n".encode("latin-1"), "x.yaml:1:4: not UTF-8 text; save the file as UTF-8"
    ),
    _text("yaml", "half of a character", "a: \ud800\n", "x.yaml:1:4: not UTF-8 text; save the file as UTF-8"),
    _text(
        "yaml",
        "an escape sequence",
        f"a: {ESCAPE}\n",
        "x.yaml:1:4: the character U+001B is not allowed in YAML; is this a text file?",
    ),
    _text(
        "yaml",
        "a direction turned round",
        "a: \u202etxt\n",
        "x.yaml:1:4: the character U+202E is not allowed in YAML; is this a text file?",
    ),
    _text(
        "yaml",
        "an object of Python's",
        "a: !!python/object/apply:os.system [id]\n",
        "x.yaml:1:4: tags (!) are not allowed; write a plain value",
    ),
    _text(
        "yaml",
        "an alias",
        "a: &a [x]\nb: *a\n",
        "x.yaml:1:4: anchors (&) and aliases (*) are not allowed; write the value out (lines 2 too)",
    ),
    _text(
        "yaml", "brackets without end", "[" * 40, "x.yaml:1:33: nested too deeply; expected at most 32 levels"
    ),
    _text(
        "yaml",
        "a number without end",
        "a: " + "9" * 5000,
        "x.yaml:1:4: the number is too long; expected at most 40 digits",
    ),
    _text(
        "yaml",
        "a key without end",
        "? " + "k" * 5000 + "\n: 1\n",
        "x.yaml:1:3: the key is too long; expected at most 160 characters",
    ),
    _text(
        "yaml",
        "a quote that is never closed",
        'a: "b\nc: d\n',
        "x.yaml:1:4: the file ends in the middle of a quotation; close the quote",
    ),
    _text(
        "yaml",
        "a film",
        b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00",
        "x.yaml:1:1: the character U+0000 is not allowed in YAML; is this a text file?",
    ),
    _pack(
        "a path that leads out",
        "p/clips.yaml:1:22: path: expected a file within the pack, without . and .. as folders",
        clips=(_clip(path="../../x.mp4"),),
    ),
    _pack(
        "a path with a drive",
        "p/clips.yaml:1:22: path: expected a file within the pack, as folder/name, of the characters "
        'A-Z a-z 0-9 . _ -, got "C:/x.mp4"',
        clips=(_clip(path="C:/x.mp4"),),
    ),
    _pack(
        "an id that steers a terminal",
        "p/clips.yaml:1:3: the escape for U+001B is not allowed; take it out\n"
        "p/clips.yaml:1:9: id: expected a name of at most 80 of the characters a-z 0-9 . _ -, a letter or "
        'digit first, got "\\x1b[2J"',
        clips=(_clip(id=ESCAPE),),
    ),
    _pack(
        "a hash that is none",
        "p/clips.yaml:1:70: hash: expected `sha256:` and the 64 digits 0-9 a-f of the file's SHA-256, "
        'got "sha256:zz"',
        clips=(_clip(hash="sha256:zz"),),
    ),
    _pack(
        "no seconds", "p/clips.yaml:1:204: seconds: expected more than 0, got 0", clips=(_clip(seconds=0),)
    ),
    _pack(
        "a number of a later format",
        "p/pack.yaml:1:12: format: expected 1, got 2",
        pack={**PACK, "format": 2},
    ),
    _pack(
        "clips that are no list",
        "p/clips.yaml:1:11: clips: expected a list, got nothing",
        clips={"clips": None},
    ),
    _pack("no clips", "p/clips.yaml:1:1: expected a list of clips", clips=()),
    _pack(
        "a clip that is a text", 'p/clips.yaml:1:2: expected fields (`name: value`), got "x"', clips=("x",)
    ),
    _pack(
        "one file for two clips",
        "p/clips.yaml:1:832: the file `media/a.mp4` belongs to another clip already",
        clips=(REAL, _clip(id="b")),
    ),
    _pack(
        "a title that steers a terminal",
        "p/pack.yaml:1:63: the escape for U+001B is not allowed; take it out",
        pack={**PACK, "title": {"en": ESCAPE}},
    ),
    _pack(
        "a day that never was",
        "p/pack.yaml:1:847: date: expected a day as year-month-day, such as 2026-11-28",
        pack={**PACK, "agreement": {**PACK["agreement"], "date": "2026-02-31"}},
    ),
    _text(
        "regions",
        "a corner outside",
        _region({"t": 0, "polygon": [[0.1, 0.1], [2, 0.1], [0.2, 0.2]]}),
        "x.yaml:4:35: polygon, entry 2, entry 1: expected at most 1, got 2",
    ),
    _text(
        "regions",
        "two corners",
        _region({"t": 0, "polygon": SQUARE[:2]}),
        "x.yaml:4:21: polygon: expected at least 3 entries, got 2",
    ),
    _text(
        "regions",
        "times that go back",
        _region({"t": 1, "polygon": SQUARE}, {"t": 0, "polygon": SQUARE}),
        "x.yaml:1:1: expected the region's times t to grow",
    ),
    _text(
        "regions",
        "no shape",
        _region({"t": 0}),
        "x.yaml:4:5: region, entry 1: expected either polygon or disc",
    ),
    _text(
        "regions",
        "two shapes",
        _region({"t": 0, "polygon": SQUARE, "disc": {"centre": [0, 0], "radius": 1}}),
        "x.yaml:4:5: region, entry 1: expected either polygon or disc",
    ),
    _text(
        "regions",
        "a disc of no size",
        _region({"t": 0, "disc": {"centre": [0.5, 0.5], "radius": 0}}),
        "x.yaml:5:40: radius: expected more than 0, got 0",
    ),
    _text(
        "regions",
        "a number that is none",
        "kind: a\ninterval: [0, .nan]\n",
        'x.yaml:2:15: interval, entry 2: expected a number, got ".nan"',
    ),
    _zip("a name that leads out", "x.zip: '../x': a path with .. leads out of the pack", Entry("../x", b"x")),
    _zip(
        "an absolute name",
        "x.zip: '/etc/cron.d/x': an absolute path leads out of the pack",
        Entry("/etc/cron.d/x", b"x"),
    ),
    _zip("a drive", "x.zip: 'C:/x': an absolute path leads out of the pack", Entry("C:/x", b"x")),
    _zip(
        "a name that steers a terminal",
        "x.zip: '\\x1b[2J.mp4': expected only the characters A-Z a-z 0-9 . _ - in names",
        Entry(f"{ESCAPE}.mp4", b"x"),
    ),
    _zip(
        "a device's name",
        "x.zip: 'con.mp4': some systems cannot keep a file of this name",
        Entry("con.mp4", b"x"),
    ),
    _zip(
        "a link",
        "x.zip: 'x': a link or device; expected plain files only",
        Entry("x", b"/etc/passwd", kind=0o120777),
    ),
    _zip("a pipe", "x.zip: 'x': a link or device; expected plain files only", Entry("x", kind=0o010644)),
    _zip(
        "names that differ in case",
        "x.zip: 'PACK.yaml': is the same file as 'pack.yaml' on some systems",
        Entry("PACK.yaml", b"x"),
    ),
    _zip(
        "a file that is a folder as well",
        "x.zip: 'pack.yaml/x': is the same file as 'pack.yaml' on some systems",
        Entry("pack.yaml/x", b"x"),
    ),
    _zip(
        "a file without a name",
        "x.zip: a file in the zip has no name; pack the folder again",
        Entry("", b"x"),
    ),
    _zip(
        "a bomb",
        "x.zip: 'x.mp4': unpacks to 4 MiB from next to nothing: a zip bomb",
        Entry("x.mp4", bytes(4 << 20)),
    ),
    _zip(
        "packed unusually",
        "x.zip: 'x.mp4': packed in an unusual way; expected stored or deflated",
        Entry("x.mp4", b"x" * 99, method=14),
    ),
    _zip("cut short", "x.zip: the zip is cut short: get it again", change=lambda data: data[:-40]),
    _zip(
        "a broken byte",
        "x.zip/media/a.mp4: the file cannot be read: Bad CRC-32 for file 'media/a.mp4'",
        Entry("media/a.mp4", b"a film", method=0),
        change=lambda data: data.replace(b"a film", b"a fylm"),
    ),
    _text("zip", "a web page", "<!DOCTYPE html>", "x.zip: expected a folder or a .zip with pack.yaml in it"),
    _text("zip", "nothing", "", "x.zip: expected a folder or a .zip with pack.yaml in it"),
    _points(
        "an array of objects",
        "x.npz: 'a' is not a track of 478 points in 1 to 4000 frames",
        Entry("a.npy", POINTS[0].content.replace(b"<i2", b"|O ")),
    ),
    _points(
        "a name that steers a terminal",
        "x.npz: '\\x1b[2J' is not a track of 478 points in 1 to 4000 frames",
        Entry(f"{ESCAPE}.npy", b""),
    ),
    _points(
        "more points than there are",
        "x.npz: 'a' is not a track of 478 points in 1 to 4000 frames",
        Entry("a.npy", POINTS[0].content[:-2]),
    ),
    Bad(
        "landmarks",
        "packed unusually",
        _lzma,
        "x.npz: the face points cannot be read ('clip.npy' is packed in an unusual way)",
    ),
    _text("landmarks", "nothing", "", "x.npz: the face points cannot be read (File is not a zip file)"),
    _text(
        "landmarks",
        "a pickle",
        b"\x80\x04\x95\x0f\x00\x00\x00",
        "x.npz: the face points cannot be read (File is not a zip file)",
    ),
    _text(
        "tables",
        "nothing",
        "",
        "x.csv: the table is empty: expected a first line with the names of its columns",
    ),
    _text(
        "tables",
        "another alphabet's bytes",
        "path,label\nфильм.mp4,real\n".encode("cp1251"),
        f"x.csv: the file is not UTF-8: {SAVE_AGAIN}",
    ),
    _text(
        "tables",
        "a quote that is never closed",
        'path,label\n"a.mp4,real\n',
        "x.csv:2:1: no table by `,`: unexpected end of data",
    ),
    _text(
        "tables",
        "a column twice",
        "path,path\na,b\n",
        "x.csv:1:1: two columns are named `path`: expected each name once",
    ),
    _text(
        "tables",
        "a line without end",
        "a," * 40_000,
        "x.csv:1:1: a line of more than 65536 characters: this is no table",
    ),
    _text(
        "tables",
        "a file that is no text",
        b"PK\x03\x04\x00\x00",
        f"x.csv: the file is no text, or UTF-16 without its mark: {SAVE_AGAIN}",
    ),
    _text(
        "json", "nothing", "", "x.json:1:1: no labels in JSON: expected an object { } or a list [ ] of labels"
    ),
    _text(
        "json",
        "a text",
        '"a"',
        "x.json:1:1: no labels in JSON: expected an object { } or a list [ ] of labels",
    ),
    _text(
        "json", "cut short", '{"a": {"label": "REAL"}', "x.json:1:1: no labels in JSON: the file is cut short"
    ),
    _text(
        "json",
        "brackets without end",
        '{"a": ' + "[" * 4000,
        "x.json:1:1: no labels in JSON: brackets within brackets without end",
    ),
    _text(
        "json",
        "a number that is none",
        '{"a": NaN}',
        "x.json:1:1: no labels in JSON: the file is cut short, or this is no JSON",
    ),
    _text(
        "json",
        "an entry without end",
        '{"a": "' + "x" * 130_000 + "x" * 300_000,
        "x.json:1:1: no labels in JSON: an entry of more than 262144 characters",
    ),
    _text(
        "json", "more behind it", "{} {}", "x.json:1:1: no labels in JSON: expected nothing after the labels"
    ),
    _tree(
        "a table with an endless cell",
        "labels.csv:2:1: a line of more than 65536 characters: this is no table",
        {"labels.csv": "path,label\n" + "x" * 70_000},
    ),
    _tree(
        "a table of other bytes",
        f"labels.csv: the file is no text, or UTF-16 without its mark: {SAVE_AGAIN}",
        {"labels.csv": "path,label\na\0b"},
    ),
    _tree(
        "labels cut short",
        "labels.csv:2:1: no table by `,`: unexpected end of data",
        {"labels.csv": 'path,label\n"a.mp4,real\n'},
    ),
    _film("nothing", "empty: x.mp4: the file is empty", lambda _: b""),
    _film(
        "cut short",
        "cut-short: x.mp4: Invalid data found when processing input",
        lambda film: film[: len(film) // 2],
    ),
    _film(
        "a web page",
        "web-page: x.mp4: Invalid data found when processing input",
        lambda _: b"<!DOCTYPE html>",
    ),
    _film(
        "a list of films",
        "playlist: x.mp4: Invalid data found when processing input",
        lambda _: b"ffconcat version 1.0\nfile other.mp4\n",
    ),
    _film(
        "a codec that nobody knows",
        "unknown-codec: the pictures are in a format that cannot be decoded",
        lambda film: film.replace(b"avc1", b"zzzz"),
    ),
    _film(
        "more pictures than there are",
        "cut-short: expected 4000 frames, found 6",
        lambda film: _count(film, b"stts", 8, 4000),
    ),
    _film(
        "samples beyond the end",
        "cut-short: expected 6 frames, found 5",
        lambda film: _count(film, b"stco", 8, 0x7FFFFFFF),
    ),
)
