from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

import loaders
from graphmodel.errors import InputError
from loaders import CheckResult
from loaders.mapping import apply_mapping, parse_mapping
from loaders.read import Sheet
from tests.strategies import dense_dataset

PLACES = """
[[tables]]
table = "places"
{rest}
[tables.columns]
place_id = "id"
name = "what"
level = {level}
{more}
"""


def places(level: str = '{ constant = "market" }', rest: str = "", more: str = "") -> str:
    return PLACES.format(level=level, rest=rest, more=more)


def column(result: CheckResult, table: str, name: str) -> list[Any]:
    records = result.dataset.records(table)
    assert records is not None
    return list(records.column(name))


def test_columns_constants_and_templates(check_mapped: Any) -> None:
    result = check_mapped(
        {"a.csv": "no,what,n\n1,甲,12\n2,乙,/\n"},
        '[[tables]]\ntable = "places"\n[tables.columns]\nplace_id = { template = "P-{no}" }\nname = "what"\n'
        'level = { constant = "market" }\nhouseholds = "n"\nparent_id = { template = "P-{n}" }\n',
    )
    assert column(result, "places", "place_id") == ["P-2"]
    assert [(problem.code, problem.value) for problem in result.problems] == [("unknown_reference", "P-12")]
    assert result.mapping[0].headers["place_id"] == "P-{no}"
    assert result.mapping[0].headers["level"] == '"market"'


def test_rows_are_chosen(check_mapped: Any) -> None:
    where = 'where = [ { kind = ["a", "b"], what = { not = "丁" } }, { what = { contains = "园" } } ]'
    result = check_mapped({"a.csv": "id,what,kind\n1,甲,a\n2,乙,c\n3,丙,b\n4,丁,b\n5,某园,c\n"}, places(rest=where))
    assert column(result, "places", "place_id") == ["1", "3", "5"]
    assert result.counts["places"].read == 3


def test_values_are_translated(check_mapped: Any) -> None:
    level = '{ column = "kind", values = { "园" = "zone", "" = "market" }, otherwise = "grid" }'
    result = check_mapped({"a.csv": "id,what,kind\n1,甲,园\n2,乙,别\n3,丙,\n"}, places(level))
    # An unknown cell is no other value: only `values` or `default` can fill it.
    assert column(result, "places", "level") == ["zone", "grid", "market"]


def test_a_value_that_is_not_translated_is_reported_as_read(check_mapped: Any) -> None:
    result = check_mapped(
        {"a.csv": "id,what,kind\n1,甲,片区\n"}, places('{ column = "kind", values = { a = "zone" } }')
    )
    (problem,) = result.problems
    assert (problem.code, problem.value, problem.row, problem.column) == ("unknown_enum", "片区", 2, "level")


def test_a_column_may_be_limited_to_some_rows(check_mapped: Any) -> None:
    more = 'households = { column = "n", when = { what = "甲" }, default = "0" }'
    result = check_mapped({"a.csv": "id,what,n\n1,甲,\n2,乙,5\n"}, places(more=more))
    assert column(result, "places", "households") == [0, None]


def test_a_lookup_gives_ids_for_names(check_mapped: Any) -> None:
    mapping = (
        '[lookups.codes]\nfiles = "codes.csv"\nmatch = "name"\ntake = "code"\n'
        + places(rest='files = "a.csv"', more='parent_id = { column = "in", lookup = "codes", otherwise = "510107" }')
        + '[[tables]]\ntable = "places"\nfiles = "codes.csv"\n[tables.columns]\nplace_id = "code"\nname = "name"\n'
        'level = { constant = "district" }\n'
    )
    files = {
        "a.csv": "id,what,in\n1,甲,金牛区\n2,乙,武侯区\n3,丙,\n4,丁,同名区\n",
        "codes.csv": "name,code\n金牛区,510106\n武侯,510107\n同名区,510108\n同名区,510109\n",
    }
    result = check_mapped(files, mapping)
    # Of two answers neither is taken.
    assert column(result, "places", "parent_id")[:4] == ["510106", "510107", None, "510107"]


