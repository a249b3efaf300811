"""How many people a gap concerns, as far as the tables tell."""

from __future__ import annotations

from collections import Counter

from graphmodel.gaps.facts import Facts
from graphmodel.gaps.report import Finding


def people_of(facts: Facts, finding: Finding, *, per_household: float) -> int | None:
    """Return how many people a finding concerns; None where the tables do not tell.

    A place: its households, or those of the places below it, times ``per_household``. A unit: who works there, else its party
    members. A party organization: its formal members. An owners' committee: its compound. A project: its beneficiaries.
    A request: one household. A pair of centres: the top places. Anything else is not known.
    """
    subject = finding.subject
    if subject not in facts.data:
        if finding.rule != "centres-not-exchanging":
            return None
        known = [households_of(facts, place, per_household) for place in finding.scope]
        return sum(people for people in known if people is not None) or None
    values, labels = facts.data[subject], facts.data[subject]["labels"]
    if "Request" in labels:
        return round(per_household)
    if "Place" in labels or "OwnersCommittee" in labels:
        place = facts.place(subject)
        return None if place is None else households_of(facts, place, per_household)
    for name in ("employees", "formal_members", "party_members", "beneficiaries"):
        if values.get(name) is not None:
            return int(values[name])
    return None


def households_of(facts: Facts, place: str, per_household: float) -> int | None:
    """Return the people of a place by its households; None where neither it nor a place below gives any."""
    own = facts.data[place].get("households")
    households = facts.once(_households_below).get(place) if own is None else own
    return None if households is None else round(households * per_household)


def _households_below(facts: Facts) -> dict[str, int]:
    """Return the households below each place: each counted at the highest place that gives a number of its own."""
    below: Counter[str] = Counter()
    for place in facts.nodes("Place"):
        own = facts.data[place].get("households")
        if own is None:
            continue
        for above in reversed(facts.snapshot.scope(place)[:-1]):
            below[above] += own
            if facts.data[above].get("households") is not None:
                break
    return dict(below)
