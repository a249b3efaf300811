"""What a named query declares of itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graphmodel.graph.change import kind_titles
from graphmodel.schema import Bilingual, Column
from graphmodel.schema.properties import ENTITY


class ParameterType(StrEnum):
    """The type of a parameter."""

    TEXT = "text"
    DATE = "date"
    COUNT = "count"
    NUMBER = "number"
    YES_NO = "yes/no"
    CHOICE = "choice"
    ID = "id"


DATE_OF_THE_DATA = "data"
"""The default of a date parameter that stands for the date of what was loaded."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a query.

    ``default`` is its text in the header, None where the parameter must be given; "none" leaves it open. An id is that
    of a node with ``label``; a choice is one of the values of ``column``.
    """

    name: str
    type: ParameterType
    meaning: Bilingual
    default: str | None = None
    label: str | None = None
    column: Column | None = None

    @property
    def expects(self) -> Bilingual:
        """What a value must be, in words.

        Examples
        --------
        >>> Parameter("days", ParameterType.COUNT, Bilingual("Days", "天数")).expects.en
        'a whole number, 0 or more'
        """
        if self.type is ParameterType.ID:
            article = "an" if str(self.label).startswith(_VOWELS) else "a"
            return Bilingual(f"the id of {article} {self.label}", f"{_chinese(self.label)}的编码")
        if self.column is not None:
            values = [f"{value.value} {value.chinese}" for value in self.column.values]
            return Bilingual(f"one of {', '.join(values)}", f"以下之一：{'、'.join(values)}")
        return _EXPECTATIONS[self.type]


def _chinese(label: str | None) -> str:
    return _WIDER.get(label or "") or kind_titles()[str(label)].zh


_WIDER = {ENTITY: "对象", "Stakeholder": "主体", "Unit": "单位", "Place": "地点"}
"""The labels that stand for more than one kind of node, in Chinese."""
_VOWELS = tuple("AEIOU")
_EXPECTATIONS = {
    ParameterType.TEXT: Bilingual("a text", "文字"),
    ParameterType.DATE: Bilingual("a date YYYY-MM-DD", "日期 YYYY-MM-DD"),
    ParameterType.COUNT: Bilingual("a whole number, 0 or more", "不小于零的整数"),
    ParameterType.NUMBER: Bilingual("a number", "数值"),
    ParameterType.YES_NO: Bilingual("yes or no", "是或否"),
}


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """One column of a query's result."""

    name: str
    meaning: Bilingual


@dataclass(frozen=True, slots=True)
class Query:
    """A named query: what it is for, what it takes, what it gives, and its Cypher without the header."""

    name: str
    folder: str
    title: Bilingual
    description: Bilingual
    parameters: tuple[Parameter, ...]
    columns: tuple[ResultColumn, ...]
    cypher: str

    @property
    def signature(self) -> str:
        """The name with its parameters, as one calls it; what has a default stands in brackets.

        Examples
        --------
        >>> day = Parameter("as_of", ParameterType.DATE, Bilingual("Day", "日期"), default="data")
        >>> Query("places", "places", Bilingual("Places", "区划"), Bilingual("…", "…"), (day,), (), "").signature
        'places [as_of=data]'
        """
        words = [
            f"{parameter.name}=…" if parameter.default is None else f"[{parameter.name}={parameter.default}]"
            for parameter in self.parameters
        ]
        return " ".join((self.name, *words))
