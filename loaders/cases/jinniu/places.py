"""All places of the case: the real chain, and what is synthetic below it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loaders.cases.jinniu.areas import Areas, real_areas
from loaders.cases.jinniu.carriers import Carriers, Grids, add_carriers, add_grids
from loaders.cases.jinniu.chain import Division, communities, districts, streets
from loaders.cases.jinniu.chance import chosen
from loaders.cases.jinniu.compounds import Buildings, Compounds, add_buildings, add_compounds
from loaders.cases.jinniu.draft import Draft

DEMONSTRATION_COMMUNITIES = 12


@dataclass(frozen=True, slots=True)
class Places:
    """The places of the case; a street, community, compound … is meant by its row in these."""

    areas: Areas
    compounds: Compounds
    buildings: Buildings
    grids: Grids
    carriers: Carriers


def add_places(draft: Draft) -> Places:
    """Add the real chain and the synthetic places below it."""
    areas = real_areas(draft.stream("areas"))
    _add_real_chain(draft, areas)
    compounds = add_compounds(draft, areas)
    return Places(
        areas=areas,
        compounds=compounds,
        buildings=add_buildings(draft, areas, compounds),
        grids=add_grids(draft, areas),
        carriers=add_carriers(draft, areas),
    )


def _add_real_chain(draft: Draft, areas: Areas) -> None:
    shown = np.zeros(len(areas.communities), dtype=bool)
    shown[chosen(draft.stream("demonstration"), np.flatnonzero(areas.home), DEMONSTRATION_COMMUNITIES)] = True
    _add_divisions(draft, "district", districts())
    _add_divisions(draft, "street", streets())
    _add_divisions(draft, "community", communities(), shown.tolist())


def _add_divisions(draft: Draft, level: str, divisions: list[Division], shown: list[bool] | None = None) -> None:
    draft.add(
        "places",
        place_id=[division.code for division in divisions],
        name=[division.name for division in divisions],
        level=level,
        parent_id=[division.parent for division in divisions],
        demonstration=shown,
    )
