from __future__ import annotations

import neo4j
import pytest

from graphmodel.store.settings import Connection

pytestmark = pytest.mark.neo4j


def test_server_answers_with_its_password_only(neo4j_server: Connection) -> None:
    with neo4j.GraphDatabase.driver(neo4j_server.uri, auth=neo4j_server.auth) as driver:
        assert driver.execute_query("RETURN 1 AS one").records[0]["one"] == 1
    with (
        neo4j.GraphDatabase.driver(neo4j_server.uri, auth=None) as driver,
        pytest.raises(neo4j.exceptions.ClientError),
    ):
        driver.verify_connectivity()
