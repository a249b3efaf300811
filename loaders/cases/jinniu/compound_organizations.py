"""Organization and work coverage of compounds, and the groups in their buildings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loaders.cases.jinniu.chance import Bools, Ints, chosen, days_before, happens, skewed
from loaders.cases.jinniu.draft import Draft, pick, where
from loaders.cases.jinniu.organizations import Chain, Terms, organization_of, where_ids
from loaders.cases.jinniu.places import Places

ORGANIZATIONS = 665
JOINTLY_COVERED = 236
OWN, JOINT, WORK, NOTHING = range(4)


@dataclass(frozen=True, slots=True)
class CompoundCoverage:
    """How each compound is covered: ``state``, and the row of the compound whose organization covers it (-1: none)."""

    state: Ints
    coverer: Ints

    @property
    def organized(self) -> Bools:
        """Compounds with organization coverage."""
        return self.state <= JOINT

    def organization(self, ids: list[str], row: int) -> str:
        """Return the organization that covers a compound with organization coverage."""
        return organization_of(ids[self.coverer[row]])


def add_compound_coverage(draft: Draft, places: Places, chain: Chain) -> CompoundCoverage:
    """Give 665 of Jinniu's compounds an organization, and every one of them at least work coverage."""
    coverage = _cover(draft, places)
    ids = places.compounds.ids
    draft.find("compound-without-organization", where_ids(ids, ~coverage.organized))
    draft.find("compound-without-work-coverage", where_ids(ids, coverage.state == NOTHING))
    _add_organizations(draft, places, chain, np.flatnonzero(coverage.state == OWN))
    _add_dissolved(draft, places, chain, np.flatnonzero((coverage.state == WORK) & ~places.compounds.adrift))
    _add_rows(draft, places, chain, coverage)
    _add_groups(draft, places, chain, coverage)
    return coverage


def _cover(draft: Draft, places: Places) -> CompoundCoverage:
    rng = draft.stream("compound coverage")
    compounds = places.compounds
    free = compounds.home & ~compounds.adrift
    state = np.where(compounds.home, WORK, NOTHING)
    first = np.unique(compounds.community[free], return_index=True)[1]
    state[np.flatnonzero(free)[first]] = OWN
    rest = np.flatnonzero(free & (state != OWN))
    weights = compounds.households[rest] ** 0.8 * places.areas.care[compounds.community[rest]] ** 2
    state[rng.choice(rest, ORGANIZATIONS - int((state == OWN).sum()), replace=False, p=weights / weights.sum())] = OWN
    state[chosen(rng, np.flatnonzero(free & (state == WORK)), JOINTLY_COVERED)] = JOINT
    _cover_partners(rng, state, np.flatnonzero(~compounds.home))
    return CompoundCoverage(state, _coverers(rng, state, compounds.community))


def _cover_partners(rng: np.random.Generator, state: Ints, rows: Ints) -> None:
    state[rows] = WORK
    own, nothing = chosen(rng, rows, 9), chosen(rng, rows, 6)
    state[own] = OWN
    state[nothing] = NOTHING


def _coverers(rng: np.random.Generator, state: Ints, community: Ints) -> Ints:
    """Choose for each jointly covered compound a neighbour in its community that has an organization."""
    coverer = np.where(state == OWN, np.arange(len(state)), -1)
    for row in np.flatnonzero(state == JOINT).tolist():
        coverer[row] = rng.choice(np.flatnonzero((state == OWN) & (community == community[row])))
    return coverer


def _add_organizations(draft: Draft, places: Places, chain: Chain, rows: Ints) -> None:
    rng = draft.stream("compound organizations")
    ids = [organization_of(identifier) for identifier in pick(places.compounds.ids, rows)]
    members = np.clip(skewed(rng, 17, 0.5, len(rows)), 3, 50).astype(np.int64)
    kinds = np.where(happens(rng, 0.05, len(rows)), "general_branch", "branch")
    members[kinds == "general_branch"] += 50
    odd = rng.permutation(np.flatnonzero(kinds == "branch"))
    over, under = odd[:6], odd[6:18]
    members[over], members[under] = rng.integers(51, 75, 6), rng.integers(0, 3, 12)
    draft.find("branch-over-size", pick(ids, over))
    draft.find("branch-under-strength", pick(ids, under))
    terms = Terms.draw(draft, "compound terms", ids, years=3, expired=0.05)
    words = {"general_branch": "党总支", "branch": "党支部"}
    given = ~happens(rng, 0.05, len(rows)) | np.isin(np.arange(len(rows)), odd[:18])
    draft.add(
        "party_organizations",
        org_id=ids,
        name=[f"{n}{words[k]}" for n, k in zip(pick(places.compounds.names, rows), kinds.tolist(), strict=True)],
        kind=kinds,
        place_id=pick(places.compounds.ids, rows),
        parent_org_id=_superiors(draft, places, chain, rows),
        formal_members=where(given, members),
        **terms.columns,
    )


