"""References between tables: whether what they refer to is there, and of the right kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from graphmodel.schema import BY_NAME, Column, NodeTable, Reference
from graphmodel.schema.enumerations import LEVEL_LABELS, LEVELS
from loaders.map.rows import Rows
from loaders.validate.within import key_column

Tables: TypeAlias = Mapping[str, Rows]
_LEVELS: dict[str | None, str] = {level.value: level.chinese for level in LEVELS}
_OF_LABEL = {label: _LEVELS[level] for level, label in LEVEL_LABELS.items()}


class Targets:
    """The ids that rows have, by table, and by level among the places.

    Every row counts, quarantined or not.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._all: dict[tuple[str, str | None], frozenset[str]] = {}
        self._levels: dict[str, str | None] | None = None

    def all_of(self, target: Reference) -> frozenset[str]:
        """Return the ids of all rows that a reference may refer to; a place of unknown level counts for every level."""
        parts = [self._ids(name, target.label) for name in target.tables]
        return parts[0] if len(parts) == 1 else frozenset().union(*parts)

    def tables_of(self, identifier: str) -> list[str]:
        """Return the node tables in which an id occurs."""
        return [
            name
            for name, rows in self._tables.items()
            if key_column(rows.table) and identifier in self._ids(name, None)
        ]

    def level_of(self, identifier: str) -> str | None:
        """Return the level of a place."""
        if self._levels is None:
            rows = self._tables["places"]
            self._levels = dict(zip(rows.column("place_id"), rows.column("level"), strict=True))
        return self._levels[identifier]

    def _ids(self, name: str, label: str | None) -> frozenset[str]:
        if (name, label) not in self._all:
            self._all[name, label] = frozenset(self._collect(name, label))
        return self._all[name, label]

    def _collect(self, name: str, label: str | None) -> Iterable[str]:
        rows = self._tables.get(name)
        if rows is None:
            return ()
        table = rows.table
        key = key_column(table)
        if key is None or not isinstance(table, NodeTable):
            return ()
        ids = rows.column(key.name)
        if label is None or table.subtype_column is None:
            return (identifier for identifier in ids if identifier is not None)
        kinds = rows.column(table.subtype_column)
        return (
            identifier
            for identifier, kind in zip(ids, kinds, strict=True)
            if identifier is not None and (kind is None or table.subtypes[kind] == label)
        )


def check_targets(tables: Tables) -> None:
    """Report references to nothing, and to rows of the wrong kind."""
    targets = Targets(tables)
    for rows in tables.values():
        for column in rows.table.references:
            values = rows.columns.get(column.name)
            if values is None or column.reference is None:
                continue
            dangling = set(values) - targets.all_of(column.reference) - {None}
            if dangling:
                _report_dangling(rows, column, values, _explain(dangling, column, targets))


def _explain(dangling: set[str], column: Column, targets: Targets) -> dict[str, tuple[str, dict[str, str]]]:
    reference = column.reference
    assert reference is not None  # noqa: S101 -- only reference columns come here
    expected = {
        "tables": _names(reference.tables, reference.label),
        "tables_zh": "、".join(BY_NAME[name].chinese for name in reference.tables)
        + (f"（{_OF_LABEL[reference.label]}）" if reference.label else ""),
    }
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for identifier in dangling:
        elsewhere = targets.tables_of(identifier)
        if elsewhere:
            details = {
                "found": f"in {', '.join(elsewhere)}",
                "found_zh": "、".join(BY_NAME[name].chinese for name in elsewhere),
            }
            if reference.label is not None and elsewhere == ["places"]:
                level = targets.level_of(identifier)
                details = {"found": f"a {level}", "found_zh": _LEVELS.get(level, "")}
            found[identifier] = ("wrong_type", {**expected, **details})
        else:
            found[identifier] = ("unknown_reference", expected)
    return found


def _names(tables: Sequence[str], label: str | None) -> str:
    return ", ".join(tables) if label is None else f"{', '.join(tables)} ({label})"


def _report_dangling(
    rows: Rows, column: Column, values: Sequence[Any], explained: Mapping[str, tuple[str, dict[str, str]]]
) -> None:
    for row, value in enumerate(values):
        if value in explained:
            code, details = explained[value]
            rows.report(code, row, column, value=value, details=details)
            rows.faulty[column.name].add(row)
