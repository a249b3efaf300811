"""The marks of a network chart: lines by layer or community, shapes by kind, names beside the largest."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from numpy.typing import NDArray

from graphmodel.charts.fonts import legible
from graphmodel.charts.labels import place_free_labels, place_labels
from graphmodel.charts.style import COMMUNITY_COLORS, INK, KIND_MARKERS, LAYER_COLORS, LAYER_DASHES, MUTED, PAPER
from graphmodel.schema.enumerations import LAYERS

CROWDED = 100
"""From so many marks on lines are straight and thin, and only the largest marks are named."""

_MOST_LABELS, _MOST_PLACES = 40, 120

Places = Mapping[str, NDArray[np.float64]]


def draw_ties(
    axes: Axes, ties: pd.DataFrame, places: Places, community: Mapping[str, int] | None, *, bundled: bool = False
) -> None:
    """Draw a line a pair and layer, or, coloured by community, a line a pair; where ``bundled``, the wider the more pairs it stands for."""
    if bundled and community is None:
        _draw_bundles(axes, ties, places)
    elif community is not None:
        _draw_by_community(axes, ties, places, community)
    elif len(places) >= CROWDED:
        _draw_straight(axes, ties, places)
    else:
        _draw_arcs(axes, ties, places)


def _draw_arcs(axes: Axes, ties: pd.DataFrame, places: Places) -> None:
    order = {item.value: number for number, item in enumerate(LAYERS)}
    for (a, b), rows in ties.groupby(["a", "b"], sort=True):
        layers = sorted(zip(rows["layer"], rows["count"], strict=True), key=lambda row: order.get(row[0], 9))
        for number, (layer, count) in enumerate(layers):
            bend = _spread(places[str(a)], places[str(b)]) * (number - (len(layers) - 1) / 2)
            line = LineCollection(
                [_arc(places[str(a)], places[str(b)], bend)],
                colors=[LAYER_COLORS[layer]],
                linestyles=[LAYER_DASHES[layer]],
                # What has no layer stays in the background.
                linewidths=[min(6.0, (0.7 + 0.7 * math.log2(count)) * (1 if layer else 0.6))],
                alpha=0.75,
                zorder=1,
                # An arc at the edge may swing out beyond it.
                clip_on=False,
            )
            axes.add_collection(line, autolim=False)


def _spread(begin: NDArray[np.float64], end: NDArray[np.float64]) -> float:
    """Return how far apart the lines of a pair swing: less where the two stand close, lest they make loops."""
    return min(0.05, 0.2 * float(np.hypot(*(end - begin))))


def _arc(begin: NDArray[np.float64], end: NDArray[np.float64], bend: float) -> NDArray[np.float64]:
    """Return a curve between two points that swings out by about half of ``bend``."""
    along = end - begin
    across = np.array([-along[1], along[0]]) / max(float(np.hypot(*along)), 1e-9)
    middle = (begin + end) / 2 + bend * across
    t = np.linspace(0, 1, 24)[:, None]
    return np.asarray((1 - t) ** 2 * begin + 2 * t * (1 - t) * middle + t**2 * end, dtype=np.float64)


def _draw_straight(axes: Axes, ties: pd.DataFrame, places: Places) -> None:
    width, alpha = _thin(len(ties))
    # What has no layer first, so that it lies below.
    for layer in (None, *(item.value for item in LAYERS)):
        rows = ties[ties["layer"].isna()] if layer is None else ties[ties["layer"] == layer]
        _add_lines(axes, rows, places, LAYER_COLORS[layer], width, alpha)


def _draw_bundles(axes: Axes, ties: pd.DataFrame, places: Places) -> None:
    largest = float(ties["count"].max())
    # The heaviest last, so that it lies on top.
    for row in ties.sort_values(["count", "a", "b"], kind="stable").to_dict("records"):
        line = LineCollection(
            [[places[row["a"]], places[row["b"]]]],
            colors=[LAYER_COLORS[row["layer"]]],
            linewidths=[0.4 + 5.5 * row["count"] / largest],
            alpha=0.6,
            capstyle="round",
            zorder=1,
        )
        axes.add_collection(line, autolim=False)


def _thin(lines: int) -> tuple[float, float]:
    """Return width and opacity: the more lines, the finer."""
    return max(0.25, min(0.9, 40 / math.sqrt(max(lines, 1)))), max(0.18, min(0.6, 30 / math.sqrt(max(lines, 1))))


def _add_lines(axes: Axes, rows: pd.DataFrame, places: Places, color: str, width: float, alpha: float) -> None:
    if rows.empty:
        return
    segments = [np.stack([places[a], places[b]]) for a, b in zip(rows["a"], rows["b"], strict=True)]
    lines = LineCollection(segments, colors=[color], linewidths=width, alpha=alpha, zorder=1)
    axes.add_collection(lines, autolim=False)


def _draw_by_community(axes: Axes, ties: pd.DataFrame, places: Places, community: Mapping[str, int]) -> None:
    pairs = ties.groupby(["a", "b"], sort=True)["count"].sum().reset_index()
    width, alpha = _thin(len(pairs))
    own = [community[a] if community[a] == community[b] else -1 for a, b in zip(pairs["a"], pairs["b"], strict=True)]
    pairs = pairs.assign(own=own)
    for number in sorted(set(own)):
        color = community_color(number)
        _add_lines(axes, pairs[pairs["own"] == number], places, color, width, alpha if number >= 0 else 0.7 * alpha)


def community_color(number: int) -> str:
    """Return the colour of a community; the smaller ones, and what lies between them (-1), share a grey."""
    return COMMUNITY_COLORS[number] if 0 <= number < len(COMMUNITY_COLORS) else MUTED


def draw_marks(
    axes: Axes,
    places: Places,
    areas: Mapping[str, float],
    known: pd.DataFrame,
    community: Mapping[str, int] | None,
) -> None:
    """Draw a mark each: its shape tells the kind, its colour the community; hollow ones lie outside the scope."""
    groups: dict[tuple[str, bool, str], list[str]] = {}
    # Small marks last, so that none hides behind a large one.
    for node in sorted(places, key=lambda node: (-areas[node], node)):
        row = known.loc[node]
        color = INK if community is None else community_color(community[node])
        groups.setdefault((str(row["kind"]), bool(row["inside"]), color), []).append(node)
    edge = 0.9 if len(places) < CROWDED else 0.4
    for (kind, inside, color), nodes in groups.items():
        points = np.array([places[node] for node in nodes])
        axes.scatter(
            points[:, 0],
            points[:, 1],
            s=[areas[node] for node in nodes],
            marker=KIND_MARKERS.get(kind, KIND_MARKERS[None]),
            facecolor=color if inside else PAPER,
            edgecolor=PAPER if inside else color,
            linewidth=edge,
            zorder=2,
        )


def draw_names(axes: Axes, places: Places, areas: Mapping[str, float], known: pd.DataFrame) -> None:
    """Write names beside the largest marks; among many only where there is room."""
    ordered = sorted(places, key=lambda node: (-areas[node], node))
    points = np.array([places[node] for node in ordered]).reshape(-1, 2)
    places_only = bool((known["kind"] == "Place").all())
    names = [_name(known.loc[node]) for node in ordered[: _MOST_PLACES if places_only else _MOST_LABELS]]
    sizes = [areas[node] for node in ordered]
    if len(ordered) < (_MOST_LABELS if places_only else CROWDED):
        place_labels(axes, names, points, sizes)
    else:
        place_free_labels(axes, names, points, sizes, over_marks=not places_only)


def _name(row: pd.Series) -> str:
    name = legible(str(row["name"]), longest=14)
    return name if row["kind"] != "Place" else f"{name} {int(row['members']):,}"


def areas_of(sizes: Mapping[str, float], nodes: Sequence[str]) -> dict[str, float]:
    """Return the area of each mark in square points, growing with its size; smaller where there are many."""
    largest = max((sizes[node] for node in nodes), default=0.0) or 1.0
    least, most = (28, 420) if len(nodes) < CROWDED else (max(3.0, 3000 / len(nodes)), max(60.0, 300 - len(nodes) / 20))
    return {node: least + most * sizes[node] / largest for node in nodes}
