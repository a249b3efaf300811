from __future__ import annotations

from typing import Any

import pytest

from graphmodel.gaps import find_gaps
from tests.graphmodel.gaps.worlds import LADDER, ago, evidence, findings, subjects, world

Row = dict[str, Any]


def alliance(members: tuple[str, ...] = ("E1", "E2", "E3"), **tables: Any) -> Any:
    """An alliance A in street S of enterprises E1 to E3; E4 is no member."""
    given: dict[str, Any] = {
        "places": LADDER,
        "enterprises": [{"unit_id": f"E{at}"} for at in range(1, 5)],
        "alliances": [{"alliance_id": "A", "kind": "regional_alliance", "place_id": "S"}],
        "alliance_members": [{"alliance_id": "A", "member_id": member} for member in members],
        "activities": [],
        "activity_participants": [],
        "projects": [],
        "project_participants": [],
    }
    return world(**{**given, **tables})


def activity(days: int, *who: str) -> dict[str, Any]:
    return {
        "activities": [{"activity_id": "V", "held_on": ago(days)}],
        "activity_participants": [{"activity_id": "V", "participant_id": one} for one in who],
    }


def project(*who: str, status: str = "done", **dates: Any) -> dict[str, Any]:
    return {
        "projects": [{"project_id": "P", "status": status, **dates}],
        "project_participants": [{"project_id": "P", "participant_id": one, "role": "partner"} for one in who],
    }


@pytest.mark.parametrize(("days", "expected"), [(184, ["A"]), (183, []), (0, []), (-1, ["A"])])
def test_an_activity_of_two_members_keeps_awake(days: int, expected: list[str]) -> None:
    assert subjects(alliance(**activity(days, "E1", "E2")), "alliance-dormant") == expected


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"started_on": ago(183)}, []),
        ({"started_on": ago(184)}, ["A"]),
        ({"started_on": ago(184), "finished_on": ago(183)}, []),
        ({"started_on": ago(300), "finished_on": ago(-1)}, ["A"]),
        ({"started_on": ago(-1), "finished_on": ago(0)}, ["A"]),
        ({"finished_on": ago(0)}, []),
        ({}, ["A"]),
        ({"due_on": ago(0)}, ["A"]),
    ],
)
def test_a_project_begun_or_finished_keeps_awake(dates: Row, expected: list[str]) -> None:
    assert subjects(alliance(**project("E1", "E2", **dates)), "alliance-dormant") == expected


@pytest.mark.parametrize(("status", "expected"), [("open", []), ("claimed", []), ("done", []), ("cancelled", ["A"])])
def test_a_project_counts_whatever_its_status_unless_cancelled(status: str, expected: list[str]) -> None:
    graph = alliance(**project("E1", "E2", status=status, started_on=ago(1)))
    assert subjects(graph, "alliance-dormant") == expected


@pytest.mark.parametrize("who", [("E1",), ("E1", "E4"), ("E4",), ()])
def test_fewer_than_two_members_do_not_keep_awake(who: tuple[str, ...]) -> None:
    assert subjects(alliance(**activity(1, *who)), "alliance-dormant") == ["A"]


def test_one_member_in_two_roles_is_one() -> None:
    tables = project("E1", started_on=ago(1))
    tables["project_participants"].append({"project_id": "P", "participant_id": "E1", "role": "funder"})
    assert subjects(alliance(**tables), "alliance-dormant") == ["A"]


def test_participation_to_come_does_not_count() -> None:
    tables = project("E1", "E2", started_on=ago(1))
    tables["project_participants"][1]["since"] = ago(-1)
    assert subjects(alliance(**tables), "alliance-dormant") == ["A"]


def test_two_members_must_be_at_the_same_event() -> None:
    tables: dict[str, Any] = {
        "activities": [{"activity_id": id_, "held_on": ago(1)} for id_ in ("V", "W")],
        "activity_participants": [
            {"activity_id": "V", "participant_id": "E1"},
            {"activity_id": "W", "participant_id": "E2"},
        ],
    }
    assert subjects(alliance(**tables), "alliance-dormant") == ["A"]


@pytest.mark.parametrize(
    ("member", "expected"),
    [({}, []), ({"until": ago(0)}, []), ({"until": ago(1)}, ["A"]), ({"since": ago(-1)}, ["A"])],
)
def test_only_live_members_keep_awake(member: Row, expected: list[str]) -> None:
    rows = [{"alliance_id": "A", "member_id": "E1"}, {"alliance_id": "A", "member_id": "E2", **member}]
    assert subjects(alliance(alliance_members=rows, **activity(1, "E1", "E2")), "alliance-dormant") == expected


def test_a_dissolved_member_is_none() -> None:
    graph = alliance(
        party_organizations=[{"org_id": "O", "kind": "branch", "dissolved_on": ago(1)}],
        alliance_members=[{"alliance_id": "A", "member_id": member} for member in ("E1", "O")],
        **activity(5, "E1", "O"),
    )
    assert subjects(graph, "alliance-dormant") == ["A"]
    assert evidence(graph, "alliance-too-small") == {"found": 1, "member_ids": ["E1"]}


