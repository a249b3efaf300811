from __future__ import annotations

from collections.abc import Callable

import pytest

from graphmodel.store import Connection, open_session


@pytest.fixture(scope="session")
def _test_database(neo4j_server: Connection) -> Connection:
    """Make sure that the database the tests will empty again and again holds nobody's data."""
    with open_session(neo4j_server) as session:
        count = session.run("MATCH (n) RETURN count(n) AS c").single(strict=True)["c"]
    if count:
        pytest.fail(f"found {count} nodes at {neo4j_server.uri}: the tests need an empty database, and empty it")
    return neo4j_server


@pytest.fixture
def empty_database(_test_database: Connection) -> Callable[[], Connection]:
    """Return a function that empties the database: a property test calls it for each example."""

    def emptied() -> Connection:
        with open_session(_test_database) as session:
            session.run("MATCH (n) DETACH DELETE n").consume()
        return _test_database

    return emptied
