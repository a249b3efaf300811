"""Places for the nodes of large networks: clusters apart, thousands of nodes within seconds, the same every time."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

_CELLS = 96
_ROUNDS = 220
_GRAVITY = 0.9
_SEED = 2022
_UNFOLDING = 0.35
"""Share of the rounds in which attraction grows with distance."""

_FILLED = 0.3
"""Share of the disc that the marks' own room fills at the end."""

_GOLDEN = math.pi * (3 - math.sqrt(5))

Points = NDArray[np.float64]


def place_by_forces(
    count: int, ties: NDArray[np.int64], weights: NDArray[np.float64], *, rounds: int = _ROUNDS
) -> Points:
    """Return positions of ``count`` nodes around the origin in which dense groups stand apart from each other.

    Energy of the edge-repulsion LinLog model [1]_, which ForceAtlas2 takes up [2]_: ties attract with a force that does not grow with distance,
    and nodes repel in proportion to what they have of ties, so that hubs do not crowd. The first rounds let the force grow with
    distance, which unfolds the network. Repulsion is computed on a mesh by convolution, as particle-mesh methods do [3]_: a round
    costs O(nodes + ties). The start is fixed.

    Parameters
    ----------
    count
        How many nodes.
    ties
        Rows of two node numbers, shape (ties, 2).
    weights
        Of the ties, shape (ties,); heavier ones are shorter.
    rounds
        How long to go on.

    Returns
    -------
    numpy.ndarray
        Shape (count, 2), within the unit disc.

    References
    ----------
    .. [1] Noack, A. (2009). Modularity clustering is force-directed layout. Physical Review E 79, 026102.
    .. [2] Jacomy, M., Venturini, T., Heymann, S., Bastian, M. (2014). ForceAtlas2. PLoS ONE 9 (6), e98679.
    .. [3] Hockney, R. W., Eastwood, J. W. (1988). Computer Simulation Using Particles. Taylor & Francis, ch. 5.

    Examples
    --------
    >>> import numpy as np
    >>> points = place_by_forces(3, np.array([[0, 1], [1, 2]]), np.ones(2))
    >>> points.shape, bool((np.hypot(*points.T) <= 1 + 1e-9).all())
    ((3, 2), True)
    """
    if count <= 1:
        return np.zeros((count, 2))
    points = _start(count)
    pull = np.sqrt(weights / weights.mean()) if len(weights) else weights
    mass = np.asarray(1.0 + np.bincount(ties.ravel(), np.repeat(pull, 2), count), dtype=np.float64)
    # Noack's balance: all repulsion together against all attraction together.
    push = max(2 * pull.sum(), 1.0) / mass.sum() ** 2
    for number in range(rounds):
        done = number / rounds
        force = push * mass[:, None] * _repulsion(points, mass) + _attraction(
            points, ties, pull, straight=done > _UNFOLDING
        )
        force -= _GRAVITY * (mass / mass.sum() * max(pull.sum(), 1.0) / count)[:, None] * points
        force /= mass[:, None]
        length = np.maximum(np.hypot(force[:, 0], force[:, 1]), 1e-12)
        step = 0.1 * (1 - done) ** 1.5 + 1e-4
        points = points + force * np.minimum(1.0, step / length)[:, None]
        points -= np.median(points, axis=0)
    radius = np.hypot(points[:, 0], points[:, 1])
    # One far branch must not shrink all the rest.
    reach = float(np.quantile(radius, 0.98)) or 1.0
    return push_apart(points / np.maximum(reach, radius)[:, None], math.sqrt(_FILLED * math.pi / count))


