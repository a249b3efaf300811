"""The Cypher that writes and reads the graph, generated from the schema. Nobody writes it by hand."""

from __future__ import annotations

from functools import cache

from graphmodel.schema import NODE_TABLES, NodeTable
from graphmodel.schema.properties import (
    ENTITY,
    ORIGIN,
    SHARED,
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
    """Return what is read of a node: the id, every property of the table, and in how many rows it stands."""
    return ("id", *stored_names(node_properties(table)), *SHARED)


@cache
def written_node_columns(table: NodeTable) -> tuple[str, ...]:
    """Return what a row of `write_nodes` holds: what is read, and where it stands."""
    return (*node_columns(table), *ORIGIN)


@cache
def relationship_columns(relationship_type: str) -> tuple[str, ...]:
    """Return what is read of a relationship: both ends, the key, every property of the type, and its sources if several."""
    return ("start", "end", "key", *stored_names(properties_of_type(relationship_type)), SHARED[0])


@cache
def written_relationship_columns(relationship_type: str) -> tuple[str, ...]:
    """Return what a row of `write_relationships` holds: what is read, and where it stands."""
    return (*relationship_columns(relationship_type), *ORIGIN)


@cache
def write_nodes(table: NodeTable, labels: tuple[str, ...], *, empty: bool) -> str:
    """Return the query that writes nodes from ``$rows`` (lists in the order of `written_node_columns`).

    A label of ours that the node no longer has is taken away. Where the database has no node yet (``empty``) there is neither
    to look for.
    """
    names = written_node_columns(table)[1:]
    own = ":".join(labels)
    values = [f"n.{name} = row[{position}]" for position, name in enumerate(names, start=1)]
    body: tuple[str, ...] = (
        f"CREATE (n:{ENTITY}:{own} {{id: row[0]}})",
        f"SET n.source = $source, n.load = $load, {', '.join(values)}",
    )
    if not empty:
        body = (
            f"MERGE (n:{ENTITY} {{id: row[0]}})",
            f"REMOVE n:{':'.join(sorted(_all_labels() - set(labels)))}",
            f"SET n:{own}, n.source = $source, n.load = $load, {', '.join(values)}",
        )
    return "\n".join(("UNWIND $rows AS row", *body, "RETURN count(n) AS written"))


@cache
def write_relationships(relationship_type: str, *, empty: bool) -> str:
    """Return the query that writes relationships from ``$rows`` (lists in the order of `written_relationship_columns`).

    Where the database has none yet (``empty``) they are created without looking for one with the same key.
    """
    names = written_relationship_columns(relationship_type)[3:]
    sets = "".join(f", r.{name} = row[{position}]" for position, name in enumerate(names, start=3))
    pattern = f"(a)-[r:{relationship_type} {{key: row[2]}}]->(b)"
    match = (
        "UNWIND $rows AS row",
        f"MATCH (a:{ENTITY} {{id: row[0]}})",
        f"MATCH (b:{ENTITY} {{id: row[1]}})",
    )
    way = "CREATE" if empty else "MERGE"
    body = (f"{way} {pattern}", f"SET r.source = $source, r.load = $load{sets}")
    return "\n".join((*match, *body, "RETURN count(r) AS written"))


REMOVE_NODES = f"UNWIND $rows AS id MATCH (n:{ENTITY} {{id: id}}) DETACH DELETE n RETURN count(*) AS written"
"""Removes nodes by their ids, with every relationship that still holds them."""


@cache
def remove_relationships(relationship_type: str) -> str:
    """Return the query that removes relationships by ``$rows`` of both ends and the key."""
    return "\n".join(
        (
            "UNWIND $rows AS row",
            f"MATCH (a:{ENTITY} {{id: row[0]}})",
            f"MATCH (b:{ENTITY} {{id: row[1]}})",
            f"MATCH (a)-[r:{relationship_type} {{key: row[2]}}]->(b)",
            "DELETE r",
            "RETURN count(*) AS written",
        )
    )


RENAME_LOAD = tuple(
    f"MATCH {pattern} WHERE {name}.source = $source AND {name}.load <> $load "
    f"CALL ({name}) {{ SET {name}.load = $load }} IN TRANSACTIONS OF 20000 ROWS"
    for name, pattern in (("n", f"(n:{ENTITY})"), ("r", f"(:{ENTITY})-[r]->(:{ENTITY})"))
)
"""Lets what a source owns belong to its new load, so that only what differs has to be written."""

COUNTS = (
    f"MATCH (n:{ENTITY}) RETURN n.source AS source, n.load AS load, count(*) AS count",
    f"MATCH (:{ENTITY})-[r]->(:{ENTITY}) RETURN r.source AS source, r.load AS load, count(*) AS count",
)
"""Counts nodes, then relationships, by source and load."""


@cache
def read_nodes(table: NodeTable, *, scoped: bool, placed: bool = False) -> str:
    """Return the query that reads a table's nodes as columns, in parts of ``$size``; with where they stand if ``placed``.

    Each record holds labels, source and load once, and a list for the ids and for every property: columns cost a fraction of
    one record a node. Where ``scoped`` only the nodes with ``$ids`` are read.
    """
    names = written_node_columns(table) if placed else node_columns(table)
    columns = ", ".join(f"[n IN part | {_exported('n', name)}] AS `{name}`" for name in names)
    match = (f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}}) WHERE n:{table.label}",)
    return "\n".join(
        (
            *(match if scoped else (f"MATCH (n:{table.label}) WHERE n:{ENTITY}",)),
            "WITH labels(n) AS labels, n.source AS source, n.load AS load, collect(n) AS nodes",
            "UNWIND range(0, size(nodes) - 1, $size) AS begin",
            "WITH labels, source, load, nodes[begin..begin + $size] AS part",
            f"RETURN labels, source, load, {columns}",
        )
    )