def _superiors(draft: Draft, places: Places, chain: Chain, rows: Ints) -> list[str]:
    """Let compounds report to their community, but for some that skip it and some that report to another."""
    rng = draft.stream("superiors")
    areas, community = places.areas, places.compounds.community[rows]
    superiors = [chain.above(areas, row) for row in community.tolist()]
    ids = [organization_of(identifier) for identifier in pick(places.compounds.ids, rows)]
    odd = rng.permutation(np.flatnonzero(places.compounds.home[rows]))[:20]
    skipping, straying = odd[:11], odd[11:]
    for row in skipping.tolist():
        superiors[row] = organization_of(areas.street_code(community[row]))
    for row in straying.tolist():
        others = np.flatnonzero(areas.home & (np.arange(len(areas.home)) != community[row]))
        superiors[row] = organization_of(areas.communities[rng.choice(others)])
    draft.find("skipped-rung", pick(ids, skipping))
    draft.find("superior-outside-chain", pick(ids, straying))
    return superiors


def _add_dissolved(draft: Draft, places: Places, chain: Chain, rows: Ints) -> None:
    """Add organizations that are no more: they cover nothing."""
    rng = draft.stream("dissolved")
    gone = chosen(rng, rows, 25)
    draft.add(
        "party_organizations",
        org_id=[organization_of(identifier) for identifier in pick(places.compounds.ids, gone)],
        name=[f"{name}党支部（已撤销）" for name in pick(places.compounds.names, gone)],
        kind="branch",
        place_id=pick(places.compounds.ids, gone),
        parent_org_id=[chain.above(places.areas, row) for row in places.compounds.community[gone].tolist()],
        formal_members=rng.integers(1, 5, len(gone)),
        established_on=days_before(rng, 1500, 4000, len(gone)),
        dissolved_on=days_before(rng, 30, 1400, len(gone)),
    )


def _add_rows(draft: Draft, places: Places, chain: Chain, coverage: CompoundCoverage) -> None:
    rng = draft.stream("compound rows")
    ids = places.compounds.ids
    joint = np.flatnonzero(coverage.state == JOINT)
    draft.add(
        "coverage",
        org_id=[coverage.organization(ids, row) for row in joint.tolist()],
        covered_id=pick(ids, joint),
        kind="organization",
        mode="joint",
        since=days_before(rng, 60, 1500, len(joint)),
    )
    extra = (coverage.state <= JOINT) & happens(rng, 0.2, len(ids))
    worked = np.flatnonzero((coverage.state == WORK) | extra)
    community = places.compounds.community[worked].tolist()
    draft.add(
        "coverage",
        org_id=[chain.above(places.areas, row) for row in community],
        covered_id=pick(ids, worked),
        kind="work",
        mode=rng.choice(["instructor", "liaison"], len(worked), p=[0.4, 0.6]),
        since=days_before(rng, 30, 1800, len(worked)),
    )
    lapsed = chosen(rng, np.flatnonzero(coverage.state == WORK), 40)
    draft.add(
        "coverage",
        org_id=[chain.above(places.areas, row) for row in places.compounds.community[lapsed].tolist()],
        covered_id=pick(ids, lapsed),
        kind="organization",
        mode="joint",
        since=days_before(rng, 900, 2000, len(lapsed)),
        until=days_before(rng, 1, 800, len(lapsed)),
    )


def _add_groups(draft: Draft, places: Places, chain: Chain, coverage: CompoundCoverage) -> None:
    """Add a group to half of the buildings in compounds with organization coverage."""
    rng = draft.stream("groups")
    compound = places.buildings.compound
    inside = np.flatnonzero(compound >= 0)
    candidates = inside[coverage.organized[compound[inside]]]
    grouped = happens(rng, 0.5, len(candidates))
    draft.find("building-without-group", pick(places.buildings.ids, candidates[~grouped]))
    rows = candidates[grouped]
    ids = [organization_of(identifier) for identifier in pick(places.buildings.ids, rows)]
    community = places.compounds.community[compound[rows]].tolist()
    superiors = [
        organization_of(places.compounds.ids[at]) if coverage.state[at] == OWN else chain.above(places.areas, area)
        for at, area in zip(compound[rows].tolist(), community, strict=True)
    ]
    straying = chosen(rng, np.arange(len(rows)), 5)
    for row in straying.tolist():
        others = np.flatnonzero((coverage.state == OWN) & (np.arange(len(coverage.state)) != compound[rows[row]]))
        superiors[row] = organization_of(places.compounds.ids[rng.choice(others)])
    draft.find("superior-outside-chain", pick(ids, straying))
    at = pick(places.compounds.names, compound[rows])
    draft.add(
        "party_organizations",
        org_id=ids,
        name=[f"{name}{building[-2:]}栋党小组" for name, building in zip(at, ids, strict=True)],
        kind="group",
        place_id=pick(places.buildings.ids, rows),
        parent_org_id=superiors,
        formal_members=rng.integers(1, 10, len(rows)),
    )
