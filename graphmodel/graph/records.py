"""A graph as the records it could have been built from: the inverse of `build_graph`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, TypeAlias

import networkx as nx

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph.dataset import About, Dataset, Records, column_names
from graphmodel.schema import BY_NAME, NODE_TABLES, RELATIONSHIP_TABLES, NodeTable, RelationshipTable, Table
from graphmodel.schema.properties import (
    SHARED,
    node_properties,
    precision_property,
    relationship_ends,
    relationship_properties,
)

Rows: TypeAlias = dict[str, dict[str, list[dict[str, Any]]]]
"""Rows by source and table."""


def datasets_of(graph: nx.MultiDiGraph) -> tuple[Dataset, ...]:
    """Return the datasets of a graph of ours, one a source, in the order of their names.

    ``build_graph(*datasets_of(graph))`` equals ``graph`` where that is whole, not a part cut out for a scope.

    Raises
    ------
    InputError
        If a node or an edge is of no kind that the schema declares, or a node refers to two where its table has one column.

    Examples
    --------
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("510106", labels=("District", "Place"), name="金牛区", level="district", source="made up")
    >>> (dataset,) = datasets_of(graph)
    >>> dataset.about.source, dict(dataset.tables["places"].columns)["name"]
    ('made up', ['金牛区'])
    """
    rows: Rows = defaultdict(lambda: defaultdict(list))
    by_id: dict[str, dict[str, Any]] = {}
    for node, data in graph.nodes(data=True):
        table = _node_table(node, data)
        by_id[node] = _row(table, node, data)
        rows[_source(data)][table.name].append(by_id[node])
    for start, end, data in graph.edges(data=True):
        _put_edge(graph, start, end, data, rows, by_id)
    sources = graph.graph.get("sources") or {}
    return tuple(_dataset(source, sources.get(source, {}), rows[source]) for source in sorted({*sources, *rows}))


def _source(data: Mapping[str, Any], start: Mapping[str, Any] = MappingProxyType({})) -> str:
    """Return the source of a node or an edge; an edge that does not say it, as from Pajek, comes from where its start does."""
    return str(data.get("source", start.get("source", About().source)))


def _node_table(node: str, data: Mapping[str, Any]) -> NodeTable:
    labels = data.get("labels", ())
    for table in NODE_TABLES:
        if table.label in labels:
            return table
    msg = Bilingual(
        f"found the node {node!r} with labels {', '.join(labels) or 'none'}, expected one of {', '.join(t.label for t in NODE_TABLES)}",
        f"节点 {node!r} 的标签为 {'、'.join(labels) or '空'}，应有 {'、'.join(t.label for t in NODE_TABLES)} 之一",
    )
    raise InputError(msg)


def _row(table: NodeTable, node: str, data: Mapping[str, Any]) -> dict[str, Any]:
    row = {column: data[name] for name, column in _columns(table) if name in data}
    if table.key is not None:
        row[table.key] = node
    return row | {name: data[name] for name in SHARED if name in data}


@cache
def _columns(table: NodeTable | RelationshipTable) -> tuple[tuple[str, str], ...]:
    """Return the properties of a table with the columns they stand in; each date with its precision."""
    properties = node_properties(table) if isinstance(table, NodeTable) else relationship_properties(table)
    plain = {item.name: item.column.name for item in properties}
    precise = {precision_property(name): precision_property(column) for name, column in plain.items()}
    known = set(column_names(table))
    return tuple((name, column) for name, column in {**plain, **precise}.items() if column in known)


def _put_edge(
    graph: nx.MultiDiGraph,
    start: str,
    end: str,
    data: Mapping[str, Any],
    rows: Rows,
    by_id: Mapping[str, dict[str, Any]],
) -> None:
    """Write an edge where it came from: a column of one of its ends, or a row of its own."""
    type_ = str(data.get("type"))
    labels = set(graph.nodes[start].get("labels", ())), set(graph.nodes[end].get("labels", ()))
    for table, column, incoming in _origins(type_):
        own, other = (end, start) if incoming else (start, end)
        if column is None:
            assert isinstance(table, RelationshipTable)  # noqa: S101 -- a node table has a column for each of its types
            if _joins(table, *labels):
                row = {name: data[property_] for property_, name in _columns(table) if property_ in data}
                row |= {name: data[name] for name in SHARED if name in data}
                rows[_source(data, graph.nodes[start])][table.name].append({table.start: start, table.end: end, **row})
                return
        elif isinstance(table, NodeTable) and table.label in graph.nodes[own].get("labels", ()):
            if by_id[own].setdefault(column, other) != other:
                msg = Bilingual(
                    f"found {type_} from {own!r} to {by_id[own][column]!r} and {other!r}, expected one: {column} holds one id",
                    f"{own!r} 的 {type_} 同时指向 {by_id[own][column]!r} 和 {other!r}，应只有一个：{column} 只能填一个编码",
                )
                raise InputError(msg)
            return
    msg = Bilingual(
        f"found an edge {type_} from {start!r} to {end!r}, expected one that a table makes between such nodes",
        f"有一条 {type_} 边从 {start!r} 到 {end!r}，没有哪张表在这两类节点之间建立这种边",
    )
    raise InputError(msg)


@cache
def _origins(type_: str) -> tuple[tuple[Table, str | None, bool], ...]:
    """Return the tables and columns that make a type; whether the row stands at the edge's end."""
    return tuple(
        (
            ends.table,
            None if ends.column is None else ends.column.name,
            bool(ends.column and ends.column.reference and ends.column.reference.incoming),
        )
        for ends in relationship_ends()
        if ends.type == type_
    )


def _joins(table: RelationshipTable, start: set[str], end: set[str]) -> bool:
    ends = next(item for item in relationship_ends() if item.table is table and item.column is None)
    return bool(start & set(ends.start_labels)) and bool(end & set(ends.end_labels))


def _dataset(source: str, told: Mapping[str, Any], rows: Mapping[str, list[dict[str, Any]]]) -> Dataset:
    about = About(
        source, told.get("title"), told.get("as_of"), synthetic=bool(told.get("synthetic")), note=told.get("note")
    )
    names = {*rows, *told.get("tables", ())}
    tables = [table for table in (*NODE_TABLES, *RELATIONSHIP_TABLES) if table.name in names]
    return Dataset(
        about, {table.name: _records(table, rows.get(table.name, [])) for table in tables}, listed_as=told.get("load")
    )


def _records(table: Table, rows: list[dict[str, Any]]) -> Records:
    return Records(
        BY_NAME[table.name],
        dict(_filled(rows, column_names(table))),
        dict(_filled(rows, SHARED)) if any(name in row for row in rows for name in SHARED) else {},
    )


def _filled(rows: list[dict[str, Any]], names: tuple[str, ...]) -> Iterator[tuple[str, list[Any]]]:
    for name in names:
        yield name, [row.get(name) for row in rows]
