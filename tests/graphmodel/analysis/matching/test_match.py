from __future__ import annotations

from datetime import timedelta
from typing import Any

import networkx as nx
import pytest

from graphmodel.analysis.matching import match_needs
from graphmodel.errors import InputError
from graphmodel.graph import restrict
from tests.graphmodel.analysis.made_up import add_occasion, add_stakeholder
from tests.graphmodel.analysis.matching.made_up import AS_OF, add_need, add_project, add_resource, district

DAY = timedelta(days=1)


def matched(graph: nx.MultiDiGraph, **terms: Any) -> list[list[Any]]:
    rows: list[list[Any]] = match_needs(graph, **terms).frame[["need", "resource", "amount"]].to_numpy().tolist()
    return rows


def reasons(graph: nx.MultiDiGraph, **terms: Any) -> dict[str, str | None]:
    found = match_needs(graph, **terms).needs
    return dict(zip(found["id"], found["reason"], strict=True))


def test_quantities_are_split_and_capacities_kept_at_the_least_distance() -> None:
    """By hand: r1 has 3 and r2 has 1 for n1 (3) and n2 (2): most is met with n2 whole and two thirds of n1."""
    graph = district()
    add_need(graph, "n1", "C1", quantity=3)
    add_need(graph, "n2", "C2", quantity=2)
    add_resource(graph, "r1", "C1", capacity=3)
    add_resource(graph, "r2", "C2", capacity=1, by="b")
    found = match_needs(graph)
    assert matched(graph) == [["n1", "r1", 2], ["n2", "r1", 1], ["n2", "r2", 1]]
    # Nobody is tied, so each share costs a step more than its distance: 0 in the same place, 2 in the same street.
    assert found.met == pytest.approx(1 + 2 / 3)
    assert found.cost == pytest.approx(2 / 3 * 1 + 1 / 2 * 3 + 1 / 2 * 1)
    assert found.solution.is_optimal
    told = found.needs.set_index("id")
    assert told.loc["n1", ["amount", "state", "reason"]].tolist() == [2, "partly", "capacity-spent"]
    assert told.loc["n2", ["amount", "state", "reason"]].tolist() == [2, "met", None]
    assert found.resources[["held", "given", "free"]].to_numpy().tolist() == [[0, 3, 0], [0, 1, 0]]
    assert set(found.graph.edges(data="amount")) == {("n1", "r1", 2), ("r1", "n2", 1), ("n2", "r2", 1)}


def test_more_is_met_before_it_is_nearer() -> None:
    """Greedily r1 serves n1 next door, and n2 nothing; the best sends r1 to n2 in its street and r2 to n1."""
    graph = district()
    add_need(graph, "n1", "C1")
    add_need(graph, "n2", "C2")
    add_resource(graph, "r1", "C1", capacity=1)
    add_resource(graph, "r2", "Q", capacity=1, by="b")
    assert matched(graph, reach="street") == [["n1", "r1", 1], ["n2", "r2", 1]]
    assert matched(graph, reach="community") == [["n1", "r1", 1]]


@pytest.mark.parametrize(
    ("place", "reach", "distance"),
    [
        ("Q", "community", 0),
        ("C1", "community", 1),
        ("C2", "street", 2),
        ("S1", "street", 2),
        ("C3", "district", 3),
        (None, "community", 0),
    ],
)
def test_distance_is_the_first_place_both_share(place: str | None, reach: str, distance: int) -> None:
    graph = district()
    add_need(graph, "n", "Q")
    add_resource(graph, "r", place)
    [row] = match_needs(graph, reach=reach).frame.to_dict("records")
    assert row["distance"] == distance
    nearer = ["community", "street", "district"][: ["community", "street", "district"].index(reach)]
    for short in nearer:
        assert reasons(graph, reach=short) == {"n": "too-far"}


