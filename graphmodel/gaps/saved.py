"""Reports that were saved as JSON, read back so that later ones can be held against them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from graphmodel.errors import InputError
from graphmodel.gaps.acknowledgement import Acknowledgement
from graphmodel.gaps.catalogue import RULES, choose
from graphmodel.gaps.report import Finding, GapReport
from graphmodel.gaps.rule import Severity
from graphmodel.schema import Bilingual
from graphmodel.system_errors import reason_in_chinese

T = TypeVar("T")


def read_report(path: str | Path) -> GapReport:
    """Read a report that ``gongjian gaps -o FILE.json`` or `GapReport.to_json` wrote.

    Rules that no longer exist are left out. Gaps that were acknowledged then are findings like all others.

    Raises
    ------
    InputError
        If the file cannot be read or holds no such report.

    Examples
    --------
    >>> import tempfile
    >>> from graphmodel.gaps import find_gaps
    >>> from graphmodel.graph import About, Dataset, Records, build_graph
    >>> from graphmodel.schema import BY_NAME
    >>> firm = {"unit_id": ["E1"], "name": ["青松纺织"], "party_members": [4]}
    >>> data = Dataset(About(as_of=date(2024, 6, 30)), {"enterprises": Records(BY_NAME["enterprises"], firm)})
    >>> report = find_gaps(build_graph(data))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "2024-06.json")
    ...     _ = path.write_text(report.to_json(), encoding="utf-8")
    ...     read_report(path).findings == report.findings
    True
    """
    return _read(path, _report)


def read_acknowledged(path: str | Path) -> tuple[Acknowledgement, ...]:
    """Read the acknowledgements that lasted when a report was saved; none where it holds none.

    Raises
    ------
    InputError
        If the file cannot be read or holds no report.
    """
    return _read(path, lambda data: tuple(_acknowledgement(item) for item in data.get("acknowledged", ())))


def _read(path: str | Path, work_out: Callable[[Mapping[str, Any]], T]) -> T:
    try:
        return work_out(json.loads(Path(path).read_text(encoding="utf-8-sig")))
    except OSError as error:
        msg = Bilingual(
            f"cannot read the report {str(path)!r} ({error.strerror}); give the path of a saved `gongjian gaps -o FILE.json`",
            f"无法读取报告 {str(path)!r}（{reason_in_chinese(error)}）：请给出 `gongjian gaps -o FILE.json` 保存的文件路径",
        )
        raise InputError(msg) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        msg = Bilingual(
            f"found {str(path)!r} not to be a saved report; expected what `gongjian gaps -o FILE.json` writes",
            f"{str(path)!r} 不是已保存的报告：应为 `gongjian gaps -o FILE.json` 写出的文件",
        )
        raise InputError(msg) from error


def narrow(report: GapReport, *, scope: str | None = None, rules: Iterable[str] | None = None) -> GapReport:
    """Return the part of a report that lies in a place, and of some rules.

    Raises
    ------
    InputError
        If the report is limited to another place, or there is no such rule.
    """
    if scope is not None and report.scope not in (None, scope):
        msg = Bilingual(
            f"found a report for {report.scope!r} only; expected one for everything or for {scope!r}",
            f"这份报告只包括 {report.scope!r}：应为全部范围或 {scope!r} 的报告",
        )
        raise InputError(msg)
    wanted = {rule.id for rule in choose(rules)}
    kept = tuple(
        finding
        for finding in report.findings
        if finding.rule in wanted and (scope is None or report.scope == scope or scope in finding.scope)
    )
    ran = tuple(rule for rule in report.rules if rule in wanted)
    return replace(report, findings=kept, rules=ran, scope=report.scope if scope is None else scope)


def _report(data: Mapping[str, Any]) -> GapReport:
    order = {rule: at for at, rule in enumerate(RULES)}
    findings = [_finding(item) for item in (*data["findings"], *data.get("acknowledged", ()))]
    known = (finding for finding in findings if finding.rule in order)
    return GapReport(
        findings=tuple(sorted(known, key=lambda finding: (order[finding.rule], finding.subject))),
        rules=tuple(rule for rule in data["rules"] if rule in RULES),
        parameters={rule: dict(numbers) for rule, numbers in data["parameters"].items()},
        as_of=date.fromisoformat(data["as_of"]),
        scope=data["scope"],
        scope_name=data.get("scope_name"),
        not_applicable={rule: Bilingual(**reason) for rule, reason in data["not_applicable"].items()},
        absent_tables=tuple(data["absent_tables"]),
        warnings=tuple(Bilingual(**warning) for warning in data["warnings"]),
        synthetic=bool(data["synthetic"]),
        title=data["title"],
        sources=tuple(data["sources"]),
        versions=dict(data["versions"]),
    )


def _acknowledgement(data: Mapping[str, Any]) -> Acknowledgement:
    return Acknowledgement(
        finding=data["id"],
        rule=data["rule"],
        subject=data["subject"],
        reason=data["reason"],
        role=data["role"],
        acknowledged_on=date.fromisoformat(data["acknowledged_on"]),
        until=date.fromisoformat(data["until"]),
    )


def _finding(data: Mapping[str, Any]) -> Finding:
    return Finding(
        rule=data["rule"],
        subject=data["subject"],
        name=data["name"],
        scope=tuple(data["scope"]),
        severity=Severity(data["severity"]),
        evidence=dict(data["evidence"]),
        remedy=Bilingual(**data["remedy"]),
    )
