"""How many samples a p-value needs, and how a sample was drawn."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError

MOST_SAMPLES = 2_000_000
"""More than this are not drawn unless asked for by number."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """How many graphs of the same degrees were drawn, and how well they mix.

    Attributes
    ----------
    samples
        Graphs drawn, from all chains together.
    chains
        Independent Markov chains, each begun at the observed graph.
    rounds
        Rounds between two samples of a chain; in each, every row trades with one other.
    discarded
        Rounds before the first sample.
    autocorrelation
        Correlation of how often a pair meets in one sample and in the next of its chain, over all pairs of similar degree; that of
        the worst such part. Near 0: the samples are as good as independent.
    effective
        Independent samples that would tell as much: samples·(1 - r)/(1 + r) for a positive autocorrelation r.
    seed
        Of the random numbers.
    threshold
        The p-value that the first pair needs to be kept.
    """

    samples: int
    chains: int
    rounds: int
    discarded: int
    autocorrelation: float
    effective: float
    seed: int
    threshold: float

    @property
    def resolves(self) -> bool:
        """Whether the smallest p-value these samples can show is below the threshold."""
        return 1 / (self.samples + 1) < self.threshold


def samples_needed(threshold: float, *, precision: float) -> int:
    """Return how many independent samples tell a p-value at the threshold to a relative standard error.

    The standard error of a share p of n samples is √(p(1-p)/n), so n = (1-p)/(p·precision²).

    Raises
    ------
    InputError
        If the precision is not positive, or more than `MOST_SAMPLES` are needed.

    Examples
    --------
    >>> samples_needed(0.05, precision=0.1)
    1900
    """
    if not precision > 0:
        msg = Bilingual(
            f"found the precision {precision}, expected a relative standard error above 0, such as 0.1",
            f"精度 precision = {precision}：应为大于 0 的相对标准误，例如 0.1",
        )
        raise InputError(msg)
    needed = ceil(round((1 - threshold) / (threshold * precision**2), 6))
    if needed > MOST_SAMPLES:
        msg = Bilingual(
            f"found a threshold of {threshold:.3g}, which needs {needed:,} samples, expected at most {MOST_SAMPLES:,}: "
            "use sdsm, fewer nodes, a coarser precision, no correction, or give the number of samples",
            f"阈值 {threshold:.3g} 需要抽样 {needed:,} 次，最多只能抽样 {MOST_SAMPLES:,} 次："
            "请改用 sdsm、减少节点、放宽精度、不作校正，或直接给出抽样次数",
        )
        raise InputError(msg)
    return max(needed, 1)
