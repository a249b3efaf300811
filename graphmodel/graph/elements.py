"""Records as batches of nodes and relationships, column by column.

The one place where rows become graph elements: the in-memory graph, the write queries and the bulk import all start
from these batches, so they cannot differ.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphmodel.graph.dataset import Dataset, Records, column_names
from graphmodel.schema import NODE_TABLES, RELATIONSHIP_TABLES, Column, NodeTable, RelationshipTable
from graphmodel.schema.properties import ORIGIN, node_properties, relationship_properties, stored_names


@dataclass(frozen=True, slots=True)
class NodeBatch:
    """Nodes with the same labels. ``properties`` maps a name to values aligned with ``ids``."""

    table: NodeTable
    labels: tuple[str, ...]
    ids: Sequence[str]
    properties: Mapping[str, Sequence[Any]]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class RelationshipBatch:
    """Relationships of one type. ``keys`` tells parallel ones between the same two nodes apart."""

    type: str
    starts: Sequence[str]
    ends: Sequence[str]
    keys: Sequence[str]
    properties: Mapping[str, Sequence[Any]]

    def __len__(self) -> int:
        return len(self.keys)


def node_batches(dataset: Dataset) -> Iterator[NodeBatch]:
    """Yield the nodes of a dataset, one batch for each combination of labels."""
    for table in NODE_TABLES:
        records = dataset.records(table.name)
        if records is None or not len(records):
            continue
        ids = row_ids(records)
        columns = {
            name: records.columns[origin] for name, origin in _origins(table).items() if origin in records.columns
        }
        columns.update(records.provenance)
        if table.subtype_column is None:
            yield NodeBatch(table, table.node_labels(), ids, columns)
            continue
        rows_of: dict[str, list[int]] = defaultdict(list)
        for row, subtype in enumerate(records.column(table.subtype_column)):
            rows_of[subtype].append(row)
        for subtype, rows in rows_of.items():
            part = {name: [values[row] for row in rows] for name, values in columns.items()}
            yield NodeBatch(table, table.node_labels(subtype), [ids[row] for row in rows], part)


def relationship_batches(dataset: Dataset) -> Iterator[RelationshipBatch]:
    """Yield the relationships of a dataset: reference columns first, then relationship tables."""
    for node_table in NODE_TABLES:
        records = dataset.records(node_table.name)
        if records is not None and len(records):
            ids = row_ids(records)
            for column in node_table.references:
                batch = _reference_batch(ids, records, column)
                if len(batch):
                    yield batch
    for table in RELATIONSHIP_TABLES:
        records = dataset.records(table.name)
        if records is not None and len(records):
            yield _relationship_batch(table, records)


def row_ids(records: Records) -> Sequence[str]:
    """Return the id of each row of a node table; made from the row's values where the table has no id column."""
    table = records.table
    assert isinstance(table, NodeTable)  # noqa: S101 -- relationship rows have keys, not ids
    if table.key is not None:
        return records.column(table.key)
    names = column_names(table)
    return [f"{table.name}:{_fingerprint(values)}" for values in zip(*map(records.column, names), strict=True)]


def _origins(table: NodeTable | RelationshipTable) -> dict[str, str]:
    """Map each stored property (and date precision) to the column of `Records` that holds it."""
    properties = node_properties(table) if isinstance(table, NodeTable) else relationship_properties(table)
    renamed = {item.name: item.column.name for item in properties}
    return {name: renamed.get(name, name) for name in stored_names(properties)}


def _reference_batch(ids: Sequence[str], records: Records, column: Column) -> RelationshipBatch:
    target = column.reference
    assert target is not None  # noqa: S101 -- callers pass reference columns
    assert target.relationship is not None  # noqa: S101 -- held by a test of the schema
    referred = records.column(column.name)
    rows = [row for row, other in enumerate(referred) if other is not None]
    own, others = [ids[row] for row in rows], [referred[row] for row in rows]
    starts, ends = (others, own) if target.incoming else (own, others)
    stands = {name: [records.provenance[name][row] for row in rows] for name in ORIGIN if name in records.provenance}
    # A row refers once through a column, so the type alone tells its edge apart.
    return RelationshipBatch(target.relationship, starts, ends, [target.relationship] * len(own), stands)


def _relationship_batch(table: RelationshipTable, records: Records) -> RelationshipBatch:
    columns = {name: records.columns[origin] for name, origin in _origins(table).items() if origin in records.columns}
    rows = zip(*columns.values(), strict=True) if columns else ((),) * len(records)
    names = tuple(columns)
    keys = [_edge_key(table.type, names, *values) for values in rows]
    properties = {**columns, **records.provenance}
    return RelationshipBatch(table.type, records.column(table.start), records.column(table.end), keys, properties)


# Most ties of a table have the properties of many others; `typed` since 1, 1.0 and True are equal and print differently.
@lru_cache(maxsize=1 << 16, typed=True)
def _edge_key(type_: str, names: Sequence[str], *values: Any) -> str:
    return f"{type_}:{_fingerprint([(n, v) for n, v in zip(names, values, strict=True) if v is not None])}"


def _fingerprint(values: Sequence[Any]) -> str:
    return hashlib.blake2b(repr(values).encode(), digest_size=6).hexdigest()
