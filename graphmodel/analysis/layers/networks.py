"""One network for each layer, and one for each line."""

from __future__ import annotations

import networkx as nx

from graphmodel.analysis.cobuilding import CobuildingNetwork
from graphmodel.schema.enumerations import LAYERS, LINES


def layer_networks(network: CobuildingNetwork) -> dict[str, nx.Graph]:
    """Return the co-building network of each of the five layers, in their order, the empty ones too.

    Every graph has all stakeholders that have a tie in some layer, so that their nodes are the same; an edge is a pair that builds
    together in the layer, with ``count`` and ``weight`` summed over its channels. Ties without a layer (alliances, meetings, triads) are in none.

    Examples
    --------
    >>> from datetime import date
    >>> from graphmodel.analysis.cobuilding import cobuilding
    >>> graph = nx.MultiDiGraph(as_of=date(2022, 6, 30))
    >>> for name in "ab":
    ...     graph.add_node(name, labels=("PartyOrganization", "Stakeholder"), name=name)
    >>> _ = graph.add_edge("a", "b", type="BUILDS_WITH", layer="safety")
    >>> {layer: part.size() for layer, part in layer_networks(cobuilding(graph)).items()}
    {'safety': 1, 'culture': 0, 'activity': 0, 'environment': 0, 'mediation': 0}
    """
    frame = network.frame
    layered = frame[frame["layer"].notna()]
    nodes = sorted({*layered["a"], *layered["b"]})
    found = {}
    for layer in LAYERS:
        part = _empty(network, nodes)
        rows = layered[layered["layer"] == layer.value].groupby(["a", "b"], sort=True)[["count", "weight"]].sum()
        for (a, b), values in rows.iterrows():
            part.add_edge(a, b, count=int(values["count"]), weight=float(values["weight"]))
        found[layer.value] = part
    return found


def line_networks(network: CobuildingNetwork) -> dict[str, nx.Graph]:
    """Return the network of each of the two lines: who shares a project of development, or of governance.

    Every graph has all stakeholders that share a project of some line; an edge has ``count``, the projects that its ends share.
    """
    frame = network.frame
    names = [line.value for line in LINES]
    lined = frame[frame[names].sum(axis=1) > 0]
    nodes = sorted({*lined["a"], *lined["b"]})
    sums = lined.groupby(["a", "b"], sort=True)[names].sum()
    found = {}
    for name in names:
        part = _empty(network, nodes)
        for (a, b), count in sums.loc[sums[name] > 0, name].items():
            part.add_edge(a, b, count=int(count))
        found[name] = part
    return found


def _empty(network: CobuildingNetwork, nodes: list[str]) -> nx.Graph:
    told = network.stakeholders.set_index("id")[["name", "kind", "place"]]
    graph = nx.Graph(as_of=network.as_of, scope=network.scope, synthetic=network.synthetic)
    for node in nodes:
        row = told.loc[node].to_dict()
        graph.add_node(node, **{name: value for name, value in row.items() if value is not None})
    return graph
