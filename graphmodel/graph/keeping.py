"""A dataset of which some rows could not be used, beside what was listed before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from graphmodel.graph.dataset import Dataset, Records, column_names
from graphmodel.graph.elements import row_ids
from graphmodel.schema import NodeTable
from graphmodel.schema.properties import ORIGIN


def kept_beside(new: Dataset, before: Dataset) -> Dataset:
    """Return the new rows, and of those before every one that the new do not list.

    A row with an id is listed where any new row has the id, another one where an equal row is.

    Examples
    --------
    >>> from graphmodel.schema import BY_NAME
    >>> def places(*ids):
    ...     rows = {"place_id": list(ids), "name": list(ids), "level": ["zone"] * len(ids)}
    ...     return Dataset(tables={"places": Records(BY_NAME["places"], rows)})
    >>> kept_beside(places("b", "c"), places("a", "b")).tables["places"].columns["place_id"]
    ['b', 'c', 'a']
    """
    known: set[Any] = {
        id_
        for records in new.tables.values()
        if isinstance(records.table, NodeTable) and len(records)
        for id_ in row_ids(records)
    }
    tables = dict(new.tables)
    for name, records in before.tables.items():
        if not len(records):
            tables.setdefault(name, records)
            continue
        told: Sequence[Any] = row_ids(records) if isinstance(records.table, NodeTable) else _values(records)
        listed = known
        if not isinstance(records.table, NodeTable):
            listed = set(_values(tables[name])) if name in tables else set()
        rows = [row for row, what in enumerate(told) if what not in listed]
        tables[name] = _joined(tables[name], records, rows) if name in tables else _chosen(records, rows)
    return replace(new, tables=tables)


def _values(records: Records) -> Sequence[tuple[Any, ...]]:
    return list(zip(*map(records.column, column_names(records.table)), strict=True))


def _chosen(records: Records, rows: Sequence[int]) -> Records:
    columns = {name: [values[row] for row in rows] for name, values in records.columns.items()}
    return Records(
        records.table,
        {name: values for name, values in columns.items() if any(value is not None for value in values)},
        {name: [values[row] for row in rows] for name, values in records.provenance.items()} if rows else {},
    )


def _joined(new: Records, before: Records, rows: Sequence[int]) -> Records:
    if not rows:
        return new
    names = [name for name in column_names(new.table) if name in new.columns or name in before.columns]
    columns = {name: [*new.column(name), *(before.column(name)[row] for row in rows)] for name in names}
    none = ([None] * len(new), [None] * len(before))
    provenance = {}
    for name in ORIGIN:
        if name in new.provenance or name in before.provenance:
            old = before.provenance.get(name, none[1])
            provenance[name] = [*new.provenance.get(name, none[0]), *(old[row] for row in rows)]
    return Records(new.table, {name: c for name, c in columns.items() if any(v is not None for v in c)}, provenance)
