"""The JSON blueprint of Kumu."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graphmodel.exchange.kumu import CONNECTION, ELEMENT, connections, edge_of, elements, node_of
from graphmodel.exchange.reading import table_from_rows
from graphmodel.exchange.registry import Format, register
from graphmodel.exchange.tabular import TabularGraph
from graphmodel.schema import Bilingual


def write(table: TabularGraph, path: Path) -> None:
    """Write elements and connections; names of fields are lower case, as in Kumu's own files."""
    data = {
        "elements": [_lower(row, ELEMENT) for row in elements(table)],
        "connections": [_lower(row, CONNECTION) for row in connections(table)],
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")


def _lower(row: dict[str, str], own: tuple[str, ...]) -> dict[str, str]:
    return {name.lower() if name in own else name: value for name, value in row.items() if value}


def read(path: Path) -> TabularGraph:
    """Read a blueprint, of ours or of Kumu."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8-sig"))
    found = [(str(row["label"]), node_of(row)) for row in data["elements"]]
    names = {label: id_ for label, (id_, _) in found} | {id_: id_ for _, (id_, _) in found}
    arrows = {row.get("direction", "directed") for row in data["connections"]}
    return table_from_rows(
        (node for _, node in found),
        (edge_of(row, names) for row in data["connections"]),
        directed="undirected" not in arrows,
    )


register(
    Format(
        "kumu-json",
        Bilingual("Kumu JSON blueprint", "Kumu JSON 蓝图"),
        Bilingual(
            "for Kumu; values become text, bars within them wide ones, and what the data says of itself stays behind",
            "供 Kumu 使用；值变为文本，值中的竖线改为全角，数据说明不保留",
        ),
        ".kumu.json",
        write,
        read,
        lossless=False,
    )
)
