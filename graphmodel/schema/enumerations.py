"""Enumerations that more than one table, rule or chart uses."""

from __future__ import annotations

from graphmodel.schema.model import EnumerationValue as Value

LEVELS = (
    Value("district", "区"),
    Value("street", "街道", ("镇", "乡")),
    Value("community", "社区", ("村",)),
    Value("compound", "小区/院落", ("小区", "院落", "小区(院落)")),
    Value("building", "楼栋"),
    Value("grid", "网格"),
    Value("zone", "产业功能区"),
    Value("commercial_building", "商务楼宇"),
    Value("business_district", "商圈"),
    Value("market", "专业市场"),
)

LEVEL_TITLES = {level.value: level.chinese for level in LEVELS}
"""What each level is called in Chinese."""

LEVEL_LABELS = {
    "district": "District",
    "street": "Street",
    "community": "Community",
    "compound": "Compound",
    "building": "Building",
    "grid": "Grid",
    "zone": "Zone",
    "commercial_building": "CommercialBuilding",
    "business_district": "BusinessDistrict",
    "market": "Market",
}

LADDER: dict[str, tuple[str, ...]] = {
    "street": ("district",),
    "community": ("street",),
    "compound": ("community",),
    "grid": ("community",),
    "building": ("compound",),
    "zone": ("district", "street", "community"),
    "commercial_building": ("district", "street", "community"),
    "business_district": ("district", "street", "community"),
    "market": ("district", "street", "community"),
}
"""The levels that the parent of a place of each level may have; a district's parent is never looked at."""

CODE_LENGTHS = {"district": 6, "street": 9, "community": 12}
"""Digits of the official statistical division code at each level that has one."""

CARRIERS = ("zone", "commercial_building", "business_district", "market")
"""Places that gather two-new organizations and need an organization of their own."""

LAYERS = (
    Value("safety", "平安联创"),
    Value("culture", "文化联建"),
    Value("activity", "活动联办"),
    Value("environment", "环境联治"),
    Value("mediation", "矛盾联调"),
)

LINES = (Value("development", "发展治理"), Value("governance", "综合治理"))

COVERAGE_KINDS = (
    Value("organization", "组织覆盖", ("党的组织覆盖",)),
    Value("work", "工作覆盖", ("党的工作覆盖", "工作覆盖(指导员)")),
    Value("activity", "活动覆盖"),
)

STEPS = (
    Value("day", "日联"),
    Value("week", "周会"),
    Value("month", "月商"),
    Value("quarter", "季研"),
    Value("year", "年总"),
)

OPERATING_STATUSES = (
    Value("operating", "正常", ("正常经营", "存续", "在业", "开业", "在营", "营业")),
    Value("suspended", "停业", ("歇业", "停产", "停工")),
    Value("closed", "注销", ("吊销", "已注销", "已吊销", "吊销未注销")),
    Value("shell", "空壳", ("僵尸", "僵尸企业", "空壳企业")),
)

STAKEHOLDERS = (
    "party_organizations",
    "enterprises",
    "social_organizations",
    "public_institutions",
    "owners_committees",
)
UNITS = ("enterprises", "social_organizations", "public_institutions")
