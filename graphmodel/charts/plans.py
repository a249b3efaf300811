"""Plans that charts draw: greedy, so that the same picture comes out however fast the machine is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import networkx as nx

from graphmodel.analysis.planning import Plan, plan_centres, plan_instructors, plan_joint_branches, plan_remedies
from graphmodel.charts.registry import Option
from graphmodel.schema import Bilingual

_INSTRUCTORS, _CENTRES = 20, 5


def _joint_branches(graph: nx.MultiDiGraph, as_of: date, scope: str | None) -> Plan:
    return plan_joint_branches(graph, as_of=as_of, scope=scope, time_limit=0)


def _instructors(graph: nx.MultiDiGraph, as_of: date, scope: str | None) -> Plan:
    return plan_instructors(graph, instructors=_INSTRUCTORS, as_of=as_of, scope=scope, time_limit=0)


def _centres(graph: nx.MultiDiGraph, as_of: date, scope: str | None) -> Plan:
    return plan_centres(graph, centres=_CENTRES, as_of=as_of, scope=scope, time_limit=0)


def _remedies(graph: nx.MultiDiGraph, as_of: date, scope: str | None) -> Plan:
    from graphmodel.gaps.find import find_gaps  # noqa: PLC0415 -- the rules are loaded only when they are needed

    findings = find_gaps(graph, as_of=as_of, scope=scope).findings
    return plan_remedies(graph, findings=findings, as_of=as_of, scope=scope, time_limit=0)


_PLANNERS: dict[str, Callable[[nx.MultiDiGraph, date, str | None], Plan]] = {
    "joint-branches": _joint_branches,
    "instructors": _instructors,
    "centres": _centres,
    "remedies": _remedies,
}

PLAN_OPTION = Option(
    "plan",
    Bilingual(
        f"which plan (instructors: {_INSTRUCTORS} of them; centres: {_CENTRES})",
        f"哪一种方案（指导员 {_INSTRUCTORS} 名，服务站 {_CENTRES} 处）",
    ),
    "joint-branches",
    tuple(_PLANNERS),
)


def make_plan(graph: nx.MultiDiGraph, kind: str, *, as_of: date, scope: str | None) -> Plan:
    """Return a plan of a kind with the usual numbers, by the greedy method."""
    return _PLANNERS[kind](graph, as_of, scope)
