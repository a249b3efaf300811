from __future__ import annotations

from graphmodel.bilingual import Bilingual
from graphmodel.schema.columns import date, enumeration, identifier, reference, since_until, text
from graphmodel.schema.enumerations import STAKEHOLDERS
from graphmodel.schema.model import EnumerationValue as Value
from graphmodel.schema.model import NodeTable, RelationshipTable

KINDS = (
    Value("regional_alliance", "区域党建联盟"),
    Value("joint_conference", "党建联席会议", ("联席会议",)),
    Value("industry_alliance", "行业党建联盟"),
    Value("other", "其他"),
)
ROLES = (Value("lead", "牵头"), Value("standing", "常任"), Value("member", "成员"))

ALLIANCES = NodeTable(
    name="alliances",
    chinese="联盟",
    description=Bilingual(
        "Regional and industry alliances and joint conferences: ties of many parties.",
        "区域与行业党建联盟、党建联席会议等多方共建的组织形式。",
    ),
    label="Alliance",
    key="alliance_id",
    begins="established_on",
    ends="ended_on",
    columns=(
        identifier("alliance_id", "联盟编码", "Id of the alliance", "联盟编码"),
        text("name", "名称", "Name of the alliance", "联盟名称", required=True),
        enumeration("kind", "类别", "Kind of alliance", "联盟类别", KINDS, required=True),
        reference("place_id", "范围编码", "The place it is for", "联盟所在的范围", "places", relationship="LOCATED_IN"),
        date("established_on", "成立日期", "When it was established", "成立日期"),
        date("ended_on", "终止日期", "When it ended", "终止日期", ends=True),
    ),
)
ALLIANCE_MEMBERS = RelationshipTable(
    name="alliance_members",
    chinese="联盟成员",
    description=Bilingual("Who is a member of which alliance.", "各联盟的成员及其角色。"),
    type="MEMBER_OF",
    start="member_id",
    end="alliance_id",
    begins="since",
    ends="until",
    columns=(
        reference("alliance_id", "联盟编码", "The alliance", "联盟", "alliances", required=True),
        reference("member_id", "成员编码", "The member", "成员", *STAKEHOLDERS, required=True),
        enumeration("role", "角色", "Role in the alliance", "在联盟中的角色", ROLES),
        *since_until("membership", "成员关系"),
    ),
)
