"""Ties of two parties: coverage, property service, co-building links."""

from __future__ import annotations

from graphmodel.bilingual import Bilingual
from graphmodel.schema.columns import enumeration, reference, since_until, text
from graphmodel.schema.enumerations import COVERAGE_KINDS, LAYERS, STAKEHOLDERS, UNITS
from graphmodel.schema.model import EnumerationValue as Value
from graphmodel.schema.model import RelationshipTable

MODES = (
    Value("single", "单独组建", ("单建", "单独建立", "转建")),
    Value(
        "joint",
        "联合组建",
        ("联建", "联合建立", "区域联建", "行业统建", "产业联建", "龙头领建", "楼宇合建", "村企共建"),
    ),
    Value("instructor", "党建指导员", ("指导员", "党建工作指导员", "选派党建指导员", "派驻党建指导员", "选派指导员")),
    Value("liaison", "联络员", ("党建联络员",)),
    Value("union", "工会"),
    Value("youth_league", "共青团", ("团组织",)),
    Value("womens_federation", "妇联"),
    Value("other", "其他"),
)

COVERAGE = RelationshipTable(
    name="coverage",
    chinese="覆盖",
    description=Bilingual(
        "Which organization covers which unit or place, and how.", "哪个党组织以何种方式覆盖哪个单位或载体。"
    ),
    type="COVERS",
    start="org_id",
    end="covered_id",
    begins="since",
    ends="until",
    columns=(
        reference("org_id", "党组织编码", "The covering organization", "党组织", "party_organizations", required=True),
        reference(
            "covered_id", "覆盖对象编码", "The unit or place covered", "覆盖对象", *UNITS, "places", required=True
        ),
        enumeration("kind", "覆盖类型", "Kind of coverage", "覆盖类型", COVERAGE_KINDS, required=True),
        enumeration("mode", "方式", "By what means", "覆盖方式", MODES),
        *since_until("coverage", "覆盖"),
    ),
)
PROPERTY_SERVICES = RelationshipTable(
    name="property_services",
    chinese="物业服务",
    synonyms=("物业",),
    description=Bilingual("Which enterprise serves which compound.", "哪家物业企业服务哪个小区（院落）。"),
    type="SERVICES",
    start="enterprise_id",
    end="compound_id",
    begins="since",
    ends="until",
    columns=(
        reference("enterprise_id", "物业企业编码", "The property firm", "物业企业", "enterprises", required=True),
        reference("compound_id", "小区编码", "The compound", "小区（院落）", "places", label="Compound", required=True),
        *since_until("service", "物业服务"),
    ),
)
LINKS = RelationshipTable(
    name="links",
    chinese="共建关系",
    description=Bilingual("Standing co-building links between two stakeholders.", "两个主体之间的长期共建关系。"),
    type="BUILDS_WITH",
    start="from_id",
    end="to_id",
    allows_self=False,
    begins="since",
    ends="until",
    columns=(
        reference("from_id", "甲方编码", "One party", "甲方", *STAKEHOLDERS, required=True),
        reference("to_id", "乙方编码", "The other party", "乙方", *STAKEHOLDERS, required=True),
        enumeration("layer", "五联类型", "Which of the five joint layers it belongs to", "属于五联中的哪一联", LAYERS),
        *since_until("link", "共建关系"),
        text("agreement", "协议", "Name or number of the agreement", "协议名称或编号"),
    ),
)
