"""A QR code from a configured text, made here: nothing is asked of the network."""

from __future__ import annotations


def modules(text: str | None) -> tuple[tuple[bool, ...], ...] | None:
    """Return the code's rows of dark modules, without its quiet zone; None without text or without segno."""
    if not text:
        return None
    try:
        import segno
    except ImportError:
        return None
    code = segno.make(text, error="m", micro=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)
