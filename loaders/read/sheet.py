from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from loaders.values.text import shortened, visible

Row: TypeAlias = Sequence[str]
Merged: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range as (row, column), counted from 0."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet or text file: where it is, and a way to read its rows, as often as asked.

    ``rows()`` gives every row from the first on, blank ones too, so that the n-th is the one that a spreadsheet numbers n;
    every cell is text. ``name`` is the worksheet's, None in a text file; ``stem`` the file's name without its ending;
    ``alone`` tells that no other sheet of the file has content. ``ragged`` tells that rows are as long as they were
    written, so that a cell beyond the header is a fault; ``from_1904`` how the book counts days. ``numbers``, filled while
    rows are read, tells which row of the file each comes from, where a mapping made several rows of one.
    """

    file: str
    name: str | None
    stem: str
    rows: Callable[[], Iterator[Row]]
    alone: bool = True
    ragged: bool = False
    from_1904: bool = False
    hidden: bool = False
    merged: tuple[Merged, ...] = ()
    numbers: array[int] | None = None

    @property
    def place(self) -> str:
        """The file, and the worksheet if there is one, as messages name it."""
        return visible(self.file if self.name is None else f"{self.file} [{shortened(self.name)}]")

    def number_of(self, row: int) -> int:
        """Return the number that a spreadsheet shows for the n-th row."""
        return row if self.numbers is None else self.numbers[row - 1]
