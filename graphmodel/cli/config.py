"""``gongjian config``: where options are looked up."""

from __future__ import annotations

import os

import click

from graphmodel.bilingual import Bilingual
from graphmodel.cli.configuration import VARIABLE, configuration_files
from graphmodel.cli.language import say
from graphmodel.cli.options import speech_option

_READ, _ABSENT = Bilingual("read", "已读取"), Bilingual("not there", "不存在")
_ORDER = Bilingual(
    "The last file wins; the environment wins over files, the command line over both. For example:",
    "以后一个文件为准；环境变量优先于文件，命令行优先于二者。例如：",
)


@click.command("config")
@speech_option
def command() -> None:
    """Show where the options of commands are looked up, and an example.

    \b
    gongjian config
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    for path in configuration_files():
        click.echo(f"{path}\t{say(_READ if path.is_file() else _ABSENT)}")
    if VARIABLE in os.environ:
        click.echo(say(Bilingual(f"named by {VARIABLE}", f"由 {VARIABLE} 指定")))
    click.echo(f'\n{say(_ORDER)}\n\nlang = "en"\n\n[gaps]\ntop = 10\n\n[chart]\nscope = "510106032"')
