"""``gongjian measures``: the co-building network and everybody's position in it, in figures."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.cli.console import progress_shown
from graphmodel.cli.options import language_option, output_options
from graphmodel.cli.source import open_graph, place_code, source_options
from graphmodel.cli.tables.measures import HEADERS, TABLES, Asked, By, in_words
from graphmodel.schema import Language

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = (
    "name",
    "group",
    "degree",
    "in_degree",
    "out_degree",
    "strength",
    "betweenness",
    "closeness",
    "core",
    "constraint",
    "effective_size",
    "total",
)
_HIDDEN = ("id", "street", "place")
_IN_A_BOOK = ("network", "positions", "holes", "departures", "layers", "overlap", "communities")


@click.command("measures")
@source_options
@click.option("--layer", help="Only one of the five layers: safety 平安联创, culture 文化联建, activity 活动联办, …")
@click.option(
    "--of",
    "way",
    type=click.Choice(list(TABLES)),
    help="What to measure. " + "; ".join(f"{name}: {table.tells}" for name, table in TABLES.items()) + ".",
)
@click.option("--group", type=click.Choice(["sector", "street"]), default="sector", show_default=True, help="Groups.")
@click.option(
    "--by",
    type=click.Choice(["distance", "constraint"]),
    default="distance",
    show_default=True,
    help="What a new tie or exchange is to lower most: the mean distance, or the mean constraint.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Of what is drawn at random.")
@click.option("--top", type=click.IntRange(min=0), default=20, show_default=True, help="Rows shown as text; 0: all.")
@language_option
@output_options("text", "csv", "json", "xlsx")
def command(
    *,
    from_paths: tuple[str, ...],
    scope: str | None,
    as_of: date | None,
    layer: str | None,
    way: str | None,
    group: str,
    by: By,
    seed: int,
    top: int,
    language: Language,
    format_: str | None,
    output: Path | None,
) -> None:
    """Measure the co-building network: the whole, and every stakeholder's position in it.

    Without --of: the positions; as XLSX also the whole network, holes between groups, departures, layers and communities.

    \b
    gongjian measures --group street
    gongjian measures --from my-tables --layer 文化联建 -o measures.xlsx
    gongjian measures --of departures --format csv
    gongjian measures --of exchanges --by constraint
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from graphmodel.analysis.provenance import provenance  # noqa: PLC0415 -- help must not wait for numpy
    from graphmodel.cli.output import choose_format, write_table, write_workbook  # noqa: PLC0415 -- likewise

    chosen = choose_format(format_, output)
    with progress_shown() as progress:
        graph = open_graph(from_paths, as_of=as_of, progress=progress)
        scope = place_code(graph, scope)
        asked = Asked(graph, scope, layer, group, by, seed, language, progress)
        ways = [way] if way else _IN_A_BOOK if chosen == "xlsx" else ["positions"]
        frames = {name: TABLES[name].compute(asked) for name in ways}
        told = _notes(asked, summary=way is None) if any(TABLES[name].of_ties for name in ways) else []
        notes = [*told, *provenance(graph, scope=scope).lines(language)]
    own = TABLES[way].headers if way else {}
    headers = {**HEADERS, **own} if language == "zh" else {}
    if chosen == "xlsx" and output is not None:
        sheets = {f"{TABLES[name].title.zh} {name}": in_words(frame, language) for name, frame in frames.items()}
        write_workbook(sheets, output, headers=headers, notes=notes)
        return
    [(name, frame)] = frames.items()
    if chosen == "text":
        title = TABLES[name].title.in_language(language)
        frame, notes = _readable(frame, top=0 if name == "network" else top, notes=notes, language=language)
        write_table(frame, format_=chosen, output=output, title=title, headers=headers, notes=notes)
    else:
        write_table(frame, format_=chosen, output=output)


def _notes(asked: Asked, *, summary: bool) -> list[str]:
    from graphmodel.analysis.measures import network_measures  # noqa: PLC0415 -- likewise

    language = asked.language
    lines = []
    if summary:
        names = ("nodes", "ties", "density", "components", "transitivity", "degree_centralization")
        found = network_measures(asked.ties, only=names)
        words = found.frame["chinese"].tolist() if language == "zh" else found.frame["measure"].tolist()
        values = (_number(value) for value in found.frame["value"])
        lines.append(" · ".join(f"{word} {value}" for word, value in zip(words, values, strict=True)))
    unknown = sum(group is None for group in asked.groups.values())
    if unknown:
        english = f"{unknown} stakeholders lie in no group and have no brokerage roles"
        lines.append(english if language == "en" else f"{unknown} 个主体不属任何分组，没有中介角色")
    if asked.pivots:
        english = f"betweenness is an estimate from {asked.pivots:,} starting points, seed {asked.seed}"
        estimate = f"中介中心度由 {asked.pivots:,} 个起点估计，种子 {asked.seed}"
        lines.append(english if language == "en" else estimate)
    untied = "only stakeholders with a tie are measured" if language == "en" else "只计有共建联系的主体"
    return [*lines, untied]


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else f"{value:.3f}"


def _readable(frame: pd.DataFrame, *, top: int, notes: list[str], language: Language) -> tuple[pd.DataFrame, list[str]]:
    """Keep what fits a terminal, rounded."""
    shown = frame if top == 0 else frame.head(top)
    if len(shown) < len(frame):
        cut = f"显示前 {len(shown)} 行，共 {len(frame):,} 行；--top 0 显示全部"
        english = f"shown: the first {len(shown)} of {len(frame):,}; --top 0 shows all"
        notes = [english if language == "en" else cut, *notes]
    if "betweenness" in shown:
        shown = shown[[name for name in _SHOWN if name in shown]]
    elif "name" in shown or "a_name" in shown:
        named = {column.removesuffix("_name") for column in shown.columns if str(column).endswith("_name")}
        shown = shown.drop(columns=[name for name in (*_HIDDEN, *sorted(named)) if name in shown and name != "name"])
    return in_words(shown.apply(_rounded), language), notes


def _rounded(column: pd.Series) -> pd.Series:
    import pandas as pd  # noqa: PLC0415 -- likewise

    if column.dtype != object:
        return column.round(3) if pd.api.types.is_float_dtype(column.dtype) else column
    # A whole number beside fractions stays one.
    values = [round(value, 3) if isinstance(value, float) else value for value in column]
    return pd.Series(values, index=column.index, dtype=object)
