"""What a network chart draws: ties by pair and layer, of stakeholders or of places, all or those beyond chance."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace

import networkx as nx
import pandas as pd

from graphmodel.analysis.cobuilding import CobuildingNetwork
from graphmodel.analysis.measures import betweenness, closeness, core_number, degree, strength
from graphmodel.schema import Bilingual

MEASURES: Mapping[str, Bilingual] = {
    "strength": Bilingual("weighted degree (Newman's weights)", "加权度（Newman 权重）"),
    "degree": Bilingual("number of partners", "伙伴数"),
    "betweenness": Bilingual("betweenness", "中介中心度"),
    "closeness": Bilingual("closeness", "接近中心度"),
    "core": Bilingual("core number", "核数"),
}
"""By what marks can be sized."""

_PIVOTS = 400
"""Betweenness of larger networks starts from so many nodes: sizes need no more."""

Pair = tuple[str, str]


@dataclass(frozen=True)
class Ties:
    """Ties to draw, and between whom.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row a pair and layer: ``a``, ``b``, ``layer`` (None where unknown), ``count``, ``weight``.
    known : pandas.DataFrame
        By id: ``name``, ``kind`` (a label, or ``Place``), ``inside`` the scope, ``members`` (1, or how many a place stands for).
    only_members
        Whether nobody does anything together, so that the ties are those of members of one alliance.
    paper
        Pairs left out because they only belong to the same alliance.
    level
        Level of the places that stand for their stakeholders; None where every stakeholder is drawn.
    elsewhere
        How many such places lie outside the scope, and are left out.
    layer
        The only layer that was asked for; None where all were.
    """

    frame: pd.DataFrame
    known: pd.DataFrame
    only_members: bool
    paper: int
    level: str | None = None
    elsewhere: int = 0
    layer: str | None = None

    @property
    def pairs(self) -> int:
        """How many pairs have a tie."""
        return len(self.frame.drop_duplicates(["a", "b"]))

    @property
    def ends(self) -> set[str]:
        """Everyone who has a tie."""
        return {*self.frame["a"], *self.frame["b"]}

    @property
    def heaviest(self) -> tuple[str, str]:
        """The names of the two with the most between them."""
        summed = self.frame.groupby(["a", "b"], sort=True)["count"].sum()
        one, other = summed.idxmax()
        return str(self.known.loc[one, "name"]), str(self.known.loc[other, "name"])

    @property
    def graph(self) -> nx.Graph:
        """One edge a pair with its ``weight`` over all layers."""
        summed = self.frame.groupby(["a", "b"], sort=True)["weight"].sum().reset_index()
        graph = nx.Graph()
        graph.add_weighted_edges_from(
            zip(summed["a"].tolist(), summed["b"].tolist(), summed["weight"].tolist(), strict=True)
        )
        return graph


def ties_of(network: CobuildingNetwork) -> Ties:
    """Return the ties of a network, one a pair and layer.

    What only makes two members of one alliance is no tie to draw: it would tie everyone to everyone. Where there is nothing
    else, it is all that can be shown.
    """
    frame = network.frame
    worked = frame[frame["channel"] != "alliance"]
    members = frame[frame["channel"] == "alliance"]
    only_members = worked.empty and not members.empty
    known = network.stakeholders.set_index("id")[["name", "kind", "inside"]].assign(members=1)
    met = set(zip(worked["a"], worked["b"], strict=True))
    paper = {pair for pair in zip(members["a"], members["b"], strict=True) if pair not in met}
    shown, left = (members, 0) if only_members else (worked, len(paper))
    return Ties(_by_layer(shown), known, only_members, left, layer=network.layer)


def _by_layer(frame: pd.DataFrame) -> pd.DataFrame:
    filled = frame.assign(layer=frame["layer"].where(frame["layer"].notna(), ""))
    summed = filled.groupby(["a", "b", "layer"], sort=True)[["count", "weight"]].sum().reset_index()
    layers = pd.Series([layer or None for layer in summed["layer"].tolist()], dtype=object)
    return summed.assign(layer=layers)


def only_pairs(ties: Ties, kept: Collection[Pair]) -> Ties:
    """Return the ties of some pairs, ``a`` before ``b``."""
    pairs = set(kept)
    inside = [pair in pairs for pair in zip(ties.frame["a"], ties.frame["b"], strict=True)]
    return replace(ties, frame=ties.frame[pd.Series(inside, index=ties.frame.index, dtype=bool)].reset_index(drop=True))


def by_place(ties: Ties, place_of: Mapping[str, str], names: Mapping[str, str], level: str) -> Ties:
    """Return the ties between the places in which stakeholders lie, of places inside the scope.

    Who lies in none, and what stays within one, is left out. The count of a tie becomes the number of the pairs that it stands
    for, and its layer counts only where most of the pairs have it: places are many things to each other.
    """
    frame = ties.frame.assign(a=ties.frame["a"].map(place_of), b=ties.frame["b"].map(place_of)).dropna(
        subset=["a", "b"]
    )
    frame = frame[frame["a"] != frame["b"]].assign(count=1)
    turned = frame["a"] > frame["b"]
    frame.loc[turned, ["a", "b"]] = frame.loc[turned, ["b", "a"]].to_numpy()
    ends = [place_of[node] for node in ties.ends if node in place_of]
    counts = pd.Series(ends, dtype=object).value_counts()
    inside = ties.known["inside"].groupby(ties.known.index.map(place_of.get)).any()
    places = sorted(counts.index)
    known = pd.DataFrame(
        {
            "name": [names[place] for place in places],
            "kind": "Place",
            "inside": [bool(inside.get(place, False)) for place in places],
            "members": [int(counts[place]) for place in places],
        },
        index=places,
    )
    inner = set(known.index[known["inside"]])
    summed = _by_layer(frame[frame["a"].isin(inner) & frame["b"].isin(inner)])
    first = summed.sort_values(["count", "a", "b"], ascending=[False, True, True], kind="stable")
    total = summed.groupby(["a", "b"], sort=True)[["count", "weight"]].sum().reset_index()
    most = first[first["layer"].notna()].drop_duplicates(["a", "b"])[["a", "b", "layer"]]
    merged = total.merge(most, on=["a", "b"], how="left")
    layers = pd.Series([None if pd.isna(layer) else layer for layer in merged["layer"].tolist()], dtype=object)
    drawn = merged.assign(layer=layers)[["a", "b", "layer", "count", "weight"]]
    return replace(ties, frame=drawn, known=known, level=level, elsewhere=len(known) - len(inner))


def measured(graph: nx.Graph, measure: str) -> dict[str, float]:
    """Return a measure of `MEASURES` for every node."""
    pivots = _PIVOTS if len(graph) > 2 * _PIVOTS else None
    compute: Mapping[str, Callable[[nx.Graph], pd.Series]] = {
        "strength": strength,
        "degree": degree,
        "betweenness": lambda graph: betweenness(graph, pivots=pivots),
        "closeness": closeness,
        "core": core_number,
    }
    return {node: float(value) for node, value in compute[measure](graph).items()} if len(graph) else {}


def strongest(graph: nx.Graph, sizes: Mapping[str, float], *, most: int, pairs_each: int) -> nx.Graph:
    """Keep the ``most`` nodes of largest size (0: all), and among them the heaviest pairs and each one's heaviest."""
    if not most:
        return graph
    chosen = set(sorted(graph, key=lambda node: (-sizes[node], node))[:most])
    ranked = sorted((-weight, min(a, b), max(a, b)) for a, b, weight in _within(graph, chosen))
    part = nx.Graph()
    for number, (lightness, a, b) in enumerate(ranked):
        if number < pairs_each * most or a not in part or b not in part:
            part.add_edge(a, b, weight=-lightness)
    return part


