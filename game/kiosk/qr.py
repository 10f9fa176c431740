"""A QR code from a configured text."""

from __future__ import annotations


def modules(text: str | None) -> tuple[bytes, ...] | None:
    """Return the code's rows of modules, 1 for dark, without its quiet zone; None without text."""
    if not text:
        return None
    from game.ui.qr_code import qr_matrix

    return qr_matrix(text)
