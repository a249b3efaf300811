"""Where the nodes of a drawn network go: the same places every time."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphmodel.charts.forces import place_by_forces

_SEED = 2022
_MOST_BY_STRESS, _MOST_PAIRS_EACH = 300, 12
"""Stress compares all pairs; beyond so many nodes, or pairs for each, forces place them: where nearly all are tied, only
clusters can be shown."""

_GOLDEN = math.pi * (3 - math.sqrt(5))


def place_nodes(graph: nx.Graph, *, aspect: float, gap: float) -> dict[str, NDArray[np.float64]]:
    """Return a position for each node in a box ``aspect`` wide and 1 high, no two nearer than about ``gap``.

    Components are laid out one by one, by stress (Kamada and Kawai 1989) where a tie's length falls with its weight, refined by
    forces (Fruchterman and Reingold 1991) from a fixed seed, and packed beside each other by size. Beyond 300 nodes, or 12 pairs for
    each, all are placed together by `graphmodel.charts.forces.place_by_forces`, as near as there is room.

    Examples
    --------
    >>> import networkx as nx
    >>> places = place_nodes(nx.path_graph(3), aspect=1.5, gap=0.05)
    >>> all(0 <= x <= 1.5 and 0 <= y <= 1 for x, y in places.values())
    True
    """
    if len(graph) > _MOST_BY_STRESS or graph.number_of_edges() > _MOST_PAIRS_EACH * len(graph):
        return _crowd(graph, aspect, gap)
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(map(str, part))))
    placed: dict[str, NDArray[np.float64]] = {}
    for number, part in enumerate(parts):
        nodes = sorted(part, key=str)
        inner = _component(graph.subgraph(nodes), nodes)
        # Parts after the first go around it on a spiral, where the largest has left room.
        radius = 0.0 if number == 0 else math.sqrt(number / len(parts)) * 1.1 + 0.9
        center = radius * np.array([math.cos(number * _GOLDEN), math.sin(number * _GOLDEN)])
        size = math.sqrt(len(nodes) / max(len(graph), 1))
        placed.update({node: center + size * inner[row] for row, node in enumerate(nodes)})
    names = list(placed)
    points = _fitted(np.array([placed[name] for name in names]).reshape(-1, 2), aspect, gap)
    points = _fitted(_apart(points, gap), aspect, gap)
    return dict(zip(names, points, strict=True))


def _crowd(graph: nx.Graph, aspect: float, gap: float) -> dict[str, NDArray[np.float64]]:
    nodes = sorted(graph, key=str)
    number = {node: at for at, node in enumerate(nodes)}
    rows = sorted((*sorted((number[a], number[b])), weight) for a, b, weight in graph.edges(data="weight", default=1.0))
    ties = np.array([row[:2] for row in rows], dtype=np.int64).reshape(-1, 2)
    points = place_by_forces(len(nodes), ties, np.array([row[2] for row in rows], dtype=np.float64))
    return dict(zip(nodes, _fitted(points, aspect, min(gap, 0.04)), strict=True))


def _component(graph: nx.Graph, nodes: list[str]) -> NDArray[np.float64]:
    """Lay a connected graph out around the origin, within a circle of radius 1."""
    if len(nodes) == 1:
        return np.zeros((1, 2))
    if len(nodes) == 2:  # noqa: PLR2004 -- a pair
        # Aslant, so that neither name, which stands beside its mark, lies on the line.
        return np.array([[-0.45, 0.75], [0.45, -0.75]])
    ordered = nx.Graph()
    ordered.add_nodes_from(nodes)
    for a, b, weight in sorted(graph.edges(data="weight", default=1.0), key=lambda edge: (str(edge[0]), str(edge[1]))):
        ordered.add_edge(a, b, length=1 / (0.5 + math.sqrt(weight)), weight=math.sqrt(weight))
    start = nx.circular_layout(ordered)
    stressed = nx.kamada_kawai_layout(ordered, pos=start, weight="length")
    eased = nx.spring_layout(
        ordered, pos=stressed, seed=_SEED, iterations=12, k=1.6 / math.sqrt(len(nodes)), threshold=0
    )
    points = np.array([eased[node] for node in nodes])
    points -= np.median(points, axis=0)
    radius = np.hypot(points[:, 0], points[:, 1])
    # Far nodes come nearer and the crowd in the middle parts: one long branch must not shrink all the rest.
    points *= (np.maximum(radius, 1e-9) ** -0.35)[:, None]
    return np.asarray(points / max(float(np.abs(points).max()), 1e-9), dtype=np.float64)


def _fitted(points: NDArray[np.float64], aspect: float, gap: float) -> NDArray[np.float64]:
    """Stretch points into the box, with half a gap of air along its edges."""
    low, high = points.min(axis=0), points.max(axis=0)
    box = np.array([aspect, 1.0]) - gap
    scale = box / np.maximum(high - low, 1e-9)
    # Little is gained by stretching one direction much more than the other.
    scale = np.minimum(scale, 1.6 * scale.min())
    return np.asarray((points - (low + high) / 2) * scale + np.array([aspect, 1.0]) / 2, dtype=np.float64)


def _apart(points: NDArray[np.float64], gap: float, rounds: int = 60) -> NDArray[np.float64]:
    """Push points that are nearer than ``gap`` away from each other."""
    points = points.copy()
    # Two points at one place need a direction to part in.
    points += 1e-6 * np.random.default_rng(_SEED).standard_normal(points.shape)
    for _ in range(rounds):
        away = points[:, None, :] - points[None, :, :]
        distance = np.sqrt((away**2).sum(axis=2)) + np.eye(len(points))
        push = np.clip(gap - distance, 0, None)
        np.fill_diagonal(push, 0)
        if not push.any():
            break
        points += 0.5 * (away / distance[:, :, None] * push[:, :, None]).sum(axis=1)
    return points
