"""The rules once more, by brute force: straight from rows, without a graph, without sharing any work.

Slow and plain on purpose: each rule is its definition, read aloud.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from graphmodel.graph import Dataset

Row = dict[str, Any]

LADDER = {
    "street": ["district"],
    "community": ["street"],
    "compound": ["community"],
    "grid": ["community"],
    "building": ["compound"],
    "zone": ["district", "street", "community"],
    "commercial_building": ["district", "street", "community"],
    "business_district": ["district", "street", "community"],
    "market": ["district", "street", "community"],
}
CARRIERS = ("zone", "commercial_building", "business_district", "market")
LAYERS = ("safety", "culture", "activity", "environment", "mediation")
STEPS = {"day": 3, "week": 10, "month": 35, "quarter": 100, "year": 400}
CENTRES = ("party_building", "government_service", "urban_renewal", "smart_governance", "media")


class Oracle:
    """Rows of a dataset, and what the rules' page says of them."""

    def __init__(self, dataset: Dataset) -> None:
        assert dataset.about.as_of is not None
        self.as_of: date = dataset.about.as_of
        self.tables = {name: _rows(records) for name, records in dataset.tables.items()}
        self.places = {row["place_id"]: row for row in self.rows("places")}
        self.stakeholders: dict[str, Row] = {}
        for table, key in (
            ("party_organizations", "org_id"),
            ("enterprises", "unit_id"),
            ("social_organizations", "unit_id"),
            ("public_institutions", "unit_id"),
            ("owners_committees", "committee_id"),
        ):
            self.stakeholders.update({row[key]: row for row in self.rows(table)})
        self.units = {
            row["unit_id"]: row
            for table in ("enterprises", "social_organizations", "public_institutions")
            for row in self.rows(table)
        }
        self.two_new = [
            row
            for table in ("enterprises", "social_organizations")
            for row in self.rows(table)
            if row.get("operating_status") in (None, "operating")
        ]
        self.organizations = {
            row["org_id"]: row
            for row in self.rows("party_organizations")
            if self.live(row, "established_on", "dissolved_on")
        }
        self.committees = [
            row for row in self.rows("owners_committees") if self.live(row, "established_on", "dissolved_on")
        ]
        self.alliances = [row for row in self.rows("alliances") if self.live(row, "established_on", "ended_on")]
        self.coverage = [row for row in self.ties("coverage") if row["org_id"] in self.organizations]
        self.projects = [row for row in self.begun("projects", "started_on") if row["status"] != "cancelled"]
        self.activities = self.begun("activities", "held_on")
        self.meetings = self.begun("meetings", "held_on")

    def rows(self, table: str) -> list[Row]:
        return self.tables.get(table, [])

    def live(self, row: Row, begins: str, ends: str) -> bool:
        start, end = row.get(begins), row.get(ends)
        return (start is None or start <= self.as_of) and (end is None or self.as_of <= end)

    def ties(self, table: str) -> list[Row]:
        return [row for row in self.rows(table) if self.live(row, "since", "until")]

    def begun(self, table: str, column: str) -> list[Row]:
        return [row for row in self.rows(table) if row.get(column) is None or row[column] <= self.as_of]

    def alive(self, stakeholder: str) -> bool:
        # Units have no lifetime, whenever they were founded.
        row = self.stakeholders[stakeholder]
        return stakeholder in self.units or self.live(row, "established_on", "dissolved_on")

    def recent(self, value: date | None, days: int) -> bool:
        return value is not None and self.as_of - timedelta(days) <= value <= self.as_of

    def older(self, value: date | None, days: int) -> bool:
        return value is not None and (self.as_of - value).days > days

    def past(self, value: date | None) -> bool:
        return value is not None and value <= self.as_of

    # Places

    def parent(self, place: str) -> str | None:
        parent: str | None = self.places[place].get("parent_id")
        return parent

    def up(self, place: str | None) -> list[str]:
        found: list[str] = []
        while place is not None and place not in found:
            found.append(place)
            place = self.parent(place)
        return found

    def level(self, place: str | None) -> str | None:
        return None if place is None else self.places[place]["level"]

    def of_level(self, *levels: str) -> list[str]:
        return [place for place, row in self.places.items() if row["level"] in levels]

    def street(self, place: str | None) -> str | None:
        return next((step for step in self.up(place) if self.level(step) == "street"), None)

    def lies(self, stakeholder: str) -> str | None:
        row = self.stakeholders[stakeholder]
        place = row.get("place_id") or row.get("compound_id")
        if place is None and row.get("unit_id") in self.units and "org_id" in row:
            place = self.units[row["unit_id"]].get("place_id")
        return place

    # Coverage

    def at(self, place: str) -> list[Row]:
        return [row for row in self.organizations.values() if row.get("place_id") == place and not row.get("unit_id")]

    def own(self, unit: str) -> list[Row]:
        return [row for row in self.organizations.values() if row.get("unit_id") == unit]

    def covering(self, covered: str, kind: str) -> list[Row]:
        return [row for row in self.coverage if row["covered_id"] == covered and row["kind"] == kind]

    def organized(self, thing: str) -> bool:
        own = self.at(thing) if thing in self.places else self.own(thing)
        return bool(own or self.covering(thing, "organization"))

    def alone(self, unit: str) -> bool:
        return any(row["kind"] != "joint_branch" for row in self.own(unit)) or any(
            row.get("mode") == "single" for row in self.covering(unit, "organization")
        )

    def active(self, unit: str) -> bool:
        held = {row["activity_id"] for row in self.activities if self.recent(row["held_on"], 365)}
        ids = {unit, *(row["org_id"] for row in self.own(unit))}
        took_part = any(
            row["activity_id"] in held and row["participant_id"] in ids for row in self.rows("activity_participants")
        )
        return took_part or bool(self.covering(unit, "activity"))

    # The chain

    def superior(self, org: str | None) -> str | None:
        found: str | None = self.organizations[org].get("parent_org_id") if org is not None else None
        return found if found in self.organizations else None

    def place_at(self, org: str | None) -> str | None:
        if org is None or self.organizations[org].get("unit_id"):
            return None
        place: str | None = self.organizations[org].get("place_id")
        return place

    def cycle(self, org: str) -> list[str]:
        path: list[str] = []
        current: str | None = org
        while current is not None and current not in path:
            path.append(current)
            current = self.superior(current)
        return path if current == org else []

    # Events

    def participants(self, event: Row) -> set[str]:
        for key, table in (
            ("project_id", "project_participants"),
            ("activity_id", "activity_participants"),
            ("meeting_id", "meeting_participants"),
        ):
            if key in event:
                rows = [row for row in self.rows(table) if row.get("since") is None or row["since"] <= self.as_of]
                return {row["participant_id"] for row in rows if row[key] == event[key]}
        raise AssertionError

    def members(self, alliance: Row) -> dict[str, set[Any]]:
        found: dict[str, set[Any]] = {}
        for row in self.ties("alliance_members"):
            if row["alliance_id"] == alliance["alliance_id"] and self.alive(row["member_id"]):
                found.setdefault(row["member_id"], set()).add(row.get("role"))
        return found

    def awake_by(self, alliance: Row) -> list[Row]:
        events = [
            row
            for row in self.projects
            if self.recent(row.get("started_on"), 183) or self.recent(row.get("finished_on"), 183)
        ]
        events += [row for row in self.activities if self.recent(row["held_on"], 183)]
        members = set(self.members(alliance))
        return [event for event in events if len(self.participants(event) & members) >= 2]

    def triad(self, compound: str) -> tuple[set[str], set[str], set[str]]:
        organizations = {row["org_id"] for row in (*self.at(compound), *self.covering(compound, "organization"))}
        committees = {row["committee_id"] for row in self.committees if row["compound_id"] == compound}
        firms = {row["enterprise_id"] for row in self.ties("property_services") if row["compound_id"] == compound}
        return organizations, committees, firms

    def met(self, compound: str) -> bool:
        triad = self.triad(compound)
        return any(
            all(party & self.participants(meeting) for party in triad)
            for meeting in self.meetings
            if meeting["place_id"] == compound and self.recent(meeting["held_on"], 92)
        )

    def late_steps(self, compound: str) -> list[str]:
        late = []
        for step, days in STEPS.items():
            held = [row["held_on"] for row in self.meetings if row["place_id"] == compound and row["step"] == step]
            if not held or self.older(max(held), days):
                late.append(step)
        return late


