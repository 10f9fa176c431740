"""`python -m tools.bundle --out DIR`: make the bundle for this system, with all licences in it."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from game.errors import ChinmiError
from tools.bundle import icon, licences
from tools.bundle.parts import ROOT, contents, read_parts, read_table

SPEC: Final = Path(__file__).with_name("chinmi.spec")
NAME: Final = "Chinmi"


def build(out: Path) -> Path:
    """Make the folder `Chinmi` in `out` and return it. Raises ChinmiError; then there is none."""
    target = out / NAME
    with tempfile.TemporaryDirectory(prefix="chinmi-bundle-") as scratch:
        work = Path(scratch)
        drawn = icon.write(work / "icon", sys.platform)
        table = read_table()
        _run_recipe(work, drawn)
        found = contents(read_parts(work / "build" / "parts.json"), table)
        made = work / "dist" / NAME
        licences.gather(found, table, licences.Films.asked(), made / licences.FOLDER)
        shutil.copy(drawn, made)
        shutil.rmtree(target, ignore_errors=True)
        out.mkdir(parents=True, exist_ok=True)
        shutil.move(made, target)
        application = work / "dist" / f"{NAME}.app"
        if application.is_dir():
            shutil.move(application, out / application.name)
    return target


def _run_recipe(work: Path, drawn: Path) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "CHINMI_BUNDLE_BUILD": str(work / "build"),
        "CHINMI_BUNDLE_ICON": str(drawn),
    }
    words = ["--noconfirm", "--log-level=WARN", f"--distpath={work / 'dist'}", f"--workpath={work / 'build'}"]
    command = [sys.executable, "-m", "PyInstaller", *words, str(SPEC)]
    done = subprocess.run(command, env=environment, cwd=work, check=False)  # noqa: S603 - our own words
    if done.returncode:
        raise ChinmiError("PyInstaller did not finish; its last lines say why")


def size(folder: Path) -> tuple[int, int]:
    """Return how many files a folder holds, and how many bytes."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return len(files), sum(path.stat().st_size for path in files)


def main(words: Sequence[str]) -> int:
    """Build; 1 when that was not possible."""
    parser = argparse.ArgumentParser("python -m tools.bundle", description=__doc__)
    parser.add_argument(
        "--out", type=Path, default=Path("dist"), metavar="DIR", help="where it is put (dist)"
    )
    args = parser.parse_args(words)
    try:
        made = build(args.out)
    except ChinmiError as error:
        print(error, file=sys.stderr)
        return 1
    files, amount = size(made)
    print(f"{made}: {files} files, {amount / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
