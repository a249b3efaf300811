"""Open needs matched to live resources, and how far each need has come."""

from __future__ import annotations

from graphmodel.analysis.matching.categories import read_synonyms, usual_synonyms
from graphmodel.analysis.matching.claims import STATES, ClaimReport, claims
from graphmodel.analysis.matching.distance import REACHES, STEPS
from graphmodel.analysis.matching.match import NeedMatches, match_needs
from graphmodel.analysis.matching.transport import Flow, Transport, solve
from graphmodel.analysis.matching.unmet import REASONS

__all__ = [
    "REACHES",
    "REASONS",
    "STATES",
    "STEPS",
    "ClaimReport",
    "Flow",
    "NeedMatches",
    "Transport",
    "claims",
    "match_needs",
    "read_synonyms",
    "solve",
    "usual_synonyms",
]
