"""Rows with an id that another row has, and equal rows of tables without ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from graphmodel.schema import BY_NAME, TABLES, Column
from loaders.map.rows import ACCEPTED, MERGED, QUARANTINED, Rows
from loaders.private import shown
from loaders.validate.within import key_column

Standing: TypeAlias = dict[str, dict[str, int]]
"""For each node table, the row that holds an id; one id stands in one table only."""


def settle_ids(tables: Mapping[str, Rows]) -> Standing:
    """Decide which row holds each id; report or merge the others.

    The first row that has no error of its own stands. A later one of the same table whose values are all equal or empty
    is merged; any other use of the id is a duplicate.
    """
    standing: Standing = {}
    for table in TABLES:
        key = key_column(table)
        if key is not None and table.name in tables:
            standing[table.name] = _settle_table(tables[table.name], key, standing, tables)
    return standing


def _settle_table(rows: Rows, key: Column, standing: Standing, tables: Mapping[str, Rows]) -> dict[str, int]:
    ids = rows.column(key.name)
    own: dict[str, int] = dict(zip(ids, range(len(ids)), strict=True))
    earlier = [name for name in standing if not standing[name].keys().isdisjoint(own)]
    if len(own) == len(ids) and not earlier and not any(rows.states):
        return own
    own = {}
    for row in rows.in_order():
        identifier = ids[row]
        if identifier is None:
            continue
        holder = next((name for name in earlier if identifier in standing[name]), None)
        if holder is not None:
            _report(rows, key, row, tables[holder], standing[holder][identifier])
        elif identifier not in own:
            if rows.states[row] != QUARANTINED:
                own[identifier] = row
        elif not _adds_nothing(rows, own[identifier], row):
            _report(rows, key, row, rows, own[identifier])
        elif rows.states[row] != QUARANTINED:
            rows.states[row] = MERGED
    return own


def _adds_nothing(rows: Rows, first: int, later: int) -> bool:
    """Tell whether all values of the later row are those of the first, or unknown."""
    for name, values in rows.columns.items():
        value = values[later]
        if value is None or name == "uscc_status":
            continue
        if value != values[first] or _precision(rows, name, later) != _precision(rows, name, first):
            return False
    return True


def _precision(rows: Rows, name: str, row: int) -> str | None:
    precisions = rows.precisions.get(name)
    return precisions.get(row) if precisions else None


def _report(rows: Rows, key: Column, row: int, holder: Rows, first: int) -> None:
    table = BY_NAME[holder.table.name]
    place = holder.part_of(first).sheet.place
    elsewhere = place != rows.part_of(row).sheet.place
    details = {
        "table_first": table.name,
        "table_first_zh": table.chinese,
        "row_first": str(holder.number_of(first)),
        "where_first": f" in {shown(place)}" if elsewhere else "",
        "where_first_zh": f" {shown(place)} 中" if elsewhere else "",
    }
    rows.report("duplicate_id", row, key, value=rows.column(key.name)[row], details=details)


def merge_equal(rows: Rows) -> None:
    """Merge the accepted rows of a table without ids that are equal in all columns."""
    names = [name for name in rows.columns if name != "uscc_status"]
    seen: set[tuple[Any, ...]] = set()
    columns = [rows.columns[name] for name in names]
    precise = [name for name in names if rows.precisions.get(name)]
    for row, values in enumerate(zip(*columns, strict=True)):
        if rows.states[row] != ACCEPTED:
            continue
        whole = (*values, *(_precision(rows, name, row) for name in precise)) if precise else values
        if whole in seen:
            rows.states[row] = MERGED
        else:
            seen.add(whole)
