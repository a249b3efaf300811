"""Surface: whether organization, work and activity coverage reach units, carriers and compounds."""

from __future__ import annotations

from collections.abc import Iterator

from graphmodel.gaps.facts import Facts
from graphmodel.gaps.rule import Family, Gap, Limits, Parameter, Severity
from graphmodel.gaps.subjects import CARRIER_PLACES, COMPOUNDS, TWO_NEW, UNITS
from graphmodel.schema import Bilingual
from graphmodel.schema.enumerations import CARRIERS, COVERAGE_KINDS, LEVEL_LABELS

UNIT_COVERAGE = Family("coverage", Bilingual("Surface: three coverages", "面：三个覆盖"))
CARRIER_COVERAGE = Family("coverage", UNIT_COVERAGE.title)

_CHARTER = Bilingual(
    "Constitution of the Communist Party of China, article 30: where there are three or more formal members an "
    "organization is founded",
    "《中国共产党章程》第三十条：凡是有正式党员三人以上的，都应当成立党的基层组织",
)
MEMBERS = Parameter("members", 3, Bilingual("formal party members", "名正式党员"), _CHARTER, minimum=1)
ACTIVITY_DAYS = Parameter("days", 365, Bilingual("days", "天"))


@UNIT_COVERAGE.rule(
    "unit-should-have-own-organization",
    title=("Unit should have its own organization", "应建未建"),
    definition=(
        "An operating enterprise or social organization with {members} or more party members and no organization coverage.",
        "正常经营的企业或社会组织，党员{members}名及以上，没有组织覆盖。",
    ),
    severity=Severity.HIGH,
    subjects=TWO_NEW,
    parameters=(MEMBERS,),
    reads=("party_organizations", "coverage"),
    remedy=(
        "Found an organization of its own at {name}: {party_members} party members work there and none covers it.",
        "在{name}单独组建党组织：有党员{party_members}名，尚无党组织覆盖。",
    ),
)
def _unit_should_have_own_organization(facts: Facts, limits: Limits) -> Iterator[Gap]:
    for unit in facts.two_new_units:
        members = facts.party_members(unit)
        if members >= limits["members"] and not facts.is_organized(unit):
            yield Gap(unit, {"party_members": members})


@UNIT_COVERAGE.rule(
    "joint-member-should-stand-alone",
    title=("Jointly covered unit should stand alone", "联建应单建"),
    definition=(
        (
            "An operating enterprise or social organization with {members} or more party members that has organization "
            "coverage but does not stand alone."
        ),
        "正常经营的企业或社会组织，党员{members}名及以上，已有组织覆盖但未单独组建。",
    ),
    severity=Severity.MEDIUM,
    subjects=TWO_NEW,
    parameters=(MEMBERS,),
    reads=("party_organizations", "coverage"),
    remedy=(
        (
            "Let {name} stand alone: its {party_members} party members suffice for a branch of its own; now covered by "
            "{organizations}."
        ),
        "将{name}由联建转为单建：有党员{party_members}名，已够单独组建；现由{organizations}覆盖。",
    ),
    notes=(
        "A coverage row without a mode does not stand alone.",
        "方式为空的覆盖记录不算单独组建。",
    ),
)
def _joint_member_should_stand_alone(facts: Facts, limits: Limits) -> Iterator[Gap]:
    for unit in facts.two_new_units:
        members = facts.party_members(unit)
        if members >= limits["members"] and facts.is_organized(unit) and not facts.stands_alone(unit):
            yield Gap(unit, {"party_members": members, "organizations": facts.covering(unit)})


@UNIT_COVERAGE.rule(
    "members-without-organization",
    title=("Members without an organization", "有党员未覆盖"),
    definition=(
        (
            "An operating enterprise or social organization with at least 1 and fewer than {members} party members and no "
            "organization coverage."
        ),
        "正常经营的企业或社会组织，有党员但不足{members}名，没有组织覆盖。",
    ),
    severity=Severity.MEDIUM,
    subjects=TWO_NEW,
    parameters=(MEMBERS,),
    reads=("party_organizations", "coverage"),
    remedy=(
        "Bring {name} ({party_members} party members) into a joint branch with neighbours or the same trade.",
        "将{name}（党员{party_members}名）与相邻或同行业单位联合组建党支部。",
    ),
)
def _members_without_organization(facts: Facts, limits: Limits) -> Iterator[Gap]:
    for unit in facts.two_new_units:
        members = facts.party_members(unit)
        if 1 <= members < limits["members"] and not facts.is_organized(unit):
            yield Gap(unit, {"party_members": members})


@UNIT_COVERAGE.rule(
    "unit-without-work-coverage",
    title=("Unit without work coverage", "工作未覆盖"),
    definition=(
        (
            "An operating enterprise or social organization with no party members, no organization coverage and no work "
            "coverage."
        ),
        "正常经营的企业或社会组织，没有党员，没有组织覆盖，也没有工作覆盖。",
    ),
    severity=Severity.MEDIUM,
    subjects=TWO_NEW,
    reads=("party_organizations", "coverage"),
    remedy=(
        "Send a party-building instructor or liaison to {name}, or reach it through its trade union or youth league.",
        "向{name}选派党建指导员或联络员，或通过工会、共青团等开展工作覆盖。",
    ),
    notes=("An unknown number of party members counts as none.", "党员数为空按0计。"),
)
def _unit_without_work_coverage(facts: Facts, _: Limits) -> Iterator[Gap]:
    for unit in facts.two_new_units:
        if not facts.party_members(unit) and not facts.is_organized(unit) and not facts.has_work_coverage(unit):
            yield Gap(unit, {"party_members": 0})


