"""Where a sheet's header is, and which of its columns are which of the table's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal, TypeAlias

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.schema import BY_NAME, Column, NodeTable
from loaders.map.headers import Heading, heading_of, is_extra, is_number, is_ordinal, is_origin, is_reason
from loaders.private import is_private_header
from loaders.read import Row, Sheet
from loaders.values.text import clean, is_unknown

LOOKED_AT = 20
_JOINED = 3
_CHINESE = re.compile("[\u4e00-\u9fff]")
_TITLE_UNIT = re.compile(r"单位:?(亿元|万元|千元)")
Why: TypeAlias = Literal["unknown", "private", "duplicate", "ordinal", "reason", "origin", "extra", "mark"]


@dataclass(frozen=True, slots=True)
class Aside:
    """A column of a sheet that is not read, and why; a mark only tells that there is a row, though it be empty."""

    index: int
    header: str
    why: Why


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet is laid out: ``first`` is the number of rows before the data, ``columns`` the cell of each column.

    ``units`` are those of number columns whose header, or the title above, gives one.
    """

    table: str
    first: int
    width: int
    columns: Mapping[str, int]
    headers: Mapping[str, str]
    aside: tuple[Aside, ...]
    units: Mapping[str, str] = field(default_factory=dict)


def find_layout(sheet: Sheet, table: str) -> Layout | None:
    """Find the header of a sheet; None where the sheet has no content at all.

    The header is the first of the first rows in which at least two cells, and at least half of the filled ones, are
    headers of the table; where there is none, the first two or three rows that are such when joined; else the first, alone
    or joined, that has every header without which no row can stand, whatever else it has.

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
    for is_header in (_is_header, _has_required):
        for top in range(min(LOOKED_AT, len(rows))):
            if is_header(rows[top], table):
                bottom = _continued(sheet, rows, top, table)
                return _layout(table, rows, top, bottom)
        for top in range(min(LOOKED_AT, len(rows))):
            for depth in range(2, _JOINED + 1):
                joined = _join(_filled_right(rows[top : top + depth]), table)
                if top + depth <= len(rows) and is_header(joined, table):
                    return _layout(table, rows, top, top + depth)
    examples = _examples(table)
    msg = Bilingual(
        f"found no header in the first {LOOKED_AT} rows of {sheet.place}, taken for {table} "
        f"({BY_NAME[table].chinese}); expected headers like {examples.en}; "
        "if it is that table, `gongjian map` proposes which column is which",
        f"{sheet.place} 按{BY_NAME[table].chinese}表（{table}）读取，但前 {LOOKED_AT} 行中没有表头；表头应如 {examples.zh}；"
        "如果确是此表，可运行 `gongjian map`，由程序推测各列的对应",
    )
    raise InputError(msg)


def _examples(table: str) -> Bilingual:
    columns = BY_NAME[table].read_columns[:3]
    return Bilingual(
        ", ".join(f"{column.name} ({column.chinese})" for column in columns),
        "、".join(f"{column.chinese}（{column.name}）" for column in columns),
    )


def is_known_header(row: Sequence[str]) -> bool:
    """Tell whether a row could be the header of any of our tables; a title, merged over all cells, is none.

    Examples
    --------
    >>> is_known_header(["单位名称", "行业", "电话"]), is_known_header(["企业", "企业", "企业"])
    (True, False)
    """
    return len({cell for cell in row if cell.strip()}) > 1 and any(_is_header(row, table) for table in BY_NAME)


def _is_header(row: Sequence[str], table: str) -> bool:
    filled = [cell for cell in row if cell.strip() and not _is_beside(cell)]
    found = sum(heading_of(cell, table) is not None for cell in filled)
    return found > 1 and found * 2 >= len(filled)


def _has_required(row: Sequence[str], table: str) -> bool:
    """Tell whether a row has all headers that a row cannot do without; an export may have many others beside them."""
    declared = BY_NAME[table]
    key = declared.key if isinstance(declared, NodeTable) else None
    headings = (heading_of(cell, table) for cell in row if cell.strip())
    names = {heading.column.name for heading in headings if heading is not None}
    needed = {column.name for column in declared.required} - (
        {key} if names & {"uscc", "registration_number"} else set()
    )
    return len(names) > 1 and needed <= names


def _is_beside(cell: str) -> bool:
    """Tell whether a cell heads a column that is never ours, so that it speaks neither for nor against a header."""
    return is_ordinal(cell) or is_reason(cell) or is_extra(cell) or is_origin(cell) or is_private_header(cell)


def _continued(sheet: Sheet, rows: list[Row], top: int, table: str) -> int:
    """Return where the data begin: below the rows that merged cells, or what they say, tie to the header."""
    last = max((item[1][0] for item in sheet.merged if item[0][0] <= top <= item[1][0]), default=top)
    if last == top and top + 1 < len(rows) and _is_second(rows[top], rows[top + 1], table):
        last = top + 1
    return min(last, top + _JOINED - 1, len(rows) - 1) + 1


def _is_second(header: Row, below: Row, table: str) -> bool:
    """Tell whether a row is the header's second: every cell of it, joined to what stands above, is a header, and none stands below one."""
    filled = [index for index, cell in enumerate(below) if cell.strip()]
    joined = _join(_filled_right([header, below]), table)
    return bool(filled) and all(
        heading_of(joined[index], table) is not None
        and (index >= len(header) or heading_of(header[index], table) is None)
        for index in filled
    )


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
    """Return one header for each column out of several rows.

    The first that is known of: joined downwards, joined upwards (从业 below 人数 is 从业人数), the lowest, the next above.
    """
    width = max((len(row) for row in rows), default=0)
    joined: list[str] = []
    for index in range(width):
        parts = list(dict.fromkeys(row[index].strip() for row in rows if index < len(row) and row[index].strip()))
        candidates = ["".join(parts), "".join(parts[::-1]), *parts[::-1]]
        joined.append(next((text for text in candidates if heading_of(text, table)), candidates[0]))
    return joined


