"""`schemas`: JSON Schemas of all YAML files, for editors that complete and check while one writes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from game.content.schemas import schemas
from game.errors import ChinmiError
from game.files import write_whole

if TYPE_CHECKING:
    import argparse


def run(args: argparse.Namespace) -> int:
    """Write `NAME.schema.json` for each kind of file into the folder `args.out`."""
    try:
        args.out.mkdir(parents=True, exist_ok=True)
        for name, schema in schemas().items():
            path = args.out / f"{name}.schema.json"
            write_whole(path, json.dumps(schema, ensure_ascii=False, indent=2) + "\n")
            print(path)
    except OSError as error:
        raise ChinmiError(f"{args.out}: the schemas cannot be written: {error.strerror}") from error
    return 0
