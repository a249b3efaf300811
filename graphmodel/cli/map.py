from __future__ import annotations

from pathlib import Path

import click

from graphmodel.bilingual import Bilingual
from graphmodel.cli.console import note, progress_shown, wrote
from graphmodel.cli.language import spoken
from graphmodel.cli.options import OutputFile, speech_option
from graphmodel.errors import InputError


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--table", metavar="NAME", help="The table that the sheets are; else the likeliest one for each.")
@click.option("-o", "--output", type=OutputFile(), help="Write to this file.")
@speech_option
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
        msg = Bilingual(
            f"found {output} there already, perhaps with corrections: choose another file with -o, or delete it",
            f"{output} 已存在，其中可能有改动：请用 -o 另选文件，或先删除它",
        )
        raise InputError(msg)
    with progress_shown() as progress:
        text = propose_mapping(paths, table=table, language=spoken(), progress=progress)
    if output is None:
        click.echo(text, nl=False)
        return
    write_file(output, text.encode())
    wrote(output)
    again = f"gongjian check {' '.join(paths)} --mapping {output}"
    note(Bilingual(f"next: correct it, then {again}", f"下一步：核对改正，再 {again}"))
