"""What a new link would be good for: the gaps it would close, the needs it would serve."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphmodel.analysis.recommendation.complements import Complement
from graphmodel.analysis.recommendation.history import Numbers
from graphmodel.analysis.recommendation.predictors import Values
from graphmodel.analysis.recommendation.stakeholders import Stakeholders
from graphmodel.gaps.report import Finding
from graphmodel.gaps.weights import WEIGHTS
from graphmodel.schema.enumerations import LINES

SHARES: Mapping[str, float] = {item.name: item.default for item in WEIGHTS}
"""What a gap of each severity weighs, of the highest: the numbers by which gaps are put in order."""
NEED_WORTH = 1.0
"""What serving an open need is worth, in gaps of the highest severity."""
PAPER_RULES = frozenset({"alliance-dormant", "alliance-member-inactive"})
"""Rules whose gaps are closed by members of one alliance, who are tied by it, but have done nothing together yet."""

Pair = tuple[int, int]


class Bound(NamedTuple):
    """A finding that a link closes, or a part of it, and of whom: pairs, or one of whom any link closes it."""

    finding: Finding
    share: float
    pairs: tuple[Pair, ...] = ()
    rows: tuple[int, ...] = ()

    @property
    def worth(self) -> float:
        """What closing it is worth, in gaps of the highest severity."""
        return SHARES[self.finding.severity.value] * self.share


def _alliance_dormant(people: Stakeholders, finding: Finding, _: Served) -> Iterator[Bound]:
    yield Bound(finding, 1.0, pairs=tuple(combinations(_members(people, finding.subject), 2)))


def _alliance_member_inactive(people: Stakeholders, finding: Finding, _: Served) -> Iterator[Bound]:
    member = people.position.get(finding.evidence["member"])
    if member is not None:
        others = [row for row in _members(people, finding.evidence["alliance"]) if row != member]
        yield Bound(finding, 1.0, pairs=tuple((min(member, row), max(member, row)) for row in others))


def _of_need(_: Stakeholders, finding: Finding, served: Served) -> Iterator[Bound]:
    yield Bound(finding, 1.0, pairs=served.by_need.get(finding.subject, ()))


def _resource_idle(_: Stakeholders, finding: Finding, served: Served) -> Iterator[Bound]:
    yield Bound(finding, 1.0, pairs=served.by_resource.get(finding.subject, ()))


def _project_not_co_built(people: Stakeholders, finding: Finding, _: Served) -> Iterator[Bound]:
    # A finished project finds no partner any more.
    if finding.evidence["status"] == "claimed":
        yield Bound(finding, 1.0, rows=_known(people, finding.evidence["participants"]))


def _unit_without_activity(people: Stakeholders, finding: Finding, _: Served) -> Iterator[Bound]:
    yield Bound(finding, 1.0, rows=_known(people, [finding.subject]))


def _layer_missing(people: Stakeholders, finding: Finding, _: Served) -> Iterator[Bound]:
    rows = tuple(row for row, place in enumerate(people.place) if place == finding.subject)
    yield Bound(finding, 1 / len(finding.evidence["layers"]), rows=rows)


def _lines_not_joined(people: Stakeholders, finding: Finding, _: Served) -> Iterator[Bound]:
    snapshot = people.snapshot
    sides: dict[str, set[int]] = {line.value: set() for line in LINES}
    for project in snapshot.nodes("Project"):
        line = snapshot.properties(project).get("line")
        if line is not None and snapshot.place(project) == finding.subject:
            ids = [tie.start for tie in snapshot.incoming("TOOK_PART_IN", project)]
            sides[line].update(_known(people, ids))
    yield Bound(finding, 1.0, pairs=tuple((min(pair), max(pair)) for pair in product(*sides.values())))


def _known(people: Stakeholders, ids: Iterable[str]) -> tuple[int, ...]:
    return tuple(people.position[id_] for id_ in ids if id_ in people.position)


def _members(people: Stakeholders, alliance: str) -> list[int]:
    return sorted({people.position[tie.start] for tie in people.snapshot.incoming("MEMBER_OF", alliance)})


_READERS: Mapping[str, Callable[[Stakeholders, Finding, Served], Iterator[Bound]]] = MappingProxyType(
    {
        "unit-without-activity": _unit_without_activity,
        "alliance-dormant": _alliance_dormant,
        "alliance-member-inactive": _alliance_member_inactive,
        "need-unclaimed": _of_need,
        "need-without-resource": _of_need,
        "resource-idle": _resource_idle,
        "project-not-co-built": _project_not_co_built,
        "layer-missing": _layer_missing,
        "lines-not-joined": _lines_not_joined,
    }
)

CLOSABLE = tuple(_READERS)
"""Rules whose gaps a link between two stakeholders closes, in the order of the rules' page."""


@dataclass(frozen=True)
class Served:
    """Which pairs could serve a need by a resource, by the need and by the resource."""

    complements: Mapping[Pair, tuple[Complement, ...]]
    by_need: Mapping[str, tuple[Pair, ...]] = field(default_factory=dict)
    by_resource: Mapping[str, tuple[Pair, ...]] = field(default_factory=dict)


def served_by(found: Iterable[Complement]) -> Served:
    """Sort complements by pair, need and resource."""
    pairs: dict[Pair, list[Complement]] = {}
    needs: dict[str, dict[Pair, None]] = {}
    resources: dict[str, dict[Pair, None]] = {}
    for item in found:
        pair = (min(item.needing, item.offering), max(item.needing, item.offering))
        pairs.setdefault(pair, []).append(item)
        needs.setdefault(item.need, {})[pair] = None
        resources.setdefault(item.resource, {})[pair] = None
    return Served(
        {pair: tuple(items) for pair, items in pairs.items()},
        {need: tuple(which) for need, which in needs.items()},
        {resource: tuple(which) for resource, which in resources.items()},
    )


