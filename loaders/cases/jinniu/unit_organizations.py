"""Party organizations of single units, among them those without a superior and those that report in a circle."""

from __future__ import annotations

import numpy as np

from loaders.cases.jinniu.chance import Ints, chosen, days_before, happens
from loaders.cases.jinniu.coverage import NOTHING, OWN, SHOULD_HAVE_OWN
from loaders.cases.jinniu.draft import Draft, pick
from loaders.cases.jinniu.organizations import (
    LARGEST_GENERAL_BRANCH,
    OF_OFFICES,
    OF_TWO_NEW,
    Chain,
    Terms,
    form_for,
    organization_of,
)
from loaders.cases.jinniu.places import Places
from loaders.cases.jinniu.units import PUBLIC, Units

_WITHOUT_SUPERIOR = 14
_UNDER_DISSOLVED = 4
_SMALL = 10
_LARGE_OFFICE = 30
_CYCLES = (1, 2, 3)
_WORDS = {"committee": "党委", "general_branch": "党总支", "branch": "党支部", "temporary_branch": "临时党支部"}


def add_unit_organizations(
    draft: Draft, places: Places, chain: Chain, units: Units, state: Ints, carriers: dict[str, str]
) -> None:
    """Add an organization to each unit that has one of its own, and dissolved ones to some that have none."""
    rng = draft.stream("unit organizations")
    rows = np.flatnonzero(state == OWN)
    ids = [organization_of(identifier) for identifier in pick(units.ids, rows)]
    members = units.members[rows]
    kinds = form_for(members)
    kinds[(members < _SMALL) & happens(rng, 0.03, len(rows))] = "temporary_branch"
    crowded = chosen(rng, np.flatnonzero(kinds == "general_branch"), 3)
    kinds[crowded] = "branch"
    draft.find("branch-over-size", pick(ids, crowded))
    terms = Terms.draw(draft, "unit terms", ids, years=3, expired=0.05)
    names = pick(units.names, rows)
    draft.add(
        "party_organizations",
        org_id=ids,
        name=[f"{name}{_WORDS[kind]}" for name, kind in zip(names, kinds.tolist(), strict=True)],
        kind=kinds,
        unit_id=pick(units.ids, rows),
        parent_org_id=_superiors(draft, places, chain, units, rows, carriers),
        formal_members=members,
        formation="single",
        **terms.columns,
    )
    told = chosen(rng, rows, len(rows) // 7)
    draft.add(
        "coverage",
        org_id=[organization_of(identifier) for identifier in pick(units.ids, told)],
        covered_id=pick(units.ids, told),
        kind="organization",
        mode="single",
    )
    _add_dissolved(draft, places, chain, units, state)


def _superiors(
    draft: Draft, places: Places, chain: Chain, units: Units, rows: Ints, carriers: dict[str, str]
) -> list[str | None]:
    """Let units report to their carrier or community, large ones and offices to the district; and plant the faults."""
    superiors = [_superior(places, chain, units, row, carriers) for row in rows.tolist()]
    rng = draft.stream("unit superiors")
    odd = rng.permutation(np.flatnonzero(units.home[rows]))
    ids = [organization_of(identifier) for identifier in pick(units.ids, rows)]
    lost = odd[:_WITHOUT_SUPERIOR].tolist()
    orphaned = odd[_WITHOUT_SUPERIOR : _WITHOUT_SUPERIOR + _UNDER_DISSOLVED].tolist()
    for row in lost:
        superiors[row] = None
    gone = _dissolved_superior(draft, places, chain)
    for row in orphaned:
        superiors[row] = gone
    draft.find("organization-without-superior", [ids[row] for row in [*lost, *orphaned]])
    at = _WITHOUT_SUPERIOR + _UNDER_DISSOLVED
    for length in _CYCLES:
        ring = odd[at : at + length].tolist()
        at += length
        for row, above in zip(ring, [*ring[1:], ring[0]], strict=True):
            superiors[row] = ids[above]
        draft.find("reporting-cycle", [min(ids[row] for row in ring)])
    return superiors


def _superior(places: Places, chain: Chain, units: Units, row: int, carriers: dict[str, str]) -> str | None:
    if units.type[row] == PUBLIC:
        return (
            OF_OFFICES if units.members[row] > _LARGE_OFFICE else chain.above(places.areas, int(units.community[row]))
        )
    if units.home[row] and units.members[row] > LARGEST_GENERAL_BRANCH:
        return OF_TWO_NEW
    return carriers.get(units.places[row]) or chain.above(places.areas, int(units.community[row]))


def _dissolved_superior(draft: Draft, places: Places, chain: Chain) -> str:
    """Add one dissolved organization to which some still report."""
    identifier = "PO-LX-00"
    draft.add(
        "party_organizations",
        org_id=identifier,
        name="行业综合党委（已撤销）",
        kind="comprehensive_committee",
        place_id=places.areas.streets[0],
        parent_org_id=chain.streets[0],
        dissolved_on=days_before(draft.stream("gone"), 200, 400, 1),
    )
    return identifier


def _add_dissolved(draft: Draft, places: Places, chain: Chain, units: Units, state: Ints) -> None:
    rng = draft.stream("dissolved unit organizations")
    due = np.flatnonzero((state == NOTHING) & (units.members >= SHOULD_HAVE_OWN) & units.home)
    rows = chosen(rng, due, len(due) // 4)
    draft.add(
        "party_organizations",
        org_id=[organization_of(identifier) for identifier in pick(units.ids, rows)],
        name=[f"{name}党支部（已撤销）" for name in pick(units.names, rows)],
        kind="branch",
        unit_id=pick(units.ids, rows),
        parent_org_id=[chain.above(places.areas, area) for area in units.community[rows].tolist()],
        formal_members=rng.integers(1, 6, len(rows)),
        established_on=days_before(rng, 1500, 4000, len(rows)),
        dissolved_on=days_before(rng, 10, 1400, len(rows)),
    )
