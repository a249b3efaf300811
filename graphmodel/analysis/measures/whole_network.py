"""The whole network in figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import networkx as nx
import numpy as np
import pandas as pd

from graphmodel.analysis.measures import centralization, cohesion
from graphmodel.analysis.measures.arrays import Network, as_network
from graphmodel.analysis.measures.centrality import betweenness
from graphmodel.analysis.measures.communities import communities
from graphmodel.analysis.measures.core_periphery import core_periphery
from graphmodel.analysis.measures.distances import distances
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.progress import Progress, silent

WHOLE_NETWORK: Mapping[str, Bilingual] = {
    "nodes": Bilingual("stakeholders", "节点数"),
    "ties": Bilingual("ties: pairs, or arcs where they have a direction", "联系数"),
    "density": Bilingual("share of the possible ties that are there", "密度"),
    "mean_degree": Bilingual("mean number of partners", "平均伙伴数"),
    "isolates": Bilingual("stakeholders without any tie", "孤立节点数"),
    "components": Bilingual("parts between which there is no path", "连通分量数"),
    "largest_component": Bilingual("share of the stakeholders in the largest part", "最大分量占比"),
    "connectedness": Bilingual("share of the pairs that lie in one part", "连通度"),
    "mean_distance": Bilingual("mean steps between the pairs that reach each other", "平均距离"),
    "diameter": Bilingual("most steps between two that reach each other", "直径"),
    "efficiency": Bilingual(
        "mean of 1/steps over all pairs, 0 for pairs apart (Latora and Marchiori 2001)", "全局效率"
    ),
    "reciprocity": Bilingual("share of the arcs that are returned", "互惠性(弧)"),
    "dyad_reciprocity": Bilingual("share of the tied pairs that are tied both ways", "互惠性(对)"),
    "transitivity": Bilingual("share of the two-step paths whose ends are tied", "传递性"),
    "mean_clustering": Bilingual("mean share of a stakeholder's pairs of partners that are tied", "平均聚类系数"),
    "degree_centralization": Bilingual("how far the ties hang on one stakeholder (1: a star)", "度中心势"),
    "in_degree_centralization": Bilingual("likewise for ties received", "入度中心势"),
    "out_degree_centralization": Bilingual("likewise for ties sent", "出度中心势"),
    "betweenness_centralization": Bilingual(
        "how far the shortest paths hang on one stakeholder (1: a star)", "中介中心势"
    ),
    "closeness_centralization": Bilingual(
        "how far nearness hangs on one, in the largest part, without directions", "接近中心势"
    ),
    "core_size": Bilingual("stakeholders in the core that fits best", "核心规模"),
    "core_fit": Bilingual("correlation with a complete core and an empty periphery", "核心边缘拟合"),
    "communities": Bilingual("communities in the best of several divisions", "社群数"),
    "modularity": Bilingual("modularity of that division", "模块度"),
    "community_stability": Bilingual(
        "agreement of the divisions with each other (adjusted Rand; 1: all equal)", "社群稳定性"
    ),
}
"""Every figure, in order, and what it says."""


@dataclass(frozen=True)
class NetworkMeasures:
    """Figures of a whole network.

    Attributes
    ----------
    values : Mapping of str to float, int or None
        By the names in `WHOLE_NETWORK`; None where a figure does not exist (too few nodes, no ties, no directions).
    weight, pivots, seed, runs
        As given.
    self_ties : int
        How many were left out.
    """

    values: Mapping[str, float | None]
    weight: str | None
    pivots: int | None
    seed: int
    runs: int
    self_ties: int

    @cached_property
    def frame(self) -> pd.DataFrame:
        """One row a figure: ``measure``, ``value``, ``chinese``, ``meaning``."""
        meanings = [WHOLE_NETWORK[name] for name in self.values]
        columns = {
            "measure": list(self.values),
            "value": list(self.values.values()),
            "chinese": [meaning.zh for meaning in meanings],
            "meaning": [meaning.en for meaning in meanings],
        }
        return pd.DataFrame(columns, dtype=object)  # as objects, so that a whole number stays one beside a fraction

    def __getitem__(self, name: str) -> float | None:
        return self.values[name]


def network_measures(
    graph: nx.Graph | Network,
    *,
    weight: str | None = None,
    only: Iterable[str] | None = None,
    pivots: int | None = None,
    runs: int = 10,
    seed: int = 0,
    progress: Progress = silent,
) -> NetworkMeasures:
    """Return the figures of a whole network, each as its own function gives it.

    Parameters
    ----------
    graph
        Any graph. Parallel ties are one; self-ties are left out and counted.
    weight
        Edge attribute for the communities; the other figures do not look at weights.
    only
        Names from `WHOLE_NETWORK`; all where None.
    pivots
        For an estimate of the betweenness in a large network; see `betweenness`.
    runs, seed
        For the communities; ``seed`` also draws the pivots.

    Raises
    ------
    InputError
        If a name in ``only`` is unknown, or a weight is not a finite number above 0.

    Examples
    --------
    >>> import networkx as nx
    >>> found = network_measures(nx.star_graph(4))
    >>> found["density"], found["degree_centralization"], found["reciprocity"]
    (0.4, 1.0, None)
    """
    wanted = list(WHOLE_NETWORK) if only is None else list(only)
    unknown = [name for name in wanted if name not in WHOLE_NETWORK]
    if unknown:
        msg = Bilingual(
            f"found the measure {unknown[0]!r}, expected one of {', '.join(WHOLE_NETWORK)}",
            f"没有指标 {unknown[0]!r}：应为 {'、'.join(WHOLE_NETWORK)} 之一",
        )
        raise InputError(msg)
    network = as_network(graph, weight=weight)
    given = _Parameters(pivots, runs, seed, progress)
    found: dict[str, float | None] = {}
    for names, compute in _FAMILIES:
        if not names.isdisjoint(wanted):
            found |= compute(network, given)
    values = {name: found[name] for name in WHOLE_NETWORK if name in wanted}
    return NetworkMeasures(values, weight, pivots, seed, runs, network.self_ties)


class _Parameters(NamedTuple):
    pivots: int | None
    runs: int
    seed: int
    progress: Progress


def _sizes(network: Network, _given: _Parameters) -> dict[str, float | None]:
    n = len(network)
    parts = np.bincount(centralization.component_of(network))
    return {
        "nodes": n,
        "ties": network.size,
        "density": cohesion.density(network),
        "mean_degree": float(network.partners.mean()) if n else None,
        "isolates": int((network.partners == 0).sum()),
        "components": len(parts),
        "largest_component": float(parts.max()) / n if n else None,
        "connectedness": cohesion.connectedness(network),
    }


def _distances(network: Network, given: _Parameters) -> dict[str, float | None]:
    found = distances(network, progress=given.progress)
    efficiency = found.efficiency(len(network))
    return {"mean_distance": found.mean, "diameter": found.longest, "efficiency": efficiency}


def _closure(network: Network, _given: _Parameters) -> dict[str, float | None]:
    return {
        "reciprocity": cohesion.reciprocity(network),
        "dyad_reciprocity": cohesion.dyad_reciprocity(network),
        "transitivity": cohesion.transitivity(network),
        "mean_clustering": cohesion.mean_clustering(network),
    }


def _degrees(network: Network, _given: _Parameters) -> dict[str, float | None]:
    directed = network.directed
    return {
        "degree_centralization": centralization.degree_centralization(network),
        "in_degree_centralization": centralization.degree_centralization(network, mode="in") if directed else None,
        "out_degree_centralization": centralization.degree_centralization(network, mode="out") if directed else None,
    }


def _between(network: Network, given: _Parameters) -> dict[str, float | None]:
    values = betweenness(network, pivots=given.pivots, seed=given.seed, progress=given.progress).to_numpy()
    return {"betweenness_centralization": centralization.betweenness_centralization(network, values=values)}


def _close(network: Network, given: _Parameters) -> dict[str, float | None]:
    found = centralization.closeness_centralization(network, progress=given.progress)
    return {"closeness_centralization": found}


def _core(network: Network, _given: _Parameters) -> dict[str, float | None]:
    found = core_periphery(network)
    return {"core_size": found.size, "core_fit": found.fit}


def _communities(network: Network, given: _Parameters) -> dict[str, float | None]:
    found = communities(network, runs=given.runs, seed=given.seed, progress=given.progress)
    return {
        "communities": found.count,
        "modularity": found.modularity,
        "community_stability": found.stability,
    }


_FAMILIES = (
    (
        frozenset(
            "nodes ties density mean_degree isolates components largest_component connectedness".split()  # noqa: SIM905 -- names
        ),
        _sizes,
    ),
    (frozenset({"mean_distance", "diameter", "efficiency"}), _distances),
    (frozenset({"reciprocity", "dyad_reciprocity", "transitivity", "mean_clustering"}), _closure),
    (frozenset({"degree_centralization", "in_degree_centralization", "out_degree_centralization"}), _degrees),
    (frozenset({"betweenness_centralization"}), _between),
    (frozenset({"closeness_centralization"}), _close),
    (frozenset({"core_size", "core_fit"}), _core),
    (frozenset({"communities", "modularity", "community_stability"}), _communities),
)
"""Figures that come out of one computation, and that computation."""
