"""The columns of a proposed mapping as TOML, each with the reason beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import tomlkit
from tomlkit.items import Comment
from tomlkit.items import Table as TomlTable

from graphmodel.bilingual import Bilingual, Language
from graphmodel.schema import Column, Kind
from loaders.mapping.dates import date_writer
from loaders.mapping.propose import FITS, Guess, Proposal
from loaders.mapping.references import Named, place_of
from loaders.private import shown
from loaders.values.enumeration import spelling, spellings

LEVELS = {"3": "district", "4": "street", "5": "community"}
_MOST = 12
_UNITS = ("亿元", "万元", "千元")
_DATE_FORMS = ("DD/MM/YYYY", "MM/DD/YYYY", "DD.MM.YYYY", "DD-MM-YYYY", "DD MMM YYYY", "MM/YYYY", "MM.YYYY")

_SAID = Bilingual("as the header of the names or the name of the sheet says", "依名称的表头或工作表名")


def columns_of(proposal: Proposal, named: Mapping[str, Named], language: Language, *, by_number: bool) -> TomlTable:
    """Return the columns of a table; ``named`` are looked up, ``by_number`` says that levels are counted 3 to 5."""
    columns = tomlkit.table()
    for guess in proposal.guesses.values():
        if guess.column.name not in named:
            _add_column(columns, guess, proposal, language, by_number=by_number)
    for name, found in named.items():
        _add_named(columns, name, found, language)
    level = proposal.level
    for column in proposal.missing:
        if column.name == "level" and level is not None:
            columns.add(comment(_SAID.in_language(language)))
            columns.add("level", inline({"constant": level}))
        elif column.name not in named:
            for line in _lacking(column):
                columns.add(comment(line.in_language(language)))
    return columns


def _add_named(columns: TomlTable, name: str, found: Named, language: Language) -> None:
    """Add a column that is looked up by names."""
    header = found.profile.header
    places = list(dict.fromkeys(map(place_of, found.registers)))
    why = Bilingual(
        f'"{header}": {found.share:.0%} of its different cells are names in {", ".join(places)}; their ids are looked up',
        f'"{header}"：不同的单元格中 {found.share:.0%} 是{"、".join(places)}中的名称，据此查出编码',
    )
    columns.add(comment(why.in_language(language)))
    lookups = [register.lookup for register in found.registers]
    columns.add(name, inline({"column": header, "lookup": lookups[0] if len(lookups) == 1 else lookups}))


def _add_column(columns: TomlTable, guess: Guess, proposal: Proposal, language: Language, *, by_number: bool) -> None:
    header, name = guess.profile.header, guess.column.name
    note = Bilingual(f'"{header}": {guess.why.en}', f'"{header}"：{guess.why.zh}')
    counted = name == "level" and by_number
    if guess.profile.cells and guess.share < FITS and not counted:
        note = _doubted(note, guess)
    columns.add(comment(note.in_language(language)))
    if guess.column.kind is Kind.ENUMERATION and not counted and (unknown := _strangers(guess)):
        choices = ", ".join(choice.value for choice in guess.column.values)
        listed = "、".join(f"{choice.value} {choice.chinese}" for choice in guess.column.values)
        asked = Bilingual(
            f"Say which of {choices} each is, and take the mark off:",
            f'把 "?" 改成以下之一，再去掉行首的 #：{listed}',
        )
        columns.add(comment(asked.in_language(language)))
        values = ", ".join(f'{tomlkit.string(shown(cell)).as_string()} = "?"' for cell in unknown)
        columns.add(comment(f"{name} = {{ column = {tomlkit.string(header).as_string()}, values = {{ {values} }} }}"))
        return
    rule: dict[str, Any] = {"values": inline(LEVELS)} if counted else {}
    if guess.profile.has_division_codes() and name in {"place_id", "parent_id"}:
        rule = _code_rule(name, proposal, by_number=by_number)
    elif guess.column.kind is Kind.NUMBER and (unit := next((unit for unit in _UNITS if unit in header), None)):
        rule = {"unit": unit}
    elif guess.column.kind is Kind.DATE and guess.share < FITS and (forms := _date_forms(guess)):
        rule = {"date": forms[0]}
        if len(forms) > 1:
            others = Bilingual(
                f"or {' or '.join(forms[1:])}: the cells do not tell",
                f"或为 {'、'.join(forms[1:])}：单元格看不出是哪一种",
            )
            columns.add(comment(others.in_language(language)))
    columns.add(name, inline({"column": header, **rule}) if rule else header)


def _code_rule(name: str, proposal: Proposal, *, by_number: bool) -> dict[str, Any]:
    rule: dict[str, Any] = {"code": "division"}
    level = proposal.guesses.get("level")
    if name == "parent_id" and by_number and level is not None:
        rule["when"] = inline({level.profile.header: [4, 5]})
    return rule


def _date_forms(guess: Guess) -> list[str]:
    """Return the forms that all the cells of a column have."""
    cells = guess.profile.distinct
    return [form for form in _DATE_FORMS if cells and all(date_writer(form)(cell) != cell for cell in cells)]


def _strangers(guess: Guess) -> Sequence[str]:
    """Return the cells that are none of a column's choices, few enough to be listed."""
    known = spellings(guess.column)
    return [cell for cell in guess.profile.distinct if spelling(cell) not in known][:_MOST]


def _doubted(note: Bilingual, guess: Guess) -> Bilingual:
    kind = guess.column.kind
    is_choice = kind is Kind.ENUMERATION
    return Bilingual(
        f"{note.en}; but only {guess.share:.0%} of its different cells are "
        + ("one of our choices" if is_choice else f"a {kind.value}"),
        f"{note.zh}；但不同的单元格中只有 {guess.share:.0%} 是{'该列的选项' if is_choice else kind.chinese}",
    )


def _lacking(column: Column) -> tuple[Bilingual, Bilingual]:
    way = '{ template = "X-{…}" }' if column.kind is Kind.IDENTIFIER else '{ constant = "…" }'
    line = f"{column.name} = {way}"
    return (
        Bilingual(
            f"{column.name} ({column.chinese}) is required and no column was found: give a column, constant or template",
            f"{column.name}（{column.chinese}）必填，但没有找到对应的列：请给出 column、constant 或 template",
        ),
        Bilingual(line, line),
    )


def comment(text: str) -> Comment:
    """Return a comment of one line."""
    return tomlkit.comment("".join(character if character.isprintable() else " " for character in text))


def inline(values: dict[str, Any]) -> Any:
    """Return a table that stands on one line."""
    table = tomlkit.inline_table()
    table.update(values)
    return table
