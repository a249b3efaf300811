"""Where things are, and how far apart."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from graphmodel.analysis.planning.situation import Situation
from graphmodel.analysis.planning.solver import Floats
from graphmodel.graph.sphere import EARTH_RADIUS_M, great_circle_m, on_sphere


def within_reach(demands: Floats, sites: Floats, *, metres: float) -> csr_array:
    """Return the great-circle distances of at most ``metres`` between demands and sites.

    Parameters
    ----------
    demands, sites
        Longitude and latitude in degrees, shapes (n, 2) and (m, 2).
    metres
        The farthest that is within reach, itself included.

    Returns
    -------
    scipy.sparse.csr_array
        Metres, shape (n, m), by the haversine formula; a distance of 0 is stored as the smallest number above it, so that
        whatever is stored is within reach.

    Examples
    --------
    >>> import numpy as np
    >>> within_reach(np.array([[0.0, 0.0]]), np.array([[0.0, 0.01], [0.0, 1.0]]), metres=2_000).toarray().round(1).tolist()
    [[1112.0, 0.0]]
    """
    if not len(demands) or not len(sites):
        return csr_array((len(demands), len(sites)))
    # The chord of an arc, a little wider: the haversine below decides.
    chord = 2 * np.sin(min(metres / EARTH_RADIUS_M, np.pi) / 2) * (1 + 1e-9) + 1e-12
    near = cKDTree(on_sphere(demands)).query_ball_tree(cKDTree(on_sphere(sites)), chord)
    rows = np.repeat(np.arange(len(demands)), [len(found) for found in near])
    columns = np.array([site for found in near for site in sorted(found)], dtype=np.int64)
    distances = great_circle_m(demands[rows], sites[columns])
    kept = distances <= metres
    values = np.maximum(distances[kept], np.finfo(float).tiny)
    return csr_array((values, (rows[kept], columns[kept])), shape=(len(demands), len(sites)))


def positions(situation: Situation) -> dict[str, tuple[float, float]]:
    """Return longitude and latitude of places.

    A place without coordinates of its own is where the places below it are on average (those with coordinates, each once),
    else where the place above it is; a place of which neither is known is not in the result.
    """
    own: dict[str, tuple[float, float]] = {}
    below: dict[str, list[tuple[float, float]]] = defaultdict(list)
    places = situation.snapshot.nodes("Place")
    for place in places:
        values = situation.values(place)
        if values.get("longitude") is not None:
            own[place] = (values["longitude"], values["latitude"])
            for above in situation.snapshot.scope(place)[:-1]:
                below[above].append(own[place])
    means = {place: tuple(np.mean(found, axis=0).tolist()) for place, found in below.items()}
    found = {}
    for place in places:
        for step in reversed(situation.snapshot.scope(place)):
            where = own.get(step) or means.get(step)
            if where is not None:
                found[place] = (where[0], where[1])
                break
    return found
