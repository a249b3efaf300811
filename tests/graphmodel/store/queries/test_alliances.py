"""Queries on alliances, each on a graph small enough to know the answer by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import neo4j
import pytest

from graphmodel.store.queries import run_query

pytestmark = pytest.mark.neo4j
Fill = Callable[..., neo4j.Session]

PLACES = [
    {"place_id": "D", "name": "区", "level": "district"},
    {"place_id": "S1", "name": "一街", "level": "street", "parent_id": "D"},
    {"place_id": "S2", "name": "二街", "level": "street", "parent_id": "D"},
    {"place_id": "C1", "name": "一社区", "level": "community", "parent_id": "S1"},
]


def org(identifier: str, **values: Any) -> dict[str, Any]:
    return {"org_id": identifier, "name": f"组织{identifier}", "kind": "branch", **values}


def alliance(identifier: str, **values: Any) -> dict[str, Any]:
    return {"alliance_id": identifier, "name": f"联盟{identifier}", "kind": "regional_alliance", **values}


def member(of: str, who: str, **values: Any) -> dict[str, Any]:
    return {"alliance_id": of, "member_id": who, **values}


@pytest.fixture
def alliances(fill: Fill) -> neo4j.Session:
    """A has the live members o1 (lead), o2 and u1; o3 is dissolved, o4 left, o5 has not joined yet. B has o2. Z is over."""
    return fill(
        {
            "places": PLACES,
            "enterprises": [{"unit_id": "u1", "name": "企业", "place_id": "C1", "operating_status": "closed"}],
            "party_organizations": [
                org("o1", place_id="S1"),
                org("o2", unit_id="u1"),
                org("o3", dissolved_on=date(2022, 6, 29)),
                org("o4"),
                org("o5"),
            ],
            "alliances": [
                alliance("A", place_id="S1", established_on=date(2022, 6, 30)),
                alliance("B", place_id="S2", kind="industry_alliance", ended_on=date(2022, 6, 30)),
                alliance("Z", place_id="S1", ended_on=date(2022, 6, 29)),
                alliance("Y", place_id="S1", established_on=date(2022, 7, 1)),
            ],
            "alliance_members": [
                member("A", "o1", role="lead", since=date(2022, 6, 30)),
                member("A", "o1", role="member", since=date(2021, 1, 1)),
                member("A", "o2"),
                member("A", "u1", role="standing", until=date(2022, 6, 30)),
                member("A", "o3"),
                member("A", "o4", until=date(2022, 6, 29)),
                member("A", "o5", since=date(2022, 7, 1)),
                member("B", "o2"),
                member("Z", "o1"),
            ],
        }
    )


def test_alliances_lists_live_ones_with_live_members(alliances: neo4j.Session) -> None:
    assert run_query(alliances, "alliances").rows == (
        ("A", "联盟A", "regional_alliance", "S1", "一街", 3, ["组织o1"]),
        ("B", "联盟B", "industry_alliance", "S2", "二街", 1, []),
    )
    assert [row[0] for row in run_query(alliances, "alliances", kind="行业党建联盟").rows] == ["B"]


def test_members_of_alliance_are_those_live_at_the_date(alliances: neo4j.Session) -> None:
    assert run_query(alliances, "members-of-alliance", alliance="A").rows == (
        ("o1", "组织o1", "PartyOrganization", ["lead", "member"], date(2021, 1, 1), "S1", "一街"),
        ("o2", "组织o2", "PartyOrganization", [], None, "C1", "一社区"),
        ("u1", "企业", "Enterprise", ["standing"], None, "C1", "一社区"),
    )
    later = run_query(alliances, "members-of-alliance", alliance="A", as_of="2022-07-01")
    assert [row[0] for row in later.rows] == ["o1", "o2", "o5"]
    assert run_query(alliances, "members-of-alliance", alliance="Z").rows == ()


def test_alliances_of_street_are_for_it_or_have_members_in_it(alliances: neo4j.Session) -> None:
    assert run_query(alliances, "alliances-of-street", street="S1").rows == (
        ("A", "联盟A", "regional_alliance", True, 3),
        ("B", "联盟B", "industry_alliance", False, 1),
    )
    assert run_query(alliances, "alliances-of-street", street="S2").rows == (
        ("B", "联盟B", "industry_alliance", True, 0),
    )


def project(identifier: str, **values: Any) -> dict[str, Any]:
    return {"project_id": identifier, "title": f"项目{identifier}", "status": "done", **values}


def took_part(table: str, what: str, *who: str, **values: Any) -> list[dict[str, Any]]:
    return [{f"{table}_id": what, "participant_id": one, **values} for one in who]


RECENT, STALE = date(2021, 12, 29), date(2021, 12, 28)  # 183 and 184 days before 2022-06-30


@pytest.mark.parametrize(
    ("rows", "last"),
    [
        ({}, None),
        (
            {
                "projects": [project("p", started_on=RECENT)],
                "project_participants": took_part("project", "p", "o1", "o2"),
            },
            True,
        ),
        (
            {
                "projects": [project("p", started_on=STALE)],
                "project_participants": took_part("project", "p", "o1", "o2"),
            },
            STALE,
        ),
        (
            {
                "projects": [project("p", started_on=STALE, finished_on=RECENT)],
                "project_participants": took_part("project", "p", "o1", "o2"),
            },
            True,
        ),
        (
            {
                "projects": [project("p", started_on=STALE, finished_on=date(2022, 7, 1))],
                "project_participants": took_part("project", "p", "o1", "o2"),
            },
            STALE,
        ),
        (
            {
                "projects": [project("p", started_on=RECENT, status="cancelled")],
                "project_participants": took_part("project", "p", "o1", "o2"),
            },
            None,
        ),
        (
            {
                "projects": [project("p", started_on=RECENT)],
                "project_participants": took_part("project", "p", "o1", "o3"),
            },
            None,
        ),
        (
            {
                "projects": [project("p", started_on=RECENT)],
                "project_participants": [
                    *took_part("project", "p", "o1", role="initiator"),
                    *took_part("project", "p", "o1", role="partner"),
                ],
            },
            None,
        ),
        (
            {
                "projects": [project("p", started_on=RECENT)],
                "project_participants": took_part("project", "p", "o1", "o2", since=date(2022, 7, 1)),
            },
            None,
        ),
        (
            {
                "activities": [{"activity_id": "x", "title": "活动", "held_on": RECENT}],
                "activity_participants": took_part("activity", "x", "o1", "o2"),
            },
            True,
        ),
        (
            {
                "activities": [{"activity_id": "x", "title": "活动", "held_on": date(2022, 7, 1)}],
                "activity_participants": took_part("activity", "x", "o1", "o2"),
            },
            None,
        ),
    ],
    ids=[
        "nothing",
        "begun-in-time",
        "begun-too-early",
        "finished-in-time",
        "finished-in-the-future",
        "cancelled",
        "with-one-member-only",
        "with-one-member-twice",
        "joined-in-the-future",
        "activity-in-time",
        "activity-in-the-future",
    ],
)
def test_dormant_alliances_are_those_that_nothing_keeps_awake(fill: Fill, rows: Any, last: Any) -> None:
    session = fill(
        {
            "party_organizations": [org("o1"), org("o2"), org("o3")],
            "alliances": [alliance("A")],
            "alliance_members": [member("A", "o1"), member("A", "o2")],
            **rows,
        }
    )
    found = run_query(session, "dormant-alliances").rows
    awake = last is True
    assert found == (() if awake else (("A", "联盟A", "regional_alliance", 2, last),))


def test_record_of_alliance_lists_what_two_or_more_members_did(fill: Fill) -> None:
    session = fill(
        {
            "party_organizations": [org("o1"), org("o2"), org("o3")],
            "alliances": [alliance("A")],
            "alliance_members": [member("A", "o1"), member("A", "o2")],
            "projects": [
                project("p1", started_on=STALE, finished_on=RECENT, layer="culture"),
                project("p2", started_on=RECENT),
            ],
            "project_participants": [*took_part("project", "p1", "o2", "o1"), *took_part("project", "p2", "o1", "o3")],
            "activities": [{"activity_id": "x", "title": "活动", "held_on": date(2022, 6, 30), "layer": "safety"}],
            "activity_participants": took_part("activity", "x", "o1", "o2", "o3"),
        }
    )
    assert run_query(session, "record-of-alliance", alliance="A").rows == (
        ("activity", "x", "活动", "safety", date(2022, 6, 30), 2, ["组织o1", "组织o2"]),
        ("project", "p1", "项目p1", "culture", RECENT, 2, ["组织o1", "组织o2"]),
    )


def test_alliance_bridges_are_common_members_and_ties_across(fill: Fill) -> None:
    session = fill(
        {
            "party_organizations": [org(name) for name in ("both", "a1", "a2", "b1", "b2")],
            "alliances": [alliance("A"), alliance("B")],
            "alliance_members": [
                *(member("A", who) for who in ("both", "a1", "a2")),
                *(member("B", who) for who in ("both", "b1", "b2")),
            ],
            "links": [
                {"from_id": "b1", "to_id": "a1", "layer": "safety", "since": date(2020, 1, 1)},
                {"from_id": "a1", "to_id": "b1", "layer": "culture", "since": date(2021, 1, 1)},
                {"from_id": "a2", "to_id": "b2", "until": date(2022, 6, 29)},
                {"from_id": "both", "to_id": "b2"},
                {"from_id": "a1", "to_id": "a2"},
            ],
            "projects": [project("p", started_on=RECENT)],
            "project_participants": took_part("project", "p", "a2", "b2", "a1"),
            "activities": [{"activity_id": "x", "title": "活动", "held_on": date(2022, 7, 1)}],
            "activity_participants": took_part("activity", "x", "a1", "b2"),
        }
    )
    rows = run_query(session, "alliance-bridges", first="A", second="B").rows
    assert [(row[0], row[1], row[3], row[5], row[6]) for row in rows] == [
        ("membership", "both", "both", 1, None),
        ("link", "a1", "b1", 2, date(2021, 1, 1)),
        ("project", "a1", "b2", 1, RECENT),
        ("project", "a2", "b2", 1, RECENT),
    ]
