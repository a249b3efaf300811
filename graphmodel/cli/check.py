from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.cli.console import progress_shown
from graphmodel.schema import BY_NAME

if TYPE_CHECKING:
    from loaders import CheckResult
    from loaders.problems import Problem
    from loaders.report import SheetMapping

SHOWN = 5
"""Problems of one kind and column that the text shows; JSON and the quarantine have all."""

_WHY = {
    "unknown": "not known · 未识别",
    "private": "personal data · 个人信息",
    "duplicate": "another column is read for it · 与另一列重复",
}


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--as-of", metavar="DATE", help="Date of the data; else what about.csv says.")
@click.option(
    "--mapping",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="How foreign spreadsheets become our tables (TOML); `gongjian map` proposes one.",
)
@click.option(
    "--quarantine",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the rows that cannot be used here, to be mended and loaded again.",
)
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    format_: str,
    as_of: str | None,
    mapping: Path | None,
    quarantine: Path | None,
) -> None:
    """Read and validate tables, without a database.

    PATH is a folder, a CSV file, an Excel workbook or a ZIP archive; several are one dataset.
    Exit code: 0 clean, 1 rows quarantined, 2 unreadable.

    \b
    gongjian check my-tables
    gongjian check 企业.xlsx 党组织.csv --format json
    gongjian check my-tables --quarantine to-mend
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    import loaders  # noqa: PLC0415 -- `--help` needs no readers

    with progress_shown() as progress:
        result = loaders.check(paths, as_of=as_of, mapping=mapping, progress=progress)
    written = loaders.write_quarantine(result, quarantine) if quarantine and result.quarantined else None
    if format_ == "json":
        click.echo(json.dumps(result.to_json(), ensure_ascii=False, indent=1))
    else:
        # A mapping among the paths means the same, and every command that reads files takes it there.
        given = paths if mapping is None else (*paths, str(mapping))
        for line in described(result, given, written):
            click.echo(line)
    ctx.exit(result.exit_code)


def described(result: CheckResult, paths: tuple[str, ...], written: Path | None) -> Iterator[str]:
    """Yield what was read as what, what became of the rows, what is wrong, and what to do next."""
    yield from _mapping(result)
    yield from _counts(result)
    yield from _problems(result)
    yield _next(result, paths, written)


def _mapping(result: CheckResult) -> Iterator[str]:
    about = result.about
    yield f"{about.title or about.source} · as of {about.as_of or 'unknown'}{' · synthetic' if about.synthetic else ''}"
    yield ""
    yield "read as"
    for item in result.mapping:
        yield f"  {_sheet(item)}"
    if result.ignored_columns:
        yield "columns left out"
        for column in result.ignored_columns:
            place = column.file if column.sheet is None else f"{column.file} [{column.sheet}]"
            yield f"  {place}: {column.header} ({_WHY[column.why]}, {column.filled:,} filled cells)"
    if result.dataset.absent:
        yield f"tables not given: {', '.join(result.dataset.absent)}"
    yield ""


def _sheet(item: SheetMapping) -> str:
    """Return one line: the sheet, its table, how many columns have a name of the table's own, and the others with what they became."""
    table = BY_NAME[item.table]
    place = item.file if item.sheet is None else f"{item.file} [{item.sheet}]"
    own = [name for name, header in item.headers.items() if header in (name, table.column(name).chinese)]
    renamed = [f"{' '.join(header.split())} → {name}" for name, header in item.headers.items() if name not in own]
    units = [f"{name} in {unit}" for name, unit in item.units.items()]
    told = [f"{len(own)} columns by their own names"] if own else []
    hidden = ", hidden" if item.hidden else ""
    return f"{place} → {item.table} (header in row {item.header_row}{hidden}): {', '.join([*told, *renamed, *units])}"


def _counts(result: CheckResult) -> Iterator[str]:
    yield f"{'table':<24}{'read':>10}{'accepted':>10}{'merged':>10}{'quarantined':>13}"
    for name, counts in result.counts.items():
        line = f"{name:<24}{counts.read:>10,}{counts.accepted:>10,}{counts.merged:>10,}{counts.quarantined:>13,}"
        if counts.consequences:
            line += f"  ({counts.causes:,} by errors of their own, {counts.consequences:,} that refer to them)"
        if counts.footers:
            line += f"  ({counts.footers:,} footer lines are no rows)"
        yield line
    yield ""


def _problems(result: CheckResult) -> Iterator[str]:
    def kind(problem: Problem) -> tuple[str, str, str, str]:
        return (problem.severity, problem.code, problem.table or "", problem.column or "")

    # Columns that are not read have been told with the sheets.
    told = [problem for problem in result.problems if not problem.code.endswith("_column")]
    for (severity, code, table, column), group in groupby(sorted(told, key=kind), key=kind):
        problems = list(group)
        where = ".".join(part for part in (table, column) if part)
        title = problems[0].kind.title
        yield f"{severity} {code}{f' in {where}' if where else ''}: {len(problems):,} × {title.zh} · {title.en}"
        for problem in problems[:SHOWN]:
            place = ":".join(str(part) for part in (problem.file, problem.sheet, problem.row, problem.column) if part)
            yield f"  {f'{place}: ' if place else ''}{problem.message('zh')} · {problem.message('en')}"
        if len(problems) > SHOWN:
            yield f"  … and {len(problems) - SHOWN:,} more"
    if told:
        yield ""


def _next(result: CheckResult, paths: tuple[str, ...], written: Path | None) -> str:
    given = " ".join(paths)
    if not result.quarantined:
        return f"clean; next: gongjian load {given}"
    if written is None:
        return f"{result.quarantined:,} rows cannot be used; next: gongjian check {given} --quarantine DIR writes them to a workbook to mend"
    return f"{result.quarantined:,} rows are in {written}; next: mend them there, then gongjian check {given} {written}"