@pytest.mark.parametrize("dates", [{"ended_on": ago(1)}, {"established_on": ago(-1)}])
def test_only_live_alliances_are_looked_at(dates: Row) -> None:
    graph = alliance(alliances=[{"alliance_id": "A", "kind": "other", **dates}])
    for rule in ("alliance-dormant", "alliance-without-lead", "alliance-too-small", "alliance-member-inactive"):
        assert subjects(graph, rule) == []


@pytest.mark.parametrize("kind", ["regional_alliance", "joint_conference", "industry_alliance", "other"])
def test_the_rules_hold_for_every_kind(kind: str) -> None:
    graph = alliance((), alliances=[{"alliance_id": "A", "kind": kind}])
    for rule in ("alliance-dormant", "alliance-without-lead", "alliance-too-small"):
        assert subjects(graph, rule) == ["A"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"role": "lead"}, []),
        ({"role": "standing"}, ["A"]),
        ({}, ["A"]),
        ({"role": "lead", "until": ago(1)}, ["A"]),
        ({"role": "lead", "until": ago(0)}, []),
    ],
)
def test_an_alliance_needs_a_live_lead(row: Row, expected: list[str]) -> None:
    rows = [{"alliance_id": "A", "member_id": "E1", **row}, {"alliance_id": "A", "member_id": "E2"}]
    assert subjects(alliance(alliance_members=rows), "alliance-without-lead") == expected


def test_a_member_with_two_rows_has_both_roles_and_is_one_member() -> None:
    rows = [{"alliance_id": "A", "member_id": "E1", "role": role} for role in ("member", "lead")]
    graph = alliance(alliance_members=rows)
    assert subjects(graph, "alliance-without-lead") == []
    assert subjects(graph, "alliance-too-small") == ["A"]


@pytest.mark.parametrize(("members", "expected"), [((), ["A"]), (("E1",), ["A"]), (("E1", "E2"), [])])
def test_two_members_are_enough(members: tuple[str, ...], expected: list[str]) -> None:
    assert subjects(alliance(members), "alliance-too-small") == expected


def test_a_member_in_none_of_the_events_is_inactive() -> None:
    (found,) = findings(alliance(**activity(183, "E1", "E2", "E4")), "alliance-member-inactive")
    assert (found.subject, found.scope) == ("A|E3", ("D", "S"))
    assert found.evidence["events"] == ["V"]


def test_a_members_own_id_must_take_part() -> None:
    tables = activity(1, "E1", "E2", "O")
    tables["party_organizations"] = [{"org_id": "O", "kind": "branch", "unit_id": "E3"}]
    assert subjects(alliance(**tables), "alliance-member-inactive") == ["A|E3"]


def test_an_event_of_one_member_does_not_make_it_active() -> None:
    tables: dict[str, Any] = {
        "activities": [{"activity_id": id_, "held_on": ago(1)} for id_ in ("V", "W")],
        "activity_participants": [
            {"activity_id": "V", "participant_id": "E1"},
            {"activity_id": "V", "participant_id": "E2"},
            {"activity_id": "W", "participant_id": "E3"},
        ],
    }
    assert subjects(alliance(**tables), "alliance-member-inactive") == ["A|E3"]


def test_a_dormant_alliance_has_no_inactive_members() -> None:
    assert subjects(alliance(), "alliance-member-inactive") == []


def test_the_window_of_inactive_members_is_that_of_dormancy() -> None:
    graph = alliance(**activity(200, "E1", "E2"))
    options: dict[str, Any] = {"parameters": {"alliance-dormant": {"days": 200}}}
    assert subjects(graph, "alliance-member-inactive", **options) == ["A|E3"]
    report = find_gaps(graph, rules=["alliance-member-inactive"], **options)
    assert report.parameters == {"alliance-dormant": {"days": 200}}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"kind": "joint_conference", "place_id": "S"}, []),
        ({"kind": "joint_conference", "place_id": "C"}, ["S"]),
        ({"kind": "joint_conference", "place_id": "D"}, ["S"]),
        ({"kind": "joint_conference"}, ["S"]),
        ({"kind": "regional_alliance", "place_id": "S"}, ["S"]),
        ({"kind": "joint_conference", "place_id": "S", "ended_on": ago(1)}, ["S"]),
        ({"kind": "joint_conference", "place_id": "S", "ended_on": ago(0)}, []),
    ],
)
def test_a_street_needs_its_joint_conference(row: Row, expected: list[str]) -> None:
    graph = world(places=LADDER, alliances=[{"alliance_id": "A", **row}])
    assert subjects(graph, "street-without-joint-conference") == expected


def test_a_unit_has_no_lifetime_whenever_it_was_founded() -> None:
    young = [
        {"unit_id": "E1", "established_on": ago(-1)},
        {"unit_id": "E2"},
        {"unit_id": "E3", "established_on": ago(9)},
    ]
    graph = alliance(("E1", "E2"), enterprises=young, **activity(0, "E1", "E2"))
    assert subjects(graph, "alliance-too-small") == []
    assert subjects(graph, "alliance-dormant") == []
