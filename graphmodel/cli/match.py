"""``gongjian match``: open needs matched to live resources, and how far each need has come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.bilingual import Bilingual
from graphmodel.cli.console import progress_shown
from graphmodel.cli.options import language_option, output_options
from graphmodel.cli.source import open_graph, place_code, source_options
from graphmodel.schema import Language

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.analysis.matching import ClaimReport, NeedMatches

_HEADERS = {
    "need": "需求编码",
    "need_title": "需求",
    "raised_by": "提出方编码",
    "raised_by_name": "提出方",
    "resource": "资源编码",
    "resource_title": "资源",
    "offered_by": "提供方编码",
    "offered_by_name": "提供方",
    "amount": "对接数量",
    "quantity": "需求数量",
    "category": "类别",
    "resource_category": "资源类别",
    "likeness": "类别相似度",
    "distance": "距离",
    "tied": "已有联系",
    "cost": "成本",
    "id": "编码",
    "title": "名称",
    "place": "所在地编码",
    "place_name": "所在地",
    "expires_on": "认领截止",
    "state": "状态",
    "reason": "原因代码",
    "reason_en": "原因（英文）",
    "reason_zh": "原因",
    "nearest": "最接近的资源编码",
    "nearest_title": "最接近的资源",
    "capacity": "容量",
    "held": "已占用",
    "given": "本次对接",
    "free": "剩余",
    "raised_on": "提出日期",
    "due_on": "应完成",
    "days_overdue": "逾期天数",
    "projects": "项目编码",
    "claimers": "认领方编码",
    "claimer_names": "认领方",
    "joint": "联合领办",
    "disagrees": "状态与项目不符",
}
_TITLES = {
    "matches": Bilingual("Needs and the resources that serve them", "供需对接"),
    "unmet": Bilingual("Needs that stay unmet, and why", "未能对接的需求及原因"),
    "needs": Bilingual("Open needs", "待认领需求"),
    "resources": Bilingual("Live resources", "可用资源"),
    "claims": Bilingual("How far each need has come", "需求认领进度"),
}
_SHOWN = {
    "matches": "need_title raised_by_name resource_title offered_by_name amount quantity distance tied",
    "unmet": "title place_name raised_by_name quantity amount reason nearest_title",
    "needs": "title place_name raised_by_name quantity amount state reason",
    "resources": "title offered_by_name category capacity held given free",
    "claims": "title place_name state claimer_names expires_on due_on days_overdue",
}
_STATES = {"met": "已满足", "partly": "部分满足", "unmet": "未满足"}


@click.command("match")
@source_options
@click.option(
    "--table",
    type=click.Choice(list(_TITLES)),
    default="matches",
    show_default=True,
    help="What to print: matches, needs that stay unmet and why, all open needs, resources, or the progress of claims. XLSX holds all.",
)
@click.option(
    "--reach",
    type=click.Choice(["community", "street", "district", "any"]),
    default="street",
    show_default=True,
    help="How far a resource may be along the chain of places.",
)
@click.option("--within", "within_m", type=click.FloatRange(min=0), metavar="METRES", help="By coordinates instead.")
@click.option(
    "--per-offerer",
    type=click.IntRange(min=0),
    default=3,
    show_default=True,
    help="The most needs that one offerer is matched to; 0: any number.",
)
@click.option(
    "--similar", type=float, metavar="0-1", help="Match categories whose texts are at least so alike as well."
)
@click.option(
    "--synonyms",
    type=click.Path(dir_okay=False, path_type=Path),
    help='A table of your own for categories that mean the same: TOML lines "养老服务" = ["养老", "助老"].',
)
@click.option("--hall", is_flag=True, help="Match needs whose deadline has passed as well (领办大厅).")
@click.option("--used-up", is_flag=True, help="Finished projects have used up what they took of a resource.")
@click.option("--top", type=click.IntRange(min=0), default=20, show_default=True, help="Rows shown as text; 0: all.")
@language_option
@output_options("text", "csv", "json", "xlsx")
def command(
    *,
    from_paths: tuple[str, ...],
    scope: str | None,
    as_of: date | None,
    table: str,
    reach: str,
    within_m: float | None,
    per_offerer: int,
    similar: float | None,
    synonyms: Path | None,
    hall: bool,
    used_up: bool,
    top: int,
    language: Language,
    format_: str | None,
    output: Path | None,
) -> None:
    """Match open needs to live resources: as much as possible, near first, proven to be the best.

    Categories must be the same, by name or by the table of synonyms; nobody serves his own need. What stays unmet is told with its
    reason: no such resource, none in its dates, too far, capacity spent, offerer at his limit, or past its deadline.

    \b
    gongjian match --scope 510106032
    gongjian match --reach district --table unmet
    gongjian match --from my-tables --similar 0.8 -o match.xlsx
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from graphmodel.analysis.matching import claims, match_needs, read_synonyms  # noqa: PLC0415 -- help must not wait
    from graphmodel.analysis.provenance import provenance  # noqa: PLC0415 -- likewise
    from graphmodel.cli.output import choose_format, write_table, write_workbook  # noqa: PLC0415 -- likewise

    chosen = choose_format(format_, output)
    own = None if synonyms is None else read_synonyms(synonyms)
    with progress_shown() as progress:
        graph = open_graph(from_paths, as_of=as_of, progress=progress)
        scope = place_code(graph, scope)
        found = match_needs(
            graph,
            scope=scope,
            reach=reach,
            within_m=within_m,
            per_offerer=per_offerer or None,
            similar=similar,
            synonyms=own,
            expired=hall,
            used_up=used_up,
        )
        progressed = claims(graph, scope=scope)
    tables = {
        "matches": found.frame,
        "unmet": found.unmet,
        "needs": found.needs,
        "resources": found.resources,
        "claims": progressed.frame,
    }
    told = _claimed(progressed, language) if table == "claims" and chosen == "text" else _notes(found, language)
    notes = [*told, *provenance(graph, scope=scope).lines(language)]
    headers = _headers(found, language)
    if chosen == "xlsx" and output is not None:
        notes = [*_claimed(progressed, language), *notes]
        sheets = {f"{_TITLES[name].zh} {name}": _worded(frame, name, language) for name, frame in tables.items()}
        write_workbook(sheets, output, headers=headers, notes=notes)
    elif chosen == "text":
        frame = tables[table]
        shown = frame if top == 0 else frame.head(top)
        if len(shown) < len(frame):
            notes.insert(0, _cut(len(shown), len(frame), language))
        readable = _readable(shown, table, language)
        title = _TITLES[table].in_language(language)
        write_table(readable, format_=chosen, output=output, title=title, headers=headers, notes=notes)
    else:
        write_table(tables[table], format_=chosen, output=output)


