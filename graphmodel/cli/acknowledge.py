"""``gongjian acknowledge``: gaps that are known and left open for a reason and a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.cli.console import note, progress_shown
from graphmodel.cli.language import say
from graphmodel.cli.options import DateType, as_of_option, language_option, output_options
from graphmodel.cli.source import from_option, open_graph
from graphmodel.errors import InputError
from graphmodel.progress import Progress, silent
from graphmodel.schema import Bilingual, Language

if TYPE_CHECKING:
    from graphmodel.gaps import GapReport
    from graphmodel.gaps.acknowledgement import Acknowledgement


@click.command("acknowledge")
@click.argument("finding", required=False)
@click.option("--reason", help="Why the gap is left open.")
@click.option("--role", help="Which office acknowledges it, for instance 街道党建办; never a person.")
@click.option("--until", type=DateType(), help="The last day for which this holds.")
@click.option("--withdraw", is_flag=True, help="End the acknowledgement: the gap counts again.")
@click.option("--list", "list_all", is_flag=True, help="List all acknowledgements and stop.")
@from_option
@as_of_option
@click.option(
    "--rules", "rules_file", type=click.Path(dir_okay=False, path_type=Path), help="A rules.toml with other numbers."
)
@language_option
@output_options("text", "csv", "json", "xlsx")
def command(
    finding: str | None,
    reason: str | None,
    role: str | None,
    until: date | None,
    *,
    withdraw: bool,
    list_all: bool,
    from_paths: tuple[str, ...],
    as_of: date | None,
    rules_file: Path | None,
    language: Language,
    format_: str | None,
    output: Path | None,
) -> None:
    """Acknowledge a gap: it is counted apart until a day, with a reason and the office that says so.

    FINDING is a gap's id (the last column of `gongjian gaps -o gaps.xlsx`), its beginning, or RULE:SUBJECT with the rule's id or title. Days are counted
    by the date of the data, not by the clock. Acknowledgements are kept in the database, where no load touches them; with
    --from in a small CSV beside the data.

    \b
    gongjian acknowledge term-expired:P001 --reason 并入新支部 --role 街道党建办 --until 2024-12-31
    gongjian acknowledge 55521af4 --withdraw
    gongjian acknowledge --list
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from graphmodel.report.acknowledgements import check_no_person  # noqa: PLC0415 -- `--help` should not wait for it

    if list_all:
        with progress_shown() as progress:
            report = _report(from_paths, as_of, rules_file, progress)
            known = stored_acknowledgements(from_paths, progress=progress)
        _write_list(known, report, language, format_, output)
        return
    if finding is None:
        msg = Bilingual(
            "found no FINDING; give a gap's id or RULE:SUBJECT, or --list",
            "没有指明缺口：请给出缺口编号或 规则:对象，或用 --list 列出已确认的缺口",
        )
        raise InputError(msg)
    finding = _by_rule_id(finding)
    if withdraw:
        _withdraw(finding, from_paths, as_of, rules_file)
        return
    if reason is None or role is None or until is None:
        missing = [
            name for name, given in (("--reason", reason), ("--role", role), ("--until", until)) if given is None
        ]
        msg = Bilingual(
            f"found no {', '.join(missing)}; an acknowledgement needs a reason, the office's role and the last day",
            f"缺少 {'、'.join(missing)}：确认缺口须写明原因、确认部门和截止日期",
        )
        raise InputError(msg)
    # Nothing that looks like a person goes any further than this.
    check_no_person(reason=reason, role=role)
    _acknowledge(finding, reason, role, until, (from_paths, as_of, rules_file))


def _by_rule_id(finding: str) -> str:
    """Return ``RULE:SUBJECT`` with the rule's id where its title was given; a gap's id as it is."""
    from graphmodel.gaps.catalogue import choose  # noqa: PLC0415 -- likewise

    rule, colon, subject = finding.replace("：", ":", 1).partition(":")
    return f"{choose(rule)[0].id}:{subject}" if colon else finding


def stored_acknowledgements(
    from_paths: Sequence[str] = (), *, progress: Progress = silent
) -> tuple[Acknowledgement, ...]:
    """Return all acknowledgements: from the CSV beside the first of the paths, else from the database."""
    from graphmodel.gaps.acknowledgement import from_row, merge  # noqa: PLC0415 -- likewise

    if from_paths:
        from graphmodel.report.acknowledgements import file_beside, read_acknowledgements  # noqa: PLC0415 -- likewise

        return merge((), read_acknowledgements(file_beside(from_paths[0])))
    from graphmodel.store import connection_settings, open_session  # noqa: PLC0415 -- likewise for the driver
    from graphmodel.store.acknowledgements import read_acknowledgements as read_stored  # noqa: PLC0415 -- likewise

    with open_session(connection_settings(progress=progress)) as session:
        return tuple(from_row(row) for row in read_stored(session))


