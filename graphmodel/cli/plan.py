"""``gongjian plan``: what closes the most gaps with the least."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graphmodel.bilingual import Bilingual
from graphmodel.cli.console import note, progress_shown, wrote
from graphmodel.cli.options import OutputFile, language_option, output_options, speech_option
from graphmodel.cli.source import open_graph, place_code, source_options
from graphmodel.errors import InputError
from graphmodel.schema import Language

if TYPE_CHECKING:
    import networkx as nx

    from graphmodel.analysis.planning import Plan
    from graphmodel.gaps.parameters import Parameters
    from graphmodel.graph import Dataset

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class _Common:
    """What every kind of plan is asked for by the same options."""

    from_paths: tuple[str, ...]
    scope: str | None
    as_of: date | None
    rules_file: Path | None
    apply: bool
    write: bool
    source: str | None
    chart: Path | None
    top: int
    language: Language
    format_: str | None
    output: Path | None


def _common(function: Function) -> Function:
    for option in (
        output_options("text", "csv", "json", "xlsx"),
        language_option,
        click.option("--top", type=click.IntRange(min=0), default=20, show_default=True, help="Steps shown; 0: all."),
        click.option(
            "--chart",
            type=OutputFile(),
            help="Draw the marginal curve: .png, .svg or .pdf.",
        ),
        click.option(
            "--apply", is_flag=True, help="Show gaps and rates before and after; nothing is written to the data."
        ),
        click.option(
            "--source", metavar="NAME", help="With --write: the name of that source; else plan- and the kind of plan."
        ),
        click.option(
            "--write",
            is_flag=True,
            help="Write the plan into the database, as a source of its own that `gongjian unload` removes.",
        ),
        click.option(
            "--rules",
            "rules_file",
            type=click.Path(dir_okay=False, path_type=Path),
            help="A rules.toml with other numbers.",
        ),
        source_options,
    ):
        function = option(function)
    return function


_time_limit = click.option(
    "--time-limit",
    type=click.FloatRange(min=0),
    default=50.0,
    show_default=True,
    help="Seconds for the exact solution; 0: the greedy plan at once.",
)


@click.group("plan")
@speech_option
def command() -> None:
    """Plan what closes the most gaps with the least: what to found, whom to send, where to open, what to do first.

    Every plan says how far it can be from the best possible. With --apply gaps and rates are shown before and after; the data stay as
    they are, unless --write puts the plan beside them.

    \b
    gongjian plan joint-branches --scope 510106032 -o plan.xlsx
    gongjian plan instructors 40 --capacity 20 --apply
    gongjian plan centres 5 --chart curve.png
    gongjian plan remedies --rule triad-not-meeting --rule cadence-overdue
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled


@command.command("joint-branches")
@click.option("--branches", type=click.IntRange(min=1), help="At most so many; else as many as there is use for.")
@click.option(
    "--within",
    type=click.Choice(["place", "community", "street"]),
    default="community",
    show_default=True,
    help="How near the units of one branch must be.",
)
@_time_limit
@_common
def joint_branches(branches: int | None, within: Any, time_limit: float, **given: Any) -> None:
    """Group uncovered small units into joint branches: near each other, of the same trade where possible."""
    from graphmodel.analysis.planning import plan_joint_branches  # noqa: PLC0415 -- help must not wait for scipy

    common = _Common(**given)
    numbers = _numbers(common)
    with progress_shown() as progress:
        graph = open_graph(common.from_paths, as_of=common.as_of, progress=progress)
        scope = place_code(graph, common.scope)
        plan = plan_joint_branches(
            graph,
            scope=scope,
            branches=branches,
            members=int(numbers["members-without-organization"]["members"]),
            units=int(numbers["joint-branch-too-wide"]["units"]),
            within=within,
            time_limit=time_limit,
            progress=progress,
        )
    _present(graph, plan, common)


@command.command("instructors")
@click.argument("instructors", type=click.IntRange(min=0), metavar="N")
@click.option("--capacity", type=click.IntRange(min=1), default=20, show_default=True, help="Units that each takes on.")
@click.option("--reach", type=click.FloatRange(min=0), default=3000, show_default=True, help="Longest way, metres.")
@click.option("--stationed", multiple=True, metavar="ORG=UNITS", help="Room of those whom an organization has already.")
@_time_limit
@_common
def instructors(
    instructors: int, capacity: int, reach: float, stationed: tuple[str, ...], time_limit: float, **given: Any
) -> None:
    """Send N instructors to units that nothing reaches yet: the most units, with the least travel."""
    from graphmodel.analysis.planning import plan_instructors  # noqa: PLC0415 -- likewise

    common = _Common(**given)
    numbers, room = _numbers(common), dict(map(_stationed, stationed))
    with progress_shown() as progress:
        graph = open_graph(common.from_paths, as_of=common.as_of, progress=progress)
        scope = place_code(graph, common.scope)
        plan = plan_instructors(
            graph,
            instructors=instructors,
            capacity=capacity,
            scope=scope,
            reach_m=reach,
            detour=numbers["compound-outside-15-minutes"]["detour"],
            stationed=room,
            time_limit=time_limit,
        )
    _present(graph, plan, common)


