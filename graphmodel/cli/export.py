"""``gongjian export``: the graph, or its co-building network, for another tool."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from graphmodel.cli.console import note, progress_shown
from graphmodel.cli.language import say
from graphmodel.cli.options import language_option
from graphmodel.cli.source import open_graph, place_code, source_options
from graphmodel.cli.suggestions import formats
from graphmodel.errors import InputError
from graphmodel.schema import Bilingual, Language


@click.command("export")
@source_options
@click.option(
    "--to",
    metavar="FORMAT",
    shell_complete=formats,
    help="The format; else by the ending of the file. Without any, the formats are listed.",
)
@click.option(
    "--network",
    type=click.Choice(["graph", "links"]),
    default="graph",
    show_default=True,
    help="The whole graph, or who builds with whom (one tie a pair, weighted).",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file, or the folder for formats of several files."
)
@language_option
def command(
    *,
    from_paths: tuple[str, ...],
    scope: str | None,
    as_of: date | None,
    to: str | None,
    network: str,
    output: Path | None,
    language: Language,
) -> None:
    """Write the graph in the format of another tool; without --to and -o, list the formats.

    \b
    gongjian export
    gongjian export -o jinniu.gexf
    gongjian export --scope 510106032 --network links -o fuqin.graphml
    gongjian export --from my-tables --to gephi-csv -o for-gephi
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    if to is None and output is None:
        _list(language)
        return
    if output is None:
        msg = Bilingual(
            f"found --to {to} without a path: say where with -o", f"给了 --to {to}，没有给路径：请用 -o 指定"
        )
        raise InputError(msg)
    from graphmodel.exchange import export_graph, find_format  # noqa: PLC0415 -- help must not wait for networkx

    find_format(to, output)
    with progress_shown() as progress:
        graph = open_graph(from_paths, as_of=as_of, progress=progress)
        place = place_code(graph, scope)
        if network == "links":
            from graphmodel.analysis.cobuilding import cobuilding  # noqa: PLC0415 -- likewise

            graph = cobuilding(graph, scope=place).graph
        elif place is not None:
            from graphmodel.graph import restrict  # noqa: PLC0415 -- likewise

            graph = restrict(graph, place)
        summary = export_graph(graph, output, to=to)
    for path in summary.files:
        click.echo(path)
    about = summary.format.description
    note(
        Bilingual(
            f"{summary.nodes:,} nodes, {summary.edges:,} edges; {about.en}",
            f"{summary.nodes:,} 个节点，{summary.edges:,} 条边；{about.zh}",
        )
    )
    if graph.graph.get("synthetic"):
        note(Bilingual("the data is synthetic", "数据为合成数据"))


def _list(language: Language) -> None:
    import pandas as pd  # noqa: PLC0415 -- help must not wait for it

    from graphmodel.cli.output import write_table  # noqa: PLC0415 -- likewise
    from graphmodel.exchange import known_formats  # noqa: PLC0415 -- likewise

    rows = [
        (
            found.name,
            found.suffix or say(Bilingual("folder", "文件夹")),
            found.title.in_language(language),
            found.description.in_language(language),
        )
        for found in known_formats().values()
    ]
    frame = pd.DataFrame(rows, columns=["format", "file", "name", "what"])
    headers = {} if language == "en" else {"format": "格式", "file": "文件", "name": "名称", "what": "说明"}
    write_table(frame, headers=headers)
