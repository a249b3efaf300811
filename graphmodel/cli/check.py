from __future__ import annotations

import json
from pathlib import Path

import click

from graphmodel.cli.check_text import described
from graphmodel.cli.console import progress_shown
from graphmodel.cli.options import language_option
from graphmodel.schema import Language


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Format of the output.",
)
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
@language_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    format_: str,
    as_of: str | None,
    mapping: Path | None,
    quarantine: Path | None,
    language: Language,
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
    written = (
        loaders.write_quarantine(result, quarantine, language=language) if quarantine and result.quarantined else None
    )
    if format_ == "json":
        click.echo(json.dumps(result.to_json(), ensure_ascii=False, indent=1))
    else:
        # A mapping among the paths means the same, and every command that reads files takes it there.
        given = paths if mapping is None else (*paths, str(mapping))
        for line in described(result, given, written, language):
            click.echo(line)
    ctx.exit(result.exit_code)
