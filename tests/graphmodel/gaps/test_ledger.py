from __future__ import annotations

from typing import Any

import pytest

from graphmodel.gaps import find_gaps
from graphmodel.gaps.figures import FIGURES
from tests.graphmodel.gaps.worlds import LADDER, ago, evidence, findings, subjects, world

RULE = "published-total-differs"
Row = dict[str, Any]

PLACES = (
    *({**place, "demonstration": place["place_id"] in "CH", "old_compound": True} for place in LADDER),
    {"place_id": "H2", "level": "compound", "parent_id": "C"},
    {"place_id": "H3", "level": "compound"},
    {"place_id": "Z", "level": "zone", "parent_id": "S"},
    {"place_id": "M", "level": "market", "parent_id": "D"},
)


def everything(*totals: Row) -> Any:
    """A district with one of each that counts and one of each that does not."""
    return world(
        places=PLACES,
        party_organizations=[
            {"org_id": "O1", "kind": "working_committee", "place_id": "S"},
            {"org_id": "O2", "kind": "committee", "place_id": "S"},
            {"org_id": "O3", "kind": "committee", "place_id": "C"},
            {"org_id": "O4", "kind": "branch", "place_id": "H"},
            {"org_id": "O5", "kind": "group", "place_id": "H"},
            {"org_id": "O6", "kind": "branch", "place_id": "H", "unit_id": "N1"},
            {"org_id": "O7", "kind": "branch", "place_id": "C", "dissolved_on": ago(1)},
            {"org_id": "O8", "kind": "branch", "place_id": "Z"},
            {"org_id": "O9", "kind": "branch", "place_id": "H3"},
        ],
        social_organizations=[
            {"unit_id": "N1", "place_id": "H"},
            {"unit_id": "N2", "place_id": "D"},
            {"unit_id": "N3", "place_id": "H", "operating_status": "closed"},
            {"unit_id": "N4"},
        ],
        coverage=[{"org_id": "O3", "covered_id": "H2", "kind": "work"}],
        projects=[
            {"project_id": "P1", "status": "done", "layer": "safety", "place_id": "H", "funds_yuan": 0.1},
            {"project_id": "P2", "status": "open", "place_id": "C", "funds_yuan": 0.2},
            {"project_id": "P3", "status": "cancelled", "layer": "safety", "place_id": "C", "funds_yuan": 5.0},
            {"project_id": "P4", "status": "open", "layer": "safety", "place_id": "C", "started_on": ago(-1)},
            {"project_id": "P5", "status": "claimed", "layer": "culture", "funds_yuan": 1.0},
        ],
        requests=[
            {"request_id": "Q1", "place_id": "H", "raised_on": ago(9), "resolved_on": ago(0)},
            {"request_id": "Q2", "place_id": "H", "raised_on": ago(9), "resolved_on": ago(-1)},
            {"request_id": "Q3", "place_id": "H", "raised_on": ago(-1)},
            {"request_id": "Q4", "raised_on": ago(9)},
        ],
        published_totals=list(totals),
    )


IN_DISTRICT = {
    "street_working_committees": 1,
    "community_organizations": 1,
    "compound_organizations": 2,
    "compounds": 2,
    "old_compounds": 1,
    "demonstration_places": 2,
    "two_coverages_of_compounds": 1.0,
    "zone_building_market_coverage": 0.5,
    "social_organizations": 2,
    "projects": 2,
    "funds_yuan": 0.3,
    "five_action_projects": 1,
    "requests_raised": 2,
    "requests_resolved": 1,
}
OF_ALL = {
    **IN_DISTRICT,
    "compound_organizations": 3,
    "compounds": 3,
    "two_coverages_of_compounds": 1.0,
    "social_organizations": 3,
    "projects": 3,
    "funds_yuan": 1.3,
    "five_action_projects": 2,
    "requests_raised": 3,
}


def test_every_figure_is_tested() -> None:
    assert set(IN_DISTRICT) == set(FIGURES)


