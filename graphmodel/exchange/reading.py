"""What readers of all formats share: rows of values, typed or as text, become tables again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.exchange.tabular import TabularGraph, known_kinds
from graphmodel.exchange.values import EXPECTED, Column, ValueKind, column_from_texts, column_of, from_text

Kinds = Mapping[str, Mapping[str, str]]


def table_from_rows(
    nodes: Iterable[tuple[str, Mapping[str, Any]]],
    edges: Iterable[tuple[str, str, str | None, Mapping[str, Any]]],
    *,
    kinds: Kinds | None = None,
    directed: bool = True,
    about: Mapping[str, Any] | None = None,
) -> TabularGraph:
    """Return nodes and edges as tables; an edge without a key is numbered among those between the same two nodes.

    Raises
    ------
    InputError
        If an edge names a node that is not there: none is made in silence. If a value is not of the kind of its column.
    """
    ids, node_values = _unzipped(nodes)
    known = set(ids)
    starts, ends, keys, edge_values = [], [], [], []
    counted: dict[tuple[str, str], int] = {}
    for start, end, key, values in edges:
        if start not in known or end not in known:
            missing = end if start in known else start
            msg = Bilingual(
                f"found an edge to or from {missing!r}, which is no node: add the node, or take the edge out",
                f"有一条边的一端 {missing!r} 不是节点：请补上这个节点，或去掉这条边",
            )
            raise InputError(msg)
        number = counted[start, end] = counted.get((start, end), -1) + 1
        starts.append(start)
        ends.append(end)
        keys.append(str(number) if key is None else key)
        edge_values.append(values)
    return TabularGraph(
        ids,
        _columns(
            node_values,
            known_kinds(kinds, "nodes"),
            lambda row: Bilingual(f"the node {ids[row]!r}", f"节点 {ids[row]!r} "),
        ),
        starts,
        ends,
        keys,
        _columns(
            edge_values,
            known_kinds(kinds, "edges"),
            lambda row: Bilingual(
                f"the edge {starts[row]!r} to {ends[row]!r}", f"从 {starts[row]!r} 到 {ends[row]!r} 的边"
            ),
        ),
        directed=directed,
        about=about or {},
    )


def _unzipped(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> tuple[list[str], list[Mapping[str, Any]]]:
    ids: dict[str, Mapping[str, Any]] = {}
    for id_, values in rows:
        if id_ in ids:
            msg = Bilingual(
                f"found the node {id_!r} twice, expected each once: take one out",
                f"节点 {id_!r} 出现了两次：每个节点只能有一个，请去掉一个",
            )
            raise InputError(msg)
        ids[id_] = values
    return list(ids), list(ids.values())


def _columns(
    rows: Sequence[Mapping[str, Any]], kinds: Mapping[str, ValueKind], whose: Callable[[int], Bilingual]
) -> dict[str, Column]:
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: _column(name, [row.get(name) for row in rows], kinds.get(name), whose) for name in names}


def _column(name: str, values: Sequence[Any], kind: ValueKind | None, whose: Callable[[int], Bilingual]) -> Column:
    if kind is None:
        return (
            column_from_texts(values, None)
            if all(value is None or isinstance(value, str) for value in values)
            else column_of(values)
        )
    found = []
    for row, value in enumerate(values):
        try:
            found.append(None if value is None else _as(value, kind))
        except (InputError, ValueError, TypeError) as error:
            owner, expected = whose(row), EXPECTED[kind]
            msg = Bilingual(
                f"found {str(value)[:40]!r} as {name} of {owner.en}, expected {expected.en}: correct it in the file",
                f"{owner.zh}的 {name} 为 {str(value)[:40]!r}：应为{expected.zh}，请在文件中改正",
            )
            raise InputError(msg) from error
    return Column(kind, found)


def _as(value: Any, kind: ValueKind) -> Any:
    if isinstance(value, str):
        return from_text(value, kind)
    if kind is ValueKind.TEXTS:
        return tuple(str(item) for item in value)
    return {ValueKind.INTEGER: int, ValueKind.NUMBER: float, ValueKind.BOOLEAN: bool}.get(kind, str)(value)
