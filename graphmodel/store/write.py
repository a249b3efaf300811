"""Writing a dataset over Bolt, in generated batches; the same dataset again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, TypeAlias

import neo4j

from graphmodel.errors import StoreError
from graphmodel.graph.build import about_source
from graphmodel.graph.dataset import Dataset
from graphmodel.graph.elements import NodeBatch, RelationshipBatch, node_batches, relationship_batches
from graphmodel.progress import Progress, silent
from graphmodel.schema.properties import ENTITY
from graphmodel.store import cypher

BATCH = 5_000
"""Rows a transaction: large enough to hide the round trip, small enough for a server with little memory."""


Group: TypeAlias = list[tuple[str, list[list[Any]]]]
"""Queries with their rows that are written in one transaction."""


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What a load did. ``unchanged`` where the database already held exactly this dataset.

    ``kept_foreign`` counts rows left alone since another source owns their node or relationship; ``foreign`` names such nodes.
    """

    source: str
    load: str
    way: str
    nodes: int
    relationships: int
    removed_nodes: int = 0
    removed_relationships: int = 0
    foreign: tuple[str, ...] = ()
    kept_foreign: int = 0
    unchanged: bool = False


def write_schema(session: neo4j.Session) -> None:
    """Make the constraints and indexes that are missing; indexes fill up while work goes on."""
    _run_missing(session, cypher.constraint_statements())
    _run_missing(session, cypher.index_statements())


def _run_missing(session: neo4j.Session, statements: Mapping[str, str]) -> None:
    # A constraint's index has the constraint's name.
    there = set(session.run("SHOW INDEXES YIELD name").value())
    for name, statement in statements.items():
        if name not in there:
            session.run(statement).consume()


def write_dataset(
    session: neo4j.Session, dataset: Dataset, *, remove_unlisted: bool = True, progress: Progress = silent
) -> LoadSummary:
    """Write a dataset: update what its source owns, remove what it no longer lists, touch nothing of another's.

    Where rows of the source could not be used (``remove_unlisted`` false) nothing is removed: what was loaded of them before
    stays until they are mended.

    A load that breaks off is marked so; `graphmodel.store.read_graph` refuses to read it until it was repeated.

    Raises
    ------
    StoreError
        If the server refuses a batch or goes away.
    """
    source, load = dataset.about.source, dataset.load
    _run_missing(session, cypher.constraint_statements())
    nodes, relationships = list(node_batches(dataset)), list(relationship_batches(dataset))
    total = sum(map(len, nodes)) + sum(map(len, relationships))
    if _holds(session, source, load, nodes, relationships, removed=remove_unlisted):
        return LoadSummary(source, load, "unchanged", *_sizes(nodes, relationships), unchanged=True)
    begin_load(session, dataset)
    empty = session.run(f"MATCH (n:{ENTITY}) RETURN n LIMIT 1").single() is None
    written = 0
    work = chain(
        (_node_work(batch, empty=empty) for batch in nodes),
        (_relationship_work(batch, empty=empty) for batch in relationships),
    )
    done = 0
    for group in _groups(work):
        written += session.execute_write(_run_group, group, source=source, load=load)
        done += sum(len(rows) for _, rows in group)
        progress("writing to Neo4j", done, total)
    removed = _remove_unlisted(session, source, load) if remove_unlisted and not empty else (0, 0)
    # Indexes for people come last: filling them at once is quicker than row by row.
    _run_missing(session, cypher.index_statements())
    end_load(session, source, removed=remove_unlisted)
    return LoadSummary(
        source,
        load,
        "batched writes",
        *_sizes(nodes, relationships),
        removed_nodes=removed[0],
        removed_relationships=removed[1],
        foreign=_foreign(session, source, nodes) if written < total else (),
        kept_foreign=total - written,
    )


def begin_load(session: neo4j.Session, dataset: Dataset) -> None:
    """Record a load as begun and not yet complete."""
    about = about_source(dataset)
    session.run(
        "MERGE (l:Load {source: $source}) SET l += $about, l.complete = false",
        source=dataset.about.source,
        about={**about, "tables": list(about["tables"])},
    ).consume()


def end_load(session: neo4j.Session, source: str, *, removed: bool) -> None:
    """Record a load as complete, and whether what it no longer lists was removed."""
    query = "MATCH (l:Load {source: $source}) SET l.complete = true, l.removed = $removed"
    session.run(query, source=source, removed=removed).consume()


