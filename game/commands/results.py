"""`results export`: the answers kept on this computer, or what was said of posts, as CSV or JSON."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from game.commands import options
from game.errors import StoreError, printable
from game.files import write_out
from game.records.export import to_csv, to_json
from game.records.post_export import posts_to_csv, posts_to_json
from game.records.store import FILE_NAME, AnswerStore

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

WRITERS: Final = {"csv": to_csv, "json": to_json}
POST_WRITERS: Final = {"csv": posts_to_csv, "json": posts_to_json}


def export(args: argparse.Namespace) -> int:
    """Print all answers, or write them to `--out`. Raises StoreError when they cannot be read."""
    folder = options.data_dir(args, write=False)
    if (folder / FILE_NAME).exists():
        text = _read(folder, args.format, posts=args.posts)
    else:
        print(f"no answers yet in {folder}", file=sys.stderr)
        text = POST_WRITERS[args.format]((), ()) if args.posts else WRITERS[args.format]((), ())
    if args.out is None:
        sys.stdout.write(text)
        return 0
    try:
        write_out(args.out, text)
    except OSError as error:
        raise StoreError(f"{args.out} cannot be written ({error.strerror})") from error
    return 0


def _read(folder: Path, form: str, *, posts: bool) -> str:
    opened = AnswerStore.open(folder, datetime.now(UTC).isoformat())
    with opened.store as store:
        if not opened.readable:
            raise StoreError(opened.detail)
        if opened.detail:
            print(printable(opened.detail), file=sys.stderr)
        if posts:
            return POST_WRITERS[form](store.sessions(), store.posts())
        return WRITERS[form](store.sessions(), store.answers())
