"""What a named query declares of itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graphmodel.schema import Bilingual, Column


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
    def expects(self) -> str:
        """What a value must be, in words.

        Examples
        --------
        >>> Parameter("days", ParameterType.COUNT, Bilingual("Days", "天数")).expects
        'a whole number, 0 or more'
        """
        if self.type is ParameterType.ID:
            return f"the id of {'an' if str(self.label).startswith(_VOWELS) else 'a'} {self.label}"
        if self.column is not None:
            return f"one of {', '.join(f'{value.value} {value.chinese}' for value in self.column.values)}"
        return _EXPECTATIONS[self.type]


_VOWELS = tuple("AEIOU")
_EXPECTATIONS = {
    ParameterType.TEXT: "a text",
    ParameterType.DATE: "a date YYYY-MM-DD",
    ParameterType.COUNT: "a whole number, 0 or more",
    ParameterType.NUMBER: "a number",
    ParameterType.YES_NO: "yes or no",
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
