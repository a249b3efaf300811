"""What the coverage rates are called, in full and as the head of a column, and what each is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from graphmodel.schema import Bilingual

RATES: Mapping[str, Bilingual] = MappingProxyType(
    {
        "organization_coverage": Bilingual("Organization coverage of two-new units", "“两新”组织的组织覆盖率"),
        "stand_alone": Bilingual("Two-new units that stand alone", "“两新”组织单独组建率"),
        "work_coverage": Bilingual("Work coverage of two-new units", "“两新”组织的工作覆盖率"),
        "activity_coverage": Bilingual("Activity coverage of two-new units", "“两新”组织的活动覆盖率"),
        "two_coverages": Bilingual(
            "Compounds with organization or work coverage", "小区（院落）“两个覆盖”率（组织或工作覆盖）"
        ),
        "triad": Bilingual("Compounds with a complete triad", "小区（院落）三方齐全率"),
    }
)
"""The rates by id: the first four of operating enterprises and social organizations, the last two of compounds."""

OF_COMPOUNDS = ("two_coverages", "triad")
"""The rates of compounds; the others are of operating enterprises and social organizations."""

HEADINGS: Mapping[str, Bilingual] = MappingProxyType(
    {
        "organization_coverage": Bilingual("organization", "组织覆盖"),
        "stand_alone": Bilingual("stand-alone", "单独组建"),
        "work_coverage": Bilingual("work", "工作覆盖"),
        "activity_coverage": Bilingual("activity", "活动覆盖"),
        "two_coverages": Bilingual("organization or work", "组织或工作覆盖"),
        "triad": Bilingual("full triad", "三方齐全"),
    }
)
"""Short titles of the rates, below what they are of."""

DEFINITIONS: Mapping[str, Bilingual] = MappingProxyType(
    {
        "organization_coverage": Bilingual(
            "Operating enterprises and social organizations with organization coverage / all operating ones.",
            "有组织覆盖的存续企业和社会组织 ÷ 全部存续企业和社会组织。",
        ),
        "stand_alone": Bilingual(
            "Operating enterprises and social organizations that stand alone / all operating ones.",
            "单独组建的存续企业和社会组织 ÷ 全部存续企业和社会组织。",
        ),
        "work_coverage": Bilingual(
            "Operating enterprises and social organizations with work coverage / all operating ones.",
            "有工作覆盖的存续企业和社会组织 ÷ 全部存续企业和社会组织。",
        ),
        "activity_coverage": Bilingual(
            "Operating enterprises and social organizations with activity coverage / all operating ones.",
            "有活动覆盖的存续企业和社会组织 ÷ 全部存续企业和社会组织。",
        ),
        "two_coverages": Bilingual(
            "Compounds with organization coverage or work coverage (one of them is enough) / all compounds.",
            "有组织覆盖或工作覆盖（有其一即可）的小区（院落）÷ 全部小区（院落）。",
        ),
        "triad": Bilingual(
            "Compounds with organization coverage, a live owners' committee and a property service / all compounds.",
            "有组织覆盖、在任业委会和物业服务的小区（院落）÷ 全部小区（院落）。",
        ),
    }
)
"""What each rate is, as a fraction; the terms are those of the rules' page."""
