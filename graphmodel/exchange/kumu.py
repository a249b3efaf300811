"""What both formats of Kumu share: its own columns, and several values in a cell with bars between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphmodel.exchange.codebook import main_label
from graphmodel.exchange.flat import EDGE_KEY
from graphmodel.exchange.tabular import TabularGraph
from graphmodel.exchange.values import to_text

ELEMENT = ("Label", "ID", "Type", "Tags")
CONNECTION = ("From", "To", "Type", "Direction", EDGE_KEY)


def elements(table: TabularGraph) -> Iterator[dict[str, str]]:
    """Yield each node as Kumu has elements; a bar within a name would divide it, so it becomes a wide one."""
    for (id_, values), label in zip(table.node_rows(), table.labels, strict=True):
        tags = "|".join(values.get("labels", ()))
        own = {"Label": one(label), "ID": one(id_), "Type": main_label(values), "Tags": tags}
        yield own | {name: text_of(value) for name, value in values.items() if name != "labels"}


def connections(table: TabularGraph) -> Iterator[dict[str, str]]:
    """Yield each edge as Kumu has connections, between ids."""
    arrow = "directed" if table.directed else "undirected"
    for start, end, key, values in table.edge_rows():
        own = {
            "From": one(start),
            "To": one(end),
            "Type": str(values.get("relationship", "")),
            "Direction": arrow,
            EDGE_KEY: key,
        }
        yield own | {name: text_of(value) for name, value in values.items() if name != "relationship"}


def one(text: str) -> str:
    """Return a text that Kumu takes for one value.

    Examples
    --------
    >>> one("甲|乙")
    '甲｜乙'
    """
    return text.replace("|", "\uff5c")


def text_of(value: Any) -> str:
    """Return a value as Kumu writes it."""
    return "|".join(map(one, value)) if isinstance(value, tuple) else to_text(value)


def node_of(row: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the node that an element is; its id where it has one, else its label."""
    own = {name.lower(): name for name in row}
    label = str(row[own["label"]])
    values = {
        str(name): value
        for name, value in row.items()
        if str(name).lower() not in ("label", "id", "type", "tags", "description")
    }
    tags = str(row.get(own.get("tags", ""), "") or row.get(own.get("type", ""), ""))
    if tags:
        values["labels"] = tuple(sorted(tags.split("|")))
    id_ = str(row.get(own.get("id", ""), label))
    if "name" not in values and "title" not in values and label != id_:
        values["name"] = label
    return id_, values


def edge_of(row: Mapping[str, Any], names: Mapping[str, str]) -> tuple[str, str, str | None, dict[str, Any]]:
    """Return the edge that a connection is; ``names`` gives the id of each label."""
    own = {str(name).lower(): name for name in row}
    values = {
        str(name): value
        for name, value in row.items()
        if str(name).lower() not in ("from", "to", "type", "direction", EDGE_KEY)
    }
    if row.get(own.get("type", "")):
        values["relationship"] = row[own["type"]]
    start, end = str(row[own["from"]]), str(row[own["to"]])
    key = row.get(EDGE_KEY)
    return names.get(start, start), names.get(end, end), None if key is None else str(key), values