def test_of_several_lookups_the_first_that_knows_a_name_answers(check_mapped: Any) -> None:
    mapping = (
        '[lookups.first]\nfiles = "one.csv"\nmatch = "name"\ntake = "code"\n'
        '[lookups.second]\nfiles = "two.csv"\nmatch = "名"\ntake = "码"\n'
        + places(rest='files = "a.csv"', more='parent_id = { column = "in", lookup = ["first", "second"] }')
        + '[[tables]]\ntable = "places"\nfiles = "one.csv"\n[tables.columns]\nplace_id = "code"\nname = "name"\n'
        'level = { constant = "district" }\n'
        '[[tables]]\ntable = "places"\nfiles = "two.csv"\n[tables.columns]\nplace_id = "码"\nname = "名"\n'
        'level = { constant = "zone" }\n'
    )
    files = {
        "a.csv": "id,what,in\n1,甲,金牛区\n2,乙,某园\n3,丙,别处\n",
        "one.csv": "name,code\n金牛区,510106\n",
        "two.csv": "名,码\n金牛区,510199\n某园,Z1\n",
    }
    result = check_mapped(files, mapping)
    assert column(result, "places", "parent_id")[:2] == ["510106", "Z1"]
    assert [(problem.code, problem.value) for problem in result.problems if problem.row == 4] == [
        ("unknown_reference", "别处")
    ]
    assert result.mapping[0].headers["parent_id"] == "in [first, second]"


def test_cells_with_several_values_become_several_rows(check_mapped: Any) -> None:
    mapping = (
        '[[tables]]\ntable = "enterprises"\nsplit = { firms = ["、", ";"] }\n[tables.columns]\n'
        'unit_id = { template = "E-{firms}" }\nname = "firms"\nemployees = "n"\n'
    )
    result = check_mapped({"a.csv": "firms,n\n甲、乙;丙,3\n丁,x\n戊 、己,y\n"}, mapping)
    assert column(result, "enterprises", "name") == ["甲", "乙", "丙"]
    # The numbers are those of the file, though rows came between.
    assert [(problem.row, problem.value) for problem in result.problems] == [(3, "x"), (4, "y"), (4, "y")]
    assert result.counts["enterprises"].read == 6


def test_a_quarantine_takes_the_place_of_the_rows_it_was_made_from(check_mapped: Any, tmp_path: Path) -> None:
    mapping = (
        '[[tables]]\ntable = "enterprises"\nsplit = { firms = "、" }\n[tables.columns]\n'
        'unit_id = { template = "E-{firms}" }\nname = "firms"\nemployees = "n"\n'
    )
    result = check_mapped({"a.csv": "firms,n\n甲、乙,3\n丙、丁,x\n"}, mapping)
    book = loaders.write_quarantine(result, tmp_path / "q")
    again = loaders.check([tmp_path / "data", book], mapping=tmp_path / "m.toml", as_of="2022")
    counts = again.counts["enterprises"]
    assert (counts.read, counts.accepted, counts.merged, counts.quarantined) == (6, 2, 2, 2)


def test_one_row_for_each_combination(check_mapped: Any) -> None:
    result = check_mapped({"a.csv": "id,what\n1,甲\n1,乙\n2,丙\n"}, places(rest='distinct = ["id"]'))
    assert column(result, "places", "name") == ["甲", "丙"]


