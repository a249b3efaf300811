"""What became of gaps, what is acknowledged, and what comes first, as people read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from graphmodel.gaps import RATES, RULES, GapReport
from graphmodel.gaps.acknowledgement import STATE_TITLES, AcknowledgedReport, Acknowledgement
from graphmodel.gaps.change import STATUS_TITLES, GapChange, Status
from graphmodel.gaps.closing import EFFORT_TITLES, Effort
from graphmodel.gaps.rule import Severity
from graphmodel.gaps.words import scope_title
from graphmodel.report.gaps import headers_of as gap_headers
from graphmodel.report.gaps import severity_title
from graphmodel.report.workbook import made_up
from graphmodel.schema import Bilingual, Language

if TYPE_CHECKING:
    from graphmodel.gaps.priority import GapPriority
    from graphmodel.gaps.ranking import Ranking

_HEADERS: dict[str, Bilingual] = {
    "status": Bilingual("change", "变化"),
    "since": Bilingual("since", "始于"),
    "days_open": Bilingual("days open", "已历天数"),
    "first_seen": Bilingual("first seen", "首次出现"),
    "last_seen": Bilingual("last seen", "最近出现"),
    "finding": Bilingual("id", "缺口编号"),
    "reason": Bilingual("reason", "理由"),
    "role": Bilingual("office", "确认单位"),
    "acknowledged_on": Bilingual("from", "起"),
    "until": Bilingual("until", "止"),
    "withdrawn_on": Bilingual("withdrawn", "撤回"),
    "state": Bilingual("state", "状态"),
    "gap": Bilingual("gap now", "缺口现状"),
    "rank": Bilingual("rank", "次序"),
    "score": Bilingual("score", "得分"),
    "people": Bilingual("people", "涉及人数"),
    "effort": Bilingual("effort", "所需工作"),
    "closers": Bilingual("who can close it", "谁来补齐"),
    "closer": Bilingual("code", "编码"),
    "first": Bilingual("first of all", "首要缺口"),
    "value": Bilingual("rate", "比率"),
    "bands": Bilingual("band", "档"),
    "ranks": Bilingual("possible ranks", "可能名次"),
    **{status.value: title for status, title in STATUS_TITLES.items()},
}

_WEIGHTS: dict[str, str] = {
    "severity": "等级权重",
    "people": "人数权重",
    "ease": "难易权重",
    **{severity.value: f"等级{severity_title(severity, 'zh')}" for severity in Severity},
    **{effort.value: title.zh for effort, title in EFFORT_TITLES.items()},
    "people_per_household": "每户人数",
    "people_full": "满分人数",
    "people_unknown": "人数不详时按",
}
"""What each number of the score means, in Chinese; English gives its name as ``rules.toml`` has it."""

_ACKNOWLEDGED_SHEET = Bilingual("acknowledged", "已确认")


def headers_of(language: Language) -> dict[str, str]:
    """Return the headers that people read, by column."""
    return gap_headers(language) | {name: title.in_language(language) for name, title in _HEADERS.items()}


def only(change: GapChange, statuses: Iterable[str]) -> GapChange:
    """Return a change with the findings of some statuses; with all where none is given."""
    wanted = set(statuses) or set(Status)
    return replace(change, findings=tuple(item for item in change.findings if item.status in wanted))


def change_title(change: GapChange, language: Language) -> str:
    """Return the counts in a line."""
    counts = [f"{STATUS_TITLES[status].in_language(language)} {count}" for status, count in change.counts.items()]
    if change.acknowledged:
        counts.append(Bilingual("acknowledged", "已确认另计").in_language(language) + f" {len(change.acknowledged)}")
    return Bilingual("Gaps: ", "缺口变化：").in_language(language) + " · ".join(counts)


def change_sheets(change: GapChange, language: Language) -> dict[str, pd.DataFrame]:
    """Return the sheets of a workbook: counts by rule, then a sheet for each status that any finding has."""
    sheets = {Bilingual("by rule", "按规则").in_language(language): change_counts(change, language)}
    for status in Status:
        if change.of(status):
            sheets[STATUS_TITLES[status].in_language(language)] = change_frame(only(change, [status]), language)
    if change.acknowledged:
        frame = _change_frame(change.acknowledged_frame, language, "reason", "role", "acknowledged_on", "until")
        sheets[_ACKNOWLEDGED_SHEET.in_language(language)] = frame
    return sheets


def change_text(change: GapChange, language: Language) -> pd.DataFrame:
    """Return one row a finding in few columns."""
    return change_frame(change, language)[["status", "since", "severity", "title", "path", "remedy", "id"]]


def change_counts(change: GapChange, language: Language) -> pd.DataFrame:
    """Return one row a rule with any finding: how many are new, reopened, still open and closed."""
    frame = change.by_rule
    frame.insert(0, "title", [RULES[rule].title.in_language(language) for rule in frame["rule"]])
    return frame[["title", *(status.value for status in Status), "rule"]]


def change_frame(change: GapChange, language: Language) -> pd.DataFrame:
    """Return one row a finding with what became of it, titles and names in front, codes behind."""
    return _change_frame(change.frame, language)


def _change_frame(frame: pd.DataFrame, language: Language, *more: str) -> pd.DataFrame:
    frame["status"] = [STATUS_TITLES[Status(status)].in_language(language) for status in frame["status"]]
    frame["severity"] = [severity_title(severity, language) for severity in frame["severity"]]
    frame["title"] = [RULES[rule].title.in_language(language) for rule in frame["rule"]]
    frame["remedy"] = frame[f"remedy_{language}"]
    people_read = ["status", "since", "days_open", "severity", "title", "name", "path", *more, "remedy"]
    return frame[[*people_read, "first_seen", "last_seen", "subject", "scope", "rule", "id"]]


def change_notes(change: GapChange, language: Language) -> list[str]:
    """Return what to know of a comparison: its dates, and what makes the reports differ though nothing happened."""
    where = scope_title(change.scope, change.scope_name) or Bilingual("everything", "全部").in_language(language)
    dates = ", ".join(str(day) for day in (*change.history, change.before))
    about = Bilingual(
        f"{dates} → {change.after} · scope {where} · {len(change.rules)} rules compared",
        f"{dates} → {change.after} · 范围 {where} · 比较了{len(change.rules)}条规则",
    )
    notes = [about.in_language(language)]
    if change.synthetic:
        notes.append(Bilingual("SYNTHETIC data", "合成数据").in_language(language))
    return [*notes, *(warning.in_language(language) for warning in change.warnings)]


def gone_note(count: int, language: Language) -> str:
    """Return what to know of closed gaps whose subject is no longer there."""
    return Bilingual(
        f"{count} of the closed gaps are of what is no longer there: nothing was mended",
        f"已补齐者中有{count}条因对象已不再有，并非补齐",
    ).in_language(language)


def acknowledgements_frame(
    known: Iterable[Acknowledgement], report: GapReport, *, language: Language | None = None
) -> pd.DataFrame:
    """Return one row an acknowledgement: how it stands, and whether its gap is still open.

    In a ``language`` for people; codes and all columns where it is None.
    """
    names = {finding.id: finding.name for finding in report.findings}
    rows = []
    for item in known:
        state, is_open = item.state(report.as_of), item.finding in names
        rows.append(
            {
                "state": state.value if language is None else STATE_TITLES[state].in_language(language),
                "gap": _OPEN[is_open].en if language is None else _OPEN[is_open].in_language(language),
                "title": RULES[item.rule].title.in_language(language or "en") if item.rule in RULES else item.rule,
                "name": names.get(item.finding, item.subject),
                **{name: value for name, value in item.to_row().items() if name not in ("finding", "rule", "subject")},
                "subject": item.subject,
                "rule": item.rule,
                "finding": item.finding,
            }
        )
    return pd.DataFrame(rows, columns=list(_ACKNOWLEDGED))


_OPEN = {True: Bilingual("open", "仍在"), False: Bilingual("closed", "已补齐")}
_ACKNOWLEDGED = (
    *("state", "gap", "title", "name", "reason", "role", "acknowledged_on", "until", "withdrawn_on"),
    *("subject", "rule", "finding"),
)


def acknowledged_notes(parts: AcknowledgedReport, language: Language) -> list[str]:
    """Return what to know of the gaps that are counted apart; nothing where there are none."""
    notes = []
    if parts.acknowledged:
        count = len(parts.acknowledged)
        text = Bilingual(
            f"acknowledged and counted apart: {count} (`gongjian acknowledge --list`)",
            f"已确认、另计：{count}条（`gongjian acknowledge --list`）",
        )
        notes.append(text.in_language(language))
    if parts.lapsed:
        count = len(parts.lapsed)
        text = Bilingual(f"acknowledgement lapsed, counted again: {count}", f"确认已到期、重新计入：{count}条")
        notes.append(text.in_language(language))
    return notes


def acknowledged_sheets(parts: AcknowledgedReport, language: Language) -> dict[str, pd.DataFrame]:
    """Return the sheet of the gaps that are counted apart; none where there are none."""
    if not parts.acknowledged:
        return {}
    frame = parts.frame
    frame["severity"] = [severity_title(severity, language) for severity in frame["severity"]]
    frame["title"] = [parts.report.rule(rule).title.in_language(language) for rule in frame["rule"]]
    people_read = ["severity", "title", "name", "path", "reason", "role", "acknowledged_on", "until"]
    return {_ACKNOWLEDGED_SHEET.in_language(language): frame[[*people_read, "subject", "rule", "id"]]}


def priority_frame(priority: GapPriority, language: Language) -> pd.DataFrame:
    """Return one row a finding in its order, with who can close it and how."""
    frame = priority.frame
    frame["severity"] = [severity_title(severity, language) for severity in frame["severity"]]
    frame["title"] = [priority.rule(rule).title.in_language(language) for rule in frame["rule"]]
    frame["effort"] = [EFFORT_TITLES[Effort(effort)].in_language(language) for effort in frame["effort"]]
    frame["remedy"] = frame[f"remedy_{language}"]
    frame["people"] = frame["people"].astype("Int64")
    people_read = ["rank", "score", "severity", "title", "name", "path", "closers", "remedy", "people", "effort"]
    return frame[[*people_read, "subject", "rule", "id"]]


def priority_sheets(priority: GapPriority, language: Language) -> dict[str, pd.DataFrame]:
    """Return the sheets of a workbook: the order, and sums by who can close what and by street and community."""
    frames = {
        Bilingual("first things first", "优先次序"): priority_frame(priority, language),
        Bilingual("by who", "按责任主体"): _with_titles(priority, priority.by_closer, language),
        Bilingual("by street", "按街道"): _with_titles(priority, priority.by_place("street"), language),
        Bilingual("by community", "按社区"): _with_titles(priority, priority.by_place("community"), language),
    }
    mark = made_up(language, synthetic=priority.synthetic)
    return {title.in_language(language) + mark: frame for title, frame in frames.items()}


def _with_titles(priority: GapPriority, frame: pd.DataFrame, language: Language) -> pd.DataFrame:
    frame["first"] = [priority.rule(rule).title.in_language(language) for rule in frame["first"]]
    elsewhere = Bilingual("elsewhere", "其他").in_language(language)
    frame["name"] = [name or elsewhere for name in frame["name"]]
    return frame


def priority_notes(priority: GapPriority, language: Language) -> list[str]:
    """Return what the score is made of."""
    numbers = ", ".join(f"{name}={value:g}" for name, value in priority.weights.items())
    chinese = "，".join(f"{_WEIGHTS[name]} {value:,g}" for name, value in priority.weights.items())
    return [
        Bilingual(
            f"score: severity, people reached and ease by [priority] of rules.toml: {numbers}",
            f"得分：按等级、涉及人数、难易加权，见 rules.toml 的 [priority]：{chinese}",
        ).in_language(language)
    ]


def ranking_frame(ranking: Ranking) -> pd.DataFrame:
    """Return one row a place: rank, rate with its interval, band, and the ranks it could have but for chance."""
    frame = ranking.frame
    rates = [
        "–" if total == 0 else f"{100 * value:.1f}% ({part}/{total}; {100 * low:.1f}–{100 * high:.1f})"
        for value, part, total, low, high in zip(
            frame["value"], frame["numerator"], frame["denominator"], frame["low"], frame["high"], strict=True
        )
    ]
    ranks = [
        "–" if pd.isna(low) else f"{low}–{high}"
        for low, high in zip(frame["rank_low"], frame["rank_high"], strict=True)
    ]
    columns = {"rank": frame["rank"], "name": frame["name"], "value": rates, "bands": frame["bands"], "ranks": ranks}
    return pd.DataFrame({**columns, "place": frame["place"]})


def ranking_notes(ranking: Ranking, language: Language) -> list[str]:
    """Return how to read a ranking."""
    pairs = len(ranking.p_values)
    text = Bilingual(
        f"{ranking.different} of {pairs} pairs differ by more than chance (Fisher's exact test, Holm, α = {ranking.alpha:g}); "
        "places that share a band letter do not",
        f"{pairs}对中有{ranking.different}对的差别超出偶然（Fisher精确检验，Holm校正，α={ranking.alpha:g}）；同档字母的地点，差别在偶然之内",
    )
    title = RATES[ranking.rate].in_language(language)
    about = Bilingual(f"{title} · as of {ranking.as_of}", f"{title} · 数据日期 {ranking.as_of}").in_language(language)
    made_up = [Bilingual("SYNTHETIC data", "合成数据").in_language(language)] if ranking.synthetic else []
    return [about, *made_up, text.in_language(language)]
