from __future__ import annotations

from itertools import permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.analysis.measures import ROLES, brokerage
from graphmodel.analysis.measures.arrays import groups_of
from graphmodel.analysis.measures.brokerage import _moments


def counted(graph: nx.Graph, groups: dict[str, str]) -> dict[str, list[int]]:
    """Count as the definition says, triple by triple (also what `brokerage` of R's sna does)."""
    arcs = set(nx.DiGraph(graph).edges())
    found = {node: dict.fromkeys(ROLES, 0) for node in groups}
    for i, j, k in permutations(groups, 3):
        if (i, j) in arcs and (j, k) in arcs and (i, k) not in arcs:
            a, b, c = groups[i], groups[j], groups[k]
            if a == b == c:
                role = "coordinator"
            elif a == c:
                role = "itinerant"
            elif a == b:
                role = "representative"
            else:
                role = "gatekeeper" if b == c else "liaison"
            found[j][role] += 1
            found[j]["total"] += 1
    return {node: list(roles.values()) for node, roles in found.items()}


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from([nx.Graph, nx.DiGraph]),
    st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=40),
    st.lists(st.sampled_from(["X", "Y", "Z", None]), min_size=8, max_size=8),
)
def test_roles_are_as_defined(kind: type[nx.Graph], edges: list[tuple[str, str]], groups: list[str | None]) -> None:
    graph = kind()
    graph.add_nodes_from("abcdefgh")
    graph.add_edges_from(edges)
    known = {node: group for node, group in zip("abcdefgh", groups, strict=True) if group is not None}
    if not known:
        return
    found = brokerage(graph, group=known)
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    rows = found.frame.set_index("id")[list(ROLES)]
    assert {node: rows.loc[node].tolist() for node in rows.index} == counted(graph, known)
    assert found.left_out == 8 - len(known)
    assert found.groups["total"].sum() == found.frame["total"].sum()


@pytest.mark.shared
def test_texas_by_sponsor(texas: nx.DiGraph) -> None:
    groups = dict(texas.nodes(data="sponsor"))
    rows = brokerage(texas, group="sponsor").frame.set_index("id")[list(ROLES)]
    assert {node: rows.loc[node].tolist() for node in rows.index} == counted(texas, groups)


def test_expected_values_and_z_are_those_of_gould_and_fernandez() -> None:
    """The formulas of the paper, as sna has them, written out for one small case."""
    graph = nx.gnp_random_graph(9, 0.3, seed=2, directed=True)
    groups = {node: "AABBBCCCC"[node] for node in graph}
    found = brokerage(graph, group=groups).frame.iloc[0]
    d, n, own, others = graph.size() / 72, 9, 2, np.array([3, 4])
    path, shared = d**2 * (1 - d), d**3 * (1 - d) ** 3
    expected = {
        "coordinator": path * (own - 1) * (own - 2),
        "itinerant": path * (others * (others - 1)).sum(),
        "representative": path * (n - own) * (own - 1),
        "gatekeeper": path * (n - own) * (own - 1),
        "liaison": path * 2 * 3 * 4,
        "total": path * 8 * 7,
    }
    assert [found[f"expected_{role}"] for role in expected] == pytest.approx(list(expected.values()))
    variance = expected["total"] * (1 - path) + 2 * 8 * 7 * 6 * shared
    assert found["z_total"] == pytest.approx((found["total"] - expected["total"]) / variance**0.5)
    # choose(7, 2) pairs of others share the one member of the own group, and the other way round none.
    variance = expected["gatekeeper"] * (1 - path) + 2 * 21 * shared
    assert found["z_gatekeeper"] == pytest.approx((found["gatekeeper"] - expected["gatekeeper"]) / variance**0.5)
    assert np.isnan(found["z_coordinator"])


@pytest.mark.parametrize("directed", [True, False])
def test_moments_agree_with_simulation(*, directed: bool) -> None:
    groups = {node: "AAAABBBCCC"[node] for node in range(10)}
    graphs = [nx.gnp_random_graph(10, 0.3, seed=seed, directed=directed) for seed in range(800)]
    # Side by side in one graph: no path leads from one to another, and what a node brokers is seen around it.
    every = nx.disjoint_union_all(graphs)
    found = brokerage(every, group={node: groups[node % 10] for node in every})
    drawn = found.frame.loc[range(0, len(every), 10), list(ROLES)].to_numpy(dtype=float)
    expected, deviation = _moments(groups_of(graphs[0], groups), 0.3, directed=directed)
    assert drawn.mean(axis=0) == pytest.approx(expected[0], rel=0.15)
    assert drawn.std(axis=0) == pytest.approx(deviation[0], rel=0.12)
