"""Stability: whether the ranking would be the same if some of the ties had not been recorded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import networkx as nx
import numpy as np
import pandas as pd

from graphmodel.analysis.measures.arrays import Floats, Network, as_network, from_pairs, pairs_of
from graphmodel.analysis.measures.figures import as_rank, figures
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.progress import Progress, silent

_WORK = Bilingual("stability", "稳定性")

_FIGURES = ("degree", "betweenness", "closeness", "constraint")


def rank_stability(
    graph: nx.Graph | Network,
    *,
    only: Iterable[str] = _FIGURES,
    missing: Sequence[float] = (0.05, 0.1, 0.2),
    top: int = 10,
    samples: int = 100,
    seed: int = 0,
    progress: Progress = silent,
) -> pd.DataFrame:
    """Return how well a ranking of the nodes survives when a share of the ties is missing.

    Ties are dropped at random, the figure is computed again, and the two rankings are compared: what is lost by dropping
    more tells what was lost by what is not recorded [1]_.

    Parameters
    ----------
    graph
        Any graph; weights go with the ties.
    only
        Names from `FIGURES`. For constraint, the least constrained is the first, an isolate the last.
    missing
        Shares of the ties to drop, each above 0 and below 1; at least one tie is dropped.
    top
        How many first places to compare; all nodes where there are fewer.
    samples, seed
        Of the draws.

    Returns
    -------
    pandas.DataFrame
        One row a figure and share: ``measure``, ``missing``, ``ties_dropped``, ``correlation`` (mean of Spearman's; NaN where no
        ranking exists, because all nodes are equal), ``low`` (its 5 % quantile), ``top_kept`` (mean share of the first ``top``
        still there), ``first_kept`` (how often the first, or one of the first, stays first).

    Raises
    ------
    InputError
        If a share, ``top`` or ``samples`` is out of range, or a name is unknown.

    References
    ----------
    .. [1] Borgatti, S. P., Carley, K. M., Krackhardt, D. (2006). On the robustness of centrality measures under conditions of
       imperfect data. Social Networks 28, 124-136.

    Examples
    --------
    >>> import networkx as nx
    >>> found = rank_stability(nx.star_graph(20), only=["degree"], missing=[0.1], samples=10)
    >>> found[["ties_dropped", "first_kept"]].to_numpy().tolist()
    [[2.0, 1.0]]
    """
    if samples < 1 or top < 1 or not all(0 < share < 1 for share in missing):
        msg = Bilingual(
            f"found missing={list(missing)}, top={top}, samples={samples}, expected shares between 0 and 1, at least 1 and 1",
            f"missing={list(missing)}，top={top}，samples={samples}：missing 应为 0 与 1 之间的比例，top 与 samples 至少为 1",
        )
        raise InputError(msg)
    network, chosen = as_network(graph), figures(only)
    rng = np.random.default_rng(seed)
    whole = {name: as_rank(name, compute(network)) for name, compute in chosen.items()}
    size, rows, done = network.size, [], 0
    for share in missing:
        dropped = min(size, max(1, round(share * size)))
        compared: dict[str, list[tuple[float, float, bool]]] = {name: [] for name in chosen}
        for _ in range(samples):
            progress(_WORK, done, samples * len(missing))
            part, done = _without(network, dropped, rng), done + 1
            for name, compute in chosen.items():
                compared[name].append(_compare(whole[name], as_rank(name, compute(part)), top))
        rows += [(name, share, dropped, *_summary(compared[name])) for name in chosen]
    progress(_WORK, done, samples * len(missing))
    columns = ["measure", "missing", "ties_dropped", "correlation", "low", "top_kept", "first_kept"]
    return pd.DataFrame(rows, columns=columns)


def _without(network: Network, count: int, rng: np.random.Generator) -> Network:
    rows, columns = pairs_of(network)
    kept = np.sort(rng.choice(len(rows), len(rows) - count, replace=False))
    rows, columns = rows[kept], columns[kept]
    weights = np.asarray(network.ties[rows, columns], dtype=np.float64).ravel() if len(rows) else np.zeros(0)
    return from_pairs(network, rows, columns, weights)


def _compare(whole: Floats, part: Floats, top: int) -> tuple[float, float, bool]:
    from scipy import stats  # noqa: PLC0415 -- slow to import, and charts, which import this module, do not rank

    before, after = stats.rankdata(-whole, method="average"), stats.rankdata(-part, method="average")
    varied = len(whole) > 1 and np.ptp(before) > 0 and np.ptp(after) > 0
    correlation = float(np.corrcoef(before, after)[0, 1]) if varied else np.nan
    first = np.argsort(before, kind="stable")[:top]
    still = np.argsort(after, kind="stable")[:top]
    kept = len(np.intersect1d(first, still)) / max(len(first), 1)
    leading = np.flatnonzero(after == after.min()) if len(after) else first
    return correlation, kept, bool(np.isin(leading, np.flatnonzero(before == before.min(initial=np.inf))).any())


def _summary(compared: list[tuple[float, float, bool]]) -> tuple[float, float, float, float]:
    correlations = np.array([item[0] for item in compared])
    known = correlations[~np.isnan(correlations)]
    mean, low = (float(known.mean()), float(np.quantile(known, 0.05))) if len(known) else (np.nan, np.nan)
    return mean, low, float(np.mean([item[1] for item in compared])), float(np.mean([item[2] for item in compared]))
