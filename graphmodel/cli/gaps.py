"""``gongjian gaps``: coverage gaps by rule, or by place with the coverage rates."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphmodel.cli import suggestions
from graphmodel.cli.console import note, progress_shown
from graphmodel.cli.official_table import write_official_table
from graphmodel.cli.options import language_option, output_options
from graphmodel.cli.source import open_graph, place_code, source_options
from graphmodel.cli.totals import write_totals
from graphmodel.errors import InputError
from graphmodel.progress import Progress
from graphmodel.schema import Bilingual, Language
from graphmodel.schema.enumerations import LEVELS

if TYPE_CHECKING:
    from datetime import date

    import networkx as nx

    from graphmodel.gaps import GapReport, GapSummary, Rule
    from graphmodel.gaps.acknowledgement import AcknowledgedReport
    from graphmodel.gaps.parameters import Parameters
    from graphmodel.gaps.priority import GapPriority
    from graphmodel.gaps.ranking import Ranking

_NEXT = Bilingual(
    "next: -o gaps.xlsx for the list with remedies · --top 20 for what comes first · --summary for rates by place · "
    "--explain RULE · --scope PLACE",
    "下一步：-o gaps.xlsx 导出清单与补齐办法 · --top 20 看优先次序 · --summary 看各地覆盖率 · --explain 规则 · --scope 地点编码",
)


@click.command("gaps")
@source_options
@click.option(
    "--rule",
    "rules",
    multiple=True,
    metavar="RULE",
    shell_complete=suggestions.rules,
    help="Only this rule (its id or title). May be repeated.",
)
@click.option(
    "--rules",
    "rules_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A rules.toml with other numbers, or with rules of your own.",
)
@click.option("--in-database", is_flag=True, help="Run the rules inside Neo4j, where the graph outgrows memory.")
@click.option("--summary", is_flag=True, help="Counts and coverage rates by place instead of the findings.")
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="The N gaps to close first, and who can.")
@click.option(
    "--for", "party", metavar="ID", help="What this organization, unit or place can close, first things first."
)
@click.option(
    "--official-table",
    is_flag=True,
    help="The table 社会组织法人单位建立党的基层组织情况 of the place instead of the findings.",
)
@click.option(
    "--totals", is_flag=True, help="Every published figure beside what the data give, instead of the findings."
)
@click.option("--cell", metavar="ROW[:COLUMN]", help="The units behind this cell of the official table.")
@click.option("--rank", metavar="RATE", help="Rank places by a coverage rate; which differences are within chance.")
@click.option(
    "--level",
    type=click.Choice([level.value for level in LEVELS]),
    default="street",
    show_default=True,
    help="Level of the places that --rank ranks.",
)
@click.option(
    "--each",
    type=click.Choice(["district", "street", "community"]),
    help="Place by place: a report for each place of this level.",
)
@click.option(
    "--jobs", type=int, default=1, show_default=True, help="With --each: so many processes at a time; -1: one a core."
)
@click.option(
    "--backend",
    default="loky",
    show_default=True,
    metavar="NAME",
    help="With --each: where they run, by joblib's name: loky, threading, dask, spark …",
)
@click.option("--list", "list_rules", is_flag=True, help="List the rules and stop.")
@click.option(
    "--explain", metavar="RULE", shell_complete=suggestions.rules, help="Explain one rule (its id or title) and stop."
)
@language_option
@output_options("text", "csv", "json", "jsonl", "xlsx")
def command(
    from_paths: tuple[str, ...],
    scope: str | None,
    as_of: date | None,
    rules: tuple[str, ...],
    rules_file: Path | None,
    *,
    in_database: bool,
    summary: bool,
    top: int | None,
    party: str | None,
    official_table: bool,
    totals: bool,
    cell: str | None,
    rank: str | None,
    level: str,
    each: str | None,
    jobs: int,
    backend: str,
    list_rules: bool,
    explain: str | None,
    language: Language,
    format_: str | None,
    output: Path | None,
) -> None:
    """Find coverage gaps: what is missing, where, how grave, and what closes it.

    \b
    gongjian gaps
    gongjian gaps --from tables/ --scope 510106024 -o gaps.xlsx
    gongjian gaps --rule alliance-dormant --rules rules.toml
    gongjian gaps --top 20 --for 510106024
    gongjian gaps --summary
    gongjian gaps --rank organization_coverage
    gongjian gaps --official-table --cell none_should
    gongjian gaps --each street -o streets.xlsx
    gongjian gaps --explain cadence-overdue --lang en
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from graphmodel.cli.output import choose_format  # noqa: PLC0415 -- `--help` should not wait for pandas
    from graphmodel.gaps import find_gaps, load_parameters  # noqa: PLC0415 -- likewise
    from graphmodel.gaps.catalogue import choose  # noqa: PLC0415 -- likewise
    from graphmodel.gaps.summary import summarize  # noqa: PLC0415 -- likewise

    # What is wrong with the arguments is told before a graph is read for them.
    parameters = {} if rules_file is None else load_parameters(rules_file)
    own = _own_rules(rules_file)
    asked_for = choose([explain] if explain else rules or None, own)
    chosen = [rule.id for rule in asked_for]
    weights = _weights(rules_file)
    opened = None if cell is None else _cell(cell)
    if explain:
        click.echo(_explanation(asked_for[0], language, parameters))
        return
    if list_rules:
        _write_rules(asked_for, language, format_, output)
        return
    official_table = official_table or cell is not None
    elsewhere = {
        "--summary": summary,
        "--top": top,
        "--for": party,
        "--rank": rank,
        "--official-table": official_table,
        "--totals": totals,
    }
    _check_each(each, {**elsewhere, "--in-database": in_database})
    if in_database:
        twinless = [
            Bilingual(f"the rule {rule.id}, which has no twin", f"没有数据库内写法的规则 {rule.id}")
            for rule in own
            if rules and rule.id in chosen
        ]
        unlike = [option for option, asked in {"--from": from_paths, **elsewhere}.items() if asked]
        _check_in_database([*unlike, *twinless], format_=choose_format(format_, output))
        if own and not rules:
            names = [rule.id for rule in own]
            note(
                Bilingual(
                    f"left out, for want of a twin in the database: {', '.join(names)}",
                    f"以下规则没有数据库内的写法，未运行：{'、'.join(names)}",
                )
            )
        report = _in_database(as_of, scope, chosen if rules else None, parameters)
        with progress_shown() as progress:
            _write_report(_parts(report, (), progress), language, format_, output)
        return
    with progress_shown() as progress:
        graph = open_graph(from_paths, as_of=as_of, progress=progress)
        scope = place_code(graph, scope)
        if each is not None:
            where = {"level": each, "scope": scope, "jobs": jobs, "backend": backend, "own": own}
            _write_each(graph, where, chosen, parameters, from_paths, (language, format_, output), progress)
            return
        if rank is not None:
            _write_ranking(_ranking(graph, rank, level, scope, parameters), language, format_, output)
            return
        if totals or official_table:
            _write_table_of(graph, scope, parameters, opened, (language, format_, output), totals=totals)
            return
        report = find_gaps(
            graph, as_of=as_of, scope=scope, rules=chosen, parameters=parameters, own=own, progress=progress
        )
        parts = _parts(report, from_paths, progress)
    if top is not None or party is not None:
        _write_priority(_priority(graph, parts.report, weights, top, party), parts, language, format_, output)
    elif summary:
        _write_summary(summarize(graph, parts.report, parameters=parameters), parts, language, format_, output)
    else:
        _write_findings(graph, parts, parameters, language, format_, output)


