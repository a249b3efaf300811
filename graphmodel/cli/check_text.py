"""What `gongjian check` found, in the lines that it prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len

from graphmodel.schema import BY_NAME, Bilingual, Language

if TYPE_CHECKING:
    from loaders import CheckResult
    from loaders.absent_columns import AbsentColumn
    from loaders.problems import Problem
    from loaders.report import SheetMapping
    from loaders.told import Told

SHOWN = 5
"""Problems of one kind and column that the text shows; JSON and the quarantine have all."""

_WHY = {
    "unknown": Bilingual("not known", "未识别"),
    "private": Bilingual("personal data", "个人信息"),
    "duplicate": Bilingual("another column is read for it", "与另一列重复"),
}
_SEVERITY = {"error": Bilingual("error", "错误"), "warning": Bilingual("warning", "提醒")}
_COUNTED = (
    Bilingual("read", "读入"),
    Bilingual("accepted", "接受"),
    Bilingual("merged", "合并"),
    Bilingual("quarantined", "隔离"),
)
_WIDTHS = (10, 10, 10, 13)
_TABLE_WIDTH = 24


def described(
    result: CheckResult, paths: tuple[str, ...], written: Path | None, language: Language = "en"
) -> Iterator[str]:
    """Yield what was read as what, what became of the rows, what is wrong, and what to do next."""
    from loaders.told import told  # noqa: PLC0415 -- `--help` needs no readers

    found = told(result)
    yield from _mapping(result, language)
    yield from _counts(result, language)
    yield from _problems(found, language)
    yield _next(result, found.absent, paths, written, language)


def _mapping(result: CheckResult, language: Language) -> Iterator[str]:
    about, zh = result.about, language == "zh"
    title = about.title or about.source
    if zh:
        yield f"{title} · 数据日期 {about.as_of or '未知'}{' · 合成数据' if about.synthetic else ''}"
    else:
        yield f"{title} · as of {about.as_of or 'unknown'}{' · synthetic' if about.synthetic else ''}"
    yield ""
    yield "读作" if zh else "read as"
    for item in result.mapping:
        yield f"  {_sheet(item, language)}"
    if result.ignored_columns:
        yield "略去的列" if zh else "columns left out"
        for column in result.ignored_columns:
            place = column.file if column.sheet is None else f"{column.file} [{column.sheet}]"
            why = _WHY[column.why].in_language(language)
            filled = f"（{why}，{column.filled:,}个单元格）" if zh else f" ({why}, {column.filled:,} filled cells)"
            yield f"  {place}: {column.header}{filled}"
    if result.dataset.absent:
        names = [_table(name, language) for name in result.dataset.absent]
        yield f"未提供的表：{'、'.join(names)}" if zh else f"tables not given: {', '.join(names)}"
    yield ""


def _table(name: str, language: Language) -> str:
    return BY_NAME[name].chinese if language == "zh" and name in BY_NAME else name


def _column(table: str | None, name: str, language: Language) -> str:
    """Return the name of a column; a header that is none of ours stays as it is."""
    column = BY_NAME[table].by_name.get(name) if table in BY_NAME and table is not None else None
    return column.chinese if column is not None and language == "zh" else name


def _sheet(item: SheetMapping, language: Language) -> str:
    """Return one line: the sheet, its table, how many columns have a name of the table's own, and the others with what they became."""
    table, zh = BY_NAME[item.table], language == "zh"
    place = item.file if item.sheet is None else f"{item.file} [{item.sheet}]"
    own = [name for name, header in item.headers.items() if header in (name, table.column(name).chinese)]
    told = [
        f"{' '.join(header.split())} → {_column(item.table, name, language)}"
        for name, header in item.headers.items()
        if name not in own
    ]
    for name, unit in item.units.items():
        told.append(f"{_column(item.table, name, language)}以{unit}计" if zh else f"{name} in {unit}")
    if own:
        told.insert(0, f"{len(own)}列为本表表头" if zh else f"{len(own)} columns by their own names")
    if zh:
        hidden = "，隐藏" if item.hidden else ""
        return f"{place} → {table.chinese}（表头在第{item.header_row}行{hidden}）：{'，'.join(told)}"
    hidden = ", hidden" if item.hidden else ""
    return f"{place} → {item.table} (header in row {item.header_row}{hidden}): {', '.join(told)}"


