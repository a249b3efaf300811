"""Brokerage: who carries what between groups, and in which role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from scipy import sparse

from graphmodel.analysis.measures.arrays import Floats, Group, Groups, Integers, Network, as_network, groups_of
from graphmodel.analysis.measures.triangles import edges_by_degree, triangles

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison", "total")
"""Gould and Fernandez' five roles, and their sum."""


@dataclass(frozen=True)
class Brokerage:
    """Brokerage roles of nodes and groups, beside what chance alone gives.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row a node of known group: ``id``, ``group``, the roles, ``expected_<role>``, ``z_<role>``. A z does not exist (NaN)
        where chance allows no variation: a group too small for the role, no ties, or all.
    groups : pandas.DataFrame
        One row a group: ``group``, ``members``, the roles and ``expected_<role>`` summed over its members.
    density : float
        Share of the ties among the nodes of known group that are there: what the expected values rest on.
    directed : bool
    left_out : int
        Nodes of unknown group; paths over them are not counted.
    """

    frame: pd.DataFrame
    groups: pd.DataFrame
    density: float
    directed: bool
    left_out: int


def brokerage(graph: nx.Graph | Network, *, group: Group) -> Brokerage:
    r"""Return Gould and Fernandez' brokerage roles of every node, with expected values and z.

    A node j brokers between i and k where i → j → k and not i → k. By the groups of the three it is [1]_

    - **coordinator**: all in one group (w_I);
    - **itinerant**: i and k in one group, j in another (w_O; also consultant);
    - **representative**: i and j in one group, k in another (b_IO);
    - **gatekeeper**: j and k in one group, i in another (b_OI);
    - **liaison**: three groups (b_O).

    Expected values and standard deviations are those of random graphs with as many nodes in each group and each tie
    present with the probability given by the density. Counts, expected values and z equal those of ``brokerage`` in R's
    ``sna`` for directed graphs. An undirected tie is one in both directions, which then are not independent: variances of
    the roles that both count (all but representative and gatekeeper) are exactly twice as large, which ``sna`` ignores.

    Parameters
    ----------
    graph
        Any graph.
    group
        Node attribute, or a mapping from node to group (a sector, a street).

    Raises
    ------
    InputError
        If no node has a group.

    References
    ----------
    .. [1] Gould, R. V., Fernandez, R. M. (1989). Structures of mediation: a formal approach to brokerage in transaction
       networks. Sociological Methodology 19, 89-126.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.DiGraph([("a1", "a2"), ("a2", "b1"), ("b1", "b2")])
    >>> found = brokerage(graph, group={"a1": "A", "a2": "A", "b1": "B", "b2": "B"})
    >>> found.frame.set_index("id").loc["a2", ["representative", "gatekeeper", "total"]].tolist()
    [1, 0, 1]
    """
    network, groups = as_network(graph), groups_of(graph, group)
    known = np.flatnonzero(groups.codes >= 0)
    part = Network(
        tuple(network.nodes[number] for number in known),
        sparse.csr_array(network.binary[known][:, known]).sorted_indices(),
        network.directed,
    )
    own = Groups(groups.codes[known], groups.names)
    counts = _open_paths(part, own) - _closed_paths(part, own)
    n = len(part)
    density = part.binary.nnz / (n * (n - 1)) if n > 1 else 0.0
    expected, deviation = _moments(own, density, directed=part.directed)
    return Brokerage(
        frame=_frame(part, own, counts, (expected, deviation)),
        groups=_group_frame(own, counts, expected),
        density=density,
        directed=part.directed,
        left_out=len(network) - n,
    )


def _open_paths(network: Network, groups: Groups) -> Integers:
    """Return, a node and role, how many paths i → j → k there are, whether or not i → k."""
    n = len(network)
    member = sparse.csr_array((np.ones(n), (np.arange(n), groups.codes)), shape=(n, len(groups.names)))
    out_to, in_from = network.binary @ member, sparse.csr_array(network.binary.T) @ member
    both = network.binary.multiply(sparse.csr_array(network.binary.T))
    returning = sparse.csr_array(both) @ member  # paths that come back to i are none
    own = [_own(matrix, groups) for matrix in (in_from, out_to, returning)]
    all_in, all_out, all_returning = (np.asarray(matrix.sum(axis=1)).ravel() for matrix in (in_from, out_to, returning))
    alike = np.asarray(in_from.multiply(out_to).sum(axis=1)).ravel() - all_returning
    coordinator = own[0] * own[1] - own[2]
    itinerant = alike - coordinator
    representative = own[0] * (all_out - own[1])
    gatekeeper = (all_in - own[0]) * own[1]
    total = all_in * all_out - all_returning
    liaison = total - alike - representative - gatekeeper
    columns = [coordinator, itinerant, representative, gatekeeper, liaison, total]
    return np.asarray(np.rint(np.column_stack(columns)), dtype=np.int64)


