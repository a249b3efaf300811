"""Which pages are generated, from what, and whether those on disk are current."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

NOTE = "Written by `python -m graphmodel.docs` (`make docs`); changes made by hand are lost."

# Page -> module and function that gives its text. Modules are imported only when their page is asked for.
PAGES: dict[str, tuple[str, str]] = {
    "schema.md": ("graphmodel.docs.schema_page", "schema_page"),
    "schema.svg": ("graphmodel.docs.picture", "schema_picture"),
    "architecture.svg": ("graphmodel.docs.layers_picture", "layers_picture"),
    "tables.md": ("graphmodel.docs.tables_page", "tables_page"),
    "queries.md": ("graphmodel.docs.queries_page", "queries_page"),
    "commands.md": ("graphmodel.docs.commands_page", "commands_page"),
    "commands.zh-CN.md": ("graphmodel.docs.commands_page", "commands_page_in_chinese"),
    "python.md": ("graphmodel.docs.python_page", "python_page"),
    "gallery.md": ("graphmodel.docs.gallery_page", "gallery_page"),
    "rules.md": ("graphmodel.gaps.documentation", "rules_page"),
    "errors.md": ("loaders.documentation", "errors_page"),
}


def generate(page: str) -> str:
    """Return what a page should hold; it begins with a note on how it is written, and a text ends with it too.

    Examples
    --------
    >>> print(generate("tables.md").splitlines()[0])
    <!-- Written by `python -m graphmodel.docs` (`make docs`); changes made by hand are lost. -->
    """
    module, function = PAGES[page]
    make: Callable[[], str] = getattr(import_module(module), function)
    footer = f"\n*{NOTE}*\n" if page.endswith(".md") else ""
    return f"<!-- {NOTE} -->\n{make().strip()}\n{footer}"


def stale_pages(folder: Path) -> list[str]:
    """Return the pages in ``folder`` that are missing or hold something else than they should."""
    return [page for page in PAGES if _held(folder / page) != generate(page)]


def write_pages(folder: Path) -> None:
    """Write every generated page into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for page in PAGES:
        (folder / page).write_text(generate(page), encoding="utf-8", newline="\n")


def _held(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
