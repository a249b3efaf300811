"""The tables of ``gongjian measures``: what each is called, and how it is computed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from graphmodel.errors import InputError
from graphmodel.progress import Progress
from graphmodel.schema import Language
from graphmodel.schema.model import Bilingual

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from graphmodel.analysis.cobuilding import CobuildingNetwork

EXACT_UP_TO = 10_000
"""Betweenness is exact in networks of at most so many stakeholders, else an estimate from `PIVOTS` starting points."""

PIVOTS = 1_000
_CLOSELY = 20

By = Literal["distance", "constraint"]

HEADERS: Mapping[str, str] = {
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
    "ties_dropped": "去除联系",
    "correlation": "秩相关",
    "top_kept": "前列保留",
    "first_kept": "首位保留",
    "partners": "伙伴数",
    "layers": "层数",
    "participation": "参与系数",
    "missing": "缺层",
    "lacks": "缺项",
    "ties_a": "甲层联系",
    "ties_b": "乙层联系",
    "shared": "共有",
    "jaccard": "Jaccard系数",
    "overlap": "重叠率",
    "street": "街道编码",
    "street_name": "街道",
    "development": "发展治理项目",
    "governance": "综合治理项目",
    "in_both": "双线参与方",
    "in_either": "参与方",
    "fusion": "双线融合度",
    "safety": "平安联创",
    "culture": "文化联建",
    "activity": "活动联办",
    "environment": "环境联治",
    "mediation": "矛盾联调",
    "in_degree": "接收",
    "out_degree": "提供",
    "raters": "评价方数",
    "power": "影响力",
    "involvement": "参与度",
    "resources": "资源投入",
    "reliability": "可靠性",
    "mission": "目标认同",
    "openness": "开放性",
    "trust": "信任",
    "trust_percent": "信任（%）",
    "value_percent": "价值（%）",
}


@dataclass(frozen=True)
class Asked:
    """The graph, and what is asked of it; the co-building network is made when a table first needs it."""

    graph: nx.MultiDiGraph
    scope: str | None
    layer: str | None
    group: str
    by: By
    seed: int
    language: Language
    progress: Progress

    @cached_property
    def network(self) -> CobuildingNetwork:
        """Who builds with whom."""
        from graphmodel.analysis.cobuilding import cobuilding  # noqa: PLC0415 -- help must not wait for numpy

        return cobuilding(self.graph, scope=self.scope, layer=self.layer)

    @cached_property
    def ties(self) -> nx.Graph:
        """The network as an ordinary graph; raises `InputError` where there is no tie to measure."""
        ties = self.network.simple_graph
        if not len(ties):
            msg = "found no co-building tie to measure: widen the scope, or leave out --layer"
            raise InputError(msg)
        return ties

    @cached_property
    def groups(self) -> Mapping[str, str | None]:
        """The sector or street of each stakeholder, by id, in words."""
        from graphmodel.analysis.measures.stakeholder_groups import sectors_of, streets_of  # noqa: PLC0415 -- likewise
        from graphmodel.analysis.stakeholders import STAKEHOLDER_KINDS  # noqa: PLC0415 -- likewise

        if self.group == "street":
            found = streets_of(self.graph, self.ties)
            # A name alone may stand for two streets.
            named = {
                street: f"{self.graph.nodes[street].get('name', '')} {street}" for street in found.values() if street
            }
            words = {street: name.strip() for street, name in named.items()}
        else:
            found = sectors_of(self.graph, self.ties)
            chinese = self.language == "zh"
            words = dict(STAKEHOLDER_KINDS) if chinese else {kind: kind for kind in STAKEHOLDER_KINDS}
        return {node: words[value] if value else None for node, value in found.items()}

    @property
    def pivots(self) -> int | None:
        """From how many starting points betweenness is estimated, None where it is exact."""
        return PIVOTS if len(self.ties) > EXACT_UP_TO else None

    @property
    def parameters(self) -> dict[str, Any]:
        """What is handed on to whatever draws at random."""
        return {"seed": self.seed, "progress": self.progress}


def _positions(asked: Asked) -> pd.DataFrame:
    from graphmodel.analysis.measures import position_measures, survey_ratings  # noqa: PLC0415 -- likewise

    known = {node: group for node, group in asked.groups.items() if group is not None}
    ratings = survey_ratings(asked.graph)
    return position_measures(
        asked.ties,
        weight="weight",
        group=known or None,
        survey=None if ratings.empty else ratings,
        pivots=asked.pivots,
        **asked.parameters,
    ).frame


def _network(asked: Asked) -> pd.DataFrame:
    from graphmodel.analysis.measures import network_measures  # noqa: PLC0415 -- likewise

    frame = network_measures(asked.ties, weight="weight", pivots=asked.pivots, **asked.parameters).frame
    return frame.rename(columns={"chinese": "name"}).loc[frame["value"].notna()].reset_index(drop=True)


def _holes(asked: Asked) -> pd.DataFrame:
    from graphmodel.analysis.measures import group_holes  # noqa: PLC0415 -- likewise

    frame = group_holes(asked.ties, group=asked.groups)
    frame["by"] = [[_name(asked.ties, node) for node in nodes] for nodes in frame["by"]]
    return frame


def _departures(asked: Asked) -> pd.DataFrame:
    from graphmodel.analysis.measures import departures  # noqa: PLC0415 -- likewise

    groups = asked.groups if any(asked.groups.values()) else None
    found = departures(asked.ties, group=groups, closely=_CLOSELY, progress=asked.progress)
    return _with_names(found, asked.ties, "id")


def _new_ties(asked: Asked) -> pd.DataFrame:
    from graphmodel.analysis.measures import new_ties  # noqa: PLC0415 -- likewise

    frame = new_ties(asked.ties, by=asked.by, progress=asked.progress).frame
    return _with_names(frame, asked.ties, "a", "b")


def _context(asked: Asked) -> pd.DataFrame:
    from graphmodel.analysis.measures import network_context  # noqa: PLC0415 -- likewise

    return network_context(asked.ties, **asked.parameters)


def _position_context(asked: Asked) -> pd.DataFrame:
    from graphmodel.analysis.measures import position_context  # noqa: PLC0415 -- likewise

    return _with_names(position_context(asked.ties, **asked.parameters), asked.ties, "id")


def _stability(asked: Asked) -> pd.DataFrame:
    from graphmodel.analysis.measures import rank_stability  # noqa: PLC0415 -- likewise

    return rank_stability(asked.ties, **asked.parameters)


def _layers(asked: Asked) -> pd.DataFrame:
    from graphmodel.analysis.layers import layer_networks, stakeholder_layers  # noqa: PLC0415 -- likewise

    return stakeholder_layers(layer_networks(asked.network))


def _overlap(asked: Asked) -> pd.DataFrame:
    from graphmodel.analysis.layers import layer_networks, layer_overlap  # noqa: PLC0415 -- likewise

    return layer_overlap(layer_networks(asked.network))


def _communities(asked: Asked) -> pd.DataFrame:
    from graphmodel.analysis.layers import community_layers  # noqa: PLC0415 -- likewise

    return community_layers(asked.graph, scope=asked.scope).frame


def _centres(asked: Asked) -> pd.DataFrame:
    """Tell of each kind of centre how many others it gives data to and gets data from, and how it is placed."""
    from graphmodel.analysis.measures import position_measures  # noqa: PLC0415 -- likewise

    return _with_kinds(asked, position_measures(_exchanges_of(asked), progress=asked.progress).frame, "id")


def _exchanges(asked: Asked) -> pd.DataFrame:
    """Tell of each exchange that there is not, from which centre to which, what it would bring."""
    from graphmodel.analysis.measures import new_ties  # noqa: PLC0415 -- likewise

    return _with_kinds(asked, new_ties(_exchanges_of(asked), by=asked.by, progress=asked.progress).frame, "a", "b")


def _exchanges_of(asked: Asked) -> nx.DiGraph:
    from graphmodel.analysis.measures import exchange_network  # noqa: PLC0415 -- likewise

    centres = exchange_network(asked.graph, scope=asked.scope, by_kind=True)
    if not len(centres):
        msg = "found none of the five centres: fill in the table service_centres 中心与阵地, or widen the scope"
        raise InputError(msg)
    return centres


def _survey(asked: Asked) -> pd.DataFrame:
    from graphmodel.analysis.measures import survey_ratings, survey_scores  # noqa: PLC0415 -- likewise

    ratings = survey_ratings(asked.graph, scope=asked.scope)
    if ratings.empty:
        msg = "found no rating: fill in the table survey 合作评价 (`gongjian template`), or widen the scope"
        raise InputError(msg)
    frame = survey_scores(ratings)
    frame.insert(1, "name", [_name(asked.graph, node) for node in frame["id"]])
    return frame.sort_values(["trust", "value", "id"], ascending=[False, False, True], ignore_index=True)


def _with_names(frame: pd.DataFrame, ties: nx.Graph, *columns: str) -> pd.DataFrame:
    for column in columns:
        name = "name" if column == "id" else f"{column}_name"
        frame.insert(frame.columns.get_loc(column) + 1, name, [_name(ties, node) for node in frame[column]])
    return frame


def _with_kinds(asked: Asked, frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    from graphmodel.schema.tables.services import CENTRE_KINDS  # noqa: PLC0415 -- likewise

    words = {kind.value: kind.chinese if asked.language == "zh" else kind.value for kind in CENTRE_KINDS}
    for column in columns:
        name = "name" if column == "id" else f"{column}_name"
        if name in frame:
            frame = frame.drop(columns=name)
        frame.insert(frame.columns.get_loc(column) + 1, name, [words[kind] for kind in frame[column]])
    return frame


def in_words(frame: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Return a table with its layers, single ones and tuples of them, in the words of the language."""
    from graphmodel.schema.enumerations import LAYERS  # noqa: PLC0415 -- likewise

    if language == "en":
        return frame
    words = {layer.value: layer.chinese for layer in LAYERS}

    def said(value: Any) -> Any:
        return tuple(words.get(item, item) for item in value) if isinstance(value, tuple) else words.get(value, value)

    chosen = [name for name in ("a", "b", "missing", "lacks") if name in frame]
    return frame.assign(**{name: [said(value) for value in frame[name]] for name in chosen})


