"""The spreadsheet tables of Gephi: one of nodes, one of edges.

Reference: https://gephi.org/users/supported-graph-formats/spreadsheet/.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphmodel.errors import InputError
from graphmodel.exchange.csv_files import MANIFEST_FILE, read_manifest_file, read_rows, write_rows
from graphmodel.exchange.flat import manifest
from graphmodel.exchange.reading import table_from_rows
from graphmodel.exchange.registry import Format, register
from graphmodel.exchange.tabular import TabularGraph
from graphmodel.schema import Bilingual

_NODES, _EDGES = "nodes.csv", "edges.csv"
_NODE_HEADER = ("Id", "Label")
_EDGE_HEADER = ("Source", "Target", "Type", "Id", "Label", "Key")
_ALSO = {
    "Id": ("node", "编号", "标识", "节点"),
    "Label": ("标签", "名称"),
    "Source": ("from", "start", "origin", "源", "起点"),
    "Target": ("to", "end", "destination", "目标", "终点"),
    "Type": ("类型",),
}
"""What tables of others call these columns, where they do not say `Source` and `Target`."""


def write(table: TabularGraph, path: Path) -> None:
    """Write two tables and, for reading back, what their columns are; every edge has an id of its own."""
    path.mkdir()
    arrow = "Directed" if table.directed else "Undirected"
    nodes = (((id_, label), values) for (id_, values), label in zip(table.node_rows(), table.labels, strict=True))
    edges = (
        ((start, end, arrow, number, str(values.get("relationship", "")), key), values)
        for (start, end, key, values), number in zip(table.edge_rows(), table.edge_ids, strict=True)
    )
    write_rows(path / _NODES, _NODE_HEADER, nodes, tuple(table.nodes))
    write_rows(path / _EDGES, _EDGE_HEADER, edges, tuple(table.edges))
    (path / MANIFEST_FILE).write_text(manifest(table), encoding="utf-8")


def read(path: Path) -> TabularGraph:
    """Read the tables of ours or of Gephi; headers count whatever their case."""
    given = read_manifest_file(path)
    edges = [_told(row, _EDGE_HEADER, _EDGES, ours=bool(given)) for row in read_rows(path / _EDGES)]
    return table_from_rows(
        _nodes(path, ours=bool(given)),
        ((own["Source"], own["Target"], own.get("Key"), values) for own, values in edges),
        kinds=given.get("kinds"),
        directed=all(own.get("Type", "Directed") != "Undirected" for own, _ in edges) and given.get("directed", True),
        about=given.get("about"),
    )


def _nodes(path: Path, *, ours: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    for row in read_rows(path / _NODES):
        own, values = _told(row, _NODE_HEADER, _NODES, ours=ours)
        if not ours and "Label" in own:
            values.setdefault("name", own["Label"])
        yield own["Id"], values


def _told(
    row: dict[str, str], header: tuple[str, ...], file: str, *, ours: bool
) -> tuple[dict[str, str], dict[str, Any]]:
    """Return the cells of Gephi's own columns and the others of a row; headers count whatever their case."""
    known = {name.lower(): name for name in header}
    if not ours:
        # A column that says what it is goes before one that says it in other words.
        given = {known[name.lower()] for name in row if name.lower() in known}
        known |= {other: name for name in header if name not in given for other in _ALSO.get(name, ())}
    own, values = {}, {}
    for name, value in row.items():
        # No property of ours has such a name: `RENAMED` sees to it.
        if name.lower() in known:
            own[known[name.lower()]] = value
        else:
            values[name] = value
    for needed in ("Id",) if file == _NODES else ("Source", "Target"):
        if needed not in own:
            msg = Bilingual(
                f"found a row without {needed} in {file} (columns: {', '.join(row) or 'none'}): fill it in, or name the column",
                f"{file} 中有一行缺少 {needed}（列：{'、'.join(row) or '无'}）：请填写，或改正列名",
            )
            raise InputError(msg)
    return own, values


register(
    Format(
        "gephi-csv",
        Bilingual("tables of Gephi", "Gephi 表格"),
        Bilingual(
            "a folder of nodes.csv and edges.csv; choose not to merge parallel edges; everything comes back but empty text",
            "含 nodes.csv 与 edges.csv 的文件夹；导入时请勿合并平行边；除空文本外可完整读回",
        ),
        "",
        write,
        read,
        files=(_NODES, _EDGES),
    )
)
