"""Values of a query's parameters: from text or Python to what Neo4j is given."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from graphmodel.bilingual import Bilingual
from graphmodel.errors import QueryError
from graphmodel.store.queries.model import DATE_OF_THE_DATA, Parameter, ParameterType, Query

LEFT_OPEN = "none"
"""The default of a parameter that may be left open: the query is given null."""

_YES_NO = {"yes": True, "true": True, "1": True, "是": True, "no": False, "false": False, "0": False, "否": False}


def bind(query: Query, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a value for each parameter of a query, of its type.

    A date that is left to the data stays `DATE_OF_THE_DATA`: only the database knows it.

    Raises
    ------
    QueryError
        If a parameter is unknown, missing, or its value is not of its type.

    Examples
    --------
    >>> from graphmodel.store.queries import query_book
    >>> bind(query_book()["dormant-alliances"], {"as_of": "2022-06-30"})
    {'as_of': datetime.date(2022, 6, 30), 'days': 183}
    """
    names = [parameter.name for parameter in query.parameters]
    for name in given:
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1)
            takes = Bilingual(f"it takes {', '.join(names) or 'none'}", f"可用的参数：{'、'.join(names) or '无'}")
            hint = Bilingual(f"did you mean {near[0]}?", f"是否指 {near[0]}？") if near else takes
            msg = Bilingual(
                f"found the parameter {name!r}, which the query {query.name} does not have; {hint.en}",
                f"查询 {query.name} 没有参数 {name!r}；{hint.zh}",
            )
            raise QueryError(msg)
    return {parameter.name: _value(query, parameter, given) for parameter in query.parameters}


def _value(query: Query, parameter: Parameter, given: Mapping[str, Any]) -> Any:
    value = given.get(parameter.name)
    if value is not None:
        return read_value(parameter, value)
    if parameter.default is None:
        msg = Bilingual(
            f"found no value for the parameter {parameter.name} of {query.name} ({parameter.meaning.en}); "
            f"give {parameter.expects.en}",
            f"没有给出 {query.name} 的参数 {parameter.name}（{parameter.meaning.zh}）：应为{parameter.expects.zh}",
        )
        raise QueryError(msg)
    return default_value(parameter)


def default_value(parameter: Parameter) -> Any:
    """Return the default of a parameter as a value; None where it is left open."""
    if parameter.default is None or parameter.default == LEFT_OPEN:
        return None
    if parameter.default == DATE_OF_THE_DATA:
        return DATE_OF_THE_DATA
    return read_value(parameter, parameter.default)


def read_value(parameter: Parameter, value: Any) -> Any:
    """Return a value, text or of its Python type, as the query needs it; raise `QueryError` where it is neither."""
    read = _READERS[parameter.type]
    try:
        return read(parameter, value.strip() if isinstance(value, str) else value)
    except ValueError:
        msg = Bilingual(
            f"found {parameter.name}={value!r}, expected {parameter.expects.en}",
            f"{parameter.name}={value!r} 不对，应为{parameter.expects.zh}",
        )
        raise QueryError(msg) from None


def _text(_: Parameter, value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError
    return value


def _date(_: Parameter, value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(_text(_, value))


def _number(_: Parameter, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError  # noqa: TRY004 -- becomes one message with every other wrong value
    return float(value)


def _count(parameter: Parameter, value: Any) -> int:
    number = _number(parameter, value)
    if number < 0 or number != int(number):
        raise ValueError
    return int(number)


def _yes_no(_: Parameter, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    found = _YES_NO.get(str(value).lower())
    if found is None:
        raise ValueError
    return found


def _choice(parameter: Parameter, value: Any) -> str:
    values = parameter.column.values if parameter.column is not None else ()
    for allowed in values:
        if value in (allowed.value, allowed.chinese, *allowed.aliases):
            return allowed.value
    raise ValueError


_READERS: dict[ParameterType, Callable[[Parameter, Any], Any]] = {
    ParameterType.TEXT: _text,
    ParameterType.ID: _text,
    ParameterType.DATE: _date,
    ParameterType.NUMBER: _number,
    ParameterType.COUNT: _count,
    ParameterType.YES_NO: _yes_no,
    ParameterType.CHOICE: _choice,
}
