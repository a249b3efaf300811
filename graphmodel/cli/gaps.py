"""``gongjian gaps``: coverage gaps by rule, or by place with the coverage rates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphmodel.cli.console import progress_shown
from graphmodel.cli.options import language_option, output_options
from graphmodel.cli.source import open_graph, source_options
from graphmodel.schema import Bilingual, Language
from graphmodel.schema.enumerations import LEVELS

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from graphmodel.gaps import Finding, GapReport
    from graphmodel.gaps.parameters import Parameters
    from graphmodel.gaps.rates import Rate
    from graphmodel.gaps.summary import GapSummary

_EXAMPLES = 3

_HEADERS: dict[str, Bilingual] = {
    "id": Bilingual("id", "缺口编号"),
    "rule": Bilingual("rule", "规则"),
    "title": Bilingual("gap", "缺口"),
    "severity": Bilingual("severity", "等级"),
    "subject": Bilingual("subject", "对象编码"),
    "name": Bilingual("name", "对象名称"),
    "path": Bilingual("where", "位置"),
    "scope": Bilingual("scope", "范围编码"),
    "evidence": Bilingual("evidence", "依据"),
    "remedy": Bilingual("what closes it", "如何补齐"),
    "count": Bilingual("count", "数量"),
    "examples": Bilingual("first ones", "例"),
    "family": Bilingual("family", "类别"),
    "place": Bilingual("code", "地点编码"),
    "level": Bilingual("level", "层级"),
    "high": Bilingual("high", "高"),
    "medium": Bilingual("medium", "中"),
    "low": Bilingual("low", "低"),
}


@click.command("gaps")
@source_options
@click.option("--rule", "rules", multiple=True, metavar="RULE", help="Only this rule. May be repeated.")
@click.option(
    "--rules", "rules_file", type=click.Path(dir_okay=False, path_type=Path), help="A rules.toml with other numbers."
)
@click.option("--summary", is_flag=True, help="Counts and coverage rates by place instead of the findings.")
@click.option("--list", "list_rules", is_flag=True, help="List the rules and stop.")
@click.option("--explain", metavar="RULE", help="Explain one rule and stop.")
@language_option
@output_options("text", "csv", "json", "jsonl", "xlsx")
def command(
    from_paths: tuple[str, ...],
    scope: str | None,
    as_of: date | None,
    rules: tuple[str, ...],
    rules_file: Path | None,
    *,
    summary: bool,
    list_rules: bool,
    explain: str | None,
    language: Language,
    format_: str | None,
    output: Path | None,
) -> None:
    """Find coverage gaps: what is missing, where, how grave, and what closes it.

    \b
    gongjian gaps
    gongjian gaps --from tables/ --scope 510106024 -o gaps.xlsx
    gongjian gaps --rule alliance-dormant --rules rules.toml
    gongjian gaps --summary
    gongjian gaps --explain cadence-overdue --lang en
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from graphmodel.gaps import find_gaps, load_parameters  # noqa: PLC0415 -- `--help` should not wait for scipy
    from graphmodel.gaps.catalogue import choose  # noqa: PLC0415 -- likewise
    from graphmodel.gaps.summary import summarize  # noqa: PLC0415 -- likewise

    # What is wrong with the arguments is told before a graph is read for them.
    parameters = {} if rules_file is None else load_parameters(rules_file)
    chosen = [rule.id for rule in choose([explain] if explain else rules or None)]
    if explain:
        click.echo(_explanation(explain, language, parameters))
        return
    if list_rules:
        _write_rules(chosen, language, format_, output)
        return
    with progress_shown() as progress:
        graph = open_graph(from_paths, as_of=as_of, progress=progress)
        report = find_gaps(graph, as_of=as_of, scope=scope, rules=chosen, parameters=parameters, progress=progress)
    if summary:
        _write_summary(summarize(graph, report, parameters=parameters), language, format_, output)
    else:
        _write_report(report, language, format_, output)


def _explanation(rule: str, language: Language, parameters: Parameters) -> str:
    from graphmodel.gaps import RULES  # noqa: PLC0415 -- likewise
    from graphmodel.gaps.documentation import explain  # noqa: PLC0415 -- likewise

    return explain(RULES[rule], language=language, limits=parameters.get(rule))


