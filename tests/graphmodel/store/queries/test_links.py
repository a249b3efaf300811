"""Queries on ties between organizations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import neo4j
import pytest

from graphmodel.store.queries import run_query

pytestmark = pytest.mark.neo4j
Fill = Callable[..., neo4j.Session]


@pytest.fixture
def network(fill: Fill) -> neo4j.Session:
    """o1 and o2 share a project, an activity, a meeting, an alliance and a link; o3 hangs on o2 by a link, o4 on none."""
    return fill(
        {
            "places": [{"place_id": "X", "name": "院", "level": "compound"}],
            "party_organizations": [
                {"org_id": f"o{number}", "name": f"组织{number}", "kind": "branch"} for number in range(1, 5)
            ],
            "projects": [
                {
                    "project_id": "p",
                    "title": "项目",
                    "status": "done",
                    "layer": "safety",
                    "started_on": date(2022, 1, 1),
                    "finished_on": date(2022, 5, 1),
                },
                {"project_id": "off", "title": "取消", "status": "cancelled", "layer": "safety"},
                {"project_id": "later", "title": "未开始", "status": "open", "started_on": date(2022, 7, 1)},
            ],
            "project_participants": [
                {"project_id": "p", "participant_id": "o1", "role": "initiator"},
                {"project_id": "p", "participant_id": "o2", "role": "partner"},
                {"project_id": "p", "participant_id": "o2", "role": "funder"},
                *({"project_id": what, "participant_id": who} for what in ("off", "later") for who in ("o1", "o4")),
            ],
            "activities": [{"activity_id": "a", "title": "活动", "layer": "culture", "held_on": date(2022, 3, 1)}],
            "activity_participants": [
                {"activity_id": "a", "participant_id": "o1", "role": "host"},
                {"activity_id": "a", "participant_id": "o2"},
            ],
            "meetings": [
                {"meeting_id": "m", "place_id": "X", "step": "week", "held_on": date(2022, 2, 1), "topic": "议题"}
            ],
            "meeting_participants": [{"meeting_id": "m", "participant_id": who} for who in ("o1", "o2")],
            "alliances": [{"alliance_id": "A", "name": "联盟", "kind": "other"}],
            "alliance_members": [
                {"alliance_id": "A", "member_id": "o1", "role": "lead", "since": date(2021, 1, 1)},
                {"alliance_id": "A", "member_id": "o2", "since": date(2021, 5, 1)},
            ],
            "links": [
                {"from_id": "o2", "to_id": "o1", "layer": "safety", "agreement": "协议"},
                {"from_id": "o2", "to_id": "o3", "layer": "mediation", "since": date(2022, 6, 30)},
                {"from_id": "o1", "to_id": "o3", "until": date(2022, 6, 29)},
            ],
        }
    )


def test_joint_work_lists_all_that_two_did_together(network: neo4j.Session) -> None:
    assert run_query(network, "joint-work", first="o1", second="o2").rows == (
        ("activity", "a", "活动", "culture", date(2022, 3, 1), ["host"], []),
        ("meeting", "m", "议题", None, date(2022, 2, 1), [], []),
        ("project", "p", "项目", "safety", date(2022, 1, 1), ["initiator"], ["funder", "partner"]),
        ("alliance", "A", "联盟", None, date(2021, 5, 1), ["lead"], []),
        ("link", None, "协议", "safety", None, [], []),
    )


def test_what_is_cancelled_ended_or_to_come_is_no_joint_work(network: neo4j.Session) -> None:
    assert run_query(network, "joint-work", first="o1", second="o4").rows == ()
    assert run_query(network, "joint-work", first="o1", second="o3").rows == ()


def test_partners_by_layer_counts_each_channel(network: neo4j.Session) -> None:
    assert run_query(network, "partners-by-layer", organization="o2").rows == (
        ("culture", "o1", "组织1", "PartyOrganization", 0, 1, 0, date(2022, 3, 1)),
        ("mediation", "o3", "组织3", "PartyOrganization", 0, 0, 1, date(2022, 6, 30)),
        ("safety", "o1", "组织1", "PartyOrganization", 1, 0, 1, date(2022, 5, 1)),
    )
    only = run_query(network, "partners-by-layer", organization="o2", layer="矛盾联调")
    assert [row[1] for row in only.rows] == ["o3"]
    assert run_query(network, "partners-by-layer", organization="o4").rows == ()


def test_path_between_organizations_is_a_shortest_live_one(network: neo4j.Session) -> None:
    assert run_query(network, "path-between-organizations", first="o1", second="o3").rows == (
        (0, "o1", "组织1", "PartyOrganization", "BUILDS_WITH"),
        (1, "o2", "组织2", "PartyOrganization", "BUILDS_WITH"),
        (2, "o3", "组织3", "PartyOrganization", None),
    )
    assert run_query(network, "path-between-organizations", first="o1", second="o4").rows == ()
    assert run_query(network, "path-between-organizations", first="o1", second="o1").rows == ()
    earlier = run_query(network, "path-between-organizations", first="o1", second="o3", as_of="2022-06-29")
    assert [row[1] for row in earlier.rows] == ["o1", "o3"]
