"""Several datasets as one whole: what more than one of them lists stands once, by the precedence of its sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any, TypeAlias

import pandas as pd

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph.dataset import Dataset, Records, column_names
from graphmodel.graph.elements import row_ids
from graphmodel.schema import NODE_TABLES, RELATIONSHIP_TABLES, Kind, NodeTable, RelationshipTable, Table
from graphmodel.schema.properties import precision_property

Row: TypeAlias = tuple[str, str]
"""A row of a source: the source and the row's id."""

OTHER_TABLE = "table"
"""What a conflict names instead of a column where an id stands for different kinds of things."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value on which rows of one thing differ: ``kept`` of ``kept_source`` stands, ``other`` of ``source`` does not."""

    table: str
    id: str
    column: str
    kept: Any
    kept_source: str
    other: Any
    source: str


@dataclass(frozen=True)
class Combined:
    """Datasets none of which lists what another lists, in their order of precedence, and what they differed on.

    ``standing`` are the rows that were given as standing elsewhere.
    """

    datasets: tuple[Dataset, ...]
    conflicts: tuple[Conflict, ...] = field(default=(), repr=False)
    standing: Mapping[Row, Row] = field(default_factory=dict, repr=False)

    @property
    def frame(self) -> pd.DataFrame:
        """The conflicts as a table."""
        return conflicts_frame(self.conflicts)


def conflicts_frame(conflicts: Sequence[Conflict]) -> pd.DataFrame:
    """Return conflicts as a table: what differs, the value that stands and whose it is, the other and whose that is.

    Examples
    --------
    >>> conflicts_frame([Conflict("places", "510106", "name", "金牛区", "civil affairs", "金牛", "street")]).loc[0, "kept"]
    '金牛区'
    """
    names = [item.name for item in fields(Conflict)]
    return pd.DataFrame([[getattr(item, name) for name in names] for item in conflicts], columns=names)


def combine(datasets: Sequence[Dataset], standing: Mapping[Row, Row] | None = None) -> Combined:
    """Let one row stand for all rows of the same thing.

    Rows with the same id are the same thing; so are those that ``standing`` names. The row of the first dataset stands. What
    it does not know is filled in from the others, in their order; where they know different values the first stands
    and the difference is a `Conflict`. What refers to a row that goes refers to the one that stands. Equal ties are one.

    Parameters
    ----------
    datasets
        Their order is their precedence.
    standing
        For rows that go, as (source, id), the row that stands for each; that may lie in none of the datasets.

    Returns
    -------
    Combined
        The datasets in the same order. A row that stands for others has, in its provenance, the ``sources`` that list it where
        they are several, and the ``other_names``. Each dataset keeps its ``load``. The outcome depends on nothing but
        the arguments.

    Raises
    ------
    InputError
        If two datasets have the same source.

    Examples
    --------
    >>> from graphmodel.graph.dataset import About
    >>> from graphmodel.schema import BY_NAME
    >>> def places(source, **columns):
    ...     rows = {"place_id": ["510106"], "level": ["district"], **columns}
    ...     return Dataset(About(source), {"places": Records(BY_NAME["places"], rows)})
    >>> both = combine([places("office", name=["金牛区"]), places("street", name=["金牛"], households=[700])])
    >>> rows = both.datasets[0].records("places")
    >>> rows.columns["name"], rows.columns["households"], rows.provenance["sources"]
    (['金牛区'], [700], [['office', 'street']])
    >>> [(item.column, item.kept, item.other) for item in both.conflicts]
    [('name', '金牛区', '金牛')]
    """
    sources = [dataset.about.source for dataset in datasets]
    if len(set(sources)) < len(sources):
        msg = Bilingual(
            f"found two datasets with the source {max(sources, key=sources.count)!r}; each needs its own: set --source",
            f"有两个数据集的来源都是 {max(sources, key=sources.count)!r}；每个数据集须有自己的来源：请设置 --source",
        )
        raise InputError(msg)
    gone = {row: target for row, target in (standing or {}).items() if row != target}
    if not gone and len(datasets) < 2:  # noqa: PLR2004 -- one dataset alone lists nothing twice
        return Combined(tuple(datasets))
    work = _Combining([_repointed(dataset, gone) for dataset in datasets], gone)
    return Combined(work.datasets(), tuple(work.conflicts), gone)