class Gains:
    """What each pair would be good for.

    Parameters
    ----------
    people
        The stakeholders.
    findings
        Gaps, of any rules; those of `CLOSABLE` rules count.
    served
        Which pairs could serve a need.
    """

    rule: str | None = None
    """Where given, only pairs that close a gap of this rule come into question."""

    def __init__(self, people: Stakeholders, findings: Iterable[Finding], served: Served) -> None:
        self._n, self.served = len(people), served
        bound = [
            item
            for finding in findings
            if finding.rule in _READERS
            for item in _READERS[finding.rule](people, finding, served)
        ]
        self._of_row: dict[int, list[Bound]] = {}
        self._of_pair: dict[Pair, list[Bound]] = {}
        for item in bound:
            for row in item.rows:
                self._of_row.setdefault(row, []).append(item)
            for pair in item.pairs:
                self._of_pair.setdefault(pair, []).append(item)

    def asked_for(self, rule: str | None) -> Gains:
        """Return the same gains for a question that asks for the gaps of one rule, or of all."""
        found = copy(self)
        found.rule = rule
        return found

    def closed_by(self, pair: Pair) -> tuple[Bound, ...]:
        """Return the findings that a link of a pair would close, or a part of them: of the rule asked for first, then the most worth."""
        found = [*self._of_pair.get(pair, ()), *self._of_row.get(pair[0], ()), *self._of_row.get(pair[1], ())]
        different = {(item.finding.rule, item.finding.subject): item for item in found}
        return tuple(sorted(different.values(), key=self._order))

    def _order(self, item: Bound) -> tuple[bool, float, str, str]:
        finding = item.finding
        return finding.rule != self.rule, -item.worth, finding.rule, finding.subject

    def pair_keys(self) -> Numbers:
        """Return the pairs that have a gain of their own, as keys."""
        pairs = self._of_pair if self.rule else {**self._of_pair, **self.served.complements}
        return np.unique(np.array([a * self._n + b for a, b in pairs], dtype=np.int64))

    def rows(self) -> Numbers:
        """Return the rows of whom any link would close a gap of the rule asked for."""
        return np.array(
            sorted(row for row, items in self._of_row.items() if any(item.finding.rule == self.rule for item in items)),
            dtype=np.int64,
        )

    def worth(self, keys: Numbers) -> Values:
        """Return what the links of pairs are worth: 1 each, what they would close, and `NEED_WORTH` where they would serve a need.

        Of the gaps of one rule the weightiest counts, however many a pair could close: it will begin with one.
        """
        a, b = keys // self._n, keys % self._n
        worth = np.ones(len(keys))
        for rule in CLOSABLE:
            own = self._of_rows.get(rule)
            most = _looked_up(*self._of_pairs[rule], keys) if rule in self._of_pairs else np.zeros(len(keys))
            if own is not None:
                most = np.maximum(np.maximum(own[a], own[b]), most)
            worth += most
        return np.asarray(worth + NEED_WORTH * _looked_up(*self._serving, keys))

    @cached_property
    def _of_rows(self) -> Mapping[str, Values]:
        """By rule, what the weightiest gap of each row is worth that any link would close."""
        found: dict[str, Values] = {}
        for row, items in self._of_row.items():
            for item in items:
                own = found.setdefault(item.finding.rule, np.zeros(self._n))
                own[row] = max(own[row], item.worth)
        return found

    @cached_property
    def _of_pairs(self) -> Mapping[str, tuple[Numbers, Values]]:
        """By rule, the keys of the pairs that have a gap of their own, sorted, and what the weightiest of each is worth."""
        found: dict[str, dict[int, float]] = {}
        for (a, b), items in self._of_pair.items():
            key = a * self._n + b
            for item in items:
                most = found.setdefault(item.finding.rule, {})
                most[key] = max(most.get(key, 0.0), item.worth)
        return {rule: _sorted(values) for rule, values in found.items()}

    @cached_property
    def _serving(self) -> tuple[Numbers, Values]:
        """The keys of the pairs that would serve a need, sorted, and 1 for each."""
        return _sorted({a * self._n + b: 1.0 for a, b in self.served.complements})

    def closes(self, keys: Numbers) -> NDArray[np.bool_]:
        """Tell which pairs would close a gap of the rule asked for; all where none is."""
        if self.rule is None:
            return np.ones(len(keys), dtype=bool)
        has = np.zeros(self._n, dtype=bool)
        has[self.rows()] = True
        pairs, _ = self._of_pairs.get(self.rule, _sorted({}))
        return np.asarray(has[keys // self._n] | has[keys % self._n] | np.isin(keys, pairs))


def _sorted(values: Mapping[int, float]) -> tuple[Numbers, Values]:
    keys = np.array(list(values), dtype=np.int64)
    order = np.argsort(keys)
    return keys[order], np.array(list(values.values()), dtype=np.float64)[order]


def _looked_up(known: Numbers, values: Values, keys: Numbers) -> Values:
    """Return the values of keys among known ones, sorted, 0 where a key is none of them."""
    if not len(known) or not len(keys):
        return np.zeros(len(keys))
    at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return np.where(known[at] == keys, values[at], 0.0)
