"""How far each need has come: waiting, in the hall, claimed by one or several, met; and what is overdue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import networkx as nx
import pandas as pd

from graphmodel.analysis.provenance import require_whole
from graphmodel.analysis.stakeholders import name_of
from graphmodel.graph import Snapshot, date_of, place_code, subtree
from graphmodel.schema.model import EnumerationValue as Value

STATES = (
    Value("open", "待认领"),
    Value("hall", "领办大厅"),
    Value("claimed", "领办中"),
    Value("met", "已办结"),
    Value("withdrawn", "已撤回"),
)
"""States of a need; in the hall it is open to everyone, since nobody had claimed it by its deadline."""

_OF_STATUS = {"open": 0, "claimed": 1, "met": 2}
_OF_PROJECT = {"open": 0, "claimed": 1, "done": 2}
_NAMES = ("open", "claimed", "met")
_JOINT = 2


class Claim(NamedTuple):
    """How far a need has come.

    Attributes
    ----------
    state
        One of `STATES`.
    projects
        Ids of the projects that answer it, sorted; cancelled and future ones do not count.
    claimers
        Ids of those who claimed one of them (role ``claimer``), sorted.
    due_on
        The latest date at which one of the unfinished projects is due.
    disagrees
        Whether the need's own status says less or more than its projects.
    """

    state: str
    projects: tuple[str, ...]
    claimers: tuple[str, ...]
    due_on: date | None
    disagrees: bool


@dataclass(frozen=True)
class ClaimReport:
    """Needs at a date and how far they have come.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row a need, the most overdue first: ``id``, ``title``, ``category``, ``place``, ``place_name``, ``raised_by``, ``raised_by_name``, ``state``,
        ``raised_on``, ``expires_on``, ``due_on``, ``days_overdue`` (past the deadline of claiming in the hall, past the due date of its projects
        where claimed; None where nothing is late), ``projects``, ``claimers``, ``claimer_names``, ``joint`` (claimed by two or more), ``disagrees``.
    as_of, scope, synthetic
        As given or, where nothing was given, as taken.
    """

    frame: pd.DataFrame
    as_of: date
    scope: str | None
    synthetic: bool

    @property
    def counts(self) -> pd.DataFrame:
        """How many needs are in each state: ``state``, ``chinese``, ``needs``, ``overdue``, ``joint``."""
        late = self.frame["days_overdue"].notna()
        rows = [
            (
                item.value,
                item.chinese,
                int((state := self.frame["state"] == item.value).sum()),
                int((state & late).sum()),
                int(self.frame.loc[state, "joint"].sum()),
            )
            for item in STATES
        ]
        return pd.DataFrame(rows, columns=["state", "chinese", "needs", "overdue", "joint"])


def claim_of(snapshot: Snapshot, need: str) -> Claim:
    """Return how far a need has come: as far as its own status or the furthest of its projects says."""
    known = snapshot.properties(need)
    status = known.get("status", "open")
    projects = sorted({tie.start for tie in snapshot.incoming("ANSWERS", need)})
    stages = [_OF_PROJECT.get(str(snapshot.properties(project).get("status")), 0) for project in projects]
    reached = max(stages, default=0)
    claimers = {
        tie.start
        for project in projects
        for tie in snapshot.incoming("TOOK_PART_IN", project)
        if tie.properties.get("role") == "claimer"
    }
    unfinished = [project for project, stage in zip(projects, stages, strict=True) if stage < _OF_PROJECT["done"]]
    due = [day for project in unfinished if (day := snapshot.properties(project).get("due_on")) is not None]
    own = _OF_STATUS.get(status)
    if own is None:
        state = "withdrawn"
    else:
        state = _NAMES[max(own, reached)]
        expires = known.get("expires_on")
        if state == "open" and expires is not None and expires < snapshot.as_of:
            state = "hall"
    disagrees = reached > 0 if own is None else bool(projects) and own != reached
    return Claim(state, tuple(projects), tuple(sorted(claimers)), max(due, default=None), disagrees)


def claims(graph: nx.MultiDiGraph, *, as_of: date | str | None = None, scope: str | None = None) -> ClaimReport:
    """Return how far each need has come, and what is overdue.

    A need goes from 待认领 (open) by a claimed project that answers it to 领办中 (claimed), jointly where two or more claim it, and by a
    finished one to 已办结 (met); one that nobody claimed by its deadline is in the hall (领办大厅), where anybody may claim it. Its state is
    the furthest that its own status or one of its projects says, and ``disagrees`` tells where the two differ. Claimed is overdue what
    was due before the date.

    Parameters
    ----------
    graph
        The whole stakeholder graph.
    as_of
        Date of the analysis; the data's own where None.
    scope
        A place, by its code or its name: only needs that lie in it or below.

    Raises
    ------
    InputError
        If the graph was read with a scope, the date is unknown, or the scope is no place.

    Examples
    --------
    >>> import networkx as nx
    >>> from datetime import date
    >>> graph = nx.MultiDiGraph(as_of=date(2022, 6, 30))
    >>> graph.add_node("n", labels=("Need",), title="义诊", category="健康", expires_on=date(2022, 6, 20))
    >>> claims(graph).frame[["id", "state", "days_overdue"]].to_numpy().tolist()
    [['n', 'hall', 10]]
    """
    require_whole(graph, "claims")
    snapshot = Snapshot(graph, date_of(graph, as_of))
    scope = place_code(graph, scope)
    inside = None if scope is None else subtree(graph, scope)
    needs = [node for node in snapshot.nodes("Need") if inside is None or snapshot.place(node) in inside]
    rows = sorted(_rows(snapshot, needs), key=lambda row: (-(row["days_overdue"] or 0), row["id"]))
    types = {"joint": bool, "disagrees": bool}
    frame = pd.DataFrame(
        {name: pd.Series([row[name] for row in rows], dtype=types.get(name, object)) for name in _COLUMNS}
    )
    return ClaimReport(frame, snapshot.as_of, scope, bool(graph.graph.get("synthetic", False)))


_COLUMNS = (
    "id",
    "title",
    "category",
    "place",
    "place_name",
    "raised_by",
    "raised_by_name",
    "state",
    "raised_on",
    "expires_on",
    "due_on",
    "days_overdue",
    "projects",
    "claimers",
    "claimer_names",
    "joint",
    "disagrees",
)


def _rows(snapshot: Snapshot, needs: list[str]) -> Iterator[dict[str, Any]]:
    for node in needs:
        known, claim, place = snapshot.properties(node), claim_of(snapshot, node), snapshot.place(node)
        raised_by = min((tie.start for tie in snapshot.incoming("RAISED", node)), default=None)
        limit = {"hall": known.get("expires_on"), "claimed": claim.due_on}.get(claim.state)
        late = None if limit is None or limit >= snapshot.as_of else (snapshot.as_of - limit).days
        yield {
            "id": node,
            "title": known.get("title", node),
            "category": known.get("category"),
            "place": place,
            "place_name": None if place is None else name_of(snapshot, place),
            "raised_by": raised_by,
            "raised_by_name": None if raised_by is None else name_of(snapshot, raised_by),
            "state": claim.state,
            "raised_on": known.get("raised_on"),
            "expires_on": known.get("expires_on"),
            "due_on": claim.due_on,
            "days_overdue": late,
            "projects": claim.projects,
            "claimers": claim.claimers,
            "claimer_names": tuple(name_of(snapshot, node) for node in claim.claimers),
            "joint": len(claim.claimers) >= _JOINT and claim.state in ("claimed", "met"),
            "disagrees": claim.disagrees,
        }
