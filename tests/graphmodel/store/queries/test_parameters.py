from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from graphmodel.errors import QueryError
from graphmodel.store.queries import Query, parse_query
from graphmodel.store.queries.model import DATE_OF_THE_DATA
from graphmodel.store.queries.parameters import bind
from tests.refusals import refusal_in_chinese


def query(type_: str) -> Query:
    text = (
        "// name: some\n// title: Some | 某\n// description: Some. | 某。\n"
        f"// param value: {type_} | A value | 值\n// column id: Id | 编码\nRETURN $value AS id"
    )
    return parse_query(text, where="some.cypher")


@pytest.mark.parametrize(
    ("type_", "given", "expected"),
    [
        ("text", " 联盟 ", "联盟"),
        ("date", "2022-06-30", date(2022, 6, 30)),
        ("date", date(2022, 6, 30), date(2022, 6, 30)),
        ("date", datetime(2022, 6, 30, 12), date(2022, 6, 30)),  # noqa: DTZ001 -- a day has no time zone
        ("count", "183", 183),
        ("count", 0, 0),
        ("number", "0.5", 0.5),
        ("yes/no", "是", True),
        ("yes/no", False, False),
        ("links.layer", "safety", "safety"),
        ("links.layer", "平安联创", "safety"),
        ("Alliance", "A1", "A1"),
    ],
)
def test_text_and_python_values_become_the_type(type_: str, given: Any, expected: Any) -> None:
    bound = bind(query(type_), {"value": given})["value"]
    assert bound == expected
    assert type(bound) is type(expected)


@pytest.mark.parametrize(
    ("type_", "given", "expected", "in_chinese"),
    [
        ("text", "", "a text", "文字"),
        ("text", 3, "a text", "文字"),
        ("date", "30.6.2022", "a date YYYY-MM-DD", "日期 YYYY-MM-DD"),
        ("date", "2022-06-31", "a date YYYY-MM-DD", "日期 YYYY-MM-DD"),
        ("count", "-1", "a whole number, 0 or more", "不小于零的整数"),
        ("count", "1.5", "a whole number, 0 or more", "不小于零的整数"),
        ("count", "many", "a whole number, 0 or more", "不小于零的整数"),
        ("count", True, "a whole number, 0 or more", "不小于零的整数"),
        ("yes/no", "maybe", "yes or no", "是或否"),
        ("links.layer", "sport", "one of safety 平安联创, culture", "以下之一：safety 平安联创、culture"),
    ],
)
def test_another_value_is_told_with_what_was_expected(type_: str, given: Any, expected: str, in_chinese: str) -> None:
    with pytest.raises(QueryError) as told:
        bind(query(type_), {"value": given})
    assert str(told.value).startswith(f"found value={given!r}, expected {expected}")
    assert told.value.in_language("zh").startswith(f"value={given!r} 不对，应为{in_chinese}")


def test_a_missing_value_is_told_with_its_meaning() -> None:
    with pytest.raises(
        QueryError, match=r"no value for the parameter value of some \(A value\); give the id of an Alliance"
    ) as told:
        bind(query("Alliance"), {})
    assert told.value.in_language("zh").endswith("）：应为联盟的编码")


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("count = 183", 183),
        ("text = none", None),
        ("date = data", DATE_OF_THE_DATA),
        ("date = 2020-01-01", date(2020, 1, 1)),
    ],
)
def test_a_default_stands_where_no_value_is_given(type_: str, expected: Any) -> None:
    assert bind(query(type_), {}) == {"value": expected}
    assert bind(query(type_), {"value": None}) == {"value": expected}


def test_an_unknown_parameter_is_told_with_the_near_one() -> None:
    with pytest.raises(QueryError, match=r"'valu', which the query some does not have; did you mean value?") as told:
        bind(query("text"), {"valu": "x"})
    assert told.value.in_language("zh") == "查询 some 没有参数 'valu'；是否指 value？"
    assert refusal_in_chinese(lambda: bind(query("text"), {"zzz": "x"})).endswith("没有参数 'zzz'；可用的参数：value")


@pytest.mark.parametrize(
    ("label", "expected"),
    [("Place", "地点的编码"), ("Stakeholder", "主体的编码"), ("Entity", "对象的编码"), ("Street", "街道的编码")],
)
def test_an_id_is_asked_for_by_the_name_of_its_kind(label: str, expected: str) -> None:
    assert query(label).parameters[0].expects.zh == expected
