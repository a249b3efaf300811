"""What the columns of a foreign sheet hold, as far as its first rows tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from graphmodel.schema import Column
from loaders.map.headers import is_ordinal
from loaders.map.layout import LOOKED_AT, is_known_header
from loaders.map.reading import is_footer
from loaders.mapping.header import Header
from loaders.person_names import are_person_names
from loaders.private import is_private_header, looks_private
from loaders.read import Row, Sheet
from loaders.values import Fault, parser_of
from loaders.values.text import clean, is_unknown
from loaders.values.uscc import uscc_status

SAMPLE = 500
_NUMBER = re.compile(r"[+-]?[0-9][0-9.,:/% -]*\Z")
_DIVISION = re.compile(r"[1-9][0-9]{11}\Z")
_FEW = 30
_NEARLY = 0.7


@dataclass(frozen=True, slots=True)
class Profile:
    """One column of a sheet: its header, the known cells among the first rows, and whether it holds personal data."""

    index: int
    header: str
    cells: tuple[str, ...]
    rows: int
    private: bool
    ordinal: bool

    @property
    def distinct(self) -> tuple[str, ...]:
        """The different cells, in the order in which they come."""
        return tuple(dict.fromkeys(self.cells))

    @property
    def is_unique(self) -> bool:
        """Whether every row has a cell of its own."""
        return len(self.cells) == self.rows > 1 and len(self.distinct) == self.rows

    @property
    def nearly_unique(self) -> bool:
        """Whether most rows have a cell of their own, as where a few ids stand twice by mistake."""
        return self.rows > 1 and len(self.distinct) >= _NEARLY * self.rows

    @property
    def few(self) -> bool:
        """Whether it holds few different cells, as a column of choices does."""
        return 0 < len(self.distinct) <= min(_FEW, max(2, len(self.cells) // 3))

    def share(self, column: Column) -> float:
        """Return which part of the known cells one of our columns could hold.

        Examples
        --------
        >>> from graphmodel.schema import BY_NAME
        >>> Profile(0, "户数", ("12", "约百"), 2, False, False).share(BY_NAME["places"].column("households"))
        0.5
        """
        parse = parser_of(column)
        distinct = self.distinct
        return sum(not isinstance(parse(cell), Fault) for cell in distinct) / len(distinct) if distinct else 0.0

    def share_of_codes(self) -> float:
        """Return which part of the known cells are valid unified social credit codes."""
        return sum(uscc_status(cell.upper()) == "ok" for cell in self.cells) / len(self.cells) if self.cells else 0.0

    def has_division_codes(self) -> bool:
        """Tell whether all known cells are statistical division codes of 12 digits."""
        return bool(self.cells) and all(_DIVISION.match(cell) for cell in self.distinct)


def profiles(sheet: Sheet) -> tuple[Header, tuple[Profile, ...]] | None:
    """Return the likely header of a sheet and a profile of each headed column; None where the sheet has no content."""
    top = list(islice(sheet.rows(), LOOKED_AT))
    if not any(cell.strip() for row in top for cell in row):
        return None
    header = _likely_header(top)
    rows = list(islice(_filled(sheet, header.first), SAMPLE))
    columns = (_profile(index, name, rows) for index, name in enumerate(header.names))
    return header, tuple(column for column in columns if column.cells or not column.header.startswith("#"))


def _likely_header(top: Sequence[Row]) -> Header:
    """Take the first row that any of our tables could have as its header; else the first that has the most cells with words."""
    first = next((row for row, cells in enumerate(top) if is_known_header(cells)), None)
    if first is None:
        words = [_words(row) for row in top]
        first = words.index(max(words))
    return Header(first + 1, tuple(top[first]))


def _words(row: Row) -> int:
    """Count the cells with words; a merged cell, which repeats itself to the right, counts once."""
    texts = [clean(cell) for cell, left in zip(row, ("", *row), strict=False) if cell != left]
    return sum(bool(text) and not _NUMBER.match(text) for text in texts)


def _filled(sheet: Sheet, first: int) -> Iterator[Row]:
    rows = (row for row in islice(sheet.rows(), first, None) if any(cell.strip() for cell in row))
    return (row for row in rows if not is_footer(next(cell for cell in row if cell.strip())))


def _profile(index: int, text: str, rows: Sequence[Row]) -> Profile:
    cells = tuple(clean(row[index]) for row in rows if index < len(row) and not is_unknown(row[index]))
    private = is_private_header(text) or any(map(looks_private, set(cells))) or are_person_names(cells)
    return Profile(index, text, cells, len(rows), private, is_ordinal(text))
