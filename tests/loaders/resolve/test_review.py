from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from graphmodel.errors import InputError
from graphmodel.graph import About, Dataset, Records
from graphmodel.schema import BY_NAME, Language
from loaders.read import read_sheets
from loaders.resolve import Resolution, answered, resolve, write_review
from loaders.resolve.review import DECIDED, HEADERS, OPEN

AT = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)


def ledger(source: str, *names: str) -> Dataset:
    rows = {"unit_id": [f"{source}{n}" for n in range(len(names))], "name": list(names)}
    return Dataset(About(source), {"enterprises": Records(BY_NAME["enterprises"], rows)})


LEDGERS = (
    ledger("registry", "成都天合房屋开发有限责任公司", "成都万邦物业管理有限公司"),
    ledger("street", "天合房屋开发有限责任公司", "成都万邦物业有限公司"),
)


@pytest.fixture
def resolution() -> Resolution:
    return resolve(*LEDGERS, decided_at=AT)


def sheets_of(path: Path) -> dict[str, list[list[str]]]:
    return {sheet.name or "": [list(row) for row in sheet.rows()] for sheet in read_sheets([path])}


def with_answers(path: Path, answers: dict[str, list[str]]) -> Path:
    """Fill in answers as a person would, and save the workbook under another name."""
    filled = path.with_name("answered.xlsx")
    with xlsxwriter.Workbook(str(filled)) as book:
        for name, rows in sheets_of(path).items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                cells: list[Any] = list(row)
                if line and name in answers:
                    cells[0] = answers[name][line - 1]
                for column, cell in enumerate(cells):
                    sheet.write_string(line, column, cell)
    return filled


@pytest.mark.parametrize(
    ("language", "why"), [("zh", "名称中的区划：一方未写"), ("en", "region in the name: left out")]
)
def test_open_pairs_are_written_with_why_and_decisions_beside_them(
    tmp_path: Path, resolution: Resolution, language: Language, why: str
) -> None:
    sheets = sheets_of(write_review(resolution, tmp_path / "pairs.xlsx", language=language))
    header, row = sheets[OPEN]
    assert tuple(header) == HEADERS
    assert row[1:3] == ["成都天合房屋开发有限责任公司", "天合房屋开发有限责任公司"]
    assert why in row[4]
    assert len(sheets[DECIDED]) == 2


def test_answers_come_back_and_are_acted_on(tmp_path: Path, resolution: Resolution) -> None:
    path = with_answers(write_review(resolution, tmp_path / "pairs.xlsx"), {OPEN: ["同一 same"]})
    kept = answered(path, resolution.judgements, role="街道党建办", at=AT)
    assert [(item.verdict, item.decided_by, item.decided_at) for item in kept[1:]] == [("same", "街道党建办", AT)]
    assert kept[1].score == pytest.approx(0.8)
    after = resolve(*LEDGERS, judgements=kept, decided_at=AT)
    assert len(after.merged) == 2
    assert after.review == ()
    assert answered(path, kept, role="街道党建办", at=None) == kept, "the same answers again add nothing"


@pytest.mark.parametrize("answer", ["不同", "different", "DIFFERENT", "不同 different", "　不同"])
def test_an_automatic_decision_can_be_overturned_in_either_language(
    tmp_path: Path, resolution: Resolution, answer: str
) -> None:
    path = with_answers(write_review(resolution, tmp_path / "pairs.xlsx"), {DECIDED: [answer]})
    kept = answered(path, resolution.judgements, role="reviewer", at=AT)
    assert [(item.verdict, item.holds) for item in kept] == [("same", False), ("different", True)]
    assert resolve(*LEDGERS, judgements=kept).merged == ()


def test_a_persons_decision_can_be_taken_back(tmp_path: Path, resolution: Resolution) -> None:
    first = with_answers(write_review(resolution, tmp_path / "pairs.xlsx"), {OPEN: ["different"]})
    kept = answered(first, (), role="reviewer", at=AT)
    decided = resolve(*LEDGERS, judgements=kept)
    assert decided.review == ()
    again = with_answers(write_review(decided, tmp_path / "decided.xlsx"), {DECIDED: ["撤销", ""]})
    kept = answered(again, kept, role="reviewer", at=AT)
    assert len(kept) == 1
    assert not kept[0].holds
    assert len(resolve(*LEDGERS, judgements=kept).review) == 1


def test_undecided_stays_open_and_says_so(tmp_path: Path, resolution: Resolution) -> None:
    path = with_answers(write_review(resolution, tmp_path / "pairs.xlsx"), {OPEN: ["待定"]})
    kept = answered(path, (), role="reviewer", at=AT)
    (pair,) = resolve(*LEDGERS, judgements=kept).review
    assert "待定" in pair.reason.zh


def test_what_is_no_answer_is_refused_with_its_place(tmp_path: Path, resolution: Resolution) -> None:
    path = with_answers(write_review(resolution, tmp_path / "pairs.xlsx"), {OPEN: ["maybe"]})
    with pytest.raises(InputError, match=r"'maybe' in answered.xlsx \[待核对 open\], row 2"):
        answered(path, (), role="reviewer", at=AT)


def test_another_workbook_and_a_private_role_are_refused(tmp_path: Path, resolution: Resolution) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="no sheet of pairs"):
        answered(other, (), role="reviewer", at=AT)
    path = write_review(resolution, tmp_path / "pairs.xlsx")
    for role in ("", "automatic", "13800138000"):
        with pytest.raises(InputError, match="found no role"):
            answered(path, (), role=role, at=AT)
