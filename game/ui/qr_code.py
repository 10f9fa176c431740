"""QR codes, made on this computer: nothing is asked of the network."""

from __future__ import annotations

from functools import lru_cache

import segno


@lru_cache(maxsize=4)
def qr_matrix(text: str) -> tuple[bytes, ...]:
    """Return the modules of a QR code, row by row, 1 for dark; error correction M, no quiet zone."""
    return tuple(bytes(row) for row in segno.make(text, error="m", micro=False).matrix)