def _headers(found: NeedMatches, language: Language) -> Mapping[str, str]:
    ground = found.parameters["within_m"] is not None
    if language == "en":
        return {"distance": "distance, km" if ground else "distance, steps", "reason_en": "reason"}
    return {**_HEADERS, "distance": "距离（公里）" if ground else "距离（级）"}


def _cut(shown: int, total: int, language: Language) -> str:
    if language == "en":
        return f"shown: the first {shown} of {total:,}; --top 0 shows all"
    return f"显示前 {shown} 行，共 {total:,} 行；--top 0 显示全部"


def _readable(frame: pd.DataFrame, table: str, language: Language) -> pd.DataFrame:
    """Keep what a reader of the terminal needs, in the words of the language."""
    shown = frame[_SHOWN[table].split()].copy()
    if "reason" in shown:
        shown = shown.rename(columns={"reason": f"reason_{language}"})
        shown[f"reason_{language}"] = frame[f"reason_{language}"]
    for name in ("capacity", "free"):
        if name in shown:
            limit = "no limit" if language == "en" else "不限"
            shown[name] = [limit if value is None else value for value in shown[name]]
    if "distance" in shown:
        shown["distance"] = shown["distance"].round(2)
    if "tied" in shown:
        yes, no = ("yes", "") if language == "en" else ("是", "")
        shown["tied"] = [yes if tied else no for tied in shown["tied"]]
    if "state" in shown and language == "zh":
        shown["state"] = shown["state"].map(_states(table))
    if "claimer_names" in shown:
        joint = "（联合）" if language == "zh" else " (jointly)"
        shown["claimer_names"] = [
            "、".join(names) + (joint if both else "")
            if language == "zh"
            else "; ".join(names) + (joint if both else "")
            for names, both in zip(shown["claimer_names"], frame["joint"], strict=True)
        ]
    return shown


