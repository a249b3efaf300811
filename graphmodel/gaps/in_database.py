"""The rules by their twins: findings computed inside Neo4j, where the graph outgrows memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from graphmodel.errors import InputError
from graphmodel.gaps.catalogue import RULES, choose
from graphmodel.gaps.facts import Facts
from graphmodel.gaps.find import find_gaps, open_facts
from graphmodel.gaps.parameters import Parameters, resolve_parameters
from graphmodel.gaps.report import Finding, GapReport
from graphmodel.gaps.rule import Rule
from graphmodel.gaps.words import path_of, remedy_of
from graphmodel.progress import Progress, silent
from graphmodel.schema import Bilingual
from graphmodel.store import Connection
from graphmodel.store.places import place_in_transaction
from graphmodel.store.session import open_session
from graphmodel.store.twins import Row, TwinResult, run_twins, twins

_BESIDE_EVIDENCE = frozenset({"subject", "name", "lies_in", "scope"})
# A rule says of these that they are not known; of all others it is silent.
_SAID_UNKNOWN = frozenset({"category", "nearest"})


def find_gaps_in_database(
    connection: Connection,
    *,
    as_of: date | str | None = None,
    scope: str | None = None,
    rules: Iterable[str] | None = None,
    parameters: Mapping[str, Mapping[str, float]] | None = None,
    progress: Progress = silent,
) -> GapReport:
    """Find coverage gaps by the twins of the rules, inside the database.

    The findings are those of `graphmodel.gaps.find_gaps` on the graph read back; only what was found, and where it lies,
    leaves the database.

    Parameters
    ----------
    connection
        See `graphmodel.store.connection_settings`.
    as_of, scope, parameters
        As for `graphmodel.gaps.find_gaps`.
    rules
        Ids of the rules to run; all that have a twin where None. A warning names those that have none.
    progress
        Told of every rule.

    Raises
    ------
    InputError
        If there is no date, no data, no such place or rule, a parameter is wrong, or a rule asked for has no twin.
    StoreError
        If the server cannot be reached, or the last load of a source broke off.
    """
    scope = None if scope is None else place_in_database(connection, scope)
    chosen = choose(rules)
    without = [rule.id for rule in chosen if rule.id not in twins()]
    if rules is not None and without:
        msg = Bilingual(
            f"found no twin of the rule {without[0]} in the query book: run it without --in-database",
            f"查询手册中没有与规则 {without[0]} 等价的查询：请不加 --in-database 运行",
        )
        raise InputError(msg)
    numbers = resolve_parameters(parameters)
    run = [rule for rule in chosen if rule.id in twins()]
    asked = {rule.id: _numbers(rule, numbers) for rule in run}
    result = run_twins(connection, asked, as_of=as_of, scope=scope, progress=progress)
    report = report_of(result, scope=scope, parameters=parameters)
    return replace(report, warnings=(*report.warnings, *map(_untwinned, without)))


def place_in_database(connection: Connection, text: str) -> str:
    """Return the code of the place in the database that a text names, by its code or name; see `graphmodel.graph.place_named`."""
    with open_session(connection) as session:
        return session.execute_read(place_in_transaction, text)


def report_of(
    result: TwinResult, *, scope: str | None = None, parameters: Mapping[str, Mapping[str, float]] | None = None
) -> GapReport:
    """Return the report of what the twins gave, as `graphmodel.gaps.find_gaps` would have made it."""
    graph = result.surroundings
    facts = open_facts(graph, as_of=None, scope=scope, parameters=parameters)
    chosen = [rule for rule in RULES.values() if rule.id in result.rows]
    used = {id_ for rule in chosen for id_ in (rule.id, *rule.borrows)}
    applicable = [rule for rule in chosen if rule.subjects.exist(facts.snapshot)]
    return replace(
        find_gaps(graph, scope=scope, rules=()),
        findings=tuple(finding for rule in applicable for finding in _findings(rule, facts, result.rows[rule.id])),
        rules=tuple(rule.id for rule in chosen),
        parameters={id_: numbers for id_, numbers in facts.parameters.items() if id_ in used},
        not_applicable={rule.id: rule.subjects.absence for rule in chosen if rule not in applicable},
    )


def _numbers(rule: Rule, numbers: Parameters) -> dict[str, float]:
    return {name: value for id_ in (*rule.borrows, rule.id) for name, value in numbers.get(id_, {}).items()}


def _untwinned(rule: str) -> Bilingual:
    return Bilingual(
        f"{rule} cannot be run inside the database and was left out", f"{rule} 无法在数据库内运行，未作检查"
    )


def _findings(rule: Rule, facts: Facts, rows: Iterable[Row]) -> list[Finding]:
    absent = facts.graph.graph["absent_tables"]
    missing = [table for table in rule.reads if table in absent]
    found = []
    for given in rows:
        row = _by_code_point(facts, given) if rule.id == "reporting-cycle" else given
        evidence = _evidence(rule, row)
        scope = _scope(facts, row)
        more = {"absent_tables": missing} if missing else {}
        path = path_of(facts, scope, row["subject"], row["name"])
        remedy = remedy_of(rule, facts, row["name"], evidence)
        evidence = {**evidence, "path": path, **more}
        found.append(Finding(rule.id, row["subject"], row["name"], scope, rule.severity, evidence, remedy))
    return sorted(found, key=lambda finding: finding.subject)


def _by_code_point(facts: Facts, row: Row) -> Row:
    """Begin a cycle with its smallest id by code point: Neo4j compares text by UTF-16 unit."""
    cycle = row["cycle"]
    first = cycle.index(min(cycle))
    return {**row, "subject": cycle[first], "name": facts.name(cycle[first]), "cycle": cycle[first:] + cycle[:first]}


def _scope(facts: Facts, row: Row) -> tuple[str, ...]:
    """Return the places above a subject: its own, or of a subject that is no node what the row says."""
    if "scope" in row:
        return tuple(row["scope"])
    return facts.scope(row["subject"] if row["subject"] in facts.data else row["alliance"])


def _evidence(rule: Rule, row: Row) -> dict[str, Any]:
    values = {name: _plain(value) for name, value in row.items() if name not in _BESIDE_EVIDENCE}
    known = {name: value for name, value in values.items() if value is not None or name in _SAID_UNKNOWN}
    return _RESHAPED.get(rule.id, dict)(known)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _by_step(evidence: dict[str, Any]) -> dict[str, Any]:
    dates: Iterator[tuple[str, str | None]] = zip(evidence["steps"], evidence["last_met_on"], strict=True)
    return {**evidence, "last_met_on": {step: last for step, last in dates if last is not None}}


# A table has no maps: where the evidence is one, its row holds lists.
_RESHAPED: Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]] = MappingProxyType({"cadence-overdue": _by_step})
