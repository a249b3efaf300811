"""Where the next service centres bring most households inside the 15-minute circle."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple, TypeAlias, get_args

import networkx as nx
import numpy as np
from scipy.sparse import csr_array

from graphmodel.analysis.planning.covering import maximal_covering
from graphmodel.analysis.planning.geography import within_reach
from graphmodel.analysis.planning.plan import Change, Closing, Left, NewEdge, NewNode, Plan, Step, names_of
from graphmodel.analysis.planning.situation import Situation, check_at_least, open_situation
from graphmodel.analysis.planning.solver import Floats, Solution
from graphmodel.errors import InputError
from graphmodel.schema import Bilingual

RULE = "compound-outside-15-minutes"

Weight: TypeAlias = Literal["households", "compounds"]
"""What is counted."""

_TITLE = Bilingual("Service centres", "党群服务中心选址方案")
_UNITS = {
    "households": Bilingual("households brought in", "新增覆盖户数"),
    "compounds": Bilingual("compounds brought in", "新增覆盖小区数"),
}
_ASSUMPTIONS = (
    Bilingual("a centre can be opened at any compound with coordinates", "中心可设在任何有坐标的小区（院落）"),
    Bilingual("a compound with an unknown number of households counts as one household", "户数不详的小区按一户计"),
)


class _Map(NamedTuple):
    """Compounds with coordinates in scope, whom they count for, and which of them each candidate and each centre reaches."""

    compounds: list[str]
    where: Floats
    weights: Floats
    candidates: list[str]
    reach: csr_array
    existing: csr_array


def plan_centres(  # noqa: PLR0913 -- the numbers of the rule, all by name
    graph: nx.MultiDiGraph,
    *,
    centres: int,
    as_of: date | str | None = None,
    scope: str | None = None,
    minutes: float = 15.0,
    metres_per_minute: float = 80.0,
    detour: float = 1.3,
    weight: Weight = "households",
    time_limit: float = 50.0,
) -> Plan:
    """Place ``centres`` new party service centres so that most comes inside the 15-minute circle; those that exist stay.

    A compound with coordinates is inside where a centre with coordinates is no farther, by great circle, than ``minutes`` ×
    ``metres_per_minute`` ÷ ``detour`` (the rule ``compound-outside-15-minutes``).

    Parameters
    ----------
    graph
        The whole stakeholder graph.
    centres
        How many new ones.
    as_of, scope
        The date, and the place in which compounds and new centres must lie; centres that exist count wherever they are.
    minutes, metres_per_minute, detour
        The numbers of the rule.
    weight
        Count ``households`` or ``compounds``.
    time_limit
        Seconds for the integer programmes; 0 for the greedy plan.

    Returns
    -------
    Plan
        ``optima`` are the most that 1, 2, … centres can bring in. ``outcome`` has ``total``, and before and after the plan what is
        ``inside``, and what has a ``backup``: a second centre within the circle.

    Raises
    ------
    InputError
        If a number is too small, there is no date, or the scope is no place.

    Examples
    --------
    >>> from graphmodel.graph import About, Dataset, Records, build_graph
    >>> from graphmodel.schema import BY_NAME
    >>> rows = {"place_id": ["H1", "H2", "H3"], "name": ["一", "二", "三"], "level": ["compound"] * 3, "households": [90, 20, 40],
    ...         "longitude": [104.0, 104.005, 104.2], "latitude": [30.7] * 3}
    >>> data = Dataset(About(as_of=date(2024, 6, 30)), {"places": Records(BY_NAME["places"], rows)})
    >>> plan = plan_centres(build_graph(data), centres=2)
    >>> plan.curve["reached"].tolist(), plan.frame["place"].tolist()
    ([0.0, 110.0, 150.0], ['H1', 'H3'])
    """
    for name, value, least in (
        ("centres", centres, 0),
        ("minutes", minutes, 0),
        ("metres_per_minute", metres_per_minute, 0),
        ("detour", detour, 1),
        ("time_limit", time_limit, 0),
    ):
        check_at_least(name, value, least)
    if weight not in get_args(Weight):
        msg = Bilingual(
            f"found weight = {weight!r}, expected one of {', '.join(get_args(Weight))}",
            f"weight = {weight!r}：应为 {'、'.join(get_args(Weight))} 之一",
        )
        raise InputError(msg)
    situation = open_situation(graph, as_of=as_of, scope=scope)
    map_ = _map(situation, minutes * metres_per_minute / detour, by_households=weight == "households")
    outside = np.diff(map_.existing.indptr) == 0
    open_reach = csr_array(map_.reach[np.flatnonzero(outside)])
    open_weights = map_.weights[outside]
    begin = time.monotonic()
    found = maximal_covering(open_reach, weights=open_weights, sites=centres, time_limit=time_limit)
    optima = _optima(open_reach, open_weights, found.solution, centres, time_limit - (time.monotonic() - begin))
    steps = _steps(situation, map_, outside, found.sites, _UNITS[weight])
    left = _left(map_, outside, steps)
    return Plan(
        kind="centres",
        title=_TITLE,
        unit=_UNITS[weight],
        steps=steps,
        solution=found.solution,
        preference=None,
        optima=optima,
        left=left,
        names=names_of(graph, steps, left),
        parameters={
            "centres": centres,
            "minutes": minutes,
            "metres_per_minute": metres_per_minute,
            "detour": detour,
            "time_limit": time_limit,
        },
        assumptions=_ASSUMPTIONS,
        as_of=situation.as_of,
        scope=situation.scope,
        synthetic=situation.synthetic,
        outcome=_outcome(map_, found.sites),
    )


def _map(situation: Situation, limit: float, *, by_households: bool) -> _Map:
    compounds = [node for node in _located(situation, "Compound") if situation.in_scope(node)]
    centres = [
        node for node in _located(situation, "ServiceCentre") if situation.values(node).get("kind") == "party_service"
    ]
    where, there = _degrees(situation, compounds), _degrees(situation, centres)
    households = [max(1, int(situation.values(compound).get("households") or 1)) for compound in compounds]
    weights = np.array(households if by_households else [1] * len(compounds), dtype=float)
    reach, existing = within_reach(where, where, metres=limit), within_reach(where, there, metres=limit)
    for matrix in (reach, existing):
        matrix.data[:] = 1.0
    return _Map(compounds, where, weights, compounds, reach, existing)


def _located(situation: Situation, label: str) -> list[str]:
    return sorted(
        node for node in situation.snapshot.nodes(label) if situation.values(node).get("longitude") is not None
    )


def _degrees(situation: Situation, nodes: Sequence[str]) -> Floats:
    degrees = [(situation.values(node)["longitude"], situation.values(node)["latitude"]) for node in nodes]
    return np.array(degrees, dtype=float).reshape(-1, 2)


def _optima(
    reach: csr_array, weights: Floats, solution: Solution, centres: int, time_limit: float
) -> tuple[float, ...]:
    """Return the proven best for 1, 2 … centres, as far as the time allows."""
    begin = time.monotonic()
    found: list[float] = []
    for number in range(1, centres):
        rest = time_limit - (time.monotonic() - begin)
        best = maximal_covering(reach, weights=weights, sites=number, time_limit=max(0.0, rest)).solution
        if not best.is_optimal:
            return tuple(found)
        found.append(best.value)
    return (*found, solution.value) if centres and solution.is_optimal else tuple(found)


def _steps(
    situation: Situation, map_: _Map, outside: np.ndarray, sites: Sequence[int], unit: Bilingual
) -> tuple[Step, ...]:
    columns = map_.reach.tocsc()
    waiting, steps = outside.copy(), []
    for site in sites:
        reached = np.sort(columns.indices[columns.indptr[site] : columns.indptr[site + 1]])
        gained = reached[waiting[reached]]
        waiting[gained] = False
        steps.append(_step(situation, map_, int(site), gained, len(reached), unit))
    return tuple(steps)


def _step(situation: Situation, map_: _Map, site: int, gained: np.ndarray, within: int, unit: Bilingual) -> Step:
    compound = map_.candidates[site]
    centre, name = situation.new_id("centre", compound), f"{situation.name(compound)}党群服务站"
    gain = float(map_.weights[gained].sum())
    attributes = {
        "labels": ("ServiceCentre",),
        "name": name,
        "kind": "party_service",
        "longitude": float(map_.where[site, 0]),
        "latitude": float(map_.where[site, 1]),
    }
    return Step(
        action="centre",
        name=name,
        place=compound,
        by=situation.leading(compound),
        closes=tuple(Closing(RULE, map_.compounds[row]) for row in gained.tolist()),
        gain=gain,
        reason=Bilingual(
            f"{unit.en}: {gain:,.0f}, in {len(gained)} compounds; {within} compounds within 15 minutes in all",
            f"{unit.zh}{gain:,.0f}，涉及{len(gained)}个小区；圈内共{within}个小区",
        ),
        change=Change((NewNode(centre, attributes),), (NewEdge(centre, compound, {"type": "LOCATED_IN"}),)),
    )


def _left(map_: _Map, outside: np.ndarray, steps: Sequence[Step]) -> tuple[Left, ...]:
    closed = {closing.subject for step in steps for closing in step.closes}
    reason = Bilingual("more centres would be needed", "需要更多中心")
    still = (map_.compounds[row] for row in np.flatnonzero(outside).tolist())
    return tuple(Left(Closing(RULE, compound), reason) for compound in still if compound not in closed)


def _outcome(map_: _Map, sites: Sequence[int]) -> dict[str, float]:
    before = np.diff(map_.existing.indptr)
    after = before + np.asarray(map_.reach[:, list(sites)].sum(axis=1)).ravel() if sites else before
    figures = {"total": float(map_.weights.sum())}
    for name, least in (("inside", 1), ("backup", 2)):
        figures[f"{name}_before"] = float(map_.weights[before >= least].sum())
        figures[f"{name}_after"] = float(map_.weights[after >= least].sum())
    return figures
