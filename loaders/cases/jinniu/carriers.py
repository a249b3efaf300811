"""Grids, and the carriers where enterprises gather: zones, commercial buildings, business districts, markets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loaders.cases.jinniu.areas import Areas
from loaders.cases.jinniu.chain import JINNIU
from loaders.cases.jinniu.chance import Bools, Ints, allocate, chosen, skewed
from loaders.cases.jinniu.draft import Draft, pick
from loaders.cases.jinniu.names import numbered, short

GRIDS = 960
# Level: name, number in Jinniu, number at its partners, and the rung they hang under.
_CARRIERS = (
    ("zone", "产业功能区", 5, 1, "district"),
    ("commercial_building", "商务楼宇", 108, 3, "community"),
    ("business_district", "商圈", 18, 1, "street"),
    ("market", "专业市场", 37, 2, "community"),
)


@dataclass(frozen=True, slots=True)
class Grids:
    """Grids by row with the row of their community."""

    ids: list[str]
    community: Ints


@dataclass(frozen=True, slots=True)
class Carriers:
    """Carriers by row; ``community`` is where one stands, ``parents`` the place that it hangs under."""

    ids: list[str]
    names: list[str]
    levels: list[str]
    parents: list[str]
    community: Ints
    home: Bools


def add_grids(draft: Draft, areas: Areas) -> Grids:
    """Add the grids of Jinniu's communities; two of them hang wrongly and are left out of what is returned."""
    rng = draft.stream("grids")
    inside = int(areas.home.sum())
    community = np.repeat(np.arange(inside), allocate(GRIDS, skewed(rng, 1, 0.3, inside), minimum=3))
    ids = numbered(areas.communities, community, "G", 2)
    parents = pick(areas.communities, community)
    lost = chosen(rng, np.arange(len(ids)), 2)
    parents[lost[0]], parents[lost[1]] = None, areas.street_code(community[lost[1]])
    draft.find("place-chain-broken", pick(ids, lost))
    draft.add("places", place_id=ids, name=[f"第{i[-2:]}网格" for i in ids], level="grid", parent_id=parents)
    kept = np.setdiff1d(np.arange(len(ids)), lost)
    return Grids(pick(ids, kept), community[kept])


def add_carriers(draft: Draft, areas: Areas) -> Carriers:
    """Add the carriers, most of them where commerce is."""
    rng = draft.stream("carriers")
    parts = [_of_level(rng, areas, *carrier) for carrier in _CARRIERS]
    carriers = Carriers(
        ids=[identifier for part in parts for identifier in part.ids],
        names=[name for part in parts for name in part.names],
        levels=[level for part in parts for level in part.levels],
        parents=[parent for part in parts for parent in part.parents],
        community=np.concatenate([part.community for part in parts]),
        home=np.concatenate([part.home for part in parts]),
    )
    draft.add(
        "places",
        place_id=carriers.ids,
        name=carriers.names,
        level=carriers.levels,
        parent_id=carriers.parents,
    )
    return carriers


def _of_level(
    rng: np.random.Generator, areas: Areas, level: str, word: str, inside: int, outside: int, under: str
) -> Carriers:
    community = np.sort(
        np.concatenate([_placed(rng, areas, areas.home, inside), _placed(rng, areas, ~areas.home, outside)])
    )
    parents = {
        "district": [areas.communities[row][:6] for row in community],
        "street": [areas.street_code(row) for row in community],
        "community": pick(areas.communities, community),
    }[under]
    numbers = range(1, len(community) + 1)
    code = {"zone": "Z", "commercial_building": "W", "business_district": "Q", "market": "M"}[level]
    return Carriers(
        ids=[
            f"{JINNIU if areas.home[row] else areas.communities[row][:6]}-{code}{n:03d}"
            for n, row in zip(numbers, community, strict=True)
        ],
        names=[f"{short(areas.names[row])}{n:03d}号{word}" for n, row in zip(numbers, community, strict=True)],
        levels=[level] * len(community),
        parents=parents,
        community=community,
        home=areas.home[community],
    )


def _placed(rng: np.random.Generator, areas: Areas, among: Bools, size: int) -> Ints:
    rows = np.flatnonzero(among)
    weights = areas.commerce[rows]
    return rng.choice(rows, size, p=weights / weights.sum())
