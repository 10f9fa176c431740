"""The teacher's desk on this computer's own screen, in a browser, while the wall fills the projector."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.workshop.wall.outside import open_outside

if TYPE_CHECKING:
    from game.workshop.wall.teaching import Teaching

DESK_KEY: Final = "d"
"""Shows the teacher how a phone becomes the desk."""
PANEL_KEY: Final = "p"
"""Opens the desk on this computer."""


def desk_address(teaching: Teaching) -> str | None:
    """Return the address that opens the desk without typing its code; None where no phones take part."""
    phones, remote = teaching.voting.phones, teaching.remote
    if phones is None or remote is None:
        return None
    return f"http://{phones.place}/teacher#{remote.code}"


def open_desk(teaching: Teaching) -> None:
    """Open the desk in this computer's browser in the wall's language, and say so; or say why not."""
    context, address = teaching.context, desk_address(teaching)
    if address is None:
        context.toasts.show("info", context.t("workshop.desk_no_phones"))
    elif open_outside(f"{address}.{context.language}"):
        context.toasts.show("check", context.t("workshop.desk_opened"))
    else:
        context.toasts.show("warning", context.t("workshop.desk_not_opened", letter=DESK_KEY.upper()))
