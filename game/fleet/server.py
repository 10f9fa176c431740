"""The one place that speaks to PostgreSQL: psycopg from the extra `[fleet]`, and errors without passwords."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from game.errors import FleetError

if TYPE_CHECKING:
    import psycopg

    Connection = psycopg.Connection[tuple[Any, ...]]

MISSING: Final = 'This needs the extra [fleet]: .venv/bin/python -m pip install ".[fleet]"'
SCHEMES: Final = ("postgresql://", "postgres://")
OPTIONS: Final = {
    "connect_timeout": 10,
    "application_name": "chinmi",
    "keepalives_idle": 20,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""Seconds (the last one milliseconds): a server that is gone is noticed within half a minute."""


class UnreachableError(FleetError):
    """The server cannot be reached, went away, or is not ready: the same may succeed later."""


def library() -> Any:
    """Return psycopg. Raises FleetError where the extra is not installed."""
    if find_spec("psycopg") is None:
        raise FleetError(MISSING)
    try:
        return importlib.import_module("psycopg")
    except ImportError as error:
        raise FleetError(f"psycopg cannot be used here ({error}). {MISSING}") from error


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """Lend a connection to the server at `url`. Raises FleetError, and UnreachableError where it may pass."""
    psycopg = library()
    secret = _secrets(psycopg, url)
    with _plainly(psycopg, secret):
        connection = psycopg.connect(url, autocommit=True, **OPTIONS)
    try:
        with _plainly(psycopg, secret):
            yield connection
    finally:
        connection.close()


def _secrets(psycopg: Any, url: str) -> tuple[str, ...]:
    """Return all forms in which the password of `url` could be repeated. Raises FleetError."""
    if not url.startswith(SCHEMES):
        raise FleetError("--to: expected postgresql://USER@HOST/DATABASE")
    try:
        password = psycopg.conninfo.conninfo_to_dict(url).get("password", "")
    except psycopg.Error:
        reason = "it cannot be read; special characters in a password are written as %XX"
        raise FleetError(f"--to: expected postgresql://USER@HOST/DATABASE ({reason})") from None
    known = (str(password), quote(str(password), safe=""), os.environ.get("PGPASSWORD", ""))
    return tuple(filter(None, known))


@contextmanager
def _plainly(psycopg: Any, secrets: tuple[str, ...]) -> Iterator[None]:
    try:
        yield
    except psycopg.Error as error:
        text = " ".join(str(error).split())
        for secret in secrets:
            text = text.replace(secret, "***")
        kind = UnreachableError if _may_pass(psycopg, error) else FleetError
        raise kind(f"The fleet's database: {text}") from None


def _may_pass(psycopg: Any, error: Exception) -> bool:
    """Tell whether the server is only away: a wrong password or a missing right will not pass."""
    state = getattr(error, "sqlstate", None) or ""
    if state[:2] in ("28", "3D", "42"):
        return False
    refused = any(word in str(error) for word in ("authentication failed", "no password supplied"))
    gone = isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
    return gone and not refused
