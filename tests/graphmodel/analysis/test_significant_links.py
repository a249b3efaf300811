from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from graphmodel.analysis.significance import sdsm
from graphmodel.analysis.significant_links import significant_links
from graphmodel.analysis.two_mode import two_mode_graph
from graphmodel.errors import InputError
from tests.graphmodel.analysis.made_up import AS_OF, add_occasion, add_stakeholder, empty_graph


def town() -> nx.MultiDiGraph:
    """Return two circles of three that meet among themselves, in two streets, and two who go to everything."""
    graph = empty_graph()
    for member, street in {"a": "S1", "b": "S1", "c": "S1", "d": "S2", "e": "S2", "f": "S2", "x": None}.items():
        add_stakeholder(graph, member, street)
    for number in range(40):
        circle = "abc" if number % 2 else "def"
        add_occasion(graph, f"e{number}", "Activity", *circle, "x", held_on=AS_OF)
    graph.add_node("alliance", labels=("Alliance",), name="联盟")
    for member in "adx":
        graph.add_edge(member, "alliance", type="MEMBER_OF")
    return graph


def test_it_is_the_model_on_what_was_done_together() -> None:
    found = significant_links(town())
    both = two_mode_graph(town(), channels=["project", "activity"])
    expected = sdsm(both, nodes="abcdefx")
    assert found.frame[["a", "b", "p", "kept"]].equals(expected.frame[["a", "b", "p", "kept"]])
    assert found.method.tests == 21
    assert {frozenset(edge) for edge in found.graph.edges} == {
        frozenset(pair) for pair in ("ab", "ac", "bc", "de", "df", "ef")
    }
    assert found.frame["a_name"].tolist()[0] == f"组织{found.frame['a'][0]}"
    assert found.narrative == expected.narrative


def test_in_a_scope_the_tests_are_all_pairs_with_an_end_in_it() -> None:
    found = significant_links(town(), scope="S1", correction="holm")
    whole = significant_links(town(), correction="holm")
    assert found.method.tests == 3 + 3 * 4
    assert {frozenset(edge) for edge in found.graph.edges} == {frozenset(pair) for pair in ("ab", "ac", "bc")}
    assert {(row.a, row.b) for row in found.frame.itertuples()} == {
        (row.a, row.b) for row in whole.frame.itertuples() if {row.a, row.b} & set("abc")
    }
    first = found.frame.iloc[0]
    assert first["p_adjusted"] == pytest.approx(min(1.0, first["p"] * 15))
    assert found.frame["p"].tolist() == whole.frame.merge(found.frame, on=["a", "b"])["p_x"].tolist()


@pytest.mark.parametrize("model", ["fdsm", "hypergeometric"])
def test_every_model_says_what_it_is(model: Any) -> None:
    found = significant_links(town(), model=model, correction="none")
    assert found.method.model == model
    assert ("standard_error" in found.frame) == (model == "fdsm")
    assert not found.frame.isna().any(axis=None)


def test_nobody_and_nothing_have_a_result() -> None:
    found = significant_links(empty_graph())
    assert (len(found.frame), found.graph.number_of_edges(), found.method.tests) == (0, 0, 0)
    assert len(significant_links(empty_graph(), scope="S1").frame) == 0


def test_an_unknown_model_is_refused() -> None:
    unknown: Any = "qap"
    with pytest.raises(InputError, match="found the model 'qap', expected one of sdsm, fdsm, hypergeometric"):
        significant_links(empty_graph(), model=unknown)
