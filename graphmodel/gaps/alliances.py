"""Alliances: whether they are led, large enough and awake, and whether every member takes part."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from graphmodel.gaps.facts import Facts
from graphmodel.gaps.rule import Family, Gap, Limits, Parameter, Severity
from graphmodel.gaps.subjects import ALLIANCES, MEMBERSHIPS, STREETS
from graphmodel.schema import Bilingual

ALLIANCE_FAMILY = Family("alliances", Bilingual("Alliances", "联盟"))

_JOINT = 2
_EVENTS = ("projects", "project_participants", "activities", "activity_participants")


class Pulse(NamedTuple):
    """What keeps an alliance awake: the projects and activities of two or more of its members, and who took part."""

    events: dict[str, date]
    active: set[str]


def members(facts: Facts) -> dict[str, dict[str, set[str | None]]]:
    """Return the live members of every live alliance by id, with the roles they have."""
    found: dict[str, dict[str, set[str | None]]] = {}
    for alliance in facts.nodes("Alliance"):
        roles: dict[str, set[str | None]] = defaultdict(set)
        for tie in facts.snapshot.incoming("MEMBER_OF", alliance):
            roles[tie.start].add(tie.properties.get("role"))
        found[alliance] = dict(roles)
    return found


def pulses(facts: Facts) -> dict[str, Pulse]:
    """Return the pulse of every live alliance in the window of ``alliance-dormant``."""
    days = facts.parameters["alliance-dormant"]["days"]
    found = {alliance: Pulse({}, set()) for alliance in facts.nodes("Alliance")}
    alliances_of: dict[str, list[str]] = defaultdict(list)
    for alliance, roles in facts.once(members).items():
        for member in roles:
            alliances_of[member].append(alliance)
    for event, when in _recent_events(facts, days):
        participants = facts.participants(event)
        shared = Counter(alliance for who in participants for alliance in alliances_of.get(who, ()))
        for alliance, count in shared.items():
            if count >= _JOINT:
                found[alliance].events[event] = when
                found[alliance].active.update(participants)
    return found


def _recent_events(facts: Facts, days: float) -> Iterator[tuple[str, date]]:
    for label, columns in (("Project", ("started_on", "finished_on")), ("Activity", ("held_on",))):
        for event in facts.nodes(label):
            dates = [facts.data[event].get(column) for column in columns]
            recent = [value for value in dates if value is not None and facts.is_recent(value, days)]
            if recent:
                yield event, max(recent)


@ALLIANCE_FAMILY.rule(
    "alliance-dormant",
    title=("Dormant alliance", "联盟休眠"),
    definition=(
        (
            "A live alliance that no project begun or finished, and no activity held, in the recent {days} days with two or more "
            "of its live members among the participants keeps awake."
        ),
        "近{days}天内，没有任何由其两个及以上在任成员共同参与的项目（开始或完成）或活动（举办）的联盟。",
    ),
    severity=Severity.HIGH,
    subjects=ALLIANCES,
    parameters=(Parameter("days", 183, Bilingual("days", "天")),),
    reads=("alliance_members", *_EVENTS),
    remedy=(
        "Wake {name}: let its {members} members claim a first joint project or hold an activity, called by {leads}.",
        "激活{name}：由{leads}召集{members}个成员，认领一个共建项目或开展一次联合活动。",
    ),
    notes=(
        "Alliances of every kind; a project's status does not matter, but a cancelled one counts nowhere.",
        "适用于各类联盟；不看项目状态，但已取消的项目一律不计。",
    ),
)
def _alliance_dormant(facts: Facts, _: Limits) -> Iterator[Gap]:
    roster = facts.once(members)
    for alliance, pulse in facts.once(pulses).items():
        if not pulse.events:
            leads = sorted(member for member, roles in roster[alliance].items() if "lead" in roles)
            yield Gap(alliance, {"members": len(roster[alliance]), "leads": leads})


@ALLIANCE_FAMILY.rule(
    "alliance-without-lead",
    title=("Alliance without a lead", "联盟缺牵头"),
    definition=("A live alliance with no live member of role lead.", "没有在任牵头单位的联盟。"),
    severity=Severity.MEDIUM,
    subjects=ALLIANCES,
    reads=("alliance_members",),
    remedy=(
        "Agree on who leads {name} among its {members} members.",
        "在{name}的{members}个成员中商定牵头单位。",
    ),
)
def _alliance_without_lead(facts: Facts, _: Limits) -> Iterator[Gap]:
    for alliance, roles in facts.once(members).items():
        if not any("lead" in own for own in roles.values()):
            yield Gap(alliance, {"members": len(roles)})


@ALLIANCE_FAMILY.rule(
    "alliance-too-small",
    title=("Alliance too small", "联盟成员不足"),
    definition=(
        "A live alliance with fewer than {members} live members, counted by different ids.",
        "在任成员（按不同编码计）不足{members}个的联盟。",
    ),
    severity=Severity.MEDIUM,
    subjects=ALLIANCES,
    parameters=(Parameter("members", 2, Bilingual("members", "个成员")),),
    reads=("alliance_members",),
    remedy=(
        "Win members for {name}, or end it: it has {found}, fewer than {members}.",
        "为{name}吸纳成员或予以终止：现有{found}个，不足{members}个。",
    ),
)
def _alliance_too_small(facts: Facts, limits: Limits) -> Iterator[Gap]:
    for alliance, roles in facts.once(members).items():
        if len(roles) < limits["members"]:
            yield Gap(alliance, {"found": len(roles), "member_ids": sorted(roles)})


@ALLIANCE_FAMILY.rule(
    "alliance-member-inactive",
    title=("Inactive member of an alliance", "成员未参与"),
    definition=(
        (
            "A live member of a live alliance that is not dormant, itself in none of the projects and activities that keep the "
            "alliance awake."
        ),
        "联盟并未休眠，而该在任成员没有参与任何使联盟保持活跃的项目和活动。",
    ),
    severity=Severity.LOW,
    subjects=MEMBERSHIPS,
    reads=("alliance_members", *_EVENTS),
    borrows=("alliance-dormant",),
    remedy=(
        "Involve {member} in the next project of {alliance}.",
        "请{alliance}在下一个项目中邀请{member}参加。",
    ),
    notes=(
        "The window is that of alliance-dormant. A member's own id must take part: its branch's taking part does not count.",
        "时间窗与 alliance-dormant 相同。须以成员自身编码参与，其下属党组织参与不算。",
    ),
)
def _alliance_member_inactive(facts: Facts, _: Limits) -> Iterator[Gap]:
    roster = facts.once(members)
    for alliance, pulse in facts.once(pulses).items():
        if not pulse.events:
            continue
        for member in roster[alliance]:
            if member not in pulse.active:
                yield Gap(
                    f"{alliance}|{member}",
                    {"alliance": alliance, "member": member, "events": sorted(pulse.events)},
                    scope=facts.scope(alliance),
                    name=f"{facts.name(alliance)} | {facts.name(member)}",
                )


@ALLIANCE_FAMILY.rule(
    "street-without-joint-conference",
    title=("Street without a joint conference", "街道缺联席会议"),
    definition=(
        "A street with no live joint conference whose place is that street.",
        "没有以该街道为范围的党建联席会议。",
    ),
    severity=Severity.MEDIUM,
    subjects=STREETS,
    reads=("alliances",),
    remedy=("Set up the joint conference of {name}.", "建立{name}的党建联席会议。"),
)
def _street_without_joint_conference(facts: Facts, _: Limits) -> Iterator[Gap]:
    having = {
        facts.place(alliance)
        for alliance in facts.nodes("Alliance")
        if facts.data[alliance].get("kind") == "joint_conference"
    }
    for street in facts.nodes("Street"):
        if street not in having:
            yield Gap(street, {})
