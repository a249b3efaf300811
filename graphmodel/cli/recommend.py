"""``gongjian recommend``: which links to build next, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.cli.console import progress_shown
from graphmodel.cli.options import language_option, output_options
from graphmodel.cli.source import open_graph, place_code, source_options
from graphmodel.schema import Language

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.analysis.recommendation import LinkRecommendations

_HEADERS = {
    "rank": "序",
    "a": "甲方编码",
    "a_name": "甲方",
    "a_place": "甲方所在地编码",
    "a_place_name": "甲方所在地",
    "b": "乙方编码",
    "b_name": "乙方",
    "b_place": "乙方所在地编码",
    "b_place_name": "乙方所在地",
    "score": "得分",
    "chance": "可能性",
    "worth": "价值",
    "common": "共同伙伴数",
    "closes": "可补齐的缺口",
    "needs": "需求编码",
    "resources": "资源编码",
    "layers": "缺少的五联类型",
    "reasons_en": "理由（英文）",
    "reasons_zh": "理由",
}


@click.command("recommend")
@source_options
@click.option(
    "--for", "for_", metavar="ORG", help="Only links of this stakeholder (its id, or its name where only one has it)."
)
@click.option(
    "--closes",
    metavar="RULE",
    help="Only links that would close a gap of this rule (its id or title), such as layer-missing.",
)
@click.option("--count", type=click.IntRange(min=1), default=20, show_default=True, help="How many at most.")
@click.option(
    "--each",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="In how many of them one organization, with its unit, appears at most.",
)
@click.option(
    "--rules",
    "rules_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A rules.toml with other numbers for the gaps.",
)
@language_option
@output_options("text", "csv", "json", "xlsx")
def command(
    *,
    from_paths: tuple[str, ...],
    scope: str | None,
    as_of: date | None,
    for_: str | None,
    closes: str | None,
    count: int,
    each: int,
    rules_file: Path | None,
    language: Language,
    format_: str | None,
    output: Path | None,
) -> None:
    """Recommend links to build next: who with whom, and why.

    Pairs that do not build together yet, by how likely they are to (learnt from who came to build with whom in these data) and by
    what it would be good for: gaps it would close, needs that resources of the other could serve. Never anybody who is closed, a
    shell or dissolved.

    \b
    gongjian recommend --scope 510106032
    gongjian recommend --for PO-510106032003
    gongjian recommend --from my-tables --closes layer-missing -o recommend.xlsx
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from graphmodel.analysis.provenance import provenance  # noqa: PLC0415 -- help must not wait for numpy
    from graphmodel.analysis.recommendation import CLOSABLE, recommend_links  # noqa: PLC0415 -- likewise
    from graphmodel.cli.output import choose_format, write_table  # noqa: PLC0415 -- likewise
    from graphmodel.gaps import find_gaps, load_parameters  # noqa: PLC0415 -- likewise
    from graphmodel.gaps.catalogue import choose  # noqa: PLC0415 -- likewise

    chosen = choose_format(format_, output)
    closes = None if closes is None else choose(closes)[0].id
    parameters = None if rules_file is None else load_parameters(rules_file)
    with progress_shown() as progress:
        graph = open_graph(from_paths, as_of=as_of, progress=progress)
        scope = place_code(graph, scope)
        findings = None if parameters is None else find_gaps(graph, rules=CLOSABLE, parameters=parameters).findings
        found = recommend_links(
            graph, for_=for_, closes=closes, scope=scope, count=count, each=each, findings=findings, progress=progress
        )
    title = "建议共建" if language == "zh" else "Recommended links"
    frame = found.frame
    if chosen == "text":
        frame = _readable(found, language)
    elif chosen == "xlsx":
        frame = _worded(found.frame, language)
    notes = [*_notes(found, language), *provenance(graph, scope=scope).lines(language)]
    headers = _HEADERS if language == "zh" else {f"reasons_{language}": "why"}
    write_table(frame, format_=chosen, output=output, title=title, headers=headers, notes=notes)


def _readable(found: LinkRecommendations, language: Language) -> pd.DataFrame:
    """Keep what a reader of the terminal needs, in the words of the language, a reason a line."""
    shown = found.frame[["rank", "a_name", "b_name", "score"]].copy()
    shown["score"] = shown["score"].round(2)
    told = ["\n".join(reason.in_language(language) for reason in item.reasons) for item in found.recommendations]
    shown[f"reasons_{language}"] = told
    return shown


def _worded(frame: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Return the whole table with the reasons of one language, and in Chinese with layers and rules in words."""
    from graphmodel.gaps import RULES  # noqa: PLC0415 -- likewise
    from graphmodel.schema.enumerations import LAYERS  # noqa: PLC0415 -- likewise

    if language == "en":
        return frame.drop(columns="reasons_zh")
    layers = {item.value: item.chinese for item in LAYERS}
    closes = [
        tuple(f"{RULES[rule].title.zh} {subject}" for rule, _, subject in (item.partition("|") for item in row))
        for row in frame["closes"]
    ]
    named = [tuple(layers.get(layer, layer) for layer in row) for row in frame["layers"]]
    return frame.drop(columns="reasons_en").assign(closes=closes, layers=named)


def _notes(found: LinkRecommendations, language: Language) -> Iterator[str]:
    total, learnt = found.candidates, found.learnt_from
    if language == "en":
        yield f"{len(found.recommendations)} of {total:,} pairs that come into question"
        if not total:
            yield "no pair comes into question: nobody there has partners, needs or resources in common with another"
        elif learnt:
            yield f"the score is 100 × chance × worth; the chance is learnt from these data: {learnt:,} new links, looked at from four days"
        else:
            yield "the data have no dated history to learn from: the order rests on what speaks for a link in general"
        return
    yield f"从 {total:,} 对候选中选出 {len(found.recommendations)} 对"
    if not total:
        yield "没有可推荐的主体对：范围内没有共同伙伴、同社区活跃主体或可对接的供需"
    elif learnt:
        yield f"得分 = 100 × 可能性 × 价值；可能性由本数据学得：四个时点之后共 {learnt:,} 对新结成的共建关系"
    else:
        yield "数据中没有可供学习的带日期的共建历史：排序按一般规律得出"
