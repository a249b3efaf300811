"""What if two build together that do not yet: which single new tie brings the network closest together."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Literal

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from graphmodel.analysis.measures.arrays import Floats, Integers, Network, as_network
from graphmodel.analysis.measures.structural_holes import constraint
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.progress import Progress, silent

_WORK = Bilingual("new ties", "新增联系")

MOST_WORK = 20_000_000_000
"""Candidates x pairs of nodes; about a minute."""


@dataclass(frozen=True)
class NewTies:
    """What each new tie would change.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row a candidate, the best first: ``a``, ``b`` (from a to b in a directed graph), ``steps`` (from a to b now; None where
        there is no path), ``after`` (the figure with the tie), ``fall`` (by how much it falls).
    before : float
        The figure now.
    by : {"distance", "constraint"}
    """

    frame: pd.DataFrame
    before: float
    by: str


def new_ties(
    graph: nx.Graph | Network,
    *,
    by: Literal["distance", "constraint"] = "distance",
    candidates: Iterable[tuple[Hashable, Hashable]] | None = None,
    progress: Progress = silent,
) -> NewTies:
    r"""Return which single new tie would lower the mean distance, or the mean constraint, most.

    The **distance** is the mean number of steps over all ordered pairs, a pair without a path counting n steps (one more
    than the longest path there can be), so that joining two parts counts. A tie from a to b changes the steps from s to t to
    :math:`\min(d_{st}, d_{sa} + 1 + d_{bt})`: exact, without computing distances anew. The **constraint** is the mean of
    Burt's over all nodes, an isolate counting 1 like a node with a single partner; ties weigh 1.

    Parameters
    ----------
    graph
        Any graph; in a directed one (an exchange of data) the new tie has a direction.
    by
        What to lower.
    candidates
        Pairs to look at; all that are not tied yet where None.

    Raises
    ------
    InputError
        If a candidate is tied already or not in the graph, or there is too much to compute.

    Examples
    --------
    >>> import networkx as nx
    >>> found = new_ties(nx.path_graph(5))
    >>> found.before, found.frame[["a", "b", "fall"]].head(1).to_dict("records")
    (2.0, [{'a': 0, 'b': 4, 'fall': 0.5}])
    """
    network = as_network(graph)
    steps = _steps(network)
    pairs = _candidates(network, candidates)
    n = len(network)
    if len(pairs) * n * n > MOST_WORK * (1 if by == "distance" else 0.1):
        msg = Bilingual(
            f"found {len(pairs):,} possible ties among {n:,} nodes, too many to try: give candidates, or a part of the graph",
            f"{n:,} 个节点之间有 {len(pairs):,} 条可能的关系，多得无法逐一试算：请给出候选（candidates），或只取图的一部分",
        )
        raise InputError(msg)
    compute = _distance_falls if by == "distance" else _constraint_falls
    before, falls = compute(network, steps, pairs, progress)
    now = steps[pairs[:, 0], pairs[:, 1]]
    order = np.lexsort((pairs[:, 1], pairs[:, 0], -np.round(falls, 12)))
    frame = pd.DataFrame(
        {
            "a": [network.nodes[number] for number in pairs[order, 0]],
            "b": [network.nodes[number] for number in pairs[order, 1]],
            "steps": pd.Series([int(value) if value < n else None for value in now[order]], dtype="Int64"),
            "after": before - falls[order],
            "fall": falls[order],
        }
    )
    return NewTies(frame, before, by)


def _steps(network: Network) -> NDArray[np.int32]:
    if not len(network):
        return np.zeros((0, 0), dtype=np.int32)
    found = sparse.csgraph.shortest_path(network.binary, directed=True, unweighted=True)
    return np.where(np.isinf(found), len(network), found).astype(np.int32)


def _candidates(network: Network, given: Iterable[tuple[Hashable, Hashable]] | None) -> Integers:
    tied = network.binary.toarray() > 0
    if given is None:
        free = ~tied
        np.fill_diagonal(free, val=False)
        return np.argwhere(free if network.directed else np.triu(free))
    position = {node: number for number, node in enumerate(network.nodes)}
    pairs = []
    for a, b in given:
        if a not in position or b not in position or a == b or tied[position[a], position[b]]:
            msg = Bilingual(
                f"found the candidate {a!r}, {b!r}, expected two different nodes of the graph that are not tied yet",
                f"候选 {a!r}、{b!r} 不可用：应为图中两个不同且尚未相连的节点",
            )
            raise InputError(msg)
        pairs.append((position[a], position[b]))
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _distance_falls(
    network: Network, steps: NDArray[np.int32], pairs: Integers, progress: Progress
) -> tuple[float, Floats]:
    n = len(network)
    possible = max(n * (n - 1), 1)
    falls = np.zeros(len(pairs))
    for number, (a, b) in enumerate(pairs):
        if number % 1000 == 0:
            progress(_WORK, number, len(pairs))
        # Only who is nearer to a than to b, by more than a step, gains on the way to who is nearer to b.
        starts = np.flatnonzero(steps[:, b] - steps[:, a] > 1)
        ends = np.flatnonzero(steps[a] - steps[b] > 1)
        over = steps[starts, a][:, None] + 1 + steps[b, ends]
        gained = steps[np.ix_(starts, ends)] - over
        falls[number] = gained[gained > 0].sum()
    progress(_WORK, len(pairs), len(pairs))
    # An undirected tie serves both ways, and each way other pairs.
    return float(steps.sum()) / possible, falls * (1 if network.directed else 2) / possible


def _constraint_falls(
    network: Network, _steps: NDArray[np.int32], pairs: Integers, progress: Progress
) -> tuple[float, Floats]:
    plain = Network(network.nodes, network.binary, network.directed)
    mutual, n = plain.mutual.toarray(), max(len(network), 1)
    now = constraint(plain).fillna(1.0).to_numpy()
    falls = np.zeros(len(pairs))
    for number, (a, b) in enumerate(pairs):
        if number % 100 == 0:
            progress(_WORK, number, len(pairs))
        mutual[a, b] += 1
        mutual[b, a] += 1
        near = np.flatnonzero((mutual[a] > 0) | (mutual[b] > 0))
        falls[number] = (now[near] - _constraints(mutual, near)).sum() / n
        mutual[a, b] -= 1
        mutual[b, a] -= 1
    progress(_WORK, len(pairs), len(pairs))
    return float(now.mean()) if len(now) else 0.0, falls


def _constraints(mutual: Floats, nodes: Integers) -> Floats:
    """Return Burt's constraint of some nodes, from a full matrix of mutual weights."""
    contacts = np.flatnonzero((mutual[nodes] > 0).any(axis=0))
    share = mutual[np.ix_(nodes, contacts)] / mutual[nodes].sum(axis=1)[:, None]
    between = mutual[np.ix_(contacts, contacts)] / mutual[contacts].sum(axis=1)[:, None]
    held = np.where(share > 0, share + share @ between, 0.0)
    values: Floats = (held**2).sum(axis=1)
    return values
