"""Enterprises, social organizations and public institutions: few large, many small."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loaders.cases.jinniu.chance import Bools, Floats, Ints, Pool, allocate, chosen, happens, skewed
from loaders.cases.jinniu.draft import Draft, pick, where
from loaders.cases.jinniu.names import (
    PROPERTY,
    PROPERTY_INDUSTRY,
    PUBLIC_INDUSTRY,
    PUBLIC_WORDS,
    SOCIAL_FIELDS,
    SOCIAL_INDUSTRY,
    TRADES,
    credit_codes,
    short,
)
from loaders.cases.jinniu.places import Places

ENTERPRISES = 24_000
PROPERTY_FIRMS = 130
OPERATING_SOCIAL_ORGANIZATIONS = 1859
OTHER_SOCIAL_ORGANIZATIONS = 141
PARTNER_SOCIAL_ORGANIZATIONS = 24
PUBLIC_INSTITUTIONS = 320
ENTERPRISE, SOCIAL, PUBLIC = range(3)
OPERATING, SUSPENDED, CLOSED, SHELL = range(4)
_SMALL, _MIDDLE, _LARGE = 6, 12, 60  # employees
_STATUSES = ("operating", "suspended", "closed", "shell")
_SOCIAL_KINDS = ("association", "private_non_enterprise", "foundation", "community_group", "social_enterprise")
_SOCIAL_WORDS = ("协会", "服务中心", "基金会", "互助队", "社会企业")
_SOCIAL_SHARES = (0.10, 0.26, 0.004, 0.60, 0.036)
_TRADE_NAMES = (*TRADES, PROPERTY)


@dataclass(frozen=True, slots=True)
class Units:
    """All units by row: enterprises first, then social organizations, then public institutions."""

    ids: list[str]
    names: list[str]
    type: Ints
    community: Ints
    industry: Ints
    places: list[str]
    employees: Ints
    members: Ints
    status: Ints
    home: Bools

    @property
    def operating(self) -> Bools:
        """Units of which every rule on the two-new organizations speaks."""
        found: Bools = (self.status == OPERATING) & (self.type != PUBLIC)
        return found

    @property
    def property_firms(self) -> Ints:
        """Rows of the enterprises that serve compounds."""
        return np.flatnonzero(self.industry == PROPERTY_INDUSTRY)


def add_units(draft: Draft, places: Places) -> Units:
    """Add the units of Jinniu and some of its partners."""
    parts = (_enterprises(draft, places), _social(draft, places), _public(draft, places))
    return Units(
        ids=[identifier for part in parts for identifier in part.ids],
        names=[name for part in parts for name in part.names],
        type=np.concatenate([part.type for part in parts]),
        community=np.concatenate([part.community for part in parts]),
        industry=np.concatenate([part.industry for part in parts]),
        places=[place for part in parts for place in part.places],
        employees=np.concatenate([part.employees for part in parts]),
        members=np.concatenate([part.members for part in parts]),
        status=np.concatenate([part.status for part in parts]),
        home=np.concatenate([part.home for part in parts]),
    )


def _enterprises(draft: Draft, places: Places) -> Units:
    rng = draft.stream("enterprises")
    community = np.repeat(np.arange(len(places.areas.home)), allocate(ENTERPRISES, places.areas.commerce))
    industry = _industries(rng, community)
    industry[chosen(rng, np.flatnonzero(places.areas.home[community]), PROPERTY_FIRMS)] = PROPERTY_INDUSTRY
    typical = np.array([trade.employees for trade in _TRADE_NAMES])[industry]
    employees = np.maximum(rng.lognormal(np.log(typical), 1.15), 1).astype(np.int64)
    kinds = np.where(employees <= _SMALL, "self_employed", "private")
    large = employees > _LARGE
    kinds[large & happens(rng, 0.22, len(kinds))] = "state"
    kinds[(employees > _MIDDLE) & happens(rng, 0.03, len(kinds))] = "foreign"
    kinds[(employees <= _SMALL) & happens(rng, 0.45, len(kinds))] = "private"
    numbers = np.arange(1, ENTERPRISES + 1)
    forms = {"self_employed": "店", "private": "有限公司", "state": "国有公司", "foreign": "（外资）有限公司"}
    names = [
        f"{short(places.areas.names[area])}{number:05d}号{_TRADE_NAMES[trade].word}{forms[kind]}"
        for area, number, trade, kind in zip(
            community.tolist(), numbers.tolist(), industry.tolist(), kinds.tolist(), strict=True
        )
    ]
    status = rng.choice(4, ENTERPRISES, p=[0.93, 0.03, 0.028, 0.012])
    status[industry == PROPERTY_INDUSTRY] = OPERATING
    units = Units(
        ids=[f"E{number:05d}" for number in numbers.tolist()],
        names=names,
        type=np.full(ENTERPRISES, ENTERPRISE),
        community=community,
        industry=industry,
        places=_placed(rng, places, community),
        employees=employees,
        members=_members(rng, employees, kinds == "state"),
        status=status,
        home=places.areas.home[community],
    )
    fronts: list[str | None] = ["92" if kind == "self_employed" else "91" for kind in kinds.tolist()]
    coded = rng.random(ENTERPRISES) < np.where(kinds == "self_employed", 0.5, 0.85)
    _add(draft, "enterprises", units, kinds.tolist(), [trade.industry for trade in _TRADE_NAMES], where(coded, fronts))
    return units


def _industries(rng: np.random.Generator, community: Ints) -> Ints:
    """Draw industries so that each community has its own mix: neighbours are alike."""
    shares = np.array([trade.share for trade in TRADES])
    mixes = rng.dirichlet(shares * 14, int(community.max()) + 1).cumsum(axis=1)
    found: Ints = (rng.random(len(community))[:, None] > mixes[community]).sum(axis=1)
    return np.minimum(found, len(TRADES) - 1)


def _placed(rng: np.random.Generator, places: Places, community: Ints) -> list[str]:
    """Place each unit in its community, or in a carrier, compound, building or grid of it."""
    buildings = np.flatnonzero(places.buildings.compound >= 0)
    inside = places.compounds.community[places.buildings.compound[buildings]]
    kinds = (
        (places.carriers.ids, places.carriers.community, 0.30),
        (places.compounds.ids, places.compounds.community, 0.08),
        (pick(places.buildings.ids, buildings), inside, 0.08),
        (places.grids.ids, places.grids.community, 0.04),
    )
    found = pick(places.areas.communities, community)
    chance, upper = rng.random(len(community)), 0.0
    for ids, groups, share in kinds:
        rows = np.flatnonzero((chance >= upper) & (chance < upper + share))
        upper += share
        weights = skewed(rng, 1, 0.8, len(ids))
        drawn = Pool.of(groups, weights, len(places.areas.communities)).draw(rng, community[rows])
        for row, at in zip(rows.tolist(), drawn.tolist(), strict=True):
            if at >= 0:
                found[row] = ids[at]
    return found


def _members(rng: np.random.Generator, employees: Ints, state: Bools) -> Ints:
    """Draw party members: most units have none, a few have many."""
    rate: Floats = skewed(rng, 0.010, 1.2, len(employees)) * np.where(state, 6, 1)
    return np.minimum(rng.poisson(employees * rate), employees // 2)


def _social(draft: Draft, places: Places) -> Units:
    rng = draft.stream("social organizations")
    inside = OPERATING_SOCIAL_ORGANIZATIONS + OTHER_SOCIAL_ORGANIZATIONS
    home = places.areas.home
    counts = np.zeros(len(home), dtype=np.int64)
    counts[home] = allocate(inside, places.areas.housing[home] ** 0.5, minimum=4)
    counts[~home] = allocate(PARTNER_SOCIAL_ORGANIZATIONS, places.areas.housing[~home])
    community = np.repeat(np.arange(len(home)), counts)
    total = len(community)
    status = np.zeros(total, dtype=np.int64)
    other = chosen(rng, np.flatnonzero(home[community]), OTHER_SOCIAL_ORGANIZATIONS)
    status[other] = rng.choice([SUSPENDED, CLOSED, SHELL], OTHER_SOCIAL_ORGANIZATIONS, p=[0.35, 0.35, 0.3])
    kind = rng.choice(len(_SOCIAL_KINDS), total, p=_SOCIAL_SHARES)
    field = rng.integers(0, len(SOCIAL_FIELDS), total)
    employees = np.maximum(rng.lognormal(np.log(np.where(kind == 1, 12, 6)), 0.8), 2).astype(np.int64)
    names = [
        f"{short(places.areas.names[area])}{number:04d}号{SOCIAL_FIELDS[at]}{_SOCIAL_WORDS[word]}"
        for number, (area, at, word) in enumerate(
            zip(community.tolist(), field.tolist(), kind.tolist(), strict=True), start=1
        )
    ]
    units = Units(
        ids=[f"S{number:04d}" for number in range(1, total + 1)],
        names=names,
        type=np.full(total, SOCIAL),
        community=community,
        industry=np.full(total, SOCIAL_INDUSTRY),
        places=_placed(rng, places, community),
        employees=employees,
        members=np.minimum(rng.poisson(employees * skewed(rng, 0.06, 1.0, total)), employees),
        status=status,
        home=home[community],
    )
    prefixes = ("51", "52", "53", None, "91")
    fronts = [prefixes[word] for word in kind.tolist()]
    industries = [SOCIAL_FIELDS[at] for at in field.tolist()]
    _add(draft, "social_organizations", units, pick(list(_SOCIAL_KINDS), kind), industries, fronts)
    return units


def _public(draft: Draft, places: Places) -> Units:
    rng = draft.stream("public institutions")
    inside = int(places.areas.home.sum())
    community = np.repeat(np.arange(inside), allocate(PUBLIC_INSTITUTIONS, places.areas.housing[:inside], minimum=1))
    total = len(community)
    word = rng.integers(0, len(PUBLIC_WORDS), total)
    employees = np.clip(skewed(rng, 45, 0.7, total), 5, 900).astype(np.int64)
    kinds = ["government_body" if PUBLIC_WORDS[at].endswith("所") else "public_institution" for at in word.tolist()]
    for row in chosen(rng, np.arange(total), 14).tolist():
        kinds[row] = "mass_organization"
    fronts: list[str | None] = [
        {"government_body": "11", "public_institution": "12", "mass_organization": "13"}[kind] for kind in kinds
    ]
    units = Units(
        ids=[f"I{number:04d}" for number in range(1, total + 1)],
        names=[
            f"{short(places.areas.names[area])}{number:03d}号{'群团服务站' if kind == 'mass_organization' else PUBLIC_WORDS[at]}"
            for number, (area, at, kind) in enumerate(
                zip(community.tolist(), word.tolist(), kinds, strict=True), start=1
            )
        ],
        type=np.full(total, PUBLIC),
        community=community,
        industry=np.full(total, PUBLIC_INDUSTRY),
        places=pick(places.areas.communities, community),
        employees=employees,
        members=rng.binomial(employees, 0.28),
        status=np.zeros(total, dtype=np.int64),
        home=np.ones(total, dtype=bool),
    )
    _add(draft, "public_institutions", units, kinds, ["公共服务"] * total, fronts)
    return units


_FIRST_CODE = {"enterprises": 1, "social_organizations": 50_001, "public_institutions": 60_001}


def _add(
    draft: Draft, table: str, units: Units, kinds: list[str], industries: list[str], fronts: list[str | None]
) -> None:
    """Add units to a table; ``industries`` are by row, or by industry for enterprises."""
    rng = draft.stream(f"{table} statuses")
    codes = credit_codes(fronts, _FIRST_CODE[table])
    # Half of those that operate say so; an empty cell means the same.
    said = (units.status != OPERATING) | happens(rng, 0.5, len(units.ids))
    draft.add(
        table,
        unit_id=units.ids,
        name=units.names,
        uscc=codes,
        uscc_status=[None if code is None else "ok" for code in codes],
        kind=kinds,
        place_id=units.places,
        industry=pick(industries, units.industry) if table == "enterprises" else industries,
        employees=where(happens(rng, 0.97, len(units.ids)), units.employees),
        party_members=where((units.members > 0) | happens(rng, 0.6, len(units.ids)), units.members),
        operating_status=where(said, pick(list(_STATUSES), units.status)),
    )
