"""The command: hunts on one target after another, and writes what it finds with how to run it again."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from game.errors import printable
from tools.fuzz.child import Result, hunted
from tools.fuzz.hunt import Finding, Hunt
from tools.fuzz.targets import BY_NAME

INPUTS: Final = 20_000
OUT: Final = Path("fuzz-findings")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    found = argparse.ArgumentParser("python -m tools.fuzz", description=__doc__)
    found.add_argument("targets", nargs="*", metavar="TARGET", help=f"of: {', '.join(BY_NAME)}; else all")
    length = found.add_mutually_exclusive_group()
    length.add_argument("--inputs", type=int, help=f"inputs for each target ({INPUTS:,})")
    length.add_argument("--minutes", type=float, help="minutes for each target instead")
    found.add_argument("--seed", type=int, default=1, help="another seed makes other inputs (1)")
    found.add_argument("--out", type=Path, default=OUT, help=f"folder for findings ({OUT})")
    found.add_argument("--again", type=Path, metavar="FILE", help="try one target with the input in FILE")
    found.add_argument("--json", action="store_true", help="print the figures for programs")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 1 where something was found."""
    args = parser().parse_args(arguments)
    names = args.targets or list(BY_NAME)
    unknown = sorted(set(names) - set(BY_NAME))
    if unknown:
        print(f"no target is called {', '.join(unknown)}; there are: {', '.join(BY_NAME)}", file=sys.stderr)
        return 2
    if args.again:
        return again(names[0], args.again)
    inputs = None if args.minutes else args.inputs or INPUTS
    results = []
    for name in names:
        result = hunted(name, args.seed, inputs, args.minutes * 60 if args.minutes else None, _progress)
        results.append(result)
        for finding in result.findings:
            print(f"{'':40}\r{finding.kind}: {write(args.out, finding)}", file=sys.stderr)
        if not args.json:
            print(_line(result), flush=True)
    if args.json:
        print(json.dumps([figures(result) for result in results], indent=2))
    return 1 if any(result.findings for result in results) else 0


def again(name: str, path: Path) -> int:
    """Try one input; print what is said of it, or what is found."""
    target, data = BY_NAME[name], path.read_bytes()
    with tempfile.TemporaryDirectory(prefix="chinmi-fuzz-") as room, target.opened(Path(room)) as reader:
        _, finding = Hunt(target, reader, 0).tried(data)
        if finding:
            print(f"{finding.kind}: {printable(finding.told)}")
            return 1
        try:
            reader(data)
        except target.errors as error:
            print(printable(str(error)))
        else:
            print("taken")
    return 0


def write(out: Path, finding: Finding) -> Path:
    """Write a finding's input and what is known of it; return where."""
    out.mkdir(parents=True, exist_ok=True)
    mark = hashlib.sha256(repr(finding.key).encode()).hexdigest()[:8]
    path = out / f"{finding.target}-{finding.kind}-{mark}.bin"
    path.write_bytes(finding.data)
    told = f"python -m tools.fuzz {finding.target} --again {path}\n\n{finding.where}\n{finding.told}\n"
    path.with_suffix(".txt").write_text(told, "utf-8", "backslashreplace")
    return path


def figures(result: Result) -> dict[str, Any]:
    """Return the figures of one target."""
    rate = result.tally.inputs / result.seconds if result.seconds else 0.0
    told = {key: value for key, value in asdict(result.tally).items() if key != "findings"}
    kinds = dict(result.tally.findings)
    return {"target": result.target, "seconds": round(result.seconds, 1), "rate": round(rate), **told} | {
        "findings": kinds
    }


def _line(result: Result) -> str:
    tally = result.tally
    found = (
        ", ".join(f"{number} {kind}" for kind, number in sorted(tally.findings.items())) or "nothing found"
    )
    return (
        f"{result.target:9} {tally.inputs:>9,} inputs in {result.seconds:,.0f} s, {tally.ways:,} ways, "
        f"slowest {tally.slowest:.2f} s, {tally.peak >> 20} MiB: {found}"
    )


def _progress(result: Result) -> None:
    if sys.stderr.isatty():
        print(f"{result.target} {result.tally.inputs:,}", end="\r", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
