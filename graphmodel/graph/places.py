"""The ladder of places in a graph: where a thing lies, what is above it, what is below."""

from __future__ import annotations

import unicodedata
from collections import deque
from difflib import get_close_matches

import networkx as nx

from graphmodel.bilingual import NOTHING, Bilingual
from graphmodel.errors import InputError

_MOST_SHOWN = 8
_LIES_THROUGH = ("SERVES_PLACE", "REPRESENTS", "LOCATED_IN")


def neighbor(graph: nx.MultiDiGraph, node: str, relationship: str) -> str | None:
    """Return the end of the first edge of a type that leaves ``node``, None where there is none."""
    for _, end, data in graph.out_edges(node, data=True):
        if data["type"] == relationship:
            return str(end)
    return None


def place_of(graph: nx.MultiDiGraph, node: str) -> str | None:
    """Return the place in which a node lies.

    A place lies in itself, an organization without a place in its unit's, an owners' committee in its compound,
    anything else in its own place; None where it lies nowhere.
    """
    if "Place" in graph.nodes[node].get("labels", ()):
        return node
    unit = None
    for _, end, data in graph.out_edges(node, data=True):
        if data["type"] in _LIES_THROUGH:
            return str(end)
        if data["type"] == "BELONGS_TO":
            unit = str(end)
    return None if unit is None else neighbor(graph, unit, "LOCATED_IN")


def places_above(graph: nx.MultiDiGraph, place: str) -> tuple[str, ...]:
    """Return the places above ``place``, the nearest first; stops at a place seen before."""
    above: list[str] = []
    seen = {place}
    current = neighbor(graph, place, "PART_OF")
    while current is not None and current not in seen:
        above.append(current)
        seen.add(current)
        current = neighbor(graph, current, "PART_OF")
    return tuple(above)


def scope_of(graph: nx.MultiDiGraph, node: str) -> tuple[str, ...]:
    """Return the places from the top down to where a node lies; empty where it lies nowhere."""
    place = place_of(graph, node)
    return () if place is None else (*reversed(places_above(graph, place)), place)


def subtree(graph: nx.MultiDiGraph, place: str) -> frozenset[str]:
    """Return a place, given by its code or its name, and all places below it.

    Raises
    ------
    InputError
        If the graph has no such place, or several have the name.
    """
    top = place_named(graph, place)
    found = {top}
    queue = deque([top])
    while queue:
        for start, _, data in graph.in_edges(queue.popleft(), data=True):
            if data["type"] == "PART_OF" and start not in found:
                found.add(start)
                queue.append(start)
    return frozenset(found)


def _is_place(graph: nx.MultiDiGraph, node: str) -> bool:
    return node in graph and "Place" in graph.nodes[node].get("labels", ())


def place_named(graph: nx.MultiDiGraph, text: str) -> str:
    """Return the code of the place that a text names: by its code, else by its name where only one place has it.

    Raises
    ------
    InputError
        If there is no such place, or several have the name: then their codes are listed.

    Examples
    --------
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("510106032", labels=("Place", "Street"), name="抚琴街道")
    >>> place_named(graph, "抚琴街道"), place_named(graph, "510106032")
    ('510106032', '510106032')
    """
    if _is_place(graph, text):
        return text
    wanted = _plain(text)
    names = {
        node: _plain(str(data.get("name", "")))
        for node, data in graph.nodes(data=True)
        if "Place" in data.get("labels", ())
    }
    found: list[str] = sorted(node for node, name in names.items() if name == wanted)
    if len(found) == 1:
        return found[0]
    if not found:
        near = get_close_matches(wanted, sorted(set(names.values())), n=3, cutoff=0.6) if wanted else []
        hint = Bilingual(f" (did you mean {' or '.join(near)}?)", f"（是否指{'或'.join(near)}？）") if near else NOTHING
        msg = Bilingual(
            f"found no place with the code or name {text!r}{hint.en}; `gongjian query places` lists those there are",
            f"没有编码或名称为 {text!r} 的地点{hint.zh}；运行 `gongjian query places` 可列出全部地点",
        )
        raise InputError(msg)
    ways = [(node, _way(graph, node)) for node in found[:_MOST_SHOWN]]
    more = len(found) - _MOST_SHOWN
    rest = Bilingual(f" and {more} more", f"，另有 {more} 个") if more > 0 else NOTHING
    msg = Bilingual(
        f"found {len(found)} places with the name {text!r}: {', '.join(f'{node} ({way})' for node, way in ways)}{rest.en}; give the code of one",
        f"有 {len(found)} 个地点名为 {text!r}：{'、'.join(f'{node}（{way}）' for node, way in ways)}{rest.zh}；请改用其中一个的编码",
    )
    raise InputError(msg)


def place_code(graph: nx.MultiDiGraph, scope: str | None) -> str | None:
    """Return the code of the place that a scope names, by its code or its name; None where there is no scope.

    Raises
    ------
    InputError
        As `place_named`.
    """
    return None if scope is None else place_named(graph, scope)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _way(graph: nx.MultiDiGraph, place: str) -> str:
    return " › ".join(str(graph.nodes[step].get("name", step)) for step in scope_of(graph, place))


def restrict(graph: nx.MultiDiGraph, place: str) -> nx.MultiDiGraph:
    """Return the part of a graph that concerns a place and all below it.

    Kept are the nodes that lie in the subtree (its core), every edge that touches one of them with its other end, and
    the places above. ``graph["scope"]`` names the place. This is what ``read_graph(scope=…)`` reads.
    """
    place = place_named(graph, place)
    inside = subtree(graph, place)
    core = {node for node in graph if place_of(graph, node) in inside}
    above = {place, *places_above(graph, place)}
    part = nx.MultiDiGraph(**graph.graph, scope=place)
    edges = [
        (start, end, key, data)
        for start, end, key, data in graph.edges(keys=True, data=True)
        if start in core or end in core or (data["type"] == "PART_OF" and start in above and end in above)
    ]
    kept = core | above | {node for edge in edges for node in edge[:2]}
    part.add_nodes_from((node, dict(data)) for node, data in graph.nodes(data=True) if node in kept)
    part.add_edges_from((start, end, key, dict(data)) for start, end, key, data in edges)
    return part
