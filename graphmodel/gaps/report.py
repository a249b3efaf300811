"""Findings, and the report they come in."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from graphmodel.gaps.catalogue import rule_among
from graphmodel.gaps.rule import Rule, Severity
from graphmodel.schema import Bilingual

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Finding:
    """One gap.

    Attributes
    ----------
    rule, subject
        The rule's id and the id of the thing; together they are the finding's identity.
    name
        What the subject is called.
    scope
        Ids of the places from the top place down to where the subject lies; empty where it lies nowhere.
    severity
        How much it matters.
    evidence
        The facts that make it a gap: ids, dates as ISO text, counts; ``path`` is the way down to the subject in words.
    remedy
        What closes it.
    """

    rule: str
    subject: str
    name: str
    scope: tuple[str, ...]
    severity: Severity
    evidence: Mapping[str, Any]
    remedy: Bilingual

    @property
    def id(self) -> str:
        """The same for the same rule and subject, whenever and wherever it is found."""
        return finding_id(self.rule, self.subject)

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as JSON has it."""
        return {
            "id": self.id,
            "rule": self.rule,
            "subject": self.subject,
            "name": self.name,
            "scope": list(self.scope),
            "severity": self.severity.value,
            "evidence": dict(self.evidence),
            "remedy": self.remedy._asdict(),
        }


def finding_id(rule: str, subject: str) -> str:
    """Return the stable id of a finding.

    Examples
    --------
    >>> finding_id("term-expired", "org-1")
    '55521af464c45f32'
    """
    return hashlib.blake2b(f"{rule}\x1f{subject}".encode(), digest_size=8).hexdigest()


@dataclass(frozen=True)
class GapReport:
    """What the rules found, and everything one must know to compute it again.

    Attributes
    ----------
    findings
        In the order of the rules, then of the subjects by code point.
    rules
        The ids of the rules that ran.
    parameters
        The numbers used, of the rules that ran and have any.
    as_of, scope
        The date of the data, and the place to whose subtree the findings are limited (None: everything).
    not_applicable
        Rules without a single subject of their kind, with the reason.
    absent_tables
        Tables that no source has; they count as empty.
    warnings
        What to know before trusting the report.
    synthetic
        Whether any source is made up.
    title, sources
        What the data call themselves, and the names of their sources.
    versions
        Of the product and of the rules.
    own
        The rules of one's own that ran.
    scope_name
        What the scope is called; None where it is everything, or a saved report does not say.
    """

    findings: tuple[Finding, ...]
    rules: tuple[str, ...]
    parameters: Mapping[str, Mapping[str, float]]
    as_of: date
    scope: str | None
    not_applicable: Mapping[str, Bilingual]
    absent_tables: tuple[str, ...]
    warnings: tuple[Bilingual, ...]
    synthetic: bool
    title: str | None
    sources: tuple[str, ...]
    versions: Mapping[str, str]
    own: tuple[Rule, ...] = ()
    scope_name: str | None = field(default=None, compare=False)

    def rule(self, id_: str) -> Rule:
        """Return one of the rules that ran, one's own included."""
        return rule_among(self.own, id_)

    def __len__(self) -> int:
        return len(self.findings)

    @property
    def counts(self) -> dict[str, int]:
        """How many findings each rule has; rules that are not applicable are not in it."""
        found = Counter(finding.rule for finding in self.findings)
        return {rule: found[rule] for rule in self.rules if rule not in self.not_applicable}

    @property
    def frame(self) -> pd.DataFrame:
        """One row a finding; ``scope`` is joined by ``/``, ``path`` stands beside the rest of the evidence."""
        import pandas as pd  # noqa: PLC0415 -- slow to import, and only notebooks and spreadsheets need it

        columns = {name: [row[name] for row in map(_row, self.findings)] for name in _COLUMNS}
        return pd.DataFrame(columns)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON has it."""
        return {
            "as_of": self.as_of.isoformat(),
            "scope": self.scope,
            **({} if self.scope_name is None else {"scope_name": self.scope_name}),
            "synthetic": self.synthetic,
            "title": self.title,
            "sources": list(self.sources),
            "versions": dict(self.versions),
            "rules": list(self.rules),
            **({"own": {rule.id: _declared(rule) for rule in self.own}} if self.own else {}),
            "parameters": {rule: dict(numbers) for rule, numbers in self.parameters.items()},
            "counts": self.counts,
            "not_applicable": {rule: reason._asdict() for rule, reason in self.not_applicable.items()},
            "absent_tables": list(self.absent_tables),
            "warnings": [warning._asdict() for warning in self.warnings],
            "findings": [finding.to_dict() for finding in self.findings],
        }

    def to_json(self, *, indent: int | None = 2) -> str:
        """Return the report as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)


def _declared(rule: Rule) -> dict[str, Any]:
    return {"title": rule.title._asdict(), "definition": rule.explain()._asdict(), "severity": rule.severity.value}


_COLUMNS = ("id", "rule", "severity", "subject", "name", "path", "scope", "evidence", "remedy_en", "remedy_zh")


def _row(finding: Finding) -> dict[str, Any]:
    evidence = {key: value for key, value in finding.evidence.items() if key != "path"}
    return {
        "id": finding.id,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "subject": finding.subject,
        "name": finding.name,
        "path": finding.evidence.get("path", ""),
        "scope": "/".join(finding.scope),
        "evidence": evidence,
        "remedy_en": finding.remedy.en,
        "remedy_zh": finding.remedy.zh,
    }
