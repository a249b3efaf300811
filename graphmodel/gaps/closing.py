"""Who can close a gap, and with how much effort: one line a rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from graphmodel.gaps.facts import Facts
from graphmodel.gaps.report import Finding
from graphmodel.schema import BY_NAME, Bilingual

_KINDS = [value.value for value in BY_NAME["party_organizations"].by_name["kind"].values]


class Effort(StrEnum):
    """What it takes to close a gap, the least first."""

    RECORD = "record"
    CONVENE = "convene"
    AGREE = "agree"
    FOUND = "found"
    BUILD = "build"


EFFORT_TITLES: dict[Effort, Bilingual] = {
    Effort.RECORD: Bilingual("correct or complete a record", "补正台账"),
    Effort.CONVENE: Bilingual("one order or meeting of one party", "一方派单、开会即可"),
    Effort.AGREE: Bilingual("several parties agree", "多方商定"),
    Effort.FOUND: Bilingual("found, elect or merge a body", "组建、换届、合并"),
    Effort.BUILD: Bilingual("new premises or a new service", "新增阵地或服务"),
}

SUBJECT = "subject"
"""The subject itself."""
HERE = "here"
"""The leading organization that covers the nearest place, going up from where the gap lies."""
ABOVE = "above"
"""Likewise, but from the place above it."""
STREET = "street"
"""The leading organization that covers the street; the street itself where there is none."""


@dataclass(frozen=True, slots=True)
class Closing:
    """How a rule's gaps are closed.

    Attributes
    ----------
    effort
        What it takes.
    by
        Ways to find who can, tried in order until one names somebody: each is a set of `SUBJECT`, `HERE`, `ABOVE`, `STREET`
        or keys of the evidence, whose parties act together.
    """

    effort: Effort
    by: tuple[tuple[str, ...], ...]


def _closing(effort: Effort, *by: str | tuple[str, ...]) -> Closing:
    return Closing(effort, tuple((way,) if isinstance(way, str) else way for way in by))


CLOSINGS: Mapping[str, Closing] = MappingProxyType(
    {
        "unit-should-have-own-organization": _closing(Effort.FOUND, HERE),
        "joint-member-should-stand-alone": _closing(Effort.FOUND, "organizations", HERE),
        "members-without-organization": _closing(Effort.FOUND, HERE),
        "unit-without-work-coverage": _closing(Effort.CONVENE, HERE),
        "unit-without-activity": _closing(Effort.CONVENE, "organizations", HERE),
        "stale-coverage": _closing(Effort.RECORD, "organizations"),
        "joint-branch-too-wide": _closing(Effort.FOUND, SUBJECT),
        "branch-over-size": _closing(Effort.FOUND, SUBJECT),
        "general-branch-over-size": _closing(Effort.FOUND, SUBJECT),
        "branch-under-strength": _closing(Effort.FOUND, SUBJECT),
        "term-expired": _closing(Effort.FOUND, SUBJECT),
        "carrier-without-organization": _closing(Effort.FOUND, ABOVE),
        "compound-without-organization": _closing(Effort.FOUND, ABOVE),
        "compound-without-work-coverage": _closing(Effort.CONVENE, ABOVE),
        "place-chain-broken": _closing(Effort.RECORD, STREET, ABOVE),
        "place-without-organization": _closing(Effort.FOUND, ABOVE),
        "building-without-group": _closing(Effort.FOUND, ABOVE),
        "organization-without-superior": _closing(Effort.RECORD, SUBJECT),
        "reporting-cycle": _closing(Effort.RECORD, "cycle"),
        "superior-outside-chain": _closing(Effort.AGREE, (SUBJECT, "superior")),
        "skipped-rung": _closing(Effort.AGREE, (SUBJECT, "superior")),
        "compound-without-owners-committee": _closing(Effort.FOUND, "organizations", ABOVE),
        "owners-committee-expired": _closing(Effort.FOUND, (SUBJECT, HERE)),
        "compound-without-property-service": _closing(Effort.BUILD, ("organizations", "owners_committees"), ABOVE),
        "triad-not-meeting": _closing(
            Effort.CONVENE, ("organizations", "owners_committees", "property_enterprises"), HERE
        ),
        "cadence-overdue": _closing(Effort.CONVENE, HERE),
        "alliance-dormant": _closing(Effort.CONVENE, "leads", HERE),
        "alliance-without-lead": _closing(Effort.AGREE, HERE),
        "alliance-too-small": _closing(Effort.AGREE, "member_ids", HERE),
        "alliance-member-inactive": _closing(Effort.CONVENE, "member"),
        "street-without-joint-conference": _closing(Effort.AGREE, STREET),
        "need-unclaimed": _closing(Effort.AGREE, ("raised_by", STREET)),
        "need-without-resource": _closing(Effort.AGREE, STREET, "raised_by"),
        "resource-idle": _closing(Effort.RECORD, "offered_by"),
        "project-overdue": _closing(Effort.AGREE, "participants", HERE),
        "project-not-co-built": _closing(Effort.AGREE, "participants", HERE),
        "layer-missing": _closing(Effort.CONVENE, HERE),
        "lines-not-joined": _closing(Effort.AGREE, HERE),
        "centres-not-exchanging": _closing(Effort.AGREE, "centres"),
        "compound-outside-15-minutes": _closing(Effort.BUILD, STREET, HERE),
        "request-not-dispatched": _closing(Effort.CONVENE, STREET, HERE),
        "request-overdue": _closing(Effort.CONVENE, "handled_by", STREET),
        "published-total-differs": _closing(Effort.RECORD, HERE),
    }
)
"""How the gaps of every rule are closed, as the rule's remedy says."""

