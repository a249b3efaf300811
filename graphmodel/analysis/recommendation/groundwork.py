"""What all questions for links of one graph at one date have in common, each part found when first asked for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from graphmodel.analysis.recommendation.complements import complements
from graphmodel.analysis.recommendation.evidence import Evidence
from graphmodel.analysis.recommendation.gains import CLOSABLE, Gains, served_by
from graphmodel.analysis.recommendation.model import LinkModel, fit, untaught
from graphmodel.analysis.recommendation.stakeholders import Stakeholders, stakeholders_at
from graphmodel.gaps.facts import Facts
from graphmodel.gaps.find import find_gaps, sharing_facts
from graphmodel.gaps.report import Finding


class Groundwork:
    """Stakeholders, what links would be good for, and what the history teaches: the same whatever place or stakeholder is asked for.

    Parameters
    ----------
    facts
        Of the whole graph at the date.
    findings
        As `find_gaps` gives them for this graph and date; worked out where None.
    """

    def __init__(self, facts: Facts, findings: Iterable[Finding] | None = None) -> None:
        self.facts, self._findings = facts, findings

    @cached_property
    def people(self) -> Stakeholders:
        """Everyone who is there or has ever taken part."""
        return stakeholders_at(self.facts.snapshot)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The gaps."""
        if self._findings is not None:
            return tuple(self._findings)
        snapshot = self.facts.snapshot
        with sharing_facts({(id(snapshot.graph), snapshot.as_of): self.facts}):
            return find_gaps(snapshot.graph, rules=CLOSABLE, as_of=snapshot.as_of).findings

    @cached_property
    def gains(self) -> Gains:
        """What each pair would be good for."""
        return Gains(self.people, self.findings, served_by(complements(self.people)))

    @cached_property
    def model(self) -> LinkModel:
        """What the history teaches."""
        history = self.people.history
        return fit(history) if len(history.node) else untaught()

    @cached_property
    def evidence(self) -> Evidence:
        """What speaks for each pair at the date."""
        return self.model.evidence(self.people.history, self.facts.snapshot.as_of.toordinal())
