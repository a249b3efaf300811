"""Coordinates that a dataset declares to be of another system than ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from loaders.map.rows import Rows
from loaders.values.coordinate import wgs84_from_bd09, wgs84_from_gcj02

WGS84 = "WGS-84"
Conversion: TypeAlias = Callable[[float, float], tuple[float, float]]
TO_WGS84: dict[str, Conversion] = {"GCJ-02": wgs84_from_gcj02, "BD-09": wgs84_from_bd09}


def convert_coordinates(rows: Rows, system: str) -> None:
    """Convert the points of a table from ``system``, but those of sheets that a mapping has converted."""
    convert = TO_WGS84.get(system)
    longitudes, latitudes = rows.columns.get("longitude"), rows.columns.get("latitude")
    if convert is None or longitudes is None or latitudes is None:
        return
    ends = [*(part.start for part in rows.parts[1:]), len(rows)]
    for part, end in zip(rows.parts, ends, strict=True):
        for row in range(part.start, end) if not part.mapped else ():
            longitude, latitude = longitudes[row], latitudes[row]
            if longitude is not None and latitude is not None:
                longitudes[row], latitudes[row] = convert(longitude, latitude)
