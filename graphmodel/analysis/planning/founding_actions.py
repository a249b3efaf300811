"""Actions that found, extend or open: branches, coverage, service centres, joint conferences, data exchange."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from graphmodel.analysis.planning.actions import (
    Action,
    OrganizationLimits,
    Part,
    Wanted,
    chunks,
    event,
    new_organization,
    settle_text,
)
from graphmodel.analysis.planning.geography import within_reach
from graphmodel.analysis.planning.grouping import Limits
from graphmodel.analysis.planning.joint_branches import WITH_MEMBERS, WITHOUT_MEMBERS, joint_steps
from graphmodel.analysis.planning.plan import Change, NewEdge, NewNode
from graphmodel.analysis.planning.situation import Situation
from graphmodel.schema.enumerations import CARRIERS

_OWN = ("unit-should-have-own-organization", "joint-member-should-stand-alone")
_AT_PLACE = (
    "compound-without-organization",
    "compound-without-work-coverage",
    "carrier-without-organization",
    "place-without-organization",
)
_KINDS = {
    "street": "working_committee",
    "community": "general_branch",
    **dict.fromkeys(CARRIERS, "comprehensive_committee"),
}
_KIND_NAMES = {
    "working_committee": "党工委",
    "general_branch": "党总支",
    "comprehensive_committee": "综合党委",
    "branch": "党支部",
    "committee": "党委",
}


def own_organizations(situation: Situation, wanted: Wanted, *, limits: OrganizationLimits) -> Iterator[Action]:
    """Yield an organization of its own for each unit that should have one."""
    for unit in wanted.subjects(*_OWN):
        members = situation.party_members(unit)
        kind = "branch" if members <= limits.branch else "general_branch"
        kind = kind if members <= limits.general_branch else "committee"
        name = f"{situation.name(unit)}{_KIND_NAMES[kind]}"
        superior, change = new_organization(
            situation, unit, kind, name=name, relationship="BELONGS_TO", members=members
        )
        settles = wanted.settled(unit, *_OWN)
        yield Action("own-organization", name, situation.place(unit), superior, settles, settle_text(settles), change)


def organizations_at_places(situation: Situation, wanted: Wanted) -> Iterator[Action]:
    """Yield an organization for each place that lacks one."""
    for place in wanted.subjects(*_AT_PLACE):
        kind = _KINDS.get(str(situation.values(place).get("level")), "branch")
        name = f"{situation.name(place)}{_KIND_NAMES[kind]}"
        superior, change = new_organization(situation, place, kind, name=name, relationship="SERVES_PLACE")
        settles = wanted.settled(place, *_AT_PLACE)
        yield Action("organization-at-place", name, place, superior, settles, settle_text(settles), change)


def joint_branches(
    situation: Situation, wanted: Wanted, *, limits: OrganizationLimits, time_limit: float
) -> Iterator[Action]:
    """Yield joint branches for small uncovered units, and for each unit that its community's organization takes it along."""
    units = wanted.subjects(WITH_MEMBERS, WITHOUT_MEMBERS)
    sizes = Limits(limits.members, limits.units)
    for step in joint_steps(situation, limits=sizes, only=frozenset(units), time_limit=time_limit):
        settles = frozenset(Part(*closing) for closing in step.closes)
        yield Action("joint-branch", step.name, step.place, step.by, settles, step.reason, step.change)
    for unit in units:
        place = situation.place(unit)
        leader = situation.leading(place)
        if leader is not None:
            covers = {"type": "COVERS", "kind": "organization", "mode": "joint", "since": situation.as_of}
            settles = wanted.settled(unit, WITH_MEMBERS, WITHOUT_MEMBERS)
            change = Change((), (NewEdge(leader, unit, covers),))
            name = f"{situation.name(leader)} → {situation.name(unit)}"
            yield Action("extend-coverage", name, place, leader, settles, settle_text(settles), change)


def instructors(situation: Situation, wanted: Wanted, *, capacity: int) -> Iterator[Action]:
    """Yield instructors that the organization of a community sends to its units without work coverage."""
    by_leader: dict[str, list[str]] = defaultdict(list)
    for unit in wanted.subjects(WITHOUT_MEMBERS):
        leader = situation.leading(situation.above(situation.place(unit), "community") or situation.place(unit))
        if leader is not None:
            by_leader[leader].append(unit)
    covers = {"type": "COVERS", "kind": "work", "mode": "instructor", "since": situation.as_of}
    for leader, units in sorted(by_leader.items()):
        for number, some in enumerate(chunks(units, capacity), 1):
            settles = frozenset(Part(WITHOUT_MEMBERS, unit) for unit in some)
            change = Change((), tuple(NewEdge(leader, unit, covers) for unit in some))
            name = f"{situation.name(leader)} · 党建指导员 {number}"
            yield Action("instructor", name, situation.place(leader), leader, settles, settle_text(settles), change)


