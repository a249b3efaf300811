"""The gaps of many places, one after the other or side by side in several processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeAlias

import networkx as nx

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.gaps.catalogue import choose
from graphmodel.gaps.find import empty_report, find_gaps, open_facts
from graphmodel.gaps.parts import Parts
from graphmodel.gaps.report import Finding, GapReport
from graphmodel.gaps.rule import Rule
from graphmodel.graph import place_code, subtree
from graphmodel.progress import Progress, silent

_WORK = Bilingual("places", "各地")

EACH_LEVELS = ("district", "street", "community")
"""Levels of places for which gaps are found one by one."""


def find_gaps_each(  # noqa: PLR0913 -- the run and where it runs, all by name
    graph: nx.MultiDiGraph,
    *,
    level: str = "district",
    as_of: date | str | None = None,
    scope: str | None = None,
    rules: Iterable[str] | None = None,
    parameters: Mapping[str, Mapping[str, float]] | None = None,
    own: Sequence[Rule] = (),
    jobs: int = 1,
    backend: str = "loky",
    progress: Progress = silent,
) -> Iterator[GapReport]:
    """Find the gaps of each place of a level, and yield a report for one after the other.

    Each report is that of `graphmodel.gaps.find_gaps` with the place as its scope. One process runs the rules once, on the whole.
    Several are each given only the part of the graph on which the gaps of a place rest, so a city is a stream of districts: on the
    cores of this machine, or on a cluster.

    Parameters
    ----------
    graph
        The whole stakeholder graph.
    level
        ``district``, ``street`` or ``community``.
    as_of, rules, parameters, own
        As for `graphmodel.gaps.find_gaps`; rules of one's own run in this process only.
    scope
        Only places in this one.
    jobs
        How many processes; -1 for one a core.
    backend
        Of joblib, by name: ``loky`` (processes), ``threading``, or one that is registered with joblib, such as ``dask`` or ``spark``.
    progress
        Told of every place.

    Raises
    ------
    InputError
        As for `graphmodel.gaps.find_gaps`; or if there is no such level, no place of it, no such backend or ``jobs`` is 0.

    References
    ----------
    https://joblib.readthedocs.io/en/stable/generated/joblib.parallel_config.html

    Examples
    --------
    >>> from graphmodel.graph import About, Dataset, Records, build_graph
    >>> from graphmodel.schema import BY_NAME
    >>> places = {"place_id": ["510106", "510107"], "name": ["金牛区", "武侯区"], "level": ["district"] * 2}
    >>> firms = {"unit_id": ["E1", "E2"], "name": ["甲", "乙"], "place_id": ["510106", "510107"], "party_members": [4, 0]}
    >>> tables = {"places": places, "enterprises": firms}
    >>> data = Dataset(About(as_of=date(2024, 6, 30)), {k: Records(BY_NAME[k], v) for k, v in tables.items()})
    >>> for report in find_gaps_each(build_graph(data)):
    ...     print(report.scope, [(finding.rule, finding.subject) for finding in report.findings])
    510106 [('unit-should-have-own-organization', 'E1')]
    510107 [('unit-without-work-coverage', 'E2')]
    """
    chosen = choose(rules, own)
    scope = place_code(graph, scope)
    facts = open_facts(graph, as_of=as_of, scope=scope, parameters=parameters, own=own)
    places = _places(graph, level, scope)
    frame = empty_report(facts, chosen)
    ids = [rule.id for rule in chosen if rule.id not in frame.not_applicable]
    request = (facts.as_of, ids, parameters)
    alone = jobs == 1 and backend == "loky"
    if own and not alone:
        msg = Bilingual(
            "found rules of one's own together with jobs, which see a part of the data only; expected one of the two",
            "自定义规则与并行（jobs）不能同用，因为并行时每个进程只看到部分数据：请只用其中一项",
        )
        raise InputError(msg)
    found = (
        _in_one_pass(graph, places, request, own) if alone else _run(graph, places, request, jobs=jobs, backend=backend)
    )
    names = {place: str(graph.nodes[place].get("name") or place) for place in places}
    return _reports(frame, names, found, progress)


_Request: TypeAlias = tuple[date, list[str], Mapping[str, Mapping[str, float]] | None]


def _places(graph: nx.MultiDiGraph, level: str, scope: str | None) -> list[str]:
    if level not in EACH_LEVELS:
        msg = Bilingual(
            f"found the level {level!r}, expected one of {', '.join(EACH_LEVELS)}",
            f"层级 {level!r} 不可用：应为 {'、'.join(EACH_LEVELS)} 之一",
        )
        raise InputError(msg)
    inside = None if scope is None else subtree(graph, scope)
    places = sorted(
        node
        for node, own in graph.nodes.data("level")
        if own == level and "Place" in graph.nodes[node]["labels"] and (inside is None or node in inside)
    )
    if not places:
        inside_scope = Bilingual("", "数据中") if scope is None else Bilingual(f" in {scope!r}", f"{scope!r} 内")
        msg = Bilingual(
            f"found no place of the level {level!r}{inside_scope.en}: choose another level",
            f"{inside_scope.zh}没有层级为 {level!r} 的地点：请选择其他层级",
        )
        raise InputError(msg)
    return places


def _reports(
    frame: GapReport, places: Mapping[str, str], found: Iterable[tuple[Finding, ...]], progress: Progress
) -> Iterator[GapReport]:
    progress(_WORK, 0, len(places))
    for done, (place, findings) in enumerate(zip(places, found, strict=True), 1):
        progress(_WORK, done, len(places))
        yield replace(frame, findings=findings, scope=place, scope_name=places[place])


def _in_one_pass(
    graph: nx.MultiDiGraph, places: list[str], request: _Request, own: Sequence[Rule]
) -> Iterable[tuple[Finding, ...]]:
    """Yield the findings of each place from one run on the whole: in one process nothing is quicker."""
    as_of, rules, parameters = request
    by_place: dict[str, list[Finding]] = {place: [] for place in places}
    for finding in find_gaps(graph, as_of=as_of, rules=rules, parameters=parameters, own=own).findings:
        for place in finding.scope:
            if place in by_place:
                by_place[place].append(finding)
    return (tuple(findings) for findings in by_place.values())


def _run(
    graph: nx.MultiDiGraph,
    places: list[str],
    request: _Request,
    *,
    jobs: int,
    backend: str,
) -> Iterable[tuple[Finding, ...]]:
    import joblib  # noqa: PLC0415 -- only a stream of places needs it

    if not jobs:
        msg = Bilingual(
            "found 0 jobs, expected a number of processes from 1, or -1 for one a core",
            "jobs 为 0：应为不小于 1 的进程数，或 -1（每个处理器核心一个进程）",
        )
        raise InputError(msg)
    parts = Parts(graph)
    # A part is cut when a process is free for it, so only a few exist at a time.
    tasks = (joblib.delayed(_find)(parts.of(place), place, *request) for place in places)
    try:
        with joblib.parallel_config(backend=backend, n_jobs=jobs):
            found: Iterable[tuple[Finding, ...]] = joblib.Parallel(return_as="generator")(tasks)
    except (ValueError, ImportError) as error:
        msg = Bilingual(
            f"found no backend {backend!r} that joblib can use ({error}): try loky or threading",
            f"joblib 没有可用的后端 {backend!r}（{error}）：请改用 loky 或 threading",
        )
        raise InputError(msg) from error
    return found


def _find(
    part: nx.MultiDiGraph,
    place: str,
    as_of: date,
    rules: list[str],
    parameters: Mapping[str, Mapping[str, float]] | None,
) -> tuple[Finding, ...]:
    return find_gaps(part, as_of=as_of, scope=place, rules=rules, parameters=parameters).findings
