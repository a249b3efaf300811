"""What became of nodes and relationships between two graphs: what is new, back again, changed, or no longer there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import networkx as nx

from graphmodel.errors import InputError
from graphmodel.graph.dates import day_of
from graphmodel.graph.places import place_named, scope_of, subtree
from graphmodel.graph.snapshot import Snapshot, date_of
from graphmodel.schema import NODE_TABLES, Bilingual
from graphmodel.schema.enumerations import LEVELS
from graphmodel.schema.properties import PROVENANCE, SHARED, relationship_types

if TYPE_CHECKING:
    import pandas as pd

_NOT_CONTENT = frozenset({*PROVENANCE, *SHARED, "labels", "type"})
_DISTINGUISHING = ("kind", "layer", "role")
"""What tells apart ties of one type between the same two: coverage of another kind is another tie, a later end is not."""

_Tie: TypeAlias = tuple[str, str, str, tuple[Any, ...]]
_Values: TypeAlias = tuple[dict[str, Any], ...]

_CHINESE_TYPES = {
    "PART_OF": "上级区划",
    "SERVES_PLACE": "服务地",
    "BELONGS_TO": "所属单位",
    "REPORTS_TO": "上级党组织",
    "LOCATED_IN": "所在地",
    "REPRESENTS": "业委会所在小区",
    "RAISED": "提出",
    "OFFERS": "提供",
    "ANSWERS": "回应需求",
    "USES": "使用资源",
    "HANDLES": "承办",
    "COVERS": "覆盖",
    "SERVICES": "物业服务",
    "MEMBER_OF": "联盟成员",
    "TOOK_PART_IN": "参与",
    "BUILDS_WITH": "共建关系",
    "EXCHANGES_DATA_WITH": "数据共享",
    "RATES": "合作评价",
}


class ElementStatus(StrEnum):
    """What became of a node or a relationship, in the order in which one wants to know."""

    NEW = "new"
    REOPENED = "reopened"
    CHANGED = "changed"
    CLOSED = "closed"


ELEMENT_TITLES: dict[ElementStatus, Bilingual] = {
    ElementStatus.NEW: Bilingual("new", "新增"),
    ElementStatus.REOPENED: Bilingual("back again", "重现"),
    ElementStatus.CHANGED: Bilingual("changed", "变更"),
    ElementStatus.CLOSED: Bilingual("no longer there", "不再有"),
}


@dataclass(frozen=True, slots=True)
class ChangedElement:
    """A node or a relationship that is not what it was.

    Attributes
    ----------
    status
        New, reopened, changed or closed.
    kind
        The label of a node (of a place that of its level), the type of a relationship.
    ids, names
        Of a node one; of a relationship those of its start and its end.
    path
        Names of the places from the top down to where it lies; empty where it lies nowhere.
    changes
        Of what changed the values before and after, by property.
    """

    status: ElementStatus
    kind: str
    ids: tuple[str, ...]
    names: tuple[str, ...]
    path: tuple[str, ...]
    changes: Mapping[str, tuple[Any, Any]]

    @property
    def is_node(self) -> bool:
        """Whether it is a node."""
        return len(self.ids) == 1

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {
            "status": self.status.value,
            "element": "node" if self.is_node else "relationship",
            "kind": self.kind,
            "ids": list(self.ids),
            "names": list(self.names),
            "path": list(self.path),
            "changes": {name: list(map(_plain, pair)) for name, pair in self.changes.items()},
        }


@dataclass(frozen=True)
class GraphChange:
    """What changed between two graphs.

    Attributes
    ----------
    elements
        Nodes by kind and id, then relationships by type and ids.
    kept
        By kind, how many are there in both, changed or not.
    before, after
        The dates at which the two were looked at.
    scope
        The place to which both are limited; None: everything.
    """

    elements: tuple[ChangedElement, ...]
    kept: Mapping[str, int]
    before: date
    after: date
    scope: str | None = None

    def __len__(self) -> int:
        return len(self.elements)

    def counts(self, *, nodes: bool) -> dict[ElementStatus, int]:
        """Return how many nodes, or relationships, have each status."""
        found = Counter(item.status for item in self.elements if item.is_node == nodes)
        return {status: found[status] for status in ElementStatus}

    @property
    def by_kind(self) -> pd.DataFrame:
        """One row a kind that is there in either: ``element``, ``kind``, a column a status, ``kept``."""
        import pandas as pd  # noqa: PLC0415 -- slow to import, and only notebooks and spreadsheets need it

        found = Counter((item.kind, item.status) for item in self.elements)
        there = {item.kind for item in self.elements} | self.kept.keys()
        kinds = [kind for kind in kind_titles() if kind in there]
        columns = {status.value: [found[kind, status] for kind in kinds] for status in ElementStatus}
        types = set(relationship_types())
        element = ["relationship" if kind in types else "node" for kind in kinds]
        kept = [self.kept.get(kind, 0) for kind in kinds]
        return pd.DataFrame({"element": element, "kind": kinds, **columns, "kept": kept})

    @property
    def frame(self) -> pd.DataFrame:
        """One row a node or relationship that is not what it was."""
        import pandas as pd  # noqa: PLC0415 -- likewise

        columns = ["status", "element", "kind", "id", "name", "other", "other_name", "path", "changed"]
        return pd.DataFrame([_row(item) for item in self.elements], columns=columns, dtype=object)

    def to_dict(self) -> dict[str, Any]:
        """Return the change as JSON has it."""
        return {
            "nodes": {status.value: count for status, count in self.counts(nodes=True).items()},
            "relationships": {status.value: count for status, count in self.counts(nodes=False).items()},
            "kept": dict(self.kept),
            "elements": [item.to_dict() for item in self.elements],
        }


@cache
def kind_titles() -> dict[str, Bilingual]:
    """Return the titles of all kinds of nodes and types of relationships, in the order of the schema."""
    titles: dict[str, Bilingual] = {}
    for table in NODE_TABLES:
        if table.subtypes and table.name == "places":
            chinese_of = {level.value: level.chinese for level in LEVELS}
            for level, label in table.subtypes.items():
                titles[label] = Bilingual(level.replace("_", " "), chinese_of[level])
        else:
            titles[table.label] = Bilingual(table.name.replace("_", " "), table.chinese)
    for kind in relationship_types():
        titles[kind] = Bilingual(kind.lower().replace("_", " "), _CHINESE_TYPES[kind])
    return titles


class _State(NamedTuple):
    """What is there in a graph at a date, within a scope."""

    snapshot: Snapshot
    nodes: dict[str, str]
    ties: dict[_Tie, _Values]


def compare_graphs(
    before: nx.MultiDiGraph,
    after: nx.MultiDiGraph,
    *,
    history: Iterable[nx.MultiDiGraph] = (),
    dates: Sequence[date | str] | None = None,
    scope: str | None = None,
) -> GraphChange:
    """Tell what became of nodes and relationships.

    A node *is there* where the graph has it and it is live at its date; a relationship where its own dates and both its ends are
    (`Snapshot`). Nodes are the same by id, relationships by type, ends and what tells parallel ones apart (kind, layer, role).
    One of ``after`` is *new*, *reopened* where it is not in ``before`` but in a graph of ``history``, *changed* where a property
    differs (which source lists it is none); one of ``before`` alone is *closed*.

    Parameters
    ----------
    before, after
        Graphs as `build_graph` or `read_graph` give them; they may be one graph at two dates.
    history
        Older graphs.
    dates
        One for each graph of the history, for ``before`` and for ``after``; else the graphs' own.
    scope
        Only what lies in this place: nodes in it, and relationships with an end in it.

    Raises
    ------
    InputError
        If a graph has no date, dates are too few or many, or no graph has the place.

    Examples
    --------
    >>> from graphmodel.graph import About, Dataset, Records, build_graph
    >>> from graphmodel.schema import BY_NAME
    >>> def graph(year, codes):
    ...     rows = {"place_id": codes, "name": codes, "level": ["street"] * len(codes)}
    ...     return build_graph(Dataset(About(as_of=date(year, 12, 31)), {"places": Records(BY_NAME["places"], rows)}))
    >>> change = compare_graphs(graph(2019, ["510106024", "510106030"]), graph(2020, ["510106024", "510106033"]))
    >>> [(item.status.value, item.kind, item.ids) for item in change.elements]
    [('closed', 'Street', ('510106030',)), ('new', 'Street', ('510106033',))]
    """
    graphs = [*history, before, after]
    days = [date_of(graph) for graph in graphs] if dates is None else [day_of(day, "dates") for day in dates]
    if len(days) != len(graphs):
        msg = Bilingual(
            f"found {len(days)} dates for {len(graphs)} graphs; give one for each, the oldest first",
            f"{len(graphs)} 个图给了 {len(days)} 个日期；应每个图一个日期，最早的在前",
        )
        raise InputError(msg)
    scope = _code(graphs, scope)
    *older, earlier, later = (_state(graph, day, scope) for graph, day in zip(graphs, days, strict=True))
    elements = [*_nodes(earlier, later, older), *_ties(earlier, later, older)]
    kept = Counter(kind for id_, kind in later.nodes.items() if id_ in earlier.nodes)
    kept.update(tie[0] for tie in later.ties if tie in earlier.ties)
    return GraphChange(tuple(elements), kept, days[-2], days[-1], scope)


def _code(graphs: Sequence[nx.MultiDiGraph], scope: str | None) -> str | None:
    """Return the code of the scope: a place of any of the graphs, a name as the latest has it that knows it."""
    if scope is None or any(scope in graph for graph in graphs):
        return scope
    for graph in reversed(graphs):
        with suppress(InputError):
            return place_named(graph, scope)
    return place_named(graphs[-1], scope)


def _state(graph: nx.MultiDiGraph, day: date, scope: str | None) -> _State:
    snapshot = Snapshot(graph, day)
    inside = None if scope is None else subtree(graph, scope) if scope in graph else frozenset[str]()
    nodes = {
        node: _kind(graph.nodes[node]["labels"])
        for node in graph
        if node in snapshot.present and (inside is None or snapshot.place(node) in inside)
    }
    ties: dict[_Tie, list[dict[str, Any]]] = defaultdict(list)
    for kind in relationship_types():
        for tie in snapshot.ties(kind):
            if inside is None or tie.start in nodes or tie.end in nodes:
                own = tuple(tie.properties.get(name) for name in _DISTINGUISHING)
                ties[kind, tie.start, tie.end, own].append(_content(tie.properties))
    return _State(snapshot, nodes, {tie: tuple(sorted(values, key=repr)) for tie, values in ties.items()})


def _kind(labels: Iterable[str]) -> str:
    """Return the narrowest label that the schema gives a title."""
    return next(label for label in kind_titles() if label in labels)


def _content(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in _NOT_CONTENT}


def _nodes(earlier: _State, later: _State, older: Sequence[_State]) -> Iterator[ChangedElement]:
    order = {kind: at for at, kind in enumerate(kind_titles())}
    kinds = {**earlier.nodes, **later.nodes}
    for node in sorted(kinds, key=lambda node: (order[kinds[node]], node)):
        values: Mapping[str, tuple[Any, Any]] = {}
        if node not in later.nodes:
            status = ElementStatus.CLOSED
        elif node not in earlier.nodes:
            status = ElementStatus.REOPENED if any(node in state.nodes for state in older) else ElementStatus.NEW
        else:
            values = _differing(*(_content(state.snapshot.properties(node)) for state in (earlier, later)))
            if earlier.nodes[node] != later.nodes[node]:
                values = {"kind": (earlier.nodes[node], later.nodes[node]), **values}
            if not values:
                continue
            status = ElementStatus.CHANGED
        yield _changed(status, kinds[node], (node,), earlier if status is ElementStatus.CLOSED else later, values)


def _ties(earlier: _State, later: _State, older: Sequence[_State]) -> Iterator[ChangedElement]:
    order = {kind: at for at, kind in enumerate(relationship_types())}
    for tie in sorted(earlier.ties.keys() | later.ties, key=lambda tie: (order[tie[0]], *tie[1:3], repr(tie[3]))):
        kind, start, end, own = tie
        told = {name: (value, value) for name, value in zip(_DISTINGUISHING, own, strict=True) if value is not None}
        if tie not in later.ties:
            status = ElementStatus.CLOSED
        elif tie not in earlier.ties:
            status = ElementStatus.REOPENED if any(tie in state.ties for state in older) else ElementStatus.NEW
        elif earlier.ties[tie] == later.ties[tie]:
            continue
        else:
            status = ElementStatus.CHANGED
            told = told | _differing(_together(earlier.ties[tie]), _together(later.ties[tie]))
        state = earlier if status is ElementStatus.CLOSED else later
        yield _changed(status, kind, (start, end), state, told)


def _together(rows: _Values) -> dict[str, Any]:
    """Return the values of parallel ties under one name each: those of one as they are, of several as tuples."""
    if len(rows) == 1:
        return rows[0]
    names = sorted({name for row in rows for name in row})
    return {"count": len(rows), **{name: tuple(row.get(name) for row in rows) for name in names}}


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    names = sorted(before.keys() | after.keys())
    return {name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}


def _changed(
    status: ElementStatus, kind: str, ids: tuple[str, ...], state: _State, values: Mapping[str, tuple[Any, Any]]
) -> ChangedElement:
    graph = state.snapshot.graph
    names = tuple(str(graph.nodes[node].get("name") or graph.nodes[node].get("title") or node) for node in ids)
    path = tuple(str(graph.nodes[place].get("name", place)) for place in scope_of(graph, ids[-1]))
    return ChangedElement(status, kind, ids, names, path, values)


def _row(item: ChangedElement) -> tuple[Any, ...]:
    other, other_name = (item.ids[1], item.names[1]) if not item.is_node else (None, None)
    changed = "; ".join(
        f"{name} {_plain(before)} → {_plain(after)}" if before != after else f"{name} {_plain(after)}"
        for name, (before, after) in item.changes.items()
    )
    element = "node" if item.is_node else "relationship"
    path = " › ".join(item.path)
    return (item.status.value, element, item.kind, item.ids[0], item.names[0], other, other_name, path, changed)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return ", ".join(str(_plain(part)) for part in value)
    return value.isoformat() if isinstance(value, date) else value
