"""Rules of one's own as they are written: the tables ``[own.…]`` of a ``rules.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphmodel.errors import InputError
from graphmodel.gaps.catalogue import RULES
from graphmodel.gaps.own import SOURCES, Reach, own_rule
from graphmodel.gaps.parameters import OWN, read_rules_file
from graphmodel.gaps.rule import Rule, Severity
from graphmodel.schema import BY_NAME, Bilingual, Kind
from graphmodel.schema.enumerations import LEVELS

_KEYS = ("title", "severity", "level", "table", "column", "values", "organizations", "days", "remedy")
_NEEDED = ("title", "level", "table", "column")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FIELDS = re.compile(r"\{(\w*)\}")
_SAID = ("name", "place", "lacks", "parties", "nearby", "parties_elsewhere", "organizations", "days")


def load_own_rules(path: str | Path) -> tuple[Rule, ...]:
    r"""Read the rules of one's own from a ``rules.toml``: a table ``[own.ID]`` for each.

    Returns
    -------
    tuple of Rule
        In the order of the file, for ``find_gaps(…, own=…)`` and `coverage_matrix`.

    Raises
    ------
    InputError
        If the file cannot be read, or a rule names a key, level, table, column or value that there is not.

    Examples
    --------
    >>> import tempfile
    >>> text = '[own.nobody-here]\ntitle = "Nobody here"\nlevel = "zone"\ntable = "projects"\ncolumn = "category"\n'
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "rules.toml")
    ...     _ = path.write_text(text, encoding="utf-8")
    ...     [rule.id for rule in load_own_rules(path)]
    ['nobody-here']
    """
    tables = read_rules_file(path).get(OWN, {})
    if not isinstance(tables, Mapping):
        msg = Bilingual(
            f"found {OWN} = {tables!r} in the rules; expected a table for each rule, such as [{OWN}.nobody-here]",
            f"规则文件中 {OWN} = {tables!r}：每条规则应写一个表，例如 [{OWN}.nobody-here]",
        )
        raise InputError(msg)
    return tuple(_rule(id_, table) for id_, table in tables.items())


def _rule(id_: str, table: Any) -> Rule:
    where = f"{OWN}.{id_}"
    if not _ID.fullmatch(id_) or id_ in RULES:
        what = (
            Bilingual("that there is already", "与已有规则重名")
            if id_ in RULES
            else Bilingual("that is no id", "不能作规则 id")
        )
        msg = Bilingual(
            f"found the rule {id_!r} {what.en}; expected another, in lower-case letters, digits and hyphens",
            f"规则 {id_!r} {what.zh}：请另起 id，由小写字母、数字和连字符组成",
        )
        raise InputError(msg)
    if not isinstance(table, Mapping):
        msg = Bilingual(
            f"found {where} = {table!r}; expected a table with {', '.join(_NEEDED)}",
            f"{where} = {table!r}：应为一个表，至少含 {'、'.join(_NEEDED)}",
        )
        raise InputError(msg)
    for key in (*(key for key in table if key not in _KEYS), *(key for key in _NEEDED if key not in table)):
        known = key in _KEYS
        msg = Bilingual(
            f"found {'no' if known else 'the unknown'} key {key!r} in [{where}]; it has {', '.join(_KEYS)}",
            f"[{where}] {'缺少' if known else '中有无法识别的'}键 {key!r}：可用的键有 {'、'.join(_KEYS)}",
        )
        raise InputError(msg)
    remedy = table.get("remedy")
    return own_rule(
        id_,
        _reach(where, table),
        title=_text(where, "title", table["title"]),
        severity=Severity(
            _choice(where, "severity", table.get("severity", "medium"), [item.value for item in Severity])
        ),
        organizations=_number(where, "organizations", table.get("organizations", 1)),
        remedy=None if remedy is None else _sentence(where, _text(where, "remedy", remedy)),
    )


def _reach(where: str, table: Mapping[str, Any]) -> Reach:
    source = _choice(where, "table", table["table"], list(SOURCES))
    columns = [
        item.name for item in BY_NAME[source].columns if item.kind in (Kind.TEXT, Kind.ENUMERATION) and not item.derived
    ]
    column = _choice(where, "column", table["column"], columns)
    days = table.get("days")
    if days is not None and SOURCES[source][1] is None:
        msg = Bilingual(
            f"found {where}.days, but {source} have no date to look at; expected it with projects or activities only",
            f"写了 {where}.days，但 {source} 没有可用的日期：days 只能与 projects 或 activities 同用",
        )
        raise InputError(msg)
    return Reach(
        level=_choice(where, "level", table["level"], [level.value for level in LEVELS]),
        table=source,
        column=column,
        wanted=_values(where, table.get("values"), [item.value for item in BY_NAME[source].by_name[column].values]),
        days=None if days is None else _number(where, "days", days),
    )


def _values(where: str, values: Any, known: list[str]) -> tuple[str, ...] | None:
    if values is None:
        return None
    if not isinstance(values, list) or not values or not all(isinstance(item, str) and item.strip() for item in values):
        msg = Bilingual(
            f"found {where}.values = {values!r}; expected a list of texts, or nothing for all that occur in the data",
            f"{where}.values = {values!r}：应为文字列表；不写则取数据中出现的全部值",
        )
        raise InputError(msg)
    for value in values:
        if known:
            _choice(where, "values", value, known)
    return tuple(dict.fromkeys(values))


def _choice(where: str, key: str, value: Any, known: list[str]) -> str:
    if value not in known:
        msg = Bilingual(
            f"found {where}.{key} = {value!r}; expected one of {', '.join(known)}",
            f"{where}.{key} = {value!r}：应为 {'、'.join(known)} 之一",
        )
        raise InputError(msg)
    return str(value)


def _number(where: str, key: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 100_000:  # noqa: PLR2004 -- as of all numbers
        msg = Bilingual(
            f"found {where}.{key} = {value!r}; expected a whole number from 1 to 100000",
            f"{where}.{key} = {value!r}：应为 1 至 100000 的整数",
        )
        raise InputError(msg)
    return value


def _text(where: str, key: str, value: Any) -> Bilingual:
    """Return a text in both languages: one for both, or ``{ en = …, zh = … }``."""
    if isinstance(value, str) and value.strip():
        return Bilingual(value, value)
    both = isinstance(value, Mapping) and value.keys() == {"en", "zh"}
    if both and all(isinstance(item, str) and item.strip() for item in value.values()):
        return Bilingual(**value)
    msg = Bilingual(
        f'found {where}.{key} = {value!r}; expected a text, or {{ en = "…", zh = "…" }}',
        f'{where}.{key} = {value!r}：应为文字，或 {{ en = "…", zh = "…" }}',
    )
    raise InputError(msg)


def _sentence(where: str, remedy: Bilingual) -> Bilingual:
    for text in remedy:
        rest = _FIELDS.sub("", text)
        if "{" in rest or "}" in rest or any(name not in _SAID for name in _FIELDS.findall(text)):
            msg = Bilingual(
                f"found {where}.remedy = {text!r}; in braces expected one of {', '.join(_SAID)}",
                f"{where}.remedy = {text!r}：花括号内应为 {'、'.join(_SAID)} 之一",
            )
            raise InputError(msg)
    return remedy
