from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.errors import InputError
from loaders.mapping import parse_mapping, read_mapping
from loaders.mapping.model import Condition

EXAMPLES = sorted((Path(__file__).parents[3] / "examples" / "mappings").glob("*.toml"))


def read(folder: Path, text: str) -> object:
    (folder / "m.toml").write_text(text, encoding="utf-8")
    return read_mapping(folder / "m.toml")


def places(columns: str, rest: str = "") -> str:
    return f'[[tables]]\ntable = "places"\n{rest}\n[tables.columns]\nplace_id = "code"\nname = "name"\n{columns}\n'


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_valid(path: Path) -> None:
    assert read_mapping(path).tables


def test_what_a_mapping_says() -> None:
    mapping = parse_mapping(
        {
            "about": {"title": "甲", "as_of": "2022-06", "synthetic": True},
            "lookups": {"codes": {"match": "name", "take": "code"}},
            "tables": [
                {
                    "table": "enterprises",
                    "where": {"type": ["a", 2], "city": {"not": "x"}},
                    "split": {"name": [";", "、"]},
                    "columns": {
                        "unit_id": {"template": "E-{no}"},
                        "name": "name",
                        "place_id": {"column": "p", "lookup": "codes"},
                    },
                }
            ],
        }
    )
    (rule,) = mapping.tables
    assert mapping.about == {"title": "甲", "as_of": dt.date(2022, 6, 30), "synthetic": True}
    assert rule.headers == ("no", "name", "p", "type", "city")
    assert rule.where == ((Condition("type", "is", frozenset({"a", "2"})), Condition("city", "not", frozenset({"x"}))),)


LEVEL = 'level = { constant = "street" }'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tables = 3", ["m.toml, tables", "at least one [[tables]]"]),
        ("[[tables]\n", ["no valid TOML", "line 1"]),
        ("version = 2\n" + places(LEVEL), ["version", "found 2", "expected 1"]),
        ("colour = 1\n" + places(LEVEL), ["'colour'", "about"]),
        (places(""), ["tables[1].columns", "level", "which places needs"]),
        (
            places("level = { constant = 'stret' }"),
            ["tables[1].columns.level.constant", "'stret'", "street (did you mean"],
        ),
        (places("level = { colum = 'x' }"), ["tables[1].columns.level", "'colum'", "column (did you mean"]),
        (places("level = {}"), ["exactly one of column, constant and template", "none of them"]),
        (places("level = { column = 'a', constant = 'street' }"), ["column and constant"]),
        (places("level = { column = 'a', values = { 3 = 'distrikt' } }"), ["level.values.3", "'distrikt'", "district"]),
        (places("level = { column = 'a', otherwise = 'street' }"), ["otherwise", "values or lookup beside it"]),
        (places("level = { column = 'a', lookup = 'x' }"), ["level.lookup", "'x'"]),
        (places(LEVEL + "\nhouseholds = { column = 'a', unit = '吨' }"), ["households.unit", "'吨'", "万元"]),
        (places("level = { column = 'a', unit = '万元' }"), ["level.unit", "no unit"]),
        (places("level = { column = 'a', date = 'YYYY' }"), ["level.date", "no date"]),
        (places(LEVEL + "\nlongitude = { column = 'a', code = 'iso' }"), ["longitude.code", "division"]),
        (places(LEVEL + "\nparent = 'x'"), ["'parent'", "parent_id (did you mean"]),
        (places("level = { template = 'x' }"), ["level.template", "{header}", "constant"]),
        (places(LEVEL, "where = { a = { like = 'x' } }"), ["tables[1].where.a", "'like'", "contains"]),
        (places(LEVEL, "where = { a = { known = 'x' } }"), ["where.a.known", "true or false"]),
        (places(LEVEL, "header = 0"), ["tables[1].header", "number of the header's row"]),
        (places(LEVEL, "split = { a = ';', b = ';' }"), ["split", "one column"]),
        (places(LEVEL, "coordinates = 'WGS84'"), ["coordinates", "WGS-84 (did you mean"]),
        (places(LEVEL).replace("places", "place"), ["tables[1].table", "'place'", "places (did you mean"]),
        (places(LEVEL, "files = []"), ["tables[1].files", "a list of them"]),
        (places("level = " + "[" * 5000), ["m.toml"]),
        ("about.as_of = 'soon'\n" + places(LEVEL), ["about.as_of", "'soon'", "2024-06-30"]),
        (places("level = { column = '联系电话' }"), ["tables[1].columns.level.column", "personal data"]),
        (places(LEVEL + "\nparent_id = { template = 'P-{身份证号}' }"), ["personal data"]),
        (places(LEVEL, 'where = { "手机" = { known = true } }'), ["tables[1].where", "personal data"]),
    ],
)
def test_a_wrong_mapping_is_one_clear_line(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    message = str(caught.value)
    assert "\n" not in message
    assert [word for word in ["m.toml", *words] if word not in message] == []


def test_a_unit_may_do_with_its_credit_code() -> None:
    content = {"tables": [{"table": "enterprises", "columns": {"uscc": "code", "name": "name"}}]}
    assert parse_mapping(content).tables[0].headers == ("code", "name")


def test_a_mapping_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="gongjian map"):
        read_mapping(tmp_path / "no.toml")


WORDS = st.sampled_from(
    [
        "tables",
        "table",
        "columns",
        "column",
        "constant",
        "template",
        "values",
        "where",
        "split",
        "places",
        "level",
        "name",
        "unit",
    ]
)
CONTENT = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | WORDS | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(WORDS, CONTENT, max_size=4), st.dictionaries(WORDS, CONTENT, max_size=5), CONTENT)
def test_whatever_a_mapping_holds_it_is_read_or_refused(
    table: dict[str, object], columns: dict[str, object], rest: object
) -> None:
    whole = {"place_id": "a", "name": "b", "level": "c", **columns}
    for content in ({"tables": [{"table": "places", **table, "columns": whole}]}, {"tables": rest}, {"about": rest}):
        try:
            mapping = parse_mapping(content)
        except InputError:
            continue
        assert mapping.tables
