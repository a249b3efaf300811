"""What the rules are about: without a single subject of its kind a rule is not applicable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graphmodel.graph import Snapshot
from graphmodel.schema import Bilingual
from graphmodel.schema.enumerations import CARRIERS, LEVEL_LABELS

EXCHANGING_KINDS = ("party_building", "government_service", "urban_renewal", "smart_governance", "media")
"""The five kinds of centre that should exchange data, in the order in which a pair is named."""

_PAIR = 2


@dataclass(frozen=True, slots=True)
class Subjects:
    """A kind of subject: what it is called, and whether the graph holds any, live or not."""

    title: Bilingual
    exist: Callable[[Snapshot], bool]

    @property
    def absence(self) -> Bilingual:
        """The reason why a rule is not applicable."""
        return Bilingual(f"not applicable: no {self.title.en} loaded", f"不适用：未载入{self.title.zh}")


def _labelled(english: str, chinese: str, *labels: str) -> Subjects:
    return Subjects(
        Bilingual(english, chinese), lambda snapshot: any(len(snapshot.every(label)) > 0 for label in labels)
    )


def _party_organizations(english: str, chinese: str, *kinds: str) -> Subjects:
    def exist(snapshot: Snapshot) -> bool:
        nodes = snapshot.graph.nodes
        return any(nodes[node].get("kind") in kinds for node in snapshot.every("PartyOrganization"))

    return Subjects(Bilingual(english, chinese), exist)


def _has_memberships(snapshot: Snapshot) -> bool:
    edges = snapshot.graph.in_edges(snapshot.every("Alliance"), data="type")
    return any(kind == "MEMBER_OF" for _, _, kind in edges)


def _has_exchanging_pair(snapshot: Snapshot) -> bool:
    nodes = snapshot.graph.nodes
    kinds = {nodes[node].get("kind") for node in snapshot.every("ServiceCentre")}
    return len(kinds & set(EXCHANGING_KINDS)) >= _PAIR


TWO_NEW = _labelled("enterprise or social organization", "企业或社会组织", "Enterprise", "SocialOrganization")
UNITS = _labelled("unit", "单位", "Unit")
PARTY_ORGANIZATIONS = _labelled("party organization", "党组织", "PartyOrganization")
JOINT_BRANCHES = _party_organizations("joint branch", "联合党支部", "joint_branch")
BRANCHES = _party_organizations("branch or joint branch", "党支部或联合党支部", "branch", "joint_branch")
GENERAL_BRANCHES = _party_organizations("general branch", "党总支", "general_branch")
CARRIER_PLACES = _labelled(
    "zone, commercial building, business district or market",
    "产业功能区、商务楼宇、商圈或专业市场",
    *(LEVEL_LABELS[level] for level in CARRIERS),
)
PLACES_BELOW_DISTRICT = _labelled(
    "place below district",
    "区以下的区划或载体",
    *(label for level, label in LEVEL_LABELS.items() if level != "district"),
)
STREETS = _labelled("street", "街道", "Street")
STREETS_AND_COMMUNITIES = _labelled("street or community", "街道或社区", "Street", "Community")
COMMUNITIES = _labelled("community", "社区", "Community")
COMPOUNDS = _labelled("compound", "小区（院落）", "Compound")
BUILDINGS = _labelled("building", "楼栋", "Building")
OWNERS_COMMITTEES = _labelled("owners' committee", "业主委员会", "OwnersCommittee")
ALLIANCES = _labelled("alliance", "联盟", "Alliance")
MEMBERSHIPS = Subjects(Bilingual("alliance member", "联盟成员"), _has_memberships)
NEEDS = _labelled("need", "需求", "Need")
RESOURCES = _labelled("resource", "资源", "Resource")
PROJECTS = _labelled("project", "项目", "Project")
REQUESTS = _labelled("request", "居民诉求", "Request")
CENTRE_PAIRS = Subjects(Bilingual("two of the five kinds of centre", "五类中心中的两类"), _has_exchanging_pair)
PUBLISHED_TOTALS = _labelled("published total", "公布数", "PublishedTotal")
