"""Every stakeholder's position in the network, in one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from graphmodel.analysis.measures import centrality
from graphmodel.analysis.measures.arrays import Group, Network, as_network
from graphmodel.analysis.measures.brokerage import ROLES, brokerage
from graphmodel.analysis.measures.communities import communities
from graphmodel.analysis.measures.core_periphery import core_periphery
from graphmodel.analysis.measures.partner import non_redundant_ties, relative_connectivity, survey_scores
from graphmodel.analysis.measures.structural_holes import structural_holes
from graphmodel.bilingual import Bilingual
from graphmodel.progress import Progress, silent


@dataclass(frozen=True)
class PositionMeasures:
    """Positions of all nodes, and what they were computed with.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row a node, most partners first: ``id``, ``name`` (if the graph has one), ``degree`` (partners), ``in_degree`` and
        ``out_degree`` (directed graphs), ``strength``, ``betweenness``, ``closeness``, ``core`` (k-core), ``constraint``, ``effective_size``,
        ``efficiency``, ``hierarchy``, ``in_core`` (of core and periphery), ``community``, ``community_stability``,
        ``non_redundant_ties``, ``relative_connectivity``; with a group ``group``, the brokerage roles and ``z_<role>``; with a
        survey ``raters``, ``trust``, ``value``.
    notes : tuple of Bilingual
        What does not exist for whom, and what was left out or estimated.
    weight, pivots, seed, directed
        As given or found.
    """

    frame: pd.DataFrame
    notes: tuple[Bilingual, ...]
    weight: str | None
    pivots: int | None
    seed: int
    directed: bool


def position_measures(
    graph: nx.Graph,
    *,
    weight: str | None = None,
    group: Group | None = None,
    survey: pd.DataFrame | None = None,
    pivots: int | None = None,
    seed: int = 0,
    progress: Progress = silent,
) -> PositionMeasures:
    """Return the position of every node, each figure as its own function gives it.

    Parameters
    ----------
    graph
        Any networkx graph. Parallel ties are one (their weights add up); self-ties are left out.
    weight
        Edge attribute for strength, structural holes and communities; every tie weighs 1 where None. Betweenness and closeness
        count steps in any case.
    group
        Node attribute or mapping from node to group, for the brokerage roles.
    survey
        Ratings of partners; see `survey_scores`.
    pivots, seed
        For an estimate of the betweenness in a large network; the seed also starts the communities.

    Raises
    ------
    InputError
        If a weight is not a finite number above 0, no node has a group, or the survey cannot be used.

    Examples
    --------
    >>> import networkx as nx
    >>> found = position_measures(nx.star_graph(3))
    >>> found.frame[["id", "degree", "betweenness", "constraint"]].head(2).round(3).to_numpy().tolist()
    [[0.0, 3.0, 1.0, 0.333], [1.0, 1.0, 0.0, 1.0]]
    """
    network = as_network(graph, weight=weight)
    frame = _identity(graph, network)
    for name, values in _figures(network, pivots, seed, progress).items():
        frame[name] = np.asarray(values)
    frame["relative_connectivity"] = relative_connectivity(network, survey=survey).to_numpy()
    notes = _notes(network, pivots, seed)
    if group is not None:
        found = brokerage(network if not isinstance(group, str) else graph, group=group)
        columns = ["group", *ROLES, *(f"z_{role}" for role in ROLES)]
        frame = _beside(frame, found.frame[["id", *columns]], integers=ROLES)
        notes += _of_roles(found.frame, found.left_out)
    if survey is not None:
        scores = survey_scores(survey)[["id", "raters", "trust", "value"]]
        frame = _beside(frame, scores, integers=("raters",))
    frame = frame.sort_values("degree", ascending=False, kind="stable", ignore_index=True)
    return PositionMeasures(frame, notes, weight, pivots, seed, network.directed)


def _identity(graph: nx.Graph, network: Network) -> pd.DataFrame:
    frame = pd.DataFrame({"id": pd.Series(list(network.nodes), dtype=None if _plain_ids(network) else object)})
    names = [data.get("name") for _, data in graph.nodes(data=True)]
    if any(name is not None for name in names):
        frame["name"] = pd.Series(names, dtype=object)
    return frame


def _plain_ids(network: Network) -> bool:
    return all(type(node) is int for node in network.nodes)


def _figures(network: Network, pivots: int | None, seed: int, progress: Progress) -> dict[str, Any]:
    found: dict[str, Any] = {"degree": network.partners}
    if network.directed:
        found["in_degree"] = np.bincount(network.ties.indices, minlength=len(network))
        found["out_degree"] = np.diff(network.ties.indptr)
    found["strength"] = centrality.strength(network)
    found["betweenness"] = centrality.betweenness(network, pivots=pivots, seed=seed, progress=progress)
    found["closeness"] = centrality.closeness(network, progress=progress)
    found["core"] = centrality.core_number(network)
    holes = structural_holes(network)
    found |= {name: holes[name] for name in ("constraint", "effective_size", "efficiency", "hierarchy")}
    found["in_core"] = core_periphery(network).frame["core"]
    division = communities(network, seed=seed, progress=progress).frame
    found |= {"community": division["community"], "community_stability": division["stability"]}
    found["non_redundant_ties"] = non_redundant_ties(network)
    return found


def _notes(network: Network, pivots: int | None, seed: int) -> tuple[Bilingual, ...]:
    notes = []
    isolates = int((network.partners == 0).sum())
    if isolates:
        english = f"{isolates} stakeholders without a tie have no constraint, efficiency or hierarchy"
        notes.append(Bilingual(english, f"{isolates} 个主体没有联系，无约束度、效率与等级度"))
    if network.self_ties:
        english = f"{network.self_ties} ties of a stakeholder with itself are left out"
        notes.append(Bilingual(english, f"{network.self_ties} 条自身联系未计入"))
    if pivots is not None and pivots < len(network):
        english = f"betweenness is an estimate from {pivots} of {len(network)} starting points, seed {seed}"
        notes.append(Bilingual(english, f"中介中心度由 {len(network)} 个起点中的 {pivots} 个估计，种子 {seed}"))
    return tuple(notes)


def _of_roles(roles: pd.DataFrame, left_out: int) -> tuple[Bilingual, ...]:
    """Say how many have no roles, and which roles have no z, for want of groups or of variation."""
    notes = []
    if left_out:
        english = f"{left_out} stakeholders of unknown group have no brokerage roles"
        notes.append(Bilingual(english, f"{left_out} 个主体分组不明，没有中介角色"))
    known = roles[roles["group"].notna()]
    none = [role for role in ROLES if known[f"z_{role}"].isna().any()]
    if none:
        english = (
            f"some have no z for {', '.join(none)}: in so few or small groups chance leaves nothing to compare with"
        )
        notes.append(Bilingual(english, f"{'、'.join(none)} 部分无 z 值：分组过少或过小，没有可比的随机变化"))
    return tuple(notes)


def _beside(frame: pd.DataFrame, other: pd.DataFrame, *, integers: tuple[str, ...]) -> pd.DataFrame:
    """Add the columns of another frame by id; counts stay whole numbers where some nodes have none."""
    ids = [pd.Index(list(part["id"]), dtype=object, tupleize_cols=False) for part in (frame, other)]
    added = other.drop(columns="id").astype(dict.fromkeys(integers, "Int64")).set_axis(ids[1]).reindex(ids[0])
    if "group" in added:
        added["group"] = added["group"].astype(object).where(added["group"].notna(), None)
    return pd.concat([frame, added.set_axis(frame.index)], axis=1)
