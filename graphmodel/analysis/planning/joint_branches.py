"""Joint branches for units that are too small for a branch of their own."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple, TypeAlias, get_args

import networkx as nx

from graphmodel.analysis.planning.grouping import Candidate, Group, Limits, group_exactly, likeness, most_groups
from graphmodel.analysis.planning.plan import Change, Closing, Left, NewEdge, NewNode, Plan, Step, names_of
from graphmodel.analysis.planning.situation import Situation, check_at_least, open_situation
from graphmodel.analysis.planning.solver import Solution
from graphmodel.errors import InputError
from graphmodel.progress import Progress, silent
from graphmodel.schema import Bilingual

_WORK = Bilingual("neighbourhoods", "邻近片区")

Neighbourhood: TypeAlias = Literal["place", "community", "street"]
"""How near units of one branch must be: in the same place, or in one community, or in one street."""

WITH_MEMBERS, WITHOUT_MEMBERS = "members-without-organization", "unit-without-work-coverage"

_TITLE = Bilingual("Joint branches", "联合党支部组建方案")
_UNIT = Bilingual("units covered", "覆盖单位数")
_WORDS = {
    "place": Bilingual("in the same place", "同一地点"),
    "community": Bilingual("in the same community", "同一社区"),
    "street": Bilingual("in the same street", "同一街道"),
}


def plan_joint_branches(  # noqa: PLR0913 -- the limits are the planner's own words, all by name
    graph: nx.MultiDiGraph,
    *,
    as_of: date | str | None = None,
    scope: str | None = None,
    branches: int | None = None,
    members: int = 3,
    units: int = 5,
    within: Neighbourhood = "community",
    with_memberless: bool = True,
    time_limit: float = 50.0,
    progress: Progress = silent,
) -> Plan:
    """Group uncovered small units into joint branches.

    Grouped are operating enterprises and social organizations without organization coverage that have fewer than ``members``
    party members: those with some, and, to fill a branch up, those with none that no work coverage reaches either. Every branch has at
    least ``members`` formal members together and at most ``units`` units of one neighbourhood. No unit is in two; organizations
    that exist stay as they are.

    The most units that k branches can cover is known exactly: within a neighbourhood every branch but the last can be full, so each
    further one covers no more than the one before, and taking the largest gain each time is best. Which units go together is
    then an integer programme that gives the most likeness: a point for a branch of one trade, a point for one of one place.

    Parameters
    ----------
    graph
        The whole stakeholder graph.
    as_of, scope
        The date, and the place in which units must lie.
    branches
        At most so many; where None as many as there is use for, and of these the fewest.
    members, units
        The numbers of the rules ``members-without-organization`` and ``joint-branch-too-wide``.
    within
        What is near enough. Without maps of boundaries neighbouring means: in the same community (of a unit in none: in the same place).
    with_memberless
        Whether units without any member join too.
    time_limit
        Seconds for all integer programmes; 0 for the greedy plan.
    progress
        Told of every neighbourhood.

    Returns
    -------
    Plan
        ``optima`` are the most units that k branches can cover.

    Raises
    ------
    InputError
        If a number is too small, there is no date, or the scope is no place.

    Examples
    --------
    >>> from graphmodel.graph import About, Dataset, Records, build_graph
    >>> from graphmodel.schema import BY_NAME
    >>> places = {"place_id": ["C"], "name": ["抚琴社区"], "level": ["community"]}
    >>> firms = {"unit_id": ["E1", "E2", "E3"], "name": ["甲", "乙", "丙"], "place_id": ["C"] * 3, "party_members": [2, 1, 0]}
    >>> tables = {"places": places, "enterprises": firms}
    >>> data = Dataset(About(as_of=date(2024, 6, 30)), {k: Records(BY_NAME[k], v) for k, v in tables.items()})
    >>> plan = plan_joint_branches(build_graph(data))
    >>> plan.frame[["name", "closes", "subjects"]].values.tolist()
    [['抚琴社区第1联合党支部', 3, ['E1', 'E2', 'E3']]]
    """
    check_at_least("members", members, 1)
    check_at_least("units", units, 1)
    check_at_least("branches", 1 if branches is None else branches, 1)
    check_at_least("time_limit", time_limit, 0)
    if within not in get_args(Neighbourhood):
        msg = Bilingual(
            f"found within = {within!r}, expected one of {', '.join(get_args(Neighbourhood))}",
            f"within = {within!r}：应为 {'、'.join(get_args(Neighbourhood))} 之一",
        )
        raise InputError(msg)
    situation = open_situation(graph, as_of=as_of, scope=scope)
    limits = Limits(members, units)
    areas, homeless = _areas(situation, limits, within, with_memberless=with_memberless)
    shares, optima = _share_out(areas, branches, limits)
    solved = _group_all(areas, shares, limits, time_limit, progress)
    steps = _steps(situation, solved.groups)
    closed = {closing.subject for step in steps for closing in step.closes}
    left = _left(areas, homeless, shares, closed, within)
    numbers = {"members": members, "units": units, "time_limit": time_limit}
    return Plan(
        kind="joint-branches",
        title=_TITLE,
        unit=_UNIT,
        steps=steps,
        solution=Solution(sum(step.gain for step in steps), float(sum(optima)), solved.greedy),
        preference=solved.preference,
        optima=_running(optima),
        left=left,
        names=names_of(graph, steps, left),
        parameters=numbers if branches is None else {**numbers, "branches": branches},
        assumptions=_assumptions(within),
        as_of=situation.as_of,
        scope=situation.scope,
        synthetic=situation.synthetic,
    )


def joint_steps(situation: Situation, *, limits: Limits, only: frozenset[str], time_limit: float) -> tuple[Step, ...]:
    """Return the joint branches, each in one community, that cover the most of some uncovered units."""
    areas, _ = _areas(situation, limits, "community", with_memberless=True)
    wanted = {area: [unit for unit in pool if unit.id in only] for area, pool in areas.items()}
    shares, _ = _share_out(wanted, None, limits)
    return _steps(situation, _group_all(wanted, shares, limits, time_limit, silent).groups)


class _Solved(NamedTuple):
    groups: list[tuple[str, Group]]
    preference: Solution
    greedy: float


def _areas(
    situation: Situation, limits: Limits, within: Neighbourhood, *, with_memberless: bool
) -> tuple[dict[str, list[Candidate]], list[Candidate]]:
    """Return the units to be grouped by neighbourhood, and those that lie nowhere."""
    areas: dict[str, list[Candidate]] = defaultdict(list)
    homeless = []
    for unit in situation.two_new_units:
        members = situation.party_members(unit)
        if unit in situation.organized or members >= limits.members:
            continue
        if not members and (not with_memberless or unit in situation.worked):
            continue
        place = situation.place(unit)
        candidate = Candidate(unit, members, place or "", situation.values(unit).get("industry"))
        if place is None:
            homeless.append(candidate)
        else:
            area = place if within == "place" else situation.above(place, within) or place
            areas[area].append(candidate)
    return dict(sorted(areas.items())), homeless


def _share_out(
    areas: Mapping[str, Sequence[Candidate]], branches: int | None, limits: Limits
) -> tuple[dict[str, int], list[float]]:
    """Return how many branches each neighbourhood gets, and what each branch covers, the most first."""
    gains: list[tuple[int, str]] = []
    for area, pool in areas.items():
        left = len(pool)
        for _ in range(most_groups(Counter(unit.members for unit in pool), limits)):
            if left <= 0:
                break
            gains.append((min(limits.units, left), area))
            left -= limits.units
    gains.sort(key=lambda gain: (-gain[0], gain[1]))
    taken = gains if branches is None else gains[:branches]
    return dict(Counter(area for _, area in taken)), [float(gain) for gain, _ in taken]


def _running(gains: Sequence[float]) -> tuple[float, ...]:
    total, found = 0.0, []
    for gain in gains:
        total += gain
        found.append(total)
    return tuple(found)


def _group_all(
    areas: Mapping[str, Sequence[Candidate]],
    shares: Mapping[str, int],
    limits: Limits,
    time_limit: float,
    progress: Progress,
) -> _Solved:
    begin = time.monotonic()
    found: list[tuple[str, Group]] = []
    liked, ceiling, greedily_liked, greedy = 0.0, 0.0, 0.0, 0.0
    for done, (area, share) in enumerate(sorted(shares.items())):
        progress(_WORK, done, len(shares))
        rest = max(0.0, time_limit - (time.monotonic() - begin))
        groups, solution, preference = group_exactly(areas[area], groups=share, limits=limits, time_limit=rest)
        found += [(area, group) for group in groups]
        liked, ceiling = liked + preference.value, ceiling + preference.bound
        greedily_liked, greedy = greedily_liked + preference.greedy, greedy + solution.greedy
    progress(_WORK, len(shares), len(shares))
    return _Solved(found, Solution(liked, ceiling, greedily_liked), greedy)


def _steps(situation: Situation, groups: Sequence[tuple[str, Group]]) -> tuple[Step, ...]:
    """Return a step a branch: those that cover the most first, then the most alike."""
    numbers: Counter[str] = Counter()
    ordered = sorted(groups, key=lambda item: (-len(item[1]), -likeness(item[1]), item[0], item[1][0].id))
    steps = []
    for area, group in ordered:
        numbers[area] += 1
        steps.append(_step(situation, area, group, numbers[area]))
    return tuple(steps)


def _step(situation: Situation, area: str, group: Group, number: int) -> Step:
    total = sum(unit.members for unit in group)
    trades, places = {unit.trade for unit in group}, {unit.place for unit in group}
    same_trade, same_place = len(trades) == 1 and None not in trades, len(places) == 1
    superior, branch = situation.leading(area), situation.new_id("joint-branch", area, str(number))
    name = f"{situation.name(area)}第{number}联合党支部"
    attributes = {
        "labels": ("PartyOrganization", "Stakeholder"),
        "name": name,
        "kind": "joint_branch",
        "formation": "joint_by_industry" if same_trade else "joint_by_area",
        "formal_members": total,
        "established_on": situation.as_of,
    }
    covers = {"type": "COVERS", "kind": "organization", "mode": "joint", "since": situation.as_of}
    edges = [NewEdge(branch, unit.id, covers) for unit in group]
    if superior is not None:
        edges.append(NewEdge(branch, superior, {"type": "REPORTS_TO"}))
    # It has its seat at the unit with the most members; at a place it would pass for that place's own organization.
    host = min(group, key=lambda unit: (-unit.members, unit.id))
    edges.append(NewEdge(branch, host.id, {"type": "BELONGS_TO"}))
    return Step(
        action="joint-branch",
        name=name,
        place=next(iter(places)) if same_place else area,
        by=superior,
        closes=tuple(Closing(WITH_MEMBERS if unit.members else WITHOUT_MEMBERS, unit.id) for unit in group),
        gain=float(len(group)),
        reason=_reason(situation, group, total, same_trade=same_trade, same_place=same_place),
        change=Change((NewNode(branch, attributes),), tuple(edges)),
    )


def _reason(situation: Situation, group: Group, total: int, *, same_trade: bool, same_place: bool) -> Bilingual:
    first = group[0]
    english, chinese = [f"{total} members in {len(group)} units"], [f"{len(group)}个单位共有党员{total}名"]
    if same_place:
        english.append(f"all at {situation.name(first.place)}")
        chinese.append(f"同在{situation.name(first.place)}")
    if same_trade:
        english.append(f"same trade ({first.trade})")
        chinese.append(f"同属{first.trade}")
    none = sum(unit.members == 0 for unit in group)
    if none:
        english.append(f"{none} without a member come along")
        chinese.append(f"带动无党员单位{none}个")
    return Bilingual(", ".join(english), "，".join(chinese))


def _left(
    areas: Mapping[str, Sequence[Candidate]],
    homeless: Sequence[Candidate],
    shares: Mapping[str, int],
    closed: set[str],
    within: Neighbourhood,
) -> tuple[Left, ...]:
    near = _WORDS[within]
    few = Bilingual(f"too few members {near.en} to found a branch", f"{near.zh}内党员不足，无法组建")
    full = Bilingual(f"the branches planned {near.en} are full", f"{near.zh}内拟建支部已满员")
    nowhere = Bilingual("lies in no place", "未登记所在地")
    left = [Left(_closing(unit), nowhere) for unit in homeless]
    for area, pool in areas.items():
        reason = full if shares.get(area) else few
        left += [Left(_closing(unit), reason) for unit in pool if unit.id not in closed]
    return tuple(sorted(left))


def _closing(unit: Candidate) -> Closing:
    return Closing(WITH_MEMBERS if unit.members else WITHOUT_MEMBERS, unit.id)


def _assumptions(within: Neighbourhood) -> tuple[Bilingual, ...]:
    near = _WORDS[within]
    return (
        Bilingual(f"neighbouring means {near.en}", f"“相邻”按{near.zh}理解"),
        Bilingual(
            "a new branch has its seat at the unit with the most members and reports to the organization that leads at its "
            "community, else at the nearest place above",
            "新建联合党支部设在党员最多的单位，隶属所在社区党组织，社区没有的隶属上一级",
        ),
    )
