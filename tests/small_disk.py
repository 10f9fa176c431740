"""A real disk of a few hundred KiB for a child process: its own mount, which is gone with it."""

import os
import shutil
import subprocess
import sys
from functools import cache

import pytest


@cache
def _mounts():
    if shutil.which("unshare") is None:
        return False
    mount = ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    tried = subprocess.run(mount, check=False, capture_output=True)
    return tried.returncode == 0


def on_a_small_disk(root, folder, module, *words, kib=512):
    """Run `python -m MODULE FOLDER WORDS` with FOLDER on a disk of its own; return what it printed."""
    if not _mounts():
        pytest.skip("needs the right to mount a disk in a namespace of its own (Linux)")
    folder.mkdir(exist_ok=True)
    script = f'mount -t tmpfs -o size={kib}k tmpfs "$1" && shift && exec "$@"'
    command = [sys.executable, "-m", module, str(folder), *map(str, words)]
    paths = os.pathsep.join([str(root), str(root / "tests")])
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", str(folder), *command],
        cwd=root,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def fill(folder):
    """Leave not a byte on the disk of `folder`; return the file that takes the room."""
    filler = folder / "filler"
    with filler.open("ab", buffering=0) as file:
        for size in (4096, 1):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError:
                continue
    return filler
