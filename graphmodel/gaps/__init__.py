"""Coverage gaps: the rules, the findings, the rates."""

from __future__ import annotations

from graphmodel.gaps.catalogue import RULES
from graphmodel.gaps.find import find_gaps
from graphmodel.gaps.official_table import OfficialTable, official_table
from graphmodel.gaps.parameters import load_parameters
from graphmodel.gaps.rate_words import RATES
from graphmodel.gaps.rates import CoverageRates, Rate, coverage_rates, wilson_interval
from graphmodel.gaps.report import Finding, GapReport, finding_id
from graphmodel.gaps.rule import Parameter, Rule, Severity
from graphmodel.gaps.summary import GapSummary, summarize

__all__ = [
    "RATES",
    "RULES",
    "CoverageRates",
    "Finding",
    "GapReport",
    "GapSummary",
    "OfficialTable",
    "Parameter",
    "Rate",
    "Rule",
    "Severity",
    "coverage_rates",
    "find_gaps",
    "finding_id",
    "load_parameters",
    "official_table",
    "summarize",
    "wilson_interval",
]
