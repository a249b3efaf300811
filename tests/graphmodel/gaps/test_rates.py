from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.gaps import RATES, CoverageRates, coverage_rates, wilson_interval
from graphmodel.gaps.figures import FIGURES
from graphmodel.gaps.find import open_facts
from graphmodel.gaps.rate_words import DEFINITIONS, HEADINGS
from graphmodel.graph import Dataset, build_graph, place_of, subtree
from tests.graphmodel.gaps.worlds import LADDER, ago, world
from tests.strategies import datasets

PLACES = (
    *LADDER,
    {"place_id": "S2", "level": "street", "parent_id": "D"},
    {"place_id": "H2", "level": "compound", "parent_id": "S2"},
    {"place_id": "H3", "level": "compound", "parent_id": "C"},
)


def district() -> Any:
    return world(
        places=PLACES,
        enterprises=[
            {"unit_id": "E1", "place_id": "H"},
            {"unit_id": "E2", "place_id": "B"},
            {"unit_id": "E3", "place_id": "S2"},
            {"unit_id": "E4", "place_id": "H", "operating_status": "closed"},
            {"unit_id": "E5"},
        ],
        social_organizations=[{"unit_id": "N1", "place_id": "C"}],
        public_institutions=[{"unit_id": "I1", "place_id": "C"}],
        party_organizations=[
            {"org_id": "O1", "kind": "branch", "unit_id": "E1"},
            {"org_id": "O2", "kind": "joint_branch", "place_id": "H"},
            {"org_id": "O4", "kind": "branch", "unit_id": "E4"},
        ],
        owners_committees=[{"committee_id": "K", "compound_id": "H"}],
        property_services=[{"enterprise_id": "E4", "compound_id": "H"}],
        coverage=[
            {"org_id": "O2", "covered_id": "E2", "kind": "organization", "mode": "joint"},
            {"org_id": "O2", "covered_id": "N1", "kind": "work", "mode": "instructor"},
            {"org_id": "O2", "covered_id": "H3", "kind": "work"},
        ],
        activities=[{"activity_id": "V", "held_on": ago(365)}],
        activity_participants=[{"activity_id": "V", "participant_id": who} for who in ("O1", "E3", "I1")],
    )


def numbers(rates: CoverageRates, place: str | None) -> dict[str, tuple[int, int]]:
    return {id_: (rate.numerator, rate.denominator) for id_, rate in rates.of(place).items()}


def test_rates_of_a_district_and_its_streets() -> None:
    rates = coverage_rates(district(), scope="D")
    assert numbers(rates, "D") == {
        "organization_coverage": (2, 4),
        "stand_alone": (1, 4),
        "work_coverage": (1, 4),
        "activity_coverage": (2, 4),
        "two_coverages": (2, 3),
        "triad": (1, 3),
    }
    assert numbers(rates, "S") == {
        "organization_coverage": (2, 3),
        "stand_alone": (1, 3),
        "work_coverage": (1, 3),
        "activity_coverage": (1, 3),
        "two_coverages": (2, 2),
        "triad": (1, 2),
    }
    assert numbers(rates, "S2")["organization_coverage"] == (0, 1)
    assert [rate.place for rate in rates.rates[:: len(RATES)]] == ["D", "S", "S2"]


def test_everything_counts_also_what_lies_nowhere() -> None:
    rates = coverage_rates(district())
    assert numbers(rates, None)["organization_coverage"] == (2, 5)
    assert [rate.place for rate in rates.rates[:: len(RATES)]] == [None, "D"]


@pytest.mark.parametrize(
    ("depth", "places"),
    [
        (0, ["D"]),
        (1, ["D", "S", "S2"]),
        (2, ["D", "S", "S2", "C", "H2"]),
        (None, ["D", "S", "S2", "C", "H2", "H", "H3", "B"]),
    ],
)
def test_places_below_come_rung_by_rung(depth: int | None, places: list[str]) -> None:
    rates = coverage_rates(district(), scope="D", depth=depth)
    assert [rate.place for rate in rates.rates[:: len(RATES)]] == places


def test_nothing_to_count_is_no_rate() -> None:
    rate = coverage_rates(district(), scope="S2").of("S2")["triad"]
    assert (rate.value, rate.numerator, rate.denominator) == (0.0, 0, 1)
    none = coverage_rates(world(places=LADDER), scope="D").of("D")["organization_coverage"]
    assert (none.value, none.interval, none.numerator, none.denominator) == (None, None, 0, 0)


def test_the_frame_has_a_row_a_rate() -> None:
    frame = coverage_rates(district(), scope="D").frame
    assert list(frame.columns) == [
        "place",
        "name",
        "level",
        "rate",
        "numerator",
        "denominator",
        "value",
        "low",
        "high",
    ]
    assert len(frame) == 3 * len(RATES)


def test_the_window_of_activities_is_the_rules() -> None:
    rates = coverage_rates(district(), scope="D", parameters={"unit-without-activity": {"days": 364}})
    assert rates.of("D")["activity_coverage"].numerator == 0
    assert rates.activity_days == 364


# Wilson intervals at z = 1.959964, from the quadratic |p̂ − p| = z·√(p(1−p)/n) solved by hand.
@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (0, 10, 0.0, 0.2775327999),
        (10, 10, 0.7224672001, 1.0),
        (1, 1, 0.2065493144, 1.0),
        (5, 10, 0.2365930905, 0.7634069095),
    ],
)
def test_wilson_intervals(successes: int, trials: int, low: float, high: float) -> None:
    assert wilson_interval(successes, trials) == pytest.approx((low, high), abs=1e-7)


@given(st.integers(1, 5000).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials))))
def test_the_ends_of_an_interval_solve_its_equation(counts: tuple[int, int]) -> None:
    successes, trials = counts
    share, z = successes / trials, 1.959964
    interval = wilson_interval(successes, trials)
    assert interval is not None
    assert 0 <= interval.low <= share <= interval.high <= 1
    for end in interval:
        assert abs(share - end) == pytest.approx(z * (end * (1 - end) / trials) ** 0.5, abs=1e-7)


@settings(max_examples=60, deadline=None)
@given(datasets(only={"places", "enterprises", "social_organizations", "party_organizations", "coverage"}, max_rows=6))
def test_counting_up_the_ladder_is_counting_each_subtree(dataset: Dataset) -> None:
    graph = build_graph(dataset)
    facts = open_facts(graph, as_of=None, scope=None)
    units = list(facts.two_new_units)
    for place in facts.nodes("Place"):
        inside = subtree(graph, place)
        here = [unit for unit in units if place_of(graph, unit) in inside]
        rates = numbers(coverage_rates(graph, scope=place, depth=0), place)
        assert rates["organization_coverage"] == (sum(map(facts.is_organized, here)), len(here))
        assert rates["stand_alone"] == (sum(map(facts.stands_alone, here)), len(here))


def test_every_rate_has_a_title_a_heading_and_a_definition_in_both_languages() -> None:
    assert list(RATES) == list(HEADINGS) == list(DEFINITIONS)
    for words in (RATES, HEADINGS, DEFINITIONS):
        assert len({text for word in words.values() for text in word}) == 2 * len(RATES)


def test_what_is_counted_by_either_coverage_says_so_wherever_it_is_named() -> None:
    for words in (RATES["two_coverages"], HEADINGS["two_coverages"], FIGURES["two_coverages_of_compounds"].title):
        assert "组织或工作覆盖" in words.zh
        assert "organization or work" in words.en
