from __future__ import annotations

import json
import traceback
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import loaders
from graphmodel.cli import main
from graphmodel.errors import GongjianError
from graphmodel.schema import BY_NAME, TABLES, Kind
from loaders import CheckResult
from loaders.map.synonyms import SYNONYMS
from loaders.private import has_identity_number, is_private_header, looks_private

IDENTITY = "360426199101010071"  # the made-up number of a library's documentation
MOBILE = "13800138000"
MAIL = "someone@example.cn"
LANDLINE = "028-87654321"
CARD = "6222021001116245702"  # a made-up number that passes its check
HEAD = "unit_id,name,uscc,employees,place_id"


@pytest.mark.parametrize(
    "header",
    [
        "姓名",
        "联系人姓名",
        "法定代表人",
        "法人",
        "联系电话",
        "手机号码",
        "身份证号",
        "Mobile Phone",
        "E-mail",
        "书记",
        "fddbrxm",
    ],
)
def test_private_headers(header: str) -> None:
    assert is_private_header(header)


@pytest.mark.parametrize("header", ["备注", "法人单位", "注册地址", "行业", "name", "成立日期"])
def test_headers_that_are_not_private(header: str) -> None:
    assert not is_private_header(header)


def test_private_values() -> None:
    for text in (
        MOBILE,
        f"电话{MOBILE}",
        "138 0013 8000",
        "+86-13800138000",
        "１３８００１３８０００",
        IDENTITY,
        f"证{IDENTITY}。",
        "360426199101010072",  # the check digit mistyped
        "360426 19910101 0071",
        "360426910101007",  # of the old kind
        MAIL,
        "联系ａ＠b.c2.cn",
        LANDLINE,
        "（028）8765 4321",
        "02887654321",
        "0512-87654321-803",
        "+86 28 87654321",
        "86-0512-8765432",
        "联系电话：87654321",
        CARD,
        "6222 0210 0111 6245 702",
        "卡号 1234 5678 9012 345",
        "6.2220210011162E+18",
        "1.3800138E+10",
        "微信：some_body1",
    ):
        assert looks_private(text)


def test_values_that_are_not_private() -> None:
    for text in (
        "510106024001",
        "2022-12-31",
        "128000000",
        "91110000600037341L",
        "E13800138000",
        "400-123-4567",
        "川委发〔2020〕12号",
        "0.0288765432",
        "2022-03-15 08:00:00",
        "51010602400112345",
        "128000000.00",
        "某公司2022年第1234号",
        "微信群",
    ):
        assert not looks_private(text)


def test_an_identity_number_that_a_spreadsheet_rounded_is_still_one() -> None:
    assert has_identity_number("3.6042619910101E+17")


def test_a_private_column_is_left_out_by_header_and_by_one_value(check_tables: Callable[..., CheckResult]) -> None:
    result = check_tables({"enterprises": f"unit_id,name,联系人,备注\nE1,甲,某某,\nE2,乙,,{MOBILE}\n"})
    assert [(column.header, column.why, column.filled) for column in result.ignored_columns] == [
        ("联系人", "private", 1),
        ("备注", "private", 1),
    ]
    assert result.counts["enterprises"].accepted == 2


@pytest.mark.parametrize("secret", [IDENTITY, MOBILE, MAIL])
@pytest.mark.parametrize("column", HEAD.split(","))
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_private_value_is_nowhere(tmp_path: Path, secret: str, column: str, encoding: str) -> None:
    row = dict.fromkeys(HEAD.split(","), "") | {"unit_id": "E1", "name": "甲", "employees": "x", column: secret}
    text = f"{HEAD},联系电话,某列\n{','.join(row.values())},{secret},{secret}\n"
    (tmp_path / "企业.csv").write_text(text, encoding=encoding)
    result = loaders.check(tmp_path)
    path = loaders.write_quarantine(result, tmp_path / "q")
    cells = "".join(
        str(cell.value) + str(cell.comment) for sheet in openpyxl.load_workbook(path) for row in sheet for cell in row
    )
    is_legal_id = column == "unit_id" and secret != IDENTITY
    everything = [json.dumps(result.to_json(), ensure_ascii=False), str(result.problems), str(result.ignored_columns)]
    assert all(secret not in text for text in everything)
    assert is_legal_id or secret not in cells
    assert result.counts["enterprises"].read == 1


