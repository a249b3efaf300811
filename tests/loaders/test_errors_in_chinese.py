"""What is wrong with files is told in Chinese with the same names and values, in each of its forms."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import loaders
from graphmodel.errors import GongjianError
from loaders.mapping import propose_mapping
from loaders.mapping.parse import parse_mapping, read_mapping
from loaders.resolve.judgements import Judgement, from_row
from loaders.resolve.review import answered
from tests.refusals import refusal_in_chinese

PLACES = "编码,名称,层级\n510106,金牛区,区\n"
COLUMNS = {"unit_id": "代码", "name": "名称"}


def _book() -> bytes:
    book = openpyxl.Workbook()
    book.create_sheet("另一张")["A1"] = "甲"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _zip(name: str, content: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, content)
    return packed.getvalue()


FILES: dict[str, tuple[bytes, str]] = {
    "空.xlsx": (b"", "空.xlsx 是空文件，应为 Excel 工作簿："),
    "文字.xlsx": (b"hello", "文字.xlsx 不是工作簿，应为 Excel 工作簿："),
    "坏.xlsx": (b"PK\x03\x04 rubbish", "文件 坏.xlsx 已损坏（"),
    "散.xls": (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "散.xls 的工作簿已损坏（"),
    "乱.csv": (bytes(range(128, 256)) * 20, "乱.csv 的编码既不是 UTF-8、UTF-16，也不是 GB18030："),
    "实为簿.csv": (_book(), "实为簿.csv 实为 Excel 工作簿或 ZIP 压缩包，应为文本文件：请把扩展名改为 .xlsx 或 .zip"),
    "实为图.csv": (b"\x89PNG\r\n", "实为图.csv 实为图片，应为文本文件：请把表格另存为 CSV 或 XLSX"),
    "二进制.csv": (b"\x00\x00\x00a" * 50, "二进制.csv 是二进制内容，应为表格："),
    "两种.csv": (
        "甲乙丙,丁\n".encode() + "甲乙丙,丁\n".encode("gb18030"),
        "两种.csv 中混有两种编码：第 1 行是 UTF-8，第 2 行不是；",
    ),
    "企业.csv": ('编码,名称\nE1,"甲\nE2,乙\n'.encode(), "企业.csv 第 2 行的引号没有闭合："),
    "联盟.csv": ("甲,乙\n1,2\n".encode(), "联盟.csv 按联盟表（alliances）读取，但前 20 行中没有表头；表头应如 联盟编码（alliance_id）、"),
    "随便.csv": (b"a,b\n1,2\n", "或以表名命名文件或工作表，如 企业 或 enterprises：区划与载体 places、"),
    "包.zip": (_zip("随便.csv", "a,b\n1,2\n"), "随便.csv 不是已知的表；"),
    "说明.docx": (b"x", "说明.docx 不是可以读取的表格；应为 .csv、.tsv、.xlsx、.xls 或 .zip"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    content, said = FILES[name]
    path = tmp_path / name
    path.write_bytes(content)
    assert said in refusal_in_chinese(lambda: loaders.check(path))


@pytest.mark.parametrize("name", FILES)
def test_both_languages_name_the_same_files_numbers_and_endings(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name][0])
    with pytest.raises(GongjianError) as caught:
        loaders.check(tmp_path / name)
    english, chinese = caught.value.message
    assert re.search("[一-鿿]{2}", chinese)
    assert "\n" not in english + chinese
    told = re.compile(r"[^\s()（）；：，、。\[\]]+\.(?:csv|tsv|xlsx?|zip|docx)\b|\d+")
    assert set(told.findall(english)) == set(told.findall(chinese))


def test_a_path_that_holds_no_table(tmp_path: Path) -> None:
    assert refusal_in_chinese(lambda: loaders.check(tmp_path / "无")) == (
        f"{tmp_path / '无'} 不存在；应为文件夹或 .csv、.xlsx、.xls、.zip 文件：请检查路径"
    )
    assert refusal_in_chinese(lambda: loaders.check(tmp_path)).startswith(f"文件夹 {tmp_path} 中没有 .csv、.tsv、")
    assert refusal_in_chinese(lambda: loaders.check([])).startswith("没有给出路径；")
    both = [tmp_path / "一.toml", tmp_path / "二.toml"]
    assert f"找到多个映射文件（{both[0]}、{both[1]}）" in refusal_in_chinese(lambda: loaders.check(both))


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "区划.csv").write_text(PLACES, encoding="utf-8")
    result = loaders.check(tmp_path, as_of="2022")
    within = tmp_path / "区划.csv" / "文件夹"
    for write in (
        lambda: loaders.write_template(within),
        lambda: loaders.write_dataset(result.dataset, within),
        lambda: loaders.write_quarantine(result, within),
    ):
        assert re.match(f"无法写入 {within}.*（路径中有一段不是文件夹）", refusal_in_chinese(write))
    loaders.write_template(tmp_path)
    assert "共建数据模板.xlsx 已经存在；" in refusal_in_chinese(lambda: loaders.write_template(tmp_path))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[tables]\n", " 第 1 行第 9 列不是有效的 TOML（Expected"),
        ("a = ", "不是有效的 TOML（"),
        ("version = 2\n", " 的 version：写的是 2，应为 1"),
        ("", " 的 tables：没有，应为至少一个 [[tables]]"),
    ],
)
def test_a_mapping_that_cannot_be_read(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    told = refusal_in_chinese(lambda: read_mapping(path))
    assert told.startswith("映射文件 mapping.toml")
    assert said in told


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"table": "enterprise"}, ".table：写的是 'enterprise'，应为以下之一：enterprises（是否指它？）、places、"),
        ({"table": "zzz"}, ".table：写的是 'zzz'，应为以下之一：places、"),
        ({"columns": {"name": "名称"}}, ".columns：只有 name，须为企业表（enterprises）必填的 unit_id 给出列、常量（constant）"),
        ({"columns": {**COLUMNS, "kind": {"colum": "类别"}}}, ".kind：有键 'colum'，应为以下之一：column（是否指它？）、"),
        ({"columns": {**COLUMNS, "kind": {"column": "a", "constant": "b"}}}, "：同时有 column、constant，应恰好写 column、"),
        ({"columns": {**COLUMNS, "kind": {}}}, "：三者都没有，应恰好写 "),
        ({"columns": {**COLUMNS, "employees": {"constant": "三"}}}, "：写的是 '三'，应为 employees（从业人数）可用的整数"),
        ({"columns": {**COLUMNS, "kind": {"column": "a", "unit": "万元"}}}, "：写的是 '万元'，应不写单位：kind（单位类别）是选项"),
        ({"columns": {**COLUMNS, "name": "身份证号"}}, "：列 '身份证号' 的表头表明含有个人信息，应为不含个人信息的列"),
        ({"split": {"甲": ";", "乙": ";"}}, ".split：有 甲、乙，应只拆分一列"),
        ({"header": 0}, ".header：写的是 0，应为表头所在的行号"),
        ({"sheet": ["x"]}, ".sheet：写的是 ['x']，应为文字"),
    ],
)  # fmt: skip
def test_a_rule_of_a_mapping_that_is_not_valid(rule: dict[str, object], said: str) -> None:
    content = {"tables": [{"table": "enterprises", "columns": COLUMNS, **rule}]}
    told = refusal_in_chinese(lambda: parse_mapping(content, file="m.toml"))
    assert told.startswith("映射文件 m.toml 的 tables[1]")
    assert said in told


def test_a_mapping_that_does_not_fit_the_files(tmp_path: Path) -> None:
    data = tmp_path / "data.csv"
    data.write_text("编号,名\nE1,甲\n", encoding="utf-8")
    rule = {"table": "enterprises", "columns": COLUMNS}
    lacking = parse_mapping({"tables": [rule]}, file="m.toml")
    assert refusal_in_chinese(lambda: loaders.check(data, mapping=lacking)).startswith(
        "映射文件 m.toml 的 tables[1]：data.csv 中没有列 '代码'、'名称'；其第 1 行为 编号、名："
    )
    near = parse_mapping({"tables": [{**rule, "columns": {**COLUMNS, "unit_id": "编号 "}}]}, file="m.toml")
    assert "没有列 '名称'（可能是 '名'）" in refusal_in_chinese(lambda: loaders.check(data, mapping=near))
    elsewhere = parse_mapping({"tables": [{**rule, "files": ["甲.csv", "乙.csv"]}]}, file="m.toml")
    assert "在 data.csv 中没有文件 甲.csv 或 乙.csv；" in refusal_in_chinese(
        lambda: loaders.check(data, mapping=elsewhere)
    )
    assert "没有名为 'zzz' 的表：应为 places、" in refusal_in_chinese(lambda: propose_mapping(data, table="zzz"))


def _judged(verdict: str, right: str) -> Judgement:
    return Judgement("a", "E1", "甲", "a", right, "乙", verdict)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: _judged("maybe", "E2"), "对 'E1' 与 'E2' 的判断 'maybe' 无法识别：应为 same、different、unsure 之一"),
        (lambda: _judged("same", "E1"), "有一条判断把 'a' 的 'E1' 与它自身比对："),
        (lambda: from_row({"left_source": "a"}), "有一条判断缺少 'left_id'：应有 left_source、left_id、"),
        (lambda: answered("x.xlsx", (), role="", at=None), "没有说明由谁判断：请用 --as 填写其职责"),
    ],
)
def test_a_judgement_that_cannot_be_used(call: Callable[[], object], said: str) -> None:
    assert said in refusal_in_chinese(call)
