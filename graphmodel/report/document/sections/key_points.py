"""What to know at a glance: how many gaps, the most telling ones, the rates."""

from __future__ import annotations

import pandas as pd

from graphmodel.gaps.highlights import highlights
from graphmodel.gaps.rate_words import HEADINGS, OF_COMPOUNDS
from graphmodel.gaps.rates import Rate
from graphmodel.gaps.rule import SEVERITY_TITLES, Severity
from graphmodel.report.absent import absent_note, absent_of_rate, absent_of_rule, mark_of
from graphmodel.report.document.model import Block, Bullets, Paragraph, Section, grid
from graphmodel.report.document.situation import Situation

_SHOWN = 5
_MOST_PLACES = 14


def section(at: Situation) -> Section:
    """Say how many gaps there are, which tell most, and how much is covered."""
    counts = at.summary.counts[at.scope]
    by_severity = at.say(", ", "，").join(
        f"{SEVERITY_TITLES[severity].in_language(at.language)} {counts[severity]:,}" for severity in Severity
    )
    total = sum(counts.values())
    lead = at.say(
        f"{at.place_name} has {total:,} open gaps by {len(at.gaps.counts)} rules ({by_severity}).",
        f"{at.place_name}按 {len(at.gaps.counts)} 条规则共有 {total:,} 处缺口（{by_severity}）。",
    )
    told = tuple(
        item.sentence(at.language, mark=mark_of(absent_of_rule(at.gaps, item.rule.id)))
        for item in highlights(at.gaps, count=_SHOWN)
    )
    nothing = at.say("No rule found a gap.", "各条规则均未发现缺口。")
    return Section(
        at.say("At a glance", "要点"),
        (Paragraph(lead), Bullets(told) if told else Paragraph(nothing), *_absent(at), *_rates(at)),
    )


def _absent(at: Situation) -> tuple[Block, ...]:
    whole = at.summary.rates.of(at.scope)
    rates = {table for name in whole for table in absent_of_rate(name, _absent_tables(at, whole[name]))}
    rules = {table for rule, count in at.gaps.counts.items() if count for table in absent_of_rule(at.gaps, rule)}
    note = absent_note([table for table in at.gaps.absent_tables if table in rates | rules], at.language)
    return (Paragraph(note),) if note else ()


def _absent_tables(at: Situation, rate: Rate) -> tuple[str, ...]:
    # A rate of nothing says nothing, so nothing has to be said of it.
    return at.gaps.absent_tables if rate.denominator else ()


def _rates(at: Situation) -> tuple[Block, ...]:
    rows = []
    whole = at.summary.rates.of(at.scope)
    marks = {name: mark_of(absent_of_rate(name, _absent_tables(at, rate))) for name, rate in whole.items()}
    places = _places(at)
    for place in places[:_MOST_PLACES]:
        rates = at.summary.rates.of(place)
        shown = {
            _heading(at, name) + marks[name]: _share(rate.numerator, rate.denominator) for name, rate in rates.items()
        }
        rows.append({at.say("place", "区域"): next(iter(rates.values())).name or at.place_name, **shown})
    frame = pd.DataFrame(rows)
    caption = at.say("Coverage rates: share, covered of all", "覆盖率：比例，覆盖数/总数")
    more = len(places) - len(rows)
    note = at.say(f"{more} more places in the workbook.", f"另有 {more} 个区域见工作簿。")
    return (
        grid(caption, frame, numbers=list(frame.columns[1:]), widths=(1.3, *[1.15] * (len(frame.columns) - 1))),
        *((Paragraph(note, quiet=True),) if more > 0 else ()),
    )


def _heading(at: Situation, rate: str) -> str:
    of = at.say("Compounds", "小区（院落）") if rate in OF_COMPOUNDS else at.say("Two-new units", "“两新”组织")
    return f"{of}\n{HEADINGS[rate].in_language(at.language)}"


def _places(at: Situation) -> list[str | None]:
    """Return the places to show: everything is left out where its one district has the same figures."""
    whole, *below = at.summary.places
    if whole is not None or not below:
        return at.summary.places
    figures = [
        [(r.numerator, r.denominator) for r in at.summary.rates.of(place).values()] for place in (whole, below[0])
    ]
    return below if figures[0] == figures[1] else at.summary.places


def _share(numerator: int, denominator: int) -> str:
    return "–" if denominator == 0 else f"{100 * numerator / denominator:.1f}%\n{numerator:,}/{denominator:,}"
