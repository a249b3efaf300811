from __future__ import annotations

from graphmodel.analysis.provenance import provenance
from graphmodel.charts.coverage import coverage_matrix
from graphmodel.gaps.rates import CoverageRates, Rate, coverage_rates
from tests.graphmodel.charts.made_up import AS_OF, made_up


def rates_of(*numbers: tuple[str, int, int]) -> CoverageRates:
    kinds = ("organization_coverage", "stand_alone", "work_coverage", "activity_coverage", "two_coverages", "triad")
    rows = [
        Rate(place, f"{place}街道" if place != "D" else "全区", "street" if place != "D" else "district", kind, *counts)
        for place, *counts in numbers
        for kind in kinds
    ]
    return CoverageRates(tuple(rows), AS_OF, "D", 365, synthetic=False)


def words(rates: CoverageRates) -> list[str]:
    _, axes = coverage_matrix(rates, told=provenance(made_up()), level="street")
    return [text.get_text() for text in axes.texts]


def test_cells_hold_rate_counts_and_interval() -> None:
    said = words(rates_of(("D", 81, 263), ("a", 81, 263)))
    assert "30.8%" in said
    assert "81/263" in said
    assert "25.5–36.6%" in said


def test_only_what_is_clearly_below_is_marked() -> None:
    said = words(rates_of(("D", 500, 1000), ("low", 10, 100), ("near", 48, 100), ("high", 90, 100)))
    assert said.count("▼") == 6
    assert said[-4:] != []
    title = next(text for text in said if "明显低于" in text)
    assert title == "“两新”组织的组织覆盖率：1 个街道明显低于全区的 50.0%，最低为low街道 10.0%"


def test_where_nothing_is_clearly_below_the_title_says_so() -> None:
    said = words(rates_of(("D", 50, 100), ("a", 24, 50), ("b", 26, 50)))
    assert any("各街道都不明显低于全区的 50.0%" in text for text in said)


def test_places_come_lowest_first_and_empty_ones_not_at_all() -> None:
    said = words(rates_of(("D", 5, 10), ("b", 9, 10), ("a", 1, 10), ("none", 0, 0)))
    names = [text for text in said if text.endswith("街道") and "：" not in text]
    assert names == ["a街道", "b街道"]


def test_a_rate_without_objects_is_said_not_drawn_as_zero() -> None:
    graph = made_up()
    rates = coverage_rates(graph, scope="S2")
    assert "无对象" not in words(rates_of(("D", 0, 10)))
    _, axes = coverage_matrix(rates, told=provenance(graph, scope="S2"))
    assert any(text.get_text() == "0%" for text in axes.texts)
