"""The user's own defaults for options, from TOML files."""

from __future__ import annotations

import contextlib
import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import platformdirs

from graphmodel.bilingual import Bilingual
from graphmodel.cli.manners import EVERYWHERE
from graphmodel.errors import InputError

NAME = "gongjian.toml"
VARIABLE = "GONGJIAN_CONFIG"


def configuration_files(environ: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """Return where options are looked up, later files before earlier ones: the user's own, then this folder's.

    ``GONGJIAN_CONFIG`` names one file instead, or none where it is empty.
    """
    if VARIABLE in environ:
        return (Path(environ[VARIABLE]),) if environ[VARIABLE] else ()
    return (platformdirs.user_config_path("gongjian", appauthor=False) / NAME, Path(NAME))


def defaults_of(group: click.Group, context: click.Context) -> dict[str, Any]:
    """Return the defaults of the command that is about to run, in the shape of click's ``default_map``.

    Raises
    ------
    InputError
        If a file is not TOML, or names a command or an option that there is not.
    """
    found: dict[str, Any] = {}
    for path in configuration_files():
        if path.is_file():
            given = _read(path)
            _check_commands(given, group, context, path)
            name = context.invoked_subcommand
            command = None if name is None else group.get_command(context, name)
            if name is not None and command is not None:
                section = _section(given.get(name, {}), command, context, path, (name,))
                found[name] = _joined(_joined(found.get(name, {}), _for_all(given, command, context)), section)
    return found


def configured_language(environ: Mapping[str, str] = os.environ) -> object:
    """Return the ``lang`` that stands above all sections of the last file that has one, valid or not."""
    found = None
    for path in configuration_files(environ):
        with contextlib.suppress(OSError, ValueError):  # a broken file is told of when the command runs
            found = tomllib.loads(path.read_text(encoding="utf-8")).get("lang", found)
    return found


def _joined(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """Return both, the second winning, section by section."""
    found = dict(first)
    for name, value in second.items():
        both = isinstance(value, dict) and isinstance(found.get(name), dict)
        found[name] = _joined(found[name], value) if both else value
    return found


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = Bilingual(
            f"found {path}, which is not TOML ({error}): correct it, or set {VARIABLE} to another file",
            f"{path} 不是 TOML 文件（{error}）：请改正，或用 {VARIABLE} 指定另一个文件",
        )
        raise InputError(msg) from error


def _check_commands(given: Mapping[str, Any], group: click.Group, context: click.Context, path: Path) -> None:
    commands = group.list_commands(context)
    for name, value in given.items():
        if isinstance(value, dict) and name not in commands:
            msg = Bilingual(
                f"found [{name}] in {path}, expected the name of a command: {', '.join(commands)}",
                f"{path} 中的 [{name}] 不是命令名，应为：{'、'.join(commands)}",
            )
            raise InputError(msg)
        above = ("lang", *EVERYWHERE)
        if not isinstance(value, dict) and name not in above:
            msg = Bilingual(
                f"found {name!r} at the top of {path}, expected {', '.join(above)}, or a section such as [gaps]",
                f"{path} 开头的 {name!r} 不可用：此处只能写 {'、'.join(above)}，其余写在 [gaps] 等各节之下",
            )
            raise InputError(msg)


def _for_all(given: Mapping[str, Any], command: click.Command, context: click.Context) -> dict[str, Any]:
    """Return the options that stand above all sections, as far as the command has them."""
    known = _options(command)
    own = {known[name].name: value for name, value in given.items() if name in known}
    if isinstance(command, click.Group):
        below = {name: command.get_command(context, name) for name in command.list_commands(context)}
        own.update({name: _for_all(given, item, context) for name, item in below.items() if item is not None})
    return {str(name): value for name, value in own.items()}


def _section(
    given: Any, command: click.Command, context: click.Context, path: Path, names: tuple[str, ...]
) -> dict[str, Any]:
    if not isinstance(given, dict):
        section = ".".join(names)
        msg = Bilingual(
            f"found {names[-1]} = {given!r} in {path}, expected a section [{section}]",
            f"{path} 中写的是 {names[-1]} = {given!r}，应为一节 [{section}]",
        )
        raise InputError(msg)
    known = _options(command)
    found: dict[str, Any] = {}
    for name, value in given.items():
        below = command.get_command(context, name) if isinstance(command, click.Group) else None
        if below is not None:
            found[name] = _section(value, below, context, path, (*names, name))
        elif name in known:
            found[str(known[name].name)] = value
        else:
            msg = Bilingual(
                f"found {name!r} under [{'.'.join(names)}] in {path}, expected one of {', '.join(sorted(known))}",
                f"{path} 的 [{'.'.join(names)}] 中没有选项 {name!r}，可用：{'、'.join(sorted(known))}",
            )
            raise InputError(msg)
    return found


def _options(command: click.Command) -> dict[str, click.Parameter]:
    return {name: item for item in command.params for name in _long_names(item)}


def _long_names(parameter: click.Parameter) -> Iterator[str]:
    if isinstance(parameter, click.Option):
        yield from (name.removeprefix("--") for name in parameter.opts if name.startswith("--"))
