from __future__ import annotations

from graphmodel.bilingual import Bilingual
from graphmodel.schema.columns import count, date, enumeration, identifier, reference, text
from graphmodel.schema.enumerations import UNITS
from graphmodel.schema.model import EnumerationValue as Value
from graphmodel.schema.model import NodeTable

KINDS = (
    Value("working_committee", "党工委", ("工委",)),
    Value("committee", "党委", ("二级党委", "楼宇党委", "社区党委")),
    Value("comprehensive_committee", "综合党委"),
    Value("general_branch", "党总支", ("总支", "联合党总支", "联合总支")),
    Value(
        "branch", "党支部", ("支部", "普通支部", "普通党支部", "网格党支部", "小区党支部", "院落党支部", "楼栋党支部")
    ),
    Value("joint_branch", "联合党支部", ("联合支部",)),
    Value("temporary_branch", "临时党支部", ("临时支部",)),
    Value("functional_branch", "功能型党支部", ("功能型支部", "兼合式党组织", "兼合式党支部", "流动党员党支部")),
    Value("group", "党小组", ("微网格党小组", "网格党小组", "楼栋党小组")),
)
FORMATIONS = (
    # 三建一管 of Chengdu: 单建, 转建, 联建, and instructors sent (a mode of coverage).
    Value("single", "单独组建", ("单建", "单独建立", "转建")),
    Value("joint_by_industry", "联合组建(按行业)", ("行业联建", "行业统建", "产业联建")),
    Value("joint_by_unit", "联合组建(按单位)", ("单位联建", "龙头领建", "村企共建")),
    Value("joint_by_area", "联合组建(按区域)", ("区域联建", "片区联建", "楼宇合建")),
)

PARTY_ORGANIZATIONS = NodeTable(
    name="party_organizations",
    chinese="党组织",
    description=Bilingual(
        "Party organizations from the working committee of a street to the group of a building.",
        "从街道党工委到楼栋党小组的各级党组织。",
    ),
    label="PartyOrganization",
    labels=("Stakeholder",),
    key="org_id",
    begins="established_on",
    ends="dissolved_on",
    columns=(
        identifier("org_id", "党组织编码", "Id of the organization", "党组织编码"),
        text("name", "党组织名称", "Name of the organization", "党组织名称", required=True),
        enumeration("kind", "组织类别", "Kind of organization", "组织类别", KINDS, required=True),
        reference(
            "place_id", "所在地编码", "The place it serves", "所服务的区划或载体", "places", relationship="SERVES_PLACE"
        ),
        reference(
            "unit_id",
            "所在单位编码",
            "The enterprise, social organization or public institution it belongs to",
            "所在的企业、社会组织或机关事业单位",
            *UNITS,
            relationship="BELONGS_TO",
        ),
        reference(
            "parent_org_id",
            "上级党组织编码",
            "The organization it reports to",
            "上级党组织",
            "party_organizations",
            relationship="REPORTS_TO",
        ),
        count("formal_members", "正式党员数", "Number of formal members", "正式党员人数"),
        enumeration("formation", "组建方式", "How it was formed", "组建方式", FORMATIONS),
        date("established_on", "成立日期", "When it was established", "成立日期"),
        date(
            "term_ends_on", "任期届满日期", "When its term ends (a deadline, not an end)", "本届任期届满日期", ends=True
        ),
        date("dissolved_on", "撤销日期", "When it was dissolved", "撤销日期", ends=True),
    ),
)