def _own(counts: sparse.csr_array, groups: Groups) -> Floats:
    rows = np.arange(len(groups.codes))
    if not len(rows):
        return np.zeros(0)
    return np.asarray(counts[rows, groups.codes], dtype=np.float64).ravel()


def _closed_paths(network: Network, groups: Groups) -> Integers:
    """Return, a node and role, for how many paths i → j → k there is also i → k: the triangles, in all six orders."""
    counts = np.zeros((len(network), len(ROLES)), dtype=np.int64)
    edges = edges_by_degree(network.mutual)
    there = network.binary.sorted_indices()
    forward, backward = _present(there, edges.tail, edges.head), _present(there, edges.head, edges.tail)
    for found in triangles(edges):
        nodes = np.stack([edges.tail[found.ij], edges.head[found.ij], edges.head[found.ik]])
        arcs = {(0, 1): forward[found.ij], (1, 0): backward[found.ij], (0, 2): forward[found.ik]}
        arcs |= {(2, 0): backward[found.ik], (1, 2): forward[found.jk], (2, 1): backward[found.jk]}
        codes = groups.codes[nodes]
        for i, j, k in ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)):
            closed = arcs[i, j] & arcs[j, k] & arcs[i, k]
            role = _role(codes[i][closed], codes[j][closed], codes[k][closed])
            slots = nodes[j][closed] * len(ROLES) + role
            counts += np.bincount(slots, minlength=counts.size).reshape(counts.shape)
    counts[:, -1] = counts[:, :-1].sum(axis=1)
    return counts


def _present(matrix: sparse.csr_array, rows: Integers, columns: Integers) -> np.ndarray[Any, np.dtype[np.bool_]]:
    entries = matrix.tocoo()
    keys = entries.row.astype(np.int64) * max(matrix.shape[0], 1) + entries.col
    return np.isin(rows * max(matrix.shape[0], 1) + columns, keys)


def _role(i: Integers, j: Integers, k: Integers) -> Integers:
    conditions = [(i == j) & (j == k), i == k, i == j, j == k]
    return np.select(conditions, [0, 1, 2, 3], default=4).astype(np.int64)


def _moments(groups: Groups, d: float, *, directed: bool) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of each role, a row a group, in a Bernoulli graph of density d.

    A path counts with probability d²(1-d); two paths over j that share an end have covariance d³(1-d)³, others none.
    """
    sizes = groups.sizes.astype(np.float64)
    n = sizes.sum()
    once, shared = d**2 * (1 - d), d**3 * (1 - d) ** 3
    pairs, sharing = np.zeros((2, len(sizes), len(ROLES)))
    for row, own in enumerate(sizes):
        others = np.delete(sizes, row)
        outside = n - own
        pairs[row] = [
            (own - 1) * (own - 2),
            (others * (others - 1)).sum(),
            (own - 1) * outside,
            (own - 1) * outside,
            outside**2 - (others**2).sum(),
            (n - 1) * (n - 2),
        ]
        across = (own - 1) * outside * (outside - 1) + outside * (own - 1) * (own - 2)
        sharing[row] = [
            2 * (own - 1) * (own - 2) * (own - 3),
            2 * (others * (others - 1) * (others - 2)).sum(),
            across,
            across,
            2 * (others * (outside - others) * (outside - others - 1)).sum(),
            2 * (n - 1) * (n - 2) * (n - 3),
        ]
    variance = pairs * once * (1 - once) + sharing * shared
    if not directed:
        variance *= np.array([2, 2, 1, 1, 2, 2])
    return pairs * once, np.sqrt(np.maximum(variance, 0.0))


def _frame(network: Network, groups: Groups, counts: Integers, moments: tuple[Floats, Floats]) -> pd.DataFrame:
    expected, deviation = (values[groups.codes] for values in moments)
    z = np.divide(counts - expected, deviation, out=np.full(expected.shape, np.nan), where=deviation > 0)
    columns: dict[str, Any] = {"id": list(network.nodes), "group": [groups.names[code] for code in groups.codes]}
    columns |= {role: counts[:, number] for number, role in enumerate(ROLES)}
    columns |= {f"expected_{role}": expected[:, number] for number, role in enumerate(ROLES)}
    columns |= {f"z_{role}": z[:, number] for number, role in enumerate(ROLES)}
    return pd.DataFrame(columns)


def _group_frame(groups: Groups, counts: Integers, expected: Floats) -> pd.DataFrame:
    sizes = groups.sizes
    columns: dict[str, Any] = {"group": list(groups.names), "members": sizes}
    for number, role in enumerate(ROLES):
        columns[role] = np.bincount(groups.codes, counts[:, number], len(sizes)).astype(np.int64)
    columns |= {f"expected_{role}": expected[:, number] * sizes for number, role in enumerate(ROLES)}
    return pd.DataFrame(columns)
