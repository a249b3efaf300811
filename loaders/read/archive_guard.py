"""What a ZIP archive or a workbook may grow to when it is unpacked."""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from loaders.values.text import shortened, visible

LARGEST = 2 << 30
"""Bytes that one archive may unpack to; tables within are read as a stream."""
LARGEST_BOOK = 1 << 30
"""Bytes that one workbook may unpack to; it is read as a whole."""
STEEPEST, STEEPEST_IN_BOOK = 1000, 200
"""A member of more than a few megabytes that unpacks to more than this times its size is no table."""
MOST_CELLS = 40_000_000
"""Cells of the rectangle from the first filled cell of a sheet to the last, at 32 bytes each while it is read."""
ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    RuntimeError,
    OverflowError,
)
"""What Python's own reader of archives raises on damaged ones."""
_NEGLIGIBLE = 16 << 20
_BLOCK = 1 << 20
_OVERLAP = 256
_ROW = re.compile(rb"\sr\s*=\s*[\"'][A-Za-z]*([0-9]+)[\"']")
_COLUMN = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]+)[0-9]+[\"']")


def reason_of(error: BaseException) -> str:
    """Return what an error says as part of a line: some quote whole parts of a file."""
    return shortened(visible(" ".join(str(error).split())))


def guard_size(stream: BinaryIO, file: str, *, largest: int = LARGEST, steepest: int = STEEPEST) -> None:
    """Raise `InputError` where an archive is damaged or unpacks to more than a table does."""
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
    except ZIP_FAULTS as error:
        msg = Bilingual(
            f"found a damaged file in {file} ({reason_of(error)}): copy it again from where it came",
            f"文件 {file} 已损坏（{reason_of(error)}）：请从原处重新复制",
        )
        raise InputError(msg) from error
    steep = [
        item
        for item in members
        if item.file_size > _NEGLIGIBLE and item.file_size > steepest * max(item.compress_size, 1)
    ]
    if steep or sum(item.file_size for item in members) > largest:
        msg = Bilingual(
            f"found {file} to unpack to more than a table does; split it into smaller files or save it as CSV",
            f"{file} 解压后远大于一般表格；请拆成较小的文件，或另存为 CSV",
        )
        raise InputError(msg)


def guard_workbook(stream: BinaryIO, file: str) -> None:
    """Raise `InputError` where a workbook is damaged, unpacks to too much, or has a cell far away from all others.

    The sheet is held as a rectangle while it is read, so a few bytes that name a cell in the last row and column would
    ask for hundreds of gigabytes.
    """
    guard_size(stream, file, largest=LARGEST_BOOK, steepest=STEEPEST_IN_BOOK)
    try:
        with zipfile.ZipFile(stream) as archive:
            for item in archive.infolist():
                if item.filename.lower().endswith(".xml"):
                    _guard_references(_blocks(archive, item), file)
    except InputError:
        raise
    except ZIP_FAULTS as error:
        msg = Bilingual(
            f"found a damaged workbook in {file} ({reason_of(error)}): open it in a spreadsheet and save it again as .xlsx",
            f"工作簿 {file} 已损坏（{reason_of(error)}）：请用表格软件打开，再另存为 .xlsx",
        )
        raise InputError(msg) from error


def _blocks(archive: zipfile.ZipFile, item: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a member in blocks that overlap, so that nothing short is cut in two; nothing of one that is no sheet."""
    with archive.open(item) as stream:
        block = stream.read(_BLOCK)
        if b"worksheet" not in block[:4096]:
            return
        while block:
            yield block
            more = stream.read(_BLOCK)
            block = block[-_OVERLAP:] + more if more else b""


def _guard_references(blocks: Iterator[bytes], file: str) -> None:
    rows = columns = 0
    for block in blocks:
        # A reference may have any number of digits: the longest is the highest.
        rows = max((rows, *(int(digits[:9]) for digits in set(_ROW.findall(block)))))
        columns = max((columns, *map(_column_number, set(_COLUMN.findall(block)))))
    guard_cells(rows, columns, file)


def guard_cells(rows: int, columns: int, file: str) -> None:
    """Raise `InputError` where a sheet of so many rows and columns is more than can be held."""
    if rows * columns > MOST_CELLS:
        msg = Bilingual(
            f"found a cell in row {rows:,} and one in column {columns:,} of a sheet in {file}, more than a table has: delete the rows "
            "and columns beyond the table, or save it as CSV",
            f"{file} 的一张工作表用到第 {rows:,} 行、第 {columns:,} 列，超出一般表格的大小：请删去表格以外的行和列，或另存为 CSV",
        )
        raise InputError(msg)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:6].upper():
        number = number * 26 + letter - 64
    return number
