"""Core and periphery: a core tied to itself, and a rest tied to the core alone."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np
import pandas as pd

from graphmodel.analysis.measures.arrays import Network, as_network


@dataclass(frozen=True)
class CorePeriphery:
    """The best division into core and periphery.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row a node: ``id``, ``degree``, ``core`` (bool), ``tied`` (bool: as many ties as others on the other side of the line).
    size : int
        Nodes in the core.
    errors : int
        Pairs that differ from the ideal: missing in the core, or present in the periphery.
    fit : float or None
        Correlation of the ties with the ideal, over the pairs within the core and within the periphery: 1 where
        the core is complete and the periphery empty. None where either has no pairs, or all or none of the pairs are tied.
    """

    frame: pd.DataFrame
    size: int
    errors: int
    fit: float | None


def core_periphery(graph: nx.Graph | Network) -> CorePeriphery:
    r"""Return the division into a complete core and an empty periphery that fits best, whatever lies between them.

    The discrete model of Borgatti and Everett with ties between core and periphery left open [1]_. The number of pairs that
    differ from it is :math:`k(k-1)/2 + m - \sum_{i \in core} d_i`, so the k of highest degree are best for each k, and the best
    k is where the next degree is no more than k [2]_: exact, without search. Of equally good divisions it is that with
    the smallest core, nodes of equal degree in the graph's order. Directions are ignored.

    References
    ----------
    .. [1] Borgatti, S. P., Everett, M. G. (1999). Models of core/periphery structures. Social Networks 21, 375-395.
    .. [2] Lip, S. Z. W. (2011). A fast algorithm for the discrete core/periphery bipartitioning problem. arXiv:1102.5511.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.complete_graph(3)
    >>> graph.add_edges_from([(0, "a"), (1, "b"), (2, "c")])
    >>> found = core_periphery(graph)
    >>> found.size, found.errors, round(found.fit, 6)
    (3, 0, 1.0)
    """
    network = as_network(graph)
    degrees = network.partners
    order = np.argsort(-degrees, kind="stable")
    size = int((degrees[order] > np.arange(len(order))).sum())
    core = np.zeros(len(network), dtype=bool)
    core[order[:size]] = True
    inside = float(network.either[core][:, core].nnz) / 2
    outside = float(network.either[~core][:, ~core].nnz) / 2
    edge = degrees[order[size - 1]] if size else -1
    split = bool(size < len(order) and degrees[order[size]] == edge)
    frame = pd.DataFrame(
        {"id": list(network.nodes), "degree": degrees, "core": core, "tied": (degrees == edge) & split},
    )
    possible = (size * (size - 1) / 2, (len(network) - size) * (len(network) - size - 1) / 2)
    errors = int(possible[0] - inside + outside)
    return CorePeriphery(frame, size, errors, _fit((inside, outside), possible))


def _fit(tied: tuple[float, float], possible: tuple[float, float]) -> float | None:
    """Return Pearson's correlation of two yes-or-no variables: in the core, tied."""
    pairs, ties = sum(possible), sum(tied)
    spread = possible[0] * possible[1] * ties * (pairs - ties)
    if not spread > 0:
        return None
    return float((tied[0] * (possible[1] - tied[1]) - (possible[0] - tied[0]) * tied[1]) / np.sqrt(spread))
