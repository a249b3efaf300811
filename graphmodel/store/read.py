"""Reading the graph back, whole or for a place, column by column."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import neo4j
import networkx as nx

from graphmodel.bilingual import Bilingual
from graphmodel.errors import StoreError
from graphmodel.graph.build import add_nodes, add_relationships, describe
from graphmodel.graph.collector import collector_paused
from graphmodel.graph.elements import NodeBatch, RelationshipBatch
from graphmodel.progress import Progress, silent
from graphmodel.schema import NODE_TABLES, NodeTable
from graphmodel.schema.properties import ENTITY, PROVENANCE, relationship_types
from graphmodel.store import cypher
from graphmodel.store.ahead import fetched_ahead
from graphmodel.store.columns import PART, typed
from graphmodel.store.places import place_in_transaction
from graphmodel.store.session import open_session
from graphmodel.store.settings import Connection
from graphmodel.store.whole import CHANGED, every_batch

_CORE = f"""
MATCH (top:Place {{id: $scope}})<-[:PART_OF*0..]-(place:Place)
WITH collect(DISTINCT place) AS places
UNWIND places AS place
OPTIONAL MATCH (direct:{ENTITY})-[:LOCATED_IN|SERVES_PLACE|REPRESENTS]->(place)
OPTIONAL MATCH (place)<-[:LOCATED_IN]-(:Unit)<-[:BELONGS_TO]-(within:PartyOrganization)
WHERE NOT EXISTS {{ (within)-[:SERVES_PLACE]->() }}
WITH collect(DISTINCT place.id) + collect(DISTINCT direct.id) + collect(DISTINCT within.id) AS ids
UNWIND ids AS id
RETURN collect(DISTINCT id) AS ids
"""
_ABOVE = "MATCH (:Place {id: $scope})-[:PART_OF*0..]->(place:Place) RETURN collect(DISTINCT place.id) AS ids"
_LOADS = (
    "MATCH (l:Load) RETURN l.source AS source, l.title AS title, l.as_of AS as_of, l.synthetic AS synthetic, "
    "l.note AS note, l.load AS load, l.tables AS tables, l.complete AS complete, l.leaving AS leaving ORDER BY source"
)


def read_graph(connection: Connection, *, scope: str | None = None, progress: Progress = silent) -> nx.MultiDiGraph:
    """Read the stakeholder graph from Neo4j.

    Parameters
    ----------
    connection
        See `graphmodel.store.connection_settings`.
    scope
        A place's code, or its name where only one has it: only what lies in it or below, every tie that touches it with its other end, and the places above
        (see `graphmodel.graph.restrict`). The whole graph where None.

    Returns
    -------
    networkx.MultiDiGraph
        Equal to `graphmodel.graph.build_graph` of the datasets loaded: nodes, parallel edges, attributes and types.

    Raises
    ------
    InputError
        If there is no such place, or several have the name.
    StoreError
        If the server cannot be reached, or the last load of a source broke off.
    """
    with open_session(connection) as session, collector_paused():
        return session.execute_read(read_in_transaction, scope, progress)


def read_in_transaction(
    transaction: neo4j.ManagedTransaction, scope: str | None, progress: Progress
) -> nx.MultiDiGraph:
    """Read everything in one transaction, and raise `StoreError` where a load changed it meanwhile."""
    graph = nx.MultiDiGraph()
    sources = sources_of(transaction)
    graph.graph.update(describe(sources))
    if scope is None:
        for batch in fetched_ahead(every_batch(transaction, sources, progress)):
            if isinstance(batch, NodeBatch):
                add_nodes(graph, [batch])
            else:
                add_relationships(graph, [batch])
    else:
        scope = place_in_transaction(transaction, scope)
        graph.graph["scope"] = scope
        _read_scope(transaction, graph, scope, progress)
    _check_unchanged(transaction, sources)
    return graph


def _check_unchanged(transaction: neo4j.ManagedTransaction, before: dict[str, dict[str, Any]]) -> None:
    """Raise `StoreError` where a load has begun or ended since: the server shows a transaction what others commit."""
    try:
        same = sources_of(transaction) == before
    except StoreError as error:
        raise StoreError(CHANGED) from error
    if not same:
        raise StoreError(CHANGED)


def sources_of(transaction: neo4j.ManagedTransaction) -> dict[str, dict[str, Any]]:
    """Return what is recorded of each source; raise `StoreError` where a load broke off."""
    found: dict[str, dict[str, Any]] = {}
    for record in transaction.run(_LOADS):
        about = record.data()
        source = about.pop("source")
        leaving = about.pop("leaving")
        if not about.pop("complete"):
            last = Bilingual("removal", "移除") if leaving else Bilingual("load", "载入")
            command = "unload" if leaving else "load"
            msg = Bilingual(
                f"the last {last.en} of {source!r} broke off: repeat `gongjian {command}` for it, then this command",
                f"{source!r} 上一次{last.zh}中断：请先重新运行 `gongjian {command}`，再运行本命令",
            )
            raise StoreError(msg)
        as_of = about["as_of"]
        found[source] = {
            **about,
            "as_of": None if as_of is None else as_of.to_native(),
            "tables": tuple(about["tables"]),
        }
    return found


def _read_scope(transaction: neo4j.ManagedTransaction, graph: nx.MultiDiGraph, scope: str, progress: Progress) -> None:
    above = transaction.run(_ABOVE, scope=scope).single(strict=True)["ids"]
    core = transaction.run(_CORE, scope=scope).single(strict=True)["ids"]
    batches = list(_relationship_batches(transaction, core, progress))
    chain = list(_batches_of(transaction, "PART_OF", above))
    kept = {*core, *above}
    for batch in batches:
        kept.update(batch.starts)
        kept.update(batch.ends)
    _read_nodes(transaction, graph, sorted(kept), progress)
    add_relationships(graph, batches)
    for batch in chain:
        _add_between(graph, batch, set(above))


def _add_between(graph: nx.MultiDiGraph, batch: RelationshipBatch, ends: set[str]) -> None:
    rows = [row for row in range(len(batch)) if batch.starts[row] in ends and batch.ends[row] in ends]
    part = RelationshipBatch(
        batch.type,
        [batch.starts[row] for row in rows],
        [batch.ends[row] for row in rows],
        [batch.keys[row] for row in rows],
        {name: [values[row] for row in rows] for name, values in batch.properties.items()},
    )
    add_relationships(graph, [part])


def _read_nodes(
    transaction: neo4j.ManagedTransaction, graph: nx.MultiDiGraph, ids: list[str], progress: Progress
) -> None:
    for number, table in enumerate(NODE_TABLES, start=1):
        add_nodes(graph, _node_batches(transaction, table, ids))
        progress(Bilingual("reading nodes", "读取节点"), number, len(NODE_TABLES))


def _node_batches(transaction: neo4j.ManagedTransaction, table: NodeTable, ids: list[str]) -> Iterator[NodeBatch]:
    known: dict[str, date] = {}
    names = cypher.node_columns(table)[1:]
    allowed = {*table.labels, table.label, *table.subtypes.values()}
    for record in transaction.run(cypher.read_nodes(table, scoped=True), ids=ids, size=PART):
        columns = {name: typed(name, record[name], known) for name in names}
        labels = tuple(sorted(allowed.intersection(record["labels"])))
        yield NodeBatch(table, labels, record["id"], {**columns, **_provenance(record)})


def _relationship_batches(
    transaction: neo4j.ManagedTransaction, ids: list[str], progress: Progress
) -> Iterator[RelationshipBatch]:
    kinds = relationship_types()
    for number, kind in enumerate(kinds, start=1):
        yield from _batches_of(transaction, kind, ids)
        progress(Bilingual("reading relationships", "读取关系"), number, len(kinds))


def _batches_of(transaction: neo4j.ManagedTransaction, kind: str, ids: list[str]) -> Iterator[RelationshipBatch]:
    known: dict[str, date] = {}
    names = cypher.relationship_columns(kind)[3:]
    for record in transaction.run(cypher.read_relationships(kind, scoped=True), ids=ids, size=PART):
        columns = {name: typed(name, record[name], known) for name in names}
        yield RelationshipBatch(kind, record["start"], record["end"], record["key"], {**columns, **_provenance(record)})


def _provenance(record: neo4j.Record) -> dict[str, list[str]]:
    """Repeat what a part of elements has in common for each of them."""
    count = len(record["key" if "key" in record.keys() else "id"])  # noqa: SIM118 -- a record's `in` asks for values
    return {name: [record[name]] * count for name in PROVENANCE}
