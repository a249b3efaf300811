"""For each rule: how to put a gap into a sound district, and what looks like one and is none.

Each is written from the rule's definition, and notes every gap that it makes: none of the rules' own code is used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import combinations
from types import MappingProxyType

from verification.district import AS_OF, CENTRES, LAYERS, STEPS, District, ago, counted

Planting = Callable[[District], None]
"""Adds to a district, and notes the gaps that it makes there."""

_TWO_NEW = ("enterprises", "social_organizations")
_NAMES = ("unit-should-have-own-organization", "members-without-organization", "unit-without-work-coverage")


def _uncovered(least: int, most: int, rule: str) -> Planting:
    def plant(district: District) -> None:
        members = district.number(least, most)
        given = members if members or district.number(0, 1) else None
        unit = district.unit(given, table=district.one_of(_TWO_NEW), covered=False, active=district.number(0, 1) == 1)
        leader = district.leader(district.one_of(district.communities))
        ended, future = {"until": ago(1)}, {"since": ago(-1)}
        dates: dict[str, date] | None = district.one_of((None, ended, future))
        # Coverage that is over or has not begun covers nothing.
        if dates is not None:
            district.cover(unit, district.one_of(("organization", "work")), by=leader, mode="single", **dates)
        district.plant(rule, unit)

    return plant


def joint_member(district: District) -> None:
    """Add a unit with three or more members that is covered, but does not stand alone."""
    unit = district.unit(district.number(3, 9), covered=False)
    leader = district.leader(district.one_of(district.communities))
    district.cover(unit, "organization", by=leader, mode=district.one_of(("joint", None, "other")))
    district.plant("joint-member-should-stand-alone", unit)


def inactive_unit(district: District) -> None:
    """Add a covered unit whose last activity lies a day before the window, or that never had any."""
    unit = district.unit(district.number(0, 9), active=False)
    if district.number(0, 1):
        district.activity([unit], days=366)
    district.plant("unit-without-activity", unit)


def stale_coverage(district: District) -> None:
    """Add a unit that is closed and still covered."""
    unit = district.unit(0, operating_status=district.one_of(("closed", "shell")))
    district.plant("stale-coverage", unit)


def _joint_branch(units: int) -> Callable[[District], str]:
    def add(district: District) -> str:
        branch = district.branch(kind="joint_branch", formal_members=district.number(3, 50))
        for _ in range(units):
            district.cover(district.unit(1, covered=False), "organization", by=branch, mode="joint")
        return branch

    return add


def too_wide(district: District) -> None:
    """Add a joint branch of more than five units."""
    district.plant("joint-branch-too-wide", _joint_branch(district.number(6, 8))(district))


def _sized(rule: str, kinds: tuple[str, ...], least: int, most: int) -> Planting:
    def plant(district: District) -> None:
        members = district.number(least, most)
        district.plant(rule, district.branch(kind=district.one_of(kinds), formal_members=members))

    return plant


def expired_term(district: District) -> None:
    """Add an organization whose term is over."""
    district.plant("term-expired", district.branch(term_ends_on=ago(district.number(1, 900))))


def bare_carrier(district: District) -> None:
    """Add a carrier without an organization; work coverage does not close that."""
    level = district.one_of(("zone", "commercial_building", "business_district", "market"))
    carrier = district.place(level, district.one_of((*district.streets, *district.communities)))
    district.cover(carrier, "work", by="O-district1")
    district.plant("carrier-without-organization", carrier)


def compound_with_work_only(district: District) -> None:
    """Add a compound without an organization that work coverage reaches."""
    community = district.one_of(district.communities)
    compound = district.compound(community, organization=False)
    district.cover(compound, "work", by=f"O-{community}")
    district.plant("compound-without-organization", compound)


def bare_compound(district: District) -> None:
    """Add a compound without any coverage."""
    compound = district.compound(district.one_of(district.communities), organization=False)
    district.plant("compound-without-organization", compound)
    district.plant("compound-without-work-coverage", compound)


def broken_chain(district: District) -> None:
    """Add a grid that hangs on a street or on nothing."""
    parent = district.one_of((None, district.one_of(district.streets)))
    district.plant("place-chain-broken", district.place("grid", parent))


def bare_community(district: District) -> None:
    """Add a community without an organization."""
    community = district.community(district.one_of(district.streets), organization=False)
    district.plant("place-without-organization", community)


def bare_street(district: District) -> None:
    """Add a street whose only organization is neither a working committee nor a committee."""
    street = district.street(organization=False)
    district.streets.remove(street)
    district.organization("general_branch", place=street, superior="O-district1", formal_members=5)
    district.plant("place-without-organization", street)


def building_without_group(district: District) -> None:
    """Add a building without a group to a compound that has an organization."""
    compound = district.compound(district.one_of(district.communities))
    district.plant("building-without-group", district.place("building", compound))


def without_superior(district: District) -> None:
    """Add an organization whose superior is missing or dissolved."""
    community = district.one_of(district.communities)
    gone = district.organization("branch", place=community, superior=f"O-{community}", dissolved_on=ago(1))
    superior = district.one_of((None, gone))
    district.plant("organization-without-superior", district.organization("branch", place=community, superior=superior))


def cycle(district: District) -> None:
    """Add organizations that report to each other in a circle."""
    ids = [district.id("organization") for _ in range(district.number(1, 4))]
    community = district.one_of(district.communities)
    for at, id_ in enumerate(ids):
        district.organization("branch", place=community, superior=ids[at - 1], id_=id_)
    district.plant("reporting-cycle", min(ids))


def outside_chain(district: District) -> None:
    """Add an organization at a community whose superior is at another."""
    here = district.one_of(district.communities)
    there = district.one_of([community for community in district.communities if community != here])
    organization = district.organization("branch", place=here, superior=f"O-{there}")
    district.plant("superior-outside-chain", organization)


def skipped_rung(district: District) -> None:
    """Add an organization at a compound that reports to the street, past the community's."""
    community = district.one_of(district.communities)
    street = next(row["parent_id"] for row in district.rows["places"] if row["place_id"] == community)
    compound = district.compound(community)
    district.plant("skipped-rung", district.organization("group", place=compound, superior=f"O-{street}"))


