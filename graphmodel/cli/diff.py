"""``gongjian diff``: what opened, closed and reopened between two datasets, dates or saved reports."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from graphmodel.cli.console import progress_shown
from graphmodel.cli.options import DateType, language_option, output_options, scope_option
from graphmodel.cli.source import from_option, open_graph, place_code
from graphmodel.errors import InputError
from graphmodel.progress import Progress
from graphmodel.schema import Bilingual, Language

if TYPE_CHECKING:
    import networkx as nx

    from graphmodel.gaps import GapReport
    from graphmodel.gaps.acknowledgement import Acknowledgement
    from graphmodel.gaps.change import GapChange
    from graphmodel.gaps.parameters import Parameters

_LEAST = 2
_SAME_DATA = Bilingual(
    "the same data at several dates: what the tables give without a date counts alike at each",
    "同一份数据的不同日期：表中没有日期的内容在各期一样计算",
)
_NEXT = Bilingual(
    "next: --status new for what is new · -o change.xlsx for the whole list",
    "下一步：--status new 只看新增 · -o change.xlsx 导出全部",
)


class Request(NamedTuple):
    """What is asked of every report."""

    scope: str | None
    rules: list[str]
    parameters: Parameters


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
@click.option("--rule", "rules", multiple=True, metavar="RULE", help="Only this rule. May be repeated.")
@click.option(
    "--rules", "rules_file", type=click.Path(dir_okay=False, path_type=Path), help="A rules.toml with other numbers."
)
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice(["new", "reopened", "open", "closed"]),
    help="List the gaps with this status. May be repeated.",
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
    language: Language,
    format_: str | None,
    output: Path | None,
) -> None:
    """Tell which gaps are new, reopened, still open and closed between A and B.

    A and B are data (a folder, CSV, XLSX or ZIP), reports saved by `gongjian gaps -o FILE.json`, or dates of the data in the
    database or in --from. Give the earlier first. With more than two, the last two are compared; those before tell since when
    a gap is open, and which is back again. Gaps acknowledged at B's date are counted apart.

    \b
    gongjian diff tables-2024-03/ tables-2024-06/ -o change.xlsx
    gongjian diff 2023-12-31 2024-03-31 2024-06-30 --scope 510106024
    gongjian diff --from tables/ --as-of 2024-03 --as-of 2024-06 --status new
    gongjian diff march.json june.json
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from graphmodel.gaps import load_parameters  # noqa: PLC0415 -- `--help` should not wait for pandas
    from graphmodel.gaps.catalogue import choose  # noqa: PLC0415 -- likewise
    from graphmodel.gaps.change import compare_gaps, set_change_apart  # noqa: PLC0415 -- likewise

    parameters = {} if rules_file is None else load_parameters(rules_file)
    request = Request(scope, [rule.id for rule in choose(rules or None)], parameters)
    operands = _operands(points, dates)
    if from_paths and not any(path is None for path, _ in operands):
        msg = "found --from together with paths A and B; give dates with --from, or the paths alone"
        raise InputError(msg)
    with progress_shown() as progress:
        *history, before, after = _reports(operands, from_paths, request, progress)
        known = _acknowledgements(operands[-1][0], from_paths, progress)
    change = set_change_apart(compare_gaps(before, after, history=history), known)
    same = all(path is None for path, _ in operands)
    _write(change, statuses, language, format_, output, same_data=same)


def _operands(points: Sequence[str], dates: Sequence[date]) -> list[tuple[Path | None, date | None]]:
    """Return what is to be compared: a path with its own or another date, or a date of the common data."""
    if not points:
        operands: list[tuple[Path | None, date | None]] = [(None, day) for day in dates]
    else:
        operands = [_operand(point) for point in points]
        if dates:
            if len(dates) != len(points) or any(path is None for path, _ in operands):
                msg = f"found {len(dates)} × --as-of for {len(points)} points; give one for each path, or dates alone"
                raise InputError(msg)
            operands = [(path, day) for (path, _), day in zip(operands, dates, strict=True)]
    if len(operands) < _LEAST:
        msg = f"found {len(operands)} point(s) to compare; expected two: paths, dates, or --as-of twice"
        raise InputError(msg)
    return operands


