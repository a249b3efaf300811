"""Alliances: their members, what they do together, and whether they are awake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import networkx as nx
import pandas as pd

from graphmodel.analysis.alliances import tables
from graphmodel.analysis.alliances.joint_work import DORMANT_AFTER_DAYS, read_alliances
from graphmodel.analysis.provenance import require_whole
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph import Snapshot, date_of, place_code, subtree


@dataclass(frozen=True)
class AllianceReport:
    """Alliances at a date.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row a live alliance, those that sleep longest first: ``id``, ``name``, ``kind``, ``place``, ``place_name``,
        ``established_on``, ``members`` (different live ones), ``leads`` (names of the live leads), ``projects`` and ``activities`` (joint work
        in the window), ``active_members`` (live members in that work), ``last`` (day of the last joint work ever,
        None where there was none), ``dormant``; ``state`` (of `STATES`) with ``reason`` and ``reason_zh``, ``before`` (joint work in the window before),
        ``joint_work`` (ever), ``layers`` (of the joint work in the window), ``streets`` and ``districts`` (different ones in which
        members lie), ``carried_by`` (names of the members in most of the joint work), ``carried_share`` (in what share of it they are,
        each), ``only_sign`` (members in none of it, ever).
    members : pandas.DataFrame
        One row an alliance and live member: ``alliance``, ``alliance_name``, ``member``, ``member_name``, ``kind``, ``roles``, ``since``,
        ``active`` (in the joint work of the window), ``last`` (its last joint work with another live member), ``joint_work`` (how much, ever),
        ``share`` (of the alliance's), ``only_signs`` (in none), ``street_name``, ``district_name``.
    pulse : pandas.DataFrame
        One row an alliance and half-year, gaps filled with 0: ``alliance``, ``alliance_name``, ``half_year`` (``2022H1``),
        ``projects``, ``activities``, and one column for each of the five layers.
    work : pandas.DataFrame
        One row an alliance and joint project or activity, the latest first: ``alliance``, ``alliance_name``, ``id``, ``title``, ``channel``,
        ``layer``, ``line``, ``first``, ``last``, ``recent`` (in the window), ``members`` (how many took part), ``member_ids``,
        ``member_names``.
    overlap : pandas.DataFrame
        One row a pair of alliances with a member in common: ``a``, ``a_name``, ``b``, ``b_name``, ``shared`` (members), ``members_a``, ``members_b``,
        ``jaccard`` (shared / members of either), ``overlap`` (shared / members of the smaller), ``joint_work`` (that counts for both),
        ``shared_names``.
    as_of, scope, window_days, synthetic
        As given or, where nothing was given, as taken.
    """

    frame: pd.DataFrame
    members: pd.DataFrame
    pulse: pd.DataFrame
    work: pd.DataFrame
    overlap: pd.DataFrame
    as_of: date
    scope: str | None
    window_days: int
    synthetic: bool


def alliances(
    graph: nx.MultiDiGraph,
    *,
    as_of: date | str | None = None,
    scope: str | None = None,
    window_days: int = DORMANT_AFTER_DAYS,
    half_years: int = 6,
) -> AllianceReport:
    """Return the live alliances with their live members and their pulse.

    Joint work is a project (not cancelled) or an activity in which two or more different live members take part, each by its own id.
    An alliance is dormant where no joint work has a date (start or end of a project, day of an activity) in the recent ``window_days``,
    both ends included: the definition of the rule alliance-dormant. It is *never awake* where no joint work ever had a date, *asleep* where it is
    dormant since, *slowing down* where the window has less than half as much as the one before, else *active*. A project counts in each half-year that holds one
    of its two dates, once. Members are those at ``as_of`` also for earlier half-years.

    Parameters
    ----------
    graph
        The whole stakeholder graph, from `build_graph` or from `read_graph` without a scope.
    as_of
        Date of the analysis; the data's own where None.
    scope
        A place, by its code or its name: only alliances that are for it or a place below.
    window_days
        Length of the window in days.
    half_years
        How many half-years the pulse shows, the one of ``as_of`` the last.

    Raises
    ------
    InputError
        If the graph was read with a scope, the date is unknown, the scope is no place, or a number is not positive.

    Examples
    --------
    >>> import networkx as nx
    >>> from datetime import date
    >>> graph = nx.MultiDiGraph(as_of=date(2022, 6, 30))
    >>> graph.add_node("x", labels=("Alliance",), name="金牛·什邡", kind="regional_alliance")
    >>> graph.add_node("e", labels=("Activity",), held_on=date(2021, 5, 1))
    >>> for name in "ab":
    ...     graph.add_node(name, labels=("PartyOrganization", "Stakeholder"), name=name)
    ...     _ = graph.add_edge(name, "x", type="MEMBER_OF", role="lead")
    ...     _ = graph.add_edge(name, "e", type="TOOK_PART_IN")
    >>> alliances(graph).frame[["name", "members", "last", "dormant"]].to_numpy().tolist()
    [['金牛·什邡', 2, datetime.date(2021, 5, 1), True]]
    """
    require_whole(graph, "alliances")
    for what, value in (
        (Bilingual("a window of", "时间窗口（天数）"), window_days),
        (Bilingual("a number of half-years of", "半年数"), half_years),
    ):
        if value < 1:
            msg = Bilingual(f"found {what.en} {value}, expected at least 1", f"{what.zh}为 {value}：至少为 1")
            raise InputError(msg)
    day = date_of(graph, as_of)
    snapshot = Snapshot(graph, day)
    scope = place_code(graph, scope)
    inside = None if scope is None else subtree(graph, scope)
    found = list(read_alliances(snapshot, inside=inside))
    return AllianceReport(
        frame=tables.summary(snapshot, found, window_days=window_days),
        members=tables.memberships(snapshot, found, window_days=window_days),
        pulse=tables.half_yearly(snapshot, found, half_years=half_years),
        work=tables.joint_work(snapshot, found, window_days=window_days),
        overlap=tables.overlap(snapshot, found),
        as_of=day,
        scope=scope,
        window_days=window_days,
        synthetic=bool(graph.graph.get("synthetic", False)),
    )
