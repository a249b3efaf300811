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
from tests.database import create_graph

Rows: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]
AS_OF = date(2022, 6, 30)


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
        create_graph(session, graph)

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
