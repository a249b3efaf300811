from __future__ import annotations

from pathlib import Path

import click

from graphmodel.cli.console import note, progress_shown
from graphmodel.errors import InputError


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--table", metavar="NAME", help="The table that the sheets are; else the likeliest one for each.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def command(paths: tuple[str, ...], table: str | None, output: Path | None) -> None:
    """Propose a mapping for spreadsheets that were not made for us.

    The proposal is TOML with the reasons in comments. Correct it, then give it to `gongjian check` or any command
    that reads files, beside the files.

    \b
    gongjian map exported.xlsx -o mapping.toml
    gongjian check exported.xlsx mapping.toml
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from graphmodel.cli.output import write_file  # noqa: PLC0415 -- help must not wait for pandas
    from loaders.mapping import propose_mapping  # noqa: PLC0415 -- `--help` needs no readers

    if output is not None and output.exists():
        msg = f"found {output} there already, perhaps with corrections: choose another file with -o, or delete it"
        raise InputError(msg)
    with progress_shown() as progress:
        text = propose_mapping(paths, table=table, progress=progress)
    if output is None:
        click.echo(text, nl=False)
        return
    write_file(output, text.encode())
    note(f"written to {output}; next: correct it, then gongjian check {' '.join(paths)} --mapping {output}")
