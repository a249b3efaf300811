"""A small made-up district in which everything is as it should be: no rule finds a gap in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any, TypeVar

import numpy as np

from graphmodel.graph import About, Dataset, Records
from graphmodel.schema import BY_NAME

AS_OF = date(2024, 6, 30)
LAYERS = ("safety", "culture", "activity", "environment", "mediation")
STEPS = {"day": 3, "week": 10, "month": 35, "quarter": 100, "year": 400}
CENTRES = ("party_building", "government_service", "urban_renewal", "smart_governance", "media")
CENTRE_AT = (104.05, 30.70)

T = TypeVar("T")


def ago(days: int) -> date:
    """Return the day so many days before the date of the data; negative: after it."""
    return AS_OF - timedelta(days=days)


class District:
    """Rows by table, what was planted in them, and the means to add more.

    Attributes
    ----------
    rows
        The rows of each table.
    planted
        The gaps that were put in, as (rule, subject).
    random
        Where all choices come from.
    streets, communities
        Their ids; the organization at a place has the id ``O-`` and the place.
    """

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.planted: set[tuple[str, str]] = set()
        self.streets: list[str] = []
        self.communities: list[str] = []
        self._numbers: Counter[str] = Counter()

    def id(self, kind: str) -> str:
        """Return a new id."""
        self._numbers[kind] += 1
        return f"{kind}{self._numbers[kind]}"

    def add(self, table: str, **row: Any) -> None:
        """Add a row."""
        self.rows.setdefault(table, []).append(row)

    def plant(self, rule: str, subject: str) -> None:
        """Note a gap."""
        self.planted.add((rule, subject))

    def number(self, least: int, most: int) -> int:
        """Return a number from ``least`` to ``most``."""
        return int(self.random.integers(least, most + 1))

    def one_of(self, options: Sequence[T]) -> T:
        """Return one of the options."""
        return options[self.number(0, len(options) - 1)]

    # Places

    def place(self, level: str, parent: str | None, **more: Any) -> str:
        """Add a place."""
        id_ = self.id(level)
        self.add("places", place_id=id_, name=f"名{id_}", level=level, parent_id=parent, **more)
        return id_

    def street(self, district: str = "district1", *, organization: bool = True, conference: bool = True) -> str:
        """Add a street with its working committee and its joint conference."""
        street = self.place("street", district)
        if organization:
            self.organization("working_committee", place=street, superior=f"O-{district}", id_=f"O-{street}")
        if conference:
            self.alliance(kind="joint_conference", place=street)
        self.streets.append(street)
        return street

    def community(
        self, street: str, *, organization: bool = True, layers: Sequence[str] = LAYERS, joined: bool = True
    ) -> str:
        """Add a community with its organization, an activity in each layer, and projects in both lines."""
        community = self.place("community", street)
        if organization:
            self.organization("general_branch", place=community, superior=f"O-{street}", id_=f"O-{community}")
            self.communities.append(community)
        for layer in layers:
            self.activity([self.unit()], layer=layer, place=community, days=self.number(0, 365))
        both = self.unit()
        for line in ("development", "governance"):
            partner = both if joined else self.unit()
            self.project([partner, self.unit()], line=line, place_id=community)
        return community

    def compound(
        self,
        community: str,
        *,
        organization: bool = True,
        committee: bool = True,
        service: bool = True,
        steps: Sequence[str] = tuple(STEPS),
        absent: int | None = None,
        north: float = 0.0,
    ) -> str:
        """Add a compound with its organization, committee, property service, meetings and a building with its group.

        ``absent`` is the one of the three that comes to no meeting; ``north`` moves it out of the 15-minute circle, degrees.
        """
        where = [axis + float(self.random.uniform(-0.004, 0.004)) for axis in CENTRE_AT]
        compound = self.place("compound", community, longitude=where[0], latitude=where[1] + north, households=80)
        three: list[str] = []
        if organization:
            superior = f"O-{community}"
            three.append(self.organization("branch", place=compound, superior=superior, id_=f"O-{compound}"))
            building = self.place("building", compound)
            self.organization("group", place=building, superior=f"O-{compound}")
        if committee:
            three.append(self.committee(compound))
        if service:
            firm = self.unit()
            self.add("property_services", enterprise_id=firm, compound_id=compound)
            three.append(firm)
        for step in steps:
            days = self.number(0, min(STEPS[step], 92))
            self.meeting(compound, step, [who for at, who in enumerate(three) if at != absent], days=days)
        return compound

    def committee(self, compound: str, *, term_ends_on: date | None = None, dissolved_on: date | None = None) -> str:
        """Add an owners' committee."""
        id_ = self.id("committee")
        self.add(
            "owners_committees",
            committee_id=id_,
            compound_id=compound,
            term_ends_on=term_ends_on,
            dissolved_on=dissolved_on,
        )
        return id_

    # Units and organizations

    def unit(
        self,
        members: int | None = None,
        *,
        table: str = "enterprises",
        covered: bool = True,
        active: bool = True,
        **more: Any,
    ) -> str:
        """Add a unit as it should be: with enough members an organization of its own, else covered, and active."""
        id_ = self.id("unit")
        community = self.one_of(self.communities) if self.communities else None
        self.add(table, unit_id=id_, name=f"名{id_}", place_id=community, party_members=members, **more)
        if covered:
            self._cover(id_, members, community)
        if active:
            self.cover(id_, "activity", by=self.leader(community))
        return id_

    def leader(self, community: str | None) -> str:
        """Return the organization at a community, else at the district."""
        return f"O-{community or 'district1'}"

    def _cover(self, unit: str, members: int | None, community: str | None) -> None:
        leader = self.leader(community)
        if members is None or members == 0:
            self.cover(unit, "work", by=leader, mode="instructor")
        elif members < 3:  # noqa: PLR2004 -- the number of the rule
            self.cover(unit, "organization", by=leader, mode="joint")
        else:
            self.organization("branch", unit=unit, superior=leader, formal_members=min(members, 50))

    def cover(self, covered: str, kind: str, *, by: str, mode: str | None = None, **dates: date) -> None:
        """Add a coverage row."""
        self.add("coverage", org_id=by, covered_id=covered, kind=kind, mode=mode, **dates)

    def organization(
        self,
        kind: str,
        *,
        place: str | None = None,
        unit: str | None = None,
        superior: str | None,
        id_: str | None = None,
        **more: Any,
    ) -> str:
        """Add an organization."""
        id_ = id_ or self.id("organization")
        self.add(
            "party_organizations",
            org_id=id_,
            name=f"名{id_}",
            kind=kind,
            place_id=place,
            unit_id=unit,
            parent_org_id=superior,
            **more,
        )
        return id_

    def branch(self, **more: Any) -> str:
        """Add a branch at a community, beside the organization that leads there."""
        community = self.one_of(self.communities)
        return self.organization(more.pop("kind", "branch"), place=community, superior=f"O-{community}", **more)

    # What happens

    def meeting(self, compound: str, step: str, who: Sequence[str], *, days: int) -> None:
        """Add a meeting."""
        id_ = self.id("meeting")
        self.add("meetings", meeting_id=id_, place_id=compound, step=step, held_on=ago(days))
        for participant in who:
            self.add("meeting_participants", meeting_id=id_, participant_id=participant)

    def activity(self, who: Sequence[str], *, days: int, layer: str | None = None, place: str | None = None) -> None:
        """Add an activity."""
        id_ = self.id("activity")
        self.add("activities", activity_id=id_, title=f"名{id_}", layer=layer, place_id=place, held_on=ago(days))
        for participant in who:
            self.add("activity_participants", activity_id=id_, participant_id=participant)

    def project(self, who: Sequence[str], *, status: str = "done", **more: Any) -> str:
        """Add a project."""
        id_ = self.id("project")
        self.add("projects", project_id=id_, title=f"名{id_}", status=status, **more)
        for participant in who:
            self.add("project_participants", project_id=id_, participant_id=participant)
        return id_

    def alliance(
        self,
        *,
        kind: str = "industry_alliance",
        place: str | None = None,
        roles: Sequence[str] = ("lead", "member", "member"),
        awake: int | None = None,
        days: int | None = None,
    ) -> tuple[str, list[str]]:
        """Add an alliance that its first ``awake`` members (all) keep awake by an activity; return it and its members."""
        id_ = self.id("alliance")
        self.add("alliances", alliance_id=id_, name=f"名{id_}", kind=kind, place_id=place)
        members = [self.unit() for _ in roles]
        for member, role in zip(members, roles, strict=True):
            self.add("alliance_members", alliance_id=id_, member_id=member, role=role)
        if awake != 0:
            self.activity(members[:awake], days=self.number(0, 183) if days is None else days)
        return id_, members

    def need(self, category: str, *, days: int, place: str | None = None, **more: Any) -> str:
        """Add an open need."""
        id_ = self.id("need")
        raised = ago(days)
        self.add("needs", need_id=id_, title=id_, category=category, place_id=place, raised_on=raised, **more)
        return id_

    def resource(self, category: str, *, used: bool = True, place: str | None = None) -> str:
        """Add a resource, which a project that began lately uses."""
        id_ = self.id("resource")
        by = self.unit()
        self.add("resources", resource_id=id_, title=id_, category=category, offered_by=by, place_id=place)
        if used:
            self.project([by, self.unit()], resource_id=id_, started_on=ago(self.number(0, 183)))
        return id_

    def dataset(self) -> Dataset:
        """Return the rows as a dataset, in random order."""
        tables = {}
        for name, rows in self.rows.items():
            names = dict.fromkeys(column for row in rows for column in row)
            order = self.random.permutation(len(rows)).tolist()
            tables[name] = Records(BY_NAME[name], {column: [rows[at].get(column) for at in order] for column in names})
        return Dataset(About("planted", as_of=AS_OF, synthetic=True), tables)


