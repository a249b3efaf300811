"""More than chance, if chance only keeps how much each node takes part: the hypergeometric model."""

from __future__ import annotations

from collections.abc import Collection, Hashable

import networkx as nx
import numpy as np

from graphmodel.analysis.significance.backbone import Backbone, Tested, check_alpha, keep
from graphmodel.analysis.significance.correction import Correction, all_pairs
from graphmodel.analysis.significance.incidence import incidence, meetings
from graphmodel.analysis.significance.narrative import Method


def hypergeometric(
    graph: nx.Graph,
    *,
    nodes: Collection[Hashable],
    alpha: float = 0.05,
    correction: Correction = "benjamini-hochberg",
) -> Backbone:
    """Find the pairs that share more than chance explains, under the hypergeometric model.

    Chance keeps the degree of each of ``nodes`` and lets its participations fall on any of the other mode's nodes with equal
    probability, popular or not. What i and j share is then hypergeometric, and p = P(X ≥ observed) [1]_. Where some of
    the other mode are much larger than others, this keeps pairs for meeting where everyone is: prefer `sdsm` there.

    Parameters
    ----------
    graph, nodes, alpha, correction
        As in `sdsm`.

    Raises
    ------
    InputError
        As in `sdsm`.

    References
    ----------
    .. [1] Tumminello, M., Miccichè, S., Lillo, F., Piilo, J., Mantegna, R. N. (2011). Statistically validated networks
       in bipartite complex systems. PLoS ONE 6, e17994.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.Graph([("a", 1), ("a", 2), ("b", 1), ("b", 2), ("c", 3), ("c", 4)])
    >>> hypergeometric(graph, nodes="abc").frame[["a", "b", "observed", "expected"]].to_numpy().tolist()
    [['a', 'b', 2, 1.0]]
    >>> round(float(hypergeometric(graph, nodes="abc").frame["p"][0]), 6)  # 1 of the 6 ways to choose 2 of 4
    0.166667
    """
    from scipy import stats  # noqa: PLC0415 -- slow to import, and only this model needs it

    check_alpha(alpha)
    read = incidence(graph, nodes=nodes)
    met, degrees, columns = meetings(read.matrix), read.row_degrees, read.matrix.shape[1]
    ends = np.stack([degrees[met.a], degrees[met.b]])
    # Pairs of equal degrees that met equally often share a problem; there are few different ones.
    problems, asked = np.unique(
        np.stack([ends.max(axis=0), ends.min(axis=0), met.observed]), axis=1, return_inverse=True
    )
    larger, smaller, observed = problems
    tails = stats.hypergeom.sf(observed - 1, columns, larger, smaller)
    return keep(
        graph,
        read.nodes,
        Tested(met.a, met.b, met.observed, ends[0] * ends[1] / max(columns, 1), np.clip(tails, 0, 1)[asked], {}),
        method=Method("hypergeometric", alpha, correction, tests=all_pairs(len(read.nodes)), columns=columns),
    )
