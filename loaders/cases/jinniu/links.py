"""Standing co-building links over the five layers: near, alike, and with friends of friends."""

from __future__ import annotations

import numpy as np

from loaders.cases.jinniu.actors import Actors
from loaders.cases.jinniu.chance import Ints, ago, happens
from loaders.cases.jinniu.draft import Draft, pick, where
from loaders.cases.jinniu.shape import LAYERS, Shape

LINKS = 2600
_CLOSED = 700


def add_links(draft: Draft, actors: Actors, shape: Shape) -> None:
    """Add links; none in a layer that is missing where one of its ends lies."""
    rng = draft.stream("links")
    start = actors.anywhere.draw(rng, np.zeros(LINKS, dtype=np.int64))
    end = actors.partners(rng, actors.community[start], actors.industry[start])
    start, end = _with_triangles(rng, start, end)
    layer = shape.draw_layers(rng, actors.community[start])
    kept = (start != end) & shape.allows(actors.community[end], layer)
    pairs = np.unique(np.stack([start[kept], end[kept], layer[kept]]), axis=1)
    count = pairs.shape[1]
    since = rng.integers(20, 1300, count)
    ended = happens(rng, 0.08, count)
    until = np.where(ended, (since * rng.uniform(0.05, 0.9, count)).astype(np.int64), -rng.integers(30, 700, count))
    draft.add(
        "links",
        from_id=pick(actors.ids, pairs[0]),
        to_id=pick(actors.ids, pairs[1]),
        layer=pick(list(LAYERS), pairs[2]),
        since=ago(since),
        until=where(ended | happens(rng, 0.3, count), ago(until)),
        agreement=where(happens(rng, 0.6, count), [f"共建协议第{number:04d}号" for number in range(1, count + 1)]),
    )


def _with_triangles(rng: np.random.Generator, start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Close some open triangles: two partners of the same third party find each other."""
    order = np.argsort(start, kind="stable")
    first, second = order[:-1], order[1:]
    shared = np.flatnonzero(start[first] == start[second])
    drawn = rng.choice(shared, min(_CLOSED, len(shared)), replace=False)
    return np.concatenate([start, end[first[drawn]]]), np.concatenate([end, end[second[drawn]]])