def _store(given: Sequence[Acknowledgement], from_paths: Sequence[str], progress: Progress) -> Bilingual:
    """Keep acknowledgements, and return where."""
    from graphmodel.gaps.acknowledgement import merge  # noqa: PLC0415 -- likewise

    if from_paths:
        from graphmodel.cli.output import write_file  # noqa: PLC0415 -- likewise
        from graphmodel.report.acknowledgements import file_beside, format_acknowledgements  # noqa: PLC0415 -- likewise

        path = file_beside(from_paths[0])
        write_file(path, format_acknowledgements(merge(stored_acknowledgements(from_paths), given)))
        return Bilingual(str(path), f" {path}")
    from graphmodel.store import connection_settings, open_session  # noqa: PLC0415 -- likewise for the driver
    from graphmodel.store.acknowledgements import write_acknowledgements  # noqa: PLC0415 -- likewise

    with open_session(connection_settings(progress=progress)) as session:
        write_acknowledgements(session, [item.to_row() for item in given])
    return Bilingual("Neo4j", "数据库")


def _report(from_paths: tuple[str, ...], as_of: date | None, rules_file: Path | None, progress: Progress) -> GapReport:
    from graphmodel.gaps import find_gaps, load_parameters  # noqa: PLC0415 -- likewise

    parameters = {} if rules_file is None else load_parameters(rules_file)
    graph = open_graph(from_paths, as_of=as_of, progress=progress)
    return find_gaps(graph, as_of=as_of, parameters=parameters, progress=progress)


def _acknowledge(
    finding: str, reason: str, role: str, until: date, source: tuple[tuple[str, ...], date | None, Path | None]
) -> None:
    from graphmodel.gaps.acknowledgement import acknowledge, named_finding  # noqa: PLC0415 -- likewise

    with progress_shown() as progress:
        report = _report(*source, progress)
        gap = named_finding(report.findings, finding)
        known = acknowledge(gap, reason=reason, role=role, on=report.as_of, until=until)
        where = _store([known], source[0], progress)
    said = Bilingual(
        f"{gap.id} {gap.rule} {gap.name}: {report.as_of} – {until} → {where.en}",
        f"已确认 {gap.id}（{gap.rule}，{gap.name}）：{report.as_of} – {until}，存于{where.zh}",
    )
    click.echo(say(said))


def _withdraw(finding: str, from_paths: tuple[str, ...], as_of: date | None, rules_file: Path | None) -> None:
    from graphmodel.gaps import finding_id  # noqa: PLC0415 -- likewise
    from graphmodel.gaps.acknowledgement import withdraw  # noqa: PLC0415 -- likewise

    with progress_shown() as progress:
        day = _report(from_paths, as_of, rules_file, progress).as_of
        known = stored_acknowledgements(from_paths, progress=progress)
        rule, colon, subject = finding.partition(":")
        wanted = finding_id(rule, subject) if colon else finding.casefold()
        # A gap that is closed meanwhile can still have its acknowledgement withdrawn.
        ids = {item.finding for item in known if item.finding.startswith(wanted)}
        if len(ids) != 1:
            msg = Bilingual(
                f"found {len(ids) or 'no'} acknowledged gaps for {finding!r}; `gongjian acknowledge --list` shows all",
                f"与 {finding!r} 相符的已确认缺口有 {len(ids)} 条，应为 1 条；用 `gongjian acknowledge --list` 查看全部",
            )
            raise InputError(msg)
        withdrawn = withdraw(known, ids.pop(), on=day)
        where = _store(withdrawn, from_paths, progress)
    ended = withdrawn[0]
    said = Bilingual(
        f"{ended.finding} {ended.rule} {ended.subject}: – {day} → {where.en}",
        f"已撤销 {ended.finding}（{ended.rule}，{ended.subject}）：– {day}，存于{where.zh}",
    )
    click.echo(say(said))


def _write_list(
    known: Sequence[Acknowledgement], report: GapReport, language: Language, format_: str | None, output: Path | None
) -> None:
    from graphmodel.cli.output import choose_format, write_table  # noqa: PLC0415 -- likewise
    from graphmodel.report.following import acknowledgements_frame, headers_of  # noqa: PLC0415 -- likewise

    chosen = choose_format(format_, output)
    shown = language if chosen in ("text", "xlsx") else None
    frame = acknowledgements_frame(known, report, language=shown)
    title = Bilingual(f"Acknowledged gaps: {len(known)}", f"已确认缺口：{len(known)}条").in_language(language)
    about = Bilingual(f"as of {report.as_of}", f"数据日期 {report.as_of}").in_language(language)
    if not known:
        note(
            Bilingual(
                "no gap is acknowledged yet; `gongjian acknowledge --help` says how",
                "尚无已确认的缺口；做法见 `gongjian acknowledge --help`",
            )
        )
    write_table(frame, format_=chosen, output=output, title=title, headers=headers_of(language), notes=(about,))