@pytest.mark.parametrize("figure", list(FIGURES))
def test_figures_of_a_place_count_its_subtree(figure: str) -> None:
    right: dict[str, Any] = {"figure": figure, "place_id": "D", "value": float(IN_DISTRICT[figure])}
    assert subjects(everything(right), RULE) == []
    wrong = everything({**right, "value": right["value"] + 0.01})
    found = evidence(wrong, RULE)
    assert found["given"] == IN_DISTRICT[figure]
    assert [finding.subject for finding in findings(wrong, RULE)] == [f"{figure}|D"]


@pytest.mark.parametrize("figure", list(FIGURES))
def test_figures_without_a_place_count_everything(figure: str) -> None:
    right: dict[str, Any] = {"figure": figure, "value": float(OF_ALL[figure])}
    assert subjects(everything(right), RULE) == []
    assert subjects(everything({**right, "value": right["value"] + 1}), RULE) == [figure]


def test_a_figure_of_a_place_below_counts_only_there() -> None:
    totals = [{"figure": "compounds", "place_id": place, "value": 1.0} for place in ("H", "C", "H3")]
    assert subjects(everything(*totals), RULE) == ["compounds|C"]


@pytest.mark.parametrize(("value", "expected"), [(1.0, []), (2.0, ["compounds|D"]), (3.0, ["compounds|D"])])
def test_more_than_is_strict(value: float, expected: list[str]) -> None:
    total = {"figure": "compounds", "place_id": "D", "relation": "more_than", "value": value}
    assert subjects(everything(total), RULE) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(0.5, 0), (0.5005, 0), (0.4995, 0), (0.50051, 1), (0.49949, 1), (1.0, 1)]
)
def test_a_rate_may_be_five_ten_thousandths_off(value: float, expected: int) -> None:
    total = {"figure": "zone_building_market_coverage", "place_id": "D", "value": value}
    assert len(subjects(everything(total), RULE)) == expected


@pytest.mark.parametrize(("value", "expected"), [(0.4999, 0), (0.5, 1), (0.5001, 1)])
def test_a_rate_of_more_than_has_no_tolerance(value: float, expected: int) -> None:
    total = {"figure": "zone_building_market_coverage", "place_id": "D", "relation": "more_than", "value": value}
    assert len(subjects(everything(total), RULE)) == expected


def test_a_rate_of_nothing_differs() -> None:
    total = {"figure": "zone_building_market_coverage", "place_id": "H", "value": 0.0}
    assert evidence(everything(total), RULE)["given"] is None


def test_several_rows_are_one_finding_if_any_differs() -> None:
    rows = [{"figure": "compounds", "place_id": "D", "value": value} for value in (2.0, 7.0)]
    assert evidence(everything(*rows), RULE) == {
        "figure": "compounds",
        "published": [7],
        "relation": ["equal"],
        "given": 2,
        "place": "D",
    }


def test_an_unknown_figure_is_a_warning() -> None:
    report = find_gaps(everything({"figure": "happiness", "value": 1.0}), rules=[RULE])
    assert not report.findings
    assert [warning.en for warning in report.warnings] == [
        "unknown figure 'happiness' among the published totals: not compared"
    ]


def test_the_scope_is_that_of_the_figures_place() -> None:
    graph = everything({"figure": "compounds", "place_id": "C", "value": 9.0}, {"figure": "compounds", "value": 9.0})
    assert {finding.subject: finding.scope for finding in findings(graph, RULE)} == {
        "compounds": (),
        "compounds|C": ("D", "S", "C"),
    }
    assert subjects(graph, RULE, scope="S") == ["compounds|C"]


def test_a_figure_names_the_absent_tables_it_rests_on() -> None:
    graph = world(
        places=PLACES, published_totals=[{"figure": "projects", "value": 3}, {"figure": "compounds", "value": 99}]
    )
    found = {finding.subject: finding.evidence.get("absent_tables") for finding in findings(graph, RULE)}
    assert found == {"compounds": None, "projects": ["projects"]}