def test_a_need_in_no_street_takes_from_every_street_as_the_rule_has_it() -> None:
    graph = district()
    add_need(graph, "n", "D")
    add_need(graph, "nowhere")
    add_resource(graph, "r", "C3")
    assert [row[0] for row in matched(graph)] == ["n", "nowhere"]


def test_distance_over_the_ground() -> None:
    """One minute of latitude is 1,853.25 m on this sphere; a place without coordinates is out of reach, no place is everywhere."""
    graph = district()
    for place, latitude in (("C1", 30.0), ("C2", 30.0 + 1 / 60)):
        graph.nodes[place].update(longitude=104.0, latitude=latitude)
    add_need(graph, "n", "C1")
    add_need(graph, "unknown", "D")
    graph.remove_edge("S2", "D")
    add_need(graph, "lost", "C3", category="法律")
    add_resource(graph, "law", "C1", category="法律")
    add_resource(graph, "r", "C2")
    [row, *_] = match_needs(graph, within_m=1_854).frame.to_dict("records")
    assert (row["need"], row["distance"]) == ("n", pytest.approx(1.8533, abs=1e-4))
    assert reasons(graph, within_m=1_853) == {"n": "too-far", "unknown": None, "lost": "too-far"}


def test_a_tie_is_worth_a_step() -> None:
    """Two resources at the same distance: who builds with the raiser comes first; with no bonus, or one step nearer, not."""
    graph = district()
    add_need(graph, "n", "C1", by="c")
    add_resource(graph, "r1", "C2", by="a")
    add_resource(graph, "r2", "C2", by="b")
    add_occasion(graph, "p", "Activity", "b", "c", held_on=AS_OF)
    found = match_needs(graph)
    assert found.frame[["resource", "tied", "cost"]].to_numpy().tolist() == [["r2", True, 2.0]]
    graph.add_edge("r1", "C1", type="LOCATED_IN")
    graph.remove_edge("r1", "C2")
    assert match_needs(graph, tie_bonus=0.5).frame["resource"].tolist() == ["r1"]


def test_an_offerer_takes_on_so_many_needs_and_no_more() -> None:
    """Both resources are the same offerer's; splitting one need over both counts once."""
    graph = district()
    for number in range(3):
        add_need(graph, f"n{number}", "C1", quantity=2)
    add_resource(graph, "r1", "C1", capacity=3)
    add_resource(graph, "r2", "C1", capacity=3)
    assert match_needs(graph, per_offerer=None).met == 3
    limited = match_needs(graph, per_offerer=2)
    assert (limited.met, limited.solution.is_optimal) == (2, True)
    assert limited.unmet["reason"].tolist() == ["offerer-limit"]
    assert limited.frame["amount"].sum() == 4


def test_every_reason_why_a_need_stays_unmet() -> None:
    graph = district()
    add_need(graph, "no-resource", "C1", category="停车")
    add_need(graph, "over", "C1", category="法律")
    add_need(graph, "too-far", "C1", category="文化")
    add_need(graph, "own", "C1", by="a", category="托育")
    add_need(graph, "capacity-spent", "C1", category="就业")
    add_need(graph, "expired", "C1", category="养老", expires_on=AS_OF - DAY)
    add_need(graph, "met", "C1", category="养老", expires_on=AS_OF)
    add_resource(graph, "r1", "C1", category="法律", available_until=AS_OF - DAY)
    add_resource(graph, "r2", "C3", category="文化")
    add_resource(graph, "r3", "C1", by="a", category="托育")
    add_resource(graph, "r4", "C1", category="就业", capacity=2)
    add_resource(graph, "r5", "C1")
    add_project(graph, "p", status="claimed", resource="r4")
    add_need(graph, "answered", quantity=1, status="claimed")
    add_project(graph, "p2", status="claimed", resource="r4", need="answered")
    found = reasons(graph)
    assert found == {name: name if name != "met" else None for name in found}
    assert len(found) == 7
    nearest = match_needs(graph).needs.set_index("id")["nearest"]
    assert nearest[["over", "too-far", "own", "capacity-spent", "no-resource"]].tolist() == [
        "r1",
        "r2",
        "r3",
        "r4",
        None,
    ]
    assert reasons(graph, expired=True)["expired"] is None


