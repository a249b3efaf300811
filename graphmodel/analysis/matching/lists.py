"""Needs and resources at a date, as matching reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graphmodel.analysis.matching.claims import claim_of
from graphmodel.graph import Snapshot

IN_HAND = frozenset({"claimed", "met", "withdrawn"})
"""States of a need that nobody has to be found for any more."""

_GONE = frozenset({"closed", "shell"})


@dataclass(frozen=True, slots=True)
class Need:
    """A need that is still to be met.

    Attributes
    ----------
    id, title, category
        As listed; the id where there is no title.
    raised_by, place
        Ids, None where unknown.
    quantity
        How much is needed; 1 where that is not known.
    expires_on
        Until when it can be claimed.
    """

    id: str
    title: str
    category: str
    raised_by: str | None
    place: str | None
    quantity: int
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource, live or not.

    Attributes
    ----------
    id, title, category
        As listed; the id where there is no title.
    offered_by, place
        Ids; without a place it is offered everywhere.
    capacity
        How much is offered in all, None where that is not known (then it is not limited).
    held
        How much of it projects hold.
    live
        Whether it is available at the date, and who offers it is neither gone nor closed.
    """

    id: str
    title: str
    category: str
    offered_by: str | None
    place: str | None
    capacity: int | None
    held: int
    live: bool

    @property
    def free(self) -> float:
        """How much can still be given; infinite where the capacity is not known."""
        return float("inf") if self.capacity is None else float(max(0, self.capacity - self.held))


def open_needs(snapshot: Snapshot) -> list[Need]:
    """Return the needs that nobody has claimed, by id."""
    needs = (node for node in snapshot.nodes("Need") if claim_of(snapshot, node).state not in IN_HAND)
    return [_need(snapshot, node) for node in sorted(needs)]


def _need(snapshot: Snapshot, node: str) -> Need:
    known = snapshot.properties(node)
    quantity = known.get("quantity")
    return Need(
        id=node,
        title=str(known.get("title", node)),
        category=str(known.get("category", "")),
        raised_by=min((tie.start for tie in snapshot.incoming("RAISED", node)), default=None),
        place=snapshot.place(node),
        quantity=1 if quantity is None else int(quantity),
        expires_on=known.get("expires_on"),
    )


def all_resources(snapshot: Snapshot, *, used_up: bool) -> list[Resource]:
    """Return every resource, by id; with ``used_up`` what finished projects took is gone too."""
    return [_resource(snapshot, node, used_up=used_up) for node in sorted(snapshot.every("Resource"))]


def _resource(snapshot: Snapshot, node: str, *, used_up: bool) -> Resource:
    known = snapshot.properties(node)
    # Ties to a node that is not there at the date do not count, yet who offers it must be told.
    edges = snapshot.graph.in_edges(node, data="type")
    offerers = sorted(start for start, _, kind in edges if kind == "OFFERS")
    able = [offerer for offerer in offerers if _is_able(snapshot, offerer)]
    capacity = known.get("capacity")
    return Resource(
        id=node,
        title=str(known.get("title", node)),
        category=str(known.get("category", "")),
        offered_by=(able or offerers or [None])[0],
        place=snapshot.place(node),
        capacity=None if capacity is None else int(capacity),
        held=sum(_held(snapshot, node, used_up=used_up)),
        live=node in snapshot.present and (bool(able) or not offerers),
    )


def _is_able(snapshot: Snapshot, offerer: str) -> bool:
    return offerer in snapshot.present and snapshot.properties(offerer).get("operating_status") not in _GONE


def _held(snapshot: Snapshot, resource: str, *, used_up: bool) -> Iterator[int]:
    """Yield what each project holds: the quantity of the need it answers, 1 where that is not known."""
    holding = ("claimed", "done") if used_up else ("claimed",)
    for tie in snapshot.incoming("USES", resource):
        if snapshot.properties(tie.start).get("status") in holding:
            need = snapshot.end("ANSWERS", tie.start)
            quantity = None if need is None else snapshot.properties(need).get("quantity")
            yield 1 if quantity is None else int(quantity)
