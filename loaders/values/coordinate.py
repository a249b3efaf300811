from __future__ import annotations

import math
import re

from loaders.values.text import Fault, clean, is_unknown

_DEGREES = re.compile(r"([+-]?[0-9]{1,3}(?:\.[0-9]*)?(?:[eE]-[0-9]{1,3})?)°?\Z")

# Semi-major axis in metres and squared eccentricity of the Krasovsky 1940 ellipsoid, on which GCJ-02 is computed.
_AXIS = 6_378_245.0
_ECCENTRICITY = 0.00669342162296594323
_WEST, _EAST, _SOUTH, _NORTH = 72.004, 137.8347, 0.8293, 55.8271
_CLOSE = 1e-9
_STEPS = 30


def parse_coordinate(raw: str, *, limit: int) -> float | Fault | None:
    """Return degrees between ``-limit`` and ``limit``; None where it is unknown.

    Examples
    --------
    >>> parse_coordinate("104.0526", limit=180), parse_coordinate("104.0526", limit=90).code
    (104.0526, 'bad_coordinate')
    """
    if is_unknown(raw):
        return None
    match = _DEGREES.match(clean(raw))
    degrees = float(match[1]) if match else None
    if degrees is None or abs(degrees) > limit:
        return Fault("bad_coordinate", {"low": str(-limit), "high": str(limit)})
    return degrees


def gcj02_from_wgs84(longitude: float, latitude: float) -> tuple[float, float]:
    """Return the GCJ-02 degrees (Amap, Tencent, Google in China) of a WGS-84 point; outside China the two are the same.

    The transformation is not published officially; this is the one that open implementations agree upon.

    Examples
    --------
    >>> [round(degrees, 6) for degrees in gcj02_from_wgs84(116.377817, 39.911954)]
    [116.384047, 39.913345]
    """
    if not (_WEST <= longitude <= _EAST and _SOUTH <= latitude <= _NORTH):
        return longitude, latitude
    x, y = longitude - 105.0, latitude - 35.0
    root = 0.1 * math.sqrt(abs(x))
    common = _waves(x, (20.0, 6.0), (20.0, 2.0))
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + root
    east += common + _waves(x, (20.0, 1.0), (40.0, 1 / 3)) + _waves(x, (150.0, 1 / 12), (300.0, 1 / 30))
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 2 * root
    north += common + _waves(y, (20.0, 1.0), (40.0, 1 / 3)) + _waves(y, (160.0, 1 / 12), (320.0, 1 / 30))
    angle = math.radians(latitude)
    scale = 1 - _ECCENTRICITY * math.sin(angle) ** 2
    meridian = _AXIS * (1 - _ECCENTRICITY) / scale**1.5
    parallel = _AXIS / math.sqrt(scale) * math.cos(angle)
    return longitude + math.degrees(east / parallel), latitude + math.degrees(north / meridian)


def _waves(value: float, *waves: tuple[float, float]) -> float:
    return sum(height * math.sin(value * often * math.pi) for height, often in waves) * 2 / 3


def wgs84_from_gcj02(longitude: float, latitude: float) -> tuple[float, float]:
    """Return the WGS-84 degrees of a GCJ-02 point, by fixed-point iteration to less than a millimetre.

    Examples
    --------
    >>> [round(degrees, 6) for degrees in wgs84_from_gcj02(116.38404722455657, 39.91334545536069)]
    [116.377817, 39.911954]
    """
    x, y = longitude, latitude
    for _ in range(_STEPS):
        east, north = gcj02_from_wgs84(x, y)
        dx, dy = longitude - east, latitude - north
        x, y = x + dx, y + dy
        if max(abs(dx), abs(dy)) < _CLOSE:
            break
    return x, y


def gcj02_from_bd09(longitude: float, latitude: float) -> tuple[float, float]:
    """Return the GCJ-02 degrees of a BD-09 point (Baidu).

    Examples
    --------
    >>> [round(degrees, 6) for degrees in gcj02_from_bd09(116.404, 39.915)]
    [116.397627, 39.908657]
    """
    often = math.pi * 3000.0 / 180.0
    x, y = longitude - 0.0065, latitude - 0.006
    radius = math.hypot(x, y) - 0.00002 * math.sin(y * often)
    angle = math.atan2(y, x) - 0.000003 * math.cos(x * often)
    return radius * math.cos(angle), radius * math.sin(angle)


def wgs84_from_bd09(longitude: float, latitude: float) -> tuple[float, float]:
    """Return the WGS-84 degrees of a BD-09 point (Baidu).

    Examples
    --------
    >>> [round(degrees, 4) for degrees in wgs84_from_bd09(116.404, 39.915)]
    [116.3914, 39.9073]
    """
    return wgs84_from_gcj02(*gcj02_from_bd09(longitude, latitude))