def _write_table_of(
    graph: nx.MultiDiGraph,
    scope: str | None,
    parameters: Parameters,
    cell: tuple[str, str] | None,
    asked: tuple[Language, str | None, Path | None],
    *,
    totals: bool,
) -> None:
    if totals:
        write_totals(graph, scope, asked)
    else:
        write_official_table(graph, scope, parameters, cell, asked)


def _check_each(each: str | None, options: dict[str, object]) -> None:
    """Refuse with ``--each`` what is no list of findings."""
    for option, asked in options.items():
        if each is not None and asked:
            msg = Bilingual(
                f"found --each together with {option}: give one of the two",
                f"--each 不能与 {option} 同用：请只用其一",
            )
            raise InputError(msg)


def _check_in_database(unlike: Sequence[str | Bilingual], *, format_: str) -> None:
    """Refuse what needs the graph outside the database."""
    for asked in (*unlike, *([Bilingual("the format xlsx", "xlsx 格式")] if format_ == "xlsx" else [])):
        said = Bilingual(asked, asked) if isinstance(asked, str) else asked
        msg = Bilingual(
            f"found --in-database together with {said.en}, which needs the graph in memory: give one of the two",
            f"--in-database 不能与 {said.zh} 同用，后者须在内存中读入整图：请只用其一",
        )
        raise InputError(msg)


