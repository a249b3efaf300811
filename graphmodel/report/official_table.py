"""The official table as people read it: the table itself, and the units behind its cells."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx
import pandas as pd

from graphmodel.errors import InputError
from graphmodel.gaps import OfficialTable
from graphmodel.gaps.official_table import COLUMNS, ROWS
from graphmodel.gaps.words import scope_title
from graphmodel.graph.places import scope_of
from graphmodel.report.workbook import made_up
from graphmodel.schema import Bilingual, Language

_LEAVES = (
    "alone_committee",
    "alone_general_branch",
    "alone_branch",
    "joint",
    "none_should",
    "none_few_members",
    "none_no_members",
)
_HEADERS: Mapping[str, Bilingual] = {
    "row": Bilingual("row", "行"),
    "column": Bilingual("column", "列"),
    "name": Bilingual("unit", "单位名称"),
    "party_members": Bilingual("party members", "党员数"),
    "instructor": Bilingual("instructor", "已派党建工作指导员"),
    "place": Bilingual("where", "所在地"),
    "unit": Bilingual("code", "单位编码"),
}


def headers_of(language: Language) -> dict[str, str]:
    """Return the headers that people read, by column."""
    return {name: title.in_language(language) for name, title in _HEADERS.items()}


def table_frame(table: OfficialTable, language: Language) -> pd.DataFrame:
    """Return the table as printed, a row a line of the form."""
    rows = {"row": [title.in_language(language) for title in ROWS.values()]}
    numbers = {title.in_language(language): [table.count(row, id_) for row in ROWS] for id_, title in COLUMNS.items()}
    return pd.DataFrame(rows | numbers)


def cell_named(text: str) -> tuple[str, str]:
    """Return the row and column that a text names: ``ROW`` or ``ROW:COLUMN``, by id or title; the column is else the total.

    Raises
    ------
    InputError
        If there is no such row or column.

    Examples
    --------
    >>> cell_named("none_should:foundation"), cell_named("应建尚未建立")
    (('none_should', 'foundation'), ('none_should', 'total'))
    """
    row, _, column = text.replace("：", ":").partition(":")
    at = "total" if not column.strip() else _named(column, COLUMNS, Bilingual("column", "列"))
    return _named(row, ROWS, Bilingual("row", "行")), at


def _named(text: str, known: Mapping[str, Bilingual], what: Bilingual) -> str:
    wanted = _plain(text)
    for id_, title in known.items():
        if wanted in (id_, *map(_plain, title)):
            return id_
    choices = {id_: _plain(title.zh) for id_, title in known.items()}
    msg = Bilingual(
        f"found no {what.en} {text.strip()!r} in the official table; "
        f"expected one of {', '.join(f'{id_} ({title})' for id_, title in choices.items())}",
        f"报表中没有{what.zh} {text.strip()!r}：应为 {'、'.join(f'{id_}（{title}）' for id_, title in choices.items())} 之一",
    )
    raise InputError(msg)


def _plain(title: str) -> str:
    return title.strip("　 ").removeprefix("其中：").removeprefix("of which ").strip().casefold()


def units_frame(
    graph: nx.MultiDiGraph, table: OfficialTable, language: Language, *, cell: tuple[str, str] | None = None
) -> pd.DataFrame:
    """Return one row a unit: in which line and column it is counted, its members, where it lies.

    Parameters
    ----------
    cell
        Only the units behind this row and column; every unit of the table where None.
    """
    rows = [(row, column, unit) for row in _LEAVES for column in COLUMNS for unit in table.units(row, column)]
    inside = None if cell is None else set(table.units(*cell))
    instructed = set(table.units("none_instructor"))
    kept = [
        _unit_row(graph, row, column, unit, language, instructed=unit in instructed)
        for row, column, unit in rows
        if column != "total" and (inside is None or unit in inside)
    ]
    return pd.DataFrame(kept, columns=list(_HEADERS))


def _unit_row(
    graph: nx.MultiDiGraph, row: str, column: str, unit: str, language: Language, *, instructed: bool
) -> tuple[object, ...]:
    values = graph.nodes[unit]
    names = (str(graph.nodes[place].get("name", place)) for place in scope_of(graph, unit))
    yes = Bilingual("yes", "是").in_language(language) if instructed else ""
    titles = (ROWS[row].in_language(language).strip("　 "), COLUMNS[column].in_language(language))
    return (*titles, values.get("name", unit), values.get("party_members", 0), yes, " › ".join(names), unit)


def sheets_of(graph: nx.MultiDiGraph, table: OfficialTable, language: Language) -> dict[str, pd.DataFrame]:
    """Return the sheets of a workbook: the table, and every unit behind it, to be filtered by row and column."""
    names = Bilingual("official table", "社会组织党建统计表"), Bilingual("its units", "表内单位")
    units = units_frame(graph, table, language).rename(columns=headers_of(language))
    frames = table_frame(table, language).rename(columns=headers_of(language)), units
    synthetic = made_up(language, synthetic=table.synthetic)
    return {name.in_language(language) + synthetic: frame for name, frame in zip(names, frames, strict=True)}


def notes_of(graph: nx.MultiDiGraph, table: OfficialTable, language: Language) -> list[str]:
    """Return what to know of the table: its date and place, whether it adds up, who is not in it."""

    def say(english: str, chinese: str) -> str:
        return Bilingual(english, chinese).in_language(language)

    name = None if table.scope is None else graph.nodes[table.scope].get("name")
    where = scope_title(table.scope, name) or say("everything", "全部")
    problems = [problem.in_language(language) for problem in table.cross_foot()]
    others = len(table.not_in_table)
    return [
        say(f"as of {table.as_of} · scope {where}", f"数据日期 {table.as_of} · 范围 {where}"),
        *([say("SYNTHETIC data", "合成数据")] if table.synthetic else []),
        *(problems or [say("it cross-foots: every whole is the sum of its parts", "勾稽一致：各项合计与分项相符")]),
        say(
            f"operating social organizations of a kind without a column, not in the table: {others}",
            f"类别无对应列、未列入本表的正常经营社会组织：{others}个",
        ),
    ]
