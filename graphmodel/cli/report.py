"""``gongjian report``: what a planner takes to the meeting."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.bilingual import Bilingual
from graphmodel.cli.console import note, progress_shown
from graphmodel.cli.options import OutputFile, language_option
from graphmodel.cli.source import open_graph, place_code, source_options
from graphmodel.errors import InputError, RenderError
from graphmodel.schema import Language

if TYPE_CHECKING:
    import networkx as nx

    from graphmodel.gaps import GapReport
    from graphmodel.progress import Progress


@click.command("report")
@source_options
@click.option(
    "--since",
    metavar="DATE|PATH",
    help="Compare with an earlier date of the same data, other data, or a report saved by `gongjian gaps -o FILE.json`.",
)
@click.option(
    "--rules", "rules_file", type=click.Path(dir_okay=False, path_type=Path), help="A rules.toml with other numbers."
)
@click.option(
    "-o",
    "--output",
    "outputs",
    type=OutputFile(),
    multiple=True,
    default=["report.docx"],
    show_default=True,
    help="The file: .docx, .html, .pdf, or .xlsx for the lists in full. May be repeated.",
)
@language_option
def command(
    *,
    from_paths: tuple[str, ...],
    scope: str | None,
    as_of: date | None,
    since: str | None,
    rules_file: Path | None,
    outputs: tuple[Path, ...],
    language: Language,
) -> None:
    """Write what a planner takes to the meeting: rates, change, gaps, alliances, links, a plan, the official table.

    \b
    gongjian report --scope 510106032
    gongjian report --scope 抚琴街道 --since 2021-12-31 -o fuqin.docx -o fuqin.xlsx
    gongjian report --from my-tables --lang en -o report.html

    PDF is printed by a browser of this machine (Chromium, Chrome or Edge); where there is none, an HTML file is written in its place.
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from graphmodel.gaps import load_parameters  # noqa: PLC0415 -- help must not wait for pandas
    from graphmodel.report.document import compose, write_document  # noqa: PLC0415 -- likewise
    from graphmodel.report.document.write import check_format  # noqa: PLC0415 -- likewise

    for path in outputs:
        check_format(path)
    parameters = {} if rules_file is None else load_parameters(rules_file)
    with progress_shown() as progress:
        graph = open_graph(from_paths, as_of=as_of, progress=progress)
        place = place_code(graph, scope)
        before = None if since is None else _before(graph, since, place, parameters, progress)
        document = compose(
            graph, scope=place, before=before, parameters=parameters, language=language, progress=progress
        )
    for path in outputs:
        try:
            click.echo(write_document(document, path))
        except RenderError as error:
            # Nothing here prints it: what can be printed elsewhere is worth more than nothing.
            note(error.message)
            click.echo(write_document(document, path.with_suffix(".html")))
    if document.warning:
        note(document.warning)


def _before(
    graph: nx.MultiDiGraph,
    since: str,
    scope: str | None,
    parameters: dict[str, dict[str, float]],
    progress: Progress,
) -> GapReport:
    """Return the report to compare with: saved, of other data, or of an earlier date of these."""
    from graphmodel.gaps import find_gaps  # noqa: PLC0415 -- as above
    from graphmodel.gaps.saved import narrow, read_report  # noqa: PLC0415 -- as above
    from loaders.about import as_of_date  # noqa: PLC0415 -- as above

    path = Path(since)
    if path.suffix.lower() == ".json":
        return narrow(read_report(path), scope=scope)
    if path.exists():
        earlier = open_graph((since,), progress=progress)
        return find_gaps(earlier, scope=place_code(earlier, scope), parameters=parameters)
    try:
        day = as_of_date(since)
    except InputError as error:
        msg = Bilingual(
            f"found neither a file nor a date in --since {since!r}; expected a folder, .csv, .xlsx, .zip, .json or a date",
            f"--since {since!r} 既不是已有的文件，也不是日期：应为文件夹、.csv、.xlsx、.zip、.json 或日期",
        )
        raise InputError(msg) from error
    return find_gaps(graph, as_of=day, scope=scope, parameters=parameters)