def _repointed(dataset: Dataset, gone: Mapping[Row, Row]) -> Dataset:
    """Let references mean the rows that stand: a dataset's own rows go before others' of the same id."""
    source = dataset.about.source
    renamed = {id_: target for (_, id_), (_, target) in gone.items() if id_ != target}
    renamed |= {id_: target for (its_source, id_), (_, target) in gone.items() if its_source == source}
    if not renamed:
        return dataset
    tables = {name: _repointed_records(records, renamed) for name, records in dataset.tables.items()}
    return replace(dataset, tables=tables, listed_as=dataset.load)


def _repointed_records(records: Records, renamed: Mapping[str, str]) -> Records:
    columns = dict(records.columns)
    for column in records.table.references:
        if column.name in columns:
            values = columns[column.name]
            new = [renamed.get(value, value) if value is not None else None for value in values]
            if list(values) != new:
                columns[column.name] = new
    changed = any(columns[name] is not records.columns[name] for name in columns)
    return replace(records, columns=columns) if changed else records


class _Combining:
    """The state while rows are merged: which row stands for each id, and what was found to differ."""

    def __init__(self, datasets: Sequence[Dataset], gone: Mapping[Row, Row]) -> None:
        self.given = datasets
        self.gone = gone
        self.conflicts: list[Conflict] = []
        self.owners: dict[str, tuple[int, str]] = {}
        """For each id the dataset, by its place, and the table whose row stands."""
        self.spare: dict[str, list[tuple[int, Records, int]]] = defaultdict(list)
        """For each id the rows that go, in order of precedence: dataset, records, position."""
        for place, table, records in self._node_tables():
            for id_ in row_ids(records):
                if (datasets[place].about.source, id_) not in gone:
                    self.owners.setdefault(id_, (place, table.name))
        for place, table, records in self._node_tables():
            source = datasets[place].about.source
            for position, id_ in enumerate(row_ids(records)):
                if (source, id_) in gone or self.owners[id_] != (place, table.name):
                    self.spare[gone.get((source, id_), (source, id_))[1]].append((place, records, position))

    def _node_tables(self) -> Iterator[tuple[int, NodeTable, Records]]:
        for place, dataset in enumerate(self.given):
            for table in NODE_TABLES:
                records = dataset.records(table.name)
                if records is not None and len(records):
                    yield place, table, records

    def datasets(self) -> tuple[Dataset, ...]:
        """Return the datasets as they stand."""
        tables = [dict(dataset.tables) for dataset in self.given]
        for place, table, records in self._node_tables():
            tables[place][table.name] = self._nodes(place, records)
        for ties in RELATIONSHIP_TABLES:
            self._ties(ties, tables)
        return tuple(
            dataset
            if all(records is dataset.tables[name] for name, records in mine.items())
            else replace(dataset, tables=mine, listed_as=dataset.load)
            for dataset, mine in zip(self.given, tables, strict=True)
        )

    def _nodes(self, place: int, records: Records) -> Records:
        ids, source = row_ids(records), self.given[place].about.source
        mine = (place, records.table.name)
        kept = [row for row, id_ in enumerate(ids) if (source, id_) not in self.gone and self.owners[id_] == mine]
        enriched = [position for position, row in enumerate(kept) if ids[row] in self.spare]
        if len(kept) == len(ids) and not enriched:
            return records
        merging = _Merging(_part(records, kept), source, self.conflicts)
        for position in enriched:
            id_ = ids[kept[position]]
            for other_place, other, row in self.spare[id_]:
                merging.add(position, id_, other, row, self.given[other_place].about.source)
        return merging.records()

    def _ties(self, table: RelationshipTable, tables: Sequence[dict[str, Records]]) -> None:
        """Keep of equal ties the first, and none of a thing with itself where none can be."""
        having = [place for place, mine in enumerate(tables) if len(mine.get(table.name, ()))]
        before = [self.given[place].tables[table.name] for place in having]
        if len(having) < 2 and not self.gone:  # noqa: PLR2004 -- one dataset alone lists no tie twice
            return
        first: dict[tuple[Any, ...], tuple[int, int]] = {}
        kept: dict[int, list[int]] = {place: [] for place in having}
        shared: dict[tuple[int, int], list[str]] = {}
        for place, records in zip(having, before, strict=True):
            source = self.given[place].about.source
            for row, key in enumerate(_tie_keys(records)):
                if not table.allows_self and key[0] == key[1]:
                    continue
                stands = first.setdefault(key, (place, row))
                if stands == (place, row):
                    kept[place].append(row)
                elif stands[0] != place:
                    of = shared.setdefault(stands, [self.given[stands[0]].about.source])
                    of.extend([source] if source not in of else [])
        for place, records in zip(having, before, strict=True):
            both = {position: shared[place, row] for position, row in enumerate(kept[place]) if (place, row) in shared}
            if both or len(kept[place]) < len(records):
                part = _part(records, kept[place])
                tables[place][table.name] = _with_lists(part, {"sources": both})