def _in_database(as_of: date | None, scope: str | None, rules: list[str] | None, parameters: Parameters) -> GapReport:
    from graphmodel.gaps.in_database import find_gaps_in_database, place_in_database  # noqa: PLC0415 -- likewise for the driver
    from graphmodel.store import connection_settings  # noqa: PLC0415 -- likewise

    with progress_shown() as progress:
        connection = connection_settings(progress=progress)
        return find_gaps_in_database(
            connection,
            as_of=as_of,
            scope=None if scope is None else place_in_database(connection, scope),
            rules=rules,
            parameters=parameters,
            progress=progress,
        )


def _own_rules(rules_file: Path | None) -> tuple[Rule, ...]:
    from graphmodel.gaps.own_file import load_own_rules  # noqa: PLC0415 -- likewise

    return () if rules_file is None else load_own_rules(rules_file)


def _cell(text: str) -> tuple[str, str]:
    from graphmodel.report.official_table import cell_named  # noqa: PLC0415 -- likewise

    return cell_named(text)


def _weights(rules_file: Path | None) -> dict[str, float]:
    from graphmodel.gaps.weights import load_weights, resolve_weights  # noqa: PLC0415 -- likewise

    return resolve_weights({} if rules_file is None else load_weights(rules_file))


def _parts(report: GapReport, from_paths: tuple[str, ...], progress: Progress) -> AcknowledgedReport:
    """Set apart what is acknowledged at the report's date."""
    from graphmodel.cli.acknowledge import stored_acknowledgements  # noqa: PLC0415 -- likewise
    from graphmodel.gaps.acknowledgement import set_apart  # noqa: PLC0415 -- likewise

    return set_apart(report, stored_acknowledgements(from_paths, progress=progress))


def _priority(
    graph: nx.MultiDiGraph, report: GapReport, weights: dict[str, float], top: int | None, party: str | None
) -> GapPriority:
    from graphmodel.gaps.priority import prioritize  # noqa: PLC0415 -- likewise

    priority = prioritize(graph, report, weights=weights)
    priority = priority if party is None else priority.of(party)
    return priority if top is None else priority.top(top)


def _ranking(graph: nx.MultiDiGraph, rate: str, level: str, scope: str | None, parameters: Parameters) -> Ranking:
    from graphmodel.gaps import coverage_rates  # noqa: PLC0415 -- likewise
    from graphmodel.gaps.ranking import rank_places  # noqa: PLC0415 -- likewise

    return rank_places(coverage_rates(graph, scope=scope, depth=None, parameters=parameters), rate=rate, level=level)


