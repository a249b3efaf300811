"""Texts whose encoding is not what it seems."""

from __future__ import annotations

from pathlib import Path

import pytest

import loaders
from graphmodel.errors import InputError

HEAD = "unit_id,name\n"


def names(path: Path, content: bytes) -> list[str]:
    path.write_bytes(content)
    return list(loaders.check(path, as_of="2022").dataset.tables["enterprises"].columns["name"])


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16"])
@pytest.mark.parametrize("rows", [1, 200])
def test_stray_zero_bytes_are_no_characters_of_a_name(tmp_path: Path, encoding: str, rows: int) -> None:
    lines = "".join(f"E{number},甲\x00企业{number}\n" for number in range(rows))
    content = f"{HEAD}{lines}".encode(encoding)
    assert names(tmp_path / "企业.csv", content) == [f"甲企业{number}" for number in range(rows)]


def test_two_encodings_in_one_file_are_told_with_their_lines(tmp_path: Path) -> None:
    content = f"{HEAD}E1,金牛区某公司\n".encode() + "E2,成华区某公司\n".encode("gb18030")
    with pytest.raises(InputError, match=r"two encodings .* line 2 is UTF-8, line 3 is not"):
        names(tmp_path / "企业.csv", content)


def test_a_line_of_gb18030_that_could_be_utf8_is_no_second_encoding(tmp_path: Path) -> None:
    # 联通 in GB18030 is the famous pair of bytes that is valid UTF-8 too.
    content = f"{HEAD}E1,联通\nE2,某某公司\n".encode("gb18030")
    assert names(tmp_path / "企业.csv", content) == ["联通", "某某公司"]


def test_big5_is_not_read_as_something_else(tmp_path: Path) -> None:
    content = f"{HEAD}E1,臺北市國際貿易股份有限公司與財團法人文教基金會\n".encode("big5")
    with pytest.raises(InputError, match="Big5"):
        names(tmp_path / "企业.csv", content)


def test_rare_and_traditional_characters_in_gb18030_are_read(tmp_path: Path) -> None:
    text = "瀞鎔臺灣國際貿易股份有限公司與財團法人文教基金會𠮷"
    assert names(tmp_path / "企业.csv", f"{HEAD}E1,{text}\n".encode("gb18030")) == [text]
