"""Joint branches: units with few members, together by area, by industry or around one unit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loaders.cases.jinniu.chance import Ints, Pool, days_before, happens
from loaders.cases.jinniu.coverage import JOINT
from loaders.cases.jinniu.draft import Draft
from loaders.cases.jinniu.names import INDUSTRY_COUNT, TRADES, short
from loaders.cases.jinniu.organizations import Chain, Terms
from loaders.cases.jinniu.places import Places
from loaders.cases.jinniu.units import Units

MOST_UNITS = 5
MOST_MEMBERS = 50
FEWEST_MEMBERS = 3
_TOO_WIDE = 8
_BY_AREA, _BY_INDUSTRY, _BY_UNIT = range(3)
_FORMATIONS = ("joint_by_area", "joint_by_industry", "joint_by_unit")


@dataclass(frozen=True, slots=True)
class _Branch:
    id: str
    way: int
    rows: list[int]
    place: str | None
    unit: str | None
    superior: str
    name: str


def add_joint_branches(draft: Draft, places: Places, chain: Chain, units: Units, state: Ints) -> None:
    """Add a joint branch for every few of the units that are covered jointly."""
    rng = draft.stream("joint branches")
    groups = _groups(draft, places, units, np.flatnonzero(state == JOINT))
    grids = Pool.of(places.grids.community, np.ones(len(places.grids.ids)), len(places.areas.home))
    leads = np.array([rows[0] for _, rows in groups])
    at = grids.draw(rng, units.community[leads]).tolist()
    branches = [
        _branch(number, way, rows, places, chain, units, at[number - 1])
        for number, (way, rows) in enumerate(groups, start=1)
    ]
    _add_organizations(draft, units, branches)
    covered = [(branch, row) for branch in branches for row in branch.rows if units.ids[row] != branch.unit]
    draft.add(
        "coverage",
        org_id=[branch.id for branch, _ in covered],
        covered_id=[units.ids[row] for _, row in covered],
        kind="organization",
        mode=["joint" if keep else None for keep in happens(rng, 0.95, len(covered)).tolist()],
        since=days_before(rng, 30, 1500, len(covered)),
    )
    draft.find("joint-branch-too-wide", [branch.id for branch in branches if len(branch.rows) > MOST_UNITS])


def _groups(draft: Draft, places: Places, units: Units, rows: Ints) -> list[tuple[int, list[int]]]:
    """Divide units into groups of two to five that share area or industry; a few groups are too wide."""
    rng = draft.stream("joint groups")
    way = rng.choice(3, len(rows), p=[0.5, 0.35, 0.15])
    way[~units.home[rows]] = _BY_UNIT
    street = places.areas.street[units.community[rows]]
    key = np.where(way == _BY_INDUSTRY, street * INDUSTRY_COUNT + units.industry[rows], units.community[rows])
    groups: list[tuple[int, list[int]]] = []
    wide = _TOO_WIDE
    for one_way in range(3):
        for value in np.unique(key[way == one_way]).tolist():
            left = rows[(way == one_way) & (key == value)].tolist()
            while left:
                size = int(rng.integers(2, MOST_UNITS + 1))
                if wide and len(left) > MOST_UNITS + 2:
                    size, wide = int(rng.integers(MOST_UNITS + 1, MOST_UNITS + 3)), wide - 1
                groups.append((one_way, left[:size]))
                left = left[size:]
    return groups


def _branch(number: int, way: int, rows: list[int], places: Places, chain: Chain, units: Units, grid: int) -> _Branch:
    areas, lead = places.areas, rows[0]
    community = int(units.community[lead])
    street = int(areas.street[community])
    industry = TRADES[units.industry[lead]].industry if units.industry[lead] < len(TRADES) else "社会组织"
    place = {_BY_AREA: places.grids.ids[grid], _BY_INDUSTRY: areas.streets[street], _BY_UNIT: None}[way]
    names = {
        _BY_AREA: f"{short(areas.names[community])}{number:04d}号片区联合党支部",
        _BY_INDUSTRY: f"{short(areas.street_names[street])}{number:04d}号{industry}联合党支部",
        _BY_UNIT: f"{units.names[lead]}联合党支部",
    }
    superior = chain.streets[street] if way == _BY_INDUSTRY else chain.above(areas, community)
    assert superior is not None  # noqa: S101 -- every street with units has an organization
    unit = units.ids[lead] if way == _BY_UNIT else None
    return _Branch(f"PO-J{number:04d}", way, rows, place, unit, superior, names[way])


def _add_organizations(draft: Draft, units: Units, branches: list[_Branch]) -> None:
    rng = draft.stream("joint members")
    ids = [branch.id for branch in branches]
    members = [int(units.members[branch.rows].sum()) for branch in branches]
    # Most that have too few members do not say how many.
    said = [
        count if count >= FEWEST_MEMBERS or told else None
        for count, told in zip(members, happens(rng, 0.3, len(members)).tolist(), strict=True)
    ]
    draft.find(
        "branch-under-strength",
        [i for i, count in zip(ids, said, strict=True) if count is not None and count < FEWEST_MEMBERS],
    )
    draft.find(
        "branch-over-size",
        [i for i, count in zip(ids, said, strict=True) if count is not None and count > MOST_MEMBERS],
    )
    terms = Terms.draw(draft, "joint terms", ids, years=3, expired=0.06)
    draft.add(
        "party_organizations",
        org_id=ids,
        name=[branch.name for branch in branches],
        kind="joint_branch",
        place_id=[branch.place for branch in branches],
        unit_id=[branch.unit for branch in branches],
        parent_org_id=[branch.superior for branch in branches],
        formal_members=said,
        formation=[_FORMATIONS[branch.way] for branch in branches],
        **terms.columns,
    )
