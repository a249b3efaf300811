"""Every function of the package that asks for a date or a place takes them as users write them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import networkx as nx
import pytest

import graphmodel as gm
from graphmodel.errors import InputError
from graphmodel.graph.change import compare_graphs
from tests.graphmodel.charts.interactive.made_up import AS_OF, add, street_graph

MORE: dict[str, dict[str, Any]] = {
    "compare_alliances": {"which": ["A1", "A2"]},
    "find_gaps_each": {"level": "street"},
    "make_chart": {"kind": "gap-map"},
    "plan_centres": {"centres": 1},
    "plan_instructors": {"instructors": 1},
    "plan_remedies": {"findings": ()},
}
"""What some of them need besides."""
OTHERWISE = frozenset({"coverage_matrix", "community_chain"})
"""Those that need a rule of one's own or a community; their own tests ask them."""


def taking(parameter: str) -> list[str]:
    functions = ((name, getattr(gm, name)) for name in gm.__all__)
    return [
        name
        for name, function in functions
        if inspect.isfunction(function)
        and {"graph", parameter} <= inspect.signature(function).parameters.keys()
        and name not in OTHERWISE
    ]


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    made = street_graph()
    made.add_node("13", labels=("Place", "Community"), name="东风社区", level="community")
    made.add_edge("13", "11", type="PART_OF")
    made.add_node("c1", labels=("Place", "Compound"), name="东风小区", level="compound", latitude=30.7, longitude=104.0)
    made.add_edge("c1", "13", type="PART_OF")
    for alliance in ("A1", "A2"):
        add(made, alliance, "Alliance", f"联盟{alliance}", "11")
    made.add_node("V1", labels=("ServiceCentre",), name="中心", latitude=30.7, longitude=104.0)
    made.add_edge("V1", "13", type="LOCATED_IN")
    return made


def ask(name: str, graph: nx.MultiDiGraph, **question: object) -> object:
    function: Callable[..., object] = getattr(gm, name)
    found = function(graph, **MORE.get(name, {}), **question)
    return list(found) if isinstance(found, Iterator) else found


def said(found: Any) -> tuple[object, ...]:
    """Return what tells two results apart."""
    frame = getattr(found, "frame", None)
    return getattr(found, "as_of", None), getattr(found, "scope", None), getattr(found, "html", None), repr(frame)


def test_the_functions_are_found() -> None:
    assert {"find_gaps", "coverage_rates", "cobuilding", "alliances", "interactive_view"} <= set(taking("as_of"))
    assert {"claims", "match_needs", "conference_coverage", "recommend_links"} <= set(taking("scope"))


@pytest.mark.parametrize("name", taking("as_of"))
def test_a_date_may_be_text(graph: nx.MultiDiGraph, name: str) -> None:
    assert said(ask(name, graph, as_of="2022-06")) == said(ask(name, graph, as_of=AS_OF))
    with pytest.raises(InputError, match=r"found as_of='2022-13-01', expected a date, or text such as"):
        ask(name, graph, as_of="2022-13-01")


@pytest.mark.parametrize("name", taking("scope"))
def test_a_scope_may_be_a_name(graph: nx.MultiDiGraph, name: str) -> None:
    assert said(ask(name, graph, scope="东风街道")) == said(ask(name, graph, scope="11"))
    with pytest.raises(InputError, match="found no place with the code or name '西风街道'"):
        ask(name, graph, scope="西风街道")


def test_since_may_be_text(graph: nx.MultiDiGraph) -> None:
    found = gm.cobuilding(graph, since="2022-02")
    assert found.since == date(2022, 2, 28)
    with pytest.raises(InputError, match="found since='soon'"):
        gm.cobuilding(graph, since="soon")


def test_a_community_may_be_named(graph: nx.MultiDiGraph) -> None:
    assert gm.community_chain(graph, community="东风社区", as_of="2022") == gm.community_chain(
        graph, community="13", as_of=date(2022, 12, 31)
    )


def test_graphs_are_compared_within_a_place_by_its_name(graph: nx.MultiDiGraph) -> None:
    found = compare_graphs(graph, graph, dates=["2022-02", "2022-06"], scope="东风街道")
    assert (found.scope, found.before, found.after) == ("11", date(2022, 2, 28), AS_OF)
    with pytest.raises(InputError, match="found no place with the code or name '西风街道'"):
        compare_graphs(graph, graph, scope="西风街道")
