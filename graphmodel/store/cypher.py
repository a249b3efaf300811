"""The Cypher that writes and reads the graph, generated from the schema. Nobody writes it by hand."""

from __future__ import annotations

from functools import cache

from graphmodel.schema import NODE_TABLES, NodeTable
from graphmodel.schema.properties import (
    ENTITY,
    node_properties,
    properties_of_type,
    relationship_types,
    stored_names,
)


@cache
def constraint_statements() -> dict[str, str]:
    """Return the statements that make constraints, by the name each gives; all can be run again."""
    return {
        "entity_id": f"CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:{ENTITY}) REQUIRE n.id IS UNIQUE",
        "load_source": "CREATE CONSTRAINT load_source IF NOT EXISTS FOR (n:Load) REQUIRE n.source IS UNIQUE",
    }


@cache
def index_statements() -> dict[str, str]:
    """Return the statements that make the indexes by which people look things up, likewise."""
    statements: dict[str, str] = {}
    for table in NODE_TABLES:
        names = stored_names(node_properties(table))
        for name in ("name", "title", "uscc", "kind"):
            if name in names:
                index = f"{table.label}_{name}".lower()
                statements[index] = f"CREATE INDEX {index} IF NOT EXISTS FOR (n:{table.label}) ON (n.{name})"
    labels = "|".join(table.label for table in NODE_TABLES)
    statements["entity_text"] = (
        f"CREATE FULLTEXT INDEX entity_text IF NOT EXISTS FOR (n:{labels}) ON EACH [n.name, n.title] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
    )
    return statements


@cache
def node_columns(table: NodeTable) -> tuple[str, ...]:
    """Return what a row of `write_nodes` holds: the id, then every property of the table."""
    return ("id", *stored_names(node_properties(table)))


@cache
def relationship_columns(relationship_type: str) -> tuple[str, ...]:
    """Return what a row of `write_relationships` holds: both ends, the key, then every property of the type."""
    return ("start", "end", "key", *stored_names(properties_of_type(relationship_type)))


@cache
def write_nodes(table: NodeTable, labels: tuple[str, ...], *, empty: bool) -> str:
    """Return the query that writes nodes from ``$rows`` (lists in the order of `node_columns`).

    A node of another source is left as it is. A label of ours that the node no longer has is taken away. Where the
    database has no node yet (``empty``) there is neither to look for.
    """
    names = node_columns(table)[1:]
    own = ":".join(labels)
    values = [f"n.{name} = row[{position}]" for position, name in enumerate(names, start=1)]
    body: tuple[str, ...] = (
        f"CREATE (n:{ENTITY}:{own} {{id: row[0]}})",
        f"SET n.source = $source, n.load = $load, {', '.join(values)}",
    )
    if not empty:
        body = (
            f"MERGE (n:{ENTITY} {{id: row[0]}})",
            "ON CREATE SET n.source = $source",
            "WITH n, row WHERE n.source = $source",
            f"REMOVE n:{':'.join(sorted(_all_labels() - set(labels)))}",
            f"SET n:{own}, n.load = $load, {', '.join(values)}",
        )
    return "\n".join(("UNWIND $rows AS row", *body, "RETURN count(n) AS written"))


@cache
def write_relationships(relationship_type: str, *, empty: bool) -> str:
    """Return the query that writes relationships from ``$rows`` (lists in the order of `relationship_columns`).

    Where the database has none yet (``empty``) they are created without looking for one with the same key.
    """
    names = relationship_columns(relationship_type)[3:]
    sets = "".join(f", r.{name} = row[{position}]" for position, name in enumerate(names, start=3))
    pattern = f"(a)-[r:{relationship_type} {{key: row[2]}}]->(b)"
    match = (
        "UNWIND $rows AS row",
        f"MATCH (a:{ENTITY} {{id: row[0]}})",
        f"MATCH (b:{ENTITY} {{id: row[1]}})",
    )
    body: tuple[str, ...] = (f"CREATE {pattern}", f"SET r.source = $source, r.load = $load{sets}")
    if not empty:
        body = (
            f"MERGE {pattern}",
            "ON CREATE SET r.source = $source",
            "WITH r, row WHERE r.source = $source",
            f"SET r.load = $load{sets}",
        )
    return "\n".join((*match, *body, "RETURN count(r) AS written"))


