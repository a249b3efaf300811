"""Records back to tables that read as the same records."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeAlias

import xlsxwriter

from graphmodel.errors import InputError
from graphmodel.graph import About, Dataset, Records
from graphmodel.progress import Progress, silent
from graphmodel.schema import TABLES, Bilingual, Column, Kind, Language, Table
from graphmodel.schema.properties import precision_property
from graphmodel.system_errors import reason_in_chinese
from loaders.about import KEYS, TITLES
from loaders.values.date import format_date
from loaders.values.text import protect

Format: TypeAlias = Literal["csv", "xlsx"]
WORKBOOK = "dataset.xlsx"
ABOUT_TITLE = Bilingual("about", "关于")
YES, NO = Bilingual("yes", "是"), Bilingual("no", "否")
_SHEET_ROWS = 1_000_000
_CELL_LIMIT = 32_767
_BLOCK = 20_000


def write_dataset(
    dataset: Dataset,
    folder: Path | str,
    *,
    format: Format = "csv",  # noqa: A002 -- the word that users know
    language: Language = "en",
    progress: Progress = silent,
) -> list[Path]:
    """Write a dataset as tables: one CSV file a table, or one workbook with a sheet a table.

    Parameters
    ----------
    dataset
        Accepted records.
    folder
        Where to write; made where it is missing. Files of the same names are replaced.
    format
        ``csv`` (UTF-8 with BOM, which spreadsheets read) or ``xlsx``.
    language
        Of names, headers and choices.
    progress
        Called while rows are written.

    Returns
    -------
    list of pathlib.Path
        The files written. Read again they give the same records.

    Raises
    ------
    InputError
        If a file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from graphmodel.graph import Records
    >>> from graphmodel.schema import BY_NAME
    >>> rows = {"place_id": ["510106"], "name": ["金牛区"], "level": ["district"]}
    >>> dataset = Dataset(tables={"places": Records(BY_NAME["places"], rows)})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in write_dataset(dataset, folder, language="zh")]
    ['区划与载体.csv', '关于.csv']
    """
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if format == "csv":
            return [*_csv_tables(dataset, folder, language, progress), _csv_about(dataset.about, folder, language)]
        return [_workbook(dataset, folder / WORKBOOK, language, progress)]
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        msg = Bilingual(
            f"found no way to write to {folder} ({error}); close files that are open there, or choose another folder",
            f"无法写入 {folder}（{reason_in_chinese(error)}）；请先关闭那里打开着的文件，或另选文件夹",
        )
        raise InputError(msg) from error


def file_stem(table: Table, language: Language) -> str:
    """Return the name of a table's file or sheet."""
    return table.chinese if language == "zh" else table.name


def about_lines(about: About, language: Language) -> Iterator[tuple[str, str]]:
    """Yield what a dataset says of itself as lines of a key and a value."""
    values = {
        "title": about.title,
        "as_of": None if about.as_of is None else about.as_of.isoformat(),
        "source": about.source,
        "synthetic": (YES if about.synthetic else NO).in_language(language),
        "note": about.note,
    }
    for key, value in values.items():
        if value is not None:
            yield KEYS[key][1 if language == "zh" else 0], value


def about_header(language: Language) -> tuple[str, str]:
    """Return the header of the lines about a dataset."""
    position = 1 if language == "zh" else 0
    return TITLES["key"][position], TITLES["value"][position]


def _tables(dataset: Dataset) -> Iterator[tuple[Table, Records]]:
    for table in TABLES:
        records = dataset.records(table.name)
        if records is not None:
            yield table, records


def _csv_tables(dataset: Dataset, folder: Path, language: Language, progress: Progress) -> Iterator[Path]:
    for table, records in _tables(dataset):
        path = folder / f"{file_stem(table, language)}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(column.title.in_language(language) for column in table.read_columns)
            for done, rows in _rows(records, language, protect):
                writer.writerows(rows)
                progress(path.name, done, len(records))
        yield path


def _csv_about(about: About, folder: Path, language: Language) -> Path:
    path = folder / f"{ABOUT_TITLE.in_language(language)}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = ((key, protect(value)) for key, value in about_lines(about, language))
        csv.writer(file, lineterminator="\r\n").writerows([about_header(language), *lines])
    return path


