"""Dot: whether a compound's party organization, owners' committee and property service exist and act together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from graphmodel.gaps.facts import Facts
from graphmodel.gaps.rule import Family, Gap, Limits, Parameter, Severity
from graphmodel.gaps.subjects import COMPOUNDS, OWNERS_COMMITTEES
from graphmodel.schema import Bilingual
from graphmodel.schema.enumerations import STEPS

TRIAD = Family("triad", Bilingual("Dot: the triad of a compound", "点：小区三方联动"))

_DAYS = Bilingual("days", "天")
_CADENCE = Bilingual(
    "The case: “daily contact, weekly meeting, monthly consultation, quarterly study, yearly summary”, with some leeway",
    "案例：“日联、周会、月商、季研、年总”五步流程，略留余地",
)
_READS = ("party_organizations", "coverage", "owners_committees", "property_services")
_NONE: tuple[str, ...] = ()


class Triad(NamedTuple):
    """The live parties of one compound."""

    organizations: list[str]
    committees: list[str]
    firms: list[str]

    @property
    def is_complete(self) -> bool:
        """Whether all three are there."""
        return bool(self.organizations and self.committees and self.firms)


def triads(facts: Facts) -> dict[str, Triad]:
    """Return the triad of every compound, complete or not.

    Its party organizations are the live ones at it and those with a live organization coverage row on it.
    """
    found: dict[str, Triad] = {}
    for compound in facts.nodes("Compound"):
        committees = sorted(tie.start for tie in facts.snapshot.incoming("REPRESENTS", compound))
        firms = sorted({tie.start for tie in facts.snapshot.incoming("SERVICES", compound)})
        found[compound] = Triad(facts.covering(compound), committees, firms)
    return found


def meetings_at(facts: Facts) -> dict[str, list[str]]:
    """Return the meetings held at each place itself."""
    found: dict[str, list[str]] = defaultdict(list)
    for meeting in facts.nodes("Meeting"):
        place = facts.place(meeting)
        if place is not None:
            found[place].append(meeting)
    return found


@TRIAD.rule(
    "compound-without-owners-committee",
    title=("Compound without an owners' committee", "缺业委会"),
    definition=("A compound with no live owners' committee.", "小区（院落）没有在任的业主委员会。"),
    severity=Severity.MEDIUM,
    subjects=COMPOUNDS,
    reads=("owners_committees",),
    remedy=(
        "Prepare an owners' committee at {name}, led by its party organization.",
        "由党组织牵头，在{name}筹建业主委员会。",
    ),
)
def _compound_without_owners_committee(facts: Facts, _: Limits) -> Iterator[Gap]:
    for compound, triad in facts.once(triads).items():
        if not triad.committees:
            yield Gap(compound, {"organizations": triad.organizations, "property_enterprises": triad.firms})


@TRIAD.rule(
    "owners-committee-expired",
    title=("Owners' committee past its term", "业委会逾期"),
    definition=(
        "A live owners' committee whose term ended before the date of the data.",
        "业主委员会的任期届满日期早于数据日期。",
    ),
    severity=Severity.LOW,
    subjects=OWNERS_COMMITTEES,
    remedy=(
        "Hold the election of {name} at {compound}: its term ended on {term_ends_on}.",
        "尽快组织{compound}的{name}换届：任期已于{term_ends_on}届满。",
    ),
    notes=("The subject is the committee, not the compound.", "对象是业主委员会，不是小区。"),
)
def _owners_committee_expired(facts: Facts, _: Limits) -> Iterator[Gap]:
    for committee in facts.nodes("OwnersCommittee"):
        ended = facts.data[committee].get("term_ends_on")
        if ended is not None and ended < facts.as_of:
            yield Gap(
                committee,
                {
                    "compound": facts.place(committee),
                    "term_ends_on": ended.isoformat(),
                    "days_overdue": (facts.as_of - ended).days,
                },
            )


@TRIAD.rule(
    "compound-without-property-service",
    title=("Compound without property service", "缺物业"),
    definition=("A compound with no live property service.", "小区（院落）没有在有效期内的物业服务。"),
    severity=Severity.MEDIUM,
    subjects=COMPOUNDS,
    reads=("property_services",),
    remedy=(
        "Bring property service to {name}: a firm, a shared one with neighbours, or self-management.",
        "为{name}引入物业服务：单独聘请、与相邻小区合聘，或自治管理。",
    ),
    notes=("A closed property firm still serves.", "已注销的物业企业，服务关系未终止的仍算。"),
)
def _compound_without_property_service(facts: Facts, _: Limits) -> Iterator[Gap]:
    for compound, triad in facts.once(triads).items():
        if not triad.firms:
            yield Gap(compound, {"organizations": triad.organizations, "owners_committees": triad.committees})


@TRIAD.rule(
    "triad-not-meeting",
    title=("Triad not meeting", "三方未联动"),
    definition=(
        (
            "A compound with organization coverage, a live owners' committee and a live property service, and no meeting at the "
            "compound itself in the recent {days} days at which one of each took part."
        ),
        "小区（院落）党组织、业委会、物业齐全，但近{days}天内没有三方共同参加的、在该小区召开的会议。",
    ),
    severity=Severity.MEDIUM,
    subjects=COMPOUNDS,
    parameters=(Parameter("days", 92, _DAYS, _CADENCE),),
    reads=(*_READS, "meetings", "meeting_participants"),
    remedy=(
        "Call a meeting of {organizations}, {owners_committees} and {property_enterprises} at {name}.",
        "召集{organizations}、{owners_committees}、{property_enterprises}在{name}开三方联席会。",
    ),
    notes=(
        "One of each at the same meeting is enough; only live parties of this compound count.",
        "同一次会议上三方各有一个参加即可；只计该小区在任的三方。",
    ),
)
def _triad_not_meeting(facts: Facts, limits: Limits) -> Iterator[Gap]:
    meetings = facts.once(meetings_at)
    for compound, triad in facts.once(triads).items():
        if not triad.is_complete:
            continue
        last: date | None = None
        for meeting in meetings.get(compound, _NONE):
            present = facts.participants(meeting)
            if all(not present.isdisjoint(party) for party in triad):
                held: date = facts.data[meeting]["held_on"]
                last = held if last is None else max(last, held)
        if not facts.is_recent(last, limits["days"]):
            yield Gap(
                compound,
                {
                    "organizations": triad.organizations,
                    "owners_committees": triad.committees,
                    "property_enterprises": triad.firms,
                    **({} if last is None else {"last_met_on": last.isoformat()}),
                },
            )


@TRIAD.rule(
    "cadence-overdue",
    title=("Five-step cadence overdue", "五步频次逾期"),
    definition=(
        (
            "A compound with all three parties where for some step the last meeting at the compound itself is more than day "
            "{day}, week {week}, month {month}, quarter {quarter}, year {year} days before the date of the data, or never was."
        ),
        "三方齐全的小区（院落），某一频次最近一次会议距数据日期超过：日联{day}天、周会{week}天、月商{month}天、季研{quarter}天、年总{year}天，或从未召开。",
    ),
    severity=Severity.LOW,
    subjects=COMPOUNDS,
    parameters=tuple(
        Parameter(step.value, default, _DAYS, _CADENCE)
        for step, default in zip(STEPS, (3, 10, 35, 100, 400), strict=True)
    ),
    reads=(*_READS, "meetings"),
    remedy=("Resume at {name}: {steps}.", "恢复{name}的{steps}。"),
    notes=("Whoever took part.", "不论何方参加。"),
)
def _cadence_overdue(facts: Facts, limits: Limits) -> Iterator[Gap]:
    meetings = facts.once(meetings_at)
    for compound, triad in facts.once(triads).items():
        if not triad.is_complete:
            continue
        last: dict[str, date] = {}
        for meeting in meetings.get(compound, _NONE):
            step, held = facts.data[meeting]["step"], facts.data[meeting]["held_on"]
            last[step] = max(held, last.get(step, held))
        overdue = [
            step.value
            for step in STEPS
            if step.value not in last or facts.is_older(last[step.value], limits[step.value])
        ]
        if overdue:
            met = {step: last[step].isoformat() for step in overdue if step in last}
            yield Gap(compound, {"steps": overdue, "last_met_on": met})
