"""Surface, continued: whether organizations are too wide, too large, too small or past their term."""

from __future__ import annotations

from collections.abc import Iterator

from graphmodel.gaps.facts import Facts
from graphmodel.gaps.rule import Family, Gap, Limits, Parameter, Severity
from graphmodel.gaps.subjects import BRANCHES, GENERAL_BRANCHES, JOINT_BRANCHES, PARTY_ORGANIZATIONS
from graphmodel.schema import Bilingual

STRENGTH = Family("coverage", Bilingual("Surface: three coverages", "面：三个覆盖"))

_MEMBERS = Bilingual("formal members", "名正式党员")
_BRANCH_RULES = Bilingual(
    "Regulations on the Work of Party Branches (trial), articles 4 and 5",
    "《中国共产党支部工作条例（试行）》第四、五条",
)
_PRACTICE = Bilingual(
    "Practice in enterprises: more than 50 members form a general branch, more than 100 a committee",
    "通行做法：党员50人以上设党总支，100人以上设党委",
)


@STRENGTH.rule(
    "joint-branch-too-wide",
    title=("Joint branch too wide", "联合党支部过宽"),
    definition=(
        "A live joint branch with live organization coverage of more than {units} units.",
        "联合党支部以组织覆盖的单位超过{units}个。",
    ),
    severity=Severity.MEDIUM,
    subjects=JOINT_BRANCHES,
    parameters=(Parameter("units", 5, Bilingual("units", "个单位"), _BRANCH_RULES),),
    reads=("coverage",),
    remedy=(
        "Split {name}: it covers {covered} units, more than {units}; let those with enough members stand alone first.",
        "拆分{name}：覆盖{covered}个单位，超过{units}个；党员够数的单位先行单建。",
    ),
    notes=(
        "Different units are counted, its own unit and closed ones included; places are not.",
        "按不同单位计数，含本支部所在单位与已注销单位；不计区划与载体。",
    ),
)
def _joint_branch_too_wide(facts: Facts, limits: Limits) -> Iterator[Gap]:
    for organization in _of_kind(facts, "joint_branch"):
        covered = {tie.end for tie in facts.snapshot.outgoing("BELONGS_TO", organization)}
        for tie in facts.snapshot.outgoing("COVERS", organization):
            if tie.properties["kind"] == "organization" and "Unit" in facts.data[tie.end]["labels"]:
                covered.add(tie.end)
        if len(covered) > limits["units"]:
            yield Gap(organization, {"covered": len(covered), "covered_units": sorted(covered)})


@STRENGTH.rule(
    "branch-over-size",
    title=("Branch over size", "支部超员"),
    definition=(
        "A live branch or joint branch with more than {members} formal members.",
        "党支部或联合党支部的正式党员超过{members}名。",
    ),
    severity=Severity.MEDIUM,
    subjects=BRANCHES,
    parameters=(Parameter("members", 50, _MEMBERS, _BRANCH_RULES),),
    remedy=(
        "Make {name} a general branch, or divide it: {formal_members} formal members, more than {members}.",
        "将{name}升格为党总支或拆分：正式党员{formal_members}名，超过{members}名。",
    ),
)
def _branch_over_size(facts: Facts, limits: Limits) -> Iterator[Gap]:
    yield from _over_size(facts, limits["members"], "branch", "joint_branch")


@STRENGTH.rule(
    "general-branch-over-size",
    title=("General branch over size", "总支超员"),
    definition=(
        "A live general branch with more than {members} formal members.",
        "党总支的正式党员超过{members}名。",
    ),
    severity=Severity.MEDIUM,
    subjects=GENERAL_BRANCHES,
    parameters=(Parameter("members", 100, _MEMBERS, _PRACTICE),),
    remedy=(
        "Make {name} a committee: {formal_members} formal members, more than {members}.",
        "将{name}升格为党委：正式党员{formal_members}名，超过{members}名。",
    ),
)
def _general_branch_over_size(facts: Facts, limits: Limits) -> Iterator[Gap]:
    yield from _over_size(facts, limits["members"], "general_branch")


@STRENGTH.rule(
    "branch-under-strength",
    title=("Branch under strength", "支部不足三人"),
    definition=(
        "A live branch or joint branch whose number of formal members is given and below {members}.",
        "党支部或联合党支部填报的正式党员不足{members}名。",
    ),
    severity=Severity.MEDIUM,
    subjects=BRANCHES,
    parameters=(Parameter("members", 3, _MEMBERS, _BRANCH_RULES),),
    remedy=(
        "Merge {name} with a neighbouring branch, or make it a group: {formal_members} formal members.",
        "将{name}与相邻支部合并或改设党小组：正式党员仅{formal_members}名。",
    ),
    notes=("A given 0 is under strength; an empty cell is not.", "填报为0视为不足；为空不判定。"),
)
def _branch_under_strength(facts: Facts, limits: Limits) -> Iterator[Gap]:
    for organization in _of_kind(facts, "branch", "joint_branch"):
        members = facts.data[organization].get("formal_members")
        if members is not None and members < limits["members"]:
            yield Gap(organization, {"formal_members": members})


@STRENGTH.rule(
    "term-expired",
    title=("Term expired", "换届逾期"),
    definition=(
        "A live party organization whose term ended before the date of the data.",
        "党组织的任期届满日期早于数据日期。",
    ),
    severity=Severity.MEDIUM,
    subjects=PARTY_ORGANIZATIONS,
    remedy=(
        "Hold the election of {name}: its term ended on {term_ends_on}.",
        "尽快组织{name}换届：任期已于{term_ends_on}届满。",
    ),
)
def _term_expired(facts: Facts, _: Limits) -> Iterator[Gap]:
    for organization in facts.nodes("PartyOrganization"):
        ended = facts.data[organization].get("term_ends_on")
        if ended is not None and ended < facts.as_of:
            yield Gap(organization, {"term_ends_on": ended.isoformat(), "days_overdue": (facts.as_of - ended).days})


def _of_kind(facts: Facts, *kinds: str) -> Iterator[str]:
    return (node for node in facts.nodes("PartyOrganization") if facts.data[node].get("kind") in kinds)


def _over_size(facts: Facts, most: float, *kinds: str) -> Iterator[Gap]:
    for organization in _of_kind(facts, *kinds):
        members = facts.data[organization].get("formal_members", 0)
        if members > most:
            yield Gap(organization, {"formal_members": members})
