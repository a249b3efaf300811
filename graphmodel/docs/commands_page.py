"""The page on the commands, from their own help."""

from __future__ import annotations

from collections.abc import Iterator

import click

from graphmodel.cli import gongjian
from graphmodel.docs.markdown import block, page

_WIDTH = 100


def commands_page() -> str:
    """Return the page with the help of every command."""
    return page(
        (
            "# Commands",
            (
                "命令。What `gongjian COMMAND --help` prints. Exit codes: 0 done; 1 some rows were quarantined (`check`, `load`); "
                "2 it cannot be done, and one line says why and what to do (`--debug` adds the traceback); 130 stopped by the user."
            ),
            (
                "Every option may also be given by the environment (`GONGJIAN_GAPS_TOP=5` for `gongjian gaps --top 5`, "
                "`GONGJIAN_LANG`, `GONGJIAN_QUIET`) or in a file `gongjian.toml` (`gongjian config`); the command line wins over both. "
                "Colours and progress appear on terminals only; `NO_COLOR` turns colours off."
            ),
            (
                "Help, errors, remarks and printed results are in Chinese or English: as the last `--lang zh|en` says (before or after the "
                "name of the command), else `GONGJIAN_LANG`, else `lang` in `gongjian.toml`, else the language of the system (Chinese where it is "
                "Chinese or not set). CSV and JSON are for programs: their names stay English. "
                "语言：以最后一个 `--lang` 为准，其次 `GONGJIAN_LANG`、`gongjian.toml` 中的 `lang`、系统语言；`gongjian --lang zh --help` 显示中文帮助。"
            ),
            *(page((f"## {' '.join(names)}", block(text))) for names, text in helps()),
        )
    )


def helps() -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the name, in words, and the help of every command, groups before what they hold."""
    yield from _helps(gongjian, ("gongjian",), None)


def _helps(
    command: click.Command, names: tuple[str, ...], parent: click.Context | None
) -> Iterator[tuple[tuple[str, ...], str]]:
    settings = {**command.context_settings, "terminal_width": _WIDTH, "max_content_width": _WIDTH}
    context = click.Context(command, parent=parent, info_name=names[-1], **settings)
    yield names, "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None and not found.hidden:
                yield from _helps(found, (*names, name), context)
