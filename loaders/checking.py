"""From files to accepted records: read, map, validate."""

from __future__ import annotations

import datetime as dt
import os
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import compress
from pathlib import Path
from typing import Any, TypeAlias

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph import About, Dataset, Records
from graphmodel.progress import Progress, silent
from graphmodel.schema import TABLES, Table
from graphmodel.schema.properties import precision_property
from loaders.about import AboutLines, as_of_date, read_about
from loaders.map.coordinates import WGS84, convert_coordinates
from loaders.map.layout import Layout, find_layout
from loaders.map.origin import find_originals, origin_column
from loaders.map.reading import read_rows
from loaders.map.rows import ACCEPTED, MERGED, QUARANTINED, Part, Rows
from loaders.map.table_names import ABOUT, is_explanation, table_named
from loaders.mapping import SpreadsheetMapping, apply_mapping, read_mapping
from loaders.private import shown
from loaders.problems import Problem
from loaders.read import Sheet, read_sheets
from loaders.report import CheckResult, Counts, IgnoredColumn, QuarantinedRows, SheetMapping
from loaders.validate import validate

Made: TypeAlias = Mapping[str, Sequence[tuple[Sheet, Layout]]]


def check(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    as_of: dt.date | str | None = None,
    source: str | None = None,
    mapping: str | os.PathLike[str] | SpreadsheetMapping | None = None,
    keep_person_names: bool = False,
    progress: Progress = silent,
) -> CheckResult:
    r"""Read and validate tables: folders, CSV files, Excel workbooks or ZIP archives; together they are one dataset.

    Parameters
    ----------
    paths
        One path or several.
    as_of
        The date of the data; it goes before what the dataset says itself.
    source
        The name under which the rows are owned; otherwise the dataset's own, otherwise the first path's name.
    mapping
        How foreign spreadsheets become our tables: a TOML file, or one that was read. A TOML file among the paths means
        the same. Sheets that it does not name are read as usual.
    keep_person_names
        Keep the names of self-employed units that are a person's; the about lines can say the same. Otherwise such a
        name is left out, and its row quarantined.
    progress
        Called while rows are read.

    Returns
    -------
    CheckResult
        The accepted records with counts, problems and the mapping used. Rows that break a rule are quarantined, never
        dropped: for each table rows read = accepted + merged + quarantined.

    Raises
    ------
    InputError
        If a path does not exist, a file cannot be read or is not what its name says, no table or header is found, or the
        mapping is not valid or does not fit the files.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pathlib.Path(folder, "区划.csv").write_text("编码,名称,层级\n510106,金牛区,区\n", encoding="gb18030")
    ...     result = check(folder, as_of="2022-12")
    >>> result.counts["places"].accepted, result.about.as_of, result.problems
    (1, datetime.date(2022, 12, 31), ())
    """
    named = [Path(paths)] if isinstance(paths, (str, os.PathLike)) else [Path(path) for path in paths]
    places, rules = _with_mapping(named, mapping)
    if not places:
        msg = Bilingual(
            "found no path; expected a folder, .csv, .xlsx, .xls or .zip",
            "没有给出路径；应为文件夹或 .csv、.xlsx、.xls、.zip 文件",
        )
        raise InputError(msg)
    by_table, mapped, problems = _by_table(places, rules)
    lines = read_about(by_table.pop(ABOUT, ()))
    if rules is not None:
        lines.values.update({**rules.about, **lines.values})
    tables: dict[str, Rows] = {}
    ignored: list[Problem] = []
    for table in TABLES:
        if table.name in by_table or table.name in mapped:
            made = mapped.get(table.name, ())
            tables[table.name], column_problems = _read_table(table, made, by_table.pop(table.name, ()), progress)
            ignored.extend(column_problems)
    system = str(lines.values.pop("coordinates", WGS84))
    for rows in tables.values():
        convert_coordinates(rows, system)
    kept = bool(lines.values.pop("keep_person_names", False))
    validate(tables, keep_person_names=keep_person_names or kept)
    about = _about(lines, places, as_of, source)
    if about.as_of is None:
        problems.append(Problem("missing_as_of"))
    row_problems = [
        problem for rows in tables.values() for _, problem in sorted(rows.problems, key=lambda item: item[0])
    ]
    return CheckResult(
        Dataset(about, {name: _records(rows) for name, rows in tables.items()}),
        {name: _counts(rows) for name, rows in tables.items()},
        (*problems, *lines.problems, *ignored, *row_problems),
        tuple(_mapping(tables)),
        tuple(_ignored_column(problem) for problem in ignored if problem.code.endswith("_column")),
        tuple(group for rows in tables.values() for group in _quarantine(rows)),
    )


