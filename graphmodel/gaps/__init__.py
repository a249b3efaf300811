"""Coverage gaps: the rules, the findings, the rates."""

from __future__ import annotations

from graphmodel.gaps.catalogue import RULES
from graphmodel.gaps.find import find_gaps
from graphmodel.gaps.parameters import load_parameters
from graphmodel.gaps.report import Finding, GapReport, finding_id
from graphmodel.gaps.rule import Parameter, Rule, Severity

__all__ = [
    "RULES",
    "Finding",
    "GapReport",
    "Parameter",
    "Rule",
    "Severity",
    "find_gaps",
    "finding_id",
    "load_parameters",
]
