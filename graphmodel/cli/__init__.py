"""The command line: one file a command, each a thin call on the library."""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import sys
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import click

from graphmodel.bilingual import Bilingual
from graphmodel.cli.language import asked_language, say
from graphmodel.errors import GongjianError

# A command's module has a function of this name, and the first sentence of its docstring is the command's summary.
_COMMAND = re.compile(r'^def command\(.*?\n    r?"""(.*?)(?:\n\n|""")', re.DOTALL | re.MULTILINE)


@cache
def _summaries() -> dict[str, str]:
    """Return every command with its summary, read from the sources: importing all of them takes a second."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        path = Path(__path__[0], f"{module.name}.py")
        match = None if module.ispkg else _COMMAND.search(path.read_text(encoding="utf-8"))
        if match is not None:
            found[module.name] = " ".join(match[1].split()).removesuffix(".")
    return found


class CommandFolder(click.Group):
    """A group whose commands are the modules of this package, each found by its file's name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """Return the names of all commands, sorted."""
        return sorted(_summaries())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- click's signature
        """Import the module of a command and return what it exports as ``command``."""
        if cmd_name not in _summaries():
            return None
        command = importlib.import_module(f"{__name__}.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Know the language before anything else: help and errors are given in it."""
        extra.setdefault("obj", {"language": asked_language(args)})
        return super().make_context(info_name, args, parent, **extra)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is called; where there is none, say which come near."""
        name = args[0]
        if name in _summaries() or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        near = get_close_matches(name, _summaries(), n=3, cutoff=0.5)
        msg = Bilingual(
            f"found no command {name!r}"
            + (f" (did you mean {' or '.join(near)}?)" if near else "")
            + "; `gongjian --help` lists all",
            f"没有命令 {name!r}"
            + (f"（您要的是否为 {'、'.join(near)}？）" if near else "")
            + "；用 `gongjian --help` 查看全部命令",
        )
        raise click.UsageError(say(msg), ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's signature
        """Write the list of commands."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(_summaries().items()))


@click.group(
    cls=CommandFolder,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "max_content_width": 110,
        "auto_envvar_prefix": "GONGJIAN",
    },
)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.option(
    "-q", "--quiet", is_flag=True, help="No progress and no remarks on standard error; errors are still told."
)
@click.version_option(package_name="gongjian", prog_name="gongjian")
@click.pass_context
def gongjian(ctx: click.Context, *, debug: bool, quiet: bool) -> None:
    """Find coverage gaps and co-building links in a graph of stakeholders (共建).

    Start with `gongjian demo`, or with your own tables: `gongjian template`, `check`, `load`, then `gaps` and `links`.

    Options may also stand in a file gongjian.toml in this folder or in the user's configuration folder (`gongjian config`
    shows both), or in the environment: GONGJIAN_LANG, GONGJIAN_QUIET, GONGJIAN_GAPS_TOP and so on.
    """
    from graphmodel.cli.configuration import defaults_of  # noqa: PLC0415 -- the help of all needs no files

    settings = ctx.ensure_object(dict)
    ctx.default_map = defaults_of(gongjian, ctx)
    settings["debug"] = debug
    settings["quiet"] = quiet


def main(arguments: list[str] | None = None) -> None:
    """Run a command; an error of ours is one line on standard error and exit code 2."""
    given = sys.argv[1:] if arguments is None else arguments
    language = asked_language(given)
    try:
        sys.exit(gongjian.main(args=given, prog_name="gongjian", standalone_mode=False) or 0)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo(Bilingual("stopped", "已停止").in_language(language), err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output went away (`| head`), which is its right.
        sys.stderr.close()
        sys.exit(0)
    except GongjianError as error:
        if "--debug" in given or os.environ.get("GONGJIAN_DEBUG", "").lower() in {"1", "true", "yes", "on"}:
            raise
        click.echo(f"gongjian: {error.in_language(language)}", err=True)
        sys.exit(2)
