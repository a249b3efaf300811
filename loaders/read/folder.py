"""From paths to sheets: one file, an archive, or a folder with its subfolders."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from graphmodel.errors import InputError
from loaders.read.archive import archive_members
from loaders.read.csv_file import csv_sheet
from loaders.read.sheet import Sheet
from loaders.read.workbook import workbook_sheets

TEXT = frozenset({".csv", ".tsv", ".txt"})
BOOKS = frozenset({".xlsx", ".xlsm", ".xls"})
ARCHIVES = frozenset({".zip"})
_IN_FOLDERS = (TEXT - {".txt"}) | BOOKS | ARCHIVES


def read_sheets(paths: Sequence[Path]) -> Iterator[Sheet]:
    """Yield the sheets of all files that the paths name, in the order of the paths and of names within folders.

    Raises
    ------
    InputError
        If a path does not exist, cannot be read, is not what its name says, or holds no table.
    """
    for path in paths:
        yield from _sheets_of(path)


def _sheets_of(path: Path) -> Iterator[Sheet]:
    if not path.exists():
        msg = f"found nothing at {path}; expected a folder, .csv, .xlsx, .xls or .zip: check the path"
        raise InputError(msg)
    if not path.is_dir():
        yield from _of_file(path, path.name)
        return
    files = [item for item in sorted(path.rglob("*")) if _is_table_file(item, path)]
    if not files:
        msg = f"found no .csv, .tsv, .xlsx, .xls or .zip in the folder {path}; `gongjian template {path}` makes empty tables"
        raise InputError(msg)
    for item in files:
        yield from _of_file(item, item.relative_to(path).as_posix())


def _is_table_file(path: Path, root: Path) -> bool:
    parts = path.relative_to(root).parts
    return path.is_file() and path.suffix.lower() in _IN_FOLDERS and not any(map(_is_passed_over, parts))


def _is_passed_over(name: str) -> bool:
    """Tell whether a file is hidden, or the trace that an open spreadsheet leaves."""
    return name.startswith((".", "~$", "__MACOSX"))


def _of_file(path: Path, file: str) -> Iterator[Sheet]:
    _check_readable(path, file)
    if path.suffix.lower() in ARCHIVES:
        yield from _of_archive(path, file)
        return
    yield from _of_stream(lambda: path.open("rb"), file)


def _of_archive(path: Path, file: str) -> Iterator[Sheet]:
    try:
        for name, opener in archive_members(path, file=file):
            inner = PurePosixPath(name)
            if inner.suffix.lower() in TEXT | BOOKS and not any(map(_is_passed_over, inner.parts)):
                yield from _of_stream(opener, name)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        msg = f"found damaged content in {file} ({error}): pack it again, or give the unpacked folder"
        raise InputError(msg) from error


def _of_stream(opener: Callable[[], BinaryIO], file: str) -> Iterator[Sheet]:
    suffix = PurePosixPath(file).suffix.lower()
    if suffix in TEXT:
        yield csv_sheet(opener, file=file)
    elif suffix in BOOKS:
        yield from workbook_sheets(opener, file=file)
    else:
        msg = f"found {file}, which is no kind of table we read; expected .csv, .tsv, .xlsx, .xls or .zip"
        raise InputError(msg)


def _check_readable(path: Path, file: str) -> None:
    try:
        with path.open("rb") as stream:
            stream.read(1)
    except PermissionError as error:
        msg = f"found {file} locked or not readable; close it in the spreadsheet or allow reading it, then try again"
        raise InputError(msg) from error
    except OSError as error:
        msg = f"found {file} unreadable ({error.strerror or error}); copy it to this machine and try again"
        raise InputError(msg) from error
