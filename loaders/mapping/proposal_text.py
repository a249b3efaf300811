"""A proposed mapping as TOML, with the reasons beside it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath
from typing import Any

import tomlkit
from tomlkit.items import Comment
from tomlkit.items import Table as TomlTable

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.progress import Progress, silent
from graphmodel.schema import BY_NAME, Column, Kind
from loaders.mapping.apply import is_ours
from loaders.mapping.dates import date_writer
from loaders.mapping.profile import Profile, profiles
from loaders.mapping.propose import FITS, Guess, Proposal, propose
from loaders.private import shown
from loaders.read import read_sheets
from loaders.values.enumeration import spelling, spellings

_LEVELS = {"3": "district", "4": "street", "5": "community"}
_MOST = 12
_UNITS = ("亿元", "万元", "千元")
_DATE_FORMS = ("DD/MM/YYYY", "MM/DD/YYYY", "DD.MM.YYYY", "DD-MM-YYYY", "DD MMM YYYY", "MM/YYYY", "MM.YYYY")


def propose_mapping(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    table: str | None = None,
    progress: Progress = silent,
) -> str:
    r"""Propose a mapping for spreadsheets from their headers and first rows, as TOML to be read and corrected.

    Every line says why it is there; columns that are not used are named, and what is lacking is said. No cell of a
    column with personal data is shown.

    Parameters
    ----------
    paths
        One path or several: folders, CSV files, Excel workbooks or ZIP archives.
    table
        The table that all sheets are; otherwise the likeliest one for each.
    progress
        Called for each sheet.

    Raises
    ------
    InputError
        If a path cannot be read, holds no table, or there is no table called ``table``.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pathlib.Path(folder, "lian.csv").write_text("source,target,date\nA,B,2005-08-24\nA,C,2005-08-25\n", "utf-8")
    ...     print(propose_mapping(folder, table="links").partition("[tables.columns]")[2].strip())
    # "source": the header is a usual one
    from_id = "source"
    # "target": the header is a usual one
    to_id = "target"
    # "date": the header is a usual one
    since = "date"
    """
    if table is not None and table not in BY_NAME:
        msg = Bilingual(
            f"found {table!r} for the table, expected one of {', '.join(BY_NAME)}",
            f"没有名为 {table!r} 的表：应为 {'、'.join(BY_NAME)} 之一",
        )
        raise InputError(msg)
    places = [Path(paths)] if isinstance(paths, (str, os.PathLike)) else [Path(path) for path in paths]
    document = tomlkit.document()
    for line in (
        "A proposal from headers and first rows: read it, correct it, then",
        "gongjian check DATA --mapping THIS",
    ):
        document.add(_comment(line))
    _add_about(document)
    tables = tomlkit.aot()
    for number, sheet in enumerate(read_sheets(places), start=1):
        found = None if is_ours(sheet) else profiles(sheet)
        if found is not None:
            header, columns = found
            proposal = propose(sheet, header.first, columns, table=BY_NAME[table] if table else None)
            tables.append(_table(proposal))
        progress("proposing", number, None)
    if not tables:
        msg = Bilingual(
            f"found no rows in {', '.join(map(str, places))}: give files with a header and data",
            f"{'、'.join(map(str, places))} 中没有数据行：请给出有表头和数据的文件",
        )
        raise InputError(msg)
    document.add("tables", tables)
    return tomlkit.dumps(document)


def _add_about(document: tomlkit.TOMLDocument) -> None:
    about = tomlkit.table()
    about.add(_comment("The date of the data; without it gaps cannot be found."))
    about.add(_comment('as_of = "2024-06-30"'))
    document.add("about", about)


def _table(proposal: Proposal) -> TomlTable:
    table = tomlkit.table()
    names = {"table": proposal.table.name, "files": PurePath(proposal.sheet.file).name}
    table.add("table", names["table"])
    table.add("files", names["files"])
    if proposal.sheet.name is not None:
        table.add("sheet", proposal.sheet.name)
    if proposal.header_row > 1:
        table.add("header", proposal.header_row)
    levels = _level_guess(proposal)
    if levels is not None:
        table.add(_comment("Only county, street and community level: what is above is not in the graph."))
        table.add("where", _inline({levels: list(map(int, _LEVELS))}))
    for profile in proposal.left:
        table.add(_comment(_not_used(profile)))
    columns = tomlkit.table()
    for guess in proposal.guesses.values():
        _add_column(columns, guess, proposal, by_number=levels is not None)
    for column in proposal.missing:
        for line in _lacking(column):
            columns.add(_comment(line))
    table.add("columns", columns)
    return table


def _level_guess(proposal: Proposal) -> str | None:
    """Return the header of levels that are counted 1 to 5 beside division codes; None where there is none."""
    guess = proposal.guesses.get("level")
    codes = proposal.guesses.get("place_id")
    if guess is None or codes is None or not codes.profile.has_division_codes():
        return None
    return guess.profile.header if set(guess.profile.distinct) <= {"1", "2", *_LEVELS} else None


def _not_used(profile: Profile) -> str:
    header = f'"{shown(profile.header)}"'
    if profile.private:
        return f"{header} is not used: it holds or announces personal data and is never read"
    if profile.ordinal:
        return f"{header} is not used: it numbers the rows"
    return f"{header} is not used: no column of this table like it ({len(profile.cells)} of {profile.rows} rows filled)"


def _add_column(columns: TomlTable, guess: Guess, proposal: Proposal, *, by_number: bool) -> None:
    header, name = guess.profile.header, guess.column.name
    note = f'"{header}": {guess.why}'
    counted = name == "level" and by_number
    if guess.profile.cells and guess.share < FITS and not counted:
        what = "one of our choices" if guess.column.kind is Kind.ENUMERATION else f"a {guess.column.kind.value}"
        note += f"; but only {guess.share:.0%} of its different cells are {what}"
    columns.add(_comment(note))
    if guess.column.kind is Kind.ENUMERATION and not counted and (unknown := _strangers(guess)):
        choices = ", ".join(choice.value for choice in guess.column.values)
        columns.add(_comment(f"Say which of {choices} each is, and take the mark off:"))
        values = ", ".join(f'{tomlkit.string(shown(cell)).as_string()} = "?"' for cell in unknown)
        columns.add(_comment(f"{name} = {{ column = {tomlkit.string(header).as_string()}, values = {{ {values} }} }}"))
        return
    rule: dict[str, Any] = {"values": _inline(_LEVELS)} if counted else {}
    if guess.profile.has_division_codes() and name in {"place_id", "parent_id"}:
        rule = _code_rule(name, proposal, by_number=by_number)
    elif guess.column.kind is Kind.NUMBER and (unit := next((unit for unit in _UNITS if unit in header), None)):
        rule = {"unit": unit}
    elif guess.column.kind is Kind.DATE and guess.share < FITS and (forms := _date_forms(guess)):
        rule = {"date": forms[0]}
        if len(forms) > 1:
            columns.add(_comment(f"or {' or '.join(forms[1:])}: the cells do not tell"))
    columns.add(name, _inline({"column": header, **rule}) if rule else header)


def _code_rule(name: str, proposal: Proposal, *, by_number: bool) -> dict[str, Any]:
    rule: dict[str, Any] = {"code": "division"}
    level = proposal.guesses.get("level")
    if name == "parent_id" and by_number and level is not None:
        rule["when"] = _inline({level.profile.header: [4, 5]})
    return rule


def _date_forms(guess: Guess) -> list[str]:
    """Return the forms that all the cells of a column have."""
    cells = guess.profile.distinct
    return [form for form in _DATE_FORMS if cells and all(date_writer(form)(cell) != cell for cell in cells)]


def _strangers(guess: Guess) -> Sequence[str]:
    """Return the cells that are none of a column's choices, few enough to be listed."""
    known = spellings(guess.column)
    return [cell for cell in guess.profile.distinct if spelling(cell) not in known][:_MOST]


def _lacking(column: Column) -> tuple[str, str]:
    way = '{ template = "X-{…}" }' if column.kind is Kind.IDENTIFIER else '{ constant = "…" }'
    return (
        f"{column.name} ({column.chinese}) is required and no column was found: give a column, constant or template",
        f"{column.name} = {way}",
    )


def _comment(text: str) -> Comment:
    return tomlkit.comment("".join(character if character.isprintable() else " " for character in text))


def _inline(values: dict[str, Any]) -> Any:
    table = tomlkit.inline_table()
    table.update(values)
    return table
