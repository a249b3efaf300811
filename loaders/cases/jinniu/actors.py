"""Who builds together: the stakeholders active beyond their own house, and how a partner is found among them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loaders.cases.jinniu.chance import Bools, Floats, Ints, Pool, chosen
from loaders.cases.jinniu.compound_organizations import OWN, CompoundCoverage
from loaders.cases.jinniu.coverage import OWN as OWN_UNIT
from loaders.cases.jinniu.draft import Draft, pick
from loaders.cases.jinniu.names import INDUSTRY_COUNT, PUBLIC_INDUSTRY
from loaders.cases.jinniu.organizations import organization_of
from loaders.cases.jinniu.places import Places
from loaders.cases.jinniu.units import ENTERPRISE, OPERATING, PUBLIC, SOCIAL, Units

_ENTERPRISES = 2400
_SOCIAL = 700
_UNIT_ORGANIZATIONS = 260
# Where a partner comes from: the same community, the same street, the same industry, anywhere.
_NEARNESS = (0.52, 0.28, 0.14, 0.06)
_PARTY_INDUSTRY = PUBLIC_INDUSTRY


@dataclass(frozen=True, slots=True)
class Actors:
    """Stakeholders of Jinniu that build together, by row.

    ``party`` marks party organizations and public institutions; ``street_of`` is the street of each community.
    """

    ids: list[str]
    community: Ints
    industry: Ints
    weight: Floats
    party: Bools
    street_of: Ints
    by_community: Pool
    by_street: Pool
    by_industry: Pool
    anywhere: Pool

    def partners(self, rng: np.random.Generator, community: Ints, industry: Ints) -> Ints:
        """Draw one actor for each row, mostly from the same community, street or industry."""
        how = rng.choice(len(_NEARNESS), len(community), p=_NEARNESS)
        other = self.anywhere.draw(rng, np.zeros_like(community))
        drawn = np.choose(
            how,
            [
                self.by_community.draw(rng, community),
                self.by_street.draw(rng, self.street_of[community]),
                self.by_industry.draw(rng, industry),
                other,
            ],
        )
        return np.where(drawn < 0, other, drawn)


@dataclass(frozen=True, slots=True)
class _Group:
    """Actors of one sort, before all are put together."""

    ids: list[str]
    community: Ints
    industry: Ints
    activity: float
    party: bool


def find_actors(draft: Draft, places: Places, units: Units, coverage: CompoundCoverage, state: Ints) -> Actors:
    """Choose the actors and how active each is: many a little, a few very much."""
    groups = [*_party_groups(draft, places, units, coverage, state), *_unit_groups(draft, units)]
    rng = draft.stream("actor weights")
    community = np.concatenate([group.community for group in groups])
    industry = np.concatenate([group.industry for group in groups])
    activity = np.repeat([group.activity for group in groups], [len(group.ids) for group in groups])
    weight = activity * (1 + rng.pareto(2.2, len(activity)))
    areas = places.areas
    return Actors(
        ids=[identifier for group in groups for identifier in group.ids],
        community=community,
        industry=industry,
        weight=weight,
        party=np.repeat([group.party for group in groups], [len(group.ids) for group in groups]),
        street_of=areas.street,
        by_community=Pool.of(community, weight, len(areas.communities)),
        by_street=Pool.of(areas.street[community], weight, len(areas.streets)),
        by_industry=Pool.of(industry, weight, INDUSTRY_COUNT),
        anywhere=Pool.of(np.zeros_like(community), weight, 1),
    )


def _party_groups(draft: Draft, places: Places, units: Units, coverage: CompoundCoverage, state: Ints) -> list[_Group]:
    rng = draft.stream("party actors")
    areas, compounds = places.areas, places.compounds
    inside = np.flatnonzero(areas.home)
    seats = np.array([np.flatnonzero(areas.street == row)[0] for row in np.flatnonzero(areas.home_streets)])
    organized = np.flatnonzero((coverage.state == OWN) & compounds.home)
    own = np.flatnonzero((state == OWN_UNIT) & units.home & (units.type != PUBLIC))
    own = chosen(rng, own, _UNIT_ORGANIZATIONS)
    return [
        _party(pick(areas.communities, inside), inside, 9.0),
        _party([code for code, home in zip(areas.streets, areas.home_streets, strict=True) if home], seats, 5.0),
        _party(pick(compounds.ids, organized), compounds.community[organized], 1.0),
        _Group(
            [organization_of(identifier) for identifier in pick(units.ids, own)],
            units.community[own],
            units.industry[own],
            activity=1.5,
            party=True,
        ),
    ]


def _party(owners: list[str], community: Ints, activity: float) -> _Group:
    industry = np.full(len(owners), _PARTY_INDUSTRY)
    return _Group([organization_of(owner) for owner in owners], community, industry, activity, party=True)


def _unit_groups(draft: Draft, units: Units) -> list[_Group]:
    rng = draft.stream("unit actors")
    open_here = units.home & (units.status == OPERATING)
    groups = []
    for type_, size, activity in ((ENTERPRISE, _ENTERPRISES, 0.6), (SOCIAL, _SOCIAL, 1.4), (PUBLIC, None, 2.5)):
        rows = np.flatnonzero(open_here & (units.type == type_))
        if size is not None:
            likely = (units.members[rows] + 0.5) ** 0.6
            rows = np.sort(rng.choice(rows, size, replace=False, p=likely / likely.sum()))
        groups.append(
            _Group(pick(units.ids, rows), units.community[rows], units.industry[rows], activity, party=type_ == PUBLIC)
        )
    return groups
