"""The rows that cannot be used, as a workbook: the wrong cells marked, the reason beside them, to be mended and loaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlsxwriter

from graphmodel.errors import InputError
from graphmodel.schema import BY_NAME, Kind, Table
from loaders.map.origin import HEADER, origin_of
from loaders.map.rows import Part
from loaders.private import MASK, has_identity_number, looks_private
from loaders.problems import Problem

if TYPE_CHECKING:
    from loaders.report import CheckResult

FILE = "quarantine.xlsx"
REASON = "原因"
_REASON_WIDTH = 80
_IDS = frozenset({Kind.IDENTIFIER, Kind.REFERENCE, Kind.USCC})


@dataclass(frozen=True, slots=True)
class QuarantinedRows:
    """The quarantined rows of one sheet, by their number, each with its problems."""

    part: Part
    problems: Mapping[int, Sequence[Problem]]


def write_quarantine(result: CheckResult, folder: Path | str) -> Path:
    """Write the quarantined rows of a check to ``quarantine.xlsx`` in ``folder``.

    A sheet for each table, with its Chinese headers; a wrong cell is coloured and carries its message; the column 原因
    says everything that is wrong with the row, the column 原处 where it is. Once mended the workbook is loaded beside the
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
        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            for name, groups in by_table.items():
                _write_table(book, BY_NAME[name], groups)
            if not by_table:
                book.add_worksheet("无")
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        msg = f"found no way to write {path} ({error}); close it if it is open, or choose another folder"
        raise InputError(msg) from error
    return path


def _free(folder: Path) -> Path:
    """Return a file that is not there yet: an earlier quarantine may have been mended meanwhile."""
    path, count = folder / FILE, 1
    while path.exists():
        count += 1
        path = folder / f"{Path(FILE).stem}-{count}{Path(FILE).suffix}"
    return path


def _write_table(book: Any, table: Table, groups: Sequence[QuarantinedRows]) -> None:
    sheet = book.add_worksheet(table.chinese)
    text = book.add_format({"num_format": "@"})
    formats = {
        "header": book.add_format({"bold": True, "bg_color": "#E8EDF3"}),
        "wrong": book.add_format({"num_format": "@", "bg_color": "#FFD9B3"}),
        "text": text,
        "reason": book.add_format({"text_wrap": True, "font_color": "#9C3A00"}),
    }
    columns = [column.name for column in table.read_columns]
    for index, column in enumerate(table.read_columns):
        sheet.write_string(0, index, column.chinese, formats["header"])
    sheet.write_row(0, len(columns), (REASON, HEADER), formats["header"])
    sheet.set_column(0, len(columns) - 1, 16, text)
    sheet.set_column(len(columns), len(columns), _REASON_WIDTH)
    sheet.freeze_panes(1, 1)
    line = 0
    for group in groups:
        for cells, problems, origin in _cells(group, table):
            line += 1
            sheet.write_string(line, len(columns) + 1, origin)
            _write_row(sheet, line, [cells.get(name, "") for name in columns], columns, problems, formats)


def _write_row(
    sheet: Any,
    line: int,
    cells: Sequence[str],
    columns: Sequence[str],
    problems: Sequence[Problem],
    formats: Mapping[str, Any],
) -> None:
    messages: dict[str, list[str]] = {}
    for problem in problems:
        if problem.severity == "error":
            messages.setdefault(problem.column or "", []).append(problem.message("zh"))
    for index, (name, cell) in enumerate(zip(columns, cells, strict=True)):
        sheet.write_string(line, index, cell, formats["wrong" if name in messages else "text"])
        if name in messages:
            sheet.write_comment(line, index, "\n".join(messages[name]))
    errors = [problem for problem in problems if problem.severity == "error"]
    reason = "\n".join(f"{problem.message('zh')} · {problem.message('en')}" for problem in errors)
    sheet.write_string(line, len(columns), reason, formats["reason"])


def _cells(group: QuarantinedRows, table: Table) -> Iterator[tuple[dict[str, str], Sequence[Problem], str]]:
    """Read the rows once more and yield the cells of our columns, what is wrong, and where the row is."""
    layout = group.part.layout
    for number, row in enumerate(group.part.sheet.rows(), start=1):
        problems = group.problems.get(number)
        if problems is None:
            continue
        wrong = {problem.column for problem in problems}
        yield (
            {
                name: _shown(row[index], is_id=table.column(name).kind in _IDS, is_wrong=name in wrong)
                for name, index in layout.columns.items()
                if index < len(row)
            },
            problems,
            origin_of(group.part.sheet, number, row, layout),
        )


def _shown(cell: str, *, is_id: bool, is_wrong: bool) -> str:
    """Return a cell as it may be kept: nothing where it was read as empty for looking private."""
    if has_identity_number(cell) or (not is_id and looks_private(cell)):
        return ""
    return MASK if is_wrong and looks_private(cell) else cell
