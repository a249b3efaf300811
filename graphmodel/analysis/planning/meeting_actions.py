"""Actions in which several meet: a triad's meeting, an activity of a community or alliance, a project from need and resource."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from graphmodel.analysis.planning.actions import Action, Part, Wanted, chunks, event, settle_text
from graphmodel.analysis.planning.plan import Change, NewEdge, NewNode
from graphmodel.analysis.planning.situation import Situation
from graphmodel.schema.enumerations import LAYERS, STEPS

_LAYER_NAMES = {layer.value: layer.chinese for layer in LAYERS}
_STEP_NAMES = {step.value: step.chinese for step in STEPS}
_ENOUGH = 2


def triad_meetings(situation: Situation, wanted: Wanted) -> Iterator[Action]:
    """Yield a meeting of the three for each overdue step of a compound, one of them at least where they did not meet."""
    met, overdue = "triad-not-meeting", "cadence-overdue"
    for compound in wanted.subjects(met, overdue):
        three = _three(situation, compound)
        if three is None:
            continue
        steps = [part.part for part in wanted.parts_of(overdue, compound)] or [STEPS[0].value]
        for step in sorted(steps, key=list(_STEP_NAMES).index):
            settles = wanted.settled(compound, met)
            if wanted.has(overdue, compound):
                settles |= {Part(overdue, compound, step)}
            name = f"{situation.name(compound)}三方{_STEP_NAMES[step]}"
            change = event(
                situation,
                situation.new_id("meeting", compound, step),
                "Meeting",
                attributes={"step": step, "topic": name},
                place=compound,
                participants=dict.fromkeys(three),
            )
            yield Action("meeting", name, compound, three[0], settles, settle_text(settles), change)


def _three(situation: Situation, compound: str) -> tuple[str, str, str] | None:
    """Return a party organization, the owners' committee and the property firm of a compound."""
    ties = situation.snapshot
    covering = (tie.start for tie in ties.incoming("COVERS", compound) if tie.properties["kind"] == "organization")
    party = sorted({*situation.at.get(compound, ()), *covering})
    committees = sorted(tie.start for tie in ties.incoming("REPRESENTS", compound))
    firms = sorted(tie.start for tie in ties.incoming("SERVICES", compound))
    return (party[0], committees[0], firms[0]) if party and committees and firms else None


def community_activities(situation: Situation, wanted: Wanted, *, seats: int) -> Iterator[Action]:
    """Yield activities of communities: each with up to ``seats`` units that took part in none, in a layer that is missing or in none."""
    rule, layered = "unit-without-activity", "layer-missing"
    units: dict[str | None, list[str]] = defaultdict(list)
    for unit in wanted.subjects(rule):
        place = situation.place(unit)
        units[situation.above(place, "community") or place].append(unit)
    for community in sorted({place for place in units if place} | set(wanted.subjects(layered))):
        host = situation.leading(community)
        if host is None:
            continue
        layers = [part.part for part in sorted(wanted.parts_of(layered, community))]
        for number, some in enumerate(chunks(units[community], seats) if units[community] else [[]], 1):
            for layer in layers or [""]:
                yield _activity(situation, community, host, layer, some, number)


def _activity(situation: Situation, community: str, host: str, layer: str, units: list[str], number: int) -> Action:
    settles = frozenset(Part("unit-without-activity", unit) for unit in units)
    if layer:
        settles |= {Part("layer-missing", community, layer)}
    name = f"{situation.name(community)}{_LAYER_NAMES.get(layer, '共建')}活动 {number}"
    change = event(
        situation,
        situation.new_id("activity", community, layer or "any", str(number)),
        "Activity",
        attributes={"title": name, **({"layer": layer} if layer else {})},
        place=community,
        participants=dict.fromkeys(units, "participant") | {host: "host"},
    )
    return Action("activity", name, community, host, settles, settle_text(settles), change)


