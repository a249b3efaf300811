"""Compounds and their buildings: many small old ones, few large."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loaders.cases.jinniu.areas import Areas, scatter
from loaders.cases.jinniu.chance import Bools, Floats, Ints, allocate, chosen, happens, skewed
from loaders.cases.jinniu.draft import Draft, pick
from loaders.cases.jinniu.names import numbered, short

COMPOUNDS = 2069
OLD_COMPOUNDS = 1500
DEMONSTRATION_COMPOUNDS = 45
PARTNER_COMPOUNDS = 36
BUILDINGS = 9600


@dataclass(frozen=True, slots=True)
class Compounds:
    """Compounds by row; ``position`` is longitude and latitude, NaN where unknown; ``adrift`` hang under a street."""

    ids: list[str]
    names: list[str]
    community: Ints
    position: Floats
    households: Ints
    old: Bools
    adrift: Bools
    home: Bools


@dataclass(frozen=True, slots=True)
class Buildings:
    """Buildings by row, with the row of their compound; -1 for one that hangs under its community."""

    ids: list[str]
    compound: Ints


def add_compounds(draft: Draft, areas: Areas) -> Compounds:
    """Add Jinniu's 2,069 compounds and some of its partners'."""
    compounds = _draw(draft, areas)
    rng = draft.stream("compound flags")
    shown = np.zeros(len(compounds.ids), dtype=bool)
    shown[chosen(rng, np.flatnonzero(compounds.home), DEMONSTRATION_COMPOUNDS)] = True
    parents = np.array(areas.communities)[compounds.community]
    above = np.array(areas.streets)[areas.street[compounds.community]]
    draft.add(
        "places",
        place_id=compounds.ids,
        name=compounds.names,
        level="compound",
        parent_id=np.where(compounds.adrift, above, parents),
        households=compounds.households,
        longitude=compounds.position[:, 0],
        latitude=compounds.position[:, 1],
        demonstration=shown,
        old_compound=compounds.old,
    )
    draft.find("place-chain-broken", pick(compounds.ids, np.flatnonzero(compounds.adrift)))
    return compounds


def _draw(draft: Draft, areas: Areas) -> Compounds:
    rng = draft.stream("compounds")
    home = areas.home
    counts = np.concatenate(
        [allocate(COMPOUNDS, areas.housing[home], minimum=4), allocate(PARTNER_COMPOUNDS, areas.housing[~home])]
    )
    community = np.repeat(np.arange(len(home)), counts)
    ids = numbered(areas.communities, community, "C", 3)
    position = scatter(rng, areas.middle[community], areas.spread[community] * 0.55)
    position[happens(rng, 0.04, len(ids))] = np.nan
    households = np.clip(skewed(rng, 170, 1.0, len(ids)), 12, 4200).astype(np.int64)
    inside = np.flatnonzero(home[community])
    return Compounds(
        ids=ids,
        names=[f"{short(areas.names[c])}{i[-3:]}号小区" for c, i in zip(community.tolist(), ids, strict=True)],
        community=community,
        position=position,
        households=households,
        old=_old(rng, households, inside),
        adrift=np.isin(np.arange(len(ids)), chosen(rng, inside, 3)),
        home=home[community],
    )


def _old(rng: np.random.Generator, households: Ints, inside: Ints) -> Bools:
    """Choose the old compounds: the small ones above all."""
    likely = 1 / households[inside] ** 0.7
    old = np.zeros(len(households), dtype=bool)
    old[rng.choice(inside, OLD_COMPOUNDS, replace=False, p=likely / likely.sum())] = True
    return old


def add_buildings(draft: Draft, areas: Areas, compounds: Compounds) -> Buildings:
    """Add the buildings of every compound; a few hang under the community by mistake."""
    counts = np.minimum(allocate(BUILDINGS, compounds.households.astype(np.float64) ** 0.75, minimum=1), 40)
    compound = np.repeat(np.arange(len(compounds.ids)), counts)
    ids = numbered(compounds.ids, compound, "B", 2)
    loose = chosen(draft.stream("buildings"), np.flatnonzero(compounds.home[compound]), 4)
    parents = pick(compounds.ids, compound)
    for row in loose.tolist():
        parents[row] = areas.communities[compounds.community[compound[row]]]
    draft.find("place-chain-broken", pick(ids, loose))
    draft.add(
        "places",
        place_id=ids,
        name=[f"{identifier[-2:]}栋" for identifier in ids],
        level="building",
        parent_id=parents,
        households=np.maximum(compounds.households[compound] // counts[compound], 1),
    )
    compound[loose] = -1
    return Buildings(ids, compound)