class _Merging:
    """Rows of one table into which values of other rows are filled."""

    def __init__(self, records: Records, source: str, conflicts: list[Conflict]) -> None:
        self.part = records
        self.columns = {name: list(values) for name, values in records.columns.items()}
        self.source = source
        self.conflicts = conflicts
        self.sources: dict[int, list[str]] = {}
        self.names: dict[int, list[str]] = {}
        self.given: dict[tuple[int, str], str] = {}
        """Whose a value is that was filled in."""

    def add(self, position: int, id_: str, other: Records, row: int, source: str) -> None:
        """Fill in what a row does not know from another row of the same thing."""
        table = self.part.table
        if other.table is not table:
            self._differ(id_, OTHER_TABLE, (table.name, self.source), (other.table.name, source))
            return
        sources = self.sources.setdefault(position, [self.source])
        sources.extend([source] if source not in sources else [])
        for columns in _together(table):
            self._fill(position, id_, columns, [_value(other, name, row) for name in columns], source)
        if "name" in other.columns and other.columns["name"][row] not in (None, self.columns["name"][position]):
            names = self.names.setdefault(position, [])
            names.extend([other.columns["name"][row]] if other.columns["name"][row] not in names else [])
            # Rows that were recognised as one unit have other names by nature; an id should have one.
            if row_ids(other)[row] == id_:
                name = (self.columns["name"][position], self.source)
                self._differ(id_, "name", name, (other.columns["name"][row], source))

    def _fill(self, position: int, id_: str, columns: tuple[str, ...], values: Sequence[Any], source: str) -> None:
        if values[0] is None:
            return
        mine = [self.columns[name][position] if name in self.columns else None for name in columns]
        if mine[0] is None:
            for name, value in zip(columns, values, strict=True):
                self.columns.setdefault(name, [None] * len(self.part))[position] = value
            self.given[position, columns[0]] = source
        elif mine[0] != values[0]:
            whose = self.given.get((position, columns[0]), self.source)
            self._differ(id_, columns[0], (mine[0], whose), (values[0], source))

    def _differ(self, id_: str, column: str, kept: tuple[Any, str], other: tuple[Any, str]) -> None:
        self.conflicts.append(Conflict(self.part.table.name, id_, column, *kept, *other))

    def records(self) -> Records:
        """Return the rows as they stand."""
        several = {position: sources for position, sources in self.sources.items() if len(sources) > 1}
        order = [name for name in column_names(self.part.table) if name in self.columns]
        filled = replace(self.part, columns={name: self.columns[name] for name in order})
        return _with_lists(filled, {"sources": several, "other_names": self.names})


@cache
def _together(table: Table) -> tuple[tuple[str, ...], ...]:
    """Return the columns whose values are taken from one row together; the first of them is compared."""
    skipped = {"name", "uscc_status", "latitude", table.key if isinstance(table, NodeTable) else None}
    found: list[tuple[str, ...]] = []
    for column in table.columns:
        if column.name in skipped:
            continue
        if column.kind is Kind.DATE:
            found.append((column.name, precision_property(column.name)))
        elif column.name == "uscc":
            found.append(("uscc", "uscc_status"))
        elif column.kind is Kind.LONGITUDE:
            found.append(("longitude", "latitude"))
        else:
            found.append((column.name,))
    return tuple(found)


def _value(records: Records, name: str, row: int) -> Any:
    return records.columns[name][row] if name in records.columns else None


def _part(records: Records, rows: Sequence[int]) -> Records:
    if len(rows) == len(records):
        return records

    def chosen(columns: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
        return {name: [values[row] for row in rows] for name, values in columns.items()}

    return replace(records, columns=chosen(records.columns), provenance=chosen(records.provenance))


def _with_lists(records: Records, lists: Mapping[str, Mapping[int, list[str]]]) -> Records:
    found = {name: [rows.get(row) for row in range(len(records))] for name, rows in lists.items() if rows}
    return replace(records, provenance={**records.provenance, **found}) if found else records


def _tie_keys(records: Records) -> Iterator[tuple[Any, ...]]:
    """Yield what tells each tie apart: both ends, then every value."""
    table = records.table
    assert isinstance(table, RelationshipTable)  # noqa: S101 -- callers pass ties
    rest = [name for name in column_names(table) if name not in (table.start, table.end)]
    return zip(*map(records.column, (table.start, table.end, *rest)), strict=True)
