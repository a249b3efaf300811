"""Excel workbooks, old and new, by calamine."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import PurePath
from typing import Any, BinaryIO

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from loaders.read.archive_guard import MOST_CELLS, guard_cells, guard_workbook
from loaders.read.calamine_faults import faults_told, locked
from loaders.read.old_workbook import SIGNATURE, counts_from_1904, last_cell, makes_false_claims, wants_password
from loaders.read.sheet import Merged, Row, Sheet

_EXACT = 10**16
"""Whole numbers of more digits than a spreadsheet keeps are shown as it shows them."""
_DATE_1904 = re.compile(rb"<workbookPr\b[^>]*\bdate1904\s*=\s*[\"'](?:1|true)[\"']")


def workbook_sheets(open_binary: Callable[[], BinaryIO], *, file: str) -> Iterator[Sheet]:
    """Yield every worksheet that has content; charts, macros and empty sheets are passed over.

    Raises
    ------
    InputError
        If the file is no workbook, is damaged, or wants a password.
    """
    with open_binary() as stream:
        content = stream.read()
    book = _open(content, file)
    from_1904 = _counts_from_1904(content)
    names = [data.name for data in book.sheets_metadata if data.typ == SheetTypeEnum.WorkSheet]
    hidden = {data.name for data in book.sheets_metadata if data.visible != SheetVisibleEnum.Visible}
    get_sheet = lru_cache(maxsize=1)(partial(_sheet, book, file=file, quiet=content.startswith(SIGNATURE)))
    merged_ranges = {name: _merged(sheet) for name in names if (sheet := get_sheet(name)).end is not None}
    filled = list(merged_ranges)
    stem = PurePath(file).stem
    for name, merged in merged_ranges.items():
        yield Sheet(
            file,
            name,
            stem,
            _reader(get_sheet, name, merged),
            alone=len(filled) == 1,
            from_1904=from_1904,
            hidden=name in hidden,
            merged=merged,
        )
    if not filled:
        yield Sheet(file, names[0] if names else None, stem, lambda: iter(()))


def _open(content: bytes, file: str) -> CalamineWorkbook:
    if content.startswith(b"PK"):
        guard_workbook(io.BytesIO(content), file)
    elif content.startswith(SIGNATURE):
        if wants_password(content):
            raise locked(file)
        guard_cells(*last_cell(content), file)
        if makes_false_claims(content, MOST_CELLS):
            msg = Bilingual(
                f"found a damaged workbook in {file} (it says that it holds more than it can): open it in a spreadsheet and save it again as .xlsx",
                f"工作簿 {file} 已损坏（其自称的内容超出文件所能容纳）：请用表格软件打开，再另存为 .xlsx",
            )
            raise InputError(msg)
    else:
        found = Bilingual("something else", "不是工作簿") if content else Bilingual("an empty file", "是空文件")
        msg = Bilingual(
            f"found {found.en} in {file}, expected an Excel workbook: save it as .xlsx, or rename it to .csv if it is text",
            f"{file} {found.zh}，应为 Excel 工作簿：请另存为 .xlsx；如果是文本，请改名为 .csv",
        )
        raise InputError(msg)
    with faults_told(Bilingual("workbook", "工作簿"), file, quiet=content.startswith(SIGNATURE)):
        return CalamineWorkbook.from_filelike(io.BytesIO(content))


def _sheet(book: CalamineWorkbook, name: str, file: str, *, quiet: bool) -> CalamineSheet:
    with faults_told(Bilingual(f"sheet {name}", f"工作表“{name}”"), file, quiet=quiet):
        return book.get_sheet_by_name(name)


def _counts_from_1904(content: bytes) -> bool:
    if content.startswith(SIGNATURE):
        return counts_from_1904(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        try:
            return _DATE_1904.search(archive.read("xl/workbook.xml")) is not None
        except KeyError:
            return False


def _merged(sheet: CalamineSheet) -> tuple[Merged, ...]:
    return tuple((first, last) for first, last in sheet.merged_cell_ranges or ())


def _reader(
    get_sheet: Callable[[str], CalamineSheet], name: str, merged: tuple[Merged, ...]
) -> Callable[[], Iterator[Row]]:
    def rows() -> Iterator[Row]:
        sheet = get_sheet(name)
        left = sheet.start[1] if sheet.start else 0
        padding = [""] * left
        plain = ([*padding, *map(as_text, row)] for row in sheet.iter_rows())
        return _spread(plain, merged) if merged else plain

    return rows


def _spread(rows: Iterator[list[str]], merged: tuple[Merged, ...]) -> Iterator[Row]:
    """Give every cell of a merged range the text of its first."""
    starting: dict[int, list[Merged]] = {}
    for item in merged:
        starting.setdefault(item[0][0], []).append(item)
    open_ranges: list[tuple[Merged, str]] = []
    for number, row in enumerate(rows):
        open_ranges = [(item, text) for item, text in open_ranges if item[1][0] >= number]
        for item in starting.get(number, ()):
            column = item[0][1]
            open_ranges.append((item, row[column] if column < len(row) else ""))
        for item, text in open_ranges:
            for column in range(item[0][1], min(item[1][1] + 1, len(row))):
                row[column] = text
        yield row


def as_text(cell: Any) -> str:
    """Return a cell as text: a whole number as its digits, a day as 2024-06-01, yes and no as TRUE and FALSE.

    Examples
    --------
    >>> [as_text(cell) for cell in (510106.0, 3.5, True, dt.date(2024, 6, 1), "西安路街道")]
    ['510106', '3.5', 'TRUE', '2024-06-01', '西安路街道']
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT else _shown(cell)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ") if cell.time() != dt.time() else cell.date().isoformat()
    if isinstance(cell, (dt.date, dt.time)):
        return cell.isoformat()
    return str(cell)


def _shown(number: float) -> str:
    text = repr(number)
    return text.replace("e", "E") if "e" in text else text
