"""Centrality: who has many partners, who is near to all, who stands between."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
from scipy import sparse

from graphmodel.analysis.measures.arrays import Floats, Integers, Network, as_network
from graphmodel.analysis.measures.distances import distances
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.progress import Progress, silent

_WORK = Bilingual("betweenness", "中介中心度")

_CELLS_AT_ONCE = 400_000  # fits the cache


def degree(graph: nx.Graph | Network) -> pd.Series:
    """Return how many different partners each node has, in either direction; parallel and self-ties count for nothing.

    Examples
    --------
    >>> import networkx as nx
    >>> degree(nx.DiGraph([("a", "b"), ("b", "a"), ("b", "c")])).to_dict()
    {'a': 1, 'b': 2, 'c': 1}
    """
    network = as_network(graph)
    return network.series(network.partners, "degree")


def strength(graph: nx.Graph | Network, *, weight: str | None = "weight") -> pd.Series:
    """Return the sum of the weights of each node's ties, both directions together [1]_.

    References
    ----------
    .. [1] Barrat, A., Barthelemy, M., Pastor-Satorras, R., Vespignani, A. (2004). The architecture of complex weighted
       networks. PNAS 101, 3747-3752, eq. 2.

    Examples
    --------
    >>> import networkx as nx
    >>> strength(nx.Graph([("a", "b", {"weight": 2}), ("b", "c", {"weight": 0.5})])).to_dict()
    {'a': 2.0, 'b': 2.5, 'c': 0.5}
    """
    network = as_network(graph, weight=weight)
    return network.series(np.asarray(network.mutual.sum(axis=1), dtype=np.float64).ravel(), "strength")


def closeness(graph: nx.Graph | Network, *, progress: Progress = silent) -> pd.Series:
    r"""Return the closeness of each node: how few steps the others need to reach it.

    :math:`\frac{r}{\sum d} \cdot \frac{r}{n-1}` with r the number of others that reach the node and d their steps: Freeman's
    closeness [1]_, scaled by the share that reaches it where the network is not connected [2]_; 0 for who is reached by none.
    Equals ``networkx.closeness_centrality``. Steps, not weights: a strong tie is no longer one.

    References
    ----------
    .. [1] Freeman, L. C. (1979). Centrality in social networks: conceptual clarification. Social Networks 1, 215-239.
    .. [2] Wasserman, S., Faust, K. (1994). Social Network Analysis. Cambridge University Press, p. 201.

    Examples
    --------
    >>> import networkx as nx
    >>> closeness(nx.star_graph(3)).round(2).to_dict()
    {0: 1.0, 1: 0.6, 2: 0.6, 3: 0.6}
    """
    network = as_network(graph)
    found = distances(network, progress=progress)
    reached, steps = found.reached_by, found.steps_from
    values = np.divide(reached.astype(float) ** 2, steps, out=np.zeros(len(network)), where=steps > 0)
    return network.series(values / max(len(network) - 1, 1), "closeness")


def betweenness(
    graph: nx.Graph | Network,
    *,
    pivots: int | None = None,
    seed: int = 0,
    progress: Progress = silent,
) -> pd.Series:
    """Return the betweenness of each node: the share of the shortest paths between others that run through it.

    Freeman's, normalized to at most 1 [1]_, by Brandes' algorithm [2]_ from many nodes at once. Equals
    ``networkx.betweenness_centrality``.

    Parameters
    ----------
    graph
        Any graph; in a directed one paths follow the ties.
    pivots
        Start from so many nodes drawn at random instead of all, and scale up: an estimate for large networks [3]_.
    seed
        Of the draw.

    Raises
    ------
    InputError
        If there are fewer than one pivot.

    References
    ----------
    .. [1] Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry 40, 35-41.
    .. [2] Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of Mathematical Sociology 25, 163-177.
    .. [3] Brandes, U., Pich, C. (2007). Centrality estimation in large networks. International Journal of Bifurcation and
       Chaos 17, 2303-2318.

    Examples
    --------
    >>> import networkx as nx
    >>> betweenness(nx.star_graph(3)).to_dict()
    {0: 1.0, 1: 0.0, 2: 0.0, 3: 0.0}
    """
    if pivots is not None and pivots < 1:
        msg = Bilingual(
            f"found {pivots} pivots, expected at least 1: leave them out for the exact figure",
            f"pivots 为 {pivots}：至少为 1；不给出则精确计算",
        )
        raise InputError(msg)
    network = as_network(graph)
    n = len(network)
    sources = np.arange(n)
    if pivots is not None and pivots < n:
        sources = np.sort(np.random.default_rng(seed).choice(n, pivots, replace=False))
    scale = n / len(sources) / ((n - 1) * (n - 2)) if n > 2 else 0.0  # noqa: PLR2004 -- between needs two others
    return network.series(_dependencies(network, sources, progress) * scale, "betweenness")


def _dependencies(network: Network, sources: Integers, progress: Progress) -> Floats:
    outward, inward = network.binary, sparse.csr_array(network.binary.T)
    # A source without ties out depends on none.
    sources = sources[np.diff(network.ties.indptr)[sources] > 0]
    batch = max(1, _CELLS_AT_ONCE // max(len(network), 1))
    total = np.zeros(len(network))
    for start in range(0, len(sources), batch):
        progress(_WORK, start, len(sources))
        total += _dependencies_on(outward, inward, sources[start : start + batch])
    progress(_WORK, len(sources), len(sources))
    return total


def _dependencies_on(outward: sparse.csr_array, inward: sparse.csr_array, sources: Integers) -> Floats:
    columns = np.arange(len(sources))
    paths = np.zeros((outward.shape[0], len(sources)))
    paths[sources, columns] = 1.0
    level_of = np.full(paths.shape, -1, dtype=np.int32)
    level_of[sources, columns] = 0
    frontier, levels = paths.copy(), 0
    while True:
        frontier = inward @ frontier
        frontier[level_of >= 0] = 0.0
        new = frontier > 0
        if not new.any():
            break
        levels += 1
        level_of[new] = levels
        paths += frontier
    depends = np.zeros_like(paths)
    for level in range(levels, 0, -1):
        share = np.divide(1.0 + depends, paths, out=np.zeros_like(paths), where=level_of == level)
        depends += np.where(level_of == level - 1, paths * (outward @ share), 0.0)
    depends[sources, columns] = 0.0
    return np.asarray(depends.sum(axis=1), dtype=np.float64)


def core_number(graph: nx.Graph | Network) -> pd.Series:
    """Return the core number of each node: the largest k so that it is in a part where all have k partners there.

    Seidman's k-core [1]_, on partners in either direction. Equals ``networkx.core_number`` of the undirected graph.

    References
    ----------
    .. [1] Seidman, S. B. (1983). Network structure and minimum degree. Social Networks 5, 269-287.

    Examples
    --------
    >>> import networkx as nx
    >>> core_number(nx.lollipop_graph(4, 2)).to_dict()
    {0: 3, 1: 3, 2: 3, 3: 3, 4: 1, 5: 1}
    """
    network = as_network(graph)
    ties = network.either
    left, core = network.partners.copy(), np.zeros(len(network), dtype=np.int64)
    present = np.ones(len(network), dtype=bool)
    least = 0
    while present.any():
        least = max(least, int(left[present].min()))
        leaving = np.flatnonzero(present & (left <= least))
        core[leaving] = least
        present[leaving] = False
        left -= np.bincount(ties[leaving].indices, minlength=len(network))
    return network.series(core, "core")
