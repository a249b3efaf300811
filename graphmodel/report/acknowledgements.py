"""Acknowledgements in a small CSV beside the data, and the check that no person slips into them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.gaps.acknowledgement import Acknowledgement
from loaders.private import looks_private, shown
from loaders.values.date import PartialDate, parse_date

COLUMNS = ("finding", "rule", "subject", "reason", "role", "acknowledged_on", "until", "withdrawn_on")
"""The columns of the CSV."""

# Surnames that are seldom the end of another word: 任, 于, 向, 方 and the like would stop "关于主任会议" or "三方主任".
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡杜叶苏魏吕丁沈姚卢姜崔钟谭陆汪范廖贾"
)
_TITLED = re.compile(
    rf"[{_SURNAMES}](?:某+|书记(?![录员载])|主任|经理|老师|同志|先生|女士|小姐|科长|处长|局长|部长|所长|会长|院长|总(?:[，。；、\s]|\Z))"
    r"|\b(?:Mr|Mrs|Ms|Miss|Dr)\b\.?\s+[A-Z]|姓名\s*[:：]"
)
_NAME = re.compile(rf"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}\Z")
_OFFICE = re.compile(r"[办委部局科处室组所站会区院厅队厂司店校社团岗员]|中心|街道|支部|书记|主任|干部|小区|村")


def names_person(text: str, *, role: bool = False) -> bool:
    """Tell whether a text seems to hold a person's number, address or name; a ``role`` must not be a bare name either.

    A guess: it knows identity, mobile and card numbers and e-mail addresses, a surname with a title, and a role of two or
    three characters that begins with a common surname and names no office. It does not know every name.

    Examples
    --------
    >>> [names_person(text, role=True) for text in ("街道党建办", "社区书记", "张书记", "王小明", "Mr. Smith", "13800138000")]
    [False, False, True, True, True, True]
    """
    return bool(
        looks_private(text) or _TITLED.search(text) or (role and _NAME.match(text.strip()) and not _OFFICE.search(text))
    )


def check_no_person(**texts: str) -> None:
    """Refuse texts that seem to name a person; the message does not repeat them.

    Raises
    ------
    InputError
        Naming the text by its keyword.
    """
    for name, text in texts.items():
        if names_person(text, role=name == "role"):
            msg = Bilingual(
                f"found what looks like a person in --{name}; name the office (for instance 街道党建办), never a person or a number",
                f"--{name} 中疑似有个人信息：请写部门或岗位（例如街道党建办），不要写人名或号码",
            )
            raise InputError(msg)


def file_beside(path: str | Path) -> Path:
    """Return where the acknowledgements of data at a path are kept: beside the file or folder, not in it.

    Examples
    --------
    >>> file_beside("/data/tables").name, file_beside("/data/2024.xlsx").name
    ('tables.acknowledgements.csv', '2024.acknowledgements.csv')
    """
    place = Path(path).resolve()
    return place.with_name(f"{place.name if place.is_dir() else place.stem}.acknowledgements.csv")


def read_acknowledgements(path: Path) -> tuple[Acknowledgement, ...]:
    """Read the CSV; none where there is no such file. What looks private is masked.

    Raises
    ------
    InputError
        If it cannot be read, lacks a column, or a date is none.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        msg = Bilingual(
            f"cannot read the acknowledgements {path.name} ({error}); expected a CSV in UTF-8: save it as such or remove it",
            f"无法读取确认记录 {path.name}（{error}）：应为 UTF-8 编码的 CSV，请另存为该格式或移走",
        )
        raise InputError(msg) from error
    rows = csv.DictReader(io.StringIO(text))
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        msg = Bilingual(
            f"found no column {missing[0]!r} in {path.name}; expected {', '.join(COLUMNS)}",
            f"{path.name} 中没有列 {missing[0]!r}：应有 {'、'.join(COLUMNS)}",
        )
        raise InputError(msg)
    return tuple(
        _acknowledgement(row, Bilingual(f"{path.name}, row {number}", f"{path.name} 第 {number} 行"))
        for number, row in enumerate(rows, start=2)
    )


def format_acknowledgements(acknowledgements: Iterable[Acknowledgement]) -> bytes:
    """Return the CSV, which spreadsheets can read."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(item.to_row() for item in acknowledgements)
    return stream.getvalue().encode("utf-8-sig")


def _acknowledgement(row: dict[str, str | None], where: Bilingual) -> Acknowledgement:
    texts = {name: (row[name] or "").strip() for name in COLUMNS}
    withdrawn = texts["withdrawn_on"]
    return Acknowledgement(
        finding=texts["finding"],
        rule=texts["rule"],
        subject=texts["subject"],
        reason=shown(texts["reason"]),
        role=shown(texts["role"]),
        acknowledged_on=_day(texts["acknowledged_on"], where, ends=False),
        until=_day(texts["until"], where, ends=True),
        withdrawn_on=_day(withdrawn, where, ends=False) if withdrawn else None,
    )


def _day(text: str, where: Bilingual, *, ends: bool) -> date:
    day = parse_date(text, ends=ends)
    if not isinstance(day, PartialDate):
        msg = Bilingual(
            f"found {text!r} for a date in {where.en}; expected one like 2024-06-30",
            f"{where.zh}的日期为 {text!r}：应形如 2024-06-30",
        )
        raise InputError(msg)
    return day.day
