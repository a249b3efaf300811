"""Where a row of the quarantine came from, so that its mended copy takes the place of the original."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from typing import TypeAlias

from loaders.map.layout import Layout
from loaders.private import looks_private
from loaders.read import Row, Sheet

HEADER = "原处"
_SEPARATOR = " | "
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


def replaced_rows(sheets: Iterable[tuple[Sheet, Layout]]) -> Replaced:
    """Collect from the sheets of a quarantine which rows they replace."""
    replaced: Replaced = defaultdict(dict)
    for sheet, layout in sheets:
        index = origin_column(layout)
        if index is None:
            continue
        for row in islice(sheet.rows(), layout.first, None):
            origin = parse_origin(row[index]) if index < len(row) else None
            if origin is not None:
                file, name, number, digest = origin
                replaced[file, name][number] = digest
    return replaced


def origin_column(layout: Layout) -> int | None:
    """Return the index of the column of origins; None in a sheet that is no quarantine."""
    return next((aside.index for aside in layout.aside if aside.why == "origin"), None)


def parse_origin(cell: str) -> tuple[str, str, int, str] | None:
    """Return the file, sheet, row number and fingerprint that a cell notes; None where it notes none."""
    parts = cell.split(_SEPARATOR)
    if len(parts) != 4 or not parts[2].isdecimal():  # noqa: PLR2004 -- as `origin_of` writes them
        return None
    return parts[0], parts[1], int(parts[2]), parts[3]
