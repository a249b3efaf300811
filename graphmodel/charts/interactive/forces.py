"""Where the members of one group go: attraction along ties, repulsion from all, by a mesh instead of pair by pair."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

_CELLS = 64
_ROUNDS = 160
_GRAVITY = 0.6
_SPREAD = 0.85
# Groups that are worked out side by side: more do not fit into a processor's own memory.
_TOGETHER = 4

Points = NDArray[np.float64]
Ties = NDArray[np.int64]


def place_connected(count: int, ties: Ties, weights: NDArray[np.float64], *, seed: int) -> Points:
    """Return positions of ``count`` nodes within the disc of radius ``sqrt(count)``, most about 1 or more apart.

    Forces of Fruchterman and Reingold [1]_. The repulsion is computed on a mesh by convolution, as particle-mesh methods do [2]_: each
    round costs O(nodes + ties), whatever the number of pairs. Nodes without a tie stay near the rim.

    Parameters
    ----------
    count
        How many nodes.
    ties
        Two columns of row numbers, one row a tie.
    weights
        Strength of each tie; heavier ties are shorter.
    seed
        Of the first positions: the same seed gives the same picture.

    References
    ----------
    .. [1] Fruchterman, T. M. J., Reingold, E. M. (1991). Graph drawing by force-directed placement. Software: Practice and
       Experience 21 (11), 1129-1164.
    .. [2] Hockney, R. W., Eastwood, J. W. (1988). Computer Simulation Using Particles. Taylor & Francis, ch. 5.

    Examples
    --------
    >>> import numpy as np
    >>> points = place_connected(3, np.array([[0, 1], [1, 2]]), np.ones(2), seed=1)
    >>> bool((np.hypot(*points.T) <= 3**0.5 + 1e-9).all())
    True
    """
    return place_all([Group(count, ties, weights, seed)])[0]


@dataclass(frozen=True, slots=True)
class Group:
    """What `place_connected` is given of one group."""

    count: int
    ties: Ties
    weights: NDArray[np.float64]
    seed: int


def place_all(groups: Sequence[Group]) -> list[Points]:
    """Return what `place_connected` gives for each of some groups, worked out side by side: most of the time goes to the many small ones."""
    found = [np.zeros((group.count, 2)) for group in groups]
    moved = [number for number, group in enumerate(groups) if group.count > 1]
    for start in range(0, len(moved), _TOGETHER):
        part = moved[start : start + _TOGETHER]
        for number, points in zip(part, _settled([groups[number] for number in part]), strict=True):
            reach = math.sqrt(len(points))
            found[number] = _apart(_within(points, reach), reach)
    return found


def _settled(groups: Sequence[Group]) -> list[Points]:
    """Let the forces act on groups of two and more, each in a field of its own."""
    counts = np.array([group.count for group in groups])
    begins = np.append(0, np.cumsum(counts))
    of = np.repeat(np.arange(len(groups)), counts)
    reach = np.sqrt(counts)[of]
    points = np.concatenate([_begin(group) for group in groups])
    ties = np.concatenate([group.ties + begin for group, begin in zip(groups, begins[:-1], strict=True)])
    pull = np.concatenate([np.log1p(g.weights / g.weights.mean()) if len(g.weights) else g.weights for g in groups])
    mesh = _Mesh(_CELLS, of, begins[:-1])
    for number in range(_ROUNDS):
        force = mesh.repulsion(points) + _attraction(points, ties, pull)
        # Towards the middle, so that parts without a tie between them stay together.
        force -= _GRAVITY * points
        length = np.maximum(np.hypot(force[:, 0], force[:, 1]), 1e-12)
        step = 0.12 * reach * (1 - number / _ROUNDS) ** 1.5 + 0.01
        points = points + force / length[:, None] * np.minimum(length, step)[:, None]
    return np.split(points, begins[1:-1])


def _begin(group: Group) -> Points:
    random = np.random.default_rng(group.seed)
    angle, radius = random.uniform(0, 2 * math.pi, group.count), np.sqrt(random.uniform(0, 1, group.count))
    points: Points = math.sqrt(group.count) * radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return points


def _attraction(points: Points, ties: Ties, pull: NDArray[np.float64]) -> Points:
    """Return the force along ties: distance squared, as much as repulsion at distance 1."""
    force = np.zeros_like(points)
    if not len(ties):
        return force
    along = points[ties[:, 1]] - points[ties[:, 0]]
    along *= (np.hypot(along[:, 0], along[:, 1]) * pull)[:, None]
    for axis in (0, 1):
        force[:, axis] += np.bincount(ties[:, 0], along[:, axis], len(points))
        force[:, axis] -= np.bincount(ties[:, 1], along[:, axis], len(points))
    return force


class _Mesh:
    """Repulsion 1/distance from all points of the same group at once: their mass on a grid, convolved with the field of one point.

    ``of`` is the group of each point, ``begins`` the first point of each group.
    """

    def __init__(self, cells: int, of: NDArray[np.int64], begins: NDArray[np.int64]) -> None:
        self._cells, self._of, self._begins = cells, of, begins
        steps = np.fft.fftfreq(2 * cells, 1 / (2 * cells))
        across, down = np.meshgrid(steps, steps, indexing="ij")
        # Softened within a cell, where the mesh cannot tell points apart.
        square = across**2 + down**2 + 0.5
        self._fields = np.fft.rfft2(np.stack([across / square, down / square]))

    def repulsion(self, points: Points) -> Points:
        cells, of = self._cells, self._of
        low = np.minimum.reduceat(points, self._begins)
        size = np.maximum((np.maximum.reduceat(points, self._begins) - low).max(axis=1), 1e-9) / (cells - 2)
        at = (points - low[of]) / size[of][:, None]
        corner = np.floor(at).astype(np.int64)
        part = at - corner
        shares = [
            (
                (of * cells + corner[:, 0] + dx) * cells + corner[:, 1] + dy,
                (part[:, 0] if dx else 1 - part[:, 0]) * (part[:, 1] if dy else 1 - part[:, 1]),
            )
            for dx in (0, 1)
            for dy in (0, 1)
        ]
        mass = np.zeros((len(size), cells, cells))
        for cell, share in shares:
            mass += np.bincount(cell, share, mass.size).reshape(mass.shape)
        field = self._field(mass) / size[:, None, None, None]
        across, down = (np.ascontiguousarray(field[:, axis]).ravel() for axis in (0, 1))
        force = np.zeros_like(points)
        for cell, share in shares:
            force[:, 0] += share * across[cell]
            force[:, 1] += share * down[cell]
        return force

    def _field(self, mass: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the two directions of each group's field on its grid; the other three quarters, which keep the ends apart, are empty."""
        double = 2 * self._cells
        whole = np.fft.fft(np.fft.rfft(mass, double, axis=2), double, axis=1)
        halves = np.fft.ifft(whole[:, None] * self._fields, axis=2)[:, :, : self._cells]
        return np.asarray(np.fft.irfft(halves, double, axis=3)[..., : self._cells])


