"""Reconciliation: every published figure beside what the graph gives, those that agree too."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import networkx as nx

from graphmodel.gaps.figures import FIGURES
from graphmodel.gaps.find import open_facts
from graphmodel.gaps.ledger import compute_figure, differs
from graphmodel.graph import subtree
from graphmodel.schema import Bilingual


class Total(NamedTuple):
    """A published figure beside what the graph gives; ``given`` is None where there is nothing to divide by."""

    figure: str
    title: Bilingual
    place: str
    place_id: str | None
    published: float
    more_than: bool
    given: float | None
    is_rate: bool
    differs: bool

    @property
    def deviation(self) -> float | None:
        """How far the graph is from what was published, as a share of that."""
        return self.given / self.published - 1 if self.given is not None and self.published else None


def published_totals(
    graph: nx.MultiDiGraph, *, as_of: date | str | None = None, scope: str | None = None
) -> tuple[Total, ...]:
    """Return every published figure that is known, of a place or below, beside what the graph gives: those that differ first.

    Whether one differs is as in the rule published-total-differs.

    Examples
    --------
    >>> from graphmodel.graph import About, Dataset, Records, build_graph
    >>> from graphmodel.schema import BY_NAME
    >>> rows = {"figure": ["projects"], "value": [2]}
    >>> tables = {"published_totals": Records(BY_NAME["published_totals"], rows)}
    >>> [total] = published_totals(build_graph(Dataset(About(as_of=date(2024, 6, 30)), tables)))
    >>> total.published, total.given, total.differs
    (2.0, 0.0, True)
    """
    facts = open_facts(graph, as_of=as_of, scope=scope)
    inside = None if scope is None else subtree(graph, scope)
    found = []
    for row in facts.nodes("PublishedTotal"):
        values, place = facts.data[row], facts.snapshot.end("LOCATED_IN", row)
        figure = FIGURES.get(str(values.get("figure")))
        if figure is None or (inside is not None and place not in inside):
            continue
        given = compute_figure(facts, figure, place)
        found.append(
            Total(
                figure=str(values["figure"]),
                title=figure.title,
                place="" if place is None else facts.name(place),
                place_id=place,
                published=float(values["value"]),
                more_than=values.get("relation") == "more_than",
                given=None if given is None else float(given),
                is_rate=figure.is_rate,
                differs=differs(given, values, is_rate=figure.is_rate),
            )
        )
    order = list(FIGURES)
    return tuple(sorted(found, key=lambda total: (not total.differs, order.index(total.figure), total.place)))