@cache
def read_relationships(relationship_type: str, *, scoped: bool, placed: bool = False) -> str:
    """Return the query that reads a type's relationships as columns, in parts of ``$size``, likewise.

    Where ``scoped`` only those are read that touch a node with one of ``$ids``.
    """
    written = written_relationship_columns if placed else relationship_columns
    names = ("key", *written(relationship_type)[3:])
    columns = ", ".join(f"[r IN part | {_exported('r', name)}] AS `{name}`" for name in names)
    match = (f"UNWIND $ids AS id MATCH (:{ENTITY} {{id: id}})-[r:{relationship_type}]-() WITH DISTINCT r",)
    return "\n".join(
        (
            *(match if scoped else (f"MATCH ()-[r:{relationship_type}]->()",)),
            # One without a key is somebody else's.
            "WITH r WHERE r.key IS NOT NULL",
            "WITH r.source AS source, r.load AS load, collect(r) AS relationships",
            "UNWIND range(0, size(relationships) - 1, $size) AS begin",
            "WITH source, load, relationships[begin..begin + $size] AS part",
            "RETURN source, load, [r IN part | startNode(r).id] AS start, [r IN part | endNode(r).id] AS end, "
            + columns,
        )
    )


@cache
def whole_nodes(table: NodeTable, *, owned: bool) -> str:
    """Return the query that reads all of a table's nodes as columns, in parts of ``$size``, with the number of each.

    The number is the server's own, good while the transaction lasts: relationships name their ends by it, which costs no look at
    a property. Source and load are read where ``owned``: one source alone owns everything.
    """
    columns = ", ".join(f"[n IN part | {_exported('n', name)}] AS `{name}`" for name in node_columns(table))
    by, also = _OWNER["n", owned]
    return "\n".join(
        (
            f"MATCH (n:{table.label}) WHERE n:{ENTITY}",
            f"WITH collect(n) AS nodes, labels(n) AS labels{by}",
            "UNWIND range(0, size(nodes) - 1, $size) AS begin",
            f"WITH nodes[begin..begin + $size] AS part, labels{also}",
            f"RETURN [n IN part | id(n)] AS number, labels{also}, {columns}",
        )
    )


@cache
def whole_relationships(relationship_type: str, *, owned: bool) -> str:
    """Return the query that reads all relationships of a type as columns, likewise; both ends are numbers.

    Those without a key, which are somebody else's, come too.
    """
    names = ("key", *relationship_columns(relationship_type)[3:])
    columns = ", ".join(f"[r IN part | {_exported('r', name)}] AS `{name}`" for name in names)
    by, also = _OWNER["r", owned]
    return "\n".join(
        (
            f"MATCH ()-[r:{relationship_type}]->()",
            f"WITH collect(r) AS relationships{by}",
            "UNWIND range(0, size(relationships) - 1, $size) AS begin",
            f"WITH relationships[begin..begin + $size] AS part{also}",
            "RETURN [r IN part | id(startNode(r))] AS start, [r IN part | id(endNode(r))] AS end, " + columns + also,
        )
    )


_OWNER = {
    (variable, owned): (f", {variable}.source AS source, {variable}.load AS load", ", source, load")
    if owned
    else ("", "")
    for variable in ("n", "r")
    for owned in (False, True)
}


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
