"""Findings over time: what is new, open since when, closed, and come back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from graphmodel.errors import InputError
from graphmodel.gaps.acknowledgement import Acknowledgement, State, in_state
from graphmodel.gaps.catalogue import RULES
from graphmodel.gaps.report import Finding, GapReport
from graphmodel.schema import Bilingual

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.graph.change import GraphChange


class Status(StrEnum):
    """What became of a finding between two reports, in the order in which one wants to know."""

    NEW = "new"
    REOPENED = "reopened"
    OPEN = "open"
    CLOSED = "closed"


STATUS_TITLES: dict[Status, Bilingual] = {
    Status.NEW: Bilingual("new", "新增"),
    Status.REOPENED: Bilingual("reopened", "重现"),
    Status.OPEN: Bilingual("still open", "仍在"),
    Status.CLOSED: Bilingual("closed", "已补齐"),
}


@dataclass(frozen=True, slots=True)
class FollowedFinding:
    """A finding and what became of it.

    Attributes
    ----------
    status
        New, reopened, open or closed.
    finding
        As it is in the later report; a closed one as it was in the earlier.
    since
        Date of the first report from which on it was found without a break.
    first_seen, last_seen
        Dates of the first and the last report that has it.
    """

    status: Status
    finding: Finding
    since: date
    first_seen: date
    last_seen: date

    @property
    def days_open(self) -> int:
        """Days from `since` to the last report that has it: at least so long it was open."""
        return (self.last_seen - self.since).days

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON has it: the finding with its status and dates."""
        return {
            "status": self.status.value,
            "since": self.since.isoformat(),
            "first_seen": self.first_seen.isoformat(),
            "last_seen": self.last_seen.isoformat(),
            "days_open": self.days_open,
            **self.finding.to_dict(),
        }


class AcknowledgedChange(NamedTuple):
    """A finding that is not closed, and the acknowledgement that sets it apart."""

    followed: FollowedFinding
    acknowledgement: Acknowledgement


@dataclass(frozen=True)
class GapChange:
    """What changed between two reports.

    Attributes
    ----------
    findings
        By status, then in the order of the rules and subjects. Those that are not closed are all of the later report, those
        that are open or closed all of the earlier, as far as the rules were compared.
    before, after, history
        Dates of the two reports, and of those before them.
    scope
        The place to which all reports are limited; None: everything.
    rules
        The rules compared: those that ran in both reports.
    warnings
        What makes the reports differ though nothing happened: other numbers, other tables, rules that ran in one only.
    synthetic
        Whether any report rests on made-up data.
    acknowledged
        Findings of the later report that are acknowledged at its date; they are not among `findings`. See `set_change_apart`.
    scope_name
        What that place is called, where a report says it.
    """

    findings: tuple[FollowedFinding, ...]
    before: date
    after: date
    history: tuple[date, ...]
    scope: str | None
    rules: tuple[str, ...]
    warnings: tuple[Bilingual, ...]
    synthetic: bool
    acknowledged: tuple[AcknowledgedChange, ...] = ()
    scope_name: str | None = None

    def __len__(self) -> int:
        return len(self.findings)

    def of(self, status: Status | str) -> tuple[FollowedFinding, ...]:
        """Return the findings of one status."""
        return tuple(item for item in self.findings if item.status == status)

    @property
    def counts(self) -> dict[Status, int]:
        """How many findings each status has."""
        found = Counter(item.status for item in self.findings)
        return {status: found[status] for status in Status}

    @property
    def by_rule(self) -> pd.DataFrame:
        """One row a rule with any finding, one column a status."""
        import pandas as pd  # noqa: PLC0415 -- slow to import, and only notebooks and spreadsheets need it

        found = Counter((item.finding.rule, item.status) for item in self.findings)
        known = dict.fromkeys((*RULES, *self.rules))
        rules = [rule for rule in known if any(found[rule, status] for status in Status)]
        columns = {status.value: [found[rule, status] for rule in rules] for status in Status}
        return pd.DataFrame({"rule": rules, **columns})

    @property
    def frame(self) -> pd.DataFrame:
        """One row a finding; those that are acknowledged are in `acknowledged_frame`."""
        import pandas as pd  # noqa: PLC0415 -- likewise

        return pd.DataFrame([_row(item) for item in self.findings], columns=list(_COLUMNS))

    @property
    def acknowledged_frame(self) -> pd.DataFrame:
        """One row a finding that is acknowledged, with the reason, the office and the days on which that lasts."""
        import pandas as pd  # noqa: PLC0415 -- likewise

        rows = [
            (*_row(item), known.reason, known.role, known.acknowledged_on, known.until)
            for item, known in self.acknowledged
        ]
        return pd.DataFrame(rows, columns=[*_COLUMNS, "reason", "role", "acknowledged_on", "until"])

    def to_dict(self) -> dict[str, Any]:
        """Return the change as JSON has it."""
        return {
            "before": self.before.isoformat(),
            "after": self.after.isoformat(),
            "history": [day.isoformat() for day in self.history],
            "scope": self.scope,
            "synthetic": self.synthetic,
            "rules": list(self.rules),
            "warnings": [warning._asdict() for warning in self.warnings],
            "counts": {status.value: count for status, count in self.counts.items()},
            "findings": [item.to_dict() for item in self.findings],
            "acknowledged": [{**item.followed.to_dict(), **item.acknowledgement.terms()} for item in self.acknowledged],
        }


