from __future__ import annotations

from typing import Any

import pytest

from tests.graphmodel.gaps.worlds import LADDER, ago, evidence, findings, subjects, world

SHOULD = "unit-should-have-own-organization"
ALONE = "joint-member-should-stand-alone"
FEW = "members-without-organization"
WORK = "unit-without-work-coverage"
ACTIVITY = "unit-without-activity"

Row = dict[str, Any]


def unit(members: int | None = None, status: str | None = None) -> list[Row]:
    return [{"unit_id": "E", "party_members": members, "operating_status": status}]


def organization(**values: Any) -> list[Row]:
    return [{"org_id": "O", "kind": "branch", **values}]


def row(**values: Any) -> list[Row]:
    return [{"org_id": "O", "covered_id": "E", "kind": "organization", **values}]


@pytest.mark.parametrize(("members", "expected"), [(None, []), (0, []), (2, []), (3, ["E"]), (4, ["E"])])
def test_three_members_need_an_organization(members: int | None, expected: list[str]) -> None:
    assert subjects(world(enterprises=unit(members)), SHOULD) == expected


@pytest.mark.parametrize(("members", "expected"), [(None, []), (0, []), (1, ["E"]), (2, ["E"]), (3, [])])
def test_one_or_two_members_need_to_be_joined(members: int | None, expected: list[str]) -> None:
    assert subjects(world(social_organizations=unit(members)), FEW) == expected


@pytest.mark.parametrize(
    ("status", "expected"), [(None, ["E"]), ("operating", ["E"]), ("suspended", []), ("closed", []), ("shell", [])]
)
@pytest.mark.parametrize(("rule", "members"), [(SHOULD, 3), (FEW, 1), (WORK, 0)])
def test_only_operating_units_are_looked_at(status: str | None, expected: list[str], rule: str, members: int) -> None:
    assert subjects(world(enterprises=unit(members, status)), rule) == expected


@pytest.mark.parametrize(("rule", "members"), [(SHOULD, 9), (FEW, 1), (WORK, 0)])
def test_public_institutions_are_not_two_new(rule: str, members: int) -> None:
    assert subjects(world(public_institutions=unit(members)), rule) == []


@pytest.mark.parametrize(
    ("dates", "covered"),
    [
        ({}, True),
        ({"established_on": ago(0)}, True),
        ({"established_on": ago(-1)}, False),
        ({"dissolved_on": ago(0)}, True),
        ({"dissolved_on": ago(1)}, False),
        ({"established_on": ago(5), "dissolved_on": ago(9)}, False),
    ],
)
def test_only_a_live_organization_of_the_unit_covers_it(dates: Row, covered: bool) -> None:  # noqa: FBT001 -- a case
    graph = world(enterprises=unit(3), party_organizations=organization(unit_id="E", **dates))
    assert subjects(graph, SHOULD) == ([] if covered else ["E"])


@pytest.mark.parametrize(
    ("dates", "covered"),
    [
        ({"since": ago(0)}, True),
        ({"since": ago(-1)}, False),
        ({"until": ago(0)}, True),
        ({"until": ago(1)}, False),
        ({"since": ago(3), "until": ago(5)}, False),
    ],
)
def test_only_a_live_row_covers(dates: Row, covered: bool) -> None:  # noqa: FBT001 -- a case
    graph = world(enterprises=unit(3), party_organizations=organization(), coverage=row(mode="single", **dates))
    assert subjects(graph, SHOULD) == ([] if covered else ["E"])


def test_a_row_of_a_dissolved_organization_covers_nothing() -> None:
    graph = world(
        enterprises=unit(3), party_organizations=organization(dissolved_on=ago(1)), coverage=row(mode="single")
    )
    assert subjects(graph, SHOULD) == ["E"]


def test_an_organization_that_only_serves_the_place_does_not_cover_the_unit() -> None:
    firm = [{"unit_id": "E", "party_members": 3, "place_id": "H"}]
    graph = world(places=LADDER, enterprises=firm, party_organizations=organization(place_id="H"))
    assert subjects(graph, SHOULD) == ["E"]


@pytest.mark.parametrize("kind", ["work", "activity"])
def test_other_kinds_of_row_are_no_organization_coverage(kind: str) -> None:
    graph = world(enterprises=unit(3), party_organizations=organization(), coverage=row(kind=kind, mode="single"))
    assert subjects(graph, SHOULD) == ["E"]


