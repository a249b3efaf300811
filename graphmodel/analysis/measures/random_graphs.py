"""Random graphs in which every node keeps its number of ties."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from graphmodel.analysis.measures.arrays import Integers, Network, from_pairs, pairs_of

ROUNDS = 30
"""How often each tie has had its turn before a graph counts as drawn; mixing is reached after a few."""


def random_graphs(network: Network, *, samples: int, seed: int = 0, rounds: int = ROUNDS) -> Iterator[Network]:
    """Yield random graphs with the same degrees (in and out in a directed graph), ties of weight 1.

    A Markov chain of double edge swaps [1]_ [2]_, many at once: in a round about half of the ties are paired at random and
    each pair trades ends, unless a traded tie would be a self-tie, is there already or is also made or left by another
    pair. That rule does not depend on the direction in time, so the chain is symmetric and draws all graphs alike.
    Each graph follows ``rounds`` rounds after the one before.

    References
    ----------
    .. [1] Maslov, S., Sneppen, K. (2002). Specificity and stability in topology of protein networks. Science 296, 910-913.
    .. [2] Fosdick, B. K., Larremore, D. B., Nishimura, J., Ugander, J. (2018). Configuring random graph models with fixed degree
       sequences. SIAM Review 60, 315-355.

    Examples
    --------
    >>> import networkx as nx
    >>> from graphmodel.analysis.measures.arrays import as_network
    >>> [drawn] = random_graphs(as_network(nx.karate_club_graph()), samples=1)
    >>> (drawn.partners == as_network(nx.karate_club_graph()).partners).all().item(), drawn.size
    (True, 78)
    """
    rng = np.random.default_rng(seed)
    tails, heads = pairs_of(network)
    for _ in range(samples):
        for _ in range(rounds):
            tails, heads = _round(tails, heads, network, rng)
        yield from_pairs(network, tails, heads)


def _round(tails: Integers, heads: Integers, network: Network, rng: np.random.Generator) -> tuple[Integers, Integers]:
    n, half = len(network), len(tails) // 2
    order = rng.permutation(len(tails))
    # Idle pairs make every single swap possible on its own, so that no graph is out of reach.
    proposing = rng.random(half) < 0.5  # noqa: PLR2004 -- a fair coin
    one, other = order[:half][proposing], order[half : 2 * half][proposing]
    a, b, c, d = tails[one], heads[one], tails[other], heads[other]
    if not network.directed:
        turned = rng.random(len(one)) < 0.5  # noqa: PLR2004 -- likewise
        c, d = np.where(turned, d, c), np.where(turned, c, d)
    first, second = (_keys(a, d, n, network), _keys(c, b, n, network))
    made = np.concatenate([first, second])
    present = _keys(tails, heads, n, network)
    values, counts = np.unique(np.concatenate([present, made]), return_counts=True)
    # A pair trades only if nobody else has or makes its new ties, and nobody else makes its old ones.
    alone = values[counts == 1]
    free = (
        _within(alone, first) & _within(alone, second) & _within(alone, present[one]) & _within(alone, present[other])
    )
    free &= (a != d) & (c != b)
    tails, heads = tails.copy(), heads.copy()
    tails[one[free]], heads[one[free]] = a[free], d[free]
    tails[other[free]], heads[other[free]] = c[free], b[free]
    return tails, heads


def _keys(tails: Integers, heads: Integers, n: int, network: Network) -> Integers:
    if network.directed:
        return tails * n + heads
    return np.minimum(tails, heads) * n + np.maximum(tails, heads)


def _within(values: Integers, keys: Integers) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    if not len(values):
        return np.zeros(len(keys), dtype=bool)
    places = np.minimum(np.searchsorted(values, keys), len(values) - 1)
    found: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = values[places] == keys
    return found