_COLUMNS = (
    "status",
    "since",
    "days_open",
    "severity",
    "rule",
    "subject",
    "name",
    "path",
    "scope",
    "remedy_en",
    "remedy_zh",
    "first_seen",
    "last_seen",
    "id",
)


def _row(item: FollowedFinding) -> tuple[Any, ...]:
    finding = item.finding
    return (
        item.status.value,
        item.since,
        item.days_open,
        finding.severity.value,
        finding.rule,
        finding.subject,
        finding.name,
        finding.evidence.get("path", ""),
        "/".join(finding.scope),
        finding.remedy.en,
        finding.remedy.zh,
        item.first_seen,
        item.last_seen,
        finding.id,
    )


@dataclass(slots=True)
class _Trace:
    """When a finding was seen so far; ``since`` is None while it is gone."""

    first_seen: date
    last_seen: date
    since: date | None


def compare_gaps(before: GapReport, after: GapReport, *, history: Iterable[GapReport] = ()) -> GapChange:
    """Tell what became of the findings of one report in a later one.

    A finding is the same where rule and subject are (`Finding.id`). One of ``after`` is *open* where ``before`` has it, else
    *reopened* where a report of ``history`` has it, else *new*; one of ``before`` alone is *closed*. Rules that did not run in
    both are left out and named.

    Parameters
    ----------
    before, after
        Reports for the same scope, ``before`` not of a later date.
    history
        Reports older than ``before``, in any order: they say how long a finding has been open, and what is back again. A
        report in which a rule did not run says nothing of its findings.

    Raises
    ------
    InputError
        If the reports are of different scopes, or not in the order of their dates.

    Examples
    --------
    >>> from graphmodel.gaps import find_gaps
    >>> from graphmodel.graph import About, Dataset, Records, build_graph
    >>> from graphmodel.schema import BY_NAME
    >>> def report(day, members):
    ...     firms = {"unit_id": ["E1", "E2"], "name": ["甲", "乙"], "party_members": members}
    ...     data = Dataset(About(as_of=day), {"enterprises": Records(BY_NAME["enterprises"], firms)})
    ...     return find_gaps(build_graph(data), rules=["unit-should-have-own-organization"])
    >>> change = compare_gaps(report(date(2024, 3, 31), [3, 0]), report(date(2024, 6, 30), [3, 5]))
    >>> [(item.status.value, item.finding.subject, item.since.isoformat()) for item in change.findings]
    [('new', 'E2', '2024-06-30'), ('open', 'E1', '2024-03-31')]
    """
    older = sorted(history, key=lambda report: report.as_of)
    _check([*older, before, after])
    rules = [rule for rule in before.rules if rule in set(after.rules)]
    traces = _trace([*older, before])
    followed = [*_later(before, after, traces), *_closed(before, after, traces)]
    # Rules of one's own come after those of the page.
    order = {rule: at for at, rule in enumerate(dict.fromkeys((*RULES, *rules)))}
    gravity = {status: at for at, status in enumerate(Status)}
    followed = [item for item in followed if item.finding.rule in set(rules)]
    followed.sort(key=lambda item: (gravity[item.status], order[item.finding.rule], item.finding.subject))
    return GapChange(
        findings=tuple(followed),
        before=before.as_of,
        after=after.as_of,
        history=tuple(report.as_of for report in older),
        scope=after.scope,
        rules=tuple(rules),
        warnings=tuple(_warnings(before, after)),
        synthetic=any(report.synthetic for report in (*older, before, after)),
        scope_name=after.scope_name or before.scope_name,
    )


def set_change_apart(change: GapChange, acknowledgements: Iterable[Acknowledgement]) -> GapChange:
    """Count apart what is new, reopened or still open and acknowledged at the date of the later report.

    What is closed stays among the findings: a gap that is gone needs no reason.

    Examples
    --------
    >>> from graphmodel.gaps import find_gaps
    >>> from graphmodel.gaps.acknowledgement import acknowledge
    >>> from graphmodel.graph import About, Dataset, Records, build_graph
    >>> from graphmodel.schema import BY_NAME
    >>> firm = {"unit_id": ["E1"], "name": ["青松纺织"], "party_members": [4]}
    >>> day = date(2024, 6, 30)
    >>> report = find_gaps(build_graph(Dataset(About(as_of=day), {"enterprises": Records(BY_NAME["enterprises"], firm)})))
    >>> known = acknowledge(report.findings[0], reason="厂区搬迁", role="街道党建办", on=day, until=date(2024, 12, 31))
    >>> change = set_change_apart(compare_gaps(report, report), [known])
    >>> len(change), len(change.acknowledged)
    (0, 1)
    """
    lasting = in_state(acknowledgements, State.LASTING, change.after)
    apart = tuple(
        AcknowledgedChange(item, lasting[item.finding.id])
        for item in change.findings
        if item.status is not Status.CLOSED and item.finding.id in lasting
    )
    taken = {item.followed.finding.id for item in apart}
    rest = tuple(item for item in change.findings if item.finding.id not in taken)
    return replace(change, findings=rest, acknowledged=apart)