def _workbook(dataset: Dataset, path: Path, language: Language, progress: Progress) -> Path:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        bold = book.add_format({"bold": True})
        for table, records in _tables(dataset):
            title = file_stem(table, language)
            sheet, line = None, 0
            for done, rows in _rows(records, language, _protect_apostrophe) if len(records) else [(0, [])]:
                if sheet is None or line + len(rows) > _SHEET_ROWS:
                    sheet = book.add_worksheet(title if sheet is None else f"{title} ({done // _SHEET_ROWS + 1})")
                    sheet.write_row(0, 0, [column.title.in_language(language) for column in table.read_columns], bold)
                    sheet.freeze_panes(1, 0)
                    line = 1
                for row in rows:
                    _write_row(sheet, line, row, table)
                    line += 1
                progress(f"{path.name} [{title}]", done, len(records))
        sheet = book.add_worksheet(ABOUT_TITLE.in_language(language))
        for line, cells in enumerate([about_header(language), *about_lines(dataset.about, language)]):
            for index, cell in enumerate(cells):
                sheet.write_string(line, index, _protect_apostrophe(cell))
    return path


def _write_row(sheet: Any, line: int, row: Sequence[str], table: Table) -> None:
    for index, (cell, column) in enumerate(zip(row, table.read_columns, strict=True)):
        if not cell:
            continue
        if len(cell) > _CELL_LIMIT:
            msg = Bilingual(
                f"found {len(cell)} characters in {column.name} of {table.name}; a spreadsheet's cell holds {_CELL_LIMIT}",
                f"{table.chinese}表（{table.name}）的{column.chinese}（{column.name}）有 {len(cell)} 个字符；电子表格的一个单元格至多 {_CELL_LIMIT} 个",
            )
            raise InputError(msg)
        if column.kind in {Kind.COUNT, Kind.NUMBER} and f"{float(cell):.16G}" == cell:
            sheet.write_number(line, index, float(cell))
        else:
            sheet.write_string(line, index, cell)


def _protect_apostrophe(text: str) -> str:
    # A workbook's text is never taken for a formula; only an apostrophe of the text's own would be dropped on reading.
    return protect(text) if text.startswith("'") else text


def _rows(
    records: Records, language: Language, protection: Callable[[str], str]
) -> Iterator[tuple[int, list[tuple[str, ...]]]]:
    """Yield blocks of rows as cells of text, with the number of rows so far."""
    writers = [_formatter(column, language, protection) for column in records.table.read_columns]
    for start in range(0, len(records), _BLOCK):
        end = min(start + _BLOCK, len(records))
        columns = [
            _cells(records, column, writer, slice(start, end))
            for column, writer in zip(records.table.read_columns, writers, strict=True)
        ]
        yield end, list(zip(*columns, strict=True))


def _cells(records: Records, column: Column, writer: Callable[..., str], block: slice) -> list[str]:
    values = records.columns.get(column.name)
    if values is None:
        return [""] * (block.stop - block.start)
    if column.kind is Kind.DATE:
        precisions = records.column(precision_property(column.name))
        pairs = zip(values[block], precisions[block], strict=True)
        return ["" if value is None else writer(value, precision) for value, precision in pairs]
    part = values[block]
    written = {value: writer(value) for value in set(part) if value is not None}
    written[None] = ""
    return [written[value] for value in part]


def _formatter(column: Column, language: Language, protection: Callable[[str], str]) -> Callable[..., str]:
    if column.kind is Kind.ENUMERATION:
        return partial(_choice, {choice.value: choice.chinese for choice in column.values}, language)
    if column.kind is Kind.YES_NO:
        return lambda value: (YES if value else NO).in_language(language)
    if column.kind is Kind.DATE:
        return _date
    if column.kind in {Kind.NUMBER, Kind.LONGITUDE, Kind.LATITUDE}:
        return _number
    return str if column.kind is Kind.COUNT else protection


def _choice(titles: dict[str, str], language: Language, value: str) -> str:
    return titles[value] if language == "zh" else value


def _date(value: dt.date, precision: str | None) -> str:
    return format_date(value, precision)


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))  # noqa: PLR2004 -- exact so far
