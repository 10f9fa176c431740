"""What is no film and no sound, told by its first bytes: each has its own remedy.

The reasons are those of a ClipError: web-page, lfs-pointer, playlist, cut-short, not-video.
"""

from __future__ import annotations

import re
from typing import Final

from game.errors import ClipError

HEAD: Final = 4096
"""So many bytes of a file tell what it is."""
_PLAYLIST: Final = re.compile(
    rb"#EXTM3U|ffconcat |\[playlist\]|\[Reference\]|(<\?xml[^>]*>\s*)?<(MPD|smil|playlist|asx)\b",
    re.IGNORECASE,
)
_WEB_PAGE: Final = re.compile(rb"<(!DOCTYPE|html|head|body|\?xml|!--)|[{\[]\s*[\"{]", re.IGNORECASE)
_GIT_LFS: Final = b"version https://git-lfs.github.com/spec/"


def no_film(name: str, head: bytes) -> ClipError:
    """Return what to say of the file `name`, which begins with `head` and is no film and no sound."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(_GIT_LFS):
        return ClipError(
            "lfs-pointer", f"{name} only points to the real file (Git LFS); get the real file: git lfs pull"
        )
    if _PLAYLIST.match(text):
        return ClipError("playlist", f"{name} is a playlist, which names other files and holds no film")
    if _WEB_PAGE.match(text):
        return ClipError("web-page", f"{name} is a web page, saved instead of the film; download it again")
    if not head.strip(b"\0"):
        return ClipError("cut-short", f"{name} holds zeros only; its download was never finished")
    return ClipError("not-video", f"{name} is no film and no sound that can be read")