def _rows(records: Any) -> list[Row]:
    names = list(records.columns)
    columns = [records.columns[name] for name in names]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def category(row: Row) -> str:
    return unicodedata.normalize("NFKC", row["category"]).strip()


def metres(one: Row, other: Row) -> float:
    x1, y1, x2, y2 = (
        math.radians(value) for value in (one["longitude"], one["latitude"], other["longitude"], other["latitude"])
    )
    half = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * 6_371_008.8 * math.asin(math.sqrt(half))


def coverage(o: Oracle) -> dict[str, Iterable[str]]:
    size = {row["unit_id"]: row.get("party_members") or 0 for row in o.two_new}
    organizations = o.organizations.values()

    def sized(kinds: tuple[str, ...], wrong: Callable[[int], bool]) -> list[str]:
        return [
            row["org_id"]
            for row in organizations
            if row["kind"] in kinds and row.get("formal_members") is not None and wrong(row["formal_members"])
        ]

    def width(row: Row) -> int:
        covered = {
            tie["covered_id"] for tie in o.coverage if tie["org_id"] == row["org_id"] and tie["kind"] == "organization"
        }
        return len((covered & set(o.units)) | ({row["unit_id"]} if row.get("unit_id") else set()))

    def covered_by_any(thing: str) -> bool:
        return any(row["covered_id"] == thing for row in o.coverage)

    return {
        "unit-should-have-own-organization": [u for u in size if size[u] >= 3 and not o.organized(u)],
        "joint-member-should-stand-alone": [u for u in size if size[u] >= 3 and o.organized(u) and not o.alone(u)],
        "members-without-organization": [u for u in size if 1 <= size[u] < 3 and not o.organized(u)],
        "unit-without-work-coverage": [
            u for u in size if size[u] == 0 and not o.organized(u) and not o.covering(u, "work")
        ],
        "unit-without-activity": [u for u in size if (o.organized(u) or o.covering(u, "work")) and not o.active(u)],
        "stale-coverage": [
            u for u, row in o.units.items() if row.get("operating_status") in ("closed", "shell") and covered_by_any(u)
        ],
        "joint-branch-too-wide": [
            row["org_id"] for row in organizations if row["kind"] == "joint_branch" and width(row) > 5
        ],
        "branch-over-size": sized(("branch", "joint_branch"), lambda members: members > 50),
        "general-branch-over-size": sized(("general_branch",), lambda members: members > 100),
        "branch-under-strength": sized(("branch", "joint_branch"), lambda members: members < 3),
        "term-expired": [
            row["org_id"] for row in organizations if row.get("term_ends_on") and row["term_ends_on"] < o.as_of
        ],
        "carrier-without-organization": [place for place in o.of_level(*CARRIERS) if not o.organized(place)],
        "compound-without-organization": [place for place in o.of_level("compound") if not o.organized(place)],
        "compound-without-work-coverage": [
            place for place in o.of_level("compound") if not o.organized(place) and not o.covering(place, "work")
        ],
    }