def _layout(table: str, rows: Sequence[Row], top: int, first: int) -> Layout:
    lines = rows[top:first]
    header = _join(_filled_right(lines) if len(lines) > 1 else lines, table)
    header = _with_those_above(header, rows[top - 1] if top else ())
    below = rows[first:]
    counted = _counting(header, below, table)
    headings = [
        None if index == counted or (heading and heading.coded and not are_codes(_cells(below, index))) else heading
        for index, heading in enumerate(heading_of(text, table) for text in header)
    ]
    chosen = _chosen(headings)
    title_unit = _unit_of_title(rows[:top])
    headers: dict[str, str] = {}
    units: dict[str, str] = {}
    aside: list[Aside] = []
    for index, (text, heading) in enumerate(zip(header, headings, strict=True)):
        if heading is not None and chosen[heading.column.name] == index:
            name = heading.column.name
            headers[name] = text.strip()
            unit = heading.unit or (title_unit if name.endswith("_yuan") and not heading.is_own else None)
            if unit:
                units[name] = unit
        elif index == counted:
            aside.append(Aside(index, " ".join(text.split()), "ordinal"))
        elif text.strip() or heading is not None:
            aside.append(Aside(index, " ".join(text.split()), _why(text, heading and heading.column)))
        else:
            aside.append(Aside(index, "", "unknown"))
    columns = {name: chosen[name] for name in headers}
    return Layout(table, first, len(header), columns, headers, tuple(aside), units)


def _with_those_above(header: list[str], above: Row) -> list[str]:
    """Fill blank headers with what stands right above, where a cell merged over both rows was saved as text."""
    if sum(1 for cell in above if cell.strip()) <= 1:
        return header  # a title
    return [text if text.strip() or index >= len(above) else above[index].strip() for index, text in enumerate(header)]


def _counting(header: Sequence[str], below: Sequence[Row], table: str) -> int | None:
    """Return the place of a column 编号 that only counts the rows, where a credit code can serve as the id; else None."""
    index = next((index for index, text in enumerate(header) if is_number(text)), None)
    names = {heading.column.name for text in header if (heading := heading_of(text, table)) is not None}
    if index is None or not names & {"uscc", "registration_number"}:
        return None
    cells = _cells(below, index)
    return index if cells and all(cell.lstrip("0") == str(count) for count, cell in enumerate(cells, start=1)) else None


def are_codes(cells: Iterable[str]) -> bool:
    """Tell whether the known cells of a column are codes, and not Chinese names, as far as there are any.

    Examples
    --------
    >>> are_codes(["510106032001", "C-2"]), are_codes(["抚琴社区"])
    (True, False)
    """
    return not any(map(_CHINESE.search, cells))


def _cells(rows: Sequence[Row], index: int) -> list[str]:
    """Return the known cells of a column."""
    return [clean(row[index]) for row in rows if index < len(row) and not is_unknown(row[index])]


def _chosen(headings: Sequence[Heading | None]) -> dict[str, int]:
    """Return the place of each column: its own name goes before another wording, that before one in doubt, the left before the right."""
    best: dict[str, tuple[bool, int, int]] = {}
    for index, heading in enumerate(headings):
        if heading is not None:
            place = (not heading.is_own, heading.doubt, index)
            best[heading.column.name] = min(best.get(heading.column.name, place), place)
    return {name: index for name, (_, _, index) in best.items()}


def _unit_of_title(rows: Sequence[Row]) -> str | None:
    """Return the unit of money that the rows above the header give, as in 单位：万元."""
    text = "".join("".join(clean(cell) for cell in row) for row in rows)
    match = _TITLE_UNIT.search(re.sub(r"\s", "", text))
    return match[1] if match else None


def _why(text: str, column: Column | None) -> Why:
    if column is not None:
        return "duplicate"
    if is_ordinal(text):
        return "ordinal"
    if is_reason(text):
        return "reason"
    if is_extra(text):
        return "extra"
    if is_origin(text):
        return "origin"
    return "private" if is_private_header(text) else "unknown"
