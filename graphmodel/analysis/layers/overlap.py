"""What layers have in common, and over how many of them a stakeholder spreads its ties."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def layer_overlap(layers: Mapping[str, nx.Graph]) -> pd.DataFrame:
    """Return how many ties each pair of layers shares.

    Parameters
    ----------
    layers
        One graph a layer, as `layer_networks` returns them; directions and weights are ignored, and so are ties of a node with itself.

    Returns
    -------
    pandas.DataFrame
        One row a pair of layers: ``a``, ``b``, ``ties_a``, ``ties_b``, ``shared``, ``jaccard`` (shared / ties in either) and ``overlap`` (shared / ties of the
        smaller); None where no layer, or one of the two, has a tie.

    References
    ----------
    .. [1] Battiston, F., Nicosia, V., Latora, V. (2014). Structural measures for multiplex networks. Physical Review E 89,
       032804, sec. IV (edge overlap).
    .. [2] Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist 11(2), 37-50.

    Examples
    --------
    >>> layers = {"x": nx.path_graph(3), "y": nx.Graph([(1, 0), (2, 0)])}
    >>> layer_overlap(layers)[["shared", "jaccard", "overlap"]].to_numpy().tolist()
    [[1, 0.3333333333333333, 0.5]]
    """
    ties = {name: {frozenset(pair) for pair in graph.edges() if pair[0] != pair[1]} for name, graph in layers.items()}
    rows: list[dict[str, Any]] = []
    for a, b in combinations(layers, 2):
        shared, either, least = len(ties[a] & ties[b]), len(ties[a] | ties[b]), min(len(ties[a]), len(ties[b]))
        rows.append(
            {
                "a": a,
                "b": b,
                "ties_a": len(ties[a]),
                "ties_b": len(ties[b]),
                "shared": shared,
                "jaccard": shared / either if either else None,
                "overlap": shared / least if least else None,
            }
        )
    columns = ["a", "b", "ties_a", "ties_b", "shared", "jaccard", "overlap"]
    return pd.DataFrame(rows, columns=columns, dtype=object).astype({"ties_a": int, "ties_b": int, "shared": int})


def participation(counts: NDArray[Any]) -> Floats:
    """Return how evenly each row is spread over its columns: 0 all in one, 1 the same in all; NaN for a row of zeros.

    With M layers and k of a node's o ties in each: M/(M-1) · (1 - Σ (k/o)²) [1]_.

    Parameters
    ----------
    counts
        Ties by node and layer, shape (n, M), M at least 2.

    References
    ----------
    .. [1] Battiston, F., Nicosia, V., Latora, V. (2014). Structural measures for multiplex networks. Physical Review E 89,
       032804, eq. 12.

    Examples
    --------
    >>> participation(np.array([[2, 2], [4, 0], [3, 1], [0, 0]])).tolist()
    [1.0, 0.0, 0.75, nan]
    """
    layers = counts.shape[1]
    total = counts.sum(axis=1, keepdims=True).astype(np.float64)
    share = np.divide(counts, total, out=np.full(counts.shape, np.nan), where=total > 0)
    spread: Floats = layers / (layers - 1) * (1 - (share**2).sum(axis=1))
    # Rounding may leave a hair below 0 or above 1.
    return np.clip(spread, 0.0, 1.0)


def stakeholder_layers(layers: Mapping[str, nx.Graph]) -> pd.DataFrame:
    """Return in which layers each stakeholder builds, with how many partners, and how evenly.

    Parameters
    ----------
    layers
        One graph a layer, all with the same nodes, as `layer_networks` returns them.

    Returns
    -------
    pandas.DataFrame
        One row a stakeholder, those in most layers first: ``id``, ``name``, one column a layer (partners in it), ``partners`` (different ones over all),
        ``ties`` (sum over the layers: the overlapping degree), ``layers`` (number of layers with a partner), ``participation`` (see `participation`; None
        without a tie), ``missing`` (layers without a partner, a tuple).

    Examples
    --------
    >>> layers = {"x": nx.Graph([("a", "b")]), "y": nx.Graph([("a", "c"), ("a", "b")])}
    >>> for graph in layers.values():
    ...     graph.add_nodes_from("abc")
    >>> stakeholder_layers(layers)[["id", "x", "y", "partners", "ties", "participation"]].head(2).to_numpy().tolist()
    [['a', 1, 2, 2, 3, 0.8888888888888888], ['b', 1, 1, 1, 2, 1.0]]
    """
    names = list(layers)
    nodes = sorted({node for graph in layers.values() for node in graph}, key=str)
    partners = {node: {name: set(layers[name].adj.get(node, ())) - {node} for name in names} for node in nodes}
    counts = np.array([[len(partners[node][name]) for name in names] for node in nodes], dtype=np.int64)
    counts = counts.reshape(len(nodes), len(names))
    spread = participation(counts) if len(names) > 1 else np.full(len(nodes), np.nan)
    rows = [
        {
            "id": node,
            "name": _name(layers, node),
            **dict(zip(names, own, strict=True)),
            "partners": len(set().union(*partners[node].values())),
            "ties": sum(own),
            "layers": sum(number > 0 for number in own),
            "participation": None if np.isnan(value) else float(value),
            "missing": tuple(name for name, number in zip(names, own, strict=True) if not number),
        }
        for node, own, value in zip(nodes, counts.tolist(), spread.tolist(), strict=True)
    ]
    columns = ["id", "name", *names, "partners", "ties", "layers", "participation", "missing"]
    frame = pd.DataFrame(rows, columns=columns, dtype=object)
    frame = frame.astype(dict.fromkeys([*names, "partners", "ties", "layers"], int))
    return frame.sort_values(["layers", "ties"], ascending=False, kind="stable", ignore_index=True)


def _name(layers: Mapping[str, nx.Graph], node: Any) -> Any:
    return next((graph.nodes[node].get("name", node) for graph in layers.values() if node in graph), node)