def test_units_dates_codes_and_coordinates(check_mapped: Any) -> None:
    mapping = (
        '[[tables]]\ntable = "projects"\n[tables.columns]\nproject_id = "id"\ntitle = "id"\nstatus = { constant = "done" }\n'
        'funds_yuan = { column = "万元", unit = "万元" }\nbeneficiaries = { column = "n", unit = "万" }\n'
        'started_on = { column = "von", date = "DD/MM/YYYY" }\ndue_on = { column = "bis", date = "MM/YYYY" }\n'
        'finished_on = { column = "s", date = "unix" }\nplace_id = { column = "code", code = "division" }\n'
        '[[tables]]\ntable = "places"\ncoordinates = "GCJ-02"\n[tables.columns]\nplace_id = { column = "code", code = "division" }\n'
        'name = "id"\nlevel = { constant = "street" }\nlongitude = "lng"\nlatitude = "lat"\n'
    )
    row = "P1,12.5,0.25,03/04/2021,06/2022,1640995200,510106024000,116.38404722455657,39.91334545536069"
    result = check_mapped({"a.csv": f"id,万元,n,von,bis,s,code,lng,lat\n{row}\n"}, mapping)
    assert result.problems == ()
    records = result.dataset.records("projects")
    assert records is not None
    assert {name: values[0] for name, values in records.columns.items()} == {
        "project_id": "P1",
        "title": "P1",
        "status": "done",
        "funds_yuan": 125000.0,
        "beneficiaries": 2500,
        "started_on": dt.date(2021, 4, 3),
        "due_on": dt.date(2022, 6, 30),
        "due_on_precision": "month",
        "finished_on": dt.date(2022, 1, 1),
        "place_id": "510106024",
    }
    assert column(result, "places", "longitude")[0] == pytest.approx(116.377817, abs=1e-6)
    assert column(result, "places", "latitude")[0] == pytest.approx(39.911954, abs=1e-6)


def test_half_a_coordinate_stays_a_fault(check_mapped: Any) -> None:
    more = 'longitude = "lng"\nlatitude = "lat"'
    result = check_mapped({"a.csv": "id,what,lng,lat\n1,甲,104.1,\n"}, places(rest='coordinates = "BD-09"', more=more))
    assert [problem.code for problem in result.problems] == ["incomplete_coordinates"]


def test_a_date_that_is_none_is_reported_as_read(check_mapped: Any) -> None:
    mapping = (
        '[[tables]]\ntable = "activities"\n[tables.columns]\nactivity_id = "id"\ntitle = "id"\n'
        'held_on = { column = "d", date = "DD/MM/YYYY" }\n'
    )
    result = check_mapped({"a.csv": "id,d\nA1,31/02/2021\n"}, mapping)
    assert [(problem.code, problem.value) for problem in result.problems] == [("bad_date", "31/02/2021")]


def test_the_header_is_found_below_titles_and_on_later_pages(check_mapped: Any) -> None:
    text = "某区台账,,\n,,\nID, Wh at ,备注\n1,甲,x\n,,\nID, Wh at ,备注\n2,乙,\n合计,,\n"
    result = check_mapped({"a.csv": text}, places(rest="distinct = ['ID']").replace('"id"', '"ID"'))
    assert column(result, "places", "place_id") == ["1", "2"]
    assert [(item.header, item.filled) for item in result.ignored_columns] == [("备注", 1)]


