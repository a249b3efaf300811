from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from graphmodel.gaps import find_gaps
from tests.graphmodel.gaps.worlds import LADDER, ago, evidence, findings, subjects, world

Row = dict[str, Any]
LAYERS = ["safety", "culture", "activity", "environment", "mediation"]
KINDS = ["party_building", "government_service", "urban_renewal", "smart_governance", "media"]


def community(**tables: Any) -> Any:
    """Community C where four layers are alive by activities; safety is left to the test."""
    given: dict[str, Any] = {
        "places": LADDER,
        "enterprises": [{"unit_id": "E", "place_id": "C"}, {"unit_id": "F", "place_id": "H"}, {"unit_id": "G"}],
        "activities": [
            {"activity_id": layer, "layer": layer, "place_id": "C", "held_on": ago(0)} for layer in LAYERS[1:]
        ],
    }
    return world(**{**given, **tables})


def missing(graph: Any) -> list[str]:
    found = findings(graph, "layer-missing")
    return found[0].evidence["layers"] if found else []


def test_an_empty_community_misses_all_layers_in_their_order() -> None:
    assert missing(world(places=LADDER)) == LAYERS


@pytest.mark.parametrize(
    ("row", "there"),
    [
        ({"started_on": ago(365)}, True),
        ({"started_on": ago(366)}, False),
        ({"started_on": ago(-1)}, False),
        ({"finished_on": ago(1)}, False),
        ({"started_on": ago(1), "status": "cancelled"}, False),
        ({"started_on": ago(1), "place_id": "H"}, False),
        ({"started_on": ago(1), "place_id": "S"}, False),
        ({"started_on": ago(1), "layer": None}, False),
    ],
)
def test_a_project_begun_within_a_year_in_the_community_itself(row: Row, there: bool) -> None:  # noqa: FBT001 -- a case
    projects = [{"project_id": "P", "status": "open", "layer": "safety", "place_id": "C", **row}]
    assert missing(community(projects=projects)) == ([] if there else ["safety"])


@pytest.mark.parametrize(("days", "there"), [(365, True), (366, False), (0, True), (-1, False)])
def test_an_activity_within_a_year(days: int, there: bool) -> None:  # noqa: FBT001 -- a case
    held = [
        {"activity_id": layer, "layer": layer, "place_id": "C", "held_on": ago(days if layer == "safety" else 0)}
        for layer in LAYERS
    ]
    assert missing(community(activities=held)) == ([] if there else ["safety"])


@pytest.mark.parametrize(
    ("link", "there"),
    [
        ({"from_id": "E", "to_id": "G"}, True),
        ({"from_id": "G", "to_id": "E"}, True),
        ({"from_id": "F", "to_id": "G"}, False),
        ({"from_id": "E", "to_id": "G", "until": ago(0)}, True),
        ({"from_id": "E", "to_id": "G", "until": ago(1)}, False),
        ({"from_id": "E", "to_id": "G", "since": ago(-1)}, False),
        ({"from_id": "E", "to_id": "G", "since": ago(5000)}, True),
        ({"from_id": "E", "to_id": "O"}, False),
        ({"from_id": "Q", "to_id": "G"}, True),
    ],
)
def test_a_live_link_with_an_end_lying_in_the_community(link: Row, there: bool) -> None:  # noqa: FBT001 -- a case
    # O is dissolved; Q has no place of its own and lies in its unit's.
    organizations = [
        {"org_id": "O", "kind": "branch", "dissolved_on": ago(1)},
        {"org_id": "Q", "kind": "branch", "unit_id": "E"},
    ]
    graph = community(party_organizations=organizations, links=[{"layer": "safety", **link}])
    assert missing(graph) == ([] if there else ["safety"])


def lines(*rows: tuple[str, str, str], who: dict[str, tuple[str, ...]], **values: Any) -> Any:
    """Projects of id, line and place."""
    return world(
        places=LADDER,
        enterprises=[{"unit_id": id_} for id_ in ("E", "F", "G")],
        projects=[
            {"project_id": id_, "line": line, "place_id": place, "status": "done", **values}
            for id_, line, place in rows
        ],
        project_participants=[
            {"project_id": id_, "participant_id": one} for id_, several in who.items() for one in several
        ],
    )


BOTH = (("P", "development", "C"), ("Q", "governance", "C"))


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ({"P": ("E",), "Q": ("F",)}, ["C"]),
        ({"P": ("E", "G"), "Q": ("F", "G")}, []),
        ({"P": ("E",), "Q": ("E",)}, []),
        ({}, ["C"]),
    ],
)
def test_a_participant_in_both_lines_joins_them(who: dict[str, tuple[str, ...]], expected: list[str]) -> None:
    assert subjects(lines(*BOTH, who=who), "lines-not-joined") == expected


def test_both_lines_must_have_projects_in_the_community_itself() -> None:
    rule = "lines-not-joined"
    assert subjects(lines(BOTH[0], who={}), rule) == []
    assert subjects(lines(BOTH[0], ("Q", "governance", "H"), who={}), rule) == []
    assert subjects(lines(*BOTH, who={}, status="cancelled"), rule) == []
    assert subjects(lines(*BOTH, who={}, started_on=ago(-1)), rule) == []


def test_lines_have_no_window() -> None:
    graph = lines(*BOTH, ("R", "governance", "C"), who={}, started_on=ago(9000))
    assert evidence(graph, "lines-not-joined") == {"development": 1, "governance": 2}


def centres(*kinds: str, exchanges: Any = ()) -> Any:
    rows = [{"centre_id": f"{kind}{at}", "kind": kind} for at, kind in enumerate(kinds)]
    return world(places=LADDER, service_centres=rows, data_exchanges=list(exchanges))


def test_every_pair_of_the_five_kinds_should_exchange() -> None:
    pairs = sorted("|".join(pair) for pair in combinations(KINDS, 2))
    assert subjects(centres(*reversed(KINDS)), "centres-not-exchanging") == pairs


def test_kinds_that_are_absent_or_others_are_no_pair() -> None:
    graph = centres("media", "party_service", "party_building", "mediation", "other")
    (found,) = findings(graph, "centres-not-exchanging")
    assert found.subject == "party_building|media"
    assert found.scope == ("D",)


@pytest.mark.parametrize(
    ("exchange", "expected"),
    [
        ({"from_id": "media1", "to_id": "party_building0"}, []),
        ({"from_id": "party_building2", "to_id": "media1"}, []),
        ({"from_id": "party_building0", "to_id": "party_building2"}, ["party_building|media"]),
        ({"from_id": "media1", "to_id": "party_building0", "until": ago(0)}, []),
        ({"from_id": "media1", "to_id": "party_building0", "until": ago(1)}, ["party_building|media"]),
        ({"from_id": "media1", "to_id": "party_building0", "since": ago(-1)}, ["party_building|media"]),
    ],
)
def test_one_live_exchange_in_either_direction_is_enough(exchange: Row, expected: list[str]) -> None:
    graph = centres("party_building", "media", "party_building", exchanges=[exchange])
    assert subjects(graph, "centres-not-exchanging") == expected


def test_one_kind_alone_is_not_applicable() -> None:
    report = find_gaps(centres("media"), rules=["centres-not-exchanging"])
    assert list(report.not_applicable) == ["centres-not-exchanging"]
