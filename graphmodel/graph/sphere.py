"""Distances on the Earth."""

from __future__ import annotations

import numpy as np

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the Earth (IUGG), metres."""


def great_circle_m(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return the great-circle distance in metres between points, by the haversine formula.

    Parameters
    ----------
    first, second
        Longitude and latitude in degrees, shape ``(…, 2)``.

    Examples
    --------
    >>> great_circle_m(np.array([0.0, 0.0]), np.array([0.0, 1.0])).round(1).item()
    111195.1
    """
    start, end = np.radians(first), np.radians(second)
    half = np.sin((end - start) / 2) ** 2
    chord = half[..., 1] + np.cos(start[..., 1]) * np.cos(end[..., 1]) * half[..., 0]
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(chord, 0, 1))))


def on_sphere(degrees: np.ndarray) -> np.ndarray:
    """Return points on the unit sphere, shape (n, 3), of longitudes and latitudes in degrees, shape (n, 2)."""
    longitude, latitude = np.radians(degrees).T
    return np.column_stack(
        (np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude))
    )