@pytest.mark.parametrize(
    ("kind", "expected"), [("branch", []), ("group", []), ("functional_branch", []), ("joint_branch", ["E"])]
)
def test_an_own_organization_stands_alone_unless_it_is_a_joint_branch(kind: str, expected: list[str]) -> None:
    # `formation` decides nothing: only the kind does.
    joint = organization(unit_id="E", formation="joint_by_area")
    joint[0]["kind"] = kind
    assert subjects(world(enterprises=unit(3), party_organizations=joint), ALONE) == expected


@pytest.mark.parametrize(("mode", "expected"), [("single", []), ("joint", ["E"]), (None, ["E"]), ("other", ["E"])])
def test_a_row_stands_alone_only_with_mode_single(mode: str | None, expected: list[str]) -> None:
    graph = world(enterprises=unit(3), party_organizations=organization(), coverage=row(mode=mode))
    assert subjects(graph, ALONE) == expected


@pytest.mark.parametrize(("members", "expected"), [(2, []), (3, ["E"]), (4, ["E"])])
def test_joint_units_should_stand_alone_from_three_members(members: int, expected: list[str]) -> None:
    graph = world(enterprises=unit(members), party_organizations=organization(), coverage=row(mode="joint"))
    assert subjects(graph, ALONE) == expected


def test_a_work_row_of_mode_single_does_not_stand_alone() -> None:
    rows = row(mode="joint") + row(kind="work", mode="single")
    assert subjects(world(enterprises=unit(3), party_organizations=organization(), coverage=rows), ALONE) == ["E"]


def test_the_evidence_names_members_and_who_covers() -> None:
    graph = world(enterprises=unit(7), party_organizations=organization(), coverage=row(mode="joint"))
    assert evidence(graph, ALONE) == {"party_members": 7, "organizations": ["O"]}


@pytest.mark.parametrize("parameter", [2, 5])
def test_the_number_of_members_is_a_parameter(parameter: int) -> None:
    options = {"parameters": {SHOULD: {"members": parameter}}}
    assert subjects(world(enterprises=unit(parameter)), SHOULD, **options) == ["E"]
    assert subjects(world(enterprises=unit(parameter - 1)), SHOULD, **options) == []


@pytest.mark.parametrize(
    ("kind", "mode", "expected"),
    [("work", "instructor", []), ("organization", None, []), ("activity", None, ["E"])],
)
def test_units_without_members_need_work_or_organization_coverage(
    kind: str, mode: str | None, expected: list[str]
) -> None:
    graph = world(enterprises=unit(), party_organizations=organization(), coverage=row(kind=kind, mode=mode))
    assert subjects(graph, WORK) == expected


def test_a_unit_with_a_member_is_no_case_of_work_coverage() -> None:
    assert subjects(world(enterprises=unit(1)), WORK) == []


@pytest.mark.parametrize("kind", ["organization", "work"])
def test_covered_units_should_be_in_an_activity(kind: str) -> None:
    graph = world(enterprises=unit(), party_organizations=organization(), coverage=row(kind=kind))
    assert evidence(graph, ACTIVITY) == {"organizations": ["O"]}


def test_uncovered_units_are_not_asked_for_activities() -> None:
    assert subjects(world(enterprises=unit(5)), ACTIVITY) == []


@pytest.mark.parametrize(("days", "expected"), [(366, ["E"]), (365, []), (0, []), (-1, ["E"])])
@pytest.mark.parametrize("who", ["E", "O"])
def test_taking_part_within_a_year_is_activity_coverage(days: int, expected: list[str], who: str) -> None:
    graph = world(
        enterprises=unit(),
        party_organizations=organization(unit_id="E"),
        activities=[{"activity_id": "A", "held_on": ago(days)}],
        activity_participants=[{"activity_id": "A", "participant_id": who}],
    )
    assert subjects(graph, ACTIVITY) == expected


def test_the_part_of_an_organization_that_only_covers_the_unit_does_not_count() -> None:
    graph = world(
        enterprises=unit(),
        party_organizations=organization(),
        coverage=row(),
        activities=[{"activity_id": "A", "held_on": ago(1)}],
        activity_participants=[{"activity_id": "A", "participant_id": "O"}],
    )
    assert subjects(graph, ACTIVITY) == ["E"]


