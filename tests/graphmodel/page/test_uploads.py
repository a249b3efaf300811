from __future__ import annotations

import asyncio
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.errors import InputError
from graphmodel.page.uploads import checked, file_name, keep, temporary_folder, workbook_to_correct


class Sent:
    """A file as the framework gives it."""

    def __init__(self, filename: str | None, content: bytes) -> None:
        self.filename = filename
        self._content = io.BytesIO(content)

    async def read(self, size: int = -1) -> bytes:
        return self._content.read(size)


@given(st.text(max_size=300))
def test_no_name_leaves_its_folder_or_is_too_long_for_a_disk(name: str) -> None:
    kept = file_name(name)
    assert kept not in ("", ".", "..")
    assert not set(kept) & set('/\\:*?"<>|\0')
    assert len(kept.encode("utf-8", "replace")) <= 255


def test_rows_to_correct_are_a_workbook_that_is_loaded_beside_the_file(tmp_path: Path) -> None:
    path, folder, book = tmp_path / "企业.csv", tmp_path / "out", tmp_path / "待改正.xlsx"
    path.write_text("编码,名称\nE1,甲\nE2,\n", encoding="utf-8")
    book.write_bytes(workbook_to_correct(checked([path]), folder, "zh"))
    mended = openpyxl.load_workbook(book)
    header = [cell.value for cell in mended["企业"][1]]
    assert str(tmp_path) not in str([cell.value for cell in mended["企业"][2]])
    mended["企业"].cell(2, header.index("单位名称") + 1).value = "乙"
    mended.save(book)
    result = checked([path, book])
    assert result.quarantined == 0
    assert result.counts["enterprises"].accepted == 2
    assert workbook_to_correct(result, folder, "zh") == b""


def test_files_of_the_same_name_lie_side_by_side(tmp_path: Path) -> None:
    sent = [Sent("企业.csv", b"1"), Sent("../企业.csv", b"2")]
    paths = asyncio.run(keep(sent, tmp_path))
    assert [(path.name, path.read_bytes()) for path in paths] == [("企业.csv", b"1"), ("企业.csv", b"2")]
    assert all(path.is_relative_to(tmp_path) for path in paths)


def test_too_much_is_cut_while_it_comes(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="larger than 2 MB together") as caught:
        asyncio.run(keep([Sent("a.csv", b"x" * (3 << 20))], tmp_path, limit=2 << 20))
    assert caught.value.in_language("zh") == "文件合计超过 2 MB。"
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) <= 2 << 20


def test_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No file was chosen") as caught:
        asyncio.run(keep([], tmp_path))
    assert caught.value.in_language("zh") == "没有选择文件。"


def test_an_error_names_the_file_and_not_the_temporary_folder() -> None:
    with temporary_folder() as name:
        path = Path(name, "企业.xlsx")
        path.write_bytes(b"no workbook")
        with pytest.raises(InputError) as caught:
            checked([path])
        for told in caught.value.message:
            assert name not in told
            assert "企业.xlsx" in told
    assert not Path(name).exists()
