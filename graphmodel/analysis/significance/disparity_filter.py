"""More than chance in a weighted network: ties that carry more of a node's strength than an even spread would."""

from __future__ import annotations

from math import isfinite
from typing import Literal, NamedTuple, TypeAlias

import networkx as nx
import numpy as np

from graphmodel.analysis.significance.backbone import Backbone, Tested, check_alpha, keep
from graphmodel.analysis.significance.correction import Correction, all_pairs
from graphmodel.analysis.significance.incidence import Numbers, Reals, in_order
from graphmodel.analysis.significance.narrative import Method
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError

Ends: TypeAlias = Literal["either", "both"]
Count: TypeAlias = Literal["pairs", "ties"]


def disparity(
    graph: nx.Graph,
    *,
    weight: str = "weight",
    alpha: float = 0.05,
    correction: Correction = "benjamini-hochberg",
    ends: Ends = "either",
    count: Count = "pairs",
) -> Backbone:
    """Find the ties that weigh more than chance explains, by the disparity filter.

    Chance keeps who is tied to whom and spreads the strength s of each node over its k ties uniformly at random. Then a tie
    of weight w weighs at least as much with probability (1 - w/s)^(k - 1) [1]_. A tie has two ends, so two such probabilities,
    ``p_a`` and ``p_b``; ``expected`` is s/k at the end that decides. From a node with one tie nothing can be concluded (p = 1).

    Parameters
    ----------
    graph
        Undirected; weights of parallel ties add up, self-ties and ties of weight 0 do not count.
    weight
        The edge attribute that holds the weight.
    alpha
        A tie is kept where its adjusted p-value is below.
    correction
        ``none`` is the filter as published.
    ends
        ``either``: p is the smaller of the two, as published, and each pair counts as two tests; ``both``: the larger, one test.
    count
        What a correction counts: all ``pairs`` of nodes (a tie that is not there is one of weight 0), or the ``ties`` alone, as
        the model takes them as given.

    Raises
    ------
    InputError
        If the graph is directed, a weight is missing, negative or not a number, alpha is not between 0 and 1, or another
        argument is unknown.

    References
    ----------
    .. [1] Serrano, M. Á., Boguñá, M., Vespignani, A. (2009). Extracting the multiscale backbone of complex weighted
       networks. PNAS 106, 6483-6488, eq. 2.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.Graph()
    >>> graph.add_weighted_edges_from([("a", "b", 8), ("a", "c", 1), ("a", "d", 1)])
    >>> disparity(graph, correction="none").frame[["a", "b", "observed", "p", "kept"]].round(4).to_numpy().tolist()
    [['a', 'b', 8.0, 0.04, True], ['a', 'c', 1.0, 0.81, False], ['a', 'd', 1.0, 0.81, False]]
    """
    check_alpha(alpha)
    if ends not in ("either", "both") or count not in ("pairs", "ties"):
        msg = Bilingual(
            f"found ends={ends!r} and count={count!r}, expected 'either' or 'both', and 'pairs' or 'ties'",
            f"ends={ends!r}，count={count!r}：ends 应为 'either' 或 'both'，count 应为 'pairs' 或 'ties'",
        )
        raise InputError(msg)
    nodes = in_order(graph)
    ties = _ties(graph, {node: number for number, node in enumerate(nodes)}, weight)
    size = len(nodes)
    both, weights = np.concatenate([ties.a, ties.b]), np.concatenate([ties.weight, ties.weight])
    degree = np.bincount(both, minlength=size).astype(np.int64)
    strength = np.bincount(both, weights, size).astype(np.float64)
    at_a, at_b = (_end(ties.weight, strength[end], degree[end]) for end in (ties.a, ties.b))
    by_a = (at_a <= at_b) if ends == "either" else (at_a >= at_b)
    decides = np.where(by_a, ties.a, ties.b)
    pairs = all_pairs(size) if count == "pairs" else len(ties.a)
    tested = Tested(
        ties.a,
        ties.b,
        ties.weight,
        strength[decides] / np.maximum(degree[decides], 1),
        np.where(by_a, at_a, at_b),
        {"p_a": at_a, "p_b": at_b},
    )
    tests = pairs * (2 if ends == "either" else 1)
    return keep(graph, nodes, tested, method=Method("disparity", alpha, correction, tests=tests))


class _Ties(NamedTuple):
    """Positions ``a < b`` and weights."""

    a: Numbers
    b: Numbers
    weight: Reals


def _ties(graph: nx.Graph, position: dict[object, int], weight: str) -> _Ties:
    if graph.is_directed():
        msg = Bilingual(
            "found a directed graph, expected an undirected one: say how its two directions make one weight",
            "图是有向图，应为无向图：请先说明如何把两个方向合成一个权重",
        )
        raise InputError(msg)
    weights: dict[tuple[int, int], float] = {}
    for start, end, value in graph.edges(data=weight):
        if not isinstance(value, (int, float, np.integer, np.floating)) or not isfinite(value) or value < 0:
            msg = Bilingual(
                f"found the {weight} {value!r} between {start!r} and {end!r}, expected a number that is not negative",
                f"{start!r} 与 {end!r} 之间的 {weight} 为 {value!r}：应为不小于零的数",
            )
            raise InputError(msg)
        if start != end and value > 0:
            one, other = position[start], position[end]
            key = (min(one, other), max(one, other))
            weights[key] = weights.get(key, 0.0) + float(value)
    ends = np.array(sorted(weights), dtype=np.int64).reshape(-1, 2)
    return _Ties(ends[:, 0], ends[:, 1], np.array([weights[a, b] for a, b in ends.tolist()], dtype=np.float64))


def _end(weights: Reals, strength: Reals, degree: Numbers) -> Reals:
    rest = np.maximum(1 - weights / np.where(strength > 0, strength, 1.0), 0.0)
    return np.asarray(np.where(degree > 1, rest ** np.maximum(degree - 1, 1), 1.0), dtype=np.float64)
