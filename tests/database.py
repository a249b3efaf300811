"""A graph in the database by two queries for all types, which the server plans once: the product's own writes have one for each type."""

from __future__ import annotations

import neo4j
import networkx as nx

_NODES = "UNWIND $rows AS row CREATE (n:Entity:$(row.labels)) SET n = row.values"
_RELATIONSHIPS = """
UNWIND $rows AS row
MATCH (a:Entity {id: row.start}) MATCH (b:Entity {id: row.end})
CREATE (a)-[r:$(row.type)]->(b) SET r = row.values
"""


def create_graph(runner: neo4j.Session | neo4j.Transaction, graph: nx.MultiDiGraph) -> None:
    """Create the nodes and relationships of a graph; its load is the caller's to write."""
    # A property that is set to null is left out by the server.
    nodes = [
        {"labels": data["labels"], "values": {"id": node, **data, "labels": None}}
        for node, data in graph.nodes(data=True)
    ]
    runner.run(_NODES, rows=nodes).consume()
    relationships = [
        {"start": start, "end": end, "type": data["type"], "values": {**data, "key": key, "type": None}}
        for start, end, key, data in graph.edges(keys=True, data=True)
    ]
    runner.run(_RELATIONSHIPS, rows=relationships).consume()
