"""The header of a query file: comment lines in one fixed form.

::

    // name: members-of-alliance
    // title: Members of an alliance | 联盟的成员
    // description: Live members at a date, the lead first. | 某日的有效成员，牵头者在前。
    // param alliance: Alliance | The alliance | 联盟
    // param as_of: date = data | The day it speaks of | 所指的日期
    // column member_id: Id of the member | 成员编码

English stands left of the bar, Chinese right of it. A line that begins with ``//   `` continues the one above. The
type of a parameter is text, date, count, number or yes/no; a label, for the id of a node with it; or ``table.column``,
for one of the values of that enumeration. A default follows ``=``: a value, ``none``, or for a date ``data``, the date
of what was loaded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphmodel.errors import QueryError
from graphmodel.schema import BY_NAME, NODE_TABLES, Bilingual, Column
from graphmodel.schema.properties import ENTITY
from graphmodel.store.queries.model import DATE_OF_THE_DATA, Parameter, ParameterType, ResultColumn
from graphmodel.store.queries.parameters import default_value

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
_LOWER_CASE = Bilingual("a lower-case name with underscores", "小写名称，可含下划线")
_CONTINUED = "   "
_ASCII_END = "\x7f"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a header: ``// key name: text``, its continuation lines joined."""

    key: str
    name: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Header:
    """A header as parsed. ``lines`` maps ``(key, name)`` to where each entry stands; ``length`` is its lines."""

    name: str
    title: Bilingual
    description: Bilingual
    parameters: tuple[Parameter, ...]
    columns: tuple[ResultColumn, ...]
    lines: dict[tuple[str, str], int]
    length: int


def parse_header(text: str) -> Header:
    """Parse the comment lines that begin a query file.

    Raises
    ------
    QueryError
        If an entry is missing, unknown, given twice, or not in the form above. The message begins with the line.
    """
    entries, length = _entries(text)
    lines: dict[tuple[str, str], int] = {}
    for entry in entries:
        if (entry.key, entry.name) in lines:
            words = f"{entry.key} {entry.name}".strip()
            msg = Bilingual(
                f"{entry.line}: found a second {words!r}, expected one; remove or rename it",
                f"{entry.line}：{words!r} 出现第二次，应只有一次；请删去或改名",
            )
            raise QueryError(msg)
        lines[entry.key, entry.name] = entry.line
    single = {entry.key: entry for entry in entries if not entry.name}
    for key in ("name", "title", "description"):
        if key not in single:
            msg = Bilingual(
                f"1: found no {key} in the header; add a line `// {key}: …`",
                f"1：文件头缺少 {key}；请加上一行 `// {key}: …`",
            )
            raise QueryError(msg)
    columns = tuple(_column(entry) for entry in entries if entry.key == "column")
    if not columns:
        msg = Bilingual(
            "1: found no result columns in the header; add a line `// column name: English | 中文` for each",
            "1：文件头没有结果列；请为每列加上一行 `// column name: English | 中文`",
        )
        raise QueryError(msg)
    return Header(
        name=_matching(
            single["name"],
            single["name"].text,
            NAME,
            Bilingual("lower-case words joined by hyphens", "以连字符相连的小写单词"),
        ),
        title=_bilingual(single["title"], single["title"].text),
        description=_bilingual(single["description"], single["description"].text),
        parameters=tuple(_parameter(entry) for entry in entries if entry.key == "param"),
        columns=columns,
        lines=lines,
        length=length,
    )


def _entries(text: str) -> tuple[list[Entry], int]:
    entries: list[Entry] = []
    length = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("//"):
            break
        length = number
        content = line.removeprefix("//")
        if content.startswith(_CONTINUED) and entries:
            last = entries[-1]
            entries[-1] = Entry(last.key, last.name, _joined(last.text, content.strip()), last.line)
        elif content.strip():
            entries.append(_entry(content.strip(), number))
    return entries, length


def _joined(first: str, second: str) -> str:
    # Chinese runs on over a line's end without a space.
    return f"{first}{'' if second[:1] > _ASCII_END < first[-1:] else ' '}{second}"


def _entry(content: str, line: int) -> Entry:
    head, colon, text = content.partition(":")
    key, _, name = head.strip().partition(" ")
    form = _FORMS.get(key)
    if not colon or form is None or bool(name) is not form:
        msg = Bilingual(
            f"{line}: found {content!r}, expected `name:`, `title:`, `description:`, `param NAME:` or `column NAME:`; "
            "continue an entry with three spaces after //",
            f"{line}：{content!r} 无法识别，应为 `name:`、`title:`、`description:`、`param NAME:` 或 `column NAME:`；续行在 // 后加三个空格",
        )
        raise QueryError(msg)
    return Entry(key, name.strip(), text.strip(), line)


