"""Alliances: their members, what they do together, and whether they are awake."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

import networkx as nx
import pandas as pd

from graphmodel.analysis.occasions import Occasion, occasions
from graphmodel.analysis.provenance import require_whole
from graphmodel.analysis.stakeholders import kind_of, name_of
from graphmodel.errors import InputError
from graphmodel.graph import Snapshot, date_of, subtree

DORMANT_AFTER_DAYS = 183
"""The window of the rule alliance-dormant."""


@dataclass(frozen=True)
class AllianceReport:
    """Alliances at a date.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row a live alliance, those that sleep longest first: ``id``, ``name``, ``kind``, ``place``, ``place_name``,
        ``established_on``, ``members`` (different live ones), ``leads`` (names of the live leads), ``projects`` and ``activities`` (joint work
        in the window), ``active_members`` (live members in that work), ``last`` (day of the last joint work ever,
        None where there was none), ``dormant``.
    members : pandas.DataFrame
        One row an alliance and live member: ``alliance``, ``alliance_name``, ``member``, ``member_name``, ``kind``, ``roles``, ``since``,
        ``active`` (in the joint work of the window), ``last`` (its last joint work with another live member).
    pulse : pandas.DataFrame
        One row an alliance and half-year, gaps filled with 0: ``alliance``, ``alliance_name``, ``half_year`` (``2022H1``),
        ``projects``, ``activities``.
    as_of, scope, window_days, synthetic
        As given or, where nothing was given, as taken.
    """

    frame: pd.DataFrame
    members: pd.DataFrame
    pulse: pd.DataFrame
    as_of: date
    scope: str | None
    window_days: int
    synthetic: bool


class _Work(NamedTuple):
    """A project or activity with two or more of the live members of an alliance."""

    occasion: Occasion
    days: tuple[date, ...]
    members: frozenset[str]


class _Alliance(NamedTuple):
    id: str
    members: dict[str, dict[str, Any]]
    work: list[_Work]
    recent: list[_Work]


def alliances(
    graph: nx.MultiDiGraph,
    *,
    as_of: date | None = None,
    scope: str | None = None,
    window_days: int = DORMANT_AFTER_DAYS,
    half_years: int = 6,
) -> AllianceReport:
    """Return the live alliances with their live members and their pulse.

    Joint work is a project (not cancelled) or an activity in which two or more different live members take part, each by its own id.
    An alliance is dormant where no joint work has a date (start or end of a project, day of an activity) in the recent ``window_days``,
    both ends included: the definition of the rule alliance-dormant. A project counts in each half-year that holds one
    of its two dates, once. Members are those at ``as_of`` also for earlier half-years.

    Parameters
    ----------
    graph
        The whole stakeholder graph, from `build_graph` or from `read_graph` without a scope.
    as_of
        Date of the analysis; the data's own where None.
    scope
        Id of a place: only alliances that are for it or a place below.
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
    for what, value in (("a window of", window_days), ("a number of half-years of", half_years)):
        if value < 1:
            msg = f"found {what} {value}, expected at least 1"
            raise InputError(msg)
    day = date_of(graph, as_of)
    snapshot = Snapshot(graph, day)
    inside = None if scope is None else subtree(graph, scope)
    begin = day - timedelta(days=window_days)
    found = [alliance for alliance in _read(snapshot, begin) if inside is None or snapshot.place(alliance.id) in inside]
    return AllianceReport(
        frame=_summary(snapshot, found),
        members=_members(snapshot, found),
        pulse=_pulse(snapshot, found, half_years),
        as_of=day,
        scope=scope,
        window_days=window_days,
        synthetic=bool(graph.graph.get("synthetic", False)),
    )


def _read(snapshot: Snapshot, begin: date) -> Iterator[_Alliance]:
    done = occasions(snapshot, channels=("project", "activity"))
    taken: dict[str, list[int]] = defaultdict(list)
    for number, occasion in enumerate(done):
        for node in occasion.participants:
            taken[node].append(number)
    for node in snapshot.nodes("Alliance"):
        members = _memberships(snapshot, node)
        sharing: dict[int, set[str]] = defaultdict(set)
        for member in members:
            for number in taken.get(member, ()):
                sharing[number].add(member)
        work = [
            _Work(done[number], _days(snapshot, done[number]), frozenset(who))
            for number, who in sorted(sharing.items())
            if len(who) > 1
        ]
        yield _Alliance(node, members, work, [item for item in work if any(day >= begin for day in item.days)])


