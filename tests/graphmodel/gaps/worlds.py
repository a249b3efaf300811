"""Small worlds for tests of the rules: rows in, graph out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import networkx as nx

from graphmodel.gaps import Finding, find_gaps
from graphmodel.graph import About, Dataset, Records, build_graph
from graphmodel.schema import BY_NAME

AS_OF = date(2024, 6, 30)

LADDER: tuple[Mapping[str, Any], ...] = (
    {"place_id": "D", "level": "district"},
    {"place_id": "S", "level": "street", "parent_id": "D"},
    {"place_id": "C", "level": "community", "parent_id": "S"},
    {"place_id": "H", "level": "compound", "parent_id": "C"},
    {"place_id": "B", "level": "building", "parent_id": "H"},
)
"""One rung below the other: district D, street S, community C, compound H, building B."""

_TITLES = ("name", "title")


def ago(days: int) -> date:
    """Return the day so many days before the date of the data; negative: after it."""
    return AS_OF - timedelta(days=days)


def world(
    *, synthetic: bool = False, as_of: date | None = AS_OF, **tables: Sequence[Mapping[str, Any]]
) -> nx.MultiDiGraph:
    """Return the graph of the tables' rows; required texts that a test does not care about are filled in."""
    records = {name: _records(name, rows) for name, rows in tables.items()}
    return build_graph(Dataset(About(as_of=as_of, synthetic=synthetic), records))


def _records(name: str, rows: Sequence[Mapping[str, Any]]) -> Records:
    table = BY_NAME[name]
    columns = list(dict.fromkeys(column for row in rows for column in row))
    filled = {column: [row.get(column) for row in rows] for column in columns}
    for title in _TITLES:
        if title in table.by_name and table.by_name[title].required and title not in filled:
            filled[title] = [f"名{next(iter(row.values()))}" for row in rows]
    return Records(table, filled)


def findings(graph: nx.MultiDiGraph, rule: str, **options: Any) -> tuple[Finding, ...]:
    """Return what one rule finds."""
    return find_gaps(graph, rules=[rule], **options).findings


def subjects(graph: nx.MultiDiGraph, rule: str, **options: Any) -> list[str]:
    """Return the subjects of one rule."""
    return [finding.subject for finding in findings(graph, rule, **options)]


def evidence(graph: nx.MultiDiGraph, rule: str, **options: Any) -> dict[str, Any]:
    """Return the evidence of the only finding of a rule, without the way to it."""
    (found,) = findings(graph, rule, **options)
    return {key: value for key, value in found.evidence.items() if key not in ("path", "absent_tables")}
