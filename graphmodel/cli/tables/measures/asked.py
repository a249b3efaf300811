"""What is asked of the graph, and the networks that the tables measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.progress import Progress
from graphmodel.schema import Language

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from graphmodel.analysis.cobuilding import CobuildingNetwork

EXACT_UP_TO = 10_000
"""Betweenness is exact in networks of at most so many stakeholders, else an estimate from `PIVOTS` starting points."""

PIVOTS = 1_000

By = Literal["distance", "constraint"]


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
            msg = Bilingual(
                "found no co-building tie to measure: widen the scope, or leave out --layer",
                "范围内没有可计算的共建联系：请扩大范围，或去掉 --layer",
            )
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


def with_names(frame: pd.DataFrame, ties: nx.Graph, *columns: str) -> pd.DataFrame:
    """Return a table with a column of names beside each of these columns of ids."""
    for column in columns:
        name = "name" if column == "id" else f"{column}_name"
        frame.insert(frame.columns.get_loc(column) + 1, name, [named(ties, node) for node in frame[column]])
    return frame


def named(graph: nx.Graph, node: str) -> str:
    """Return the name of a node, its id where it has none."""
    return str(graph.nodes[node].get("name", node))
