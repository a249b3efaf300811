"""``--quiet`` and ``--debug`` after the name of a command too, where most people put them."""

from __future__ import annotations

import copy
from typing import TypeVar

import click
from click.core import ParameterSource

EVERYWHERE = {"quiet": ("--quiet", "-q"), "debug": ("--debug",)}
"""What every command understands, by the name under which it stands in the settings and at the top of a file."""

Command = TypeVar("Command", bound=click.Command)


def with_manners(command: Command) -> Command:
    """Return a copy of a command that, with all below it, takes what may stand before its name behind it as well.

    These options are described once, in the help of all: in that of each command they would only be in the way.

    Examples
    --------
    >>> asked = with_manners(click.Command("gaps")).parse_args
    >>> context = click.Context(click.Command("gaps"), obj={})
    >>> asked(context, ["--quiet"]), context.obj
    ([], {'quiet': True})
    """
    shown = copy.copy(command)
    options = (
        click.Option([*names], is_flag=True, hidden=True, expose_value=False, callback=_keep)
        for names in EVERYWHERE.values()
    )
    # Kept where it was first asked for, which need not be below the command that knows -h.
    shown._help_option = None  # noqa: SLF001 -- click has no other way
    shown.params = [*command.params, *options]
    if isinstance(shown, click.Group) and isinstance(command, click.Group):
        shown.commands = {name: with_manners(below) for name, below in command.commands.items()}
    return shown


def _keep(context: click.Context, option: click.Parameter, value: bool) -> None:
    """Keep what is asked for where the whole command line looks; a file says nothing against environment or line."""
    name, root = str(option.name), context.find_root()
    by_file = context.get_parameter_source(name) is ParameterSource.DEFAULT_MAP
    said = root.get_parameter_source(name) in {ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT}
    if value and not (by_file and said):
        root.ensure_object(dict)[name] = True
