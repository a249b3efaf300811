"""All elements of the graph as batches, at the least cost for the server: ends by its own numbers, owners only where several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import neo4j

from graphmodel.bilingual import Bilingual
from graphmodel.errors import StoreError
from graphmodel.graph.elements import NodeBatch, RelationshipBatch
from graphmodel.progress import Progress
from graphmodel.schema import NODE_TABLES, NodeTable
from graphmodel.schema.properties import PROVENANCE, relationship_types
from graphmodel.store import cypher
from graphmodel.store.columns import PART, typed

CHANGED = Bilingual(
    "the data were changed while they were read: repeat the command when `gongjian load` has ended",
    "读取期间数据发生了变化：请等 `gongjian load` 结束后重新运行命令",
)


def every_batch(
    transaction: neo4j.ManagedTransaction, sources: Mapping[str, Mapping[str, Any]], progress: Progress
) -> Iterator[NodeBatch | RelationshipBatch]:
    """Yield all nodes, then all relationships; ``sources`` is what is recorded of each source.

    Raises
    ------
    StoreError
        If a relationship has an end that was not there before.
    """
    # Where one source owns everything nobody has to ask each element whose it is.
    sole = [{"source": source, "load": about["load"]} for source, about in sources.items()] if len(sources) == 1 else []
    owner = sole[0] if sole else None
    ids: dict[int, str] = {}
    for number, table in enumerate(NODE_TABLES, start=1):
        yield from _nodes(transaction, table, owner, ids)
        progress(Bilingual("reading nodes", "读取节点"), number, len(NODE_TABLES))
    kinds = relationship_types()
    for number, kind in enumerate(kinds, start=1):
        yield from _relationships(transaction, kind, owner, ids)
        progress(Bilingual("reading relationships", "读取关系"), number, len(kinds))


def _nodes(
    transaction: neo4j.ManagedTransaction, table: NodeTable, owner: Mapping[str, str] | None, ids: dict[int, str]
) -> Iterator[NodeBatch]:
    known: dict[str, date] = {}
    names = cypher.node_columns(table)[1:]
    allowed = {*table.labels, table.label, *table.subtypes.values()}
    for record in transaction.run(cypher.whole_nodes(table, owned=owner is None), size=PART):
        columns = {name: typed(name, record[name], known) for name in names}
        ids.update(zip(record["number"], record["id"], strict=True))
        labels = tuple(sorted(allowed.intersection(record["labels"])))
        yield NodeBatch(table, labels, record["id"], _owned(columns, owner or record, len(record["id"])))


def _relationships(
    transaction: neo4j.ManagedTransaction, kind: str, owner: Mapping[str, str] | None, ids: Mapping[int, str]
) -> Iterator[RelationshipBatch]:
    known: dict[str, date] = {}
    names = cypher.relationship_columns(kind)[3:]
    for record in transaction.run(cypher.whole_relationships(kind, owned=owner is None), size=PART):
        columns = {name: typed(name, record[name], known) for name in ("start", "end", "key", *names)}
        if None in columns["key"]:
            columns = _with_key(columns)
        starts, ends, keys = (columns.pop(name) for name in ("start", "end", "key"))
        try:
            both = [ids[number] for number in starts], [ids[number] for number in ends]
        except KeyError as error:
            raise StoreError(CHANGED) from error
        yield RelationshipBatch(kind, *both, keys, _owned(columns, owner or record, len(keys)))


def _with_key(columns: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """Leave out relationships without a key, which are somebody else's."""
    rows = [row for row, key in enumerate(columns["key"]) if key is not None]
    return {name: [values[row] for row in rows] for name, values in columns.items()}


def _owned(
    columns: Mapping[str, Sequence[Any]], owner: Mapping[str, str] | neo4j.Record, count: int
) -> dict[str, Sequence[Any]]:
    """Leave out columns that are empty, and repeat for each element what all of a part have in common."""
    filled = {name: values for name, values in columns.items() if values.count(None) < count}
    return {**filled, **{name: [owner[name]] * count for name in PROVENANCE}}
