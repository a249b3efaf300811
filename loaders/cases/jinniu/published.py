"""Figures as they were published, and two of streets that differ on purpose."""

from __future__ import annotations

from loaders.cases.jinniu.chain import JINNIU
from loaders.cases.jinniu.draft import AS_OF, Draft
from loaders.cases.jinniu.places import Places

SOURCE = "人民网-中国共产党新闻网，2022-08-09"
INVENTED = "合成：街道台账，有意与实际不符"

FIGURES: dict[str, tuple[float, str]] = {
    "street_working_committees": (13, "equal"),
    "community_organizations": (90, "equal"),
    "compound_organizations": (665, "equal"),
    "compounds": (2069, "equal"),
    "two_coverages_of_compounds": (1.0, "equal"),
    "demonstration_places": (57, "equal"),
    "projects": (3500, "more_than"),
    "social_organizations": (1859, "equal"),
    "funds_yuan": (128_000_000, "equal"),
    "zone_building_market_coverage": (1.0, "equal"),
    "old_compounds": (1500, "equal"),
    "requests_raised": (1500, "more_than"),
    "requests_resolved": (1300, "more_than"),
    "five_action_projects": (1575, "equal"),
}


def add_published_totals(draft: Draft, places: Places) -> None:
    """Add the published figures of the district, and two invented ones that the graph does not give."""
    draft.add(
        "published_totals",
        figure=list(FIGURES),
        place_id=JINNIU,
        relation=[relation for _, relation in FIGURES.values()],
        value=[float(value) for value, _ in FIGURES.values()],
        as_of=AS_OF,
        source=SOURCE,
    )
    areas, compounds = places.areas, places.compounds
    for street in (areas.streets[0], areas.streets[11]):
        counted = sum(areas.street_code(row) == street for row in compounds.community.tolist())
        draft.add(
            "published_totals",
            figure="compounds",
            place_id=street,
            relation="equal",
            value=[float(counted + 3)],
            as_of=AS_OF,
            source=INVENTED,
        )
        draft.find("published-total-differs", [f"compounds|{street}"])
