"""Where to base party-building instructors, and to whom each goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import networkx as nx
import numpy as np
from scipy.sparse import csc_array, csr_array

from graphmodel.analysis.planning.assignment import Assignment, assign
from graphmodel.analysis.planning.geography import positions, within_reach
from graphmodel.analysis.planning.plan import Change, Closing, Left, NewEdge, Plan, Step, names_of
from graphmodel.analysis.planning.situation import Situation, check_at_least, open_situation
from graphmodel.errors import InputError
from graphmodel.schema import Bilingual

RULE = "unit-without-work-coverage"

_TITLE = Bilingual("Instructors", "党建指导员选派方案")
_UNIT = Bilingual("units reached", "覆盖单位数")
_ASSUMPTIONS = (
    Bilingual(
        "a unit is at the coordinates of its place; a place without any is where the places in it are on average, else where "
        "the place above is",
        "单位位置取所在地坐标；所在地无坐标的，取其下属地点坐标的平均，仍没有的取上级地点的位置",
    ),
    Bilingual(
        "an instructor is sent by the organization that leads at a community and goes out from there",
        "指导员由社区党组织选派，以社区为出发点",
    ),
)


def plan_instructors(  # noqa: PLR0913 -- the limits are the planner's own words, all by name
    graph: nx.MultiDiGraph,
    *,
    instructors: int,
    capacity: int = 20,
    as_of: date | str | None = None,
    scope: str | None = None,
    reach_m: float = 3000.0,
    detour: float = 1.3,
    stationed: Mapping[str, int] | None = None,
    time_limit: float = 50.0,
) -> Plan:
    """Place ``instructors`` at communities so that they reach the most units without work coverage, with the least travel.

    Reached should be the operating enterprises and social organizations without party members, organization or work coverage
    (the rule ``unit-without-work-coverage``).

    Parameters
    ----------
    graph
        The whole stakeholder graph.
    instructors
        How many new ones there are.
    capacity
        How many units each takes on.
    as_of, scope
        The date, and the place in which units must lie. Instructors may come from outside it.
    reach_m
        The longest way from the community to a unit, metres along the ground.
    detour
        Way along the ground by great circle.
    stationed
        By organization, how many more units the instructors that it has already can take on; they are used first.
    time_limit
        Seconds for the integer programmes; 0 for the greedy plan.

    Returns
    -------
    Plan
        A step an instructor; its ``preference`` is travel in metres. Those stationed already come first, a step an organization.

    Raises
    ------
    InputError
        If a number is too small, there is no date, the scope is no place, or ``stationed`` names what is no live organization at a
        known place.

    Examples
    --------
    >>> from graphmodel.graph import About, Dataset, Records, build_graph
    >>> from graphmodel.schema import BY_NAME
    >>> places = {"place_id": ["C", "H"], "name": ["抚琴社区", "一号院"], "level": ["community", "compound"], "parent_id": [None, "C"],
    ...           "longitude": [None, 104.04], "latitude": [None, 30.69]}
    >>> committee = {"org_id": ["P"], "name": ["抚琴社区党委"], "kind": ["committee"], "place_id": ["C"]}
    >>> firms = {"unit_id": ["E1", "E2"], "name": ["甲", "乙"], "place_id": ["C", "H"]}
    >>> tables = {"places": places, "party_organizations": committee, "enterprises": firms}
    >>> data = Dataset(About(as_of=date(2024, 6, 30)), {k: Records(BY_NAME[k], v) for k, v in tables.items()})
    >>> plan_instructors(build_graph(data), instructors=1).frame[["by", "subjects"]].values.tolist()
    [['P', ['E1', 'E2']]]
    """
    for name, value, least in (
        ("instructors", instructors, 0),
        ("capacity", capacity, 1),
        ("reach_m", reach_m, 0),
        ("detour", detour, 1),
        ("time_limit", time_limit, 0),
    ):
        check_at_least(name, value, least)
    situation = open_situation(graph, as_of=as_of, scope=scope)
    problem = _problem(situation, dict(stationed or {}))
    distances = within_reach(problem.there, problem.base, metres=reach_m / detour) * detour
    found = assign(
        distances,
        counts=np.array([len(units) for units in problem.units], dtype=float),
        room=np.array([problem.room.get(organization, 0) for organization in problem.organizations], dtype=float),
        capacity=capacity,
        number=instructors,
        time_limit=time_limit,
    )
    steps = _steps(situation, problem, found, distances.tocsr(), capacity)
    left = _left(problem, steps, set(np.flatnonzero(np.diff(distances.tocsr().indptr)).tolist()))
    return Plan(
        kind="instructors",
        title=_TITLE,
        unit=_UNIT,
        steps=steps,
        solution=found.solution,
        preference=found.travel,
        optima=(),
        left=left,
        names=names_of(graph, steps, left),
        parameters={
            "instructors": instructors,
            "capacity": capacity,
            "reach_m": reach_m,
            "detour": detour,
            "time_limit": time_limit,
        },
        assumptions=_ASSUMPTIONS,
        as_of=situation.as_of,
        scope=situation.scope,
        synthetic=situation.synthetic,
    )


class _Problem(NamedTuple):
    """Units by where they are (``there``), organizations by where they send from (``base``), and units that are nowhere."""

    units: list[list[str]]
    there: np.ndarray
    organizations: list[str]
    base: np.ndarray
    room: Mapping[str, int]
    nowhere: list[str]


def _problem(situation: Situation, room: Mapping[str, int]) -> _Problem:
    where = positions(situation)
    by_point: dict[tuple[float, float], list[str]] = defaultdict(list)
    nowhere = []
    for unit in situation.two_new_units:
        if situation.party_members(unit) or unit in situation.organized or unit in situation.worked:
            continue
        point = where.get(situation.place(unit) or "")
        if point is None:
            nowhere.append(unit)
        else:
            by_point[point].append(unit)
    base = _bases(situation, where, room)
    points = sorted(by_point)
    return _Problem(
        [by_point[point] for point in points],
        np.array(points, dtype=float).reshape(-1, 2),
        sorted(base),
        np.array([base[organization] for organization in sorted(base)], dtype=float).reshape(-1, 2),
        room,
        nowhere,
    )


def _bases(
    situation: Situation, where: Mapping[str, tuple[float, float]], room: Mapping[str, int]
) -> dict[str, tuple[float, float]]:
    """Return where organizations can send instructors from: one at each community, and those that have some already."""
    found = {}
    for community in situation.snapshot.nodes("Community"):
        leader = situation.leading(community)
        if leader in situation.at.get(community, ()) and community in where:
            found[str(leader)] = where[community]
    for organization, units in room.items():
        check_at_least(f"stationed at {organization!r}", units, 0)
        known = (
            organization in situation.snapshot.present
            and "PartyOrganization" in situation.values(organization)["labels"]
        )
        point = where.get(situation.place(organization) or "") if known else None
        if point is None:
            msg = Bilingual(
                f"found instructors stationed at {organization!r}, expected the id of a live party organization at a place with coordinates",
                f"党建指导员派驻在 {organization!r}：应为现有党组织的编码，且其所在地有经纬度",
            )
            raise InputError(msg)
        found[organization] = point
    return found


def _steps(
    situation: Situation, problem: _Problem, found: Assignment, distances: csr_array, capacity: int
) -> tuple[Step, ...]:
    waiting = [list(units) for units in problem.units]
    columns, metres = found.reached.tocsc(), distances.tocsc()
    stationed, new = [], []
    for site, organization in enumerate(problem.organizations):
        column = slice(columns.indptr[site], columns.indptr[site + 1])
        way = dict(_column(metres, site))
        # The nearest first, so that each goes to units that lie together.
        points = sorted(
            zip(columns.indices[column].tolist(), columns.data[column].tolist(), strict=True),
            key=lambda item: (way[item[0]], item[0]),
        )
        reached = []
        for point, count in points:
            reached += [(unit, way[point]) for unit in waiting[point][: int(count)]]
            del waiting[point][: int(count)]
        room = problem.room.get(organization, 0)
        if reached[:room]:
            stationed.append(_step(situation, organization, reached[:room], None))
        rest = reached[room:]
        new += [
            _step(situation, organization, rest[start : start + capacity], start // capacity + 1)
            for start in range(0, len(rest), capacity)
        ]
    stationed.sort(key=_order)
    return (*stationed, *sorted(new, key=_order))


def _column(matrix: csc_array, site: int) -> list[tuple[int, float]]:
    part = slice(matrix.indptr[site], matrix.indptr[site + 1])
    return list(zip(matrix.indices[part].tolist(), matrix.data[part].tolist(), strict=True))


def _order(step: Step) -> tuple[float, float, str]:
    return -step.gain, step.travel_m or 0.0, step.name


def _step(situation: Situation, organization: str, reached: Sequence[tuple[str, float]], number: int | None) -> Step:
    place = situation.place(organization)
    travel = round(sum(way for _, way in reached), 1)
    name = situation.name(organization)
    mean = round(travel / len(reached))
    covers = {"type": "COVERS", "kind": "work", "mode": "instructor", "since": situation.as_of}
    who = (
        Bilingual("those there already", "现有指导员")
        if number is None
        else Bilingual(f"new no. {number}", f"新派第{number}名")
    )
    return Step(
        action="instructor",
        name=f"{name} · {who.zh} {who.en}",
        place=place,
        by=organization,
        closes=tuple(Closing(RULE, unit) for unit, _ in reached),
        gain=float(len(reached)),
        reason=Bilingual(
            f"{len(reached)} units that nothing reaches yet, {mean:,} m away on average",
            f"可覆盖{len(reached)}个尚无任何覆盖的单位，平均路程{mean:,}米",
        ),
        change=Change((), tuple(NewEdge(organization, unit, covers) for unit, _ in reached)),
        travel_m=travel,
    )


def _left(problem: _Problem, steps: Sequence[Step], reachable: set[int]) -> tuple[Left, ...]:
    closed = {closing.subject for step in steps for closing in step.closes}
    far = Bilingual("no community within reach can send an instructor", "可达范围内没有可选派指导员的社区")
    full = Bilingual("all instructors are fully taken", "指导员名额已用完")
    unknown = Bilingual("nothing is known of where it is", "位置不详")
    left = [Left(Closing(RULE, unit), unknown) for unit in problem.nowhere]
    for point, units in enumerate(problem.units):
        left += [Left(Closing(RULE, unit), full if point in reachable else far) for unit in units if unit not in closed]
    return tuple(sorted(left))
