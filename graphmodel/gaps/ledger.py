"""Ledger: whether the graph gives what was published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from graphmodel.gaps.facts import Facts
from graphmodel.gaps.figures import FIGURES, Figure
from graphmodel.gaps.rule import Family, Gap, Limits, Severity
from graphmodel.gaps.subjects import PUBLISHED_TOTALS
from graphmodel.schema import Bilingual

LEDGER = Family("ledger", Bilingual("Ledger", "台账"))

RATE_TOLERANCE = Fraction(5, 10_000)
"""A rate differs when it is more than this off: half of a tenth of a percent."""


def _rows(facts: Facts) -> dict[tuple[str, str | None], list[str]]:
    found: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for row in facts.nodes("PublishedTotal"):
        found[str(facts.data[row].get("figure")), facts.snapshot.end("LOCATED_IN", row)].append(row)
    return found


def unknown_figures(facts: Facts) -> tuple[str, ...]:
    """Return the figures that were published but that no function of ours computes, sorted."""
    return tuple(sorted({figure for figure, _ in facts.once(_rows) if figure not in FIGURES}))


def compute_figure(facts: Facts, figure: Figure, place: str | None) -> Fraction | None:
    """Return a figure of what lies in the subtree of a place, of everything where it is None."""
    if place is None:
        return figure.compute(facts, lambda _: True)
    return figure.compute(facts, lambda node: place in facts.snapshot.scope(facts.place(node)))


def differs(given: Fraction | None, values: Mapping[str, Any], *, is_rate: bool) -> bool:
    """Tell whether a published row differs from what the graph gives; with nothing to divide by it does."""
    if given is None:
        return True
    published = Fraction(str(values["value"]))
    if values.get("relation", "equal") == "more_than":
        return given <= published
    return abs(given - published) > RATE_TOLERANCE if is_rate else given != published


@LEDGER.rule(
    "published-total-differs",
    title=("Differs from the published total", "与公布数不符"),
    definition=(
        (
            "A published figure whose value the graph does not give: a count that is unequal (“more than”: not greater), a rate "
            "that is more than 0.0005 off, or one with nothing to divide by."
        ),
        "图中所得与公布值不符的指标：数量不等（“多于”则为不大于），比率相差超过0.0005，或分母为零。",
    ),
    severity=Severity.LOW,
    subjects=PUBLISHED_TOTALS,
    remedy=(
        "Check {figure}: published {published}, the graph gives {given}; complete the tables or correct the figure.",
        "核对{figure}：公布{published}，图中为{given}；补全台账或更正公布数。",
    ),
    notes=(
        (
            "Counted is what lies in the subtree of the figure's place, everything where it has none; organizations by where they "
            "are at. A rate “more than” differs unless it is greater, without tolerance. Several rows of one figure and place are "
            "one finding if any differs. A figure that is not known is a warning. The row's own date is not used."
        ),
        (
            "按指标所在地的全部下级计数，无所在地则计全部；党组织按其设在的区划计。比率为“多于”时须严格大于。"
            "同一指标同一地的多行，任一不符即为一条。未知指标只作提示。不使用该行自身的日期。"
        ),
    ),
)
def _published_total_differs(facts: Facts, _: Limits) -> Iterator[Gap]:
    for (name, place), rows in facts.once(_rows).items():
        figure = FIGURES.get(name)
        if figure is None:
            continue
        given = compute_figure(facts, figure, place)
        differing = [row for row in rows if differs(given, facts.data[row], is_rate=figure.is_rate)]
        if differing:
            values = [facts.data[row] for row in differing]
            absent = [table for table in figure.reads if table in facts.graph.graph.get("absent_tables", ())]
            yield Gap(
                name if place is None else f"{name}|{place}",
                {
                    "figure": name,
                    "published": [_number(Fraction(str(value["value"]))) for value in values],
                    "relation": [value.get("relation", "equal") for value in values],
                    "given": None if given is None else _number(given),
                    **({} if place is None else {"place": place}),
                    **({"absent_tables": absent} if absent else {}),
                },
                scope=facts.snapshot.scope(place),
                name=figure.title.zh if place is None else f"{figure.title.zh} | {facts.name(place)}",
            )


def _number(value: Fraction) -> float:
    """Return a whole number as such, any other as the nearest float."""
    return value.numerator if value.denominator == 1 else float(value)
