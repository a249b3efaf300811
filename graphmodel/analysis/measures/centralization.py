"""Freeman's centralization: how far a whole network hangs on its most central node; 1 for a star."""

from __future__ import annotations

from typing import Literal

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csgraph

from graphmodel.analysis.measures.arrays import Floats, Integers, Network, as_network
from graphmodel.analysis.measures.centrality import betweenness, closeness
from graphmodel.progress import Progress, silent

_FEWEST = 3
"""With fewer nodes none can be more central than another."""


def degree_centralization(
    graph: nx.Graph | Network, *, mode: Literal["either", "in", "out"] = "either"
) -> float | None:
    r"""Return how far the ties hang on one node.

    :math:`\sum_i (\max d - d_i)` over its largest possible value: (n-1)(n-2) for partners in either direction, (n-1)² for ties
    in one direction [1]_ [2]_. None for fewer than three nodes.

    References
    ----------
    .. [1] Freeman, L. C. (1979). Centrality in social networks: conceptual clarification. Social Networks 1, 215-239.
    .. [2] Wasserman, S., Faust, K. (1994). Social Network Analysis. Cambridge University Press, pp. 180, 199.

    Examples
    --------
    >>> import networkx as nx
    >>> degree_centralization(nx.star_graph(4)), degree_centralization(nx.cycle_graph(5))
    (1.0, 0.0)
    """
    network = as_network(graph)
    n = len(network)
    if n < _FEWEST:
        return None
    if mode == "either":
        return _deviation(network.partners) / ((n - 1) * (n - 2))
    degrees = np.diff(network.ties.indptr) if mode == "out" else np.bincount(network.ties.indices, minlength=n)
    return _deviation(degrees) / (n - 1) ** 2


def betweenness_centralization(
    graph: nx.Graph | Network,
    *,
    values: Floats | None = None,
    progress: Progress = silent,
) -> float | None:
    r"""Return how far the shortest paths hang on one node.

    :math:`\sum_i (\max b - b_i) / (n-1)` with the normalized betweenness b (Freeman 1979, index C_B [1]_). None for fewer than
    three nodes. ``values`` are the betweennesses, if they are known already.

    References
    ----------
    .. [1] Freeman, L. C. (1979). Centrality in social networks: conceptual clarification. Social Networks 1, 215-239.

    Examples
    --------
    >>> import networkx as nx
    >>> betweenness_centralization(nx.star_graph(4))
    1.0
    """
    network = as_network(graph)
    if len(network) < _FEWEST:
        return None
    found = betweenness(network, progress=progress).to_numpy() if values is None else values
    return _deviation(found) / (len(network) - 1)


def closeness_centralization(graph: nx.Graph | Network, *, progress: Progress = silent) -> float | None:
    r"""Return how far the nearness to all hangs on one node, in the largest component.

    :math:`\sum_i (\max c - c_i)` over (n-1)(n-2)/(2n-3), the value of a star (Freeman 1979, index C_C [1]_). It is defined for
    connected undirected graphs: directions are ignored, and only the largest component counts. None where that has
    fewer than three nodes.

    References
    ----------
    .. [1] Freeman, L. C. (1979). Centrality in social networks: conceptual clarification. Social Networks 1, 215-239.

    Examples
    --------
    >>> import networkx as nx
    >>> round(closeness_centralization(nx.star_graph(4)), 12)
    1.0
    """
    network = as_network(graph)
    if not len(network):
        return None
    members = largest_component(network)
    n = len(members)
    if n < _FEWEST:
        return None
    part = Network(tuple(members.tolist()), network.either[members][:, members].sorted_indices(), directed=False)
    return _deviation(closeness(part, progress=progress).to_numpy()) * (2 * n - 3) / ((n - 1) * (n - 2))


def component_of(network: Network) -> Integers:
    """Return the number of each node's component, directions ignored."""
    if not len(network):
        return np.zeros(0, dtype=np.int64)
    _, labels = csgraph.connected_components(network.either, directed=False)
    return np.asarray(labels, dtype=np.int64)


def largest_component(network: Network) -> Integers:
    """Return the positions of the nodes of the largest component; of several, of that with the first node.

    Examples
    --------
    >>> import networkx as nx
    >>> largest_component(as_network(nx.Graph([(0, 1), (2, 3), (3, 4)]))).tolist()
    [2, 3, 4]
    """
    labels = component_of(network)
    return np.flatnonzero(labels == np.argmax(np.bincount(labels))).astype(np.int64)


def _deviation(values: NDArray[np.number]) -> float:
    return float((values.max() - values).sum())
