from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.cli.console import progress_shown
from graphmodel.cli.options import language_option
from graphmodel.errors import InputError
from graphmodel.progress import Progress
from graphmodel.schema import Bilingual, Language
from graphmodel.system_errors import reason_in_chinese

if TYPE_CHECKING:
    import networkx as nx

    from graphmodel.analysis.cobuilding import CobuildingNetwork
    from graphmodel.gaps import GapReport
    from graphmodel.gaps.summary import GapSummary
    from loaders import CheckResult

DISTRICT = "510106"
STREET = "510106032"
COMMUNITY = "510106032005"
TELLING = 5
PICTURES = ("coverage", "gap-map", "network", "chain")


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("gongjian-demo"),
    show_default=True,
    help="Where the tables, lists and charts are written.",
)
@language_option
def command(*, out: Path, language: Language) -> None:
    """Do the main job on the Jinniu case: server, check, load, gaps, links, charts.

    The chain of district, streets and communities is real; everything below community level is synthetic.

    \b
    gongjian demo
    gongjian demo --out my-demo
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    with progress_shown() as progress:
        with step(Bilingual("tables of the case", "生成案例表格"), language):
            tables = write_tables(out, progress)
        with step(Bilingual("checked", "校验"), language):
            result = checked(tables, progress)
        with step(Bilingual("Neo4j started and loaded", "启动 Neo4j 并载入"), language):
            click.echo(f"    {loaded(result, progress).in_language(language)}")
        with step(Bilingual("graph read back", "读回图"), language):
            graph = read_back(progress)
        with step(Bilingual("gaps found", "查找覆盖缺口"), language):
            report, summary = found(graph, out, language, progress)
        with step(Bilingual("links found", "查找共建关系"), language):
            network = linked(graph, out)
        with step(Bilingual("charts drawn", "绘图"), language):
            pictures = drawn(graph, out, language)
    show(report, summary, network, language)
    show_files(out, pictures, language)


@contextmanager
def step(title: Bilingual, language: Language) -> Iterator[None]:
    """Print a step and how long it took."""
    begin = time.perf_counter()
    yield
    seconds = f"{time.perf_counter() - begin:.1f}"
    click.echo(f"  ✓ {title.en}  {seconds} s" if language == "en" else f"  ✓ {title.zh}  {seconds} 秒")


def write_tables(out: Path, progress: Progress) -> Path:
    """Write the case's tables, and beside them the list of the gaps planted in it."""
    from loaders.cases import jinniu  # noqa: PLC0415 -- `--help` needs none of this

    folder = out / "tables"
    try:
        jinniu.write_case(folder, progress=progress)
        (folder / "ground_truth.csv").replace(out / "ground_truth.csv")
    except OSError as error:
        msg = Bilingual(
            f"cannot write to {out} ({error.strerror}): choose another folder with --out",
            f"无法写入 {out}（{reason_in_chinese(error)}）：请用 --out 另选文件夹",
        )
        raise InputError(msg) from error
    return folder


def checked(tables: Path, progress: Progress) -> CheckResult:
    """Read and validate the tables as any user's would be."""
    import loaders  # noqa: PLC0415 -- likewise

    return loaders.check([str(tables)], progress=progress)


def loaded(result: CheckResult, progress: Progress) -> Bilingual:
    """Load the case, unless the database already serves other data."""
    from graphmodel.cli.load import described  # noqa: PLC0415 -- likewise
    from graphmodel.store import connection_settings, load_dataset, open_session  # noqa: PLC0415
    from graphmodel.store.load import is_untouched  # noqa: PLC0415

    others: list[str] = []
    if not is_untouched():
        query = "MATCH (l:Load) WHERE l.source <> $own RETURN l.source"
        with open_session(connection_settings(progress=progress)) as session:
            others = session.run(query, own=result.about.source).value()
    if others:
        there = list(map(repr, others))
        msg = Bilingual(
            f"the database already holds {', '.join(there)}, and the demo would mix with it: give it a server of "
            "its own by setting GONGJIAN_DATA_DIR to an empty folder",
            f"数据库中已有 {'、'.join(there)}，演示数据会与之混在一起：请将 GONGJIAN_DATA_DIR 设为空文件夹，让演示另用一个数据库",
        )
        raise InputError(msg)
    return described(load_dataset(result.dataset, progress=progress))


def read_back(progress: Progress) -> nx.MultiDiGraph:
    """Read the whole graph from Neo4j into networkx."""
    from graphmodel.store import connection_settings, read_graph  # noqa: PLC0415 -- likewise

    return read_graph(connection_settings(progress=progress), progress=progress)


