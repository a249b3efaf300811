"""What is told of a stakeholder when it is chosen: the columns of its table, in words of both languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from graphmodel.analysis.stakeholders import kind_of
from graphmodel.graph import Snapshot
from graphmodel.schema import Bilingual, Column
from graphmodel.schema.properties import PRECISIONS, node_properties, precision_property, table_of_label

_YES_NO = {True: Bilingual("yes", "是"), False: Bilingual("no", "否")}
_ALLIANCES = Bilingual("alliances", "所属联盟")
_ID = Bilingual("id", "编码")
_MONTH, _YEAR = PRECISIONS

Fact = tuple[Bilingual, Bilingual]
"""What it is, and its value."""


def facts_of(snapshot: Snapshot, node: str) -> list[Fact]:
    """Return what is known of a stakeholder, its name left out; unknown values are not there.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("E1", labels=("Enterprise", "Stakeholder", "Unit"), name="青松", kind="private", employees=4200)
    >>> [(title.zh, value.zh) for title, value in facts_of(Snapshot(graph, date(2024, 6, 30)), "E1")]
    [('编码', 'E1'), ('单位类别', '民营'), ('从业人数', '4,200')]
    """
    kind = kind_of(snapshot, node)
    properties = snapshot.properties(node)
    facts: list[Fact] = [(_ID, Bilingual(node, node))]
    if kind is not None:
        for name, column, title in _columns(kind):
            value = properties.get(name)
            if value is not None:
                facts.append((title, _words(column, value, properties)))
    alliances = [snapshot.graph.nodes[tie.end].get("name", tie.end) for tie in snapshot.outgoing("MEMBER_OF", node)]
    if alliances:
        facts.append((_ALLIANCES, Bilingual(", ".join(alliances), "、".join(alliances))))
    return facts


@cache
def _columns(label: str) -> tuple[tuple[str, Column, Bilingual], ...]:
    """Return what a kind's nodes have besides their name: the property, its column and its title."""
    return tuple(
        (item.name, item.column, Bilingual(item.column.title.en.replace("_", " "), item.column.title.zh))
        for item in node_properties(table_of_label(label))
        if item.name != "name"
    )


def _words(column: Column, value: Any, properties: Mapping[str, Any]) -> Bilingual:
    if isinstance(value, bool):
        return _YES_NO[value]
    if column.values:
        shown = next((item.chinese for item in column.values if item.value == value), str(value))
        return Bilingual(str(value).replace("_", " "), shown)
    if isinstance(value, date):
        text = _date(value, properties.get(precision_property(column.property_name)))
    elif isinstance(value, int | float):
        text = f"{value:,}"
    else:
        text = str(value)
    return Bilingual(text, text)


def _date(value: date, precision: str | None) -> str:
    """Return a date as precise as it is known."""
    text = value.isoformat()
    return {_MONTH: text[:7], _YEAR: text[:4]}.get(precision or "", text)
