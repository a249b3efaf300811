"""Open pairs as a spreadsheet that a person answers, and the answers back as judgements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.schema import Language
from graphmodel.system_errors import reason_in_chinese
from loaders.private import looks_private
from loaders.read import read_sheets
from loaders.resolve.clusters import row_of
from loaders.resolve.judgements import (
    AUTOMATIC,
    Judgement,
    holding,
    with_judgement,
    withdrawn,
)
from loaders.resolve.pairs import Pair
from loaders.resolve.profile import Profile
from loaders.resolve.resolving import Resolution
from loaders.values.text import clean

OPEN, DECIDED = "待核对 open", "已判定 decided"
HEADERS = (
    "判断 answer",
    "甲 名称 left_name",
    "乙 名称 right_name",
    "得分 score",
    "依据 why",
    "甲 代码 left_uscc",
    "乙 代码 right_uscc",
    "甲 地址 left_address",
    "乙 地址 right_address",
    "甲 来源 left_source",
    "甲 编码 left_id",
    "乙 来源 right_source",
    "乙 编码 right_id",
)
_WIDTHS = (14, 38, 38, 8, 60, 22, 22, 30, 30, 16, 20, 16, 20)
ANSWERS = {"same": "同一 same", "different": "不同 different", "unsure": "待定 unsure", "withdraw": "撤销 withdraw"}
"""What can be answered; ``withdraw`` takes a decision back, so that the pair is judged by its score again."""

_EXPLANATION = (
    "在“判断”列选择：同一、不同、待定；空白则仍待核对。“已判定”表中可改判或撤销。 Choose an answer in the first column; empty leaves it open.",
    "填好后运行 gongjian review --answers 本文件 Afterwards run: gongjian review --answers THIS-FILE",
    "其余各列请勿改动。 Leave the other columns as they are.",
)


def write_review(resolution: Resolution, path: Path | str, *, language: Language = "zh") -> Path:
    """Write the open pairs, each with why in ``language``, and on a second sheet the decisions that hold.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    path = Path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            _write_sheet(book, OPEN, [_cells_of_pair(pair, language) for pair in resolution.review])
            _write_sheet(book, DECIDED, [_cells_of(item) for item in holding(resolution.judgements).values()])
            sheet = book.add_worksheet("填表说明 notes")
            sheet.set_column(0, 0, 100)
            sheet.write_column(0, 0, _EXPLANATION)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        msg = Bilingual(
            f"cannot write {path} ({error}); close it if it is open, or choose another file with -o",
            f"无法写入 {path}（{reason_in_chinese(error)}）：文件如已打开，请先关闭，或用 -o 另选文件",
        )
        raise InputError(msg) from error
    return path


def answered(
    path: Path | str, judgements: Sequence[Judgement], *, role: str, at: datetime | None
) -> tuple[Judgement, ...]:
    """Take the answers of a spreadsheet into the judgements.

    Parameters
    ----------
    path
        As `write_review` wrote it, with answers.
    judgements
        Those until now.
    role
        Who answers: a role, not a person's name.
    at
        When.

    Returns
    -------
    tuple of Judgement
        The judgements until now with the answers added. Taking in the same spreadsheet again adds nothing.

    Raises
    ------
    InputError
        If the file is none of ours, an answer none that can be given, or the role looks like private data.
    """
    if looks_private(role) or clean(role).lower() in {"", AUTOMATIC}:
        msg = Bilingual(
            "found no role to keep with the answers; expected what the person is, such as reviewer or 街道党建办: give it with --as",
            "没有说明由谁判断：请用 --as 填写其职责，如 reviewer 或街道党建办",
        )
        raise InputError(msg)
    result = tuple(judgements)
    for answer, row in _rows(Path(path)):
        given = Judgement(
            row["left_source"],
            row["left_id"],
            row["left_name"],
            row["right_source"],
            row["right_id"],
            row["right_name"],
            "unsure" if answer == "withdraw" else answer,
            float(row["score"]) if row["score"] else None,
            row["why"],
            role,
            at,
        )
        if answer == "withdraw":
            result = withdrawn(result, [given.key], at=at, by=role)
        else:
            result = with_judgement(result, given)
    return result


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the rows that have an answer, as texts by the English part of their header."""
    names = [header.rsplit(" ", 1)[-1] for header in HEADERS]
    found = False
    for sheet in read_sheets([path]):
        rows = sheet.rows()
        header = [cell.rsplit(" ", 1)[-1] for cell in next(rows, ())]
        if not set(names) <= set(header):
            continue
        found = True
        for number, cells in enumerate(rows, start=2):
            row = dict(zip(header, cells, strict=False))
            text = row.get("answer", "").strip()
            if text:
                where = Bilingual(f"{sheet.place}, row {number}", f"{sheet.place} 第 {number} 行")
                yield _answer(text, where), {name: row.get(name, "") for name in names}
    if not found:
        msg = Bilingual(
            f"found no sheet of pairs in {path.name}; expected one that `gongjian review -o FILE.xlsx` wrote",
            f"{path.name} 中没有待核对的工作表：应为 `gongjian review -o FILE.xlsx` 写出的文件",
        )
        raise InputError(msg)


def _answer(text: str, where: Bilingual) -> str:
    words = set(clean(text).lower().split())
    for answer, title in ANSWERS.items():
        if words & set(title.split()):
            return answer
    msg = Bilingual(
        f"found the answer {text!r} in {where.en}; expected one of {', '.join(ANSWERS.values())}, or nothing",
        f"{where.zh}的答复 {text!r} 无法识别：应为 {'、'.join(ANSWERS.values())} 之一，或留空",
    )
    raise InputError(msg)


def _cells_of_pair(pair: Pair, language: Language) -> tuple[Any, ...]:
    def of(profile: Profile) -> tuple[str, str, str, str, str]:
        return profile.name, profile.uscc or "", profile.address or profile.place or "", profile.source, profile.id

    ends = sorted((pair.left, pair.right), key=row_of)
    (name, code, address, source, id_), (name_2, code_2, address_2, source_2, id_2) = map(of, ends)
    score = round(pair.score, 4)
    why = pair.reason.in_language(language)
    return "", name, name_2, score, why, code, code_2, address, address_2, source, id_, source_2, id_2


def _cells_of(item: Judgement) -> tuple[Any, ...]:
    why = f"{ANSWERS[item.verdict]} · {item.decided_by} · {item.decided_at or ''} · {item.reason}"
    ends = (item.left_source, item.left_id, item.right_source, item.right_id)
    return "", item.left_name, item.right_name, item.score, why, "", "", "", "", *ends


def _write_sheet(book: Any, title: str, rows: Sequence[tuple[Any, ...]]) -> None:
    sheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True, "bg_color": "#E8EDF3"})
    text = book.add_format({"num_format": "@"})
    for column, (header, width) in enumerate(zip(HEADERS, _WIDTHS, strict=True)):
        sheet.write_string(0, column, header, bold)
        sheet.set_column(column, column, width, None if header.endswith("score") else text)
    for line, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, float):
                sheet.write_number(line, column, value)
            elif value:
                sheet.write_string(line, column, value, text)
    last = max(len(rows), 1)
    sheet.data_validation(1, 0, last, 0, {"validate": "list", "source": list(ANSWERS.values())})
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(HEADERS) - 1)