def remove_source(session: neo4j.Session, source: str) -> tuple[int, int]:
    """Remove what a source owns; return how many nodes and relationships.

    A node that a tie of another source holds stays.
    """
    removed = _remove_unlisted(session, source, "")
    session.run("MATCH (l:Load {source: $source}) DELETE l", source=source).consume()
    return removed


def _foreign(session: neo4j.Session, source: str, batches: Sequence[NodeBatch]) -> tuple[str, ...]:
    query = (
        f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}}) WHERE n.source <> $source "
        "RETURN n.id + ' (' + n.source + ')' ORDER BY n.id"
    )
    ids = [identifier for batch in batches for identifier in batch.ids]
    return tuple(session.run(query, ids=ids, source=source).value())


def _sizes(nodes: Sequence[NodeBatch], relationships: Sequence[RelationshipBatch]) -> tuple[int, int]:
    return sum(map(len, nodes)), sum(map(len, relationships))


def _holds(
    session: neo4j.Session,
    source: str,
    load: str,
    nodes: Sequence[NodeBatch],
    relationships: Sequence[RelationshipBatch],
    *,
    removed: bool,
) -> bool:
    """Tell whether the database holds exactly this load: recorded as complete, and nothing of it missing."""
    query = "MATCH (l:Load {source: $source}) RETURN l.load AS load, l.complete AS complete, l.removed AS removed"
    record = session.run(query, source=source).single()
    if record is None or record["load"] != load or not record["complete"] or (removed and not record["removed"]):
        return False
    counts = session.run(
        f"MATCH (n:{ENTITY}) WHERE n.source = $source AND n.load = $load RETURN count(n) AS c UNION ALL "
        f"MATCH (:{ENTITY})-[r]->(:{ENTITY}) WHERE r.source = $source AND r.load = $load RETURN count(r) AS c",
        source=source,
        load=load,
    ).value()
    return tuple(counts) == _sizes(nodes, relationships)


def _node_work(batch: NodeBatch, *, empty: bool) -> tuple[str, Iterator[list[Any]]]:
    names = cypher.node_columns(batch.table)[1:]
    columns = [batch.ids, *(batch.properties.get(name, [None] * len(batch)) for name in names)]
    return cypher.write_nodes(batch.table, batch.labels, empty=empty), map(list, zip(*columns, strict=True))


def _relationship_work(batch: RelationshipBatch, *, empty: bool) -> tuple[str, Iterator[list[Any]]]:
    names = cypher.relationship_columns(batch.type)[3:]
    others = (batch.properties.get(name, [None] * len(batch)) for name in names)
    columns = [batch.starts, batch.ends, batch.keys, *others]
    return cypher.write_relationships(batch.type, empty=empty), map(list, zip(*columns, strict=True))


def _groups(work: Iterable[tuple[str, Iterator[list[Any]]]]) -> Iterator[Group]:
    """Cut the work into groups of at most `BATCH` rows, each to be one transaction: small tables share one."""
    group: Group = []
    room = BATCH
    for query, rows in work:
        while part := list(islice(rows, room)):
            group.append((query, part))
            room -= len(part)
            if room == 0:
                yield group
                group, room = [], BATCH
    if group:
        yield group


def _run_group(transaction: neo4j.ManagedTransaction, /, group: Group, **parameters: Any) -> int:
    return sum(_run_counted(transaction, query, "written", rows=rows, **parameters) for query, rows in group)


def _run_counted(transaction: neo4j.ManagedTransaction, /, query: str, counted: str, **parameters: Any) -> int:
    record = transaction.run(query, **parameters).single()
    if record is None:
        msg = "the server gave no count for a batch: repeat the command"
        raise StoreError(msg)
    return int(record[counted])


def _remove_unlisted(session: neo4j.Session, source: str, load: str) -> tuple[int, int]:
    # Relationships first: a node that still has one is held by another source.
    relationships = _remove(session, cypher.REMOVE_RELATIONSHIPS, source, load)
    return _remove(session, cypher.REMOVE_NODES, source, load), relationships


def _remove(session: neo4j.Session, query: str, source: str, load: str) -> int:
    removed = 0
    while count := session.execute_write(_run_counted, query, "removed", source=source, load=load, limit=BATCH):
        removed += count
    return removed