def _counts(result: CheckResult, language: Language) -> Iterator[str]:
    zh = language == "zh"
    headings = [heading.in_language(language) for heading in _COUNTED]
    yield _line("表" if zh else "table", headings)
    for name, counts in result.counts.items():
        numbers = (counts.read, counts.accepted, counts.merged, counts.quarantined)
        line = _line(_table(name, language), [f"{number:,}" for number in numbers])
        if counts.consequences:
            line += (
                f"（{counts.causes:,}行自身有误，{counts.consequences:,}行引用了它们）"
                if zh
                else f"  ({counts.causes:,} by errors of their own, {counts.consequences:,} that refer to them)"
            )
        if counts.footers:
            line += (
                f"（另有{counts.footers:,}行表尾不计）" if zh else f"  ({counts.footers:,} footer lines are no rows)"
            )
        yield line
    yield ""


def _line(first: str, cells: list[str]) -> str:
    """Return a line of the table of counts; a Chinese character is as wide as two others."""
    padded = [" " * (width - cell_len(cell)) + cell for cell, width in zip(cells, _WIDTHS, strict=True)]
    return first + " " * (_TABLE_WIDTH - cell_len(first)) + "".join(padded)


def _problems(found: Told, language: Language) -> Iterator[str]:
    from loaders.absent_columns import ABSENT  # noqa: PLC0415 -- as above

    for column in found.absent:
        yield f"{_SEVERITY['error'].in_language(language)} {ABSENT}{_colon(language)}{column.message(language)}"
    # Columns that are not read have been told with the sheets.
    groups = [group for group in found.groups if not group[0].code.endswith("_column")]
    for group in groups:
        yield from _group(group, language)
    if groups or found.absent:
        yield ""


def _colon(language: Language) -> str:
    return "：" if language == "zh" else ": "


def _group(problems: Sequence[Problem], language: Language) -> Iterator[str]:
    """Yield what problems of one kind and column have in common, and the first of them."""
    first, zh = problems[0], language == "zh"
    column = _column(first.table, first.column, language) if first.column else ""
    where = ".".join(part for part in (_table(first.table or "", language), column) if part)
    severity, title = _SEVERITY[first.severity].in_language(language), first.kind.title.in_language(language)
    where = where and (f"（{where}）" if zh else f" in {where}")
    yield f"{severity} {first.code}{where}{_colon(language)}{len(problems):,} × {title}"
    for problem in problems[:SHOWN]:
        place = ":".join(str(part) for part in (problem.file, problem.sheet, problem.row, column) if part)
        yield f"  {f'{place}: ' if place else ''}{problem.message(language)}"
    if len(problems) > SHOWN:
        more = len(problems) - SHOWN
        yield f"  … 另有{more:,}条" if zh else f"  … and {more:,} more"


def _next(
    result: CheckResult,
    absent: tuple[AbsentColumn, ...],
    paths: tuple[str, ...],
    written: Path | None,
    language: Language,
) -> str:
    given, rows = " ".join(paths), result.quarantined
    if not rows:
        said = Bilingual(f"clean; next: gongjian load {given}", f"没有问题；下一步：gongjian load {given}")
    elif absent:
        made = f"gongjian map {given} -o mapping.toml"
        said = Bilingual(
            f"{rows:,} rows cannot be used; next: rename the headers named above, or {made} proposes which column is which",
            f"{rows:,}行不能用；下一步：改好上面所说的表头，或用 {made} 建议各列的对应关系",
        )
    elif written is None:
        made = f"gongjian check {given} --quarantine"
        said = Bilingual(
            f"{rows:,} rows cannot be used; next: {made} DIR writes them to a workbook to mend",
            f"{rows:,}行不能用；下一步：{made} 文件夹，把它们写成待改的工作簿",
        )
    else:
        again = f"gongjian check {given} {written}"
        said = Bilingual(
            f"{rows:,} rows are in {written}; next: mend them there, then {again}",
            f"{rows:,}行在 {written} 中；下一步：在其中改好，再 {again}",
        )
    return said.in_language(language)
