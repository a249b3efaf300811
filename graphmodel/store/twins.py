"""The gap rules inside Neo4j: run their twins, and read what is around the findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import neo4j
import networkx as nx
from neo4j.time import Date

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph.build import describe
from graphmodel.graph.dates import day_of
from graphmodel.graph.snapshot import NO_DATE
from graphmodel.progress import Progress, silent
from graphmodel.schema import NODE_TABLES
from graphmodel.schema.properties import ENTITY
from graphmodel.store.places import place_in_transaction
from graphmodel.store.queries import Query, query_book
from graphmodel.store.queries.parameters import bind
from graphmodel.store.read import sources_of
from graphmodel.store.session import open_session
from graphmodel.store.settings import Connection

_WORK = Bilingual("rules in the database", "数据库中的缺口规则")

FOLDER = "gaps"
"""Where the twins are in the query book; a twin has the name of its rule."""

Row = Mapping[str, Any]

# What a thing is, what it is called, and when it exists. Columns cost a fraction of one record a node.
_LIFETIMES = {name for table in NODE_TABLES for name in (table.begins, table.ends) if name is not None}
_KEPT = sorted({"name", "title", "level", "kind"} | _LIFETIMES)
_NODES = f"""
UNWIND $ids AS id
MATCH (n:{ENTITY} {{id: id}})
RETURN collect(n.id) AS ids, collect(labels(n)) AS labels, collect(n {{{", ".join(f".{name}" for name in _KEPT)}}}) AS values
"""
# What says where a thing lies, and of a need who raised it.
_TIES = f"""
UNWIND $ids AS id
MATCH (n:{ENTITY} {{id: id}})
CALL (n) {{
  MATCH (n)-[r:LOCATED_IN|SERVES_PLACE|REPRESENTS|BELONGS_TO|PART_OF]->()
  RETURN r
  UNION ALL
  MATCH (n)<-[r:RAISED]-()
  RETURN r
}}
RETURN collect(startNode(r).id) AS starts, collect(endNode(r).id) AS ends, collect(type(r)) AS types
"""
# One node of each sort is enough to know of what sorts there are any.
_SORTS = f"MATCH (n:{ENTITY}) WITH labels(n) AS labels, n.kind AS kind, min(n.id) AS id RETURN id"
_MEMBERSHIP = f"""
MATCH (n:{ENTITY})-[r:MEMBER_OF]->(m:{ENTITY})
WITH n, r, m LIMIT 1
RETURN collect(n.id) AS starts, collect(m.id) AS ends, collect(type(r)) AS types
"""


@dataclass(frozen=True, slots=True)
class TwinResult:
    """What the twins gave.

    Attributes
    ----------
    rows
        For each rule its rows by column; dates are `datetime.date`.
    surroundings
        The part of the graph that tells what the ids in the rows are called and where they lie, with a node of every
        sort that the database holds. Its own attributes are those of the whole graph.
    """

    rows: Mapping[str, tuple[Row, ...]]
    surroundings: nx.MultiDiGraph


def twins() -> dict[str, Query]:
    """Return the twins by the id of their rule.

    Examples
    --------
    >>> [parameter.name for parameter in twins()["alliance-dormant"].parameters]
    ['as_of', 'days', 'scope']
    """
    return {name: query for name, query in query_book().items() if query.folder == FOLDER}


def run_twins(
    connection: Connection,
    numbers: Mapping[str, Mapping[str, float]],
    *,
    as_of: date | str | None = None,
    scope: str | None = None,
    progress: Progress = silent,
) -> TwinResult:
    """Run twins inside the database, all in one transaction.

    Parameters
    ----------
    connection
        See `graphmodel.store.connection_settings`.
    numbers
        The rules to run, each with its numbers by name; one that is left out has its default.
    as_of
        The date of the run; that of the data where None.
    scope
        A place, by its code or its name: only what lies in it or below.
    progress
        Told of every rule.

    Raises
    ------
    InputError
        If there is no date, no data or no such place.
    QueryError
        If a rule has no twin, or a number is not one of its twin's.
    StoreError
        If the server cannot be reached, or the last load of a source broke off.
    """
    with open_session(connection) as session:
        return session.execute_read(run_in_transaction, numbers, as_of, scope, progress)


def run_in_transaction(
    transaction: neo4j.ManagedTransaction,
    numbers: Mapping[str, Mapping[str, float]],
    as_of: date | str | None,
    scope: str | None,
    progress: Progress,
) -> TwinResult:
    """Run twins and read the surroundings of what they found."""
    graph = nx.MultiDiGraph()
    graph.graph.update(describe(sources_of(transaction)))
    if as_of is not None:
        graph.graph["as_of"] = day_of(as_of)
    _check(transaction, graph)
    scope = None if scope is None else place_in_transaction(transaction, scope)
    rows: dict[str, tuple[Row, ...]] = {}
    for done, rule in enumerate(numbers):
        progress(_WORK, done, len(numbers))
        rows[rule] = _run(transaction, twins()[rule], {**numbers[rule], "as_of": graph.graph["as_of"], "scope": scope})
    progress(_WORK, len(numbers), len(numbers))
    mentioned = {value for found in rows.values() for row in found for value in _texts(row.values())}
    sorts = set(transaction.run(_SORTS).value()) | _earliest(transaction)
    _read_around(transaction, graph, mentioned | sorts | ({scope} if scope is not None else set()))
    return TwinResult(rows, graph)


def _check(transaction: neo4j.ManagedTransaction, graph: nx.MultiDiGraph) -> None:
    if transaction.run(f"MATCH (n:{ENTITY}) RETURN n.id LIMIT 1").single() is None:
        msg = Bilingual(
            "found no data in the database: load some with `gongjian load PATH`",
            "数据库中没有数据：请先用 `gongjian load PATH` 载入",
        )
        raise InputError(msg)
    if graph.graph["as_of"] is None:
        raise InputError(NO_DATE)


def _run(transaction: neo4j.ManagedTransaction, query: Query, given: Mapping[str, Any]) -> tuple[Row, ...]:
    names = {parameter.name for parameter in query.parameters}
    # The date is every rule's, but a twin that compares no dates does not take it.
    values = bind(query, {name: value for name, value in given.items() if name in names or name != "as_of"})
    return tuple(
        {name: _native(value) for name, value in record.data().items()}
        for record in transaction.run(query.cypher, values)
    )


def _native(value: Any) -> Any:
    if isinstance(value, Date):
        return value.to_native()
    return [_native(item) for item in value] if isinstance(value, list) else value


def _texts(values: Iterable[Any]) -> Iterable[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from _texts(value)


def _earliest(transaction: neo4j.ManagedTransaction) -> set[str]:
    """Return the ids of what began first, one of each table: whether anything has begun shows in them."""
    found: set[str] = set()
    for table in NODE_TABLES:
        if table.begins is not None:
            query = f"MATCH (n:{table.label}) WHERE n.{table.begins} IS NOT NULL RETURN n.id ORDER BY n.{table.begins} LIMIT 1"
            found.update(transaction.run(query).value())
    return found


def _read_around(transaction: neo4j.ManagedTransaction, graph: nx.MultiDiGraph, ids: set[str]) -> None:
    """Read nodes, and follow their ties to the places they lie in and up to the top."""
    edges: set[tuple[str, str, str]] = set()
    new = ids
    while new:
        _read_nodes(transaction, graph, new)
        found = _ends(transaction.run(_TIES, ids=sorted(new)))
        edges |= found
        new = {node for start, end, _ in found for node in (start, end)} - set(graph)
    memberships = _ends(transaction.run(_MEMBERSHIP))
    _read_nodes(transaction, graph, {node for start, end, _ in memberships for node in (start, end)} - set(graph))
    for start, end, kind in sorted(edges | memberships):
        graph.add_edge(start, end, key=kind, type=kind)


def _read_nodes(transaction: neo4j.ManagedTransaction, graph: nx.MultiDiGraph, ids: set[str]) -> None:
    record = transaction.run(_NODES, ids=sorted(ids)).single(strict=True)
    shared: dict[tuple[str, ...], tuple[str, ...]] = {}
    for id_, labels, values in zip(*record.values(), strict=True):
        own = tuple(sorted(set(labels) - {ENTITY}))
        known = {name: _native(value) for name, value in values.items() if value is not None}
        graph.add_node(id_, labels=shared.setdefault(own, own), **known)


def _ends(result: neo4j.Result) -> set[tuple[str, str, str]]:
    return set(zip(*result.single(strict=True).values(), strict=True))