def chain(o: Oracle) -> dict[str, Iterable[str]]:
    def without_superior(org: str) -> bool:
        place = o.lies(org)
        exempt = o.organizations[org]["kind"] == "working_committee" or (place is not None and o.parent(place) is None)
        return o.superior(org) is None and not exempt

    def outside(org: str) -> bool:
        place, above = o.place_at(org), o.place_at(o.superior(org))
        return place is not None and above is not None and above not in o.up(place)

    def skips(org: str) -> bool:
        compound = o.place_at(org)
        community = o.parent(compound) if compound is not None else None
        street = o.parent(community) if community is not None else None
        if (o.level(compound), o.level(community), o.level(street)) != ("compound", "community", "street"):
            return False
        assert community is not None
        return bool(o.at(community)) and o.place_at(o.superior(org)) == street

    def rung_empty(place: str) -> bool:
        if o.level(place) == "street":
            return not any(row["kind"] in ("working_committee", "committee") for row in o.at(place))
        return not o.at(place)

    return {
        "place-chain-broken": [
            place
            for place, row in o.places.items()
            if row["level"] != "district" and o.level(row.get("parent_id")) not in LADDER[row["level"]]
        ],
        "place-without-organization": [place for place in o.of_level("street", "community") if rung_empty(place)],
        "building-without-group": [
            place
            for place in o.of_level("building")
            if o.level(o.parent(place)) == "compound" and o.organized(o.parent(place) or "") and not o.at(place)
        ],
        "organization-without-superior": filter(without_superior, o.organizations),
        "reporting-cycle": {min(o.cycle(org)) for org in o.organizations if o.cycle(org)},
        "superior-outside-chain": filter(outside, o.organizations),
        "skipped-rung": filter(skips, o.organizations),
    }