def _stationed(text: str) -> tuple[str, int]:
    organization, _, units = text.rpartition("=")
    if not organization or not units.isdecimal():
        msg = Bilingual(
            f"found --stationed {text!r}, expected ORG=UNITS, such as PO-510106024010=15",
            f"--stationed {text!r} 有误：应为 组织=单位数，如 PO-510106024010=15",
        )
        raise InputError(msg)
    return organization, int(units)


@command.command("centres")
@click.argument("centres", type=click.IntRange(min=0), metavar="K")
@click.option(
    "--weight",
    type=click.Choice(["households", "compounds"]),
    default="households",
    show_default=True,
    help="What counts.",
)
@_time_limit
@_common
def centres(centres: int, weight: Any, time_limit: float, **given: Any) -> None:
    """Place K new service centres so that most households come inside the 15-minute circle; existing ones stay."""
    from graphmodel.analysis.planning import plan_centres  # noqa: PLC0415 -- likewise

    common = _Common(**given)
    circle = _numbers(common)["compound-outside-15-minutes"]
    with progress_shown() as progress:
        graph = open_graph(common.from_paths, as_of=common.as_of, progress=progress)
        scope = place_code(graph, common.scope)
        plan = plan_centres(
            graph,
            centres=centres,
            scope=scope,
            minutes=circle["minutes"],
            metres_per_minute=circle["metres_per_minute"],
            detour=circle["detour"],
            weight=weight,
            time_limit=time_limit,
        )
    _present(graph, plan, common)


@command.command("remedies")
@click.option(
    "--rule",
    "rules",
    multiple=True,
    metavar="RULE",
    help="Close only findings of this rule (its id or title). May be repeated.",
)
@click.option(
    "--capacity", type=click.IntRange(min=1), default=20, show_default=True, help="Units an instructor takes on."
)
@click.option(
    "--seats", type=click.IntRange(min=1), default=60, show_default=True, help="Units an activity has room for."
)
@_time_limit
@_common
def remedies(rules: tuple[str, ...], capacity: int, seats: int, time_limit: float, **given: Any) -> None:
    """Choose the fewest actions that close the findings: all, or those of some rules or of a place."""
    from graphmodel.analysis.planning import OrganizationLimits, plan_remedies  # noqa: PLC0415 -- likewise
    from graphmodel.gaps import find_gaps  # noqa: PLC0415 -- likewise
    from graphmodel.gaps.catalogue import choose  # noqa: PLC0415 -- likewise
    from graphmodel.gaps.parameters import resolve_parameters  # noqa: PLC0415 -- likewise

    common = _Common(**given)
    chosen, parameters = [rule.id for rule in choose(rules or None)], _parameters(common)
    numbers = resolve_parameters(parameters)
    limits = OrganizationLimits(
        members=int(numbers["members-without-organization"]["members"]),
        units=int(numbers["joint-branch-too-wide"]["units"]),
        branch=int(numbers["branch-over-size"]["members"]),
        general_branch=int(numbers["general-branch-over-size"]["members"]),
    )
    with progress_shown() as progress:
        graph = open_graph(common.from_paths, as_of=common.as_of, progress=progress)
        scope = place_code(graph, common.scope)
        report = find_gaps(graph, scope=scope, rules=chosen, parameters=parameters, progress=progress)
        plan = plan_remedies(
            graph,
            findings=report.findings,
            scope=scope,
            capacity=capacity,
            seats=seats,
            limits=limits,
            time_limit=time_limit,
        )
    _present(graph, plan, common)


def _parameters(common: _Common) -> Parameters:
    from graphmodel.gaps import load_parameters  # noqa: PLC0415 -- likewise

    if common.write and common.from_paths:
        msg = Bilingual(
            "found --write together with --from: a plan stands beside the data it was made from; `gongjian load` them first",
            "--write 不能与 --from 同用：方案要与所依据的数据放在一起，请先用 `gongjian load` 载入",
        )
        raise InputError(msg)
    if common.source is not None and not common.write:
        msg = Bilingual(
            "found --source without --write, which alone needs a name for what it writes",
            "--source 只在 --write 写入数据库时有用：请去掉，或加上 --write",
        )
        raise InputError(msg)
    if common.chart is not None:
        from graphmodel.charts.save import check_ending  # noqa: PLC0415 -- likewise

        # Whatever is wrong with the request is told before data are read for it.
        check_ending(common.chart)
    return {} if common.rules_file is None else load_parameters(common.rules_file)


