"""Which gaps first: findings by a score, grouped by who can close them and by place."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx as nx

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.gaps.catalogue import RULES, rule_among
from graphmodel.gaps.closing import Effort, closers_of, closing_of
from graphmodel.gaps.facts import Facts
from graphmodel.gaps.find import open_facts
from graphmodel.gaps.reach import people_of
from graphmodel.gaps.report import Finding, GapReport
from graphmodel.gaps.rule import Rule, Severity
from graphmodel.gaps.weights import resolve_weights

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Party:
    """Who can close a gap: an organization, a unit, or a place where nobody is known.

    ``at`` is the place at which a party organization is, or the place itself; None for others.
    """

    id: str
    name: str
    at: str | None


@dataclass(frozen=True, slots=True)
class Priority:
    """A finding with its place in the order.

    Attributes
    ----------
    rank
        1 is first.
    score
        0 to 100.
    finding
        The gap.
    people
        How many it concerns; None where that is not known.
    effort
        What it takes to close it.
    closers
        Who can close it.
    places
        The places from the top down to where it lies, as (level, id, name).
    """

    rank: int
    score: float
    finding: Finding
    people: int | None
    effort: Effort
    closers: tuple[Party, ...]
    places: tuple[tuple[str | None, str, str], ...]


@dataclass(frozen=True)
class GapPriority:
    """Findings in the order in which closing them tells most for the least.

    Attributes
    ----------
    items
        By score, then in the order of the rules and subjects.
    weights
        The numbers used.
    as_of, scope, synthetic, own
        As in the report.
    """

    items: tuple[Priority, ...]
    weights: Mapping[str, float]
    as_of: date
    scope: str | None
    synthetic: bool
    _known: frozenset[str]
    own: tuple[Rule, ...] = ()

    def __len__(self) -> int:
        return len(self.items)

    def rule(self, id_: str) -> Rule:
        """Return a rule of the report, one's own included."""
        return rule_among(self.own, id_)

    def top(self, count: int) -> GapPriority:
        """Return the first ``count``."""
        return replace(self, items=self.items[:count])

    def of(self, party: str) -> GapPriority:
        """Return what one party can close: an organization, a unit, or those at a place; ranked anew.

        Raises
        ------
        InputError
            If the data have nothing with this id.
        """
        if party not in self._known:
            msg = Bilingual(
                f"found nobody with the id {party!r}; give the id of an organization, a unit or a place (`gongjian query find-by-name`)",
                f"数据中没有编码为 {party!r} 的主体：请给出党组织、单位或地点的编码（可用 `gongjian query find-by-name` 按名称查）",
            )
            raise InputError(msg)
        kept = [item for item in self.items if any(party in (who.id, who.at) for who in item.closers)]
        return replace(self, items=_ranked(kept))

    @property
    def frame(self) -> pd.DataFrame:
        """One row a finding."""
        import pandas as pd  # noqa: PLC0415 -- slow to import, and only notebooks and spreadsheets need it

        return pd.DataFrame([_row(item) for item in self.items], columns=list(_COLUMNS))

    @property
    def by_closer(self) -> pd.DataFrame:
        """One row for each who can close any, most score first; a gap that several close together counts for each."""
        groups: dict[tuple[str, str], list[Priority]] = {}
        for item in self.items:
            for who in item.closers:
                groups.setdefault((who.id, who.name), []).append(item)
        return _grouped(groups, "closer")

    def by_place(self, level: str = "street") -> pd.DataFrame:
        """Return one row a place of a level, most score first; what lies outside every such place has an empty id."""
        groups: dict[tuple[str, str], list[Priority]] = {}
        for item in self.items:
            where = next(((id_, name) for rung, id_, name in item.places if rung == level), ("", ""))
            groups.setdefault(where, []).append(item)
        return _grouped(groups, "place")


_COLUMNS = (
    "rank",
    "score",
    "severity",
    "rule",
    "subject",
    "name",
    "path",
    "people",
    "effort",
    "closers",
    "closer_ids",
    "remedy_en",
    "remedy_zh",
    "id",
)


def _row(item: Priority) -> tuple[Any, ...]:
    finding = item.finding
    return (
        item.rank,
        item.score,
        finding.severity.value,
        finding.rule,
        finding.subject,
        finding.name,
        finding.evidence.get("path", ""),
        item.people,
        item.effort.value,
        [who.name for who in item.closers],
        [who.id for who in item.closers],
        finding.remedy.en,
        finding.remedy.zh,
        finding.id,
    )


