"""Where groups and their members go: a disc for each street, discs beside each other, the same every time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphmodel.charts.interactive.forces import Group, Points, Ties, place_all

SEED = 2022
_GOLDEN = math.pi * (3 - math.sqrt(5))
_ASPECT = 1.35
_AIR = 2.5
_CONTEXT = 0.6


@dataclass(frozen=True)
class Placement:
    """Positions of nodes, and the disc of each group: its middle, its radius, and the radius of those that have ties.

    The unit is the least distance of two nodes that have ties.
    """

    points: Points
    centers: Points
    radii: NDArray[np.float64]
    tied_radii: NDArray[np.float64]


def place(
    groups: NDArray[np.int64], ties: Ties, weights: NDArray[np.float64], *, count: int, focus: bool = False
) -> Placement:
    """Place the nodes of ``count`` groups.

    Members that have ties lie in the middle of their group's disc, by the ties within the group; those without lie around
    them. The first group lies in the middle, the others around it, the largest first.

    Parameters
    ----------
    groups
        The group of each node.
    ties
        Two columns of row numbers, one row a tie.
    weights
        Strength of each tie.
    count
        How many groups there are; each has at least one node.
    focus
        Whether the first group is what matters: the others then lie closer, to leave room for it.

    Examples
    --------
    >>> import numpy as np
    >>> placement = place(np.array([0, 0, 1]), np.array([[0, 1], [1, 2]]), np.ones(2), count=2)
    >>> placement.points.shape, placement.centers.shape
    ((3, 2), (2, 2))
    """
    tied = np.zeros(len(groups), dtype=bool)
    tied[ties.ravel()] = True
    local = np.zeros((len(groups), 2))
    radii, tied_radii = np.ones(count), np.ones(count)
    within = groups[ties[:, 0]] == groups[ties[:, 1]]
    connected: list[Group] = []
    inside: list[NDArray[np.int64]] = []
    for group in range(count):
        members = np.flatnonzero(groups == group)
        inner, outer = members[tied[members]], members[~tied[members]]
        row = np.full(len(groups), -1)
        row[inner] = np.arange(len(inner))
        own = within & (groups[ties[:, 0]] == group)
        inside.append(inner)
        connected.append(Group(len(inner), row[ties[own]], weights[own], SEED + group))
        local[outer] = _rings(len(outer), start=len(inner))
        tied_radii[group] = max(math.sqrt(len(inner)), 1)
        radii[group] = max(math.sqrt(len(members)), 1)
    for inner, points in zip(inside, place_all(connected), strict=True):
        local[inner] = points
    if focus:
        context = np.where(np.arange(count) == 0, 1.0, _CONTEXT)
        local, radii, tied_radii = local * context[groups][:, None], radii * context, tied_radii * context
    centers = _pack(radii)
    return Placement(local + centers[groups], centers, radii, tied_radii)


def _rings(count: int, *, start: int) -> Points:
    """Return places on a sunflower's spiral outside of the disc that ``start`` nodes fill."""
    number = np.arange(count)
    radius = np.sqrt(start + number + 1.0)
    return np.column_stack([radius * np.cos(number * _GOLDEN), radius * np.sin(number * _GOLDEN)])


def _pack(radii: NDArray[np.float64]) -> Points:
    """Return the middle of each disc: the first at the origin, then the largest first, each as near to it as is free."""
    placed: list[int] = []
    centers = np.zeros((len(radii), 2))
    for disc in _order(radii):
        if placed:
            centers[disc] = _free(centers[placed], radii[placed], float(radii[disc]))
        placed.append(disc)
    return centers


def _order(radii: NDArray[np.float64]) -> Sequence[int]:
    others = sorted(range(1, len(radii)), key=lambda disc: (-radii[disc], disc))
    return [0, *others] if len(radii) else []


def _free(centers: Points, radii: NDArray[np.float64], radius: float) -> Points:
    """Return the first place on a widening ellipse where a disc meets none of those that are there."""
    air = _AIR + 0.04 * float(radii.max())
    step = max(radius, 1.0) / 4
    distance = step
    while True:
        turns = max(24, int(2 * math.pi * distance / step))
        angles = 2 * math.pi * np.arange(turns) / turns + distance
        spots = distance * np.column_stack([_ASPECT * np.cos(angles), np.sin(angles)])
        apart = np.hypot(*(spots[:, None, :] - centers[None, :, :]).transpose(2, 0, 1))
        free = np.flatnonzero((apart >= radii + radius + air).all(axis=1))
        if len(free):
            return np.asarray(spots[free[0]], dtype=np.float64)
        distance += step
