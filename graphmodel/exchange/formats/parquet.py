"""Parquet tables of nodes and edges, for pandas, polars, DuckDB and Spark. Needs pyarrow."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphmodel.errors import InputError
from graphmodel.exchange.flat import EDGE_KEY, MANIFEST, manifest, read_manifest
from graphmodel.exchange.reading import table_from_rows
from graphmodel.exchange.registry import Format, register
from graphmodel.exchange.tabular import TabularGraph
from graphmodel.exchange.values import Column, ValueKind
from graphmodel.schema import Bilingual

_NODES, _EDGES = "nodes.parquet", "edges.parquet"


def write(table: TabularGraph, path: Path) -> None:
    """Write two files with typed columns; dates are dates and lists are lists."""
    path.mkdir()
    text = manifest(table)
    _write({"id": Column(ValueKind.TEXT, table.ids), **table.nodes}, path / _NODES, text)
    ends = {"source": table.starts, "target": table.ends, EDGE_KEY: table.keys}
    _write(
        {name: Column(ValueKind.TEXT, values) for name, values in ends.items()} | dict(table.edges), path / _EDGES, text
    )


def _write(columns: Mapping[str, Column], path: Path, about: str) -> None:
    arrow, parquet = _libraries()
    types = {
        ValueKind.TEXT: arrow.string(),
        ValueKind.INTEGER: arrow.int64(),
        ValueKind.NUMBER: arrow.float64(),
        ValueKind.BOOLEAN: arrow.bool_(),
        ValueKind.DATE: arrow.date32(),
        ValueKind.TEXTS: arrow.list_(arrow.string()),
    }
    arrays = {name: arrow.array(list(column.values), type=types[column.kind]) for name, column in columns.items()}
    parquet.write_table(arrow.table(arrays).replace_schema_metadata({MANIFEST: about}), path)


def read(path: Path) -> TabularGraph:
    """Read both files, of ours or of another tool with columns ``id``, ``source`` and ``target``."""
    _, parquet = _libraries()
    nodes, edges = parquet.read_table(path / _NODES), parquet.read_table(path / _EDGES)
    metadata = nodes.schema.metadata or {}
    given = read_manifest((metadata.get(MANIFEST.encode()) or b"").decode())
    return table_from_rows(
        ((str(row.pop("id")), _filled(row)) for row in nodes.to_pylist()),
        (
            (str(row.pop("source")), str(row.pop("target")), row.pop(EDGE_KEY, None), _filled(row))
            for row in edges.to_pylist()
        ),
        kinds=given.get("kinds"),
        directed=given.get("directed", True),
        about=given.get("about"),
    )


def _filled(row: Mapping[str, Any]) -> dict[str, Any]:
    # Dates pass through text, as in every other format.
    return {name: json.loads(json.dumps(value, default=str)) for name, value in row.items() if value is not None}


def _libraries() -> tuple[Any, Any]:
    try:
        import pyarrow as pa  # noqa: PLC0415 -- an extra
        from pyarrow import parquet  # noqa: PLC0415 -- likewise
    except ImportError as error:
        msg = Bilingual(
            "found no pyarrow, which Parquet needs: pip install 'gongjian[parquet]'",
            "Parquet 需要 pyarrow，但没有安装：请运行 pip install 'gongjian[parquet]'",
        )
        raise InputError(msg) from error
    return pa, parquet


register(
    Format(
        "parquet",
        Bilingual("Parquet tables", "Parquet 表格"),
        Bilingual(
            "a folder of nodes.parquet and edges.parquet for pandas, DuckDB and Spark; everything comes back",
            "含 nodes.parquet 与 edges.parquet 的文件夹，供 pandas、DuckDB、Spark 使用；可完整读回",
        ),
        "",
        write,
        read,
        files=(_NODES, _EDGES),
    )
)
