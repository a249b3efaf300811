"""From paths to sheets: one file, an archive, or a folder with its subfolders."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.system_errors import reason_in_chinese
from loaders.read.archive import archive_members
from loaders.read.archive_guard import ZIP_FAULTS, reason_of
from loaders.read.csv_file import csv_sheet
from loaders.read.sheet import Sheet
from loaders.read.workbook import workbook_sheets

TEXT = frozenset({".csv", ".tsv", ".txt"})
BOOKS = frozenset({".xlsx", ".xlsm", ".xls"})
ARCHIVES = frozenset({".zip"})
_NOT_READ = frozenset(
    {".ods", ".et", ".xlsb", ".numbers", ".dbf", ".mdb", ".accdb", ".rar", ".7z", ".gz", ".xz", ".tar"}
)
"""Endings of files that are likely to hold tables, in forms that we do not read."""
_IN_FOLDERS = (TEXT - {".txt"}) | BOOKS | ARCHIVES


def read_sheets(paths: Sequence[Path], *, passed_over: Callable[[str], None] = lambda _: None) -> Iterator[Sheet]:
    """Yield the sheets of all files that the paths name, in the order of the paths and of names within folders.

    ``passed_over`` is told the name of every file within a folder or archive that is likely a table and is not read.

    Raises
    ------
    InputError
        If a path does not exist, cannot be read, is not what its name says, or holds no table.
    """
    for path in paths:
        yield from _sheets_of(path, passed_over)


def _sheets_of(path: Path, passed_over: Callable[[str], None]) -> Iterator[Sheet]:
    if not path.exists():
        msg = Bilingual(
            f"found nothing at {path}; expected a folder, .csv, .xlsx, .xls or .zip: check the path",
            f"{path} 不存在；应为文件夹或 .csv、.xlsx、.xls、.zip 文件：请检查路径",
        )
        raise InputError(msg)
    if not path.is_dir():
        yield from _of_file(path, path.name, passed_over)
        return
    everything = sorted(path.rglob("*"))
    files = [item for item in everything if _is_table_file(item, path)]
    for item in everything:
        if item.suffix.lower() in _NOT_READ and not _is_hidden(item, path):
            passed_over(item.relative_to(path).as_posix())
    if not files:
        msg = Bilingual(
            f"found no .csv, .tsv, .xlsx, .xls or .zip in the folder {path}; `gongjian template {path}` makes empty tables",
            f"文件夹 {path} 中没有 .csv、.tsv、.xlsx、.xls 或 .zip 文件；可运行 `gongjian template {path}` 生成空表",
        )
        raise InputError(msg)
    for item in files:
        yield from _of_file(item, item.relative_to(path).as_posix(), passed_over)


def _is_table_file(path: Path, root: Path) -> bool:
    return path.is_file() and path.suffix.lower() in _IN_FOLDERS and not _is_hidden(path, root)


def _is_hidden(path: Path, root: Path) -> bool:
    return any(map(_is_passed_over, path.relative_to(root).parts))


def _is_passed_over(name: str) -> bool:
    """Tell whether a file is hidden, or the trace that an open spreadsheet leaves."""
    return name.startswith((".", "~$", "__MACOSX"))


def _of_file(path: Path, file: str, passed_over: Callable[[str], None]) -> Iterator[Sheet]:
    _check_readable(path, file)
    if path.suffix.lower() in ARCHIVES:
        yield from _of_archive(path, file, passed_over)
        return
    yield from _of_stream(lambda: path.open("rb"), file)


def _of_archive(path: Path, file: str, passed_over: Callable[[str], None]) -> Iterator[Sheet]:
    try:
        for name, opener in archive_members(path, file=file):
            inner = PurePosixPath(name)
            if any(map(_is_passed_over, inner.parts)):
                continue
            if inner.suffix.lower() in TEXT | BOOKS:
                yield from _of_stream(opener, name)
            elif inner.suffix.lower() in ARCHIVES | _NOT_READ:
                passed_over(name)
    except InputError:
        raise
    except ZIP_FAULTS as error:
        msg = Bilingual(
            f"found damaged content in {file} ({reason_of(error)}): pack it again, or give the unpacked folder",
            f"{file} 中有损坏的内容（{reason_of(error)}）：请重新打包，或给出解压后的文件夹",
        )
        raise InputError(msg) from error


def _of_stream(opener: Callable[[], BinaryIO], file: str) -> Iterator[Sheet]:
    suffix = PurePosixPath(file).suffix.lower()
    if suffix in TEXT:
        yield csv_sheet(opener, file=file)
    elif suffix in BOOKS:
        yield from workbook_sheets(opener, file=file)
    else:
        msg = Bilingual(
            f"found {file}, which is no kind of table we read; expected .csv, .tsv, .xlsx, .xls or .zip",
            f"{file} 不是可以读取的表格；应为 .csv、.tsv、.xlsx、.xls 或 .zip",
        )
        raise InputError(msg)


def _check_readable(path: Path, file: str) -> None:
    try:
        with path.open("rb") as stream:
            stream.read(1)
    except PermissionError as error:
        msg = Bilingual(
            f"found {file} locked or not readable; close it in the spreadsheet or allow reading it, then try again",
            f"{file} 被占用或没有读取权限；请在表格软件中关闭它，或开放读取权限，然后重试",
        )
        raise InputError(msg) from error
    except OSError as error:
        msg = Bilingual(
            f"found {file} unreadable ({error.strerror or error}); copy it to this machine and try again",
            f"{file} 无法读取（{reason_in_chinese(error)}）；请复制到本机后重试",
        )
        raise InputError(msg) from error
