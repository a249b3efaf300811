from __future__ import annotations

from typing import Any

import pytest

from tests.graphmodel.gaps.worlds import LADDER, ago, evidence, findings, subjects, world

Row = dict[str, Any]
LEVELS = (
    "district",
    "street",
    "community",
    "compound",
    "building",
    "grid",
    "zone",
    "commercial_building",
    "business_district",
    "market",
)
ALLOWED = {
    "street": {"district"},
    "community": {"street"},
    "compound": {"community"},
    "grid": {"community"},
    "building": {"compound"},
    "zone": {"district", "street", "community"},
    "commercial_building": {"district", "street", "community"},
    "business_district": {"district", "street", "community"},
    "market": {"district", "street", "community"},
}


def organizations(*rows: tuple[str, str | None, str | None], **values: Any) -> list[Row]:
    """Rows of id, place and superior."""
    return [
        {"org_id": id_, "kind": "branch", "place_id": place, "parent_org_id": superior, **values}
        for id_, place, superior in rows
    ]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("above", LEVELS)
def test_every_step_of_the_ladder(level: str, above: str) -> None:
    places = [{"place_id": "X", "level": level, "parent_id": "Y"}, {"place_id": "Y", "level": above}]
    broken = level != "district" and above not in ALLOWED[level]
    assert ("X" in subjects(world(places=places), "place-chain-broken")) is broken


def test_a_place_without_a_parent_breaks_the_chain_but_a_district() -> None:
    places = [{"place_id": "D", "level": "district"}, {"place_id": "S", "level": "street"}]
    assert subjects(world(places=places), "place-chain-broken") == ["S"]


def test_a_district_below_a_street_is_not_looked_at() -> None:
    places = [{"place_id": "D", "level": "district", "parent_id": "S"}, {"place_id": "S", "level": "street"}]
    assert subjects(world(places=places), "place-chain-broken") == ["S"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("working_committee", []), ("committee", []), ("comprehensive_committee", ["S"]), ("branch", ["S"])],
)
def test_a_street_needs_a_working_committee_or_a_committee(kind: str, expected: list[str]) -> None:
    at_both = [{"org_id": "O", "kind": kind, "place_id": "S"}, {"org_id": "P", "kind": "group", "place_id": "C"}]
    assert subjects(world(places=LADDER, party_organizations=at_both), "place-without-organization") == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"kind": "group"}, []),
        ({"kind": "committee", "dissolved_on": ago(1)}, ["C"]),
        ({"kind": "committee", "established_on": ago(-1)}, ["C"]),
        ({"kind": "committee", "unit_id": "E"}, ["C"]),
    ],
)
def test_a_community_needs_a_live_organization_at_it(values: Row, expected: list[str]) -> None:
    graph = world(
        places=LADDER,
        enterprises=[{"unit_id": "E", "place_id": "C"}],
        party_organizations=[
            {"org_id": "S1", "kind": "working_committee", "place_id": "S"},
            {"org_id": "O", "place_id": "C", **values},
        ],
    )
    assert subjects(graph, "place-without-organization") == expected


def test_a_building_needs_a_group_once_its_compound_is_organized() -> None:
    rule = "building-without-group"
    assert subjects(world(places=LADDER), rule) == []
    at_compound = organizations(("O", "H", None))
    assert evidence(world(places=LADDER, party_organizations=at_compound), rule) == {"compound": "H"}
    at_both = organizations(("O", "H", None), ("G", "B", None))
    assert subjects(world(places=LADDER, party_organizations=at_both), rule) == []


def test_only_an_organization_at_the_building_closes_it() -> None:
    covered = world(
        places=LADDER,
        party_organizations=organizations(("O", None, None)),
        coverage=[{"org_id": "O", "covered_id": place, "kind": "organization"} for place in ("H", "B")],
    )
    assert subjects(covered, "building-without-group") == ["B"]


def test_a_building_that_is_not_in_a_compound_is_not_looked_at() -> None:
    places = [*LADDER[:3], {"place_id": "B", "level": "building", "parent_id": "C"}]
    graph = world(places=places, party_organizations=organizations(("O", "C", None)))
    assert subjects(graph, "building-without-group") == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"kind": "branch", "place_id": "C"}, ["O"]),
        ({"kind": "working_committee", "place_id": "C"}, []),
        ({"kind": "branch", "place_id": "D"}, []),
        ({"kind": "branch"}, ["O"]),
        ({"kind": "branch", "unit_id": "E"}, ["O"]),
        ({"kind": "branch", "unit_id": "F"}, []),
        ({"kind": "branch", "place_id": "C", "dissolved_on": ago(1)}, []),
    ],
)
def test_who_needs_a_superior(values: Row, expected: list[str]) -> None:
    # E lies in a community, F in the district, which has no parent.
    units = [{"unit_id": "E", "place_id": "C"}, {"unit_id": "F", "place_id": "D"}]
    graph = world(places=LADDER, enterprises=units, party_organizations=[{"org_id": "O", **values}])
    assert subjects(graph, "organization-without-superior") == expected


