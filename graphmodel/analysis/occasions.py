"""Occasions on which stakeholders build together: projects, activities, alliances, links, meetings, triads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple, TypeAlias

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph import Snapshot, Tie
from graphmodel.schema.enumerations import LAYERS
from graphmodel.schema.model import EnumerationValue as Value

CHANNELS = (
    Value("project", "项目"),
    Value("activity", "活动"),
    Value("alliance", "联盟"),
    Value("link", "共建关系"),
    Value("meeting", "协商会议"),
    Value("triad", "三方联动"),
)
"""Through what two stakeholders build together."""

DEFAULT_CHANNELS = ("project", "activity", "alliance", "link")
"""Those used unless asked otherwise; meetings and triads say that a compound works, not who joins hands across it."""

STANDING = frozenset({"alliance", "link", "triad"})
"""Channels whose ties hold until they end; the others are things that were done."""

Joined: TypeAlias = "date | None"


class Occasion(NamedTuple):
    """One thing that two or more stakeholders share.

    ``participants`` maps each different stakeholder to the day it joined, None where it was there from the start (or
    nothing is known). ``first`` and ``last`` bound the occasion; both are None where no date is known.
    """

    id: str
    channel: str
    layer: str | None
    line: str | None
    first: date | None
    last: date | None
    participants: dict[str, Joined]


def occasions(snapshot: Snapshot, *, channels: Sequence[str], layer: str | None = None) -> list[Occasion]:
    """Return what was shared up to the date of a snapshot, through each of ``channels``, perhaps of one layer only.

    Examples
    --------
    >>> import networkx as nx
    >>> from datetime import date
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("p", labels=("Project",), layer="culture", status="done", started_on=date(2022, 3, 1))
    >>> graph.add_node("a", labels=("PartyOrganization", "Stakeholder"))
    >>> _ = graph.add_edge("a", "p", type="TOOK_PART_IN")
    >>> [found] = occasions(Snapshot(graph, date(2022, 6, 30)), channels=("project",))
    >>> found.layer, list(found.participants)
    ('culture', ['a'])
    """
    found = chain.from_iterable(_READERS[channel](snapshot) for channel in channels)
    return [occasion for occasion in found if layer is None or occasion.layer == layer]


def channel_names(channels: Sequence[str] | None) -> tuple[str, ...]:
    """Return the channels asked for in their fixed order, the default ones for None, all for ``"all"``.

    Raises
    ------
    InputError
        If one of them is unknown.
    """
    if channels is None:
        return DEFAULT_CHANNELS
    if "all" in channels:
        return tuple(item.value for item in CHANNELS)
    asked = {_value_of(name, CHANNELS, Bilingual("channel", "途径")) for name in channels}
    return tuple(item.value for item in CHANNELS if item.value in asked)


def layer_name(layer: str | None) -> str | None:
    """Return the stored name of a layer given in English or Chinese; raise `InputError` where it is none of the five."""
    return None if layer is None else _value_of(layer, LAYERS, Bilingual("layer", "共建层面"))


def _value_of(name: str, values: Sequence[Value], what: Bilingual) -> str:
    for item in values:
        if name in (item.value, item.chinese, *item.aliases):
            return item.value
    shown = [f"{item.value} {item.chinese}" for item in values]
    msg = Bilingual(
        f"found the {what.en} {name!r}, expected one of {', '.join(shown)}",
        f"没有{what.zh} {name!r}：应为 {'、'.join(shown)} 之一",
    )
    raise InputError(msg)


def _projects(snapshot: Snapshot) -> Iterator[Occasion]:
    for node in snapshot.nodes("Project"):
        known = snapshot.properties(node)
        dates = [day for name in ("started_on", "finished_on") if (day := snapshot.past(node, name)) is not None]
        first, last = (min(dates), max(dates)) if dates else (None, None)
        joined = _joined(snapshot.incoming("TOOK_PART_IN", node))
        yield Occasion(node, "project", known.get("layer"), known.get("line"), first, last, joined)


def _activities(snapshot: Snapshot) -> Iterator[Occasion]:
    for node in snapshot.nodes("Activity"):
        known = snapshot.properties(node)
        day, joined = known.get("held_on"), _joined(snapshot.incoming("TOOK_PART_IN", node))
        yield Occasion(node, "activity", known.get("layer"), None, day, day, joined)


def _meetings(snapshot: Snapshot) -> Iterator[Occasion]:
    for node in snapshot.nodes("Meeting"):
        day, joined = snapshot.properties(node).get("held_on"), _joined(snapshot.incoming("TOOK_PART_IN", node))
        yield Occasion(node, "meeting", None, None, day, day, joined)


def _alliances(snapshot: Snapshot) -> Iterator[Occasion]:
    for node in snapshot.nodes("Alliance"):
        joined = _joined(snapshot.incoming("MEMBER_OF", node))
        first = snapshot.past(node, "established_on")
        yield Occasion(node, "alliance", None, None, first, snapshot.as_of, joined)


def _links(snapshot: Snapshot) -> Iterator[Occasion]:
    for tie in snapshot.ties("BUILDS_WITH"):
        known = tie.properties
        ends: dict[str, Joined] = {tie.start: None, tie.end: None}
        name = f"{tie.start}|{tie.end}"
        yield Occasion(name, "link", known.get("layer"), None, known.get("since"), snapshot.as_of, ends)


def _triads(snapshot: Snapshot) -> Iterator[Occasion]:
    for node in snapshot.nodes("Compound"):
        covering = [tie for tie in snapshot.incoming("COVERS", node) if tie.properties.get("kind") == "organization"]
        at = [tie for tie in snapshot.incoming("SERVES_PLACE", node) if snapshot.end("BELONGS_TO", tie.start) is None]
        parties = ([*covering, *at], snapshot.incoming("REPRESENTS", node), snapshot.incoming("SERVICES", node))
        if all(parties):
            yield Occasion(node, "triad", None, None, None, snapshot.as_of, _joined(chain(*parties)))


def _joined(ties: Iterable[Tie]) -> dict[str, Joined]:
    """Map each different participant to its earliest ``since``; an empty one is earlier than any date."""
    joined: dict[str, Joined] = {}
    for tie in ties:
        since = tie.properties.get("since")
        known = joined.get(tie.start, since)
        joined[tie.start] = None if since is None or known is None else min(since, known)
    return joined


_READERS: dict[str, Callable[[Snapshot], Iterator[Occasion]]] = {
    "project": _projects,
    "activity": _activities,
    "alliance": _alliances,
    "link": _links,
    "meeting": _meetings,
    "triad": _triads,
}
