from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.errors import InputError
from graphmodel.gaps import RULES, find_gaps
from graphmodel.gaps.change import compare_gaps
from graphmodel.gaps.each import find_gaps_each
from graphmodel.gaps.own import Reach, coverage_matrix, own_rule
from graphmodel.gaps.priority import prioritize
from graphmodel.schema import Bilingual
from tests.graphmodel.gaps.worlds import AS_OF, ago, world

TITLE = Bilingual("Nobody here", "无人开展")
PLACES = [
    {"place_id": "Z", "level": "zone"},
    {"place_id": "A", "level": "grid", "parent_id": "Z"},
    {"place_id": "B", "level": "grid", "parent_id": "Z"},
    {"place_id": "H", "level": "compound", "parent_id": "A"},
]
UNITS = [{"unit_id": "U1"}, {"unit_id": "U2"}]


def work(project: str, place: str | None, category: str = "water", **values: Any) -> dict[str, Any]:
    return {
        "project_id": project,
        "category": category,
        "place_id": place,
        "status": "claimed",
        "started_on": None,
        **values,
    }


def graph_of(projects: list[dict[str, Any]], participants: list[tuple[str, str]]) -> nx.MultiDiGraph:
    rows = [{"project_id": project, "participant_id": who} for project, who in participants]
    tables: dict[str, Any] = {"projects": projects, "project_participants": rows}
    return world(places=PLACES, enterprises=UNITS, **{name: found for name, found in tables.items() if found})


def found(graph: nx.MultiDiGraph, **options: Any) -> list[str]:
    reach = Reach("grid", "projects", "category", options.pop("values", None), options.pop("days", None))
    rule = own_rule("nobody-here", reach, title=TITLE, **options)
    return [finding.subject for finding in find_gaps(graph, rules=[rule.id], own=[rule]).findings]


def test_what_lies_below_counts_and_what_lies_elsewhere_does_not() -> None:
    graph = graph_of([work("P1", "H"), work("P2", "Z", "food")], [("P1", "U1"), ("P2", "U1")])
    assert found(graph) == ["A|food", "B|food", "B|water"]
    assert found(graph, values=("water",)) == ["B|water"]


@pytest.mark.parametrize(("parties", "gaps"), [(0, ["A|water"]), (1, ["A|water"]), (2, [])])
def test_parties_are_counted_once_each(parties: int, gaps: list[str]) -> None:
    projects = [work("P1", "A"), work("P2", "A"), work("P3", "B"), work("P4", "B")]
    pairs = [(project, f"U{number}") for project in ("P1", "P2") for number in range(1, parties + 1)]
    graph = graph_of(projects, [*pairs, ("P3", "U1"), ("P4", "U2")])
    assert found(graph, organizations=2) == gaps


@pytest.mark.parametrize(("days", "gaps"), [(30, []), (31, ["A|water"]), (-1, ["A|water"])])
def test_the_window_has_both_its_ends(days: int, gaps: list[str]) -> None:
    projects = [work("P1", "A", started_on=ago(days)), work("P2", "B", started_on=AS_OF)]
    assert found(graph_of(projects, [("P1", "U1"), ("P2", "U1")]), days=30) == gaps


def test_a_cancelled_project_and_one_without_a_place_count_nowhere() -> None:
    projects = [work("P1", "A") | {"status": "cancelled"}, work("P2", None), work("P3", "B")]
    assert found(graph_of(projects, [("P1", "U1"), ("P2", "U1"), ("P3", "U1")])) == ["A|water"]


def test_other_tables_say_what_is_done_as_well() -> None:
    offers = [{"resource_id": "R", "category": "ｗater ", "offered_by": "U1", "place_id": "A"}]
    graph = world(places=PLACES, enterprises=UNITS, resources=offers)
    rule = own_rule("no-offer", Reach("grid", "resources", "category", ("water",)), title=TITLE)
    assert [finding.subject for finding in find_gaps(graph, own=[rule], rules=["no-offer"]).findings] == ["B|water"]
    organizations: list[dict[str, Any]] = [
        {"org_id": "P", "kind": "branch", "dissolved_on": None},
        {"org_id": "Q", "kind": "branch", "dissolved_on": ago(1)},
    ]
    rows = [{"org_id": "P", "covered_id": "A", "kind": "work"}, {"org_id": "Q", "covered_id": "B", "kind": "work"}]
    covered = world(places=PLACES, party_organizations=organizations, coverage=rows)
    rule = own_rule("uncovered", Reach("grid", "coverage", "kind", ("work",)), title=TITLE)
    (finding,) = find_gaps(covered, own=[rule], rules=["uncovered"]).findings
    assert (finding.subject, finding.name, finding.scope) == ("B|work", "名B | 工作覆盖", ("Z", "B"))
    assert finding.evidence["nearby"] == ["P"]
    assert "名P" in finding.remedy.zh


