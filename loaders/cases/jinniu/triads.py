"""The other two sides of a compound's triad: its owners' committee and its property service."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loaders.cases.jinniu.chance import Bools, Ints, Pool, ago, chosen, days_before, happens, skewed
from loaders.cases.jinniu.compound_organizations import CompoundCoverage
from loaders.cases.jinniu.draft import Draft, pick, where
from loaders.cases.jinniu.organizations import where_ids
from loaders.cases.jinniu.places import Places
from loaders.cases.jinniu.units import Units


@dataclass(frozen=True, slots=True)
class Triads:
    """What each compound has by row: the id of its owners' committee and the row of its property firm, or none."""

    committees: list[str | None]
    firms: Ints
    complete: Bools


def add_triads(draft: Draft, places: Places, units: Units, coverage: CompoundCoverage) -> Triads:
    """Add owners' committees and property services; compounds with an organization have both more often."""
    has_committee = _add_committees(draft, places, coverage)
    firms = _add_services(draft, places, units, coverage)
    ids = places.compounds.ids
    draft.find("compound-without-owners-committee", where_ids(ids, ~has_committee))
    draft.find("compound-without-property-service", where_ids(ids, firms < 0))
    return Triads(
        committees=where(has_committee, [committee_of(identifier) for identifier in ids]),
        firms=firms,
        complete=coverage.organized & has_committee & (firms >= 0),
    )


def committee_of(compound: str) -> str:
    """Return the id of the owners' committee of a compound."""
    return f"OC-{compound}"


def _add_committees(draft: Draft, places: Places, coverage: CompoundCoverage) -> Bools:
    rng = draft.stream("owners committees")
    compounds = places.compounds
    likely = np.where(coverage.organized, 0.78, 0.40) - np.where(compounds.old, 0.06, 0)
    likely += 0.2 * np.log(places.areas.care[compounds.community])
    live = rng.random(len(compounds.ids)) < likely
    dissolved = np.isin(np.arange(len(live)), chosen(rng, np.flatnonzero(~live), 40))
    rows = np.flatnonzero(live | dissolved)
    gone = dissolved[rows]
    late = ~gone & happens(rng, 0.09, len(rows))
    remaining = np.where(late, -rng.integers(1, 700, len(rows)), rng.integers(0, 1700, len(rows)))
    ends = ago(-remaining)
    served_days = ((5 * 365 - remaining) * rng.uniform(0.05, 0.9, len(rows))).astype(np.int64)
    ids = [committee_of(identifier) for identifier in pick(compounds.ids, rows)]
    members = rng.choice([5, 7, 9, 11], len(rows))
    # Of older committees only the month of their election is known.
    established = (ends - np.timedelta64(5 * 365, "D")).astype("datetime64[M]").astype("datetime64[D]")
    draft.find("owners-committee-expired", where_ids(ids, late))
    draft.add(
        "owners_committees",
        committee_id=ids,
        name=[f"{name}业主委员会" for name in pick(compounds.names, rows)],
        compound_id=pick(compounds.ids, rows),
        established_on=established,
        established_on_precision="month",
        term_ends_on=ends,
        dissolved_on=where(gone, ago(served_days)),
        members=members,
        party_members=rng.binomial(members, 0.45),
    )
    return live


def _add_services(draft: Draft, places: Places, units: Units, coverage: CompoundCoverage) -> Ints:
    """Let firms serve compounds: a few firms serve many, mostly near to where they are."""
    rng = draft.stream("property services")
    compounds, areas = places.compounds, places.areas
    firms = units.property_firms
    likely = np.where(coverage.organized, 0.80, 0.58) - np.where(compounds.old, 0.10, 0)
    likely += 0.2 * np.log(areas.care[compounds.community])
    served = rng.random(len(compounds.ids)) < likely
    weights = skewed(rng, 1, 1.1, len(firms))
    near = Pool.of(areas.street[units.community[firms]], weights, len(areas.streets))
    anywhere = Pool.of(np.zeros(len(firms), dtype=np.int64), weights, 1)
    street = areas.street[compounds.community]
    local, other = near.draw(rng, street), anywhere.draw(rng, np.zeros_like(street))
    drawn = firms[np.where(happens(rng, 0.7, len(street)) & (local >= 0), local, other)]
    rows = np.flatnonzero(served)
    _serve(draft, units, compounds.ids, drawn, rows, since=days_before(rng, 40, 3500, len(rows)))
    ended = chosen(rng, np.flatnonzero(~served), 60)
    since, until = days_before(rng, 1500, 3500, len(ended)), days_before(rng, 1, 1400, len(ended))
    _serve(draft, units, compounds.ids, drawn, ended, since=since, until=until)
    return np.where(served, drawn, -1)


def _serve(draft: Draft, units: Units, compounds: list[str], firms: Ints, rows: Ints, **dates: object) -> None:
    draft.add(
        "property_services",
        enterprise_id=pick(units.ids, firms[rows]),
        compound_id=pick(compounds, rows),
        **dates,
    )
