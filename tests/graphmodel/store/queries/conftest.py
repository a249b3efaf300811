"""A database that is empty before each test, and a short way to fill it with rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

import neo4j
import networkx as nx
import pytest

from graphmodel.graph import About, Dataset, Records, build_graph
from graphmodel.schema import BY_NAME
from graphmodel.store import Connection, open_session
from graphmodel.store.write import write_schema

Rows: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]
AS_OF = date(2022, 6, 30)

# Two queries for every graph, so that the server plans them once: the product's own writes have one for each type.
CREATE_NODES = "UNWIND $rows AS row CREATE (n:$(row.labels)) SET n = row.values"
CREATE_RELATIONSHIPS = """
UNWIND $rows AS row
MATCH (a:Entity {id: row.start}) MATCH (b:Entity {id: row.end})
CREATE (a)-[r:$(row.type)]->(b) SET r = row.values
"""


@pytest.fixture(scope="session")
def indexed_server(neo4j_server: Connection) -> Connection:
    with open_session(neo4j_server) as session:
        write_schema(session)
    return neo4j_server


@pytest.fixture
def session(indexed_server: Connection) -> Iterator[neo4j.Session]:
    with open_session(indexed_server) as opened:
        opened.run("MATCH (n) DETACH DELETE n").consume()
        yield opened
        opened.run("MATCH (n) DETACH DELETE n").consume()


@pytest.fixture
def put() -> Callable[[neo4j.Session, nx.MultiDiGraph], None]:
    """Make the database hold a graph and nothing else."""

    def write(session: neo4j.Session, graph: nx.MultiDiGraph) -> None:
        session.run("MATCH (n) DETACH DELETE n").consume()
        session.run("CREATE (:Load {source: 'dataset', as_of: $as_of})", as_of=graph.graph["as_of"]).consume()
        nodes = [
            {
                "labels": ["Entity", *data["labels"]],
                "values": {"id": node, **{name: value for name, value in data.items() if name != "labels"}},
            }
            for node, data in graph.nodes(data=True)
        ]
        relationships = [
            {
                "start": start,
                "end": end,
                "type": data["type"],
                "values": {"key": key, **{name: value for name, value in data.items() if name != "type"}},
            }
            for start, end, key, data in graph.edges(keys=True, data=True)
        ]
        session.run(CREATE_NODES, rows=nodes).consume()
        session.run(CREATE_RELATIONSHIPS, rows=relationships).consume()

    return write


@pytest.fixture
def fill(session: neo4j.Session, put: Callable[[neo4j.Session, nx.MultiDiGraph], None]) -> Callable[..., neo4j.Session]:
    """Write rows, given by table, to the database; the date of the data is 2022-06-30 unless said otherwise."""

    def write(rows: Rows, *, as_of: date | None = AS_OF) -> neo4j.Session:
        tables = {}
        for name, listed in rows.items():
            columns = {key: [row.get(key) for row in listed] for row in listed for key in row}
            tables[name] = Records(BY_NAME[name], columns)
        put(session, build_graph(Dataset(About(as_of=as_of), tables)))
        return session

    return write