def sound_district(seed: int) -> District:
    """Return a district without a gap."""
    district = District(seed)
    top = district.place("district", None)
    district.organization("committee", place=top, superior=None, id_=f"O-{top}")
    for _ in range(district.number(1, 2)):
        street = district.street(top)
        for _ in range(district.number(2, 3)):
            community = district.community(street)
            for _ in range(district.number(1, 2)):
                district.compound(community)
    _add_centres(district)
    for _ in range(district.number(5, 15)):
        members, table = district.number(0, 8), district.one_of(("enterprises", "social_organizations"))
        district.unit(members, table=table)
    return district


def _add_centres(district: District) -> None:
    longitude, latitude = CENTRE_AT
    district.add(
        "service_centres", centre_id="circle", name="圈", kind="party_service", longitude=longitude, latitude=latitude
    )
    for kind in CENTRES:
        district.add("service_centres", centre_id=f"centre-{kind}", name="中心", kind=kind)
    for pair in combinations(CENTRES, 2):
        first, second = (f"centre-{kind}" for kind in (pair if district.number(0, 1) else reversed(pair)))
        district.add("data_exchanges", from_id=first, to_id=second)


def counted(district: District) -> Mapping[str, int]:
    """Return published figures as they are in the rows, each counted from one table."""
    rows = {name: district.rows.get(name, []) for name in ("projects", "social_organizations", "requests")}
    return {
        "compounds": sum(row["level"] == "compound" for row in district.rows["places"]),
        "projects": sum(row["status"] != "cancelled" for row in rows["projects"]),
        "requests_raised": len(rows["requests"]),
        "social_organizations": sum(
            row.get("operating_status") in (None, "operating") for row in district.rows.get("social_organizations", ())
        ),
    }