@pytest.mark.parametrize(
    "gone", [{"dissolved_on": AS_OF - DAY}, {"operating_status": "closed"}, {"operating_status": "shell"}]
)
def test_who_is_gone_offers_nothing(gone: dict[str, Any]) -> None:
    graph = district()
    add_stakeholder(graph, "gone", **gone)
    add_need(graph, "n")
    add_resource(graph, "r", by="gone")
    assert reasons(graph) == {"n": "over"}


def test_finished_projects_give_back_what_they_took_unless_it_is_used_up() -> None:
    graph = district()
    add_need(graph, "old", quantity=5, status="met")
    add_need(graph, "n", quantity=2)
    add_resource(graph, "r", capacity=5)
    add_project(graph, "p", status="done", need="old", resource="r")
    assert matched(graph) == [["n", "r", 2]]
    assert reasons(graph, used_up=True) == {"n": "capacity-spent"}


def test_claimed_met_withdrawn_future_and_idle_needs_are_not_matched() -> None:
    graph = district()
    add_resource(graph, "r")
    for status in ("claimed", "met", "withdrawn"):
        add_need(graph, status, status=status)
    add_need(graph, "taken")
    add_project(graph, "p", status="claimed", need="taken")
    add_need(graph, "future", raised_on=AS_OF + DAY)
    add_need(graph, "nothing", quantity=0)
    add_need(graph, "offered", status="open")
    add_project(graph, "p2", status="open", need="offered")
    found = match_needs(graph).needs
    assert found[["id", "state", "amount"]].to_numpy().tolist() == [["nothing", "met", 0], ["offered", "met", 1]]


def test_categories_match_by_synonym_and_by_likeness() -> None:
    graph = district()
    add_need(graph, "n1", category="助老")
    add_need(graph, "n2", category="防护面罩")
    add_resource(graph, "r1", category="居家养老")
    add_resource(graph, "r2", category="医用防护面罩 | 面屏")
    assert matched(graph) == [["n1", "r1", 1]]
    assert matched(graph, similar=0.8) == [["n1", "r1", 1], ["n2", "r2", 1]]
    assert reasons(graph, synonyms={}) == {"n1": "no-resource", "n2": "no-resource"}


def test_scope_bounds_the_needs_and_not_the_resources() -> None:
    graph = district()
    add_need(graph, "n1", "C1")
    add_need(graph, "n3", "C3")
    add_resource(graph, "r", "C3", capacity=9)
    assert matched(graph, scope="S1", reach="district") == [["n1", "r", 1]]


@pytest.mark.parametrize("graph", [nx.MultiDiGraph(as_of=AS_OF), district()])
def test_nothing_to_match_is_a_result(graph: nx.MultiDiGraph) -> None:
    found = match_needs(graph)
    assert (len(found.frame), len(found.needs), found.met, found.solution.is_optimal) == (0, 0, 0.0, True)
    add_need(graph, "n")
    assert reasons(graph) == {"n": "no-resource"}


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"reach": "moon"}, "reach 'moon'"),
        ({"similar": 0.0}, "similar = 0"),
        ({"per_offerer": 0}, "per_offerer = 0"),
        ({"within_m": -1}, "within_m = -1"),
        ({"tie_bonus": -1}, "tie_bonus = -1"),
        ({"scope": "nowhere"}, "nowhere"),
    ],
)
def test_terms_out_of_range_are_told(terms: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        match_needs(district(), **terms)


def test_a_part_of_a_graph_is_refused() -> None:
    with pytest.raises(InputError, match="need the whole"):
        match_needs(restrict(district(), "S1"))
