"""Who is drawn: stakeholders with a tie or a gap, in groups by street."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import pandas as pd

from graphmodel.analysis.cobuilding import CobuildingNetwork
from graphmodel.analysis.stakeholders import describe_stakeholders
from graphmodel.gaps import Finding, GapReport
from graphmodel.graph import Snapshot, subtree
from graphmodel.schema.enumerations import STAKEHOLDERS
from graphmodel.schema.tables import BY_NAME

ELSEWHERE = ""
"""The id of the group of those who lie in no street."""


@dataclass(frozen=True)
class Members:
    """The stakeholders to draw, the strongest first, and what was left out.

    ``frame`` has a row a stakeholder: ``id``, ``name``, ``kind``, ``place``, ``inside`` the scope, ``live``, ``strength``, ``group``. ``pairs`` are the rows of
    `CobuildingNetwork.frame` between them. ``gaps`` are the findings about each.
    """

    frame: pd.DataFrame
    pairs: pd.DataFrame
    gaps: Mapping[str, tuple[Finding, ...]]
    groups: Sequence[str]
    left_out: int


def members(snapshot: Snapshot, network: CobuildingNetwork, report: GapReport, *, most: int) -> Members:
    """Choose at most ``most`` stakeholders: first those with the largest strength, then those with gaps but without ties."""
    inside = None if network.scope is None else subtree(snapshot.graph, network.scope)
    found = _findings(report)
    tied = network.stakeholders.sort_values(["strength", "id"], ascending=[False, True], kind="stable")
    known = set(tied["id"])
    alone = [
        node
        for node in sorted(found)
        if node not in known and _is_stakeholder(snapshot.graph, node) and _lies(snapshot, node, inside)
    ]
    alone.sort(key=lambda node: (-len(found[node]), node))
    others = describe_stakeholders(snapshot, alone, inside).assign(degree=0, strength=0.0)
    whole = pd.concat([tied, others], ignore_index=True) if len(others) else tied.reset_index(drop=True)
    frame = whole.head(most)
    frame = frame.assign(group=[street_of(snapshot, place) for place in frame["place"].tolist()])
    chosen = set(frame["id"])
    rows = network.frame
    return Members(
        frame=frame,
        pairs=rows[rows["a"].isin(chosen) & rows["b"].isin(chosen)],
        gaps={node: found[node] for node in frame["id"].tolist() if node in found},
        groups=_groups(snapshot, frame, network.scope),
        left_out=len(whole) - len(frame),
    )


def street_of(snapshot: Snapshot, place: str | None) -> str:
    """Return the street in which a place lies, `ELSEWHERE` where it lies in none."""
    nodes = snapshot.graph.nodes
    return next((above for above in snapshot.scope(place) if nodes[above].get("level") == "street"), ELSEWHERE)


def _findings(report: GapReport) -> dict[str, tuple[Finding, ...]]:
    found: dict[str, list[Finding]] = {}
    for finding in report.findings:
        found.setdefault(finding.subject, []).append(finding)
    return {node: tuple(findings) for node, findings in found.items()}


_LABELS = frozenset(getattr(BY_NAME[name], "label", "") for name in STAKEHOLDERS)


def _is_stakeholder(graph: nx.MultiDiGraph, node: str) -> bool:
    return node in graph and not _LABELS.isdisjoint(graph.nodes[node]["labels"])


def _lies(snapshot: Snapshot, node: str, inside: frozenset[str] | None) -> bool:
    return inside is None or snapshot.place(node) in inside


def _groups(snapshot: Snapshot, frame: pd.DataFrame, scope: str | None) -> list[str]:
    """Return the groups, that of the scope first, those outside of every street last."""
    own = None if scope is None else street_of(snapshot, scope)
    return sorted(set(frame["group"]), key=lambda group: (group != own, group == ELSEWHERE, group))
