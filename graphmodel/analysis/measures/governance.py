"""How an alliance might best be governed: Provan and Kenis' three modes, as a hint with its reasons."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

import networkx as nx
import numpy as np
import pandas as pd

from graphmodel.analysis.measures.arrays import as_network
from graphmodel.analysis.measures.centralization import degree_centralization
from graphmodel.analysis.measures.cohesion import density
from graphmodel.analysis.measures.partner import survey_scores
from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError

Mode: TypeAlias = Literal["shared", "lead_organization", "administrative_organization"]

MODES: dict[Mode, str] = {
    "shared": "成员共治",
    "lead_organization": "牵头单位主导",
    "administrative_organization": "专设机构协调",
}
"""The modes and their Chinese names."""


class Thresholds(NamedTuple):
    """Where "few", "dense" and so on begin; ours, except ``few``: Provan and Kenis speak of six to eight organizations."""

    few: int = 8
    dense: float = 0.5
    centralized: float = 0.5
    trusting: float = 60.0


@dataclass(frozen=True)
class GovernanceHint:
    """A mode that would fit, never a verdict.

    Attributes
    ----------
    mode : str or None
        ``shared``, ``lead_organization`` or ``administrative_organization``; None where there is too little to go by.
    reasons, warnings : tuple of Bilingual
        Why; and where the way it is run now does not fit.
    members : int
    density, centralization, top_share : float or None
        Of the ties among the members: share present, Freeman's degree centralization, share in which the member with the
        most partners takes part.
    top : Hashable or None
        That member.
    trust_percent : float or None
        Mean trust among the members; see `survey_scores`.
    """

    mode: Mode | None
    reasons: tuple[Bilingual, ...]
    warnings: tuple[Bilingual, ...]
    members: int
    density: float | None
    centralization: float | None
    top_share: float | None
    top: Hashable | None
    trust_percent: float | None


def governance_hint(
    graph: nx.Graph,
    *,
    members: Collection[Hashable] | None = None,
    leads: Collection[Hashable] = (),
    survey: pd.DataFrame | None = None,
    thresholds: Thresholds | None = None,
) -> GovernanceHint:
    """Return which mode of network governance would fit an alliance.

    Provan and Kenis [1]_ tie the modes to trust, number of participants, goal consensus and the need for competencies of the
    network itself. Goals and needs are in no table, so this looks at what is: *shared* governance wants few members who
    trust each other densely; a *lead organization* fits where ties hang on one; an *administrative organization* where
    many members are tied without hanging on one. Density of ties stands for density of trust where there is no survey.

    Parameters
    ----------
    graph
        Who builds with whom; directions and weights are ignored.
    members
        Of the alliance; all nodes where None. Who has no tie need not be in the graph.
    leads
        Members that lead the alliance now.
    survey
        Ratings of partners; see `survey_scores`. Ratings of and by others than members are left out.
    thresholds
        Where "few", "dense", "centralized" and "trusting" begin.

    Raises
    ------
    InputError
        If a lead is no member, or the survey cannot be used.

    References
    ----------
    .. [1] Provan, K. G., Kenis, P. (2008). Modes of network governance: structure, management, and effectiveness. Journal of
       Public Administration Research and Theory 18, 229-252.

    Examples
    --------
    >>> import networkx as nx
    >>> governance_hint(nx.star_graph(9)).mode, governance_hint(nx.complete_graph(5)).mode
    ('lead_organization', 'shared')
    """
    limits = thresholds or Thresholds()
    chosen = set(graph) if members is None else set(members)
    if not chosen.issuperset(leads):
        lead = next(lead for lead in leads if lead not in chosen)
        msg = Bilingual(
            f"found the lead {lead!r}, expected one of the members: correct leads or members",
            f"牵头单位 {lead!r} 不在成员之中：请改正 leads 或 members",
        )
        raise InputError(msg)
    part = nx.Graph(nx.Graph(graph).subgraph(chosen))
    part.add_nodes_from(sorted(chosen - set(part), key=str))
    network = as_network(part)
    trust = _trust(survey, chosen)
    if not network.size:
        reason = Bilingual("there is no tie among the members to go by", "成员之间没有共建联系,无从判断")
        return GovernanceHint(None, (reason,), (), len(chosen), density(network), None, None, None, trust)
    figures = _Figures(len(chosen), density(network) or 0.0, degree_centralization(network) or 0.0, trust)
    top = int(np.argmax(network.partners))
    mode, reasons = _mode(figures, limits)
    return GovernanceHint(
        mode=mode,
        reasons=reasons,
        warnings=_warnings(mode, figures, limits, leads=leads, top=network.nodes[top]),
        members=figures.members,
        density=figures.density,
        centralization=figures.centralization,
        top_share=float(network.partners[top]) / network.size,
        top=network.nodes[top],
        trust_percent=trust,
    )


class _Figures(NamedTuple):
    members: int
    density: float
    centralization: float
    trust: float | None


def _trust(survey: pd.DataFrame | None, members: set[Hashable]) -> float | None:
    if survey is None:
        return None
    scores = survey_scores(survey[survey["rater"].isin(members) & survey["rated"].isin(members)])
    mean = scores["trust_percent"].mean()
    return None if pd.isna(mean) else float(mean)


def _mode(found: _Figures, limits: Thresholds) -> tuple[Mode, tuple[Bilingual, ...]]:
    few, dense = found.members <= limits.few, _is_dense(found, limits)
    reasons = [
        Bilingual(
            f"{found.members} members ({'few' if few else 'many'})",
            f"成员 {found.members} 家({'不多' if few else '较多'})",
        ),
        _said_of_trust(found, limits),
    ]
    if few and dense:
        return "shared", tuple(reasons)
    hanging = found.centralization >= limits.centralized
    percent = f"{found.centralization:.0%}"
    reasons.append(
        Bilingual(
            f"ties {'hang' if hanging else 'do not hang'} on one member (centralization {percent})",
            f"联系{'集中于一家' if hanging else '不集中于一家'}(中心势 {percent})",
        )
    )
    # Too few for an office of their own, too loose to share: somebody has to take the lead.
    return ("lead_organization" if hanging or few else "administrative_organization"), tuple(reasons)


def _is_dense(found: _Figures, limits: Thresholds) -> bool:
    if found.trust is not None:
        return found.density >= limits.dense and found.trust >= limits.trusting
    return found.density >= limits.dense


def _said_of_trust(found: _Figures, limits: Thresholds) -> Bilingual:
    tied = found.density >= limits.dense
    english = f"ties among them are {'dense' if tied else 'not dense'} (density {found.density:.0%})"
    chinese = f"彼此联系{'紧密' if tied else '不够紧密'}(密度 {found.density:.0%})"
    if found.trust is None:
        return Bilingual(english, chinese)
    trusting = found.trust >= limits.trusting
    return Bilingual(
        f"{english}, {'and' if trusting == tied else 'but'} they {'trust' if trusting else 'do not trust'} each other "
        f"({found.trust:.0f} %)",
        f"{chinese},{'且' if trusting == tied else '但'}互信{'较高' if trusting else '不足'}(信任 {found.trust:.0f}%)",
    )


def _warnings(
    mode: Mode, found: _Figures, limits: Thresholds, *, leads: Collection[Hashable], top: Hashable
) -> tuple[Bilingual, ...]:
    said = []
    if mode == "shared" and found.centralization >= limits.centralized:
        said.append(Bilingual("shared governance would fit, yet ties hang on one member", "虽宜共治,但联系偏于一家"))
    if len(leads) > 1:
        said.append(Bilingual(f"{len(leads)} members lead at once", f"有 {len(leads)} 家牵头单位"))
    if mode != "shared" and not leads:
        said.append(Bilingual("nobody leads", "没有牵头单位"))
    if leads and top not in leads:
        said.append(Bilingual("the member with the most partners does not lead", "联系最多的成员不是牵头单位"))
    return tuple(said)
