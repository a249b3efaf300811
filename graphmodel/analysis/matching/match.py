"""Which resource serves which open need: as much as possible, at the least distance, proven, with what stays unmet and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from graphmodel.analysis.matching.candidates import Candidates, bipartite_graph, candidates
from graphmodel.analysis.matching.categories import usual_synonyms
from graphmodel.analysis.matching.distance import REACHES, ChainDistance, GroundDistance
from graphmodel.analysis.matching.lists import Need, Resource, all_resources, open_needs
from graphmodel.analysis.matching.tables import match_table, need_table, resource_table
from graphmodel.analysis.matching.transport import Transport, solve
from graphmodel.analysis.matching.unmet import Unmet, explain
from graphmodel.analysis.planning.geography import positions
from graphmodel.analysis.planning.situation import Situation, check_at_least, open_situation
from graphmodel.analysis.planning.solver import Solution
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError

PER_OFFERER = 3
"""The most needs that one offerer is matched to, unless another number is given."""

TIE_BONUS = 1.0
"""What a match saves where the two parties build together already, in steps or kilometres."""


@dataclass(frozen=True)
class NeedMatches:
    """Open needs matched to live resources, and what it was computed with.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row a match, by need: ``need``, ``need_title``, ``raised_by``, ``raised_by_name``, ``resource``, ``resource_title``, ``offered_by``, ``offered_by_name``,
        ``amount``, ``quantity`` (of the need), ``category``, ``resource_category``, ``likeness`` (of the two, 1: the same), ``distance`` (steps or km), ``tied`` (build
        together already), ``cost``.
    needs : pandas.DataFrame
        One row an open need: ``id``, ``title``, ``category``, ``place``, ``place_name``, ``raised_by``, ``raised_by_name``, ``expires_on``, ``quantity``, ``amount`` (what it is
        given), ``state`` (``met``, ``partly`` or ``unmet``), ``reason`` (why something remains), ``reason_en``, ``reason_zh``, ``nearest`` (the resource that comes
        nearest), ``nearest_title``.
    resources : pandas.DataFrame
        One row a live resource: ``id``, ``title``, ``category``, ``offered_by``, ``offered_by_name``, ``capacity`` (None: not limited), ``held`` (by projects), ``given`` (now),
        ``free`` (after that; None: not limited).
    solution : Solution
        What the matches save against meeting nothing, the most that any could, and what a greedy matching saves.
    met : float
        Needs that are met, parts counted as parts.
    cost : float
        Sum of the costs of the matches, each times the share of its need.
    parameters : Mapping
        The numbers used.
    as_of, scope, synthetic
        As given or, where nothing was given, as taken.
    """

    frame: pd.DataFrame
    needs: pd.DataFrame
    resources: pd.DataFrame
    solution: Solution
    met: float
    cost: float
    parameters: Mapping[str, Any]
    as_of: date
    scope: str | None
    synthetic: bool

    @property
    def unmet(self) -> pd.DataFrame:
        """The needs of which something remains."""
        return self.needs[self.needs["state"] != "met"].reset_index(drop=True)

    @cached_property
    def graph(self) -> nx.Graph:
        """Needs and resources as a two-mode graph, an edge a match."""
        columns = (self.frame[name].tolist() for name in ("need", "resource", "amount", "cost"))
        return bipartite_graph(list(zip(*columns, strict=True)))


def match_needs(  # noqa: PLR0913 -- every term of the question by its name
    graph: nx.MultiDiGraph,
    *,
    as_of: date | str | None = None,
    scope: str | None = None,
    reach: str = "street",
    within_m: float | None = None,
    per_offerer: int | None = PER_OFFERER,
    similar: float | None = None,
    synonyms: Mapping[str, str] | None = None,
    tie_bonus: float = TIE_BONUS,
    expired: bool = False,
    used_up: bool = False,
    time_limit: float = 60.0,
) -> NeedMatches:
    """Match open needs to live resources.

    A resource can serve a need where the categories are the same (as text, by the table of synonyms, or by likeness), it is within reach,
    available at the date, and offered by somebody else who is neither gone nor closed. Of all ways to give what is offered, the
    one is taken that meets most (a need met by half counts half) and, of those, costs least: meeting a need costs its distance, plus
    1 - likeness, plus ``tie_bonus`` where the two parties do not build together yet. An unmet need costs more than all matches
    together, so no other plan meets a whole need more. Solved by HiGHS to proven optimality; ``solution`` has value and bound.

    A quantity that is not given is 1; a capacity that is not given is no limit. Projects that are claimed hold what the need they
    answer asks for.

    Parameters
    ----------
    graph
        The whole stakeholder graph, from `build_graph` or from `read_graph` without a scope.
    as_of
        Date of the analysis; the data's own where None.
    scope
        A place, by its code or its name: only needs that lie in it or below; resources may lie anywhere within reach.
    reach
        ``community``, ``street``, ``district`` or ``any``: how far along the chain of places.
    within_m
        Where given, distance is over the ground instead, at most so many metres (great circle).
    per_offerer
        The most needs that one offerer is matched to; None for any number.
    similar
        Where given (0 to 1), categories whose texts are at least so much alike match as well.
    synonyms
        What names of categories stand for, as `read_synonyms` gives it; the table that comes with the product where None.
    tie_bonus
        What an existing tie is worth, in steps or kilometres.
    expired
        Match needs in the hall as well: their deadline has passed, and anybody may claim them.
    used_up
        Whether finished projects have used up what they took.
    time_limit
        Seconds for the search; afterwards the best matching so far, with its bound.

    Raises
    ------
    InputError
        If the graph was read with a scope, the date is unknown, the scope is no place, a number is out of range, or there are more than ten
        million pairs of a need and a resource.

    Examples
    --------
    >>> import networkx as nx
    >>> from datetime import date
    >>> graph = nx.MultiDiGraph(as_of=date(2022, 6, 30))
    >>> graph.add_node("n", labels=("Need",), title="义诊", category="义诊", quantity=2)
    >>> graph.add_node("r", labels=("Resource",), title="门诊", category="健康义诊", capacity=5)
    >>> graph.add_node("clinic", labels=("SocialOrganization", "Stakeholder", "Unit"))
    >>> _ = graph.add_edge("clinic", "r", type="OFFERS")
    >>> found = match_needs(graph)
    >>> found.frame[["need", "resource", "amount"]].to_numpy().tolist(), found.solution.is_optimal
    ([['n', 'r', 2]], True)
    """
    _check(reach, similar, per_offerer, within_m, tie_bonus)
    situation = open_situation(graph, as_of=as_of, scope=scope)
    snapshot = situation.snapshot
    listed = [need for need in open_needs(snapshot) if situation.inside is None or need.place in situation.inside]
    resources = all_resources(snapshot, used_up=used_up)
    late = {
        need.id for need in listed if not expired and need.expires_on is not None and need.expires_on < snapshot.as_of
    }
    needs = [need for need in listed if need.id not in late]
    found = candidates(
        snapshot,
        needs,
        resources,
        distance=_distance(situation, needs, resources, reach, within_m),
        synonyms=usual_synonyms() if synonyms is None else synonyms,
        similar=similar,
    )
    possible, costs = _priced(found, needs, resources, tie_bonus)
    problem = _problem(possible, costs, needs, resources, per_offerer)
    flow = solve(problem, time_limit=time_limit)
    share, used = flow.amount / problem.quantity[problem.need], flow.amount > 0
    given = np.bincount(possible.resource, flow.amount, len(resources)).astype(np.int64)
    got = np.bincount(possible.need, flow.amount, len(needs)).astype(np.int64)
    remaining = np.array([need.quantity for need in needs], dtype=np.int64) - got
    why = explain(needs, resources, found, given=given, remaining=remaining, optimal=flow.solution.is_optimal)
    answers = {needs[row].id: answer for row, answer in why.items()}
    answers |= {need.id: Unmet("expired", None) for need in listed if need.id in late and need.quantity}
    amounts = dict(zip((need.id for need in needs), got.tolist(), strict=True))
    return NeedMatches(
        frame=match_table(snapshot, possible.where(used), needs, resources, flow.amount[used], costs[used]),
        needs=need_table(snapshot, listed, resources, amounts, answers),
        resources=resource_table(snapshot, resources, given),
        solution=flow.solution,
        met=float(share.sum()),
        cost=float(share @ costs),
        parameters={
            "reach": reach if within_m is None else None,
            "within_m": within_m,
            "per_offerer": per_offerer,
            "similar": similar,
            "tie_bonus": tie_bonus,
            "expired": expired,
            "used_up": used_up,
        },
        as_of=snapshot.as_of,
        scope=situation.scope,
        synthetic=situation.synthetic,
    )


def _distance(
    situation: Situation, needs: Sequence[Need], resources: Sequence[Resource], reach: str, within_m: float | None
) -> ChainDistance | GroundDistance:
    wanted, offered = [need.place for need in needs], [resource.place for resource in resources]
    if within_m is None:
        return ChainDistance(situation.snapshot, wanted, offered, reach)
    return GroundDistance(positions(situation), wanted, offered, within_m)


def _check(
    reach: str, similar: float | None, per_offerer: int | None, within_m: float | None, tie_bonus: float
) -> None:
    if reach not in {item.value for item in REACHES}:
        msg = Bilingual(
            f"found the reach {reach!r}, expected one of {', '.join(f'{v.value} {v.chinese}' for v in REACHES)}",
            f"范围 {reach!r} 不可用：应为 {'、'.join(f'{v.value} {v.chinese}' for v in REACHES)} 之一",
        )
        raise InputError(msg)
    if similar is not None and not 0 < similar <= 1:
        msg = Bilingual(
            f"found similar = {similar:g}, expected more than 0 and at most 1",
            f"similar = {similar:g}：应大于 0 且不超过 1",
        )
        raise InputError(msg)
    for name, value, least in (("per_offerer", per_offerer, 1), ("within_m", within_m, 0), ("tie_bonus", tie_bonus, 0)):
        if value is not None:
            check_at_least(name, value, least)


def _priced(
    found: Candidates, needs: Sequence[Need], resources: Sequence[Resource], tie_bonus: float
) -> tuple[Candidates, np.ndarray]:
    """Return the pairs along which something can go, and what each costs."""
    free = np.array([resource.free for resource in resources])[found.resource]
    asked = np.array([need.quantity for need in needs], dtype=np.int64)[found.need]
    possible = found.where(found.possible & (free > 0) & (asked > 0))
    return possible, possible.distance + (1 - possible.likeness) + np.where(possible.tied, 0.0, tie_bonus)


def _problem(
    possible: Candidates, costs: np.ndarray, needs: Sequence[Need], resources: Sequence[Resource], limit: int | None
) -> Transport:
    # A resource that nobody is said to offer stands for an offerer of its own.
    offerers = pd.factorize(np.array([item.offered_by or f"\0{item.id}" for item in resources], dtype=object))[0]
    return Transport(
        # A need that asks for nothing has no arc; 1 keeps it out of divisions by 0.
        quantity=np.array([max(1, need.quantity) for need in needs], dtype=np.int64),
        capacity=np.array([resource.free for resource in resources]),
        offerer=offerers.astype(np.int64),
        need=possible.need,
        resource=possible.resource,
        cost=costs,
        limit=limit,
    )
