"""Loading: the two ways give the same graph, and what breaks off can be repeated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psutil
import pytest

from graphmodel.bilingual import Bilingual
from graphmodel.errors import AuthenticationError, StoreError
from graphmodel.graph import About, Dataset, Records, build_graph
from graphmodel.schema import BY_NAME
from graphmodel.store import Connection, connection_settings, load_dataset, open_session, read_graph, server, settle
from graphmodel.store.load import is_untouched
from graphmodel.store.write import write_dataset

pytestmark = pytest.mark.neo4j


def sample(count: int = 40) -> Dataset:
    tables: dict[str, dict[str, list[Any]]] = {
        "places": {
            "place_id": ["510106", "510106024"],
            "name": ["金牛区", '西安路"街道"\n'],
            "level": ["district", "street"],
            "parent_id": [None, "510106"],
            "demonstration": [True, None],
            "longitude": [104.05, None],
            "latitude": [30.7, None],
        },
        "party_organizations": {
            "org_id": [f"o{number}" for number in range(count)],
            "name": [f"支部;{number}," for number in range(count)],
            "kind": ["branch"] * count,
            "place_id": ["510106024"] * count,
            "parent_org_id": [None, *["o0"] * (count - 1)],
            "established_on": [date(2020, 1, 1)] * count,
            "established_on_precision": ["year"] * count,
        },
        "coverage": {
            "org_id": ["o0", "o0"],
            "covered_id": ["510106024", "510106024"],
            "kind": ["organization", "work"],
            "since": [date(2021, 5, 1), None],
        },
        "published_totals": {"figure": ["projects"], "value": [3500.0], "source": ["某报"], "place_id": ["510106"]},
    }
    return Dataset(
        About("样例", title="题", as_of=date(2024, 6, 30), synthetic=True),
        {name: Records(BY_NAME[name], columns) for name, columns in tables.items()},
    )


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a server that these tests may import into, break and restart."""
    folder = tmp_path_factory.mktemp("load")
    environ = {"GONGJIAN_DATA_DIR": str(folder)}
    yield environ
    server.stop(folder / "neo4j")


def same(connection: Connection, dataset: Dataset) -> None:
    ours, theirs = read_graph(connection), build_graph(dataset)
    assert dict(ours.nodes(data=True)) == dict(theirs.nodes(data=True))
    assert sorted(ours.edges(keys=True, data=True), key=str) == sorted(theirs.edges(keys=True, data=True), key=str)
    assert ours.graph == theirs.graph


def test_bulk_import_gives_the_same_graph_as_batched_writes(own_server: dict[str, str]) -> None:
    summary = load_dataset(sample(), environ=own_server, bulk_from=1)
    assert summary.way == "bulk import"
    connection = connection_settings(own_server)
    same(connection, sample())
    with open_session(connection) as session:
        assert write_dataset(session, sample()).unchanged
        assert {"entity_id", "load_source", "entity_text"} <= set(session.run("SHOW INDEXES YIELD name").value())
    # What was imported is owned like what was written: a new load replaces it.
    assert load_dataset(sample(10), environ=own_server, bulk_from=1).way == "batched writes"
    same(connection, sample(10))


def test_a_server_that_goes_away_in_the_middle_loses_nothing(
    own_server: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settle, "BATCH", 5)
    home = Path(own_server["GONGJIAN_DATA_DIR"]) / "neo4j"
    load_dataset(sample(10), environ=own_server)
    pid = server.status(home).pid
    assert pid is not None

    def killing(what: Bilingual | str, done: int, _total: int | None) -> None:
        if isinstance(what, Bilingual) and what.en == "writing to Neo4j" and done >= 20:
            psutil.Process(pid).kill()

    with (
        pytest.raises(StoreError, match=r"went away.*repeat the command"),
        open_session(connection_settings(own_server)) as session,
    ):
        write_dataset(session, sample(60), progress=killing)
    connection = connection_settings(own_server)
    with pytest.raises(StoreError, match="broke off: repeat `gongjian load`"):
        read_graph(connection)
    load_dataset(sample(60), environ=own_server)
    same(connection, sample(60))


def test_a_wrong_password_is_told_in_one_line(neo4j_server: Connection) -> None:
    wrong = Connection(neo4j_server.uri, neo4j_server.username, "wrong-password", neo4j_server.database)
    with pytest.raises(AuthenticationError, match=r"refuses the user 'neo4j'.*NEO4J_PASSWORD") as caught:
        read_graph(wrong)
    assert "\n" not in str(caught.value)
    assert "wrong-password" not in str(caught.value)


def test_a_server_that_is_not_there_is_told_in_one_line(unused_port: Callable[[], int]) -> None:
    with pytest.raises(StoreError, match=r"cannot be reached.*gongjian db status"):
        read_graph(Connection(f"bolt://127.0.0.1:{unused_port()}", password="any"))


@pytest.fixture
def unused_port() -> Callable[[], int]:
    import socket  # noqa: PLC0415 -- this fixture alone

    def find() -> int:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            return int(listener.getsockname()[1])

    return find


def test_a_server_that_never_held_anything_need_not_be_started_to_know(
    own_server: dict[str, str], tmp_path: Path
) -> None:
    assert is_untouched({"GONGJIAN_DATA_DIR": str(tmp_path)})
    assert not is_untouched({"GONGJIAN_DATA_DIR": str(tmp_path), "NEO4J_URI": "bolt://127.0.0.1:1"})
    connection_settings(own_server)
    assert not is_untouched(own_server)
