"""A codebook beside files that hold only numbers and short codes: which node each of them is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graphmodel.exchange.csv_files import read_rows, write_rows
from graphmodel.exchange.tabular import TabularGraph

_HEADER = ("code", "node_id", "node_label")


def codebook_path(path: Path) -> Path:
    """Return where the codebook of a file is."""
    return path.with_name(f"{path.stem}.codebook.csv")


def write_codebook(table: TabularGraph, codes: Sequence[str], path: Path) -> None:
    """Write one row a node: its code, id, label and all that is known of it."""
    rows = zip(codes, table.labels, table.node_rows(), strict=True)
    write_rows(
        codebook_path(path),
        _HEADER,
        (((code, id_, label), values) for code, label, (id_, values) in rows),
        tuple(table.nodes),
    )


def read_codebook(path: Path) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return the id and the values of each code; nothing where there is no codebook."""
    book = codebook_path(path)
    if not book.is_file():
        return {}
    return {
        row["code"]: (row["node_id"], {name: value for name, value in row.items() if name not in _HEADER})
        for row in read_rows(book)
    }


def main_label(values: dict[str, Any]) -> str:
    """Return the label of a node that says most of it: the first that no wider one includes.

    Examples
    --------
    >>> main_label({"labels": ("Place", "Street")}), main_label({"labels": ("Enterprise", "Stakeholder", "Unit")})
    ('Street', 'Enterprise')
    """
    labels = [label for label in values.get("labels", ()) if label not in ("Place", "Stakeholder", "Unit")]
    return labels[0] if labels else ""
