"""Which table a foreign sheet is likely to be, and which of its columns which of ours, with the reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from rapidfuzz import fuzz

from graphmodel.bilingual import Bilingual
from graphmodel.schema import TABLES, Column, Kind, NodeTable, Table
from loaders.map.headers import header_key, headers_of, heading_of
from loaders.map.layout import are_codes
from loaders.map.table_names import table_named
from loaders.mapping.profile import Profile
from loaders.read import Sheet
from loaders.values.enumeration import spelling, spellings

FITS = 0.8
_WORTH = 0.35
_HINTS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "title", "label", "organisation", "organization", "company", "名", "名称", "全称"),
    "title": ("title", "name", "subject", "名称", "标题"),
    "parent_id": ("parentcode", "parent", "上级"),
    "parent_org_id": ("parent", "owner", "上级", "所属上级", "上级组织"),
    "households": ("households", "户"),
    "started_on": ("startdate", "start", "from"),
    "due_on": ("enddate", "end", "to"),
    "since": ("since", "start", "startdate", "date", "from"),
    "until": ("until", "end", "enddate"),
    "held_on": ("date", "day", "日期"),
    "raised_on": ("date", "created", "日期"),
    "established_on": ("registeredon", "founded", "成立"),
    "from_id": ("source", "from", "ego"),
    "to_id": ("target", "to", "alter"),
    "industry": ("industry", "sector", "scope", "经营范围"),
    "kind": ("type", "kind", "class", "类型", "类别", "支部类型", "组织类型"),
    "longitude": ("lon", "lng", "long", "x"),
    "latitude": ("lat", "y"),
    "category": ("category", "type", "activity", "类别"),
    "org_id": ("organisation", "organization", "org"),
    "covered_id": ("covered", "pcode", "place"),
    "project_id": ("project", "rcn"),
    "participant_id": ("participant", "partner", "pic", "organisation", "organization"),
}
"""Headers of spreadsheets that were not made for us, beside the synonyms by which ledgers are read."""
_FILE_HINTS: Mapping[str, tuple[str, ...]] = {
    "places": ("division", "place", "compound", "小区", "区划", "院落"),
    "enterprises": ("enterprise", "compan", "firm", "企业", "公司"),
    "links": ("edge", "tie", "link"),
    "projects": ("project", "项目"),
    "coverage": ("3w", "coverage", "覆盖"),
}


@dataclass(frozen=True, slots=True)
class Guess:
    """That a column of the sheet is one of ours; ``share`` of its cells are values of that kind, ``why`` is for people."""

    profile: Profile
    column: Column
    score: float
    share: float
    why: Bilingual


@dataclass(frozen=True, slots=True)
class Proposal:
    """The table that a sheet is likely to be, its columns by ours, and what is lacking or left."""

    sheet: Sheet
    table: Table
    header_row: int
    guesses: Mapping[str, Guess]
    missing: tuple[Column, ...]
    left: tuple[Profile, ...]

    @property
    def level(self) -> str | None:
        """The level of places that the header of their names or the name of the sheet tells, where no column does."""
        column = next((column for column in self.missing if column.name == "level"), None)
        if column is None:
            return None
        name = self.guesses.get("name")
        text = f"{name.profile.header if name is not None else ''} {self.sheet.name or ''}"
        words = [word for choice in column.values for word in choice.chinese.split("/")]
        # 小区 and 社区 hold 区 as well: the longest word is the one meant.
        return max((word for word in words if word in text), key=len, default=None)


def propose(sheet: Sheet, header_row: int, columns: Sequence[Profile], *, table: Table | None = None) -> Proposal:
    """Return the likeliest reading of a sheet, or of those as ``table`` where it is given."""
    return max(
        (_as_table(sheet, header_row, columns, candidate) for candidate in ([table] if table else TABLES)),
        key=_likelihood,
    )


def _as_table(sheet: Sheet, header_row: int, columns: Sequence[Profile], table: Table) -> Proposal:
    guesses = [guess for profile in columns for guess in _guesses(profile, table) if guess.score >= _WORTH]
    taken: dict[str, Guess] = {}
    used: set[int] = set()
    for guess in sorted(guesses, key=lambda guess: -guess.score):
        if guess.column.name not in taken and guess.profile.index not in used:
            taken[guess.column.name] = guess
            used.add(guess.profile.index)
    key = table.key if isinstance(table, NodeTable) else None
    missing = tuple(
        column for column in table.required if column.name not in taken and not (column.name == key and "uscc" in taken)
    )
    ordered = {column.name: taken[column.name] for column in table.read_columns if column.name in taken}
    left = tuple(profile for profile in columns if profile.index not in used)
    return Proposal(sheet, table, header_row, ordered, missing, left)


def _likelihood(proposal: Proposal) -> float:
    required = {column.name for column in proposal.table.required}
    found = sum(guess.score * (2 if name in required else 1) for name, guess in proposal.guesses.items())
    return found - 1.5 * len(proposal.missing) + _named(proposal.sheet, proposal.table)


def _named(sheet: Sheet, table: Table) -> float:
    """Say how much the names of the sheet and the file speak for a table."""
    for name in (sheet.name, PurePath(sheet.file).stem):
        if name and table_named(name) == table.name:
            return 4.0
    text = f"{sheet.name or ''} {PurePath(sheet.file).stem}".casefold()
    return 2.0 if any(word in text for word in _FILE_HINTS.get(table.name, ())) else 0.0


def _guesses(profile: Profile, table: Table) -> Iterator[Guess]:
    if profile.private or profile.ordinal:
        return
    key = table.key if isinstance(table, NodeTable) else None
    for column in table.read_columns:
        share = _share(profile, column)
        for score, why in _reasons(profile, column, table, is_key=column.name == key):
            fitting = score if share >= FITS or not profile.cells else score / 2
            yield Guess(profile, column, fitting, share, why)


def _share(profile: Profile, column: Column) -> float:
    if column.kind is Kind.USCC:
        return profile.share_of_codes()
    return profile.share(column)


def _reasons(profile: Profile, column: Column, table: Table, *, is_key: bool) -> Iterator[tuple[float, Bilingual]]:
    key = header_key(profile.header)
    known = heading_of(profile.header, table.name) if key in headers_of(table.name) else None
    if known is not None and known.column.name == column.name and not (known.coded and not are_codes(profile.cells)):
        yield 1.0 - known.doubt / 100, Bilingual("the header is known", "已知的表头")
    elif key in map(header_key, _HINTS.get(column.name, ())):
        yield 0.8, Bilingual("the header is a usual one", "常见的表头")
    else:
        likeness = _likeness(key, column)
        if likeness >= 80:  # noqa: PLR2004 -- out of 100
            yield 0.6 * likeness / 100, Bilingual("the header is alike", "相近的表头")
    if column.kind is Kind.USCC and profile.share_of_codes() >= FITS:
        share = f"{profile.share_of_codes():.0%}"
        yield (
            1.0,
            Bilingual(f"{share} of the cells are valid credit codes", f"{share} 的单元格是有效的统一社会信用代码"),
        )
    announced = re.search(r"id$|code$|no$|编码|代码|编号", key) is not None
    if is_key and profile.is_unique:
        yield 0.8 if announced else 0.5, Bilingual("every row has its own", "每行各不相同")
    elif is_key and announced and profile.nearly_unique:
        yield (
            0.6,
            Bilingual("the header announces ids, and most rows have their own", "表头说明是编码，且多数行各不相同"),
        )
    if column.name in {"place_id", "parent_id"} and table.name == "places" and profile.has_division_codes():
        yield (
            (0.9 if is_key == profile.is_unique else 0.5),
            Bilingual("all cells are division codes of 12 digits", "单元格都是 12 位区划代码"),
        )
    if column.kind is Kind.ENUMERATION and profile.few and _share_of_choices(profile, column) >= FITS:
        yield 0.7, Bilingual("the cells are its choices", "单元格都是该列的选项")


def _share_of_choices(profile: Profile, column: Column) -> float:
    known = spellings(column)
    return sum(spelling(cell) in known for cell in profile.distinct) / len(profile.distinct)


def _likeness(key: str, column: Column) -> float:
    return max(_ratios(key, (column.name, column.chinese, *column.synonyms)), default=0.0)


def _ratios(key: str, names: Iterable[str]) -> Iterator[float]:
    for name in names:
        yield fuzz.ratio(key, header_key(name))
