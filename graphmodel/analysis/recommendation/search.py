"""Candidate pairs of a question: found, scored, chosen so that nobody dominates, and told with their reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from graphmodel.analysis.recommendation import reasons as why
from graphmodel.analysis.recommendation.candidates import Terms, beside, candidate_keys
from graphmodel.analysis.recommendation.gains import PAPER_RULES
from graphmodel.analysis.recommendation.groundwork import Groundwork
from graphmodel.analysis.recommendation.history import Numbers
from graphmodel.analysis.recommendation.predictors import Neighbourhoods, Values, adjacency_of
from graphmodel.analysis.recommendation.result import Recommendation
from graphmodel.schema import Bilingual


class Search:
    """Candidate pairs of a question, scored."""

    def __init__(self, groundwork: Groundwork, terms: Terms, rule: str | None = None) -> None:
        people, gains = groundwork.people, groundwork.gains.asked_for(rule)
        self.people, self.gains, self._row = people, gains, terms.row
        self.model, self.evidence = groundwork.model, groundwork.evidence
        more = np.union1d(gains.pair_keys(), beside(people, self.evidence.graph, gains.rows()) if gains.rule else [])
        keys = candidate_keys(people, self.evidence.graph, terms, more.astype(np.int64))
        keys = keys[gains.closes(keys)]
        self.keys = keys[self._is_free(keys)]
        a, b = self.keys // max(len(people), 1), self.keys % max(len(people), 1)
        self.chance: Values = expit(self.model.pairs(self.evidence, a, b))
        self.worth = gains.worth(self.keys)
        self.score: Values = 100 * self.chance * self.worth

    def _is_free(self, keys: Numbers) -> NDArray[np.bool_]:
        graph = self._worked if self.gains.rule in PAPER_RULES else self.evidence.graph
        n = max(len(self.people), 1)
        return ~graph.tied(keys // n, keys % n)

    @cached_property
    def _worked(self) -> Neighbourhoods:
        """Who is tied by more than an alliance."""
        paper = np.array([occasion.channel == "alliance" for occasion in self.people.occasions], dtype=bool)
        incidence = self.evidence.incidence.copy()
        incidence.data[paper[incidence.indices]] = 0
        incidence.eliminate_zeros()
        return Neighbourhoods(adjacency_of(incidence))

    def pair(self, position: int) -> tuple[int, int]:
        """Return the two rows of a candidate."""
        key = int(self.keys[position])
        return key // len(self.people), key % len(self.people)

    def recommendation(self, position: int) -> Recommendation:
        """Return a candidate as it is told."""
        people, pair = self.people, self.pair(position)
        closed = self.gains.closed_by(pair)
        served = self.gains.served.complements.get(pair, ())
        partners = self._common(pair)
        told = self._reasons(pair, partners)
        ends = [people.id_of(row) for row in (pair[::-1] if pair[1] == self._row else pair)]
        layers = [
            layer
            for item in closed
            if item.finding.rule == "layer-missing"
            for layer in item.finding.evidence["layers"]
        ]
        return Recommendation(
            a=ends[0],
            b=ends[1],
            chance=float(self.chance[position]),
            worth=float(self.worth[position]),
            score=float(self.score[position]),
            common=len(partners),
            closes=tuple(f"{item.finding.rule}|{item.finding.subject}" for item in closed),
            needs=tuple(dict.fromkeys(item.need for item in served)),
            resources=tuple(dict.fromkeys(item.resource for item in served)),
            layers=tuple(dict.fromkeys(layers)),
            reasons=tuple(told),
        )

    def _reasons(self, pair: tuple[int, int], partners: list[int]) -> Iterator[Bilingual]:
        people = self.people
        counts = self.evidence.participations
        yield from why.gap_reasons(self.gains.closed_by(pair))
        yield from why.complement_reasons(people, self.gains.served.complements.get(pair, ()))
        yield from why.alliance_reasons(self._shared_alliances(pair))
        yield from why.partner_reasons([people.name(row) for row in partners], len(partners))
        yield from why.place_reasons(people, *pair)
        yield from why.activity_reasons(people, (int(counts[pair[0]]), int(counts[pair[1]])), pair)

    def _common(self, pair: tuple[int, int]) -> list[int]:
        """Return the common partners, those with the fewest others first: they say most."""
        graph = self.evidence.graph
        sides = [graph.adjacency.indices[graph.adjacency.indptr[row] : graph.adjacency.indptr[row + 1]] for row in pair]
        found: list[int] = np.intersect1d(*sides).tolist()
        return sorted(found, key=lambda row: (graph.degree[row], row))

    def _shared_alliances(self, pair: tuple[int, int]) -> list[str]:
        incidence = self.evidence.incidence
        sides = [incidence.indices[incidence.indptr[row] : incidence.indptr[row + 1]] for row in pair]
        shared = [self.people.occasions[number] for number in np.intersect1d(*sides).tolist()]
        names = self.people.snapshot.graph.nodes
        return [str(names[item.id].get("name", item.id)) for item in shared if item.channel == "alliance"]


def diverse(found: Search, count: int, each: int, row: int | None) -> list[int]:
    """Return the best candidates such that no house and, as long as others are left, no gap has more than its share."""
    order = np.lexsort((found.keys, -found.score))
    houses: Counter[int] = Counter()
    gaps: Counter[tuple[str, str]] = Counter()
    chosen: list[int] = []
    passed: list[int] = []
    asked = None if row is None else int(found.people.house[row])

    def take(position: int, *, any_gap: bool) -> None:
        pair = found.pair(position)
        both = {int(found.people.house[one]) for one in pair} - {asked}
        if any(houses[house] >= each for house in both):
            return
        closed = [(item.finding.rule, item.finding.subject) for item in found.gains.closed_by(pair)]
        if not any_gap and any(gaps[gap] >= each for gap in closed):
            passed.append(position)
            return
        houses.update(both)
        gaps.update(closed)
        chosen.append(position)

    for candidates, any_gap in ((order.tolist(), False), (passed, True)):
        for position in candidates:
            if len(chosen) == count:
                break
            take(position, any_gap=any_gap)
    return sorted(chosen, key=lambda position: (-found.score[position], int(found.keys[position])))
