"""A dataset as the files of `neo4j-admin database import`: the quick way into an empty local database."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import repeat
from pathlib import Path
from typing import Any

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph.dataset import Dataset
from graphmodel.graph.elements import node_batches, relationship_batches
from graphmodel.progress import Progress, silent
from graphmodel.schema import Kind
from graphmodel.schema.properties import (
    ENTITY,
    ORIGIN,
    SHARED,
    Property,
    node_properties,
    precision_property,
    properties_of_type,
)
from graphmodel.store.kept_rows import LABEL, pieces_of, rows_id
from graphmodel.store.loads import declared

_WORK = Bilingual("writing import files", "写出导入文件")

_TYPES = {
    Kind.COUNT: "long",
    Kind.NUMBER: "double",
    Kind.LONGITUDE: "double",
    Kind.LATITUDE: "double",
    Kind.YES_NO: "boolean",
    Kind.DATE: "date",
}

_BESIDE = dict(
    zip((*ORIGIN, *SHARED), ("source_file", "source_row:long", "sources:string[]", "other_names:string[]"), strict=True)
)
_LISTED = "\x1f"
"""Parts the values of a list: no cell of a table has it."""

Groups = list[tuple[str, tuple[Path, ...]]]


def write_import_files(
    dataset: Dataset,
    folder: Path,
    *,
    listed: Dataset | None = None,
    record: Mapping[str, Any] | None = None,
    progress: Progress = silent,
) -> tuple[Groups, Groups]:
    """Write a dataset as CSV files with headers for the bulk import.

    Parameters
    ----------
    dataset
        The rows as they stand in the graph.
    folder
        Where to write; made where it is missing.
    listed
        The rows as the source lists them, which are kept beside; by default the same.
    record
        What is recorded of the load beyond what `graphmodel.store.loads.declared` says.
    progress
        Told the files.

    Returns
    -------
    tuple
        Node files as ``(labels joined by ":", (file,))``, then relationship files as ``(type, (file,))``; each with a header of
        the columns that are filled.

    Raises
    ------
    InputError
        If an id stands twice, or a relationship's end is missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    provenance = {"source": dataset.about.source, "load": dataset.load}
    # The record and the kept rows come with the data, so an import that breaks off leaves none of them.
    kept = dataset if listed is None else listed
    # Nodes are numbered from 0: to find them by their own ids would cost the import a quarter of its time.
    numbers: dict[str, int] = {}
    nodes: Groups = []
    for number, batch in enumerate(node_batches(dataset)):
        properties = node_properties(batch.table)
        others = [name for name in (*ORIGIN, *SHARED) if name in batch.properties]
        columns: dict[str, Sequence[Any]] = {":ID": range(len(numbers), len(numbers) + len(batch))}
        columns |= {"id:string": batch.ids, **dict(_columns(properties, batch.properties))}
        numbers.update(zip(batch.ids, columns[":ID"], strict=True))
        if len(numbers) <= columns[":ID"][-1]:
            msg = Bilingual(
                "found an id twice, expected each once over all tables: run `gongjian check` on the files",
                "有一个编码出现两次，在所有表中应只出现一次：请用 `gongjian check` 检查文件",
            )
            raise InputError(msg)
        for name in others:
            values = batch.properties[name]
            columns[_BESIDE[name]] = _joined(values) if name in SHARED else values
        path = folder / f"nodes-{number:03}.csv"
        _write(path, columns, provenance)
        nodes.append((":".join((ENTITY, *batch.labels)), (path,)))
        progress(_WORK, number + 1, None)
    about = {"source": dataset.about.source, **declared(kept), "complete": True, **(record or {})}
    nodes.append(("Load", (_write_load(about, folder / "load.csv", len(numbers)),)))
    nodes.append((LABEL, (_write_kept(kept, folder / "kept.csv", len(numbers) + 1),)))
    relationships: Groups = []
    for number, edges in enumerate(relationship_batches(dataset)):
        columns = {
            ":START_ID": _numbered(edges.starts, numbers),
            ":END_ID": _numbered(edges.ends, numbers),
            "key": edges.keys,
        }
        columns |= dict(_columns(properties_of_type(edges.type), edges.properties))
        columns |= {_BESIDE[name]: edges.properties[name] for name in ORIGIN if name in edges.properties}
        path = folder / f"relationships-{number:03}.csv"
        _write(path, columns, provenance)
        relationships.append((edges.type, (path,)))
        progress(_WORK, len(nodes) + number + 1, None)
    return nodes, relationships


