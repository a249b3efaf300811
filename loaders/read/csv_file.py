"""Text files with separators."""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import PurePath
from typing import BinaryIO

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from loaders.read.decode import encoding_of
from loaders.read.sheet import Sheet

SEPARATORS = (",", ";", "\t")
_LOOKED_AT = 20
# A cell may be as long as it likes; what it holds is judged later.
csv.field_size_limit(min(sys.maxsize, 2**31 - 1))


def csv_sheet(open_binary: Callable[[], BinaryIO], *, file: str) -> Sheet:
    """Return the one sheet of a text file, in any of its encodings, with comma, semicolon or tab.

    Raises
    ------
    InputError
        If the file is no text, or a quotation mark in it is never closed.
    """
    encoding = encoding_of(open_binary, file=file)

    def records(separator: str, *, strict: bool = False) -> Iterator[list[str]]:
        with io.TextIOWrapper(open_binary(), encoding=encoding, newline="") as text:
            yield from csv.reader(text, delimiter=separator, strict=strict)

    separator = max(SEPARATORS, key=lambda candidate: _fit(list(islice(records(candidate), _LOOKED_AT))))
    _check_quotes(open_binary, records, separator, file)
    return Sheet(file, None, PurePath(file).stem, lambda: records(separator), ragged=True)


def _fit(records: list[list[str]]) -> tuple[int, int]:
    """Tell how well a separator cuts the first records: how many have the commonest width, and how wide that is."""
    widths = Counter(len(record) for record in records if len(record) > 1)
    return max(((times, width) for width, times in widths.items()), default=(0, 0))


def _check_quotes(
    open_binary: Callable[[], BinaryIO], records: Callable[..., Iterator[list[str]]], separator: str, file: str
) -> None:
    """Raise `InputError` where a quotation mark opens a cell that runs to the end of the file."""
    with open_binary() as stream:
        marks = sum(block.count(b'"') for block in iter(lambda: stream.read(1 << 20), b""))
    # Marks that close are even in number, so most files need no second reading.
    if marks % 2 == 0:
        return
    number = 0
    try:
        for number, _ in enumerate(records(separator, strict=True), start=1):  # noqa: B007 -- the count at the error
            pass
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            msg = Bilingual(
                f'found a quotation mark in row {number + 1} of {file} that is never closed: close it, or double it ("")',
                f'{file} 第 {number + 1} 行的引号没有闭合：请补上另一半，或写成两个（""）',
            )
            raise InputError(msg) from error
