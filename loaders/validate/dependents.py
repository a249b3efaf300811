"""What depends on quarantined rows is quarantined too, until nothing changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from graphmodel.schema import Column, NodeTable, Reference
from loaders.map.rows import ACCEPTED, MERGED, QUARANTINED, Rows
from loaders.validate.duplicates import Standing
from loaders.validate.within import key_column


def quarantine_dependents(tables: Mapping[str, Rows], standing: Standing) -> None:
    """Quarantine and report the rows that refer to quarantined rows, over as many steps as it takes.

    Rows that refer to each other in a circle stand together; a row that refers to itself is no reason.
    """
    nodes = {name: rows for name, rows in tables.items() if name in standing}
    if all(state in {ACCEPTED, MERGED} for rows in nodes.values() for state in set(rows.states)):
        return
    _spread(nodes, standing)
    accepted = _Accepted(nodes, standing)
    for rows in tables.values():
        for column, row, value in _references(rows, standing):
            assert column.reference is not None  # noqa: S101 -- by definition of `references`
            if value not in accepted.of(column.reference) and row not in rows.faulty.get(column.name, ()):
                rows.report("reference_quarantined", row, column, value=value)


class _Accepted:
    """The ids of accepted rows, by what a reference may refer to."""

    def __init__(self, nodes: Mapping[str, Rows], standing: Standing) -> None:
        self._nodes = nodes
        self._standing = standing
        self._sets: dict[Reference, frozenset[str]] = {}

    def of(self, reference: Reference) -> frozenset[str]:
        if reference not in self._sets:
            self._sets[reference] = frozenset(self._collect(reference))
        return self._sets[reference]

    def _collect(self, reference: Reference) -> Iterator[str]:
        for name in reference.tables:
            rows = self._nodes.get(name)
            if rows is None:
                continue
            table = rows.table
            kinds = None
            if reference.label is not None and isinstance(table, NodeTable) and table.subtype_column is not None:
                kinds = [table.subtypes.get(kind) for kind in rows.column(table.subtype_column)]
            for identifier, row in self._standing[name].items():
                if rows.states[row] == ACCEPTED and (kinds is None or kinds[row] == reference.label):
                    yield identifier


def _references(rows: Rows, standing: Standing) -> Iterator[tuple[Column, int, str]]:
    """Yield every filled reference of a table, but for those of a row to itself."""
    key = key_column(rows.table)
    ids = None if key is None else rows.column(key.name)
    own = standing.get(rows.table.name, {})
    for column in rows.table.references:
        for row, value in enumerate(rows.columns.get(column.name, ())):
            if value is None or (ids is not None and value == ids[row] and own.get(value, row) == row):
                continue
            yield column, row, value


def _spread(nodes: Mapping[str, Rows], standing: Standing) -> None:
    """Mark the node rows that depend on quarantined ones."""
    accepted = _Accepted(nodes, standing)
    referring: dict[str, list[tuple[str, int]]] = defaultdict(list)
    front: set[str] = set()
    for name, rows in nodes.items():
        for column, row, value in _references(rows, standing):
            assert column.reference is not None  # noqa: S101 -- by definition of `references`
            referring[value].append((name, row))
            if value not in accepted.of(column.reference) and rows.states[row] != QUARANTINED:
                front.update(_quarantine(nodes, standing, name, row))
    while front:
        for name, row in referring.get(front.pop(), ()):
            front.update(_quarantine(nodes, standing, name, row))


def _quarantine(nodes: Mapping[str, Rows], standing: Standing, name: str, row: int) -> tuple[str, ...]:
    """Quarantine a row; return its id where it held one."""
    rows = nodes[name]
    if rows.states[row] == QUARANTINED:
        return ()
    rows.states[row] = QUARANTINED
    key = key_column(rows.table)
    identifier: str | None = None if key is None else rows.column(key.name)[row]
    return (identifier,) if identifier is not None and standing[name].get(identifier) == row else ()
