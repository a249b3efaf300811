"""What is told of each stakeholder that has a tie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from graphmodel.graph import Snapshot
from graphmodel.schema import BY_NAME, NodeTable
from graphmodel.schema.enumerations import STAKEHOLDERS

STAKEHOLDER_KINDS: Mapping[str, str] = {
    table.label: table.chinese for name in STAKEHOLDERS if isinstance(table := BY_NAME[name], NodeTable)
}
"""Labels of the kinds of stakeholder and their Chinese names."""


def name_of(snapshot: Snapshot, node: str) -> str:
    """Return the name of a node, its id where it has none."""
    return str(snapshot.graph.nodes[node].get("name", node))


def kind_of(snapshot: Snapshot, node: str) -> str | None:
    """Return the label that says which kind of stakeholder a node is, None where it is none."""
    return next((label for label in snapshot.graph.nodes[node]["labels"] if label in STAKEHOLDER_KINDS), None)


def describe_stakeholders(snapshot: Snapshot, nodes: Iterable[str], inside: frozenset[str] | None) -> pd.DataFrame:
    """Return one row a stakeholder: ``id``, ``name``, ``kind``, ``place``, ``place_name``, ``live``, ``inside`` the scope."""
    rows: list[tuple[Any, ...]] = []
    for node in nodes:
        place = snapshot.place(node)
        place_name = None if place is None else name_of(snapshot, place)
        lies = inside is None or place in inside
        rows.append(
            (node, name_of(snapshot, node), kind_of(snapshot, node), place, place_name, node in snapshot.present, lies)
        )
    columns = ["id", "name", "kind", "place", "place_name", "live", "inside"]
    frame = pd.DataFrame(rows, columns=columns, dtype=object)
    return frame.astype({"live": bool, "inside": bool})
