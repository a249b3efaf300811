"""Three lists: whether needs are claimed and met, resources used, projects on time and shared."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from graphmodel.gaps.facts import Facts
from graphmodel.gaps.rule import Family, Gap, Limits, Parameter, Severity
from graphmodel.gaps.subjects import NEEDS, PROJECTS, RESOURCES
from graphmodel.schema import Bilingual

LISTS = Family("lists", Bilingual("Three lists", "三张清单"))

_DAYS = Bilingual("days", "天")
_JOINT = 2


def comparable(category: object) -> str:
    """Return a category as it is compared: after NFKC and trimming.

    Examples
    --------
    >>> comparable(" 法律ＡＢＣ ")
    '法律ABC'
    """
    return unicodedata.normalize("NFKC", str(category)).strip()


def _open_needs(facts: Facts) -> Iterator[str]:
    return (need for need in facts.nodes("Need") if facts.data[need].get("status", "open") == "open")


@LISTS.rule(
    "need-unclaimed",
    title=("Need that nobody claimed", "需求无人认领"),
    definition=(
        (
            "An open need to which no project points, expired before the date of the data, or without an expiry and raised more "
            "than {days} days before."
        ),
        "状态为待认领、无项目对应的需求：截止日期早于数据日期，或无截止日期而提出已超过{days}天。",
    ),
    severity=Severity.MEDIUM,
    subjects=NEEDS,
    parameters=(Parameter("days", 60, _DAYS),),
    reads=("projects",),
    remedy=(
        "Offer {name} ({category}) to those with a matching resource, or withdraw it; raised by {raised_by}.",
        "将{name}（{category}）推送给有对应资源的单位认领，或予撤回；提出方：{raised_by}。",
    ),
    notes=(
        (
            "With both dates empty there is no finding; any project with the need's id points to it, unless cancelled or not "
            "yet begun."
        ),
        "两个日期都为空则不判定；凡填写该需求编码的项目均算对应，已取消或尚未开始的除外。",
    ),
)
def _need_unclaimed(facts: Facts, limits: Limits) -> Iterator[Gap]:
    for need in _open_needs(facts):
        if facts.snapshot.incoming("ANSWERS", need):
            continue
        values = facts.data[need]
        raised, expires = values.get("raised_on"), values.get("expires_on")
        lapsed = facts.is_older(raised, limits["days"]) if expires is None else expires < facts.as_of
        if lapsed:
            dates = {"raised_on": raised, "expires_on": expires}
            yield Gap(need, {"category": values.get("category"), **_raiser(facts, need), **_iso(dates)})


@LISTS.rule(
    "need-without-resource",
    title=("Need without a resource", "需求无资源"),
    definition=(
        "An open need for which no live resource of the same category lies in the same street, or has no place.",
        "状态为待认领的需求，同一街道内没有同类别的在有效期内的资源，也没有不限地点的同类资源。",
    ),
    severity=Severity.MEDIUM,
    subjects=NEEDS,
    reads=("resources",),
    remedy=(
        "Find a resource of the category {category} for {name}: in its street there is none; elsewhere {elsewhere}.",
        "为{name}寻找“{category}”类资源：本街道没有，其他地方有{elsewhere}个。",
    ),
    notes=(
        (
            "The street of a place is the first street met going up, itself included. A need that lies in no street is met by any "
            "live resource of its category; a resource in a place outside every street meets only those."
        ),
        "一地所属街道为自身起向上遇到的第一个街道。不属任何街道的需求，由任一同类资源满足；位于街道之外的资源只能满足这类需求。",
    ),
)
def _need_without_resource(facts: Facts, _: Limits) -> Iterator[Gap]:
    streets_of: dict[str, dict[str | None, int]] = defaultdict(lambda: defaultdict(int))
    anywhere: set[str] = set()
    for resource in facts.nodes("Resource"):
        category, place = comparable(facts.data[resource].get("category")), facts.place(resource)
        streets_of[category][facts.street(place)] += 1
        if place is None:
            anywhere.add(category)
    for need in _open_needs(facts):
        category = comparable(facts.data[need].get("category"))
        street, offered = facts.street(facts.place(need)), streets_of.get(category, {})
        if not offered or (street is not None and street not in offered and category not in anywhere):
            found = {} if street is None else {"street": street}
            yield Gap(
                need,
                {
                    "category": facts.data[need].get("category"),
                    **found,
                    "elsewhere": sum(offered.values()),
                    **_raiser(facts, need),
                },
            )


@LISTS.rule(
    "resource-idle",
    title=("Idle resource", "资源闲置"),
    definition=(
        "A live resource to which no project points that began in the recent {days} days.",
        "近{days}天内没有任何新开始的项目使用的、在有效期内的资源。",
    ),
    severity=Severity.LOW,
    subjects=RESOURCES,
    parameters=(Parameter("days", 183, _DAYS),),
    reads=("projects",),
    remedy=(
        "Offer {name} ({category}) of {offered_by} to open needs, or take it off the list.",
        "将{offered_by}的{name}（{category}）推送给待认领需求，或从清单中移除。",
    ),
    notes=("A project without a starting date does not count.", "没有开始日期的项目不算。"),
)
def _resource_idle(facts: Facts, limits: Limits) -> Iterator[Gap]:
    for resource in facts.nodes("Resource"):
        begun = [facts.data[tie.start].get("started_on") for tie in facts.snapshot.incoming("USES", resource)]
        known = [value for value in begun if value is not None]
        if not any(facts.is_recent(value, limits["days"]) for value in known):
            providers = sorted(tie.start for tie in facts.snapshot.incoming("OFFERS", resource))
            last = {"last_used_on": max(known)} if known else {}
            category = facts.data[resource].get("category")
            yield Gap(resource, {"category": category, "offered_by": providers, **_iso(last)})


@LISTS.rule(
    "project-overdue",
    title=("Project overdue", "项目逾期"),
    definition=(
        "An open or claimed project that was due before the date of the data.",
        "状态为待认领或领办中、计划完成日期早于数据日期的项目。",
    ),
    severity=Severity.MEDIUM,
    subjects=PROJECTS,
    remedy=(
        "Finish {name}, or agree on a new date: due on {due_on}, {status}; participants: {participants}.",
        "完成{name}或重新商定期限：应于{due_on}完成，现{status}；参与方：{participants}。",
    ),
    notes=("The status is taken as written, whatever the date of finishing.", "以填报的状态为准，不看完成日期。"),
)
def _project_overdue(facts: Facts, _: Limits) -> Iterator[Gap]:
    for project in facts.nodes("Project"):
        values = facts.data[project]
        due: date | None = values.get("due_on")
        if values.get("status") in ("open", "claimed") and due is not None and due < facts.as_of:
            yield Gap(
                project,
                {
                    "due_on": due.isoformat(),
                    "days_overdue": (facts.as_of - due) // timedelta(days=1),
                    "status": values["status"],
                    "participants": sorted(facts.participants(project)),
                },
            )


@LISTS.rule(
    "project-not-co-built",
    title=("Project not co-built", "项目非共建"),
    definition=(
        "A claimed or done project with fewer than two different participants.",
        "状态为领办中或已办结、参与方不足两个的项目。",
    ),
    severity=Severity.LOW,
    subjects=PROJECTS,
    reads=("project_participants",),
    remedy=(
        "Win a partner for {name}; so far: {participants}.",
        "为{name}引入共建单位；目前参与方：{participants}。",
    ),
    notes=(
        "In any role; the same participant in two roles is one; participation that begins later is ignored.",
        "不论角色；同一参与方多个角色按一个计；尚未开始的参与不计。",
    ),
)
def _project_not_co_built(facts: Facts, _: Limits) -> Iterator[Gap]:
    for project in facts.nodes("Project"):
        status = facts.data[project].get("status")
        if status in ("claimed", "done"):
            participants = sorted(facts.participants(project))
            if len(participants) < _JOINT:
                yield Gap(project, {"status": status, "participants": participants})


def _raiser(facts: Facts, need: str) -> dict[str, list[str]]:
    return {"raised_by": sorted(tie.start for tie in facts.snapshot.incoming("RAISED", need))}


def _iso(dates: dict[str, date | None]) -> dict[str, str]:
    return {name: value.isoformat() for name, value in dates.items() if value is not None}
