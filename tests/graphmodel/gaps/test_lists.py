from __future__ import annotations

from typing import Any

import pytest

from tests.graphmodel.gaps.worlds import LADDER, ago, evidence, findings, subjects, world

Row = dict[str, Any]
PLACES = (
    *LADDER,
    {"place_id": "S2", "level": "street", "parent_id": "D"},
    {"place_id": "C2", "level": "community", "parent_id": "S2"},
    {"place_id": "Z", "level": "zone", "parent_id": "D"},
)


def need(**values: Any) -> list[Row]:
    return [{"need_id": "N", "category": "养老", **values}]


def resource(place: str | None = None, category: str = "养老", **values: Any) -> list[Row]:
    return [{"resource_id": "R", "category": category, "offered_by": "E", "place_id": place, **values}]


def lists(**tables: Any) -> Any:
    given: dict[str, Any] = {"places": PLACES, "enterprises": [{"unit_id": "E"}], "resources": [], "projects": []}
    return world(**{**given, **tables})


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"expires_on": ago(1)}, ["N"]),
        ({"expires_on": ago(0)}, []),
        ({"raised_on": ago(61)}, ["N"]),
        ({"raised_on": ago(60)}, []),
        ({"raised_on": ago(61), "expires_on": ago(0)}, []),
        ({"raised_on": ago(1), "expires_on": ago(1)}, ["N"]),
        ({"raised_on": ago(-1), "expires_on": ago(1)}, []),
        ({}, []),
    ],
)
def test_when_an_open_need_is_unclaimed(dates: Row, expected: list[str]) -> None:
    assert subjects(lists(needs=need(**dates)), "need-unclaimed") == expected


@pytest.mark.parametrize(
    ("status", "expected"), [(None, ["N"]), ("open", ["N"]), ("claimed", []), ("met", []), ("withdrawn", [])]
)
@pytest.mark.parametrize("rule", ["need-unclaimed", "need-without-resource"])
def test_only_open_needs_are_looked_at(status: str | None, expected: list[str], rule: str) -> None:
    assert subjects(lists(needs=need(raised_on=ago(99), status=status)), rule) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"status": "open"}, []),
        ({"status": "done", "finished_on": ago(50)}, []),
        ({"status": "cancelled"}, ["N"]),
        ({"status": "claimed", "started_on": ago(0)}, []),
        ({"status": "claimed", "started_on": ago(-1)}, ["N"]),
    ],
)
def test_any_project_that_exists_claims_the_need(values: Row, expected: list[str]) -> None:
    graph = lists(needs=need(raised_on=ago(99)), projects=[{"project_id": "P", "need_id": "N", **values}])
    assert subjects(graph, "need-unclaimed") == expected


@pytest.mark.parametrize(
    ("where", "at", "expected"),
    [
        ("H", "C", []),
        ("H", "S", []),
        ("S", "B", []),
        ("H", None, []),
        ("H", "C2", ["N"]),
        ("H", "Z", ["N"]),
        ("H", "D", ["N"]),
        ("D", "C2", []),
        (None, "C2", []),
        ("Z", "Z", []),
        (None, "Z", []),
    ],
)
def test_where_a_resource_meets_a_need(where: str | None, at: str | None, expected: list[str]) -> None:
    graph = lists(needs=need(place_id=where), resources=resource(at))
    assert subjects(graph, "need-without-resource") == expected


@pytest.mark.parametrize(
    ("needed", "offered", "expected"),
    [
        ("养老", "养老", []),
        ("养老", " 养老 ", []),
        ("法律ABC", "法律ＡＢＣ", []),
        ("环境 整治", "环境　整治", []),
        ("养老", "托育", ["N"]),
        ("abc", "ABC", ["N"]),
    ],
)
def test_categories_are_compared_after_nfkc_and_trimming(needed: str, offered: str, expected: list[str]) -> None:
    graph = lists(needs=need(category=needed), resources=resource(category=offered))
    assert subjects(graph, "need-without-resource") == expected


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"available_until": ago(0)}, []),
        ({"available_until": ago(1)}, ["N"]),
        ({"available_from": ago(0)}, []),
        ({"available_from": ago(-1)}, ["N"]),
    ],
)
def test_only_live_resources_meet_needs(dates: Row, expected: list[str]) -> None:
    graph = lists(needs=need(place_id="H"), resources=resource("H", **dates))
    assert subjects(graph, "need-without-resource") == expected


