from __future__ import annotations

from pathlib import Path

import pytest

from graphmodel.errors import InputError, ServerError
from graphmodel.store.settings import Connection, connection_settings


def test_environment_names_the_server() -> None:
    found = connection_settings(
        {"NEO4J_URI": "bolt://h:1", "NEO4J_USERNAME": "u", "NEO4J_PASSWORD": "p", "NEO4J_DATABASE": "d"}
    )
    assert found == Connection("bolt://h:1", "u", "p", "d")


def test_user_name_and_database_have_defaults() -> None:
    found = connection_settings({"NEO4J_URI": "bolt://h:1", "NEO4J_USERNAME": "", "NEO4J_DATABASE": ""})
    assert (found.username, found.auth, found.database) == ("neo4j", None, None)


def test_password_is_not_shown() -> None:
    assert "secret" not in repr(Connection("bolt://h:1", password="secret"))


@pytest.mark.parametrize("uri", ["localhost:7687", "http://localhost:7474", "bolt://"])
def test_address_that_is_none_is_refused(uri: str) -> None:
    with pytest.raises(InputError, match="expected an address such as"):
        connection_settings({"NEO4J_URI": uri})


def test_local_server_is_not_started_against_the_will(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="gongjian db start"):
        connection_settings({"GONGJIAN_DATA_DIR": str(tmp_path)}, start=False)
    assert list(tmp_path.iterdir()) == []
