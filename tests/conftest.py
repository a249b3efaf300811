"""One real Neo4j for each test run: the one NEO4J_URI names, else one of our own that leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphmodel.store import server
from graphmodel.store.settings import Connection, connection_settings


@pytest.fixture(scope="session", autouse=True)
def _own_data_directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep every test, and every command a test runs, away from the user's own data; jars come from the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GONGJIAN_DATA_DIR", str(tmp_path_factory.mktemp("gongjian-data")))
        yield
        server.stop()


@pytest.fixture(scope="session")
def neo4j_server(_own_data_directory: None) -> Connection:
    """Connect to the server of this test run, which commands without NEO4J_URI find as well."""
    return connection_settings()
