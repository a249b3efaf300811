"""What the shell completes where a value is one of many that only a library knows: kinds of charts, formats, queries, rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import click
from click.shell_completion import CompletionItem

from graphmodel.cli.language import say

Suggest = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _beginning(with_: str, values: Iterable[str] | Mapping[str, str]) -> list[CompletionItem]:
    """Return the values that begin so, with a word on each where there is one."""
    told = values if isinstance(values, Mapping) else {}
    return [CompletionItem(value, help=told.get(value)) for value in sorted(values) if value.startswith(with_)]


def chart_kinds(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Suggest what `gongjian chart` draws."""
    from graphmodel.charts import interactive  # noqa: PLC0415 -- only where the shell asks
    from graphmodel.charts.registry import charts  # noqa: PLC0415 -- likewise

    titles = {kind: say(chart.title) for kind, chart in charts().items()} | {"interactive": say(interactive.TITLE)}
    return _beginning(incomplete, titles)


def chart_choices(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Suggest what an option of a chart may be: for the kind that is asked for, else for any that has it."""
    from graphmodel.charts.registry import charts  # noqa: PLC0415 -- only where the shell asks

    # Before an option that still waits for its value click leaves the arguments as they are.
    kind = context.params.get("kind") or next(iter(context.args), None)
    asked = [chart for name, chart in charts().items() if kind in {None, name}]
    options = [option for chart in asked for option in chart.options if option.name == parameter.name]
    return _beginning(incomplete, {choice for option in options for choice in option.choices or ()})


def formats(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Suggest the formats of other tools."""
    from graphmodel.exchange.registry import known_formats  # noqa: PLC0415 -- only where the shell asks

    return _beginning(incomplete, {name: say(found.title) for name, found in known_formats().items()})


def queries(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Suggest the queries of the book."""
    from graphmodel.store.queries import query_book  # noqa: PLC0415 -- only where the shell asks

    return _beginning(incomplete, {name: say(query.title) for name, query in query_book().items()})


def rules(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Suggest the gap rules."""
    from graphmodel.gaps import RULES  # noqa: PLC0415 -- only where the shell asks

    return _beginning(incomplete, {name: say(rule.title) for name, rule in RULES.items()})
