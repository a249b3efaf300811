"""``gongjian diff``: nodes, relationships and gaps that are new, closed and reopened between two datasets, loads or dates."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphmodel.cli.console import progress_shown, wrote
from graphmodel.cli.options import DateType, OutputFile, language_option, output_options, scope_option
from graphmodel.cli.points import Point, Request, Seen, points_of, see
from graphmodel.cli.source import from_option
from graphmodel.errors import InputError
from graphmodel.progress import Progress
from graphmodel.schema import Bilingual, Language

if TYPE_CHECKING:
    from graphmodel.gaps.acknowledgement import Acknowledgement
    from graphmodel.gaps.change import GapChange
    from graphmodel.graph.change import GraphChange

_SAME_DATA = Bilingual(
    "the same data at several dates: what the tables give without a date counts alike at each",
    "同一份数据的不同日期：表中没有日期的内容在各期一样计算",
)
_SAVED = Bilingual(
    "a saved report has gaps alone: nodes and relationships are compared between data or loads",
    "已存的报告只含缺口：节点与关系只能在数据或批次之间比较",
)
_NEXT = Bilingual(
    "next: --status new for what is new · --chart change.png for a picture · -o change.xlsx for the whole list",
    "下一步：--status new 只看新增 · --chart change.png 作图 · -o change.xlsx 导出全部",
)
_GAP_STATUSES = ("new", "reopened", "open", "closed")


@dataclass(frozen=True)
class Comparison:
    """What was found: the gaps, the nodes and relationships unless a saved report has none, and what to know of both."""

    gaps: GapChange
    graph: GraphChange | None
    seen: Sequence[Seen]
    same_data: bool


@click.command("diff")
@click.argument("points", nargs=-1, metavar="A B")
@from_option
@scope_option
@click.option(
    "--as-of",
    "dates",
    type=DateType(),
    multiple=True,
    help="With two and more of these instead of A and B: dates of the same data. With A and B: the date of each.",
)
@click.option(
    "--rule", "rules", multiple=True, metavar="RULE", help="Only this rule (its id or title). May be repeated."
)
@click.option(
    "--rules", "rules_file", type=click.Path(dir_okay=False, path_type=Path), help="A rules.toml with other numbers."
)
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice([*_GAP_STATUSES, "changed"]),
    help="List what has this status; only nodes and relationships are 'changed'. May be repeated.",
)
@click.option(
    "--of",
    "part",
    type=click.Choice(["gaps", "graph"]),
    help="Only the gaps, or only nodes and relationships; CSV has the gaps unless told.",
)
@click.option(
    "--chart",
    "picture",
    type=OutputFile(),
    metavar="FILE",
    help="Also draw what came and went: .png, .svg or .pdf.",
)
@language_option
@output_options("text", "csv", "json", "xlsx")
def command(
    points: tuple[str, ...],
    from_paths: tuple[str, ...],
    scope: str | None,
    dates: tuple[date, ...],
    rules: tuple[str, ...],
    rules_file: Path | None,
    *,
    statuses: tuple[str, ...],
    part: str | None,
    picture: Path | None,
    language: Language,
    format_: str | None,
    output: Path | None,
) -> None:
    """Tell which nodes, relationships and gaps are new, back again, still there and gone between A and B.

    A and B are data (a folder, CSV, XLSX or ZIP; several, or a mapping beside them, joined by +), loads of the database (SOURCE~0 its present one, SOURCE~1 the one before),
    reports saved by `gongjian gaps -o FILE.json`, or dates of the data in the database or in --from. Give the earlier first.
    With more than two, the last two are compared; those before tell since when a gap is open, and what is back again. Gaps
    acknowledged at B's date are counted apart.

    \b
    gongjian diff tables-2024-03/ tables-2024-06/ -o change.xlsx --chart change.png
    gongjian diff street~1 street~0
    gongjian diff 2023-12-31 2024-03-31 2024-06-30 --scope 510106024
    gongjian diff --from tables/ --as-of 2024-03 --as-of 2024-06 --status new
    gongjian diff march.json june.json
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from graphmodel.gaps import load_parameters  # noqa: PLC0415 -- `--help` should not wait for pandas
    from graphmodel.gaps.catalogue import choose  # noqa: PLC0415 -- likewise

    parameters = {} if rules_file is None else load_parameters(rules_file)
    request = Request(scope, [rule.id for rule in choose(rules or None)], parameters)
    operands = points_of(points, dates)
    if from_paths and not any(point.is_common for point in operands):
        msg = Bilingual(
            "found --from together with paths A and B; give dates with --from, or the paths alone",
            "--from 不能与路径 A、B 同用：用 --from 时给日期，否则只给路径",
        )
        raise InputError(msg)
    if picture is not None:
        _check_picture(picture)
    with progress_shown() as progress:
        seen = see(operands, from_paths, request, progress)
        known = _acknowledgements(operands[-1], from_paths, progress)
    found = _compared(operands, seen, known)
    _write(found, statuses, part, language, format_, output)
    if picture is not None:
        _draw(found, picture, language)


def _compared(operands: Sequence[Point], seen: Sequence[Seen], known: Sequence[Acknowledgement]) -> Comparison:
    from graphmodel.gaps.change import compare_gaps, set_change_apart  # noqa: PLC0415 -- likewise
    from graphmodel.graph.change import compare_graphs  # noqa: PLC0415 -- likewise

    *history, before, after = (item.report for item in seen)
    gaps = set_change_apart(compare_gaps(before, after, history=history), known)
    same_data = all(point.is_common for point in operands)
    *earlier, first, second = seen
    if first.graph is None or second.graph is None:
        return Comparison(gaps, None, seen, same_data)
    older = [item for item in earlier if item.graph is not None]
    graph = compare_graphs(
        first.graph,
        second.graph,
        history=[item.graph for item in older if item.graph is not None],
        dates=[item.report.as_of for item in (*older, first, second)],
        scope=after.scope,
    )
    return Comparison(gaps, graph, seen, same_data)


