from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

import loaders
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph import About, build_graph
from loaders import CheckResult
from loaders.documentation import errors_page
from loaders.problems import PROBLEM_KINDS
from loaders.values.coordinate import wgs84_from_bd09, wgs84_from_gcj02

PLACES = "place_id,name,level\n510106,金牛区,district\n"


def test_what_a_dataset_says_of_itself(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text(PLACES, encoding="utf-8")
    (tmp_path / "关于.csv").write_text("键,值\n标题,某区\n数据日期,2022年6月\n来源,台账\n合成,是\n", encoding="gb18030")
    result = loaders.check(tmp_path)
    assert result.about == About("台账", "某区", dt.date(2022, 6, 30), synthetic=True)
    assert result.problems == ()
    assert loaders.check(tmp_path, as_of="2023", source="x").about == About(
        "x", "某区", dt.date(2023, 12, 31), synthetic=True
    )


def test_without_a_date_there_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text(PLACES, encoding="utf-8")
    result = loaders.check(tmp_path)
    assert [problem.code for problem in result.problems] == ["missing_as_of"]
    assert result.about.as_of is None
    assert result.exit_code == 0


def test_about_lines_that_are_not_understood(check_tables: Callable[..., CheckResult]) -> None:
    result = check_tables(
        {"places": PLACES, "about": "key,value\nas_of,soon\nsynthetic,maybe\ncolour,red\ntitle,a\ntitle,b\n"}
    )
    assert [(problem.code, problem.row) for problem in result.problems] == [("bad_about", row) for row in (2, 3, 4, 6)]
    assert result.about.title == "a"


def test_a_wrong_as_of_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text(PLACES, encoding="utf-8")
    with pytest.raises(InputError, match=r"found .soon., expected a date"):
        loaders.check(tmp_path, as_of="soon")


def test_the_json_has_the_shape_of_the_contract(check_tables: Callable[..., CheckResult]) -> None:
    result = check_tables({"places": "place_id,name,level\nX,甲,片\n"})
    assert result.to_json() == {
        "as_of": "2022-12-31",
        "tables": {"places": {"read": 1, "accepted": 0, "merged": 0, "quarantined": 1}},
        "errors": [
            {
                "code": "unknown_enum",
                "severity": "error",
                "file": "places.csv",
                "sheet": None,
                "row": 2,
                "column": "level",
                "value": "片",
                "message": result.problems[0].message("en") + " · " + result.problems[0].message("zh"),
            }
        ],
    }


def test_accepted_rows_build_a_graph(check_tables: Callable[..., CheckResult]) -> None:
    result = check_tables({"places": PLACES, "enterprises": "unit_id,name,place_id\nE1,甲,510106\nE2,乙,X\n"})
    graph = build_graph(result.dataset)
    assert sorted(graph) == ["510106", "E1"]
    assert graph.has_edge("E1", "510106")


def test_progress_is_told(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text(PLACES, encoding="utf-8")
    seen: list[tuple[Bilingual | str, int, int | None]] = []
    loaders.check(tmp_path, progress=lambda *call: seen.append(call))
    assert seen == [(Bilingual("places.csv → places", "places.csv → 区划与载体"), 1, None)]


def test_the_catalogue_is_whole() -> None:
    codes = [kind.code for kind in PROBLEM_KINDS]
    assert len(codes) == len(set(codes))
    page = errors_page()
    assert all(f"`{code}`" in page for code in codes)


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        ("GCJ-02", wgs84_from_gcj02(104.0526, 30.6915)),
        ("高德", wgs84_from_gcj02(104.0526, 30.6915)),
        ("bd09", wgs84_from_bd09(104.0526, 30.6915)),
        ("百度", wgs84_from_bd09(104.0526, 30.6915)),
        ("WGS84", (104.0526, 30.6915)),
    ],
)
def test_coordinates_of_another_system_by_declaration(
    check_tables: Callable[..., CheckResult], system: str, expected: tuple[float, float]
) -> None:
    tables = {
        "places": "place_id,name,level,经度,纬度\nC1,甲,小区,104.0526,30.6915\nC2,乙,小区,,\n",
        "service_centres": "centre_id,name,kind,lng,lat\nS1,某中心,party_service,104.0526,30.6915\n",
        "about": f"key,value\n坐标系,{system}\n",
    }
    result = check_tables(tables)
    assert result.problems == ()
    for name in ("places", "service_centres"):
        records = result.dataset.tables[name]
        assert (records.column("longitude")[0], records.column("latitude")[0]) == expected


def test_a_system_of_coordinates_that_is_not_known(check_tables: Callable[..., CheckResult]) -> None:
    result = check_tables({"places": PLACES, "about": "key,value\n坐标系,北京54\n"})
    assert [problem.code for problem in result.problems] == ["bad_about"]
    assert "GCJ-02" in result.problems[0].message("zh")


def test_the_frame_has_one_row_a_problem_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / "区划.csv").write_text("编码,名称,层级,户数\n510106,金牛区,区,三户\n", encoding="utf-8")
    result = loaders.check(tmp_path, as_of="2022-12-31")
    row = result.frame.set_index("code").loc["bad_count"]
    assert (row["table"], row["row"], row["column"], row["value"]) == ("places", 2, "households", "三户")
    assert "三户" in row["message_en"]
    assert "不小于零的整数" in row["message_zh"]
    assert len(result.frame) == len(result.problems)
