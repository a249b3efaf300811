"""Which links to build next, with reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from scipy.special import expit

from graphmodel.analysis.provenance import require_whole
from graphmodel.analysis.recommendation import reasons as why
from graphmodel.analysis.recommendation.candidates import Terms, beside, candidate_keys
from graphmodel.analysis.recommendation.complements import complements
from graphmodel.analysis.recommendation.evidence import Evidence
from graphmodel.analysis.recommendation.gains import CLOSABLE, PAPER_RULES, Gains, served_by
from graphmodel.analysis.recommendation.history import Numbers
from graphmodel.analysis.recommendation.model import LinkModel, fit, untaught
from graphmodel.analysis.recommendation.predictors import Neighbourhoods, Values, adjacency_of
from graphmodel.analysis.recommendation.stakeholders import Stakeholders, row_named, stakeholders_at
from graphmodel.errors import InputError
from graphmodel.gaps import find_gaps
from graphmodel.gaps.catalogue import RULES, unknown_rule
from graphmodel.gaps.find import open_facts, sharing_facts
from graphmodel.gaps.report import Finding
from graphmodel.graph import subtree
from graphmodel.progress import Progress, silent
from graphmodel.schema import Bilingual

COUNT = 20
"""Recommendations given unless another number is asked for."""
EACH = 2
"""In how many of them one organization appears at most, unless another number is asked for."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One link to build.

    Attributes
    ----------
    a, b
        Ids of the two; ``a`` is the one asked for, if any, else the first by code point.
    chance
        How likely the two are to build together, as learnt from what came after what.
    worth
        1, and what the link would close and serve, in gaps of the highest severity.
    score
        100 × chance × worth.
    common
        Number of common partners.
    closes
        The gaps it would close or help to close, each as ``rule|subject``.
    needs, resources
        Open needs of the one that resources of the other could serve, and those resources.
    layers
        The layers missing where the two lie, in which a link would close a gap.
    reasons
        Why, in words, the weightiest first.
    """

    a: str
    b: str
    chance: float
    worth: float
    score: float
    common: int
    closes: tuple[str, ...]
    needs: tuple[str, ...]
    resources: tuple[str, ...]
    layers: tuple[str, ...]
    reasons: tuple[Bilingual, ...]


@dataclass(frozen=True)
class LinkRecommendations:
    """Recommended links, the best first, and what they were computed with.

    Attributes
    ----------
    recommendations
        One a pair.
    names
        Names of the stakeholders and places in them, by id.
    places
        Id of the place of each stakeholder in them, None where it is not known.
    candidates
        How many pairs came into question.
    learnt_from
        How many pairs that once were new taught the score; 0 where the data have no history to learn from.
    weights
        What each term of the score weighs.
    for_, closes, scope, as_of, count, each, synthetic
        As given or, where nothing was given, as taken.
    model
        What gave the chances; for another question about the same graph and date it need not be learnt again.
    """

    recommendations: tuple[Recommendation, ...]
    names: Mapping[str, str]
    places: Mapping[str, str | None]
    candidates: int
    learnt_from: int
    weights: Mapping[str, float]
    for_: str | None
    closes: str | None
    scope: str | None
    as_of: date
    count: int
    each: int
    synthetic: bool
    model: LinkModel = field(repr=False, compare=False)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """One row a recommendation.

        ``rank``, ``a``, ``a_name``, ``a_place``, ``a_place_name``, ``b``, ``b_name``, ``b_place``, ``b_place_name``, ``score``, ``chance``, ``worth``, ``common``, ``closes``,
        ``needs``, ``resources``, ``layers`` (tuples), ``reasons_en``, ``reasons_zh`` (sentences, separated by semicolons).
        """
        rows = [self._row(number, item) for number, item in enumerate(self.recommendations, start=1)]
        types = {"rank": int, "common": int, "score": float, "chance": float, "worth": float}
        return pd.DataFrame(rows, columns=list(_COLUMNS), dtype=object).astype(types)

    def _row(self, number: int, item: Recommendation) -> dict[str, Any]:
        row: dict[str, Any] = {"rank": number}
        for end, node in (("a", item.a), ("b", item.b)):
            place = self.places[node]
            row |= {end: node, f"{end}_name": self.names[node], f"{end}_place": place}
            row[f"{end}_place_name"] = None if place is None else self.names[place]
        values = ("score", "chance", "worth", "common", "closes", "needs", "resources", "layers")
        row |= {name: getattr(item, name) for name in values}
        row["reasons_en"] = "; ".join(reason.en for reason in item.reasons)
        row["reasons_zh"] = "；".join(reason.zh for reason in item.reasons)
        return row

    @cached_property
    def graph(self) -> nx.Graph:
        """The recommended links as a graph, with ``score``, ``chance`` and ``worth`` on each edge and ``name`` on each node."""
        graph = nx.Graph(as_of=self.as_of, synthetic=self.synthetic)
        for item in self.recommendations:
            for node in (item.a, item.b):
                graph.add_node(node, name=self.names[node])
            graph.add_edge(item.a, item.b, score=item.score, chance=item.chance, worth=item.worth)
        return graph


_ENDS = tuple(f"{end}{part}" for end in "ab" for part in ("", "_name", "_place", "_place_name"))
_COLUMNS = (
    "rank",
    *_ENDS,
    *("score", "chance", "worth", "common", "closes", "needs", "resources", "layers", "reasons_en", "reasons_zh"),
)


def recommend_links(  # noqa: PLR0913 -- every term of the question by its name
    graph: nx.MultiDiGraph,
    *,
    for_: str | None = None,
    closes: str | None = None,
    scope: str | None = None,
    as_of: date | None = None,
    count: int = COUNT,
    each: int = EACH,
    findings: Iterable[Finding] | None = None,
    model: LinkModel | None = None,
    progress: Progress = silent,
) -> LinkRecommendations:
    """Recommend links between stakeholders that do not build together yet, with reasons.

    Two are linked where they share a project, an activity, an alliance or an agreement (the usual channels of `cobuilding`). Into question
    come pairs that have a common partner, lie in one community and are active there, could serve each other's needs, or would close
    a gap; never whoever is gone, closed or a shell at the date, an organization and its own unit, or its superior.

    The score of a pair is 100 × chance × worth. The **chance** is learnt from the graph's own history alone: which pairs came to build together after
    some days, given what was known by those days (see `fit`). The **worth** is 1, plus what the gaps weigh that the link would close (a high one
    1, others as in the priority of gaps), plus 1 where one has an open need that a free resource of the other could serve within the district.
    Of the order by score, no organization, with the unit it belongs to, is taken more than ``each`` times, the one asked for apart; nor
    is one gap, as long as others are left.

    Parameters
    ----------
    graph
        The whole stakeholder graph, from `build_graph` or from `read_graph` without a scope.
    for_
        Id of a stakeholder, or its name where only one has it: only links of this one.
    closes
        Id of a rule: only links that would close one of its gaps, or a part. For the rules of alliances, members who are tied by their alliance
        only, and have never done anything together, come into question too.
    scope
        Id of a place: only pairs of which one lies in it or below.
    as_of
        Date of the analysis; the data's own where None. Nothing dated later is looked at.
    count
        How many at most.
    each
        In how many of them one organization appears at most.
    findings
        As `find_gaps` gives them for this graph and date; worked out where None.
    model
        As an earlier answer for this graph and date has it; learnt where None.
    progress
        Told how far the work is.

    Raises
    ------
    InputError
        If the graph was read with a scope, the date is unknown, there is no such stakeholder, rule or place, the stakeholder is gone, or no
        link closes gaps of the rule.

    Examples
    --------
    >>> graph = nx.MultiDiGraph(as_of=date(2022, 6, 30))
    >>> for name in "abc":
    ...     graph.add_node(name, labels=("Enterprise", "Stakeholder", "Unit"), name=name)
    >>> for project, pair in (("p", "ab"), ("q", "bc")):
    ...     graph.add_node(project, labels=("Project",), status="done", started_on=date(2022, 3, 1))
    ...     for name in pair:
    ...         _ = graph.add_edge(name, project, type="TOOK_PART_IN")
    >>> found = recommend_links(graph)
    >>> found.frame[["a", "b", "common"]].to_numpy().tolist()
    [['a', 'c', 1]]
    >>> found.recommendations[0].reasons[0].en
    '1 common partner: b'
    """
    _check(graph, closes, count, each)
    facts = open_facts(graph, as_of=as_of, scope=None)
    snapshot = facts.snapshot
    inside = None if scope is None else subtree(graph, scope)
    progress("recommendations", 0, 3)
    people = stakeholders_at(snapshot)
    row = None if for_ is None else row_named(people, for_)
    if findings is None:
        with sharing_facts({(id(graph), snapshot.as_of): facts}):
            findings = find_gaps(graph, rules=CLOSABLE, as_of=snapshot.as_of).findings
    progress("recommendations", 1, 3)
    gains = Gains(people, findings, served_by(complements(people)), closes)
    found = _Search(people, gains, Terms(people.within(inside), row), model)
    progress("recommendations", 2, 3)
    chosen = _diverse(found, count, each, row)
    items = tuple(found.recommendation(position) for position in chosen)
    progress("recommendations", 3, 3)
    shown = sorted({node for item in items for node in (item.a, item.b)})
    places = {node: people.place[people.position[node]] for node in shown}
    names = {node: str(graph.nodes[node].get("name", node)) for node in (*shown, *places.values()) if node is not None}
    return LinkRecommendations(
        recommendations=items,
        names=names,
        places=places,
        candidates=len(found.keys),
        learnt_from=found.model.learnt_from,
        weights=found.model.by_term,
        for_=None if row is None else people.id_of(row),
        closes=closes,
        scope=scope,
        as_of=snapshot.as_of,
        count=count,
        each=each,
        synthetic=bool(graph.graph.get("synthetic", False)),
        model=found.model,
    )


def _check(graph: nx.MultiDiGraph, closes: str | None, count: int, each: int) -> None:
    require_whole(graph, "recommendations")
    for name, value in (("count", count), ("each", each)):
        if value < 1:
            msg = f"found {name} = {value}, expected at least 1"
            raise InputError(msg)
    if closes is None or closes in CLOSABLE:
        return
    if closes not in RULES:
        raise InputError(unknown_rule(closes))
    near = get_close_matches(closes, CLOSABLE, n=1, cutoff=0.5)
    hint = f" (did you mean {near[0]}?)" if near else ""
    msg = (
        f"found the rule {closes!r}, whose gaps no link between two closes{hint}; expected one of {', '.join(CLOSABLE)}"
    )
    raise InputError(msg)


class _Search:
    """Candidate pairs of a question, scored."""

    def __init__(self, people: Stakeholders, gains: Gains, terms: Terms, model: LinkModel | None) -> None:
        self.people, self.gains, self._row = people, gains, terms.row
        day = people.snapshot.as_of.toordinal()
        learnt = model or (fit(people.history) if len(people.history.node) else untaught())
        self.model: LinkModel = learnt
        self.evidence: Evidence = self.model.evidence(people.history, day)
        more = np.union1d(gains.pair_keys(), beside(people, self.evidence.graph, gains.rows()) if gains.rule else [])
        keys = candidate_keys(people, self.evidence.graph, terms, more.astype(np.int64))
        keys = keys[gains.closes(keys)]
        self.keys = keys[self._is_free(keys)]
        a, b = self.keys // max(len(people), 1), self.keys % max(len(people), 1)
        self.chance: Values = expit(self.model.pairs(self.evidence, a, b))
        self.worth = gains.worth(self.keys)
        self.score: Values = 100 * self.chance * self.worth

    def _is_free(self, keys: Numbers) -> np.ndarray:
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


def _diverse(found: _Search, count: int, each: int, row: int | None) -> list[int]:
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
