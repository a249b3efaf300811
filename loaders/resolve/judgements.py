"""Decisions on pairs of rows: kept for good, withdrawn rather than deleted, the same in a file and in the database."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.system_errors import reason_in_chinese
from loaders.values.text import protect, unprotect

AUTOMATIC = "automatic"
"""Who decides where nobody was asked."""

VERDICTS = ("same", "different", "unsure")
FILE = "judgements.csv"

Row: TypeAlias = tuple[str, str]
"""A row of a ledger: its source and its id."""

PairKey: TypeAlias = tuple[Row, Row]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision on two rows.

    The rows stand in the order of `pair_key`. ``decided_by`` is a role, never a person's name. A decision that no longer
    holds has ``withdrawn_at``; it is not deleted, so that what was once merged can be explained.

    Raises
    ------
    InputError
        If the verdict is none of ``same``, ``different``, ``unsure``, or a row is judged against itself.
    """

    left_source: str
    left_id: str
    left_name: str
    right_source: str
    right_id: str
    right_name: str
    verdict: str
    score: float | None = None
    reason: str = ""
    decided_by: str = AUTOMATIC
    decided_at: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            msg = Bilingual(
                f"found the verdict {self.verdict!r} on {self.left_id!r} and {self.right_id!r}; expected {', '.join(VERDICTS)}",
                f"对 {self.left_id!r} 与 {self.right_id!r} 的判断 {self.verdict!r} 无法识别：应为 {'、'.join(VERDICTS)} 之一",
            )
            raise InputError(msg)
        if self.key[0] == self.key[1]:
            msg = Bilingual(
                f"found a judgement of {self.left_id!r} of {self.left_source!r} against itself: remove it",
                f"有一条判断把 {self.left_source!r} 的 {self.left_id!r} 与它自身比对：请删去这一条",
            )
            raise InputError(msg)

    @property
    def key(self) -> PairKey:
        """The pair that it decides on."""
        return pair_key((self.left_source, self.left_id), (self.right_source, self.right_id))

    @property
    def holds(self) -> bool:
        """Whether it was not withdrawn."""
        return not self.withdrawn_by

    @property
    def by_person(self) -> bool:
        """Whether somebody was asked."""
        return self.decided_by != AUTOMATIC


def pair_key(one: Row, other: Row) -> PairKey:
    """Return two rows in the order in which a pair of them is always written."""
    return (one, other) if one <= other else (other, one)


def holding(judgements: Iterable[Judgement]) -> dict[PairKey, Judgement]:
    """Return the decision that holds for each pair: a person's before an automatic one, of equals the last."""
    found: dict[PairKey, Judgement] = {}
    for judgement in judgements:
        before = found.get(judgement.key)
        if judgement.holds and (before is None or judgement.by_person or not before.by_person):
            found[judgement.key] = judgement
    return found


def with_judgement(judgements: Sequence[Judgement], new: Judgement) -> tuple[Judgement, ...]:
    """Add a decision; those on the same pair that held until now are withdrawn.

    A decision that only repeats the one that holds adds nothing, and an automatic one never takes the place of a person's.

    Examples
    --------
    >>> first = Judgement("x", "1", "甲", "y", "2", "乙", "same")
    >>> both = with_judgement((first,), Judgement("y", "2", "乙", "x", "1", "甲", "different", decided_by="reviewer"))
    >>> [(item.verdict, item.holds) for item in both]
    [('same', False), ('different', True)]
    """
    now = holding(judgements).get(new.key)
    if now is not None:
        repeated = (now.verdict, now.decided_by) == (new.verdict, new.decided_by)
        if repeated or (now.by_person and not new.by_person):
            return tuple(judgements)
    return (*withdrawn(judgements, [new.key], at=new.decided_at, by=new.decided_by), new)


def withdrawn(
    judgements: Iterable[Judgement], keys: Iterable[PairKey], *, at: datetime | None, by: str
) -> tuple[Judgement, ...]:
    """Withdraw what holds on some pairs; nothing is deleted."""
    chosen = set(keys)
    return tuple(
        replace(item, withdrawn_at=at, withdrawn_by=by) if item.holds and item.key in chosen else item
        for item in judgements
    )


def to_row(judgement: Judgement) -> dict[str, Any]:
    """Return a judgement as a mapping of plain values: times as ISO 8601 texts."""
    row = {field.name: getattr(judgement, field.name) for field in fields(Judgement)}
    return {
        name: value.isoformat(timespec="seconds") if isinstance(value, datetime) else value
        for name, value in row.items()
    }


def from_row(row: Mapping[str, Any]) -> Judgement:
    """Return the judgement of a mapping as `to_row` makes it; texts for all values do as well.

    Raises
    ------
    InputError
        If a value is missing or none that it can be.
    """
    try:
        # A database does not keep what is null, so only what has no default must be there.
        values: dict[str, Any] = {
            field.name: row[field.name] if field.default is MISSING else row.get(field.name, field.default)
            for field in fields(Judgement)
        }
        values["score"] = None if values["score"] in (None, "") else float(values["score"])
        for name in ("decided_at", "withdrawn_at"):
            values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    except KeyError as error:
        msg = Bilingual(
            f"found a judgement without {error.args[0]!r}; expected the columns {', '.join(_NAMES)}",
            f"有一条判断缺少 {error.args[0]!r}：应有 {'、'.join(_NAMES)} 各列",
        )
        raise InputError(msg) from error
    except ValueError as error:
        msg = Bilingual(
            f"found a judgement on {row['left_id']!r} and {row['right_id']!r} that cannot be read: {error}",
            f"对 {row['left_id']!r} 与 {row['right_id']!r} 的判断无法读取：{error}",
        )
        raise InputError(msg) from error
    return Judgement(**values)


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """Read a file of judgements; none where there is no file yet.

    Raises
    ------
    InputError
        If the file is none that `judgements_text` wrote.
    """
    if not path.exists():
        return ()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, restval=""))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        msg = Bilingual(
            f"cannot read {path}: {error}; expected the file of judgements in UTF-8, as it was written",
            f"无法读取 {path}（{reason_in_chinese(error)}）：应为程序写出的判断文件（UTF-8 编码）",
        )
        raise InputError(msg) from error
    return tuple(from_row({name: unprotect(cell or "") for name, cell in row.items() if name}) for row in rows)


def judgements_text(judgements: Iterable[Judgement]) -> str:
    """Return judgements as CSV, for a file that `read_judgements` reads."""
    text = io.StringIO()
    writer = csv.DictWriter(text, _NAMES, lineterminator="\n")
    writer.writeheader()
    for judgement in judgements:
        row = to_row(judgement)
        writer.writerow({name: protect(value) if isinstance(value, str) else value for name, value in row.items()})
    return text.getvalue()


_NAMES = tuple(field.name for field in fields(Judgement))
