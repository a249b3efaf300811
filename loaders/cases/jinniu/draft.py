"""The dataset while it is being made: columns of every table, the gaps put into it, and named streams of chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from graphmodel.graph import About, Dataset, Records
from graphmodel.graph.dataset import column_names
from graphmodel.schema import TABLES, Table

AS_OF = date(2022, 6, 30)


@dataclass(frozen=True, slots=True)
class Draft:
    """Rows and gaps so far. Each part of the case draws from a stream of its own, so that parts do not disturb each other.

    ``columns`` maps a table to its columns, ``gaps`` a rule to the subjects in which it holds.
    """

    seed: int
    columns: dict[str, dict[str, list[Any]]] = field(default_factory=dict)
    gaps: dict[str, set[str]] = field(default_factory=dict)

    def stream(self, name: str) -> np.random.Generator:
        """Return the generator of the part called ``name``: always the same for a seed."""
        return np.random.default_rng([self.seed, crc32(name.encode())])

    def add(self, table: str, **values: Any) -> None:
        """Append rows: sequences of one length; a text, date or None stands for all of the rows."""
        plain = {name: _plain(value) for name, value in values.items()}
        lengths = {len(value) for value in plain.values() if isinstance(value, list)}
        length = lengths.pop() if lengths else 1
        target = self.columns.setdefault(table, {})
        before = self.length(table)
        for name in target.keys() | plain.keys():
            value = plain.get(name)
            column = target.setdefault(name, [None] * before)
            column.extend(value if isinstance(value, list) else [value] * length)

    def length(self, table: str) -> int:
        """Return the number of rows that a table has so far."""
        return len(next(iter(self.columns.get(table, {}).values()), ()))

    def find(self, rule: str, subjects: Iterable[str]) -> None:
        """Note the subjects in which a rule must find a gap."""
        self.gaps.setdefault(rule, set()).update(subjects)

    def dataset(self, about: About) -> Dataset:
        """Return the finished dataset, every table in the order of the schema, columns in that of their table."""
        return Dataset(about, {table.name: Records(table, self._ordered(table)) for table in TABLES})

    def _ordered(self, table: Table) -> Mapping[str, list[Any]]:
        columns = self.columns.get(table.name, {})
        known = [name for name in column_names(table) if name in columns]
        return {name: columns[name] for name in [*known, *sorted(columns.keys() - set(known))]}


def _plain(value: Any) -> Any:
    """Turn arrays into lists of plain Python values; NaN and NaT become None."""
    if isinstance(value, np.ndarray):
        if value.dtype.kind == "f":
            return [None if gap else item for item, gap in zip(value.tolist(), np.isnan(value).tolist(), strict=True)]
        return value.tolist()
    return list(value) if isinstance(value, (list, tuple)) else value


def pick(values: list[str], rows: NDArray[Any]) -> list[Any]:
    """Return ``values`` at ``rows``; a negative row gives None."""
    return [values[row] if row >= 0 else None for row in rows.tolist()]


def where(mask: NDArray[np.bool_], values: Any, other: Any = None) -> list[Any]:
    """Return the values where ``mask`` holds, elsewhere ``other`` (a scalar)."""
    plain = _plain(np.asarray(values)) if not isinstance(values, list) else values
    return [value if keep else other for value, keep in zip(plain, mask.tolist(), strict=True)]
