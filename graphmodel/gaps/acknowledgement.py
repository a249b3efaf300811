"""Gaps that a planner knows of and leaves as they are for a while: counted apart as long as that lasts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from graphmodel.errors import InputError
from graphmodel.gaps.report import Finding, GapReport
from graphmodel.schema import Bilingual

if TYPE_CHECKING:
    import pandas as pd

_SHORTEST = 4


class State(StrEnum):
    """How an acknowledgement stands at a date."""

    LASTING = "lasting"
    AHEAD = "ahead"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


STATE_TITLES: dict[State, Bilingual] = {
    State.LASTING: Bilingual("lasting", "有效"),
    State.AHEAD: Bilingual("not yet begun", "尚未开始"),
    State.LAPSED: Bilingual("lapsed", "已到期"),
    State.WITHDRAWN: Bilingual("withdrawn", "已撤回"),
}


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """That a gap is known and left open for a reason and a time.

    Attributes
    ----------
    finding, rule, subject
        Which gap: the finding's id, and what that id stands for.
    reason
        Why it is left open.
    role
        Which office acknowledged it; never a person.
    acknowledged_on, until
        The first and the last day on which it lasts, by the date of the data.
    withdrawn_on
        The first day on which it lasts no more; None where nobody withdrew it.
    """

    finding: str
    rule: str
    subject: str
    reason: str
    role: str
    acknowledged_on: date
    until: date
    withdrawn_on: date | None = None

    def state(self, as_of: date) -> State:
        """Return how it stands at a date."""
        if self.withdrawn_on is not None and self.withdrawn_on <= as_of:
            return State.WITHDRAWN
        if as_of < self.acknowledged_on:
            return State.AHEAD
        return State.LASTING if as_of <= self.until else State.LAPSED

    def terms(self) -> dict[str, str]:
        """Return why, by which office and for which days, as JSON has it beside a finding."""
        days = {"acknowledged_on": self.acknowledged_on.isoformat(), "until": self.until.isoformat()}
        return {"reason": self.reason, "role": self.role, **days}

    def to_row(self) -> dict[str, Any]:
        """Return the values by name, dates as dates."""
        return {item.name: getattr(self, item.name) for item in fields(self)}


class Acknowledged(NamedTuple):
    """A finding and the acknowledgement that sets it apart."""

    finding: Finding
    acknowledgement: Acknowledgement


@dataclass(frozen=True)
class AcknowledgedReport:
    """A report in two parts.

    Attributes
    ----------
    report
        The report without the findings that are acknowledged at its date.
    acknowledged
        Those findings.
    lapsed
        Findings of `report` that were acknowledged until a day before its date: they count again.
    """

    report: GapReport
    acknowledged: tuple[Acknowledged, ...]
    lapsed: tuple[Acknowledged, ...]

    @property
    def frame(self) -> pd.DataFrame:
        """One row a finding that is acknowledged."""
        import pandas as pd  # noqa: PLC0415 -- slow to import, and only notebooks and spreadsheets need it

        columns = ("id", "severity", "rule", "subject", "name", "path", "reason", "role", "acknowledged_on", "until")
        rows = [
            (
                finding.id,
                finding.severity.value,
                finding.rule,
                finding.subject,
                finding.name,
                finding.evidence.get("path", ""),
                item.reason,
                item.role,
                item.acknowledged_on,
                item.until,
            )
            for finding, item in self.acknowledged
        ]
        return pd.DataFrame(rows, columns=list(columns))

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON has it, with the acknowledged findings under a key of their own."""
        apart = [{**finding.to_dict(), **item.terms()} for finding, item in self.acknowledged]
        return {**self.report.to_dict(), "acknowledged": apart}


def set_apart(report: GapReport, acknowledgements: Iterable[Acknowledgement]) -> AcknowledgedReport:
    """Take the findings out of a report that are acknowledged at its date.

    Examples
    --------
    >>> from graphmodel.gaps import find_gaps
    >>> from graphmodel.graph import About, Dataset, Records, build_graph
    >>> from graphmodel.schema import BY_NAME
    >>> firm = {"unit_id": ["E1"], "name": ["青松纺织"], "party_members": [4]}
    >>> data = Dataset(About(as_of=date(2024, 6, 30)), {"enterprises": Records(BY_NAME["enterprises"], firm)})
    >>> report = find_gaps(build_graph(data))
    >>> known = acknowledge(
    ...     report.findings[0], reason="厂区搬迁", role="街道党建办", on=date(2024, 6, 1), until=date(2024, 12, 31)
    ... )
    >>> parts = set_apart(report, [known])
    >>> len(parts.report), len(parts.acknowledged)
    (0, 1)
    """
    known = tuple(acknowledgements)
    lasting, lapsed = (in_state(known, state, report.as_of) for state in (State.LASTING, State.LAPSED))
    if not lasting and not lapsed:
        return AcknowledgedReport(report=report, acknowledged=(), lapsed=())
    rest = tuple(finding for finding in report.findings if finding.id not in lasting)
    apart = (Acknowledged(found, lasting[found.id]) for found in report.findings if found.id in lasting)
    return AcknowledgedReport(
        report=replace(report, findings=rest),
        acknowledged=tuple(apart),
        lapsed=tuple(Acknowledged(found, lapsed[found.id]) for found in rest if found.id in lapsed),
    )


