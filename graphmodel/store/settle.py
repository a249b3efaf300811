"""Making the graph what is declared: the whole graph is compared with it, and what differs is written.

A client or a server may die at any moment in between: the declaration stands, and whatever settles next, a repeat or another
load, begins with the comparison again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any, TypeAlias

import neo4j

from graphmodel.bilingual import Bilingual
from graphmodel.errors import StoreError
from graphmodel.graph.combine import Combined, Row, combine
from graphmodel.graph.dataset import Dataset
from graphmodel.graph.elements import NodeBatch, node_batches, relationship_batches, row_ids
from graphmodel.progress import Progress, silent
from graphmodel.schema import NODE_TABLES
from graphmodel.schema.properties import ENTITY
from graphmodel.store import cypher, loads
from graphmodel.store.difference import Difference, Elements, difference, whole
from graphmodel.store.kept_rows import read_rows, remove_rows_but, rows_id
from graphmodel.store.loads import LoadRecord, read_loads

BATCH = 5_000
"""Rows a transaction: large enough to hide the round trip, small enough for a server with little memory."""

Group: TypeAlias = list[tuple[str, dict[str, str], list[Any]]]
"""Queries with their parameters and rows that are written in one transaction."""

Combiner: TypeAlias = Callable[[neo4j.Session | None, Sequence[Dataset], Sequence[LoadRecord]], Combined]
"""How datasets become one whole. It is given them in their order of precedence, with what is recorded of each, and the
session, None where the database has never held anything."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What settling did: the datasets as they stand, and how many nodes and relationships were written and removed."""

    combined: Combined
    written: int = 0
    removed_nodes: int = 0
    removed_relationships: int = 0
    unchanged: bool = False


def as_recorded(_session: neo4j.Session | None, datasets: Sequence[Dataset], records: Sequence[LoadRecord]) -> Combined:
    """Combine datasets by their ids, and by what was recognised as the same when they were last combined."""
    listed = {
        (dataset.about.source, id_)
        for dataset in datasets
        for table in NODE_TABLES
        if table.name in dataset.tables
        for id_ in row_ids(dataset.tables[table.name])
    }
    before: dict[Row, Row] = {(item.source, id_): target for item in records for id_, target in item.standing}
    return combine(datasets, {row: target for row, target in before.items() if {row, target} <= listed})


def settle(
    session: neo4j.Session,
    *,
    combiner: Combiner = as_recorded,
    given: dict[str, Dataset] | None = None,
    progress: Progress = silent,
) -> Settled:
    """Make the graph what is declared.

    Parameters
    ----------
    session
        On the database.
    combiner
        See `write_dataset`.
    given
        Rows that are at hand, by the name under which they are kept.

    Returns
    -------
    Settled
        ``unchanged`` where nothing had to be done.
    """
    declared = read_loads(session)
    records = [item for item in declared if not item.leaving]
    known = given or {}
    datasets = [
        known[item.rows] if item.rows in known else read_rows(session, item.source, item.rows) for item in records
    ]
    combined = combiner(session, datasets, records)
    targets = {dataset.about.source: recorded(dataset, combined) for dataset in combined.datasets}
    changed = [item.source for item in records if not item.complete or item.settled != targets[item.source]["settled"]]
    if not changed and len(records) == len(declared) and _counts(session) == _expected(combined.datasets):
        return Settled(combined, unchanged=True)
    loads.begin_settling(session, changed or [item.source for item in records])
    empty = session.run(f"MATCH (n:{ENTITY}) RETURN n LIMIT 1").single() is None
    if empty:
        found = whole(combined.datasets)
    else:
        _rename_loads(session, combined.datasets)
        found = difference(session, combined.datasets, progress=progress)
    written = _apply(session, found, empty=empty, progress=progress)
    # Indexes for people come last: filling them at once is quicker than row by row.
    run_missing(session, cypher.index_statements())
    loads.end_settling(session, targets)
    remove_rows_but(session, [(item.source, rows) for item in records for rows in (item.rows, *item.earlier)])
    gone = sum(map(len, found.gone_relationships.values()))
    return Settled(combined, written, len(found.gone_nodes), gone)


