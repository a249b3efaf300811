"""Meetings of compounds in the five-step cadence: who meets, how often, and which side stays away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphmodel.schema.enumerations import STEPS as STEP_VALUES
from loaders.cases.jinniu.chance import Bools, Ints, ago, happens
from loaders.cases.jinniu.compound_organizations import CompoundCoverage
from loaders.cases.jinniu.draft import Draft, pick
from loaders.cases.jinniu.organizations import organization_of, where_ids
from loaders.cases.jinniu.places import Places
from loaders.cases.jinniu.triads import Triads
from loaders.cases.jinniu.units import Units

STEPS = tuple(value.value for value in STEP_VALUES)
LIMITS = np.array([3, 10, 35, 100, 400])
"""Days after which a step is overdue."""

_TOPICS = ("环境卫生", "停车秩序", "物业费用", "加装电梯", "安全隐患", "公共收益", "邻里矛盾", "文明养犬")
_SIDES = 3


@dataclass(frozen=True, slots=True)
class _Meetings:
    compound: Ints
    step: Ints
    days: Ints


def add_meetings(draft: Draft, places: Places, units: Units, coverage: CompoundCoverage, triads: Triads) -> None:
    """Add the meetings of complete triads, of which some are silent, and of some other compounds."""
    rng = draft.stream("meetings")
    complete = np.flatnonzero(triads.complete)
    silent = happens(rng, 0.08, len(complete))
    care = places.areas.care[places.compounds.community[complete]]
    meets = ~silent & (rng.random(len(complete)) ** care < 0.72)  # noqa: PLR2004 -- the share where care is as elsewhere
    kept = ~silent & (rng.random(len(complete)) ** care < 0.35)  # noqa: PLR2004 -- likewise
    ids = places.compounds.ids
    draft.find("triad-not-meeting", where_ids(pick(ids, complete), ~meets))
    draft.find("cadence-overdue", where_ids(pick(ids, complete), ~kept))
    last = _last(rng, complete[~silent], kept[~silent])
    history = _history(rng, complete[~silent], 6)
    others = np.flatnonzero(~triads.complete & places.compounds.home & happens(rng, 0.45, len(ids)))
    loose = _history(rng, others, 2)
    absent = np.full(len(ids), -1)
    absent[complete] = np.where(meets, -1, rng.integers(0, _SIDES, len(complete)))
    meetings = _Meetings(
        *(
            np.concatenate([getattr(part, name) for part in (last, history, loose)])
            for name in ("compound", "step", "days")
        )
    )
    _add(draft, places, meetings)
    _add_participants(draft, places, units, coverage, triads, meetings, absent)


def _last(rng: np.random.Generator, compounds: Ints, kept: Bools) -> _Meetings:
    """Draw the last meeting of each step: within its limit where the cadence is kept, else beyond it for some step."""
    late = happens(rng, 0.45, (len(compounds), len(LIMITS)))
    late[np.arange(len(compounds)), rng.integers(0, len(LIMITS), len(compounds))] = True
    late &= ~kept[:, None]
    within = (rng.random(late.shape) * (LIMITS + 1)).astype(np.int64)
    beyond = LIMITS + 1 + (rng.random(late.shape) * np.array([12, 20, 30, 120, 200])).astype(np.int64)
    days = np.where(late, beyond, within)
    step = np.tile(np.arange(len(LIMITS)), (len(compounds), 1))
    return _Meetings(np.repeat(compounds, len(LIMITS)), step.ravel(), days.ravel())


def _history(rng: np.random.Generator, compounds: Ints, most: int) -> _Meetings:
    """Draw earlier meetings, all of them longer ago than any last one of the short steps may be."""
    compound = np.repeat(compounds, rng.integers(1, most + 1, len(compounds)))
    step = rng.choice(3, len(compound), p=[0.2, 0.3, 0.5])
    return _Meetings(compound, step, rng.integers(100, 700, len(compound)))


def _add(draft: Draft, places: Places, meetings: _Meetings) -> None:
    rng = draft.stream("topics")
    draft.add(
        "meetings",
        meeting_id=_ids(meetings),
        place_id=pick(places.compounds.ids, meetings.compound),
        step=pick(list(STEPS), meetings.step),
        held_on=ago(meetings.days),
        topic=rng.choice(_TOPICS, len(meetings.days)),
    )


def _ids(meetings: _Meetings) -> list[str]:
    return [f"K{number:05d}" for number in range(1, len(meetings.days) + 1)]


def _add_participants(
    draft: Draft,
    places: Places,
    units: Units,
    coverage: CompoundCoverage,
    triads: Triads,
    meetings: _Meetings,
    absent: Ints,
) -> None:
    """Let all three sides come, as far as they exist; one stays away where the triad does not meet."""
    found: list[tuple[str, str]] = []
    ids = places.compounds.ids
    for identifier, compound in zip(_ids(meetings), meetings.compound.tolist(), strict=True):
        sides = (
            organization_of(ids[coverage.coverer[compound]]) if coverage.coverer[compound] >= 0 else None,
            triads.committees[compound],
            units.ids[triads.firms[compound]] if triads.firms[compound] >= 0 else None,
        )
        found.extend((identifier, side) for at, side in enumerate(sides) if side is not None and at != absent[compound])
    draft.add(
        "meeting_participants",
        meeting_id=[meeting for meeting, _ in found],
        participant_id=[side for _, side in found],
    )
