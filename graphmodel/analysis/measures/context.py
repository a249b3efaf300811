"""Context: whether a figure is special, or what any network with the same degrees would show."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx
import numpy as np
import pandas as pd

from graphmodel.analysis.measures.arrays import Floats, Network, as_network
from graphmodel.analysis.measures.figures import figures
from graphmodel.analysis.measures.random_graphs import random_graphs
from graphmodel.analysis.measures.whole_network import network_measures
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.progress import Progress, silent

_WORK = Bilingual("random graphs", "随机图")

NETWORK_FIGURES = (
    "components",
    "connectedness",
    "mean_distance",
    "efficiency",
    "transitivity",
    "mean_clustering",
    "betweenness_centralization",
    "closeness_centralization",
    "core_fit",
)
"""Figures of the whole network that the degrees alone do not fix, compared by default."""

POSITION_FIGURES = ("betweenness", "closeness", "constraint", "effective_size")
"""Likewise figures of position."""


def network_context(
    graph: nx.Graph | Network,
    *,
    only: Iterable[str] = NETWORK_FIGURES,
    samples: int = 100,
    seed: int = 0,
    progress: Progress = silent,
) -> pd.DataFrame:
    """Return figures of the whole network beside those of random graphs of the same degrees [1]_.

    Parameters
    ----------
    graph
        Any graph; weights are not looked at.
    only
        Names from `WHOLE_NETWORK`.
    samples, seed
        Of the random graphs; see `random_graphs`.

    Returns
    -------
    pandas.DataFrame
        One row a figure: ``measure``, ``observed``, ``mean``, ``sd``, ``low`` and ``high`` (2.5 and 97.5 %), ``quantile`` (share of the
        random graphs below the observed, those equal counted half), ``z``. What does not exist is NaN: an observed
        figure, a z without variation.

    Raises
    ------
    InputError
        If there is no sample, or a name is unknown.

    References
    ----------
    .. [1] Newman, M. E. J., Strogatz, S. H., Watts, D. J. (2001). Random graphs with arbitrary degree distributions and their
       applications. Physical Review E 64, 026118.

    Examples
    --------
    >>> import networkx as nx
    >>> found = network_context(nx.ring_of_cliques(4, 4), only=["transitivity"], samples=20)
    >>> found["quantile"].tolist()
    [1.0]
    """
    _check(samples)
    network, names = as_network(graph), list(only)

    def measured(drawn: Network) -> list[float]:
        found = network_measures(drawn, only=names, runs=1, seed=seed)
        return [np.nan if found[name] is None else float(found[name] or 0) for name in names]

    observed, drawn = np.array(measured(network), dtype=float), []
    for number, sample in enumerate(random_graphs(network, samples=samples, seed=seed)):
        progress(_WORK, number, samples)
        drawn.append(measured(sample))
    progress(_WORK, samples, samples)
    return pd.DataFrame({"measure": names, **_compared(observed, np.array(drawn, dtype=float))})


def position_context(
    graph: nx.Graph | Network,
    *,
    only: Iterable[str] = POSITION_FIGURES,
    samples: int = 100,
    seed: int = 0,
    progress: Progress = silent,
) -> pd.DataFrame:
    """Return figures of position beside those the same node has in random graphs of the same degrees.

    A broker by many ties is one in every such graph; a broker by where its ties go has a quantile near 1 (for constraint,
    near 0). Parameters, columns and errors as `network_context`, with ``id`` before ``measure`` and names from `FIGURES`.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.barbell_graph(6, 1)
    >>> found = position_context(graph, only=["betweenness"], samples=20).set_index("id")
    >>> float(found.loc[6, "quantile"])
    1.0
    """
    _check(samples)
    network, chosen = as_network(graph), figures(only)
    plain = Network(network.nodes, network.binary, network.directed)
    observed = {name: compute(plain) for name, compute in chosen.items()}
    drawn: dict[str, list[Floats]] = {name: [] for name in chosen}
    for number, sample in enumerate(random_graphs(plain, samples=samples, seed=seed)):
        progress(_WORK, number, samples)
        for name, compute in chosen.items():
            drawn[name].append(compute(sample))
    progress(_WORK, samples, samples)
    parts = [
        pd.DataFrame({"id": list(network.nodes), "measure": name, **_compared(observed[name], np.array(drawn[name]))})
        for name in chosen
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["id", "measure"])


def _check(samples: int) -> None:
    if samples < 1:
        msg = Bilingual(
            f"found {samples} samples, expected at least 1",
            f"抽样次数为 {samples}：至少为 1",
        )
        raise InputError(msg)


def _compared(observed: Floats, drawn: Floats) -> dict[str, Floats]:
    """Compare each observed figure with its column of drawn ones; what is drawn as NaN does not count."""
    there = ~np.isnan(drawn)
    count = there.sum(axis=0)
    filled = np.where(there, drawn, 0.0)
    some = count > 0
    nothing = np.full(len(observed), np.nan)
    mean = np.divide(filled.sum(axis=0), count, out=nothing.copy(), where=some)
    squares = np.where(there, (drawn - mean) ** 2, 0.0).sum(axis=0)
    sd = np.sqrt(np.divide(squares, count, out=nothing.copy(), where=some))
    # Equal up to rounding: a figure that the degrees fix must not look special.
    apart = np.abs(drawn - observed) > 1e-9 * np.maximum(1.0, np.abs(observed))
    below = (there & apart & (drawn < observed)).sum(axis=0) + (there & ~apart).sum(axis=0) / 2
    known = some & ~np.isnan(observed)
    low, high = nothing.copy(), nothing.copy()
    if some.any():
        low[some], high[some] = np.nanquantile(drawn[:, some], [0.025, 0.975], axis=0)
    varied = known & (sd > 1e-12)  # noqa: PLR2004 -- likewise
    return {
        "observed": observed,
        "mean": mean,
        "sd": sd,
        "low": low,
        "high": high,
        "quantile": np.divide(below, count, out=nothing.copy(), where=known),
        "z": np.divide(observed - mean, sd, out=nothing.copy(), where=varied),
    }
