"""``gongjian import``: a graph that another tool wrote, as tables."""

from __future__ import annotations

from pathlib import Path

import click

from graphmodel.bilingual import Bilingual
from graphmodel.cli.console import note, progress_shown
from graphmodel.cli.options import speech_option
from graphmodel.cli.suggestions import formats
from graphmodel.errors import InputError


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--as",
    "format_",
    metavar="FORMAT",
    shell_complete=formats,
    help="The format of PATH; else by its ending or files. `gongjian export` lists them.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder for the tables; one for each source where there are several.",
)
@speech_option
def command(*, path: Path, format_: str | None, output: Path) -> None:
    """Turn a graph from a file into tables that `gongjian check` and `gongjian load` take.

    A graph that `gongjian export` wrote comes back as it was where its format is lossless. A graph of other nodes and edges
    becomes two plain tables, for which `gongjian map` proposes a mapping; so does one whose edges say no kind, as from UCINET.

    \b
    gongjian import jinniu.graphml -o tables
    gongjian import someone-elses.gexf -o raw && gongjian map raw -o mapping.toml
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from graphmodel.exchange import import_graph  # noqa: PLC0415 -- help must not wait for networkx
    from graphmodel.graph.records import datasets_of  # noqa: PLC0415 -- likewise
    from graphmodel.schema import NODE_TABLES  # noqa: PLC0415 -- likewise

    if output.exists() and any(output.iterdir()):
        msg = Bilingual(
            f"found {output} with files in it, expected a new or empty folder: choose another with -o",
            f"{output} 中已有文件，应为新的或空的文件夹：请用 -o 另选",
        )
        raise InputError(msg)
    graph = import_graph(path, format=format_)
    nodes, edges = len(graph), graph.number_of_edges()
    ours = {table.label for table in NODE_TABLES}
    strange = len(graph) and not any(ours.intersection(labels or ()) for _, labels in graph.nodes(data="labels"))
    without_kind = sum(kind is None for *_, kind in graph.edges(data="type"))
    if strange or without_kind:
        from graphmodel.exchange import export_graph  # noqa: PLC0415 -- likewise

        files = export_graph(graph, output, to="gephi-csv").files
        why = (
            Bilingual("none of a kind we know", "都不属于本工具认识的类别")
            if strange
            else Bilingual(
                f"of which {without_kind:,} do not say of what kind they are, so plain tables were written",
                f"其中 {without_kind:,} 条未写明关系类别，因此写成普通表格",
            )
        )
        note(
            Bilingual(
                f"{nodes:,} nodes, {edges:,} edges, {why.en}: next, gongjian map {output}",
                f"{nodes:,} 个节点，{edges:,} 条边，{why.zh}；下一步：gongjian map {output}",
            )
        )
    else:
        from loaders import write_dataset  # noqa: PLC0415 -- likewise

        datasets = datasets_of(graph)
        files = ()
        with progress_shown() as progress:
            for dataset in datasets:
                folder = output / dataset.about.source if len(datasets) > 1 else output
                files += tuple(write_dataset(dataset, folder, progress=progress))
        note(
            Bilingual(
                f"{nodes:,} nodes, {edges:,} edges; next: gongjian check {output}",
                f"{nodes:,} 个节点，{edges:,} 条边；下一步：gongjian check {output}",
            )
        )
    for file in files:
        click.echo(file)