def service_centres(situation: Situation, wanted: Wanted) -> Iterator[Action]:
    """Yield a centre at each compound that has compounds outside the 15-minute circle near; the limit is that of the findings."""
    rule = "compound-outside-15-minutes"
    outside = wanted.subjects(rule)
    if not outside:
        return
    limit = float(wanted.found[rule][outside[0]]["limit_m"])
    sites = [
        place
        for place in sorted(situation.snapshot.nodes("Compound"))
        if situation.values(place).get("longitude") is not None
    ]

    def degrees(places: list[str]) -> np.ndarray:
        return np.array(
            [(situation.values(place)["longitude"], situation.values(place)["latitude"]) for place in places]
        )

    # The evidence is rounded to a tenth of a metre.
    reach = within_reach(degrees(outside), degrees(sites), metres=limit - 0.05).tocsc()
    for number, site in enumerate(sites):
        rows = reach.indices[reach.indptr[number] : reach.indptr[number + 1]].tolist()
        if rows:
            settles = frozenset(Part(rule, outside[row]) for row in rows)
            id_, name = situation.new_id("centre", site), f"{situation.name(site)}党群服务站"
            longitude, latitude = degrees([site])[0].tolist()
            attributes = {
                "labels": ("ServiceCentre",),
                "name": name,
                "kind": "party_service",
                "longitude": longitude,
                "latitude": latitude,
            }
            change = Change((NewNode(id_, attributes),), (NewEdge(id_, site, {"type": "LOCATED_IN"}),))
            yield Action("centre", name, site, situation.leading(site), settles, settle_text(settles), change)


def joint_conferences(situation: Situation, wanted: Wanted) -> Iterator[Action]:
    """Yield a joint conference, with its first joint activity, for each street without one that has two organizations."""
    rule = "street-without-joint-conference"
    below: dict[str | None, list[str]] = defaultdict(list)
    for place, organizations in situation.at.items():
        below[situation.above(place, "street")] += organizations
    for street in wanted.subjects(rule):
        leader = situation.leading(street)
        others = sorted(set(below[street]) - {leader})
        if leader is None or not others:
            continue
        id_, name = situation.new_id("joint-conference", street), f"{situation.name(street)}党建联席会议"
        attributes = {
            "labels": ("Alliance",),
            "name": name,
            "kind": "joint_conference",
            "established_on": situation.as_of,
        }
        members = {leader: "lead", **dict.fromkeys(others, "member")}
        opening = event(
            situation,
            situation.new_id("activity", id_),
            "Activity",
            attributes={"title": f"{name}首次联合活动"},
            place=street,
            participants=dict.fromkeys(members, "participant") | {leader: "host"},
        )
        edges = [NewEdge(id_, street, {"type": "LOCATED_IN"})]
        edges += [
            NewEdge(who, id_, {"type": "MEMBER_OF", "role": role, "since": situation.as_of})
            for who, role in members.items()
        ]
        change = Change((NewNode(id_, attributes), *opening.nodes), (*edges, *opening.edges))
        settles = wanted.settled(street, rule)
        yield Action("joint-conference", name, street, leader, settles, settle_text(settles), change)


def data_exchanges(situation: Situation, wanted: Wanted) -> Iterator[Action]:
    """Yield an exchange for each pair of kinds of centre between which none runs."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for centre in sorted(situation.snapshot.nodes("ServiceCentre")):
        by_kind[str(situation.values(centre).get("kind"))].append(centre)
    for subject in wanted.subjects("centres-not-exchanging"):
        first, second = (by_kind[kind][0] for kind in subject.split("|"))
        edge = NewEdge(first, second, {"type": "EXCHANGES_DATA_WITH", "since": situation.as_of})
        settles = wanted.settled(subject, "centres-not-exchanging")
        name = f"{situation.name(first)} ↔ {situation.name(second)}"
        place = situation.place(first)
        yield Action("data-exchange", name, place, None, settles, settle_text(settles), Change((), (edge,)))
