"""From foreign sheets to sheets of our tables, row by row as they are read, so that nothing is held as a whole."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import PurePath

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from loaders.map.headers import is_ordinal, is_origin
from loaders.map.layout import Aside, Layout, Why
from loaders.map.table_names import ABOUT, is_explanation, table_named
from loaders.mapping.header import Header, find_header, same
from loaders.mapping.model import Lookup, SpreadsheetMapping, TableRule
from loaders.mapping.rows import rows_maker
from loaders.private import is_private_header
from loaders.read import Row, Sheet
from loaders.values.text import clean

_NAMED = 5
"""Files that a message names: enough to see."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a mapping makes of sheets: for each table sheets of its columns with their layout, and the sheets not touched."""

    tables: Mapping[str, Sequence[tuple[Sheet, Layout]]]
    others: Sequence[Sheet]


def apply_mapping(mapping: SpreadsheetMapping, sheets: Sequence[Sheet]) -> Mapped:
    """Make the sheets of our tables that a mapping describes.

    The rows of a made sheet are computed whenever they are read. They keep the numbers of the file's rows; a row that
    the mapping does not choose reads as blank.

    Raises
    ------
    InputError
        If no sheet has the name that a rule gives, or a sheet lacks a column that it needs.
    """
    # A column that any rule or lookup reads is no ignored one.
    used: dict[int, set[str]] = defaultdict(set)
    lookups: dict[str, Mapping[str, str]] = {}
    foreign = [sheet for sheet in sheets if not is_ours(sheet)]
    for name, lookup in mapping.lookups.items():
        chosen = _chosen(lookup, foreign, mapping)
        lookups[name] = _read_lookup(lookup, chosen, mapping)
        for sheet in chosen:
            used[id(sheet)].update(map(same, lookup.headers))
    found = [(rule, _chosen(rule, foreign, mapping)) for rule in mapping.tables]
    for rule, chosen in found:
        for sheet in chosen:
            used[id(sheet)].update(map(same, rule.headers))
    tables: dict[str, list[tuple[Sheet, Layout]]] = defaultdict(list)
    names: Counter[tuple[str, str, str]] = Counter()
    told: set[int] = set()
    for rule, chosen in found:
        for sheet in chosen:
            key = (rule.table.name, sheet.file, sheet.name or "")
            names[key] += 1
            # The columns that nothing reads are told once for a file, not once for each rule.
            made = _made(rule, sheet, mapping, lookups, read=None if id(sheet) in told else used[id(sheet)])
            told.add(id(sheet))
            tables[rule.table.name].append(_renamed(made, names[key]))
    return Mapped(tables, [sheet for sheet in sheets if id(sheet) not in used])


def _renamed(made: tuple[Sheet, Layout], number: int) -> tuple[Sheet, Layout]:
    """Tell apart the sheets that several rules make of one for the same table."""
    sheet, layout = made
    return (sheet if number == 1 else replace(sheet, name=f"{sheet.name or ''} #{number}".strip()), layout)


def _where(mapping: SpreadsheetMapping, rule: TableRule | Lookup) -> Bilingual:
    return Bilingual(f"mapping {mapping.file}, {rule.key}", f"映射文件 {mapping.file} 的 {rule.key}")


def _chosen(rule: TableRule | Lookup, sheets: Sequence[Sheet], mapping: SpreadsheetMapping) -> list[Sheet]:
    chosen = [sheet for sheet in sheets if _is_named(sheet, rule)]
    if not chosen:
        within = f" [{rule.sheet}]" if rule.sheet else ""
        places = [sheet.place for sheet in sheets[:_NAMED]] + ["…"] * (len(sheets) > _NAMED)
        where = _where(mapping, rule)
        msg = Bilingual(
            f"{where.en}: found no file {' or '.join(rule.files)}{within} among {', '.join(places) or 'the files given'}; "
            "correct files, or give that file too",
            f"{where.zh}：在 {'、'.join(places) or '所给文件'} 中没有文件 {' 或 '.join(rule.files)}{within}；"
            "请改正 files，或把该文件一并给出",
        )
        raise InputError(msg)
    return chosen


