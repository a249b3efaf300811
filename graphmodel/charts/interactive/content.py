"""What the page is given: columns of numbers and texts, each text once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.analysis.stakeholders import STAKEHOLDER_KINDS, name_of
from graphmodel.charts.interactive.facts import facts_of
from graphmodel.charts.interactive.members import ELSEWHERE, Members
from graphmodel.charts.interactive.pinyin import pinyin
from graphmodel.charts.interactive.placement import Placement, place
from graphmodel.charts.style import LAYER_COLORS
from graphmodel.gaps import RULES, GapReport, Severity
from graphmodel.gaps.rule import SEVERITY_TITLES
from graphmodel.graph import Snapshot
from graphmodel.schema import Bilingual
from graphmodel.schema.enumerations import LAYERS
from graphmodel.schema.properties import table_of_label

MEMBERSHIP = "membership"
NO_LAYER = "none"
_COLORS = {
    **{item.value: LAYER_COLORS[item.value] for item in LAYERS},
    NO_LAYER: LAYER_COLORS[None],
    MEMBERSHIP: "#C7CED6",
}
_LAYER_TITLES = {
    **{item.value: Bilingual(item.value, item.chinese) for item in LAYERS},
    NO_LAYER: Bilingual("no layer given", "未注明联建层"),
    MEMBERSHIP: Bilingual("same alliance only", "仅同属一个联盟"),
}
_NOWHERE = Bilingual("outside of every street", "不在任何街道")
# As fine as a screen shows; whole numbers are short in the file.
_SCALE = 20
_NAME = "\u0000"


class _Texts:
    """Pairs of texts, each kept once."""

    def __init__(self) -> None:
        self._rows: dict[Bilingual, int] = {}

    def row(self, text: Bilingual) -> int:
        return self._rows.setdefault(text, len(self._rows))

    @property
    def pairs(self) -> list[list[str]]:
        # One text where both languages say the same.
        return [[text.zh] if text.zh == text.en else [text.zh, text.en] for text in self._rows]


def content(snapshot: Snapshot, chosen: Members, report: GapReport, *, open_groups: frozenset[str]) -> dict[str, Any]:
    """Return everything that the page draws and tells, as JSON has it; pairs of texts are Chinese, English.

    Streets of which one alone is open at first leave it the room.
    """
    texts = _Texts()
    ids = chosen.frame["id"].tolist()
    row = {node: number for number, node in enumerate(ids)}
    ties = _ties(chosen.pairs, row)
    groups = np.array([chosen.groups.index(group) for group in chosen.frame["group"].tolist()], dtype=np.int64)
    ends = np.array([tie[:2] for tie in ties], dtype=np.int64).reshape(-1, 2)
    weights = np.array([tie[4] for tie in ties], dtype=np.float64)
    placement = place(groups, ends, weights, count=len(chosen.groups), focus=open_groups == {*chosen.groups[:1]})
    rules = {rule: number for number, rule in enumerate(report.rules)}
    return {
        "layers": [{"id": id_, "title": _pair(title), "color": _COLORS[id_]} for id_, title in _LAYER_TITLES.items()],
        "kinds": [
            {"id": label, "title": [title, table_of_label(label).name.replace("_", " ")]}
            for label, title in STAKEHOLDER_KINDS.items()
        ],
        "unit": _SCALE,
        "severities": [_pair(SEVERITY_TITLES[severity]) for severity in Severity],
        "rules": [
            {
                "id": rule,
                "title": _pair(RULES[rule].title),
                "severity": list(Severity).index(RULES[rule].severity),
            }
            for rule in rules
        ],
        "groups": _groups(snapshot, chosen, report, placement, rules, open_groups),
        "nodes": _nodes(chosen.frame, groups, placement),
        "places": _ways(snapshot, chosen.frame),
        "facts": [[texts.row(text) for fact in facts_of(snapshot, node) for text in fact] for node in ids],
        "gaps": [
            [
                value
                for finding in chosen.gaps.get(node, ())
                for value in (rules[finding.rule], texts.row(_without_name(finding.remedy, finding.name)))
            ]
            for node in ids
        ],
        "ties": {
            "ends": ends.ravel().tolist(),
            "layers": [tie[2] for tie in ties],
            "last": [tie[3] for tie in ties],
        },
        "texts": texts.pairs,
    }


def _pair(text: Bilingual) -> list[str]:
    return [text.zh, text.en]


def _without_name(text: Bilingual, name: str) -> Bilingual:
    """Return a remedy with a mark where the name stands, so that the remedies of a rule are one text."""
    if not name or _NAME in text.zh + text.en:
        return text
    return Bilingual(text.en.replace(name, _NAME), text.zh.replace(name, _NAME))


def _ties(pairs: pd.DataFrame, row: Mapping[str, int]) -> list[tuple[int, int, list[int], str, float]]:
    """Return one row a pair: both ends, how often in which layer (flat), the last day known, the weight."""
    order = {id_: number for number, id_ in enumerate(_LAYER_TITLES)}
    found: dict[tuple[int, int], tuple[Counter[int], list[str], list[float]]] = {}
    columns = [pairs[name].tolist() for name in ("a", "b", "channel", "layer", "count", "last", "weight")]
    for a, b, channel, layer, count, last, weight in zip(*columns, strict=True):
        layers, days, weights = found.setdefault((row[a], row[b]), (Counter(), [], []))
        layers[order[MEMBERSHIP if channel == "alliance" else layer or NO_LAYER]] += count
        weights.append(weight)
        if last is not None:
            days.append(last.isoformat())
    return [
        (a, b, [value for item in sorted(layers.items()) for value in item], max(days, default=""), sum(weights))
        for (a, b), (layers, days, weights) in found.items()
    ]


def _nodes(frame: pd.DataFrame, groups: NDArray[np.int64], placement: Placement) -> dict[str, list[Any]]:
    kinds = list(STAKEHOLDER_KINDS)
    points = np.rint(placement.points * _SCALE).astype(int)
    names = frame["name"].tolist()
    places = {place: number for number, place in enumerate(_places(frame))}
    return {
        "name": names,
        "pinyin": [pinyin(name) for name in names],
        "kind": [kinds.index(kind) if kind in kinds else 0 for kind in frame["kind"].tolist()],
        "group": groups.tolist(),
        "place": [places.get(place, -1) for place in frame["place"].tolist()],
        "x": points[:, 0].tolist(),
        "y": points[:, 1].tolist(),
        "strength": [round(value, 2) for value in frame["strength"].tolist()],
        "outside": [number for number, inside in enumerate(frame["inside"].tolist()) if not inside],
        "ended": [number for number, live in enumerate(frame["live"].tolist()) if not live],
    }


def _places(frame: pd.DataFrame) -> list[str]:
    """Return the places in which someone lies, in the order to which the nodes refer."""
    return sorted({place for place in frame["place"].tolist() if place is not None})


def _ways(snapshot: Snapshot, frame: pd.DataFrame) -> list[str]:
    """Return the way down to each place by names."""
    return [" › ".join(name_of(snapshot, above) for above in snapshot.scope(place)) for place in _places(frame)]


def _groups(
    snapshot: Snapshot,
    chosen: Members,
    report: GapReport,
    placement: Placement,
    rules: Mapping[str, int],
    open_groups: frozenset[str],
) -> list[dict[str, Any]]:
    counts: dict[str, Counter[int]] = {group: Counter() for group in chosen.groups}
    for finding in report.findings:
        for above in finding.scope:
            if above in counts:
                counts[above][rules[finding.rule]] += 1
    found = []
    for number, group in enumerate(chosen.groups):
        name = _pair(_NOWHERE) if group == ELSEWHERE else [name_of(snapshot, group)] * 2
        x, y = np.rint(placement.centers[number] * _SCALE).astype(int).tolist()
        radius, tied = np.rint(np.array([placement.radii[number], placement.tied_radii[number]]) * _SCALE).tolist()
        gaps = [value for item in counts[group].most_common() for value in item]
        found.append(
            {
                "name": name,
                "pinyin": pinyin(name[0]),
                "x": x,
                "y": y,
                "radius": int(radius),
                "tied": int(tied),
                "gaps": gaps,
                "open": group in open_groups,
            }
        )
    return found
