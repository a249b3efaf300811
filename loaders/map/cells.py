"""The cells of one column while a sheet is read: those of ours as values, those of others only looked at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from graphmodel.schema import Column, Kind
from loaders.map.layout import Aside
from loaders.person_names import are_person_names, names_a_person
from loaders.private import has_identity_number, looks_private
from loaders.values import Fault, parser_of
from loaders.values.date import PartialDate

_SHORT_MONTH = re.compile(r"(?:19|20)[0-9]{2}\.1")
_TENTH_MONTH = re.compile(r"(?:19|20)[0-9]{2}\.10")
_SAMPLE = 2_000
"""Different cells of a column that are looked at for persons' names."""
_NAME = "name"
_IDS = frozenset({Kind.IDENTIFIER, Kind.REFERENCE, Kind.USCC})


class Cells(dict[str, Any]):
    """The values of a column's distinct cells, each parsed once; cells that are no value are remembered apart.

    ``short_months`` are the rows that read 2024.1, which as a number is 2024.10 as well; a column in which a cell has kept that zero
    (``keeps_zeros``) holds no such numbers.
    """

    def __init__(self, column: Column, *, from_1904: bool, unit: str | None = None) -> None:
        super().__init__()
        self._parse: Callable[[str], Any] = parser_of(column, from_1904=from_1904, unit=unit)
        self._is_private = _privacy_of(column)
        self.faults: dict[str, Fault] = {}
        self.private: set[str] = set()
        self.precisions: dict[str, str] = {}
        self.short_months: dict[int, str] = {}
        self.keeps_zeros = False

    def __missing__(self, cell: str) -> Any:
        value = self._value(cell)
        self[cell] = value
        return value

    def _value(self, cell: str) -> Any:
        if self._is_private(cell):
            self.private.add(cell)
            return None
        value = self._parse(cell)
        if isinstance(value, Fault):
            self.faults[cell] = value
            return None
        if isinstance(value, PartialDate):
            if value.precision:
                self.precisions[cell] = value.precision
                self.keeps_zeros |= _TENTH_MONTH.fullmatch(cell.strip()) is not None
            return value.day
        return value


def is_short_month(cell: str) -> bool:
    """Tell whether a cell reads as the January of a year and may be an October that was stored as a number.

    Examples
    --------
    >>> [is_short_month(cell) for cell in ("2024.1", "2024.10", "2024.01", "2024.2")]
    [True, False, False, False]
    """
    return _SHORT_MONTH.fullmatch(cell.strip()) is not None


def _privacy_of(column: Column) -> Callable[[str], bool]:
    """Return what tells whether a cell is private: of ids the identity number alone, of texts an address by title too."""
    if column.kind in _IDS:
        return has_identity_number
    if column.kind is Kind.TEXT and column.name != _NAME:
        return lambda cell: looks_private(cell) or names_a_person(cell)
    return looks_private


@dataclass
class Ignored:
    """What is known of a column that is not read: how many cells are filled, and whether it looks private."""

    aside: Aside
    filled: int = 0
    private: bool = False
    sample: set[str] = field(default_factory=set)

    def look(self, cells: Sequence[str]) -> None:
        """Take the cells of a further block into account."""
        self.filled += sum(1 for cell in cells if cell.strip())
        if not self.private:
            distinct = set(cells)
            self.private = any(looks_private(cell) for cell in distinct)
            self.sample.update(islice(distinct, _SAMPLE))

    def is_private(self) -> bool:
        """Tell whether the header announces personal data, or a cell looks like it, or most are persons' names."""
        return self.private or self.aside.why == "private" or are_person_names(self.sample)


def is_of_persons(column: Column, cells: Iterable[str]) -> bool:
    """Tell whether a column of text turns out to hold persons' names; a unit's name is judged by its row instead."""
    return column.kind is Kind.TEXT and column.name != _NAME and are_person_names(islice(cells, _SAMPLE))
