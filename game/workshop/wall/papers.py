"""Pages that were written: the teacher opens and prints them, or has them copied to a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from game.errors import printable
from game.files import write_whole_bytes
from game.play.context import Context
from game.play.dialog import Choice, DialogScene
from game.workshop.wall.outside import open_outside

REPORTS: Final = "reports"
"""Where class reports lie in the data folder."""


def copy_all(files: Sequence[Path], folder: Path) -> tuple[Path, ...]:
    """Copy `files` into `folder`, each whole or not at all; return the copies. Raises OSError."""
    copies = []
    for file in files:
        copy = folder / file.name
        if copy.resolve() != file.resolve():
            write_whole_bytes(copy, file.read_bytes())
        copies.append(copy)
    return tuple(copies)


def reports_in(data_dir: Path) -> tuple[Path, ...]:
    """Return the class reports kept in `data_dir`, by name: the oldest first."""
    return tuple(sorted(path for path in (data_dir / REPORTS).glob("report-*") if path.is_file()))


def offer(context: Context, title: str, text: str, files: Sequence[Path], page: Path | None = None) -> None:
    """Say where `files` are, and offer to open `page` for printing, their folder, or to copy them."""
    t, stack, folder = context.t, context.stack, files[0].parent

    def show(what: Path) -> None:
        stack.pop()
        if not open_outside(what):
            context.toasts.show("warning", t("workshop.not_opened", file=printable(str(what))))

    def copy(to: Path) -> None:
        try:
            copy_all(files, to)
        except OSError as error:
            tell_not_copied(context, to, error.strerror or str(error))
        else:
            context.toasts.show("check", t("workshop.copied", n=len(files), folder=printable(str(to))))

    def choose() -> None:
        stack.pop()
        if context.choose_folder is not None:
            context.choose_folder(copy)

    choices = [Choice("close", t("workshop.understood"), stack.pop)]
    if page is not None:
        choices.append(Choice("page", t("workshop.open_page"), lambda: show(page), primary=True))
    choices.append(Choice("folder", t("workshop.open_folder"), lambda: show(folder), primary=page is None))
    if context.choose_folder is not None:
        choices.append(Choice("copy", t("workshop.copy_to"), choose))
    stack.push(DialogScene(context, icon="check", title=title, text=text, choices=choices))


def tell_not_copied(context: Context, folder: Path, why: str) -> None:
    """Say that files did not get to `folder`."""
    words = context.t("workshop.not_copied", folder=printable(str(folder)), why=why)
    context.toasts.show("warning", words)
