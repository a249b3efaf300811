"""The chain of one community: what stands at each rung, from the street down to the buildings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import networkx as nx

from graphmodel.analysis.stakeholders import name_of
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.graph import Snapshot, date_of, place_named
from graphmodel.schema.enumerations import CARRIERS, LEVEL_TITLES

_ROWS = ("compound", *CARRIERS)


@dataclass(frozen=True, slots=True)
class Rung:
    """A place and what stands there at a date.

    Attributes
    ----------
    id, name, level
        Of the place.
    organizations
        Ids of the live organizations at it (not those of a unit in it), sorted.
    coverage
        The strongest coverage of the place: ``organization`` (an own one included), ``work`` or None.
    owners_committees, property_firms
        Ids of the live ones, sorted; empty where the place is no compound.
    parts
        The places right below, sorted by level and id.
    """

    id: str
    name: str
    level: str
    organizations: tuple[str, ...]
    coverage: str | None
    owners_committees: tuple[str, ...]
    property_firms: tuple[str, ...]
    parts: tuple[Rung, ...]

    @property
    def has_triad(self) -> bool:
        """Whether organization coverage, an owners' committee and a property firm are all there."""
        return self.coverage == "organization" and bool(self.owners_committees) and bool(self.property_firms)

    @property
    def subjects(self) -> frozenset[str]:
        """Ids of everything that stands for this rung: the place, its organizations and committees."""
        return frozenset((self.id, *self.organizations, *self.owners_committees))

    def walk(self) -> Iterator[Rung]:
        """Yield this rung and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class CommunityChain:
    """The chain of a community: the street above it (None where its parent is no street) and the community with all below."""

    street: Rung | None
    community: Rung
    as_of: date

    @property
    def compounds(self) -> tuple[Rung, ...]:
        """The compounds of the community."""
        return tuple(rung for rung in self.community.parts if rung.level == "compound")

    @property
    def carriers(self) -> tuple[Rung, ...]:
        """Zones, commercial buildings, business districts and markets of the community."""
        return tuple(rung for rung in self.community.parts if rung.level in CARRIERS)


def community_chain(graph: nx.MultiDiGraph, *, community: str, as_of: date | str | None = None) -> CommunityChain:
    """Return what stands at each rung of a community at a date; grids are left out, they have no organization of their own.

    Raises
    ------
    InputError
        If ``community`` is no place or not a community, or the date is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> from datetime import date
    >>> graph = nx.MultiDiGraph(as_of=date(2022, 6, 30))
    >>> graph.add_node("c", labels=("Community", "Place"), name="西南街社区", level="community")
    >>> graph.add_node("x", labels=("Compound", "Place"), name="一号院", level="compound")
    >>> _ = graph.add_edge("x", "c", type="PART_OF")
    >>> chain = community_chain(graph, community="c")
    >>> [(rung.name, rung.coverage) for rung in chain.compounds]
    [('一号院', None)]
    """
    community = place_named(graph, community)
    level = graph.nodes[community].get("level")
    if level != "community":
        msg = Bilingual(
            f"found {community!r}, which is a {level}, expected the code of a community",
            f"{community!r} 的层级是{LEVEL_TITLES.get(level, level)}：应为社区的编码",
        )
        raise InputError(msg)
    snapshot = Snapshot(graph, date_of(graph, as_of))
    above = snapshot.end("PART_OF", community)
    is_street = above is not None and graph.nodes[above].get("level") == "street"
    street = _rung(snapshot, above, ()) if above is not None and is_street else None
    return CommunityChain(street, _rung(snapshot, community, _ROWS), snapshot.as_of)


def _rung(snapshot: Snapshot, place: str, levels: tuple[str, ...]) -> Rung:
    known = snapshot.properties(place)
    serving = (tie.start for tie in snapshot.incoming("SERVES_PLACE", place))
    organizations = {node for node in serving if snapshot.end("BELONGS_TO", node) is None}
    kinds = {tie.properties.get("kind") for tie in snapshot.incoming("COVERS", place)}
    covered = "organization" if organizations or "organization" in kinds else "work" if "work" in kinds else None
    below = [tie.start for tie in snapshot.incoming("PART_OF", place)]
    chosen = [node for node in below if snapshot.properties(node).get("level") in levels]
    parts = [_rung(snapshot, node, ("building",)) for node in chosen]
    parts.sort(key=lambda rung: (levels.index(rung.level), rung.id))
    return Rung(
        id=place,
        name=name_of(snapshot, place),
        level=str(known.get("level")),
        organizations=tuple(sorted(organizations)),
        coverage=covered,
        owners_committees=tuple(sorted({tie.start for tie in snapshot.incoming("REPRESENTS", place)})),
        property_firms=tuple(sorted({tie.start for tie in snapshot.incoming("SERVICES", place)})),
        parts=tuple(parts),
    )
