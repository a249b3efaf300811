"""Every table, in the order of the input contract: which table an id belongs to is decided in this order."""

from __future__ import annotations

from graphmodel.schema.model import NodeTable, RelationshipTable, Table
from graphmodel.schema.tables.alliances import ALLIANCE_MEMBERS, ALLIANCES
from graphmodel.schema.tables.events import ACTIVITIES, ACTIVITY_PARTICIPANTS, MEETING_PARTICIPANTS, MEETINGS
from graphmodel.schema.tables.lists import NEEDS, PROJECT_PARTICIPANTS, PROJECTS, RESOURCES
from graphmodel.schema.tables.owners_committees import OWNERS_COMMITTEES
from graphmodel.schema.tables.party_organizations import PARTY_ORGANIZATIONS
from graphmodel.schema.tables.places import PLACES
from graphmodel.schema.tables.published_totals import PUBLISHED_TOTALS
from graphmodel.schema.tables.services import DATA_EXCHANGES, REQUESTS, SERVICE_CENTRES
from graphmodel.schema.tables.survey import SURVEY
from graphmodel.schema.tables.ties import COVERAGE, LINKS, PROPERTY_SERVICES
from graphmodel.schema.tables.units import ENTERPRISES, PUBLIC_INSTITUTIONS, SOCIAL_ORGANIZATIONS

TABLES: tuple[Table, ...] = (
    PLACES,
    PARTY_ORGANIZATIONS,
    ENTERPRISES,
    SOCIAL_ORGANIZATIONS,
    PUBLIC_INSTITUTIONS,
    OWNERS_COMMITTEES,
    ALLIANCES,
    NEEDS,
    RESOURCES,
    PROJECTS,
    ACTIVITIES,
    MEETINGS,
    SERVICE_CENTRES,
    REQUESTS,
    COVERAGE,
    PROPERTY_SERVICES,
    ALLIANCE_MEMBERS,
    PROJECT_PARTICIPANTS,
    ACTIVITY_PARTICIPANTS,
    MEETING_PARTICIPANTS,
    LINKS,
    DATA_EXCHANGES,
    PUBLISHED_TOTALS,
    SURVEY,
)
NODE_TABLES: tuple[NodeTable, ...] = tuple(table for table in TABLES if isinstance(table, NodeTable))
RELATIONSHIP_TABLES: tuple[RelationshipTable, ...] = tuple(
    table for table in TABLES if isinstance(table, RelationshipTable)
)
BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
