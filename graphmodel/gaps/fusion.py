"""Double-line fusion: whether all five layers are alive, the two lines meet and the centres exchange data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from graphmodel.gaps.facts import Facts
from graphmodel.gaps.rule import Family, Gap, Limits, Parameter, Severity
from graphmodel.gaps.subjects import CENTRE_PAIRS, COMMUNITIES, EXCHANGING_KINDS
from graphmodel.schema import BY_NAME, Bilingual
from graphmodel.schema.enumerations import LAYERS, LINES

FUSION = Family("fusion", Bilingual("Double-line fusion", "双线融合"))

_KIND_TITLES = {item.value: item.chinese for item in BY_NAME["service_centres"].by_name["kind"].values}


@FUSION.rule(
    "layer-missing",
    title=("Joint layer missing", "五联缺项"),
    definition=(
        (
            "A community where, for some of the five layers, no project began and no activity was held in the recent {days} days, "
            "and no live link in that layer has an end lying in it."
        ),
        "五联中某一联，近{days}天内没有在该社区开始的项目、举办的活动，也没有一方位于该社区的在有效期内的共建关系。",
    ),
    severity=Severity.MEDIUM,
    subjects=COMMUNITIES,
    parameters=(Parameter("days", 365, Bilingual("days", "天")),),
    reads=("projects", "activities", "links"),
    remedy=("Begin a project or activity in {name} for: {layers}.", "在{name}补齐：{layers}。"),
    notes=(
        (
            "In the community itself: a project or activity counts by its own place only, a link by where its ends lie; those of "
            "a compound below do not count."
        ),
        "仅计社区本级：项目、活动看其所在地编码，共建关系看双方所在地；下辖小区的不计。",
    ),
)
def _layer_missing(facts: Facts, limits: Limits) -> Iterator[Gap]:
    found: dict[str | None, set[str | None]] = defaultdict(set)
    for label, column in (("Project", "started_on"), ("Activity", "held_on")):
        for event in facts.nodes(label):
            values = facts.data[event]
            if values.get("layer") is not None and facts.is_recent(values.get(column), limits["days"]):
                found[facts.place(event)].add(values["layer"])
    for tie in facts.snapshot.ties("BUILDS_WITH"):
        layer = tie.properties.get("layer")
        found[facts.place(tie.start)].add(layer)
        found[facts.place(tie.end)].add(layer)
    for community in facts.nodes("Community"):
        missing = [layer.value for layer in LAYERS if layer.value not in found.get(community, ())]
        if missing:
            yield Gap(community, {"layers": missing})


@FUSION.rule(
    "lines-not-joined",
    title=("Lines not joined", "双线未融合"),
    definition=(
        "A community with projects, not cancelled, in both lines placed in it, and no participant in both.",
        "社区内发展治理与综合治理两条线都有项目（已取消的除外），但没有任何单位同时参与两线。",
    ),
    severity=Severity.MEDIUM,
    subjects=COMMUNITIES,
    reads=("projects", "project_participants"),
    remedy=(
        "Let one who builds in one line join the other in {name}: {development} and {governance} projects stand apart.",
        "在{name}让一线的参与方加入另一线：发展治理{development}个、综合治理{governance}个项目互不相干。",
    ),
    notes=(
        "No window: every project that has begun, or has no starting date. Placed in the community itself.",
        "不设时间窗：凡已开始或无开始日期的项目均计。仅计社区本级。",
    ),
)
def _lines_not_joined(facts: Facts, _: Limits) -> Iterator[Gap]:
    projects: dict[tuple[str | None, str], list[str]] = defaultdict(list)
    for project in facts.nodes("Project"):
        line = facts.data[project].get("line")
        if line is not None:
            projects[facts.place(project), line].append(project)
    for community in facts.nodes("Community"):
        sides = [projects.get((community, line.value), []) for line in LINES]
        if not all(sides):
            continue
        first, second = ({who for project in side for who in facts.participants(project)} for side in sides)
        if first.isdisjoint(second):
            yield Gap(community, {line.value: len(side) for line, side in zip(LINES, sides, strict=True)})


@FUSION.rule(
    "centres-not-exchanging",
    title=("Centres not exchanging data", "中心信息壁垒"),
    definition=(
        (
            "Two of the five kinds of centre (party building, government service, urban renewal, smart governance, media), both "
            "present, between which no live data exchange runs in either direction."
        ),
        "党建促进、政务服务、城市更新、智慧治理、融媒体五类中心中，两类均已设立而相互之间没有任何方向的数据共享。",
    ),
    severity=Severity.HIGH,
    subjects=CENTRE_PAIRS,
    reads=("data_exchanges",),
    remedy=("Agree on data exchange between {kinds}.", "在{kinds}之间建立数据共享。"),
    notes=(
        (
            "In the whole dataset; one live exchange between any centre of the one kind and any of the other is enough. The scope "
            "of a finding is the top places."
        ),
        "就全部数据而言；两类中心间任有一条在有效期内的共享即可。范围为最上级区划。",
    ),
)
def _centres_not_exchanging(facts: Facts, _: Limits) -> Iterator[Gap]:
    centres: dict[str, list[str]] = defaultdict(list)
    for centre in facts.nodes("ServiceCentre"):
        centres[facts.data[centre].get("kind", "")].append(centre)
    kind_of = {centre: kind for kind, found in centres.items() for centre in found}
    joined = {frozenset((kind_of[tie.start], kind_of[tie.end])) for tie in facts.snapshot.ties("EXCHANGES_DATA_WITH")}
    top = tuple(sorted(place for place in facts.nodes("Place") if facts.parent(place) is None))
    for pair in combinations([kind for kind in EXCHANGING_KINDS if kind in centres], 2):
        if frozenset(pair) not in joined:
            ids = sorted(centre for kind in pair for centre in centres[kind])
            yield Gap(
                "|".join(pair),
                {"kinds": list(pair), "centres": ids},
                scope=top,
                name=" | ".join(_KIND_TITLES[kind] for kind in pair),
            )