_OWN = _closing(Effort.AGREE, "nearby", HERE)


def closing_of(rule: str) -> Closing:
    """Return how a rule's gaps are closed; those of a rule of one's own by who does the same nearby."""
    return CLOSINGS.get(rule, _OWN)


def closers_of(facts: Facts, finding: Finding) -> tuple[str, ...]:
    """Return the ids of those who can close a finding; the place where it lies if nobody else is known.

    Examples
    --------
    >>> from datetime import date
    >>> from graphmodel.gaps import find_gaps
    >>> from graphmodel.gaps.find import open_facts
    >>> from graphmodel.graph import About, Dataset, Records, build_graph
    >>> from graphmodel.schema import BY_NAME
    >>> rows = {"org_id": ["P1"], "name": ["甲党支部"], "kind": ["branch"], "term_ends_on": [date(2024, 1, 1)]}
    >>> data = Dataset(About(as_of=date(2024, 6, 30)), {"party_organizations": Records(BY_NAME["party_organizations"], rows)})
    >>> graph = build_graph(data)
    >>> (finding,) = find_gaps(graph, rules=["term-expired"]).findings
    >>> closers_of(open_facts(graph, as_of=None, scope=None), finding)
    ('P1',)
    """
    for way in closing_of(finding.rule).by:
        found = tuple(dict.fromkeys(node for source in way for node in _named(facts, finding, source)))
        if found:
            return found
    return finding.scope[-1:]


def _named(facts: Facts, finding: Finding, source: str) -> Iterator[str]:
    if source == SUBJECT:
        yield finding.subject
    elif source == HERE:
        yield from _leading(facts, reversed(finding.scope))
    elif source == ABOVE:
        yield from _leading(facts, reversed(finding.scope[:-1]))
    elif source == STREET:
        streets = [place for place in finding.scope if facts.data[place].get("level") == "street"]
        yield from [*_leading(facts, streets[-1:]), *streets[-1:]][:1]
    else:
        value = finding.evidence.get(source)
        values = [value] if isinstance(value, str) else value or ()
        yield from (node for node in values if node in facts.data)


def _leading(facts: Facts, places: Iterable[str]) -> list[str]:
    """Return the highest organization that covers the first of the places that any covers."""
    leading = facts.once(_known)
    for place in places:
        if place not in leading:
            organizations = facts.covering(place)
            leading[place] = min(organizations, key=lambda node: (_rank(facts, node), node), default=None)
        found = leading[place]
        if found is not None:
            return [found]
    return []


def _known(_: Facts) -> dict[str, str | None]:
    return {}


def _rank(facts: Facts, organization: str) -> int:
    kind = facts.data[organization].get("kind")
    return _KINDS.index(kind) if kind in _KINDS else len(_KINDS)
