"""Networks of the literature, and graphs drawn at random."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

NETWORKS = Path(__file__).parents[5] / "shared" / "data" / "networks"


def rows(path: str) -> Iterator[dict[str, str]]:
    file = NETWORKS / path
    if not file.exists():
        pytest.skip(f"{path} is not beside the repository")
    with file.open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


@pytest.fixture
def knoke() -> nx.DiGraph:
    """Knoke and Kuklinski's ten organizations: who gives information to whom."""
    graph = nx.DiGraph()
    for row in rows("knoke/knoke_bureaucracies.nodes.csv"):
        graph.add_node(row["id"], sector=row["sector"])
    edges = rows("knoke/knoke_bureaucracies.edges.csv")
    graph.add_edges_from((row["source"], row["target"]) for row in edges if row["layer"] == "information")
    return graph


@pytest.fixture
def texas() -> nx.DiGraph:
    """Drabek's search and rescue after a flood in Texas: who was in contact with whom, by sponsor."""
    graph = nx.DiGraph()
    for row in rows("emon/Texas.nodes.csv"):
        graph.add_node(row["id"], sponsor=row["Sponsorship"])
    for row in rows("emon/Texas.edges.csv"):
        graph.add_edge(row["source"], row["target"], frequency=5 - int(row["Frequency"]))
    return graph