def _within(graph: nx.Graph, nodes: Collection[str]) -> Iterator[tuple[str, str, float]]:
    """Yield the pairs among some nodes with their weight; asked of a subgraph, each would be looked up several times."""
    return ((a, b, weight) for a, b, weight in graph.edges(data="weight") if a in nodes and b in nodes)


def heaviest_pairs(graph: nx.Graph, *, most: int) -> nx.Graph:
    """Keep the heaviest pairs as long as no more than ``most`` nodes (0: all) have any, and what else ties these."""
    if not most:
        return graph
    chosen: set[str] = set()
    for a, b, _ in sorted(graph.edges(data="weight"), key=lambda edge: (-edge[2], *sorted(edge[:2]))):
        if len(chosen | {a, b}) <= most:
            chosen |= {a, b}
    return nx.Graph(graph.subgraph(sorted(chosen)))


def layout_graph(whole: nx.Graph, drawn: nx.Graph) -> nx.Graph:
    """Return the graph by which the nodes of ``drawn`` find their places: with all their pairs where those drawn leave it in pieces.

    The heaviest pairs of each would part a network into islands, between which the picture had nothing to say.
    """
    if nx.is_connected(drawn):
        return drawn
    held = nx.Graph()
    held.add_nodes_from(drawn)
    held.add_weighted_edges_from(_within(whole, drawn))
    return held
