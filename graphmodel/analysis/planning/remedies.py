"""The fewest actions that close a chosen set of findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import NamedTuple

import networkx as nx
import numpy as np
from scipy.sparse import csr_array

from graphmodel.analysis.planning import founding_actions, meeting_actions
from graphmodel.analysis.planning.actions import Action, GapLike, OrganizationLimits, Part, Wanted
from graphmodel.analysis.planning.covering import set_cover
from graphmodel.analysis.planning.plan import Closing, Left, Plan, Step, names_of
from graphmodel.analysis.planning.situation import Situation, check_at_least, open_situation
from graphmodel.schema import Bilingual

_TITLE = Bilingual("Remedies", "缺口补齐方案")
_UNIT = Bilingual("findings closed", "补齐缺口数")
_ASSUMPTIONS = (
    Bilingual(
        "an action counts as one, whatever it is; it is fewest among the actions that are known, not among all imaginable",
        "每项措施按一项计；“最少”指在已知措施之中最少",
    ),
    Bilingual("events take place on the date of the plan", "活动、会议和项目按方案日期举行或启动"),
)

_USUAL = OrganizationLimits()


def plan_remedies(
    graph: nx.MultiDiGraph,
    *,
    findings: Iterable[GapLike],
    as_of: date | str | None = None,
    scope: str | None = None,
    capacity: int = 20,
    seats: int = 60,
    limits: OrganizationLimits = _USUAL,
    time_limit: float = 30.0,
) -> Plan:
    """Choose the fewest actions that close ``findings``, as far as actions are known that do.

    Known are: own and joint branches, organizations of places, coverage by the organization of the community, instructors, service
    centres, joint conferences, data exchange, meetings of triads, activities of communities and alliances, and projects that bring a
    need and a resource together. One action often closes several findings: which ones to take is a set covering problem.
    A finding that needs several things (each overdue step, each missing layer) is closed when all are done.

    Parameters
    ----------
    graph
        The whole stakeholder graph.
    findings
        As `graphmodel.gaps.find_gaps` gives them for this graph and date.
    as_of, scope
        The date, and a place to which ``findings`` were limited.
    capacity
        How many units an instructor takes on.
    seats
        How many units an activity of a community has room for.
    limits
        How small and how large organizations may be: the numbers of the rules that gave ``findings``.
    time_limit
        Seconds for the integer programme; 0 for the greedy plan.

    Returns
    -------
    Plan
        ``solution`` counts actions, gains count findings. ``left`` has the findings that no known action closes.

    Raises
    ------
    InputError
        If a number is too small, there is no date, or the scope is no place.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from graphmodel.graph import About, Dataset, Records, build_graph
    >>> from graphmodel.schema import BY_NAME
    >>> places = {"place_id": ["H"], "name": ["一号院"], "level": ["compound"]}
    >>> data = Dataset(About(as_of=date(2024, 6, 30)), {"places": Records(BY_NAME["places"], places)})
    >>> rules = ("compound-without-organization", "compound-without-work-coverage")
    >>> found = [SimpleNamespace(rule=rule, subject="H", evidence={}) for rule in rules]
    >>> plan = plan_remedies(build_graph(data), findings=found)
    >>> plan.frame[["action", "name", "closes"]].values.tolist()
    [['organization-at-place', '一号院党支部', 2]]
    """
    for name, value, least in (("capacity", capacity, 1), ("seats", seats, 1), ("time_limit", time_limit, 0)):
        check_at_least(name, value, least)
    situation = open_situation(graph, as_of=as_of, scope=scope)
    wanted = Wanted.of(findings)
    room = _Room(capacity, seats, limits)
    actions = [action for action in _actions(situation, wanted, room, time_limit) if action.settles]
    parts = sorted({part for closing in wanted.closings for part in wanted.parts(closing)})
    cover = set_cover(_reach(actions, parts), costs=np.ones(len(actions)), time_limit=time_limit)
    steps = _steps(wanted, [actions[number] for number in cover.sites])
    closed = {closing for step in steps for closing in step.closes}
    unknown = Bilingual(
        "no action is known that closes it: see the remedy of the finding", "没有可规划的措施，见该缺口的补齐办法"
    )
    left = tuple(Left(closing, unknown) for closing in wanted.closings if closing not in closed)
    return Plan(
        kind="remedies",
        title=_TITLE,
        unit=_UNIT,
        steps=steps,
        solution=cover.solution,
        preference=None,
        optima=(),
        left=left,
        names=names_of(graph, steps, left),
        parameters={"capacity": capacity, "seats": seats, **asdict(limits), "time_limit": time_limit},
        assumptions=_ASSUMPTIONS,
        as_of=situation.as_of,
        scope=situation.scope,
        synthetic=situation.synthetic,
    )


class _Room(NamedTuple):
    """How much fits into an instructor's round, an activity and an organization."""

    capacity: int
    seats: int
    limits: OrganizationLimits


def _actions(situation: Situation, wanted: Wanted, room: _Room, time_limit: float) -> Iterable[Action]:
    yield from founding_actions.own_organizations(situation, wanted, limits=room.limits)
    yield from founding_actions.organizations_at_places(situation, wanted)
    yield from founding_actions.joint_branches(situation, wanted, limits=room.limits, time_limit=time_limit)
    yield from founding_actions.instructors(situation, wanted, capacity=room.capacity)
    yield from founding_actions.service_centres(situation, wanted)
    yield from founding_actions.joint_conferences(situation, wanted)
    yield from founding_actions.data_exchanges(situation, wanted)
    yield from meeting_actions.triad_meetings(situation, wanted)
    yield from meeting_actions.community_activities(situation, wanted, seats=room.seats)
    yield from meeting_actions.alliance_activities(situation, wanted)
    yield from meeting_actions.projects(situation, wanted)


def _reach(actions: Sequence[Action], parts: Sequence[Part]) -> csr_array:
    row = {part: number for number, part in enumerate(parts)}
    pairs = [(row[part], column) for column, action in enumerate(actions) for part in sorted(action.settles)]
    rows, columns = ([pair[side] for pair in pairs] for side in (0, 1))
    return csr_array((np.ones(len(pairs)), (rows, columns)), shape=(len(parts), len(actions)))


def _steps(wanted: Wanted, actions: Sequence[Action]) -> tuple[Step, ...]:
    """Return a step an action; a finding is closed by the step that settles its last part."""
    missing = {closing: set(wanted.parts(closing)) for closing in wanted.closings}
    touched: dict[Part, Closing] = {part: closing for closing, parts in missing.items() for part in parts}
    steps = []
    for action in actions:
        closes = []
        for part in sorted(action.settles):
            closing = touched[part]
            if part in missing[closing]:
                missing[closing].discard(part)
                if not missing[closing]:
                    closes.append(closing)
        steps.append(
            Step(
                action=action.kind,
                name=action.name,
                place=action.place,
                by=action.by,
                closes=tuple(closes),
                gain=float(len(closes)),
                reason=action.reason,
                change=action.change,
            )
        )
    return tuple(steps)
