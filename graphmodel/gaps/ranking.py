"""Places ranked by a rate, and which of their differences are within chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.gaps.rate_words import RATES
from graphmodel.gaps.rates import CoverageRates, Rate

if TYPE_CHECKING:
    import pandas as pd

ALPHA = 0.05
"""Chance that any difference at all is called one where there is none."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class RankedPlace:
    """One place in a ranking.

    Attributes
    ----------
    rate
        Its rate.
    rank
        1 is the highest rate; equal rates share a rank.
    rank_low, rank_high
        The ranks that it could have but for chance: those surely above and surely below it are excluded.
    bands
        Letters of the bands to which it belongs. Two places that share a letter differ by no more than chance would have it.
    """

    rate: Rate
    rank: int
    rank_low: int
    rank_high: int
    bands: str


@dataclass(frozen=True)
class Ranking:
    """Places by one rate, the highest first.

    Attributes
    ----------
    places
        Those with anything to count.
    without_rate
        Those with nothing to count: they have no rank.
    p_values
        Of every pair of `places`, by position, adjusted for the number of pairs.
    rate, alpha, as_of, synthetic
        Which rate, the chance of any false difference, the date of the data, and whether they are made up.
    """

    places: tuple[RankedPlace, ...]
    without_rate: tuple[Rate, ...]
    p_values: dict[tuple[int, int], float]
    rate: str
    alpha: float
    as_of: date
    synthetic: bool

    @property
    def different(self) -> int:
        """How many pairs differ by more than chance."""
        return sum(value <= self.alpha for value in self.p_values.values())

    @property
    def frame(self) -> pd.DataFrame:
        """One row a place; those without a rate last, without a rank."""
        import pandas as pd  # noqa: PLC0415 -- slow to import, and only notebooks and spreadsheets need it

        rows = [_row(item.rate, item.rank, item.bands, item.rank_low, item.rank_high) for item in self.places]
        rows.extend(_row(rate, None, "", None, None) for rate in self.without_rate)
        frame = pd.DataFrame(rows, columns=list(_COLUMNS))
        ranks = ["rank", "rank_low", "rank_high"]
        frame[ranks] = frame[ranks].astype("Int64")
        return frame


_COLUMNS = (
    "rank",
    "name",
    "value",
    "numerator",
    "denominator",
    "low",
    "high",
    "bands",
    "rank_low",
    "rank_high",
    "place",
    "level",
)


def _row(rate: Rate, rank: int | None, bands: str, low: int | None, high: int | None) -> tuple[Any, ...]:
    ends = rate.interval or (None, None)
    counts = (rate.numerator, rate.denominator)
    return (rank, rate.name, rate.value, *counts, *ends, bands, low, high, rate.place, rate.level)