def test_in_a_column_we_know_it_is_read_as_empty(check_tables: Callable[..., CheckResult]) -> None:
    result = check_tables(
        {"enterprises": f"unit_id,name,industry\nE1,甲,{MOBILE}\nE2,{MOBILE},餐饮\n{IDENTITY},丙,餐饮\n"}
    )
    assert result.dataset.tables["enterprises"].columns == {"unit_id": ["E1"], "name": ["甲"]}
    assert [(problem.code, problem.row, problem.column, problem.value) for problem in result.problems] == [
        ("private_value", 2, "industry", "•••"),
        ("private_value", 3, "name", "•••"),
        ("missing_required", 3, "name", None),
        ("private_value", 4, "unit_id", "•••"),
        ("missing_required", 4, "unit_id", None),
    ]


def test_ids_are_judged_by_the_identity_number_only_and_masked_where_rejected(
    check_tables: Callable[..., CheckResult],
) -> None:
    result = check_tables(
        {
            "enterprises": f"unit_id,name\n{MOBILE},甲\n",
            "links": f"from_id,to_id\n{MOBILE},13900139000\n{MOBILE},{MOBILE}\n",
        }
    )
    assert result.counts["enterprises"].accepted == 1
    assert [(problem.code, problem.value) for problem in result.problems] == [
        ("unknown_reference", "•••"),
        ("self_reference", "•••"),
    ]


def test_a_private_header_row_is_not_shown(check_tables: Callable[..., CheckResult]) -> None:
    result = check_tables({"enterprises": f"unit_id,name,{MOBILE}\nE1,甲,x\n"})
    assert MOBILE not in str(result.problems)
    assert MOBILE not in str(result.ignored_columns)


NAMES = ["王某某", "李某", "张某某", "欧阳某某", "赵某", "陈某某"]


def test_a_column_of_persons_names_is_left_out_by_its_values(check_tables: Callable[..., CheckResult]) -> None:
    rows = "".join(f"E{number},企业{number},{name},{name}\n" for number, name in enumerate(NAMES))
    result = check_tables({"enterprises": f"unit_id,name,industry,谁\n{rows}"})
    assert [(column.header, column.why, column.filled) for column in result.ignored_columns] == [
        ("industry", "private", 6),
        ("谁", "private", 6),
    ]
    assert "industry" not in result.dataset.tables["enterprises"].columns


@pytest.mark.parametrize(
    "cells",
    [
        ["餐饮", "零售", "建筑", "物流", "软件", "文化", "安全", "平安"],
        ["高新西区", "金牛区", "万达广场", "石化", "方便面", "温江", "武侯"],
        ["单建", "转建", "联建"],
        ["文化", "平安", "康养", "安全"],
    ],
)
def test_columns_of_short_words_are_no_names(check_tables: Callable[..., CheckResult], cells: list[str]) -> None:
    rows = "".join(f"E{number},企业{number},{cell}\n" for number, cell in enumerate(cells))
    result = check_tables({"enterprises": f"unit_id,name,industry\n{rows}"})
    assert result.dataset.tables["enterprises"].columns["industry"] == cells


def test_a_person_with_a_title_is_left_out_of_texts(check_tables: Callable[..., CheckResult]) -> None:
    tables = {
        "places": "place_id,name,level\nC1,甲,小区\n",
        "meetings": "meeting_id,place_id,step,held_on,topic\nM1,C1,周会,2022,张婆婆家漏水\nM2,C1,周会,2022,停车\n",
    }
    result = check_tables(tables)
    assert result.dataset.tables["meetings"].columns["topic"] == [None, "停车"]
    assert [(problem.code, problem.column, problem.value) for problem in result.problems] == [
        ("private_value", "topic", "•••")
    ]


TRADERS = "unit_id,name,uscc,kind\nE1,王某某,,个体\nE2,抚琴某面馆,,个体\nE3,个体工商户（李某）,92510106MA00000000,\nE4,张某某,,民营\n"


def test_the_name_of_a_self_employed_unit_that_is_a_persons(tmp_path: Path) -> None:
    (tmp_path / "企业.csv").write_text(TRADERS, encoding="utf-8")
    result = loaders.check(tmp_path, as_of="2022")
    assert result.dataset.tables["enterprises"].columns["name"] == ["抚琴某面馆", "张某某"]
    assert [(p.code, p.row) for p in result.problems if p.column == "name"] == [
        ("private_value", 2),
        ("missing_required", 2),
        ("private_value", 4),
        ("missing_required", 4),
    ]
    book = openpyxl.load_workbook(loaders.write_quarantine(result, tmp_path / "q"))
    cells = [str(cell.value) for sheet in book for row in sheet for cell in row]
    assert not any("某某" in cell or "李某" in cell for cell in cells)
    counts = result.counts["enterprises"]
    assert (counts.read, counts.accepted, counts.quarantined) == (4, 2, 2)