def _memberships(snapshot: Snapshot, alliance: str) -> dict[str, dict[str, Any]]:
    members: dict[str, dict[str, Any]] = {}
    for tie in snapshot.incoming("MEMBER_OF", alliance):
        known = members.setdefault(tie.start, {"roles": set(), "since": tie.properties.get("since")})
        since = tie.properties.get("since")
        # An empty start is earlier than any other.
        known["since"] = None if since is None or known["since"] is None else min(since, known["since"])
        if "role" in tie.properties:
            known["roles"].add(tie.properties["role"])
    return members


def _days(snapshot: Snapshot, occasion: Occasion) -> tuple[date, ...]:
    names = ("started_on", "finished_on") if occasion.channel == "project" else ("held_on",)
    return tuple(day for name in names if (day := snapshot.past(occasion.id, name)) is not None)


def _last(work: Iterable[_Work]) -> date | None:
    return max((day for item in work for day in item.days), default=None)


def _number(work: Iterable[_Work], channel: str) -> int:
    return sum(item.occasion.channel == channel for item in work)


def _summary(snapshot: Snapshot, found: list[_Alliance]) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    for alliance in found:
        known, place = snapshot.properties(alliance.id), snapshot.place(alliance.id)
        leads = [member for member, told in alliance.members.items() if "lead" in told["roles"]]
        rows.append(
            {
                "id": alliance.id,
                "name": name_of(snapshot, alliance.id),
                "kind": known.get("kind"),
                "place": place,
                "place_name": None if place is None else name_of(snapshot, place),
                "established_on": known.get("established_on"),
                "members": len(alliance.members),
                "leads": tuple(sorted(name_of(snapshot, member) for member in leads)),
                "projects": _number(alliance.recent, "project"),
                "activities": _number(alliance.recent, "activity"),
                "active_members": len(frozenset().union(*(item.members for item in alliance.recent))),
                "last": _last(alliance.work),
                "dormant": not alliance.recent,
            }
        )
    rows.sort(key=lambda row: (row["last"] or date.min, row["id"]))
    names = "id name kind place place_name established_on members leads projects activities active_members last dormant"
    types = {"members": int, "projects": int, "activities": int, "active_members": int, "dormant": bool}
    return _frame(rows, names, types)


def _members(snapshot: Snapshot, found: list[_Alliance]) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    for alliance in found:
        for member, told in sorted(alliance.members.items()):
            own = [item for item in alliance.work if member in item.members]
            rows.append(
                {
                    "alliance": alliance.id,
                    "alliance_name": name_of(snapshot, alliance.id),
                    "member": member,
                    "member_name": name_of(snapshot, member),
                    "kind": kind_of(snapshot, member),
                    "roles": tuple(role for role in ("lead", "standing", "member") if role in told["roles"]),
                    "since": told["since"],
                    "active": any(member in item.members for item in alliance.recent),
                    "last": _last(own),
                }
            )
    return _frame(rows, "alliance alliance_name member member_name kind roles since active last", {"active": bool})


def _pulse(snapshot: Snapshot, found: list[_Alliance], half_years: int) -> pd.DataFrame:
    last = _half_year(snapshot.as_of)
    rows: list[dict[str, Any]] = []
    for alliance in found:
        counts = {half: {"project": 0, "activity": 0} for half in range(last - half_years + 1, last + 1)}
        for item in alliance.work:
            for half in {_half_year(day) for day in item.days} & counts.keys():
                counts[half][item.occasion.channel] += 1
        rows.extend(
            {
                "alliance": alliance.id,
                "alliance_name": name_of(snapshot, alliance.id),
                "half_year": f"{half // 2}H{half % 2 + 1}",
                "projects": number["project"],
                "activities": number["activity"],
            }
            for half, number in counts.items()
        )
    return _frame(rows, "alliance alliance_name half_year projects activities", {"projects": int, "activities": int})


def _half_year(day: date) -> int:
    """Return the number of a half-year, counted through so that neighbours differ by one."""
    return day.year * 2 + (day.month > 6)  # noqa: PLR2004 -- June ends the first half


def _frame(rows: list[dict[str, Any]], names: str, types: dict[str, type]) -> pd.DataFrame:
    columns = names.split()
    return pd.DataFrame(
        {name: pd.Series([row[name] for row in rows], dtype=types.get(name, object)) for name in columns}
    )
