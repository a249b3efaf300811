"""Alliances: two across regions, a joint conference in each street, some by industry and by building."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from loaders.cases.jinniu.actors import Actors
from loaders.cases.jinniu.chain import DANLING, JINNIU, SHIFANG
from loaders.cases.jinniu.chance import Ints, ago, days_before, happens
from loaders.cases.jinniu.draft import Draft
from loaders.cases.jinniu.names import TRADES, short
from loaders.cases.jinniu.organizations import WITHOUT_ORGANIZATION, organization_of
from loaders.cases.jinniu.places import Places
from loaders.cases.jinniu.units import ENTERPRISE, OPERATING, Units

REGIONAL = ("A-SF", "A-DL")
STANDING = 6
"""The six standing members of a joint conference "1 + 6 + N": one street, six standing members, N others."""

_INDUSTRIES = 10
_BUILDINGS = 8
_WITHOUT_LEAD = 3
_DORMANT = 4
_MEMBERS_OF_DORMANT = 7


@dataclass(frozen=True, slots=True)
class Alliance:
    """One alliance and its live members; ``awake`` ones are given something to do together."""

    id: str
    name: str
    kind: str
    place: str
    members: list[str]
    lead: bool = True
    awake: bool = True
    former: list[str] = field(default_factory=list)


def add_alliances(draft: Draft, places: Places, units: Units, actors: Actors) -> list[Alliance]:
    """Add the alliances and their members, among them dormant ones, ones too small and ones without a lead."""
    live = [
        *_regional(places),
        *_conferences(draft, places, actors),
        *_by_industry(draft, actors),
        *_by_building(draft, places, actors),
        *_asleep(draft, units, actors),
    ]
    _add(draft, live)
    _add_ended(draft, actors)
    draft.find("alliance-without-lead", [alliance.id for alliance in live if not alliance.lead])
    draft.find("alliance-too-small", [alliance.id for alliance in live if len(alliance.members) < 2])  # noqa: PLR2004 -- a tie has two ends
    outside = [
        code for code, home in zip(places.areas.streets, places.areas.home_streets.tolist(), strict=True) if not home
    ]
    draft.find("street-without-joint-conference", outside)
    return live


def _regional(places: Places) -> list[Alliance]:
    """Let the districts, half of the streets here and all of the streets there be members."""
    areas = places.areas
    home = [code for code in areas.streets if code.startswith(JINNIU)]
    found = []
    for identifier, word, partner, own in (
        (REGIONAL[0], "金牛·什邡", SHIFANG, home[:7]),
        (REGIONAL[1], "金牛·丹棱", DANLING, home[7:]),
    ):
        there = [code for code in areas.streets if code.startswith(partner) and code not in WITHOUT_ORGANIZATION]
        members = [organization_of(code) for code in (JINNIU, partner, *own, *there)]
        found.append(Alliance(identifier, f"{word}区域党建联盟", "regional_alliance", JINNIU, members))
    return found


def _conferences(draft: Draft, places: Places, actors: Actors) -> list[Alliance]:
    """Give each street its joint conference: the street leads, six stand, N take part."""
    rng = draft.stream("conferences")
    areas = places.areas
    found = []
    for row in np.flatnonzero(areas.home_streets).tolist():
        code, name = areas.streets[row], short(areas.street_names[row])
        lead = organization_of(code)
        among = np.flatnonzero(areas.street[actors.community] == row)
        among = among[[actors.ids[at] != lead for at in among.tolist()]]
        weights = actors.weight[among]
        size = STANDING + int(rng.integers(12, 36))
        drawn = rng.choice(among, min(size, len(among)), replace=False, p=weights / weights.sum())
        members = [lead, *(actors.ids[at] for at in drawn.tolist())]
        former = [actors.ids[at] for at in np.setdiff1d(among, drawn)[:2].tolist()]
        found.append(
            Alliance(f"A-{code}", f"{name}街道“1+6+N”党建联席会议", "joint_conference", code, members, former=former)
        )
    return found


def _by_industry(draft: Draft, actors: Actors) -> list[Alliance]:
    rng = draft.stream("industry alliances")
    found = []
    for trade in range(_INDUSTRIES):
        among = np.flatnonzero((actors.industry == trade) & ~actors.party)
        weights = actors.weight[among]
        size = min(int(rng.integers(8, 22)), len(among))
        drawn = rng.choice(among, size, replace=False, p=weights / weights.sum())
        name = f"金牛区{TRADES[trade].industry}行业党建联盟"
        members = [actors.ids[at] for at in drawn.tolist()]
        lead = trade >= _WITHOUT_LEAD
        found.append(Alliance(f"A-I{trade + 1:02d}", name, "industry_alliance", JINNIU, members, lead=lead))
    return found


def _by_building(draft: Draft, places: Places, actors: Actors) -> list[Alliance]:
    rng = draft.stream("building alliances")
    home = np.flatnonzero(places.carriers.home)
    found = []
    for number, row in enumerate(rng.choice(home, _BUILDINGS, replace=False).tolist(), start=1):
        among = np.flatnonzero(actors.community == places.carriers.community[row])
        drawn = rng.choice(among, min(int(rng.integers(5, 12)), len(among)), replace=False)
        members = [actors.ids[at] for at in drawn.tolist()]
        name = f"{places.carriers.names[row]}党建联盟"
        found.append(Alliance(f"A-B{number:02d}", name, "other", places.carriers.ids[row], members))
    return found


def _asleep(draft: Draft, units: Units, actors: Actors) -> list[Alliance]:
    """Form alliances of enterprises that are active nowhere, two of them with a single member left."""
    rng = draft.stream("asleep")
    active = set(actors.ids)
    idle = np.flatnonzero(units.home & (units.type == ENTERPRISE) & (units.status == OPERATING) & (units.members > 0))
    idle = rng.permutation(idle[[units.ids[row] not in active for row in idle.tolist()]])
    found = []
    for number in range(_DORMANT + 2):
        part = [units.ids[row] for row in idle[number * _MEMBERS_OF_DORMANT : (number + 1) * _MEMBERS_OF_DORMANT]]
        small = number >= _DORMANT
        found.append(
            Alliance(
                f"A-D{number + 1:02d}",
                f"金牛区{number + 1:02d}号产业链党建联盟",
                "industry_alliance",
                JINNIU,
                part[:1] if small else part,
                awake=False,
                former=part[1:] if small else [],
            )
        )
    return found


def idle_members(alliances: list[Alliance]) -> set[str]:
    """Return the members of alliances that sleep: nothing recent may bring two of them together."""
    return {member for alliance in alliances if not alliance.awake for member in [*alliance.members, *alliance.former]}


def _add(draft: Draft, alliances: list[Alliance]) -> None:
    rng = draft.stream("alliances")
    established = days_before(rng, 400, 1600, len(alliances))
    draft.add(
        "alliances",
        alliance_id=[alliance.id for alliance in alliances],
        name=[alliance.name for alliance in alliances],
        kind=[alliance.kind for alliance in alliances],
        place_id=[alliance.place for alliance in alliances],
        established_on=established,
    )
    for alliance, begun in zip(alliances, established.tolist(), strict=True):
        _add_members(draft, rng, alliance, begun)


def _add_members(draft: Draft, rng: np.random.Generator, alliance: Alliance, begun: object) -> None:
    count = len(alliance.members)
    standing = STANDING if alliance.kind == "joint_conference" else 3
    roles = ["lead" if alliance.lead else "standing", *["standing"] * standing, *["member"] * count][:count]
    later: Ints = rng.integers(5, 390, count)
    fresh = happens(rng, 0.3, count)
    draft.add(
        "alliance_members",
        alliance_id=alliance.id,
        member_id=alliance.members,
        role=roles,
        since=[day if new else begun for new, day in zip(fresh.tolist(), ago(later).tolist(), strict=True)],
    )
    if alliance.former:
        draft.add(
            "alliance_members",
            alliance_id=alliance.id,
            member_id=alliance.former,
            role="member",
            since=begun,
            until=days_before(rng, 10, 300, len(alliance.former)),
        )


def _add_ended(draft: Draft, actors: Actors) -> None:
    """Add two alliances that are no more: no rule looks at them."""
    rng = draft.stream("ended alliances")
    for number in range(1, 3):
        identifier = f"A-E{number:02d}"
        draft.add(
            "alliances",
            alliance_id=identifier,
            name=f"金牛区{number:02d}号商圈党建联盟（已终止）",
            kind="other",
            place_id=JINNIU,
            established_on=days_before(rng, 1500, 2500, 1),
            ended_on=days_before(rng, 100, 900, 1),
        )
        drawn = rng.choice(len(actors.ids), 6, replace=False).tolist()
        draft.add("alliance_members", alliance_id=identifier, member_id=[actors.ids[at] for at in drawn], role="member")
