"""What a report is made of, whatever file it becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Integral
from typing import TYPE_CHECKING, TypeAlias

from graphmodel.schema import Language

if TYPE_CHECKING:
    import pandas as pd


_SHORT_TABLE, _LONG_TEXT = 22, 16

_TURNING = str.maketrans("", "", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def in_its_direction(text: str) -> str:
    """Return a text without the marks that turn the direction of all that follows: a name could turn the sentence it is in.

    Examples
    --------
    >>> in_its_direction("\u202e抚琴街道")
    '抚琴街道'
    """
    return text.translate(_TURNING)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``quiet`` for what may be skipped."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: a caption, headers, rows of text; ``numbers`` are the columns that stand to the right; ``widths`` their shares."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    widths: tuple[float, ...] = ()

    @property
    def is_short(self) -> bool:
        """Whether it is too short to be torn apart by the end of a page; a longer text takes a second line of its row."""
        lines = sum(1 + (max(map(len, row), default=0) > _LONG_TEXT) for row in self.rows)
        return lines < _SHORT_TABLE


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG with what it shows in words; ``wide`` in inches by ``high`` on paper."""

    png: bytes = field(repr=False)
    description: str
    wide: float
    high: float


Block: TypeAlias = Paragraph | Bullets | Grid | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A report.

    Attributes
    ----------
    title, subtitle
        What it is of.
    footer
        Date, scope, source and whether the data are synthetic: on every page.
    warning
        What must not be missed (synthetic data), None where there is nothing.
    sections
        In their order.
    sheets
        The lists in full, for the workbook.
    language
        Of all its texts.
    """

    title: str
    subtitle: str
    footer: str
    warning: str | None
    sections: tuple[Section, ...]
    sheets: Mapping[str, pd.DataFrame]
    language: Language


def grid(
    caption: str,
    frame: pd.DataFrame,
    *,
    widths: Sequence[float] = (),
    numbers: Sequence[str] = (),
    most: int | None = None,
    rest: Callable[[pd.DataFrame], str] | None = None,
) -> Grid:
    """Return a frame's first rows as a table of text.

    Where ``most`` cuts rows off, a last row sums the ``numbers`` of those that are not shown, so that columns add up;
    ``rest`` words it from them.

    Examples
    --------
    >>> import pandas as pd
    >>> table = grid("gaps", pd.DataFrame({"place": ["甲", "乙"], "count": [1234, None]}), numbers=["count"])
    >>> table.rows, sorted(table.numbers)
    ((('甲', '1,234'), ('乙', '–')), [1])
    >>> counts = pd.DataFrame({"rule": ["a", "b", "c"], "count": [5, 2, 1], "for instance": ["x", "y", "z"]})
    >>> grid("gaps", counts, numbers=["count"], most=1, rest=lambda left: f"{len(left)} other rules").rows
    (('a', '5', 'x'), ('2 other rules', '3', ''))
    """
    shown = frame if most is None else frame.head(most)
    columns = [str(name) for name in frame.columns]
    rows = tuple(tuple(map(as_text, row)) for row in shown.itertuples(index=False))
    left = frame.iloc[len(shown) :]
    if len(left):
        words = str(len(left)) if rest is None else rest(left)
        sums = (as_text(left[name].sum()) if name in numbers else "" for name in columns[1:])
        rows = (*rows, (words, *sums))
    return Grid(caption, tuple(columns), rows, frozenset(map(columns.index, numbers)), tuple(widths))


def as_text(value: object) -> str:
    """Return a cell as people read it: thousands apart, lists by commas, a dash for unknown.

    Examples
    --------
    >>> as_text(1234567), as_text(["甲", "乙"]), as_text(None), as_text(0.5)
    ('1,234,567', '甲、乙', '–', '0.5')
    """
    import pandas as pd  # noqa: PLC0415 -- slow to import, and help must not wait

    if isinstance(value, bool):
        return "✓" if value else "–"
    if isinstance(value, (list, tuple)):
        return "、".join(map(str, value)) or "–"
    if pd.isna(value):
        return "–"
    if isinstance(value, float) and value.is_integer():
        return f"{int(value):,}"
    # The numbers of numpy are integers too.
    return f"{int(value):,}" if isinstance(value, Integral) else str(value)
