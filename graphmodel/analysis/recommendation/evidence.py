"""What speaks for a link: five terms, each the logarithm of a ratio or a count, for any pairs at a date."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graphmodel.analysis.projection import UNDATED
from graphmodel.analysis.recommendation.history import UNKNOWN, History, Numbers
from graphmodel.analysis.recommendation.predictors import Columns, Neighbourhoods, Values, adjacency_of, weighted

TERMS = ("partners", "activity", "context", "affinity", "kin")
"""Names of the terms, in the order of their weights."""

PARTNER_UNIT = 0.05
"""Resource that comes through one common partner who has twenty."""
PRIOR_ACTIVITY = 0.2
"""Occasions, spread as everyone's are, that each node is given beforehand, so that little is not taken for nothing."""
PRIOR_TIES = 5.0
"""Ties between every two groups that are counted beforehand, both as found and as expected."""


@dataclass(frozen=True)
class Evidence:
    """A history up to a day, ready to give the terms of any pair.

    **partners**: log(1 + r / `PARTNER_UNIT`), r the resource that common partners allocate [1]_, averaged over two networks: one in which all ties are
    equal, and one in which a tie is the heavier the more often, the more recently and the fewer together its ends met (of n participants,
    1/sqrt(n-1) each time, halved in ``half_life``). **activity**: logarithms of both ends' occasions, aged likewise, added up. **context**:
    logarithm of how much more often than usual two occasions of the two would be of one kind. **affinity**: by attribute, logarithm of the ties found between the
    groups of the two over those that the groups' degrees expect. **kin**: in how many ways the two are of one house.

    ``half_life`` is in days.

    References
    ----------
    .. [1] Zhou, T., Lü, L., Zhang, Y.-C. (2009). Predicting missing links via local information. European Physical Journal B 71,
       623-630.
    """

    history: History
    day: int
    half_life: float

    @cached_property
    def incidence(self) -> csr_array:
        """Nodes × occasions, what had begun by the day."""
        return self.history.incidence(self.day)

    @cached_property
    def graph(self) -> Neighbourhoods:
        """Who had shared an occasion by the day."""
        return Neighbourhoods(adjacency_of(self.incidence))

    @cached_property
    def strengths(self) -> Neighbourhoods:
        """The same ties, the heavier the more often, the more recently and the fewer together; on average 1."""
        history, incidence = self.history, self.incidence
        begun = history.day <= self.day
        started = np.zeros(len(history.context), dtype=np.int64)
        np.maximum.at(started, history.occasion[begun], history.day[begun])
        aged = np.where(history.standing | (started == UNDATED), 0, self.day - started)
        size = np.maximum(np.asarray(incidence.sum(axis=0)) - 1, 1)
        weight = 0.5 ** (aged / self.half_life) / np.sqrt(size)
        product = csr_array(weighted(incidence, weight) @ incidence.T).tocoo()
        rows, columns = product.coords
        apart = rows != columns
        values = product.data[apart]
        # However old everything is, what matters is what is heavier than the rest.
        values = values / values.mean() if len(values) else values
        return Neighbourhoods(csr_array((values, (rows[apart], columns[apart])), shape=product.shape))

    @cached_property
    def participations(self) -> Values:
        """Number of occasions of each node by the day."""
        return np.asarray(self.incidence.sum(axis=1))

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """Which nodes had been seen by the day."""
        return self.history.known_by(self.day)

    @cached_property
    def _profile(self) -> tuple[Values, Values]:
        """Return for each node its activity and its share of each context, divided so that a product of two rows is their lift."""
        history = self.history
        begun = history.day <= self.day
        aged = np.where(history.standing[history.occasion] | (history.day == UNDATED), 0, self.day - history.day)
        weight = 0.5 ** (aged[begun] / self.half_life)
        context = history.context[history.occasion[begun]] + 1
        shape = (len(history), int(history.context.max(initial=UNKNOWN)) + 2)
        found = csr_array((weight, (history.node[begun], context)), shape=shape).toarray()
        totals = found.sum(axis=0)
        total = totals.sum()
        usual = totals / total if total else np.full(len(totals), 1 / len(totals))
        found += PRIOR_ACTIVITY * usual
        activity = found.sum(axis=1)
        spread = found / activity[:, None]
        lift = np.divide(spread, np.sqrt(usual), out=np.zeros_like(spread), where=usual > 0)
        return activity, lift

    @cached_property
    def _affinities(self) -> list[tuple[Numbers, Values]]:
        """Return, by attribute, codes and the log ratio of ties found between two groups to those their degrees expect."""
        found = []
        for codes in self.history.groups.values():
            count = int(codes.max(initial=UNKNOWN)) + 2
            group = csr_array((np.ones(len(codes)), (np.arange(len(codes)), codes + 1)), shape=(len(codes), count))
            ties = (group.T @ (self.graph.adjacency @ group)).toarray()
            ends = ties.sum(axis=1)
            expected = np.outer(ends, ends) / max(ends.sum(), 1.0)
            ratio = np.log((ties + PRIOR_TIES) / (expected + PRIOR_TIES))
            # Not to know a group says nothing.
            ratio[0, :] = ratio[:, 0] = 0.0
            found.append((codes + 1, ratio))
        return found

    def block(self, rows: Columns, columns: Columns = slice(None)) -> list[Values]:
        """Return the terms of the pairs of some rows with some columns, all where not said, one array a term."""
        activity, lift = self._profile
        partners = np.zeros((1, 1))
        for graph in (self.graph, self.strengths):
            resource = graph.through(graph.share, rows, columns)
            resource.data = np.log1p(resource.data / PARTNER_UNIT) / 2
            partners = partners + resource.toarray()
        logarithms = np.log(activity)
        affinity, kin = np.zeros(partners.shape), np.zeros(partners.shape)
        for codes, ratio in self._affinities:
            affinity += ratio[codes[rows]][:, codes[columns]]
        for codes in self.history.kin.values():
            kin += (codes[rows][:, None] == codes[columns][None, :]) & (codes[rows][:, None] != UNKNOWN)
        return [
            partners,
            logarithms[rows][:, None] + logarithms[columns][None, :],
            np.log(lift[rows] @ lift[columns].T),
            affinity,
            kin,
        ]

    def pairs(self, a: Numbers, b: Numbers) -> Values:
        """Return the terms of single pairs: one row a pair, one column a term."""
        activity, lift = self._profile
        resources = (common_weight(graph, graph.share, a, b) for graph in (self.graph, self.strengths))
        partners = sum((np.log1p(resource / PARTNER_UNIT) / 2 for resource in resources), np.zeros(len(a)))
        affinity, kin = np.zeros(len(a)), np.zeros(len(a))
        for codes, ratio in self._affinities:
            affinity += ratio[codes[a], codes[b]]
        for codes in self.history.kin.values():
            kin += (codes[a] == codes[b]) & (codes[a] != UNKNOWN)
        lifts = np.einsum("ij,ij->i", lift[a], lift[b])
        return np.column_stack((partners, np.log(activity[a] * activity[b]), np.log(lifts), affinity, kin))


