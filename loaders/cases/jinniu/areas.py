"""The streets and communities of the real chain as arrays, with the made-up weights that make them unequal."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loaders.cases.jinniu.chain import JINNIU, communities, streets
from loaders.cases.jinniu.chance import Bools, Floats, Ints, skewed

# Street: weight of housing, weight of commerce, middle (longitude, latitude), spread in metres. Rough by intention.
_PROFILES: dict[str, tuple[float, float, float, float, float]] = {
    "510106024": (1.5, 1.3, 104.050, 30.676, 700),
    "510106025": (0.8, 0.8, 104.008, 30.738, 1500),
    "510106027": (0.9, 2.2, 104.074, 30.693, 600),
    "510106030": (1.3, 1.1, 104.090, 30.690, 800),
    "510106031": (1.1, 1.4, 104.024, 30.690, 800),
    "510106032": (1.8, 0.9, 104.044, 30.684, 600),
    "510106035": (1.4, 0.9, 104.050, 30.706, 600),
    "510106036": (1.2, 1.3, 104.074, 30.707, 600),
    "510106038": (1.2, 1.2, 104.034, 30.698, 800),
    "510106040": (0.9, 1.7, 104.000, 30.703, 1400),
    "510106041": (0.7, 0.7, 104.054, 30.731, 1500),
    "510106042": (0.5, 0.5, 104.098, 30.765, 1900),
    "510106043": (0.5, 0.4, 104.072, 30.745, 1200),
}
_PARTNER = (0.3, 0.02, np.nan, np.nan, 800.0)
_BOUNDS = ((103.975, 104.125), (30.665, 30.795))
_METRES_PER_DEGREE = np.array([95_600.0, 111_200.0])


@dataclass(frozen=True, slots=True)
class Areas:
    """Streets and communities by row, Jinniu's first.

    ``home`` and ``home_streets`` mark Jinniu's; ``street`` is the row of a community's street; ``housing`` and
    ``commerce`` are weights of a community; ``care`` says how well its work is done (1: as elsewhere); ``middle`` its longitude and latitude (made up), ``spread`` its metres.
    """

    streets: list[str]
    street_names: list[str]
    home_streets: Bools
    communities: list[str]
    names: list[str]
    street: Ints
    home: Bools
    housing: Floats
    commerce: Floats
    care: Floats
    middle: Floats
    spread: Floats

    def street_code(self, community: int) -> str:
        """Return the code of the street of a community."""
        return self.streets[int(self.street[community])]


def real_areas(rng: np.random.Generator) -> Areas:
    """Return the real streets and communities with weights and middles."""
    listed, upper = communities(), streets()
    codes = [division.code for division in upper]
    street = np.array([codes.index(division.code[:9]) for division in listed])
    profile = np.array([_PROFILES.get(code, _PARTNER) for code in codes])[street]
    return Areas(
        streets=codes,
        street_names=[division.name for division in upper],
        home_streets=np.array([code.startswith(JINNIU) for code in codes]),
        communities=[division.code for division in listed],
        names=[division.name for division in listed],
        street=street,
        home=np.array([division.code.startswith(JINNIU) for division in listed]),
        housing=profile[:, 0] * skewed(rng, 1, 0.45, len(listed)),
        commerce=profile[:, 1] * skewed(rng, 1, 0.6, len(listed)),
        care=skewed(rng, 1, 0.3, len(codes))[street] * skewed(rng, 1, 0.12, len(listed)),
        middle=scatter(rng, profile[:, 2:4], profile[:, 4]),
        spread=profile[:, 4],
    )


def scatter(rng: np.random.Generator, middles: Floats, metres: Floats) -> Floats:
    """Draw a point around each of ``middles``, within the bounds of the district; NaN stays NaN."""
    points = middles + rng.normal(size=(len(middles), 2)) * (metres[:, None] * 0.75) / _METRES_PER_DEGREE
    low, high = np.array(_BOUNDS).T
    bounded: Floats = np.round(np.clip(points, low, high), 6)
    return bounded