def is_ours(sheet: Sheet) -> bool:
    """Tell whether a sheet is what the dataset says of itself, an explanation, or one of our quarantines.

    No mapping is for such a sheet, whatever its ``files`` says.
    """
    name = sheet.name or sheet.stem
    if is_explanation(name) or table_named(name) == ABOUT:
        return True
    return any(map(is_origin, next(sheet.rows(), ())))


def _is_named(sheet: Sheet, rule: TableRule | Lookup) -> bool:
    name = PurePath(sheet.file).name
    return any(fnmatchcase(text, pattern) for pattern in rule.files for text in (name, sheet.file)) and (
        rule.sheet is None or (sheet.name is not None and fnmatchcase(sheet.name, rule.sheet))
    )


def _read_lookup(lookup: Lookup, sheets: Sequence[Sheet], mapping: SpreadsheetMapping) -> dict[str, str]:
    """Read what one column says for the texts of another; a text with several answers has none."""
    asked = _where(mapping, lookup)
    found: dict[str, str] = {}
    several: set[str] = set()
    for sheet in sheets:
        header, places = find_header(sheet, lookup.headers, lookup.header, asked=asked)
        match, take = places[lookup.match], places[lookup.take]
        for row in islice(sheet.rows(), header.first, None):
            if max(match, take) < len(row) and row[match].strip() and row[take].strip():
                text, answer = clean(row[match]), row[take].strip()
                if found.setdefault(text, answer) != answer:
                    several.add(text)
    return {text: answer for text, answer in found.items() if text not in several}


def _made(
    rule: TableRule,
    sheet: Sheet,
    mapping: SpreadsheetMapping,
    lookups: Mapping[str, Mapping[str, str]],
    *,
    read: set[str] | None,
) -> tuple[Sheet, Layout]:
    """Make a sheet of one table; ``read`` are the headers that anything reads, None where the others are told elsewhere."""
    header, places = find_header(sheet, rule.headers, rule.header, asked=_where(mapping, rule))
    unread = () if read is None else tuple(_unread(header, read))
    indices = [index for index, _ in unread]
    layout = _layout(rule, header, unread)
    numbers = array("Q") if rule.split else None
    width = len(header.texts)

    def rows() -> Iterator[Row]:
        records = sheet.rows()
        make = rows_maker(rule, header, places, lookups)
        if numbers is not None:
            numbers[:] = array("Q", range(1, header.first + 1))
        yield from islice(records, header.first)
        for number, row in enumerate(_padded(records, width), start=header.first + 1):
            beyond = row[width:] if sheet.ragged else ()
            for cells in make(row) or ((),):
                if numbers is not None:
                    numbers.append(number)
                yield [*cells, *(row[index] for index in indices), *beyond] if cells else ()

    return replace(sheet, rows=rows, merged=(), numbers=numbers), layout


def _layout(rule: TableRule, header: Header, unread: Sequence[tuple[int, Why]]) -> Layout:
    """Return the layout of a made sheet: our columns, the mark of a row, and the columns that nothing reads."""
    names = list(rule.columns)
    aside = [Aside(len(names), "", "mark")]
    for place, (index, why) in enumerate(unread, start=len(names) + 1):
        aside.append(Aside(place, header.names[index] if header.texts[index].strip() else "", why))
    return Layout(
        rule.table.name,
        header.first,
        len(names) + len(aside),
        {name: index for index, name in enumerate(names)},
        {name: column.origin for name, column in rule.columns.items()},
        tuple(aside),
    )


def _padded(records: Iterator[Row], width: int) -> Iterator[Row]:
    for row in records:
        yield row if len(row) >= width else [*row, *[""] * (width - len(row))]


def _unread(header: Header, read: set[str]) -> Iterator[tuple[int, Why]]:
    for index, (text, name) in enumerate(zip(header.texts, header.names, strict=True)):
        if same(name) not in read:
            yield index, "private" if is_private_header(text) else "ordinal" if is_ordinal(text) else "unknown"