def closed_with_their_subject(change: GapChange, elements: GraphChange) -> int:
    """Count the closed findings whose subject is no longer there: nothing was mended, there is nothing to mend any more."""
    gone = {item.ids[0] for item in elements.elements if item.is_node and item.status == "closed"}
    return sum(item.finding.subject.split("|")[0] in gone for item in change.of(Status.CLOSED))


def _check(reports: Sequence[GapReport]) -> None:
    scopes = dict.fromkeys(report.scope for report in reports)
    if len(scopes) > 1:
        shown = [repr(scope) for scope in scopes]
        chinese = ["全部" if scope is None else repr(scope) for scope in scopes]
        msg = Bilingual(
            f"found reports for different scopes ({' and '.join(shown)}); compare reports for the same scope",
            f"几份报告的范围不同（{'、'.join(chinese)}）：请比较同一范围的报告",
        )
        raise InputError(msg)
    for earlier, later in pairwise(reports):
        if earlier.as_of > later.as_of:
            msg = Bilingual(
                f"found a report as of {earlier.as_of} before one as of {later.as_of}; give the earlier one first",
                f"数据日期 {earlier.as_of} 的报告排在 {later.as_of} 的前面：请先给较早的一份",
            )
            raise InputError(msg)


def _trace(reports: Iterable[GapReport]) -> dict[str, _Trace]:
    """Follow every finding through reports in the order of their dates."""
    traces: dict[str, _Trace] = {}
    rule_of: dict[str, str] = {}
    for report in reports:
        found = {finding.id: finding for finding in report.findings}
        ran = set(report.rules)
        for id_, trace in traces.items():
            if id_ not in found and rule_of[id_] in ran:
                trace.since = None
        for id_, finding in found.items():
            rule_of[id_] = finding.rule
            trace = traces.setdefault(id_, _Trace(report.as_of, report.as_of, None))
            trace.last_seen = report.as_of
            trace.since = trace.since or report.as_of
    return traces


def _later(before: GapReport, after: GapReport, traces: dict[str, _Trace]) -> Iterator[FollowedFinding]:
    earlier = {finding.id for finding in before.findings}
    for finding in after.findings:
        trace = traces.get(finding.id)
        if trace is None:
            yield FollowedFinding(Status.NEW, finding, after.as_of, after.as_of, after.as_of)
        elif finding.id in earlier:
            since = trace.since or before.as_of
            yield FollowedFinding(Status.OPEN, finding, since, trace.first_seen, after.as_of)
        else:
            yield FollowedFinding(Status.REOPENED, finding, after.as_of, trace.first_seen, after.as_of)


def _closed(before: GapReport, after: GapReport, traces: dict[str, _Trace]) -> Iterator[FollowedFinding]:
    later = {finding.id for finding in after.findings}
    for finding in before.findings:
        if finding.id not in later:
            trace = traces[finding.id]
            since = trace.since or before.as_of
            yield FollowedFinding(Status.CLOSED, finding, since, trace.first_seen, before.as_of)


def _warnings(before: GapReport, after: GapReport) -> Iterator[Bilingual]:
    once = [rule for rule in RULES if (rule in before.rules) != (rule in after.rules)]
    if once:
        names = ", ".join(once)
        yield Bilingual(
            f"not compared, since they ran in one report only: {names}", f"只在一期运行、未作比较的规则：{names}"
        )
    other = [
        f"{rule}.{name} {value:g} → {after.parameters[rule][name]:g}"
        for rule, numbers in before.parameters.items()
        for name, value in numbers.items()
        if rule in after.parameters and after.parameters[rule].get(name, value) != value
    ]
    if other:
        names = ", ".join(other)
        yield Bilingual(f"the numbers of the rules differ: {names}", f"两期所用参数不同：{names}")
    if before.versions.get("rules") != after.versions.get("rules"):
        yield Bilingual("the definitions of the rules differ between the reports", "两期规则的定义不同")
    for tables, english, chinese in (
        (set(after.absent_tables) - set(before.absent_tables), "only the later report lacks", "仅后一期缺少"),
        (set(before.absent_tables) - set(after.absent_tables), "only the earlier report lacks", "仅前一期缺少"),
    ):
        if tables:
            names = ", ".join(sorted(tables))
            yield Bilingual(
                f"{english} the tables {names}: gaps that rest on them may differ for that alone",
                f"{chinese}表 {names}：与之有关的增减可能仅因缺表",
            )
