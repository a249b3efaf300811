"""Coverage rates of a place, and of the places below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from graphmodel.gaps import RATES, Rate, Severity
from graphmodel.gaps.rate_words import HEADINGS
from graphmodel.page.analyses import LEVEL_TITLES, Analyses
from graphmodel.page.places import LEVEL_RANKS
from graphmodel.report.absent import absent_note, absent_of_rate, mark_of
from graphmodel.schema import Language

MOST_ROWS = 60
"""Places below that are listed: a community may have more compounds than anybody reads."""

OF_UNITS = 4
"""How many of the rates are of two-new units."""


@dataclass(frozen=True, slots=True)
class RateCell:
    """One rate as it is read; without anything to count ``value`` is None and the texts are empty.

    ``low`` and ``high`` are the ends of the interval in percent, ``is_below`` tells whether it lies wholly below the whole's rate.
    ``mark`` stands behind the title where the rate rests on a table that was not given.
    """

    title: str
    short: str
    value: float | None
    text: str
    share: str
    low: float
    high: float
    is_below: bool = False
    mark: str = ""

    @property
    def interval(self) -> str:
        """The interval as text."""
        return "" if self.value is None else f"{self.low:.1f}–{self.high:.1f}%"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place below with its rates and its gaps by severity."""

    id: str
    name: str
    level: str
    cells: tuple[RateCell, ...]
    gaps: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class RatesView:
    """The rates of a place, and the rows below it: ``total`` places of which ``rows`` are shown.

    ``note`` says which tables the marked rates miss.
    """

    cells: tuple[RateCell, ...]
    rows: tuple[PlaceRow, ...]
    total: int
    note: str = ""


def rates_view(
    analyses: Analyses,
    *,
    place: str | None,
    as_of: date | None = None,
    language: Language = "zh",
    counts: Mapping[str | None, Mapping[Severity, int]] | None = None,
) -> RatesView:
    """Return the rates of a place (None: everything) and of the rung below, by level, lowest organization coverage first.

    Places where nothing is to be counted come last. ``counts`` are the gaps by place, None where they are not known yet.
    """
    by_place = analyses.rates(as_of)
    whole = analyses.rates_of(place, as_of)
    below = [child for child in analyses.places.children(place) if child in by_place]
    level = analyses.places.level
    rows = sorted(
        below, key=lambda child: (LEVEL_RANKS.get(level(child) or "", 99), *_lowest_first(by_place[child], child))
    )
    absent = analyses.graph.graph.get("absent_tables", ())
    missing = {table for name, rate in whole.items() if rate.denominator for table in absent_of_rate(name, absent)}
    return RatesView(
        cells=tuple(
            replace(_cell(rate, None, language), mark=mark_of(absent_of_rate(name, absent if rate.denominator else ())))
            for name, rate in whole.items()
        ),
        note=absent_note([table for table in absent if table in missing], language),
        rows=tuple(_row(analyses, child, by_place[child], whole, counts, language) for child in rows[:MOST_ROWS]),
        total=len(rows),
    )


def _lowest_first(rates: Mapping[str, Rate], place: str) -> tuple[bool, float, str]:
    # Nothing to count is no gap, so it comes last.
    counted = any(rate.denominator for rate in rates.values())
    value = next(iter(rates.values())).value
    return not counted, 2.0 if value is None else value, place


def _row(
    analyses: Analyses,
    place: str,
    rates: Mapping[str, Rate],
    whole: Mapping[str, Rate],
    counts: Mapping[str | None, Mapping[Severity, int]] | None,
    language: Language,
) -> PlaceRow:
    level = analyses.places.level(place) or ""
    found = None if counts is None else counts.get(place, {})
    return PlaceRow(
        id=place,
        name=analyses.places.name(place),
        level=LEVEL_TITLES.get(level, level) if language == "zh" else level.replace("_", " "),
        cells=tuple(_cell(rate, whole.get(name), language) for name, rate in rates.items()),
        gaps=None if found is None else tuple(found.get(severity, 0) for severity in Severity),
    )


def _cell(rate: Rate, whole: Rate | None, language: Language) -> RateCell:
    title = RATES[rate.rate].in_language(language)
    short = HEADINGS[rate.rate].in_language(language) if rate.rate in HEADINGS else title
    if rate.value is None or rate.interval is None:
        return RateCell(title, short, None, "", "", 0.0, 0.0)
    base = None if whole is None else whole.value
    return RateCell(
        title=title,
        short=short,
        value=100 * rate.value,
        text=f"{100 * rate.value:.1f}%",
        share=f"{rate.numerator:,}/{rate.denominator:,}",
        low=100 * rate.interval.low,
        high=100 * rate.interval.high,
        is_below=base is not None and rate.interval.high < base,
    )
