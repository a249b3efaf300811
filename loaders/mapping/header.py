"""Where the header of a foreign sheet is, and in which column each header stands that a mapping names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NoReturn

from rapidfuzz import process

from graphmodel.bilingual import NOTHING, Bilingual
from graphmodel.errors import InputError
from loaders.map.layout import LOOKED_AT
from loaders.private import quoted
from loaders.read import Row, Sheet
from loaders.values.text import clean

_NAMED = 12
"""Headers that a message names."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a sheet: ``first`` is the number of rows before the data, ``texts`` the header of each column."""

    first: int
    texts: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What a mapping calls each column: its header, ``header #2`` where it stands there again, ``#3`` without one.

        Examples
        --------
        >>> Header(1, ("名称", "", "名称")).names
        ('名称', '#2', '名称 #2')
        """
        times: Counter[str] = Counter()
        names: list[str] = []
        for number, text in enumerate(self.texts, start=1):
            plain = " ".join(text.split())
            times[same(text)] += 1
            again = f"{plain} #{times[same(text)]}" if times[same(text)] > 1 else plain
            names.append(again if plain else f"#{number}")
        return tuple(names)

    def places(self) -> dict[str, int]:
        """Return the column of each name, as headers are compared."""
        return {same(name): index for index, name in enumerate(self.names)}


def same(text: str) -> str:
    r"""Return the form in which a mapping's headers are compared: width, case, blanks and line breaks do not matter.

    Examples
    --------
    >>> same("ＵＳＣＣ\n code") == same("usccCode")
    True
    """
    return re.sub(r"\s", "", clean(text).casefold())


def find_header(
    sheet: Sheet, headers: Sequence[str], rows: Sequence[int], *, asked: Bilingual
) -> tuple[Header, dict[str, int]]:
    """Find the header row of a sheet, and the column of each of ``headers``.

    ``rows`` are the numbers of the header's rows; without them it is the first of the first 20 rows that has all headers.
    ``asked`` says in messages which part of which mapping asks.

    Raises
    ------
    InputError
        If one of the headers is not found.
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
        if not missing and any(text.strip() for text in candidate.texts):
            return candidate, {name: places[key] for name, key in wanted.items()}
        if len(missing) < len(lacking) or not nearest.texts:
            nearest, lacking = candidate, missing
    return _fail(sheet, nearest, lacking, asked)


def _fail(sheet: Sheet, nearest: Header, lacking: Sequence[str], asked: Bilingual) -> NoReturn:
    found = [quoted(" ".join(text.split())) for text in nearest.texts if text.strip()]
    near = process.extractOne(lacking[0], found, score_cutoff=70) if lacking and found else None
    advice = Bilingual(f" (perhaps {near[0]!r})", f"（可能是 {near[0]!r}）") if near else NOTHING
    named, more = found[:_NAMED], len(found) > _NAMED
    msg = Bilingual(
        f"{asked.en}: found no column {', '.join(map(repr, lacking))}{advice.en} in {sheet.place}; "
        f"its row {nearest.first} has {', '.join(named) or 'nothing'}{', …' if more else ''}: "
        "correct the mapping, say files = … for which files it is, or header = ROW",
        f"{asked.zh}：{sheet.place} 中没有列 {'、'.join(map(repr, lacking))}{advice.zh}；"
        f"其第 {nearest.first} 行为 {'、'.join(named) or '空'}{' ……' if more else ''}："
        "请改正映射，或用 files = … 指明适用的文件，或用 header = 行号 指明表头",
    )
    raise InputError(msg)


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