def test_without_a_place_of_the_level_it_is_not_applicable() -> None:
    rule = own_rule("nobody-here", Reach("market", "projects", "category"), title=TITLE)
    report = find_gaps(graph_of([], []), own=[rule])
    assert report.not_applicable["nobody-here"].en == "not applicable: no place of the level market loaded"
    assert [*report.rules] == [*RULES, "nobody-here"]


def test_the_report_speaks_of_rules_of_ones_own() -> None:
    graph = graph_of([work("P1", "A", started_on=AS_OF)], [("P1", "U1")])
    rule = own_rule("nobody-here", Reach("grid", "projects", "category", days=30), title=TITLE, organizations=2)
    report = find_gaps(graph, own=[rule], rules=["nobody-here"])
    assert report.parameters == {"nobody-here": {"organizations": 2, "days": 30}}
    assert report.rule("nobody-here").title == TITLE
    assert report.to_dict()["own"]["nobody-here"]["title"] == {"en": "Nobody here", "zh": "无人开展"}
    assert "own" not in find_gaps(graph).to_dict()
    order = prioritize(graph, report)
    assert [item.finding.subject for item in order.items] == [finding.subject for finding in report.findings]
    change = compare_gaps(report, report)
    assert [(item.status, item.finding.subject) for item in change.findings] == [
        ("open", "A|water"),
        ("open", "B|water"),
    ]
    assert change.by_rule["open"].tolist() == [2]


def test_place_by_place_it_is_the_same_and_refuses_other_processes() -> None:
    graph = world(
        places=[{"place_id": "D", "level": "district"}, {"place_id": "M", "level": "market", "parent_id": "D"}]
    )
    rule = own_rule("nobody-here", Reach("market", "projects", "category", ("water",)), title=TITLE)
    (report,) = find_gaps_each(graph, rules=["nobody-here"], own=[rule])
    assert [finding.subject for finding in report.findings] == ["M|water"]
    assert report.parameters == {"nobody-here": {"organizations": 1}}
    with pytest.raises(InputError, match="together with jobs"):
        next(find_gaps_each(graph, own=[rule], jobs=2))


ROWS = st.lists(
    st.tuples(
        st.sampled_from("ZABH"), st.sampled_from(["water", "food"]), st.sampled_from(["U1", "U2"]), st.integers(-1, 3)
    ),
    max_size=12,
)


@given(rows=ROWS, needed=st.integers(1, 2))
@settings(deadline=None)
def test_it_finds_what_counting_by_hand_finds(rows: list[tuple[str, str, str, int]], needed: int) -> None:
    projects = [
        work(f"P{at}", place, what, started_on=AS_OF - timedelta(ago_))
        for at, (place, what, _, ago_) in enumerate(rows)
    ]
    graph = graph_of(projects, [(f"P{at}", who) for at, (_, _, who, _) in enumerate(rows)])
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for place, what, who, before in rows:
        if 0 <= before <= 2:
            seen["A" if place == "H" else place, what].add(who)
    whats = {what for _, what in seen}
    expected = sorted(f"{place}|{what}" for place in "AB" for what in whats if len(seen[place, what]) < needed)
    assert found(graph, days=2, organizations=needed) == expected
    rule = own_rule("nobody-here", Reach("grid", "projects", "category", days=2), title=TITLE, organizations=needed)
    matrix = coverage_matrix(graph, rule)
    assert {key: set(parties) for key, parties in matrix.parties.items()} == {
        (place, what): seen[place, what] for place in "AB" for what in whats
    }
    by_place = matrix.by_place
    assert by_place["denominator"].tolist() == [len(whats)] * 2
    assert 2 * len(whats) - by_place["numerator"].sum() == len(expected)
