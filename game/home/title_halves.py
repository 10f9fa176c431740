"""The portrait of the title: an original and its edit, half of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.media.poster import load_poster

if TYPE_CHECKING:
    import pygame

    from game.play.context import Context


def title_halves(context: Context) -> tuple[pygame.Surface, pygame.Surface] | None:
    """Return the left half of an original and the right half of its edit, from the embedded pack."""
    library = context.library
    pool = library.pool("manipulated", kinds=("colour-mismatch", "lighting-mismatch"), u=0.0)
    for candidate in sorted(pool, key=lambda c: c.difficulty):
        if candidate.original is None:
            continue
        edit = library.clip(candidate.pack, candidate.clip)
        original = library.clip(candidate.pack, candidate.original)
        paths = [library.poster_path(candidate.pack, clip) for clip in (original, edit)]
        posters = [load_poster(path) if path else None for path in paths]
        if posters[0] is not None and posters[1] is not None:
            w, h = posters[0].get_size()
            left = posters[0].subsurface((0, 0, w // 2, h))
            right = posters[1].subsurface((w // 2, 0, w - w // 2, h))
            return left, right
    return None
