"""Kinds of values that every format can carry, as text and back."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError


class ValueKind(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    TEXTS = "texts"


EXPECTED: dict[ValueKind, Bilingual] = {
    ValueKind.TEXT: Bilingual("a text", "文字"),
    ValueKind.INTEGER: Bilingual("a whole number", "整数"),
    ValueKind.NUMBER: Bilingual("a number", "数"),
    ValueKind.BOOLEAN: Bilingual("true or false", "true 或 false"),
    ValueKind.DATE: Bilingual("a date such as 2024-06-30", "日期，例如 2024-06-30"),
    ValueKind.TEXTS: Bilingual("a list of texts", "文字列表"),
}
"""What a value of each kind is, as an error says it."""


@dataclass(frozen=True, slots=True)
class Column:
    """Values of one kind, None where unknown."""

    kind: ValueKind
    values: Sequence[Any]


_HALVES = re.compile("[\ud800-\udfff]")


def whole_text(text: str) -> str:
    r"""Return a text without halves of characters (lone surrogates), which no file can hold: each becomes U+FFFD.

    Examples
    --------
    >>> whole_text("抚琴\ud800社区")
    '抚琴\ufffd社区'
    """
    return text if text.isascii() else _HALVES.sub("\ufffd", text)


def column_of(values: Sequence[Any]) -> Column:
    """Return values as a column of the narrowest kind that holds them all; what no kind holds becomes text.

    NaN counts as unknown. Scalars of numpy become Python's.

    Examples
    --------
    >>> column_of([1, None, 2.5])
    Column(kind=<ValueKind.NUMBER: 'number'>, values=[1.0, None, 2.5])
    >>> column_of([True, False]).kind.value, column_of([("甲", "乙"), None]).kind.value
    ('boolean', 'texts')
    >>> column_of([1, "甲"]).values
    ['1', '甲']
    """
    plain = [_plain(value) for value in values]
    kinds = {_kind(value) for value in plain if value is not None}
    if not kinds:
        return Column(ValueKind.TEXT, plain)
    if kinds == {ValueKind.INTEGER, ValueKind.NUMBER}:
        return Column(ValueKind.NUMBER, [None if value is None else float(value) for value in plain])
    only = kinds.pop() if len(kinds) == 1 else None
    if only is not None:
        return Column(only, plain)
    return Column(ValueKind.TEXT, [None if value is None else whole_text(to_text(value)) for value in plain])


def _plain(value: Any) -> Any:
    if hasattr(value, "item") and not isinstance(value, (str, bytes)):
        value = value.item()
    if isinstance(value, str):
        return whole_text(value)
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, (list, set, frozenset)):
        value = tuple(sorted(value, key=str) if isinstance(value, (set, frozenset)) else value)
    if isinstance(value, tuple):
        return tuple(whole_text(item) if isinstance(item, str) else item for item in value)
    return value


def _kind(value: Any) -> ValueKind | None:
    if isinstance(value, bool):
        return ValueKind.BOOLEAN
    if isinstance(value, int):
        return ValueKind.INTEGER
    if isinstance(value, float):
        return ValueKind.NUMBER
    if isinstance(value, date) and not isinstance(value, datetime):
        return ValueKind.DATE
    if isinstance(value, tuple) and all(isinstance(item, str) for item in value):
        return ValueKind.TEXTS
    return ValueKind.TEXT if isinstance(value, str) else None


def to_text(value: Any) -> str:
    """Return a value as text from which `from_text` gives it back; a list is a JSON array.

    Examples
    --------
    >>> to_text(True), to_text(date(2024, 6, 1)), to_text(("甲", "乙"))
    ('true', '2024-06-01', '["甲", "乙"]')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (tuple, list, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value if isinstance(value, str) else str(value)


def from_text(text: str, kind: ValueKind) -> Any:
    """Return the value of a kind that a text stands for.

    Raises
    ------
    InputError
        If it stands for none.

    Examples
    --------
    >>> from_text("2024-06-01", ValueKind.DATE), from_text("true", ValueKind.BOOLEAN), from_text('["甲"]', ValueKind.TEXTS)
    (datetime.date(2024, 6, 1), True, ('甲',))
    """
    try:
        return _PARSERS[kind](text)
    except (ValueError, TypeError) as error:
        msg = Bilingual(
            f"found {text[:40]!r}, expected a {kind.value}: correct it in the file",
            f"{text[:40]!r} 不可用：应为{EXPECTED[kind].zh}，请在文件中改正",
        )
        raise InputError(msg) from error


def _boolean(text: str) -> bool:
    return {"true": True, "false": False, "1": True, "0": False}[text.strip().lower()]


def _parse_boolean(text: str) -> bool:
    try:
        return _boolean(text)
    except KeyError as error:
        raise ValueError(text) from error


def _texts(text: str) -> tuple[str, ...]:
    found = json.loads(text) if text.startswith("[") else [text]
    return tuple(str(item) for item in found)


# Python would also read 1_2, +86, １２ and nan as numbers; and a leading zero marks a code.
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")

_PARSERS: dict[ValueKind, Callable[[str], Any]] = {
    ValueKind.TEXT: str,
    ValueKind.INTEGER: int,
    ValueKind.NUMBER: float,
    ValueKind.BOOLEAN: _parse_boolean,
    ValueKind.DATE: lambda text: date.fromisoformat(text[:10]),
    ValueKind.TEXTS: _texts,
}


def column_from_texts(texts: Iterable[str | None], kind: ValueKind | None) -> Column:
    """Return texts as a column; without a kind the narrowest of integer, number and text that fits all of them.

    Examples
    --------
    >>> column_from_texts(["1", None, "2"], None).values
    [1, None, 2]
    >>> column_from_texts(["010", "2"], None).values
    ['010', '2']
    >>> column_from_texts(["1_2", "2"], None).values
    ['1_2', '2']
    """
    given = list(texts)
    chosen = kind or _guess([text for text in given if text is not None])
    return Column(chosen, [None if text is None else from_text(text, chosen) for text in given])


def _guess(texts: Sequence[str]) -> ValueKind:
    if not texts:
        return ValueKind.TEXT
    for kind, looks in ((ValueKind.INTEGER, _INTEGER), (ValueKind.NUMBER, _NUMBER)):
        if all(looks.fullmatch(text) for text in texts):
            return kind
    return ValueKind.TEXT