REMOVE_RELATIONSHIPS = f"""
MATCH (:{ENTITY})-[r]->(:{ENTITY})
WHERE r.source = $source AND r.load <> $load
WITH r LIMIT $limit
DELETE r
RETURN count(*) AS removed
"""
"""Removes relationships of ``$source`` that the load ``$load`` did not list."""

REMOVE_NODES = f"""
MATCH (n:{ENTITY})
WHERE n.source = $source AND n.load <> $load AND NOT EXISTS {{ (n)--() }}
WITH n LIMIT $limit
DELETE n
RETURN count(*) AS removed
"""
"""Removes nodes of ``$source`` not listed by ``$load``, unless a tie of another source holds them."""


@cache
def read_nodes(table: NodeTable, *, scoped: bool) -> str:
    """Return the query that reads a table's nodes as columns, in parts of ``$size``.

    Each record holds labels, source and load once, and a list for the ids and for every property: columns cost a fraction of
    one record a node. Where ``scoped`` only the nodes with ``$ids`` are read.
    """
    columns = ", ".join(f"[n IN part | {_exported('n', name)}] AS `{name}`" for name in node_columns(table))
    match = (f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}}) WHERE n:{table.label}",)
    return "\n".join(
        (
            *(match if scoped else (f"MATCH (n:{table.label})",)),
            "WITH labels(n) AS labels, n.source AS source, n.load AS load, collect(n) AS nodes",
            "UNWIND range(0, size(nodes) - 1, $size) AS begin",
            "WITH labels, source, load, nodes[begin..begin + $size] AS part",
            f"RETURN labels, source, load, {columns}",
        )
    )


@cache
def read_relationships(relationship_type: str, *, scoped: bool) -> str:
    """Return the query that reads a type's relationships as columns, in parts of ``$size``.

    Where ``scoped`` only those are read that touch a node with one of ``$ids``.
    """
    names = ("key", *relationship_columns(relationship_type)[3:])
    columns = ", ".join(f"[r IN part | {_exported('r', name)}] AS `{name}`" for name in names)
    match = (f"UNWIND $ids AS id MATCH (:{ENTITY} {{id: id}})-[r:{relationship_type}]-() WITH DISTINCT r",)
    return "\n".join(
        (
            *(match if scoped else (f"MATCH ()-[r:{relationship_type}]->()",)),
            "WITH r.source AS source, r.load AS load, collect(r) AS relationships",
            "UNWIND range(0, size(relationships) - 1, $size) AS begin",
            "WITH source, load, relationships[begin..begin + $size] AS part",
            "RETURN source, load, [r IN part | startNode(r).id] AS start, [r IN part | endNode(r).id] AS end, "
            + columns,
        )
    )


@cache
def date_names() -> frozenset[str]:
    """Return the names of all date properties."""
    named = [item for table in NODE_TABLES for item in node_properties(table)]
    named += [item for kind in relationship_types() for item in properties_of_type(kind)]
    return frozenset(item.name for item in named if item.kind == "date")


@cache
def _all_labels() -> frozenset[str]:
    found: set[str] = set()
    for table in NODE_TABLES:
        found.update((table.label, *table.labels, *table.subtypes.values()))
    return frozenset(found)


def _exported(variable: str, name: str) -> str:
    # Text crosses the wire and becomes a date in Python far sooner than the driver's own date does.
    return f"toString({variable}.{name})" if name in date_names() else f"{variable}.{name}"
