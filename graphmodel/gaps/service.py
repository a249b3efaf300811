"""Service: whether compounds lie inside the 15-minute circle, and requests are answered in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from graphmodel.gaps.facts import Facts
from graphmodel.gaps.rule import Family, Gap, Limits, Parameter, Severity
from graphmodel.gaps.subjects import COMPOUNDS, REQUESTS
from graphmodel.graph.sphere import great_circle_m, on_sphere
from graphmodel.schema import Bilingual

SERVICE = Family("service", Bilingual("Service", "服务"))

_DAYS = Bilingual("days", "天")


def _located(facts: Facts, nodes: Sequence[str]) -> tuple[list[str], np.ndarray]:
    found = [node for node in nodes if facts.data[node].get("longitude") is not None]
    degrees = [(facts.data[node]["longitude"], facts.data[node]["latitude"]) for node in found]
    return found, np.array(degrees, dtype=float).reshape(-1, 2)


@SERVICE.rule(
    "compound-outside-15-minutes",
    title=("Compound outside the 15-minute circle", "十五分钟圈外"),
    definition=(
        (
            "A compound with coordinates whose nearest party service centre with coordinates is farther, by great circle, than "
            "{minutes} minutes × {metres_per_minute} m/min ÷ {detour} of detour."
        ),
        "有坐标的小区（院落），距最近的有坐标的党群服务中心的大圆距离超过{minutes}分钟×{metres_per_minute}米/分÷绕行系数{detour}。",
    ),
    severity=Severity.MEDIUM,
    subjects=COMPOUNDS,
    parameters=(
        Parameter("minutes", 15, Bilingual("minutes", "分钟"), whole=False),
        Parameter("metres_per_minute", 80, Bilingual("m/min", "米/分"), whole=False),
        Parameter("detour", 1.3, Bilingual("times the great circle", "倍大圆距离"), whole=False, minimum=1),
    ),
    reads=("service_centres",),
    remedy=(
        "Open a service point near {name}, or extend one: {nearest}.",
        "在{name}附近增设或延伸党群服务阵地：{nearest}。",
    ),
    notes=(
        (
            "Without any party service centre with coordinates every compound with coordinates is a finding. Only the centre's "
            "own coordinates count, not those of its place."
        ),
        "若没有任何有坐标的党群服务中心，则所有有坐标的小区均为缺口。只用中心自身的坐标，不用其所在地的坐标。",
    ),
)
def _compound_outside_15_minutes(facts: Facts, limits: Limits) -> Iterator[Gap]:
    from scipy.spatial import cKDTree  # noqa: PLC0415 -- slow to import, and only this rule needs it

    radius = limits["minutes"] * limits["metres_per_minute"] / limits["detour"]
    compounds, where = _located(facts, facts.nodes("Compound"))
    service = [node for node in facts.nodes("ServiceCentre") if facts.data[node].get("kind") == "party_service"]
    centres, there = _located(facts, service)
    if not compounds:
        return
    if not centres:
        yield from (Gap(compound, {"limit_m": round(radius, 1), "nearest": None}) for compound in compounds)
        return
    _, nearest = cKDTree(on_sphere(there)).query(on_sphere(where))
    distances = great_circle_m(where, there[nearest])
    for at in np.flatnonzero(distances > radius):
        yield Gap(
            compounds[at],
            {
                "nearest": centres[nearest[at]],
                "distance_m": round(float(distances[at]), 1),
                "limit_m": round(radius, 1),
            },
        )


@SERVICE.rule(
    "request-not-dispatched",
    title=("Request not dispatched", "诉求未派单"),
    definition=(
        "A request neither resolved nor dispatched, raised more than {days} days before the date of the data.",
        "既未办结也未派单，提出已超过{days}天的居民诉求。",
    ),
    severity=Severity.MEDIUM,
    subjects=REQUESTS,
    parameters=(Parameter("days", 2, _DAYS),),
    remedy=(
        "Dispatch {name}, raised on {raised_on} ({category}).",
        "立即派单：{name}（{category}，{raised_on}提出）。",
    ),
)
def _request_not_dispatched(facts: Facts, limits: Limits) -> Iterator[Gap]:
    yield from _unresolved(facts, limits["days"], dispatched=False)


@SERVICE.rule(
    "request-overdue",
    title=("Request overdue", "诉求逾期"),
    definition=(
        "A request dispatched but not resolved, raised more than {days} days before the date of the data.",
        "已派单而未办结，提出已超过{days}天的居民诉求。",
    ),
    severity=Severity.MEDIUM,
    subjects=REQUESTS,
    parameters=(Parameter("days", 15, _DAYS),),
    remedy=(
        "Press for {name} ({category}), raised on {raised_on} and dispatched on {dispatched_on} to {handled_by}.",
        "督办{name}（{category}）：{raised_on}提出，{dispatched_on}派单，承办单位：{handled_by}。",
    ),
    notes=(
        "A date of dispatch or resolution after the date of the data reads as empty.",
        "晚于数据日期的派单、办结日期视为空。",
    ),
)
def _request_overdue(facts: Facts, limits: Limits) -> Iterator[Gap]:
    yield from _unresolved(facts, limits["days"], dispatched=True)


def _unresolved(facts: Facts, days: float, *, dispatched: bool) -> Iterator[Gap]:
    for request in facts.nodes("Request"):
        raised, sent = facts.data[request]["raised_on"], facts.snapshot.past(request, "dispatched_on")
        if facts.snapshot.past(request, "resolved_on") is not None or (sent is not None) != dispatched:
            continue
        if not facts.is_older(raised, days):
            continue
        handlers = sorted(tie.start for tie in facts.snapshot.incoming("HANDLES", request))
        yield Gap(
            request,
            {
                "raised_on": raised.isoformat(),
                **({} if sent is None else {"dispatched_on": sent.isoformat(), "handled_by": handlers}),
                "days_open": (facts.as_of - raised).days,
                "category": facts.data[request].get("category"),
            },
        )
