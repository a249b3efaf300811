"""From a row of a foreign sheet to rows of one of our tables: none, one, or one for each value of a cell with several."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from loaders.map.reading import id_columns, is_footer
from loaders.mapping.cells import row_maker, row_test, splitter
from loaders.mapping.header import Header
from loaders.mapping.model import TableRule
from loaders.read import Row
from loaders.values.text import clean, is_unknown

MARK = "row"
"""What stands behind our cells, so that a chosen row counts as one though all of them be empty."""
Rows: TypeAlias = list[list[str]]


def rows_maker(
    rule: TableRule, header: Header, places: Mapping[str, int], lookups: Mapping[str, Mapping[str, str]]
) -> Callable[[Row], Rows]:
    """Return the function from a row of the file to our cells with the mark behind them.

    It remembers the combinations of ``distinct`` headers that it has met, so it serves one pass over the file.
    """
    make = row_maker(rule, places, lookups)
    chosen = row_test(rule.where, places) if rule.where else None
    split = splitter(rule.split, places)
    distinct = [places[name] for name in rule.distinct]
    read = sorted(set(places.values()))
    ids = _id_places(rule, places)
    seen: set[tuple[str, ...]] = set()

    def rows(row: Row) -> Rows:
        first = next((cell for cell in row if cell and not cell.isspace()), None)
        if first is None or _is_header(row, header, read):
            return []
        if is_footer(first) and ids and all(_lacks(row[index], first) for index in ids):
            # Written so that whoever reads the made sheet finds a footer, and counts it.
            return [[first, *[""] * len(rule.columns)]]
        found = []
        for part in [row] if split is None else split(row):
            if chosen is not None and not chosen(part):
                continue
            if distinct:
                key = tuple(clean(part[index]) for index in distinct)
                if key in seen:
                    continue
                seen.add(key)
            found.append([*make(part), MARK])
        return found

    return rows


def _id_places(rule: TableRule, places: Mapping[str, int]) -> tuple[int, ...]:
    """Return the columns of the file out of which the ids of a row are made."""
    rules = [rule.columns[name] for name in id_columns(rule.table) if name in rule.columns]
    names = [
        name
        for column in rules
        for name in (column.template.columns if column.template is not None else (column.column,))
        if name is not None
    ]
    return tuple(places[name] for name in dict.fromkeys(names))


def _lacks(cell: str, first: str) -> bool:
    return cell == first or is_unknown(cell)


def _is_header(row: Row, header: Header, read: Sequence[int]) -> bool:
    """Tell whether a row is the header again, as on a later page."""
    return bool(read) and all(row[index] == header.texts[index] for index in read)
