"""The tables of a report on alliances, each a row by row telling of what was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pandas as pd

from graphmodel.analysis.alliances.joint_work import Alliance, Work, last_day, pulse_of
from graphmodel.analysis.stakeholders import kind_of, name_of
from graphmodel.graph import Snapshot
from graphmodel.schema.enumerations import LAYERS

_LAYERS = tuple(layer.value for layer in LAYERS)
_ROLES = ("lead", "standing", "member")


def summary(snapshot: Snapshot, found: Sequence[Alliance], *, window_days: int) -> pd.DataFrame:
    """Return one row an alliance, those that sleep longest first."""
    begin = snapshot.as_of - timedelta(days=window_days)
    rows: list[dict[str, Any]] = []
    for alliance in found:
        known, place = snapshot.properties(alliance.id), snapshot.place(alliance.id)
        recent, counts = alliance.within(begin, snapshot.as_of), alliance.counts()
        pulse = pulse_of(alliance, as_of=snapshot.as_of, window_days=window_days)
        most = max(counts.values(), default=0)
        rows.append(
            {
                "id": alliance.id,
                "name": name_of(snapshot, alliance.id),
                "kind": known.get("kind"),
                "place": place,
                "place_name": None if place is None else name_of(snapshot, place),
                "established_on": known.get("established_on"),
                "members": len(alliance.members),
                "leads": _names(snapshot, (node for node, own in alliance.members.items() if "lead" in own.roles)),
                "projects": _number(recent, "project"),
                "activities": _number(recent, "activity"),
                "active_members": len(frozenset().union(*(item.members for item in recent))),
                "last": last_day(alliance.work),
                "dormant": not recent,
                "state": pulse.state,
                "before": pulse.before,
                "joint_work": len(alliance.work),
                "layers": tuple(layer for layer in _LAYERS if any(item.occasion.layer == layer for item in recent)),
                "streets": len({_above(snapshot, node, "Street") for node in alliance.members} - {None}),
                "districts": len({_above(snapshot, node, "District") for node in alliance.members} - {None}),
                "carried_by": _names(snapshot, (node for node, own in counts.items() if own == most)) if most else (),
                "carried_share": most / len(alliance.work) if alliance.work else None,
                "only_sign": sum(not own for own in counts.values()),
                "reason": pulse.reason.en,
                "reason_zh": pulse.reason.zh,
            }
        )
    rows.sort(key=lambda row: (row["last"] or date.min, row["id"]))
    names = (
        "id name kind place place_name established_on members leads projects activities active_members last dormant state before "
        "joint_work layers streets districts carried_by carried_share only_sign reason reason_zh"
    )
    whole = "members projects activities active_members before joint_work streets districts only_sign"
    return frame_of(rows, names, {**dict.fromkeys(whole.split(), int), "dormant": bool})


def memberships(snapshot: Snapshot, found: Sequence[Alliance], *, window_days: int) -> pd.DataFrame:
    """Return one row an alliance and live member."""
    begin = snapshot.as_of - timedelta(days=window_days)
    rows: list[dict[str, Any]] = []
    for alliance in found:
        active = frozenset().union(*(item.members for item in alliance.within(begin, snapshot.as_of)))
        for member, told in sorted(alliance.members.items()):
            own = [item for item in alliance.work if member in item.members]
            rows.append(
                {
                    "alliance": alliance.id,
                    "alliance_name": name_of(snapshot, alliance.id),
                    "member": member,
                    "member_name": name_of(snapshot, member),
                    "kind": kind_of(snapshot, member),
                    "roles": tuple(role for role in _ROLES if role in told.roles),
                    "since": told.since,
                    "active": member in active,
                    "last": last_day(own),
                    "joint_work": len(own),
                    "share": len(own) / len(alliance.work) if alliance.work else None,
                    "only_signs": not own,
                    "street_name": _name_above(snapshot, member, "Street"),
                    "district_name": _name_above(snapshot, member, "District"),
                }
            )
    names = (
        "alliance alliance_name member member_name kind roles since active last joint_work share only_signs "
        "street_name district_name"
    )
    return frame_of(rows, names, {"active": bool, "only_signs": bool, "joint_work": int})


def half_yearly(snapshot: Snapshot, found: Sequence[Alliance], *, half_years: int) -> pd.DataFrame:
    """Return one row an alliance and half-year: joint work by what it is and by layer, zeros where nothing happened."""
    last = _half_year(snapshot.as_of)
    rows: list[dict[str, Any]] = []
    for alliance in found:
        for half in range(last - half_years + 1, last + 1):
            own = [item for item in alliance.work if half in map(_half_year, item.days)]
            rows.append(
                {
                    "alliance": alliance.id,
                    "alliance_name": name_of(snapshot, alliance.id),
                    "half_year": f"{half // 2}H{half % 2 + 1}",
                    "projects": _number(own, "project"),
                    "activities": _number(own, "activity"),
                    **{layer: sum(item.occasion.layer == layer for item in own) for layer in _LAYERS},
                }
            )
    numbers = ("projects", "activities", *_LAYERS)
    return frame_of(rows, " ".join(("alliance alliance_name half_year", *numbers)), dict.fromkeys(numbers, int))


def joint_work(snapshot: Snapshot, found: Sequence[Alliance], *, window_days: int) -> pd.DataFrame:
    """Return one row an alliance and joint project or activity, the latest first."""
    begin = snapshot.as_of - timedelta(days=window_days)
    rows = [
        {
            "alliance": alliance.id,
            "alliance_name": name_of(snapshot, alliance.id),
            "id": item.occasion.id,
            "title": str(snapshot.properties(item.occasion.id).get("title", item.occasion.id)),
            "channel": item.occasion.channel,
            "layer": item.occasion.layer,
            "line": item.occasion.line,
            "first": item.occasion.first,
            "last": item.occasion.last,
            "recent": any(day >= begin for day in item.days),
            "members": len(item.members),
            "member_ids": tuple(sorted(item.members)),
            "member_names": _names(snapshot, item.members),
        }
        for alliance in found
        for item in sorted(
            alliance.work, key=lambda item: (-(item.occasion.last or date.min).toordinal(), item.occasion.id)
        )
    ]
    names = "alliance alliance_name id title channel layer line first last recent members member_ids member_names"
    return frame_of(rows, names, {"members": int, "recent": bool})


def overlap(snapshot: Snapshot, found: Sequence[Alliance]) -> pd.DataFrame:
    """Return one row a pair of alliances with a member in common, those that share the largest part of the smaller first."""
    rows: list[dict[str, Any]] = []
    for a, b in combinations(found, 2):
        shared = a.members.keys() & b.members.keys()
        if not shared:
            continue
        both = {item.occasion.id for item in a.work} & {item.occasion.id for item in b.work}
        rows.append(
            {
                "a": a.id,
                "a_name": name_of(snapshot, a.id),
                "b": b.id,
                "b_name": name_of(snapshot, b.id),
                "shared": len(shared),
                "members_a": len(a.members),
                "members_b": len(b.members),
                "jaccard": len(shared) / len(a.members.keys() | b.members.keys()),
                "overlap": len(shared) / min(len(a.members), len(b.members)),
                "joint_work": len(both),
                "shared_names": _names(snapshot, shared),
            }
        )
    rows.sort(key=lambda row: (-row["overlap"], -row["shared"], row["a"], row["b"]))
    names = "a a_name b b_name shared members_a members_b jaccard overlap joint_work shared_names"
    types = {
        **dict.fromkeys(("shared", "members_a", "members_b", "joint_work"), int),
        "jaccard": float,
        "overlap": float,
    }
    return frame_of(rows, names, types)


def frame_of(rows: Sequence[dict[str, Any]], names: str, types: dict[str, type]) -> pd.DataFrame:
    """Return rows as a frame with these columns, of these types (else ``object``), though there is no row."""
    columns = names.split()
    return pd.DataFrame(
        {name: pd.Series([row[name] for row in rows], dtype=types.get(name, object)) for name in columns}
    )


def _number(work: Sequence[Work], channel: str) -> int:
    return sum(item.occasion.channel == channel for item in work)


def _names(snapshot: Snapshot, nodes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(name_of(snapshot, node) for node in nodes))


def _above(snapshot: Snapshot, node: str, label: str) -> str | None:
    return next(
        (place for place in snapshot.scope(snapshot.place(node)) if label in snapshot.properties(place)["labels"]), None
    )


def _name_above(snapshot: Snapshot, node: str, label: str) -> str | None:
    place = _above(snapshot, node, label)
    return None if place is None else name_of(snapshot, place)


def _half_year(day: date) -> int:
    """Return the number of a half-year, counted through so that neighbours differ by one."""
    return day.year * 2 + (day.month > 6)  # noqa: PLR2004 -- June ends the first half