def _write_each(
    graph: nx.MultiDiGraph,
    where: dict[str, Any],
    rules: list[str],
    parameters: Parameters,
    from_paths: tuple[str, ...],
    asked: tuple[Language, str | None, Path | None],
    progress: Progress,
) -> None:
    """Write a report a place; findings as lines of JSON are written as they come."""
    from graphmodel.cli.acknowledge import stored_acknowledgements  # noqa: PLC0415 -- likewise
    from graphmodel.cli.output import choose_format, write_table, write_text, write_workbook  # noqa: PLC0415 -- likewise
    from graphmodel.gaps.acknowledgement import set_apart  # noqa: PLC0415 -- likewise
    from graphmodel.gaps.each import find_gaps_each  # noqa: PLC0415 -- likewise
    from graphmodel.report.following import headers_of  # noqa: PLC0415 -- likewise
    from graphmodel.report.gaps import each_counts, each_findings, each_notes, each_sheets  # noqa: PLC0415 -- likewise

    language, format_, output = asked
    chosen = choose_format(format_, output)
    known = stored_acknowledgements(from_paths, progress=progress)
    found = find_gaps_each(graph, rules=rules, parameters=parameters, progress=progress, **where)
    stream = (set_apart(report, known) for report in found)
    if chosen == "jsonl" and output is None:
        for part in stream:
            click.echo(_lines(part.report), nl=False)
        return
    parts = list(stream)
    reports, headers = [part.report for part in parts], headers_of(language)
    notes = each_notes(parts, language)
    if chosen == "jsonl":
        write_text("".join(map(_lines, reports)), output, rows=sum(map(len, reports)))
    elif chosen == "json":
        _write_json({"level": where["level"], "reports": [part.to_dict() for part in parts]}, output)
    elif chosen == "csv":
        write_table(each_findings(reports), format_="csv", output=output)
    elif chosen == "xlsx" and output is not None:
        write_workbook(each_sheets(graph, reports, language), output, headers=headers, notes=notes)
    else:
        title = Bilingual(f"Gaps of {len(parts)} places", f"{len(parts)}地的缺口").in_language(language)
        write_table(
            each_counts(graph, reports, language),
            format_="text",
            output=output,
            title=title,
            headers=headers,
            notes=notes,
        )


def _lines(report: GapReport) -> str:
    """Return a line of JSON a finding."""
    return "".join(json.dumps(finding.to_dict(), ensure_ascii=False) + "\n" for finding in report.findings)


def _explanation(rule: Rule, language: Language, parameters: Parameters) -> str:
    from graphmodel.gaps.documentation import explain  # noqa: PLC0415 -- likewise

    return explain(rule, language=language, limits=parameters.get(rule.id))


def _write_rules(rules: Sequence[Rule], language: Language, format_: str | None, output: Path | None) -> None:
    from graphmodel.cli.output import write_table  # noqa: PLC0415 -- likewise
    from graphmodel.report.gaps import headers_of, rules_frame  # noqa: PLC0415 -- likewise

    said = Bilingual(
        "gongjian gaps --explain RULE: one of them in full", "gongjian gaps --explain 规则：查看其中一条的全文"
    )
    notes = (said.in_language(language),)
    frame = rules_frame(rules, language)
    write_table(frame, format_=format_, output=output, headers=headers_of(language), notes=notes)


def _write_priority(
    priority: GapPriority, parts: AcknowledgedReport, language: Language, format_: str | None, output: Path | None
) -> None:
    from graphmodel.cli.output import choose_format, write_table, write_workbook  # noqa: PLC0415 -- likewise
    from graphmodel.report import following  # noqa: PLC0415 -- likewise
    from graphmodel.report.gaps import notes_of  # noqa: PLC0415 -- likewise

    chosen, headers = choose_format(format_, output), following.headers_of(language)
    notes = [*following.priority_notes(priority, language), *following.acknowledged_notes(parts, language)]
    notes.extend(notes_of(parts.report, language))
    if chosen == "xlsx" and output is not None:
        write_workbook(following.priority_sheets(priority, language), output, headers=headers, notes=notes)
    elif chosen == "text":
        title = Bilingual(f"What comes first: {len(priority)}", f"优先补齐：{len(priority)}条").in_language(language)
        frame = following.priority_frame(priority, language)
        frame = frame[["rank", "score", "severity", "title", "path", "closers", "remedy", "id"]]
        write_table(frame, format_="text", output=output, title=title, headers=headers, notes=notes)
    else:
        write_table(priority.frame, format_=chosen, output=output)


def _write_ranking(ranking: Ranking, language: Language, format_: str | None, output: Path | None) -> None:
    from graphmodel.cli.output import choose_format, write_table  # noqa: PLC0415 -- likewise
    from graphmodel.report import following  # noqa: PLC0415 -- likewise

    chosen = choose_format(format_, output)
    frame = following.ranking_frame(ranking) if chosen in ("text", "xlsx") else ranking.frame
    title = Bilingual("Places by rate", "各地排序").in_language(language)
    notes = following.ranking_notes(ranking, language)
    write_table(frame, format_=chosen, output=output, title=title, headers=following.headers_of(language), notes=notes)


