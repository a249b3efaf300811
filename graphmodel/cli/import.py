"""``gongjian import``: a graph that another tool wrote, as tables."""

from __future__ import annotations

from pathlib import Path

import click

from graphmodel.cli.console import note, progress_shown
from graphmodel.errors import InputError


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--as",
    "format_",
    metavar="FORMAT",
    help="The format of PATH; else by its ending or files. `gongjian export` lists them.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder for the tables; one for each source where there are several.",
)
def command(*, path: Path, format_: str | None, output: Path) -> None:
    """Turn a graph from a file into tables that `gongjian check` and `gongjian load` take.

    A graph that `gongjian export` wrote comes back as it was where its format is lossless. A graph of other nodes and edges
    becomes two plain tables, for which `gongjian map` proposes a mapping.

    \b
    gongjian import jinniu.graphml -o tables
    gongjian import someone-elses.gexf -o raw && gongjian map raw -o mapping.toml
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from graphmodel.exchange import import_graph  # noqa: PLC0415 -- help must not wait for networkx
    from graphmodel.graph.records import datasets_of  # noqa: PLC0415 -- likewise
    from graphmodel.schema import NODE_TABLES  # noqa: PLC0415 -- likewise

    if output.exists() and any(output.iterdir()):
        msg = f"found {output} with files in it, expected a new or empty folder: choose another with -o"
        raise InputError(msg)
    graph = import_graph(path, format=format_)
    ours = {table.label for table in NODE_TABLES}
    if len(graph) and not any(ours.intersection(labels or ()) for _, labels in graph.nodes(data="labels")):
        from graphmodel.exchange import export_graph  # noqa: PLC0415 -- likewise

        files = export_graph(graph, output, to="gephi-csv").files
        note(
            f"{len(graph):,} nodes, {graph.number_of_edges():,} edges, none of a kind we know: next, gongjian map {output}"
        )
    else:
        from loaders import write_dataset  # noqa: PLC0415 -- likewise

        datasets = datasets_of(graph)
        files = ()
        with progress_shown() as progress:
            for dataset in datasets:
                folder = output / dataset.about.source if len(datasets) > 1 else output
                files += tuple(write_dataset(dataset, folder, progress=progress))
        note(f"{len(graph):,} nodes, {graph.number_of_edges():,} edges; next: gongjian check {output}")
    for file in files:
        click.echo(file)
