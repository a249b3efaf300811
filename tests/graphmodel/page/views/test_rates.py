from __future__ import annotations

from graphmodel.page.analyses import Analyses
from graphmodel.page.views.rates import rates_view


def test_a_street_shows_its_rate_with_what_it_counts_and_its_interval(analyses: Analyses) -> None:
    cell = rates_view(analyses, place="510106024").cells[0]
    # Wilson for 5 of 20, worked out by hand: 0.1119 to 0.4687.
    assert (cell.text, cell.share, cell.interval) == ("25.0%", "5/20", "11.2–46.9%")


def test_places_below_come_lowest_first_and_those_clearly_below_are_marked(analyses: Analyses) -> None:
    view = rates_view(analyses, place="510106")
    assert [row.name for row in view.rows] == ["抚琴街道", "西安路街道"]
    # None of 10: the interval ends at 27.8 %, and the whole is 5 of 30.
    assert view.rows[0].cells[0].interval == "0.0–27.8%"
    assert [row.cells[0].is_below for row in view.rows] == [False, False]
    assert [row.gaps for row in view.rows] == [None, None]


def test_gaps_below_are_counted_where_they_are_known(analyses: Analyses) -> None:
    gaps = analyses.gaps()
    row = rates_view(analyses, place="510106", counts=gaps.counts).rows[0]
    assert row.gaps is not None
    assert sum(row.gaps) == sum(row.id in item.finding.scope for item in gaps.priority.items) > 0


def test_nothing_to_count_is_neither_nought_nor_all(analyses: Analyses) -> None:
    cell = rates_view(analyses, place="511424").cells[0]
    assert cell.value is None
    assert (cell.text, cell.interval) == ("", "")


def test_rates_of_tables_that_were_not_given_are_marked(analyses: Analyses) -> None:
    absent = analyses.graph.graph["absent_tables"]
    assert "owners_committees" in absent
    assert "party_organizations" not in absent
    view = rates_view(analyses, place="510106")
    marks = {cell.short: cell.mark for cell in view.cells}
    assert marks["三方齐全"] == "*"
    assert "业主委员会" in view.note
    assert "owners" in rates_view(analyses, place="510106", language="en").note
    # Nothing is to be counted there, so no rate misleads.
    empty = rates_view(analyses, place="511424")
    assert {cell.mark for cell in empty.cells if cell.value is None} == {""}


def test_everything_and_the_lowest_place_are_places_too(analyses: Analyses) -> None:
    assert [row.id for row in rates_view(analyses, place=None).rows] == ["510106", "511424"]
    assert rates_view(analyses, place="K1").rows == ()


def test_levels_are_named_in_the_language(analyses: Analyses) -> None:
    assert {row.level for row in rates_view(analyses, place="510106").rows} == {"街道"}
    assert {row.level for row in rates_view(analyses, place="510106", language="en").rows} == {"street"}
