from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.values.coordinate import gcj02_from_bd09, gcj02_from_wgs84, wgs84_from_bd09, wgs84_from_gcj02


# The test values that github.com/googollee/eviltransform and github.com/wandergis/coordtransform publish.
@pytest.mark.parametrize(
    ("wgs84", "gcj02"),
    [
        ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
        ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
        ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
        ((116.404, 39.915), (116.41024449916938, 39.91640428150164)),
    ],
)
def test_gcj02_as_published(wgs84: tuple[float, float], gcj02: tuple[float, float]) -> None:
    assert gcj02_from_wgs84(*wgs84) == pytest.approx(gcj02, abs=1e-9)
    assert wgs84_from_gcj02(*gcj02) == pytest.approx(wgs84, abs=1e-8)


def test_bd09_as_published() -> None:
    assert gcj02_from_bd09(116.404, 39.915) == pytest.approx((116.39762729119315, 39.90865673957631), abs=1e-9)
    assert wgs84_from_bd09(116.404, 39.915) == pytest.approx((116.3913836995125, 39.907253214522164), abs=1e-5)


@pytest.mark.parametrize("point", [(-74.0, 40.7), (139.77, 35.68), (2.35, 48.85), (116.4, -10.0)])
def test_outside_china_nothing_is_shifted(point: tuple[float, float]) -> None:
    assert gcj02_from_wgs84(*point) == point == wgs84_from_gcj02(*point)


@given(longitude=st.floats(75, 134), latitude=st.floats(4, 53))
def test_there_and_back(longitude: float, latitude: float) -> None:
    assert wgs84_from_gcj02(*gcj02_from_wgs84(longitude, latitude)) == pytest.approx((longitude, latitude), abs=1e-7)
