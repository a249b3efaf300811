"""Where the two lines do not meet and a layer is missing: communities chosen for it, and what may happen in them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphmodel.schema.enumerations import LAYERS as LAYER_VALUES
from loaders.cases.jinniu.actors import Actors
from loaders.cases.jinniu.areas import Areas
from loaders.cases.jinniu.chance import Bools, Floats, Ints, Pool
from loaders.cases.jinniu.draft import Draft, pick
from loaders.cases.jinniu.places import Places

LAYERS = tuple(value.value for value in LAYER_VALUES)
_LAYER_SHARES = np.array([0.27, 0.22, 0.20, 0.19, 0.12])
_APART = 8
_INCOMPLETE = 12


@dataclass(frozen=True, slots=True)
class Shape:
    """By row of community: ``apart`` where the lines do not meet, ``layers`` how likely each layer is (0: missing)."""

    apart: Bools
    layers: Floats

    def draw_layers(self, rng: np.random.Generator, community: Ints) -> Ints:
        """Draw a layer for each row, none that is missing in its community."""
        bounds = self.layers[community].cumsum(axis=1)
        found: Ints = (rng.random(len(community))[:, None] * bounds[:, -1:] >= bounds).sum(axis=1)
        return found

    def allows(self, community: Ints, layer: Ints) -> Bools:
        """Tell where a layer is not missing in a community."""
        return self.layers[community, layer] > 0


def draw_shape(draft: Draft, areas: Areas) -> Shape:
    """Choose the communities and note the gaps; the partners' communities have no layer at all."""
    rng = draft.stream("shape")
    odd = rng.permutation(np.flatnonzero(areas.home))
    apart, incomplete = odd[:_APART], odd[_APART : _APART + _INCOMPLETE]
    layers = np.tile(_LAYER_SHARES, (len(areas.home), 1))
    for row in incomplete.tolist():
        layers[row, rng.choice(len(LAYERS), int(rng.integers(1, 4)), replace=False)] = 0
    draft.find("lines-not-joined", pick(areas.communities, np.sort(apart)))
    draft.find("layer-missing", pick(areas.communities, np.sort(incomplete)))
    draft.find("layer-missing", pick(areas.communities, np.flatnonzero(~areas.home)))
    return Shape(np.isin(np.arange(len(areas.home)), apart), layers)


def draw_places(
    rng: np.random.Generator, places: Places, community: Ints, shares: tuple[float, float, float]
) -> list[str]:
    """Place something in each community: in a compound, at its street, in the district, else in itself."""
    areas = places.areas
    found = pick(areas.communities, community)
    chance = rng.random(len(community))
    compounds = Pool.of(places.compounds.community, np.ones(len(places.compounds.ids)), len(areas.communities))
    drawn = compounds.draw(rng, community).tolist()
    bounds = np.cumsum(shares)
    for row, value in enumerate(chance.tolist()):
        if value < bounds[0]:
            found[row] = places.compounds.ids[drawn[row]]
        elif value < bounds[1]:
            found[row] = areas.street_code(int(community[row]))
        elif value < bounds[2]:
            found[row] = areas.streets[0][:6]
    return found


def draw_participants(rng: np.random.Generator, actors: Actors, community: Ints, sizes: Ints) -> tuple[Ints, Ints]:
    """Draw partners for each event: the rows of events and of actors, ascending and without repetition."""
    event = np.repeat(np.arange(len(community)), sizes)
    theme = actors.industry[actors.by_community.draw(rng, community)]
    drawn = actors.partners(rng, community[event], theme[event])
    pairs = np.unique(event * len(actors.ids) + drawn)
    return pairs // len(actors.ids), pairs % len(actors.ids)
