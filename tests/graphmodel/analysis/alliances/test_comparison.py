from __future__ import annotations

import networkx as nx
import pytest

from graphmodel.analysis.alliances import compare_alliances
from graphmodel.errors import InputError
from tests.graphmodel.analysis.made_up import AS_OF, add_occasion, add_stakeholder, empty_graph


def two_alliances() -> nx.MultiDiGraph:
    """Return an alliance of two districts that works across both, and one that only exists."""
    graph = empty_graph()
    graph.add_node("D2", labels=("District", "Place"), name="什邡市", level="district")
    graph.add_node("T", labels=("Place", "Street"), name="方亭街道", level="street")
    graph.add_edge("T", "D2", type="PART_OF")
    for node, place in {"a": "S1", "b": "S2", "c": "T", "d": "T"}.items():
        add_stakeholder(graph, node, place)
    for alliance, name, members in (("x", "金牛·什邡区域党建联盟", "abc"), ("y", "金牛·丹棱区域党建联盟", "cd")):
        graph.add_node(alliance, labels=("Alliance",), name=name)
        for member in members:
            graph.add_edge(member, alliance, type="MEMBER_OF", role="lead" if member == "a" else "member")
    add_occasion(graph, "e1", "Activity", "a", "b", held_on=AS_OF, layer="culture")
    add_occasion(graph, "e2", "Activity", "a", "c", held_on=AS_OF, layer="safety")
    return graph


def test_the_same_figures_of_each() -> None:
    compared = compare_alliances(two_alliances(), ["什邡", "y"])
    frame = compared.frame.set_index("figure")
    assert list(frame.columns) == ["金牛·什邡区域党建联盟", "金牛·丹棱区域党建联盟"]
    expected = {
        "state": ["active", "never awake"],
        "members": [3, 2],
        "districts": [2, 1],
        "streets": [3, 1],
        "joint work ever": [2, 0],
        "joint work: culture": [1, 0],
        "joint work across districts": [1, 0],
        "members who only sign": [0, 2],
        "carried by": [("组织a",), ()],
        "members shared with the others": [1, 1],
    }
    assert {name: frame.loc[name].tolist() for name in expected} == expected
    assert frame.loc["density of ties among members"].tolist() == pytest.approx([2 / 3, 0], abs=5e-4)
    assert compared.hints[0].mode == "shared"
    assert frame.loc["governance that would fit"].tolist() == ["shared", None]
    chinese = compared.in_language("zh").set_index("figure")
    assert chinese.loc["状态"].tolist() == ["活跃", "从未启动"]


def test_two_alliances_of_one_name_are_told_apart_by_their_ids() -> None:
    graph = two_alliances()
    graph.nodes["y"]["name"] = graph.nodes["x"]["name"]
    assert list(compare_alliances(graph, ["x", "y"]).frame.columns[1:]) == [
        "金牛·什邡区域党建联盟 x",
        "金牛·什邡区域党建联盟 y",
    ]


@pytest.mark.parametrize(
    ("which", "message"),
    [
        (["青羊", "x"], "found no live alliance '青羊', expected an id or a name, such as 金牛·丹棱区域党建联盟"),
        (["区域", "x"], "found 2 alliances called '区域', expected one: give its id, of x, y"),
        (["x", "什邡"], "found 1 alliance to compare, expected two or more different ones"),
        ([" ", "x"], "found no live alliance"),
    ],
)
def test_what_cannot_be_compared_is_said(which: list[str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        compare_alliances(two_alliances(), which)
