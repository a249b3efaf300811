"""Cytoscape JSON (``.cyjs``), for Cytoscape and cytoscape.js."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graphmodel.exchange.flat import EDGE_KEY, MANIFEST, manifest, read_manifest
from graphmodel.exchange.json_values import json_values
from graphmodel.exchange.reading import table_from_rows
from graphmodel.exchange.registry import Format, register
from graphmodel.exchange.tabular import TabularGraph
from graphmodel.schema import Bilingual

_OF_NODES = frozenset({"id", "label", "shared_name", "SUID"})
_OF_EDGES = frozenset({"id", "source", "target", EDGE_KEY, "SUID"})


def write(table: TabularGraph, path: Path) -> None:
    """Write tables as Cytoscape JSON; columns named ``id``, ``source`` and ``target`` are its own."""
    nodes = [
        {"data": {"id": id_, "label": label, **json_values(values)}}
        for (id_, values), label in zip(table.node_rows(), table.labels, strict=True)
    ]
    edges = [
        {"data": {"id": number, "source": start, "target": end, EDGE_KEY: key, **json_values(values)}}
        for (start, end, key, values), number in zip(table.edge_rows(), table.edge_ids, strict=True)
    ]
    data = {"data": {MANIFEST: manifest(table)}, "elements": {"nodes": nodes, "edges": edges}}
    path.write_text(json.dumps(data, ensure_ascii=False, allow_nan=False), encoding="utf-8")


def read(path: Path) -> TabularGraph:
    """Read Cytoscape JSON, of ours or of another tool."""
    found = json.loads(path.read_text(encoding="utf-8-sig"))
    given = read_manifest(found.get("data", {}).get(MANIFEST))
    elements = found["elements"]
    edges = [item["data"] for item in elements.get("edges", [])]
    return table_from_rows(
        (
            (str(data["id"]), _node_values(data, ours=bool(given)))
            for data in (item["data"] for item in elements["nodes"])
        ),
        ((str(data["source"]), str(data["target"]), data.get(EDGE_KEY), _without(data, _OF_EDGES)) for data in edges),
        kinds=given.get("kinds"),
        directed=given.get("directed", True),
        about=given.get("about"),
    )


def _node_values(data: dict[str, Any], *, ours: bool) -> dict[str, Any]:
    found = _without(data, _OF_NODES)
    if not ours and "label" in data:
        found.setdefault("name", data["label"])
    return found


def _without(data: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in names}


register(
    Format(
        "cytoscape",
        Bilingual("Cytoscape JSON", "Cytoscape JSON"),
        Bilingual(
            "for Cytoscape and cytoscape.js; everything comes back", "供 Cytoscape、cytoscape.js 使用；可完整读回"
        ),
        ".cyjs",
        write,
        read,
    )
)
