"""The page that shows every chart; the pictures are drawn by ``python -m graphmodel.docs.gallery_pictures``."""

from __future__ import annotations

from graphmodel.charts.registry import Chart, charts

PLACES = {"district": "510106", "street": "510106032", "community": "510106032005"}
"""Of the case, by the level about which a chart says most."""

VARIANTS: dict[str, tuple[str, dict[str, object]]] = {
    "network-communities": ("network", {"color": "communities", "most": 400}),
    "network-significant": ("network", {"significant": True}),
    "network-streets": ("network", {"collapse": "street"}),
}
"""Further pictures: name -> chart and its options."""


def gallery_page() -> str:
    """Return the page: a section a chart with its picture, its options and the command that drew it."""
    lines = [
        "# Gallery · 图集",
        "",
        "Every chart of `gongjian chart`, drawn on the case of Jinniu District. The chain of district, streets and communities is real; everything",
        "below community level is **synthetic** (社区以下为合成数据). How charts are made and what each keeps to: [charts](charts.md).",
        "",
    ]
    for kind, chart in charts().items():
        lines += [f"## `{kind}` · {chart.title.en} · {chart.title.zh}", "", f"{chart.description.en}.  "]
        lines += [f"{chart.description.zh}。", "", *_options(chart)]
        lines += _picture(kind, chart.title.en, f"gongjian chart {kind} --scope {scope_of(chart)}")
        for name, (of, _) in VARIANTS.items():
            if of == kind:
                lines += _picture(name, name.replace("-", ": "), command_of(name))
    return "\n".join(lines)


def scope_of(chart: Chart, *, variant: str = "") -> str:
    """Return the place of the case for which a chart is shown."""
    return PLACES["district"] if variant.endswith("streets") else PLACES[chart.best_level]


def command_of(variant: str) -> str:
    """Return the command that draws a variant.

    Examples
    --------
    >>> command_of("network-streets")
    'gongjian chart network --scope 510106 --collapse street'
    """
    kind, options = VARIANTS[variant]
    words = [f"--{name}" if value is True else f"--{name} {value}" for name, value in options.items()]
    return " ".join(["gongjian chart", kind, "--scope", scope_of(charts()[kind], variant=variant), *words])


def _options(chart: Chart) -> list[str]:
    if not chart.options:
        return []
    rows = ["| option | is | 含义 |", "|---|---|---|"]
    for option in chart.options:
        choices = ": " + ", ".join(f"`{choice}`" for choice in option.choices) if option.choices else ""
        rows.append(f"| `--{option.name}` | {option.meaning.en}{choices} | {option.meaning.zh} |")
    return [*rows, ""]


def _picture(name: str, title: str, command: str) -> list[str]:
    return ["```console", f"$ {command}", "```", "", f"![{title}](pictures/{name}.png)", ""]
