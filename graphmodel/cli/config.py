"""``gongjian config``: where options are looked up."""

from __future__ import annotations

import os

import click

from graphmodel.cli.configuration import VARIABLE, configuration_files


@click.command("config")
def command() -> None:
    """Show where the options of commands are looked up, and an example.

    \b
    gongjian config
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    for path in configuration_files():
        click.echo(f"{path}\t{'read' if path.is_file() else 'not there'}")
    if VARIABLE in os.environ:
        click.echo(f"named by {VARIABLE}")
    click.echo(
        "\nThe last file wins; the environment wins over files, the command line over both. For example:\n\n"
        'lang = "en"\n\n[gaps]\ntop = 10\n\n[chart]\nscope = "510106032"'
    )