def test_the_part_of_a_dissolved_own_organization_does_not_count() -> None:
    graph = world(
        enterprises=unit(),
        party_organizations=[
            {"org_id": "O", "kind": "branch", "unit_id": "E"},
            {"org_id": "P", "kind": "branch", "unit_id": "E", "dissolved_on": ago(1)},
        ],
        activities=[{"activity_id": "A", "held_on": ago(9)}],
        activity_participants=[{"activity_id": "A", "participant_id": "P"}],
    )
    assert subjects(graph, ACTIVITY) == ["E"]


@pytest.mark.parametrize(("until", "expected"), [(ago(0), []), (ago(1), ["E"])])
def test_a_live_activity_row_is_activity_coverage(until: Any, expected: list[str]) -> None:
    rows = row() + row(kind="activity", until=until)
    assert subjects(world(enterprises=unit(), party_organizations=organization(), coverage=rows), ACTIVITY) == expected


@pytest.mark.parametrize(
    ("status", "expected"), [("closed", ["E"]), ("shell", ["E"]), ("suspended", []), ("operating", []), (None, [])]
)
@pytest.mark.parametrize("table", ["enterprises", "social_organizations", "public_institutions"])
@pytest.mark.parametrize("kind", ["organization", "work", "activity"])
def test_coverage_of_a_unit_that_is_gone_is_stale(
    status: str | None, expected: list[str], table: str, kind: str
) -> None:
    units: dict[str, Any] = {table: unit(0, status)}
    graph = world(party_organizations=organization(), coverage=row(kind=kind), **units)
    assert subjects(graph, "stale-coverage") == expected


def test_stale_rows_of_one_unit_are_one_finding() -> None:
    rows = row() + row(kind="work")
    graph = world(enterprises=unit(0, "closed"), party_organizations=organization(), coverage=rows)
    assert evidence(graph, "stale-coverage") == {
        "operating_status": "closed",
        "organizations": ["O"],
        "kinds": ["organization", "work"],
    }


def test_ended_coverage_is_not_stale() -> None:
    graph = world(enterprises=unit(0, "closed"), party_organizations=organization(), coverage=row(until=ago(1)))
    assert subjects(graph, "stale-coverage") == []


@pytest.mark.parametrize("level", ["zone", "commercial_building", "business_district", "market"])
def test_every_kind_of_carrier_needs_an_organization(level: str) -> None:
    places = [*LADDER, {"place_id": "Z", "level": level, "parent_id": "S"}]
    assert subjects(world(places=places), "carrier-without-organization") == ["Z"]
    served = world(places=places, party_organizations=organization(place_id="Z"))
    assert subjects(served, "carrier-without-organization") == []


@pytest.mark.parametrize("kind", ["branch", "group", "working_committee"])
@pytest.mark.parametrize("rule", ["compound-without-organization", "compound-without-work-coverage"])
def test_an_organization_of_any_kind_at_a_compound_covers_it(kind: str, rule: str) -> None:
    here = [{"org_id": "O", "kind": kind, "place_id": "H"}]
    assert subjects(world(places=LADDER), rule) == ["H"]
    assert subjects(world(places=LADDER, party_organizations=here), rule) == []


def test_an_organization_of_a_unit_at_a_compound_does_not_cover_the_compound() -> None:
    graph = world(places=LADDER, enterprises=unit(), party_organizations=organization(place_id="H", unit_id="E"))
    assert subjects(graph, "compound-without-organization") == ["H"]


@pytest.mark.parametrize(
    ("kind", "organized", "worked"),
    [("organization", [], []), ("work", ["H"], []), ("activity", ["H"], ["H"])],
)
def test_rows_on_a_compound(kind: str, organized: list[str], worked: list[str]) -> None:
    graph = world(
        places=LADDER,
        party_organizations=organization(),
        coverage=[{"org_id": "O", "covered_id": "H", "kind": kind, "mode": "joint"}],
    )
    assert subjects(graph, "compound-without-organization") == organized
    assert subjects(graph, "compound-without-work-coverage") == worked


def test_the_way_and_the_remedy_are_in_words() -> None:
    places = [{**place, "name": f"地{place['place_id']}"} for place in LADDER]
    firm = [{"unit_id": "E", "name": "青松纺织", "party_members": 3, "place_id": "H"}]
    (found,) = findings(world(places=places, enterprises=firm), SHOULD)
    assert found.scope == ("D", "S", "C", "H")
    assert found.evidence["path"] == "地D › 地S › 地C › 地H › 青松纺织"
    assert found.remedy.zh == "在青松纺织单独组建党组织：有党员3名，尚无党组织覆盖。"
    assert found.remedy.en.startswith("Found an organization of its own at 青松纺织: 3 party members")