def found(graph: nx.MultiDiGraph, out: Path, language: Language, progress: Progress) -> tuple[GapReport, GapSummary]:
    """Find all gaps and rates, and write them as a workbook."""
    from graphmodel.gaps import find_gaps, official_table, summarize  # noqa: PLC0415 -- likewise
    from graphmodel.report.gaps import gap_sheets, headers_of, notes_of  # noqa: PLC0415 -- likewise
    from graphmodel.report.workbook import write_workbook  # noqa: PLC0415 -- likewise

    report = find_gaps(graph, progress=progress)
    summary = summarize(graph, report)
    sheets = gap_sheets(graph, report, summary, official_table(graph, scope=DISTRICT), language=language)
    write_workbook(sheets, out / "gaps.xlsx", headers=headers_of(language), notes=notes_of(report, language))
    return report, summary


def linked(graph: nx.MultiDiGraph, out: Path) -> CobuildingNetwork:
    """Find who builds with whom, and write it as a table."""
    from graphmodel.analysis.cobuilding import cobuilding  # noqa: PLC0415 -- likewise
    from graphmodel.cli.output import csv_of, write_file  # noqa: PLC0415 -- likewise

    network = cobuilding(graph)
    write_file(out / "links.csv", csv_of(network.frame.assign(data="synthetic")))
    return network


def drawn(graph: nx.MultiDiGraph, out: Path, language: Language) -> list[Path]:
    """Draw the charts that say most at first sight, each for a place of the level it shows; `gongjian chart` has more."""
    from graphmodel.charts.registry import charts, make_chart  # noqa: PLC0415 -- likewise
    from graphmodel.charts.save import save  # noqa: PLC0415 -- likewise

    places = {"district": DISTRICT, "street": STREET, "community": COMMUNITY}
    pictures = []
    for kind in PICTURES:
        scope = places[charts()[kind].best_level]
        figure, _ = make_chart(graph, kind=kind, scope=scope, language=language)
        path = out / "charts" / f"{kind}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        pictures.append(save(figure, path))
    return pictures


def show(report: GapReport, summary: GapSummary, network: CobuildingNetwork, language: Language) -> None:
    """Print the findings that tell most, the rates, and how much is linked."""
    from graphmodel.gaps import RATES  # noqa: PLC0415 -- likewise
    from graphmodel.gaps.highlights import highlights  # noqa: PLC0415 -- likewise
    from graphmodel.report.gaps import share  # noqa: PLC0415 -- likewise

    chinese = language == "zh"
    click.echo()
    click.echo(f"{'最值得注意的缺口' if chinese else 'The most telling gaps'} ({len(report):,})")
    inside = replace(report, findings=tuple(finding for finding in report.findings if DISTRICT in finding.scope))
    for number, item in enumerate(highlights(inside, count=TELLING), start=1):
        click.echo(f"  {number}. {item.sentence(language)}")
    click.echo()
    click.echo("金牛区覆盖率" if chinese else "Coverage rates of Jinniu District")
    rates = summary.rates.of(DISTRICT)
    for name, title in RATES.items():
        click.echo(f"  {share(rates[name])}  {title.in_language(language)}")
    click.echo()
    pairs, stakeholders = len(network.pairs), len(network.stakeholders)
    click.echo(
        f"共建关系：{stakeholders:,} 个主体，{pairs:,} 对"
        if chinese
        else f"Links: {stakeholders:,} stakeholders, {pairs:,} pairs"
    )
    click.echo("社区以下为合成数据" if chinese else "synthetic below community level")


def show_files(out: Path, pictures: list[Path], language: Language) -> None:
    """Print where everything is, and what to try next."""
    click.echo()
    for path in (out / "gaps.xlsx", out / "links.csv", *pictures, out / "tables", out / "ground_truth.csv"):
        click.echo(f"  {path}")
    click.echo()
    # From a checkout the command lies in its virtual environment, which need not be active.
    command_ = "gongjian" if shutil.which("gongjian") else sys.argv[0]
    click.echo(Bilingual("try next:", "接着可试：").in_language(language))
    own = Bilingual("then your own data: check, load", "再用自己的数据：check、load").in_language(language)
    for line in (
        f"gongjian gaps --scope {STREET} --lang {language}",
        "gongjian alliances",
        f"gongjian links --scope {STREET} -o links.xlsx",
        "gongjian query",
        f"gongjian chart network --scope {STREET} -o network.svg",
        f"gongjian template my-tables        # {own}",
    ):
        click.echo(f"  {line.replace('gongjian', command_, 1)}")
    stop = f"{command_} db stop"
    said = Bilingual(
        f"the server stays up for the next command; {stop} ends it",
        f"数据库服务保持运行，供后续命令使用；{stop} 可停止",
    )
    click.echo(said.in_language(language))
