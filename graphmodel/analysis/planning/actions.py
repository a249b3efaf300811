"""Actions that close findings: what each is, and what it takes to carry it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from graphmodel.analysis.planning.plan import Change, Closing, NewEdge, NewNode
from graphmodel.analysis.planning.situation import Situation
from graphmodel.schema import Bilingual


class GapLike(Protocol):
    """A finding as the gap rules give it."""

    @property
    def rule(self) -> str:
        """Id of the rule."""

    @property
    def subject(self) -> str:
        """Id of the subject."""

    @property
    def evidence(self) -> Mapping[str, Any]:
        """The facts that make it a gap."""


class Part(NamedTuple):
    """A part of a finding: where several things must happen, each is one; else ``part`` is empty."""

    rule: str
    subject: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done: what it is, where, by whom, and which parts of findings it settles."""

    kind: str
    name: str
    place: str | None
    by: str | None
    settles: frozenset[Part]
    reason: Bilingual
    change: Change


@dataclass(frozen=True, slots=True)
class OrganizationLimits:
    """How small and how large organizations may be.

    Attributes
    ----------
    members
        Formal members that a branch needs, and from which a unit has one of its own.
    units
        Units that a joint branch may cover.
    branch, general_branch
        Formal members up to which an organization is a branch, and a general branch.
    """

    members: int = 3
    units: int = 5
    branch: int = 50
    general_branch: int = 100


_PARTED = {"cadence-overdue": "steps", "layer-missing": "layers"}


@dataclass(frozen=True)
class Wanted:
    """The findings to be closed, by rule and subject, with their evidence."""

    found: Mapping[str, Mapping[str, Mapping[str, Any]]]

    @classmethod
    def of(cls, findings: Iterable[GapLike]) -> Wanted:
        """Sort findings by rule and subject."""
        found: dict[str, dict[str, Mapping[str, Any]]] = {}
        for finding in findings:
            found.setdefault(finding.rule, {})[finding.subject] = finding.evidence
        return cls(found)

    def subjects(self, *rules: str) -> list[str]:
        """Return the subjects of some rules, sorted."""
        return sorted({subject for rule in rules for subject in self.found.get(rule, ())})

    def has(self, rule: str, subject: str) -> bool:
        """Tell whether a finding is to be closed."""
        return subject in self.found.get(rule, ())

    def parts(self, closing: Closing) -> frozenset[Part]:
        """Return what must be settled to close a finding."""
        column = _PARTED.get(closing.rule)
        if column is None:
            return frozenset({Part(*closing)})
        return frozenset(Part(*closing, str(part)) for part in self.found[closing.rule][closing.subject][column])

    def parts_of(self, rule: str, subject: str) -> frozenset[Part]:
        """Return the parts of a finding, none where it is not to be closed."""
        return self.parts(Closing(rule, subject)) if self.has(rule, subject) else frozenset()

    def settled(self, subject: str, *rules: str) -> frozenset[Part]:
        """Return the findings of some rules on one subject that are to be closed, as parts."""
        return frozenset(Part(rule, subject) for rule in rules if self.has(rule, subject))

    @property
    def closings(self) -> list[Closing]:
        """All findings to be closed, in the order they were given."""
        return [Closing(rule, subject) for rule, subjects in self.found.items() for subject in subjects]


def settle_text(parts: Iterable[Part]) -> Bilingual:
    """Say how many findings of which rules an action settles."""
    counts: dict[str, int] = {}
    for part in sorted(parts):
        counts[part.rule] = counts.get(part.rule, 0) + 1
    said = ", ".join(f"{rule} × {count}" for rule, count in counts.items())
    return Bilingual(f"settles {said}", f"可补齐：{said}")


def new_organization(
    situation: Situation, subject: str, kind: str, *, name: str, relationship: str, members: int | None = None
) -> tuple[str | None, Change]:
    """Return the superior of a new organization at a place or unit, and what founding it adds to the graph."""
    id_ = situation.new_id("organization", subject)
    attributes: dict[str, Any] = {
        "labels": ("PartyOrganization", "Stakeholder"),
        "name": name,
        "kind": kind,
        "established_on": situation.as_of,
    }
    if members is not None:
        attributes["formal_members"] = members
    edges = [NewEdge(id_, subject, {"type": relationship})]
    superior = situation.leading(situation.place(subject))
    if superior is not None:
        edges.append(NewEdge(id_, superior, {"type": "REPORTS_TO"}))
    return superior, Change((NewNode(id_, attributes),), tuple(edges))


def event(
    situation: Situation,
    id_: str,
    label: str,
    *,
    attributes: Mapping[str, Any],
    place: str | None,
    participants: Mapping[str, str | None],
) -> Change:
    """Return what an event on the date of the plan adds to the graph; ``participants`` are roles by id."""
    node = NewNode(id_, {"labels": (label,), "held_on": situation.as_of, **attributes})
    edges = [] if place is None else [NewEdge(id_, place, {"type": "LOCATED_IN"})]
    for participant, role in sorted(participants.items()):
        properties = {"type": "TOOK_PART_IN"} if role is None else {"type": "TOOK_PART_IN", "role": role}
        edges.append(NewEdge(participant, id_, properties))
    return Change((node,), tuple(edges))


def chunks(items: list[str], size: int) -> Iterator[list[str]]:
    """Yield the items, at most ``size`` at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