def push_apart(points: Points, gap: float, *, rounds: int = 60) -> Points:
    """Push points that are nearer than ``gap`` away from each other; what grows beyond the unit disc is shrunk into it.

    Examples
    --------
    >>> import numpy as np
    >>> apart = push_apart(np.zeros((2, 2)), 0.1)
    >>> bool(np.hypot(*(apart[0] - apart[1])) > 0.09)
    True
    """
    # Two points at one place need a direction to part in.
    turn = np.arange(len(points)) * _GOLDEN
    points = points + 1e-6 * np.column_stack([np.cos(turn), np.sin(turn)])
    for _ in range(rounds):
        near = cKDTree(points).query_pairs(gap, output_type="ndarray")
        if not len(near):
            break
        # In a fixed order: sums of floating-point numbers depend on it.
        near = near[np.lexsort((near[:, 1], near[:, 0]))]
        along = points[near[:, 1]] - points[near[:, 0]]
        length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-12)
        shift = along * (0.5 * (gap - length) / length)[:, None]
        # In a crowd each takes its part of the push, lest it be thrown out.
        crowd = np.sqrt(np.maximum(np.bincount(near.ravel(), minlength=len(points)), 1))
        for axis in (0, 1):
            moved = np.bincount(near[:, 1], shift[:, axis], len(points))
            moved -= np.bincount(near[:, 0], shift[:, axis], len(points))
            points[:, axis] += moved / crowd
    radius = np.hypot(points[:, 0], points[:, 1])
    return np.asarray(points / max(float(radius.max()), 1.0), dtype=np.float64)


def _start(count: int) -> Points:
    random = np.random.default_rng(_SEED)
    angle, radius = random.uniform(0, 2 * math.pi, count), np.sqrt(random.uniform(0, 1, count))
    return np.asarray(radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]), dtype=np.float64)


def _attraction(points: Points, ties: NDArray[np.int64], pull: NDArray[np.float64], *, straight: bool) -> Points:
    """Return the force along ties: its weight wherever the other stands (``straight``), else times the distance."""
    force = np.zeros_like(points)
    along = points[ties[:, 1]] - points[ties[:, 0]]
    length = np.hypot(along[:, 0], along[:, 1])
    along *= (pull / np.maximum(length, 0.01) if straight else pull)[:, None]
    for axis in (0, 1):
        force[:, axis] += np.bincount(ties[:, 0], along[:, axis], len(points))
        force[:, axis] -= np.bincount(ties[:, 1], along[:, axis], len(points))
    return force


def _repulsion(points: Points, mass: NDArray[np.float64]) -> Points:
    """Return the sum of mass/distance away from all points, by their mass on a grid and the field of one point."""
    cells = _CELLS
    low = points.min(axis=0)
    size = max(float((points.max(axis=0) - low).max()), 1e-9) / (cells - 2)
    at = (points - low) / size
    corner = np.floor(at).astype(np.int64)
    part = at - corner
    shares = []
    for dx in (0, 1):
        for dy in (0, 1):
            share = np.where(dx, part[:, 0], 1 - part[:, 0]) * np.where(dy, part[:, 1], 1 - part[:, 1])
            shares.append((corner[:, 0] + dx, corner[:, 1] + dy, share))
    on_grid = np.zeros((2 * cells, 2 * cells))
    for x, y, share in shares:
        on_grid += np.bincount(x * 2 * cells + y, mass * share, 4 * cells * cells).reshape(on_grid.shape)
    spread = np.fft.rfft2(on_grid)
    force = np.zeros_like(points)
    for axis, kernel in enumerate(_kernels()):
        field = np.fft.irfft2(spread * kernel, s=on_grid.shape) / size
        for x, y, share in shares:
            force[:, axis] += share * field[x, y]
    return force


@cache
def _kernels() -> tuple[NDArray[np.complex128], NDArray[np.complex128]]:
    """Return the field of one point in each direction, ready for convolution; softened within a cell."""
    steps = np.fft.fftfreq(2 * _CELLS, 1 / (2 * _CELLS))
    across, down = np.meshgrid(steps, steps, indexing="ij")
    square = across**2 + down**2 + 0.5
    return np.fft.rfft2(across / square), np.fft.rfft2(down / square)
