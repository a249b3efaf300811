"""The case as a whole: all parts in their order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from graphmodel.graph import About, Dataset
from loaders.cases.jinniu.actors import find_actors
from loaders.cases.jinniu.alliances import add_alliances
from loaders.cases.jinniu.carrier_organizations import add_carrier_organizations
from loaders.cases.jinniu.compound_organizations import add_compound_coverage
from loaders.cases.jinniu.coverage import add_work_and_activity_rows, draw_states
from loaders.cases.jinniu.draft import AS_OF, Draft
from loaders.cases.jinniu.events import add_activities, add_guests, add_joint_activities
from loaders.cases.jinniu.joint_branches import add_joint_branches
from loaders.cases.jinniu.links import add_links
from loaders.cases.jinniu.lists import add_needs, add_resources
from loaders.cases.jinniu.meetings import add_meetings
from loaders.cases.jinniu.organizations import add_chain
from loaders.cases.jinniu.places import add_places
from loaders.cases.jinniu.planted import find_in_alliances, find_in_lists, find_units_without_activity
from loaders.cases.jinniu.projects import add_projects, add_regional_projects
from loaders.cases.jinniu.published import add_published_totals
from loaders.cases.jinniu.services import add_centres, add_requests
from loaders.cases.jinniu.shape import draw_shape
from loaders.cases.jinniu.survey import add_survey
from loaders.cases.jinniu.triads import add_triads
from loaders.cases.jinniu.unit_organizations import add_unit_organizations
from loaders.cases.jinniu.units import add_units

SEED = 2022
ABOUT = About(
    source="jinniu-case",
    title="金牛区 / Jinniu District",
    as_of=AS_OF,
    synthetic=True,
    note="社区以下为合成数据 / synthetic below community level",
)


@dataclass(frozen=True, slots=True)
class Case:
    """The dataset, and for each rule the subjects in which it finds a gap."""

    dataset: Dataset
    gaps: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def build(seed: int) -> Case:
    """Make the case; the last one made is kept."""
    draft = Draft(seed)
    places = add_places(draft)
    chain = add_chain(draft, places.areas)
    compounds = add_compound_coverage(draft, places, chain)
    carriers = add_carrier_organizations(draft, places)
    units = add_units(draft, places)
    state = draw_states(draft, places, units)
    add_unit_organizations(draft, places, chain, units, state, carriers)
    add_joint_branches(draft, places, chain, units, state)
    active = add_work_and_activity_rows(draft, places, chain, units, state)
    triads = add_triads(draft, places, units, compounds)
    actors = find_actors(draft, places, units, compounds, state)
    alliances = add_alliances(draft, places, units, actors)
    shape = draw_shape(draft, places.areas)
    needs, resources = add_needs(draft, places, chain, actors), add_resources(draft, places, actors)
    add_projects(draft, places, actors, shape, needs, resources)
    add_regional_projects(draft, alliances)
    community = add_activities(draft, places, actors, shape)
    add_guests(draft, community, actors, units, state, alliances)
    add_joint_activities(draft, alliances)
    add_meetings(draft, places, units, compounds, triads)
    add_links(draft, actors, shape)
    add_centres(draft, places)
    add_requests(draft, places, chain, actors)
    add_published_totals(draft, places)
    add_survey(draft, alliances)
    find_units_without_activity(draft, units, state, active)
    find_in_alliances(draft, alliances)
    find_in_lists(draft)
    gaps = {rule: tuple(sorted(subjects)) for rule, subjects in sorted(draft.gaps.items())}
    return Case(draft.dataset(ABOUT), gaps)