def test_a_place_without_a_parent_exempts_whatever_its_level() -> None:
    stray = [{"place_id": "Z", "level": "compound"}]
    graph = world(places=stray, party_organizations=organizations(("O", "Z", None)))
    assert subjects(graph, "organization-without-superior") == []


@pytest.mark.parametrize(
    ("values", "expected"), [({}, []), ({"dissolved_on": ago(1)}, ["O"]), ({"established_on": ago(-1)}, ["O"])]
)
def test_a_superior_that_is_not_live_is_none(values: Row, expected: list[str]) -> None:
    graph = world(
        places=LADDER,
        party_organizations=[
            {"org_id": "P", "kind": "working_committee", "place_id": "S", **values},
            {"org_id": "O", "kind": "branch", "place_id": "C", "parent_org_id": "P"},
        ],
    )
    assert subjects(graph, "organization-without-superior") == expected


def test_cycles_are_found_once_each() -> None:
    rows = organizations(
        ("b", None, "c"),
        ("c", None, "a"),
        ("a", None, "b"),
        ("tail", None, "b"),
        ("self", None, "self"),
        ("top", None, None),
        ("below", None, "top"),
    )
    found = findings(world(party_organizations=rows), "reporting-cycle")
    assert [(finding.subject, finding.evidence["cycle"]) for finding in found] == [
        ("a", ["a", "b", "c"]),
        ("self", ["self"]),
    ]


def test_the_smallest_id_is_by_code_point() -> None:
    rows = organizations(("é", None, "z"), ("z", None, "é"))
    assert subjects(world(party_organizations=rows), "reporting-cycle") == ["z"]


def test_a_dissolved_member_breaks_the_cycle() -> None:
    rows = organizations(("a", None, "b"), ("b", None, "a"))
    rows[1]["dissolved_on"] = ago(1)
    assert subjects(world(party_organizations=rows), "reporting-cycle") == []


TWO_STREETS = (
    *LADDER,
    {"place_id": "S2", "level": "street", "parent_id": "D"},
    {"place_id": "C2", "level": "community", "parent_id": "S2"},
)


@pytest.mark.parametrize(
    ("own", "above", "expected"),
    [
        ("C", "C", []),
        ("C", "S", []),
        ("C", "D", []),
        ("C", "S2", ["O"]),
        ("C", "H", ["O"]),
        ("S", "C", ["O"]),
        ("C", None, []),
        (None, "S2", []),
    ],
)
def test_the_superior_is_here_or_above(own: str | None, above: str | None, expected: list[str]) -> None:
    graph = world(places=TWO_STREETS, party_organizations=organizations(("O", own, "P"), ("P", above, None)))
    assert subjects(graph, "superior-outside-chain") == expected


def test_an_organization_of_a_unit_is_not_at_a_place() -> None:
    rows = organizations(("O", "C", "P"), ("P", "S2", None))
    rows[0]["unit_id"] = "E"
    rows[1]["unit_id"] = None
    graph = world(places=TWO_STREETS, enterprises=[{"unit_id": "E"}], party_organizations=rows)
    assert subjects(graph, "superior-outside-chain") == []


def test_above_stops_where_places_run_in_a_circle() -> None:
    places = [
        {"place_id": "X", "level": "compound", "parent_id": "Y"},
        {"place_id": "Y", "level": "compound", "parent_id": "X"},
        {"place_id": "Z", "level": "street"},
    ]
    rows = organizations(("O", "X", "P"), ("P", "Y", "Q"), ("Q", "Z", None))
    assert subjects(world(places=places, party_organizations=rows), "superior-outside-chain") == ["P"]


def _skipping(**community: Any) -> list[Row]:
    rows = organizations(("O", "H", "P"), ("P", "S", None), ("Q", "C", None))
    rows[2].update(community)
    return rows


def test_a_compound_should_not_skip_the_community() -> None:
    graph = world(places=LADDER, party_organizations=_skipping())
    assert evidence(graph, "skipped-rung") == {"superior": "P", "street": "S", "community": "C"}


@pytest.mark.parametrize("community", [{"dissolved_on": ago(1)}, {"place_id": None}, {"unit_id": "E"}])
def test_without_an_organization_at_the_community_nothing_is_skipped(community: Row) -> None:
    graph = world(places=LADDER, enterprises=[{"unit_id": "E"}], party_organizations=_skipping(**community))
    assert subjects(graph, "skipped-rung") == []


def test_the_superior_must_be_at_the_street_above() -> None:
    elsewhere = organizations(("O", "H", "P"), ("P", "S2", None), ("Q", "C", None))
    assert subjects(world(places=TWO_STREETS, party_organizations=elsewhere), "skipped-rung") == []
    at_district = organizations(("O", "H", "P"), ("P", "D", None), ("Q", "C", None))
    assert subjects(world(places=LADDER, party_organizations=at_district), "skipped-rung") == []


def test_only_compounds_in_communities_in_streets_skip() -> None:
    places = [*LADDER[:2], {"place_id": "C", "level": "grid", "parent_id": "S"}, *LADDER[3:]]
    assert subjects(world(places=places, party_organizations=_skipping()), "skipped-rung") == []
