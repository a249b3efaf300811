"""The three coverages of units: how each is covered, and the organizations and rows that say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from loaders.cases.jinniu.chance import Bools, Ints, chosen, days_before, happens
from loaders.cases.jinniu.draft import Draft, pick
from loaders.cases.jinniu.organizations import Chain, where_ids
from loaders.cases.jinniu.places import Places
from loaders.cases.jinniu.units import CLOSED, PUBLIC, SHELL, Units

OWN, JOINT, WORK, NOTHING = range(4)
SHOULD_HAVE_OWN = 3
"""Party members from which on a unit must have an organization of its own."""

_MODES = ("instructor", "liaison", "union", "youth_league", "womens_federation")
_STALE = 45
_MOST_JOINT = 12


def draw_states(draft: Draft, places: Places, units: Units) -> Ints:
    """Draw how each unit is covered, and note the gaps that follow from it."""
    rng = draft.stream("unit coverage")
    chance = rng.random(len(units.ids)) ** places.areas.care[units.community]
    many = _state(chance, 0.72, 0.10, 0.07)
    few = _state(chance, 0.0, 0.55, 0.20)
    none = _state(chance, 0.0, 0.01, 0.86)
    state = np.select([units.members >= SHOULD_HAVE_OWN, units.members > 0], [many, few], none)
    state[(units.type == PUBLIC) & (units.members >= SHOULD_HAVE_OWN)] = OWN
    # A branch is small: a unit with many members that is covered at all has an organization of its own.
    state[(state == JOINT) & (units.members > _MOST_JOINT)] = OWN
    state[np.isin(units.status, [CLOSED, SHELL])] = NOTHING
    _note(draft, units, state)
    return state


def _state(chance: Any, own: float, joint: float, work: float) -> Ints:
    found: Ints = np.select(
        [chance < own, chance < own + joint, chance < own + joint + work], [OWN, JOINT, WORK], NOTHING
    )
    return found


def _note(draft: Draft, units: Units, state: Ints) -> None:
    due = units.members >= SHOULD_HAVE_OWN
    organized = state <= JOINT
    masks = {
        "unit-should-have-own-organization": due & ~organized,
        "joint-member-should-stand-alone": due & (state == JOINT),
        "members-without-organization": (units.members > 0) & ~due & ~organized,
        "unit-without-work-coverage": (units.members == 0) & (state == NOTHING),
    }
    for rule, mask in masks.items():
        draft.find(rule, where_ids(units.ids, mask & units.operating))


@dataclass(frozen=True, slots=True)
class Coverer:
    """Adds coverage rows by the organization of a unit's community."""

    draft: Draft
    places: Places
    chain: Chain
    units: Units

    def add(self, rows: Ints, kind: str, mode: Any, **dates: Any) -> None:
        """Cover the units in ``rows``."""
        community = self.units.community[rows].tolist()
        self.draft.add(
            "coverage",
            org_id=[self.chain.above(self.places.areas, area) for area in community],
            covered_id=pick(self.units.ids, rows),
            kind=kind,
            mode=mode,
            **dates,
        )


def add_work_and_activity_rows(draft: Draft, places: Places, chain: Chain, units: Units, state: Ints) -> Bools:
    """Add work and activity rows, stale and lapsed ones; return which units an activity row covers."""
    rng = draft.stream("unit rows")
    coverer = Coverer(draft, places, chain, units)
    worked = np.flatnonzero((state == WORK) | ((state == JOINT) & happens(rng, 0.15, len(state))))
    coverer.add(
        worked,
        "work",
        rng.choice(_MODES, len(worked), p=[0.45, 0.3, 0.15, 0.05, 0.05]),
        since=days_before(rng, 10, 1500, len(worked)),
    )
    active: Bools = (state != NOTHING) & (rng.random(len(state)) < np.where(state <= JOINT, 0.70, 0.45))
    shown = np.flatnonzero(active)
    coverer.add(shown, "activity", None, since=days_before(rng, 1, 700, len(shown)))
    _add_stale_and_lapsed(draft, coverer, units, state)
    return active


def _add_stale_and_lapsed(draft: Draft, coverer: Coverer, units: Units, state: Ints) -> None:
    """Add rows that must not be taken for coverage: of closed units, ended ones, and one that begins later."""
    rng = draft.stream("stale rows")
    gone = rng.permutation(np.flatnonzero(np.isin(units.status, [CLOSED, SHELL]) & units.home))
    stale, ended = gone[:_STALE], gone[_STALE : _STALE + 160]
    draft.find("stale-coverage", pick(units.ids, stale))
    coverer.add(stale, "work", "instructor", since=days_before(rng, 400, 1800, len(stale)))
    coverer.add(
        ended,
        "work",
        "instructor",
        since=days_before(rng, 900, 2000, len(ended)),
        until=days_before(rng, 1, 800, len(ended)),
    )
    bare = rng.permutation(np.flatnonzero((state == NOTHING) & units.operating))
    lapsed, coming = chosen(rng, bare[:2000], 150), bare[2000:2025]
    coverer.add(
        lapsed,
        "work",
        "liaison",
        since=days_before(rng, 900, 2000, len(lapsed)),
        until=days_before(rng, 1, 800, len(lapsed)),
    )
    coverer.add(coming, "work", "instructor", since=days_before(rng, -120, -1, len(coming)))
