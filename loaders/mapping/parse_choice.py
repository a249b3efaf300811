"""The headers and conditions of a mapping."""

from __future__ import annotations

from typing import cast

from graphmodel.bilingual import Bilingual
from loaders.mapping.model import Choice, Condition, Test
from loaders.mapping.toml_value import TomlValue
from loaders.private import is_private_header
from loaders.values.text import clean


def parse_choice(value: TomlValue) -> Choice:
    """Return conditions: those of one group, or of a list of groups of which one must hold."""
    return tuple(
        tuple(condition for name, item in group.items() for condition in _conditions(name, item))
        for group in value.list()
    )


def _conditions(name: str, value: TomlValue) -> tuple[Condition, ...]:
    refuse_private(value, name)
    if not isinstance(value.value, dict):
        return (Condition(name, "is", frozenset(map(clean, value.texts()))),)
    value.table(("is", "not", "contains", "known"))
    conditions = []
    for test, item in value.items():
        if test == "known":
            if item.value is not True and item.value is not False:
                item.fail(Bilingual("true or false", "true 或 false"))
            texts = frozenset(("yes",)) if item.value else frozenset[str]()
        else:
            texts = frozenset(map(clean, item.texts()))
        conditions.append(Condition(name, cast("Test", test), texts))
    return tuple(conditions)


def parse_header(value: TomlValue) -> str:
    """Insist on the header of a column without personal data."""
    name = value.text(empty=False)
    refuse_private(value, name)
    return name


def refuse_private(value: TomlValue, name: str) -> None:
    """Raise `InputError` where a header announces personal data."""
    if is_private_header(name):
        value.fail(
            Bilingual(
                "a column without personal data (such columns are never read; rename it if it holds none)",
                "不含个人信息的列（个人信息列一律不读取；如果其中并无个人信息，请改列名）",
            ),
            found=Bilingual(
                f"the column {name!r}, whose header announces personal data", f"列 {name!r} 的表头表明含有个人信息"
            ),
        )
