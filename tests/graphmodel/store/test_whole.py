"""The whole graph is read as it is declared, whatever else is in the database and whatever happens meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import networkx as nx
import pytest

from graphmodel.bilingual import Bilingual
from graphmodel.errors import StoreError
from graphmodel.graph import About, Dataset, Records, build_graph
from graphmodel.schema import BY_NAME
from graphmodel.store import Connection, open_session, read_graph, write_dataset

pytestmark = pytest.mark.neo4j


def places(source: str, *ids: str) -> Dataset:
    columns: dict[str, list[str | None]] = {
        "place_id": list(ids),
        "name": [f"区划{id_}" for id_ in ids],
        "level": ["zone"] * len(ids),
        "parent_id": [None, *ids[:-1]],
    }
    return Dataset(About(source, as_of=date(2024, 6, 30)), {"places": Records(BY_NAME["places"], columns)})


def test_what_others_keep_in_the_database_is_not_read(empty_database: Callable[[], Connection]) -> None:
    connection, own = empty_database(), places("a", "p1", "p2", "p3")
    with open_session(connection) as session:
        write_dataset(session, own)
        session.run("MATCH (a:Place {id: 'p1'}), (b:Place {id: 'p3'}) CREATE (a)-[:PART_OF {note: 'not ours'}]->(b)")
        session.run("MATCH (a:Place {id: 'p1'}) CREATE (a)<-[:PART_OF]-(:Place {id: 'p9', name: 'not ours'})")
    assert nx.utils.graphs_equal(read_graph(connection), build_graph(own))


def test_each_element_belongs_to_its_source_where_there_are_several(empty_database: Callable[[], Connection]) -> None:
    connection, first, second = empty_database(), places("a", "p1", "p2"), places("b", "q1", "q2", "q3")
    with open_session(connection) as session:
        write_dataset(session, first)
        write_dataset(session, second)
    assert nx.utils.graphs_equal(read_graph(connection), build_graph(first, second))


@pytest.mark.parametrize("scope", [None, "p1"])
def test_a_load_while_the_graph_is_read_is_told(empty_database: Callable[[], Connection], scope: str | None) -> None:
    connection = empty_database()
    with open_session(connection) as session:
        write_dataset(session, places("a", "p1", "p2"))
    loaded: list[str] = []

    def loading(what: Bilingual | str, _done: int, _total: int | None) -> None:
        if isinstance(what, Bilingual) and what.en == "reading nodes" and not loaded:
            loaded.append(what.en)
            with open_session(connection) as other:
                write_dataset(other, places("a", "p1", "p2", "p3"))

    with pytest.raises(StoreError, match="changed while they were read"):
        read_graph(connection, scope=scope, progress=loading)
    assert len(read_graph(connection)) == len(("p1", "p2", "p3"))
