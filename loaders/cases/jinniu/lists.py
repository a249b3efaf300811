"""The lists of needs and of resources."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loaders.cases.jinniu.actors import Actors
from loaders.cases.jinniu.chance import Days, Ints, Pool, ago, happens
from loaders.cases.jinniu.draft import Draft, pick, where
from loaders.cases.jinniu.organizations import Chain
from loaders.cases.jinniu.places import Places
from loaders.cases.jinniu.shape import draw_places

NEEDS = 2300
RESOURCES = 1050
CATEGORIES = (
    "养老服务",
    "环境整治",
    "文化活动",
    "停车共享",
    "法律咨询",
    "就业帮扶",
    "健康义诊",
    "托育服务",
    "消防安全",
    "志愿服务",
    "科普教育",
    "活动场地",
    "矛盾调解",
    "物业提升",
)
_OFTEN = 1 / np.arange(1, len(CATEGORIES) + 1) ** 0.6
# Offers do not follow needs: what is needed most is not what is offered most.
_OFFERED = 1 / np.array([9, 6, 3, 12, 4, 7, 5, 13, 8, 1, 2, 11, 10, 14]) ** 0.9
_BOUND_TO_NO_STREET = [CATEGORIES.index(name) for name in ("科普教育", "志愿服务", "法律咨询")]
OPEN, CLAIMED, MET, WITHDRAWN = range(4)
_STATUSES = ("open", "claimed", "met", "withdrawn")


@dataclass(frozen=True, slots=True)
class Needs:
    """Needs by row."""

    ids: list[str]
    community: Ints
    category: Ints
    status: Ints
    raised: Days


@dataclass(frozen=True, slots=True)
class Resources:
    """Resources by row; ``pool`` finds those of a category."""

    ids: list[str]
    pool: Pool


def add_needs(draft: Draft, places: Places, chain: Chain, actors: Actors) -> Needs:
    """Add needs, most of them raised by the community, the others by who is active in it."""
    rng = draft.stream("needs")
    areas = places.areas
    inside = np.flatnonzero(areas.home)
    weights = areas.housing[inside]
    community = np.sort(rng.choice(inside, NEEDS, p=weights / weights.sum()))
    category = rng.choice(len(CATEGORIES), NEEDS, p=_OFTEN / _OFTEN.sum())
    status = rng.choice(4, NEEDS, p=[0.24, 0.22, 0.50, 0.04])
    days = rng.integers(3, 900, NEEDS)
    days[status == OPEN] = rng.integers(1, 260, int((status == OPEN).sum()))
    lasting = rng.integers(60, 300, NEEDS)
    by_community = happens(rng, 0.6, NEEDS)
    partner = pick(actors.ids, actors.by_community.draw(rng, community))
    ids = [f"N{number:05d}" for number in range(1, NEEDS + 1)]
    draft.add(
        "needs",
        need_id=ids,
        title=_titles(areas.names, community, category, "需求"),
        category=pick(list(CATEGORIES), category),
        raised_by=[
            chain.communities[row] if own else other
            for row, own, other in zip(community.tolist(), by_community.tolist(), partner, strict=True)
        ],
        place_id=draw_places(rng, places, community, (0.25, 0.03, 0.0)),
        raised_on=ago(days),
        expires_on=where(happens(rng, 0.6, NEEDS), ago(days - lasting)),
        quantity=where(happens(rng, 0.5, NEEDS), rng.integers(1, 60, NEEDS)),
        status=where((status != OPEN) | happens(rng, 0.5, NEEDS), pick(list(_STATUSES), status)),
    )
    return Needs(ids, community, category, status, ago(days))


def add_resources(draft: Draft, places: Places, actors: Actors) -> Resources:
    """Add resources of active stakeholders; some are offered everywhere, some are over."""
    rng = draft.stream("resources")
    owner = actors.anywhere.draw(rng, np.zeros(RESOURCES, dtype=np.int64))
    category = rng.choice(len(CATEGORIES), RESOURCES, p=_OFFERED / _OFFERED.sum())
    begun = rng.integers(20, 1100, RESOURCES)
    ends = np.where(happens(rng, 0.15, RESOURCES), rng.integers(1, 20, RESOURCES), -rng.integers(1, 700, RESOURCES))
    everywhere = np.isin(category, _BOUND_TO_NO_STREET) & happens(rng, 0.15, RESOURCES)
    community = actors.community[owner]
    ids = [f"R{number:05d}" for number in range(1, RESOURCES + 1)]
    draft.add(
        "resources",
        resource_id=ids,
        title=_titles(places.areas.names, community, category, "资源"),
        category=pick(list(CATEGORIES), category),
        offered_by=pick(actors.ids, owner),
        place_id=where(~everywhere, draw_places(rng, places, community, (0.0, 0.15, 0.0))),
        available_from=ago(begun),
        available_until=where(happens(rng, 0.5, RESOURCES), ago(ends)),
        capacity=where(happens(rng, 0.7, RESOURCES), rng.integers(1, 300, RESOURCES)),
    )
    return Resources(ids, Pool.of(category, np.ones(RESOURCES), len(CATEGORIES)))


def _titles(names: list[str], community: Ints, category: Ints, word: str) -> list[str]:
    return [
        f"{name}{CATEGORIES[at]}{word}{number:05d}"
        for number, (name, at) in enumerate(zip(pick(names, community), category.tolist(), strict=True), start=1)
    ]
