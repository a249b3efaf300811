"""The place in the database that a text names."""

from __future__ import annotations

import neo4j
import networkx as nx

from graphmodel.graph import place_named

_PLACES = "MATCH (place:Place) RETURN place.id AS id, place.name AS name"
_PARTS = "MATCH (place:Place)-[:PART_OF]->(above:Place) RETURN place.id AS id, above.id AS above"


def place_in_transaction(transaction: neo4j.ManagedTransaction, text: str) -> str:
    """Return the code of the place that a text names, by its code or its name; see `graphmodel.graph.place_named`.

    Raises
    ------
    InputError
        If there is no such place, or several have the name.
    """
    graph = nx.MultiDiGraph()
    for row in transaction.run(_PLACES):
        graph.add_node(row["id"], labels=("Place",), name=row["name"] or "")
    for row in transaction.run(_PARTS):
        graph.add_edge(row["id"], row["above"], type="PART_OF")
    return place_named(graph, text)
