"""From a TOML file to a mapping, every key and value of it judged before a spreadsheet is opened."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast, get_args

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.schema import BY_NAME, NodeTable, Table
from graphmodel.system_errors import reason_in_chinese
from loaders.mapping.model import (
    Datum,
    Lookup,
    SpreadsheetMapping,
    TableRule,
)
from loaders.mapping.parse_choice import parse_choice, parse_header, refuse_private
from loaders.mapping.parse_column import parse_column
from loaders.mapping.toml_value import TomlValue
from loaders.values.date import PartialDate, parse_date

VERSION = 1
ABOUT = ("title", "as_of", "source", "synthetic", "note", "keep_person_names")
_NONE = Bilingual("none", "没有")
_LOOKUP_KEYS = {"match": "用来查找的表头", "take": "要取值的表头"}
TABLE_KEYS = ("table", "files", "sheet", "header", "where", "split", "distinct", "coordinates", "columns")


def read_mapping(path: str | os.PathLike[str]) -> SpreadsheetMapping:
    r"""Read a mapping from a TOML file; the format is described in ``docs/mapping.md``.

    Raises
    ------
    InputError
        If the file cannot be read or is no valid mapping: the message names the file, the key, what was found there and
        what was expected.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "streets.toml")
    ...     _ = file.write_text('[[tables]]\ntable = "places"\n[tables.columns]\nplace_id = "code"\nname = "name"\n'
    ...                         'level = { constant = "street" }\n', encoding="utf-8")
    ...     mapping = read_mapping(file)
    >>> [(rule.table.name, rule.headers) for rule in mapping.tables]
    [('places', ('code', 'name'))]
    """
    path = Path(path)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        msg = Bilingual(
            f"found no mapping at {path}: check the path, or let `gongjian map DATA -o {path.name}` propose one",
            f"{path} 处没有映射文件：请检查路径，或运行 `gongjian map DATA -o {path.name}` 生成草案",
        )
        raise InputError(msg) from error
    except OSError as error:
        msg = Bilingual(
            f"found the mapping {path} unreadable ({error.strerror or error}): check the path and the permissions",
            f"映射文件 {path} 无法读取（{reason_in_chinese(error)}）：请检查路径和读取权限",
        )
        raise InputError(msg) from error
    except UnicodeDecodeError as error:
        msg = Bilingual(
            f"found bytes in the mapping {path} that are not UTF-8: save it as UTF-8",
            f"映射文件 {path} 不是 UTF-8 编码：请另存为 UTF-8",
        )
        raise InputError(msg) from error
    except RecursionError as error:
        msg = Bilingual(
            f"found values within values without end in the mapping {path.name}, expected a few levels: mend it",
            f"映射文件 {path.name} 中的值层层嵌套、没有尽头，应只有几层：请改正",
        )
        raise InputError(msg) from error
    except tomllib.TOMLDecodeError as error:
        msg = Bilingual(
            f'found no valid TOML in the mapping {path.name}: {error}; mend that line (keys in Chinese stand in quotes: "名称" = …)',
            f'映射文件 {path.name} {_place_of(error)}不是有效的 TOML（{error}）：请改正该行（中文键须加引号："名称" = …）',
        )
        raise InputError(msg) from error
    return parse_mapping(content, file=path.name)


def _place_of(error: tomllib.TOMLDecodeError) -> str:
    """Return in Chinese where the reader stopped."""
    place = re.search(r"at line (\d+), column (\d+)", str(error))
    return f"第 {place[1]} 行第 {place[2]} 列" if place else "末尾" if "end of document" in str(error) else ""


def parse_mapping(content: Mapping[str, Any], *, file: str = "mapping") -> SpreadsheetMapping:
    """Return the mapping that parsed TOML describes; ``file`` is the name that messages use.

    Raises
    ------
    InputError
        If a key or value is not valid.
    """
    root = TomlValue(file, "", dict(content)).table(("version", "about", "lookups", "tables"))
    version = root.get("version")
    if version is not None and version.value != VERSION:
        version.fail(Bilingual(str(VERSION), str(VERSION)))
    about, lookups, tables = root.get("about"), root.get("lookups"), root.get("tables")
    if tables is None or not isinstance(tables.value, list) or not tables.value:
        TomlValue(file, "tables", None).fail(Bilingual("at least one [[tables]]", "至少一个 [[tables]]"), found=_NONE)
    known = {} if lookups is None else {name: _lookup(item) for name, item in lookups.items()}
    return SpreadsheetMapping(
        file,
        tuple(_table(item, known) for item in tables.list()),
        known,
        {} if about is None else _about(about),
    )


def _about(value: TomlValue) -> dict[str, Any]:
    about: dict[str, Any] = {}
    for name, item in value.table(ABOUT).items():
        if name == "as_of":
            day = parse_date(item.text(), ends=True)
            about[name] = (
                day.day
                if isinstance(day, PartialDate)
                else item.fail(Bilingual("a date like 2024-06-30 or 2024-06", "日期，如 2024-06-30 或 2024-06"))
            )
        elif name in {"synthetic", "keep_person_names"}:
            about[name] = (
                item.value if isinstance(item.value, bool) else item.fail(Bilingual("true or false", "true 或 false"))
            )
        else:
            about[name] = item.text(empty=False)
    return about


def _lookup(value: TomlValue) -> Lookup:
    value.table(("files", "sheet", "header", "match", "take"))
    for name, chinese in _LOOKUP_KEYS.items():
        if name not in value.value:
            value.fail(Bilingual(f"the key {name}: the header to {name}", f"应有键 {name}：{chinese}"), found=_NONE)
    return Lookup(
        value.key,
        _files(value),
        parse_header(value.at("match")),
        parse_header(value.at("take")),
        _optional(value, "sheet"),
        _header_rows(value),
    )


def _table(value: TomlValue, lookups: Mapping[str, Lookup]) -> TableRule:
    value.table(TABLE_KEYS)
    for name in ("table", "columns"):
        if name not in value.value:
            value.fail(
                Bilingual(f"the key {name}", f"应有键 {name}"), found=Bilingual(f"none called {name}", "没有该键")
            )
    table = BY_NAME[value.at("table").choice(BY_NAME)]
    readable = {column.name: column for column in table.read_columns}
    columns = {
        name: parse_column(item, readable[name], lookups) for name, item in value.at("columns").table(readable).items()
    }
    _check_required(value.at("columns"), table)
    where, split, distinct, datum = (value.get(name) for name in ("where", "split", "distinct", "coordinates"))
    return TableRule(
        table,
        value.key,
        columns,
        _files(value),
        _optional(value, "sheet"),
        _header_rows(value),
        () if where is None else parse_choice(where),
        {} if split is None else _split(split),
        () if distinct is None else tuple(parse_header(item) for item in distinct.list()),
        cast("Datum", "WGS-84" if datum is None else datum.choice(get_args(Datum))),
    )


def _check_required(columns: TomlValue, table: Table) -> None:
    given = columns.value
    key = table.key if isinstance(table, NodeTable) else None
    missing = [
        column.name
        for column in table.required
        if column.name not in given and not (column.name == key and "uscc" in given)
    ]
    if missing:
        columns.fail(
            Bilingual(
                f"a column, constant or template for {', '.join(missing)}, which {table.name} needs",
                f"须为{table.chinese}表（{table.name}）必填的 {'、'.join(missing)} 给出列、常量（constant）或模板（template）",
            ),
            found=Bilingual(", ".join(given) or "no columns", f"只有 {'、'.join(given)}" if given else "没有任何列"),
        )


def _split(value: TomlValue) -> dict[str, tuple[str, ...]]:
    split = {}
    for name, item in value.items():
        refuse_private(item, name)
        separators = item.texts()
        if not separators or not all(separators):
            item.fail(Bilingual("a separator like ；, or a list of them", "分隔符，如“；”，或若干分隔符的列表"))
        split[name] = separators
    if len(split) > 1:
        value.fail(
            Bilingual("one column to split", "应只拆分一列"),
            found=Bilingual(", ".join(split), f"有 {'、'.join(split)}"),
        )
    return split


def _files(value: TomlValue) -> tuple[str, ...]:
    item = value.get("files")
    if item is None:
        return ("*",)
    return item.texts() or item.fail(
        Bilingual('a file name like "企业*.xlsx", or a list of them', '文件名，如 "企业*.xlsx"，或若干文件名的列表')
    )


def _optional(value: TomlValue, name: str) -> str | None:
    item = value.get(name)
    return None if item is None else item.text(empty=False)


def _header_rows(value: TomlValue) -> tuple[int, ...]:
    item = value.get("header")
    if item is None:
        return ()
    numbers = tuple(number.value for number in item.list())
    if not numbers or not all(type(number) is int and number > 0 for number in numbers):
        item.fail(
            Bilingual(
                "the number of the header's row, or the numbers of its rows, like [2, 3]",
                "表头所在的行号，或若干行号，如 [2, 3]",
            )
        )
    return tuple(sorted(numbers))
