"""``gongjian measures``: the co-building network and everybody's position in it, in figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from graphmodel.cli.console import progress_shown
from graphmodel.cli.options import language_option, output_options
from graphmodel.cli.source import open_graph, place_code, source_options
from graphmodel.errors import InputError
from graphmodel.progress import Progress
from graphmodel.schema import Language
from graphmodel.schema.model import Bilingual

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

_EXACT_UP_TO = 10_000
_PIVOTS = 1_000
_CLOSELY = 20

_HEADERS = {
    "measure": "指标",
    "value": "数值",
    "meaning": "含义",
    "id": "编码",
    "name": "名称",
    "group": "分组",
    "degree": "伙伴数",
    "strength": "加权度",
    "betweenness": "中介中心度",
    "closeness": "接近中心度",
    "core": "k核",
    "constraint": "约束度",
    "effective_size": "有效规模",
    "efficiency": "效率",
    "hierarchy": "等级度",
    "in_core": "属核心",
    "community": "社群",
    "community_stability": "社群稳定性",
    "non_redundant_ties": "非冗余联系",
    "relative_connectivity": "相对联结度",
    "coordinator": "协调者",
    "itinerant": "顾问者",
    "representative": "代表者",
    "gatekeeper": "守门者",
    "liaison": "联络者",
    "total": "中介合计",
    "a": "甲",
    "b": "乙",
    "a_name": "甲方",
    "b_name": "乙方",
    "ties": "联系数",
    "possible": "可能数",
    "density": "密度",
    "expected": "期望数",
    "ratio": "实际/期望",
    "go_betweens": "可牵线数",
    "by": "可牵线者",
    "left_alone": "致孤立伙伴",
    "cut_point": "割点",
    "pairs_parted": "断开的对",
    "efficiency_loss": "效率损失",
    "group_links_lost": "失去的跨组联系",
    "steps": "现距离",
    "after": "之后",
    "fall": "下降",
    "observed": "实测",
    "mean": "随机均值",
    "sd": "标准差",
    "low": "下限",
    "high": "上限",
    "quantile": "分位",
    "missing": "缺失比例",
    "ties_dropped": "去除联系",
    "correlation": "秩相关",
    "top_kept": "前列保留",
    "first_kept": "首位保留",
}
_SHOWN = (
    "name",
    "group",
    "degree",
    "strength",
    "betweenness",
    "closeness",
    "core",
    "constraint",
    "effective_size",
    "total",
)
_WAYS = ("positions", "network", "holes", "departures", "new-ties", "context", "stability")


@click.command("measures")
@source_options
@click.option("--layer", help="Only one of the five layers: safety 平安联创, culture 文化联建, activity 活动联办, …")
@click.option(
    "--of",
    "way",
    type=click.Choice(_WAYS),
    help=(
        "positions: of each stakeholder; network: of the whole; holes: between groups; departures: what is lost when one"
        " leaves; new-ties: which new tie would bring all closest; context: beside random networks; stability: of rankings."
    ),
)
@click.option("--group", type=click.Choice(["sector", "street"]), default="sector", show_default=True, help="Groups.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of what is drawn at random.")
@click.option("--top", type=click.IntRange(min=0), default=20, show_default=True, help="Rows shown as text; 0: all.")
@language_option
@output_options("text", "csv", "json", "xlsx")
def command(
    *,
    from_paths: tuple[str, ...],
    scope: str | None,
    as_of: date | None,
    layer: str | None,
    way: str | None,
    group: str,
    seed: int,
    top: int,
    language: Language,
    format_: str | None,
    output: Path | None,
) -> None:
    """Measure the co-building network: the whole, and every stakeholder's position in it.

    Without --of: the positions; as XLSX also the whole network, holes between groups, and departures.

    \b
    gongjian measures --group street
    gongjian measures --from my-tables --layer 文化联建 -o measures.xlsx
    gongjian measures --of departures --format csv
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from graphmodel.analysis.provenance import provenance  # noqa: PLC0415 -- help must not wait for numpy
    from graphmodel.cli.output import choose_format, write_table, write_workbook  # noqa: PLC0415 -- likewise

    chosen = choose_format(format_, output)
    with progress_shown() as progress:
        graph = open_graph(from_paths, as_of=as_of, progress=progress)
        scope = place_code(graph, scope)
        measured = _measured(graph, scope=scope, layer=layer, group=group, asked=_Asked(seed, language, progress))
        ways = [way] if way else ["network", "positions", "holes", "departures"] if chosen == "xlsx" else ["positions"]
        frames = {name: _TABLES[name].compute(measured) for name in ways}
        notes = [*_notes(measured, summary=way is None), *provenance(graph, scope=scope).lines(language)]
    headers = _HEADERS if language == "zh" else {}
    if chosen == "xlsx" and output is not None:
        sheets = {f"{_TABLES[name].title.zh} {name}": frame for name, frame in frames.items()}
        write_workbook(sheets, output, headers=headers, notes=notes)
        return
    [(name, frame)] = frames.items()
    if chosen == "text":
        title = _TABLES[name].title.in_language(language)
        frame, notes = _readable(frame, top=0 if name == "network" else top, notes=notes, language=language)
        write_table(frame, format_=chosen, output=output, title=title, headers=headers, notes=notes)
    else:
        write_table(frame, format_=chosen, output=output)