def _headers(language: Language, columns: pd.Index[str] | list[str]) -> dict[str, str]:
    return {name: _HEADERS[name].in_language(language) for name in columns if name in _HEADERS}


def _write_rules(rules: list[str], language: Language, format_: str | None, output: Path | None) -> None:
    import pandas as pd  # noqa: PLC0415 -- likewise

    from graphmodel.cli.output import write_table  # noqa: PLC0415 -- likewise
    from graphmodel.gaps import RULES  # noqa: PLC0415 -- likewise

    frame = pd.DataFrame(
        {
            "rule": rules,
            "title": [RULES[rule].title.in_language(language) for rule in rules],
            "severity": [_severity(RULES[rule].severity, language) for rule in rules],
            "family": [RULES[rule].family.title.in_language(language) for rule in rules],
        }
    )
    notes = ("gongjian gaps --explain RULE: one of them in full",)
    write_table(frame, format_=format_, output=output, headers=_headers(language, list(frame)), notes=notes)


def _severity(severity: str, language: Language) -> str:
    from graphmodel.gaps.rule import SEVERITY_TITLES, Severity  # noqa: PLC0415 -- likewise

    return SEVERITY_TITLES[Severity(severity)].in_language(language)


def _write_report(report: GapReport, language: Language, format_: str | None, output: Path | None) -> None:
    from graphmodel.cli.output import choose_format, write_table, write_workbook  # noqa: PLC0415 -- likewise

    chosen = choose_format(format_, output)
    notes = _notes(report, language)
    if chosen == "json":
        _write_json(report.to_dict(), output)
    elif chosen == "jsonl":
        lines = "".join(json.dumps(finding.to_dict(), ensure_ascii=False) + "\n" for finding in report.findings)
        _write_text(lines, output)
    elif chosen == "csv":
        write_table(report.frame, format_="csv", output=output)
    elif chosen == "xlsx" and output is not None:
        counts, findings = _counts(report, language), _for_people(report, language)
        sheets = {"缺口": findings, "规则": counts} if language == "zh" else {"gaps": findings, "rules": counts}
        headers = _headers(language, [*findings.columns, *counts.columns])
        write_workbook(sheets, output, headers=headers, notes=notes)
        click.echo(f"{len(report)} → {output}", err=True)
    else:
        counts = _counts(report, language)
        made_up = _say(language, " (synthetic data)", "（合成数据）") if report.synthetic else ""
        title = _say(language, f"Coverage gaps: {len(report)}", f"覆盖缺口：{len(report)}条") + made_up
        headers = _headers(language, list(counts))
        write_table(counts, format_="text", output=output, title=title, headers=headers, notes=notes)


def _say(language: Language, english: str, chinese: str) -> str:
    return Bilingual(english, chinese).in_language(language)


def _write_text(text: str, output: Path | None) -> None:
    from graphmodel.cli.output import write_file  # noqa: PLC0415 -- likewise

    if output is None:
        click.echo(text, nl=False)
    else:
        write_file(output, text.encode())


def _write_json(data: dict[str, Any], output: Path | None) -> None:
    _write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", output)


def _counts(report: GapReport, language: Language) -> pd.DataFrame:
    """Return a row a rule that ran: how many, and the first ones by name."""
    import pandas as pd  # noqa: PLC0415 -- likewise

    from graphmodel.gaps import RULES  # noqa: PLC0415 -- likewise

    found: dict[str, list[Finding]] = {rule: [] for rule in report.counts}
    for finding in report.findings:
        found[finding.rule].append(finding)
    return pd.DataFrame(
        {
            "severity": [_severity(RULES[rule].severity, language) for rule in found],
            "title": [RULES[rule].title.in_language(language) for rule in found],
            "count": [len(findings) for findings in found.values()],
            "examples": [_first(findings, language) for findings in found.values()],
            "rule": list(found),
        }
    )


def _first(findings: list[Finding], language: Language) -> str:
    names = [finding.name for finding in findings[:_EXAMPLES]]
    rest = " …" if len(findings) > _EXAMPLES else ""
    return _say(language, ", ", "、").join(names) + rest


