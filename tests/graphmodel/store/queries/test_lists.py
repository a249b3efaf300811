"""Queries on needs and resources."""

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
ORGS = [{"org_id": "o", "name": "支部", "kind": "branch"}]


def need(identifier: str, category: str, **values: Any) -> dict[str, Any]:
    return {"need_id": identifier, "title": f"需求{identifier}", "category": category, **values}


def resource(identifier: str, category: str, **values: Any) -> dict[str, Any]:
    return {
        "resource_id": identifier,
        "title": f"资源{identifier}",
        "category": category,
        "offered_by": "o",
        **values,
    }


def test_needs_without_resource_look_in_their_own_street(fill: Fill) -> None:
    session = fill(
        {
            "places": PLACES,
            "party_organizations": ORGS,
            "needs": [
                need("same", "车", place_id="S1"),
                need("wide", "ＣＡＲ ", place_id="S2"),
                need("other", "车", place_id="S2", raised_on=date(2022, 6, 30)),
                need("nowhere", "车"),
                need("district", "棚", place_id="D"),
                need("street", "棚", place_id="S1"),
                need("expired", "伞", place_id="C1", expires_on=date(2022, 7, 31)),
                need("met", "伞", status="met"),
                need("future", "伞", raised_on=date(2022, 7, 1)),
            ],
            "resources": [
                resource("r1", "车", place_id="C1"),
                resource("r2", "CAR"),
                resource("r3", "棚", place_id="D"),
                resource("r4", "伞", available_until=date(2022, 6, 29)),
                resource("r5", "伞", available_from=date(2022, 7, 1)),
            ],
        }
    )
    assert run_query(session, "needs-without-resource").rows == (
        ("expired", "需求expired", "伞", "一街", None, date(2022, 7, 31), 0),
        ("other", "需求other", "车", "二街", date(2022, 6, 30), None, 1),
        ("street", "需求street", "棚", "一街", None, None, 1),
    )
    only = run_query(session, "needs-without-resource", place="S1")
    assert [row[0] for row in only.rows] == ["expired", "street"]


def test_resources_for_need_come_nearest_first(fill: Fill) -> None:
    session = fill(
        {
            "places": PLACES,
            "party_organizations": ORGS,
            "needs": [need("n", "车", place_id="C1")],
            "resources": [
                resource("far", "车", place_id="S2"),
                resource("free", "车", capacity=3),
                resource("used", "车", place_id="S1"),
                resource("near", " 车", place_id="S1", available_until=date(2022, 6, 30)),
                resource("over", "车", available_until=date(2022, 6, 29)),
                resource("else", "船"),
            ],
            "projects": [
                {"project_id": "p1", "title": "项目", "status": "claimed", "resource_id": "used"},
                {"project_id": "p2", "title": "取消", "status": "cancelled", "resource_id": "near"},
            ],
        }
    )
    rows = run_query(session, "resources-for-need", need="n").rows
    assert [(row[0], row[2], row[7]) for row in rows] == [
        ("near", "same_street", 0),
        ("used", "same_street", 1),
        ("free", "anywhere", 0),
        ("far", "elsewhere", 0),
    ]
    assert rows[2] == ("free", "资源free", "anywhere", "o", "支部", 3, None, 0)