def _states(table: str) -> Mapping[str, str]:
    from graphmodel.analysis.matching import STATES  # noqa: PLC0415 -- likewise

    return {**_STATES, **{item.value: item.chinese for item in STATES}} if table == "claims" else _STATES


def _worded(frame: pd.DataFrame, table: str, language: Language) -> pd.DataFrame:
    """Return a whole table, in Chinese with states in words and reasons in that language alone."""
    if language == "en":
        return frame
    shown = frame.drop(columns=["reason", "reason_en"], errors="ignore")
    return shown.assign(state=shown["state"].map(_states(table))) if "state" in shown else shown


def _notes(found: NeedMatches, language: Language) -> list[str]:
    from graphmodel.analysis.matching import REASONS  # noqa: PLC0415 -- likewise

    counts = found.needs["reason"].value_counts()
    why = [(REASONS[code].in_language(language), int(counts[code])) for code in REASONS if code in counts]
    states = found.needs["state"].value_counts()
    met, partly, total = (int(states.get("met", 0)), int(states.get("partly", 0)), len(found.needs))
    solution = found.solution
    if language == "en":
        best = "proven to be the best" if solution.is_optimal else f"at most {solution.gap:.2%} from the best"
        lines = [f"{total:,} open needs: {met:,} met, {partly:,} met in part, {total - met - partly:,} unmet; {best}"]
        return [*lines, *(["not met: " + "; ".join(f"{number} {words}" for words, number in why)] if why else [])]
    best = "已证明为最优" if solution.is_optimal else f"与最优相差不超过 {solution.gap:.2%}"
    lines = [f"{total:,} 项待认领需求：满足 {met:,}，部分满足 {partly:,}，未满足 {total - met - partly:,}；{best}"]
    return [*lines, *(["未满足原因：" + "；".join(f"{words} {number}" for words, number in why)] if why else [])]


def _claimed(report: ClaimReport, language: Language) -> list[str]:
    counts = report.counts.to_dict("records")
    disagree = int(report.frame["disagrees"].sum())
    if language == "en":
        parts = [_state_en(row) for row in counts]
        lines = [" · ".join(parts)]
        return [*lines, *([f"{disagree} needs have a status that their projects contradict"] if disagree else [])]
    parts = [_state_zh(row) for row in counts]
    lines = [" · ".join(parts)]
    return [*lines, *([f"{disagree} 项需求的状态与其项目不符"] if disagree else [])]


def _state_en(row: Mapping[str, object]) -> str:
    more = [f"{row[name]} {name}" for name in ("overdue", "joint") if row[name]]
    return f"{row['state']} {row['needs']}" + (f" ({', '.join(more)})" if more else "")


def _state_zh(row: Mapping[str, object]) -> str:
    more = [f"{words} {row[name]}" for name, words in (("overdue", "逾期"), ("joint", "联合领办")) if row[name]]
    return f"{row['chinese']} {row['needs']}" + (f"（{'，'.join(more)}）" if more else "")
