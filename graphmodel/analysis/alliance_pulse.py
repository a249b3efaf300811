"""The pulse of alliances month by month: what their members do together, and whether it slows down."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import networkx as nx
import pandas as pd

from graphmodel.analysis.alliances.joint_work import (
    DORMANT_AFTER_DAYS,
    STATES,
    last_day,
    pulse_of,
    read_alliances,
)
from graphmodel.analysis.provenance import require_whole
from graphmodel.analysis.stakeholders import name_of
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph import Snapshot, date_of, place_code, subtree


@dataclass(frozen=True)
class AlliancePulse:
    """Joint work of the live alliances by month.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row a live alliance, the most awake first: ``id``, ``name``, ``members``, ``state`` (of `STATES`), ``recent`` and ``before``
        (joint work in the recent window and in that before it), ``last`` (day of the last joint work, None where there was none).
    counts : pandas.DataFrame
        One row an alliance (index: its id, in the order of ``frame``) and one column a month (``2022-06``): joint work in it.
    as_of, scope, window_days, synthetic
        As given or, where nothing was given, as taken.
    """

    frame: pd.DataFrame
    counts: pd.DataFrame
    as_of: date
    scope: str | None
    window_days: int
    synthetic: bool


def alliance_pulse(
    graph: nx.MultiDiGraph,
    *,
    as_of: date | str | None = None,
    scope: str | None = None,
    months: int = 24,
    window_days: int = DORMANT_AFTER_DAYS,
) -> AlliancePulse:
    """Return what the live members of each live alliance did together, month by month, and whether it slows down.

    Joint work is as in `graphmodel.analysis.alliances.alliances`: a project (not cancelled) or an activity with two or more
    of the live members; it counts in the month of its last day. An alliance is *never awake* without any, *asleep* without any in
    the recent window (the definition of the rule alliance-dormant), *slowing down* where the window has less than half as much
    as the one before it, else *active*.

    Parameters
    ----------
    graph
        The whole stakeholder graph.
    as_of
        Date of the analysis; the data's own where None.
    scope
        A place, by its code or its name: only alliances that are for it or a place below.
    months
        How many months the counts have, that of ``as_of`` the last.
    window_days
        Length of the windows in days.

    Raises
    ------
    InputError
        If the graph was read with a scope, the date is unknown, the scope is no place, or a number is not positive.

    Examples
    --------
    >>> graph = nx.MultiDiGraph(as_of=date(2022, 6, 30))
    >>> graph.add_node("x", labels=("Alliance",), name="金牛·什邡")
    >>> graph.add_node("e", labels=("Activity",), held_on=date(2022, 5, 1))
    >>> for name in "ab":
    ...     graph.add_node(name, labels=("PartyOrganization", "Stakeholder"), name=name)
    ...     _ = graph.add_edge(name, "x", type="MEMBER_OF")
    ...     _ = graph.add_edge(name, "e", type="TOOK_PART_IN")
    >>> pulse = alliance_pulse(graph, months=3)
    >>> pulse.frame["state"].tolist(), pulse.counts.loc["x"].to_dict()
    (['active'], {'2022-04': 0, '2022-05': 1, '2022-06': 0})
    """
    require_whole(graph, "alliances")
    for what, value in (
        (Bilingual("a number of months of", "月数"), months),
        (Bilingual("a window of", "时间窗口（天数）"), window_days),
    ):
        if value < 1:
            msg = Bilingual(f"found {what.en} {value}, expected at least 1", f"{what.zh}为 {value}：至少为 1")
            raise InputError(msg)
    day = date_of(graph, as_of)
    snapshot = Snapshot(graph, day)
    scope = place_code(graph, scope)
    inside = None if scope is None else subtree(graph, scope)
    columns = _months(day, months)
    rows, counts = [], {}
    for alliance in read_alliances(snapshot, inside=inside):
        pulse = pulse_of(alliance, as_of=day, window_days=window_days)
        name, members = name_of(snapshot, alliance.id), len(alliance.members)
        rows.append((alliance.id, name, members, pulse.state, pulse.recent, pulse.before, last_day(alliance.work)))
        by_month: dict[str, int] = defaultdict(int)
        for item in alliance.work:
            if item.days:
                by_month[f"{max(item.days):%Y-%m}"] += 1
        counts[alliance.id] = [by_month[month] for month in columns]
    order = list(STATES)
    rows.sort(key=lambda row: (order.index(row[3]), -row[4], -(row[6] or date.min).toordinal(), row[0]))
    names = ["id", "name", "members", "state", "recent", "before", "last"]
    frame = pd.DataFrame(rows, columns=names, dtype=object).astype({"members": int, "recent": int, "before": int})
    ids = [row[0] for row in rows]
    table = pd.DataFrame([counts[id_] for id_ in ids], index=pd.Index(ids, dtype=object), columns=columns, dtype=int)
    return AlliancePulse(frame, table, day, scope, window_days, bool(graph.graph.get("synthetic", False)))


def _months(day: date, number: int) -> list[str]:
    last = day.year * 12 + day.month - 1
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in range(last - number + 1, last + 1)]
