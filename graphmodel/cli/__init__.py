"""The command line: one file a command, each a thin call on the library."""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from gettext import gettext
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import click

from graphmodel.bilingual import Bilingual, Language
from graphmodel.cli.language import VARIABLE, say, settings_of
from graphmodel.cli.translation import speaking
from graphmodel.errors import GongjianError

Command = TypeVar("Command", bound=click.Command)

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
            found[module.name] = " ".join(match[1].split())
    return found


class CommandFolder(click.Group):
    """A group whose commands are the modules of this package, each found by its file's name."""

    language: Language = "en"

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """Return the names of all commands, sorted."""
        return sorted(_summaries())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- click's signature
        """Import the module of a command and return what it exports as ``command``."""
        if cmd_name not in _summaries():
            return None
        with speaking("en"):  # click names some things while a command is declared
            command = importlib.import_module(f"{__name__}.{cmd_name}").command
        assert isinstance(command, click.Command)  # noqa: S101 -- `_summaries` has found it so
        from graphmodel.cli.manners import with_manners  # noqa: PLC0415 -- the help of all needs no command

        return _spoken(with_manners(command), self.language)

    def main(self, args: Sequence[str] | None = None, *others: Any, **extra: Any) -> Any:
        """Run a command in the user's language."""
        given = sys.argv[1:] if args is None else list(args)
        if "obj" not in extra:
            extra["obj"] = settings_of(given)
        language = extra["obj"]["language"]
        folder = _spoken(self, language)
        folder.language = language
        with speaking(language):
            return super(CommandFolder, folder).main(given, *others, **extra)

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
        chinese = _chinese() if self.language == "zh" else None
        rows = [
            (name, text.removesuffix(".") if chinese is None else chinese.summary(text))
            for name, text in sorted(_summaries().items())
        ]
        with formatter.section(gettext("Commands")):
            formatter.write_dl(rows)


def _chinese() -> ModuleType:
    return importlib.import_module(f"{__name__}.chinese_help")  # English needs none of it


def _spoken(command: Command, language: Language) -> Command:
    """Return a command as it is shown in a language: itself, or a copy in Chinese."""
    if language == "en":
        return command
    shown: Command = _chinese().in_chinese(command)
    return shown


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
@click.option(
    "--lang",
    "language",
    type=click.Choice(["zh", "en"]),
    envvar=VARIABLE,
    expose_value=False,
    help="Language of everything that is shown, help and errors too; else that of the locale.",
)
@click.version_option(
    package_name="gongjian", prog_name="gongjian", message="%(prog)s %(version)s", help="Show the version and exit."
)
@click.pass_context
def gongjian(ctx: click.Context, *, debug: bool, quiet: bool) -> None:
    """Find coverage gaps and co-building links in a graph of stakeholders (共建).

    Start with `gongjian demo`, or with your own tables: `gongjian template`, `check`, `load`, then `gaps` and `links`.

    Options may also stand in a file gongjian.toml in this folder or in the user's configuration folder (`gongjian config`
    shows both), or in the environment: GONGJIAN_LANG, GONGJIAN_QUIET, GONGJIAN_GAPS_TOP and so on. --debug, --quiet and
    --lang may stand before or after the name of a command.

    Exit codes: 0 done; 1 some rows were quarantined (check, load); 2 it cannot be done, and one line says why and what to
    do; 3 a mistake of gongjian itself; 130 stopped by the user.
    """
    from graphmodel.cli.configuration import defaults_of  # noqa: PLC0415 -- the help of all needs no files

    settings = ctx.ensure_object(dict)
    ctx.default_map = defaults_of(gongjian, ctx)
    settings["debug"] = debug
    settings["quiet"] = quiet


def main(arguments: list[str] | None = None) -> None:
    """Run a command; an error is one line on standard error, with exit code 2 where it is one of ours."""
    given = sys.argv[1:] if arguments is None else arguments
    settings = settings_of(given)
    try:
        sys.exit(gongjian.main(args=given, prog_name="gongjian", standalone_mode=False, obj=settings) or 0)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        with speaking(settings["language"]):
            error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo(Bilingual("stopped", "已停止").in_language(settings["language"]), err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output went away (`| head`), which is its right.
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        # An error that comes before the options are understood has its own look at them.
        asked = "--debug" in given or os.environ.get("GONGJIAN_DEBUG", "").lower() in {"1", "true", "yes", "on"}
        if settings.get("debug") or asked:
            raise
        ours = isinstance(error, GongjianError)
        said = error if isinstance(error, GongjianError) else _unforeseen(error)
        click.echo(f"gongjian: {said.in_language(settings['language'])}", err=True)
        sys.exit(2 if ours else 3)


def _unforeseen(error: Exception) -> Bilingual:
    """Return a line on an error that nobody foresaw: a traceback helps the author, and comes when it is asked for."""
    what = f"{type(error).__name__}: {' '.join(str(error).split())}".removesuffix(": ")
    return Bilingual(
        f"found what gongjian does not expect ({what}): a mistake of the program; --debug shows where, please report it",
        f"出现程序未料到的情况（{what}）：这是程序的错误；用 --debug 可看到出错位置，请反馈",
    )
