"""``gongjian alliances``: alliances, their members and their pulse."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.cli.console import progress_shown
from graphmodel.cli.options import language_option, output_options
from graphmodel.cli.source import open_graph, place_code, source_options
from graphmodel.schema import Language

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.analysis.alliances import AllianceReport

_HEADERS = {
    "id": "联盟编码",
    "name": "联盟",
    "kind": "类别",
    "place": "范围编码",
    "place_name": "范围",
    "established_on": "成立日期",
    "members": "成员",
    "leads": "牵头",
    "projects": "近期项目",
    "activities": "近期活动",
    "active_members": "参与成员",
    "last": "最近共建",
    "dormant": "休眠",
    "state": "状态",
    "alliance": "联盟编码",
    "alliance_name": "联盟",
    "member": "成员编码",
    "member_name": "成员",
    "roles": "角色",
    "since": "加入",
    "active": "近期参与",
    "half_year": "半年",
}
_TABLES = ("alliances", "members", "pulse")


@click.command("alliances")
@source_options
@click.option(
    "--table",
    type=click.Choice(_TABLES),
    default="alliances",
    show_default=True,
    help="Which table to print: the alliances, their members, or joint work by half-year. XLSX holds all three.",
)
@click.option(
    "--days", type=click.IntRange(min=1), default=183, show_default=True, help="Asleep after so many days without work."
)
@language_option
@output_options("text", "csv", "json", "xlsx")
def command(
    *,
    from_paths: tuple[str, ...],
    scope: str | None,
    as_of: date | None,
    table: str,
    days: int,
    language: Language,
    format_: str | None,
    output: Path | None,
) -> None:
    """Show the live alliances: who belongs to them, what they do together, and which are asleep.

    \b
    gongjian alliances --scope 510106
    gongjian alliances --from my-tables -o alliances.xlsx
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from graphmodel.analysis.alliances import alliances  # noqa: PLC0415 -- help must not wait for pandas
    from graphmodel.analysis.provenance import provenance  # noqa: PLC0415 -- likewise
    from graphmodel.cli.output import choose_format, write_table, write_workbook  # noqa: PLC0415 -- likewise

    chosen = choose_format(format_, output)
    with progress_shown() as progress:
        graph = open_graph(from_paths, as_of=as_of, progress=progress)
        scope = place_code(graph, scope)
        report = alliances(graph, scope=scope, window_days=days)
    notes = [*_notes(report, language), *provenance(graph, scope=scope).lines(language)]
    headers = _HEADERS if language == "zh" else {}
    tables = dict(zip(_TABLES, (report.frame, report.members, report.pulse), strict=True))
    if chosen == "xlsx" and output is not None:
        names = {"alliances": "联盟 alliances", "members": "成员 members", "pulse": "半年 pulse"}
        write_workbook({names[name]: frame for name, frame in tables.items()}, output, headers=headers, notes=notes)
    elif chosen == "text":
        title = "联盟与联席会议" if language == "zh" else "Alliances and joint conferences"
        frame = _readable(tables[table], language)
        write_table(frame, format_=chosen, output=output, title=title, headers=headers, notes=notes)
    else:
        write_table(tables[table], format_=chosen, output=output)


def _readable(frame: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Leave ids out, and say in words whether an alliance is awake."""
    shown = frame.drop(columns=["id", "place", "alliance", "member", "kind"], errors="ignore")
    if "dormant" in shown:
        awake, asleep = ("awake", "asleep") if language == "en" else ("活跃", "休眠")
        shown["state"] = [asleep if dormant else awake for dormant in shown.pop("dormant")]
    return shown


def _notes(report: AllianceReport, language: Language) -> list[str]:
    asleep, total = int(report.frame["dormant"].sum()), len(report.frame)
    if language == "en":
        return [
            f"{asleep} of {total} alliances are asleep: no joint work of two live members in {report.window_days} days"
        ]
    return [f"{total} 个联盟中 {asleep} 个休眠：{report.window_days} 天内没有两个以上现有成员共同参与的项目或活动"]
