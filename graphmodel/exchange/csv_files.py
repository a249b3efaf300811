"""CSV files of one header and many rows, as formats of several files use them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.exchange.flat import read_manifest
from graphmodel.exchange.values import to_text

MANIFEST_FILE = "gongjian.json"
# A cell may hold a whole document; the limit of the csv module is meant for broken files.
_CELL_LIMIT = 1 << 27


class _PlainLines:
    """A file that is given whole lines ending in CR LF, and ends them in LF."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, line: str) -> int:
        return self._file.write(line.removesuffix("\r\n") + "\n")


def write_rows(
    path: Path,
    header: Sequence[str],
    rows: Iterable[tuple[Sequence[str], Mapping[str, Any]]],
    columns: Sequence[str],
    *,
    delimiter: str = ",",
    text: Callable[[Any], str] = to_text,
) -> None:
    """Write a header (its own names, then ``columns``) and rows (their own values, then those of columns); unknown is empty."""
    with path.open("w", encoding="utf-8", newline="") as file:
        # A cell is quoted for a carriage return only where that ends lines; the lines themselves end plainly.
        writer = csv.writer(_PlainLines(file), delimiter=delimiter, lineterminator="\r\n")
        writer.writerow([*header, *columns])
        writer.writerows(
            [*own, *("" if values.get(name) is None else text(values[name]) for name in columns)]
            for own, values in rows
        )


def read_rows(path: Path, *, delimiter: str = ",") -> Iterator[dict[str, str]]:
    """Yield the filled cells of each row by their header; blanks and a byte order mark around headers are not theirs.

    Files are in UTF-8, or as spreadsheets in Chinese save them, in GB18030.

    Raises
    ------
    InputError
        If there is no such file, or a row has more cells than the header.
    """
    if not path.is_file():
        msg = Bilingual(
            f"found no {path.name} in {path.parent}, expected it beside the others",
            f"{path.parent} 中没有 {path.name}：它应与其他文件放在一起",
        )
        raise InputError(msg)
    csv.field_size_limit(_CELL_LIMIT)
    with path.open(encoding=_encoding(path), newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        header = [name.strip() for name in next(reader, [])]
        for row in reader:
            if len(row) > len(header):
                msg = Bilingual(
                    f"found {len(row)} cells in line {reader.line_num} of {path.name}, expected {len(header)}: correct it",
                    f"{path.name} 第 {reader.line_num} 行有 {len(row)} 格：应为 {len(header)} 格，请改正",
                )
                raise InputError(msg)
            yield {name: value for name, value in zip(header, row, strict=False) if value != ""}


def _encoding(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig") as file:
            for _ in file:
                pass
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


def read_manifest_file(folder: Path) -> dict[str, Any]:
    """Return what the manifest beside the files says; nothing where there is none."""
    path = folder / MANIFEST_FILE
    return read_manifest(path.read_text(encoding="utf-8")) if path.is_file() else {}
