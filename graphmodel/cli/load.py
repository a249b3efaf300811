from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.cli.console import note, progress_shown
from graphmodel.cli.options import as_of_option
from graphmodel.errors import InputError

if TYPE_CHECKING:
    from graphmodel.graph import Conflict, Dataset
    from graphmodel.store import LoadSummary
    from graphmodel.store.loads import LoadRecord
    from loaders import CheckResult
    from loaders.resolve.recognition import Recognition


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--source",
    metavar="NAME",
    help="Whose rows these are; loaded again under the same name they replace what it listed before. "
    "Else what about.csv says, else the name of the first PATH.",
)
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
@click.option(
    "--precedence",
    metavar="A,B,…",
    help="Sources in the order in which their values stand where they differ; else the order of loading.",
)
@click.option(
    "--conflicts",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write where sources differ to this .csv, .json or .xlsx: which property, both values, whose stands.",
)
@as_of_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    source: str | None,
    quarantine: Path | None,
    precedence: str | None,
    conflicts: Path | None,
    as_of: date | None,
    *,
    resolving: bool,
) -> None:
    """Check tables and write them to Neo4j.

    The same files again change nothing; changed files update what this source lists, and only that. What is no longer listed is
    removed, but never while rows are quarantined: what was loaded of them before stays until they are mended.
    What several sources list stands once, with the values of the source that comes first.
    Exit code: 0 clean, 1 rows quarantined or an id that another source uses for something else, 2 unreadable.

    \b
    gongjian load my-tables
    gongjian load june --source street-office --as-of 2024-06-30
    gongjian load july --source street-office --as-of 2024-07-31
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    import loaders  # noqa: PLC0415 -- `--help` needs neither readers nor driver
    from graphmodel.cli.editions import EditionWatch, tell_repeated  # noqa: PLC0415
    from graphmodel.store import LoadOptions, load_dataset  # noqa: PLC0415
    from loaders.resolve.recognition import Recognition  # noqa: PLC0415

    now = datetime.now(UTC)  # when something was loaded and decided is a fact of the day, not of the data
    with progress_shown() as progress:
        result = loaders.check(paths, as_of=as_of, source=source, progress=progress)
        quarantined = result.quarantined
        if not len(result.dataset):
            msg = f"found no row that can be used in {' '.join(paths)}: `gongjian check` says why; nothing is loaded"
            raise InputError(msg)
        recognition = Recognition(at=now, progress=progress)
        watch = EditionWatch(recognition, result.about.source)
        options = LoadOptions(
            remove_unlisted=not quarantined,
            combiner=watch,
            precedence=named_sources(precedence),
            recognised=resolving,
            loaded_at=now,
            before=refusing_to_mix(result.dataset),
            after=recognition.keep,
        )
        summary = load_dataset(result.dataset, options=options, progress=progress)
    tell_recognised(recognition)
    click.echo(described(summary))
    tell_repeated(watch.repeated, summary.source, paths, as_of)
    clashes = tell_conflicts(summary.conflicts, conflicts)
    if quarantined:
        _tell_quarantine(result, quarantined, paths, quarantine)
    if quarantined or clashes:
        ctx.exit(1)
    click.echo("next: gongjian gaps · gongjian links · gongjian loads")


def named_sources(text: str | None) -> tuple[str, ...]:
    """Return the sources that a list with commas names, Chinese commas too."""
    return tuple(name.strip() for name in (text or "").replace("，", ",").split(",") if name.strip())


def refusing_to_mix(dataset: Dataset) -> Callable[[Sequence[LoadRecord]], None]:
    """Return what keeps real data and synthetic data apart, and says what else is in the database."""

    def refuse(loads: Sequence[LoadRecord]) -> None:
        others = {item.source: item.synthetic for item in loads if item.source != dataset.about.source}
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

    return refuse


def tell_recognised(recognition: Recognition) -> None:
    """Say how many units were recognised in several rows, and how many pairs are to be asked about."""
    found = recognition.resolution
    if found is not None and found.merged:
        note(f"{len(found.merged):,} units stand in more than one row and are one node each")
    if found is not None and found.review:
        note(f"{len(found.review):,} pairs may be one organization: `gongjian review -o pairs.xlsx` asks about them")


def tell_conflicts(conflicts: Sequence[Conflict], output: Path | None = None) -> int:
    """Say where sources differ, and write it to a file; return how many ids mean different kinds of things."""
    from graphmodel.cli.output import write_table  # noqa: PLC0415 -- as above
    from graphmodel.graph.combine import OTHER_TABLE, conflicts_frame  # noqa: PLC0415

    if output is not None:
        write_table(conflicts_frame(conflicts), output=output, title="来源冲突 conflicts of sources")
        note(f"{len(conflicts):,} values on which sources differ are in {output}")
    clashes = [item for item in conflicts if item.column == OTHER_TABLE]
    if clashes:
        shown = ", ".join(f"{item.id} ({item.kept_source})" for item in clashes[:10])
        more = " …" if len(clashes) > 10 else ""  # noqa: PLR2004 -- a line
        note(
            f"{len(clashes):,} ids are used by another source for something else, whose rows stand: {shown}{more}. "
            "Give them other ids and load again"
        )
    if len(conflicts) > len(clashes):
        columns = Counter(item.column for item in conflicts if item.column != OTHER_TABLE)
        listed = " · ".join(f"{name} {count:,}" for name, count in columns.most_common())
        first = next(item for item in conflicts if item.column != OTHER_TABLE)
        note(
            f"sources differ on {sum(columns.values()):,} values ({listed}); the source that comes first stands, as in {first.id}: "
            f"{first.column} {first.kept} of {first.kept_source!r}, not {first.other} of {first.source!r}. "
            "--conflicts FILE.csv lists all, --precedence A,B changes who comes first"
        )
    return len(clashes)


def described(summary: LoadSummary) -> str:
    """Return in one line what a load did."""
    size = f"{summary.nodes:,} nodes and {summary.relationships:,} relationships of {summary.source!r}"
    there = ""
    if summary.shared_nodes or summary.shared_relationships:
        shared = f"{summary.shared_nodes:,} nodes and {summary.shared_relationships:,} relationships"
        there = f"; {shared} that it lists too were already there and stand as another source lists them"
    if summary.unchanged:
        return f"nothing to do: the database already holds these {size}{there}"
    line = f"loaded {size} by {summary.way}{there}"
    if summary.removed_nodes or summary.removed_relationships:
        line += f"; removed {summary.removed_nodes:,} and {summary.removed_relationships:,} that are no longer listed"
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
