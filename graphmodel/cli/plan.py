"""``gongjian plan``: what closes the most gaps with the least."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graphmodel.cli.console import note, progress_shown
from graphmodel.cli.options import language_option, output_options
from graphmodel.cli.source import open_graph, place_code, source_options
from graphmodel.errors import InputError
from graphmodel.schema import Bilingual, Language

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from graphmodel.analysis.planning import Plan
    from graphmodel.gaps.parameters import Parameters

Function = TypeVar("Function", bound=Callable[..., Any])

_HEADERS = {
    "step": "序号",
    "action": "措施",
    "name": "名称",
    "place": "地点编码",
    "place_name": "地点",
    "by": "责任组织编码",
    "by_name": "责任组织",
    "gain": "新增效果",
    "closes": "补齐缺口数",
    "travel_m": "路程(米)",
    "subjects": "对象编码",
    "subject_names": "对象",
    "reason": "理由",
    "rule": "规则",
    "title": "缺口",
    "subject": "对象编码",
    "k": "措施数",
    "reached": "累计效果",
    "optimum": "最优",
    "before": "实施前",
    "after": "实施后",
    "change": "变化",
}
_ACTIONS = {
    "joint-branch": "组建联合党支部",
    "instructor": "选派党建指导员",
    "centre": "新设党群服务站",
    "own-organization": "单独组建党组织",
    "organization-at-place": "组建党组织",
    "extend-coverage": "延伸组织覆盖",
    "joint-conference": "建立党建联席会议",
    "data-exchange": "开通数据共享",
    "meeting": "召开三方会议",
    "activity": "开展社区活动",
    "alliance-activity": "开展联盟活动",
    "project": "实施共建项目",
}
_SHOWN = ("step", "action", "name", "place_name", "by_name", "gain", "closes", "reason")
_SHEETS = {
    "steps": Bilingual("plan", "方案"),
    "closings": Bilingual("closed gaps", "补齐的缺口"),
    "remaining": Bilingual("remaining gaps", "剩余缺口"),
    "curve": Bilingual("marginal curve", "边际曲线"),
    "gaps": Bilingual("gaps before and after", "实施前后缺口"),
    "rates": Bilingual("rates before and after", "实施前后覆盖率"),
}


@dataclass(frozen=True, slots=True)
class _Common:
    """What every kind of plan is asked for by the same options."""

    from_paths: tuple[str, ...]
    scope: str | None
    as_of: date | None
    rules_file: Path | None
    apply: bool
    chart: Path | None
    top: int
    language: Language
    format_: str | None
    output: Path | None

    def words(self, english: str, chinese: str) -> str:
        """Return the text in the language asked for."""
        return Bilingual(english, chinese).in_language(self.language)


def _common(function: Function) -> Function:
    for option in (
        output_options("text", "csv", "json", "xlsx"),
        language_option,
        click.option("--top", type=click.IntRange(min=0), default=20, show_default=True, help="Steps shown; 0: all."),
        click.option(
            "--chart",
            type=click.Path(dir_okay=False, path_type=Path),
            help="Draw the marginal curve: .png, .svg or .pdf.",
        ),
        click.option(
            "--apply", is_flag=True, help="Show gaps and rates before and after; nothing is written to the data."
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
def command() -> None:
    r"""Plan what closes the most gaps with the least: what to found, whom to send, where to open, what to do first.

    Every plan says how far it can be from the best possible. With --apply gaps and rates are shown before and after; the data stay as
    they are.

    \b
    gongjian plan joint-branches --scope 510106032 -o plan.xlsx
    gongjian plan instructors 40 --capacity 20 --apply
    gongjian plan centres 5 --chart curve.png
    gongjian plan remedies --rule triad-not-meeting --rule cadence-overdue
    """


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
        msg = f"found --stationed {text!r}, expected ORG=UNITS, such as PO-510106024010=15"
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
    "--rule", "rules", multiple=True, metavar="RULE", help="Close only findings of this rule. May be repeated."
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
    from graphmodel.analysis.planning import plan_remedies  # noqa: PLC0415 -- likewise
    from graphmodel.gaps import find_gaps  # noqa: PLC0415 -- likewise
    from graphmodel.gaps.catalogue import choose  # noqa: PLC0415 -- likewise

    common = _Common(**given)
    chosen, parameters = [rule.id for rule in choose(rules or None)], _parameters(common)
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
            time_limit=time_limit,
        )
    _present(graph, plan, common)


def _parameters(common: _Common) -> Parameters:
    from graphmodel.gaps import load_parameters  # noqa: PLC0415 -- likewise

    if common.chart is not None:
        from graphmodel.charts.save import check_ending  # noqa: PLC0415 -- likewise

        # Whatever is wrong with the request is told before data are read for it.
        check_ending(common.chart)
    return {} if common.rules_file is None else load_parameters(common.rules_file)


def _numbers(common: _Common) -> Parameters:
    from graphmodel.gaps.parameters import resolve_parameters  # noqa: PLC0415 -- likewise

    return resolve_parameters(_parameters(common))


def _present(graph: nx.MultiDiGraph, plan: Plan, common: _Common) -> None:
    from graphmodel.cli.output import choose_format, write_file, write_table, write_workbook  # noqa: PLC0415 -- likewise

    chosen = choose_format(common.format_, common.output)
    applied = _before_and_after(graph, plan, common) if common.apply else {}
    if common.chart is not None:
        _draw(graph, plan, common, common.chart)
    headers = _HEADERS if common.language == "zh" else {}
    if chosen == "json":
        text = json.dumps(_as_dict(plan, applied), ensure_ascii=False, indent=1, default=str) + "\n"
        if common.output is None:
            click.echo(text, nl=False)
        else:
            write_file(common.output, text.encode())
    elif chosen == "csv":
        write_table(plan.frame, format_="csv", output=common.output)
    elif chosen == "xlsx" and common.output is not None:
        sheets = {
            _SHEETS[name].in_language(common.language): frame for name, frame in _sheets(plan, applied, common).items()
        }
        write_workbook(sheets, common.output, headers=headers, notes=_notes(graph, plan, common))
        note(f"{len(plan.steps)} → {common.output}")
    else:
        steps = _steps(plan, common)
        shown = steps[list(_SHOWN)] if common.top == 0 else steps[list(_SHOWN)].head(common.top)
        title = f"{plan.title.in_language(common.language)} ({len(plan.steps)})"
        # A table and what changed belong into one text; only the first can go to a file.
        write_table(
            shown, format_="text", output=common.output, title=title, headers=headers, notes=_notes(graph, plan, common)
        )
        for name, frame in applied.items():
            if common.output is None:
                write_table(frame, format_="text", title=_SHEETS[name].in_language(common.language), headers=headers)


def _steps(plan: Plan, common: _Common) -> pd.DataFrame:
    """Return the steps as people read them: one language, titles of rules and actions in it."""
    frame = plan.frame
    frame["reason"] = [_with_titles(text, common.language) for text in frame[f"reason_{common.language}"]]
    if common.language == "zh":
        frame["action"] = [_ACTIONS.get(action, action) for action in frame["action"]]
    return frame.drop(columns=["reason_en", "reason_zh"])


def _with_titles(text: str, language: Language) -> str:
    from graphmodel.gaps import RULES  # noqa: PLC0415 -- likewise

    words = text.split(" ")
    found = (next((rule for rule in RULES if word.endswith(rule)), None) for word in words)
    pairs = zip(words, found, strict=True)
    return " ".join(
        word if rule is None else word.removesuffix(rule) + RULES[rule].title.in_language(language)
        for word, rule in pairs
    )


def _sheets(plan: Plan, applied: dict[str, pd.DataFrame], common: _Common) -> dict[str, pd.DataFrame]:
    from graphmodel.gaps import RULES  # noqa: PLC0415 -- likewise

    closings, remaining = plan.closings, plan.remaining
    remaining["reason"] = remaining[f"reason_{common.language}"]
    remaining = remaining.drop(columns=["reason_en", "reason_zh"])
    for frame in (closings, remaining):
        place = list(frame).index("rule") + 1
        frame.insert(place, "title", [RULES[rule].title.in_language(common.language) for rule in frame["rule"]])
    steps = _steps(plan, common)
    order = [*_SHOWN, *(name for name in steps if name not in _SHOWN)]
    return {"steps": steps[order], "closings": closings, "remaining": remaining, "curve": plan.curve, **applied}


def _before_and_after(graph: nx.MultiDiGraph, plan: Plan, common: _Common) -> dict[str, pd.DataFrame]:
    """Return gaps by rule and coverage rates before and after a plan; rules without any finding are left out."""
    import pandas as pd  # noqa: PLC0415 -- likewise

    from graphmodel.analysis.planning import apply_plan  # noqa: PLC0415 -- likewise
    from graphmodel.gaps import RATES, RULES, coverage_rates, find_gaps  # noqa: PLC0415 -- likewise

    parameters = _parameters(common)
    graphs = (graph, apply_plan(graph, plan))
    before, after = (find_gaps(each, scope=plan.scope, parameters=parameters).counts for each in graphs)
    gaps = [
        (rule, RULES[rule].title.in_language(common.language), before.get(rule, 0), after.get(rule, 0))
        for rule in RULES
        if before.get(rule, 0) or after.get(rule, 0)
    ]
    first, then = (
        coverage_rates(each, scope=plan.scope, depth=0, parameters=parameters).of(plan.scope) for each in graphs
    )
    rates = [
        (rate, RATES[rate].in_language(common.language), _share(first[rate].value), _share(then[rate].value))
        for rate in RATES
    ]
    frame = pd.DataFrame(gaps, columns=["rule", "title", "before", "after"])
    frame["change"] = frame["after"] - frame["before"]
    return {"gaps": frame, "rates": pd.DataFrame(rates, columns=["rate", "title", "before", "after"])}


def _share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}%"


def _draw(graph: nx.MultiDiGraph, plan: Plan, common: _Common, path: Path) -> None:
    from graphmodel.analysis.provenance import provenance  # noqa: PLC0415 -- likewise
    from graphmodel.charts.marginal_curve import marginal_curve  # noqa: PLC0415 -- likewise
    from graphmodel.charts.save import save  # noqa: PLC0415 -- likewise

    told = provenance(graph, as_of=plan.as_of, scope=plan.scope)
    figure, _ = marginal_curve(plan, told=told, language=common.language)
    save(figure, path)
    note(str(path))


def _notes(graph: nx.MultiDiGraph, plan: Plan, common: _Common) -> list[str]:
    from graphmodel.analysis.provenance import provenance  # noqa: PLC0415 -- likewise

    reached, closes = sum(step.gain for step in plan.steps), len(plan.closes)
    unit = plan.unit.in_language(common.language)
    lines = [
        common.words(
            f"{unit}: {reached:,.0f}; findings closed: {closes:,}; remaining: {len(plan.left):,}",
            f"{unit} {reached:,.0f}；补齐缺口 {closes:,}；剩余 {len(plan.left):,}",
        ),
        _quality(plan, common),
        *(f"{name} {value:,.0f}" for name, value in plan.outcome.items()),
        " · ".join(f"{name} {value:g}" for name, value in plan.parameters.items()),
        *(text.in_language(common.language) for text in plan.assumptions),
    ]
    return [*lines, *provenance(graph, as_of=plan.as_of, scope=plan.scope).lines(common.language)]


def _quality(plan: Plan, common: _Common) -> str:
    solution = plan.solution
    if solution.is_optimal:
        return common.words("proven to be the best possible", "已证明为最优方案")
    gap = f"{100 * solution.gap:.2f}%"
    return common.words(
        f"at most {gap} from the best possible; a longer --time-limit may find better",
        f"与最优方案相差至多{gap}；延长 --time-limit 可能更好",
    )


def _as_dict(plan: Plan, applied: dict[str, pd.DataFrame]) -> dict[str, Any]:
    solution = plan.solution
    return {
        "kind": plan.kind,
        "as_of": plan.as_of.isoformat(),
        "scope": plan.scope,
        "synthetic": plan.synthetic,
        "parameters": dict(plan.parameters),
        "assumptions": [text._asdict() for text in plan.assumptions],
        "solution": {
            "value": solution.value,
            "bound": solution.bound,
            "greedy": solution.greedy,
            "gap": solution.gap,
            "minimized": solution.minimized,
        },
        "outcome": dict(plan.outcome),
        "steps": _records(plan.frame),
        "closings": _records(plan.closings),
        "remaining": _records(plan.remaining),
        "curve": _records(plan.curve),
        **{f"{name}_before_and_after": _records(frame) for name, frame in applied.items()},
    }


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(key): value for key, value in row.items()} for row in rows]
