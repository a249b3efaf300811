"""From a sheet of text cells to typed columns, block by block, so that raw cells are never held as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from graphmodel.bilingual import Bilingual
from graphmodel.progress import Progress, silent
from graphmodel.schema import BY_NAME, Column, NodeTable, RelationshipTable, Table
from loaders.map.cells import Cells, Ignored, is_of_persons, is_short_month
from loaders.map.layout import Layout
from loaders.map.origin import fingerprint, origin_column, parse_origin
from loaders.map.rows import Part, Rows
from loaders.private import MASK, quoted
from loaders.problems import Problem
from loaders.read import Row, Sheet
from loaders.values.text import clean

BLOCK = 20_000
_FOOTER = re.compile(
    r"合计|总计|小计|共计|累计|(?:填表|填报|制表|报送|统计|上报)(?:说明|人|单位|日期|时间|部门)|制表|审核|审批人|复核|经办人|分管领导|联系人|联系电话|备注|说明|注(?=[:0-9])"
    r"|(?:单位|统计|部门)?(?:负责人|领导)"
)
_BESIDE = frozenset({"ordinal", "reason", "origin"})


def read_rows(
    rows: Rows,
    sheet: Sheet,
    layout: Layout,
    *,
    replaced: Mapping[int, str] | None = None,
    progress: Progress = silent,
) -> list[Problem]:
    """Append the rows of a sheet to ``rows``; return the problems of its columns.

    ``replaced`` are the rows of which a mended copy is read instead: their numbers, with fingerprints.
    """
    start = len(rows)
    cells = {
        name: Cells(rows.table.column(name), from_1904=sheet.from_1904, unit=layout.units.get(name))
        for name in layout.columns
    }
    ignored = [Ignored(aside) for aside in layout.aside if aside.why not in {*_BESIDE, "extra", "mark"}]
    rows.parts.append(Part(sheet, layout, start))
    footers = dropped = 0
    told = Bilingual(f"{sheet.place} → {rows.table.name}", f"{sheet.place} → {rows.table.chinese}")
    for block in _blocks(sheet, layout, replaced or {}):
        footers += block.footers
        dropped += len(block.replaced)
        rows.replaced.update((sheet.file, sheet.name or "", number) for number in block.replaced)
        _append(rows, block, layout, cells)
        for column in ignored:
            column.look(block.column(column.aside.index))
        progress(told, len(rows) - start, None)
    _tell_short_months(rows, cells)
    names, problems = _leave_out_names(rows, sheet, layout, cells, start)
    rows.parts[-1] = replace(rows.parts[-1], footers=footers, replaced=dropped, private=names)
    return [*problems, *(problem for column in ignored if (problem := _aside_problem(column, sheet, layout)))]


def _tell_short_months(rows: Rows, cells: Mapping[str, Cells]) -> None:
    """Warn of months that read as January and may be October; only at the end is it known whether the column keeps zeros."""
    for name, values in cells.items():
        if not values.keeps_zeros:
            for row, cell in values.short_months.items():
                rows.report("doubtful_month", row, rows.table.column(name), value=cell.strip())


def _leave_out_names(
    rows: Rows, sheet: Sheet, layout: Layout, cells: Mapping[str, Cells], start: int
) -> tuple[frozenset[str], list[Problem]]:
    """Empty the columns of text that turn out to hold persons' names."""
    problems: list[Problem] = []
    names: set[str] = set()
    for name, values in cells.items():
        column = rows.table.column(name)
        if is_of_persons(column, values):
            own = rows.columns[name][start:]
            count = len(own) - own.count(None)
            rows.columns[name][start:] = [None] * len(own)
            names.add(name)
            details = {"count": str(count)}
            header = quoted(layout.headers[name])
            problem = Problem(
                "private_column", layout.table, sheet.file, sheet.name, layout.first, header, None, details
            )
            problems.append(problem)
    return frozenset(names), problems


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows of a sheet as columns of cells, with the rows' numbers; those in ``extra`` have cells beyond the header.

    ``replaced`` are the numbers of the rows that are left out for a mended copy.
    """

    numbers: Sequence[int]
    cells: Sequence[Sequence[str]]
    footers: int
    replaced: Sequence[int]
    extra: frozenset[int]

    def column(self, index: int) -> Sequence[str]:
        return self.cells[index] if self.cells else ()


def _blocks(sheet: Sheet, layout: Layout, replaced: Mapping[int, str]) -> Iterator[_Block]:
    records = islice(sheet.rows(), layout.first, None)
    number = layout.first
    while raw := list(islice(records, BLOCK)):
        numbers = range(number + 1, number + 1 + len(raw))
        number += len(raw)
        yield _block(raw, numbers, sheet, layout, replaced)


def _block(raw: list[Row], numbers: range, sheet: Sheet, layout: Layout, replaced: Mapping[int, str]) -> _Block:
    width = layout.width
    extra: frozenset[int] = frozenset()
    if any(len(row) != width for row in raw):
        extra = frozenset(
            number
            for row, number in zip(raw, numbers, strict=True)
            if sheet.ragged and len(row) > width and any(cell.strip() for cell in row[width:])
        )
        raw = [row if len(row) == width else [*row[:width], *[""] * (width - len(row))] for row in raw]
    columns = list(zip(*raw, strict=True))
    dropped = {index: why for index in _suspects(columns, layout) if (why := _not_a_row(raw[index], layout))}
    for number in replaced.keys() & numbers:
        index = number - numbers.start
        if index not in dropped and fingerprint(raw[index], layout) == replaced[number]:
            dropped[index] = "replaced"
    if not dropped:
        return _Block(numbers, columns, 0, (), extra)
    kept = [index for index in range(len(raw)) if index not in dropped]
    columns = list(zip(*(raw[index] for index in kept), strict=True)) or [()] * width
    return _Block(
        [numbers[index] for index in kept],
        columns,
        list(dropped.values()).count("footer"),
        [numbers[index] for index, why in dropped.items() if why == "replaced"],
        extra - {numbers[index] for index in dropped},
    )


def is_footer(cell: str) -> bool:
    """Tell whether a line that begins with this cell, and has no id of its own, is none of the table's rows.

    Examples
    --------
    >>> [is_footer(cell) for cell in ("合 计", "填报日期：2022年", "说明：一、", "注：", "E1", "注册公司")]
    [True, True, True, True, False, False]
    """
    return not cell.isascii() and _FOOTER.match(clean(cell).replace(" ", "")) is not None


def _suspects(columns: list[tuple[str, ...]], layout: Layout) -> list[int]:
    """Return the rows that may be none: those whose first column of ours is blank, a footer's word or the header."""
    name, index = min(layout.columns.items(), key=lambda item: item[1])
    cells = columns[index]
    suspicious = {
        cell for cell in set(cells) if not cell.strip() or is_footer(cell) or cell.strip() == layout.headers[name]
    }
    return [row for row, cell in enumerate(cells) if cell in suspicious] if suspicious else []


