"""Joint conferences "1+6+N": which streets have one, how it is made up, and which communities it reaches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import networkx as nx
import pandas as pd

from graphmodel.analysis.alliances.joint_work import DORMANT_AFTER_DAYS, Alliance, pulse_of, read_alliances
from graphmodel.analysis.alliances.tables import frame_of
from graphmodel.analysis.provenance import require_whole
from graphmodel.analysis.stakeholders import name_of
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph import Snapshot, date_of, place_code, subtree

STANDING = 6
"""The standing members that the formula "1+6+N" asks for."""


@dataclass(frozen=True)
class ConferenceCoverage:
    """The joint conferences of streets at a date.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row a street and live joint conference of it, the street alone where it has none; streets without one first, then those that reach
        the smallest share of their communities: ``street``, ``street_name``, ``conference``, ``conference_name`` (None without), ``leads``,
        ``standing``, ``others`` (live members by their highest role), ``composition`` (``1+6+13``), ``complete`` (one lead or more, and
        ``standing`` or more standing members), ``state`` (of `STATES`), ``communities`` (of the street), ``reached`` (of them with a member that
        lies in them or below), ``reached_share`` (None without a community), ``not_reached`` (names, a tuple).
    streets, with_conference : int
        How many streets there are, and how many have a live conference.
    as_of, scope, standing, window_days, synthetic
        As given or, where nothing was given, as taken.
    """

    frame: pd.DataFrame
    streets: int
    with_conference: int
    as_of: date
    scope: str | None
    standing: int
    window_days: int
    synthetic: bool


def conference_coverage(
    graph: nx.MultiDiGraph,
    *,
    as_of: date | str | None = None,
    scope: str | None = None,
    standing: int = STANDING,
    window_days: int = DORMANT_AFTER_DAYS,
) -> ConferenceCoverage:
    """Return which streets have a joint conference, whether it is one, six and N, and how many of the street's communities it reaches.

    The formula "1+6+N" is nowhere defined in print; it is read as one lead, six standing members and N others. A conference is of the street that is
    its place, as in the rule street-without-joint-conference.

    Parameters
    ----------
    graph
        The whole stakeholder graph, from `build_graph` or from `read_graph` without a scope.
    as_of
        Date of the analysis; the data's own where None.
    scope
        A place, by its code or its name: only streets in it.
    standing
        How many standing members make it complete.
    window_days
        Length of the window of ``state``.

    Raises
    ------
    InputError
        If the graph was read with a scope, the date is unknown, the scope is no place, or a number is out of range.

    Examples
    --------
    >>> graph = nx.MultiDiGraph(as_of=date(2022, 6, 30))
    >>> graph.add_node("S", labels=("Place", "Street"), name="西安路街道")
    >>> graph.add_node("x", labels=("Alliance",), name="联席会议", kind="joint_conference")
    >>> _ = graph.add_edge("x", "S", type="LOCATED_IN")
    >>> for name, role in (("a", "lead"), ("b", "standing"), ("c", "member")):
    ...     graph.add_node(name, labels=("PartyOrganization", "Stakeholder"))
    ...     _ = graph.add_edge(name, "x", type="MEMBER_OF", role=role)
    >>> conference_coverage(graph).frame[["composition", "complete", "state"]].to_numpy().tolist()
    [['1+1+1', False, 'never']]
    """
    require_whole(graph, "alliances")
    if standing < 0 or window_days < 1:
        msg = Bilingual(
            f"found standing={standing} and a window of {window_days}, expected at least 0 members and 1 day",
            f"standing={standing}，时间窗口为 {window_days} 天：standing 至少为 0，时间窗口至少为 1 天",
        )
        raise InputError(msg)
    snapshot = Snapshot(graph, date_of(graph, as_of))
    scope = place_code(graph, scope)
    inside = None if scope is None else subtree(graph, scope)
    streets = [street for street in snapshot.nodes("Street") if inside is None or street in inside]
    conferences: dict[str | None, list[Alliance]] = defaultdict(list)
    for alliance in read_alliances(snapshot, inside=frozenset(streets)):
        if snapshot.properties(alliance.id).get("kind") == "joint_conference":
            conferences[snapshot.place(alliance.id)].append(alliance)
    communities: dict[str | None, list[str]] = defaultdict(list)
    for community in snapshot.nodes("Community"):
        communities[snapshot.end("PART_OF", community)].append(community)
    rows = [
        row
        for street in streets
        for row in _rows(
            snapshot, street, conferences[street], communities[street], standing=standing, window_days=window_days
        )
    ]
    rows.sort(key=lambda row: (row["conference"] is not None, row["reached_share"] or 0.0, row["street"]))
    names = (
        "street street_name conference conference_name leads standing others composition complete state communities reached "
        "reached_share not_reached"
    )
    whole = ("leads", "standing", "others", "communities", "reached")
    return ConferenceCoverage(
        frame=frame_of(rows, names, {**dict.fromkeys(whole, int), "complete": bool}),
        streets=len(streets),
        with_conference=sum(bool(conferences[street]) for street in streets),
        as_of=snapshot.as_of,
        scope=scope,
        standing=standing,
        window_days=window_days,
        synthetic=bool(graph.graph.get("synthetic", False)),
    )


def _rows(
    snapshot: Snapshot, street: str, found: list[Alliance], communities: list[str], *, standing: int, window_days: int
) -> Iterator[dict[str, Any]]:
    none: list[Alliance | None] = [None]
    for conference in found or none:
        members = conference.members if conference else {}
        leads = sum("lead" in own.roles for own in members.values())
        six = sum("standing" in own.roles and "lead" not in own.roles for own in members.values())
        places = {place for member in members for place in snapshot.scope(snapshot.place(member))}
        missing = [community for community in communities if community not in places]
        reached = len(communities) - len(missing)
        others = len(members) - leads - six
        yield {
            "street": street,
            "street_name": name_of(snapshot, street),
            "conference": conference.id if conference else None,
            "conference_name": name_of(snapshot, conference.id) if conference else None,
            "leads": leads,
            "standing": six,
            "others": others,
            "composition": f"{leads}+{six}+{others}" if conference else None,
            "complete": leads > 0 and six >= standing,
            "state": pulse_of(conference, as_of=snapshot.as_of, window_days=window_days).state if conference else None,
            "communities": len(communities),
            "reached": reached,
            "reached_share": reached / len(communities) if communities else None,
            "not_reached": tuple(name_of(snapshot, community) for community in missing),
        }
