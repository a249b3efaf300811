from __future__ import annotations

from typing import Any

from graphmodel.gaps import Severity, find_gaps, summarize
from tests.graphmodel.gaps.worlds import LADDER, world

SHOULD = "unit-should-have-own-organization"


def district() -> Any:
    units = [{"unit_id": f"E{at}", "party_members": 3, "place_id": place} for at, place in enumerate(("H", "S", None))]
    return world(places=[*LADDER, {"place_id": "Z", "level": "zone", "parent_id": "D"}], enterprises=units)


def test_findings_are_counted_in_every_place_above() -> None:
    graph = district()
    summary = summarize(graph, find_gaps(graph, rules=[SHOULD]), depth=4)
    high = {place: summary.counts[place][Severity.HIGH] for place in summary.places}
    assert high == {None: 3, "D": 2, "S": 2, "Z": 0, "C": 1, "H": 1}


def test_without_a_scope_two_rungs_are_given_and_with_one_its_children() -> None:
    graph = district()
    assert summarize(graph, find_gaps(graph)).places == [None, "D", "S", "Z"]
    assert summarize(graph, find_gaps(graph, scope="S")).places == ["S", "C"]


def test_the_rates_take_the_numbers_that_were_given() -> None:
    graph = district()
    parameters = {"unit-without-activity": {"days": 7}}
    summary = summarize(graph, find_gaps(graph, rules=[SHOULD], parameters=parameters), parameters=parameters)
    assert summary.rates.activity_days == 7


def test_the_frame_has_a_row_a_place_and_the_dict_no_findings() -> None:
    graph = district()
    summary = summarize(graph, find_gaps(graph, rules=[SHOULD]))
    frame = summary.frame.set_index("name")
    assert frame.loc["名D", "organization_coverage_denominator"] == 2
    data = summary.to_dict()
    assert "findings" not in data
    assert [row["high"] for row in data["places"]] == [3, 2, 2, 0]
    assert data["places"][3]["organization_coverage"] is None
