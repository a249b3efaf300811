from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.bilingual import Bilingual
from graphmodel.cli.console import note, progress_shown
from graphmodel.cli.language import say, spoken
from graphmodel.cli.options import as_of_option, speech_option
from graphmodel.errors import InputError

if TYPE_CHECKING:
    from graphmodel.graph import Conflict, Dataset
    from graphmodel.store import LoadSummary
    from graphmodel.store.loads import LoadRecord
    from loaders import CheckResult
    from loaders.resolve.recognition import Recognition

_CONFLICTS = Bilingual("conflicts of sources", "来源冲突")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--source",
    metavar="NAME",
    help="Whose rows these are; loaded again under the same name they replace what it listed before. "
    "Else what about.csv says, else the name of the first PATH.",
)
@click.option(
    "--quarantine",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the rows that cannot be used here, to be mended and loaded again.",
)
@click.option(
    "--resolve/--no-resolve",
    "resolving",
    default=True,
    show_default=True,
    help="Recognise units that this or another source lists already, by what was decided before, by codes and by names.",
)
@click.option(
    "--precedence",
    metavar="A,B,…",
    help="Sources in the order in which their values stand where they differ; else the order of loading.",
)
@click.option(
    "--conflicts",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write where sources differ to this .csv, .json or .xlsx: which property, both values, whose stands.",
)
@as_of_option
@speech_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    source: str | None,
    quarantine: Path | None,
    precedence: str | None,
    conflicts: Path | None,
    as_of: date | None,
    *,
    resolving: bool,
) -> None:
    """Check tables and write them to Neo4j.

    The same files again change nothing; changed files update what this source lists, and only that. What is no longer listed is
    removed, but never while rows are quarantined: what was loaded of them before stays until they are mended.
    What several sources list stands once, with the values of the source that comes first.
    Exit code: 0 clean, 1 rows quarantined or an id that another source uses for something else, 2 unreadable.

    \b
    gongjian load my-tables
    gongjian load june --source street-office --as-of 2024-06-30
    gongjian load july --source street-office --as-of 2024-07-31
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    import loaders  # noqa: PLC0415 -- `--help` needs neither readers nor driver
    from graphmodel.cli.editions import EditionWatch, tell_repeated  # noqa: PLC0415
    from graphmodel.store import LoadOptions, load_dataset  # noqa: PLC0415
    from loaders.resolve.recognition import Recognition  # noqa: PLC0415

    now = datetime.now(UTC)  # when something was loaded and decided is a fact of the day, not of the data
    with progress_shown() as progress:
        result = loaders.check(paths, as_of=as_of, source=source, progress=progress)
        quarantined = result.quarantined
        if not len(result.dataset):
            given = " ".join(paths)
            msg = Bilingual(
                f"found no row that can be used in {given}: `gongjian check` says why; nothing is loaded",
                f"{given} 中没有可用的行，未载入任何数据：原因见 `gongjian check {given}`",
            )
            raise InputError(msg)
        recognition = Recognition(at=now, progress=progress)
        watch = EditionWatch(recognition, result.about.source)
        options = LoadOptions(
            remove_unlisted=not quarantined,
            combiner=watch,
            precedence=named_sources(precedence),
            recognised=resolving,
            loaded_at=now,
            before=refusing_to_mix(result.dataset),
            after=recognition.keep,
        )
        summary = load_dataset(result.dataset, options=options, progress=progress)
    tell_recognised(recognition)
    click.echo(say(described(summary)))
    tell_repeated(watch.repeated, summary.source, paths, as_of)
    clashes = tell_conflicts(summary.conflicts, conflicts)
    if quarantined:
        _tell_quarantine(result, quarantined, paths, quarantine)
    if quarantined or clashes:
        ctx.exit(1)
    steps = "gongjian gaps · gongjian links · gongjian loads"
    click.echo(say(Bilingual(f"next: {steps}", f"下一步：{steps}")))


def named_sources(text: str | None) -> tuple[str, ...]:
    """Return the sources that a list with commas names, Chinese commas too."""
    return tuple(name.strip() for name in (text or "").replace("，", ",").split(",") if name.strip())


def refusing_to_mix(dataset: Dataset) -> Callable[[Sequence[LoadRecord]], None]:
    """Return what keeps real data and synthetic data apart, and says what else is in the database."""

    def refuse(loads: Sequence[LoadRecord]) -> None:
        others = {item.source: item.synthetic for item in loads if item.source != dataset.about.source}
        unlike = sorted(source for source, synthetic in others.items() if synthetic != dataset.about.synthetic)
        if unlike:
            what, other = ("synthetic", "not") if dataset.about.synthetic else ("not synthetic", "is")
            zh, other_zh = ("合成数据", "真实数据") if dataset.about.synthetic else ("真实数据", "合成数据")
            msg = Bilingual(
                f"these data are {what} and {unlike[0]!r} in the database {other}: they must not mix; remove that first with "
                f"`gongjian unload {unlike[0]}`, or set GONGJIAN_DATA_DIR to an empty folder for a database of its own",
                f"要载入的是{zh}，数据库中的 {unlike[0]!r} 是{other_zh}，两者不能混用：请先用 `gongjian unload {unlike[0]}` 移除，"
                "或将 GONGJIAN_DATA_DIR 设为空文件夹，另建数据库",
            )
            raise InputError(msg)
        if others:
            note(
                Bilingual(
                    f"the database also holds {', '.join(sorted(others))}: every analysis sees all of it together",
                    f"数据库中还有 {'、'.join(sorted(others))}：各项分析将一并计入",
                )
            )

    return refuse


def tell_recognised(recognition: Recognition) -> None:
    """Say how many units were recognised in several rows, and how many pairs are to be asked about."""
    found = recognition.resolution
    if found is not None and found.merged:
        note(
            Bilingual(
                f"{len(found.merged):,} units stand in more than one row and are one node each",
                f"{len(found.merged):,} 个单位出现在多行中，各合并为一个节点",
            )
        )
    if found is not None and found.review:
        note(
            Bilingual(
                f"{len(found.review):,} pairs may be one organization: `gongjian review -o pairs.xlsx` asks about them",
                f"{len(found.review):,} 对单位可能是同一家：用 `gongjian review -o pairs.xlsx` 逐对核对",
            )
        )


def tell_conflicts(conflicts: Sequence[Conflict], output: Path | None = None) -> int:
    """Say where sources differ, and write it to a file; return how many ids mean different kinds of things."""
    from graphmodel.cli.output import write_table  # noqa: PLC0415 -- as above
    from graphmodel.graph.combine import OTHER_TABLE, conflicts_frame  # noqa: PLC0415

    if output is not None:
        write_table(conflicts_frame(conflicts), output=output, title=say(_CONFLICTS))
    clashes = [item for item in conflicts if item.column == OTHER_TABLE]
    if clashes:
        shown = ", ".join(f"{item.id} ({item.kept_source})" for item in clashes[:10])
        more = " …" if len(clashes) > 10 else ""  # noqa: PLR2004 -- a line
        note(
            Bilingual(
                f"{len(clashes):,} ids are used by another source for something else, whose rows stand: {shown}{more}. "
                "Give them other ids and load again",
                f"{len(clashes):,} 个编码已被其他来源用于别的对象，以其为准：{shown}{more}。请改用其他编码后重新载入",
            )
        )
    if len(conflicts) > len(clashes):
        columns = Counter(item.column for item in conflicts if item.column != OTHER_TABLE)
        listed = " · ".join(f"{name} {count:,}" for name, count in columns.most_common())
        listed_zh = " · ".join(f"{_chinese(name)} {count:,}" for name, count in columns.most_common())
        first = next(item for item in conflicts if item.column != OTHER_TABLE)
        total = sum(columns.values())
        note(
            Bilingual(
                f"sources differ on {total:,} values ({listed}); the source that comes first stands, as in {first.id}: "
                f"{first.column} {first.kept} of {first.kept_source!r}, not {first.other} of {first.source!r}. "
                "--conflicts FILE.csv lists all, --precedence A,B changes who comes first",
                f"各来源有 {total:,} 处取值不同（{listed_zh}），以优先的来源为准，如 {first.id} 的{_chinese(first.column)}："
                f"取 {first.kept_source!r} 的 {first.kept}，不取 {first.source!r} 的 {first.other}。"
                "--conflicts 文件.csv 列出全部，--precedence 甲,乙 更改优先次序",
            )
        )
    return len(clashes)


def _chinese(column: str) -> str:
    """Return the Chinese name of a column, as the first table with one of this name has it."""
    from graphmodel.schema import BY_NAME  # noqa: PLC0415 -- as above

    found = (table.by_name[column].chinese for table in BY_NAME.values() if column in table.by_name)
    return next(found, column)


def described(summary: LoadSummary) -> Bilingual:
    """Return in one line what a load did."""
    size = f"{summary.nodes:,} nodes and {summary.relationships:,} relationships of {summary.source!r}"
    size_zh = f"{summary.source!r} 的 {summary.nodes:,} 个节点、{summary.relationships:,} 条关系"
    there = there_zh = ""
    if summary.shared_nodes or summary.shared_relationships:
        shared = f"{summary.shared_nodes:,} nodes and {summary.shared_relationships:,} relationships"
        there = f"; {shared} that it lists too were already there and stand as another source lists them"
        there_zh = (
            f"；其中 {summary.shared_nodes:,} 个节点、{summary.shared_relationships:,} 条关系已由其他来源列出，以其为准"
        )
    if summary.unchanged:
        return Bilingual(
            f"nothing to do: the database already holds these {size}{there}",
            f"无须载入：数据库中已有 {size_zh}{there_zh}",
        )
    line = f"loaded {size} by {summary.way}{there}"
    line_zh = f"已载入 {size_zh}{there_zh}"
    if summary.removed_nodes or summary.removed_relationships:
        removed, relationships = f"{summary.removed_nodes:,}", f"{summary.removed_relationships:,}"
        line += f"; removed {removed} and {relationships} that are no longer listed"
        line_zh += f"；已移除不再列出的 {removed} 个节点、{relationships} 条关系"
    return Bilingual(line, line_zh)


def _tell_quarantine(result: CheckResult, rows: int, paths: tuple[str, ...], folder: Path | None) -> None:
    import loaders  # noqa: PLC0415 -- as above

    if folder is None:
        given = " ".join(paths)
        note(
            Bilingual(
                f"{rows:,} rows are quarantined and not loaded: `gongjian check {given}` says why, --quarantine DIR keeps them",
                f"{rows:,} 行已隔离、未载入：原因见 `gongjian check {given}`，--quarantine 文件夹 可将其写出",
            )
        )
        return
    written = loaders.write_quarantine(result, folder, language=spoken())
    note(
        Bilingual(
            f"{rows:,} rows are quarantined in {written}: mend them there and load that file too",
            f"{rows:,} 行已隔离在 {written} 中：请在其中改好，再载入该文件",
        )
    )
