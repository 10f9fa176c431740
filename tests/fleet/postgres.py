"""A PostgreSQL of the tests' own: Debian's package, a folder of the moment, a free port on loopback.

The server refuses to run as root, so there it is started as another user.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

PASSWORD = "kite & cup/7"  # noqa: S105
"""The superuser's password: it has letters that a URL must escape."""
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own in it; a disk makes a server wait
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",  # killed processes lose nothing that the system has; only a power cut would
    "shared_buffers": "16MB",
    "max_connections": "20",
    "autovacuum": "off",
    "log_min_messages": "fatal",
}


def programs():
    """The folder of the newest installed server's programs; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    found += [Path(path) for path in [shutil.which("initdb")] if path]
    return found[-1].parent if found else None


def someone():
    """As whom to run it: oneself, or for root a user who may own files and nothing else."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def emptied(server):
    """Return the server without the fleet's schema."""
    import psycopg

    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS fleet CASCADE")
    return server


class Postgres:
    """A server that can be started, stopped and killed."""

    def __init__(self, bin_folder: Path) -> None:
        self._bin = bin_folder
        self._who = someone()
        self.folder = Path(
            tempfile.mkdtemp(prefix="chinmi-postgres-", dir=MEMORY if MEMORY.is_dir() else None)
        )
        if self._who:
            os.chown(self.folder, self._who["user"], self._who["group"])
        self._held = socket.socket()  # holds the port, also while the server is down
        self._held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._held.bind(("127.0.0.1", 0))
        self.port = self._held.getsockname()[1]
        if sys.platform != "linux":
            self._held.close()  # elsewhere the server could not listen on it
        password = self.folder / "password"
        password.write_text(PASSWORD, "utf-8")
        self._do(
            "initdb", "-U", "owner", "--auth=scram-sha-256", f"--pwfile={password}", "--no-sync", "-E", "UTF8"
        )
        lines = [f"port = {self.port}", *(f"{name} = '{value}'" for name, value in SETTINGS.items())]
        with (self.folder / "data" / "postgresql.conf").open("a") as file:
            file.write("\n".join(lines) + "\n")

    def _do(self, program, *words, check=True):
        where = ["-D", str(self.folder / "data")]
        return subprocess.run(
            [str(self._bin / program), *where, *words], **self._who, cwd="/", check=check,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def url(self, user="owner", password=PASSWORD, database="postgres"):
        return f"postgresql://{user}:{quote(password, safe='')}@127.0.0.1:{self.port}/{database}"

    def start(self):
        while self._do("pg_ctl", "-w", "-l", str(self.folder / "log"), "start", check=False).returncode:
            pass  # after a kill its children need a moment to end

    def stop(self, how="immediate"):
        """Stop it: `immediate` is what a crash leaves behind."""
        self._do("pg_ctl", "-w", "-m", how, "stop", check=False)

    def kill(self):
        """Kill the server's first process with SIGKILL; its children end by themselves."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, signal.SIGKILL)

    def remove(self):
        self.stop()
        self._held.close()
        shutil.rmtree(self.folder, ignore_errors=True)