def _write_findings(
    graph: nx.MultiDiGraph,
    parts: AcknowledgedReport,
    parameters: Parameters,
    language: Language,
    format_: str | None,
    output: Path | None,
) -> None:
    from graphmodel.cli.output import choose_format  # noqa: PLC0415 -- likewise

    if choose_format(format_, output) == "xlsx" and output is not None:
        _write_workbook(graph, parts, parameters, language, output)
    else:
        _write_report(parts, language, format_, output)


def _write_workbook(
    graph: nx.MultiDiGraph, parts: AcknowledgedReport, parameters: Parameters, language: Language, output: Path
) -> None:
    from graphmodel.cli.output import write_workbook  # noqa: PLC0415 -- likewise
    from graphmodel.gaps import official_table, summarize  # noqa: PLC0415 -- likewise
    from graphmodel.report.following import acknowledged_notes, acknowledged_sheets, headers_of  # noqa: PLC0415 -- likewise
    from graphmodel.report.gaps import gap_sheets, notes_of  # noqa: PLC0415 -- likewise

    report = parts.report
    summary = summarize(graph, report, parameters=parameters)
    table = official_table(graph, as_of=report.as_of, scope=report.scope, parameters=parameters)
    sheets = gap_sheets(graph, report, summary, table, language=language) | acknowledged_sheets(parts, language)
    notes = [*acknowledged_notes(parts, language), *notes_of(report, language)]
    write_workbook(sheets, output, headers=headers_of(language), notes=notes)


def _write_report(parts: AcknowledgedReport, language: Language, format_: str | None, output: Path | None) -> None:
    from graphmodel.cli.output import choose_format, write_table, write_text  # noqa: PLC0415 -- likewise
    from graphmodel.report.following import acknowledged_notes  # noqa: PLC0415 -- likewise
    from graphmodel.report.gaps import counts_frame, headers_of, notes_of  # noqa: PLC0415 -- likewise

    report, chosen = parts.report, choose_format(format_, output)
    if chosen == "json":
        _write_json(parts.to_dict(), output)
    elif chosen == "jsonl":
        write_text(_lines(report), output, rows=len(report))
    elif chosen == "csv":
        write_table(report.frame, format_="csv", output=output)
    else:
        made_up = Bilingual(" (synthetic data)", "（合成数据）").in_language(language) if report.synthetic else ""
        title = Bilingual(f"Coverage gaps: {len(report)}", f"覆盖缺口：{len(report)}条").in_language(language) + made_up
        notes = [*acknowledged_notes(parts, language), *notes_of(report, language), _NEXT.in_language(language)]
        frame = counts_frame(report, language)
        write_table(frame, format_="text", output=output, title=title, headers=headers_of(language), notes=notes)


def _write_json(data: dict[str, Any], output: Path | None) -> None:
    from graphmodel.cli.output import write_text  # noqa: PLC0415 -- likewise

    write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", output)


def _write_summary(
    summary: GapSummary, parts: AcknowledgedReport, language: Language, format_: str | None, output: Path | None
) -> None:
    from graphmodel.cli.output import choose_format, write_table  # noqa: PLC0415 -- likewise
    from graphmodel.report.following import acknowledged_notes  # noqa: PLC0415 -- likewise
    from graphmodel.report.gaps import headers_of, notes_of, shares_frame  # noqa: PLC0415 -- likewise

    chosen = choose_format(format_, output)
    if chosen == "json":
        _write_json(summary.to_dict(), output)
        return
    frame = shares_frame(summary, language) if chosen in ("text", "xlsx") else summary.frame
    title = Bilingual("Gaps and coverage by place", "各地缺口与覆盖率").in_language(language)
    notes = [*acknowledged_notes(parts, language), *notes_of(summary.report, language), _NEXT.in_language(language)]
    write_table(frame, format_=chosen, output=output, title=title, headers=headers_of(language), notes=notes)
