"""Recommended links as they are told: each with its score and reasons, as a table and as a graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import networkx as nx
import pandas as pd

from graphmodel.analysis.recommendation.groundwork import Groundwork
from graphmodel.schema import Bilingual


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
    groundwork
        What the answer rests on; for another question about the same graph and date it need not be found again.
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
    groundwork: Groundwork | None = field(default=None, repr=False, compare=False)

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
