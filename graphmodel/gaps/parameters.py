"""The numbers of the rules: defaults, what a ``rules.toml`` sets, and whether it makes sense."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.gaps.catalogue import RULES, unknown_rule
from graphmodel.gaps.rule import Parameter, Rule
from graphmodel.system_errors import reason_in_chinese

Parameters: TypeAlias = dict[str, dict[str, float]]
"""Numbers by rule and name."""

PRIORITY = "priority"
"""The table of a ``rules.toml`` that is no rule: the weights by which findings are put in order."""

OWN = "own"
"""The table of a ``rules.toml`` that holds rules of one's own; see `graphmodel.gaps.own_file`."""


def load_parameters(path: str | Path) -> Parameters:
    r"""Read a ``rules.toml``: a table for each rule, a key for each number.

    Returns
    -------
    dict
        What the file sets; every other number keeps its default.

    Raises
    ------
    InputError
        If the file cannot be read, or names a rule, a number or a value that there is not.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "rules.toml")
    ...     _ = path.write_text("[alliance-dormant]\ndays = 92\n", encoding="utf-8")
    ...     load_parameters(path)
    {'alliance-dormant': {'days': 92}}
    """
    return check_parameters(
        {id_: numbers for id_, numbers in read_rules_file(path).items() if id_ not in (PRIORITY, OWN)}
    )


def read_rules_file(path: str | Path) -> dict[str, Any]:
    """Return the tables of a ``rules.toml`` as they are written; raise `InputError` where it cannot be read."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        msg = Bilingual(
            f"cannot read the rules file {str(path)!r} ({error.strerror}); give the path of a rules.toml",
            f"无法读取规则文件 {str(path)!r}（{reason_in_chinese(error)}）：请给出 rules.toml 的路径",
        )
        raise InputError(msg) from error
    except UnicodeDecodeError as error:
        msg = Bilingual(
            f"found {str(path)!r} not in UTF-8; save the rules file as UTF-8",
            f"{str(path)!r} 不是 UTF-8 编码：请把规则文件另存为 UTF-8",
        )
        raise InputError(msg) from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        msg = Bilingual(
            f"found {str(path)!r} not to be TOML ({error}); write a table for each rule, such as [alliance-dormant]",
            f"{str(path)!r} 不符合 TOML 格式（{error}）：每条规则写一个表，例如 [alliance-dormant]",
        )
        raise InputError(msg) from error


def check_parameters(tables: Mapping[str, Any]) -> Parameters:
    """Return the numbers as given, once every rule, name and value is known to be right; else raise `InputError`."""
    checked: Parameters = {}
    for id_, numbers in tables.items():
        rule = RULES.get(id_)
        if rule is None:
            raise InputError(unknown_rule(id_))
        if not isinstance(numbers, Mapping):
            names = _names(rule)
            msg = Bilingual(
                f"found {id_} = {numbers!r} in the parameters; expected a table with {names.en}",
                f"参数中 {id_} = {numbers!r}：应为一个表，可填 {names.zh}",
            )
            raise InputError(msg)
        checked[id_] = {name: _check(rule, name, value) for name, value in numbers.items()}
    return checked


def resolve_parameters(overrides: Mapping[str, Mapping[str, float]] | None = None) -> Parameters:
    """Return every number of every rule that has any: its default, or what ``overrides`` sets.

    Examples
    --------
    >>> resolve_parameters({"alliance-too-small": {"members": 3}})["alliance-too-small"]
    {'members': 3}
    """
    checked = check_parameters(overrides or {})
    return {rule.id: rule.defaults | dict(checked.get(rule.id, {})) for rule in RULES.values() if rule.parameters}


def _check(rule: Rule, name: str, value: float) -> float:
    parameter = next((item for item in rule.parameters if item.name == name), None)
    if parameter is None:
        names = _names(rule)
        msg = Bilingual(
            f"found no number {name!r} in the rule {rule.id}; it has {names.en}",
            f"规则 {rule.id} 没有参数 {name!r}：它的参数为 {names.zh}",
        )
        raise InputError(msg)
    return check_number(rule.id, parameter, value)


def check_number(table: str, parameter: Parameter, value: float) -> float:
    """Return a number once it is known to fit its parameter; else raise `InputError`."""
    if not _fits(parameter, value):
        kind = Bilingual("whole number", "整数") if parameter.whole else Bilingual("number", "数")
        low, high = f"{parameter.minimum:g}", f"{parameter.maximum:g}"
        msg = Bilingual(
            f"found {table}.{parameter.name} = {value!r}; expected a {kind.en} of {parameter.unit.en} from {low} to {high}",
            f"{table}.{parameter.name} = {value!r}：应为 {low} 至 {high} 的{kind.zh}（单位：{parameter.unit.zh}）",
        )
        raise InputError(msg)
    return value


def _fits(parameter: Parameter, value: Any) -> bool:
    kinds = (int,) if parameter.whole else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds):
        return False
    return math.isfinite(value) and parameter.minimum <= value <= parameter.maximum


def _names(rule: Rule) -> Bilingual:
    names = [parameter.name for parameter in rule.parameters]
    return Bilingual(", ".join(names) or "none", "、".join(names) or "（无）")