def triad(o: Oracle) -> dict[str, Iterable[str]]:
    compounds = o.of_level("compound")
    complete = [place for place in compounds if all(o.triad(place))]
    return {
        "compound-without-owners-committee": [place for place in compounds if not o.triad(place)[1]],
        "owners-committee-expired": [
            row["committee_id"] for row in o.committees if row.get("term_ends_on") and row["term_ends_on"] < o.as_of
        ],
        "compound-without-property-service": [place for place in compounds if not o.triad(place)[2]],
        "triad-not-meeting": [place for place in complete if not o.met(place)],
        "cadence-overdue": [place for place in complete if o.late_steps(place)],
    }


def alliances(o: Oracle) -> dict[str, Iterable[str]]:
    conferences = {row.get("place_id") for row in o.alliances if row["kind"] == "joint_conference"}
    inactive = [
        f"{row['alliance_id']}|{member}"
        for row in o.alliances
        if o.awake_by(row)
        for member in o.members(row)
        if not any(member in o.participants(event) for event in o.awake_by(row))
    ]
    return {
        "alliance-dormant": [row["alliance_id"] for row in o.alliances if not o.awake_by(row)],
        "alliance-without-lead": [
            row["alliance_id"] for row in o.alliances if not any("lead" in roles for roles in o.members(row).values())
        ],
        "alliance-too-small": [row["alliance_id"] for row in o.alliances if len(o.members(row)) < 2],
        "alliance-member-inactive": inactive,
        "street-without-joint-conference": [place for place in o.of_level("street") if place not in conferences],
    }


def lists(o: Oracle) -> dict[str, Iterable[str]]:
    needs = [row for row in o.begun("needs", "raised_on") if row.get("status") in (None, "open")]
    resources = [row for row in o.rows("resources") if o.live(row, "available_from", "available_until")]

    def unclaimed(need: Row) -> bool:
        if any(project.get("need_id") == need["need_id"] for project in o.projects):
            return False
        if need.get("expires_on") is not None:
            return bool(need["expires_on"] < o.as_of)
        return o.older(need.get("raised_on"), 60)

    def met(need: Row) -> bool:
        same = [row for row in resources if category(row) == category(need)]
        street = o.street(need.get("place_id"))
        if street is None:
            return bool(same)
        return any(row.get("place_id") is None or o.street(row["place_id"]) == street for row in same)

    def idle(resource: Row) -> bool:
        using = [row for row in o.projects if row.get("resource_id") == resource["resource_id"]]
        return not any(o.recent(row.get("started_on"), 183) for row in using)

    return {
        "need-unclaimed": [row["need_id"] for row in needs if unclaimed(row)],
        "need-without-resource": [row["need_id"] for row in needs if not met(row)],
        "resource-idle": [row["resource_id"] for row in resources if idle(row)],
        "project-overdue": [
            row["project_id"]
            for row in o.projects
            if row["status"] in ("open", "claimed") and row.get("due_on") and row["due_on"] < o.as_of
        ],
        "project-not-co-built": [
            row["project_id"]
            for row in o.projects
            if row["status"] in ("claimed", "done") and len(o.participants(row)) < 2
        ],
    }


def fusion(o: Oracle) -> dict[str, Iterable[str]]:
    links = [row for row in o.ties("links") if o.alive(row["from_id"]) and o.alive(row["to_id"])]
    kinds = {row["centre_id"]: row["kind"] for row in o.rows("service_centres")}
    joined = {frozenset((kinds[row["from_id"]], kinds[row["to_id"]])) for row in o.ties("data_exchanges")}

    def has_layer(place: str, layer: str) -> bool:
        return (
            any(
                row.get("layer") == layer and row.get("place_id") == place and o.recent(row.get("started_on"), 365)
                for row in o.projects
            )
            or any(
                row.get("layer") == layer and row.get("place_id") == place and o.recent(row["held_on"], 365)
                for row in o.activities
            )
            or any(
                row.get("layer") == layer and place in (o.lies(row["from_id"]), o.lies(row["to_id"])) for row in links
            )
        )

    def apart(place: str) -> bool:
        here = [row for row in o.projects if row.get("place_id") == place]
        one = [row for row in here if row.get("line") == "development"]
        other = [row for row in here if row.get("line") == "governance"]
        both = {who for row in one for who in o.participants(row)} & {
            who for row in other for who in o.participants(row)
        }
        return bool(one and other and not both)

    return {
        "layer-missing": [
            place for place in o.of_level("community") if not all(has_layer(place, layer) for layer in LAYERS)
        ],
        "lines-not-joined": filter(apart, o.of_level("community")),
        "centres-not-exchanging": [
            f"{one}|{other}"
            for at, one in enumerate(CENTRES)
            for other in CENTRES[at + 1 :]
            if {one, other} <= set(kinds.values()) and frozenset((one, other)) not in joined
        ],
    }


