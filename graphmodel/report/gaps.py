"""Gap reports as people read them: tables with titles and names in front, codes behind, and what to know below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import networkx as nx
import pandas as pd

from graphmodel.bilingual import LISTED
from graphmodel.gaps import RATES, Finding, GapReport, GapSummary, OfficialTable, Rate, Rule
from graphmodel.gaps.acknowledgement import AcknowledgedReport
from graphmodel.gaps.rule import SEVERITY_TITLES, Severity
from graphmodel.gaps.words import scope_title
from graphmodel.report import official_table
from graphmodel.report.absent import table_titles
from graphmodel.report.evidence import evidence_text
from graphmodel.report.workbook import Share, made_up
from graphmodel.schema import Bilingual, Language
from graphmodel.schema.enumerations import LEVELS
from graphmodel.schema.two_languages import in_language

_EXAMPLES = 3

_PARTS = {
    "numerator": Bilingual("counted", "分子"),
    "denominator": Bilingual("of", "分母"),
    "low": Bilingual("95 % from", "95%区间下限"),
    "high": Bilingual("95 % to", "95%区间上限"),
}
_HEADERS: dict[str, Bilingual] = {
    "id": Bilingual("id", "缺口编号"),
    "rule": Bilingual("rule", "规则"),
    "title": Bilingual("gap", "缺口"),
    "severity": Bilingual("severity", "等级"),
    "subject": Bilingual("subject", "对象编码"),
    "name": Bilingual("name", "对象名称"),
    "street": Bilingual("street", "街道"),
    "community": Bilingual("community", "社区"),
    "path": Bilingual("where", "位置"),
    "scope": Bilingual("scope", "范围编码"),
    "evidence": Bilingual("evidence", "依据"),
    "remedy": Bilingual("what closes it", "如何补齐"),
    "count": Bilingual("count", "数量"),
    "examples": Bilingual("first ones", "例"),
    "most": Bilingual("most of all", "最多的缺口"),
    "family": Bilingual("family", "类别"),
    "place": Bilingual("code", "地点编码"),
    "level": Bilingual("level", "层级"),
    "high": Bilingual("high", "高"),
    "medium": Bilingual("medium", "中"),
    "low": Bilingual("low", "低"),
    **RATES,
    **{
        f"{name}_{part}": Bilingual(f"{title.en}: {words.en}", f"{title.zh}：{words.zh}")
        for name, title in RATES.items()
        for part, words in _PARTS.items()
    },
}


def headers_of(language: Language) -> dict[str, str]:
    """Return the headers that people read, by column."""
    return {name: title.in_language(language) for name, title in _HEADERS.items()}


def severity_title(severity: str, language: Language) -> str:
    """Return a severity in words."""
    return SEVERITY_TITLES[Severity(severity)].in_language(language)


def gap_sheets(
    graph: nx.MultiDiGraph, report: GapReport, summary: GapSummary, table: OfficialTable, *, language: Language
) -> dict[str, pd.DataFrame]:
    """Return the sheets of a gap workbook: the findings, counts by rule, rates by place, the official table with its units.

    The names of the sheets say so where the data are synthetic.
    """
    names = (
        Bilingual("gaps", "缺口"),
        Bilingual("rules", "规则"),
        Bilingual("rates", "各地覆盖率"),
    )
    frames = (
        findings_frame(graph, report, language),
        counts_frame(report, language),
        rates_frame(summary, language),
    )
    mark = made_up(language, synthetic=report.synthetic)
    sheets = {name.in_language(language) + mark: frame for name, frame in zip(names, frames, strict=True)}
    return sheets | official_table.sheets_of(graph, table, language)


def rules_frame(rules: Sequence[Rule], language: Language) -> pd.DataFrame:
    """Return one row a rule: its title, severity and family."""
    return pd.DataFrame(
        {
            "rule": [rule.id for rule in rules],
            "title": [rule.title.in_language(language) for rule in rules],
            "severity": [severity_title(rule.severity, language) for rule in rules],
            "family": [rule.family.title.in_language(language) for rule in rules],
        }
    )


def counts_frame(report: GapReport, language: Language) -> pd.DataFrame:
    """Return one row a rule that ran: how many findings, and the first ones by name."""
    found: dict[str, list[Finding]] = {rule: [] for rule in report.counts}
    for finding in report.findings:
        found[finding.rule].append(finding)
    return pd.DataFrame(
        {
            "severity": [severity_title(report.rule(rule).severity, language) for rule in found],
            "title": [report.rule(rule).title.in_language(language) for rule in found],
            "count": [len(findings) for findings in found.values()],
            "examples": [_first(findings, language) for findings in found.values()],
            "rule": list(found),
        }
    )


def _first(findings: list[Finding], language: Language) -> str:
    names = [finding.name for finding in findings[:_EXAMPLES]]
    rest = " …" if len(findings) > _EXAMPLES else ""
    return LISTED.in_language(language).join(names) + rest


def findings_frame(graph: nx.MultiDiGraph, report: GapReport, language: Language) -> pd.DataFrame:
    """Return one row a finding with titles, names, street and community in front, codes behind."""
    frame = report.frame
    for level in ("street", "community"):
        frame[level] = [_place_of_level(graph, finding.scope, level) for finding in report.findings]
    frame["title"] = [report.rule(rule).title.in_language(language) for rule in frame["rule"]]
    frame["severity"] = [severity_title(severity, language) for severity in frame["severity"]]
    frame["remedy"] = frame[f"remedy_{language}"]
    frame["evidence"] = [evidence_text(graph, finding, language) for finding in report.findings]
    first = ["severity", "title", "street", "community", "name", "path", "evidence", "remedy"]
    return frame[[*first, "subject", "scope", "rule", "id"]]


def each_counts(graph: nx.MultiDiGraph, reports: Iterable[GapReport], language: Language) -> pd.DataFrame:
    """Return one row a place: its findings by severity and in all, and the rule with the most."""
    rows = []
    for report in reports:
        severities = Counter(finding.severity for finding in report.findings)
        most = Counter(finding.rule for finding in report.findings).most_common(1)
        rows.append(
            {
                "name": _name(graph, report.scope),
                **{severity.value: severities[severity] for severity in Severity},
                "count": len(report),
                "most": "".join(f"{report.rule(rule).title.in_language(language)} {count:,}" for rule, count in most),
                "place": report.scope,
            }
        )
    return pd.DataFrame(rows)


def each_findings(reports: Iterable[GapReport]) -> pd.DataFrame:
    """Return one row a finding, with the place of its report in front."""
    frames = []
    for report in reports:
        frame = report.frame
        frame.insert(0, "place", [report.scope] * len(frame))
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def each_sheets(graph: nx.MultiDiGraph, reports: Sequence[GapReport], language: Language) -> dict[str, pd.DataFrame]:
    """Return the sheets of a workbook: the places side by side, then the findings of each on a sheet of its own."""
    names = [_name(graph, report.scope) for report in reports]
    twice = {name for name, count in Counter(names).items() if count > 1}
    sheets = {Bilingual("places", "各地").in_language(language): each_counts(graph, reports, language)}
    for name, report in zip(names, reports, strict=True):
        title = f"{name} {report.scope}" if name in twice or name in sheets else name
        sheets[title] = findings_frame(graph, report, language)
    return sheets


def each_notes(parts: Sequence[AcknowledgedReport], language: Language) -> list[str]:
    """Return what to know of the reports of several places; all rest on the same data."""
    acknowledged = sum(len(part.acknowledged) for part in parts)
    notes = notes_of(replace(parts[0].report, scope=None), language)
    if acknowledged:
        text = Bilingual(f"acknowledged and counted apart: {acknowledged}", f"已确认、另计：{acknowledged}条")
        notes.insert(0, text.in_language(language))
    return notes


def _name(graph: nx.MultiDiGraph, place: str | None) -> str:
    return "" if place is None else str(graph.nodes[place].get("name", place))


def _place_of_level(graph: nx.MultiDiGraph, scope: tuple[str, ...], level: str) -> str | None:
    """Return the name of the place of a level in a scope; None where there is none."""
    nodes = graph.nodes
    return next((nodes[place].get("name") for place in scope if nodes[place].get("level") == level), None)


def shares_frame(summary: GapSummary, language: Language) -> pd.DataFrame:
    """Return one row a place with one column a rate, as people read it."""
    frame = summary.frame
    everything = Bilingual("everything", "全部").in_language(language)
    kept = frame[["name", "place", "level", "high", "medium", "low"]].copy()
    kept["name"] = [name or everything for name in kept["name"]]
    if language == "zh":
        kept["level"] = kept["level"].map({level.value: level.chinese for level in LEVELS})
    for name in RATES:
        kept[name] = [share(summary.rates.of(place)[name]) for place in summary.places]
    return kept


def rates_frame(summary: GapSummary, language: Language) -> pd.DataFrame:
    """Return one row a place with each rate, its interval and what it counts as numbers, so that a spreadsheet can go on."""
    kept = shares_frame(summary, language)[["name", "place", "level", "high", "medium", "low"]]
    for name in RATES:
        rates = [summary.rates.of(place)[name] for place in summary.places]
        ends = [rate.interval or (None, None) for rate in rates]
        kept[name] = pd.Series([Share.of(rate.value) for rate in rates], dtype=object)
        kept[f"{name}_numerator"] = [rate.numerator for rate in rates]
        kept[f"{name}_denominator"] = [rate.denominator for rate in rates]
        kept[f"{name}_low"] = pd.Series([Share.of(low) for low, _ in ends], dtype=object)
        kept[f"{name}_high"] = pd.Series([Share.of(high) for _, high in ends], dtype=object)
    return kept


def share(rate: Rate) -> str:
    """Return a rate with what it counts and its interval, a dash where there is nothing to count."""
    if rate.value is None or rate.interval is None:
        return "–"
    low, high = (f"{100 * end:.1f}" for end in rate.interval)
    return f"{100 * rate.value:.1f}% ({rate.numerator}/{rate.denominator}; {low}–{high})"


def notes_of(report: GapReport, language: Language) -> list[str]:
    """Return what to know of a report: its date and sources, what it could not judge, the numbers used."""
    numbers = numbers_in_words(report, language)
    used = [Bilingual("numbers used: ", "所用参数：").in_language(language) + numbers] if numbers else []
    return [*judged_notes(report, language), *used]


def numbers_in_words(report: GapReport, language: Language) -> str:
    """Return the numbers of the rules as people read them, empty where no rule has any."""
    parts = []
    for id_, limits in report.parameters.items():
        rule = report.rule(id_)
        units = {parameter.name: parameter.unit.in_language(language) for parameter in rule.parameters}
        said = LISTED.in_language(language).join(f"{value:g} {units.get(name, name)}" for name, value in limits.items())
        parts.append(f"{rule.title.in_language(language)} {said}")
    return Bilingual("; ", "；").in_language(language).join(parts)


def judged_notes(report: GapReport, language: Language) -> list[str]:
    """Return what to know of a report but for the numbers: its date and sources, and what it could not judge."""

    def say(english: str, chinese: str) -> str:
        return Bilingual(english, chinese).in_language(language)

    where = scope_title(report.scope, report.scope_name) or say("everything", "全部")
    about = say(f"as of {report.as_of} · scope {where}", f"数据日期 {report.as_of} · 范围 {where}")
    notes = [" · ".join([about, *([in_language(report.title, language)] if report.title else []), *report.sources])]
    if report.synthetic:
        notes.append(
            say("SYNTHETIC data: no finding speaks of a real organization", "合成数据：所列缺口并非真实组织的情况")
        )
    for rule, reason in report.not_applicable.items():
        title = report.rule(rule).title
        notes.append(say(f"{title.en}: {reason.en}", f"{title.zh}：{reason.zh}"))
    if report.absent_tables:
        names = table_titles(report.absent_tables, language)
        notes.append(say(f"absent tables, taken as empty: {names}", f"缺少的表（视为空表）：{names}"))
    notes.extend(warning.in_language(language) for warning in report.warnings)
    return notes
