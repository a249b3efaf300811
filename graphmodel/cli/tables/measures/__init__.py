"""The tables of ``gongjian measures``, one file a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from graphmodel.bilingual import Bilingual
from graphmodel.cli.tables.measures import centres, certainty, layers, positions, survey
from graphmodel.cli.tables.measures.asked import Asked, By
from graphmodel.cli.tables.measures.headers import HEADERS
from graphmodel.schema import Language

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["HEADERS", "TABLES", "Asked", "By", "Table", "in_words"]


class Table(NamedTuple):
    """A table: its title, what it tells (for the help), how it is computed, whether it measures the co-building network, and headers of its own."""

    title: Bilingual
    tells: str
    compute: Callable[[Asked], pd.DataFrame]
    of_ties: bool = True
    headers: Mapping[str, str] = MappingProxyType({})


TABLES: Mapping[str, Table] = {
    "positions": Table(
        Bilingual("Positions in the co-building network", "网络位置"), "of each stakeholder", positions.positions
    ),
    "network": Table(Bilingual("The co-building network", "整体网络"), "of the whole", positions.network),
    "holes": Table(Bilingual("Holes between groups", "组间空洞"), "between groups", positions.holes),
    "departures": Table(
        Bilingual("What is lost when one leaves", "退出影响"), "what is lost when one leaves", positions.departures
    ),
    "new-ties": Table(
        Bilingual("New ties that help most", "新增联系"),
        "which new tie would bring all closest (--by)",
        positions.new_ties,
    ),
    "context": Table(
        Bilingual("Beside random networks of the same degrees", "随机对照"),
        "the whole beside random networks",
        certainty.context,
    ),
    "position-context": Table(
        Bilingual("Positions beside random networks of the same degrees", "位置的随机对照"),
        "positions beside random networks",
        certainty.position_context,
    ),
    "stability": Table(
        Bilingual("If ties were missing", "排名稳定性"),
        "of rankings, if ties were missing",
        certainty.stability,
        headers={"missing": "缺失比例"},
    ),
    "layers": Table(
        Bilingual("Over the five layers", "五联参与"),
        "over which layers each stakeholder builds",
        layers.layers,
        of_ties=False,
    ),
    "overlap": Table(Bilingual("What layers share", "五联重叠"), "what layers share", layers.overlap, of_ties=False),
    "communities": Table(
        Bilingual("Layers and lines of communities", "社区五联与双线"),
        "layers that communities lack, and the fusion of their lines",
        layers.communities,
        of_ties=False,
    ),
    "centres": Table(
        Bilingual("The five centres and the data they pass", "五中心数据共享"),
        "the five centres",
        centres.centres,
        of_ties=False,
    ),
    "exchanges": Table(
        Bilingual("Exchanges between centres that help most", "五中心新增共享"),
        "which exchange between centres would help most (--by)",
        centres.exchanges,
        of_ties=False,
    ),
    "centre-holes": Table(
        Bilingual("Holes between the five centres", "五中心间空洞"),
        "between which centres no data pass",
        centres.holes,
        of_ties=False,
    ),
    "survey": Table(
        Bilingual("Trust and value, as partners rate them", "信任与价值评分"),
        "trust and value, from the survey",
        survey.survey,
        of_ties=False,
        headers={"value": "价值"},
    ),
}
"""Every table, by the name that ``--of`` takes."""


def in_words(frame: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Return a table with its layers, single ones and tuples of them, in the words of the language."""
    from graphmodel.schema.enumerations import LAYERS  # noqa: PLC0415 -- likewise

    if language == "en":
        return frame
    words = {layer.value: layer.chinese for layer in LAYERS}

    def said(value: Any) -> Any:
        return tuple(words.get(item, item) for item in value) if isinstance(value, tuple) else words.get(value, value)

    # What a figure means is written in English alone; its Chinese name stands in its place.
    if "meaning" in frame:
        frame = frame[["name", "value"]]
    elif "measure" in frame:
        from graphmodel.analysis.measures.whole_network import WHOLE_NETWORK  # noqa: PLC0415 -- likewise

        figures = {**HEADERS, **{name: told.zh for name, told in WHOLE_NETWORK.items()}}
        frame = frame.assign(measure=[figures.get(name, name) for name in frame["measure"]])
    chosen = [name for name in ("a", "b", "missing", "lacks") if name in frame]
    return frame.assign(**{name: [said(value) for value in frame[name]] for name in chosen})
