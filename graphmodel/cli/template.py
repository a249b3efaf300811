from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from graphmodel.bilingual import Bilingual
from graphmodel.cli.console import note
from graphmodel.cli.options import language_option


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["xlsx", "csv"]),
    default="xlsx",
    show_default=True,
    help="Format of the tables.",
)
@language_option
def command(folder: Path, format_: Literal["csv", "xlsx"], language: Literal["zh", "en"]) -> None:
    """Write empty tables to fill in.

    XLSX is one workbook with a sheet a table, drop-downs and descriptions; CSV one file a table. Every table is optional.

    \b
    gongjian template my-tables
    gongjian template my-tables --format csv --lang en
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from loaders import write_template  # noqa: PLC0415 -- `--help` needs no writers

    for path in write_template(folder, format=format_, language=language):
        click.echo(str(path))
    note(
        Bilingual(
            f"next: fill in what you have, then `gongjian check {folder}`",
            f"下一步：填写已有的内容，再用 `gongjian check {folder}` 检查",
        )
    )
