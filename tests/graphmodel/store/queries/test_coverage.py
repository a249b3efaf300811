"""Queries on who is covered and by whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import neo4j
import pytest

from graphmodel.store.queries import run_query

pytestmark = pytest.mark.neo4j
Fill = Callable[..., neo4j.Session]


def unit(identifier: str, place: str = "B", **values: Any) -> dict[str, Any]:
    return {"unit_id": identifier, "name": f"单位{identifier}", "place_id": place, **values}


@pytest.fixture
def carrier(fill: Fill) -> neo4j.Session:
    return fill(
        {
            "places": [
                {"place_id": "D", "name": "区", "level": "district"},
                {"place_id": "Z", "name": "园区", "level": "zone", "parent_id": "D"},
                {"place_id": "B", "name": "大厦", "level": "commercial_building", "parent_id": "Z"},
            ],
            "enterprises": [
                unit("bare", party_members=2, employees=9),
                unit("work", party_members=5),
                unit("own"),
                unit("covered"),
                unit("was", place="Z"),
                unit("closed", operating_status="closed"),
                unit("outside", place="D"),
            ],
            "social_organizations": [unit("social", operating_status="operating")],
            "public_institutions": [unit("public")],
            "party_organizations": [
                {"org_id": "o1", "name": "支部", "kind": "branch", "unit_id": "own", "parent_org_id": "top"},
                {"org_id": "o2", "name": "联合", "kind": "joint_branch", "place_id": "B", "parent_org_id": "o1"},
                {"org_id": "o3", "name": "已撤", "kind": "branch", "unit_id": "was", "dissolved_on": date(2022, 6, 29)},
                {"org_id": "top", "name": "党工委", "kind": "working_committee", "place_id": "D"},
            ],
            "coverage": [
                {
                    "org_id": "o2",
                    "covered_id": "covered",
                    "kind": "organization",
                    "mode": "joint",
                    "since": date(2022, 6, 30),
                },
                {"org_id": "o2", "covered_id": "work", "kind": "work", "mode": "instructor"},
                {"org_id": "o2", "covered_id": "was", "kind": "organization", "until": date(2022, 6, 29)},
                {"org_id": "o3", "covered_id": "bare", "kind": "organization"},
            ],
        }
    )


def test_uncovered_units_are_operating_and_without_a_live_organization(carrier: neo4j.Session) -> None:
    assert run_query(carrier, "uncovered-units-of-carrier", carrier="Z").rows == (
        ("work", "单位work", "Enterprise", 5, None, True, "B", "大厦"),
        ("bare", "单位bare", "Enterprise", 2, 9, False, "B", "大厦"),
        ("social", "单位social", "SocialOrganization", None, None, False, "B", "大厦"),
        ("was", "单位was", "Enterprise", None, None, False, "Z", "园区"),
    )
    earlier = run_query(carrier, "uncovered-units-of-carrier", carrier="Z", as_of="2022-06-29")
    assert [row[0] for row in earlier.rows] == ["work", "covered", "social"]


def test_who_covers_lists_own_organizations_and_live_rows(carrier: neo4j.Session) -> None:
    assert run_query(carrier, "who-covers", target="own").rows == (("o1", "支部", "branch", "own", None, None, None),)
    assert run_query(carrier, "who-covers", target="covered").rows == (
        ("o2", "联合", "joint_branch", "organization", "joint", date(2022, 6, 30), None),
    )
    assert run_query(carrier, "who-covers", target="was").rows == ()
    assert [row[0] for row in run_query(carrier, "who-covers", target="B").rows] == ["o2"]


def test_covered_by_organization_lists_what_it_reaches(carrier: neo4j.Session) -> None:
    assert run_query(carrier, "covered-by-organization", organization="o2").rows == (
        ("B", "大厦", "CommercialBuilding", "own", None, None),
        ("covered", "单位covered", "Enterprise", "organization", "joint", None),
        ("work", "单位work", "Enterprise", "work", "instructor", None),
    )
    assert run_query(carrier, "covered-by-organization", organization="o3").rows == ()


def test_line_of_superiors_goes_up_to_the_top(carrier: neo4j.Session) -> None:
    assert run_query(carrier, "line-of-superiors", organization="o2").rows == (
        (0, "o2", "联合", "joint_branch", "B", "大厦", "commercial_building"),
        (1, "o1", "支部", "branch", None, None, None),
        (2, "top", "党工委", "working_committee", "D", "区", "district"),
    )


def test_line_of_superiors_in_a_cycle_lists_each_once(fill: Fill) -> None:
    session = fill(
        {
            "party_organizations": [
                {"org_id": "a", "name": "甲", "kind": "branch", "parent_org_id": "b"},
                {"org_id": "b", "name": "乙", "kind": "branch", "parent_org_id": "a"},
            ]
        }
    )
    assert [row[:2] for row in run_query(session, "line-of-superiors", organization="a").rows] == [(0, "a"), (1, "b")]
