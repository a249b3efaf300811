"""What rests on tables that were not given: such figures say only that the tables do not mention something."""

from __future__ import annotations

from collections.abc import Iterable

from graphmodel.bilingual import LISTED
from graphmodel.gaps import GapReport
from graphmodel.gaps.rates import RATE_READS
from graphmodel.schema import BY_NAME, Bilingual, Language

MARK = "*"
"""Stands behind the title of a rate or a rule that rests on a table that was not given."""


def table_title(name: str, language: Language) -> str:
    """Return what a table is called; the name itself where there is no such table.

    Examples
    --------
    >>> table_title("owners_committees", "zh"), table_title("owners_committees", "en")
    ('业主委员会', 'owners committees')
    """
    return BY_NAME[name].chinese if language == "zh" and name in BY_NAME else name.replace("_", " ")


def table_titles(names: Iterable[str], language: Language) -> str:
    """Return what tables are called, in a row."""
    return LISTED.in_language(language).join(table_title(name, language) for name in names)


def mark_of(tables: Iterable[str]) -> str:
    """Return the mark where any table was not given, else nothing."""
    return MARK if any(True for _ in tables) else ""


def absent_of_rate(rate: str, absent_tables: Iterable[str]) -> tuple[str, ...]:
    """Return the tables that a rate rests on and that were not given.

    Examples
    --------
    >>> absent_of_rate("work_coverage", ["coverage", "meetings"]), absent_of_rate("work_coverage", ["meetings"])
    (('coverage',), ())
    """
    return tuple(table for table in absent_tables if table in RATE_READS[rate])


def absent_of_rule(report: GapReport, rule: str) -> tuple[str, ...]:
    """Return the tables that a rule rests on and that were not given."""
    return tuple(table for table in report.absent_tables if table in report.rule(rule).reads)


def absent_note(tables: Iterable[str], language: Language) -> str:
    """Return what the mark means, with the names of the tables; empty where all were given.

    Examples
    --------
    >>> print(absent_note(["coverage", "owners_committees"], "zh"))
    * 未给：覆盖、业主委员会；带 * 的比率和缺口只说明表中没有记载。
    """
    names = table_titles(tables, language)
    if not names:
        return ""
    return Bilingual(
        f"{MARK} Not given: {names}; rates and gaps with {MARK} say only that the tables do not mention it.",
        f"{MARK} 未给：{names}；带 {MARK} 的比率和缺口只说明表中没有记载。",
    ).in_language(language)
