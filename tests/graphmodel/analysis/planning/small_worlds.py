"""Small random districts for planners, as rows and as graphs."""

from __future__ import annotations

from typing import Any

import networkx as nx
from hypothesis import strategies as st

from tests.graphmodel.gaps.worlds import ago, world

COMMUNITIES = ("C1", "C2")
PLACES = ("C1", "C1a", "C1b", "C2", "C2a")


@st.composite
def districts(draw: st.DrawFn) -> nx.MultiDiGraph:
    """Draw a district of two communities with small units, some covered, some not."""
    places: list[dict[str, Any]] = [
        {"place_id": "D", "level": "district"},
        {"place_id": "S", "level": "street", "parent_id": "D"},
    ]
    places += [{"place_id": community, "level": "community", "parent_id": "S"} for community in COMMUNITIES]
    places += [
        {
            "place_id": place,
            "level": "compound",
            "parent_id": place[:2],
            "households": draw(st.sampled_from([None, 0, 10, 25, 40])),
            "longitude": 104 + draw(st.integers(0, 30)) / 1000,
            "latitude": 30.7,
        }
        for place in ("C1a", "C1b", "C2a")
    ]
    unit = st.fixed_dictionaries(
        {
            "party_members": st.sampled_from([None, 0, 1, 1, 2, 2, 3]),
            "place_id": st.sampled_from([*PLACES, *PLACES, None]),
            "industry": st.sampled_from(["餐饮", "制造", None]),
            "operating_status": st.sampled_from([None, None, None, "operating", "closed"]),
        }
    )
    units: list[dict[str, Any]] = [
        {"unit_id": f"E{number:02}", **values} for number, values in enumerate(draw(st.lists(unit, max_size=14)))
    ]
    organizations: list[dict[str, Any]] = [{"org_id": "P-S", "kind": "working_committee", "place_id": "S"}]
    organizations += [
        {"org_id": f"P-{community}", "kind": "committee", "place_id": community, "parent_org_id": "P-S"}
        for community in sorted(draw(st.sets(st.sampled_from(COMMUNITIES))))
    ]
    kinds = st.sampled_from([("organization", None), ("organization", ago(1)), ("work", None), ("activity", None)])
    covered = draw(
        st.dictionaries(
            st.sampled_from(units or [{"unit_id": None}]).map(lambda row: row["unit_id"]), kinds, max_size=4
        )
    )
    coverage = [
        {"org_id": "P-S", "covered_id": unit, "kind": kind, "until": until}
        for unit, (kind, until) in sorted(covered.items(), key=str)
        if unit is not None
    ]
    tables: dict[str, Any] = {
        "places": places,
        "party_organizations": organizations,
        "enterprises": units,
        "coverage": coverage,
    }
    return world(**{name: rows for name, rows in tables.items() if rows})
