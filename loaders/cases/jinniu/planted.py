"""Gaps that follow from several tables together, found while the case is made and apart from the rules' own code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np

from loaders.cases.jinniu.alliances import Alliance
from loaders.cases.jinniu.chance import Bools, Ints
from loaders.cases.jinniu.coverage import NOTHING
from loaders.cases.jinniu.draft import AS_OF, Draft
from loaders.cases.jinniu.organizations import where_ids
from loaders.cases.jinniu.units import Units

_YEAR, _HALF_YEAR, _UNCLAIMED = timedelta(365), timedelta(183), timedelta(60)


def find_units_without_activity(draft: Draft, units: Units, state: Ints, active: Bools) -> None:
    """Note covered units that no activity row covers and that took part in nothing within the year."""
    held = _dates(draft, "activities", "activity_id", "held_on")
    recent = {activity for activity, day in held.items() if AS_OF - _YEAR <= day <= AS_OF}
    busy = {who for who, what in _participation(draft, "activity_participants", "activity_id") if what in recent}
    owners = _owners(draft)
    took_part = busy | {owners[who] for who in busy if who in owners}
    here = np.array([identifier in took_part for identifier in units.ids])
    draft.find("unit-without-activity", where_ids(units.ids, units.operating & (state != NOTHING) & ~active & ~here))


def _owners(draft: Draft) -> dict[str, str]:
    """Map each live organization of a unit to the unit."""
    rows = _rows(draft, "party_organizations", "org_id", "unit_id", "dissolved_on")
    return {
        org: unit for org, unit, dissolved in rows if unit is not None and (dissolved is None or dissolved >= AS_OF)
    }


def find_in_alliances(draft: Draft, alliances: list[Alliance]) -> None:
    """Note alliances that sleep, and members that take no part in what keeps an alliance awake."""
    events: dict[str, set[str]] = defaultdict(set)
    for table, key in (("activity_participants", "activity_id"), ("project_participants", "project_id")):
        for who, what in _participation(draft, table, key):
            events[what].add(who)
    recent = [events[what] for what in _recent_events(draft)]
    for alliance in alliances:
        members = set(alliance.members)
        kept = [who & members for who in recent if len(who & members) > 1]
        if not kept:
            draft.find("alliance-dormant", [alliance.id])
            continue
        draft.find("alliance-member-inactive", [f"{alliance.id}|{member}" for member in members - set().union(*kept)])


def _recent_events(draft: Draft) -> list[str]:
    held = _rows(draft, "activities", "activity_id", "held_on")
    run = _rows(draft, "projects", "project_id", "status", "started_on", "finished_on")
    recent = [activity for activity, day in held if _within(day)]
    for project, status, started, finished in run:
        begun = started is None or started <= AS_OF
        if status != "cancelled" and begun and (_within(started) or _within(finished)):
            recent.append(project)
    return recent


def _within(day: date | None) -> bool:
    return day is not None and AS_OF - _HALF_YEAR <= day <= AS_OF


def find_in_lists(draft: Draft) -> None:
    """Note needs that nobody answers, resources that lie idle and projects with a single participant."""
    projects = [
        row
        for row in _rows(draft, "projects", "project_id", "status", "started_on", "need_id", "resource_id")
        if row[1] != "cancelled" and (row[2] is None or row[2] <= AS_OF)
    ]
    parties: dict[str, set[str]] = defaultdict(set)
    for who, what in _participation(draft, "project_participants", "project_id"):
        parties[what].add(who)
    draft.find(
        "project-not-co-built",
        [project for project, status, *_ in projects if status in ("claimed", "done") and len(parties[project]) < 2],  # noqa: PLR2004 -- a tie has two ends
    )
    used = {resource for _, _, started, _, resource in projects if resource and _within(started)}
    offered = _live_resources(draft)
    draft.find("resource-idle", [resource for resource, _, _ in offered if resource not in used])
    _find_needs(draft, {need for _, _, _, need, _ in projects if need}, offered)


def _live_resources(draft: Draft) -> list[tuple[str, str, str | None]]:
    rows = _rows(draft, "resources", "resource_id", "category", "place_id", "available_from", "available_until")
    return [
        (resource, category, place)
        for resource, category, place, begins, ends in rows
        if (begins is None or begins <= AS_OF) and (ends is None or ends >= AS_OF)
    ]


def _find_needs(draft: Draft, answered: set[str], offered: Iterable[tuple[str, str, str | None]]) -> None:
    streets = _streets(draft)
    here = {(category, streets.get(place) if place else None) for _, category, place in offered}
    for need, category, place, raised, expires, status in _rows(
        draft, "needs", "need_id", "category", "place_id", "raised_on", "expires_on", "status"
    ):
        if status not in (None, "open"):
            continue
        if (category, None) not in here and (category, streets[place]) not in here:
            draft.find("need-without-resource", [need])
        late = expires < AS_OF if expires is not None else AS_OF - raised > _UNCLAIMED
        if late and need not in answered:
            draft.find("need-unclaimed", [need])


def _streets(draft: Draft) -> dict[str, str]:
    """Map each place of the ladder to its street: codes of nine digits stand at the head of those below."""
    codes = draft.columns["places"]["place_id"]
    return {code: code[:9] for code in codes if code[:9].isdigit() and len(code) >= len("510106024")}


def _participation(draft: Draft, table: str, event: str) -> list[tuple[Any, ...]]:
    return _rows(draft, table, "participant_id", event)


def _dates(draft: Draft, table: str, key: str, column: str) -> Mapping[str, date]:
    return dict(_rows(draft, table, key, column))


def _rows(draft: Draft, table: str, *names: str) -> list[tuple[Any, ...]]:
    columns = draft.columns[table]
    return list(zip(*(columns[name] for name in names), strict=True))
