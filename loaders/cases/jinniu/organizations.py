"""Party organizations of the real chain: districts, streets and communities; and what all organizations share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loaders.cases.jinniu.areas import Areas
from loaders.cases.jinniu.chain import DISTRICTS, JINNIU
from loaders.cases.jinniu.chance import Bools, Days, Ints, ago, chosen, days_before, happens, skewed
from loaders.cases.jinniu.draft import Draft, where

# Places of the partners whose organization is left out on purpose.
WITHOUT_ORGANIZATION = ("510682001207", "510682120", "511424109208", "511424204")

LARGEST_BRANCH = 50
LARGEST_GENERAL_BRANCH = 100
OF_OFFICES = f"PO-{JINNIU}-JG"
OF_TWO_NEW = f"PO-{JINNIU}-LX"


@dataclass(frozen=True, slots=True)
class Chain:
    """Ids of the organizations at the rungs, by row of street and community; None where there is none."""

    streets: list[str | None]
    communities: list[str | None]

    def above(self, areas: Areas, community: int) -> str:
        """Return the organization that what lies in a community reports to: its own, or that of the street."""
        found = self.communities[community] or self.streets[int(areas.street[community])]
        assert found is not None  # noqa: S101 -- only one of the two is ever left out
        return found


def organization_of(place: str) -> str:
    """Return the id of the organization at a place or in a unit."""
    return f"PO-{place}"


def add_chain(draft: Draft, areas: Areas) -> Chain:
    """Add the committees of the districts, streets and communities."""
    _add_districts(draft)
    chain = Chain(
        streets=[None if code in WITHOUT_ORGANIZATION else organization_of(code) for code in areas.streets],
        communities=[None if code in WITHOUT_ORGANIZATION else organization_of(code) for code in areas.communities],
    )
    draft.find("place-without-organization", WITHOUT_ORGANIZATION)
    _add_streets(draft, areas)
    _add_communities(draft, areas)
    return chain


def _add_districts(draft: Draft) -> None:
    draft.add(
        "party_organizations",
        org_id=[organization_of(code) for code in DISTRICTS],
        name=[f"中共{name}委员会" for name in DISTRICTS.values()],
        kind="committee",
        place_id=list(DISTRICTS),
    )
    draft.add(
        "party_organizations",
        org_id=[OF_OFFICES, OF_TWO_NEW],
        name=["金牛区机关单位工作委员会（合成）", "金牛区两新组织工作委员会（合成）"],
        kind="working_committee",
        place_id=JINNIU,
        parent_org_id=organization_of(JINNIU),
    )


def _add_streets(draft: Draft, areas: Areas) -> None:
    rows = [row for row, code in enumerate(areas.streets) if code not in WITHOUT_ORGANIZATION]
    names = [areas.street_names[row] for row in rows]
    codes = [areas.streets[row] for row in rows]
    draft.add(
        "party_organizations",
        org_id=[organization_of(code) for code in codes],
        name=[f"{name}党工委" if name.endswith("街道") else f"{name}党委" for name in names],
        kind=["working_committee" if name.endswith("街道") else "committee" for name in names],
        place_id=codes,
        parent_org_id=[organization_of(code[:6]) for code in codes],
        established_on=days_before(draft.stream("streets"), 900, 6000, len(rows)),
    )


def _add_communities(draft: Draft, areas: Areas) -> None:
    rng = draft.stream("communities")
    rows = [row for row, code in enumerate(areas.communities) if code not in WITHOUT_ORGANIZATION]
    members = np.clip(skewed(rng, 130, 0.6, len(rows)), 30, 900).astype(np.int64)
    kinds = form_for(members)
    # Three general branches that have outgrown their form.
    too_large = chosen(rng, np.flatnonzero(kinds == "committee"), 3)
    kinds[too_large] = "general_branch"
    words = {"committee": "党委", "general_branch": "党总支", "branch": "党支部"}
    ids = [organization_of(areas.communities[row]) for row in rows]
    draft.find("general-branch-over-size", [ids[row] for row in too_large.tolist()])
    terms = Terms.draw(draft, "community terms", ids, years=5, expired=0.03)
    above = [areas.street_code(row) for row in rows]
    draft.add(
        "party_organizations",
        org_id=ids,
        name=[f"{areas.names[row]}{words[kind]}" for row, kind in zip(rows, kinds.tolist(), strict=True)],
        kind=kinds,
        place_id=[areas.communities[row] for row in rows],
        parent_org_id=[organization_of(code) for code in above],
        formal_members=members,
        **terms.columns,
    )


def form_for(members: Ints) -> NDArray[np.str_]:
    """Return the kind of organization for each number of formal members."""
    sizes = [members > LARGEST_GENERAL_BRANCH, members > LARGEST_BRANCH]
    found: NDArray[np.str_] = np.select(sizes, ["committee", "general_branch"], "branch").astype("U20")
    return found


@dataclass(frozen=True, slots=True)
class Terms:
    """When organizations were established and when their term ends."""

    established: Days
    ends: Days
    known: Bools

    @classmethod
    def draw(cls, draft: Draft, stream: str, ids: list[str], *, years: int, expired: float) -> Terms:
        """Draw terms of ``years``; a share of them is over, and noted as a gap."""
        rng = draft.stream(stream)
        late = rng.random(len(ids)) < expired
        remaining = np.where(late, -rng.integers(1, 500, len(ids)), rng.integers(1, years * 365 - 200, len(ids)))
        ended_terms = rng.integers(0, 4, len(ids)) * years * 365
        known = late | happens(rng, 0.93, len(ids))
        draft.find("term-expired", where_ids(ids, late))
        return cls(ago(years * 365 - remaining + ended_terms), ago(-remaining), known)

    @property
    def columns(self) -> dict[str, list[object]]:
        """The columns of the table of organizations."""
        return {"established_on": self.established.tolist(), "term_ends_on": where(self.known, self.ends)}


def where_ids(ids: list[str], mask: Bools) -> list[str]:
    """Return the ids at which a mask holds."""
    return [ids[row] for row in np.flatnonzero(mask).tolist()]


def partner_organizations(chain: Chain, areas: Areas, district: str) -> list[str]:
    """Return the organizations of a partner's streets and towns."""
    return [
        organization
        for organization, code in zip(chain.streets, areas.streets, strict=True)
        if organization is not None and code.startswith(district)
    ]
