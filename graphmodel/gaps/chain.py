"""Line: whether the chain from district to building holds, in places and in organizations."""

from __future__ import annotations

from collections.abc import Iterator

from graphmodel.gaps.facts import Facts
from graphmodel.gaps.rule import Family, Gap, Limits, Severity
from graphmodel.gaps.subjects import BUILDINGS, PARTY_ORGANIZATIONS, PLACES_BELOW_DISTRICT, STREETS_AND_COMMUNITIES
from graphmodel.schema import Bilingual
from graphmodel.schema.enumerations import LADDER

CHAIN = Family("chain", Bilingual("Line: the chain", "线：组织链条"))


@CHAIN.rule(
    "place-chain-broken",
    title=("Chain of places broken", "区划链断裂"),
    definition=(
        "A place, other than a district, whose parent is empty or not of a level that the ladder allows.",
        "区以外的区划或载体，上级为空，或上级的层级不合规定的阶梯。",
    ),
    severity=Severity.HIGH,
    subjects=PLACES_BELOW_DISTRICT,
    remedy=(
        "Correct the parent of {name} ({level}); it must be one of: {allowed_levels}.",
        "更正{name}（{level}）的上级编码，上级应为：{allowed_levels}。",
    ),
    notes=("Only the own parent is looked at.", "只看本级的直接上级。"),
)
def _place_chain_broken(facts: Facts, _: Limits) -> Iterator[Gap]:
    for place in facts.nodes("Place"):
        level = facts.data[place].get("level")
        allowed = LADDER.get(str(level))
        if allowed is None:
            continue
        parent = facts.parent(place)
        parent_level = None if parent is None else facts.data[parent].get("level")
        if parent_level not in allowed:
            found = {} if parent is None else {"parent": parent, "parent_level": parent_level}
            yield Gap(place, {"level": level, **found, "allowed_levels": list(allowed)})


@CHAIN.rule(
    "place-without-organization",
    title=("Rung without an organization", "层级缺组织"),
    definition=(
        "A street with no live working committee or committee at it, or a community with no live organization at it.",
        "街道没有党工委或党委，或社区没有任何党组织。",
    ),
    severity=Severity.HIGH,
    subjects=STREETS_AND_COMMUNITIES,
    reads=("party_organizations",),
    remedy=("Set up the party organization of {name}, or record it.", "设立或补录{name}的党组织。"),
)
def _place_without_organization(facts: Facts, _: Limits) -> Iterator[Gap]:
    for street in facts.nodes("Street"):
        kinds = {facts.data[organization].get("kind") for organization in facts.at.get(street, ())}
        if not kinds & {"working_committee", "committee"}:
            yield Gap(street, {"level": "street", "organizations": sorted(facts.at.get(street, ()))})
    for community in facts.nodes("Community"):
        if community not in facts.at:
            yield Gap(community, {"level": "community", "organizations": []})


@CHAIN.rule(
    "building-without-group",
    title=("Building without a party group", "楼栋缺党小组"),
    definition=(
        "A building whose parent is a compound with organization coverage, with no live organization at the building.",
        "所属小区（院落）已有组织覆盖，而楼栋没有党组织（党小组）。",
    ),
    severity=Severity.LOW,
    subjects=BUILDINGS,
    reads=("party_organizations", "coverage"),
    remedy=("Form a party group at {name}, under {compound}.", "在{compound}的{name}建立党小组。"),
    notes=(
        "A coverage row on the building does not close it: only an organization at the building does.",
        "对楼栋的覆盖记录不能消除本缺口，须有设在楼栋的党组织。",
    ),
)
def _building_without_group(facts: Facts, _: Limits) -> Iterator[Gap]:
    for building in facts.nodes("Building"):
        compound = facts.parent(building)
        if compound is None or building in facts.at or facts.data[compound].get("level") != "compound":
            continue
        if facts.is_organized(compound):
            yield Gap(building, {"compound": compound})


@CHAIN.rule(
    "organization-without-superior",
    title=("Organization without a superior", "隶属缺失"),
    definition=(
        "A live organization without a live superior, unless it is a working committee or lies in a place without a parent.",
        "党组织没有（在任的）上级党组织；党工委，以及位于无上级区划的除外。",
    ),
    severity=Severity.MEDIUM,
    subjects=PARTY_ORGANIZATIONS,
    remedy=("Name the superior of {name}.", "明确{name}的上级党组织。"),
    notes=(
        "An organization that lies nowhere is not exempt; a superior that is dissolved or not yet founded is none.",
        "所在地不明的党组织不豁免；上级已撤销或尚未成立的，视为没有上级。",
    ),
)
def _organization_without_superior(facts: Facts, _: Limits) -> Iterator[Gap]:
    for organization in facts.nodes("PartyOrganization"):
        kind = facts.data[organization].get("kind")
        if kind == "working_committee" or facts.snapshot.outgoing("REPORTS_TO", organization):
            continue
        place = facts.place(organization)
        if place is None or facts.parent(place) is not None:
            yield Gap(organization, {"kind": kind})


