from __future__ import annotations

import os
from importlib.util import find_spec

import pytest

from fleet.postgres import Postgres, emptied, programs

NEEDED = "CHINMI_REQUIRE_POSTGRES"


@pytest.fixture(scope="session")
def cluster():
    """A running server; without one the test is skipped, or fails where `CHINMI_REQUIRE_POSTGRES=1`."""
    found = programs()
    if found is None or find_spec("psycopg") is None:
        reason = 'needs PostgreSQL (apt-get install postgresql) and the extra: pip install -e ".[dev]"'
        if os.environ.get(NEEDED) == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    server = Postgres(found)
    server.start()
    yield server
    server.remove()


@pytest.fixture
def server(cluster):
    """The server as it is before `fleet init`, for each test."""
    return emptied(cluster)