def _numbers(common: _Common) -> Parameters:
    from graphmodel.gaps.parameters import resolve_parameters  # noqa: PLC0415 -- likewise

    return resolve_parameters(_parameters(common))


def _present(graph: nx.MultiDiGraph, plan: Plan, common: _Common) -> None:
    from graphmodel.cli.output import choose_format, write_table, write_text, write_workbook  # noqa: PLC0415 -- likewise
    from graphmodel.report import plans  # noqa: PLC0415 -- likewise

    chosen, language = choose_format(common.format_, common.output), common.language
    planned = _planned(graph, plan, common) if common.write else None
    parameters = _parameters(common)
    applied = plans.before_and_after(graph, plan, language, parameters=parameters) if common.apply else {}
    if common.chart is not None:
        _draw(graph, plan, common, common.chart)
    headers, notes = plans.headers_of(language), plans.plan_notes(graph, plan, language)
    if chosen == "json":
        text = json.dumps(plans.plan_dict(plan, applied), ensure_ascii=False, indent=1, default=str) + "\n"
        write_text(text, common.output)
    elif chosen == "csv":
        write_table(plan.frame, format_="csv", output=common.output)
    elif chosen == "xlsx" and common.output is not None:
        sheets, charts = plans.plan_sheets(plan, applied, language), plans.curve_chart(plan, language)
        write_workbook(sheets, common.output, headers=headers, notes=notes, charts=charts)
    else:
        steps = plans.steps_frame(plan, language)[list(plans.SHOWN)]
        shown = steps if common.top == 0 else steps.head(common.top)
        title = f"{plan.title.in_language(language)} ({len(plan.steps)})"
        if len(shown) < len(steps):
            cut = Bilingual(
                f"shown: the first {len(shown)} of {len(steps):,}; --top 0 shows all",
                f"显示前 {len(shown)} 行，共 {len(steps):,} 行；--top 0 显示全部",
            )
            notes = [cut.in_language(language), *notes]
        # A table and what changed belong into one text; only the first can go to a file.
        write_table(shown, format_="text", output=common.output, title=title, headers=headers, notes=notes)
        for name, frame in applied.items() if common.output is None else ():
            write_table(
                frame.fillna("–"), format_="text", title=plans.SHEETS[name].in_language(language), headers=headers
            )
    if planned is not None:
        _write_to_database(planned)


def _planned(graph: nx.MultiDiGraph, plan: Plan, common: _Common) -> Dataset:
    """Return the plan as rows, once it is known that no plan of the same name would be replaced."""
    from graphmodel.analysis.planning import plan_dataset  # noqa: PLC0415 -- likewise

    dataset = plan_dataset(plan, source=common.source)
    source = dataset.about.source
    # The plan counts on what an earlier one of this name added, which writing it would remove.
    if source in graph.graph["sources"]:
        msg = Bilingual(
            f"found the source {source!r} in the database: `gongjian unload {source}` first, or give another name with --source",
            f"数据库中已有来源 {source!r}：请先 `gongjian unload {source}`，或用 --source 另取名称",
        )
        raise InputError(msg)
    return dataset


def _write_to_database(dataset: Dataset) -> None:
    from graphmodel.store import load_dataset  # noqa: PLC0415 -- likewise for the driver

    if not len(dataset):
        note(Bilingual("the plan has no step: nothing is written", "方案没有任何步骤，未写入"))
        return
    with progress_shown() as progress:
        summary = load_dataset(dataset, progress=progress)
    note(
        Bilingual(
            f"wrote {summary.nodes:,} nodes and {summary.relationships:,} relationships of {summary.source!r}; "
            f"`gongjian unload {summary.source}` takes them away again",
            f"已写入 {summary.source!r} 的 {summary.nodes:,} 个节点、{summary.relationships:,} 条关系；"
            f"用 `gongjian unload {summary.source}` 可撤去",
        )
    )


def _draw(graph: nx.MultiDiGraph, plan: Plan, common: _Common, path: Path) -> None:
    from graphmodel.analysis.provenance import provenance  # noqa: PLC0415 -- likewise
    from graphmodel.charts.marginal_curve import marginal_curve  # noqa: PLC0415 -- likewise
    from graphmodel.charts.save import save  # noqa: PLC0415 -- likewise

    told = provenance(graph, as_of=plan.as_of, scope=plan.scope)
    figure, _ = marginal_curve(plan, told=told, language=common.language)
    save(figure, path)
    wrote(path)
