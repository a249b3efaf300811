"""A small made-up district: two streets, three communities, compounds, units, alliances, projects; with gaps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import networkx as nx

from graphmodel.graph import About, Dataset, Records, build_graph
from graphmodel.schema import BY_NAME

AS_OF = date(2022, 6, 30)
LAYERS = ("safety", "culture", "activity", "environment", "mediation")
Rows = Sequence[dict[str, Any]]


def made_up(**more: Rows) -> nx.MultiDiGraph:
    """Build the district; ``more`` are further rows of tables."""
    tables = {name: [*rows, *more.get(name, ())] for name, rows in _tables().items()}
    about = About(source="made-up", title="虚构区", as_of=AS_OF, synthetic=True, note="全部为虚构 / all made up")
    return build_graph(Dataset(about, {name: _records(name, rows) for name, rows in tables.items()}))


def _records(table: str, rows: Rows) -> Records:
    names = sorted({name for row in rows for name in row})
    return Records(BY_NAME[table], {name: [row.get(name) for row in rows] for name in names})


def _tables() -> dict[str, list[dict[str, Any]]]:
    places = [{"place_id": "D", "name": "虚构区", "level": "district"}]
    for street, name in (("S1", "东街街道"), ("S2", "西街街道")):
        places.append({"place_id": street, "name": name, "level": "street", "parent_id": "D"})
    for community, street in (("C1", "S1"), ("C2", "S1"), ("C3", "S2")):
        places.append({"place_id": community, "name": f"{community}社区", "level": "community", "parent_id": street})
        for number in range(6):
            compound = f"{community}-{number}"
            places.append(
                {"place_id": compound, "name": f"{number + 1}号院", "level": "compound", "parent_id": community}
            )
            places += [
                {"place_id": f"{compound}-b{n}", "name": f"{n}栋", "level": "building", "parent_id": compound}
                for n in range(number)
            ]
    organizations = [
        {"org_id": f"P-{place}", "name": f"{place}党组织", "kind": kind, "place_id": place, "formal_members": 20}
        for place, kind in (("S1", "working_committee"), ("C1", "committee"), ("C2", "committee"), ("C3", "committee"))
    ]
    organizations += [
        {"org_id": f"P-{place}", "name": f"{place}党支部", "kind": "branch", "place_id": place, "parent_org_id": "P-C1"}
        for place in ("C1-0", "C1-1", "C1-2", "C1-3-b1")
    ]
    firms = [
        {
            "unit_id": f"E{n:02d}",
            "name": f"{n:02d}号商贸有限公司",
            "place_id": ("C1", "C2", "C3")[n % 3],
            "party_members": n % 5,
        }
        for n in range(24)
    ]
    covered = [f"E{n:02d}" for n in range(24) if n % 3 != 1 or n % 2]
    coverage = [{"org_id": "P-C1", "covered_id": unit, "kind": "organization", "mode": "joint"} for unit in covered[:9]]
    coverage += [{"org_id": "P-C2", "covered_id": unit, "kind": "work", "mode": "instructor"} for unit in covered[9:]]
    coverage += [{"org_id": "P-C1", "covered_id": "C1-4", "kind": "work"}]
    projects, participants = [], []
    for n in range(30):
        projects.append(
            {
                "project_id": f"X{n:02d}",
                "title": f"项目{n}",
                "status": "done",
                "layer": (*LAYERS, None)[n % 6],
                "line": ("development", "governance")[n % 2],
                "started_on": AS_OF - timedelta(days=20 * n),
            }
        )
        chosen = {("P-C1", "P-C2", "P-S1")[n % 3], f"E{n % 24:02d}", f"E{n * 7 % 24:02d}"}
        participants += [{"project_id": f"X{n:02d}", "participant_id": who} for who in sorted(chosen)]
    categories = ("养老服务", "环境整治", "文化活动", "法律咨询")
    needs = [
        {
            "need_id": f"N{n:02d}",
            "title": f"需求{n}",
            "category": categories[n * n % 4],
            "place_id": ("C1", "C2", "C3")[n % 3],
            "raised_on": AS_OF - timedelta(days=15 * n),
            "status": ("open", "claimed", "met")[n % 3],
        }
        for n in range(20)
    ]
    resources = [
        {"resource_id": f"R{n:02d}", "title": f"资源{n}", "category": categories[n % 3], "offered_by": f"E{n:02d}"}
        for n in range(9)
    ]
    for n in range(6):
        projects[n] |= {"need_id": f"N{3 * n + 2:02d}", "resource_id": f"R{n:02d}"}
    return {
        "places": places,
        "party_organizations": organizations,
        "enterprises": firms,
        "owners_committees": [
            {"committee_id": f"W-{n}", "name": f"{n + 1}号院业委会", "compound_id": f"C1-{n}"} for n in (0, 2, 4)
        ],
        "alliances": [
            {"alliance_id": "A1", "name": "东街联席会议", "kind": "joint_conference", "place_id": "S1"},
            {"alliance_id": "A2", "name": "纸上产业联盟", "kind": "industry_alliance", "place_id": "D"},
        ],
        "needs": needs,
        "resources": resources,
        "published_totals": [
            {"figure": "compounds", "place_id": "D", "value": 18},
            {"figure": "projects", "place_id": "D", "value": 12, "relation": "more_than"},
            {"figure": "street_working_committees", "place_id": "D", "value": 2},
        ],
        "projects": projects,
        "coverage": coverage,
        "property_services": [{"enterprise_id": "E00", "compound_id": f"C1-{n}"} for n in (0, 1)],
        "alliance_members": [
            {"alliance_id": "A1", "member_id": who, "role": role}
            for who, role in (("P-S1", "lead"), ("P-C1", "member"), ("E01", "member"), ("E23", "member"))
        ]
        + [{"alliance_id": "A2", "member_id": who} for who in ("E05", "E06")],
        "project_participants": participants,
    }
