"""Centres and the data they exchange, party schools, mediation rooms, and what residents ask for."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from loaders.cases.jinniu.actors import Actors
from loaders.cases.jinniu.areas import scatter
from loaders.cases.jinniu.chain import JINNIU
from loaders.cases.jinniu.chance import Bools, Floats, Ints, ago, chosen, days_before, happens
from loaders.cases.jinniu.draft import Draft, pick, where
from loaders.cases.jinniu.names import short
from loaders.cases.jinniu.organizations import Chain
from loaders.cases.jinniu.places import Places
from loaders.cases.jinniu.shape import draw_places

CENTRES = {
    "party_building": "党建促进中心",
    "government_service": "政务服务中心",
    "urban_renewal": "城市更新中心",
    "smart_governance": "智慧治理中心",
    "media": "融媒体中心",
}
EXCHANGING = (
    ("party_building", "government_service"),
    ("smart_governance", "party_building"),
    ("party_building", "media"),
    ("government_service", "smart_governance"),
    ("smart_governance", "urban_renewal"),
    ("media", "government_service"),
)
SCHOOLS = 18
"""The branch schools of "1 + 18 + N": one central school, 18 branches, N rooms."""

REQUESTS = 1563
RESOLVED = 1348
_SCHOOL_ROOMS = 60
_MEDIATION_ROOMS = 72
_NOT_DISPATCHED = 44
_FRESH = 12
_CHANNELS = ("网上平台", "热线电话", "三单制点单", "网格上报", "入户走访", "社区提案")
_CHANNEL_SHARES = (0.28, 0.24, 0.16, 0.17, 0.10, 0.05)
_SUBJECTS = ("环境卫生", "停车管理", "噪声扰民", "房屋维修", "物业服务", "养老服务", "道路设施", "邻里纠纷", "证件办理")
_MINUTES, _METRES_A_MINUTE, _DETOUR = 15, 80, 1.3
_EARTH_RADIUS = 6_371_008.8


def add_centres(draft: Draft, places: Places) -> None:
    """Add the five centres, the party service centres, the schools and the mediation rooms."""
    _add_five(draft)
    points = _add_party_service(draft, places)
    _find_distant(draft, places, points)
    _add_schools(draft, places)
    rng = draft.stream("mediation")
    rows = chosen(rng, np.flatnonzero(places.areas.home), _MEDIATION_ROOMS)
    draft.add(
        "service_centres",
        centre_id=[f"C-TJ{number:03d}" for number in range(1, _MEDIATION_ROOMS + 1)],
        name=[f"{name}调解室" for name in pick(places.areas.names, rows)],
        kind="mediation",
        place_id=pick(places.areas.communities, rows),
    )


def _add_five(draft: Draft) -> None:
    draft.add(
        "service_centres",
        centre_id=[f"C-{kind}" for kind in CENTRES],
        name=[f"金牛区{name}" for name in CENTRES.values()],
        kind=list(CENTRES),
        place_id=JINNIU,
    )
    live = {frozenset(pair) for pair in EXCHANGING}
    missing = [pair for pair in combinations(CENTRES, 2) if frozenset(pair) not in live]
    draft.find("centres-not-exchanging", ["|".join(pair) for pair in missing])
    rng = draft.stream("exchanges")
    ended = missing[0]
    draft.add(
        "data_exchanges",
        from_id=[f"C-{first}" for first, _ in (*EXCHANGING, ended)],
        to_id=[f"C-{second}" for _, second in (*EXCHANGING, ended)],
        since=days_before(rng, 400, 1200, len(EXCHANGING) + 1),
        until=[*[None] * len(EXCHANGING), *days_before(rng, 20, 300, 1).tolist()],
    )


def _add_party_service(draft: Draft, places: Places) -> Floats:
    """Add a centre for each community but some, and for each street; return where they are."""
    rng = draft.stream("party service")
    areas = places.areas
    inside = np.flatnonzero(areas.home)
    served = chosen(rng, inside, len(inside) - 9)
    seats = np.array([np.flatnonzero(areas.street == row)[0] for row in np.flatnonzero(areas.home_streets)])
    names = [*pick(areas.names, served), *(areas.street_names[row] for row in areas.street[seats].tolist())]
    codes = [*pick(areas.communities, served), *(areas.street_code(row) for row in seats.tolist())]
    rows = np.concatenate([served, seats])
    points = scatter(rng, areas.middle[rows], np.full(len(rows), 250.0))
    draft.add(
        "service_centres",
        centre_id=[f"C-DQ{number:03d}" for number in range(1, len(rows) + 1)],
        name=[f"{name}党群服务中心" for name in names],
        kind="party_service",
        place_id=codes,
        longitude=points[:, 0],
        latitude=points[:, 1],
    )
    return points


def _find_distant(draft: Draft, places: Places, centres: Floats) -> None:
    compounds = places.compounds
    known = np.flatnonzero(~np.isnan(compounds.position[:, 0]))
    nearest = _haversine(compounds.position[known][:, None], centres[None]).min(axis=1)
    far = known[nearest > _MINUTES * _METRES_A_MINUTE / _DETOUR]
    draft.find("compound-outside-15-minutes", pick(compounds.ids, far))


def _haversine(first: Floats, second: Floats) -> Floats:
    """Return great-circle metres between points (longitude, latitude in the last axis)."""
    one, two = np.radians(first), np.radians(second)
    half = np.sin((two - one) / 2) ** 2
    chord = half[..., 1] + np.cos(one[..., 1]) * np.cos(two[..., 1]) * half[..., 0]
    metres: Floats = 2 * _EARTH_RADIUS * np.arcsin(np.sqrt(chord))
    return metres


def _add_schools(draft: Draft, places: Places) -> None:
    rng = draft.stream("schools")
    areas = places.areas
    home = np.flatnonzero(areas.home_streets)
    streets = [areas.streets[row] for row in home.tolist()]
    carriers = pick(places.carriers.ids, chosen(rng, np.flatnonzero(places.carriers.home), SCHOOLS - len(streets)))
    rooms = chosen(rng, np.flatnonzero(areas.home), _SCHOOL_ROOMS)
    branches = [f"{areas.street_names[row]}微党校" for row in home.tolist()]
    branches += [f"{number:02d}号载体微党校" for number in range(1, len(carriers) + 1)]
    placed = [JINNIU, *streets, *carriers, *pick(areas.communities, rooms)]
    draft.add(
        "service_centres",
        centre_id=[f"C-DX{number:03d}" for number in range(len(placed))],
        name=[
            "金牛区委党校（中心校）",
            *branches,
            *[f"{short(name)}微党校教学点" for name in pick(areas.names, rooms)],
        ],
        kind="party_school",
        place_id=placed,
    )


def add_requests(draft: Draft, places: Places, chain: Chain, actors: Actors) -> None:
    """Add the residents' requests: most are resolved, some wait too long, some were never dispatched."""
    rng = draft.stream("requests")
    areas = places.areas
    inside = np.flatnonzero(areas.home)
    weights = areas.housing[inside]
    community = rng.choice(inside, REQUESTS, p=weights / weights.sum())
    ids = [f"Q{number:05d}" for number in range(1, REQUESTS + 1)]
    order = rng.permutation(REQUESTS)
    resolved, waiting = _mask(order[:RESOLVED]), _mask(order[RESOLVED : RESOLVED + _NOT_DISPATCHED])
    fresh = _mask(order[RESOLVED + _NOT_DISPATCHED : RESOLVED + _NOT_DISPATCHED + _FRESH])
    raised = rng.integers(0, 540, REQUESTS)
    raised[resolved] += 20
    raised[waiting] = rng.integers(3, 80, _NOT_DISPATCHED)
    raised[fresh] = rng.integers(0, 3, _FRESH)
    underway = ~resolved & ~waiting & ~fresh
    raised[underway] = rng.integers(2, 45, int(underway.sum()))
    dispatched = np.maximum(raised - rng.integers(0, 3, REQUESTS), 0)
    taken = np.minimum(rng.geometric(0.12, REQUESTS), 60)
    draft.find("request-not-dispatched", [ids[row] for row in np.flatnonzero(waiting).tolist()])
    draft.find("request-overdue", [ids[row] for row in np.flatnonzero(underway & (raised > 15)).tolist()])  # noqa: PLR2004 -- days of the rule
    draft.add(
        "requests",
        request_id=ids,
        place_id=draw_places(rng, places, community, (0.35, 0.04, 0.0)),
        category=rng.choice(_SUBJECTS, REQUESTS),
        channel=rng.choice(_CHANNELS, REQUESTS, p=_CHANNEL_SHARES),
        raised_on=ago(raised),
        dispatched_on=where(resolved | underway, ago(dispatched)),
        handled_by=_handlers(rng, chain, actors, community, resolved | underway),
        resolved_on=where(resolved, ago(np.maximum(dispatched - taken, 0))),
        satisfied=where(resolved & happens(rng, 0.8, REQUESTS), happens(rng, 0.93, REQUESTS)),
    )


def _mask(rows: Ints) -> Bools:
    return np.isin(np.arange(REQUESTS), rows)


def _handlers(
    rng: np.random.Generator, chain: Chain, actors: Actors, community: Ints, dispatched: Bools
) -> list[str | None]:
    own = happens(rng, 0.6, len(community))
    others = pick(actors.ids, actors.by_community.draw(rng, community))
    handlers = [
        chain.communities[row] if at else other
        for row, at, other in zip(community.tolist(), own.tolist(), others, strict=True)
    ]
    return where(dispatched, handlers)
