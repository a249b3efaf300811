"""A proposed mapping as TOML, with the reasons beside it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath

import tomlkit
from tomlkit.items import Table as TomlTable

from graphmodel.bilingual import Bilingual, Language
from graphmodel.errors import InputError
from graphmodel.progress import Progress, silent
from graphmodel.schema import BY_NAME
from loaders.mapping.apply import is_ours
from loaders.mapping.profile import Profile, profiles
from loaders.mapping.proposal_columns import LEVELS, columns_of, comment, inline
from loaders.mapping.propose import Proposal, propose
from loaders.mapping.references import Named, Register, find_named, find_registers
from loaders.private import shown
from loaders.read import read_sheets


def propose_mapping(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    table: str | None = None,
    language: Language = "en",
    progress: Progress = silent,
) -> str:
    r"""Propose a mapping for spreadsheets from their headers and first rows, as TOML to be read and corrected.

    Every line says why it is there; columns that are not used are named, and what is lacking is said. Where cells are names
    of rows of another of the sheets, their ids are looked up there. No cell of a column with personal data is shown.

    Parameters
    ----------
    paths
        One path or several: folders, CSV files, Excel workbooks or ZIP archives.
    table
        The table that all sheets are; otherwise the likeliest one for each.
    language
        That of the comments.
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
    for line in _HEAD:
        document.add(comment(line.in_language(language)))
    _add_about(document, language)
    proposals: list[Proposal] = []
    for number, sheet in enumerate(read_sheets(places), start=1):
        found = None if is_ours(sheet) else profiles(sheet)
        if found is not None:
            header, columns = found
            proposals.append(propose(sheet, header.first, columns, table=BY_NAME[table] if table else None))
        progress(Bilingual("proposing", "推测映射"), number, None)
    if not proposals:
        msg = Bilingual(
            f"found no rows in {', '.join(map(str, places))}: give files with a header and data",
            f"{'、'.join(map(str, places))} 中没有数据行：请给出有表头和数据的文件",
        )
        raise InputError(msg)
    registers = find_registers(proposals)
    named = [find_named(proposal, registers) for proposal in proposals]
    _add_lookups(document, registers, named)
    tables = tomlkit.aot()
    for proposal, names in zip(proposals, named, strict=True):
        tables.append(_table(proposal, names, language))
    document.add("tables", tables)
    return tomlkit.dumps(document)


_HEAD = (
    Bilingual(
        "A proposal from headers and first rows: read it, correct it, then",
        "由表头和前若干行推测的映射：请核对、改正，然后运行",
    ),
    Bilingual("gongjian check DATA --mapping THIS", "gongjian check 数据 --mapping 本文件"),
)


def _add_lookups(
    document: tomlkit.TOMLDocument, registers: Sequence[Register], named: Sequence[Mapping[str, Named]]
) -> None:
    """Add the registers that any column asks."""
    asked = {register.lookup for names in named for found in names.values() for register in found.registers}
    lookups = tomlkit.table(is_super_table=True)
    for register in registers:
        if register.lookup not in asked:
            continue
        lookup = tomlkit.table()
        _add_origin(lookup, register.proposal)
        lookup.add("match", register.match.header)
        lookup.add("take", register.take.header)
        lookups.add(register.lookup, lookup)
    if asked:
        document.add("lookups", lookups)


def _add_origin(table: TomlTable, proposal: Proposal) -> None:
    table.add("files", PurePath(proposal.sheet.file).name)
    if proposal.sheet.name is not None:
        table.add("sheet", proposal.sheet.name)
    if proposal.header_row > 1:
        table.add("header", proposal.header_row)


def _add_about(document: tomlkit.TOMLDocument, language: Language) -> None:
    about = tomlkit.table()
    dated = Bilingual(
        "The date of the data; without it gaps cannot be found.",
        "数据日期；没有它就无法查找缺口。去掉下一行的 # 并改成实际日期",
    )
    about.add(comment(dated.in_language(language)))
    about.add(comment('as_of = "2024-06-30"'))
    document.add("about", about)


def _table(proposal: Proposal, named: Mapping[str, Named], language: Language) -> TomlTable:
    table = tomlkit.table()
    table.add("table", proposal.table.name)
    _add_origin(table, proposal)
    levels = _level_guess(proposal)
    if levels is not None:
        only = Bilingual(
            "Only county, street and community level: what is above is not in the graph.",
            "只取区、街道、社区三级：以上各级不入图",
        )
        table.add(comment(only.in_language(language)))
        table.add("where", inline({levels: list(map(int, LEVELS))}))
    looked_up = {found.profile.index for found in named.values()}
    for profile in proposal.left:
        if profile.index not in looked_up:
            table.add(comment(_not_used(profile).in_language(language)))
    table.add("columns", columns_of(proposal, named, language, by_number=levels is not None))
    return table


def _level_guess(proposal: Proposal) -> str | None:
    """Return the header of levels that are counted 1 to 5 beside division codes; None where there is none."""
    guess = proposal.guesses.get("level")
    codes = proposal.guesses.get("place_id")
    if guess is None or codes is None or not codes.profile.has_division_codes():
        return None
    return guess.profile.header if set(guess.profile.distinct) <= {"1", "2", *LEVELS} else None


def _not_used(profile: Profile) -> Bilingual:
    header = f'"{shown(profile.header)}"'
    if profile.private:
        return Bilingual(
            f"{header} is not used: it holds or announces personal data and is never read",
            f"{header} 不用：是个人信息或表头如此，从不读取",
        )
    if profile.ordinal:
        return Bilingual(f"{header} is not used: it numbers the rows", f"{header} 不用：只是行的序号")
    filled = len(profile.cells), profile.rows
    return Bilingual(
        f"{header} is not used: no column of this table like it ({filled[0]} of {filled[1]} rows filled)",
        f"{header} 不用：本表没有与它相近的列（{filled[1]} 行中 {filled[0]} 行有内容）",
    )