def rank_places(rates: CoverageRates, *, rate: str, level: str = "street", alpha: float = ALPHA) -> Ranking:
    """Rank the places of a level by a rate, and say which differences are within chance.

    Every pair is held against each other by Fisher's exact test, which is valid however few units a place has, and the
    p-values are adjusted by Holm's method, so that with probability of at least 1 - ``alpha`` none of the differences claimed
    is chance. A place's range of ranks leaves out what is surely above or below it; by the same argument all ranges hold at
    once. Bands are the largest sets of places of which no two differ; a place can belong to several.

    The units counted are all there are, no sample. *Chance* means: as if each unit were covered with its place's own
    probability, and the year could have gone otherwise.

    Parameters
    ----------
    rates
        From `coverage_rates`, with ``depth`` large enough to reach the level.
    rate
        Id of the rate; see `RATES`.
    level
        Level of the places that are ranked against each other.
    alpha
        Chance of any false difference, between 0 and 1.

    Raises
    ------
    InputError
        If there is no such rate, ``alpha`` is out of range, or the rates hold no place of the level.

    References
    ----------
    R. A. Fisher (1922). On the interpretation of χ² from contingency tables, and the calculation of P. Journal of the Royal
    Statistical Society 85 (1), 87-94. https://doi.org/10.2307/2340521

    S. Holm (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics 6 (2), 65-70.

    H.-P. Piepho (2004). An algorithm for a letter-based representation of all-pairwise comparisons. Journal of
    Computational and Graphical Statistics 13 (2), 456-466. https://doi.org/10.1198/1061860043515

    D. Al Mohamad, J. J. Goeman, E. W. van Zwet (2022). Simultaneous confidence intervals for ranks with application to
    ranking institutions. Biometrics 78 (1), 238-247. https://doi.org/10.1111/biom.13419

    Examples
    --------
    >>> counts = {"甲": (90, 100), "乙": (85, 100), "丙": (40, 100)}
    >>> found = tuple(Rate(name, name, "street", "triad", *pair) for name, pair in counts.items())
    >>> ranking = rank_places(CoverageRates(found, date(2024, 6, 30), None, 365, True), rate="triad")
    >>> [(item.rate.name, item.rank, item.bands, item.rank_low, item.rank_high) for item in ranking.places]
    [('甲', 1, 'a', 1, 2), ('乙', 2, 'a', 1, 2), ('丙', 3, 'b', 3, 3)]
    """
    if rate not in RATES:
        msg = Bilingual(
            f"found no rate {rate!r}; expected one of {', '.join(RATES)}",
            f"没有比率 {rate!r}：应为 {'、'.join(RATES)} 之一",
        )
        raise InputError(msg)
    if not 0 < alpha < 1:
        msg = Bilingual(
            f"found alpha = {alpha!r}; expected a number between 0 and 1, such as {ALPHA}",
            f"alpha = {alpha!r}：应为 0 与 1 之间的数，例如 {ALPHA}",
        )
        raise InputError(msg)
    chosen = [item for item in rates.rates if item.rate == rate and item.level == level]
    if not chosen:
        msg = Bilingual(
            f"found no place of the level {level!r} among the rates; choose a level that the scope holds",
            f"各地比率中没有层级为 {level!r} 的地点：请选择该范围内有的层级",
        )
        raise InputError(msg)
    ranked = sorted((item for item in chosen if item.denominator), key=lambda item: (-_value(item), str(item.place)))
    p_values = _p_values(ranked)
    return Ranking(
        places=tuple(_places(ranked, p_values, alpha)),
        without_rate=tuple(item for item in chosen if not item.denominator),
        p_values=p_values,
        rate=rate,
        alpha=alpha,
        as_of=rates.as_of,
        synthetic=rates.synthetic,
    )


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p-values adjusted by Holm's method, in the order given.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03, 0.005])
    [0.03, 0.06, 0.06, 0.02]
    """
    given = np.asarray(p_values, dtype=float)
    order = np.argsort(given, kind="stable")
    scaled = np.maximum.accumulate(given[order] * np.arange(len(given), 0, -1))
    adjusted = np.empty(len(given))
    adjusted[order] = np.minimum(scaled, 1.0)
    return [float(value) for value in adjusted]


def _p_values(ranked: Sequence[Rate]) -> dict[tuple[int, int], float]:
    pairs = list(combinations(range(len(ranked)), 2))
    raw = [_fisher(*sorted((_counts(ranked[one]), _counts(ranked[other])))) for one, other in pairs]
    return dict(zip(pairs, holm(raw), strict=True))


def _counts(rate: Rate) -> tuple[int, int]:
    return rate.numerator, rate.denominator - rate.numerator


# Many places have the same small counts.
@cache
def _fisher(first: tuple[int, int], second: tuple[int, int]) -> float:
    from scipy.stats import fisher_exact  # noqa: PLC0415 -- slow to import, and only rankings need it

    return float(fisher_exact([first, second]).pvalue)


def _places(ranked: Sequence[Rate], p_values: dict[tuple[int, int], float], alpha: float) -> list[RankedPlace]:
    count = len(ranked)
    bands = _bands(count, [pair for pair, value in p_values.items() if value > alpha])
    above, below = [0] * count, [0] * count
    for (higher, lower), value in p_values.items():
        if value <= alpha:
            above[lower] += 1
            below[higher] += 1
    values = [_value(rate) for rate in ranked]
    return [
        RankedPlace(rate, values.index(values[at]) + 1, above[at] + 1, count - below[at], bands[at])
        for at, rate in enumerate(ranked)
    ]


def _value(rate: Rate) -> float:
    return rate.numerator / rate.denominator


def _bands(count: int, alike: Sequence[tuple[int, int]]) -> list[str]:
    """Return the letters of each place: a letter for each largest set of places that are all alike."""
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(alike)
    bands = sorted(sorted(clique) for clique in nx.find_cliques(graph))
    letters = [""] * count
    for number, band in enumerate(bands):
        for place in band:
            letters[place] += _letter(number)
    return letters


def _letter(number: int) -> str:
    turn, at = divmod(number, len(_LETTERS))
    return _LETTERS[at] + (str(turn) if turn else "")