def import_options(dataset: Dataset) -> tuple[str, ...]:
    """Return the options the import needs: values of several lines are allowed for, at a price, only where there are any."""
    broken = any(
        isinstance(value, str) and ("\n" in value or "\r" in value)
        for records in dataset.tables.values()
        for name, values in records.columns.items()
        if records.table.by_name.get(name) is None or records.table.by_name[name].kind is Kind.TEXT
        for value in values
    ) or any("\n" in file for file in _files(dataset))
    # The title and the note of the dataset itself may have several lines too.
    about = (dataset.about.title or "") + (dataset.about.note or "")
    # Names of files are taken as they are: a folder may have a bracket in its name.
    usual = ("--id-type=actual", f"--array-delimiter=U+{ord(_LISTED):04X}", "--path-pattern-style=none")
    return (*usual, "--multiline-fields=true") if broken or "\n" in about else usual


def _files(dataset: Dataset) -> set[str]:
    return {file for records in dataset.tables.values() for file in set(records.provenance.get(ORIGIN[0], ()))}


def _numbered(ids: Sequence[str], numbers: Mapping[str, int]) -> list[int]:
    """Return the numbers of nodes."""
    try:
        return [numbers[id_] for id_ in ids]
    except KeyError as error:
        msg = Bilingual(
            f"found a tie to or from {error.args[0]!r}, which no row has: run `gongjian check` on the files",
            f"有一条关系的一端是 {error.args[0]!r}，但没有哪一行是该编码：请用 `gongjian check` 检查文件",
        )
        raise InputError(msg) from error


def _write_load(record: Mapping[str, Any], path: Path, number: int) -> Path:
    """Write the node that records the load."""
    types = {"as_of": "date", "tables": "string[]", "earlier": "string[]"}
    fields = {":ID": str(number)}
    for name, value in record.items():
        if isinstance(value, bool):
            fields[f"{name}:boolean"] = str(value).lower()
        elif isinstance(value, int):
            fields[f"{name}:long"] = str(value)
        elif isinstance(value, datetime):
            fields[f"{name}:datetime"] = value.isoformat()
        elif value is not None:
            fields[f"{name}:{types.get(name, 'string')}"] = _LISTED.join(value) if isinstance(value, list) else value
    _write(path, {name: [value] for name, value in fields.items()}, {})
    return path


def _write_kept(dataset: Dataset, path: Path, first: int) -> Path:
    pieces = list(pieces_of(dataset))
    positions = range(len(pieces))
    columns = {":ID": range(first, first + len(pieces)), "position:long": positions, "text": pieces}
    _write(path, columns, {"source": dataset.about.source, "rows": rows_id(dataset)})
    return path


def _joined(values: Iterable[Sequence[str] | None]) -> list[str | None]:
    return [None if value is None else _LISTED.join(value) for value in values]


def _columns(
    properties: Iterable[Property], values: Mapping[str, Sequence[Any]]
) -> Iterator[tuple[str, Sequence[Any]]]:
    """Yield the columns that are filled, by their headers."""
    for item in properties:
        precision = precision_property(item.name)
        for name, kind in ((item.name, _TYPES.get(item.kind, "string")), (precision, "string")):
            found = values.get(name, ())
            if len(found) == 0 or found.count(None) == len(found):
                continue
            if item.kind is Kind.YES_NO:
                found = [None if value is None else str(value).lower() for value in found]
            yield f"{name}:{kind}", found


def _write(path: Path, columns: Mapping[str, Sequence[Any]], constants: Mapping[str, str]) -> None:
    length = len(next(iter(columns.values())))
    with path.open("w", encoding="utf-8", newline="") as file:
        # With both characters at the ends of lines a cell that holds either is quoted.
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow((*columns, *constants))
        # Columns and constants are joined to rows without a line of Python for each.
        writer.writerows(zip(*columns.values(), *(repeat(value, length) for value in constants.values()), strict=True))