def run_missing(session: neo4j.Session, statements: Mapping[str, str]) -> None:
    """Run the statements, by the name of what each makes, of which nothing is there yet."""
    # A constraint's index has the constraint's name.
    there = set(session.run("SHOW INDEXES YIELD name").value())
    missing = [statement for name, statement in statements.items() if name not in there]
    if not missing:
        return
    # In one transaction: each by itself waits for the disk, and looks through all nodes anew.
    with session.begin_transaction() as transaction:
        for statement in missing:
            transaction.run(statement).consume()
        transaction.commit()


def sizes(dataset: Dataset) -> tuple[int, int]:
    """Return how many nodes and relationships a dataset makes."""
    return sum(map(len, node_batches(dataset))), sum(map(len, relationship_batches(dataset)))


def recorded(dataset: Dataset, combined: Combined) -> dict[str, Any]:
    """Return what is recorded of a source once the graph holds it."""
    source = dataset.about.source
    nodes, relationships = sizes(dataset)
    standing = sorted((id_, target) for (its, id_), target in combined.standing.items() if its == source)
    return {
        "settled": rows_id(replace(dataset, listed_as=dataset.digest)),
        "standing": loads.standing_text(standing),
        "nodes": nodes,
        "relationships": relationships,
    }


def _expected(datasets: Iterable[Dataset]) -> list[dict[tuple[str, str], int]]:
    found: list[dict[tuple[str, str], int]] = [{}, {}]
    for dataset in datasets:
        for counts, size in zip(found, sizes(dataset), strict=True):
            if size:
                counts[dataset.about.source, dataset.load] = size
    return found


def _counts(session: neo4j.Session) -> list[dict[tuple[str, str], int]]:
    return [{(row["source"], row["load"]): row["count"] for row in session.run(query)} for query in cypher.COUNTS]


def _rename_loads(session: neo4j.Session, datasets: Iterable[Dataset]) -> None:
    for dataset in datasets:
        for query in cypher.RENAME_LOAD:
            session.run(query, source=dataset.about.source, load=dataset.load).consume()


def _apply(session: neo4j.Session, found: Difference, *, empty: bool, progress: Progress) -> int:
    """Write and remove what differs: relationships go first and nodes last, so that none is ever without its ends."""
    removals: Iterator[tuple[str, dict[str, str], Iterator[Any]]] = (
        (cypher.remove_relationships(kind), {}, iter(keys)) for kind, keys in found.gone_relationships.items()
    )
    writes = (_work(elements, empty=empty) for elements in chain(found.nodes, found.relationships) if len(elements))
    last: list[tuple[str, dict[str, str], Iterator[Any]]] = [(cypher.REMOVE_NODES, {}, iter(found.gone_nodes))]
    total = sum(map(len, chain(found.nodes, found.relationships)))
    done = 0
    for group in _groups(chain(removals, writes, last)):
        session.execute_write(_run_group, group)
        done += sum(len(rows) for _, about, rows in group if about)
        progress(Bilingual("writing to Neo4j", "写入 Neo4j"), done, total)
    return total


def _work(elements: Elements, *, empty: bool) -> tuple[str, dict[str, str], Iterator[list[Any]]]:
    batch = elements.batch
    query = (
        cypher.write_nodes(batch.table, batch.labels, empty=empty)
        if isinstance(batch, NodeBatch)
        else cypher.write_relationships(batch.type, empty=empty)
    )
    return query, {"source": elements.source, "load": elements.load}, elements.to_write()


def _groups(work: Iterable[tuple[str, dict[str, str], Iterator[Any]]]) -> Iterator[Group]:
    """Cut the work into groups of at most `BATCH` rows, each to be one transaction: small tables share one."""
    group: Group = []
    room = BATCH
    for query, about, rows in work:
        while part := list(islice(rows, room)):
            group.append((query, about, part))
            room -= len(part)
            if room == 0:
                yield group
                group, room = [], BATCH
    if group:
        yield group


def _run_group(transaction: neo4j.ManagedTransaction, group: Group) -> None:
    for query, about, rows in group:
        record = transaction.run(query, about, rows=rows).single()
        if record is None or (about and record["written"] != len(rows)):
            msg = Bilingual(
                "the server did not write a batch as it was told: repeat the command",
                "服务器没有按要求写入一批数据：请重新运行命令",
            )
            raise StoreError(msg)
