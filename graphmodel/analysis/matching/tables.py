"""Matches, needs and resources as frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from graphmodel.analysis.matching.candidates import Candidates
from graphmodel.analysis.matching.lists import Need, Resource
from graphmodel.analysis.matching.unmet import REASONS, Unmet
from graphmodel.analysis.stakeholders import name_of
from graphmodel.graph import Snapshot


def match_table(
    snapshot: Snapshot,
    used: Candidates,
    needs: Sequence[Need],
    resources: Sequence[Resource],
    amounts: np.ndarray,
    costs: np.ndarray,
) -> pd.DataFrame:
    """Return one row a match."""
    rows: list[dict[str, Any]] = []
    for row in range(len(used)):
        need, resource = needs[used.need[row]], resources[used.resource[row]]
        rows.append(
            {
                "need": need.id,
                "need_title": need.title,
                "raised_by": need.raised_by,
                "raised_by_name": _name(snapshot, need.raised_by),
                "resource": resource.id,
                "resource_title": resource.title,
                "offered_by": resource.offered_by,
                "offered_by_name": _name(snapshot, resource.offered_by),
                "amount": int(amounts[row]),
                "quantity": need.quantity,
                "category": need.category,
                "resource_category": resource.category,
                "likeness": round(float(used.likeness[row]), 4),
                "distance": round(float(used.distance[row]), 4),
                "tied": bool(used.tied[row]),
                "cost": round(float(costs[row]), 4),
            }
        )
    types = {"amount": int, "quantity": int, "likeness": float, "distance": float, "tied": bool, "cost": float}
    return _frame(rows, _MATCH, types)


def need_table(
    snapshot: Snapshot,
    needs: Sequence[Need],
    resources: Sequence[Resource],
    amounts: Mapping[str, int],
    unmet: Mapping[str, Unmet],
) -> pd.DataFrame:
    """Return one row an open need, with what it is given and why something remains."""
    rows: list[dict[str, Any]] = []
    for need in needs:
        answer, amount = unmet.get(need.id), amounts.get(need.id, 0)
        nearest = None if answer is None or answer.nearest is None else resources[answer.nearest]
        words = None if answer is None else REASONS[answer.reason]
        rows.append(
            {
                "id": need.id,
                "title": need.title,
                "category": need.category,
                "place": need.place,
                "place_name": _name(snapshot, need.place),
                "raised_by": need.raised_by,
                "raised_by_name": _name(snapshot, need.raised_by),
                "expires_on": need.expires_on,
                "quantity": need.quantity,
                "amount": amount,
                "state": "met" if answer is None else "partly" if amount else "unmet",
                "reason": None if answer is None else answer.reason,
                "reason_en": None if words is None else words.en,
                "reason_zh": None if words is None else words.zh,
                "nearest": None if nearest is None else nearest.id,
                "nearest_title": None if nearest is None else nearest.title,
            }
        )
    return _frame(rows, _NEED, {"quantity": int, "amount": int})


def resource_table(snapshot: Snapshot, resources: Sequence[Resource], given: np.ndarray) -> pd.DataFrame:
    """Return one row a live resource, with what it holds, gives and keeps."""
    rows = [
        {
            "id": resource.id,
            "title": resource.title,
            "category": resource.category,
            "offered_by": resource.offered_by,
            "offered_by_name": _name(snapshot, resource.offered_by),
            "capacity": resource.capacity,
            "held": resource.held,
            "given": int(amount),
            "free": None if resource.capacity is None else int(resource.free - amount),
        }
        for resource, amount in zip(resources, given.tolist(), strict=True)
        if resource.live
    ]
    return _frame(rows, _RESOURCE, {"held": int, "given": int})


_MATCH = [
    "need",
    "need_title",
    "raised_by",
    "raised_by_name",
    "resource",
    "resource_title",
    "offered_by",
    "offered_by_name",
    "amount",
    "quantity",
    "category",
    "resource_category",
    "likeness",
    "distance",
    "tied",
    "cost",
]
_NEED = [
    "id",
    "title",
    "category",
    "place",
    "place_name",
    "raised_by",
    "raised_by_name",
    "expires_on",
    "quantity",
    "amount",
    "state",
    "reason",
    "reason_en",
    "reason_zh",
    "nearest",
    "nearest_title",
]
_RESOURCE = ["id", "title", "category", "offered_by", "offered_by_name", "capacity", "held", "given", "free"]


def _name(snapshot: Snapshot, node: str | None) -> str | None:
    return None if node is None else name_of(snapshot, node)


def _frame(rows: list[dict[str, Any]], names: Sequence[str], types: Mapping[str, type]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=types.get(name, object)) for name in names})
