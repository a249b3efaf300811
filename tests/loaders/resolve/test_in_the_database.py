"""The whole way: a second ledger is resolved against what the database holds, written, and loaded again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import networkx as nx
import pytest

from graphmodel.graph import About, Dataset, Records, build_graph
from graphmodel.schema import BY_NAME
from graphmodel.store import Connection, open_session, read_graph, write_dataset
from graphmodel.store.judgements import read_judgements, write_judgements
from loaders.resolve import Resolution, profiles_of_graph, resolve
from loaders.resolve.judgements import from_row, to_row

pytestmark = pytest.mark.neo4j
AT = datetime(2024, 6, 1, tzinfo=UTC)


def dataset(source: str, **tables: dict[str, list[Any]]) -> Dataset:
    return Dataset(About(source), {name: Records(BY_NAME[name], columns) for name, columns in tables.items()})


REGISTRY = dataset("registry", enterprises={"unit_id": ["E1"], "name": ["成都万邦物业管理有限公司"]})
STREET = dataset(
    "street",
    places={"place_id": ["C1"], "name": ["甲小区"], "level": ["compound"]},
    enterprises={
        "unit_id": ["S1", "S2"],
        "name": ["成都万邦物业有限公司", "四川联信科技有限公司"],
        "employees": [9, 3],
    },
    property_services={"enterprise_id": ["S1", "S2"], "compound_id": ["C1", "C1"]},
)


def load(connection: Connection, ledger: Dataset) -> Resolution:
    with open_session(connection) as session:
        kept = [from_row(row) for row in read_judgements(session)]
    known = profiles_of_graph(read_graph(connection), without=ledger.about.source)
    found = resolve(ledger, judgements=kept, known=known, decided_at=AT)
    with open_session(connection) as session:
        write_judgements(session, [to_row(item) for item in found.judgements])
        write_dataset(session, found.dataset)
    return found


def test_a_second_ledger_joins_the_first_and_a_repeat_changes_nothing(
    empty_database: Callable[[], Connection],
) -> None:
    connection = empty_database()
    load(connection, REGISTRY)
    found = load(connection, STREET)
    assert found.merged[0].names == ("成都万邦物业管理有限公司", "成都万邦物业有限公司")
    graph = read_graph(connection)
    assert set(graph) == {"E1", "S2", "C1"}
    assert graph.has_edge("E1", "C1")
    assert "employees" not in graph.nodes["E1"], "what another source owns is not touched"
    assert nx.utils.graphs_equal(graph, build_graph(REGISTRY, found.dataset))
    for ledger in (STREET, REGISTRY, STREET):
        load(connection, ledger)
        assert nx.utils.graphs_equal(read_graph(connection), graph)
    with open_session(connection) as session:
        assert len(read_judgements(session)) == 1
