"""Options that several commands share, so that they look and behave alike."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from graphmodel.bilingual import Language
from graphmodel.cli.language import VARIABLE, say, spoken
from graphmodel.errors import InputError
from graphmodel.writable import check_writable

Function = TypeVar("Function", bound=Callable[..., Any])


class DateType(click.ParamType[date]):
    """A date of the command line, read as the tables are: a month or a year stands for its last day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Parse ``value``; fail with what was found and what was expected."""
        if isinstance(value, date):
            return value
        from loaders.about import as_of_date  # noqa: PLC0415 -- only commands that are given a date pay for it

        try:
            return as_of_date(str(value))
        except InputError as error:
            self.fail(say(error.message), param, ctx)


class OutputFile(click.Path):
    """A file to write to; where that is not possible it is told before the work."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; raise `InputError` where no file can be written there."""
        path = super().convert(value, param, ctx)
        if ctx is None or not ctx.resilient_parsing:  # the shell asks for completions before all is typed
            check_writable(Path(os.fsdecode(path)), option=param.opts[0] if param else "-o")
        return path


def as_of_option(function: Function) -> Function:
    """Add ``--as-of``."""
    return click.option("--as-of", type=DateType(), help="Date of the analysis; else the data's own.")(function)


def scope_option(function: Function) -> Function:
    """Add ``--scope``."""
    help_ = "Only what lies in this place (its code, or its name where only one has it) and below."
    return click.option("--scope", metavar="PLACE", help=help_)(function)


def _speak(context: click.Context, option: click.Parameter, language: Language) -> Language:
    """Let results, remarks and errors be in one language: that of the nearest ``--lang``, else the environment, else a file."""
    settings = context.find_root().ensure_object(dict)
    source = context.get_parameter_source(str(option.name))
    if source is not click.core.ParameterSource.COMMANDLINE and settings.get("language_said"):
        return spoken()
    settings["language"] = language
    return language


def _language_option(help_: str, *, needed: bool) -> Callable[[Function], Function]:
    return click.option(
        "--lang",
        "language",
        type=click.Choice(["zh", "en"]),
        default=spoken,
        show_default="that of the locale",
        envvar=VARIABLE,
        callback=_speak,
        expose_value=needed,
        help=help_,
    )


def language_option(function: Function) -> Function:
    """Add ``--lang`` where results are in the language: the argument ``language``."""
    return _language_option("Language of titles, sentences, remarks and errors.", needed=True)(function)


def speech_option(function: Function) -> Function:
    """Add ``--lang`` where only remarks and errors are in the language; no argument."""
    return _language_option("Language of remarks and errors.", needed=False)(function)


def output_options(*formats: str) -> Callable[[Function], Function]:
    """Add ``--format`` and ``-o``; the first of ``formats`` is the default."""

    def decorate(function: Function) -> Function:
        function = click.option("-o", "--output", type=OutputFile(), help="Write to this file.")(function)
        return click.option(
            "--format",
            "format_",
            type=click.Choice(formats),
            help=(
                f"Format of the output; else by the file's ending, else {formats[0]}. CSV and JSON have English names, for programs."
            ),
        )(function)

    return decorate