@UNIT_COVERAGE.rule(
    "unit-without-activity",
    title=("Unit without activity coverage", "活动未覆盖"),
    definition=(
        (
            "An operating enterprise or social organization that has organization or work coverage, but no live coverage row of "
            "kind activity, and neither it nor a live organization of its own took part in an activity in the recent {days} "
            "days."
        ),
        "正常经营的企业或社会组织，已有组织覆盖或工作覆盖，但没有活动覆盖：近{days}天内该单位及其所属党组织均未参加活动。",
    ),
    severity=Severity.LOW,
    subjects=TWO_NEW,
    parameters=(ACTIVITY_DAYS,),
    reads=("party_organizations", "coverage", "activities", "activity_participants"),
    remedy=(
        "Invite {name} to the next activity of {organizations}.",
        "请{organizations}在下一次活动中吸纳{name}参加。",
    ),
    notes=(
        "The organization of a unit is one with the unit's id; that of a joint branch which merely covers it does not count.",
        "“所属党组织”指所在单位为该单位的党组织；仅以覆盖关系相连的联合党支部参加活动不算。",
    ),
)
def _unit_without_activity(facts: Facts, limits: Limits) -> Iterator[Gap]:
    for unit in facts.two_new_units:
        organized = facts.is_organized(unit)
        if (organized or facts.has_work_coverage(unit)) and not facts.has_activity_coverage(unit, limits["days"]):
            by = {tie.start for tie in facts.coverage_rows("work", unit)}
            yield Gap(unit, {"organizations": sorted(by.union(facts.covering(unit)))})


@UNIT_COVERAGE.rule(
    "stale-coverage",
    title=("Coverage of a unit that is gone", "覆盖失效"),
    definition=(
        "A unit that is closed or a shell, with a live coverage row of any kind.",
        "已注销或空壳的单位，仍有在有效期内的覆盖记录（任何类型）。",
    ),
    severity=Severity.LOW,
    subjects=UNITS,
    reads=("coverage",),
    remedy=(
        "End the coverage of {name} by {organizations}: it is {operating_status}.",
        "终止{organizations}对{name}的覆盖：该单位{operating_status}。",
    ),
    notes=(
        "The subject is the unit, public institutions included; all its rows are one finding.",
        "对象是单位（含机关事业单位），同一单位的多条记录合为一条。",
    ),
)
def _stale_coverage(facts: Facts, _: Limits) -> Iterator[Gap]:
    for unit in facts.nodes("Unit"):
        status = facts.data[unit].get("operating_status")
        if status not in ("closed", "shell"):
            continue
        rows = [tie for kind in COVERAGE_KINDS for tie in facts.coverage_rows(kind.value, unit)]
        if rows:
            yield Gap(
                unit,
                {
                    "operating_status": status,
                    "organizations": sorted({tie.start for tie in rows}),
                    "kinds": sorted({tie.properties["kind"] for tie in rows}),
                },
            )


@CARRIER_COVERAGE.rule(
    "carrier-without-organization",
    title=("Carrier without an organization", "载体未覆盖"),
    definition=(
        "A zone, commercial building, business district or market without organization coverage.",
        "产业功能区、商务楼宇、商圈、专业市场没有组织覆盖。",
    ),
    severity=Severity.HIGH,
    subjects=CARRIER_PLACES,
    reads=("party_organizations", "coverage"),
    remedy=(
        "Found a comprehensive organization at {name}, or let a neighbouring one cover it.",
        "在{name}组建综合党组织，或由相邻党组织覆盖。",
    ),
)
def _carrier_without_organization(facts: Facts, _: Limits) -> Iterator[Gap]:
    for place in facts.nodes(*(LEVEL_LABELS[level] for level in CARRIERS)):
        if not facts.is_organized(place):
            yield Gap(place, {"level": facts.data[place].get("level"), "units": _units_in(facts, place)})


@CARRIER_COVERAGE.rule(
    "compound-without-organization",
    title=("Compound without an organization", "小区组织未覆盖"),
    definition=("A compound without organization coverage.", "小区（院落）没有组织覆盖。"),
    severity=Severity.HIGH,
    subjects=COMPOUNDS,
    reads=("party_organizations", "coverage"),
    remedy=(
        "Found a branch at {name}, or a joint one with a neighbouring compound.",
        "在{name}组建党支部，或与相邻小区联合组建。",
    ),
)
def _compound_without_organization(facts: Facts, _: Limits) -> Iterator[Gap]:
    for compound in facts.nodes("Compound"):
        if not facts.is_organized(compound):
            yield Gap(compound, _households(facts, compound))


@CARRIER_COVERAGE.rule(
    "compound-without-work-coverage",
    title=("Compound without work coverage", "小区工作未覆盖"),
    definition=(
        "A compound without organization coverage and without a live coverage row of kind work.",
        "小区（院落）既没有组织覆盖，也没有在有效期内的工作覆盖。",
    ),
    severity=Severity.HIGH,
    subjects=COMPOUNDS,
    reads=("party_organizations", "coverage"),
    remedy=(
        "Send an instructor or liaison to {name} now, and prepare a branch.",
        "先向{name}选派党建指导员或联络员，再筹建党支部。",
    ),
)
def _compound_without_work_coverage(facts: Facts, _: Limits) -> Iterator[Gap]:
    for compound in facts.nodes("Compound"):
        if not facts.is_organized(compound) and not facts.has_work_coverage(compound):
            yield Gap(compound, _households(facts, compound))


def _households(facts: Facts, place: str) -> dict[str, int]:
    households = facts.data[place].get("households")
    return {} if households is None else {"households": households}


def _units_in(facts: Facts, place: str) -> int:
    return sum("Unit" in facts.data[node]["labels"] for node in facts.placed_in.get(place, ()))
