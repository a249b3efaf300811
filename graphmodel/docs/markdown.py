"""Markdown, as far as the generated pages need it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    r"""Return a table; a bar inside a cell is escaped.

    Examples
    --------
    >>> print(table(["a", "b"], [["1", "2|3"]]))
    | a | b |
    |---|---|
    | 1 | 2\|3 |
    """
    lines = [_row(headers), "|" + "---|" * len(headers), *map(_row, rows)]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def code(text: str) -> str:
    """Return a text as code inside a line."""
    return f"`{text}`"


def block(text: str, language: str = "") -> str:
    """Return a text as a block of code."""
    return f"```{language}\n{text.strip()}\n```"


def page(parts: Iterable[str]) -> str:
    """Join the parts of a page, a blank line between them."""
    return "\n\n".join(part for part in parts if part)
