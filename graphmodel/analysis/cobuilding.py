"""Who builds with whom, in which of the five layers, through what: the observed co-building network."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.analysis.aggregation import by_pair, by_pair_channel_layer
from graphmodel.analysis.occasions import Occasion, channel_names, layer_name, occasions
from graphmodel.analysis.projection import Pairs, project
from graphmodel.analysis.provenance import require_whole
from graphmodel.analysis.stakeholders import describe_stakeholders
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph import Snapshot, date_of, day_of, place_code, subtree

_EDGE_COLUMNS = ("channel", "layer", "count", "weight", "first", "last", "development", "governance", "through")


@dataclass(frozen=True)
class CobuildingNetwork:
    """The observed ties of a graph at a date, and what they were computed with.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row a pair, channel and layer: ``a``, ``a_name``, ``b``, ``b_name`` (``a`` before ``b`` by code point),
        ``channel``, ``layer`` (None where unknown), ``count``, ``weight``, ``first``, ``last`` (`datetime.date` or None),
        ``development``, ``governance`` (how many of them belong to each line), ``through`` (their ids, a tuple).
    stakeholders : pandas.DataFrame
        One row a stakeholder that has a tie: ``id``, ``name``, ``kind`` (its label), ``place``, ``place_name``, ``live``
        at the date, ``inside`` the scope, ``degree`` (different partners), ``strength`` (sum of the weights).
    as_of, scope, layer, channels, half_life_days, since
        As given or, where nothing was given, as taken.
    left_out : int
        Occasions without a date that ``half_life_days`` or ``since`` could not place, and that are left out for that.
    synthetic : bool
        Whether the data say of themselves that they are.
    """

    frame: pd.DataFrame
    stakeholders: pd.DataFrame
    as_of: date
    scope: str | None
    layer: str | None
    channels: tuple[str, ...]
    half_life_days: float | None
    since: date | None
    left_out: int
    synthetic: bool

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """One row a pair over all channels and layers, the heaviest first.

        Columns as in ``frame``, with ``channels`` and ``layers`` as tuples, and ``together``: how often the two did something
        (projects, activities, meetings). 0 says that they are tied on paper only.
        """
        return by_pair(self.frame)

    @cached_property
    def graph(self) -> nx.MultiGraph:
        """One edge a pair, channel and layer, keyed ``channel`` or ``channel:layer``, with the columns of ``frame``.

        A value that is unknown is not there, as in every graph here.
        """
        graph = nx.MultiGraph(as_of=self.as_of, synthetic=self.synthetic)
        _add_stakeholders(graph, self.stakeholders)
        columns = [self.frame[name].tolist() for name in _EDGE_COLUMNS]
        for a, b, *values in zip(self.frame["a"].tolist(), self.frame["b"].tolist(), *columns, strict=True):
            known = {name: value for name, value in zip(_EDGE_COLUMNS, values, strict=True) if value is not None}
            layer = known.get("layer")
            graph.add_edge(a, b, key=known["channel"] + (f":{layer}" if layer else ""), **known)
        return graph

    @cached_property
    def simple_graph(self) -> nx.Graph:
        """One edge a pair, with the columns of ``pairs``."""
        graph = nx.Graph(as_of=self.as_of, synthetic=self.synthetic)
        _add_stakeholders(graph, self.stakeholders)
        names = [name for name in self.pairs.columns if name not in ("a", "a_name", "b", "b_name")]
        columns = [self.pairs[name].tolist() for name in names]
        for a, b, *values in zip(self.pairs["a"].tolist(), self.pairs["b"].tolist(), *columns, strict=True):
            graph.add_edge(
                a, b, **{name: value for name, value in zip(names, values, strict=True) if value is not None}
            )
        return graph


def cobuilding(
    graph: nx.MultiDiGraph,
    *,
    as_of: date | str | None = None,
    scope: str | None = None,
    layer: str | None = None,
    channels: Sequence[str] | None = None,
    half_life_days: float | None = None,
    since: date | str | None = None,
) -> CobuildingNetwork:
    """Return who builds with whom at a date.

    Two stakeholders build together through every occasion in which both take part: a project that is not cancelled,
    an activity, a live alliance of which both are live members, a live link between them; on request a meeting, and
    the triad of a compound where it is complete. What begins after ``as_of`` does not exist. Having taken part holds
    though a stakeholder is gone since (``stakeholders.live`` tells); memberships, links and triads need both ends live.

    An occasion with n different participants adds 1 to the ``count`` of each of its pairs and 1/(n-1) to their
    ``weight`` [1]_, so that whatever its size it adds 1 to the strength of each participant. That, and no limit of size, keeps a
    large alliance from drowning the rest: with a limit, one more member would make another network.

    ``first`` is the day from which both took part, ``last`` that of the last known sign: the end (else the start) of a
    project, the day of an activity or a meeting, ``as_of`` for what still stands.

    Parameters
    ----------
    graph
        The whole stakeholder graph, from `build_graph` or from `read_graph` without a scope.
    as_of
        Date of the analysis; the data's own where None.
    scope
        A place, by its code or its name: only pairs of which at least one lies in it or below.
    layer
        One of the five layers, in English or Chinese; alliances, meetings and triads have none.
    channels
        Of ``project``, ``activity``, ``alliance``, ``link``, ``meeting``, ``triad``, or ``all``; the first four where None.
    half_life_days
        Where given, an occasion weighs half as much for each so many days since ``last``.
    since
        Where given, only what has a ``last`` that is not before it.

    Raises
    ------
    InputError
        If the graph was read with a scope, the date is unknown, the scope is no place, a layer or channel is unknown, the half-life is not positive,
        or there are more than ten million pairs.

    References
    ----------
    .. [1] Newman, M. E. J. (2001). Scientific collaboration networks. II. Shortest paths, weighted networks, and
       centrality. Physical Review E 64, 016132, eq. 2.

    Examples
    --------
    >>> import networkx as nx
    >>> from datetime import date
    >>> graph = nx.MultiDiGraph(as_of=date(2022, 6, 30))
    >>> for name in "abc":
    ...     graph.add_node(name, labels=("PartyOrganization", "Stakeholder"), name=name)
    >>> graph.add_node("p", labels=("Project",), layer="culture", status="done", started_on=date(2022, 3, 1))
    >>> for name in "abc":
    ...     _ = graph.add_edge(name, "p", type="TOOK_PART_IN")
    >>> network = cobuilding(graph)
    >>> network.frame[["a", "b", "layer", "count", "weight"]].to_numpy().tolist()
    [['a', 'b', 'culture', 1, 0.5], ['a', 'c', 'culture', 1, 0.5], ['b', 'c', 'culture', 1, 0.5]]
    >>> network.graph.degree("a")
    2
    """
    require_whole(graph, "links")
    day, names, layer = date_of(graph, as_of), channel_names(channels), layer_name(layer)
    first = None if since is None else day_of(since, "since")
    if half_life_days is not None and not half_life_days > 0:
        msg = Bilingual(
            f"found a half-life of {half_life_days} days, expected more than 0",
            f"半衰期为 {half_life_days} 天：应大于 0",
        )
        raise InputError(msg)
    snapshot = Snapshot(graph, day)
    scope = place_code(graph, scope)
    inside = None if scope is None else subtree(graph, scope)
    found = occasions(snapshot, channels=names, layer=layer)
    used = found if half_life_days is None and first is None else [item for item in found if item.last is not None]
    pairs = _pairs_in(snapshot, used, inside)
    if first is not None:
        pairs = pairs.where(pairs.last >= first.toordinal())
    frame = by_pair_channel_layer(pairs, _weights(pairs, day, half_life_days))
    stakeholders = describe_stakeholders(snapshot, sorted({*frame["a"], *frame["b"]}), inside)
    return CobuildingNetwork(
        frame=_named(frame, stakeholders),
        stakeholders=_measured(stakeholders, frame),
        as_of=day,
        scope=scope,
        layer=layer,
        channels=names,
        half_life_days=half_life_days,
        since=first,
        left_out=len(found) - len(used),
        synthetic=bool(graph.graph.get("synthetic", False)),
    )


def _pairs_in(snapshot: Snapshot, found: Collection[Occasion], inside: frozenset[str] | None) -> Pairs:
    if inside is None:
        return project(list(found))
    nodes = {node for occasion in found for node in occasion.participants}
    lies = {node for node in nodes if snapshot.place(node) in inside}
    # Occasions without anyone inside give no pair to keep, so they are not expanded at all.
    pairs = project([occasion for occasion in found if not lies.isdisjoint(occasion.participants)])
    within = np.array([node in lies for node in pairs.ids], dtype=bool)
    return pairs.where(within[pairs.a] | within[pairs.b]) if len(pairs) else pairs


def _weights(pairs: Pairs, day: date, half_life_days: float | None) -> NDArray[np.float64]:
    weights: NDArray[np.float64] = 1 / (pairs.size - 1)
    if half_life_days is None:
        return weights
    return np.asarray(weights * 0.5 ** ((day.toordinal() - pairs.last) / half_life_days), dtype=np.float64)


def _named(frame: pd.DataFrame, stakeholders: pd.DataFrame) -> pd.DataFrame:
    names = dict(zip(stakeholders["id"], stakeholders["name"], strict=True))
    for position, end in ((1, "a"), (3, "b")):
        frame.insert(position, f"{end}_name", frame[end].map(names).astype(object))
    return frame


def _measured(stakeholders: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    pairs = frame.groupby(["a", "b"], sort=False)["weight"].sum().reset_index()
    ends = pd.concat(
        [pairs[["a", "weight"]].rename(columns={"a": "id"}), pairs[["b", "weight"]].rename(columns={"b": "id"})]
    )
    sums = ends.groupby("id")["weight"].agg(["size", "sum"]).reindex(stakeholders["id"])
    return stakeholders.assign(degree=sums["size"].to_numpy(dtype=int), strength=sums["sum"].to_numpy(dtype=float))


def _add_stakeholders(graph: nx.Graph, stakeholders: pd.DataFrame) -> None:
    for row in stakeholders.to_dict("records"):
        identifier = row.pop("id")
        graph.add_node(identifier, **{name: value for name, value in row.items() if value is not None})
