"""What all the models return: each pair with its p-value, the network that is left, and a sentence to cite."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import NamedTuple

import networkx as nx
import numpy as np
import pandas as pd

from graphmodel.analysis.significance.correction import adjust
from graphmodel.analysis.significance.incidence import Numbers, Reals
from graphmodel.analysis.significance.narrative import Found, Method, sentence
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError


class Tested(NamedTuple):
    """Tested pairs as arrays of equal length: positions ``a < b`` among the nodes, and what was found of each."""

    a: Numbers
    b: Numbers
    observed: Numbers | Reals
    expected: Reals
    p: Reals
    more: dict[str, Reals]


@dataclass(frozen=True, slots=True)
class Backbone:
    """Which pairs have more to do with each other than chance explains, and how that was found out.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row a pair that met, the least probable first: ``a``, ``b``, ``observed`` (how often they met, or the weight of their
        tie), ``expected`` (under the model), ``p`` (chance of at least as much under the model), ``p_adjusted``, ``kept``.
        `fdsm` adds ``standard_error`` (of p), `disparity` adds ``p_a`` and ``p_b``. Pairs that never met have p = 1 and are
        counted, not listed.
    graph : networkx.Graph
        All the nodes with their attributes, and an edge for each kept pair with the figures of ``frame``.
    method
        The model, the level, the correction and how many tests it counts.
    """

    frame: pd.DataFrame
    graph: nx.Graph
    method: Method

    @property
    def narrative(self) -> str:
        """What was done and found, with the works to cite, for a paper."""
        return sentence(self.method, self._found(), language="en")

    @property
    def narrative_zh(self) -> str:
        """The same in Chinese."""
        return sentence(self.method, self._found(), language="zh")

    def _found(self) -> Found:
        return Found(self.graph.number_of_nodes(), len(self.frame), self.graph.number_of_edges())


def check_alpha(alpha: float) -> None:
    """Refuse a level that is none.

    Raises
    ------
    InputError
        If it is not between 0 and 1.
    """
    if not 0 < alpha < 1:
        msg = Bilingual(
            f"found the significance level {alpha}, expected one between 0 and 1, such as 0.05",
            f"显著性水平为 {alpha}：应在 0 与 1 之间，例如 0.05",
        )
        raise InputError(msg)


def keep(graph: nx.Graph, nodes: list[Hashable], tested: Tested, *, method: Method) -> Backbone:
    """Correct the p-values, keep the pairs below the level, and put them together."""
    adjusted = adjust(tested.p, correction=method.correction, tests=method.tests)
    order = np.lexsort((tested.b, tested.a, -tested.observed, tested.p))
    labels = np.empty(len(nodes), dtype=object)
    labels[:] = nodes
    frame = pd.DataFrame(
        {
            "a": pd.Series(labels[tested.a[order]], dtype=object),
            "b": pd.Series(labels[tested.b[order]], dtype=object),
            "observed": tested.observed[order],
            "expected": tested.expected[order],
            "p": tested.p[order],
            "p_adjusted": adjusted[order],
            "kept": adjusted[order] < method.alpha,
            **{name: values[order] for name, values in tested.more.items()},
        }
    )
    return Backbone(frame, _graph(graph, nodes, frame), method)


def _graph(graph: nx.Graph, nodes: list[Hashable], frame: pd.DataFrame) -> nx.Graph:
    left = nx.Graph(**graph.graph)
    left.add_nodes_from((node, dict(graph.nodes[node])) for node in nodes)
    rows = frame[frame["kept"]].drop(columns="kept")
    names = [str(name) for name in rows.columns[2:]]
    columns = [rows[name].tolist() for name in rows.columns]
    for a, b, *values in zip(*columns, strict=True):
        left.add_edge(a, b, **dict(zip(names, values, strict=True)))
    return left
