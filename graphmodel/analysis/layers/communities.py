"""Which of the five layers a community has, and how far its two lines are fused."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from graphmodel.analysis.layers.overlap import participation
from graphmodel.analysis.provenance import require_whole
from graphmodel.analysis.stakeholders import name_of
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph import Snapshot, date_of, place_code, subtree
from graphmodel.schema.enumerations import LAYERS, LINES

WINDOW_DAYS = 365
"""The window of the rule layer-missing."""

_LAYERS = tuple(layer.value for layer in LAYERS)
_LINES = tuple(line.value for line in LINES)


@dataclass(frozen=True)
class CommunityLayers:
    """Layers and lines of communities at a date.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row a community, those that lack most layers first: ``id``, ``name``, ``street``, ``street_name``, one column a layer (projects begun and
        activities held in the window, and live links), ``participation`` (how evenly they are spread, 0 to 1; None without any), ``lacks`` (layers without
        any, a tuple), ``development`` and ``governance`` (projects of each line), ``in_both`` (participants in both lines), ``in_either``, ``fusion`` (in_both /
        in_either; None unless both lines have projects).
    as_of, scope, window_days, synthetic
        As given or, where nothing was given, as taken.
    """

    frame: pd.DataFrame
    as_of: date
    scope: str | None
    window_days: int
    synthetic: bool


def community_layers(
    graph: nx.MultiDiGraph,
    *,
    as_of: date | str | None = None,
    scope: str | None = None,
    window_days: int = WINDOW_DAYS,
) -> CommunityLayers:
    """Return which of the five layers each community has, and how far its development and governance lines are fused.

    What counts for a layer is what the rule layer-missing counts: projects begun and activities held in the window, by their own
    place, and live links with an end that lies in the community itself (each once). A community lacks a layer where that rule says so.

    **Fusion** of the two lines is the share of their participants who take part in both: with D the participants in the community's
    projects of development and G those of governance (not cancelled, whenever they began), ``|D ∩ G| / |D ∪ G|``, Jaccard's coefficient. It is 0
    where the rule lines-not-joined finds the lines apart, and 1 where all build in both; without projects in one of the lines, or without
    participants, it does not exist.

    Parameters
    ----------
    graph
        The whole stakeholder graph.
    as_of
        Date of the analysis; the data's own where None.
    scope
        A place, by its code or its name: only communities in it.
    window_days
        Length of the window in days.

    Raises
    ------
    InputError
        If the graph was read with a scope, the date is unknown, the scope is no place, or the window is not positive.

    Examples
    --------
    >>> graph = nx.MultiDiGraph(as_of=date(2022, 6, 30))
    >>> graph.add_node("c", labels=("Community", "Place"), name="西北街社区", level="community")
    >>> for project, line in (("p", "development"), ("q", "governance")):
    ...     graph.add_node(project, labels=("Project",), line=line, layer="safety", started_on=date(2022, 3, 1))
    ...     _ = graph.add_edge(project, "c", type="LOCATED_IN")
    >>> for who, project in (("a", "p"), ("b", "p"), ("b", "q")):
    ...     graph.add_node(who, labels=("Enterprise", "Stakeholder", "Unit"))
    ...     _ = graph.add_edge(who, project, type="TOOK_PART_IN")
    >>> community_layers(graph).frame[["safety", "participation", "lacks", "fusion"]].to_numpy().tolist()
    [[2, 0.0, ('culture', 'activity', 'environment', 'mediation'), 0.5]]
    """
    require_whole(graph, "layers of communities")
    if window_days < 1:
        msg = Bilingual(
            f"found a window of {window_days} days, expected at least 1",
            f"时间窗口为 {window_days} 天：至少为 1",
        )
        raise InputError(msg)
    snapshot = Snapshot(graph, date_of(graph, as_of))
    scope = place_code(graph, scope)
    inside = None if scope is None else subtree(graph, scope)
    counts, lines = _layer_counts(snapshot, window_days), _line_participants(snapshot)
    rows = [
        _row(snapshot, community, counts.get(community, {}), lines)
        for community in snapshot.nodes("Community")
        if inside is None or community in inside
    ]
    rows.sort(key=lambda row: (-len(row["lacks"]), row["id"]))
    columns = (*_IDENTITY, *_LAYERS, "participation", "lacks", *_LINES, "in_both", "in_either", "fusion")
    whole = dict.fromkeys([*_LAYERS, *_LINES, "in_both", "in_either"], int)
    frame = pd.DataFrame(
        {name: pd.Series([row[name] for row in rows], dtype=whole.get(name, object)) for name in columns}
    )
    return CommunityLayers(
        frame=frame,
        as_of=snapshot.as_of,
        scope=scope,
        window_days=window_days,
        synthetic=bool(graph.graph.get("synthetic", False)),
    )


_IDENTITY = ("id", "name", "street", "street_name")


def _layer_counts(snapshot: Snapshot, window_days: int) -> dict[str | None, dict[str, int]]:
    found: dict[str | None, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    begin = snapshot.as_of - timedelta(days=window_days)
    for label, column in (("Project", "started_on"), ("Activity", "held_on")):
        for node in snapshot.nodes(label):
            known, day = snapshot.properties(node), snapshot.past(node, column)
            if known.get("layer") is not None and day is not None and day >= begin:
                found[snapshot.place(node)][known["layer"]] += 1
    for tie in snapshot.ties("BUILDS_WITH"):
        layer = tie.properties.get("layer")
        if layer is not None:
            for place in {snapshot.place(tie.start), snapshot.place(tie.end)}:
                found[place][layer] += 1
    return found


def _line_participants(snapshot: Snapshot) -> dict[tuple[str | None, str], list[frozenset[str]]]:
    """Return the participants of each project, by the place it lies in and its line."""
    found: dict[tuple[str | None, str], list[frozenset[str]]] = defaultdict(list)
    for node in snapshot.nodes("Project"):
        line = snapshot.properties(node).get("line")
        if line is not None:
            who = frozenset(tie.start for tie in snapshot.incoming("TOOK_PART_IN", node))
            found[snapshot.place(node), line].append(who)
    return found


def _row(
    snapshot: Snapshot,
    community: str,
    counts: dict[str, int],
    lines: dict[tuple[str | None, str], list[frozenset[str]]],
) -> dict[str, Any]:
    own = np.array([counts.get(layer, 0) for layer in _LAYERS], dtype=np.int64)
    projects = [lines.get((community, line), []) for line in _LINES]
    first, second = (frozenset().union(*side) for side in projects)
    both, either = len(first & second), len(first | second)
    street = snapshot.end("PART_OF", community)
    return {
        "id": community,
        "name": name_of(snapshot, community),
        "street": street,
        "street_name": None if street is None else name_of(snapshot, street),
        **dict(zip(_LAYERS, own.tolist(), strict=True)),
        "participation": float(participation(own[None, :])[0]) if own.any() else None,
        "lacks": tuple(layer for layer, number in zip(_LAYERS, own.tolist(), strict=True) if not number),
        **{line: len(side) for line, side in zip(_LINES, projects, strict=True)},
        "in_both": both,
        "in_either": either,
        "fusion": both / either if all(projects) and either else None,
    }