# Whether an entry has a name of its own.
_FORMS = {"name": False, "title": False, "description": False, "param": True, "column": True}


def _matching(entry: Entry, text: str, pattern: re.Pattern[str], expected: Bilingual) -> str:
    if not pattern.fullmatch(text):
        msg = Bilingual(
            f"{entry.line}: found {text!r}, expected {expected.en}", f"{entry.line}：{text!r} 不合规，应为{expected.zh}"
        )
        raise QueryError(msg)
    return text


def _bilingual(entry: Entry, text: str) -> Bilingual:
    parts = [part.strip() for part in text.split("|")]
    if len(parts) != len(Bilingual._fields) or not all(parts):
        msg = Bilingual(
            f"{entry.line}: found {text!r}, expected `English | 中文`; write both",
            f"{entry.line}：{text!r} 不合规，应为 `English | 中文`；请写出两种语言",
        )
        raise QueryError(msg)
    return Bilingual(*parts)


def _column(entry: Entry) -> ResultColumn:
    name = _matching(entry, entry.name, _IDENTIFIER, _LOWER_CASE)
    return ResultColumn(name, _bilingual(entry, entry.text))


def _parameter(entry: Entry) -> Parameter:
    name = _matching(entry, entry.name, _IDENTIFIER, _LOWER_CASE)
    declaration, bar, rest = entry.text.partition("|")
    words, equals, default = declaration.partition("=")
    if not bar or (equals and not default.strip()):
        msg = Bilingual(
            f"{entry.line}: found {entry.text!r}, expected `type | English | 中文` or `type = default | English | 中文`",
            f"{entry.line}：{entry.text!r} 不合规，应为 `type | English | 中文` 或 `type = default | English | 中文`",
        )
        raise QueryError(msg)
    type_, label, column = _type(entry, words.strip())
    parameter = Parameter(
        name,
        type_,
        _bilingual(entry, rest),
        default=default.strip() if equals else None,
        label=label,
        column=column,
    )
    if parameter.default == DATE_OF_THE_DATA and type_ is not ParameterType.DATE:
        msg = Bilingual(
            f"{entry.line}: found the default {DATE_OF_THE_DATA!r} of {name}, which only a date can have",
            f"{entry.line}：{name} 的默认值 {DATE_OF_THE_DATA!r} 只能用于日期",
        )
        raise QueryError(msg)
    _check_default(entry, parameter)
    return parameter


def _check_default(entry: Entry, parameter: Parameter) -> None:
    try:
        default_value(parameter)
    except QueryError as error:
        msg = Bilingual(f"{entry.line}: {error} as its default", f"{entry.line}：默认值 {error.message.zh}")
        raise QueryError(msg) from None


def _type(entry: Entry, words: str) -> tuple[ParameterType, str | None, Column | None]:
    for read in (_plain, _choice, _id):
        found = read(words)
        if found is not None:
            return found
    msg = Bilingual(
        f"{entry.line}: found the type {words!r}, expected text, date, count, number, yes/no, a label of the schema "
        "(the id of such a node) or table.column (one of its values)",
        f"{entry.line}：类型 {words!r} 无法识别，应为 text、date、count、number、yes/no，或结构中的标签（该类节点的编码），或 table.column（其选项之一）",
    )
    raise QueryError(msg)


def _plain(words: str) -> tuple[ParameterType, None, None] | None:
    plain = {ParameterType.TEXT, ParameterType.DATE, ParameterType.COUNT, ParameterType.NUMBER, ParameterType.YES_NO}
    return (ParameterType(words), None, None) if words in plain else None


def _choice(words: str) -> tuple[ParameterType, None, Column] | None:
    table, dot, column = words.partition(".")
    if not dot or table not in BY_NAME or column not in BY_NAME[table].by_name:
        return None
    found = BY_NAME[table].column(column)
    return (ParameterType.CHOICE, None, found) if found.values else None


def _id(words: str) -> tuple[ParameterType, str, None] | None:
    return (ParameterType.ID, words, None) if words in known_labels() else None


def known_labels() -> frozenset[str]:
    """Return every label that a node of ours can have."""
    own = {label for table in NODE_TABLES for label in (table.label, *table.labels, *table.subtypes.values())}
    return frozenset(own | {ENTITY})