@pytest.mark.parametrize("way", ["argument", "about"])
def test_it_is_kept_where_that_is_asked_for(tmp_path: Path, way: str) -> None:
    (tmp_path / "企业.csv").write_text(TRADERS, encoding="utf-8")
    if way == "about":
        (tmp_path / "about.csv").write_text("key,value\n保留个体户姓名,是\n", encoding="utf-8")
    result = loaders.check(tmp_path, as_of="2022", keep_person_names=way == "argument")
    assert result.counts["enterprises"].accepted == 4


def test_no_header_of_ours_announces_personal_data() -> None:
    for table in TABLES:
        for column in table.read_columns:
            for header in (column.name, column.chinese, *SYNONYMS[table.name].get(column.name, ())):
                assert not is_private_header(header), (table.name, header)


SECRETS = (IDENTITY, MOBILE, MAIL, LANDLINE, CARD, "张某某")


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_nothing_private_leaves_any_column_of_any_table(tmp_path: Path, table: str) -> None:
    """Every secret in every column that is no id, and in headers and unknown columns; ids hold identity numbers."""
    columns = BY_NAME[table].read_columns
    ids = {Kind.IDENTIFIER, Kind.REFERENCE, Kind.USCC}
    lines = [[*(column.name for column in columns), "备注", f"联系{MOBILE}"]]
    for secret in SECRETS:
        for place, hit in enumerate(columns):
            if secret == "张某某" and (hit.kind in ids or hit.name == "name" or hit.kind is Kind.TEXT):
                continue  # one bare name in a text cannot be told from a word
            if hit.kind in ids and secret != IDENTITY:
                continue  # an id may look like a telephone number
            row = [f"X{len(lines)}-{number}" if other.kind in ids else "" for number, other in enumerate(columns)]
            row[place] = secret
            lines.append([*row, secret, secret])
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / f"{table}.csv").write_text("\n".join(map(",".join, lines)) + "\n", encoding="gb18030")
    result = loaders.check(folder, as_of="2022")
    book = openpyxl.load_workbook(loaders.write_quarantine(result, tmp_path / "q"))
    cells = "\n".join(f"{cell.value}\n{cell.comment}" for sheet in book for row in sheet for cell in row)
    values = "\n".join(str(records.columns) for records in result.dataset.tables.values())
    reported = json.dumps(result.to_json(), ensure_ascii=False) + str(result.problems) + str(result.ignored_columns)
    for secret in SECRETS:
        for where, text in {"report": reported, "quarantine": cells, "dataset": values}.items():
            assert secret not in text, (secret, where)


@pytest.mark.parametrize(
    "files",
    [
        {"企业.csv": f"unit_id,name\n{IDENTITY},{MOBILE}\n"},
        {"企业.csv": f"{IDENTITY},{MOBILE}\n{MAIL},{LANDLINE}\n"},  # no header
        {"企业.csv": f'unit_id,name\nE1,"{MOBILE}\n'},  # a quotation mark that never closes
        {"企业.xlsx": f"{MOBILE}{MAIL}"},
        {"某表.csv": f"{MOBILE},{MAIL}\n1,2\n"},
        {
            "企业.csv": "unit_id,name\nE1,甲\n",
            "m.toml": f'[[tables]]\ntable = "places"\nfiles = "*"\n[tables.columns]\nplace_id = "没有"\nname = "{MAIL}"\nlevel = {{ constant = "{MOBILE}" }}\n',
        },
        {
            "企业.csv": f"{MOBILE},王某某\nE1,甲\n",
            "m.toml": '[[tables]]\ntable = "places"\nfiles = "*"\n[tables.columns]\nplace_id = "没有"\nname = "也没有"\nlevel = { constant = "grid" }\n',
        },
        {"about.csv": f"key,value\nas_of,{MOBILE}\n{MAIL},x\ntitle,{IDENTITY}\n", "企业.csv": "unit_id,name\nE1,甲\n"},
    ],
)
@pytest.mark.parametrize("command", ["check", "map"])
def test_no_error_shows_anything_private(
    tmp_path: Path, files: dict[str, str], command: str, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [str(tmp_path / name) for name in files if command == "check" or not name.endswith(".toml")]
    try:
        with pytest.raises(SystemExit):
            main(["--debug", command, *paths])
    except GongjianError:
        traceback.print_exc()
    output = "".join(capfd.readouterr())
    own_mapping = {MAIL, MOBILE} if "m.toml" in files and MAIL in files["m.toml"] else set()
    assert all(secret not in output for secret in {*SECRETS, "王某某"} - own_mapping)
