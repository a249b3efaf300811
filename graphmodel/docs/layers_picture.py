"""The picture of the architecture: the way of the data, and the layers as import-linter holds them."""

from __future__ import annotations

import tomllib
from html import escape
from pathlib import Path

from graphmodel.errors import SchemaError
from graphmodel.schema import Bilingual

_FONTS = "'Noto Sans SC','Microsoft YaHei','PingFang SC','Noto Sans CJK SC',Arial,sans-serif"
_INK, _QUIET, _LINE = "#1f2933", "#52606d", "#8fb4d9"
_PROJECT = Path(__file__).parents[2] / "pyproject.toml"
_WIDTH, _ROW, _TOP = 1060, 62, 176

# What stands in each layer; what must be here is what pyproject.toml lists.
_WORDS = {
    "cli": Bilingual("one file a command", "每个命令一个文件"),
    "page": Bilingual("the planner's page, gongjian serve", "工作页面"),
    "report": Bilingual("DOCX, HTML, PDF, XLSX to take along", "报告与工作簿"),
    "loaders": Bilingual("read, map, validate, resolve, quarantine", "读表、映射、校验、识别、隔离"),
    "charts": Bilingual("results in, pictures out", "图表"),
    "exchange": Bilingual("files of other tools", "与其他工具交换"),
    "analysis": Bilingual(
        "links, measures, chance, plans, matching, recommendation", "共建关系、度量、显著性、规划、对接、推荐"
    ),
    "gaps": Bilingual("rules, findings, rates", "缺口规则、结果、覆盖率"),
    "store": Bilingual("Neo4j: the only one that talks to it", "Neo4j：只有它与数据库打交道"),
    "graph": Bilingual("records to nx.MultiDiGraph, places, dates", "记录到图、区划、日期"),
    "schema": Bilingual("what exists, declared once", "一次声明的模型"),
    "errors": Bilingual("every error raised on purpose", "错误"),
    "progress": Bilingual("how long work reports", "进度"),
    "bilingual": Bilingual("one text in both languages", "一段文字的两种语言"),
}
_WAY = (
    ("Spreadsheets", "表格"),
    ("Records", "记录"),
    ("Neo4j", "图数据库"),
    ("networkx", "内存中的图"),
    ("Results", "结果"),
    ("Tables, charts, report", "清单、图、报告"),
)


def layers_picture() -> str:
    """Return the picture as SVG.

    Raises
    ------
    SchemaError
        If pyproject.toml lists a package that the picture has no words for, or the other way round.
    """
    layers = layers_of(_PROJECT)
    named = {name for layer in layers for name in layer}
    if named != set(_WORDS):
        msg = f"found that the picture and pyproject.toml differ in {', '.join(sorted(named ^ set(_WORDS)))}; give them words in graphmodel/docs/layers_picture.py"
        raise SchemaError(msg)
    height = _TOP + _ROW * len(layers) + 24
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
            f'font-family="{_FONTS}" role="img" aria-label="The layers of gongjian">'
        ),
        (
            '<defs><marker id="head" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7" '
            f'orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="{_QUIET}"/></marker></defs>'
        ),
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        *_way(),
        _text(
            20, _TOP - 12, "Layers: each imports only what stands below it · 各层只引用下面的层", size=13, color=_QUIET
        ),
    ]
    for row, layer in enumerate(layers):
        wide = (_WIDTH - 40 - 12 * (len(layer) - 1)) // len(layer)
        for column, name in enumerate(layer):
            parts.extend(_box(20 + column * (wide + 12), _TOP + row * _ROW, wide, name))
    return "\n".join([*parts, "</svg>"])


def layers_of(project: Path) -> list[tuple[str, ...]]:
    """Return the layers that import-linter holds, high to low, as names of packages without that of the product."""
    contracts = tomllib.loads(project.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    found = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [tuple(name.strip().removeprefix("graphmodel.") for name in layer.split("|")) for layer in found]


def _way() -> list[str]:
    wide, gap = 150, 24
    parts: list[str] = [_text(20, 26, "The way of the data · 数据的路径", size=13, color=_QUIET)]
    for at, (english, chinese) in enumerate(_WAY):
        x = 20 + at * (wide + gap)
        parts.append(f'<rect x="{x}" y="40" width="{wide}" height="58" rx="6" fill="#fdf3df" stroke="#b7791f"/>')
        parts.append(_text(x + wide // 2, 65, english, size=13, bold=True, anchor="middle"))
        parts.append(_text(x + wide // 2, 85, chinese, size=12, anchor="middle"))
        if at:
            parts.append(
                f'<path d="M{x - gap},69 L{x},69" fill="none" stroke="{_QUIET}" stroke-width="1.4" marker-end="url(#head)"/>'
            )
    # A graph may also be built straight from records, without a database.
    start, end = 20 + wide + gap + wide // 2, 20 + 3 * (wide + gap) + wide // 2
    parts.append(
        f'<path d="M{start},98 L{start},114 L{end},114 L{end},98" fill="none" stroke="{_QUIET}" '
        'stroke-width="1.2" stroke-dasharray="5 4" marker-end="url(#head)"/>'
    )
    parts.append(_text((start + end) // 2, 127, "or without a database · 也可不用数据库", size=11, anchor="middle"))
    return parts


def _box(x: int, y: int, wide: int, name: str) -> list[str]:
    words, middle = _WORDS[name], x + wide // 2
    return [
        f'<rect x="{x}" y="{y}" width="{wide}" height="{_ROW - 10}" rx="6" fill="#f1f6fb" stroke="{_LINE}"/>',
        _text(middle, y + 18, name, size=13, bold=True, anchor="middle"),
        _text(middle, y + 33, words.en, size=11, color=_QUIET, anchor="middle"),
        _text(middle, y + 47, words.zh, size=11, color=_QUIET, anchor="middle"),
    ]


def _text(x: int, y: int, text: str, *, size: int, bold: bool = False, anchor: str = "start", color: str = _INK) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" fill="{color}" text-anchor="{anchor}"{weight}>{escape(text)}</text>'
    )
