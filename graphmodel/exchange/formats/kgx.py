"""KGX tables: tab-separated nodes and edges of a knowledge graph.

Reference: https://github.com/biolink/kgx, the specification of its format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graphmodel.exchange.csv_files import MANIFEST_FILE, read_manifest_file, read_rows, write_rows
from graphmodel.exchange.flat import EDGE_KEY, manifest
from graphmodel.exchange.reading import table_from_rows
from graphmodel.exchange.registry import Format, register
from graphmodel.exchange.tabular import TabularGraph
from graphmodel.exchange.values import ValueKind, to_text
from graphmodel.schema import Bilingual

_NODES, _EDGES = "nodes.tsv", "edges.tsv"
_PREFIX = "gongjian:"
_NODE_HEADER = ("id", "category")
_EDGE_HEADER = ("id", "subject", "predicate", "object", "primary_knowledge_source", EDGE_KEY)
_BARE = re.compile(r"(?<!\\)(?:\\\\)*\|")


# Properties under a name that KGX keeps for itself.
_TAKEN = frozenset({"category", "subject", "predicate", "object", "primary_knowledge_source"})
_OWN = "own_"


def write(table: TabularGraph, path: Path) -> None:
    """Write both tables: ids as CURIEs, several values of one cell with bars between them."""
    path.mkdir()
    nodes = tuple(name for name in table.nodes if name != "labels")
    edges = tuple(name for name in table.edges if name != "relationship")
    write_rows(
        path / _NODES,
        _NODE_HEADER,
        (((_curie(id_), _category(values)), _renamed(values)) for id_, values in table.node_rows()),
        tuple(map(_shown, nodes)),
        delimiter="\t",
        text=_text,
    )
    rows = zip(table.edge_ids, table.edge_rows(), strict=True)
    write_rows(
        path / _EDGES,
        _EDGE_HEADER,
        (((_curie(id_), *_edge_cells(*edge)), _renamed(edge[-1])) for id_, edge in rows),
        tuple(map(_shown, edges)),
        delimiter="\t",
        text=_text,
    )
    (path / MANIFEST_FILE).write_text(manifest(table), encoding="utf-8")


def _shown(name: str) -> str:
    return f"{_OWN}{name}" if name in _TAKEN else name


def _renamed(values: Mapping[str, Any]) -> dict[str, Any]:
    return {_shown(name): value for name, value in values.items()}


def _curie(id_: str) -> str:
    return f"{_PREFIX}{id_}"


def _category(values: Mapping[str, Any]) -> str:
    return _text(tuple(_curie(label) for label in values.get("labels", ()))) or f"{_PREFIX}Thing"


def _edge_cells(start: str, end: str, key: str, values: Mapping[str, Any]) -> tuple[str, ...]:
    predicate = _curie(str(values.get("relationship", "related_to")))
    return _curie(start), predicate, _curie(end), str(values.get("data_source", "")), key


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return "|".join(item.replace("\\", "\\\\").replace("|", "\\|") for item in value)
    return to_text(value)


def _split(text: str) -> tuple[str, ...]:
    parts, begin = [], 0
    for bar in _BARE.finditer(text):
        parts.append(text[begin : bar.end() - 1])
        begin = bar.end()
    return tuple(re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in (*parts, text[begin:]))


def read(path: Path) -> TabularGraph:
    """Read both tables, of ours or of another tool."""
    given = read_manifest_file(path)
    kinds = given.get("kinds") or {}
    return table_from_rows(
        _nodes(path, _lists(kinds, "nodes"), ours=bool(given)),
        _edges(path, _lists(kinds, "edges"), ours=bool(given)),
        kinds=kinds,
        directed=given.get("directed", True),
        about=given.get("about"),
    )


def _lists(kinds: Mapping[str, Mapping[str, str]], part: str) -> frozenset[str]:
    return frozenset(name for name, kind in kinds.get(part, {}).items() if kind == ValueKind.TEXTS.value)


def _nodes(path: Path, lists: frozenset[str], *, ours: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    for row in read_rows(path / _NODES, delimiter="\t"):
        id_, category = row.pop("id"), row.pop("category", "")
        values = _values(row, lists)
        labels = tuple(label.removeprefix(_PREFIX) for label in _split(category))
        if category and (not ours or labels != ("Thing",)):
            values["labels"] = labels
        yield id_.removeprefix(_PREFIX), values


def _edges(path: Path, lists: frozenset[str], *, ours: bool) -> Iterator[tuple[str, str, str | None, dict[str, Any]]]:
    for row in read_rows(path / _EDGES, delimiter="\t"):
        own = {name: row.pop(name, None) for name in _EDGE_HEADER}
        values = _values(row, lists)
        predicate = str(own["predicate"]).removeprefix(_PREFIX)
        if not ours or predicate != "related_to":
            values["relationship"] = predicate
        start, end = str(own["subject"]).removeprefix(_PREFIX), str(own["object"]).removeprefix(_PREFIX)
        yield start, end, own[EDGE_KEY], values


def _values(row: Mapping[str, str], lists: frozenset[str]) -> dict[str, Any]:
    own = {name.removeprefix(_OWN) if name.removeprefix(_OWN) in _TAKEN else name: text for name, text in row.items()}
    return {name: _split(text) if name in lists else text for name, text in own.items()}


register(
    Format(
        "kgx",
        Bilingual("KGX tables", "KGX 表格"),
        Bilingual(
            "a folder of nodes.tsv and edges.tsv for knowledge graphs; everything comes back but empty text",
            "含 nodes.tsv 与 edges.tsv 的知识图谱文件夹；除空文本外可完整读回",
        ),
        "",
        write,
        read,
        files=(_NODES, _EDGES),
    )
)
