"""Pieces that mean something in the formats, for the targets that read them."""

from __future__ import annotations

from typing import Final

YAML: Final = (
    *(
        b"&a ",
        b"*a",
        b"<<: *a",
        b"!!python/object:os.system ",
        b"!x ",
        b"%YAML 1.1\n---\n",
        b"---\n",
        b"...\n",
    ),
    *(b"? ", b"|\n", b">-\n", b"|9\n", b"- ", b": ", b":", b"# ", b"#", b"{", b"}", b"[", b"]", b", ", b"'"),
    *(
        b'"',
        b'"\\x1b[2J"',
        b'"\\uD800"',
        b'"\\U0010FFFF"',
        b'"\\0"',
        b"~",
        b"yes",
        b"Null",
        b"TRUE",
        b"=",
        b"\t",
    ),
    *(
        b"[" * 40,
        b"{a: " * 40,
        b"- " * 40,
        b"? " * 40,
        b"\xe2\x80\x9c",
        b"2026-11-28",
        b".inf",
        b"0o7",
        b"1e5",
    ),
)
TABLE: Final = (
    *(b",", b";", b"\t", b"|", b'"', b'""', b"\r\n", b"\r", b"\n\n", b"sep=;\n", b"sep=\n", b'"sep=\x00"\n'),
    *(
        b"path,label\n",
        b"real",
        b"FAKE",
        b"bona-fide",
        b"spoof",
        b"1",
        b"0.0",
        b"True",
        b"../a.mp4",
        b"a\\b.mp4",
    ),
    *(
        b"clips/real.mp4",
        b"=cmd|' /C calc'!A0",
        b"movie_name",
        b"A05",
        b"-",
        b"filename",
        b"label",
        b"method",
    ),
)
JSON: Final = (
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b",",
        b'"',
        b"null",
        b"true",
        b'"\\u001b"',
        b'"\\ud800"',
        b'"label": "FAKE"',
    ),
    *(
        b'"REAL"',
        b"[" * 300,
        b'{"a":' * 40,
        b"-",
        b"1e999",
        b"{} ",
        b"NaN",
        b'"a.mp4": {',
        b'"original": 1, ',
    ),
)
TREE: Final = (
    *TABLE,
    *JSON,
    b"\n#file x.mp4\n",
    b"\n#file labels.csv\n",
    b"\n#file metadata.json\n",
    b"/",
    b"_gen",
)
