"""The published figures that a graph can give: one function each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from graphmodel.gaps.facts import Facts
from graphmodel.gaps.rate_words import RATES
from graphmodel.schema import Bilingual
from graphmodel.schema.enumerations import CARRIERS, LEVEL_LABELS

Inside = Callable[[str], bool]
"""Tells whether a node is counted: whether it lies in the scope of a figure."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its title, what it is in a scope (None where there is nothing to divide by), and the tables it rests on."""

    title: Bilingual
    compute: Callable[[Facts, Inside], Fraction | None]
    is_rate: bool = False
    reads: tuple[str, ...] = ("places",)


def _organizations_at(facts: Facts, inside: Inside, level: str, *kinds: str) -> Fraction:
    return Fraction(
        sum(
            not kinds or facts.data[organization].get("kind") in kinds
            for place in facts.nodes(LEVEL_LABELS[level])
            if inside(place)
            for organization in facts.at.get(place, ())
        )
    )


def _places(facts: Facts, inside: Inside, column: str | None, *levels: str) -> Fraction:
    places = facts.nodes(*(LEVEL_LABELS[level] for level in levels)) if levels else facts.nodes("Place")
    return Fraction(
        sum(inside(place) and (column is None or facts.data[place].get(column) is True) for place in places)
    )


def _share(facts: Facts, inside: Inside, *levels: str, work: bool) -> Fraction | None:
    places = [place for place in facts.nodes(*(LEVEL_LABELS[level] for level in levels)) if inside(place)]
    covered = sum(facts.is_organized(place) or (work and facts.has_work_coverage(place)) for place in places)
    return Fraction(covered, len(places)) if places else None


def _social_organizations(facts: Facts, inside: Inside) -> Fraction:
    return Fraction(sum(inside(unit) and facts.is_operating(unit) for unit in facts.nodes("SocialOrganization")))


def _projects(facts: Facts, inside: Inside, column: str | None = None) -> Fraction:
    found = (facts.data[project] for project in facts.nodes("Project") if inside(project))
    return Fraction(sum(column is None or values.get(column) is not None for values in found))


def _funds(facts: Facts, inside: Inside) -> Fraction:
    # Sums of decimal amounts are exact: in binary 0.1 + 0.2 would differ from a published 0.3.
    funds = (facts.data[project].get("funds_yuan", 0) for project in facts.nodes("Project") if inside(project))
    return sum((Fraction(str(value)) for value in funds), start=Fraction(0))


def _requests(facts: Facts, inside: Inside, *, resolved: bool) -> Fraction:
    return Fraction(
        sum(
            inside(request) and (not resolved or facts.snapshot.past(request, "resolved_on") is not None)
            for request in facts.nodes("Request")
        )
    )


FIGURES: Mapping[str, Figure] = MappingProxyType(
    {
        "street_working_committees": Figure(
            Bilingual("Working committees at streets", "街道党工委"),
            lambda facts, inside: _organizations_at(facts, inside, "street", "working_committee"),
            reads=("places", "party_organizations"),
        ),
        "community_organizations": Figure(
            Bilingual("Organizations at communities", "社区党组织"),
            lambda facts, inside: _organizations_at(facts, inside, "community"),
            reads=("places", "party_organizations"),
        ),
        "compound_organizations": Figure(
            Bilingual("Organizations at compounds", "小区（院落）党组织"),
            lambda facts, inside: _organizations_at(facts, inside, "compound"),
            reads=("places", "party_organizations"),
        ),
        "compounds": Figure(
            Bilingual("Compounds", "小区（院落）"), lambda facts, inside: _places(facts, inside, None, "compound")
        ),
        "old_compounds": Figure(
            Bilingual("Old compounds", "老旧小区（院落）"),
            lambda facts, inside: _places(facts, inside, "old_compound", "compound"),
        ),
        "demonstration_places": Figure(
            Bilingual("Demonstration places", "示范社区（小区）"),
            lambda facts, inside: _places(facts, inside, "demonstration"),
        ),
        "two_coverages_of_compounds": Figure(
            RATES["two_coverages"],
            lambda facts, inside: _share(facts, inside, "compound", work=True),
            is_rate=True,
            reads=("places", "party_organizations", "coverage"),
        ),
        "zone_building_market_coverage": Figure(
            Bilingual("Organization coverage of carriers", "产业功能区、楼宇、商圈、市场组织覆盖率"),
            lambda facts, inside: _share(facts, inside, *CARRIERS, work=False),
            is_rate=True,
            reads=("places", "party_organizations", "coverage"),
        ),
        "social_organizations": Figure(
            Bilingual("Social organizations", "社会组织"), _social_organizations, reads=("social_organizations",)
        ),
        "projects": Figure(Bilingual("Projects", "项目"), _projects, reads=("projects",)),
        "funds_yuan": Figure(Bilingual("Funds of projects, yuan", "项目资金（元）"), _funds, reads=("projects",)),
        "five_action_projects": Figure(
            Bilingual("Projects in a joint layer", "五联行动项目"),
            lambda facts, inside: _projects(facts, inside, "layer"),
            reads=("projects",),
        ),
        "requests_raised": Figure(
            Bilingual("Requests raised", "收到的居民诉求"),
            lambda facts, inside: _requests(facts, inside, resolved=False),
            reads=("requests",),
        ),
        "requests_resolved": Figure(
            Bilingual("Requests resolved", "办结的居民诉求"),
            lambda facts, inside: _requests(facts, inside, resolved=True),
            reads=("requests",),
        ),
    }
)
