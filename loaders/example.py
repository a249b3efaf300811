"""A dataset to try things on: the Jinniu case, or one place of it."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx

from graphmodel.graph import Dataset, build_graph, place_named, place_of, restrict, subtree
from graphmodel.graph.records import datasets_of


def example(scope: str | None = None) -> Dataset:
    """Return the synthetic case of Jinniu District, or the part of it that concerns one place.

    Parameters
    ----------
    scope
        Code or name of a place, such as ``"抚琴街道"``. Kept is what lies in it or below, whatever has a tie with that, and the
        places above: a street has about 7,000 rows, the whole case 80,000. The part is a dataset like any other, of which graphs,
        gaps and plans can be made; what the rest of the district has to offer is not in it, so that a need may look unmet.

    Raises
    ------
    InputError
        If the case has no such place.

    Examples
    --------
    >>> street = example("抚琴街道")
    >>> street.about.synthetic, len(street.tables["owners_committees"])
    (True, 93)
    """
    from loaders.cases import jinniu  # noqa: PLC0415 -- only who asks for the case pays for its generator

    whole = jinniu.generate()
    if scope is None:
        return whole
    graph = build_graph(whole)
    place = place_named(graph, scope)
    part = restrict(graph, place)
    part.remove_nodes_from(_offered_elsewhere(graph, part, place))
    about = replace(whole.about, title=f"{graph.nodes[place]['name']} · {whole.about.title}")
    return Dataset(about, datasets_of(part)[0].tables)


def _offered_elsewhere(graph: nx.MultiDiGraph, part: nx.MultiDiGraph, place: str) -> list[str]:
    """Return the needs and resources of other places that projects here use: cut off from their place they would seem to be everywhere."""
    inside = subtree(graph, place)
    return [
        node
        for node, labels in part.nodes(data="labels")
        if {"Need", "Resource"} & set(labels) and place_of(graph, node) not in {*inside, None}
    ]
