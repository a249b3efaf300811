"""Coverage rates of a place and the places below it, with numerator, denominator and interval."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx

from graphmodel.gaps.facts import Facts
from graphmodel.gaps.find import open_facts
from graphmodel.gaps.rate_words import OF_COMPOUNDS, RATES
from graphmodel.gaps.triad import triads
from graphmodel.graph import place_code
from graphmodel.schema.enumerations import LEVELS

if TYPE_CHECKING:
    import pandas as pd

Z = 1.959964
"""The standard normal quantile of a two-sided 95 % interval."""

_UNITS, _COMPOUNDS = "units", "compounds"

RATE_READS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "organization_coverage": ("party_organizations", "coverage"),
        "stand_alone": ("party_organizations", "coverage"),
        "work_coverage": ("coverage",),
        "activity_coverage": ("party_organizations", "coverage", "activities", "activity_participants"),
        "two_coverages": ("party_organizations", "coverage"),
        "triad": ("party_organizations", "coverage", "owners_committees", "property_services"),
    }
)
"""The tables beside those of units and places that a rate rests on: where one was not given, the rate says only that."""

_LEVELS = (*(level.value for level in LEVELS), "")

_BASES = {rate: _COMPOUNDS if rate in OF_COMPOUNDS else _UNITS for rate in RATES}


class Interval(NamedTuple):
    """The two ends of an interval."""

    low: float
    high: float


def wilson_interval(successes: int, trials: int, *, z: float = Z) -> Interval | None:
    """Return the Wilson score interval of a proportion, None without any trial.

    Unlike the textbook interval it stays within 0 and 1 and has a width where all or none succeed.

    References
    ----------
    E. B. Wilson (1927). Probable inference, the law of succession, and statistical inference. Journal of the American
    Statistical Association 22 (158), 209-212. https://doi.org/10.1080/01621459.1927.10502953

    Examples
    --------
    >>> low, high = wilson_interval(81, 263)
    >>> round(low, 4), round(high, 4)
    (0.2553, 0.3662)
    """
    if trials == 0:
        return None
    share, square = successes / trials, z * z
    centre = share + square / (2 * trials)
    half = z * math.sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
    scale = 1 + square / trials
    low = 0.0 if successes == 0 else max(0.0, (centre - half) / scale)
    high = 1.0 if successes == trials else min(1.0, (centre + half) / scale)
    return Interval(low, high)


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate of one place (None: the whole data). Without anything to count ``value`` and the interval are None."""

    place: str | None
    name: str
    level: str | None
    rate: str
    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        """The share, None where there is nothing to count."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def interval(self) -> Interval | None:
        """The 95 % Wilson interval, None where there is nothing to count."""
        return wilson_interval(self.numerator, self.denominator)


@dataclass(frozen=True)
class CoverageRates:
    """Rates of the scope first, then of the places below it, each in the order of `RATES`."""

    rates: tuple[Rate, ...]
    as_of: date
    scope: str | None
    activity_days: float
    synthetic: bool

    def of(self, place: str | None) -> dict[str, Rate]:
        """Return the rates of one place by id."""
        return {rate.rate: rate for rate in self.rates if rate.place == place}

    @property
    def frame(self) -> pd.DataFrame:
        """One row a place and rate."""
        import pandas as pd  # noqa: PLC0415 -- slow to import, and only notebooks and spreadsheets need it

        return pd.DataFrame([_row(rate) for rate in self.rates], columns=list(_COLUMNS))

    def to_dict(self) -> dict[str, Any]:
        """Return the rates as JSON has them."""
        return {
            "as_of": self.as_of.isoformat(),
            "scope": self.scope,
            "synthetic": self.synthetic,
            "activity_days": self.activity_days,
            "rates": [_row(rate) for rate in self.rates],
        }


_COLUMNS = ("place", "name", "level", "rate", "numerator", "denominator", "value", "low", "high")


def _row(rate: Rate) -> dict[str, Any]:
    low, high = rate.interval or (None, None)
    values = (rate.place, rate.name, rate.level, rate.rate, rate.numerator, rate.denominator, rate.value, low, high)
    return dict(zip(_COLUMNS, values, strict=True))


def coverage_rates(
    graph: nx.MultiDiGraph,
    *,
    as_of: date | str | None = None,
    scope: str | None = None,
    depth: int | None = 1,
    parameters: Mapping[str, Mapping[str, float]] | None = None,
) -> CoverageRates:
    """Return the coverage rates of a place with its whole subtree, and of the places below it.

    Counted are the operating enterprises and social organizations, and the compounds, that lie in a place or below; each
    is looked at once and counted up the ladder.

    Parameters
    ----------
    graph
        The whole stakeholder graph.
    as_of
        The date; the graph's own where None.
    scope
        A place, by its code or its name. None: everything, also what lies nowhere; the top places are below it.
    depth
        How many rungs below the scope to give: 1 is its children, None all.
    parameters
        Numbers of the rules; ``unit-without-activity.days`` is the window of activity coverage.

    Returns
    -------
    CoverageRates
        With ``frame``. A rate without anything to count is None, neither 0 nor 1.

    Raises
    ------
    InputError
        If there is no date or no such place, or a parameter is wrong.

    Examples
    --------
    >>> from graphmodel.graph import About, Dataset, Records, build_graph
    >>> from graphmodel.schema import BY_NAME
    >>> places = {"place_id": ["510106"], "name": ["金牛区"], "level": ["district"]}
    >>> firms = {"unit_id": ["E1", "E2"], "name": ["甲", "乙"], "place_id": ["510106"] * 2}
    >>> branch = {"org_id": ["P1"], "name": ["甲党支部"], "kind": ["branch"], "unit_id": ["E1"]}
    >>> tables = {"places": places, "enterprises": firms, "party_organizations": branch}
    >>> data = Dataset(About(as_of=date(2024, 6, 30)), {k: Records(BY_NAME[k], v) for k, v in tables.items()})
    >>> rate = coverage_rates(build_graph(data), scope="510106").of("510106")["organization_coverage"]
    >>> rate.numerator, rate.denominator, rate.value
    (1, 2, 0.5)
    """
    scope = place_code(graph, scope)
    facts = open_facts(graph, as_of=as_of, scope=scope, parameters=parameters)
    days = facts.parameters["unit-without-activity"]["days"]
    counts = _count_up(facts, days)
    return CoverageRates(
        rates=tuple(_rate(facts, counts, place, rate) for place in _places(facts, scope, depth) for rate in RATES),
        as_of=facts.as_of,
        scope=scope,
        activity_days=days,
        synthetic=bool(graph.graph.get("synthetic", False)),
    )


def _rate(facts: Facts, counts: Mapping[str, Counter[str | None]], place: str | None, rate: str) -> Rate:
    values = {} if place is None else facts.data[place]
    name = "" if place is None else facts.name(place)
    return Rate(place, name, values.get("level"), rate, counts[rate][place], counts[_BASES[rate]][place])


def _places(facts: Facts, scope: str | None, depth: int | None) -> list[str | None]:
    """Return the scope and the places down to ``depth`` below it, rung by rung, each by level and then by code point."""
    below: dict[str | None, list[str]] = {}
    for place in facts.nodes("Place"):
        below.setdefault(facts.parent(place), []).append(place)
    found: dict[str | None, None] = {scope: None}
    rung: Sequence[str | None] = [scope]
    while rung and (depth is None or depth > 0):
        children = {child for place in rung for child in below.get(place, ()) if child not in found}
        rung = sorted(children, key=partial(_rank, facts))
        found.update(dict.fromkeys(rung))
        depth = None if depth is None else depth - 1
    return list(found)


def _rank(facts: Facts, place: str) -> tuple[int, str]:
    return _LEVELS.index(facts.data[place].get("level", "")), place


def _count_up(facts: Facts, days: float) -> dict[str, Counter[str | None]]:
    """Count everything where it lies, then once more at every place above, and under None."""
    here: dict[str, Counter[str | None]] = {name: Counter() for name in (*RATES, _UNITS, _COMPOUNDS)}
    for node, names in _counted(facts, days):
        place = facts.place(node)
        for name in names:
            here[name][place] += 1
    total: dict[str, Counter[str | None]] = {name: Counter() for name in here}
    for name, counts in here.items():
        for place, count in counts.items():
            total[name][None] += count
            for above in facts.snapshot.scope(place):
                total[name][above] += count
    return total


def _counted(facts: Facts, days: float) -> Iterator[tuple[str, list[str]]]:
    """Yield each unit and compound with the names of what it counts for."""
    for unit in facts.two_new_units:
        counts_for = {
            _UNITS: True,
            "organization_coverage": facts.is_organized(unit),
            "stand_alone": facts.stands_alone(unit),
            "work_coverage": facts.has_work_coverage(unit),
            "activity_coverage": facts.has_activity_coverage(unit, days),
        }
        yield unit, [name for name, counts in counts_for.items() if counts]
    for compound, triad in facts.once(triads).items():
        counts_for = {
            _COMPOUNDS: True,
            "two_coverages": facts.is_organized(compound) or facts.has_work_coverage(compound),
            "triad": triad.is_complete,
        }
        yield compound, [name for name, counts in counts_for.items() if counts]