class _Asked(NamedTuple):
    seed: int
    language: Language
    progress: Progress


@dataclass(frozen=True, slots=True)
class _Measured:
    """The network to measure, and how; ``groups`` are by id, so that names need not differ."""

    graph: nx.Graph
    groups: Mapping[str, str | None]
    asked: _Asked

    @property
    def pivots(self) -> int | None:
        return _PIVOTS if len(self.graph) > _EXACT_UP_TO else None

    @property
    def parameters(self) -> dict[str, Any]:
        return {"seed": self.asked.seed, "progress": self.asked.progress}


def _measured(graph: nx.MultiDiGraph, *, scope: str | None, layer: str | None, group: str, asked: _Asked) -> _Measured:
    from graphmodel.analysis.cobuilding import cobuilding  # noqa: PLC0415 -- likewise
    from graphmodel.analysis.measures.stakeholder_groups import sectors_of, streets_of  # noqa: PLC0415 -- likewise
    from graphmodel.analysis.stakeholders import STAKEHOLDER_KINDS  # noqa: PLC0415 -- likewise

    ties = cobuilding(graph, scope=scope, layer=layer).simple_graph
    if not len(ties):
        msg = "found no co-building tie to measure: widen the scope, or leave out --layer"
        raise InputError(msg)
    if group == "street":
        groups = streets_of(graph, ties)
        # A name alone may stand for two streets.
        words = {
            street: f"{graph.nodes[street].get('name', '')} {street}".strip() for street in groups.values() if street
        }
    else:
        groups = sectors_of(graph, ties)
        words = dict(STAKEHOLDER_KINDS) if asked.language == "zh" else {kind: kind for kind in STAKEHOLDER_KINDS}
    return _Measured(ties, {node: words[value] if value else None for node, value in groups.items()}, asked)


def _positions(measured: _Measured) -> pd.DataFrame:
    from graphmodel.analysis.measures import position_measures  # noqa: PLC0415 -- likewise

    known = {node: group for node, group in measured.groups.items() if group is not None}
    found = position_measures(
        measured.graph, weight="weight", group=known or None, pivots=measured.pivots, **measured.parameters
    )
    return found.frame


def _network(measured: _Measured) -> pd.DataFrame:
    from graphmodel.analysis.measures import network_measures  # noqa: PLC0415 -- likewise

    frame = network_measures(measured.graph, weight="weight", pivots=measured.pivots, **measured.parameters).frame
    return frame.rename(columns={"chinese": "name"}).loc[frame["value"].notna()].reset_index(drop=True)


def _holes(measured: _Measured) -> pd.DataFrame:
    from graphmodel.analysis.measures import group_holes  # noqa: PLC0415 -- likewise

    frame = group_holes(measured.graph, group=measured.groups)
    frame["by"] = [[_name(measured, node) for node in nodes] for nodes in frame["by"]]
    return frame


def _departures(measured: _Measured) -> pd.DataFrame:
    from graphmodel.analysis.measures import departures  # noqa: PLC0415 -- likewise

    groups = measured.groups if any(measured.groups.values()) else None
    return _with_names(
        departures(measured.graph, group=groups, closely=_CLOSELY, progress=measured.asked.progress), measured, "id"
    )


