"""A source that lists mostly what another lists already: as a rule the next edition of it, under another name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graphmodel.graph.dataset import Dataset
from graphmodel.graph.elements import row_ids
from graphmodel.schema import NodeTable

MOSTLY = 0.5
"""Share of a source's ids from which another is said to be repeated by it."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """How much of what a source lists another ``source`` lists too: ``shared`` of its ``listed`` ids."""

    source: str
    shared: int
    listed: int


def repeated_source(dataset: Dataset, others: Iterable[Dataset]) -> Repeated | None:
    """Return the other source that lists most of a dataset's ids, if it lists at least half of them.

    Examples
    --------
    >>> from graphmodel.graph.dataset import About, Records
    >>> from graphmodel.schema import BY_NAME
    >>> def places(source, *ids):
    ...     rows = {"place_id": list(ids), "name": list(ids), "level": ["zone"] * len(ids)}
    ...     return Dataset(About(source), {"places": Records(BY_NAME["places"], rows)})
    >>> repeated_source(places("august", "a", "b", "c"), [places("july", "a", "b", "d")])
    Repeated(source='july', shared=2, listed=3)
    >>> repeated_source(places("survey", "a", "x", "y"), [places("july", "a", "b", "d")]) is None
    True
    """
    ids = _ids(dataset)
    found = [Repeated(other.about.source, len(ids & _ids(other)), len(ids)) for other in others]
    most = max(found, key=lambda item: item.shared, default=None)
    return most if most is not None and ids and most.shared >= MOSTLY * len(ids) else None


def _ids(dataset: Dataset) -> set[str]:
    """Return the ids that are given; rows of tables without an id column have none of their own."""
    return {
        id_
        for records in dataset.tables.values()
        if isinstance(records.table, NodeTable) and records.table.key is not None
        for id_ in row_ids(records)
    }
