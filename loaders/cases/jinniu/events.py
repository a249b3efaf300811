"""Activities held together, and which alliances they keep awake."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loaders.cases.jinniu.actors import Actors
from loaders.cases.jinniu.alliances import REGIONAL, Alliance, idle_members
from loaders.cases.jinniu.chain import JINNIU
from loaders.cases.jinniu.chance import Ints, Pool, ago, happens, skewed
from loaders.cases.jinniu.coverage import NOTHING
from loaders.cases.jinniu.draft import Draft, pick, where
from loaders.cases.jinniu.places import Places
from loaders.cases.jinniu.shape import LAYERS, Shape, draw_participants, draw_places
from loaders.cases.jinniu.units import Units

ACTIVITIES = 2200
_YEAR, _HALF_YEAR = 365, 183
_WORDS = ("安全巡查", "文艺汇演", "邻里节", "清洁家园", "恳谈会")


@dataclass(frozen=True, slots=True)
class _Activities:
    ids: list[str]
    community: Ints
    layer: Ints
    days: Ints
    ensured: int  # so many of the first are there to give a community its layers


def add_activities(draft: Draft, places: Places, actors: Actors, shape: Shape) -> Ints:
    """Add activities and their participants; return the community of each."""
    rng = draft.stream("activities")
    activities = _plan(rng, places, shape)
    total = len(activities.ids)
    first = np.arange(total) < activities.ensured
    elsewhere = draw_places(rng, places, activities.community, (0.12, 0.06, 0.01))
    own = pick(places.areas.communities, activities.community)
    names = pick(places.areas.names, activities.community)
    draft.add(
        "activities",
        activity_id=activities.ids,
        title=[
            f"{n}{_WORDS[at]}{i[1:]}" for n, at, i in zip(names, activities.layer.tolist(), activities.ids, strict=True)
        ],
        layer=where(first | happens(rng, 0.9, total), pick(list(LAYERS), activities.layer)),
        place_id=[here if fixed else other for here, other, fixed in zip(own, elsewhere, first.tolist(), strict=True)],
        held_on=ago(activities.days),
        attendance=where(happens(rng, 0.85, total), np.maximum(skewed(rng, 60, 0.9, total), 8).astype(np.int64)),
    )
    event, actor = draw_participants(rng, actors, activities.community, np.minimum(2 + rng.geometric(0.35, total), 11))
    # Whoever comes first in the list of actors is host: party organizations before units.
    first_of = np.concatenate([[True], event[1:] != event[:-1]])
    draft.add(
        "activity_participants",
        activity_id=pick(activities.ids, event),
        participant_id=pick(actors.ids, actor),
        role=np.where(first_of, "host", rng.choice(["partner", "participant"], len(event))),
    )
    return activities.community


def _plan(rng: np.random.Generator, places: Places, shape: Shape) -> _Activities:
    """Give every community each layer that it does not miss within the year; the rest follows the weights."""
    areas = places.areas
    inside = np.flatnonzero(areas.home)
    community, layer = (part.ravel() for part in np.meshgrid(inside, np.arange(len(LAYERS)), indexing="ij"))
    allowed = shape.allows(community, layer)
    community, layer = community[allowed], layer[allowed]
    ensured = len(community)
    weights = areas.housing[inside]
    more = rng.choice(inside, ACTIVITIES - ensured, p=weights / weights.sum())
    return _Activities(
        ids=[f"H{number:05d}" for number in range(1, ACTIVITIES + 1)],
        community=np.concatenate([community, more]),
        layer=np.concatenate([layer, shape.draw_layers(rng, more)]),
        days=np.concatenate([rng.integers(1, _YEAR, ensured), rng.integers(0, 2 * _YEAR, len(more))]),
        ensured=ensured,
    )


def add_guests(
    draft: Draft, community: Ints, actors: Actors, units: Units, state: Ints, alliances: list[Alliance]
) -> None:
    """Let covered units that are no actors take part now and then; never those whose alliance sleeps."""
    rng = draft.stream("guests")
    barred = {*actors.ids, *idle_members(alliances)}
    rows = np.flatnonzero(units.home & (state != NOTHING))
    rows = rows[[units.ids[row] not in barred for row in rows.tolist()]]
    pool = Pool.of(units.community[rows], np.ones(len(rows)), int(community.max()) + 1)
    event = np.repeat(np.arange(len(community)), rng.poisson(2.2, len(community)))
    drawn = pool.draw(rng, community[event])
    pairs = np.unique(event[drawn >= 0] * len(rows) + drawn[drawn >= 0])
    draft.add(
        "activity_participants",
        activity_id=[f"H{number + 1:05d}" for number in (pairs // len(rows)).tolist()],
        participant_id=pick(units.ids, rows[pairs % len(rows)]),
        role="participant",
    )


def add_joint_activities(draft: Draft, alliances: list[Alliance]) -> None:
    """Give each alliance that is awake some activities of its own, with most but not all of its members."""
    rng = draft.stream("joint activities")
    number = 0
    for alliance in alliances:
        if not alliance.awake:
            continue
        for days in rng.integers(3, _HALF_YEAR, int(rng.integers(1, 4))).tolist():
            number += 1
            identifier = f"HA{number:04d}"
            size = max(2, int(len(alliance.members) * rng.uniform(0.3, 0.8)))
            draft.add(
                "activities",
                activity_id=identifier,
                title=f"{alliance.name}第{number:03d}次共建活动",
                # A carrier may stand where a layer is missing.
                layer=None if alliance.kind == "other" else str(rng.choice(LAYERS)),
                place_id=JINNIU if alliance.id in REGIONAL else alliance.place,
                held_on=ago([days]),
            )
            draft.add(
                "activity_participants",
                activity_id=identifier,
                participant_id=[
                    alliance.members[at] for at in rng.choice(len(alliance.members), size, replace=False).tolist()
                ],
                role="participant",
            )
