"""Figures of position by name, for what compares them over many networks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from graphmodel.analysis.measures import centrality
from graphmodel.analysis.measures.arrays import Floats, Network
from graphmodel.analysis.measures.structural_holes import constraint, effective_size
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError


def _constraint(network: Network) -> Floats:
    found: Floats = constraint(network).to_numpy()
    return found


FIGURES: Mapping[str, Callable[[Network], Floats]] = {
    "degree": lambda network: network.partners.astype(np.float64),
    "strength": lambda network: centrality.strength(network).to_numpy(),
    "betweenness": lambda network: centrality.betweenness(network).to_numpy(),
    "closeness": lambda network: centrality.closeness(network).to_numpy(),
    "core": lambda network: centrality.core_number(network).to_numpy().astype(np.float64),
    "constraint": _constraint,
    "effective_size": lambda network: effective_size(network).to_numpy(),
}
"""Figures of position that are a number for each node."""


def figures(names: Iterable[str]) -> dict[str, Callable[[Network], Floats]]:
    """Return the named figures.

    Raises
    ------
    InputError
        If a name is unknown.
    """
    names = list(names)
    for name in names:
        if name not in FIGURES:
            msg = Bilingual(
                f"found the figure {name!r}, expected one of {', '.join(FIGURES)}",
                f"没有指标 {name!r}：应为 {'、'.join(FIGURES)} 之一",
            )
            raise InputError(msg)
    return {name: FIGURES[name] for name in names}


def as_rank(name: str, values: Floats) -> Floats:
    """Return values so that the best position is the largest: little constraint is good, an isolate's (NaN) the worst."""
    return np.where(np.isnan(values), -np.inf, -values) if name == "constraint" else values