def _new_ties(measured: _Measured) -> pd.DataFrame:
    from graphmodel.analysis.measures import new_ties  # noqa: PLC0415 -- likewise

    frame = new_ties(measured.graph, progress=measured.asked.progress).frame
    return _with_names(_with_names(frame, measured, "a"), measured, "b")


def _context(measured: _Measured) -> pd.DataFrame:
    from graphmodel.analysis.measures import network_context  # noqa: PLC0415 -- likewise

    return network_context(measured.graph, **measured.parameters)


def _stability(measured: _Measured) -> pd.DataFrame:
    from graphmodel.analysis.measures import rank_stability  # noqa: PLC0415 -- likewise

    return rank_stability(measured.graph, **measured.parameters)


def _with_names(frame: pd.DataFrame, measured: _Measured, column: str) -> pd.DataFrame:
    name = "name" if column == "id" else f"{column}_name"
    frame.insert(frame.columns.get_loc(column) + 1, name, [_name(measured, node) for node in frame[column]])
    return frame


def _name(measured: _Measured, node: str) -> str:
    return str(measured.graph.nodes[node].get("name", node))


class _Table(NamedTuple):
    title: Bilingual
    compute: Callable[[_Measured], pd.DataFrame]


_TABLES = {
    "positions": _Table(Bilingual("Positions in the co-building network", "网络位置"), _positions),
    "network": _Table(Bilingual("The co-building network", "整体网络"), _network),
    "holes": _Table(Bilingual("Holes between groups", "组间空洞"), _holes),
    "departures": _Table(Bilingual("What is lost when one leaves", "退出影响"), _departures),
    "new-ties": _Table(Bilingual("New ties that bring all closer", "新增联系"), _new_ties),
    "context": _Table(Bilingual("Beside random networks of the same degrees", "随机对照"), _context),
    "stability": _Table(Bilingual("If ties were missing", "排名稳定性"), _stability),
}


def _notes(measured: _Measured, *, summary: bool) -> list[str]:
    from graphmodel.analysis.measures import network_measures  # noqa: PLC0415 -- likewise

    language = measured.asked.language
    lines = []
    if summary:
        names = ("nodes", "ties", "density", "components", "transitivity", "degree_centralization")
        found = network_measures(measured.graph, only=names)
        words = found.frame["chinese"].tolist() if language == "zh" else found.frame["measure"].tolist()
        values = (_number(value) for value in found.frame["value"])
        lines.append(" · ".join(f"{word} {value}" for word, value in zip(words, values, strict=True)))
    unknown = sum(group is None for group in measured.groups.values())
    if unknown:
        english = f"{unknown} stakeholders lie in no group and have no brokerage roles"
        lines.append(english if language == "en" else f"{unknown} 个主体不属任何分组，没有中介角色")
    if measured.pivots:
        english = f"betweenness is an estimate from {measured.pivots:,} starting points, seed {measured.asked.seed}"
        estimate = f"中介中心度由 {measured.pivots:,} 个起点估计，种子 {measured.asked.seed}"
        lines.append(english if language == "en" else estimate)
    untied = "only stakeholders with a tie are measured" if language == "en" else "只计有共建联系的主体"
    return [*lines, untied]


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else f"{value:.3f}"


def _readable(frame: pd.DataFrame, *, top: int, notes: list[str], language: Language) -> tuple[pd.DataFrame, list[str]]:
    """Keep what fits a terminal, rounded."""
    shown = frame if top == 0 else frame.head(top)
    if len(shown) < len(frame):
        cut = f"显示前 {len(shown)} 行，共 {len(frame):,} 行；--top 0 显示全部"
        english = f"shown: the first {len(shown)} of {len(frame):,}; --top 0 shows all"
        notes = [english if language == "en" else cut, *notes]
    if "betweenness" in shown:
        shown = shown[[name for name in _SHOWN if name in shown]]
    return shown.apply(_rounded), notes


def _rounded(column: pd.Series) -> pd.Series:
    import pandas as pd  # noqa: PLC0415 -- likewise

    if column.dtype != object:
        return column.round(3) if pd.api.types.is_float_dtype(column.dtype) else column
    # A whole number beside fractions stays one.
    values = [round(value, 3) if isinstance(value, float) else value for value in column]
    return pd.Series(values, index=column.index, dtype=object)
