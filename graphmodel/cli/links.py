"""``gongjian links``: who builds with whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphmodel.bilingual import Bilingual
from graphmodel.cli.console import progress_shown
from graphmodel.cli.options import DateType, language_option, output_options
from graphmodel.cli.source import open_graph, place_code, source_options
from graphmodel.errors import InputError
from graphmodel.schema import Language

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.analysis.cobuilding import CobuildingNetwork
    from graphmodel.analysis.provenance import Provenance
    from graphmodel.analysis.significance import Correction
    from graphmodel.analysis.significant_links import Model, SignificantLinks

_HEADERS = {
    "a": "甲方编码",
    "a_name": "甲方",
    "b": "乙方编码",
    "b_name": "乙方",
    "channel": "途径",
    "layer": "五联类型",
    "channels": "途径",
    "layers": "五联类型",
    "count": "次数",
    "weight": "权重",
    "together": "共同做事",
    "first": "最早",
    "last": "最近",
    "development": "发展治理",
    "governance": "综合治理",
    "through": "依据",
    "id": "编码",
    "name": "名称",
    "kind": "类别",
    "place": "所在地编码",
    "place_name": "所在地",
    "live": "存续",
    "inside": "在范围内",
    "degree": "伙伴数",
    "strength": "加权度",
    "observed": "共同次数",
    "expected": "偶然期望",
    "p": "p值",
    "p_adjusted": "校正p值",
    "kept": "多于偶然",
    "standard_error": "p值标准误",
}


@click.command("links")
@source_options
@click.option("--layer", help="Only one of the five layers: safety 平安联创, culture 文化联建, activity 活动联办, …")
@click.option(
    "--channel",
    "channels",
    multiple=True,
    help="Through what: project, activity, alliance, link, meeting, triad or all. May be repeated; else the first four.",
)
@click.option("--since", type=DateType(), help="Only what has happened since this date or still stands.")
@click.option("--half-life", "half_life_days", type=float, metavar="DAYS", help="Weigh old work less: half after DAYS.")
@click.option(
    "--significant",
    "model",
    type=click.Choice(["sdsm", "fdsm", "hypergeometric"]),
    help=(
        "Instead: which pairs do more together than chance explains, by this model of chance; through projects and activities, unless "
        "--channel says otherwise."
    ),
)
@click.option("--alpha", type=float, default=0.05, show_default=True, help="Level of --significant.")
@click.option(
    "--correction",
    type=click.Choice(["benjamini-hochberg", "holm", "none"]),
    default="benjamini-hochberg",
    show_default=True,
    help="How --significant allows for the number of pairs.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Of the samples of --significant fdsm.")
@click.option("--top", type=click.IntRange(min=0), default=20, show_default=True, help="Pairs shown as text; 0: all.")
@language_option
@output_options("text", "csv", "json", "xlsx")
def command(
    *,
    from_paths: tuple[str, ...],
    scope: str | None,
    as_of: date | None,
    layer: str | None,
    channels: tuple[str, ...],
    since: date | None,
    half_life_days: float | None,
    model: Model | None,
    alpha: float,
    correction: Correction,
    seed: int,
    top: int,
    language: Language,
    format_: str | None,
    output: Path | None,
) -> None:
    """Show who builds with whom: in which layer, through what, how often, since when.

    As text the heaviest pairs; as CSV and JSON one row a pair, layer and channel with the ids it rests on; as XLSX both, and
    the stakeholders.

    \b
    gongjian links --scope 510106032
    gongjian links --from my-tables --layer 文化联建 -o links.xlsx
    gongjian links --significant sdsm --correction holm
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from graphmodel.analysis.cobuilding import cobuilding  # noqa: PLC0415 -- help must not wait for numpy
    from graphmodel.analysis.provenance import provenance  # noqa: PLC0415 -- likewise
    from graphmodel.analysis.significant_links import DONE, significant_links  # noqa: PLC0415 -- likewise
    from graphmodel.cli.output import choose_format, write_table, write_workbook  # noqa: PLC0415 -- likewise

    chosen = choose_format(format_, output)
    with progress_shown() as progress:
        graph = open_graph(from_paths, as_of=as_of, progress=progress)
        scope = place_code(graph, scope)
        if model is not None:
            sampling: dict[str, Any] = {"seed": seed, "progress": progress} if model == "fdsm" else {}
            _refuse(since=since, half_life=half_life_days)
            found = significant_links(
                graph,
                model=model,
                scope=scope,
                layer=layer,
                channels=channels or DONE,
                alpha=alpha,
                correction=correction,
                **sampling,
            )
            _write_significant(found, provenance(graph, scope=scope), language, chosen, output, top)
            return
        network = cobuilding(
            graph, scope=scope, layer=layer, channels=channels or None, half_life_days=half_life_days, since=since
        )
    notes = _notes(network, provenance(graph, scope=scope), language)
    headers = _HEADERS if language == "zh" else {}
    if chosen == "xlsx" and output is not None:
        sheets = {
            "成对 pairs": _worded(network.pairs, language),
            "明细 ties": _worded(network.frame, language),
            "主体 stakeholders": _worded(network.stakeholders, language),
        }
        write_workbook(sheets, output, headers=headers, notes=notes)
    elif chosen == "text":
        pairs = network.pairs if top == 0 else network.pairs.head(top)
        if len(pairs) < len(network.pairs):
            notes.insert(0, _cut(len(pairs), len(network.pairs), language))
        title = "共建关系" if language == "zh" else "Co-building links"
        write_table(
            _readable(pairs, language), format_=chosen, output=output, title=title, headers=headers, notes=notes
        )
    else:
        write_table(network.frame, format_=chosen, output=output)


