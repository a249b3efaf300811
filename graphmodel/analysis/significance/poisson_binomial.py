"""Exact upper tails of sums of independent yes-or-no trials, accurate however small they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

from graphmodel.analysis.significance.incidence import Numbers, Reals
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError

# Probability outside the window of a transform: below rounding error (exp(-41.5) = 1e-18).
_NEGLIGIBLE = 41.5
# A tail is read off a tilted distribution where it holds at least this much of it; rounding errors are 1e-12 of the whole at most.
_READABLE = 0.02
# Numbers in one array of the transform: small enough for the processor's cache.
_CHUNK = 1 << 17


class _Tilted(NamedTuple):
    """Distributions moved by exp(shift·x) so that the wanted tail begins at their mean, one a row."""

    probabilities: Reals
    shift: Reals
    log_scale: Reals
    lowest: Numbers
    length: Numbers

    def take(self, rows: Numbers | slice) -> _Tilted:
        return _Tilted(
            self.probabilities[rows], self.shift[rows], self.log_scale[rows], self.lowest[rows], self.length[rows]
        )


def upper_tails(probabilities: Reals, counts: Numbers, *, groups: Numbers, thresholds: Numbers) -> Reals:
    """Return P(X ≥ threshold) of Poisson-binomial distributions, exactly.

    X is a sum of independent trials; those of class k succeed with the same probability, and there are ``counts[k]`` of
    them. The distribution is the discrete Fourier transform of its characteristic function [1]_. That alone is accurate
    to 1e-16 of the whole, which is nothing in a far tail: so the distribution is first tilted by exp(s·x) to have its mean at
    the threshold, and the tail of the tilted one is weighted back [2]_. Relative errors stay below 1e-10; below the smallest number there is (1e-308), a tail is 0.

    Parameters
    ----------
    probabilities
        Shape (distributions, classes), within 0 and 1.
    counts
        Shape (classes,).
    groups
        Which distribution each tail is wanted of, shape (tails,).
    thresholds
        From where on, shape (tails,).

    Raises
    ------
    InputError
        If a probability is not within 0 and 1.

    References
    ----------
    .. [1] Hong, Y. (2013). On computing the distribution function for the Poisson binomial distribution. Computational
       Statistics & Data Analysis 59, 41-51.
    .. [2] Peres, N., Lee, A. R., Keich, U. (2021). Exactly computing the tail of the Poisson-Binomial distribution. ACM
       Transactions on Mathematical Software 46(4), 31.

    Examples
    --------
    >>> import numpy as np
    >>> tails = upper_tails(np.array([[0.5, 0.1]]), np.array([2, 1]), groups=np.zeros(4, int), thresholds=np.arange(4))
    >>> tails.round(6).tolist()
    [1.0, 0.775, 0.3, 0.025]
    """
    if not np.all((probabilities >= 0) & (probabilities <= 1)):
        msg = Bilingual(
            "found a probability below 0, above 1 or not a number, expected one within 0 and 1: check the fitted model",
            "有的概率小于 0、大于 1 或不是数：应在 0 与 1 之间，请检查拟合的模型",
        )
        raise InputError(msg)
    tails = np.ones(len(groups))
    support = ((probabilities > 0) * counts).sum(axis=1)
    tails[thresholds > support[groups]] = 0.0
    open_ = np.flatnonzero((thresholds > 0) & (thresholds <= support[groups]))
    certain = thresholds[open_] == support[groups[open_]]
    tails[open_[certain]] = _all_succeed(probabilities, counts)[groups[open_[certain]]]
    open_ = open_[~certain]
    while len(open_):  # each round solves at least the smallest open threshold of every distribution
        open_, found, solved = _solve(probabilities, counts, groups, thresholds, open_)
        tails[open_[solved]] = found[solved]
        open_ = open_[~solved]
    return tails


def _all_succeed(probabilities: Reals, counts: Numbers) -> Reals:
    logs = np.log(np.where(probabilities > 0, probabilities, 1.0))
    return np.asarray(np.exp(logs @ counts), dtype=np.float64)


def _solve(
    probabilities: Reals, counts: Numbers, groups: Numbers, thresholds: Numbers, open_: Numbers
) -> tuple[Numbers, Reals, NDArray[np.bool_]]:
    """Return the open tails in another order, their values, and which of these can be relied on."""
    open_ = open_[np.lexsort((thresholds[open_], groups[open_]))]
    used, first, member = np.unique(groups[open_], return_index=True, return_inverse=True)
    tilted = _tilt(probabilities[used], counts, thresholds[open_][first])
    by_length = np.argsort(tilted.length, kind="stable")
    rank = np.empty_like(by_length)
    rank[by_length] = np.arange(len(by_length))
    order = np.argsort(rank[member], kind="stable")
    open_, place = open_[order], rank[member][order]
    tilted = tilted.take(by_length)
    found, held = np.empty(len(open_)), np.empty(len(open_))
    for part in _parts(tilted.length):
        those = slice(*np.searchsorted(place, [part.start, part.stop]))
        weighted, plain = _tails(tilted.take(part), counts)
        row = place[those] - part.start
        column = thresholds[open_[those]] - tilted.lowest[part][row]
        inside = column < plain.shape[1]  # below the window the tail is whole, above it nothing can be read
        column = np.clip(column, 0, plain.shape[1] - 1)
        found[those] = weighted[row, column]
        held[those] = np.where(inside, plain[row, column], 0.0)
    return open_, found, held >= _READABLE


def _parts(lengths: Numbers) -> Iterator[slice]:
    """Yield runs of equal length, cut so that one array of the transform stays small."""
    begin = 0
    while begin < len(lengths):
        most = max(1, _CHUNK // int(lengths[begin]))
        same = int(np.searchsorted(lengths, lengths[begin], side="right"))
        end = min(same, begin + most)
        yield slice(begin, end)
        begin = end


def _tilt(probabilities: Reals, counts: Numbers, aims: Numbers) -> _Tilted:
    """Move each distribution to have its mean at the aim, where that is above the mean it has."""
    shift = _shifts(probabilities, counts, aims)
    with np.errstate(divide="ignore"):  # what never or always succeeds has a logarithm of minus infinity
        raised = np.log(probabilities) + shift[:, None]
        scale = np.logaddexp(np.log1p(-probabilities), raised)
    moved = np.exp(raised - scale)
    mean, variance = moved @ counts, (moved * (1 - moved)) @ counts
    support = ((moved > 0) * counts).sum(axis=1)
    # Chernoff's bound below the mean, Bernstein's on both sides.
    above = _NEGLIGIBLE / 3 + np.sqrt((_NEGLIGIBLE / 3) ** 2 + 2 * _NEGLIGIBLE * variance)
    below = np.minimum(np.sqrt(2 * _NEGLIGIBLE * mean), above)
    lowest = np.maximum(np.floor(mean - below), 0).astype(np.int64)
    highest = np.minimum(np.ceil(mean + above), support).astype(np.int64)
    return _Tilted(moved, shift, scale @ counts, lowest, _rounded_up(highest - lowest + 1))


def _rounded_up(lengths: Numbers) -> Numbers:
    """Return lengths of transforms: few different ones, each even and a power of two or one and a half times it."""
    powers = 2 ** np.arange(3, 40, dtype=np.int64)
    fast = np.sort(np.concatenate([powers, powers + powers // 2]))
    return np.asarray(fast[np.searchsorted(fast, lengths)], dtype=np.int64)


def _shifts(probabilities: Reals, counts: Numbers, aims: Numbers) -> Reals:
    """Return s with Σ count·p·e^s / (1 - p + p·e^s) = aim, or 0 where the mean is not below the aim.

    Any s gives the right tail; how near the mean comes to the aim decides only how many digits are left.
    """
    mean = probabilities @ counts
    shift = np.where(mean < aims, np.log(aims / np.maximum(mean, 1e-300)), 0.0)
    lower, upper = shift.copy(), np.full(len(aims), np.inf)
    active = np.flatnonzero(mean < aims)
    odds = special.logit(probabilities[active])
    while len(active):
        s = shift[active]
        moved = special.expit(odds + s[:, None])
        excess = moved @ counts - aims[active]
        variance = (moved * (1 - moved)) @ counts
        lower[active] = np.where(excess < 0, s, lower[active])
        upper[active] = np.where(excess >= 0, s, upper[active])
        newton = s - np.clip(excess / np.maximum(variance, 1e-300), -3, 3)
        middle = np.where(np.isfinite(upper[active]), (lower[active] + upper[active]) / 2, s + 3)
        bracketed = (newton > lower[active]) & (newton < upper[active])
        shift[active] = np.where(bracketed, newton, middle)
        near = np.abs(excess) <= 0.01 + 0.1 * np.sqrt(variance)
        shift[active[near]] = s[near]
        active, odds = active[~near], odds[~near]
    return shift


def _tails(tilted: _Tilted, counts: Numbers) -> tuple[Reals, Reals]:
    """Return P(X ≥ x) of the distributions as they were and as tilted, for x from ``lowest`` on, shape (rows, length)."""
    length = int(tilted.length[0])
    masses = _masses(tilted, counts, length)
    values = tilted.lowest[:, None] + np.arange(length)
    weights = np.exp(np.minimum(tilted.log_scale[:, None] - tilted.shift[:, None] * values, 0.0))
    weighted = np.cumsum((weights * masses)[:, ::-1], axis=1)[:, ::-1]
    return np.minimum(weighted, 1.0), np.cumsum(masses[:, ::-1], axis=1)[:, ::-1]


def _masses(tilted: _Tilted, counts: Numbers, length: int) -> Reals:
    """Return the probability of each value by the inverse Fourier transform of the characteristic function."""
    angles = 2 * np.pi / length * np.arange(length // 2 + 1)
    drop, sine = -2 * np.sin(angles / 2) ** 2, -np.sin(angles)  # conjugated, as the inverse transform wants it
    turn = np.remainder(tilted.lowest[:, None] * np.arange(length // 2 + 1), length) * (2 * np.pi / length)
    transform = np.exp(1j * turn)
    factor = np.empty_like(transform)
    for count, p in zip(counts.tolist(), tilted.probabilities.T[:, :, None], strict=True):
        factor.real, factor.imag = 1 + p * drop, p * sine
        _multiply_power(transform, factor, count)
    return np.asarray(np.maximum(np.fft.irfft(transform, length, axis=1), 0.0), dtype=np.float64)


def _multiply_power(product: NDArray[np.complex128], factor: NDArray[np.complex128], count: int) -> None:
    """Multiply by a power, by repeated squaring; both arrays are changed."""
    while count:
        if count & 1:
            product *= factor
        count >>= 1
        if count:
            factor *= factor