def _not_a_row(row: Row, layout: Layout) -> str | None:
    """Tell why a row of cells is none of the table's: blank, a footer, or the header again; None where it is one."""
    beside = {aside.index for aside in layout.aside if aside.why in _BESIDE}
    filled = [index for index, cell in enumerate(row) if cell.strip() and index not in beside]
    ours = {name: row[index].strip() for name, index in layout.columns.items() if row[index].strip()}
    if ours and all(text == layout.headers[name] for name, text in ours.items()):
        return "header"
    first = next((cell for cell in row if cell.strip()), "")
    if is_footer(first) and _lacks_ids(ours, BY_NAME[layout.table], first.strip()):
        return "footer"
    return None if filled else "blank"


def _lacks_ids(ours: dict[str, str], table: Table, first: str) -> bool:
    """Tell whether a row names no thing of its own, as a footer does not."""
    names = id_columns(table)
    return all(ours.get(name) in {None, first} or is_footer(ours[name]) for name in names)


def id_columns(table: Table) -> tuple[str, ...]:
    """Return the columns that say which thing or tie a row is about."""
    if isinstance(table, RelationshipTable):
        return (table.start, table.end)
    key = table.key if isinstance(table, NodeTable) else None
    return (key, "uscc") if key else tuple(column.name for column in table.required)


def _append(rows: Rows, block: _Block, layout: Layout, cells: dict[str, Cells]) -> None:
    start = len(rows)
    rows.numbers.extend(block.numbers)
    rows.states.extend(bytes(len(block.numbers)))
    for name in {*rows.columns, *cells}:
        values = rows.columns.setdefault(name, [])
        values.extend([None] * (start - len(values)))
        if name in cells:
            raw = block.column(layout.columns[name])
            values.extend(map(cells[name].__getitem__, raw))
            _note(rows, rows.table.column(name), raw, cells[name], start)
        else:
            values.extend([None] * len(block.numbers))
    origins = origin_column(layout)
    if origins is not None:
        for row, cell in enumerate(block.column(origins), start=start):
            origin = parse_origin(cell)
            if origin is not None:
                rows.origins[row] = origin[:3]
    for row in _with_extra_cells(block, layout, start):
        rows.report("extra_cells", row)


def _with_extra_cells(block: _Block, layout: Layout, start: int) -> Iterator[int]:
    """Yield the rows with cells beyond the header, or in the column in which a quarantine keeps them."""
    kept = [block.column(aside.index) for aside in layout.aside if aside.why == "extra"]
    if block.extra or any(cell.strip() for cells in kept for cell in cells):
        for index, number in enumerate(block.numbers):
            if number in block.extra or any(cells[index].strip() for cells in kept):
                yield start + index


def _note(rows: Rows, column: Column, raw: Sequence[str], cells: Cells, start: int) -> None:
    """Report the cells of a block that are no value or private, and keep the precision of partial dates."""
    if cells.faults:
        for row, cell in enumerate(raw, start=start):
            if cell in cells.faults:
                rows.report_fault(cells.faults[cell], row, column, cell)
    if cells.private:
        for row, cell in enumerate(raw, start=start):
            if cell in cells.private:
                rows.report("private_value", row, column, value=MASK)
    if cells.precisions:
        _note_precisions(rows, column, raw, cells, start)


def _note_precisions(rows: Rows, column: Column, raw: Sequence[str], cells: Cells, start: int) -> None:
    precisions = rows.precisions[column.name]
    for row, cell in enumerate(raw, start=start):
        if cell in cells.precisions:
            precisions[row] = cells.precisions[cell]
            if is_short_month(cell):
                cells.short_months[row] = cell


def _aside_problem(column: Ignored, sheet: Sheet, layout: Layout) -> Problem | None:
    aside = column.aside
    if not aside.header and not column.filled:
        return None
    code = "private_column" if column.is_private() else f"{aside.why}_column"
    header = quoted(aside.header) if aside.header else f"#{aside.index + 1}"
    details = {"count": str(column.filled)}
    return Problem(code, layout.table, sheet.file, sheet.name, layout.first, header, None, details)
