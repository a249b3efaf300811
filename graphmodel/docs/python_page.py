"""The page on the public names of the package, from their signatures and docstrings."""

from __future__ import annotations

import inspect
from itertools import groupby
from types import ModuleType
from typing import Any

import graphmodel
import loaders
from graphmodel.docs.markdown import block, code, page, table


def python_page() -> str:
    """Return the page on everything that ``import graphmodel as gm`` and ``import loaders`` give."""
    return page(
        (
            "# The names for Python",
            (
                "Python 接口。Everything that `import graphmodel as gm` gives; `help(gm.NAME)` has parameters, units, errors and an example. "
                "Analyses take a graph first and everything else by keyword, and return a frozen result with `.frame`."
            ),
            table(
                ("name", "what it is", "in"),
                [_row(f"gm.{name}", getattr(graphmodel, name)) for name in graphmodel.__all__],
            ),
            "And what `import loaders` gives, for tables:",
            table(
                ("name", "what it is", "in"),
                [_row(f"loaders.{name}", getattr(loaders, name)) for name in loaders.__all__],
            ),
            "## Parameters",
            block(
                "\n".join(_call(name) for name in graphmodel.__all__ if inspect.isfunction(getattr(graphmodel, name))),
                "python",
            ),
        )
    )


def _row(name: str, item: Any) -> tuple[str, str, str]:
    home = item.__name__ if isinstance(item, ModuleType) else item.__module__
    return code(name), _summary(item), code(home)


def _summary(item: Any) -> str:
    """Return the first paragraph of a docstring, with its marks as Markdown has them."""
    paragraphs = [
        " ".join(lines) for filled, lines in groupby((inspect.getdoc(item) or "").splitlines(), bool) if filled
    ]
    return paragraphs[0].replace("``", "`")


def _call(name: str) -> str:
    """Return a call with the names of the parameters, and defaults that can be read."""
    shown: list[str] = []
    for item in inspect.signature(getattr(graphmodel, name)).parameters.values():
        if item.kind is item.KEYWORD_ONLY and "*" not in shown and not any(part.startswith("*") for part in shown):
            shown.append("*")
        star = "*" if item.kind is item.VAR_POSITIONAL else "**" if item.kind is item.VAR_KEYWORD else ""
        plain = item.default is None or isinstance(item.default, bool | int | float | str)
        default = "" if item.default is item.empty else f"={item.default!r}" if plain else "=…"
        shown.append(f"{star}{item.name}{default}")
    return f"gm.{name}({', '.join(shown)})"