@CHAIN.rule(
    "reporting-cycle",
    title=("Reporting cycle", "隶属成环"),
    definition=(
        "Live organizations that report to each other in a circle; one that is its own superior is a cycle of one.",
        "在任党组织的隶属关系首尾相接成环；以自身为上级者为一元环。",
    ),
    severity=Severity.HIGH,
    subjects=PARTY_ORGANIZATIONS,
    remedy=("Correct the superior of one of: {cycle}.", "更正其中一个党组织的上级：{cycle}。"),
    notes=(
        "The subject is the smallest id by code point; the evidence lists the cycle from it, each followed by its superior.",
        "对象取环中按码位最小的编码；证据从它起依次列出，后一个是前一个的上级。",
    ),
)
def _reporting_cycle(facts: Facts, _: Limits) -> Iterator[Gap]:
    seen: set[str] = set()
    for organization in facts.nodes("PartyOrganization"):
        path: dict[str, int] = {}
        current: str | None = organization
        while current is not None and current not in seen:
            seen.add(current)
            path[current] = len(path)
            current = facts.snapshot.end("REPORTS_TO", current)
        if current in path:
            cycle = list(path)[path[current] :]
            first = cycle.index(min(cycle))
            cycle = cycle[first:] + cycle[:first]
            yield Gap(cycle[0], {"cycle": cycle})


@CHAIN.rule(
    "superior-outside-chain",
    title=("Superior outside the chain", "隶属越界"),
    definition=(
        "A live organization at a place whose live superior is at a place that is neither the same nor above it.",
        "党组织的上级设在既非本地、也非本地上级的区划。",
    ),
    severity=Severity.MEDIUM,
    subjects=PARTY_ORGANIZATIONS,
    reads=("places",),
    remedy=(
        "Place {name} under an organization of its own chain; {superior} is at {superior_place}.",
        "将{name}改隶本区划链上的党组织；现上级{superior}设在{superior_place}。",
    ),
    notes=(
        "Only where both are at a place: organizations of units are not looked at.",
        "双方均设在区划时才判定，单位内的党组织不在其列。",
    ),
)
def _superior_outside_chain(facts: Facts, _: Limits) -> Iterator[Gap]:
    for organization, place in facts.place_at.items():
        superior = facts.snapshot.end("REPORTS_TO", organization)
        above = None if superior is None else facts.place_at.get(superior)
        if above is not None and above not in facts.snapshot.scope(place):
            yield Gap(organization, {"place": place, "superior": superior, "superior_place": above})


@CHAIN.rule(
    "skipped-rung",
    title=("Rung skipped", "越级隶属"),
    definition=(
        (
            "A live organization at a compound whose live superior is at the street above, while the community between has a "
            "live organization at it."
        ),
        "小区党组织直接隶属街道党组织，而中间的社区设有党组织。",
    ),
    severity=Severity.LOW,
    subjects=PARTY_ORGANIZATIONS,
    reads=("places",),
    remedy=(
        "Let {name} report to an organization of {community} instead of {superior}.",
        "将{name}改隶{community}的党组织，而非{superior}。",
    ),
    notes=(
        "The compound's parent is a community, that community's parent a street, and the superior is at that same street.",
        "小区的上级为社区，该社区的上级为街道，且上级党组织正设在这一街道。",
    ),
)
def _skipped_rung(facts: Facts, _: Limits) -> Iterator[Gap]:
    for organization, compound in facts.place_at.items():
        if facts.data[compound].get("level") != "compound":
            continue
        community = facts.parent(compound)
        street = None if community is None else facts.parent(community)
        if community is None or street is None or community not in facts.at:
            continue
        if facts.data[community].get("level") != "community" or facts.data[street].get("level") != "street":
            continue
        superior = facts.snapshot.end("REPORTS_TO", organization)
        if superior is not None and facts.place_at.get(superior) == street:
            yield Gap(organization, {"superior": superior, "street": street, "community": community})
