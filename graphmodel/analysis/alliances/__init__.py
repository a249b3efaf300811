"""Alliances: their members, what they do together, whether they are awake, how they compare and what they reach."""

from __future__ import annotations

from graphmodel.analysis.alliances.comparison import AllianceComparison, compare_alliances
from graphmodel.analysis.alliances.conferences import ConferenceCoverage, conference_coverage
from graphmodel.analysis.alliances.joint_work import DORMANT_AFTER_DAYS, STATES
from graphmodel.analysis.alliances.report import AllianceReport, alliances

__all__ = [
    "DORMANT_AFTER_DAYS",
    "STATES",
    "AllianceComparison",
    "AllianceReport",
    "ConferenceCoverage",
    "alliances",
    "compare_alliances",
    "conference_coverage",
]
