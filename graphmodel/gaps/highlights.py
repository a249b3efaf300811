"""The few findings that tell most: one rule a family, the gravest first, each with its largest case."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from graphmodel.gaps.catalogue import RULES
from graphmodel.gaps.report import Finding, GapReport
from graphmodel.gaps.rule import SEVERITY_TITLES, Rule, Severity
from graphmodel.schema import Language

_GRAVITY = {severity: rank for rank, severity in enumerate(Severity)}
# What says how many people a gap concerns, the first that a finding has.
_PEOPLE = ("party_members", "formal_members", "households", "members", "beneficiaries", "covered")


@dataclass(frozen=True, slots=True)
class Highlight:
    """A rule, how many findings it has, and the finding that concerns most people."""

    rule: Rule
    count: int
    largest: Finding

    def sentence(self, language: Language = "zh", *, mark: str = "") -> str:
        """Return what was found, where the largest case is, and what closes it; ``mark`` stands behind the rule's title."""
        title = self.rule.title.in_language(language) + mark
        severity = SEVERITY_TITLES[self.rule.severity].in_language(language)
        path = self.largest.evidence.get("path") or self.largest.name
        remedy = self.largest.remedy.in_language(language)
        if language == "en":
            return f"{title} ({severity}): {self.count:,}. For instance {path}. {remedy}"
        return f"{title}（{severity}）：{self.count:,} 处。例如 {path}。{remedy}"


def highlights(report: GapReport, *, count: int = 5) -> tuple[Highlight, ...]:
    """Return up to ``count`` highlights of a report.

    Of each family the gravest rule with the most findings is taken, so that one long list does not hide the rest; of its
    findings the one that concerns most people by its evidence (ties: the first by subject).
    """
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        found[finding.rule].append(finding)
    best: dict[str, Rule] = {}
    for rule in RULES.values():
        held = best.get(rule.family.id)
        if found[rule.id] and (held is None or _rank(rule, found) < _rank(held, found)):
            best[rule.family.id] = rule
    chosen = sorted(best.values(), key=lambda rule: _rank(rule, found))[:count]
    return tuple(Highlight(rule, len(found[rule.id]), max(found[rule.id], key=_people)) for rule in chosen)


def _rank(rule: Rule, found: dict[str, list[Finding]]) -> tuple[int, int]:
    return _GRAVITY[rule.severity], -len(found[rule.id])


def _people(finding: Finding) -> float:
    for name in _PEOPLE:
        value = finding.evidence.get(name)
        if isinstance(value, int | float):
            return float(value)
    return 0.0
