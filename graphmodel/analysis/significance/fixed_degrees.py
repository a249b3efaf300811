"""More than chance, if chance keeps exactly how much everyone takes part: the fixed degree sequence model."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from math import ceil

import networkx as nx
import numpy as np
from scipy import sparse

from graphmodel.analysis.significance.backbone import Backbone, Tested, check_alpha, keep
from graphmodel.analysis.significance.correction import Correction, all_pairs, strictest_threshold
from graphmodel.analysis.significance.incidence import Meetings, Numbers, incidence, meetings
from graphmodel.analysis.significance.narrative import Method
from graphmodel.analysis.significance.sampling import Sampling, samples_needed
from graphmodel.analysis.significance.trades import Chains, chains_of
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.progress import Progress, silent

# Ten trades a row between samples are what mixing was found to need; a round is half a trade a row.
_ROUNDS = 20
_MOST_ROUNDS = 1280
_DISCARDED = 100
_LARGEST_AUTOCORRELATION = 0.1
# A chain's own samples, so that their correlation can be told.
_SAMPLES_OF_A_CHAIN = 50
_PILOT = 20
# Shares of the pairs, by the product of their degrees, below which parts end whose mixing is looked at by itself.
_PARTS = (0.5, 0.9, 0.99)
_NOTHING = 1e-12
_MOST_CHAINS = 1000
# Numbers in one array over all chains: bounds memory at some 100 MB.
_MOST_NUMBERS = 2_000_000


def fdsm(
    graph: nx.Graph,
    *,
    nodes: Collection[Hashable],
    alpha: float = 0.05,
    correction: Correction = "benjamini-hochberg",
    samples: int | None = None,
    precision: float = 0.1,
    seed: int = 0,
    progress: Progress = silent,
) -> Backbone:
    """Find the pairs that share more than chance explains, under the fixed degree sequence model.

    Chance is any two-mode graph without repeated edges in which every node of either mode has exactly its observed degree,
    all equally probable [1]_. They are drawn by global curveball trades (`trades`), and
    p = (1 + samples with at least the observed) / (1 + samples) [2]_, which is never below its true level on average.

    Chains begin at the observed graph. The first 100 rounds are discarded; then rounds between two samples are doubled,
    from 20 (ten trades a row [3]_) on, until the correlation of successive samples is below 0.1, also among the hundredth of the
    pairs whose ends take part most. What was used, and the correlation in the end, stands in ``method.sampling``, and
    ``standard_error`` in ``frame`` makes up for it.

    Parameters
    ----------
    graph, nodes, alpha, correction
        As in `sdsm`.
    samples
        How many graphs to draw, at least. Where None: as many as a p-value at the level that the first pair needs (alpha, or with a
        correction alpha divided by the number of all pairs) takes to be known to ``precision``.
    precision
        Relative standard error wanted there.
    seed
        Of the random numbers: the same seed gives the same result.
    progress
        Told how many samples are drawn.

    Raises
    ------
    InputError
        As in `sdsm`, and if ``samples`` is not positive or more than two million would be needed.

    References
    ----------
    .. [1] Zweig, K. A., Kaufmann, M. (2011). A systematic approach to the one-mode projection of bipartite graphs. Social
       Network Analysis and Mining 1, 187-218.
    .. [2] Phipson, B., Smyth, G. K. (2010). Permutation P-values should never be zero. Statistical Applications in
       Genetics and Molecular Biology 9, 39.
    .. [3] Neal, Z. P. (2023). Mixing time for uniform sampling of bipartite graphs with fixed degrees using the trade
       algorithm. arXiv:2305.04937.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.Graph([("a", 1), ("a", 2), ("b", 1), ("b", 2), ("c", 3), ("c", 4)])
    >>> backbone = fdsm(graph, nodes="abc", samples=20_000)
    >>> bool(abs(backbone.frame["p"][0] - 1 / 15) < 0.01)  # this is one of the 15 graphs of these degrees
    True
    """
    check_alpha(alpha)
    read = incidence(graph, nodes=nodes)
    met = meetings(read.matrix)
    tests = all_pairs(len(read.nodes))
    threshold = strictest_threshold(alpha, correction=correction, tests=tests)
    if samples is not None and samples < 1:
        msg = Bilingual(
            f"found {samples} samples, expected at least 1, or none to have as many as the precision needs",
            f"抽样次数为 {samples}：至少为 1；不给出则按精度自动确定",
        )
        raise InputError(msg)
    wanted = samples if samples is not None else samples_needed(threshold, precision=precision)
    sampling, tally = _sample(read.matrix, met, wanted=wanted, threshold=threshold, seed=seed, progress=progress)
    p = (1 + tally.reached) / (1 + sampling.samples)
    return keep(
        graph,
        read.nodes,
        Tested(
            met.a,
            met.b,
            met.observed,
            tally.total / sampling.samples,
            p,
            {"standard_error": np.sqrt(p * (1 - p) / sampling.effective)},
        ),
        method=Method("fdsm", alpha, correction, tests=tests, columns=read.matrix.shape[1], sampling=sampling),
    )


@dataclass(slots=True)
class _Tally:
    """Running sums over samples, one entry a pair: how often it reached what was observed, how often it met, squares, products.

    ``part`` groups pairs by how much their ends take part: what is large moves more slowly, and is rare.
    """

    observed: Numbers
    part: Numbers
    reached: Numbers
    total: Numbers
    squares: Numbers
    products: Numbers
    samples: int = 0
    steps: int = 0

    def add(self, now: Numbers, before: Numbers | None) -> None:
        """Count one sample of every chain, and how it goes with the one before."""
        self.reached += (now >= self.observed).sum(axis=0)
        self.total += now.sum(axis=0)
        self.squares += (now * now).sum(axis=0)
        self.samples += len(now)
        if before is not None:
            self.products += (now * before).sum(axis=0)
            self.steps += len(now)

    @property
    def autocorrelation(self) -> float:
        """Covariance of successive samples over variance, summed over the pairs of a part; that of the worst part."""
        if not self.steps:
            return 0.0
        mean = (self.total / self.samples) ** 2
        variance = np.bincount(self.part, self.squares / self.samples - mean)
        covariance = np.bincount(self.part, self.products / self.steps - mean)
        varies = variance > _NOTHING * np.bincount(self.part, mean)
        return float(np.max(covariance[varies] / variance[varies], initial=-1.0)) if varies.any() else 0.0


def _parts(matrix: sparse.csr_array, met: Meetings) -> Numbers:
    """Return the part of each pair: those with the largest product of degrees stand apart."""
    degrees = np.diff(matrix.indptr).astype(np.int64)
    size = degrees[met.a] * degrees[met.b]
    limits = np.quantile(size, _PARTS) if len(size) else np.array([])
    return np.asarray(np.searchsorted(limits, size, side="left"), dtype=np.int64)


def _sample(
    matrix: sparse.csr_array, met: Meetings, *, wanted: int, threshold: float, seed: int, progress: Progress
) -> tuple[Sampling, _Tally]:
    most = max(2, _MOST_NUMBERS // max(len(met.a), matrix.nnz, 1))
    count = min(ceil(wanted / _SAMPLES_OF_A_CHAIN), most, _MOST_CHAINS)
    chains = chains_of(matrix, chains=count, generator=np.random.default_rng(seed))
    part = _parts(matrix, met)
    chains.advance(_DISCARDED)
    discarded, rounds = _DISCARDED, _ROUNDS
    while True:
        pilot = _draw(chains, met, part, times=_PILOT, rounds=rounds, progress=silent)
        discarded += _PILOT * rounds
        if pilot.autocorrelation <= _LARGEST_AUTOCORRELATION or rounds >= _MOST_ROUNDS:
            break
        rounds *= 2
    tally = _draw(chains, met, part, times=ceil(wanted / count), rounds=rounds, progress=progress)
    correlation = tally.autocorrelation
    lost = min(max(correlation, 0.0), 0.999)
    sampling = Sampling(
        samples=tally.samples,
        chains=count,
        rounds=rounds,
        discarded=discarded,
        autocorrelation=correlation,
        effective=tally.samples * (1 - lost) / (1 + lost),
        seed=seed,
        threshold=threshold,
    )
    return sampling, tally


def _draw(chains: Chains, met: Meetings, part: Numbers, *, times: int, rounds: int, progress: Progress) -> _Tally:
    nothing = np.zeros(len(met.a), dtype=np.int64)
    tally = _Tally(met.observed, part, nothing, nothing.copy(), nothing.copy(), nothing.copy())
    before = None
    for time in range(times):
        chains.advance(rounds)
        now = chains.shared(met)
        tally.add(now, before)
        before = now
        progress(Bilingual("sampling graphs of the same degrees", "抽取度数相同的随机图"), time + 1, times)
    return tally
