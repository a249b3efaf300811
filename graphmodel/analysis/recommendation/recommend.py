"""Which links to build next, with reasons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

import networkx as nx

from graphmodel.analysis.provenance import require_whole
from graphmodel.analysis.recommendation.candidates import Terms
from graphmodel.analysis.recommendation.gains import CLOSABLE
from graphmodel.analysis.recommendation.groundwork import Groundwork
from graphmodel.analysis.recommendation.result import LinkRecommendations
from graphmodel.analysis.recommendation.search import Search, diverse
from graphmodel.analysis.recommendation.stakeholders import row_named
from graphmodel.bilingual import NOTHING, Bilingual
from graphmodel.errors import InputError
from graphmodel.gaps.catalogue import RULES, unknown_rule
from graphmodel.gaps.find import open_facts
from graphmodel.gaps.report import Finding
from graphmodel.graph import place_code, subtree
from graphmodel.progress import Progress, silent

_WORK = Bilingual("recommendations", "建议共建")

COUNT = 20
"""Recommendations given unless another number is asked for."""
EACH = 2
"""In how many of them one organization appears at most, unless another number is asked for."""


def recommend_links(  # noqa: PLR0913 -- every term of the question by its name
    graph: nx.MultiDiGraph,
    *,
    for_: str | None = None,
    closes: str | None = None,
    scope: str | None = None,
    as_of: date | str | None = None,
    count: int = COUNT,
    each: int = EACH,
    findings: Iterable[Finding] | None = None,
    groundwork: Groundwork | None = None,
    progress: Progress = silent,
) -> LinkRecommendations:
    """Recommend links between stakeholders that do not build together yet, with reasons.

    Two are linked where they share a project, an activity, an alliance or an agreement (the usual channels of `cobuilding`). Into question
    come pairs that have a common partner, lie in one community and are active there, could serve each other's needs, or would close
    a gap; never whoever is gone, closed or a shell at the date, an organization and its own unit, or its superior.

    The score of a pair is 100 × chance × worth. The **chance** is learnt from the graph's own history alone: which pairs came to build together after
    some days, given what was known by those days (see `fit`). The **worth** is 1, plus what the gaps weigh that the link would close (a high one
    1, others as in the priority of gaps), plus 1 where one has an open need that a free resource of the other could serve within the district.
    Of the order by score, no organization, with the unit it belongs to, is taken more than ``each`` times, the one asked for apart; nor
    is one gap, as long as others are left.

    Parameters
    ----------
    graph
        The whole stakeholder graph, from `build_graph` or from `read_graph` without a scope.
    for_
        Id of a stakeholder, or its name where only one has it: only links of this one.
    closes
        Id of a rule: only links that would close one of its gaps, or a part. For the rules of alliances, members who are tied by their alliance
        only, and have never done anything together, come into question too.
    scope
        A place, by its code or its name: only pairs of which one lies in it or below.
    as_of
        Date of the analysis; the data's own where None. Nothing dated later is looked at.
    count
        How many at most.
    each
        In how many of them one organization appears at most.
    findings
        As `find_gaps` gives them for this graph and date; worked out where None.
    groundwork
        As an earlier answer for this graph and date has it, with its findings; laid where None.
    progress
        Told how far the work is.

    Raises
    ------
    InputError
        If the graph was read with a scope, the date is unknown, there is no such stakeholder, rule or place, the stakeholder is gone, or no
        link closes gaps of the rule.

    Examples
    --------
    >>> graph = nx.MultiDiGraph(as_of=date(2022, 6, 30))
    >>> for name in "abc":
    ...     graph.add_node(name, labels=("Enterprise", "Stakeholder", "Unit"), name=name)
    >>> for project, pair in (("p", "ab"), ("q", "bc")):
    ...     graph.add_node(project, labels=("Project",), status="done", started_on=date(2022, 3, 1))
    ...     for name in pair:
    ...         _ = graph.add_edge(name, project, type="TOOK_PART_IN")
    >>> found = recommend_links(graph)
    >>> found.frame[["a", "b", "common"]].to_numpy().tolist()
    [['a', 'c', 1]]
    >>> found.recommendations[0].reasons[0].en
    '1 common partner: b'
    """
    _check(graph, closes, count, each)
    facts = open_facts(graph, as_of=as_of, scope=None)
    snapshot = facts.snapshot
    scope = place_code(graph, scope)
    inside = None if scope is None else subtree(graph, scope)
    progress(_WORK, 0, 3)
    groundwork = Groundwork(facts, findings) if groundwork is None else groundwork
    people = groundwork.people
    row = None if for_ is None else row_named(people, for_)
    _ = groundwork.findings
    progress(_WORK, 1, 3)
    found = Search(groundwork, Terms(people.within(inside), row), closes)
    progress(_WORK, 2, 3)
    chosen = diverse(found, count, each, row)
    items = tuple(found.recommendation(position) for position in chosen)
    progress(_WORK, 3, 3)
    shown = sorted({node for item in items for node in (item.a, item.b)})
    places = {node: people.place[people.position[node]] for node in shown}
    names = {node: str(graph.nodes[node].get("name", node)) for node in (*shown, *places.values()) if node is not None}
    return LinkRecommendations(
        recommendations=items,
        names=names,
        places=places,
        candidates=len(found.keys),
        learnt_from=found.model.learnt_from,
        weights=found.model.by_term,
        for_=None if row is None else people.id_of(row),
        closes=closes,
        scope=scope,
        as_of=snapshot.as_of,
        count=count,
        each=each,
        synthetic=bool(graph.graph.get("synthetic", False)),
        groundwork=groundwork,
    )


def _check(graph: nx.MultiDiGraph, closes: str | None, count: int, each: int) -> None:
    require_whole(graph, "recommendations")
    for name, value in (("count", count), ("each", each)):
        if value < 1:
            msg = Bilingual(
                f"found {name} = {value}, expected at least 1",
                f"{name} = {value}：至少为 1",
            )
            raise InputError(msg)
    if closes is None or closes in CLOSABLE:
        return
    if closes not in RULES:
        raise InputError(unknown_rule(closes))
    near = get_close_matches(closes, CLOSABLE, n=1, cutoff=0.5)
    hint = Bilingual(f" (did you mean {near[0]}?)", f"（是否指 {near[0]}？）") if near else NOTHING
    msg = Bilingual(
        f"found the rule {closes!r}, whose gaps no link between two closes{hint.en}; expected one of {', '.join(CLOSABLE)}",
        f"规则 {closes!r} 的缺口不能靠两方共建补齐{hint.zh}：应为 {'、'.join(CLOSABLE)} 之一",
    )
    raise InputError(msg)