def _name(graph: nx.Graph, node: str) -> str:
    return str(graph.nodes[node].get("name", node))


class Table(NamedTuple):
    """A table: its title, what it tells (for the help), how it is computed, whether it measures the co-building network, and headers of its own."""

    title: Bilingual
    tells: str
    compute: Callable[[Asked], pd.DataFrame]
    of_ties: bool = True
    headers: Mapping[str, str] = MappingProxyType({})


TABLES: Mapping[str, Table] = {
    "positions": Table(
        Bilingual("Positions in the co-building network", "网络位置"), "of each stakeholder", _positions
    ),
    "network": Table(Bilingual("The co-building network", "整体网络"), "of the whole", _network),
    "holes": Table(Bilingual("Holes between groups", "组间空洞"), "between groups", _holes),
    "departures": Table(
        Bilingual("What is lost when one leaves", "退出影响"), "what is lost when one leaves", _departures
    ),
    "new-ties": Table(
        Bilingual("New ties that help most", "新增联系"), "which new tie would bring all closest (--by)", _new_ties
    ),
    "context": Table(
        Bilingual("Beside random networks of the same degrees", "随机对照"),
        "the whole beside random networks",
        _context,
    ),
    "position-context": Table(
        Bilingual("Positions beside random networks of the same degrees", "位置的随机对照"),
        "positions beside random networks",
        _position_context,
    ),
    "stability": Table(
        Bilingual("If ties were missing", "排名稳定性"),
        "of rankings, if ties were missing",
        _stability,
        headers={"missing": "缺失比例"},
    ),
    "layers": Table(
        Bilingual("Over the five layers", "五联参与"),
        "over which layers each stakeholder builds",
        _layers,
        of_ties=False,
    ),
    "overlap": Table(Bilingual("What layers share", "五联重叠"), "what layers share", _overlap, of_ties=False),
    "communities": Table(
        Bilingual("Layers and lines of communities", "社区五联与双线"),
        "layers that communities lack, and the fusion of their lines",
        _communities,
        of_ties=False,
    ),
    "centres": Table(
        Bilingual("The five centres and the data they pass", "五中心数据共享"),
        "the five centres",
        _centres,
        of_ties=False,
    ),
    "exchanges": Table(
        Bilingual("Exchanges between centres that help most", "五中心新增共享"),
        "which exchange between centres would help most (--by)",
        _exchanges,
        of_ties=False,
    ),
    "survey": Table(
        Bilingual("Trust and value, as partners rate them", "信任与价值评分"),
        "trust and value, from the survey",
        _survey,
        of_ties=False,
        headers={"value": "价值"},
    ),
}
"""Every table, by the name that ``--of`` takes."""
