"""What in the database differs from what datasets say: found by reading it, so that it can be mended from any state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import compress
from typing import Any

import neo4j

from graphmodel.bilingual import Bilingual
from graphmodel.graph.collector import collector_paused
from graphmodel.graph.dataset import Dataset
from graphmodel.graph.elements import NodeBatch, RelationshipBatch, node_batches, relationship_batches
from graphmodel.progress import Progress, silent
from graphmodel.schema import NODE_TABLES, NodeTable
from graphmodel.schema.properties import relationship_types
from graphmodel.store import cypher
from graphmodel.store.columns import PART, typed

_UNSEEN, _SAME, _DIFFERENT = 0, 1, 2


@dataclass(eq=False)
class Elements:
    """One batch of what is to be, what all of it shares, and which of its rows are there already."""

    batch: NodeBatch | RelationshipBatch
    source: str
    load: str
    states: bytearray = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.states = bytearray(len(self.batch))

    @cached_property
    def rows(self) -> list[tuple[Any, ...]]:
        """The rows as they are written and read."""
        return list(self._rows())

    @property
    def kind(self) -> str:
        """The relationships' type, or the nodes' own label."""
        return self.batch.table.label if isinstance(self.batch, NodeBatch) else self.batch.type

    def of(self, table: NodeTable, labels: tuple[str, ...]) -> bool:
        """Tell whether these are nodes of a table with these labels."""
        batch = self.batch
        return isinstance(batch, NodeBatch) and batch.table is table and batch.labels == labels

    def to_write(self) -> Iterator[list[Any]]:
        """Yield the rows that are not in the database, or differently."""
        if not any(self.states):
            return map(list, self._rows())
        return map(list, compress(self.rows, (state != _SAME for state in self.states)))

    def __len__(self) -> int:
        return len(self.states) - self.states.count(_SAME)

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        batch, nothing = self.batch, [None] * len(self.batch)
        if isinstance(batch, NodeBatch):
            names = cypher.written_node_columns(batch.table)[1:]
            return zip(batch.ids, *(batch.properties.get(name, nothing) for name in names), strict=True)
        names = cypher.written_relationship_columns(batch.type)[3:]
        ends = (batch.starts, batch.ends, batch.keys)
        return zip(*ends, *(batch.properties.get(name, nothing) for name in names), strict=True)


@dataclass
class Difference:
    """What has to be written, and what has to go: nodes by id, relationships by type as both ends and key."""

    nodes: list[Elements]
    relationships: list[Elements]
    gone_nodes: list[str] = field(default_factory=list)
    gone_relationships: dict[str, list[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(list))


def whole(datasets: Iterable[Dataset]) -> Difference:
    """Return everything that datasets say as what has to be written: the difference from an empty database."""
    nodes: list[Elements] = []
    relationships: list[Elements] = []
    for dataset in datasets:
        about = (dataset.about.source, dataset.load)
        nodes += [Elements(batch, *about) for batch in node_batches(dataset)]
        relationships += [Elements(batch, *about) for batch in relationship_batches(dataset)]
    return Difference(nodes, relationships)


def difference(session: neo4j.Session, datasets: Iterable[Dataset], *, progress: Progress = silent) -> Difference:
    """Compare what the database holds with what datasets say, value by value, and where each row stands."""
    found = whole(datasets)
    with collector_paused():
        _compare_nodes(session, found, progress)
        _compare_relationships(session, found, progress)
    return found


def _compare_nodes(session: neo4j.Session, found: Difference, progress: Progress) -> None:
    places = {row[0]: (elements, place) for elements in found.nodes for place, row in enumerate(elements.rows)}
    gone: dict[str, None] = {}
    for number, table in enumerate(NODE_TABLES, start=1):
        names = cypher.written_node_columns(table)
        own = frozenset({*table.labels, table.label, *table.subtypes.values()})
        for record in session.run(cypher.read_nodes(table, scoped=False, placed=True), size=PART):
            labels = tuple(sorted(own.intersection(record["labels"])))
            about = (record["source"], record["load"])
            for row in _rows(record, names):
                found_at = places.get(row[0])
                if found_at is None:
                    gone[row[0]] = None
                    continue
                elements, place = found_at
                alike = (
                    elements.rows[place] == row
                    and elements.of(table, labels)
                    and (elements.source, elements.load) == about
                )
                _mark(elements, place, alike=alike)
        progress(Bilingual("comparing nodes", "比对节点"), number, len(NODE_TABLES))
    found.gone_nodes.extend(gone)


def _compare_relationships(session: neo4j.Session, found: Difference, progress: Progress) -> None:
    by_type: dict[str, list[Elements]] = defaultdict(list)
    for elements in found.relationships:
        by_type[elements.kind].append(elements)
    kinds = relationship_types()
    for number, kind in enumerate(kinds, start=1):
        places = {row[:3]: (elements, place) for elements in by_type[kind] for place, row in enumerate(elements.rows)}
        names = cypher.written_relationship_columns(kind)
        for record in session.run(cypher.read_relationships(kind, scoped=False, placed=True), size=PART):
            about = (record["source"], record["load"])
            for row in _rows(record, names):
                found_at = places.get(row[:3])
                # One that is there twice goes, and is written once.
                if found_at is None or found_at[0].states[found_at[1]] != _UNSEEN:
                    found.gone_relationships[kind].append(row[:3])
                if found_at is not None:
                    elements, place = found_at
                    alike = elements.rows[place] == row and (elements.source, elements.load) == about
                    _mark(elements, place, alike=alike)
        progress(Bilingual("comparing relationships", "比对关系"), number, len(kinds))


def _mark(elements: Elements, place: int, *, alike: bool) -> None:
    # What was seen before, under another label or a second time, is written again.
    elements.states[place] = _SAME if alike and elements.states[place] == _UNSEEN else _DIFFERENT


def _rows(record: neo4j.Record, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    known: dict[str, date] = {}
    return zip(*(typed(name, record[name], known) for name in names), strict=True)
