from __future__ import annotations

import re
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from graphmodel.errors import InputError
from graphmodel.gaps import CoverageRates, Rate
from graphmodel.gaps.ranking import holm, rank_places


def rates(*counts: tuple[int, int], level: str = "street") -> CoverageRates:
    found = tuple(Rate(f"S{at}", f"街{at}", level, "triad", *pair) for at, pair in enumerate(counts))
    return CoverageRates(found, date(2024, 6, 30), None, 365, synthetic=True)


counts = st.integers(0, 40).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


def letters(bands: str) -> set[str]:
    return set(re.findall(r"[a-z]\d*", bands))


@settings(deadline=None)
@given(st.lists(counts, min_size=1, max_size=8))
def test_two_places_share_a_band_exactly_where_chance_explains_their_difference(pairs: list[tuple[int, int]]) -> None:
    ranking = rank_places(rates(*pairs), rate="triad")
    for (one, other), value in ranking.p_values.items():
        shared = letters(ranking.places[one].bands) & letters(ranking.places[other].bands)
        assert bool(shared) == (value > ranking.alpha)
    for item in ranking.places:
        assert 1 <= item.rank_low <= item.rank <= item.rank_high <= len(ranking.places)


@settings(deadline=None)
@given(st.lists(counts, min_size=2, max_size=6), st.randoms())
def test_the_order_of_the_places_does_not_matter(pairs: list[tuple[int, int]], random: Random) -> None:
    first = rates(*pairs)
    shuffled = list(first.rates)
    random.shuffle(shuffled)
    again = CoverageRates(tuple(shuffled), first.as_of, None, 365, synthetic=True)
    assert rank_places(first, rate="triad").places == rank_places(again, rate="triad").places


def test_the_test_is_fishers_and_the_adjustment_holms() -> None:
    ranking = rank_places(rates((18, 20), (9, 20), (2, 20)), rate="triad")
    raw = [
        fisher_exact([[18, 2], [9, 11]])[1],
        fisher_exact([[18, 2], [2, 18]])[1],
        fisher_exact([[9, 11], [2, 18]])[1],
    ]
    smallest, middle, largest = sorted(raw)
    adjusted = {smallest: 3 * smallest, middle: 2 * middle, largest: max(largest, 2 * middle)}
    expected = dict(zip([(0, 1), (0, 2), (1, 2)], (adjusted[value] for value in raw), strict=True))
    assert ranking.p_values == pytest.approx(expected)


def test_holm_matches_the_textbook() -> None:
    assert holm([]) == []
    assert holm([0.6, 0.7]) == [1.0, 1.0]
    assert holm([0.01, 0.02, 0.03]) == pytest.approx([0.03, 0.04, 0.04])


def test_a_band_may_overlap_the_next() -> None:
    ranking = rank_places(rates((96, 100), (88, 100), (78, 100)), rate="triad")
    assert [item.bands for item in ranking.places] == ["a", "ab", "b"]
    assert [(item.rank_low, item.rank_high) for item in ranking.places] == [(1, 2), (1, 3), (2, 3)]
    assert ranking.different == 1


def test_equal_rates_share_a_rank_and_places_without_any_have_none() -> None:
    ranking = rank_places(rates((1, 2), (2, 4), (0, 0), (1, 4)), rate="triad")
    assert [item.rank for item in ranking.places] == [1, 1, 3]
    frame = ranking.frame
    assert frame["place"].tolist() == ["S0", "S1", "S3", "S2"]
    assert frame["rank"].isna().tolist() == [False, False, False, True]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"rate": "triads"}, "expected one of organization_coverage"),
        ({"rate": "triad", "alpha": 0}, "between 0 and 1"),
        ({"rate": "triad", "level": "community"}, "no place of the level"),
    ],
)
def test_what_cannot_be_ranked_is_told(options: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        rank_places(rates((1, 2)), **options)
