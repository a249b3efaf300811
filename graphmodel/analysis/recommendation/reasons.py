"""Why a link is recommended, in words: what it would close and serve, whom and what the two have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphmodel.analysis.recommendation.complements import Complement
from graphmodel.analysis.recommendation.gains import Bound
from graphmodel.analysis.recommendation.stakeholders import Stakeholders
from graphmodel.gaps.catalogue import RULES
from graphmodel.schema import Bilingual
from graphmodel.schema.enumerations import LAYERS

_LAYER_NAMES = {layer.value: layer for layer in LAYERS}
_MOST_NAMED = 3


def gap_reasons(closed: Sequence[Bound]) -> Iterator[Bilingual]:
    """Yield which gaps a link would close, the rules of the weightiest first, at most `_MOST_NAMED` of them."""
    by_rule: dict[str, list[Bound]] = {}
    for item in closed:
        by_rule.setdefault(item.finding.rule, []).append(item)
    for rule, items in list(by_rule.items())[:_MOST_NAMED]:
        yield _layers(items[0]) if rule == "layer-missing" else _gaps(rule, items)


def _gaps(rule: str, items: Sequence[Bound]) -> Bilingual:
    title, how, name = RULES[rule].title, _HOW[rule], items[0].finding.name
    more = len(items) - 1
    return Bilingual(
        f"{how.en} closes “{title.en}”: {name}" + (f" and {more} more" if more else ""),
        f"{how.zh}可补齐“{title.zh}”：{name}" + (f"等{more + 1}项" if more else ""),
    )


def _layers(item: Bound) -> Bilingual:
    layers, name = [_LAYER_NAMES[value] for value in item.finding.evidence["layers"]], item.finding.name
    en, zh = ", ".join(layer.value for layer in layers), "、".join(layer.chinese for layer in layers)
    several = len(layers) > 1
    return Bilingual(
        f"{name} lacks the layer{'s' if several else ''} {en}: a link in {'one of them' if several else 'it'} fills it",
        f"{name}缺{zh}，在{'其中一层' if several else '该层'}结对即可补上",
    )


_HOW = {
    "unit-without-activity": Bilingual("a joint activity", "联办一次活动"),
    "alliance-dormant": Bilingual("a joint project or activity of the two members", "两个成员共同做一个项目或活动"),
    "alliance-member-inactive": Bilingual("a joint project or activity", "与另一成员共同做一个项目或活动"),
    "need-unclaimed": Bilingual("a project for the need", "为该需求立项"),
    "need-without-resource": Bilingual("a project that claims the need", "立项认领该需求"),
    "resource-idle": Bilingual("a project that uses the resource", "立项使用该资源"),
    "project-not-co-built": Bilingual("joining the project", "加入该项目"),
    "lines-not-joined": Bilingual("joining a project of the other's line", "一方加入对方那条线的项目"),
}
"""What the two must do together so that the gap is closed."""


def complement_reasons(people: Stakeholders, found: Sequence[Complement]) -> Iterator[Bilingual]:
    """Yield the nearest need of the one that a resource of the other could serve, and how many more there are."""
    if not found:
        return
    best, more = found[0], len({item.need for item in found}) - 1
    needing, offering = people.name(best.needing), people.name(best.offering)
    yield Bilingual(
        f"the resource “{best.resource_title}” of {offering} could serve the need “{best.need_title}” of {needing}"
        + (f", and {more} more" if more else ""),
        f"{offering}的资源“{best.resource_title}”可满足{needing}的需求“{best.need_title}”"
        + (f"，另有{more}项" if more else ""),
    )


def partner_reasons(names: Sequence[str], total: int) -> Iterator[Bilingual]:
    """Yield how many partners the two have in common, and who they are; ``names`` the least connected first."""
    if not total:
        return
    named = names[:_MOST_NAMED]
    rest = total > len(named)
    yield Bilingual(
        f"{total} common partner{'s' if total > 1 else ''}: {', '.join(named)}{' …' if rest else ''}",
        f"有{total}个共同伙伴：{'、'.join(named)}{'等' if rest else ''}",
    )


def place_reasons(people: Stakeholders, a: int, b: int) -> Iterator[Bilingual]:
    """Yield the house or community in which both lie."""
    snapshot = people.snapshot
    house = people.history.kin["house"]
    if house[a] == house[b] >= 0:
        place = people.place[a]
        level = snapshot.properties(str(place)).get("level")
        what = Bilingual("compound", "小区") if level in ("compound", "building") else Bilingual("carrier", "载体")
    elif people.community[a] == people.community[b] >= 0:
        place = next(
            step
            for step in reversed(snapshot.scope(people.place[a]))
            if snapshot.properties(step).get("level") == "community"
        )
        what = Bilingual("community", "社区")
    else:
        return
    name = str(snapshot.properties(str(place)).get("name", place))
    yield Bilingual(f"both in the {what.en} {name}", f"同在{name}" if what.zh in name else f"同在{what.zh}{name}")


def activity_reasons(people: Stakeholders, counts: tuple[int, int], pair: tuple[int, int]) -> Iterator[Bilingual]:
    """Yield how often each has built together with others, where either has."""
    active = [(people.name(row), count) for row, count in zip(pair, counts, strict=True) if count]
    if active:
        en = " and ".join(f"{name} has taken part {count} time{'s' if count > 1 else ''}" for name, count in active)
        zh = "，".join(f"{name}已参与共建{count}次" for name, count in active)
        yield Bilingual(en, zh)


def alliance_reasons(names: Sequence[str]) -> Iterator[Bilingual]:
    """Yield the alliances of which both are members though they have done nothing together."""
    if names:
        yield Bilingual(
            f"members of {', '.join(names)} together, without having done anything together yet",
            f"同为{'、'.join(names)}成员，尚未共同做事",
        )
