"""Organizations at zones, commercial buildings, business districts and markets: all of Jinniu's, not all of its partners'."""

from __future__ import annotations

import numpy as np

from loaders.cases.jinniu.carriers import Carriers
from loaders.cases.jinniu.chance import Ints, chosen, days_before, skewed
from loaders.cases.jinniu.draft import Draft, pick
from loaders.cases.jinniu.organizations import WITHOUT_ORGANIZATION, Terms, organization_of
from loaders.cases.jinniu.places import Places

_FORMS = {
    "zone": ("comprehensive_committee", "综合党委"),
    "commercial_building": ("general_branch", "党总支"),
    "business_district": ("comprehensive_committee", "综合党委"),
    "market": ("committee", "党委"),
}
_UNCOVERED = 3


def add_carrier_organizations(draft: Draft, places: Places) -> dict[str, str]:
    """Cover every carrier of Jinniu; return the organization of each carrier that has one of its own."""
    rng = draft.stream("carrier organizations")
    carriers = places.carriers
    inside, outside = np.flatnonzero(carriers.home), np.flatnonzero(~carriers.home)
    covered_by_row = chosen(rng, inside, 22)
    uncovered = chosen(rng, outside, _UNCOVERED)
    draft.find("carrier-without-organization", pick(carriers.ids, uncovered))
    _cover_by_row(draft, carriers, covered_by_row)
    own = np.setdiff1d(np.arange(len(carriers.ids)), np.concatenate([covered_by_row, uncovered]))
    return _add_own(draft, carriers, own)


def _above(place: str) -> str:
    """Return the organization at a place or, where it is left out, that of its street."""
    return organization_of(place[:9] if place in WITHOUT_ORGANIZATION else place)


def _cover_by_row(draft: Draft, carriers: Carriers, rows: Ints) -> None:
    draft.add(
        "coverage",
        org_id=[_above(parent) for parent in pick(carriers.parents, rows)],
        covered_id=pick(carriers.ids, rows),
        kind="organization",
        mode="joint",
        since=days_before(draft.stream("carrier rows"), 100, 2000, len(rows)),
    )


def _add_own(draft: Draft, carriers: Carriers, rows: Ints) -> dict[str, str]:
    rng = draft.stream("carrier members")
    ids = [organization_of(identifier) for identifier in pick(carriers.ids, rows)]
    forms = [_FORMS[level] for level in pick(carriers.levels, rows)]
    members = np.clip(skewed(rng, 60, 0.4, len(rows)), 12, 100).astype(np.int64)
    terms = Terms.draw(draft, "carrier terms", ids, years=3, expired=0.06)
    draft.add(
        "party_organizations",
        org_id=ids,
        name=[f"{name}{word}" for name, (_, word) in zip(pick(carriers.names, rows), forms, strict=True)],
        kind=[kind for kind, _ in forms],
        place_id=pick(carriers.ids, rows),
        parent_org_id=[_above(parent) for parent in pick(carriers.parents, rows)],
        formal_members=members,
        **terms.columns,
    )
    return dict(zip(pick(carriers.ids, rows), ids, strict=True))
