from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.cli.console import note, progress_shown
from graphmodel.cli.options import as_of_option
from graphmodel.errors import InputError

if TYPE_CHECKING:
    from graphmodel.graph import Dataset
    from graphmodel.progress import Progress
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
@click.option(
    "--resolve/--no-resolve",
    "resolving",
    default=True,
    show_default=True,
    help="Recognise units that this or another source lists already, by what was decided before, by codes and by names.",
)
@as_of_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    source: str | None,
    quarantine: Path | None,
    as_of: date | None,
    *,
    resolving: bool,
) -> None:
    """Check tables and write them to Neo4j.

    The same files again change nothing; changed files update what this source owns, and only that. What is no longer listed is
    removed, but never while rows are quarantined: what was loaded of them before stays until they are mended.
    Exit code: 0 clean, 1 rows quarantined or left to another source, 2 unreadable.
    """
    import loaders  # noqa: PLC0415 -- `--help` needs neither readers nor driver
    from graphmodel.store import load_dataset  # noqa: PLC0415

    with progress_shown() as progress:
        result = loaders.check(paths, as_of=as_of, source=source, progress=progress)
        quarantined = result.quarantined
        if not len(result.dataset):
            msg = f"found no row that can be used in {' '.join(paths)}: `gongjian check` says why; nothing is loaded"
            raise InputError(msg)
        refuse_to_mix(result.dataset, progress)
        dataset = resolved(result.dataset, progress) if resolving else result.dataset
        summary = load_dataset(dataset, remove_unlisted=not quarantined, progress=progress)
    click.echo(described(summary))
    tell_foreign(summary)
    if quarantined:
        _tell_quarantine(result, quarantined, paths, quarantine)
    if quarantined or summary.foreign:
        ctx.exit(1)
    click.echo("next: gongjian gaps · gongjian links · gongjian query")


def refuse_to_mix(dataset: Dataset, progress: Progress) -> None:
    """Keep real data and synthetic data apart, and say what else is in the database.

    Raises
    ------
    InputError
        If one of the two is synthetic and the other is not.
    """
    from graphmodel.store import connection_settings, open_session  # noqa: PLC0415 -- as above

    query = "MATCH (l:Load) WHERE l.source <> $own RETURN l.source AS source, l.synthetic AS synthetic"
    with open_session(connection_settings(progress=progress)) as session:
        others = {row["source"]: row["synthetic"] for row in session.run(query, own=dataset.about.source)}
    unlike = sorted(source for source, synthetic in others.items() if synthetic != dataset.about.synthetic)
    if unlike:
        what, other = ("synthetic", "not") if dataset.about.synthetic else ("not synthetic", "is")
        msg = (
            f"these data are {what} and {unlike[0]!r} in the database {other}: they must not mix; remove that first with "
            f"`gongjian unload {unlike[0]}`, or set GONGJIAN_DATA_DIR to an empty folder for a database of its own"
        )
        raise InputError(msg)
    if others:
        note(f"the database also holds {', '.join(sorted(others))}: every analysis sees all of it together")


def tell_foreign(summary: LoadSummary) -> None:
    """Name the rows that were left alone since their id belongs to another source."""
    if summary.foreign:
        shown = ", ".join(summary.foreign[:10]) + (" …" if len(summary.foreign) > 10 else "")  # noqa: PLR2004 -- a line
        note(
            f"{len(summary.foreign):,} ids belong to another source, whose rows stand: {shown}. If they mean something else, "
            "give them other ids and load again"
        )


def resolved(dataset: Dataset, progress: Progress) -> Dataset:
    """Merge what is known to be one unit, and keep in the database what was decided and why."""
    from graphmodel.store import connection_settings, open_session, read_graph  # noqa: PLC0415 -- as above
    from graphmodel.store.judgements import read_judgements, write_judgements  # noqa: PLC0415
    from loaders.resolve import profiles_of_graph, resolve  # noqa: PLC0415
    from loaders.resolve.judgements import from_row, to_row  # noqa: PLC0415

    connection = connection_settings(progress=progress)
    with open_session(connection) as session:
        kept = [from_row(row) for row in read_judgements(session)]
        query = "MATCH (l:Load) WHERE l.source <> $own RETURN count(l) AS others"
        others = session.run(query, own=dataset.about.source).single(strict=True)["others"]
    # Only what other sources list can be the same as a row of this one.
    source = dataset.about.source
    known = (
        profiles_of_graph(read_graph(connection, repeating=source, progress=progress), without=source) if others else ()
    )
    now = datetime.now(UTC)  # when something was decided is a fact of the day, not of the data
    resolution = resolve(dataset, judgements=kept, known=known, decided_at=now, progress=progress)
    if resolution.judgements:
        with open_session(connection) as session:
            write_judgements(session, [to_row(item) for item in resolution.judgements])
    if resolution.merged:
        note(f"{len(resolution.merged):,} units stand in more than one row and are one node each")
    if resolution.review:
        note(
            f"{len(resolution.review):,} pairs may be one organization: `gongjian review -o pairs.xlsx` asks about them"
        )
    return resolution.dataset


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
