"""Which observed links are more than chance: the stakeholder graph handed to the models of significance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, TypeAlias, get_args

import networkx as nx
import numpy as np
import pandas as pd

from graphmodel.analysis.occasions import channel_names
from graphmodel.analysis.significance import Backbone, Correction, Method, adjust, fdsm, hypergeometric, sdsm
from graphmodel.analysis.significance.correction import all_pairs
from graphmodel.analysis.two_mode import two_mode_graph
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph import Snapshot, place_code, subtree

Model: TypeAlias = Literal["sdsm", "fdsm", "hypergeometric"]
MODELS: tuple[Model, ...] = get_args(Model)
DONE = ("project", "activity")
"""Channels of what is done; what is only signed would make large alliances the evidence."""


@dataclass(frozen=True)
class SignificantLinks:
    """Pairs of stakeholders that met, and which met more often than chance explains.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row a pair that met, the least probable first: ``a``, ``a_name``, ``b``, ``b_name``, ``observed`` (occasions shared), ``expected``, ``p``,
        ``p_adjusted``, ``kept``; `fdsm` adds ``standard_error``.
    graph : networkx.Graph
        The stakeholders that took part in something (with a scope: those in the listed pairs), and an edge for each kept pair.
    method : Method
        The model, the level, the correction, and how many tests it counts.
    narrative, narrative_zh : str
        What was done and found, with the works to cite.
    as_of, scope, channels, layer, synthetic
        As given or, where nothing was given, as taken.
    """

    frame: pd.DataFrame
    graph: nx.Graph
    method: Method
    narrative: str
    narrative_zh: str
    as_of: date
    scope: str | None
    channels: tuple[str, ...]
    layer: str | None
    synthetic: bool


def significant_links(
    graph: nx.MultiDiGraph,
    *,
    model: Model = "sdsm",
    as_of: date | str | None = None,
    scope: str | None = None,
    layer: str | None = None,
    channels: Sequence[str] = DONE,
    alpha: float = 0.05,
    correction: Correction = "benjamini-hochberg",
    **sampling: Any,
) -> SignificantLinks:
    """Return which pairs of stakeholders do more together than how much each does, and how large occasions are, explains.

    Chance is fitted to the whole graph. With a scope the pairs with an end in it are the tests, whether they met or not: a choice made before looking,
    so that the correction counts these and no others.

    Parameters
    ----------
    graph
        The whole stakeholder graph, from `build_graph` or from `read_graph` without a scope.
    model
        ``sdsm``, ``fdsm`` or ``hypergeometric``: see `graphmodel.analysis.significance`.
    as_of, layer
        As in `cobuilding`.
    scope
        A place, by its code or its name: only pairs of which at least one lies in it or below.
    channels
        What counts as an occasion; projects and activities unless told otherwise.
    alpha, correction
        As in `sdsm`.
    **sampling
        Of `fdsm`: ``samples``, ``precision``, ``seed``, ``progress``.

    Raises
    ------
    InputError
        If the model is unknown, and as `two_mode_graph` and the model do.

    Examples
    --------
    >>> graph = nx.MultiDiGraph(as_of=date(2022, 6, 30))
    >>> for name in "abcd":
    ...     graph.add_node(name, labels=("PartyOrganization", "Stakeholder"), name=name.upper())
    >>> for number, pair in enumerate(["ab"] * 12 + ["cd"] * 12):
    ...     graph.add_node(f"p{number}", labels=("Project",), status="done")
    ...     for name in pair:
    ...         _ = graph.add_edge(name, f"p{number}", type="TOOK_PART_IN")
    >>> found = significant_links(graph)
    >>> found.frame[["a_name", "b_name", "observed", "expected", "kept"]].round(2).to_numpy().tolist()
    [['A', 'B', 12, 6.0, True], ['C', 'D', 12, 6.0, True]]
    """
    if model not in MODELS:
        msg = Bilingual(
            f"found the model {model!r}, expected one of {', '.join(MODELS)}",
            f"没有模型 {model!r}：应为 {'、'.join(MODELS)} 之一",
        )
        raise InputError(msg)
    names = channel_names(channels)
    scope = place_code(graph, scope)
    both = two_mode_graph(graph, as_of=as_of, layer=layer, channels=names)
    nodes = [node for node, mode in both.nodes(data="bipartite") if mode == 0]
    test: Callable[..., Backbone] = {"sdsm": sdsm, "fdsm": fdsm, "hypergeometric": hypergeometric}[model]
    backbone = test(both, nodes=nodes, alpha=alpha, correction=correction, **sampling)
    if scope is not None:
        backbone = _within(backbone, graph, both.graph["as_of"], subtree(graph, scope))
    frame = backbone.frame.copy()
    told = dict(both.nodes(data="name"))
    for column in ("b", "a"):
        frame.insert(frame.columns.get_loc(column) + 1, f"{column}_name", _named(frame[column], told))
    return SignificantLinks(
        frame=frame,
        graph=backbone.graph,
        method=backbone.method,
        narrative=backbone.narrative,
        narrative_zh=backbone.narrative_zh,
        as_of=both.graph["as_of"],
        scope=scope,
        channels=names,
        layer=layer,
        synthetic=both.graph["synthetic"],
    )


def _named(ids: pd.Series, names: Mapping[str, str]) -> pd.Series:
    return pd.Series([names.get(node) or node for node in ids], dtype=object)


def _within(backbone: Backbone, graph: nx.MultiDiGraph, day: date, places: frozenset[str]) -> Backbone:
    """Return the pairs with an end in the scope, corrected for all such pairs."""
    snapshot = Snapshot(graph, day)
    inside = {node for node in backbone.graph if snapshot.place(node) in places}
    outside = len(backbone.graph) - len(inside)
    tests = all_pairs(len(inside)) + len(inside) * outside
    rows = [a in inside or b in inside for a, b in zip(backbone.frame["a"], backbone.frame["b"], strict=True)]
    frame = backbone.frame[np.array(rows, dtype=bool)].reset_index(drop=True)
    method = backbone.method
    adjusted = adjust(frame["p"].to_numpy(dtype=float), correction=method.correction, tests=tests)
    frame = frame.assign(p_adjusted=adjusted, kept=adjusted < method.alpha)
    left = backbone.graph.subgraph(inside.union(frame["a"], frame["b"])).copy()
    left.remove_edges_from(list(left.edges))
    kept = frame[frame["kept"]].drop(columns="kept")
    for row in kept.to_dict("records"):
        left.add_edge(row.pop("a"), row.pop("b"), **row)
    return Backbone(frame, left, replace(method, tests=tests))
