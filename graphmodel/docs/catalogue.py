"""The catalogue of the Chinese help: which texts it needs, what is missing or stale, and its compiled form."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from graphmodel.cli import gongjian
from graphmodel.cli.translation import DOMAIN, FOLDER, METAVAR

SOURCE = FOLDER / "zh" / "LC_MESSAGES" / f"{DOMAIN}.po"
COMPILED = SOURCE.with_suffix(".mo")

_NOTE = "The Chinese of the command line's help. Texts come and go with `python -m graphmodel.docs`; translations are written here by hand."
_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_CLICKS = {"_": None, "gettext": None, "ngettext": (1, 2)}
# What click hands to gettext in a variable, where no reader of its source can find it.
_HIDDEN = ("required",)
_ON_WINDOWS_ALONE = "_winconsole.py"


def needed() -> Catalog:
    """Return every text that help and errors of the command line are made of, click's own too, without translations."""
    catalog = _empty()
    for text, where in _clicks():
        catalog.add(text, auto_comments=[where])
    for context, text, where in _ours(gongjian, "gongjian"):
        catalog.add(text, auto_comments=[where], context=context)
    return catalog


def kept() -> Catalog:
    """Return the catalogue as it is kept, with its translations."""
    catalog = _empty()
    with SOURCE.open("rb") as file:
        for message in read_po(file, locale="zh"):
            if message.id:
                catalog[message.id] = message
    return catalog


def faults() -> list[str]:
    """Return in a line each what is wrong with the catalogue: missing, stale, not compiled.

    Examples
    --------
    >>> faults()
    []
    """
    wanted, there = _texts(needed()), _texts(kept())
    found = [f"{SOURCE.name} has no translation of {_short(key)}" for key in wanted if not there.get(key)]
    found += [f"{SOURCE.name} translates {_short(key)}, which nothing says" for key in there if key not in wanted]
    if not COMPILED.is_file() or COMPILED.read_bytes() != compiled():
        found.append(f"{COMPILED.name} is not made of {SOURCE.name}")
    return found


def compiled() -> bytes:
    """Return the catalogue in the form that ``gettext`` reads."""
    content = io.BytesIO()
    write_mo(content, kept())
    return content.getvalue()


def update() -> None:
    """Bring the catalogue up to date: new texts without a translation, none that nothing says; and compile it."""
    merged, there = needed(), kept()
    for message in merged:
        known = there.get(message.id, message.context) if message.id else None
        if known is not None:
            message.string = known.string
    content = io.BytesIO()
    write_po(content, merged, width=0, omit_header=False, include_previous=False)
    SOURCE.write_bytes(content.getvalue())
    COMPILED.write_bytes(compiled())


def _empty() -> Catalog:
    """Return a catalogue with a header in which nothing changes from day to day."""
    return Catalog(
        locale="zh",
        domain=DOMAIN,
        header_comment=f"# {_NOTE}",
        project="gongjian",
        version="1",
        msgid_bugs_address="-",
        creation_date=_DAY,
        revision_date=_DAY,
        last_translator="-",
        language_team="zh",
        fuzzy=False,
    )


def _texts(catalog: Catalog) -> dict[tuple[str | None, str], str]:
    """Return what stands for what; a text with a plural is known by its singular."""
    found = {}
    for message in catalog:
        if message.id:
            text = message.id if isinstance(message.id, str) else message.id[0]
            said = message.string if isinstance(message.string, str) else "".join(message.string or ())
            found[message.context, text] = said
    return found


def _short(key: tuple[str | None, str]) -> str:
    text = key[1] if len(key[1]) <= 60 else f"{key[1][:59]}…"  # noqa: PLR2004 -- a line
    return repr(text)


def _clicks() -> Iterator[tuple[str | tuple[str, ...], str]]:
    spec = find_spec("click")
    assert spec is not None  # noqa: S101 -- it is imported above
    folder = Path(str(spec.origin)).parent
    for name, _, text, _, _ in extract_from_dir(folder, method_map=[("**.py", "python")], keywords=_CLICKS):
        if Path(name).name != _ON_WINDOWS_ALONE:
            yield text, f"click {Path(name).name}"
    for text in _HIDDEN:
        yield text, "click"


def _ours(command: click.Command, name: str) -> Iterator[tuple[str | None, str, str]]:
    """Yield the context and the text of everything that the help of a command and of those below it says."""
    for paragraph in re.split(r"\n\s*\n", (command.help or "").strip()):
        if paragraph and not paragraph.lstrip(" ").startswith("\b"):
            yield None, " ".join(paragraph.split()), name
    if command.options_metavar:
        yield METAVAR, command.options_metavar, name
    for parameter in command.params:
        yield from _of_parameter(parameter, name)
    if isinstance(command, click.Group):
        yield METAVAR, command.subcommand_metavar, name
        context = click.Context(command, info_name=name)
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            if found is not None:
                yield from _ours(found, f"{name} {below}")


def _of_parameter(parameter: click.Parameter, name: str) -> Iterator[tuple[str | None, str, str]]:
    if isinstance(parameter, click.Option):
        if parameter.help:
            yield None, parameter.help, name
        if isinstance(parameter.show_default, str):
            yield None, parameter.show_default, name
        if parameter.is_flag:
            return
    if isinstance(parameter.type, click.Choice):
        return
    yield METAVAR, parameter.type.name.upper(), name
    if parameter.metavar:
        yield METAVAR, parameter.metavar, name
    elif isinstance(parameter, click.Argument):
        yield METAVAR, str(parameter.name).upper(), name
