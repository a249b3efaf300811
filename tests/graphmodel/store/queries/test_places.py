"""Queries on places."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import neo4j
import pytest

from graphmodel.store.queries import run_query

pytestmark = pytest.mark.neo4j
Fill = Callable[..., neo4j.Session]

LADDER = [
    {"place_id": "D", "name": "区", "level": "district"},
    {"place_id": "S1", "name": "一街", "level": "street", "parent_id": "D", "households": 7},
    {"place_id": "S2", "name": "二街", "level": "street", "parent_id": "D"},
    {"place_id": "C1", "name": "一社区", "level": "community", "parent_id": "S1"},
    {"place_id": "X1", "name": "甲院", "level": "compound", "parent_id": "C1"},
    {"place_id": "X2", "name": "乙院", "level": "compound", "parent_id": "C1"},
]
ORGS = [
    {"org_id": "o1", "name": "甲院支部", "kind": "branch", "place_id": "X1"},
    {"org_id": "o2", "name": "联合", "kind": "joint_branch", "place_id": "C1"},
]


def test_places_lists_levels_and_parents(fill: Fill) -> None:
    session = fill({"places": LADDER})
    assert run_query(session, "places", level="街道").rows == (
        ("S1", "一街", "street", "D", "区", 7),
        ("S2", "二街", "street", "D", "区", None),
    )
    assert [row[0] for row in run_query(session, "places", below="C1").rows] == ["C1", "X1", "X2"]
    assert run_query(session, "places").rows[1] == ("D", "区", "district", None, None, None)


def test_find_by_name_gives_ids(fill: Fill) -> None:
    session = fill({"places": LADDER, "party_organizations": ORGS})
    assert run_query(session, "find-by-name", text="甲院").rows == (
        ("X1", "甲院", "Compound", "C1", "一社区"),
        ("o1", "甲院支部", "PartyOrganization", "X1", "甲院"),
    )
    assert len(run_query(session, "find-by-name", text="甲院", most=1).rows) == 1
    assert run_query(session, "find-by-name", text="无此名").rows == ()


def test_triads_of_community_say_who_is_missing_and_when_all_met(fill: Fill) -> None:
    session = fill(
        {
            "places": LADDER,
            "party_organizations": ORGS,
            "enterprises": [{"unit_id": "f1", "name": "物业"}, {"unit_id": "f2", "name": "旧物业"}],
            "owners_committees": [
                {"committee_id": "k1", "name": "业委会", "compound_id": "X1"},
                {"committee_id": "k2", "name": "旧业委会", "compound_id": "X2", "dissolved_on": date(2022, 1, 1)},
            ],
            "property_services": [
                {"enterprise_id": "f1", "compound_id": "X1"},
                {"enterprise_id": "f2", "compound_id": "X2", "until": date(2022, 1, 1)},
            ],
            "coverage": [{"org_id": "o2", "covered_id": "X2", "kind": "organization"}],
            "meetings": [
                {"meeting_id": "m1", "place_id": "X1", "step": "week", "held_on": date(2022, 5, 1)},
                {"meeting_id": "m2", "place_id": "X1", "step": "week", "held_on": date(2022, 6, 1)},
                {"meeting_id": "m3", "place_id": "C1", "step": "week", "held_on": date(2022, 6, 2)},
                {"meeting_id": "m4", "place_id": "X1", "step": "week", "held_on": date(2022, 7, 1)},
            ],
            "meeting_participants": [
                {"meeting_id": meeting, "participant_id": who}
                for meeting in ("m1", "m2", "m3", "m4")
                for who in ("o1", "k1", "f1")
                if (meeting, who) != ("m2", "f1")
            ],
        }
    )
    assert run_query(session, "triads-of-community", community="C1").rows == (
        ("X1", "甲院", ["甲院支部"], ["业委会"], ["物业"], True, date(2022, 5, 1)),
        ("X2", "乙院", ["联合"], [], [], False, None),
    )


def test_street_overview_counts_what_lies_in_each_street(fill: Fill) -> None:
    session = fill(
        {
            "places": LADDER,
            "party_organizations": [*ORGS, {"org_id": "o3", "name": "企业支部", "kind": "branch", "unit_id": "u1"}],
            "enterprises": [
                {"unit_id": "u1", "name": "甲", "place_id": "C1"},
                {"unit_id": "u2", "name": "乙", "place_id": "X1"},
                {"unit_id": "u3", "name": "丙", "place_id": "X1", "operating_status": "shell"},
            ],
            "social_organizations": [{"unit_id": "s1", "name": "丁", "place_id": "S1"}],
            "coverage": [{"org_id": "o2", "covered_id": "s1", "kind": "organization"}],
            "alliances": [{"alliance_id": "A", "name": "联盟", "kind": "other", "place_id": "S1"}],
            "projects": [
                {"project_id": "p1", "title": "项目", "status": "done", "place_id": "C1"},
                {"project_id": "p2", "title": "取消", "status": "cancelled", "place_id": "C1"},
            ],
            "activities": [
                {"activity_id": "a1", "title": "活动", "place_id": "X1", "held_on": date(2021, 6, 30)},
                {"activity_id": "a2", "title": "旧", "place_id": "X1", "held_on": date(2021, 6, 29)},
            ],
        }
    )
    assert run_query(session, "street-overview").rows == (
        ("S1", "一街", 1, 2, 1, 3, 2, 2, 1, 1, 1),
        ("S2", "二街", 0, 0, 0, 0, 0, 0, 0, 0, 0),
    )
    assert [row[0] for row in run_query(session, "street-overview", below="S2").rows] == ["S2"]
    assert len(run_query(session, "street-overview", below="D").rows) == 2
