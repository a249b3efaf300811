"""Cohesion: how dense, reciprocal and closed the ties of a network are."""

from __future__ import annotations

import networkx as nx
import numpy as np

from graphmodel.analysis.measures.arrays import Floats, Integers, Network, as_network
from graphmodel.analysis.measures.centralization import component_of
from graphmodel.analysis.measures.triangles import edges_by_degree, triangles


def density(graph: nx.Graph | Network) -> float | None:
    """Return the share of the possible ties that are there, self-ties aside; None for fewer than two nodes.

    Examples
    --------
    >>> import networkx as nx
    >>> density(nx.path_graph(3))
    0.6666666666666666
    """
    network = as_network(graph)
    n = len(network)
    return float(network.ties.nnz) / (n * (n - 1)) if n > 1 else None


def reciprocity(graph: nx.Graph | Network) -> float | None:
    """Return the share of the arcs that are returned; None for an undirected graph or one without arcs.

    The arc method of [1]_. Equals ``networkx.overall_reciprocity``.

    References
    ----------
    .. [1] Hanneman, R. A., Riddle, M. (2005). Introduction to Social Network Methods, ch. 8.

    Examples
    --------
    >>> import networkx as nx
    >>> reciprocity(nx.DiGraph([("a", "b"), ("b", "a"), ("b", "c")]))
    0.6666666666666666
    """
    network = as_network(graph)
    if not network.directed or not network.ties.nnz:
        return None
    return _returned(network) / float(network.ties.nnz)


def dyad_reciprocity(graph: nx.Graph | Network) -> float | None:
    """Return the share of the tied pairs that are tied both ways; None for an undirected graph or one without arcs.

    The dyad method of [1]_.

    References
    ----------
    .. [1] Hanneman, R. A., Riddle, M. (2005). Introduction to Social Network Methods, ch. 8.

    Examples
    --------
    >>> import networkx as nx
    >>> dyad_reciprocity(nx.DiGraph([("a", "b"), ("b", "a"), ("b", "c")]))
    0.5
    """
    network = as_network(graph)
    if not network.directed or not network.ties.nnz:
        return None
    return _returned(network) / float(network.either.nnz)


def _returned(network: Network) -> float:
    return float(network.binary.multiply(network.binary.T).sum())


def transitivity(graph: nx.Graph | Network) -> float | None:
    """Return the share of the two-step paths i → j → k for which there is also i → k; None where there is no such path.

    In an undirected graph three times the triangles over the connected triples, as ``networkx.transitivity``; in a directed one
    the weak transitivity of ``gtrans`` in R's ``sna`` [1]_.

    References
    ----------
    .. [1] Wasserman, S., Faust, K. (1994). Social Network Analysis. Cambridge University Press, p. 243.

    Examples
    --------
    >>> import networkx as nx
    >>> transitivity(nx.complete_graph(3)), transitivity(nx.DiGraph([(0, 1), (1, 2), (0, 2)]))
    (1.0, 1.0)
    """
    network = as_network(graph)
    out, into = np.diff(network.ties.indptr), np.bincount(network.ties.indices, minlength=len(network))
    returned = network.binary.multiply(network.binary.T).sum()
    paths = float((out.astype(float) * into).sum() - returned)
    return _closed(network) / paths if paths else None


def _closed(network: Network) -> float:
    if not network.directed:
        return float(2 * triangles_of(network).sum())
    edges = edges_by_degree(network.mutual)
    forward = np.asarray(network.binary[edges.tail, edges.head], dtype=np.int64).ravel() if len(edges) else edges.tail
    backward = np.asarray(network.binary[edges.head, edges.tail], dtype=np.int64).ravel() if len(edges) else edges.tail
    closed = 0
    for found in triangles(edges):
        ij, ji, ik, ki = forward[found.ij], backward[found.ij], forward[found.ik], backward[found.ik]
        jk, kj = forward[found.jk], backward[found.jk]
        orders = ij * jk * ik + ik * kj * ij + ji * ik * jk + jk * ki * ji + ki * ij * kj + kj * ji * ki
        closed += int(orders.sum())
    return float(closed)


def triangles_of(network: Network) -> Integers:
    """Return in how many triangles each node is, directions ignored."""
    edges = edges_by_degree(network.either)
    counts = np.zeros(len(network), dtype=np.int64)
    for found in triangles(edges):
        corners = np.concatenate([edges.tail[found.ij], edges.head[found.ij], edges.head[found.ik]])
        counts += np.bincount(corners, minlength=len(network))
    return counts


def mean_clustering(graph: nx.Graph | Network) -> float | None:
    """Return the mean over the nodes of the share of their partners' pairs that are tied [1]_; None without nodes.

    Directions are ignored; a node with fewer than two partners counts 0, as in ``networkx.average_clustering``.

    References
    ----------
    .. [1] Watts, D. J., Strogatz, S. H. (1998). Collective dynamics of 'small-world' networks. Nature 393, 440-442.

    Examples
    --------
    >>> import networkx as nx
    >>> mean_clustering(nx.complete_graph(4))
    1.0
    """
    network = as_network(graph)
    if not len(network):
        return None
    pairs: Floats = network.partners * (network.partners - 1) / 2
    shares = np.divide(triangles_of(network), pairs, out=np.zeros(len(network)), where=pairs > 0)
    return float(shares.mean())


def connectedness(graph: nx.Graph | Network) -> float | None:
    """Return the share of the pairs of nodes that lie in one component [1]_; None for fewer than two nodes.

    References
    ----------
    .. [1] Krackhardt, D. (1994). Graph theoretical dimensions of informal organizations. In Carley, K., Prietula, M.
       (eds), Computational Organization Theory, 89-111.

    Examples
    --------
    >>> import networkx as nx
    >>> connectedness(nx.Graph([(0, 1), (2, 3)]))
    0.3333333333333333
    """
    network = as_network(graph)
    n = len(network)
    if n < 2:  # noqa: PLR2004 -- a pair needs two
        return None
    sizes = np.bincount(component_of(network)).astype(float)
    return float((sizes * (sizes - 1)).sum()) / (n * (n - 1))
