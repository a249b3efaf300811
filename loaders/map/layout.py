"""Where a sheet's header is, and which of its columns are which of the table's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, TypeAlias

from graphmodel.errors import InputError
from graphmodel.schema import BY_NAME, Column
from loaders.map.headers import header_key, headers_of, is_ordinal, is_origin, is_reason
from loaders.private import is_private_header
from loaders.read import Row, Sheet

LOOKED_AT = 20
_JOINED = 3
Why: TypeAlias = Literal["unknown", "private", "duplicate", "ordinal", "reason", "origin", "mark"]


@dataclass(frozen=True, slots=True)
class Aside:
    """A column of a sheet that is not read, and why; a mark only tells that there is a row, though it be empty."""

    index: int
    header: str
    why: Why


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet is laid out: ``first`` is the number of rows before the data, ``columns`` the cell of each column."""

    table: str
    first: int
    width: int
    columns: Mapping[str, int]
    headers: Mapping[str, str]
    aside: tuple[Aside, ...]


def find_layout(sheet: Sheet, table: str) -> Layout | None:
    """Find the header of a sheet; None where the sheet has no content at all.

    The header is the first of the first rows in which at least two cells, and at least half of the filled ones, are
    headers of the table; where there is none, the first two or three rows that are such when joined.

    Raises
    ------
    InputError
        If no header is found.
    """
    rows = list(islice(sheet.rows(), LOOKED_AT + _JOINED))
    if not any(cell.strip() for row in rows for cell in row) and not any(
        cell.strip() for row in sheet.rows() for cell in row
    ):
        return None
    for top in range(min(LOOKED_AT, len(rows))):
        if _is_header(rows[top], table):
            bottom = _continued(sheet, rows, top)
            return _layout(table, rows[top:bottom], bottom)
    for top in range(min(LOOKED_AT, len(rows))):
        for depth in range(2, _JOINED + 1):
            joined = _join(_filled_right(rows[top : top + depth]), table)
            if top + depth <= len(rows) and _is_header(joined, table):
                return _layout(table, rows[top : top + depth], top + depth)
    msg = (
        f"found no header in the first {LOOKED_AT} rows of {sheet.place}, taken for {table} "
        f"({BY_NAME[table].chinese}); expected headers like {_examples(table)}"
    )
    raise InputError(msg)


def _examples(table: str) -> str:
    return ", ".join(f"{column.name} ({column.chinese})" for column in BY_NAME[table].read_columns[:3])


def _is_header(row: Sequence[str], table: str) -> bool:
    known = headers_of(table)
    filled = [cell for cell in row if cell.strip() and not _is_beside(cell)]
    found = sum(header_key(cell) in known for cell in filled)
    return found > 1 and found * 2 >= len(filled)


def _is_beside(cell: str) -> bool:
    """Tell whether a cell heads a column that is never ours, so that it speaks neither for nor against a header."""
    return is_ordinal(cell) or is_reason(cell) or is_origin(cell) or is_private_header(cell)


def _continued(sheet: Sheet, rows: list[Row], top: int) -> int:
    """Return where the data begin: below the rows that merged cells tie to the header."""
    last = max((item[1][0] for item in sheet.merged if item[0][0] <= top <= item[1][0]), default=top)
    return min(last, top + _JOINED - 1, len(rows) - 1) + 1


def _filled_right(rows: Sequence[Row]) -> list[list[str]]:
    """Repeat a heading over the columns to its right, as a merged cell that was saved as text leaves them blank."""
    filled: list[list[str]] = []
    for number, row in enumerate(rows):
        cells = list(row)
        if number < len(rows) - 1:
            for index in range(1, len(cells)):
                cells[index] = cells[index] or cells[index - 1]
        filled.append(cells)
    return filled


def _join(rows: Sequence[Row], table: str) -> list[str]:
    """Return one header for each column out of several rows: what is known of joined, lowest and highest, in that order."""
    known = headers_of(table)
    width = max((len(row) for row in rows), default=0)
    joined: list[str] = []
    for index in range(width):
        parts = list(dict.fromkeys(row[index].strip() for row in rows if index < len(row) and row[index].strip()))
        candidates = ["".join(parts), *parts[::-1]]
        joined.append(next((text for text in candidates if header_key(text) in known), candidates[0]))
    return joined


def _layout(table: str, rows: Sequence[Row], first: int) -> Layout:
    header = _join(_filled_right(rows) if len(rows) > 1 else rows, table)
    known = headers_of(table)
    columns: dict[str, int] = {}
    headers: dict[str, str] = {}
    aside: list[Aside] = []
    for index, text in enumerate(header):
        column = known.get(header_key(text))
        if column is not None and column.name not in columns:
            columns[column.name], headers[column.name] = index, text.strip()
        elif text.strip() or column is not None:
            aside.append(Aside(index, " ".join(text.split()), _why(text, column)))
        else:
            aside.append(Aside(index, "", "unknown"))
    return Layout(table, first, len(header), columns, headers, tuple(aside))


def _why(text: str, column: Column | None) -> Why:
    if column is not None:
        return "duplicate"
    if is_ordinal(text):
        return "ordinal"
    if is_reason(text):
        return "reason"
    if is_origin(text):
        return "origin"
    return "private" if is_private_header(text) else "unknown"
