"""Rows that are one organization become one row, and whatever referred to any of them refers to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graphmodel.graph import Dataset, Records
from graphmodel.schema import NodeTable, RelationshipTable
from loaders.resolve.judgements import Row
from loaders.resolve.profile import Profile, unit_tables

_TOGETHER = {"uscc": ("uscc", "uscc_status")}
"""Columns that are taken from one row together: a code and what its check found."""


@dataclass(frozen=True, slots=True)
class Merged:
    """One organization out of several rows: the row that stands, and all rows with their names and sources."""

    id: str
    source: str
    members: tuple[Profile, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All names it has, that of the row that stands first."""
        first = [member.name for member in self.members if (member.source, member.id) == (self.source, self.id)]
        return tuple(dict.fromkeys([*first, *(member.name for member in self.members)]))

    @property
    def sources(self) -> tuple[str, ...]:
        """All sources that list it, sorted."""
        return tuple(sorted({member.source for member in self.members}))


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that rows of one organization give differently: ``kept`` stands, ``other`` of ``source`` does not."""

    id: str
    column: str
    kept: Any
    other: Any
    source: str


def standing_row(rows: Iterable[Row], profiles: Mapping[Row, Profile], order: Mapping[Row, int]) -> Row:
    """Return the row that stands for a group: one with a trusted registration first, then the earliest in ``order``."""
    return min(rows, key=lambda row: (profiles[row].code is None, order[row]))


def merge(datasets: Sequence[Dataset], standing: Mapping[Row, Row]) -> tuple[tuple[Dataset, ...], tuple[Conflict, ...]]:
    """Let rows stand for others.

    Parameters
    ----------
    datasets
        Their order is their precedence: where rows differ, the value of the earlier stands.
    standing
        For each row that goes, as (source, id), the row that stands for it; that may lie in none of the datasets.

    Returns
    -------
    tuple of Dataset
        In the same order. Rows that go are gone; a value that the standing row does not know is filled in from them; every
        reference points to the standing row; rows of ties that have become equal are one, and ties of an
        organization with itself are none.
    tuple of Conflict
        Values that differed.
    """
    gone = {row: target for row, target in standing.items() if row != target}
    if not gone:
        return tuple(datasets), ()
    spare, conflicts = _values_of(datasets, gone)
    result = []
    for dataset in datasets:
        renamed = _renamed(dataset.about.source, gone)
        tables = {}
        for name, records in dataset.tables.items():
            merged = records
            if isinstance(records.table, NodeTable) and records.table in unit_tables():
                merged = _merge_rows(records, dataset.about.source, gone, spare, conflicts)
            tables[name] = _repoint(merged, renamed)
        result.append(replace(dataset, tables=tables))
    return tuple(result), tuple(conflicts)


def _renamed(source: str, gone: Mapping[Row, Row]) -> dict[str, str]:
    """Map ids as a dataset of ``source`` writes them: its own rows go before others' of the same id."""
    others = {id_: target for (_, id_), (_, target) in gone.items() if id_ != target}
    own = {id_: target for (its_source, id_), (_, target) in gone.items() if its_source == source}
    return {**others, **own}


def _values_of(
    datasets: Sequence[Dataset], gone: Mapping[Row, Row]
) -> tuple[dict[Row, list[tuple[str, dict[str, Any]]]], list[Conflict]]:
    """Collect, for each standing row, the values of the rows that go, in the order of the datasets."""
    spare: dict[Row, list[tuple[str, dict[str, Any]]]] = {}
    for dataset in datasets:
        source = dataset.about.source
        for table in unit_tables():
            records = dataset.records(table.name)
            if records is None or table.key is None:
                continue
            for position, id_ in enumerate(records.column(table.key)):
                target = gone.get((source, id_))
                if target is not None:
                    values = {name: column[position] for name, column in records.columns.items()}
                    spare.setdefault(target, []).append((source, values))
    return spare, []


def _merge_rows(
    records: Records,
    source: str,
    gone: Mapping[Row, Row],
    spare: Mapping[Row, Sequence[tuple[str, dict[str, Any]]]],
    conflicts: list[Conflict],
) -> Records:
    table = records.table
    assert isinstance(table, NodeTable)  # noqa: S101 -- callers pass tables of units
    assert table.key is not None  # noqa: S101 -- units have ids
    ids = records.column(table.key)
    kept = [position for position, id_ in enumerate(ids) if (source, id_) not in gone]
    rows = []
    for position in kept:
        row = {name: column[position] for name, column in records.columns.items()}
        for other_source, values in spare.get((source, ids[position]), ()):
            _fill(row, values, table, other_source, conflicts)
        rows.append(row)
    names = [name for column in table.columns for name in (column.name,) if any(name in row for row in rows)]
    return Records(table, {name: [row.get(name) for row in rows] for name in names})


def _fill(
    row: dict[str, Any], values: Mapping[str, Any], table: NodeTable, source: str, conflicts: list[Conflict]
) -> None:
    """Fill in what a row does not know, and record what another says differently; its other name is no conflict."""
    skip = {table.key, "name", "uscc_status"}
    for name, value in values.items():
        if value is None or name in skip:
            continue
        if row.get(name) is None:
            for column in _TOGETHER.get(name, (name,)):
                row[column] = values.get(column)
        elif row[name] != value:
            conflicts.append(Conflict(str(row[table.key or ""]), name, row[name], value, source))


def _repoint(records: Records, renamed: Mapping[str, str]) -> Records:
    units = {table.name for table in unit_tables()}
    columns = dict(records.columns)
    changed = False
    for column in records.table.references:
        values = columns.get(column.name)
        if values is None or column.reference is None or not units.intersection(column.reference.tables):
            continue
        new = [renamed.get(value, value) if value is not None else None for value in values]
        if list(values) != new:
            columns[column.name], changed = new, True
    if not changed:
        return records
    if isinstance(records.table, RelationshipTable):
        return _without_repeats(Records(records.table, columns), records.table)
    return Records(records.table, columns)


def _without_repeats(records: Records, table: RelationshipTable) -> Records:
    """Drop ties that have become equal to an earlier one, and those of an organization with itself where none can be."""
    names = tuple(records.columns)
    rows = dict.fromkeys(zip(*records.columns.values(), strict=True))
    start, end = names.index(table.start), names.index(table.end)
    kept = [row for row in rows if table.allows_self or row[start] != row[end]]
    return Records(table, {name: [row[place] for row in kept] for place, name in enumerate(names)})
