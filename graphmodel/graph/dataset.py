"""Accepted rows, column by column: what the loaders hand on and everything else starts from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from graphmodel.errors import SchemaError
from graphmodel.schema import TABLES, Kind, Table
from graphmodel.schema.properties import ORIGIN, SHARED, precision_property


@dataclass(frozen=True, slots=True)
class About:
    """What a dataset says of itself.

    ``source`` owns the rows in the database; ``as_of`` is the date of the data, where every "recent" window ends.
    """

    source: str = "dataset"
    title: str | None = None
    as_of: date | None = None
    synthetic: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Records:
    """Rows of one table: ``columns`` maps a column's name to its values, all of equal length.

    A value is None where unknown. A date column ``x`` is a `datetime.date` that stands for the row in comparisons;
    where only a month or year is known ``x_precision`` says so. A column that no row fills may be missing.

    ``provenance`` says of each row what is no part of its content: the ``source_file`` and ``source_row`` in which it stands,
    and after `graphmodel.graph.combine` its ``sources`` and ``other_names``.

    Raises
    ------
    SchemaError
        If a column is not one of the table's, or two columns differ in length.
    """

    table: Table
    columns: Mapping[str, Sequence[Any]]
    provenance: Mapping[str, Sequence[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = set(column_names(self.table))
        unknown = [name for name in self.columns if name not in known]
        unknown += [name for name in self.provenance if name not in (*ORIGIN, *SHARED)]
        if unknown:
            msg = f"table {self.table.name} has no column {unknown[0]!r}; it has {', '.join(sorted(known))}"
            raise SchemaError(msg)
        lengths = {len(values) for values in (*self.columns.values(), *self.provenance.values())}
        if len(lengths) > 1:
            msg = f"columns of table {self.table.name} have lengths {sorted(lengths)}; they must be equal"
            raise SchemaError(msg)

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def __repr__(self) -> str:
        return f"<Records of {self.table.name}: {len(self):,} rows, columns {', '.join(self.columns)}>"

    def column(self, name: str) -> Sequence[Any]:
        """Return the values of a column, all None where no row fills it."""
        values = self.columns.get(name)
        return [None] * len(self) if values is None else values


def column_names(table: Table) -> tuple[str, ...]:
    """Return every column that `Records` of a table can have: its own, and the precision of each date."""
    names: list[str] = []
    for column in table.columns:
        names.append(column.name)
        if column.kind is Kind.DATE:
            names.append(precision_property(column.name))
    return tuple(names)


@dataclass(frozen=True, repr=False)
class Dataset:
    """Accepted records of all tables of one source. A table that is not in ``tables`` is absent, which is not empty.

    ``listed_as`` is the load of the rows as the source lists them, where some were merged with others since.
    """

    about: About = field(default_factory=About)
    tables: Mapping[str, Records] = field(default_factory=dict)
    listed_as: str | None = None

    def records(self, name: str) -> Records | None:
        """Return the records of a table, None where the dataset has no such table."""
        return self.tables.get(name)

    @cached_property
    def absent(self) -> tuple[str, ...]:
        """Names of the tables that the dataset does not have, in the order of the schema."""
        return tuple(table.name for table in TABLES if table.name not in self.tables)

    @cached_property
    def load(self) -> str:
        """Identity of the content as the source lists it: the same rows give the same load, whenever they are loaded."""
        return self.listed_as or self.digest

    @cached_property
    def digest(self) -> str:
        """Identity of these very rows, merged or not, without where they stand."""
        digest = hashlib.blake2b(digest_size=12)
        digest.update(repr(self.about).encode())
        for table in TABLES:
            records = self.tables.get(table.name)
            if records is not None:
                digest.update(f"\x1e{table.name}\x1e{len(records)}".encode())
                for name in column_names(table):
                    if name in records.columns:
                        digest.update(f"\x1d{name}\x1d{list(records.columns[name])!r}".encode())
        return digest.hexdigest()

    def __len__(self) -> int:
        return sum(len(records) for records in self.tables.values())

    def __repr__(self) -> str:
        sizes = ", ".join(f"{name}: {len(records):,}" for name, records in self.tables.items())
        return f"<Dataset {self.about.source!r} as of {self.about.as_of}: {sizes or 'no table'}>"
