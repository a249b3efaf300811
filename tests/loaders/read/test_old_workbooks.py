"""Workbooks of Excel 97 to 2003, written by another library than reads them."""

from __future__ import annotations

import datetime as dt
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlwt
from python_calamine import CalamineWorkbook, PasswordError

import loaders
from graphmodel.errors import InputError


def old_book(path: Path, *, from_1904: bool = False) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = from_1904
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    sheet = book.add_sheet("活动台账")
    sheet.write_merge(0, 0, 0, 6, "某区活动台账（2022年）")
    titles = ["序号", "活动\n编码", "活动名称", "五联类型", "日期", "参加人次", "联系电话"]
    for index, text in enumerate(titles):
        sheet.write(2, index, text)
    cells = [(1, 510106001, "联欢", 44713), (2, "A2", "义诊", dt.date(2022, 6, 3)), (3, "A3", "=1+1", "2022.7")]
    for line, (number, code, title, held_on) in enumerate(cells, start=3):
        sheet.write(line, 0, number)
        sheet.write(line, 1, code)
        sheet.write(line, 2, title)
        sheet.write(line, 4, held_on, day if isinstance(held_on, dt.date) else xlwt.Style.default_style)
        sheet.write(line, 5, 12.0)
        sheet.write(line, 6, "028-87654321")
    sheet.write_merge(3, 5, 3, 3, "文化联建")
    sheet.write(6, 0, "合计")
    sheet.write(6, 5, 36)
    hidden = book.add_sheet("企业")
    hidden.visibility = 1
    for line, row in enumerate([["单位编码", "单位名称"], ["E1", "甲"]]):
        for index, text in enumerate(row):
            hidden.write(line, index, text)
    book.add_sheet("填表说明").write(0, 0, "按月填报")
    book.save(str(path))
    return path


@pytest.mark.parametrize(("from_1904", "first"), [(False, dt.date(2022, 6, 1)), (True, dt.date(2026, 6, 2))])
def test_an_old_workbook(tmp_path: Path, *, from_1904: bool, first: dt.date) -> None:
    result = loaders.check(old_book(tmp_path / "台账.xls", from_1904=from_1904), as_of="2022")
    columns = result.dataset.tables["activities"].columns
    assert columns["activity_id"] == ["510106001", "A2", "A3"]
    assert columns["title"] == ["联欢", "义诊", "=1+1"]
    assert columns["layer"] == ["culture"] * 3
    assert columns["held_on"] == [first, dt.date(2022, 6, 3), dt.date(2022, 7, 1)]
    assert columns["attendance"] == [12, 12, 12]
    assert [(item.table, item.header_row, item.hidden) for item in result.mapping] == [
        ("enterprises", 1, True),
        ("activities", 3, False),
    ]
    assert result.counts["activities"].footers == 1
    assert [(column.header, column.why) for column in result.ignored_columns] == [("联系电话", "private")]
    assert result.by_code() == {"private_column": 1}


def test_an_old_workbook_within_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "data.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(old_book(tmp_path / "台账.xls"), "某街道/台账.xls")
    assert loaders.check(path, as_of="2022").counts["activities"].accepted == 3


def test_the_rows_of_an_old_workbook_come_back_from_the_quarantine(tmp_path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = True
    sheet = book.add_sheet("活动")
    rows: list[list[Any]] = [["活动编码", "活动名称", "日期", "参加人次"], ["A1", "甲", 43982, "三"]]
    for line, row in enumerate(rows):
        for index, cell in enumerate(row):
            sheet.write(line, index, cell)
    path = tmp_path / "活动.xls"
    book.save(str(path))
    mended = loaders.write_quarantine(loaders.check(path, as_of="2022"), tmp_path / "q")
    counts = loaders.check([path, mended], as_of="2022").counts["activities"]
    assert (counts.read, counts.merged, counts.quarantined) == (2, 1, 1)


def _with_a_password(path: Path) -> bytes:
    """Put the record of a password where another stands, right behind the beginning of the workbook."""
    content = bytearray(old_book(path).read_bytes())
    begin = content.index(b"\x09\x08\x10\x00") + 20
    content[begin : begin + 2] = b"\x2f\x00"
    return bytes(content)


def _new_with_a_password() -> bytes:
    """Write what a workbook of today with a password is: an old compound file around an encrypted stream."""
    end, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    stream = bytes(4096)
    head = struct.pack(
        "<8s16xHHHHH6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 62, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0
    )
    sectors = [table, end, *range(3, 10), end, *[free] * 118]

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = f"{name}\0".encode("utf-16-le")
        return text.ljust(64, b"\0") + struct.pack("<HBBIII36xIQ", len(text), kind, 1, free, free, child, start, size)

    names = entry("Root Entry", 5, 1, end, 0) + entry("EncryptedPackage", 2, free, 2, len(stream))
    return (
        head
        + struct.pack("<109I", 0, *[free] * 108)
        + struct.pack("<128I", *sectors)
        + names.ljust(512, b"\0")
        + stream
    )


@pytest.mark.parametrize("name", ["企业.xls", "企业.xlsx"])
def test_a_password_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(_with_a_password(path) if name.endswith(".xls") else _new_with_a_password())
    with pytest.raises(InputError) as caught:
        loaders.check(path)
    assert caught.value.message == (
        f"found a password on {name}: save a copy without it",
        f"{name} 设有密码：请另存一份不带密码的副本",
    )
    if name.endswith(".xlsx"):
        with pytest.raises(PasswordError):
            CalamineWorkbook.from_path(str(path))
