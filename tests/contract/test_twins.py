"""Every rule and its twin say the same: findings from the graph in memory equal findings from inside Neo4j."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import neo4j
import networkx as nx
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, assume, given, settings

from graphmodel.cli import gongjian
from graphmodel.errors import InputError, QueryError
from graphmodel.gaps import RULES, Finding, GapReport, find_gaps
from graphmodel.gaps.in_database import find_gaps_in_database, report_of
from graphmodel.graph import About, Dataset, Records, build_graph
from graphmodel.progress import silent
from graphmodel.schema import BY_NAME, TABLES, Kind, Table
from graphmodel.store import Connection, open_session
from graphmodel.store.queries.parameters import default_value
from graphmodel.store.twins import run_in_transaction, run_twins, twins
from graphmodel.store.write import write_dataset, write_schema
from tests.database import create_graph
from tests.strategies import AS_OF, datasets, dense_dataset

TWINS = twins()
WITHOUT_TWIN = {"published-total-differs"}
DENSE, DRAWN, SIDE_BY_SIDE = 900, 100, 100
BATCHES = (DENSE + DRAWN) // SIDE_BY_SIDE
# These look at the whole dataset: side by side they are hardly ever met, so they are also run on one dataset at a time.
WHOLE = ("centres-not-exchanging", "compound-outside-15-minutes", "need-without-resource")
WHOLE_TABLES = ("places", "needs", "resources", "service_centres", "enterprises", "data_exchanges")


def test_every_rule_that_is_a_pattern_has_a_twin() -> None:
    assert TWINS.keys() == RULES.keys() - WITHOUT_TWIN


@pytest.mark.parametrize("rule", TWINS)
def test_a_twin_says_of_itself_what_its_rule_says(rule: str) -> None:
    query, declared = TWINS[rule], RULES[rule]
    assert query.title == declared.title
    definition = [re.sub(r"\{(\w+)\}", r"$\1", text) for text in declared.definition]
    assert list(query.description) == definition
    numbers = {name: value for id_ in (*declared.borrows, rule) for name, value in RULES[id_].defaults.items()}
    own = {
        parameter.name: default_value(parameter)
        for parameter in query.parameters
        if parameter.name not in ("as_of", "scope")
    }
    assert own == numbers
    assert [column.name for column in query.columns[:3]] == ["subject", "name", "lies_in"]


def side_by_side(datasets: Sequence[Dataset]) -> Dataset:
    """Return many datasets as one, each as alone in it as can be: ids, categories and the ground they stand on differ."""
    columns: dict[str, dict[str, list[Any]]] = {}
    for at, dataset in enumerate(datasets):
        for table in TABLES:
            records = dataset.records(table.name)
            # Published totals speak of the whole, which is not a part any more.
            if records is None or table.name == "published_totals":
                continue
            found = columns.setdefault(table.name, {})
            rows = max((len(values) for values in found.values()), default=0)
            for name in {*found, *records.columns}:
                values = [_moved(table, name, value, at) for value in records.column(name)]
                found.setdefault(name, [None] * rows).extend(values)
    return Dataset(About(as_of=AS_OF), {name: Records(BY_NAME[name], found) for name, found in columns.items()})


def _moved(table: Table, name: str, value: Any, at: int) -> Any:
    if value is None:
        return None
    column = table.by_name.get(name)
    if column is not None and (column.kind is Kind.REFERENCE or name == getattr(table, "key", None)):
        return f"{at}-{value}"
    if name == "category":
        return f"{value}{at}"
    return value - 254 + 3 * at if name == "longitude" else value


def drawn(count: int) -> list[Dataset]:
    """Return random datasets; they are compared together, so none of them can shrink."""
    found: list[Dataset] = []

    @given(dataset=datasets())
    @settings(
        max_examples=count,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    def collect(dataset: Dataset) -> None:
        found.append(dataset)

    collect()
    return found


def comparable(report: GapReport) -> dict[tuple[str, str], Finding]:
    """Return the findings by what they are; of several centres equally near either may be named."""
    found = {}
    for finding in report.findings:
        kept = finding
        if finding.rule == "compound-outside-15-minutes":
            evidence = {**finding.evidence, "nearest": finding.evidence["nearest"] is not None}
            kept = replace(finding, evidence=evidence, remedy=finding.remedy._replace(en="", zh=""))
        found[finding.rule, finding.subject] = kept
    assert len(found) == len(report.findings)
    return found


def assert_same(memory: GapReport, database: GapReport) -> None:
    ours, theirs = comparable(memory), comparable(database)
    assert sorted(ours.keys() ^ theirs.keys()) == []
    assert [key for key in ours if ours[key] != theirs[key]] == []
    assert {**replace(memory, findings=(), warnings=()).to_dict(), "counts": 0} == {
        **replace(database, findings=(), warnings=()).to_dict(),
        "counts": 0,
    }


def write(connection: Connection, dataset: Dataset) -> nx.MultiDiGraph:
    with open_session(connection) as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()
        write_schema(session)
        write_dataset(session, dataset)
    return build_graph(dataset)


@pytest.fixture(scope="module")
def seen() -> Iterator[dict[int, set[str]]]:
    """Gather the rules that had a finding in each batch: one that never has any would be compared in vain."""
    found: dict[int, set[str]] = {}
    yield found
    if len(found) == BATCHES:
        assert set().union(*found.values()) >= TWINS.keys() - set(WHOLE)


@pytest.mark.neo4j
@pytest.mark.parametrize("batch", range(BATCHES))
def test_twins_find_what_the_rules_find(neo4j_server: Connection, seen: dict[int, set[str]], batch: int) -> None:
    first = batch * SIDE_BY_SIDE
    dense = [dense_dataset(seed) for seed in range(first, first + SIDE_BY_SIDE)] if first < DENSE else []
    graph = write(neo4j_server, side_by_side(dense or drawn(SIDE_BY_SIDE)))
    memory = find_gaps(graph, rules=TWINS)
    database = find_gaps_in_database(neo4j_server)
    assert_same(memory, database)
    assert [warning.en.split()[0] for warning in database.warnings[len(memory.warnings) :]] == sorted(WITHOUT_TWIN)
    seen[batch] = {finding.rule for finding in memory.findings}


def create(transaction: neo4j.Transaction, graph: nx.MultiDiGraph) -> None:
    transaction.run(
        "CREATE (l:Load {source: 'dataset', complete: true}) SET l += $about",
        about={name: graph.graph["sources"]["dataset"][name] for name in ("title", "as_of", "synthetic", "load")}
        | {"tables": list(graph.graph["sources"]["dataset"]["tables"])},
    ).consume()
    create_graph(transaction, graph)


@pytest.fixture
def alone(neo4j_server: Connection) -> Iterator[Callable[[Dataset], tuple[GapReport, GapReport]]]:
    """Return a function that gives the reports of both sides on one dataset, and leaves nothing in the database."""
    write(neo4j_server, Dataset(About(as_of=AS_OF), {}))
    with open_session(neo4j_server) as session:
        session.run("MATCH (n) DETACH DELETE n").consume()

        def compare(dataset: Dataset, rules: Sequence[str] = tuple(TWINS), **options: Any) -> Any:
            graph = build_graph(dataset)
            with session.begin_transaction() as transaction:
                create(transaction, graph)
                scope, as_of = options.get("scope"), options.get("as_of")
                parameters = options.get("parameters", {})
                numbers = {rule: parameters.get(rule, {}) for rule in rules}
                # The driver types a transaction that rolls back apart from a managed one; both run queries alike.
                managed = cast("neo4j.ManagedTransaction", transaction)
                result = run_in_transaction(managed, numbers, as_of, scope, silent)
                transaction.rollback()
            return find_gaps(graph, rules=rules, **options), report_of(result, scope=scope, parameters=parameters)

        yield compare


@pytest.mark.neo4j
@given(dataset=datasets(only=WHOLE_TABLES))
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_rules_on_the_whole_agree_on_one_dataset_at_a_time(alone: Any, dataset: Dataset) -> None:
    # An empty database is told apart; see below.
    assume(len(dataset))
    assert_same(*alone(dataset, WHOLE))


@pytest.mark.neo4j
@pytest.mark.parametrize("seed", range(2000, 2003))
def test_twins_agree_on_any_place_date_and_numbers(alone: Any, seed: int) -> None:
    dataset = dense_dataset(seed)
    places = [*dataset.tables["places"].column("place_id")]
    assert_same(*alone(dataset, scope=places[seed % len(places)]))
    assert_same(*alone(dataset, as_of=AS_OF - timedelta(days=100)))
    numbers = {
        rule: {name: value + 1 for name, value in RULES[rule].defaults.items()}
        for rule in TWINS
        if RULES[rule].defaults
    }
    # A rule that borrows a number is given it as its own.
    memory, database = alone(dataset, [rule for rule in TWINS if not RULES[rule].borrows], parameters=numbers)
    assert_same(memory, database)


@pytest.mark.neo4j
def test_the_smallest_id_of_a_cycle_is_so_by_code_point(alone: Any) -> None:
    # U+20BB7 comes after U+FF5A, though its first UTF-16 unit comes before.
    organizations = {
        "org_id": ["𠮷", "ｚ"],
        "name": ["a", "b"],
        "kind": ["branch", "branch"],
        "parent_org_id": ["ｚ", "𠮷"],
    }
    dataset = Dataset(
        About(as_of=AS_OF), {"party_organizations": Records(BY_NAME["party_organizations"], organizations)}
    )
    memory, database = alone(dataset, ["reporting-cycle"])
    assert [finding.subject for finding in memory.findings] == ["ｚ"]
    assert_same(memory, database)


@pytest.mark.neo4j
def test_what_cannot_be_run_is_said_in_one_line(neo4j_server: Connection) -> None:
    write(neo4j_server, dense_dataset(1))
    with pytest.raises(InputError, match="no twin of the rule published-total-differs"):
        find_gaps_in_database(neo4j_server, rules=["published-total-differs"])
    with pytest.raises(InputError, match="no place with the code or name 'nowhere'"):
        find_gaps_in_database(neo4j_server, rules=["term-expired"], scope="nowhere")
    with pytest.raises(InputError, match="found as_of='soon', expected a date"):
        find_gaps_in_database(neo4j_server, rules=["term-expired"], as_of="soon")
    with pytest.raises(QueryError, match="which the query term-expired does not have"):
        run_twins(neo4j_server, {"term-expired": {"days": 3}})
    with open_session(neo4j_server) as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
    with pytest.raises(InputError, match="no data in the database"):
        find_gaps_in_database(neo4j_server)


@pytest.mark.neo4j
def test_the_command_reports_the_same_from_inside_the_database(neo4j_server: Connection) -> None:
    write(neo4j_server, dense_dataset(1))
    arguments = ["gaps", "--rule", "term-expired", "--rule", "alliance-dormant", "--format", "json"]
    memory, database = (CliRunner().invoke(gongjian, [*arguments, *more]) for more in ([], ["--in-database"]))
    assert memory.exit_code == database.exit_code == 0
    assert json.loads(database.stdout) == json.loads(memory.stdout)
    assert json.loads(database.stdout)["findings"]


@pytest.mark.parametrize("options", [["--from", "tables"], ["--summary"], ["--format", "xlsx", "-o", "gaps.xlsx"]])
def test_the_command_refuses_what_needs_the_graph_in_memory(options: list[str]) -> None:
    with pytest.raises(InputError, match="found --in-database together with"):
        CliRunner().invoke(gongjian, ["gaps", "--in-database", *options], standalone_mode=False, catch_exceptions=False)
