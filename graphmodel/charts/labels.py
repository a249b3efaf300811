"""Names beside marks, without one covering another."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from adjustText import adjust_text
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from graphmodel.charts.style import PAPER, QUIET

_AIR = 3.0
# The eight places around a mark, the best first (Imhof 1975): right, left, above, below, then the corners.
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))


def place_labels(
    axes: Axes, names: Sequence[str], points: NDArray[np.float64], areas: Sequence[float], *, fontsize: float = 8
) -> list[Text]:
    """Write a name beside each of the first ``len(names)`` of ``points``, off all marks and off each other.

    Each name takes the best free place around its mark, in the order given, so that the most important come first; what still touches is
    pushed apart. The places depend on the input alone.

    Parameters
    ----------
    axes
        With its final limits and size.
    names
        To be written.
    points
        Of all marks, data coordinates, shape (n, 2).
    areas
        Of all marks, square points.
    fontsize
        In points.

    Returns
    -------
    list of matplotlib.text.Text
    """
    figure = axes.get_figure(root=True)
    assert figure is not None  # noqa: S101 -- it is being drawn in
    if not names:
        return []
    figure.canvas.draw()
    centers, radii, marks = _marks(axes, points, areas)
    taken = list(marks)
    back = axes.transData.inverted()
    halo = [withStroke(linewidth=2.2, foreground=PAPER)]
    texts = []
    for number, name in enumerate(names):
        text = axes.text(0, 0, name, fontsize=fontsize, ha="center", va="center", zorder=4, path_effects=halo)
        box = text.get_window_extent()
        center = _best(centers[number], radii[number] + _AIR, (box.width, box.height), taken, axes.bbox)
        text.set_position(tuple(back.transform(center)))
        taken.append(text.get_window_extent())
        texts.append(text)
    _push_apart(axes, texts, points, centers, radii)
    return texts


def place_free_labels(
    axes: Axes,
    names: Sequence[str],
    points: NDArray[np.float64],
    areas: Sequence[float],
    *,
    fontsize: float = 7.5,
    over_marks: bool = True,
) -> list[Text]:
    """Write a name beside each of the first ``len(names)`` of ``points``, but only where it covers no other name and no named mark.

    For a crowd of marks: with ``over_marks`` those without a name may lie below a name, whose halo keeps it legible; without, a name
    covers no mark at all. Parameters as `place_labels`.
    """
    figure = axes.get_figure(root=True)
    assert figure is not None  # noqa: S101 -- it is being drawn in
    if not names:
        return []
    figure.canvas.draw()
    centers, radii, marks = _marks(axes, points, areas)
    taken: list[Bbox] = [] if over_marks else list(marks)
    texts: list[Text] = []

    def write(number: int, name: str, size: float) -> bool:
        text = _write_where_free(axes, name, centers[number], radii[number] + 1, marks[number], taken, size)
        if text is not None:
            taken.extend((text.get_window_extent(), marks[number]))
            texts.append(text)
        return text is not None

    left = [(number, name) for number, name in enumerate(names) if not write(number, name, fontsize)]
    if not over_marks:
        # Where every mark counts, smaller on two lines is better than not at all.
        for number, name in left:
            write(number, "\n".join(name.rsplit(" ", 1)), 0.87 * fontsize)
    return texts


def _write_where_free(
    axes: Axes, name: str, center: NDArray[np.float64], reach: float, own: Bbox, taken: Sequence[Bbox], size: float
) -> Text | None:
    """Write a name at the best place around a mark; None where it would cover what is taken by others."""
    halo = [withStroke(linewidth=2.6, foreground=PAPER)]
    text = axes.text(0, 0, name, fontsize=size, ha="center", va="center", zorder=4, path_effects=halo, linespacing=1.0)
    box = text.get_window_extent()
    place = _best(center, reach, (box.width, box.height), taken, axes.bbox)
    text.set_position(tuple(axes.transData.inverted().transform(place)))
    found = text.get_window_extent().padded(1)
    if any(_shared(found, other) for other in taken if other is not own) or _shared(own, axes.bbox) == 0:
        text.remove()
        return None
    return text


def _marks(
    axes: Axes, points: NDArray[np.float64], areas: Sequence[float]
) -> tuple[NDArray[np.float64], NDArray[np.float64], list[Bbox]]:
    """Return centre, radius and box of each mark in dots."""
    figure = axes.get_figure(root=True)
    assert figure is not None  # noqa: S101 -- it is being drawn in
    centers = axes.transData.transform(points)
    radii = np.sqrt(np.asarray(areas) / math.pi) * figure.dpi / 72
    ends = zip(centers - radii[:, None], centers + radii[:, None], strict=True)
    return centers, radii, [Bbox.from_extents(*low, *high) for low, high in ends]


def _best(
    mark: NDArray[np.float64], radius: float, size: tuple[float, float], taken: Sequence[Bbox], inside: Bbox
) -> NDArray[np.float64]:
    """Return the centre of the free place around a mark, else of the one that covers least."""
    half = np.array(size) / 2
    best, least = mark, math.inf
    for order, side in enumerate(_SIDES):
        reach = radius if 0 in side else 0.7 * radius
        center = mark + np.array(side) * (half + reach)
        box = Bbox.from_extents(*(center - half), *(center + half))
        outside = box.width * box.height - _shared(box, inside)
        # A place covers its own mark nowhere, so every overlap is a fault; the order decides between equals.
        cost = sum(_shared(box, other) for other in taken) + 10 * outside + 0.1 * order
        if cost < least:
            best, least = center, cost
    return best


def _shared(one: Bbox, other: Bbox) -> float:
    """Return the area that two boxes share."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    return wide * high if wide > 0 and high > 0 else 0.0


def _push_apart(
    axes: Axes, texts: list[Text], points: NDArray[np.float64], centers: NDArray[np.float64], radii: NDArray[np.float64]
) -> None:
    turns = np.linspace(0, 2 * math.pi, 7)[:-1]
    around = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    rims = (centers[:, None, :] + radii[:, None, None] * around[None]).reshape(-1, 2)
    static = np.vstack([points, axes.transData.inverted().transform(rims)])
    adjust_text(
        texts,
        x=static[:, 0],
        y=static[:, 1],
        target_x=points[: len(texts), 0],
        target_y=points[: len(texts), 1],
        avoid_self=False,
        ax=axes,
        # A limit of rounds, not of time: a slow machine makes the same picture.
        iter_lim=60,
        time_lim=None,
        prevent_crossings=False,
        expand=(1.0, 1.0),
        force_explode=(0, 0),
        force_pull=(0, 0),
        arrowprops={"arrowstyle": "-", "color": QUIET, "lw": 0.5, "shrinkA": 0, "shrinkB": 3},
        min_arrow_len=14,
    )
