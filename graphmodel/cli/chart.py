"""``gongjian chart``: pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from graphmodel.bilingual import NOTHING
from graphmodel.cli.console import note, progress_shown
from graphmodel.cli.options import DateType, OutputFile, language_option
from graphmodel.cli.source import open_graph, place_code, source_options
from graphmodel.cli.suggestions import chart_choices, chart_kinds
from graphmodel.errors import InputError
from graphmodel.schema import Bilingual, Language

Function = TypeVar("Function", bound=Callable[..., Any])

INTERACTIVE = "interactive"
"""The one kind that is a page and not a picture."""


OF_CHARTS: dict[str, dict[str, Any]] = {
    "most": {"type": click.IntRange(min=0), "help": "network: how many stakeholders to draw; 0: all."},
    "measure": {"help": "network: what marks are sized by: strength, degree, betweenness, closeness, core."},
    "color": {"help": "network: what colours mean: layers or communities."},
    "significant": {"is_flag": True, "default": None, "help": "network: only ties beyond chance."},
    "layer": {"help": "network: only one of the five layers: safety 平安联创, culture 文化联建, activity 活动联办, …"},
    "collapse": {"help": "network: places in place of stakeholders: auto, none, community, street."},
    "rate": {"help": "ranking: which rate, such as triad; `gongjian chart` lists them."},
    "plan": {"help": "plan, what-if: joint-branches, instructors, centres or remedies."},
    "since": {"type": DateType(), "help": "change: the earlier date; else half a year before."},
    "months": {"type": click.IntRange(1, 60), "help": "pulse: how many months."},
}
"""Options of single charts, which say themselves whether they know them: help must not wait for matplotlib."""


def _chart_options(function: Function) -> Function:
    for name, about in reversed(OF_CHARTS.items()):
        function = click.option(f"--{name}", shell_complete=chart_choices, **about)(function)
    return function


@click.command("chart")
@click.argument("kind", required=False, shell_complete=chart_kinds)
@source_options
@click.option(
    "-o",
    "--output",
    type=OutputFile(),
    help="Write to this file: .png, .svg or .pdf (interactive: .html); else KIND-PLACE.png here.",
)
@click.option("--dpi", type=click.IntRange(30, 600), default=200, show_default=True, help="Dots per inch of a PNG.")
@_chart_options
@language_option
def command(
    kind: str | None,
    *,
    from_paths: tuple[str, ...],
    scope: str | None,
    as_of: date | None,
    output: Path | None,
    dpi: int,
    language: Language,
    **of_chart: Any,
) -> None:
    """Draw a chart as PNG, SVG or PDF, or the network as a page to explore; without KIND, list the charts.

    \b
    gongjian chart
    gongjian chart coverage --scope 510106 -o coverage.pdf
    gongjian chart network --scope 510106032 --from my-tables
    gongjian chart network --scope 510106032 --significant --measure betweenness
    gongjian chart change --since 2021-12-31 --lang en
    gongjian chart interactive --scope 510106032 -o view.html
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from graphmodel.charts.registry import (  # noqa: PLC0415 -- help must not wait for matplotlib
        choose_options,
        find_chart,
        make_chart,
    )
    from graphmodel.charts.save import check_ending, missing_in, save  # noqa: PLC0415 -- likewise

    if kind is None:
        _list_charts(language)
        return
    options = {name: value for name, value in of_chart.items() if value is not None}
    if kind == INTERACTIVE:
        if options:
            option = next(iter(options))
            msg = Bilingual(
                f"found --{option} for {INTERACTIVE}, which has no options: choose in the page itself",
                f"{INTERACTIVE} 没有选项 --{option}：请在网页中选择",
            )
            raise InputError(msg)
        _write_page(from_paths, scope=scope, as_of=as_of, output=output, language=language)
        return
    # Whatever is wrong with the request is told before data are read for it.
    choose_options(find_chart(kind, also=(INTERACTIVE,)), options)
    path = output or Path(f"{kind}-{scope}.png" if scope else f"{kind}.png")
    check_ending(path)
    with progress_shown() as progress:
        graph = open_graph(from_paths, as_of=as_of, progress=progress)
        figure, _ = make_chart(graph, kind=kind, scope=place_code(graph, scope), language=language, options=options)
        save(figure, path, dpi=dpi)
    _tell_missing(missing_in(figure))
    click.echo(str(path))


def _tell_missing(texts: Sequence[str]) -> None:
    if texts:
        more = Bilingual(f" and {len(texts) - 1} more", f"等 {len(texts)} 处") if len(texts) > 1 else NOTHING
        note(
            Bilingual(
                f"gongjian: 〓 stands for characters that no font here has, in {texts[0]!r}{more.en}",
                f"gongjian: 〓 代替本机字体没有的字，见 {texts[0]!r}{more.zh}",
            )
        )


def _write_page(
    from_paths: tuple[str, ...], *, scope: str | None, as_of: date | None, output: Path | None, language: Language
) -> None:
    from graphmodel.charts.interactive import check_ending, interactive_view  # noqa: PLC0415 -- likewise

    path = output or Path(f"{INTERACTIVE}-{scope}.html" if scope else f"{INTERACTIVE}.html")
    check_ending(path)
    with progress_shown() as progress:
        graph = open_graph(from_paths, as_of=as_of, progress=progress)
        interactive_view(graph, scope=place_code(graph, scope), language=language, progress=progress).save(path)
    click.echo(str(path))


def _list_charts(language: Language) -> None:
    from graphmodel.charts.interactive import DESCRIPTION, TITLE  # noqa: PLC0415 -- likewise
    from graphmodel.charts.registry import charts  # noqa: PLC0415 -- likewise

    listed = {kind: (chart.title, chart.description) for kind, chart in charts().items()}
    listed[INTERACTIVE] = (TITLE, DESCRIPTION)
    width = max(len(kind) for kind in listed)
    for kind, texts in sorted(listed.items()):
        title, description = (text.in_language(language) for text in texts)
        click.echo(
            f"{kind.ljust(width)}  {title}: {description}"
            if language == "en"
            else f"{kind.ljust(width)}  {title}：{description}"
        )
        for option in charts()[kind].options if kind in charts() else ():
            choices = f" ({', '.join(option.choices)})" if option.choices else ""
            click.echo(f"{' ' * width}    --{option.name}  {option.meaning.in_language(language)}{choices}")
