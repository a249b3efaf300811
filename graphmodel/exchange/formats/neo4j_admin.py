"""CSV for ``neo4j-admin database import``.

Reference: Neo4j Operations Manual, "Import", the header format.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from graphmodel.exchange.csv_files import MANIFEST_FILE, read_manifest_file, read_rows, write_rows
from graphmodel.exchange.flat import EDGE_KEY, manifest
from graphmodel.exchange.reading import table_from_rows
from graphmodel.exchange.registry import Format, register
from graphmodel.exchange.tabular import TabularGraph
from graphmodel.exchange.values import Column, ValueKind, to_text
from graphmodel.schema import Bilingual

_NODES, _RELATIONSHIPS, _ARGUMENTS = "nodes.csv", "relationships.csv", "arguments.txt"
# No text has this character in it, so lists need no escapes.
_BETWEEN = "\x1f"
_TYPES = {
    ValueKind.TEXT: "string",
    ValueKind.INTEGER: "long",
    ValueKind.NUMBER: "double",
    ValueKind.BOOLEAN: "boolean",
    ValueKind.DATE: "date",
    ValueKind.TEXTS: "string[]",
}
_KINDS = {name: kind for kind, name in _TYPES.items()}
_SAID = f"""\
--array-delimiter=U+001F
--multiline-fields=true
--id-type=string
--nodes={_NODES}
--relationships={_RELATIONSHIPS}
"""


def write(table: TabularGraph, path: Path) -> None:
    """Write both files and the arguments: ``neo4j-admin database import full neo4j @arguments.txt`` in the folder."""
    path.mkdir()
    nodes = {name: column for name, column in table.nodes.items() if name != "labels"}
    edges = {name: column for name, column in table.edges.items() if name != "relationship"}
    write_rows(
        path / _NODES,
        ("id:ID", ":LABEL"),
        (((id_, _text(values.get("labels", ()))), _typed(values, nodes)) for id_, values in table.node_rows()),
        tuple(_typed_names(nodes).values()),
        text=_text,
    )
    write_rows(
        path / _RELATIONSHIPS,
        (":START_ID", ":END_ID", ":TYPE", f"{EDGE_KEY}:string"),
        (
            ((start, end, values.get("relationship", "RELATED"), key), _typed(values, edges))
            for start, end, key, values in table.edge_rows()
        ),
        tuple(_typed_names(edges).values()),
        text=_text,
    )
    (path / _ARGUMENTS).write_text(_SAID, encoding="utf-8")
    (path / MANIFEST_FILE).write_text(manifest(table), encoding="utf-8")


def _typed_names(columns: dict[str, Column]) -> dict[str, str]:
    return {name: f"{name}:{_TYPES[column.kind]}" for name, column in columns.items()}


def _typed(values: dict[str, Any], columns: dict[str, Column]) -> dict[str, Any]:
    return {shown: values.get(name) for name, shown in _typed_names(columns).items()}


def _text(value: Any) -> str:
    return _BETWEEN.join(value) if isinstance(value, tuple) else to_text(value)


def read(path: Path) -> TabularGraph:
    """Read both files again, with or without the manifest: headers say what columns are."""
    given = read_manifest_file(path)
    nodes = [_untyped(row) for row in read_rows(path / _NODES)]
    edges = [_untyped(row) for row in read_rows(path / _RELATIONSHIPS)]
    if given and "relationship" not in given["kinds"]["edges"]:
        # The type that every relationship needs is then ours, not the graph's.
        edges = [{name: value for name, value in row.items() if name != "relationship"} for row in edges]
    return table_from_rows(
        ((values.pop("id:ID", None) or values.pop(":ID"), values) for values in nodes),
        _edges(edges),
        kinds=given.get("kinds"),
        directed=given.get("directed", True),
        about=given.get("about"),
    )


def _edges(rows: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str, str | None, dict[str, Any]]]:
    for values in rows:
        start, end = values.pop(":START_ID"), values.pop(":END_ID")
        key = values.pop(EDGE_KEY, None)
        yield start, end, key, values


def _untyped(row: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for header, text in row.items():
        name, _, kind = header.partition(":")
        if header == ":LABEL":
            found["labels"] = tuple(text.split(_BETWEEN))
        elif header == ":TYPE":
            found["relationship"] = text
        elif kind == "string[]":
            found[name] = tuple(text.split(_BETWEEN))
        else:
            found[name if kind in _KINDS else header] = text
    return found


register(
    Format(
        "neo4j-admin",
        Bilingual("CSV for neo4j-admin", "neo4j-admin 导入用 CSV"),
        Bilingual(
            "a folder for `neo4j-admin database import full neo4j @arguments.txt`; everything comes back but empty text",
            "供 neo4j-admin 批量导入的文件夹；除空文本外可完整读回",
        ),
        "",
        write,
        read,
        files=(_NODES, _RELATIONSHIPS),
    )
)