def without_committee(district: District) -> None:
    """Add a compound whose owners' committee is dissolved or never was."""
    compound = district.compound(district.one_of(district.communities), committee=False)
    if district.number(0, 1):
        district.committee(compound, dissolved_on=ago(1))
    district.plant("compound-without-owners-committee", compound)


def expired_committee(district: District) -> None:
    """Add a second owners' committee, whose term is over."""
    compound = district.compound(district.one_of(district.communities))
    district.plant("owners-committee-expired", district.committee(compound, term_ends_on=ago(district.number(1, 500))))


def without_service(district: District) -> None:
    """Add a compound whose property service ended or never was."""
    compound = district.compound(district.one_of(district.communities), service=False)
    if district.number(0, 1):
        district.add("property_services", enterprise_id=district.unit(), compound_id=compound, until=ago(1))
    district.plant("compound-without-property-service", compound)


def absent_side(district: District) -> None:
    """Add a compound to whose meetings one of the three never comes; once all met, a day before the window."""
    compound = district.compound(district.one_of(district.communities), absent=district.number(0, 2))
    committee = next(
        row["committee_id"] for row in district.rows["owners_committees"] if row["compound_id"] == compound
    )
    firm = next(row["enterprise_id"] for row in district.rows["property_services"] if row["compound_id"] == compound)
    district.meeting(compound, "year", [f"O-{compound}", committee, firm], days=93)
    district.plant("triad-not-meeting", compound)


def late_step(district: District) -> None:
    """Add a compound that holds one of the five steps a day too late, or never."""
    late = district.one_of(list(STEPS))
    compound = district.compound(district.one_of(district.communities), steps=[step for step in STEPS if step != late])
    if district.number(0, 1):
        district.meeting(compound, late, [], days=STEPS[late] + 1)
    district.plant("cadence-overdue", compound)


def dormant(district: District) -> None:
    """Add an alliance whose last joint activity lies a day before the window, or in which only one took part."""
    late = district.number(0, 1) == 1
    alliance, _ = district.alliance(days=184) if late else district.alliance(awake=1)
    district.plant("alliance-dormant", alliance)


def leaderless(district: District) -> None:
    """Add an alliance without a lead."""
    district.plant("alliance-without-lead", district.alliance(roles=("standing", "member"))[0])


def too_small(district: District) -> None:
    """Add an alliance of one, which nobody can keep awake."""
    alliance, _ = district.alliance(roles=("lead",))
    district.plant("alliance-too-small", alliance)
    district.plant("alliance-dormant", alliance)


def inactive_member(district: District) -> None:
    """Add an alliance that two of its members keep awake."""
    alliance, members = district.alliance(awake=2)
    district.plant("alliance-member-inactive", f"{alliance}|{members[2]}")


def without_conference(district: District) -> None:
    """Add a street whose joint conference ended or never was."""
    street = district.street(conference=False)
    if district.number(0, 1):
        district.add(
            "alliances", alliance_id=district.id("alliance"), name="旧", kind="joint_conference", place_id=street,
            ended_on=ago(1),
        )  # fmt: skip
    district.plant("street-without-joint-conference", street)