def common_weight(graph: Neighbourhoods, weights: Values, a: Numbers, b: Numbers, *, block: int = 128) -> Values:
    """Return the weights of the common partners of single pairs, added up.

    Examples
    --------
    >>> path = Neighbourhoods(csr_array([[0.0, 1, 0], [1, 0, 1], [0, 1, 0]]))
    >>> common_weight(path, np.array([1.0, 0.5, 1.0]), np.array([0, 0]), np.array([2, 1])).tolist()
    [0.5, 0.0]
    """
    rows, place = np.unique(a, return_inverse=True)
    # Few pairs of small neighbourhoods are cheaper one by one than with all columns of their rows.
    if (graph.degree[a] + graph.degree[b]).sum() < len(rows) * len(graph):
        return _one_by_one(graph, weights, a, b)
    found = np.zeros(len(a))
    order = np.argsort(place, kind="stable")
    ends = np.searchsorted(place[order], np.arange(block, len(rows) + block, block))
    begin = 0
    for number, end in enumerate(ends.tolist()):
        part, first = order[begin:end], number * block
        sums = csr_array(weighted(graph.adjacency[rows[first : first + block]], weights) @ graph.adjacency).toarray()
        found[part] = sums[place[part] - first, b[part]]
        begin = end
    return found


def _one_by_one(graph: Neighbourhoods, weights: Values, a: Numbers, b: Numbers, *, chunk: int = 4_000) -> Values:
    left, right = weighted(graph.adjacency, weights), graph.adjacency
    parts = [
        np.asarray(left[a[start : start + chunk]].multiply(right[b[start : start + chunk]]).sum(axis=1)).ravel()
        for start in range(0, len(a), chunk)
    ]
    return np.concatenate(parts) if parts else np.zeros(0)
