"""The rows that cannot be used, as a workbook: the wrong cells marked, the reason beside them, to be mended and loaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

import xlsxwriter

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.schema import BY_NAME, Column, Kind, Language, Table
from graphmodel.system_errors import reason_in_chinese
from loaders.map.layout import Layout
from loaders.map.origin import HEADER, origin_of
from loaders.map.rows import Part
from loaders.private import MASK, has_identity_number, looks_private, shown
from loaders.problems import Problem
from loaders.report import CheckResult, QuarantinedRows
from loaders.values.date import PartialDate, format_date, parse_date
from loaders.values.number import UNITS
from loaders.values.text import clean, is_unknown

FILE = "quarantine.xlsx"
REASON = Bilingual("reason", "原因")
_EXTRA = Bilingual("extra cells", "多余内容")
SHEET_ROWS = 1_000_000
"""Rows that one sheet takes; the rest goes to a further one."""
_NONE = Bilingual("none", "无")
_CELL_LIMIT = 32_767
_COMMENTED = 10_000
"""Cells of a sheet that carry a comment; more would choke a spreadsheet, and the reason column says all."""
_REASON_WIDTH = 80
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_IDS = frozenset({Kind.IDENTIFIER, Kind.REFERENCE, Kind.USCC})


def write_quarantine(result: CheckResult, folder: Path | str, *, language: Language = "zh") -> Path:
    """Write the quarantined rows of a check to ``quarantine.xlsx`` in ``folder``.

    A sheet for each table, with its headers in ``language``; a wrong cell is coloured and carries its message; the column
    原因 (reason) says everything that is wrong with the row, the column 原处 (original row) where it is. Once mended the workbook is loaded beside the
    files it comes from: its rows then stand in the place of the originals. An earlier quarantine is never overwritten.
    Columns that were left out as private, and cells that look private, are not in it.

    Returns
    -------
    pathlib.Path
        The workbook.

    Raises
    ------
    InputError
        If the workbook cannot be written, or a file has gone since it was checked.
    """
    path = _free(Path(folder))
    by_table: dict[str, list[QuarantinedRows]] = {}
    for rows in result.quarantine:
        by_table.setdefault(rows.part.layout.table, []).append(rows)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
            for name, groups in by_table.items():
                _write_table(book, BY_NAME[name], groups, language)
            if not by_table:
                book.add_worksheet(_NONE.in_language(language))
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        msg = Bilingual(
            f"found no way to write {path} ({error}); close it if it is open, or choose another folder",
            f"无法写入 {path}（{reason_in_chinese(error)}）：文件如已打开，请先关闭，或另选文件夹",
        )
        raise InputError(msg) from error
    return path


def _free(folder: Path) -> Path:
    """Return a file that is not there yet: an earlier quarantine may have been mended meanwhile."""
    path, count = folder / FILE, 1
    while path.exists():
        count += 1
        path = folder / f"{Path(FILE).stem}-{count}{Path(FILE).suffix}"
    return path


def _write_table(book: Any, table: Table, groups: Sequence[QuarantinedRows], language: Language) -> None:
    formats = {
        "header": book.add_format({"bold": True, "bg_color": "#E8EDF3"}),
        "wrong": book.add_format({"num_format": "@", "bg_color": "#FFD9B3"}),
        "text": book.add_format({"num_format": "@"}),
        "reason": book.add_format({"text_wrap": True, "font_color": "#9C3A00"}),
    }
    rows = (row for group in groups for row in _rows(group, table))
    has_extra = any(
        problem.code == "extra_cells" for group in groups for own in group.problems.values() for problem in own
    )
    beside = (*((_EXTRA,) if has_extra else ()), REASON, HEADER)
    number = 0
    while block := list(islice(rows, 1)):
        number += 1
        sheet = _add_sheet(book, table, beside, formats, number, language)
        comments = 0
        for line, row in enumerate(chain(block, islice(rows, SHEET_ROWS - 1)), start=1):
            comments += _write_row(
                sheet, line, row, table, formats, language, has_extra=has_extra, commented=comments < _COMMENTED
            )


def _add_sheet(
    book: Any, table: Table, beside: Sequence[Bilingual], formats: Mapping[str, Any], number: int, language: Language
) -> Any:
    title = Bilingual(table.name, table.chinese).in_language(language)
    sheet = book.add_worksheet(title if number == 1 else f"{title} ({number})")
    width = len(table.read_columns)
    for index, column in enumerate(table.read_columns):
        sheet.write_string(0, index, column.title.in_language(language), formats["header"])
    sheet.write_row(0, width, [header.in_language(language) for header in beside], formats["header"])
    sheet.set_column(0, width - 1, 16, formats["text"])
    reason = width + beside.index(REASON)
    sheet.set_column(reason, reason, _REASON_WIDTH)
    sheet.freeze_panes(1, 1)
    return sheet


@dataclass(frozen=True, slots=True)
class _Row:
    """One row to be mended: the cells of our columns, the cells beyond the header, what is wrong, where it is."""

    cells: Mapping[str, str]
    extra: str
    errors: Sequence[Problem]
    origin: str


def _write_row(
    sheet: Any,
    line: int,
    row: _Row,
    table: Table,
    formats: Mapping[str, Any],
    language: Language,
    *,
    has_extra: bool,
    commented: bool,
) -> int:
    """Write a row with its reasons; return how many of its cells got a comment."""
    messages: dict[str, list[str]] = {}
    for problem in row.errors:
        messages.setdefault(problem.column or "", []).append(problem.message(language))
    reasons = [problem.message(language) for problem in row.errors]
    comments = 0
    for index, column in enumerate(table.read_columns):
        cell = row.cells.get(column.name, "")
        if len(cell) > _CELL_LIMIT:
            cut = Bilingual(
                f"{column.name} has {len(cell):,} characters, of which a spreadsheet's cell holds the first {_CELL_LIMIT:,}",
                f"{column.chinese}有 {len(cell):,} 字，此处仅存前 {_CELL_LIMIT:,} 字",
            )
            reasons.append(cut.in_language(language))
        is_wrong = column.name in messages
        sheet.write_string(line, index, cell[:_CELL_LIMIT], formats["wrong" if is_wrong else "text"])
        if is_wrong and commented:
            sheet.write_comment(line, index, "\n".join(messages[column.name])[:_CELL_LIMIT])
            comments += 1
    width = len(table.read_columns) + has_extra
    if has_extra:
        sheet.write_string(line, width - 1, row.extra[:_CELL_LIMIT], formats["wrong" if row.extra else "text"])
    sheet.write_string(line, width, "\n".join(reasons)[:_CELL_LIMIT], formats["reason"])
    sheet.write_string(line, width + 1, row.origin)
    return comments


def _rows(group: QuarantinedRows, table: Table) -> Iterator[_Row]:
    """Read the rows once more and yield those to be mended."""
    layout, sheet = group.part.layout, group.part.sheet
    for number, row in enumerate(sheet.rows(), start=1):
        problems = group.problems.get(number)
        if problems is None:
            continue
        wrong = {problem.column for problem in problems}
        private = group.part.private | {problem.column for problem in problems if problem.code == "private_value"}
        cells = {
            name: _shown(row[index], table.column(name), group.part, is_wrong=name in wrong)
            for name, index in layout.columns.items()
            if index < len(row) and name not in private
        }
        errors = [problem for problem in problems if problem.severity == "error"]
        extra = " | ".join(shown(cell.strip()) for cell in _beyond(row, layout) if cell.strip())
        yield _Row(cells, extra, errors, origin_of(sheet, number, row, layout))


def _beyond(row: Sequence[str], layout: Layout) -> Sequence[str]:
    """Return the cells of a row beyond the header, and those that an earlier quarantine kept."""
    kept = [row[aside.index] for aside in layout.aside if aside.why == "extra" and aside.index < len(row)]
    return [*row[layout.width :], *kept]


def _shown(cell: str, column: Column, part: Part, *, is_wrong: bool) -> str:
    """Return a cell as it may be kept: nothing where it was read as empty for looking private.

    What only the sheet it comes from says of it, its unit and how the book counts days, goes into the cell.
    """
    if has_identity_number(cell) or (column.kind not in _IDS and looks_private(cell)):
        return ""
    if is_wrong and shown(cell) == MASK:
        return MASK
    unit = part.layout.units.get(column.name)
    if unit is not None and not is_unknown(cell) and not clean(cell).endswith(tuple(UNITS)):
        return f"{cell.strip()}{unit}"
    if column.kind is Kind.DATE and part.sheet.from_1904:
        date = parse_date(cell, ends=column.ends, from_1904=True)
        return format_date(*date) if isinstance(date, PartialDate) else cell
    return cell
