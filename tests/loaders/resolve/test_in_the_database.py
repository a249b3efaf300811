"""The whole way: ledgers are resolved together on their way into the database, whatever the order in which they come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import networkx as nx
import pytest

from graphmodel.graph import About, Dataset, Records, build_graph
from graphmodel.schema import BY_NAME
from graphmodel.store import Connection, LoadOptions, open_session, read_graph, write_dataset
from graphmodel.store.judgements import read_judgements
from graphmodel.store.write import remove_source
from loaders.resolve import resolve
from loaders.resolve.recognition import Recognition

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
COMMUNITY = dataset(
    "community",
    places={"place_id": ["C1"], "name": ["甲小区（一期）"], "level": ["compound"]},
    enterprises={"unit_id": ["K7"], "name": ["四川联信科技有限责任公司"], "party_members": [4]},
    property_services={"enterprise_id": ["K7"], "compound_id": ["C1"]},
)
ORDER = ("registry", "street", "community")


def load(connection: Connection, ledger: Dataset, precedence: tuple[str, ...] = ()) -> Recognition:
    recognition = Recognition(at=AT)
    options = LoadOptions(combiner=recognition, after=recognition.keep, precedence=precedence)
    with open_session(connection) as session:
        write_dataset(session, ledger, options=options)
    return recognition


def unload(connection: Connection, source: str) -> None:
    with open_session(connection) as session:
        remove_source(session, source, combiner=Recognition(at=AT))


def same(connection: Connection, *ledgers: Dataset) -> bool:
    return bool(nx.utils.graphs_equal(read_graph(connection), build_graph(*resolve(*ledgers).datasets)))


def test_a_second_ledger_joins_the_first_and_a_repeat_changes_nothing(
    empty_database: Callable[[], Connection],
) -> None:
    connection = empty_database()
    load(connection, REGISTRY)
    found = load(connection, STREET).resolution
    assert found is not None
    assert found.merged[0].names == ("成都万邦物业管理有限公司", "成都万邦物业有限公司")
    graph = read_graph(connection)
    assert set(graph) == {"E1", "S2", "C1"}
    assert graph.has_edge("E1", "C1")
    unit = graph.nodes["E1"]
    assert (unit["source"], unit["sources"], unit["other_names"]) == (
        "registry",
        ["registry", "street"],
        ["成都万邦物业有限公司"],
    )
    assert unit["employees"] == 9, "what the first ledger does not know is filled in from the second"
    for ledger in (STREET, REGISTRY, STREET):
        load(connection, ledger)
        assert nx.utils.graphs_equal(read_graph(connection), graph)
    with open_session(connection) as session:
        assert len(read_judgements(session)) == 1


def test_the_order_of_loading_does_not_matter_where_precedence_is_declared(
    empty_database: Callable[[], Connection],
) -> None:
    for order in list(permutations((REGISTRY, STREET, COMMUNITY)))[::2]:
        connection = empty_database()
        for ledger in order[:-1]:
            load(connection, ledger)
        load(connection, order[-1], precedence=ORDER)
        assert same(connection, REGISTRY, STREET, COMMUNITY)


def test_a_removed_ledger_leaves_what_the_others_list_as_they_list_it(
    empty_database: Callable[[], Connection],
) -> None:
    connection = empty_database()
    for ledger in (REGISTRY, STREET, COMMUNITY):
        load(connection, ledger)
    assert read_graph(connection).nodes["C1"]["sources"] == ["street", "community"]
    unload(connection, "street")
    assert same(connection, REGISTRY, COMMUNITY)
    assert "sources" not in read_graph(connection).nodes["C1"]
    load(connection, STREET, precedence=ORDER)
    assert same(connection, REGISTRY, STREET, COMMUNITY)