def _for_people(report: GapReport, language: Language) -> pd.DataFrame:
    """Return a row a finding with titles and names in front, codes behind."""
    from graphmodel.gaps import RULES  # noqa: PLC0415 -- likewise

    frame = report.frame
    frame["title"] = [RULES[rule].title.in_language(language) for rule in frame["rule"]]
    frame["severity"] = [_severity(severity, language) for severity in frame["severity"]]
    frame["remedy"] = frame[f"remedy_{language}"]
    return frame[["severity", "title", "name", "path", "remedy", "subject", "evidence", "scope", "rule", "id"]]


def _notes(report: GapReport, language: Language) -> list[str]:
    """Return what to know of the report: its date and sources, what it could not judge, and where to go next."""
    from graphmodel.gaps import RULES  # noqa: PLC0415 -- likewise

    where = report.scope or _say(language, "everything", "全部")
    about = _say(language, f"as of {report.as_of} · scope {where}", f"数据日期 {report.as_of} · 范围 {where}")
    notes = [" · ".join([about, *([report.title] if report.title else []), *report.sources])]
    if report.synthetic:
        notes.append(
            _say(
                language,
                "SYNTHETIC data: no finding speaks of a real organization",
                "合成数据：所列缺口并非真实组织的情况",
            )
        )
    for rule, reason in report.not_applicable.items():
        notes.append(f"{RULES[rule].title.in_language(language)}: {reason.in_language(language)}")
    if report.absent_tables:
        names = ", ".join(report.absent_tables)
        notes.append(_say(language, f"absent tables, taken as empty: {names}", f"缺少的表（视为空表）：{names}"))
    notes.extend(warning.in_language(language) for warning in report.warnings)
    numbers = [
        f"{rule}.{name}={value:g}" for rule, limits in report.parameters.items() for name, value in limits.items()
    ]
    if numbers:
        notes.append(_say(language, "numbers used: ", "所用参数：") + ", ".join(numbers))
    notes.append(
        _say(
            language,
            "next: -o gaps.xlsx for the list with remedies · --summary for rates by place · --explain RULE · --scope PLACE",
            "下一步：-o gaps.xlsx 导出清单与补齐办法 · --summary 看各地覆盖率 · --explain 规则 · --scope 地点编码",
        )
    )
    return notes


def _write_summary(summary: GapSummary, language: Language, format_: str | None, output: Path | None) -> None:
    from graphmodel.cli.output import choose_format, write_table  # noqa: PLC0415 -- likewise
    from graphmodel.gaps import RATES  # noqa: PLC0415 -- likewise

    chosen = choose_format(format_, output)
    if chosen == "json":
        _write_json(summary.to_dict(), output)
        return
    frame = summary.frame
    headers = _headers(language, list(frame))
    if chosen in ("text", "xlsx"):
        frame = _shares(summary, language)
        headers |= {"name": _say(language, "place", "地点")}
        headers |= {id_: title.in_language(language) for id_, title in RATES.items()}
    title = _say(language, "Gaps and coverage by place", "各地缺口与覆盖率")
    notes = _notes(summary.report, language)
    write_table(frame, format_=chosen, output=output, title=title, headers=headers, notes=notes)


def _shares(summary: GapSummary, language: Language) -> pd.DataFrame:
    """Return the summary with one column a rate, as people read it."""
    from graphmodel.gaps import RATES  # noqa: PLC0415 -- likewise

    frame = summary.frame
    everything = _say(language, "everything", "全部")
    kept = frame[["name", "place", "level", "high", "medium", "low"]].copy()
    kept["name"] = [name or everything for name in kept["name"]]
    if language == "zh":
        kept["level"] = kept["level"].map({level.value: level.chinese for level in LEVELS})
    for id_ in RATES:
        kept[id_] = [_share(summary.rates.of(place)[id_]) for place in summary.places]
    return kept


def _share(rate: Rate) -> str:
    if rate.value is None or rate.interval is None:
        return "–"
    low, high = (f"{100 * end:.1f}" for end in rate.interval)
    return f"{100 * rate.value:.1f}% ({rate.numerator}/{rate.denominator}; {low}–{high})"
