"""Stakeholders at a date as arrays: their history, who of them may be recommended, and what they have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.analysis.occasions import DEFAULT_CHANNELS, STANDING, Occasion, occasions
from graphmodel.analysis.projection import UNDATED
from graphmodel.analysis.recommendation.history import History, Numbers, check_size
from graphmodel.analysis.stakeholders import STAKEHOLDER_KINDS, kind_of, name_of
from graphmodel.bilingual import NOTHING, Bilingual
from graphmodel.errors import InputError
from graphmodel.graph import Snapshot

ENDED = ("closed", "shell")
"""States of a unit in which nobody builds with it any more."""
_HOUSE_LEVELS = frozenset({"compound", "building", "zone", "commercial_building", "business_district", "market"})
"""Places that are one house, carrier or compound."""
_MOST_SHOWN = 5


@dataclass(frozen=True)
class Stakeholders:
    """Everyone who is there at a date or has ever taken part, one row each.

    Attributes
    ----------
    snapshot
        The graph at the date.
    history
        Who took part in what and when; its nodes are the rows.
    position
        Row by id.
    occasions
        What the history's occasions are, in its order.
    able
        Whether it can be recommended: live, not closed, no shell, nor an organization in a unit that is.
    place
        Where it lies, None where that is not known.
    community
        Code of its community, -1 where it lies in none.
    house
        Rows of the unit it belongs to, or its own: an organization and its unit are one house.
    """

    snapshot: Snapshot
    history: History
    position: dict[str, int]
    occasions: Sequence[Occasion]
    able: NDArray[np.bool_]
    place: Sequence[str | None]
    community: Numbers
    house: Numbers

    def __len__(self) -> int:
        return len(self.history)

    def id_of(self, row: int) -> str:
        """Return the id of a row."""
        return str(self.history.nodes[row])

    def name(self, row: int) -> str:
        """Return the name of a row."""
        return name_of(self.snapshot, self.id_of(row))

    def rows(self, ids: Iterable[str | None]) -> Numbers:
        """Return the rows of ids, -1 for one that is none of them."""
        return np.array([-1 if id_ is None else self.position.get(id_, -1) for id_ in ids], dtype=np.int64)

    def within(self, places: frozenset[str] | None) -> NDArray[np.bool_]:
        """Tell who lies in one of some places; everyone where None is given."""
        if places is None:
            return np.ones(len(self), dtype=bool)
        return np.array([place in places for place in self.place], dtype=bool)


def stakeholders_at(snapshot: Snapshot) -> Stakeholders:
    """Return the stakeholders of a graph at a date, with what they did through the usual channels by then.

    Raises
    ------
    InputError
        If the occasions make more than ten million pairs.
    """
    found = occasions(snapshot, channels=DEFAULT_CHANNELS)
    present = {node for label in STAKEHOLDER_KINDS for node in snapshot.nodes(label)}
    nodes = sorted(present.union(*(occasion.participants for occasion in found)))
    position = {node: row for row, node in enumerate(nodes)}
    places = [snapshot.place(node) for node in nodes]
    communities = [_community(snapshot, place) for place in places]
    units = [snapshot.end("BELONGS_TO", node) for node in nodes]
    history = _history(snapshot, found, nodes, position, (places, communities))
    check_size(history)
    return Stakeholders(
        snapshot=snapshot,
        history=history,
        position=position,
        occasions=found,
        able=np.array(
            [node in present and _operates(snapshot, node, unit) for node, unit in zip(nodes, units, strict=True)],
            dtype=bool,
        ),
        place=places,
        community=_codes(communities),
        house=np.array(
            [position.get(unit or node, row) for row, (node, unit) in enumerate(zip(nodes, units, strict=True))],
            dtype=np.int64,
        ),
    )


def _history(
    snapshot: Snapshot,
    found: Sequence[Occasion],
    nodes: Sequence[str],
    position: dict[str, int],
    lies: tuple[Sequence[str | None], Sequence[str | None]],
) -> History:
    entries = [
        (position[node], number, max(_ordinal(joined), _ordinal(occasion.first)))
        for number, occasion in enumerate(found)
        for node, joined in occasion.participants.items()
    ]
    columns = np.array(entries, dtype=np.int64).reshape(-1, 3)
    places, communities = lies
    houses = [place if place is not None and _level(snapshot, place) in _HOUSE_LEVELS else None for place in places]
    return History(
        nodes=nodes,
        node=columns[:, 0],
        occasion=columns[:, 1],
        day=columns[:, 2],
        context=_codes([occasion.layer for occasion in found]),
        standing=np.array([occasion.channel in STANDING for occasion in found], dtype=bool),
        groups={"community": _codes(communities), "kind": _codes([kind_of(snapshot, node) for node in nodes])},
        kin={"house": _codes(houses)},
        known=np.array([_ordinal(snapshot.properties(node).get("established_on")) for node in nodes], dtype=np.int64),
    )


def _codes(values: Sequence[str | None]) -> Numbers:
    return pd.factorize(np.array(values, dtype=object))[0].astype(np.int64) if values else np.zeros(0, dtype=np.int64)


def _ordinal(day: date | None) -> int:
    return UNDATED if day is None else day.toordinal()


def _level(snapshot: Snapshot, place: str) -> str | None:
    level = snapshot.properties(place).get("level")
    return None if level is None else str(level)


def _community(snapshot: Snapshot, place: str | None) -> str | None:
    steps = reversed(snapshot.scope(place))
    return next((step for step in steps if _level(snapshot, step) == "community"), None)


def _operates(snapshot: Snapshot, node: str, unit: str | None) -> bool:
    states = [snapshot.properties(one).get("operating_status") for one in (node, unit) if one is not None]
    return not any(state in ENDED for state in states)


def row_named(people: Stakeholders, text: str) -> int:
    """Return the row of a stakeholder by its id, else by its name where only one has it.

    Raises
    ------
    InputError
        If there is none, several have the name, or it is closed, a shell or dissolved.
    """
    row = people.position.get(text)
    if row is None:
        row = _by_name(people, text)
    if not people.able[row]:
        gone = Bilingual(
            "it is closed, a shell or dissolved at the date, or in such a unit",
            "它在该日期已注销、为空壳或已撤销，或其所在单位如此",
        )
        msg = Bilingual(
            f"found {people.name(row)} ({people.id_of(row)}), expected one that can build with others: {gone.en}",
            f"{people.name(row)}（{people.id_of(row)}）不能参与共建：{gone.zh}，请另选一个",
        )
        raise InputError(msg)
    return row


def _by_name(people: Stakeholders, text: str) -> int:
    names: dict[str, list[int]] = {}
    for row in range(len(people)):
        names.setdefault(people.name(row), []).append(row)
    found = names.get(text.strip(), [])
    if len(found) == 1:
        return found[0]
    if found:
        ids = [people.id_of(row) for row in found[:_MOST_SHOWN]]
        more = len(found) > _MOST_SHOWN
        msg = Bilingual(
            f"found {len(found)} stakeholders with the name {text!r}: {', '.join(ids)}{' …' if more else ''}; give the id of one",
            f"名称为 {text!r} 的主体有 {len(found)} 个：{'、'.join(ids)}{'……' if more else ''}；请给出其中一个的编码",
        )
        raise InputError(msg)
    near = get_close_matches(text, [*names, *people.position], n=3, cutoff=0.6)
    hint = Bilingual(f" (did you mean {' or '.join(near)}?)", f"（是否指 {'、'.join(near)}？）") if near else NOTHING
    day = people.snapshot.as_of
    msg = Bilingual(
        f"found no stakeholder with the id or name {text!r}{hint.en} at {day}: give one of the tables",
        f"在 {day} 没有编码或名称为 {text!r} 的主体{hint.zh}：请给出表格中的一个",
    )
    raise InputError(msg)