def in_state(acknowledgements: Iterable[Acknowledgement], state: State, as_of: date) -> dict[str, Acknowledgement]:
    """Return by finding the acknowledgements that are in a state at a date; of several the one given last."""
    ordered = sorted(acknowledgements, key=lambda item: item.acknowledged_on)
    return {item.finding: item for item in ordered if item.state(as_of) is state}


def acknowledge(finding: Finding, *, reason: str, role: str, on: date, until: date) -> Acknowledgement:
    """Return the acknowledgement of a finding.

    Parameters
    ----------
    finding
        The gap.
    reason, role
        Why it is left open, and which office says so; never a person.
    on, until
        The first and the last day.

    Raises
    ------
    InputError
        If the reason or the role is empty, or the last day lies before the first.
    """
    texts = {"reason": " ".join(reason.split()), "role": " ".join(role.split())}
    for name, text in texts.items():
        if not text:
            reason_missing = name == "reason"
            msg = Bilingual(
                f"found an empty {name}; say {'why the gap is left open' if reason_missing else 'which office acknowledges it'}",
                "没有填写理由：请说明为何暂不补齐这处缺口"
                if reason_missing
                else "没有填写确认单位：请写明由哪个部门或岗位确认",
            )
            raise InputError(msg)
    if until < on:
        msg = Bilingual(
            f"found the last day {until} before the first, {on}; give a later --until",
            f"最后一天 {until} 早于第一天 {on}：请给出更晚的 --until",
        )
        raise InputError(msg)
    return Acknowledgement(finding.id, finding.rule, finding.subject, texts["reason"], texts["role"], on, until)


def withdraw(acknowledgements: Iterable[Acknowledgement], finding: str, *, on: date) -> tuple[Acknowledgement, ...]:
    """Return the acknowledgements of a finding that last on a day or begin later, each withdrawn from that day on.

    Raises
    ------
    InputError
        If there is none.
    """
    lasting = [
        item for item in acknowledgements if item.finding == finding and item.state(on) in (State.LASTING, State.AHEAD)
    ]
    if not lasting:
        msg = Bilingual(
            f"found no acknowledgement of {finding} that lasts on {on}; `gongjian acknowledge --list` shows all",
            f"缺口 {finding} 在 {on} 没有有效的确认：用 `gongjian acknowledge --list` 查看全部确认",
        )
        raise InputError(msg)
    return tuple(replace(item, withdrawn_on=on) for item in lasting)


def merge(known: Iterable[Acknowledgement], given: Iterable[Acknowledgement]) -> tuple[Acknowledgement, ...]:
    """Return all acknowledgements: of two of the same finding and day the one given later stands."""
    by_key = {(item.finding, item.acknowledged_on): item for item in (*known, *given)}
    return tuple(sorted(by_key.values(), key=lambda item: (item.acknowledged_on, item.rule, item.subject)))


def named_finding(findings: Sequence[Finding], text: str) -> Finding:
    """Return the finding that a text names: its id, the beginning of it, or ``rule:subject``.

    Raises
    ------
    InputError
        If there is none, or more than one begins so.
    """
    rule, _, subject = text.partition(":")
    beginning = len(text) >= _SHORTEST
    found = [
        finding
        for finding in findings
        if (beginning and finding.id.startswith(text.casefold())) or (finding.rule, finding.subject) == (rule, subject)
    ]
    if len(found) != 1:
        what = (
            Bilingual(f"{len(found)} gaps", f"对应 {len(found)} 处缺口")
            if found
            else Bilingual("no open gap", "不对应任何现有缺口")
        )
        msg = Bilingual(
            f"found {what.en} for {text!r}; give the whole id from `gongjian gaps --format csv`, or RULE:SUBJECT",
            f"{text!r} {what.zh}：请给出 `gongjian gaps --format csv` 中的完整 id，或写成 RULE:SUBJECT（规则:对象编码）",
        )
        raise InputError(msg)
    return found[0]


def from_row(row: Mapping[str, Any]) -> Acknowledgement:
    """Return the acknowledgement that `Acknowledgement.to_row` gave."""
    return Acknowledgement(**{item.name: row.get(item.name) for item in fields(Acknowledgement)})  # type: ignore[arg-type]
