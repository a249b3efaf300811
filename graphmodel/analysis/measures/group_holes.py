"""Holes between groups: which sectors, streets or centres do not build together, and who could join them."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from scipy import sparse

from graphmodel.analysis.measures.arrays import Group, Network, as_network, groups_of


def group_holes(graph: nx.Graph | Network, *, group: Group, most: int = 5) -> pd.DataFrame:
    """Return how each pair of groups is tied, the widest holes first.

    Parameters
    ----------
    graph
        Any graph; directions and weights are ignored.
    group
        Node attribute or mapping from node to group: sector, street, kind of centre. Nodes without one still may go between.
    most
        How many go-betweens to name.

    Returns
    -------
    pandas.DataFrame
        One row a pair of groups: ``a``, ``b``, ``ties``, ``possible``, ``density`` (ties / possible), ``expected`` (ties if all ties of
        the network fell anywhere alike), ``ratio`` (ties / expected; NaN without ties at all), ``go_betweens`` (how many nodes, of
        any group, are tied to both), ``by`` (the ids of those with the most ties to both, a tuple).

    Raises
    ------
    InputError
        If no node has a group.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.Graph([("media", "party"), ("party", "service")])
    >>> found = group_holes(graph, group={"media": "M", "party": "P", "service": "S"})
    >>> found[["a", "b", "ties", "by"]].head(1).to_dict("records")
    [{'a': 'M', 'b': 'S', 'ties': 0, 'by': ('party',)}]
    """
    network, groups = as_network(graph), groups_of(graph, group)
    rows = np.flatnonzero(groups.codes >= 0)
    shape = (len(network), len(groups.names))
    member = sparse.csr_array((np.ones(len(rows)), (rows, groups.codes[rows])), shape=shape)
    to_group = network.either @ member
    links, sizes = (member.T @ to_group).toarray(), groups.sizes
    n = len(network)
    density = network.either.nnz / (n * (n - 1)) if n > 1 else 0.0
    reach = to_group.tocsc()
    found: list[dict[str, Any]] = []
    for a, b in combinations(range(len(groups.names)), 2):
        possible = int(sizes[a] * sizes[b])
        least = reach[:, [a]].minimum(reach[:, [b]]).tocoo()
        order = np.lexsort((least.row, -least.data))[:most]
        found.append(
            {
                "a": groups.names[a],
                "b": groups.names[b],
                "ties": int(links[a, b]),
                "possible": possible,
                "density": links[a, b] / possible,
                "expected": possible * density,
                "ratio": links[a, b] / (possible * density) if density else np.nan,
                "go_betweens": int(least.nnz),
                "by": tuple(network.nodes[number] for number in least.row[order]),
            }
        )
    columns = ["a", "b", "ties", "possible", "density", "expected", "ratio", "go_betweens", "by"]
    frame = pd.DataFrame(found, columns=columns)
    keys = ["density", "possible"]
    return frame.sort_values(keys, ascending=[True, False], kind="stable", ignore_index=True)
