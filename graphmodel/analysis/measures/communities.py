"""Communities: who holds together, and how sure the division is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd

from graphmodel.analysis.measures.arrays import Floats, Integers, Network, as_network
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.progress import Progress, silent

_WORK = Bilingual("communities", "社群划分")


@dataclass(frozen=True)
class Communities:
    """The best of several divisions, and how far they agree.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row a node: ``id``, ``community`` (0 the largest), ``stability`` (mean overlap of its community with that of the other
        runs, as Jaccard index; 1 where all runs put it with the same others).
    modularity : float or None
        Of the division; None without ties.
    stability : float
        Mean adjusted Rand index over all pairs of runs: 1 where all give the same division, about 0 where they agree
        no more than by chance.
    runs, seed, resolution
        As given.
    """

    frame: pd.DataFrame
    modularity: float | None
    stability: float
    runs: int
    seed: int
    resolution: float

    @property
    def count(self) -> int:
        """How many communities there are."""
        return int(self.frame["community"].nunique())


def communities(
    graph: nx.Graph | Network,
    *,
    weight: str | None = None,
    resolution: float = 1.0,
    runs: int = 10,
    seed: int = 0,
    progress: Progress = silent,
) -> Communities:
    """Return the division of highest modularity out of several runs of the Louvain method, with its stability.

    One run of Louvain [1]_ is one of many near-equal optima; how far runs differ tells whether a community is there or
    was made up [2]_. Directions are ignored: weights of both are added.

    Parameters
    ----------
    graph
        Any graph.
    weight
        Edge attribute; every tie weighs 1 where None.
    resolution
        Above 1 for smaller, below 1 for larger communities.
    runs
        How many; run r has seed ``seed + r``.
    seed
        Of the first run.

    Raises
    ------
    InputError
        If there is less than one run, or the resolution is not above 0.

    References
    ----------
    .. [1] Blondel, V. D., Guillaume, J.-L., Lambiotte, R., Lefebvre, E. (2008). Fast unfolding of communities in large networks.
       Journal of Statistical Mechanics P10008. As in ``networkx.community.louvain_communities``.
    .. [2] Hubert, L., Arabie, P. (1985). Comparing partitions. Journal of Classification 2, 193-218 (the adjusted Rand index).

    Examples
    --------
    >>> import networkx as nx
    >>> found = communities(nx.barbell_graph(4, 0))
    >>> found.count, found.stability
    (2, 1.0)
    """
    if runs < 1 or not resolution > 0:
        msg = Bilingual(
            f"found runs={runs} and resolution={resolution}, expected at least 1 run and a resolution above 0",
            f"runs={runs}，resolution={resolution}：runs 至少为 1，resolution 应大于 0",
        )
        raise InputError(msg)
    network = as_network(graph, weight=weight)
    plain = _plain(network)
    labels, scores = [], []
    for run in range(runs):
        progress(_WORK, run, runs)
        found = nx.community.louvain_communities(plain, weight="weight", resolution=resolution, seed=seed + run)
        labels.append(_labels(found, len(network)))
        if plain.size():
            scores.append(nx.community.modularity(plain, found, weight="weight", resolution=resolution))
    progress(_WORK, runs, runs)
    best = int(np.argmax(scores)) if scores else 0
    agreement = [adjusted_rand(one, other) for one, other in combinations(labels, 2)]
    others = [one for number, one in enumerate(labels) if number != best]
    stability = np.mean([_overlap(labels[best], other) for other in others], axis=0) if others else 1.0
    frame = pd.DataFrame({"id": list(network.nodes), "community": labels[best], "stability": stability})
    return Communities(
        frame=frame,
        modularity=float(scores[best]) if scores else None,
        stability=float(np.mean(agreement)) if agreement else 1.0,
        runs=runs,
        seed=seed,
        resolution=resolution,
    )


def _plain(network: Network) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(range(len(network)))
    ties = network.mutual.tocoo()
    once = ties.row < ties.col
    rows, columns, weights = ties.row[once].tolist(), ties.col[once].tolist(), ties.data[once].tolist()
    graph.add_weighted_edges_from(zip(rows, columns, weights, strict=True))
    return graph


def _labels(found: list[set[int]], n: int) -> Integers:
    """Return the number of each node's community, by size, then by the first node."""
    labels = np.zeros(n, dtype=np.int64)
    for number, members in enumerate(sorted(found, key=lambda members: (-len(members), min(members)))):
        labels[list(members)] = number
    return labels


def adjusted_rand(one: Integers, other: Integers) -> float:
    """Return the adjusted Rand index of two divisions of the same nodes: 1 equal, 0 as by chance.

    Examples
    --------
    >>> import numpy as np
    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([5, 5, 3, 3]))
    1.0
    """
    joint, first, second = _sizes(one, other)
    together, in_one, in_other = (float((sizes * (sizes - 1) / 2).sum()) for sizes in (joint, first, second))
    pairs = len(one) * (len(one) - 1) / 2
    chance = in_one * in_other / pairs if pairs else 0.0
    most = (in_one + in_other) / 2
    return (together - chance) / (most - chance) if most != chance else 1.0


def _sizes(one: Integers, other: Integers) -> tuple[Floats, Floats, Floats]:
    _, joint = np.unique(np.stack([one, other]), axis=1, return_counts=True)
    return joint.astype(float), np.bincount(one).astype(float), np.bincount(other).astype(float)


def _overlap(one: Integers, other: Integers) -> Floats:
    _, inverse, joint = np.unique(np.stack([one, other]), axis=1, return_inverse=True, return_counts=True)
    shared = joint[inverse]
    overlap: Floats = shared / (np.bincount(one)[one] + np.bincount(other)[other] - shared)
    return overlap
