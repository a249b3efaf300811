"""The graph comes back whole: what Neo4j gives equals what the records give."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings

from graphmodel.graph import About, Dataset, Records, build_graph, restrict
from graphmodel.schema import BY_NAME
from graphmodel.store import Connection, open_session, read_graph, write_dataset
from tests.strategies import datasets

pytestmark = pytest.mark.neo4j
RANDOM = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def parts(graph: nx.MultiDiGraph) -> tuple[dict[str, Any], dict[Any, Any], dict[str, Any]]:
    nodes = {node: dict(data) for node, data in graph.nodes(data=True)}
    edges = {(start, end, key): dict(data) for start, end, key, data in graph.edges(keys=True, data=True)}
    return nodes, edges, dict(graph.graph)


def typed(value: Any) -> Any:
    """Make 1, 1.0 and True differ, so that equality of graphs is equality of types too."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    return (type(value).__name__, value)


def assert_same(left: nx.MultiDiGraph, right: nx.MultiDiGraph) -> None:
    for ours, theirs in zip(parts(left), parts(right), strict=True):
        assert {key: typed(value) for key, value in ours.items()} == {
            key: typed(value) for key, value in theirs.items()
        }


def load(connection: Connection, dataset: Dataset) -> None:
    with open_session(connection) as session:
        write_dataset(session, dataset)


@given(dataset=datasets())
@RANDOM
def test_graph_from_neo4j_equals_graph_from_records(empty_database: Any, dataset: Dataset) -> None:
    connection = empty_database()
    load(connection, dataset)
    assert_same(read_graph(connection), build_graph(dataset))


@given(dataset=datasets())
@RANDOM
def test_a_scope_read_from_neo4j_equals_the_restricted_graph(empty_database: Any, dataset: Dataset) -> None:
    connection = empty_database()
    load(connection, dataset)
    whole = build_graph(dataset)
    places = [node for node, data in whole.nodes(data=True) if "Place" in data["labels"]]
    for place in places[:4]:
        assert_same(read_graph(connection, scope=place), restrict(whole, place))
    names = Counter(unicodedata.normalize("NFKC", whole.nodes[place]["name"]).strip().casefold() for place in places)
    for name in [name for name, number in names.items() if number == 1 and name not in whole][:1]:
        assert_same(read_graph(connection, scope=name), restrict(whole, name))


@given(first=datasets(), second=datasets())
@settings(RANDOM, max_examples=15)
def test_a_new_load_of_a_source_replaces_the_old_one(empty_database: Any, first: Dataset, second: Dataset) -> None:
    connection = empty_database()
    load(connection, first)
    load(connection, second)
    assert_same(read_graph(connection), build_graph(second))


@given(dataset=datasets())
@settings(RANDOM, max_examples=15)
def test_loading_again_changes_nothing_even_when_every_row_is_written_again(
    empty_database: Any, dataset: Dataset
) -> None:
    connection = empty_database()
    load(connection, dataset)
    with open_session(connection) as session:
        assert write_dataset(session, dataset).unchanged
        # Without its record the load is written row by row, and must still change nothing.
        session.run("MATCH (l:Load) SET l.complete = false").consume()
        summary = write_dataset(session, dataset)
    assert not summary.unchanged
    assert (summary.removed_nodes, summary.removed_relationships, summary.conflicts) == (0, 0, ())
    assert_same(read_graph(connection), build_graph(dataset))


def places(source: str, names: dict[str, str]) -> Dataset:
    columns = {"place_id": list(names), "name": list(names.values()), "level": ["zone"] * len(names)}
    return Dataset(About(source, as_of=date(2024, 6, 30)), {"places": Records(BY_NAME["places"], columns)})


def test_a_load_never_touches_another_source(empty_database: Any) -> None:
    connection = empty_database()
    load(connection, places("a", {"x": "甲", "y": "乙"}))
    with open_session(connection) as session:
        summary = write_dataset(session, places("b", {"y": "改名", "z": "丙"}))
    assert [(item.id, item.column, item.kept, item.other) for item in summary.conflicts] == [
        ("y", "name", "乙", "改名")
    ]
    load(connection, places("b", {"w": "丁"}))
    graph = read_graph(connection)
    assert {node: data["name"] for node, data in graph.nodes(data=True)} == {"x": "甲", "y": "乙", "w": "丁"}
    assert set(graph.graph["sources"]) == {"a", "b"}


def test_two_sources_come_back_as_they_are_built_together(empty_database: Any) -> None:
    connection = empty_database()
    first, second = places("a", {"x": "甲"}), places("b", {"y": "乙"})
    load(connection, first)
    load(connection, second)
    assert_same(read_graph(connection), build_graph(first, second))