def unclaimed(district: District) -> None:
    """Add a need that is a day too old, or expired yesterday, for which there is a resource."""
    category = district.id("种类")
    district.resource(category)
    old = district.number(0, 1) == 1
    need = district.need(category, days=61) if old else district.need(category, days=5, expires_on=ago(1))
    district.plant("need-unclaimed", need)


def unmet(district: District) -> None:
    """Add a need whose only resource lies in another street, or that has none."""
    category, street = district.id("种类"), district.one_of(district.streets)
    if len(district.streets) > 1:
        district.resource(category, place=next(other for other in district.streets if other != street))
    district.plant("need-without-resource", district.need(category, days=district.number(0, 60), place=street))


def idle(district: District) -> None:
    """Add a resource whose last project began a day before the window, or that never had one."""
    resource = district.resource("闲置", used=False)
    if district.number(0, 1):
        district.project([district.unit(), district.unit()], resource_id=resource, started_on=ago(184))
    district.plant("resource-idle", resource)


def overdue_project(district: District) -> None:
    """Add a project that was due yesterday or earlier."""
    who = [district.unit(), district.unit()]
    status = district.one_of(("open", "claimed"))
    district.plant("project-overdue", district.project(who, status=status, due_on=ago(district.number(1, 90))))


def lonely_project(district: District) -> None:
    """Add a project with one participant, in two roles, or with none."""
    who = district.unit()
    project = district.project([who] * district.number(0, 1), status=district.one_of(("claimed", "done")))
    if district.number(0, 1):
        for role in ("claimer", "funder"):
            district.add("project_participants", project_id=project, participant_id=who, role=role)
    district.plant("project-not-co-built", project)


def missing_layer(district: District) -> None:
    """Add a community in which some layers are missing, or had their last activity a day before the window."""
    missing = district.one_of(LAYERS)
    layers = [layer for layer in LAYERS if layer != missing][: district.number(0, 4)]
    community = district.community(district.one_of(district.streets), layers=layers)
    district.activity([], layer=missing, place=community, days=366)
    district.plant("layer-missing", community)


def unjoined_lines(district: District) -> None:
    """Add a community whose two lines share no participant."""
    community = district.community(district.one_of(district.streets), joined=False)
    district.plant("lines-not-joined", community)


def no_exchange(district: District) -> None:
    """Take away an exchange between two kinds of centre, or let it have ended."""
    first, second = district.one_of(list(combinations(CENTRES, 2)))
    ends = {f"centre-{first}", f"centre-{second}"}
    for row in district.rows["data_exchanges"]:
        if {row["from_id"], row["to_id"]} == ends:
            row["until"] = ago(1)
    district.plant("centres-not-exchanging", f"{first}|{second}")


def far_compound(district: District) -> None:
    """Add a compound outside the circle: 0.013 degrees of latitude are 1.4 km."""
    north = district.one_of((0.013, 0.1, -0.013))
    district.plant("compound-outside-15-minutes", district.compound(district.one_of(district.communities), north=north))


def _request(district: District, *, days: int, dispatched: bool, **more: date) -> str:
    id_ = district.id("request")
    sent = {"dispatched_on": ago(days)} if dispatched else {}
    district.add("requests", request_id=id_, raised_on=ago(days), **sent, **more)
    return id_


def undispatched(district: District) -> None:
    """Add a request that nobody dispatched within two days."""
    district.plant("request-not-dispatched", _request(district, days=district.number(3, 40), dispatched=False))


def overdue_request(district: District) -> None:
    """Add a request that was dispatched and is not resolved within fifteen days; it will be, tomorrow."""
    more = district.one_of(({}, {"resolved_on": ago(-1)}))
    district.plant("request-overdue", _request(district, days=district.number(16, 60), dispatched=True, **more))