def _acknowledgements(point: Point, from_paths: tuple[str, ...], progress: Progress) -> tuple[Acknowledgement, ...]:
    """Return what is acknowledged of the later point: a saved report holds it, else it is kept with the data."""
    from graphmodel.cli.acknowledge import stored_acknowledgements  # noqa: PLC0415 -- likewise
    from graphmodel.gaps.saved import read_acknowledged  # noqa: PLC0415 -- likewise

    if point.is_saved:
        return read_acknowledged(point.paths[0])
    return stored_acknowledgements(tuple(map(str, point.paths)) or from_paths, progress=progress)


def _write(
    found: Comparison,
    statuses: tuple[str, ...],
    part: str | None,
    language: Language,
    format_: str | None,
    output: Path | None,
) -> None:
    from graphmodel.cli.output import choose_format, write_table, write_text, write_workbook  # noqa: PLC0415 -- likewise
    from graphmodel.report import following, graph_change  # noqa: PLC0415 -- likewise

    if part == "graph" and found.graph is None:
        raise InputError(_SAVED)
    chosen = choose_format(format_, output)
    gaps = None if part == "graph" else following.only(found.gaps, _of_gaps(statuses))
    graph = None if part == "gaps" or found.graph is None else graph_change.only(found.graph, statuses)
    notes = _notes(found, language)
    if chosen == "json":
        write_text(json.dumps(_as_json(gaps, graph), ensure_ascii=False, indent=1) + "\n", output)
    elif chosen == "csv":
        frame = gaps.frame if gaps is not None else None if graph is None else graph.frame
        if frame is not None:
            write_table(frame, format_="csv", output=output)
    elif chosen == "xlsx" and output is not None:
        sheets = {} if gaps is None else following.change_sheets(gaps, language)
        sheets |= {} if graph is None else graph_change.graph_sheets(graph, language)
        write_workbook(sheets, output, headers=following.headers_of(language), notes=notes)
    else:
        write_text(_as_text(found, gaps, graph, statuses, language, [*notes, _NEXT.in_language(language)]), output)


def _as_text(
    found: Comparison,
    gaps: GapChange | None,
    graph: GraphChange | None,
    statuses: Sequence[str],
    language: Language,
    notes: list[str],
) -> str:
    """Return the counts of both, or the lists where statuses are asked for; what nothing became of is a title alone."""
    from graphmodel.cli.output import table_text  # noqa: PLC0415 -- likewise
    from graphmodel.report import following, graph_change  # noqa: PLC0415 -- likewise

    parts = []
    if graph is not None and found.graph is not None:
        show = graph_change.element_frame if statuses else graph_change.kind_counts
        parts.append(f"{graph_change.graph_title(found.graph, language)}\n{table_text(show(graph, language))}")
    if gaps is not None:
        frame = following.change_text(gaps, language) if statuses else following.change_counts(gaps, language)
        table = table_text(frame, headers=following.headers_of(language))
        parts.append(f"{following.change_title(found.gaps, language)}\n{table}")
    return "\n".join([*parts, *notes]) + "\n"


def _notes(found: Comparison, language: Language) -> list[str]:
    from graphmodel.gaps.change import closed_with_their_subject  # noqa: PLC0415 -- likewise
    from graphmodel.report import following  # noqa: PLC0415 -- likewise

    notes = following.change_notes(found.gaps, language)
    gone = 0 if found.graph is None else closed_with_their_subject(found.gaps, found.graph)
    if gone:
        notes.append(following.gone_note(gone, language))
    notes += [_SAME_DATA.in_language(language)] if found.same_data else []
    return notes + ([_SAVED.in_language(language)] if found.graph is None else [])


def _check_picture(path: Path) -> None:
    from graphmodel.charts.save import check_ending  # noqa: PLC0415 -- help must not wait for matplotlib

    check_ending(path)


def _draw(found: Comparison, path: Path, language: Language) -> None:
    from graphmodel.analysis.provenance import SYNTHETIC, Provenance, provenance  # noqa: PLC0415 -- likewise
    from graphmodel.charts.change import change_chart  # noqa: PLC0415 -- likewise
    from graphmodel.charts.save import save  # noqa: PLC0415 -- likewise

    last, gaps = found.seen[-1], found.gaps
    if last.graph is None:
        told = Provenance(gaps.after, scope=gaps.scope, synthetic=SYNTHETIC if gaps.synthetic else None)
    else:
        told = provenance(last.graph, as_of=gaps.after, scope=gaps.scope)
    figure, _ = change_chart(gaps, told=told, elements=found.graph, same_data=found.same_data, language=language)
    save(figure, path)
    wrote(path)


def _of_gaps(statuses: Sequence[str]) -> list[str]:
    """Return the statuses that gaps can have; one that no gap has where only others are asked for."""
    return [status for status in statuses if status in _GAP_STATUSES] or (["none"] if statuses else [])


def _as_json(gaps: GapChange | None, graph: GraphChange | None) -> dict[str, Any]:
    told = {} if gaps is None else gaps.to_dict()
    return told if graph is None else {**told, "graph": graph.to_dict()}
