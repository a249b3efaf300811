"""Where the header of a foreign sheet is, and in which column each header stands that a mapping names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NoReturn

from rapidfuzz import process

from graphmodel.errors import InputError
from loaders.map.layout import LOOKED_AT
from loaders.private import shown
from loaders.read import Row, Sheet
from loaders.values.text import clean


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a sheet: ``first`` is the number of rows before the data, ``texts`` the header of each column."""

    first: int
    texts: tuple[str, ...]

    def places(self) -> dict[str, list[int]]:
        """Return the columns of each header, as headers are compared."""
        places: dict[str, list[int]] = {}
        for index, text in enumerate(self.texts):
            if text.strip():
                places.setdefault(same(text), []).append(index)
        return places


def same(text: str) -> str:
    r"""Return the form in which a mapping's headers are compared: width, case, blanks and line breaks do not matter.

    Examples
    --------
    >>> same("ＵＳＣＣ\n code") == same("usccCode")
    True
    """
    return re.sub(r"\s", "", clean(text).casefold())


def find_header(
    sheet: Sheet, headers: Sequence[str], rows: Sequence[int], *, asked: str
) -> tuple[Header, dict[str, int]]:
    """Find the header row of a sheet, and the column of each of ``headers``.

    ``rows`` are the numbers of the header's rows; without them it is the first of the first 20 rows that has all headers.
    ``asked`` says in messages which part of which mapping asks.

    Raises
    ------
    InputError
        If one of the headers is not found, or stands over more than one column.
    """
    top = list(islice(sheet.rows(), max(LOOKED_AT, *rows, 0)))
    candidates = (
        [_joined(top, rows)] if rows else [Header(number, tuple(row)) for number, row in enumerate(top, start=1)]
    )
    wanted = {name: same(name) for name in headers}
    nearest, lacking = Header(1, ()), list(headers)
    for candidate in candidates:
        places = candidate.places()
        missing = [name for name, key in wanted.items() if key not in places]
        if not missing and any(places):
            return candidate, {name: _only(places[key], name, sheet, asked) for name, key in wanted.items()}
        if len(missing) < len(lacking) or not nearest.texts:
            nearest, lacking = candidate, missing
    return _fail(sheet, nearest, lacking, asked)


def _fail(sheet: Sheet, nearest: Header, lacking: Sequence[str], asked: str) -> NoReturn:
    found = [shown(" ".join(text.split())) for text in nearest.texts if text.strip()]
    near = process.extractOne(lacking[0], found, score_cutoff=70) if lacking and found else None
    advice = f" (perhaps {near[0]!r})" if near else ""
    msg = (
        f"{asked}: found no column {', '.join(map(repr, lacking))}{advice} in {sheet.place}; "
        f"its row {nearest.first} has {', '.join(found) or 'nothing'}: correct the mapping, or say header = ROW"
    )
    raise InputError(msg)


def _only(places: Sequence[int], name: str, sheet: Sheet, asked: str) -> int:
    if len(places) > 1:
        columns = ", ".join(str(place + 1) for place in places)
        msg = f"{asked}: found {name!r} over {len(places)} columns of {sheet.place} ({columns}), expected one: rename the others"
        raise InputError(msg)
    return places[0]


def _joined(top: Sequence[Row], numbers: Sequence[int]) -> Header:
    """Join several rows to one header: what stands above, a merged or blank cell standing for its left neighbour's."""
    rows = [list(top[number - 1]) if number <= len(top) else [] for number in numbers]
    for row in rows[:-1]:
        for index in range(1, len(row)):
            row[index] = row[index] or row[index - 1]
    width = max((len(row) for row in rows), default=0)
    texts = []
    for index in range(width):
        parts = (row[index].strip() for row in rows if index < len(row))
        texts.append("".join(dict.fromkeys(part for part in parts if part)))
    return Header(max(numbers), tuple(texts))