def service(o: Oracle) -> dict[str, Iterable[str]]:
    centres = [
        row for row in o.rows("service_centres") if row["kind"] == "party_service" and row.get("longitude") is not None
    ]
    requests = [row for row in o.begun("requests", "raised_on") if not o.past(row.get("resolved_on"))]

    def outside(place: str) -> bool:
        row = o.places[place]
        return row.get("longitude") is not None and all(metres(row, centre) > 15 * 80 / 1.3 for centre in centres)

    return {
        "compound-outside-15-minutes": filter(outside, o.of_level("compound")),
        "request-not-dispatched": [
            row["request_id"]
            for row in requests
            if not o.past(row.get("dispatched_on")) and o.older(row["raised_on"], 2)
        ],
        "request-overdue": [
            row["request_id"] for row in requests if o.past(row.get("dispatched_on")) and o.older(row["raised_on"], 15)
        ],
    }


def ledger(o: Oracle) -> dict[str, Iterable[str]]:
    wrong = set()
    for row in o.rows("published_totals"):
        place = row.get("place_id")

        def inside(where: str | None, place: str | None = place) -> bool:
            return place is None or place in o.up(where)

        given = _figure(o, row["figure"], inside)
        if given == "unknown":
            continue
        published, rate = Fraction(str(row["value"])), row["figure"] in RATES
        if given is None:
            differs = True
        elif row.get("relation") == "more_than":
            differs = not given > published
        else:
            differs = abs(given - published) > Fraction("0.0005") if rate else given != published
        if differs:
            wrong.add(row["figure"] if place is None else f"{row['figure']}|{place}")
    return {"published-total-differs": wrong}


RATES = ("two_coverages_of_compounds", "zone_building_market_coverage")


def _figure(o: Oracle, figure: str, inside: Callable[[str | None], bool]) -> Any:
    def at_level(level: str, *kinds: str) -> int:
        return sum(
            not kinds or row["kind"] in kinds for place in o.of_level(level) if inside(place) for row in o.at(place)
        )

    def share(places: list[str], covered: Callable[[str], bool]) -> Fraction | None:
        here = [place for place in places if inside(place)]
        return Fraction(sum(map(covered, here)), len(here)) if here else None

    projects = [row for row in o.projects if inside(row.get("place_id"))]
    requests = [row for row in o.begun("requests", "raised_on") if inside(row.get("place_id"))]
    figures: dict[str, Callable[[], Any]] = {
        "street_working_committees": lambda: at_level("street", "working_committee"),
        "community_organizations": lambda: at_level("community"),
        "compound_organizations": lambda: at_level("compound"),
        "compounds": lambda: sum(map(inside, o.of_level("compound"))),
        "old_compounds": lambda: sum(
            inside(place) and o.places[place].get("old_compound") is True for place in o.of_level("compound")
        ),
        "demonstration_places": lambda: sum(
            inside(place) and row.get("demonstration") is True for place, row in o.places.items()
        ),
        "two_coverages_of_compounds": lambda: share(
            o.of_level("compound"), lambda place: o.organized(place) or bool(o.covering(place, "work"))
        ),
        "zone_building_market_coverage": lambda: share(o.of_level(*CARRIERS), o.organized),
        "social_organizations": lambda: sum(
            inside(row.get("place_id"))
            for row in o.rows("social_organizations")
            if row.get("operating_status") in (None, "operating")
        ),
        "projects": lambda: len(projects),
        "funds_yuan": lambda: sum((Fraction(str(row.get("funds_yuan") or 0)) for row in projects), Fraction(0)),
        "five_action_projects": lambda: sum(row.get("layer") is not None for row in projects),
        "requests_raised": lambda: len(requests),
        "requests_resolved": lambda: sum(o.past(row.get("resolved_on")) for row in requests),
    }
    return figures[figure]() if figure in figures else "unknown"


def expected(dataset: Dataset) -> dict[str, list[str]]:
    """Return the subjects of every rule, sorted."""
    o = Oracle(dataset)
    found: dict[str, Iterable[str]] = {}
    for family in (coverage, chain, triad, alliances, lists, fusion, service, ledger):
        found.update(family(o))
    return {rule: sorted(subjects) for rule, subjects in found.items()}
