"""``gongjian alliances``: alliances, their members and their pulse."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from graphmodel.cli.console import progress_shown
from graphmodel.cli.options import language_option, output_options
from graphmodel.cli.source import open_graph, place_code, source_options
from graphmodel.cli.tables.alliances import (
    HEADERS,
    OWN_HEADERS,
    SHEETS,
    TITLES,
    alliances_told,
    conferences_told,
    listed,
    readable,
    worded,
)
from graphmodel.schema import Language


@click.command("alliances")
@source_options
@click.option(
    "--table",
    type=click.Choice(list(SHEETS)),
    default="alliances",
    show_default=True,
    help=(
        "Which table to print: the alliances, their members, joint work by half-year (pulse) or one by one (work), members they have in "
        "common, or the joint conferences of streets. XLSX holds all."
    ),
)
@click.option(
    "--compare",
    multiple=True,
    metavar="NAME",
    help="Alliances to set side by side instead, by id, name, or part of a name. Give it twice or more.",
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
    compare: tuple[str, ...],
    days: int,
    language: Language,
    format_: str | None,
    output: Path | None,
) -> None:
    """Show the live alliances: who belongs to them, what they do together, who carries that, and which are asleep.

    \b
    gongjian alliances --scope 510106
    gongjian alliances --compare 金牛·什邡 --compare 金牛·丹棱
    gongjian alliances --table conferences --scope 510106
    gongjian alliances --from my-tables -o alliances.xlsx
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from graphmodel.analysis import alliances as analysis  # noqa: PLC0415 -- help must not wait for pandas
    from graphmodel.analysis.provenance import provenance  # noqa: PLC0415 -- likewise
    from graphmodel.cli.output import choose_format, write_table, write_workbook  # noqa: PLC0415 -- likewise

    chosen = choose_format(format_, output)
    headers = HEADERS if language == "zh" else {}
    with progress_shown() as progress:
        graph = open_graph(from_paths, as_of=as_of, progress=progress)
        scope = place_code(graph, scope)
        told = provenance(graph, scope=scope).lines(language)
        if compare:
            compared = analysis.compare_alliances(graph, compare, window_days=days)
        else:
            report = analysis.alliances(graph, scope=scope, window_days=days)
            conferences = analysis.conference_coverage(graph, scope=scope, window_days=days)
    if compare:
        frame = compared.in_language(language)
        title = TITLES["compare"].in_language(language)
        if chosen == "text":
            frame = frame.map(lambda value: listed(value, language))
        write_table(frame, format_=chosen, output=output, title=title, headers=headers, notes=told)
        return
    notes = [*alliances_told(report, language), *conferences_told(conferences, language), *told]
    frames = (report.frame, report.members, report.pulse, report.work, report.overlap, conferences.frame)
    tables = {
        name: frame.drop(columns="reason_zh", errors="ignore") for name, frame in zip(SHEETS, frames, strict=True)
    }
    if language == "zh":
        tables["alliances"] = tables["alliances"].assign(reason=report.frame["reason_zh"])
    if chosen == "xlsx" and output is not None:
        own = OWN_HEADERS if language == "zh" else {}
        sheets = {
            SHEETS[name]: worded(frame, language).rename(columns=own.get(name, {})) for name, frame in tables.items()
        }
        write_workbook(sheets, output, headers=headers, notes=notes)
    elif chosen == "text":
        shown = worded(readable(tables[table], table, language), language)
        title = TITLES[table].in_language(language)
        renamed = OWN_HEADERS.get(table, {}) if language == "zh" else {}
        write_table(shown, format_=chosen, output=output, title=title, headers={**headers, **renamed}, notes=notes)
    else:
        write_table(tables[table], format_=chosen, output=output)