def _within(points: Points, reach: float) -> Points:
    """Fill the disc more evenly: each distance from the middle moves towards what an even density would give it."""
    points = points - points.mean(axis=0)
    radius = np.hypot(points[:, 0], points[:, 1])
    order = np.empty(len(points))
    order[np.argsort(radius, kind="stable")] = np.arange(1, len(points) + 1)
    even = reach * np.sqrt(order / len(points))
    wanted = _SPREAD * even + (1 - _SPREAD) * reach * radius / max(float(radius.max()), 1e-12)
    return np.asarray(points * (wanted / np.maximum(radius, 1e-12))[:, None], dtype=np.float64)


def _apart(points: Points, reach: float, *, gap: float = 1.0, rounds: int = 40) -> Points:
    """Push points that are nearer than ``gap`` away from each other, and keep them within the disc."""
    points = points.copy()
    # Two points at one place need a direction to part in.
    points += 1e-6 * np.column_stack([np.cos(np.arange(len(points))), np.sin(np.arange(len(points)))])
    for _ in range(rounds):
        near = cKDTree(points).query_pairs(gap, output_type="ndarray")
        if not len(near):
            break
        near = near[np.lexsort((near[:, 1], near[:, 0]))]
        along = points[near[:, 1]] - points[near[:, 0]]
        length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)
        push = along * (0.35 * (gap - length) / length)[:, None]
        for axis in (0, 1):
            points[:, axis] -= np.bincount(near[:, 0], push[:, axis], len(points))
            points[:, axis] += np.bincount(near[:, 1], push[:, axis], len(points))
        points = _held(points, reach)
    return _held(points, reach)


def _held(points: Points, reach: float) -> Points:
    """Take points outside of the disc back to its rim."""
    radius = np.hypot(points[:, 0], points[:, 1])
    return np.asarray(points * np.minimum(1, reach / np.maximum(radius, 1e-12))[:, None], dtype=np.float64)
