"""Which pairs come into question: near each other in the network, in one community, or with something to give each other."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphmodel.analysis.projection import pairs_within, runs_of
from graphmodel.analysis.recommendation.history import UNKNOWN, Numbers
from graphmodel.analysis.recommendation.predictors import Neighbourhoods, two_hop_scores
from graphmodel.analysis.recommendation.stakeholders import Stakeholders

MOST_CANDIDATES = 4_000_000
"""Of pairs with a common partner so many with the strongest common partners are looked at."""
MOST_ACTIVE = 2_000
"""In a community with more active stakeholders than this, only pairs with a common partner are looked at."""

Bools = NDArray[np.bool_]


class Terms(NamedTuple):
    """Who is asked for: rows of which a pair must have one, and the one row it must have, if any."""

    inside: Bools
    row: int | None


def candidate_keys(people: Stakeholders, graph: Neighbourhoods, terms: Terms, more: Numbers) -> Numbers:
    """Return the pairs that come into question as sorted keys ``a * n + b`` with a < b; ``more`` are keys to be looked at as well.

    Those are: all pairs that have a common partner; pairs in one community that both have partners; for one stakeholder everyone. Pairs that are tied, of one house, or superior and subordinate are left out, and whoever is not able.
    """
    n = len(people)
    if terms.row is not None:
        others = np.setdiff1d(np.flatnonzero(people.able), [terms.row])
        keys = np.minimum(others, terms.row) * n + np.maximum(others, terms.row)
    else:
        keys = np.concatenate([_two_hop(people, graph, terms), _neighbours(people, graph, terms)])
    keys = _different(np.concatenate([keys, more]))
    a, b = keys // n, keys % n
    kept = people.able[a] & people.able[b] & (a != b) & (terms.inside[a] | terms.inside[b])
    kept &= people.house[a] != people.house[b]
    if terms.row is not None:
        kept &= (a == terms.row) | (b == terms.row)
    return np.setdiff1d(keys[kept], _chain(people), assume_unique=True)


def _different(keys: Numbers) -> Numbers:
    """Return keys sorted, each once: of millions, sorting is many times as quick as the hashing of `numpy.unique`."""
    keys = np.sort(keys)
    first = np.ones(len(keys), dtype=bool)
    first[1:] = keys[1:] != keys[:-1]
    return keys[first]


def _two_hop(people: Stakeholders, graph: Neighbourhoods, terms: Terms) -> Numbers:
    rows = np.flatnonzero(terms.inside & people.able)
    keys, strengths = np.zeros(0, dtype=np.int64), np.zeros(0)
    for part in two_hop_scores(graph, rows=None if terms.inside.all() else rows):
        able = people.able[part.a] & people.able[part.b]
        keys = np.concatenate([keys, (part.a * len(people) + part.b)[able]])
        strengths = np.concatenate([strengths, part.resource_allocation[able]])
        if len(keys) > 2 * MOST_CANDIDATES:
            keys, strengths = _strongest(keys, strengths)
    return _strongest(keys, strengths)[0] if len(keys) > MOST_CANDIDATES else keys


def _strongest(keys: Numbers, strengths: NDArray[np.float64]) -> tuple[Numbers, NDArray[np.float64]]:
    best = np.argpartition(-strengths, MOST_CANDIDATES)[:MOST_CANDIDATES]
    return keys[best], strengths[best]


def _neighbours(people: Stakeholders, graph: Neighbourhoods, terms: Terms) -> Numbers:
    """Return the pairs of one community that both have partners already."""
    n, codes = len(people), people.community
    lies = np.flatnonzero(people.able & (codes != UNKNOWN))
    if not terms.inside.all():
        # Communities with nobody inside give no pair to keep.
        lies = lies[np.isin(codes[lies], np.unique(codes[terms.inside]))]
    active = lies[graph.degree[lies] > 0]
    active = active[np.bincount(codes[active], minlength=1)[codes[active]] <= MOST_ACTIVE]
    runs = runs_of(codes[active])
    sizes = np.diff(np.append(runs.begins, len(active))).astype(np.int64)
    within = pairs_within(sizes)
    ordered = active[runs.order]
    return ordered[within.first] * n + ordered[within.second]


def beside(people: Stakeholders, graph: Neighbourhoods, rows: Numbers) -> Numbers:
    """Return the keys of pairs of some rows and whoever is active in the same community, as long as they are not too many."""
    n, codes = len(people), people.community
    active = np.flatnonzero(people.able & (codes != UNKNOWN) & (graph.degree > 0))
    found = [np.zeros(0, dtype=np.int64)]
    rows = rows[codes[rows] != UNKNOWN] if len(rows) else rows
    for code in np.unique(codes[rows]).tolist() if len(rows) else ():
        here, others = rows[codes[rows] == code], active[codes[active] == code][:MOST_ACTIVE]
        a, b = np.repeat(here, len(others)), np.tile(others, len(here))
        found.append(np.minimum(a, b) * n + np.maximum(a, b))
    return np.unique(np.concatenate(found))


def _chain(people: Stakeholders) -> Numbers:
    """Return the pairs of an organization and its superior, who answer to each other already."""
    n = len(people)
    rows = [people.rows((tie.start, tie.end)) for tie in people.snapshot.ties("REPORTS_TO")]
    ends = np.array(rows, dtype=np.int64).reshape(-1, 2)
    return np.unique(ends.min(axis=1) * n + ends.max(axis=1)) if len(ends) else np.zeros(0, dtype=np.int64)
