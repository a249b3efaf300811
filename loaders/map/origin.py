"""Where a row of the quarantine came from, so that its mended copy takes the place of the original."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import PurePosixPath
from typing import TypeAlias

from graphmodel.bilingual import Bilingual
from loaders.map.layout import Layout
from loaders.private import looks_private
from loaders.read import Row, Sheet

HEADER = Bilingual("original row", "原处")
_SEPARATOR = " | "
Place: TypeAlias = tuple[str, str, int]
"""A file, its sheet (empty in a text file), and the number of a row."""

Replaced: TypeAlias = dict[tuple[str, str], dict[int, str]]
"""For each file and sheet, the rows that have a mended copy, with the fingerprint of what they held."""


def fingerprint(row: Row, layout: Layout) -> str:
    """Return a short digest of a row's cells, without those that look private."""
    cells = (row[index].strip() if index < len(row) else "" for index in layout.columns.values())
    kept = ["" if looks_private(cell) else cell for cell in cells]
    return hashlib.blake2b("\x1f".join(kept).encode(), digest_size=6).hexdigest()


def origin_of(sheet: Sheet, number: int, row: Row, layout: Layout) -> str:
    """Return what the quarantine notes of a row's origin."""
    return _SEPARATOR.join((sheet.file, sheet.name or "", str(number), fingerprint(row, layout)))


def find_originals(sheets: Sequence[tuple[Sheet, Layout]]) -> tuple[Replaced, dict[Place, Place]]:
    """Collect from the sheets of a quarantine which rows they replace, and where those are that are no longer where noted.

    Files may have been moved into another folder: then the file's name, the sheet, the row and what it held tell the
    original, where they fit one row only. Rows noted in a sheet that is at hand are not looked for elsewhere.
    """
    replaced = _noted(sheets)
    at_hand = {_key(sheet) for sheet, _ in sheets}
    moved: dict[Place, Place] = {}
    for key in replaced.keys() - at_hand:
        numbers = replaced.pop(key)
        for number, found in _elsewhere(key, numbers, sheets).items():
            replaced[found].setdefault(number, numbers[number])
            moved[*key, number] = (*found, number)
    return replaced, moved


def _key(sheet: Sheet) -> tuple[str, str]:
    return sheet.file, sheet.name or ""


def _noted(sheets: Iterable[tuple[Sheet, Layout]]) -> Replaced:
    replaced: Replaced = defaultdict(dict)
    for sheet, layout in sheets:
        index = origin_column(layout)
        if index is None:
            continue
        for number, row in enumerate(islice(sheet.rows(), layout.first, None), start=layout.first + 1):
            origin = parse_origin(row[index]) if index < len(row) else None
            # A workbook may have the name of the one it was made from: a row that was not mended never replaces itself.
            if origin is not None and origin != (*_key(sheet), number, fingerprint(row, layout)):
                file, name, noted, digest = origin
                replaced[file, name][noted] = digest
    return replaced


def _elsewhere(
    key: tuple[str, str], numbers: Mapping[int, str], sheets: Iterable[tuple[Sheet, Layout]]
) -> dict[int, tuple[str, str]]:
    """Return the file and sheet of each row that stands in one file of that name only."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for sheet, layout in sheets:
        if _name_of(*_key(sheet)) != _name_of(*key):
            continue
        index = origin_column(layout)
        for number, row in enumerate(islice(sheet.rows(), max(numbers)), start=1):
            if number in numbers and fingerprint(row, layout) == numbers[number]:
                own = parse_origin(row[index]) if index is not None and index < len(row) else None
                if own != (*key, number, numbers[number]):
                    found[number].append(_key(sheet))
    return {number: places[0] for number, places in found.items() if len(places) == 1}


def _name_of(file: str, sheet: str) -> tuple[str, str]:
    return PurePosixPath(file).name, sheet


def origin_column(layout: Layout) -> int | None:
    """Return the index of the column of origins; None in a sheet that is no quarantine."""
    return next((aside.index for aside in layout.aside if aside.why == "origin"), None)


def parse_origin(cell: str) -> tuple[str, str, int, str] | None:
    """Return the file, sheet, row number and fingerprint that a cell notes; None where it notes none."""
    parts = cell.split(_SEPARATOR)
    if len(parts) != 4 or not parts[2].isdecimal():  # noqa: PLR2004 -- as `origin_of` writes them
        return None
    return parts[0], parts[1], int(parts[2]), parts[3]