def test_the_resource_of_a_dissolved_provider_is_still_offered() -> None:
    graph = lists(
        needs=need(),
        party_organizations=[{"org_id": "O", "kind": "branch", "dissolved_on": ago(1)}],
        resources=[{"resource_id": "R", "category": "养老", "offered_by": "O"}],
    )
    assert subjects(graph, "need-without-resource") == []


def test_a_need_without_a_place_has_the_scope_of_who_raised_it() -> None:
    raisers = [{"org_id": "O", "kind": "branch", "place_id": "C", "dissolved_on": ago(1)}]
    graph = lists(needs=need(raised_by="O"), party_organizations=raisers)
    (found,) = findings(graph, "need-without-resource")
    assert found.scope == ("D", "S", "C")
    assert "street" not in found.evidence


@pytest.mark.parametrize(
    ("project", "expected"),
    [
        ({"started_on": ago(183)}, []),
        ({"started_on": ago(184)}, ["R"]),
        ({"started_on": ago(0)}, []),
        ({"started_on": ago(-1)}, ["R"]),
        ({"finished_on": ago(1)}, ["R"]),
        ({"started_on": ago(1), "status": "cancelled"}, ["R"]),
    ],
)
def test_a_resource_is_used_by_a_project_begun_within_half_a_year(project: Row, expected: list[str]) -> None:
    row = {"project_id": "P", "resource_id": "R", "status": "open", **project}
    assert subjects(lists(resources=resource("H"), projects=[row]), "resource-idle") == expected


def test_a_resource_no_longer_available_is_not_idle() -> None:
    assert subjects(lists(resources=resource("H", available_until=ago(1))), "resource-idle") == []


@pytest.mark.parametrize(("days", "late"), [(1, True), (0, False), (-1, False)])
@pytest.mark.parametrize(("status", "runs"), [("open", True), ("claimed", True), ("done", False), ("cancelled", False)])
def test_open_and_claimed_projects_are_overdue_the_day_after(days: int, late: bool, status: str, runs: bool) -> None:  # noqa: FBT001 -- cases
    graph = world(projects=[{"project_id": "P", "status": status, "due_on": ago(days)}])
    assert subjects(graph, "project-overdue") == (["P"] if late and runs else [])


def test_an_overdue_project_says_by_how_much() -> None:
    graph = world(projects=[{"project_id": "P", "status": "open", "due_on": ago(10), "finished_on": ago(2)}])
    assert evidence(graph, "project-overdue") == {
        "due_on": ago(10).isoformat(),
        "days_overdue": 10,
        "status": "open",
        "participants": [],
    }


def test_a_project_that_begins_later_is_ignored() -> None:
    row = {"project_id": "P", "status": "claimed", "started_on": ago(-1), "due_on": ago(5)}
    graph = world(projects=[row])
    assert subjects(graph, "project-overdue") == []
    assert subjects(graph, "project-not-co-built") == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], ["P"]),
        ([("E", "partner")], ["P"]),
        ([("E", "partner"), ("E", "funder")], ["P"]),
        ([("E", "partner"), ("O", "beneficiary")], []),
        ([("E", None), ("O", None)], []),
    ],
)
def test_a_co_built_project_has_two_participants(rows: list[tuple[str, str | None]], expected: list[str]) -> None:
    graph = world(
        enterprises=[{"unit_id": "E"}],
        party_organizations=[{"org_id": "O", "kind": "branch", "dissolved_on": ago(9)}],
        projects=[{"project_id": "P", "status": "done"}],
        project_participants=[{"project_id": "P", "participant_id": who, "role": role} for who, role in rows],
    )
    assert subjects(graph, "project-not-co-built") == expected


@pytest.mark.parametrize(("status", "expected"), [("open", []), ("claimed", ["P"]), ("done", ["P"]), ("cancelled", [])])
def test_only_claimed_and_done_projects_must_be_co_built(status: str, expected: list[str]) -> None:
    assert subjects(world(projects=[{"project_id": "P", "status": status}]), "project-not-co-built") == expected


@pytest.mark.parametrize(("since", "expected"), [(ago(0), []), (ago(-1), ["P"])])
def test_a_participant_to_come_does_not_count(since: Any, expected: list[str]) -> None:
    graph = world(
        enterprises=[{"unit_id": "E"}, {"unit_id": "F"}],
        projects=[{"project_id": "P", "status": "claimed"}],
        project_participants=[
            {"project_id": "P", "participant_id": "E"},
            {"project_id": "P", "participant_id": "F", "since": since},
        ],
    )
    assert subjects(graph, "project-not-co-built") == expected