def _grouped(groups: Mapping[tuple[str, str], list[Priority]], what: str) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 -- likewise

    rows: list[tuple[Any, ...]] = []
    for (id_, name), items in groups.items():
        gravities = [item.finding.severity for item in items]
        counts = [gravities.count(severity) for severity in Severity]
        rows.append(
            (name, len(items), *counts, round(sum(item.score for item in items), 1), items[0].finding.rule, id_)
        )
    rows.sort(key=lambda row: (-row[-3], row[-1]))
    return pd.DataFrame(
        rows, columns=["name", "count", *(severity.value for severity in Severity), "score", "first", what]
    )


def prioritize(graph: nx.MultiDiGraph, report: GapReport, *, weights: Mapping[str, float] | None = None) -> GapPriority:
    """Put the findings of a report in order by a score, and say who can close them.

    The score is the weighted mean of three criteria between 0 and 1, times 100: how grave the gap is, how many people it
    concerns (on a logarithmic scale that ends at ``people_full``), and how easily it is closed. All numbers are in
    `graphmodel.gaps.weights.WEIGHTS` and in the result. Who can close a rule's gaps, and with what effort, is in
    `graphmodel.gaps.closing.CLOSINGS`.

    Parameters
    ----------
    graph
        The graph of the report.
    report
        What `find_gaps` found in it.
    weights
        Numbers in place of the defaults, as `load_weights` gives them.

    Raises
    ------
    InputError
        If a number is wrong.

    References
    ----------
    Simple additive weighting: C.-L. Hwang, K. Yoon (1981). Multiple Attribute Decision Making. Springer.
    https://doi.org/10.1007/978-3-642-48318-9

    Examples
    --------
    >>> from graphmodel.gaps import find_gaps
    >>> from graphmodel.graph import About, Dataset, Records, build_graph
    >>> from graphmodel.schema import BY_NAME
    >>> firms = {"unit_id": ["E1", "E2"], "name": ["甲", "乙"], "party_members": [4, 4], "employees": [20, 900]}
    >>> data = Dataset(About(as_of=date(2024, 6, 30)), {"enterprises": Records(BY_NAME["enterprises"], firms)})
    >>> graph = build_graph(data)
    >>> [(item.rank, item.finding.name, item.people) for item in prioritize(graph, find_gaps(graph)).items]
    [(1, '乙', 900), (2, '甲', 20)]
    """
    numbers = resolve_weights(weights)
    facts = open_facts(graph, as_of=report.as_of, scope=report.scope)
    order = {rule: at for at, rule in enumerate((*RULES, *(rule.id for rule in report.own)))}
    ways: dict[tuple[str, ...], _Way] = {}
    items = [_item(facts, finding, numbers, ways) for finding in report.findings]
    items.sort(key=lambda item: (-item.score, order[item.finding.rule], item.finding.subject))
    return GapPriority(
        items=_ranked(items),
        weights=numbers,
        as_of=report.as_of,
        scope=report.scope,
        synthetic=report.synthetic,
        own=report.own,
        _known=frozenset(facts.data),
    )


def _ranked(items: Sequence[Priority]) -> tuple[Priority, ...]:
    return tuple(replace(item, rank=rank) for rank, item in enumerate(items, start=1))


_Way: TypeAlias = "tuple[tuple[str | None, str, str], ...]"


def _item(facts: Facts, finding: Finding, weights: Mapping[str, float], ways: dict[tuple[str, ...], _Way]) -> Priority:
    """Return a gap with its score; ``ways`` keeps the places of those that lie at one place."""
    way = ways.get(finding.scope)
    if way is None:
        way = tuple((facts.data[place].get("level"), place, facts.name(place)) for place in finding.scope)
        ways[finding.scope] = way
    people = people_of(facts, finding, per_household=weights["people_per_household"])
    effort = closing_of(finding.rule).effort
    return Priority(
        rank=0,
        score=score_of(finding.severity, people, effort, weights=weights),
        finding=finding,
        people=people,
        effort=effort,
        closers=tuple(_party(facts, node) for node in closers_of(facts, finding)),
        places=way,
    )


def score_of(severity: Severity, people: int | None, effort: Effort, *, weights: Mapping[str, float]) -> float:
    """Return the score of a gap, 0 to 100, to one decimal.

    Examples
    --------
    >>> score_of(Severity.HIGH, 10_000, Effort.RECORD, weights=resolve_weights())
    100.0
    >>> score_of(Severity.LOW, 0, Effort.BUILD, weights=resolve_weights())
    19.0
    """
    reached = weights["people_unknown"] if people is None else people
    criteria = {
        "severity": weights[severity.value],
        "people": min(1.0, math.log1p(reached) / math.log1p(weights["people_full"])),
        "ease": weights[effort.value],
    }
    total = sum(weights[name] for name in criteria)
    return round(100 * sum(weights[name] * value for name, value in criteria.items()) / total, 1)


def _party(facts: Facts, node: str) -> Party:
    at = node if "Place" in facts.data[node]["labels"] else facts.place_at.get(node)
    return Party(node, facts.name(node), at)
