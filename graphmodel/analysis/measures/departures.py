"""What if an organization leaves: ties lost, partners left alone, pairs parted, paths grown longer."""

from __future__ import annotations

from collections.abc import Collection, Hashable

import networkx as nx
import numpy as np
import pandas as pd
from scipy import sparse

from graphmodel.analysis.measures.arrays import Floats, Group, Groups, Integers, Network, as_network, groups_of
from graphmodel.analysis.measures.cut_points import pairs_separated
from graphmodel.analysis.measures.distances import distances
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.progress import Progress, silent

_WORK = Bilingual("departures", "逐一移除")


def departures(
    graph: nx.Graph | Network,
    *,
    group: Group | None = None,
    closely: int | Collection[Hashable] = 50,
    progress: Progress = silent,
) -> pd.DataFrame:
    """Return what is lost when each stakeholder leaves, the gravest loss first.

    Parameters
    ----------
    graph
        Any graph; weights are not looked at.
    group
        Node attribute or mapping from node to group: adds ``group_links_lost``.
    closely
        For how many (those that part the most pairs, then those with the most partners), or for which nodes, the loss of
        efficiency is computed: each costs all distances again.

    Returns
    -------
    pandas.DataFrame
        One row a node: ``id``, ``ties`` (partners lost), ``left_alone`` (partners who have no one else), ``cut_point``,
        ``pairs_parted`` (pairs of others between which no path is left, directions ignored), ``efficiency_loss`` (share of
        the mean of 1/steps among the others that goes with it: Latora and Marchiori's vulnerability [1]_, without the node's
        own paths; NaN where not computed or where the others reach no one), ``group_links_lost`` (pairs of groups that only
        it ties).

    Raises
    ------
    InputError
        If a node in ``closely`` is not in the graph.

    References
    ----------
    .. [1] Latora, V., Marchiori, M. (2005). Vulnerability and protection of infrastructure networks. Physical Review E 71, 015103.

    Examples
    --------
    >>> import networkx as nx
    >>> departures(nx.path_graph(5)).iloc[0].to_dict()["pairs_parted"]
    4
    """
    network = as_network(graph)
    partners = network.partners
    alone = np.asarray(network.either @ (partners == 1).astype(float)).ravel().astype(np.int64)
    parted = pairs_separated(network)
    chosen = _chosen(network, closely, parted)
    frame = pd.DataFrame(
        {
            "id": pd.Series(list(network.nodes), dtype=object).infer_objects(),
            "ties": partners,
            "left_alone": alone,
            "cut_point": parted > 0,
            "pairs_parted": parted,
            "efficiency_loss": _efficiency_losses(network, chosen, progress),
        }
    )
    keys = ["pairs_parted", "efficiency_loss", "ties"]
    if group is not None:
        frame["group_links_lost"] = _group_links(network, groups_of(graph, group))
        keys.insert(1, "group_links_lost")
    return frame.sort_values(keys, ascending=False, kind="stable", ignore_index=True)


def _chosen(network: Network, closely: int | Collection[Hashable], parted: Integers) -> Integers:
    if isinstance(closely, int):
        return np.lexsort((-network.partners, -parted))[: max(closely, 0)].astype(np.int64)
    position = {node: number for number, node in enumerate(network.nodes)}
    unknown = [node for node in closely if node not in position]
    if unknown:
        msg = Bilingual(
            f"found {unknown[0]!r} in closely, expected nodes of the graph",
            f"closely 中的 {unknown[0]!r} 不在图中：应为图中的节点",
        )
        raise InputError(msg)
    return np.array([position[node] for node in closely], dtype=np.int64)


def _efficiency_losses(network: Network, chosen: Integers, progress: Progress) -> Floats:
    losses = np.full(len(network), np.nan)
    if not len(chosen):
        return losses
    whole = _inverse_sum(network)
    own = _own_inverse(network, chosen)
    everyone = np.arange(len(network))
    for done, number in enumerate(chosen):
        progress(_WORK, done, len(chosen))
        # Among the others, with the node still there for them to pass through.
        before = whole - own[done]
        rest = np.delete(everyone, number)
        part = Network(tuple(rest.tolist()), network.binary[rest][:, rest].sorted_indices(), network.directed)
        if before > 0:
            losses[number] = max(0.0, 1 - _inverse_sum(part) / before)
    progress(_WORK, len(chosen), len(chosen))
    return losses


def _inverse_sum(network: Network) -> float:
    counts = distances(network).counts
    return float((counts[1:] / np.arange(1, len(counts))).sum())


def _own_inverse(network: Network, chosen: Integers) -> Floats:
    """Return the sum of 1/steps over all pairs of which a node is one, from it and to it."""
    out = sparse.csgraph.dijkstra(network.binary, directed=True, indices=chosen, unweighted=True)
    back = sparse.csgraph.dijkstra(network.binary.T, directed=True, indices=chosen, unweighted=True)
    both = np.concatenate([out, back], axis=1)
    inverse: Floats = np.divide(1.0, both, out=np.zeros_like(both), where=both > 0).sum(axis=1)
    return inverse


def _group_links(network: Network, groups: Groups) -> Integers:
    """Return, for each node, how many pairs of different groups have no tie but its own."""
    known = groups.codes >= 0
    rows = np.flatnonzero(known)
    ones = np.ones(len(rows))
    member = sparse.csr_array((ones, (rows, groups.codes[rows])), shape=(len(network), len(groups.names)))
    to_group = network.either @ member
    links = (member.T @ to_group).toarray()
    entries = to_group.tocoo()
    own = groups.codes[entries.row]
    lost = (own >= 0) & (own != entries.col)
    lost &= entries.data == links[own, entries.col]
    return np.bincount(entries.row[lost], minlength=len(network)).astype(np.int64)
