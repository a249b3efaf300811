"""The rows of a load as they were listed, kept in the database: from them any load can be taken back or combined anew.

They are nodes of their own that hang on nothing, each with a piece of the compressed text. They come and go with the
loads that need them.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import neo4j

from graphmodel.bilingual import Bilingual
from graphmodel.errors import StoreError
from graphmodel.graph.dataset import About, Dataset, Records
from graphmodel.schema import BY_NAME, Kind, Table

LABEL = "KeptRows"
PIECE = 96 * 1024
"""Bytes a piece before they are written as text, so that no value is too long for an import file."""

_BLOCK = 20_000
_PIECES_AT_ONCE = 40
_WRITE = (
    f"UNWIND $pieces AS piece CREATE (k:{LABEL} {{source: $source, rows: $rows, position: piece[0], text: piece[1]}})"
)
_READ = f"MATCH (k:{LABEL} {{source: $source, rows: $rows}}) RETURN k.text AS text ORDER BY k.position"
_THERE = f"MATCH (k:{LABEL}) RETURN DISTINCT k.source AS source, k.rows AS rows"
_REMOVE = f"MATCH (k:{LABEL} {{source: $source, rows: $rows}}) DELETE k"


def pieces_of(dataset: Dataset) -> Iterator[str]:
    """Yield the text of a dataset's rows in pieces.

    Examples
    --------
    >>> dataset = Dataset(About("street", as_of=date(2024, 6, 30)))
    >>> dataset_of(pieces_of(dataset)) == dataset
    True
    """
    packer = zlib.compressobj(level=1)
    waiting = bytearray()
    for line in _lines(dataset):
        waiting += packer.compress(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        while len(waiting) >= PIECE:
            yield base64.b64encode(waiting[:PIECE]).decode()
            del waiting[:PIECE]
    waiting += packer.flush()
    for start in range(0, len(waiting), PIECE):
        yield base64.b64encode(waiting[start : start + PIECE]).decode()


def dataset_of(pieces: Iterable[str]) -> Dataset:
    """Return the dataset that `pieces_of` wrote."""
    unpacker = zlib.decompressobj()
    text = b"".join([unpacker.decompress(base64.b64decode(piece)) for piece in pieces]) + unpacker.flush()
    first, *blocks = map(json.loads, text.splitlines())
    as_of = None if first["as_of"] is None else date.fromisoformat(first["as_of"])
    tables: dict[str, tuple[dict[str, list[Any]], dict[str, list[Any]]]] = {}
    days: dict[str, date] = {}
    for block in blocks:
        columns, provenance = tables.setdefault(block["table"], ({}, {}))
        dates = _dates(BY_NAME[block["table"]])
        for name, values in block["columns"].items():
            columns.setdefault(name, []).extend(_days(values, days) if name in dates else values)
        for name, values in block["provenance"].items():
            provenance.setdefault(name, []).extend(values)
    return Dataset(
        About(**{**first, "as_of": as_of}), {name: Records(BY_NAME[name], *both) for name, both in tables.items()}
    )


def rows_id(dataset: Dataset) -> str:
    """Return the name under which rows are kept: equal rows at other places of a file have another."""
    digest = hashlib.blake2b(dataset.load.encode(), digest_size=12)
    for name, records in dataset.tables.items():
        digest.update(f"{name}{[(key, list(values)) for key, values in sorted(records.provenance.items())]!r}".encode())
    return digest.hexdigest()


def write_rows(session: neo4j.Session, dataset: Dataset) -> None:
    """Keep a dataset's rows; until a load refers to them they mean nothing, and what broke off before is replaced."""
    names = {"source": dataset.about.source, "rows": rows_id(dataset)}
    session.run(_REMOVE, names).consume()
    waiting: list[tuple[int, str]] = []
    for position, text in enumerate(pieces_of(dataset)):
        waiting.append((position, text))
        if len(waiting) == _PIECES_AT_ONCE:
            session.run(_WRITE, names, pieces=waiting).consume()
            waiting = []
    if waiting:
        session.run(_WRITE, names, pieces=waiting).consume()


def read_rows(session: neo4j.Session, source: str, rows: str) -> Dataset:
    """Return the rows of a load as they were listed.

    Raises
    ------
    StoreError
        If they are not kept.
    """
    pieces = session.run(_READ, source=source, rows=rows).value()
    if not pieces:
        msg = Bilingual(
            f"the rows of {source!r} are not in the database: remove it with `gongjian unload {source}` and load it again",
            f"数据库中没有保存 {source!r} 的数据行：请用 `gongjian unload {source}` 移除后重新载入",
        )
        raise StoreError(msg)
    return dataset_of(pieces)


def remove_rows_but(session: neo4j.Session, needed: Iterable[tuple[str, str]]) -> None:
    """Remove all rows but those needed, as (source, name)."""
    kept = set(needed)
    for record in list(session.run(_THERE)):
        if (record["source"], record["rows"]) not in kept:
            session.run(_REMOVE, record.data()).consume()


def _lines(dataset: Dataset) -> Iterator[dict[str, Any]]:
    about = dataset.about
    yield {
        "source": about.source,
        "title": about.title,
        "as_of": None if about.as_of is None else about.as_of.isoformat(),
        "synthetic": about.synthetic,
        "note": about.note,
    }
    for name, records in dataset.tables.items():
        dates = _dates(records.table)
        # A table without rows is told too: that it is there and empty is something else than that it is not.
        for start in range(0, max(len(records), 1), _BLOCK):
            block = slice(start, start + _BLOCK)
            yield {
                "table": name,
                "columns": {
                    key: _texts(values[block]) if key in dates else list(values[block])
                    for key, values in records.columns.items()
                },
                "provenance": {key: list(values[block]) for key, values in records.provenance.items()},
            }


def _dates(table: Table) -> frozenset[str]:
    return frozenset(column.name for column in table.columns if column.kind is Kind.DATE)


def _texts(values: Sequence[date | None]) -> list[str | None]:
    return [None if value is None else value.isoformat() for value in values]


def _days(values: Iterable[str | None], known: dict[str, date]) -> list[date | None]:
    return [
        None if value is None else known.get(value) or known.setdefault(value, date.fromisoformat(value))
        for value in values
    ]
