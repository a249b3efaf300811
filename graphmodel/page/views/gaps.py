"""Gaps in their order, with what closes them and who can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphmodel.gaps import RULES, Severity
from graphmodel.gaps.closing import EFFORT_TITLES
from graphmodel.gaps.priority import Priority
from graphmodel.gaps.rule import SEVERITY_TITLES
from graphmodel.page.analyses import Gaps
from graphmodel.page.choice import Choice
from graphmodel.page.paging import Paged, paged

PAGE = 20
"""Gaps on one page of the list."""

MOST_CLOSERS = 300
"""Names to choose from under who can close it: those with the most gaps."""


@dataclass(frozen=True, slots=True)
class GapRow:
    """One gap as it is read. ``way`` is where it lies without its own name; ``closers`` are (id, name)."""

    rank: int
    severity: str
    severity_title: str
    title: str
    name: str
    way: str
    remedy: str
    closers: tuple[tuple[str, str], ...]
    people: int | None
    effort: str
    score: float


@dataclass(frozen=True, slots=True)
class GapsView:
    """The gaps of a place.

    Attributes
    ----------
    counts
        All gaps of the place by severity.
    rows
        Those that the choice lists, one page of them.
    rules, closers
        What to choose from, by id: titles with how many gaps each has under the other choices.
    acknowledged
        How many are counted apart.
    """

    counts: Mapping[str, int]
    rows: Paged[GapRow]
    rules: Mapping[str, str]
    closers: Mapping[str, str]
    acknowledged: int

    @property
    def total(self) -> int:
        """All gaps of the place."""
        return sum(self.counts.values())


def gaps_view(gaps: Gaps, choice: Choice, *, place: str | None) -> GapsView:
    """Return the gaps of a place and below (None: everywhere) that a choice lists."""
    here = [item for item in gaps.priority.items if place is None or place in item.finding.scope]
    counts = Counter(item.finding.severity for item in here)
    chosen = _chosen(here, choice)
    rules = Counter(item.finding.rule for item in _chosen(here, choice.to(rule=None)))
    closers = Counter((who.id, who.name) for item in _chosen(here, choice.to(closer=None)) for who in set(item.closers))
    acknowledged = sum(place is None or place in item.finding.scope for item in gaps.parts.acknowledged)
    return GapsView(
        counts={severity.value: counts[severity] for severity in Severity},
        rows=paged(chosen, page=choice.page, size=PAGE).map(lambda item: _row(item, choice)),
        rules={
            rule: f"{RULES[rule].title.in_language(choice.language)}（{count:,}）"
            if choice.language == "zh"
            else f"{RULES[rule].title.en} ({count:,})"
            for rule, count in rules.most_common()
        },
        closers={
            id_: f"{name}（{count:,}）" if choice.language == "zh" else f"{name} ({count:,})"
            for (id_, name), count in sorted(closers.items(), key=lambda item: (-item[1], item[0]))[:MOST_CLOSERS]
        },
        acknowledged=acknowledged,
    )


def _chosen(items: Sequence[Priority], choice: Choice) -> list[Priority]:
    return [
        item
        for item in items
        if choice.severity in (None, item.finding.severity.value)
        and choice.rule in (None, item.finding.rule)
        and (choice.closer is None or any(choice.closer == who.id for who in item.closers))
    ]


def _row(item: Priority, choice: Choice) -> GapRow:
    finding, language = item.finding, choice.language
    path = str(finding.evidence.get("path", ""))
    return GapRow(
        rank=item.rank,
        severity=finding.severity.value,
        severity_title=SEVERITY_TITLES[finding.severity].in_language(language),
        title=RULES[finding.rule].title.in_language(language),
        name=finding.name,
        way=path.removesuffix(finding.name).removesuffix(" › "),
        remedy=finding.remedy.in_language(language),
        closers=tuple((who.id, who.name) for who in item.closers),
        people=item.people,
        effort=EFFORT_TITLES[item.effort].in_language(language),
        score=item.score,
    )
