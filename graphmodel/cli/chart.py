"""``gongjian chart``: pictures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from graphmodel.cli.console import progress_shown
from graphmodel.cli.options import language_option
from graphmodel.cli.source import open_graph, place_code, source_options
from graphmodel.schema import Language

INTERACTIVE = "interactive"
"""The one kind that is a page and not a picture."""


@click.command("chart")
@click.argument("kind", required=False)
@source_options
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file: .png, .svg or .pdf (interactive: .html); else KIND-PLACE.png here.",
)
@click.option("--dpi", type=click.IntRange(30, 600), default=200, show_default=True, help="Dots per inch of a PNG.")
@language_option
def command(
    kind: str | None,
    *,
    from_paths: tuple[str, ...],
    scope: str | None,
    as_of: date | None,
    output: Path | None,
    dpi: int,
    language: Language,
) -> None:
    """Draw a chart as PNG, SVG or PDF, or the network as a page to explore; without KIND, list the charts.

    \b
    gongjian chart
    gongjian chart coverage --scope 510106 -o coverage.pdf
    gongjian chart network --scope 510106032 --from my-tables
    gongjian chart interactive --scope 510106032 -o view.html
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from graphmodel.charts.registry import find_chart, make_chart  # noqa: PLC0415 -- help must not wait for matplotlib
    from graphmodel.charts.save import check_ending, save  # noqa: PLC0415 -- likewise

    if kind is None:
        _list_charts(language)
        return
    if kind == INTERACTIVE:
        _write_page(from_paths, scope=scope, as_of=as_of, output=output, language=language)
        return
    # Whatever is wrong with the request is told before data are read for it.
    find_chart(kind)
    path = output or Path(f"{kind}-{scope}.png" if scope else f"{kind}.png")
    check_ending(path)
    with progress_shown() as progress:
        graph = open_graph(from_paths, as_of=as_of, progress=progress)
        figure, _ = make_chart(graph, kind=kind, scope=place_code(graph, scope), language=language)
        save(figure, path, dpi=dpi)
    click.echo(str(path))


def _write_page(
    from_paths: tuple[str, ...], *, scope: str | None, as_of: date | None, output: Path | None, language: Language
) -> None:
    from graphmodel.charts.interactive import check_ending, interactive_view  # noqa: PLC0415 -- likewise

    path = output or Path(f"{INTERACTIVE}-{scope}.html" if scope else f"{INTERACTIVE}.html")
    check_ending(path)
    with progress_shown() as progress:
        graph = open_graph(from_paths, as_of=as_of, progress=progress)
        interactive_view(graph, scope=place_code(graph, scope), language=language, progress=progress).save(path)
    click.echo(str(path))


def _list_charts(language: Language) -> None:
    from graphmodel.charts.interactive import DESCRIPTION, TITLE  # noqa: PLC0415 -- likewise
    from graphmodel.charts.registry import charts  # noqa: PLC0415 -- likewise

    listed = {kind: (chart.title, chart.description) for kind, chart in charts().items()}
    listed[INTERACTIVE] = (TITLE, DESCRIPTION)
    width = max(len(kind) for kind in listed)
    for kind, texts in sorted(listed.items()):
        title, description = (text.in_language(language) for text in texts)
        click.echo(
            f"{kind.ljust(width)}  {title}: {description}"
            if language == "en"
            else f"{kind.ljust(width)}  {title}：{description}"
        )