def load(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    as_of: dt.date | str | None = None,
    source: str | None = None,
    mapping: str | os.PathLike[str] | SpreadsheetMapping | None = None,
    keep_person_names: bool = False,
    progress: Progress = silent,
) -> Dataset:
    r"""Return the accepted records of tables, for a notebook; `check` also says what was not accepted and why.

    Parameters and errors are those of `check`. Rows that cannot be used are left out with a `UserWarning`.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pathlib.Path(folder, "places.csv").write_text("place_id,name,level\n510106,金牛区,district\n", "utf-8")
    ...     dataset = load(folder)
    >>> dataset.records("places").columns["name"]
    ['金牛区']
    """
    result = check(
        paths,
        as_of=as_of,
        source=source,
        mapping=mapping,
        keep_person_names=keep_person_names,
        progress=progress,
    )
    if result.quarantined:
        msg = f"{result.quarantined} rows cannot be used and are left out; loaders.check(…).problems says why"
        warnings.warn(msg, UserWarning, stacklevel=2)
    return result.dataset


def _with_mapping(
    paths: Sequence[Path], mapping: str | os.PathLike[str] | SpreadsheetMapping | None
) -> tuple[list[Path], SpreadsheetMapping | None]:
    """Part the paths of tables from that of the mapping."""
    files = [path for path in paths if path.suffix.lower() == ".toml" and not path.is_dir()]
    if len(files) + (mapping is not None) > 1:
        msg = Bilingual(
            f"found several mappings ({', '.join(map(str, files))}), expected one: put their tables into one file",
            f"找到多个映射文件（{'、'.join(map(str, files))}），应只有一个：请把各表的规则并入同一文件",
        )
        raise InputError(msg)
    chosen = files[0] if files else mapping
    rules = chosen if chosen is None or isinstance(chosen, SpreadsheetMapping) else read_mapping(chosen)
    return [path for path in paths if path not in files], rules


def _by_table(
    paths: Sequence[Path], rules: SpreadsheetMapping | None
) -> tuple[dict[str, list[Sheet]], Made, list[Problem]]:
    """Sort the sheets by the table they are; a sheet's name decides, the file's where it is the only one.

    What a mapping names is made by it, apart.
    """
    by_table: dict[str, list[Sheet]] = defaultdict(list)
    strangers: list[Sheet] = []
    problems: list[Problem] = []
    sheets: Iterable[Sheet] = read_sheets(
        paths, passed_over=lambda file: problems.append(Problem("unknown_file", None, file))
    )
    made: Made = {}
    if rules is not None:
        mapped = apply_mapping(rules, list(sheets))
        made, sheets = mapped.tables, mapped.others
    for sheet in sheets:
        name = table_named(sheet.name) if sheet.name is not None else None
        if name is None and sheet.alone:
            name = table_named(sheet.stem)
        if name is None:
            if not is_explanation(sheet.name or sheet.stem):
                strangers.append(sheet)
        else:
            by_table[name].append(sheet)
    known_files = {sheet.file for sheets in by_table.values() for sheet in sheets}
    known_files |= {sheet.file for made_sheets in made.values() for sheet, _ in made_sheets}
    if strangers and (not (by_table.keys() - {ABOUT} or made) or _is_asked_for(strangers, paths, known_files)):
        msg = Bilingual(
            f"found no table we know in {strangers[0].place}; let gongjian map propose what it is, or name the file or "
            f"sheet after its table, like 企业 or enterprises: {', '.join(table.name for table in TABLES)}",
            f"{strangers[0].place} 不是已知的表；请用 gongjian map 推测它是什么表，或以表名命名文件或工作表，如 企业 或 enterprises："
            f"{'、'.join(f'{table.chinese} {table.name}' for table in TABLES)}",
        )
        raise InputError(msg)
    problems.extend(
        Problem("unknown_table", None, sheet.file, sheet.name, value=sheet.name or sheet.stem) for sheet in strangers
    )
    return by_table, made, problems


def _is_asked_for(strangers: Sequence[Sheet], paths: Sequence[Path], known_files: set[str]) -> bool:
    """Tell whether a path names a file in which no table is known; in a folder such a file is only told of."""
    named = {path.name for path in paths if path.is_file()}
    return any(sheet.file in named - known_files for sheet in strangers)


def _read_table(
    table: Table, made: Iterable[tuple[Sheet, Layout]], sheets: Iterable[Sheet], progress: Progress
) -> tuple[Rows, list[Problem]]:
    rows = Rows(table)
    problems: list[Problem] = []
    laid_out = list(made)
    from_mapping = {id(sheet) for sheet, _ in laid_out}
    for sheet in sheets:
        layout = find_layout(sheet, table.name)
        if layout is None:
            problems.append(Problem("empty_table", table.name, sheet.file, sheet.name))
        else:
            laid_out.append((sheet, layout))
    replaced, moved = find_originals(laid_out)
    for sheet, layout in laid_out:
        its_replaced = replaced.get((sheet.file, sheet.name or ""))
        problems.extend(read_rows(rows, sheet, layout, replaced=its_replaced, progress=progress))
        # A mapping says itself what its coordinates are, and has converted them.
        rows.parts[-1] = replace(rows.parts[-1], mapped=id(sheet) in from_mapping)
    rows.origins = {row: moved.get(origin, origin) for row, origin in rows.origins.items()}
    return rows, [*problems, *_without_originals(rows)]


