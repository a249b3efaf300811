"""A graph as two tables, nodes and edges: what every format writes and reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import networkx as nx

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.exchange.about import about_from_json, about_to_json
from graphmodel.exchange.values import Column, ValueKind, column_of, whole_text
from graphmodel.schema import NODE_TABLES, RELATIONSHIP_TABLES, Kind
from graphmodel.schema.properties import SHARED, node_properties, relationship_properties

RENAMED = {
    "source": "data_source",
    "type": "relationship",
    **{name: f"own_{name}" for name in ("id", "key", "target", "label", "start", "end")},
}
"""Properties whose names mean something else in most formats (an edge's source, its kind of arrow, its id)."""

_KINDS = {
    Kind.COUNT: ValueKind.INTEGER,
    Kind.NUMBER: ValueKind.NUMBER,
    Kind.LONGITUDE: ValueKind.NUMBER,
    Kind.LATITUDE: ValueKind.NUMBER,
    Kind.YES_NO: ValueKind.BOOLEAN,
    Kind.DATE: ValueKind.DATE,
}


@dataclass(frozen=True, slots=True)
class TabularGraph:
    """A graph as columns.

    ``ids`` of nodes; ``starts``, ``ends`` and ``keys`` of edges; the columns of both, under names that no format takes for
    something else (`RENAMED`); ``directed``; ``about``, the attributes of the graph as JSON.
    """

    ids: Sequence[str]
    nodes: Mapping[str, Column]
    starts: Sequence[str]
    ends: Sequence[str]
    keys: Sequence[str]
    edges: Mapping[str, Column]
    directed: bool = True
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def labels(self) -> list[str]:
        """What to write at each node: its name, else its title, else its id."""
        columns = [self.nodes[name].values for name in ("name", "title") if name in self.nodes]
        rows = zip(*columns, strict=True) if columns else iter([()] * len(self.ids))
        return [next((str(v) for v in row if v), id_) for id_, row in zip(self.ids, rows, strict=True)]

    @property
    def edge_ids(self) -> list[str]:
        """An id for each edge, its place in the list: keys are unique only between two nodes."""
        return [f"e{number}" for number in range(len(self.starts))]

    def node_rows(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield each node's id and its known values."""
        return zip(self.ids, _known(self.nodes, len(self.ids)), strict=True)

    def edge_rows(self) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
        """Yield each edge's start, end, key and known values."""
        return zip(self.starts, self.ends, self.keys, _known(self.edges, len(self.starts)), strict=True)

    def kinds(self) -> dict[str, dict[str, str]]:
        """Return the kind of each column, to be kept beside values that became text."""
        return {
            "nodes": {name: column.kind.value for name, column in self.nodes.items()},
            "edges": {name: column.kind.value for name, column in self.edges.items()},
        }


def _known(columns: Mapping[str, Column], length: int) -> Iterator[dict[str, Any]]:
    names = tuple(columns)
    if not names:
        yield from ({} for _ in range(length))
        return
    for values in zip(*(columns[name].values for name in names), strict=True):
        yield {name: value for name, value in zip(names, values, strict=True) if value is not None}


def tabular(graph: nx.Graph) -> TabularGraph:
    """Return any networkx graph as tables; ids and keys become text.

    Raises
    ------
    InputError
        If two nodes are the same as text, as 1 and "1" are: one of them would be lost.

    Examples
    --------
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("O1", labels=("PartyOrganization",), name="抚琴党支部", source="made up")
    >>> _ = graph.add_edge("O1", "O1", key="K", type="BUILDS_WITH")
    >>> table = tabular(graph)
    >>> table.labels, sorted(table.nodes), sorted(table.edges)
    (['抚琴党支部'], ['data_source', 'labels', 'name'], ['relationship'])
    """
    triples = graph.edges(keys=True, data=True) if graph.is_multigraph() else _keyed(graph)
    starts, ends, keys, data = [], [], [], []
    for start, end, key, values in triples:
        starts.append(whole_text(str(start)))
        ends.append(whole_text(str(end)))
        keys.append(whole_text(str(key)))
        data.append(values)
    ids = [whole_text(str(node)) for node in graph]
    must_be_unique(ids)
    return TabularGraph(
        ids,
        _columns([values for _, values in graph.nodes(data=True)]),
        starts,
        ends,
        keys,
        _columns(data),
        directed=graph.is_directed(),
        about=about_to_json(graph.graph),
    )


def must_be_unique(ids: Sequence[str]) -> None:
    """Raise `InputError` where two nodes have become the same text."""
    if len(set(ids)) == len(ids):
        return
    twice = next(id_ for id_, count in Counter(ids).items() if count > 1)
    msg = Bilingual(
        f"found two nodes that are both written {twice!r}, expected an id of its own for each: rename one",
        f"有两个节点写出后同为 {twice!r}：每个节点应有自己的编码，请改其中一个",
    )
    raise InputError(msg)


def _keyed(graph: nx.Graph) -> Iterator[tuple[Any, Any, int, dict[str, Any]]]:
    for start, end, values in graph.edges(data=True):
        yield start, end, 0, values


def _columns(rows: Sequence[Mapping[Any, Any]]) -> dict[str, Column]:
    names = {name: whole_text(str(name)) for row in rows for name in row}
    taken = set(names.values()) - set(RENAMED)
    found: dict[str, Column] = {}
    for name, written in names.items():
        shown = RENAMED.get(written, written)
        while shown in found or (shown != written and shown in taken):
            shown += "_"
        found[shown] = column_of([row.get(name) for row in rows])
    return found


def to_networkx(table: TabularGraph) -> nx.MultiDiGraph | nx.MultiGraph:
    """Return tables as a networkx graph, with the properties' own names again."""
    graph = nx.MultiDiGraph() if table.directed else nx.MultiGraph()
    graph.graph.update(about_from_json(table.about))
    graph.add_nodes_from((id_, _own(values)) for id_, values in table.node_rows())
    graph.add_edges_from((start, end, key, _own(values)) for start, end, key, values in table.edge_rows())
    return graph


def _own(values: dict[str, Any]) -> dict[str, Any]:
    return {original_name(name): value for name, value in values.items()}


def original_name(name: str) -> str:
    """Return the property that a column was made of.

    Examples
    --------
    >>> original_name("data_source"), original_name("households")
    ('source', 'households')
    """
    return _ORIGINAL.get(name.rstrip("_"), name)


_ORIGINAL = {shown: name for name, shown in RENAMED.items()}


def known_kinds(given: Mapping[str, Mapping[str, str]] | None, part: str) -> dict[str, ValueKind]:
    """Return the kind of each column of ``nodes`` or ``edges``: as a file says, else as the schema declares it."""
    said = {name: ValueKind(kind) for name, kind in (given or {}).get(part, {}).items()}
    return {**_declared(part), **said}


@cache
def _declared(part: str) -> dict[str, ValueKind]:
    tables: Iterable[Any] = NODE_TABLES if part == "nodes" else RELATIONSHIP_TABLES
    properties = node_properties if part == "nodes" else relationship_properties
    declared = {
        RENAMED.get(item.name, item.name): _KINDS.get(item.kind, ValueKind.TEXT)
        for table in tables
        for item in properties(table)
    }
    return {**declared, **dict.fromkeys((*SHARED, "labels"), ValueKind.TEXTS), "data_source": ValueKind.TEXT}