def _operand(point: str) -> tuple[Path | None, date | None]:
    from loaders.about import as_of_date  # noqa: PLC0415 -- likewise

    path = Path(point)
    if path.exists():
        return path, None
    try:
        return None, as_of_date(point)
    except InputError as error:
        msg = f"found neither a file nor a date in {point!r}; expected a folder, .csv, .xlsx, .zip, .json or a date like 2024-06-30"
        raise InputError(msg) from error


def _reports(
    operands: Sequence[tuple[Path | None, date | None]],
    from_paths: tuple[str, ...],
    request: Request,
    progress: Progress,
) -> list[GapReport]:
    common: nx.MultiDiGraph | None = None
    reports = []
    for path, day in operands:
        if path is not None and path.suffix.lower() == ".json":
            reports.append(_saved(path, day, request))
            continue
        if path is None:
            common = open_graph(from_paths, progress=progress) if common is None else common
        graph = common if path is None else open_graph((str(path),), as_of=day, progress=progress)
        reports.append(_found(graph, day, request, progress))
    return reports


def _acknowledgements(
    path: Path | None, from_paths: tuple[str, ...], progress: Progress
) -> tuple[Acknowledgement, ...]:
    """Return what is acknowledged of the later point: a saved report holds it, else it is kept with the data."""
    from graphmodel.cli.acknowledge import stored_acknowledgements  # noqa: PLC0415 -- likewise
    from graphmodel.gaps.saved import read_acknowledged  # noqa: PLC0415 -- likewise

    if path is not None and path.suffix.lower() == ".json":
        return read_acknowledged(path)
    return stored_acknowledgements(from_paths if path is None else (str(path),), progress=progress)


def _found(graph: nx.MultiDiGraph, day: date | None, request: Request, progress: Progress) -> GapReport:
    from graphmodel.gaps import find_gaps  # noqa: PLC0415 -- likewise

    scope, rules, parameters = request
    return find_gaps(
        graph, as_of=day, scope=place_code(graph, scope), rules=rules, parameters=parameters, progress=progress
    )


def _saved(path: Path, day: date | None, request: Request) -> GapReport:
    from graphmodel.gaps.saved import narrow, read_report  # noqa: PLC0415 -- likewise

    report = read_report(path)
    if day is not None and day != report.as_of:
        msg = (
            f"found --as-of {day} for the saved report {path.name} as of {report.as_of}; a saved report keeps its date"
        )
        raise InputError(msg)
    return narrow(report, scope=request.scope, rules=request.rules)


def _write(
    change: GapChange,
    statuses: tuple[str, ...],
    language: Language,
    format_: str | None,
    output: Path | None,
    *,
    same_data: bool,
) -> None:
    from graphmodel.cli.output import choose_format, write_file, write_table, write_workbook  # noqa: PLC0415 -- likewise
    from graphmodel.report import following  # noqa: PLC0415 -- likewise

    chosen, headers = choose_format(format_, output), following.headers_of(language)
    shown = following.only(change, statuses)
    notes = following.change_notes(change, language) + ([_SAME_DATA.in_language(language)] if same_data else [])
    if chosen == "json":
        text = json.dumps(shown.to_dict(), ensure_ascii=False, indent=1) + "\n"
        if output is None:
            click.echo(text, nl=False)
        else:
            write_file(output, text.encode())
    elif chosen == "csv":
        write_table(shown.frame, format_="csv", output=output)
    elif chosen == "xlsx" and output is not None:
        write_workbook(following.change_sheets(shown, language), output, headers=headers, notes=notes)
    else:
        frame = following.change_text(shown, language) if statuses else following.change_counts(shown, language)
        title = following.change_title(change, language)
        notes.append(_NEXT.in_language(language))
        write_table(frame, format_="text", output=output, title=title, headers=headers, notes=notes)
