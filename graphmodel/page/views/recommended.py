"""Links to build next, with reasons: of a place, or of one stakeholder."""

from __future__ import annotations

from dataclasses import dataclass

from graphmodel.analysis.recommendation import LinkRecommendations, Recommendation
from graphmodel.page.analyses import Analyses
from graphmodel.page.choice import Choice
from graphmodel.page.paging import Paged, paged
from graphmodel.schema import Language

PAGE = 10
"""Recommendations on one page of the list: each has several lines."""

_MOST_REASONS = 4


@dataclass(frozen=True, slots=True)
class RecommendedRow:
    """One link to build: who (id, name, place) with whom, and why. ``chance`` is in percent."""

    rank: int
    a: tuple[str, str, str]
    b: tuple[str, str, str]
    score: float
    chance: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecommendedView:
    """The links to build, the best first, out of ``candidates`` pairs; ``partner`` is whose they are where one is asked for."""

    rows: Paged[RecommendedRow]
    candidates: int
    partner: str | None
    learnt_from: int


def recommended_view(analyses: Analyses, choice: Choice, *, place: str | None) -> RecommendedView:
    """Return the links to build of which one lies in a place or below (None: everywhere), or those of the chosen partner.

    Raises
    ------
    InputError
        If there is no such partner.
    """
    found = analyses.recommended(choice.date, place=place, partner=choice.partner)
    rows = paged(range(len(found.recommendations)), page=choice.page, size=PAGE)
    return RecommendedView(
        rows=rows.map(lambda at: _row(found, at, choice.language)),
        candidates=found.candidates,
        partner=None
        if choice.partner is None
        else str(analyses.graph.nodes[choice.partner].get("name", choice.partner)),
        learnt_from=found.learnt_from,
    )


def _row(found: LinkRecommendations, at: int, language: Language) -> RecommendedRow:
    item: Recommendation = found.recommendations[at]
    return RecommendedRow(
        rank=at + 1,
        a=_end(found, item.a),
        b=_end(found, item.b),
        score=item.score,
        chance=100 * item.chance,
        reasons=tuple(reason.in_language(language) for reason in item.reasons[:_MOST_REASONS]),
    )


def _end(found: LinkRecommendations, node: str) -> tuple[str, str, str]:
    place = found.places[node]
    return node, found.names[node], "" if place is None else found.names[place]
