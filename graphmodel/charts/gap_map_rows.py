"""What a gap map shows: communities under streets, and their compounds by the gravest gap in each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import networkx as nx

from graphmodel.gaps.report import Finding, GapReport
from graphmodel.graph import scope_of, subtree

SEVERITIES = ("high", "medium", "low", "none")
"""The gravest gap of a compound, the gravest first; ``none`` where it has none."""


class MapRow(NamedTuple):
    """A community of a gap map: its place, the place above it, its compounds by gravest gap, and what else is told of it.

    ``gaps`` counts all findings in it and below, also those of units; ``broken`` says that a high gap is the community's own.
    """

    id: str
    name: str
    group: str
    compounds: Mapping[str, int]
    gaps: int
    broken: bool

    @property
    def total(self) -> int:
        """How many compounds it has."""
        return sum(self.compounds.values())

    @property
    def high(self) -> float:
        """Share of its compounds whose gravest gap is high; 0 without any."""
        return self.compounds["high"] / self.total if self.total else 0.0


@dataclass(frozen=True)
class GapMap:
    """The rows of a gap map: communities under streets, the gravest first.

    ``elsewhere`` counts the gaps that lie in no community, ``astray`` the compounds in none.
    """

    rows: tuple[MapRow, ...]
    groups: Mapping[str, str]
    elsewhere: int
    astray: int

    @property
    def compounds(self) -> Counter[str]:
        """All compounds by their gravest gap."""
        found: Counter[str] = Counter()
        for row in self.rows:
            found.update(row.compounds)
        return found


def gap_map(graph: nx.MultiDiGraph, report: GapReport) -> GapMap:
    """Bring the findings of a report to the communities and compounds in which they lie.

    A compound counts by the gravest of all findings in it and below: its own, those of its buildings and of what lies there.

    Examples
    --------
    >>> from datetime import date
    >>> from graphmodel.gaps import find_gaps
    >>> from graphmodel.graph import About, Dataset, Records, build_graph
    >>> from graphmodel.schema import BY_NAME
    >>> rows = {"place_id": ["S", "C", "H"], "name": ["街", "社区", "院"], "level": ["street", "community", "compound"],
    ...         "parent_id": [None, "S", "C"]}
    >>> graph = build_graph(Dataset(About(as_of=date(2024, 6, 30)), {"places": Records(BY_NAME["places"], rows)}))
    >>> [(row.name, row.compounds["high"]) for row in gap_map(graph, find_gaps(graph)).rows]
    [('社区', 1)]
    """
    inside = None if report.scope is None else subtree(graph, report.scope)
    worst, counts, own = _tally(report.findings)
    rows: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    communities: dict[str, str] = {}
    astray = 0
    for place, values in graph.nodes(data=True):
        level = values.get("level")
        if level not in ("community", "compound") or (inside is not None and place not in inside):
            continue
        above = scope_of(graph, place)
        community = place if level == "community" else _above(graph, above, "community")
        if community is None:
            astray += 1
            continue
        communities[community] = _above(graph, above, "street") or ""
        if level == "compound":
            rows[community]["compounds"][worst.get(place, "none")] += 1
    found = [
        MapRow(
            id=place,
            name=str(graph.nodes[place].get("name", place)),
            group=street,
            compounds=rows[place]["compounds"],
            gaps=counts[place],
            broken="high" in own.get(place, ()),
        )
        for place, street in communities.items()
    ]
    groups = {street: str(graph.nodes[street].get("name", street)) if street else "" for street in communities.values()}
    inner = sum(any(place in communities for place in finding.scope) for finding in report.findings)
    return GapMap(_ordered(found), groups, len(report.findings) - inner, astray)


def _tally(findings: Iterable[Finding]) -> tuple[dict[str, str], Counter[str], dict[str, set[str]]]:
    """Return the gravest finding in each place and below, how many there are, and the severities of each subject's own."""
    worst: dict[str, str] = {}
    counts: Counter[str] = Counter()
    own: dict[str, set[str]] = defaultdict(set)
    for finding in findings:
        severity = finding.severity.value
        own[finding.subject].add(severity)
        for place in finding.scope:
            counts[place] += 1
            worst[place] = min(severity, worst.get(place, severity), key=SEVERITIES.index)
    return worst, counts, own


def _above(graph: nx.MultiDiGraph, scope: Sequence[str], level: str) -> str | None:
    return next((place for place in scope if graph.nodes[place].get("level") == level), None)


def _ordered(rows: Sequence[MapRow]) -> tuple[MapRow, ...]:
    """Order streets by their share of compounds with a high gap, the gravest first, and communities within them likewise."""
    share: dict[str, float] = {}
    for group in {row.group for row in rows}:
        own = [row for row in rows if row.group == group]
        total = sum(row.total for row in own)
        share[group] = sum(row.compounds["high"] for row in own) / total if total else 0.0
    return tuple(sorted(rows, key=lambda row: (-share[row.group], row.group, -row.high, row.id)))
