from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.cli.console import note, progress_shown
from graphmodel.cli.options import as_of_option

if TYPE_CHECKING:
    from graphmodel.store import LoadSummary
    from loaders import CheckResult


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--source", metavar="NAME", help="Who owns these rows in the database; else what about.csv says.")
@click.option(
    "--quarantine",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the rows that cannot be used here, to be mended and loaded again.",
)
@as_of_option
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[str, ...], source: str | None, quarantine: Path | None, as_of: date | None
) -> None:
    """Check tables and write them to Neo4j.

    The same files again change nothing; changed files update what this source owns, and only that.
    Exit code: 0 clean, 1 rows quarantined, 2 unreadable.
    """
    import loaders  # noqa: PLC0415 -- `--help` needs neither readers nor driver
    from graphmodel.store import load_dataset  # noqa: PLC0415

    with progress_shown() as progress:
        result = loaders.check(paths, as_of=as_of, source=source, progress=progress)
        summary = load_dataset(result.dataset, progress=progress)
    click.echo(described(summary))
    quarantined = sum(count.quarantined for count in result.counts.values())
    if quarantined:
        _tell_quarantine(result, quarantined, paths, quarantine)
        ctx.exit(1)
    click.echo("next: gongjian gaps · gongjian links · gongjian query")


def described(summary: LoadSummary) -> str:
    """Return in one line what a load did."""
    size = f"{summary.nodes:,} nodes and {summary.relationships:,} relationships of {summary.source!r}"
    if summary.unchanged:
        return f"nothing to do: the database already holds these {size}"
    line = f"loaded {size} by {summary.way}"
    if summary.removed_nodes or summary.removed_relationships:
        line += f"; removed {summary.removed_nodes:,} and {summary.removed_relationships:,} that are no longer listed"
    if summary.kept_foreign:
        line += f"; left {summary.kept_foreign:,} rows alone that another source owns"
    return line


def _tell_quarantine(result: CheckResult, rows: int, paths: tuple[str, ...], folder: Path | None) -> None:
    import loaders  # noqa: PLC0415 -- as above

    if folder is None:
        note(
            f"{rows:,} rows are quarantined and not loaded: `gongjian check {' '.join(paths)}` says why, --quarantine DIR keeps them"
        )
        return
    written = loaders.write_quarantine(result, folder)
    note(f"{rows:,} rows are quarantined in {written}: mend them there and load that file too")
