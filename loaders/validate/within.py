"""What can be judged of a row by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from graphmodel.schema import Column, Kind, NodeTable, RelationshipTable, Table
from graphmodel.schema.enumerations import CODE_LENGTHS, LEVELS
from loaders.map.rows import Rows
from loaders.private import shown
from loaders.values.uscc import repairs, uscc_status, why_short

ORDERED: dict[str, tuple[tuple[str, str], ...]] = {
    "requests": (("raised_on", "resolved_on"),),
    "projects": (("started_on", "finished_on"),),
}
"""Dates that follow each other, beside those between which a row is live."""


def check_within(rows: Rows) -> None:
    """Report everything that is wrong within the rows of a table, and fill in what is derived."""
    steps: tuple[Callable[[Rows], None], ...] = (
        _check_uscc,
        _check_registration_number,
        _check_required,
        _check_coordinates,
        _check_division_codes,
        _check_order,
        _check_self_reference,
    )
    for step in steps:
        step(rows)


def key_column(table: Table) -> Column | None:
    """Return the column that holds a row's own id, None where the table has none."""
    key = table.key if isinstance(table, NodeTable) else None
    return None if key is None else table.column(key)


def _check_uscc(rows: Rows) -> None:
    if "uscc" not in rows.columns:
        return
    codes = rows.columns["uscc"]
    statuses: dict[str | None, str | None] = {code: uscc_status(code) for code in set(codes) if code is not None}
    statuses[None] = None
    rows.columns["uscc_status"] = [statuses[code] for code in codes]
    column = rows.table.column("uscc")
    titles = {choice.value: choice.chinese for choice in rows.table.column("uscc_status").values}
    if any(status not in {None, "ok"} for status in statuses.values()):
        for row, code in enumerate(codes):
            status = statuses[code]
            if status not in {None, "ok"}:
                rows.report("bad_uscc", row, column, value=code, details=_uscc_details(code, str(status), titles))
    _use_as_id(rows, [code if statuses[code] == "ok" else None for code in codes])


def _check_registration_number(rows: Rows) -> None:
    if "registration_number" in rows.columns:
        _use_as_id(rows, rows.columns["registration_number"])


def _uscc_details(code: str, status: str, titles: dict[str, str]) -> dict[str, str]:
    likely = repairs(code)
    why_en, why_zh = why_short(code) or (None, None)
    return {
        "status": status,
        "status_zh": titles[status],
        "repair": f" ({why_en})" if why_en else f"; perhaps {' or '.join(likely)}" if likely else "",
        "repair_zh": f"（{why_zh}）" if why_zh else f"，或为{'、'.join(likely)}" if likely else "",
    }


def _use_as_id(rows: Rows, codes: Sequence[str | None]) -> None:
    """Let codes serve as ids where there is none."""
    key = key_column(rows.table)
    if key is None:
        return
    ids = rows.columns.setdefault(key.name, [None] * len(rows))
    if None not in ids:
        return
    for row, identifier in enumerate(ids):
        if identifier is None and row not in rows.faulty[key.name]:
            ids[row] = codes[row]


def _check_required(rows: Rows) -> None:
    for column in rows.table.required:
        values = rows.column(column.name)
        if None not in values:
            continue
        faulty = rows.faulty.get(column.name, set())
        for row, value in enumerate(values):
            if value is None and row not in faulty:
                rows.report("missing_required", row, column)


def _check_coordinates(rows: Rows) -> None:
    pair = [column for column in rows.table.read_columns if column.kind in {Kind.LONGITUDE, Kind.LATITUDE}]
    if not pair or not any(column.name in rows.columns for column in pair):
        return
    longitudes, latitudes = (rows.column(column.name) for column in pair)
    faulty = rows.faulty.get(pair[0].name, set()) | rows.faulty.get(pair[1].name, set())
    for row, (longitude, latitude) in enumerate(zip(longitudes, latitudes, strict=True)):
        if (longitude is None) != (latitude is None) and row not in faulty:
            rows.report("incomplete_coordinates", row, pair[0] if longitude is None else pair[1])


def _check_division_codes(rows: Rows) -> None:
    if rows.table.name != "places":
        return
    codes, levels, parents = rows.column("place_id"), rows.column("level"), rows.column("parent_id")
    column = rows.table.column("place_id")
    titles = {choice.value: choice.chinese for choice in LEVELS}
    level_of = dict(zip(codes, levels, strict=True))
    for row, (code, level, parent) in enumerate(zip(codes, levels, parents, strict=True)):
        digits = CODE_LENGTHS.get(level)
        if digits is None or code is None:
            continue
        if len(code) != digits or not (code.isascii() and code.isdecimal()):
            details = {"level": level, "level_zh": titles[level], "digits": str(digits)}
            rows.report("bad_division_code", row, column, value=code, details=details)
        elif parent is not None and level_of.get(parent) in CODE_LENGTHS and not code.startswith(parent):
            rows.report("code_outside_parent", row, column, value=code, details={"parent": shown(parent)})


def _check_order(rows: Rows) -> None:
    table = rows.table
    lifetime = ((table.begins, table.ends),) if table.begins and table.ends else ()
    for begins, ends in (*lifetime, *ORDERED.get(table.name, ())):
        if begins not in rows.columns or ends not in rows.columns:
            continue
        details = {"begins": begins, "begins_zh": table.column(begins).chinese}
        for row, (begin, end) in enumerate(zip(rows.columns[begins], rows.columns[ends], strict=True)):
            if begin is not None and end is not None and end < begin:
                rows.report(
                    "end_before_start",
                    row,
                    table.column(ends),
                    value=str(end),
                    details={**details, "begin": str(begin)},
                )


def _check_self_reference(rows: Rows) -> None:
    table = rows.table
    if not isinstance(table, RelationshipTable) or table.allows_self:
        return
    ends: list[tuple[Any, Any]] = list(zip(rows.column(table.start), rows.column(table.end), strict=True))
    for row, (start, end) in enumerate(ends):
        if start is not None and start == end:
            rows.report("self_reference", row, table.column(table.end), value=start)
