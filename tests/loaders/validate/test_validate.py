"""Every sentence of the input contract about rows and tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from loaders import CheckResult
from loaders.problems import Problem

CheckTables = Callable[..., CheckResult]
PLACES = "place_id,name,level,parent_id\n510106,金牛区,district,\n510106024,西安路街道,street,510106\nC1,小区,compound,510106024\nB1,楼,building,C1\n"


def errors(result: CheckResult) -> list[tuple[str, int | None, str | None]]:
    return [(problem.code, problem.row, problem.column) for problem in result.problems if problem.severity == "error"]


def warnings(result: CheckResult) -> list[tuple[str, int | None, str | None]]:
    return [(problem.code, problem.row, problem.column) for problem in result.problems if problem.severity == "warning"]


def counts(result: CheckResult, table: str) -> tuple[int, int, int, int]:
    found = result.counts[table]
    assert found.read == found.accepted + found.merged + found.quarantined
    return found.read, found.accepted, found.merged, found.quarantined


def test_all_errors_of_a_row_in_one_pass(check_tables: CheckTables) -> None:
    result = check_tables({"places": "place_id,name,level,parent_id,households,longitude\nC1,,片区,X,三,104\n"})
    assert set(errors(result)) == {
        ("unknown_enum", 2, "level"),
        ("bad_count", 2, "households"),
        ("missing_required", 2, "name"),
        ("incomplete_coordinates", 2, "latitude"),
        ("unknown_reference", 2, "parent_id"),
    }
    assert counts(result, "places") == (1, 0, 0, 1)


def test_a_required_cell_that_reads_unknown_is_missing(check_tables: CheckTables) -> None:
    assert errors(check_tables({"places": "place_id,name,level\nC1,无,compound\n"})) == [
        ("missing_required", 2, "name")
    ]


def test_a_reference_to_nothing_is_quarantined_also_in_an_optional_column(check_tables: CheckTables) -> None:
    result = check_tables({"enterprises": "unit_id,name,place_id\nE1,甲,X\n"})
    assert errors(result) == [("unknown_reference", 2, "place_id")]


def test_a_row_of_the_wrong_kind_is_a_wrong_type(check_tables: CheckTables) -> None:
    result = check_tables(
        {
            "places": PLACES,
            "owners_committees": "committee_id,compound_id\nO1,C1\nO2,B1\n",
            "party_organizations": "org_id,name,kind\nP1,支部,branch\n",
            "coverage": "org_id,covered_id,kind\nP1,O1,work\nP1,C1,work\n",
        }
    )
    assert errors(result) == [("wrong_type", 3, "compound_id"), ("wrong_type", 2, "covered_id")]
    assert counts(result, "coverage") == (2, 1, 0, 1)


def test_a_parent_of_a_wrong_level_is_accepted(check_tables: CheckTables) -> None:
    result = check_tables({"places": "place_id,name,level,parent_id\nC1,小区,compound,B1\nB1,楼,building,C1\n"})
    assert errors(result) == []


def test_consequences_follow_and_are_counted_apart(check_tables: CheckTables) -> None:
    result = check_tables(
        {
            "places": PLACES.replace("西安路街道", ""),
            "enterprises": "unit_id,name,place_id\nE1,甲,B1\nE2,乙,510106\n",
            "links": "from_id,to_id\nE1,E2\n",
        }
    )
    assert counts(result, "places") == (4, 1, 0, 3)
    assert (result.counts["places"].causes, result.counts["places"].consequences) == (1, 2)
    assert counts(result, "enterprises") == (2, 1, 0, 1)
    assert counts(result, "links") == (1, 0, 0, 1)
    assert {problem.code for problem in result.problems} == {"missing_required", "reference_quarantined"}


def test_rows_that_refer_to_each_other_or_to_themselves_stand(check_tables: CheckTables) -> None:
    result = check_tables(
        {"party_organizations": "org_id,name,kind,parent_org_id\nP1,甲,branch,P2\nP2,乙,branch,P1\nP3,丙,branch,P3\n"}
    )
    assert counts(result, "party_organizations") == (3, 3, 0, 0)


def test_the_first_row_of_an_id_stands(check_tables: CheckTables) -> None:
    result = check_tables(
        {
            "enterprises": "unit_id,name,industry\nE1,甲,餐饮\nE1,甲,\nE1,甲,餐饮\nE1,乙,\nE2,丙,\nE2,丙,零售\n",
            "social_organizations": "unit_id,name\nE1,甲\n",
        }
    )
    assert counts(result, "enterprises") == (6, 2, 2, 2)
    assert counts(result, "social_organizations") == (1, 0, 0, 1)
    assert errors(result) == [
        ("duplicate_id", 5, "unit_id"),
        ("duplicate_id", 7, "unit_id"),
        ("duplicate_id", 2, "unit_id"),
    ]
    assert result.dataset.tables["enterprises"].columns["industry"] == ["餐饮", None]
    same_sheet, _, other_file = result.problems
    assert same_sheet.message("en").startswith('unit_id "E1" is already the id of row 2 of enterprises; ')
    assert "of row 2 of enterprises in enterprises.csv; " in other_file.message("en")
    assert "已是 enterprises.csv 中企业第2行的编码" in other_file.message("zh")


def test_dates_of_another_precision_are_different(check_tables: CheckTables) -> None:
    text = "alliance_id,name,kind,established_on\nA1,甲,other,2020-01-01\nA1,甲,other,2020-01\n"
    assert counts(check_tables({"alliances": text}), "alliances") == (2, 1, 0, 1)


def test_a_row_with_errors_of_its_own_claims_no_id(check_tables: CheckTables) -> None:
    result = check_tables({"enterprises": "unit_id,name,employees\nE1,甲,三\nE1,甲,3\n"})
    assert errors(result) == [("bad_count", 2, "employees")]
    assert counts(result, "enterprises") == (2, 1, 0, 1)


def test_equal_relationship_rows_are_merged_others_stand(check_tables: CheckTables) -> None:
    result = check_tables(
        {
            "enterprises": "unit_id,name\nE1,甲\nE2,乙\n",
            "links": "from_id,to_id,since\nE1,E2,2020\nE1,E2,2020年\nE1,E2,2020-01-01\nE2,E1,2020\n",
            "published_totals": "figure,value\nprojects,3500\nprojects,3500\nprojects,3501\n",
        }
    )
    assert counts(result, "links") == (4, 3, 1, 0)
    assert counts(result, "published_totals") == (3, 2, 1, 0)


@pytest.mark.parametrize("table", ["links", "data_exchanges"])
def test_a_tie_to_oneself(check_tables: CheckTables, table: str) -> None:
    result = check_tables(
        {
            "enterprises": "unit_id,name\nE1,甲\n",
            "service_centres": "centre_id,name,kind\nS1,中心,media\n",
            table: f"from_id,to_id\n{'E1,E1' if table == 'links' else 'S1,S1'}\n",
        }
    )
    assert errors(result) == [("self_reference", 2, "to_id")]


@pytest.mark.parametrize(
    ("code", "level", "is_right"),
    [
        ("510106", "district", True),
        ("5101", "district", False),
        ("510106024", "street", True),
        ("510106024000", "street", False),
        ("510106024001", "community", True),
        ("JN0001", "district", False),
        ("anything", "grid", True),
    ],
)
def test_length_of_codes(check_tables: CheckTables, code: str, level: str, *, is_right: bool) -> None:
    result = check_tables({"places": f"place_id,name,level\n{code},某地,{level}\n"})
    assert errors(result) == ([] if is_right else [("bad_division_code", 2, "place_id")])


def test_a_code_that_does_not_begin_with_its_parents_is_a_warning(check_tables: CheckTables) -> None:
    result = check_tables({"places": "place_id,name,level,parent_id\n510106,甲,区,\n510107024,乙,街道,510106\n"})
    assert warnings(result) == [("code_outside_parent", 3, "place_id")]
    assert result.exit_code == 0


def test_uscc_faults_are_warnings_kept_in_the_status(check_tables: CheckTables) -> None:
    result = check_tables(
        {
            "enterprises": "unit_id,name,uscc\nE1,甲,91110000600037341L\nE2,乙,91110000600037341M\nE3,丙,\n,丁,91110000710926094P\n,戊,123\n"
        }
    )
    records = result.dataset.tables["enterprises"].columns
    assert records["unit_id"] == ["E1", "E2", "E3", "91110000710926094P"]
    assert records["uscc_status"] == ["ok", "check18", None, "ok"]
    assert errors(result) == [("missing_required", 6, "unit_id")]


@pytest.mark.parametrize(
    ("table", "text", "column"),
    [
        ("alliances", "alliance_id,name,kind,established_on,ended_on\nA,甲,其他,2022-02,2022-01\n", "ended_on"),
        ("requests", "request_id,raised_on,resolved_on\nR,2022-02-02,2022-02-01\n", "resolved_on"),
    ],
)
def test_end_before_start_is_a_warning(check_tables: CheckTables, table: str, text: str, column: str) -> None:
    result = check_tables({table: text})
    assert warnings(result) == [("end_before_start", 2, column)]
    assert counts(result, table) == (1, 1, 0, 0)


def test_an_end_in_the_same_month_is_none(check_tables: CheckTables) -> None:
    text = "alliance_id,name,kind,established_on,ended_on\nA,甲,其他,2022-02-10,2022-02\n"
    assert check_tables({"alliances": text}).problems == ()


@pytest.mark.parametrize(
    ("longitude", "latitude", "code"),
    [
        ("104", "", "incomplete_coordinates"),
        ("", "30", "incomplete_coordinates"),
        ("181", "30", "bad_coordinate"),
        ("104", "-91", "bad_coordinate"),
    ],
)
def test_coordinates(check_tables: CheckTables, longitude: str, latitude: str, code: str) -> None:
    result = check_tables({"places": f"place_id,name,level,longitude,latitude\nC,甲,小区,{longitude},{latitude}\n"})
    assert [problem.code for problem in result.problems] == [code]


def test_cells_beyond_the_header_quarantine_the_row(check_tables: CheckTables) -> None:
    result = check_tables({"enterprises": "unit_id,name\nE1,甲,乙\nE2,丙,\n"})
    assert errors(result) == [("extra_cells", 2, None)]


def test_place_value_and_message_of_a_problem(check_tables: CheckTables) -> None:
    problem: Problem = check_tables({"places": "某表\n\nplace_id,name,level\nC,甲,片\n"}).problems[0]
    assert (problem.file, problem.sheet, problem.row, problem.column, problem.value) == (
        "places.csv",
        None,
        4,
        "level",
        "片",
    )
    assert "district" in problem.message("en")
    assert "街道" in problem.message("zh")
