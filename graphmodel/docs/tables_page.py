"""The page on the tables that people fill in."""

from __future__ import annotations

from graphmodel.docs.markdown import code, page, table
from graphmodel.schema import NODE_TABLES, RELATIONSHIP_TABLES, TABLES, Column, Kind, Table

_KINDS = {
    Kind.IDENTIFIER: "id",
    Kind.TEXT: "text",
    Kind.COUNT: "count",
    Kind.NUMBER: "number",
    Kind.YES_NO: "yes/no",
    Kind.DATE: "date",
    Kind.LONGITUDE: "degrees",
    Kind.LATITUDE: "degrees",
    Kind.USCC: "USCC",
}


def tables_page() -> str:
    """Return the page on every table and column."""
    return page(
        (
            "# Tables",
            (
                "表格：一个数据集由下列表格组成，每张表均可缺省。A dataset is a folder, a ZIP or one XLSX of these tables; each may "
                "be absent. A file or sheet is known by the English or the Chinese name of its table, a column by either header. "
                "`gongjian template DIR` writes them empty; [loading.md](loading.md) says how they are read."
            ),
            (
                "`*` required 必填 · date: `2024-06-01`, `2024.6`, `2024年6月1日` … · yes/no: 是 否 yes no 1 0 √ × · "
                "id→x: the id of a row of x 引用"
            ),
            table(
                ("table", "表", "what a row is", "一行是什么"),
                [
                    (f"[{item.name}](#{_anchor(item)})", item.chinese, item.description.en, item.description.zh)
                    for item in TABLES
                ],
            ),
            "## Node tables 节点表",
            *map(_table, NODE_TABLES),
            "## Relationship tables 关系表",
            *map(_table, RELATIONSHIP_TABLES),
            "## about",
            (
                "`about.csv` with the columns `key,value` says of the dataset as a whole: `title`, `as_of` (the date of the data), "
                "`source`, `synthetic` (yes/no). 数据集说明。"
            ),
        )
    )


def _anchor(item: Table) -> str:
    return f"{item.name}-{item.chinese}"


def _table(item: Table) -> str:
    known = "、".join(item.synonyms)
    return page(
        (
            f"### {item.name} {item.chinese}",
            f"{item.description.en} {item.description.zh}" + (f" Also known as 别名: {known}." if known else ""),
            table(("column", "表头", "type", "meaning", "含义"), map(_column, item.read_columns)),
        )
    )


def _column(column: Column) -> tuple[str, ...]:
    name = code(column.name) + ("*" if column.required else "")
    header = "、".join((column.chinese, *column.synonyms))
    meaning = column.description.en
    if column.empty_means is not None:
        meaning += f"; empty means {code(column.empty_means)}"
    return (name, header, _type(column), meaning, column.description.zh)


def _type(column: Column) -> str:
    if column.reference is not None:
        return f"id→{', '.join(column.reference.tables)}"
    if column.values:
        return " · ".join(
            " ".join((code(value.value), "/".join((value.chinese, *value.aliases)))) for value in column.values
        )
    if column.scale is not None:
        return "{}–{}".format(*column.scale)
    return _KINDS[column.kind]
