"""The stakeholder graph: records, how they become an `nx.MultiDiGraph`, and its live part at a date."""

from __future__ import annotations

from graphmodel.graph.build import build_graph
from graphmodel.graph.combine import Combined, Conflict, combine
from graphmodel.graph.dataset import About, Dataset, Records
from graphmodel.graph.dates import day_of
from graphmodel.graph.places import place_code, place_named, place_of, places_above, restrict, scope_of, subtree
from graphmodel.graph.snapshot import Snapshot, Tie, date_of, sharing_snapshots

__all__ = [
    "About",
    "Combined",
    "Conflict",
    "Dataset",
    "Records",
    "Snapshot",
    "Tie",
    "build_graph",
    "combine",
    "date_of",
    "day_of",
    "place_code",
    "place_named",
    "place_of",
    "places_above",
    "restrict",
    "scope_of",
    "sharing_snapshots",
    "subtree",
]
