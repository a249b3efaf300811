"""Needs of the one that resources of the other could serve."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from graphmodel.analysis.matching.candidates import candidates
from graphmodel.analysis.matching.categories import usual_synonyms
from graphmodel.analysis.matching.distance import ChainDistance
from graphmodel.analysis.matching.lists import all_resources, open_needs
from graphmodel.analysis.recommendation.stakeholders import Stakeholders

REACH = "district"
"""How far a resource may be: a link may bring it from another street."""


class Complement(NamedTuple):
    """A need and a resource that could serve it, with the rows of who has them, the nearest first."""

    need: str
    need_title: str
    resource: str
    resource_title: str
    needing: int
    offering: int


def complements(people: Stakeholders) -> list[Complement]:
    """Return every open need that a free, live resource of somebody else could serve, within the district, the nearest first."""
    snapshot = people.snapshot
    needs = [need for need in open_needs(snapshot) if need.raised_by in people.position]
    resources = [item for item in all_resources(snapshot, used_up=False) if item.offered_by in people.position]
    found = candidates(
        snapshot,
        needs,
        resources,
        distance=ChainDistance(snapshot, [need.place for need in needs], [item.place for item in resources], REACH),
        synonyms=usual_synonyms(),
        similar=None,
    )
    free = np.array([item.free > 0 for item in resources], dtype=bool)[found.resource]
    possible = found.where(found.possible & free & ~found.tied)
    order = np.lexsort((possible.resource, possible.need, possible.distance))
    return [
        Complement(
            needs[need].id,
            needs[need].title,
            resources[resource].id,
            resources[resource].title,
            people.position[str(needs[need].raised_by)],
            people.position[str(resources[resource].offered_by)],
        )
        for need, resource in zip(possible.need[order].tolist(), possible.resource[order].tolist(), strict=True)
    ]
