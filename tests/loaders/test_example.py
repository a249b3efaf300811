from __future__ import annotations

import networkx as nx
import pytest

from graphmodel.analysis.matching import match_needs
from graphmodel.errors import InputError
from graphmodel.gaps import find_gaps
from graphmodel.graph import build_graph, subtree
from loaders import example
from loaders.cases import jinniu

STREET = "510106032"


@pytest.fixture(scope="module")
def whole() -> nx.MultiDiGraph:
    return build_graph(jinniu.generate())


@pytest.fixture(scope="module")
def part() -> nx.MultiDiGraph:
    return build_graph(example("抚琴街道"))


def test_without_a_scope_it_is_the_case() -> None:
    assert example().load == jinniu.generate().load


def test_a_street_has_the_gaps_that_the_whole_case_has_there(whole: nx.MultiDiGraph, part: nx.MultiDiGraph) -> None:
    expected = find_gaps(whole, scope=STREET).frame
    found = find_gaps(part, scope=STREET).frame
    # What rests on the rest of the district is out of sight: a resource elsewhere, a superior of another street.
    elsewhere = {"superior-outside-chain"}
    compared = [frame[~frame["rule"].isin(elsewhere)] for frame in (expected, found)]
    assert len(compared[0]) > 1000
    assert set(compared[0]["id"]) == set(compared[1]["id"])


def test_a_street_matches_its_needs_as_the_whole_case_does(whole: nx.MultiDiGraph, part: nx.MultiDiGraph) -> None:
    expected, found = (match_needs(graph, scope=STREET).frame for graph in (whole, part))
    assert len(expected) > 20
    # Which of several equally good matchings is taken may differ.
    assert found["need"].nunique() == expected["need"].nunique()


def test_a_street_is_a_small_part_of_the_case_and_says_what_it_is(part: nx.MultiDiGraph) -> None:
    assert 5_000 < len(part) < 10_000
    assert STREET in subtree(part, "510106")
    dataset = example(STREET)
    assert [source["load"] for source in part.graph["sources"].values()] == [dataset.load]
    assert dataset.about.synthetic
    assert dataset.about.title is not None
    assert dataset.about.title.startswith("抚琴街道 · ")


def test_a_place_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match="月球街道"):
        example("月球街道")
