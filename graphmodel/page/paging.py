"""A long list, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
Other = TypeVar("Other")


@dataclass(frozen=True, slots=True)
class Paged(Generic[Item]):
    """One page of a list: its items, which page of how many, and how long the list is."""

    items: tuple[Item, ...]
    page: int
    pages: int
    total: int

    def map(self, function: Callable[[Item], Other]) -> Paged[Other]:
        """Return the same page with each item turned into something else."""
        return Paged(tuple(function(item) for item in self.items), self.page, self.pages, self.total)


def paged(items: Sequence[Item], *, page: int, size: int) -> Paged[Item]:
    """Return one page of a list; a page beyond the last is the last.

    Examples
    --------
    >>> paged("abcde", page=9, size=2)
    Paged(items=('e',), page=3, pages=3, total=5)
    >>> paged("", page=1, size=2)
    Paged(items=(), page=1, pages=1, total=0)
    """
    pages = max(1, -(-len(items) // size))
    page = min(max(page, 1), pages)
    return Paged(tuple(items[(page - 1) * size : page * size]), page, pages, len(items))
