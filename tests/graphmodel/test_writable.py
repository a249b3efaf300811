"""Where no file can be written is known before the work."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphmodel.cli import main
from graphmodel.errors import InputError
from graphmodel.writable import check_writable
from tests.refusals import refusal_in_chinese


def test_a_path_that_cannot_be_written_is_told_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    path = tmp_path / "file" / "x.xlsx"
    assert f"无法写入 {path}：应为可写文件夹中的文件，请用 -o 另选" == refusal_in_chinese(lambda: check_writable(path))
    with pytest.raises(InputError, match="cannot write"):
        check_writable(tmp_path)
    with pytest.raises(InputError, match="found a file name of 304 bytes"):
        check_writable(tmp_path / f"{'长' * 100}.csv")
    check_writable(tmp_path / "new" / "folder" / "x.csv")


@pytest.mark.parametrize(
    ("command", "option"),
    [
        *(
            (command, "-o")
            for command in ("chart network", "gaps", "links", "alliances", "report", "map t", "recommend")
        ),
        *(("plan centres", "--chart"), ("diff a b", "--chart"), ("loads", "--conflicts")),
    ],
)
def test_every_command_tells_it_before_it_reads(
    tmp_path: Path, command: str, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    path = tmp_path / "file" / "out.docx"
    with pytest.raises(SystemExit, match="2"):
        main([*command.split(), option, str(path)])
    said = f"cannot write {path}: expected a file in a folder that may be written to; choose another with {option}"
    assert capsys.readouterr().err == f"gongjian: {said}\n"