def _without_originals(rows: Rows) -> Iterator[Problem]:
    """Tell of mended rows that replace nothing; a quarantine without any other table beside it has nothing to replace."""
    if all(origin_column(part.layout) is not None for part in rows.parts):
        return
    lost = [rows.part_of(row).sheet for row, origin in rows.origins.items() if origin not in rows.replaced]
    for (file, name), count in Counter((sheet.file, sheet.name) for sheet in lost).items():
        yield Problem("missing_original", rows.table.name, file, name, details={"count": f"{count:,}"})


def _about(lines: AboutLines, paths: Sequence[Path], as_of: dt.date | str | None, source: str | None) -> About:
    values: dict[str, Any] = dict(lines.values)
    if as_of is not None:
        values["as_of"] = as_of_date(as_of) if isinstance(as_of, str) else as_of
    values["source"] = source or values.get("source") or paths[0].resolve().stem
    return About(**values)


def _records(rows: Rows) -> Records:
    """Return the accepted rows, without the columns that none of them fills."""
    everything = not any(rows.states)
    kept = [state == ACCEPTED for state in rows.states]
    columns: dict[str, list[Any]] = {}
    for column in rows.table.columns:
        values = rows.columns.get(column.name)
        if values is None:
            continue
        chosen = values if everything else list(compress(values, kept))
        if any(value is not None for value in chosen):
            columns[column.name] = chosen
        precisions = rows.precisions.get(column.name)
        if precisions:
            precise = list(compress((precisions.get(row) for row in range(len(rows))), kept))
            if any(precise):
                columns[precision_property(column.name)] = precise
    return Records(rows.table, columns, _origins(rows, kept) if columns else {})


def _origins(rows: Rows, kept: Sequence[bool]) -> dict[str, list[Any]]:
    """Return the file, with the sheet, and the row in which each kept row stands."""
    files: list[str] = []
    numbers: list[int] = []
    ends = [*(part.start for part in rows.parts[1:]), len(rows)]
    for part, end in zip(rows.parts, ends, strict=True):
        files.extend([shown(part.sheet.place)] * (end - part.start))
        its_numbers = rows.numbers[part.start : end]
        numbers.extend(its_numbers if part.sheet.numbers is None else map(part.sheet.number_of, its_numbers))
    return {"source_file": list(compress(files, kept)), "source_row": list(compress(numbers, kept))}


def _counts(rows: Rows) -> Counts:
    own = {
        row for row, problem in rows.problems if problem.severity == "error" and problem.code != "reference_quarantined"
    }
    quarantined = rows.states.count(QUARANTINED)
    replaced = sum(part.replaced for part in rows.parts)
    return Counts(
        read=len(rows) + replaced,
        accepted=rows.states.count(ACCEPTED),
        merged=rows.states.count(MERGED) + replaced,
        quarantined=quarantined,
        consequences=quarantined - len(own),
        footers=sum(part.footers for part in rows.parts),
    )


def _quarantine(rows: Rows) -> Iterable[QuarantinedRows]:
    """Group the problems of quarantined rows by the sheet in which they lie."""
    groups: dict[int, tuple[Part, dict[int, list[Problem]]]] = {}
    for row, problem in rows.problems:
        if rows.states[row] == QUARANTINED:
            part = rows.part_of(row)
            groups.setdefault(part.start, (part, {}))[1].setdefault(rows.numbers[row], []).append(problem)
    return (QuarantinedRows(part, problems) for part, problems in groups.values())


def _mapping(tables: Mapping[str, Rows]) -> Iterable[SheetMapping]:
    for name, rows in tables.items():
        ends = [*(part.start for part in rows.parts[1:]), len(rows)]
        for part, end in zip(rows.parts, ends, strict=False):
            sheet, layout = part.sheet, part.layout
            yield SheetMapping(
                name,
                sheet.file,
                sheet.name,
                layout.first,
                end - part.start,
                dict(layout.headers),
                dict(layout.units),
                hidden=sheet.hidden,
            )


def _ignored_column(problem: Problem) -> IgnoredColumn:
    assert problem.table is not None  # noqa: S101 -- columns belong to tables
    assert problem.file is not None  # noqa: S101 -- likewise
    assert problem.column is not None  # noqa: S101 -- likewise
    return IgnoredColumn(
        problem.table,
        problem.file,
        problem.sheet,
        problem.column,
        problem.code.removesuffix("_column"),
        int(problem.details["count"]),
    )
