"""Run the rules on a graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import date
from importlib.metadata import version

import networkx as nx

from graphmodel.errors import InputError
from graphmodel.gaps.catalogue import RULES, VERSION, choose
from graphmodel.gaps.facts import Facts
from graphmodel.gaps.ledger import unknown_figures
from graphmodel.gaps.parameters import resolve_parameters
from graphmodel.gaps.report import Finding, GapReport
from graphmodel.gaps.rule import Rule
from graphmodel.gaps.words import path_of, remedy_of
from graphmodel.graph import Snapshot, date_of, place_code
from graphmodel.graph.collector import collector_paused
from graphmodel.progress import Progress, silent
from graphmodel.schema import NODE_TABLES, Bilingual

_WORK = Bilingual("rules", "缺口规则")


def find_gaps(
    graph: nx.MultiDiGraph,
    *,
    as_of: date | str | None = None,
    scope: str | None = None,
    rules: Iterable[str] | None = None,
    parameters: Mapping[str, Mapping[str, float]] | None = None,
    own: Sequence[Rule] = (),
    progress: Progress = silent,
) -> GapReport:
    """Find the coverage gaps of a graph.

    Parameters
    ----------
    graph
        The whole stakeholder graph, from `build_graph` or `read_graph` without a scope.
    as_of
        The date of the run; the graph's own where None.
    scope
        A place, by its code or its name: only findings that lie in it or below are kept. They are computed on the whole graph.
    rules
        Ids of the rules to run; all where None.
    parameters
        Numbers by rule and name, as `load_parameters` gives them, in place of the defaults.
    own
        Rules of one's own, as `load_own_rules` gives them; they run after the others.
    progress
        Told of every rule.

    Returns
    -------
    GapReport
        The findings by rule and subject, with everything that was assumed.

    Raises
    ------
    InputError
        If there is no date, no such place or rule, a parameter is wrong, or the graph was read with a scope.

    Examples
    --------
    >>> from graphmodel.graph import About, Dataset, Records, build_graph
    >>> from graphmodel.schema import BY_NAME
    >>> firm = {"unit_id": ["E1"], "name": ["青松纺织"], "party_members": [4]}
    >>> data = Dataset(About(as_of=date(2024, 6, 30)), {"enterprises": Records(BY_NAME["enterprises"], firm)})
    >>> report = find_gaps(build_graph(data))
    >>> [(finding.rule, finding.subject) for finding in report.findings]
    [('unit-should-have-own-organization', 'E1')]
    >>> print(report.findings[0].remedy.zh)
    在青松纺织单独组建党组织：有党员4名，尚无党组织覆盖。
    """
    chosen = choose(rules, own)
    scope = place_code(graph, scope)
    facts = open_facts(graph, as_of=as_of, scope=scope, parameters=parameters, own=own)
    empty = empty_report(facts, chosen, scope=scope)
    findings: list[Finding] = []
    with collector_paused():
        for done, rule in enumerate(chosen):
            progress(_WORK, done, len(chosen))
            if rule.id not in empty.not_applicable:
                findings.extend(_findings(rule, facts, scope=scope, absent=empty.absent_tables))
    progress(_WORK, len(chosen), len(chosen))
    return replace(empty, findings=tuple(findings))


def empty_report(facts: Facts, rules: Sequence[Rule], *, scope: str | None = None) -> GapReport:
    """Return a report without findings: what is assumed, what does not apply, what to know."""
    about = facts.graph.graph
    return GapReport(
        findings=(),
        rules=tuple(rule.id for rule in rules),
        parameters=_used(facts, rules),
        as_of=facts.as_of,
        scope=scope,
        not_applicable={rule.id: rule.subjects.absence for rule in rules if not rule.subjects.exist(facts.snapshot)},
        absent_tables=tuple(about.get("absent_tables", ())),
        warnings=tuple(_warnings(facts, rules)),
        synthetic=bool(about.get("synthetic", False)),
        title=about.get("title"),
        sources=tuple(about.get("sources", ())),
        versions={"gongjian": version("gongjian"), "rules": VERSION},
        own=tuple(rule for rule in rules if rule.id not in RULES),
        scope_name=None if scope is None else facts.name(scope),
    )


def open_facts(
    graph: nx.MultiDiGraph,
    *,
    as_of: date | str | None,
    scope: str | None,
    parameters: Mapping[str, Mapping[str, float]] | None = None,
    own: Sequence[Rule] = (),
) -> Facts:
    """Return the facts of a graph at a date, after checking that date, scope and parameters can be used."""
    part = graph.graph.get("scope")
    if part is not None:
        msg = Bilingual(
            f"found a graph read for {part!r} only; gaps need the whole: read it without a scope and give scope={part!r}",
            f"读入的图只包括 {part!r}，而查找缺口需要全部数据：读图时不要限定范围，再给出 scope={part!r}",
        )
        raise InputError(msg)
    place_code(graph, scope)  # says that there is no such place
    day, numbers, shared = date_of(graph, as_of), resolve_parameters(parameters), _SHARED.get()
    if shared is None or parameters or own:
        return Facts(Snapshot(graph, day), {**numbers, **{rule.id: rule.defaults for rule in own}})
    # The facts keep their graph alive, so that no other can come to have its identity.
    return shared.setdefault((id(graph), day), Facts(Snapshot(graph, day), numbers))


_SHARED: ContextVar[dict[tuple[int, date], Facts] | None] = ContextVar("facts shared", default=None)


@contextmanager
def sharing_facts(shared: dict[tuple[int, date], Facts]) -> Iterator[None]:
    """Let everything asked of a graph within share what is worked out of it at a date; the graph must not change meanwhile.

    ``shared`` keeps it, for the next time.

    Examples
    --------
    >>> graph, shared = nx.MultiDiGraph(as_of=date(2024, 6, 30)), {}
    >>> with sharing_facts(shared):
    ...     open_facts(graph, as_of=None, scope=None) is open_facts(graph, as_of=None, scope=None)
    True
    >>> len(shared)
    1
    """
    token = _SHARED.set(shared)
    try:
        yield
    finally:
        _SHARED.reset(token)


def _used(facts: Facts, rules: Sequence[Rule]) -> dict[str, Mapping[str, float]]:
    """Return the numbers of the rules that ran, and of those whose numbers they borrow."""
    ids = {id_ for rule in rules for id_ in (rule.id, *rule.borrows)}
    return {id_: numbers for id_, numbers in facts.parameters.items() if id_ in ids}


def _findings(rule: Rule, facts: Facts, *, scope: str | None, absent: Sequence[str]) -> list[Finding]:
    missing = [table for table in rule.reads if table in absent]
    found = []
    for gap in rule.find(facts, facts.parameters.get(rule.id, {})):
        where = facts.scope(gap.subject) if gap.scope is None else gap.scope
        if scope is not None and scope not in where:
            continue
        name = facts.name(gap.subject) if gap.name is None else gap.name
        evidence = {**gap.evidence, "path": path_of(facts, where, gap.subject, name)}
        if missing:
            evidence["absent_tables"] = missing
        remedy = remedy_of(rule, facts, name, gap.evidence)
        found.append(Finding(rule.id, gap.subject, name, where, rule.severity, evidence, remedy))
    return sorted(found, key=lambda finding: finding.subject)


def _warnings(facts: Facts, rules: Sequence[Rule]) -> Iterator[Bilingual]:
    for about in facts.graph.graph.get("sources", {}).values():
        # What a source says of itself, such as which empty cells mean "not known".
        if about.get("note") and not about.get("synthetic"):
            yield Bilingual(about["note"], about["note"])
    if any(rule.id == "published-total-differs" for rule in rules):
        for figure in unknown_figures(facts):
            yield Bilingual(
                f"unknown figure {figure!r} among the published totals: not compared",
                f"公布数中有未知指标“{figure}”，未作核对",
            )
    if _before_all(facts):
        yield Bilingual(
            f"{facts.as_of} lies before every date in the data: nothing with a date has begun",
            f"{facts.as_of}早于数据中的所有日期：有日期的事项均尚未开始",
        )


def _before_all(facts: Facts) -> bool:
    begins = {table.label: table.begins for table in NODE_TABLES if table.begins is not None}
    dated = False
    for values in facts.data.values():
        for label in values["labels"]:
            value = values.get(begins[label]) if label in begins else None
            if value is not None:
                if value <= facts.as_of:
                    return False
                dated = True
    return dated