def alliance_activities(situation: Situation, wanted: Wanted) -> Iterator[Action]:
    """Yield a joint activity of all live members for each alliance that sleeps or has members who stand aside."""
    inactive = wanted.subjects("alliance-member-inactive")
    alliances = {subject.split("|")[0] for subject in inactive} | set(wanted.subjects("alliance-dormant"))
    for alliance in sorted(alliances):
        members = sorted({tie.start for tie in situation.snapshot.incoming("MEMBER_OF", alliance)})
        if len(members) < _ENOUGH:
            continue
        settles = wanted.settled(alliance, "alliance-dormant")
        for member in members:
            settles |= wanted.settled(f"{alliance}|{member}", "alliance-member-inactive")
            settles |= wanted.settled(member, "unit-without-activity")
        leads = sorted(
            tie.start
            for tie in situation.snapshot.incoming("MEMBER_OF", alliance)
            if tie.properties.get("role") == "lead"
        )
        host, name = (leads or members)[0], f"{situation.name(alliance)}联合活动"
        change = event(
            situation,
            situation.new_id("activity", alliance),
            "Activity",
            attributes={"title": name},
            place=situation.place(alliance),
            participants=dict.fromkeys(members, "participant") | {host: "host"},
        )
        place = situation.place(alliance)
        yield Action("alliance-activity", name, place, host, settles, settle_text(settles), change)


def projects(situation: Situation, wanted: Wanted) -> Iterator[Action]:
    """Yield a project for each pair of an unclaimed need and an idle resource that fit, and for each of them alone.

    They fit where the categories are the same text and the resource has no street or that of the need.
    """
    needs, resources = wanted.subjects("need-unclaimed"), wanted.subjects("resource-idle")
    fitting: dict[str, list[str]] = defaultdict(list)
    for resource in resources:
        fitting[_category(situation, resource)].append(resource)
    for need in needs:
        street = situation.above(situation.place(need), "street")
        for resource in fitting[_category(situation, need)]:
            if situation.above(situation.place(resource), "street") in (None, street):
                yield from _project(situation, need, resource)
        yield from _project(situation, need, None)
    for resource in resources:
        yield from _project(situation, None, resource)


def _category(situation: Situation, node: str) -> str:
    return unicodedata.normalize("NFKC", str(situation.values(node).get("category", ""))).strip()


def _project(situation: Situation, need: str | None, resource: str | None) -> Iterator[Action]:
    main = need or resource
    if main is None:
        return
    place = situation.place(main) or (situation.place(resource) if resource else None)
    raisers = [tie.start for tie in situation.snapshot.incoming("RAISED", need)] if need else []
    offering = [tie.start for tie in situation.snapshot.incoming("OFFERS", resource)] if resource else []
    leader = situation.leading(place) or situation.leading(_top(situation))
    parties = [who for who in dict.fromkeys([leader, *offering, *raisers]) if who in situation.snapshot.present]
    if len(parties) < _ENOUGH:
        return
    id_ = situation.new_id("project", *(part for part in (need, resource) if part))
    name = f"{situation.name(main)}共建项目"
    node = NewNode(id_, {"labels": ("Project",), "title": name, "status": "claimed", "started_on": situation.as_of})
    edges = [NewEdge(str(who), id_, {"type": "TOOK_PART_IN", "role": "partner"}) for who in parties]
    settles: frozenset[Part] = frozenset()
    if place is not None:
        edges.append(NewEdge(id_, place, {"type": "LOCATED_IN"}))
    if need is not None:
        edges.append(NewEdge(id_, need, {"type": "ANSWERS"}))
        settles |= {Part("need-unclaimed", need)}
    if resource is not None:
        edges.append(NewEdge(id_, resource, {"type": "USES"}))
        settles |= {Part("resource-idle", resource)}
    yield Action("project", name, place, parties[0], settles, settle_text(settles), Change((node,), tuple(edges)))


def _top(situation: Situation) -> str | None:
    districts = sorted(situation.snapshot.nodes("District"))
    return districts[0] if districts else None
