"""Alliances side by side: the same figures of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import networkx as nx
import pandas as pd

from graphmodel.analysis.alliances.joint_work import DORMANT_AFTER_DAYS, STATES
from graphmodel.analysis.alliances.report import AllianceReport, alliances
from graphmodel.analysis.cobuilding import cobuilding
from graphmodel.analysis.measures.governance import MODES, GovernanceHint, governance_hint
from graphmodel.analysis.measures.partner import survey_ratings
from graphmodel.errors import InputError
from graphmodel.schema import Bilingual, Language
from graphmodel.schema.enumerations import LAYERS

FIGURES = (
    Bilingual("state", "状态"),
    Bilingual("reason", "依据"),
    Bilingual("established on", "成立日期"),
    Bilingual("members", "成员"),
    Bilingual("leads", "牵头"),
    Bilingual("standing members", "常任成员"),
    Bilingual("districts", "所及区县"),
    Bilingual("streets", "所及街道"),
    Bilingual("joint work in the window", "近期共建"),
    Bilingual("joint work in the window before", "前期共建"),
    Bilingual("joint work ever", "历次共建"),
    *(Bilingual(f"joint work: {layer.value}", f"历次共建：{layer.chinese}") for layer in LAYERS),
    Bilingual("joint work across districts", "跨区县共建"),
    Bilingual("last joint work", "最近共建"),
    Bilingual("active members", "近期参与成员"),
    Bilingual("members who only sign", "只签名成员"),
    Bilingual("carried by", "主要承担者"),
    Bilingual("share of joint work so carried", "承担比例"),
    Bilingual("members shared with the others", "与其余共有成员"),
    Bilingual("density of ties among members", "成员间联系密度"),
    Bilingual("centralization of these ties", "成员间联系中心势"),
    Bilingual("trust, %", "信任（%）"),
    Bilingual("governance that would fit", "适宜的治理方式"),
    Bilingual("why that", "理由"),
)
"""What is compared, in this order."""


@dataclass(frozen=True)
class AllianceComparison:
    """Alliances side by side at a date.

    Attributes
    ----------
    ids : tuple of str
        The alliances, in the order asked for.
    figures : tuple
        For each of `FIGURES` the values of the alliances, as `Bilingual` where they are words; None where there is none.
    hints : tuple of GovernanceHint
        How each might best be governed, with reasons and warnings.
    report : AllianceReport
        What the figures were taken from.
    as_of, window_days, synthetic
        As given or, where nothing was given, as taken.
    """

    ids: tuple[str, ...]
    figures: tuple[tuple[Any, ...], ...]
    hints: tuple[GovernanceHint, ...]
    report: AllianceReport
    as_of: date
    window_days: int
    synthetic: bool

    @property
    def frame(self) -> pd.DataFrame:
        """One row a figure, one column an alliance, in English."""
        return self.in_language("en")

    def in_language(self, language: Language) -> pd.DataFrame:
        """Return the frame: ``figure``, and a column for each alliance, named by it (and its id, where two have the same name)."""
        names = self.report.frame.set_index("id")["name"]
        own = [names[id_] for id_ in self.ids]
        columns = [name if own.count(name) == 1 else f"{name} {id_}" for name, id_ in zip(own, self.ids, strict=True)]
        rows = [
            [figure.in_language(language), *(_said(value, language) for value in values)]
            for figure, values in zip(FIGURES, self.figures, strict=True)
        ]
        return pd.DataFrame(rows, columns=["figure", *columns], dtype=object)


def compare_alliances(
    graph: nx.MultiDiGraph,
    which: Sequence[str],
    *,
    as_of: date | str | None = None,
    window_days: int = DORMANT_AFTER_DAYS,
) -> AllianceComparison:
    """Return the same figures of several live alliances, and how each might best be governed.

    Ties among members are projects, activities and links that two of them share, not the alliance itself. The mode of governance is a hint after Provan
    and Kenis, see `governance_hint`.

    Parameters
    ----------
    graph
        The whole stakeholder graph, from `build_graph` or from `read_graph` without a scope.
    which
        Ids, names, or parts of names that only one live alliance has: ``["金牛·什邡", "金牛·丹棱"]``.
    as_of
        Date of the analysis; the data's own where None.
    window_days
        Length of the window in days.

    Raises
    ------
    InputError
        If an alliance is not found or not the only one of its name, and as `alliances` does.

    Examples
    --------
    >>> graph = nx.MultiDiGraph(as_of=date(2022, 6, 30))
    >>> for alliance, members in (("金牛·什邡", "ab"), ("金牛·丹棱", "bcd")):
    ...     graph.add_node(alliance, labels=("Alliance",), name=alliance)
    ...     for member in members:
    ...         graph.add_node(member, labels=("PartyOrganization", "Stakeholder"), name=member)
    ...         _ = graph.add_edge(member, alliance, type="MEMBER_OF")
    >>> compare_alliances(graph, ["什邡", "丹棱"]).frame.iloc[[0, 3]].to_numpy().tolist()
    [['state', 'never awake', 'never awake'], ['members', 2, 3]]
    """
    report = alliances(graph, as_of=as_of, window_days=window_days)
    ids = tuple(dict.fromkeys(_find(report.frame, name) for name in which))
    if len(ids) < 2:  # noqa: PLR2004 -- a comparison has two sides
        msg = Bilingual(
            f"found {len(ids)} alliance to compare, expected two or more different ones: name another",
            f"要比较的联盟只有 {len(ids)} 个：至少应有两个不同的联盟，请再给出一个",
        )
        raise InputError(msg)
    ties = cobuilding(graph, as_of=report.as_of, channels=("project", "activity", "link")).simple_graph
    ratings = survey_ratings(graph, as_of=report.as_of)
    hints = []
    for id_ in ids:
        own = report.members[report.members["alliance"] == id_]
        leads = [member for member, roles in zip(own["member"], own["roles"], strict=True) if "lead" in roles]
        survey = None if ratings.empty else ratings
        hints.append(governance_hint(ties, members=own["member"].tolist(), leads=leads, survey=survey))
    columns = [_figures(report, ids, id_, hint) for id_, hint in zip(ids, hints, strict=True)]
    return AllianceComparison(
        ids, tuple(zip(*columns, strict=True)), tuple(hints), report, report.as_of, window_days, report.synthetic
    )


def _find(frame: pd.DataFrame, name: str) -> str:
    wanted = name.strip()
    for found in (
        frame.loc[frame["id"] == wanted, "id"],
        frame.loc[frame["name"] == wanted, "id"],
        frame.loc[[wanted in text for text in frame["name"]], "id"] if wanted else frame.loc[[], "id"],
    ):
        if len(found) == 1:
            return str(found.iloc[0])
        if len(found) > 1:
            msg = Bilingual(
                f"found {len(found)} alliances called {name!r}, expected one: give its id, of {', '.join(sorted(found)[:5])}",
                f"名称与 {name!r} 相符的联盟有 {len(found)} 个：请给出其中一个的编码，如 {'、'.join(sorted(found)[:5])}",
            )
            raise InputError(msg)
    some = sorted(frame["name"])[:5]
    expected = f"请给出编码或名称，例如 {'、'.join(some)}" if some else "数据中没有现行的联盟"
    msg = Bilingual(
        f"found no live alliance {name!r}, expected an id or a name, such as "
        f"{', '.join(some) or 'none: there is no live alliance'}",
        f"没有现行的联盟 {name!r}：{expected}",
    )
    raise InputError(msg)


def _figures(report: AllianceReport, ids: tuple[str, ...], id_: str, hint: GovernanceHint) -> tuple[Any, ...]:
    row = report.frame.set_index("id").loc[id_]
    members = report.members[report.members["alliance"] == id_]
    work = report.work[report.work["alliance"] == id_]
    others = report.members[report.members["alliance"].isin(set(ids) - {id_})]["member"]
    homes = members.set_index("member")["district_name"].to_dict()
    across = sum(len({homes[member] for member in who if homes[member] is not None}) > 1 for who in work["member_ids"])
    mode = None if hint.mode is None else Bilingual(hint.mode.replace("_", " "), MODES[hint.mode])
    why = [*hint.reasons, *hint.warnings]
    return (
        STATES[row["state"]],
        Bilingual(row["reason"], row["reason_zh"]),
        row["established_on"],
        int(row["members"]),
        row["leads"],
        sum("standing" in roles for roles in members["roles"]),
        int(row["districts"]),
        int(row["streets"]),
        int(row["projects"] + row["activities"]),
        int(row["before"]),
        int(row["joint_work"]),
        *(int((work["layer"] == layer.value).sum()) for layer in LAYERS),
        across,
        row["last"],
        int(row["active_members"]),
        int(row["only_sign"]),
        row["carried_by"],
        row["carried_share"],
        int(members["member"].isin(set(others)).sum()),
        hint.density,
        hint.centralization,
        hint.trust_percent,
        mode,
        Bilingual("; ".join(item.en for item in why), "；".join(item.zh for item in why)),
    )


def _said(value: Any, language: Language) -> Any:
    if isinstance(value, Bilingual):
        return value.in_language(language)
    return round(value, 3) if isinstance(value, float) else value