def test_joined_header_rows_and_sheets(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name in ("一街道", "说明"):
            sheet = book.add_worksheet(name)
            for number, row in enumerate((["单位", "", "人数"], ["编号", "全称", ""], ["E1", name, "7"])):
                sheet.write_row(number, 0, row)
    mapping = parse_mapping(
        {
            "tables": [
                {
                    "table": "enterprises",
                    "sheet": "*街道",
                    "header": [1, 2],
                    "columns": {"unit_id": "单位编号", "name": "单位全称", "employees": "人数"},
                }
            ]
        }
    )
    result = loaders.check(path, mapping=mapping, as_of="2022")
    assert column(result, "enterprises", "name") == ["一街道"]


def test_headers_that_stand_twice_or_not_at_all_have_numbers(check_mapped: Any) -> None:
    level = '{ column = "what #2", values = { "园" = "zone" } }'
    result = check_mapped({"a.csv": "id,what,what,\n1,甲,园,9\n"}, places(level, more='households = "#4"'))
    assert column(result, "places", "level") == ["zone"]
    assert column(result, "places", "households") == [9]


def test_columns_are_told_once_though_several_tables_are_made(check_mapped: Any) -> None:
    mapping = places(rest='where = { what = "甲" }') + places(rest='where = { what = "乙" }')
    result = check_mapped({"a.csv": "id,what,x,联系电话\n1,甲,,\n2,乙,5,13800138000\n"}, mapping)
    assert column(result, "places", "place_id") == ["1", "2"]
    assert sorted((item.header, item.why) for item in result.ignored_columns) == [
        ("x", "unknown"),
        ("联系电话", "private"),
    ]
    assert "13800138000" not in repr(result)


def test_private_cells_are_left_out_of_templates_too(check_mapped: Any) -> None:
    number = "360426199101010071"
    mapping = '[[tables]]\ntable = "places"\n[tables.columns]\nplace_id = { template = "P{id}" }\n'
    mapping += 'name = { template = "{what}家{phone}" }\nlevel = { constant = "market" }\n'
    mapping = mapping.replace("phone", "机")
    result = check_mapped({"a.csv": f"id,what,机\n{number},甲,1\n2,乙,13800138000\n"}, mapping)
    assert result.by_code()["private_value"] == 2
    assert result.counts["places"].accepted == 0
    for value in (number, "13800138000"):
        assert value not in repr(result.to_json()) + repr(result.dataset)


def test_tables_of_ours_beside_foreign_ones_are_read_as_usual(check_mapped: Any) -> None:
    files = {"a.csv": "id,what\n1,甲\n", "places.csv": "place_id,name,level\n510106,金牛区,district\n"}
    result = check_mapped(files, places(rest='files = "a.csv"'))
    assert column(result, "places", "place_id") == ["1", "510106"]


def test_what_the_dataset_says_of_itself_goes_before_the_mapping(check_mapped: Any) -> None:
    files = {"a.csv": "id,what\n1,甲\n", "about.csv": "key,value\ntitle,表\n"}
    mapping = '[about]\ntitle = "映射"\nas_of = "2020"\nsource = "s"\n' + places(rest='files = "a.csv"')
    result = check_mapped(files, mapping, as_of=None)
    assert (result.about.title, result.about.as_of, result.about.source) == ("表", dt.date(2020, 12, 31), "s")


def test_a_mapping_may_stand_among_the_paths(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,what\n1,甲\n", encoding="utf-8")
    (tmp_path / "m.toml").write_text(places(), encoding="utf-8")
    assert loaders.check([tmp_path / "a.csv", tmp_path / "m.toml"]).counts["places"].accepted == 1
    with pytest.raises(InputError, match="several mappings"):
        loaders.check([tmp_path / "a.csv", tmp_path / "m.toml"], mapping=tmp_path / "m.toml")


def test_cells_beyond_the_header_are_a_fault_here_too(check_mapped: Any) -> None:
    result = check_mapped({"a.csv": "id,what\n1,甲,乙\n"}, places())
    assert [problem.code for problem in result.problems] == ["extra_cells"]


@pytest.mark.parametrize(
    ("files", "mapping", "words"),
    [
        ({"a.csv": "id,name\n1,甲\n"}, places(), ["m.toml, tables[1]", "'what'", "a.csv", "row 1 has id, name"]),
        ({"a.csv": "id,whatt\n1,甲\n"}, places(), ["perhaps 'whatt'"]),
        ({"b.csv": "id,what\n1,甲\n"}, places(rest='files = "a*.csv"'), ["no file a*.csv among b.csv"]),
        (
            {"a.csv": "id,what\n1,甲\n"},
            '[lookups.x]\nmatch = "k"\ntake = "id"\n' + places(),
            ["m.toml, lookups.x", "'k'"],
        ),
    ],
)
def test_a_mapping_that_does_not_fit_says_where(
    check_mapped: Any, files: dict[str, str], mapping: str, words: list[str]
) -> None:
    with pytest.raises(InputError) as caught:
        check_mapped(files, mapping)
    assert [word for word in words if word not in str(caught.value)] == []


def test_a_footer_is_no_row_though_its_id_be_a_template(check_mapped: Any) -> None:
    mapping = (
        '[[tables]]\ntable = "enterprises"\n[tables.columns]\nname = "firm"\nunit_id = { template = "E-{firm}" }\n'
        'employees = "n"\n'
    )
    result = check_mapped({"a.csv": "firm,n\n甲,3\n合计,3\n填表说明：如实填写,\n"}, mapping)
    counts = result.counts["enterprises"]
    assert (counts.read, counts.accepted, counts.footers) == (1, 1, 2)


def test_a_chosen_row_without_any_of_our_values_is_not_lost(check_mapped: Any) -> None:
    result = check_mapped(
        {"a.csv": "id,what,c\n,,x\n,,\n"},
        PLACES.format(level='"c"', rest="", more="").replace('"c"', '{ column = "c", when = { id = "1" } }'),
    )
    assert result.counts["places"].quarantined == result.counts["places"].read == 1
    assert result.by_code()["missing_required"] == 3


CELLS = st.sampled_from(["", "甲", "乙、丙", "a;b", "3", "x", "-1", "无", "合计", "id"])


def is_footer(row: list[str]) -> bool:
    return next(filter(None, row)) == "合计" and {row[0], row[1]} <= {"", "无", "合计"}


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=12))
def test_nothing_is_lost(rows: list[tuple[str, str, str]]) -> None:
    """Rows read are those chosen, counted by hand, and all of them are accepted, merged or quarantined."""
    table = [["id", "what", "n"], *map(list, rows)]
    mapping = parse_mapping(
        {
            "tables": [
                {
                    "table": "enterprises",
                    "where": {"n": {"not": "x"}},
                    "split": {"what": ["、", ";"]},
                    "columns": {"unit_id": {"template": "{id}/{what}"}, "name": "what", "employees": "n"},
                }
            ]
        }
    )
    sheet = Sheet("a.csv", None, "a", lambda: iter(table))
    ((made, layout),) = apply_mapping(mapping, [sheet]).tables["enterprises"]
    expected = [
        (number, part.strip())
        for number, row in enumerate(table[1:], start=2)
        if any(row) and row[2] != "x" and row != table[0] and not is_footer(row)
        for part in (row[1].replace(";", "、").split("、") if row[1] else [""])
    ]
    found = list(made.rows())
    assert layout.first == 1
    rows_made = [(made.number_of(number), row) for number, row in enumerate(found, start=1) if number > 1]
    assert [(number, row[1]) for number, row in rows_made if row and row[-1]] == expected


@pytest.mark.parametrize("seed", range(3))
def test_our_own_tables_read_the_same_by_a_mapping(tmp_path: Path, seed: int) -> None:
    folder = tmp_path / "own"
    loaders.write_dataset(dense_dataset(seed), folder, format="csv", language="zh")
    own = loaders.check(folder).dataset
    tables = []
    for number, name in enumerate(own.tables):
        table = own.tables[name].table
        (folder / f"{table.chinese}.csv").rename(folder / f"file {number}.csv")
        columns = {column.name: column.chinese for column in table.read_columns}
        tables.append({"table": name, "files": f"file {number}.csv", "columns": columns})
    mapped = loaders.check(folder, mapping=parse_mapping({"tables": tables})).dataset
    assert mapped.about == own.about
    assert {name: dict(records.columns) for name, records in mapped.tables.items()} == {
        name: dict(records.columns) for name, records in own.tables.items()
    }