PLANTINGS: Mapping[str, tuple[Planting, ...]] = MappingProxyType(
    {
        _NAMES[0]: (_uncovered(3, 12, _NAMES[0]),),
        "joint-member-should-stand-alone": (joint_member,),
        _NAMES[1]: (_uncovered(1, 2, _NAMES[1]),),
        _NAMES[2]: (_uncovered(0, 0, _NAMES[2]),),
        "unit-without-activity": (inactive_unit,),
        "stale-coverage": (stale_coverage,),
        "joint-branch-too-wide": (too_wide,),
        "branch-over-size": (_sized("branch-over-size", ("branch", "joint_branch"), 51, 90),),
        "general-branch-over-size": (_sized("general-branch-over-size", ("general_branch",), 101, 150),),
        "branch-under-strength": (_sized("branch-under-strength", ("branch", "joint_branch"), 0, 2),),
        "term-expired": (expired_term,),
        "carrier-without-organization": (bare_carrier,),
        "compound-without-organization": (compound_with_work_only,),
        "compound-without-work-coverage": (bare_compound,),
        "place-chain-broken": (broken_chain,),
        "place-without-organization": (bare_community, bare_street),
        "building-without-group": (building_without_group,),
        "organization-without-superior": (without_superior,),
        "reporting-cycle": (cycle,),
        "superior-outside-chain": (outside_chain,),
        "skipped-rung": (skipped_rung,),
        "compound-without-owners-committee": (without_committee,),
        "owners-committee-expired": (expired_committee,),
        "compound-without-property-service": (without_service,),
        "triad-not-meeting": (absent_side,),
        "cadence-overdue": (late_step,),
        "alliance-dormant": (dormant,),
        "alliance-without-lead": (leaderless,),
        "alliance-too-small": (too_small,),
        "alliance-member-inactive": (inactive_member,),
        "street-without-joint-conference": (without_conference,),
        "need-unclaimed": (unclaimed,),
        "need-without-resource": (unmet,),
        "resource-idle": (idle,),
        "project-overdue": (overdue_project,),
        "project-not-co-built": (lonely_project,),
        "layer-missing": (missing_layer,),
        "lines-not-joined": (unjoined_lines,),
        "centres-not-exchanging": (no_exchange,),
        "compound-outside-15-minutes": (far_compound,),
        "request-not-dispatched": (undispatched,),
        "request-overdue": (overdue_request,),
    }
)
"""The plantings of every rule but the one on published totals, which come last: they count all that is there."""


def near_misses(district: District) -> None:
    """Add what is just no gap: at every threshold and on the last day of every window."""
    leader = district.leader(district.one_of(district.communities))
    alone = district.unit(3, covered=False)
    district.cover(alone, "organization", by=leader, mode="single", until=AS_OF)
    last = district.unit(0, active=False)
    district.activity([last], days=365)
    district.unit(7, covered=False, operating_status="suspended")
    district.unit(0, covered=False, active=False, operating_status="closed")
    _joint_branch(5)(district)
    district.branch(formal_members=50, term_ends_on=AS_OF)
    district.branch(kind="general_branch", formal_members=100)
    district.branch(formal_members=3)
    district.branch(formal_members=0, term_ends_on=ago(90), dissolved_on=ago(1))
    compound = district.compound(district.one_of(district.communities), steps=())
    committee = next(
        row["committee_id"] for row in district.rows["owners_committees"] if row["compound_id"] == compound
    )
    firm = next(row["enterprise_id"] for row in district.rows["property_services"] if row["compound_id"] == compound)
    for step, days in STEPS.items():
        district.meeting(compound, step, [], days=days)
    district.meeting(compound, "year", [f"O-{compound}", committee, firm], days=92)
    district.committee(compound, term_ends_on=AS_OF)
    district.alliance(days=183, roles=("lead", "member"))
    _near_misses_on_lists(district)


def _near_misses_on_lists(district: District) -> None:
    for days, more in ((60, {}), (200, {"expires_on": AS_OF}), (200, {"status": "withdrawn"})):
        category = district.id("种类")
        # Full width and blanks at the ends make no other category.
        district.resource(f" {category.replace('1', '１')} ")
        district.need(category, days=days, **more)
    resource = district.resource("期限", used=False)
    district.project([district.unit(), district.unit()], resource_id=resource, started_on=ago(183))
    district.project([district.unit(), district.unit()], status="claimed", due_on=AS_OF)
    district.project([], status="cancelled", due_on=ago(30))
    _request(district, days=2, dispatched=False)
    _request(district, days=15, dispatched=True)
    _request(district, days=90, dispatched=False, resolved_on=AS_OF)


def publish(district: District, wrong: int) -> None:
    """Add published figures, ``wrong`` of them wrong; a *more than* is wrong where the number is just reached."""
    figures = counted(district)
    names = list(figures)
    missed = {names[at] for at in district.random.permutation(len(names)).tolist()[:wrong]}
    for figure, value in figures.items():
        more_than = district.number(0, 1) == 1
        shift = (0 if figure in missed else -1) if more_than else (district.one_of((-1, 1)) if figure in missed else 0)
        relation = "more_than" if more_than else "equal"
        district.add("published_totals", figure=figure, relation=relation, value=float(value + shift))
        if figure in missed:
            district.plant("published-total-differs", figure)