def _refuse(**given: object) -> None:
    for name, value in given.items():
        if value is not None:
            option = f"--{name.replace('_', '-')}"
            msg = Bilingual(
                f"found {option} beside --significant, which counts every occasion alike: leave one of the two out",
                f"{option} 不能与 --significant 同用，后者对每次共同做事一样计数：请去掉其一",
            )
            raise InputError(msg)


def _write_significant(
    found: SignificantLinks, told: Provenance, language: Language, chosen: str, output: Path | None, top: int
) -> None:
    """Write which pairs do more together than chance explains; as text only those, elsewhere every pair that met."""
    from graphmodel.cli.output import write_table, write_workbook  # noqa: PLC0415 -- likewise

    headers = _HEADERS if language == "zh" else {}
    kept = found.frame[found.frame["kept"]]
    notes = [found.narrative_zh if language == "zh" else found.narrative, *told.lines(language)]
    if chosen == "xlsx" and output is not None:
        write_workbook(
            {"超出偶然 more than chance": kept, "相遇 met": found.frame}, output, headers=headers, notes=notes
        )
    elif chosen == "text":
        shown = kept if top == 0 else kept.head(top)
        if len(shown) < len(kept):
            cut = f"显示前 {len(shown)} 对，共 {len(kept):,} 对；--top 0 显示全部"
            notes.insert(
                0, f"shown: the first {len(shown)} of {len(kept):,}; --top 0 shows all" if language == "en" else cut
            )
        title = "多于偶然的共建关系" if language == "zh" else "Pairs that do more together than chance explains"
        frame = shown[["a_name", "b_name", "observed", "expected", "p", "p_adjusted"]].assign(
            expected=shown["expected"].round(2), p=_small(shown["p"]), p_adjusted=_small(shown["p_adjusted"])
        )
        write_table(frame, format_=chosen, output=output, title=title, headers=headers, notes=notes)
    else:
        write_table(found.frame, format_=chosen, output=output)


def _small(values: pd.Series) -> list[str]:
    return [f"{value:.2g}" for value in values]


def _cut(shown: int, total: int, language: Language) -> str:
    if language == "en":
        return f"shown: the {shown} heaviest of {total:,} pairs; --top 0 shows all"
    return f"显示最强的 {shown} 对，共 {total:,} 对；--top 0 显示全部"


def _readable(pairs: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Keep what a reader of the terminal needs, in the words of the language."""
    from graphmodel.analysis.occasions import CHANNELS  # noqa: PLC0415 -- likewise
    from graphmodel.schema.enumerations import LAYERS  # noqa: PLC0415 -- likewise

    shown = pairs[["a_name", "b_name", "together", "count", "weight", "layers", "channels", "first", "last"]].copy()
    for name, values in (("layers", LAYERS), ("channels", CHANNELS)):
        # A layer and a channel may have the same English name.
        words = {item.value: item.in_language(language) for item in values}
        shown[name] = [" ".join(words[value] for value in row) for row in shown[name]]
    shown["weight"] = shown["weight"].round(2)
    return shown


def _worded(frame: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Say layers, channels and kinds of a whole table in Chinese where that is read."""
    from graphmodel.analysis.occasions import CHANNELS  # noqa: PLC0415 -- likewise
    from graphmodel.analysis.stakeholders import STAKEHOLDER_KINDS  # noqa: PLC0415 -- likewise
    from graphmodel.schema.enumerations import LAYERS  # noqa: PLC0415 -- likewise

    if language == "en":
        return frame
    layers = {item.value: item.chinese for item in LAYERS}
    channels = {item.value: item.chinese for item in CHANNELS}
    known = {"layer": layers, "layers": layers, "channel": channels, "channels": channels, "kind": STAKEHOLDER_KINDS}

    def said(value: Any, words: Mapping[str, str]) -> Any:
        return tuple(words.get(item, item) for item in value) if isinstance(value, tuple) else words.get(value, value)

    return frame.assign(
        **{name: [said(value, words) for value in frame[name]] for name, words in known.items() if name in frame}
    )


def _notes(network: CobuildingNetwork, told: Provenance, language: Language) -> list[str]:
    from graphmodel.schema.enumerations import LAYERS  # noqa: PLC0415 -- likewise

    frame = network.frame
    by_layer = {
        item.in_language(language): len(frame.loc[frame["layer"] == item.value, ["a", "b"]].drop_duplicates())
        for item in LAYERS
    }
    paper, total = int((network.pairs["together"] == 0).sum()), len(network.pairs)
    layers = " · ".join(f"{name} {number:,}" for name, number in by_layer.items())
    if language == "en":
        lines = [
            f"{len(network.stakeholders):,} stakeholders, {total:,} pairs, of which {paper:,} only by alliance or agreement",
            f"pairs by layer: {layers}",
        ]
        left_out = f"{network.left_out} occasions without a date are left out"
    else:
        lines = [
            f"{len(network.stakeholders):,} 个主体，{total:,} 对，其中 {paper:,} 对只有联盟或协议、未共同做事",
            f"各层对数：{layers}",
        ]
        left_out = f"{network.left_out} 项没有日期，未计入"
    return [*lines, *([left_out] if network.left_out else []), *told.lines(language)]
