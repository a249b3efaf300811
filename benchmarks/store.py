"""Load and read throughput against what one writes with the driver alone."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

import neo4j
import networkx as nx

from benchmarks.measure import Row, in_turn, seconds
from benchmarks.samples import throughput_dataset
from graphmodel.graph import Dataset, build_graph
from graphmodel.store import (
    Connection,
    connection_settings,
    load_dataset,
    open_session,
    read_graph,
    server,
    write_dataset,
)

NODES = int(os.environ.get("GONGJIAN_BENCH_NODES", "100000"))
PLAIN_BATCH = 1_000


def plain_load(connection: Connection, graph: nx.MultiDiGraph) -> None:
    """Load a graph as the driver's manual shows: UNWIND … MERGE for each batch."""
    driver = neo4j.GraphDatabase.driver(connection.uri, auth=connection.auth)
    with driver, driver.session() as session:
        session.run("CREATE CONSTRAINT plain_id IF NOT EXISTS FOR (n:Plain) REQUIRE n.id IS UNIQUE").consume()
        nodes = ({"id": node, "properties": without(data, "labels")} for node, data in graph.nodes(data=True))
        for rows in batches(nodes):
            session.run("UNWIND $rows AS row MERGE (n:Plain {id: row.id}) SET n += row.properties", rows=rows).consume()
        for kind in ("PART_OF", "LOCATED_IN", "SERVES_PLACE", "REPORTS_TO", "COVERS"):
            query = (
                "UNWIND $rows AS row MATCH (a:Plain {id: row.start}) MATCH (b:Plain {id: row.end}) "
                f"MERGE (a)-[r:{kind} {{key: row.key}}]->(b) SET r += row.properties"
            )
            edges = (
                {"start": start, "end": end, "key": key, "properties": without(data, "type")}
                for start, end, key, data in graph.edges(keys=True, data=True)
                if data["type"] == kind
            )
            for rows in batches(edges):
                session.run(query, rows=rows).consume()


def plain_read(connection: Connection) -> nx.MultiDiGraph:
    """Read a graph one record a node and one record a relationship."""
    graph = nx.MultiDiGraph()
    driver = neo4j.GraphDatabase.driver(connection.uri, auth=connection.auth)
    with driver, driver.session() as session:
        for record in session.run("MATCH (n:Entity) RETURN n"):
            node = record["n"]
            graph.add_node(node["id"], labels=tuple(sorted(node.labels)), **without(dict(node), "id"))
        for record in session.run("MATCH (a:Entity)-[r]->(b:Entity) RETURN a.id AS start, b.id AS end, r"):
            tie = record["r"]
            graph.add_edge(record["start"], record["end"], key=tie["key"], type=tie.type, **without(dict(tie), "key"))
    return graph


def without(data: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a copy of ``data`` without one key."""
    return {key: value for key, value in data.items() if key != name}


def batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Cut rows into batches of the usual thousand."""
    while part := list(islice(rows, PLAIN_BATCH)):
        yield part


def emptied(connection: Connection) -> None:
    """Remove everything from the benchmark's own server."""
    with open_session(connection) as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS").consume()


def generated_load(connection: Connection, dataset: Dataset) -> None:
    """Load by the generated batched writes."""
    with open_session(connection) as session:
        write_dataset(session, dataset)


def run() -> list[Row]:
    """Measure on an ephemeral local server."""
    with tempfile.TemporaryDirectory(prefix="gongjian-bench-") as folder:
        environ = {**os.environ, "GONGJIAN_DATA_DIR": folder}
        environ.pop("NEO4J_URI", None)
        try:
            return _measured(environ)
        finally:
            server.stop(server.data_dir(environ) / "neo4j")


def _measured(environ: dict[str, str]) -> list[Row]:
    dataset = throughput_dataset(NODES)
    graph = build_graph(dataset)
    size = f"{len(graph):,} nodes, {graph.number_of_edges():,} relationships"
    connection = connection_settings(environ)
    plain = seconds(lambda: plain_load(connection, graph))
    emptied(connection)
    generated = seconds(lambda: generated_load(connection, dataset))
    server.reset(server.data_dir(environ) / "neo4j")
    connection_settings(environ)
    bulk = seconds(lambda: load_dataset(dataset, environ=environ, bulk_from=0))
    connection = connection_settings(environ)
    columns, records = in_turn(lambda: read_graph(connection), lambda: plain_read(connection))
    loop = "UNWIND … MERGE, 1,000 rows a batch"
    return [
        Row("load, generated writes over Bolt", size, generated, plain, loop),
        Row("load, bulk import (server restart included)", size, bulk, plain, loop),
        Row("read the whole graph into networkx", size, columns, records, "one record a node or relationship"),
    ]
