"""Enterprises, social organizations and public institutions: one shape, three tables."""

from __future__ import annotations

from graphmodel.bilingual import Bilingual
from graphmodel.schema.columns import count, date, enumeration, identifier, reference, text
from graphmodel.schema.enumerations import OPERATING_STATUSES
from graphmodel.schema.model import Column, Kind, NodeTable
from graphmodel.schema.model import EnumerationValue as Value

ENTERPRISE_KINDS = (
    Value("private", "民营", ("私营", "私营企业", "民营企业", "民企")),
    Value("state", "国有", ("国企", "国有企业")),
    Value("foreign", "外资", ("外企", "外资企业", "外商投资企业")),
    Value("self_employed", "个体", ("个体工商户", "个体户")),
)
SOCIAL_ORGANIZATION_KINDS = (
    Value("association", "社会团体"),
    Value("foundation", "基金会"),
    Value("private_non_enterprise", "社会服务机构(民办非企业)", ("民办非企业单位",)),
    Value("community_group", "社区社会组织"),
    Value("social_enterprise", "社会企业"),
)
PUBLIC_INSTITUTION_KINDS = (
    Value("government_body", "机关"),
    Value("public_institution", "事业单位"),
    Value("mass_organization", "群团"),
)
USCC_STATUSES = (
    Value("ok", "有效"),
    Value("check18", "第18位校验不符"),
    Value("check17", "第17位校验不符"),
    Value("charset", "含非法字符"),
    Value("length", "长度不符"),
)


def _columns(kinds: tuple[Value, ...]) -> tuple[Column, ...]:
    return (
        identifier(
            "unit_id",
            "单位编码",
            "Id of the unit; where it is missing, a valid unified social credit code serves",
            "单位编码；空缺时以有效的统一社会信用代码代之",
        ),
        text("name", "单位名称", "Name of the unit", "单位名称", required=True),
        Column(
            "uscc",
            "统一社会信用代码",
            Kind.USCC,
            Bilingual("Unified social credit code, GB 32100-2015", "统一社会信用代码，GB 32100-2015"),
        ),
        Column(
            "uscc_status",
            "信用代码校验",
            Kind.ENUMERATION,
            Bilingual("What the check of the code found", "信用代码的校验结果"),
            values=USCC_STATUSES,
            derived=True,
        ),
        text(
            "registration_number",
            "注册号",
            "Number of its registration where it has no credit code; it serves as the id where that is missing too",
            "无统一社会信用代码时的登记注册号；单位编码亦空缺时以其代之",
        ),
        enumeration("kind", "单位类别", "Kind of unit", "单位类别", kinds),
        reference(
            "place_id",
            "所在地编码",
            "Where it is: a community, compound, building, zone …",
            "所在的社区、小区、楼栋、园区等",
            "places",
            relationship="LOCATED_IN",
        ),
        text("address", "住所", "Registered address, or where it works", "登记住所或经营场所"),
        date(
            "established_on",
            "成立日期",
            "When it was founded: it helps to recognise the unit, and is no beginning of a lifetime",
            "成立日期；用于识别同一单位，不作为起始日期",
        ),
        text("industry", "行业", "Industry", "行业"),
        count("employees", "从业人数", "Number of people who work there", "从业人数"),
        count("party_members", "党员数", "Formal party members who work there", "在该单位工作的正式党员数"),
        enumeration(
            "operating_status",
            "经营状态",
            "Whether it operates",
            "经营状态",
            OPERATING_STATUSES,
            empty_means="operating",
        ),
    )


ENTERPRISES = NodeTable(
    name="enterprises",
    chinese="企业",
    description=Bilingual("Enterprises and the self-employed.", "企业与个体工商户。"),
    label="Enterprise",
    labels=("Stakeholder", "Unit"),
    key="unit_id",
    columns=_columns(ENTERPRISE_KINDS),
)
SOCIAL_ORGANIZATIONS = NodeTable(
    name="social_organizations",
    chinese="社会组织",
    description=Bilingual(
        "Associations, foundations, social services, community groups and social enterprises.",
        "社会团体、基金会、社会服务机构、社区社会组织与社会企业。",
    ),
    label="SocialOrganization",
    labels=("Stakeholder", "Unit"),
    key="unit_id",
    columns=_columns(SOCIAL_ORGANIZATION_KINDS),
)
PUBLIC_INSTITUTIONS = NodeTable(
    name="public_institutions",
    chinese="机关事业单位",
    synonyms=("机关", "事业单位"),
    description=Bilingual(
        "Government bodies, public institutions and mass organizations.", "机关、事业单位与群团组织。"
    ),
    label="PublicInstitution",
    labels=("Stakeholder", "Unit"),
    key="unit_id",
    columns=_columns(PUBLIC_INSTITUTION_KINDS),
)
