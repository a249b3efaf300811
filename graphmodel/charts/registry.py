"""The charts there are: a new one is one module beside this that registers itself."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, TypeAlias

import networkx as nx
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from graphmodel.errors import InputError
from graphmodel.graph import date_of, place_code
from graphmodel.graph.collector import collector_paused
from graphmodel.schema import Bilingual, Language
from graphmodel.schema.enumerations import LEVEL_TITLES

Drawing: TypeAlias = tuple[Figure, Axes]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a chart: a graph, a date, a place, a language, and a value for each of the chart's options."""

    graph: nx.MultiDiGraph
    as_of: date
    scope: str | None
    language: Language
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be asked of a chart beside the place: ``--name`` of ``gongjian chart``.

    ``default`` says the type: False is a switch, a number a number. ``choices`` are the values that it can have, any where empty.
    """

    name: str
    meaning: Bilingual
    default: bool | int | str | date | None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A kind of chart.

    ``scope_level`` is the level of place that it shows (``street``, ``community``), None where any place or the whole will do.
    ``best_level`` is the level about which it says most.
    """

    kind: str
    title: Bilingual
    description: Bilingual
    scope_level: str | None
    best_level: str
    options: tuple[Option, ...]
    draw: Callable[[Request], Drawing]


_CHARTS: dict[str, Chart] = {}


def chart(
    kind: str,
    *,
    title: Bilingual,
    description: Bilingual,
    scope_level: str | None = None,
    best_level: str = "district",
    options: Sequence[Option] = (),
) -> Callable[[Callable[[Request], Drawing]], Callable[[Request], Drawing]]:
    """Register the decorated function as the chart ``kind``."""

    def register(draw: Callable[[Request], Drawing]) -> Callable[[Request], Drawing]:
        _CHARTS[kind] = Chart(kind, title, description, scope_level, scope_level or best_level, tuple(options), draw)
        return draw

    return register


@cache
def charts() -> Mapping[str, Chart]:
    """Return every chart by its kind, in alphabetical order.

    Examples
    --------
    >>> {'chain', 'coverage', 'network'} <= set(charts())
    True
    """
    package = importlib.import_module("graphmodel.charts")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"graphmodel.charts.{module.name}")
    return MappingProxyType({kind: _CHARTS[kind] for kind in sorted(_CHARTS)})


def find_chart(kind: str, *, also: tuple[str, ...] = ()) -> Chart:
    """Return the chart ``kind``; raise `InputError` where there is none, naming what there is, and ``also`` at the asker's."""
    known = charts()
    if kind not in known:
        named = sorted([*known, *also])
        msg = Bilingual(
            f"found the chart {kind!r}, expected one of {', '.join(named)}",
            f"没有图表 {kind!r}：应为 {'、'.join(named)} 之一",
        )
        raise InputError(msg)
    return known[kind]


def make_chart(
    graph: nx.MultiDiGraph,
    *,
    kind: str,
    as_of: date | str | None = None,
    scope: str | None = None,
    language: Language = "zh",
    options: Mapping[str, Any] | None = None,
) -> Drawing:
    """Draw a chart of ``graph``; ``options`` are those of the chart, see `Chart.options`.

    Raises
    ------
    InputError
        If there is no such chart or option, the date is unknown, or the scope is not a place that the chart can show.
    """
    found_chart = find_chart(kind)
    chosen = choose_options(found_chart, options or {})
    scope = place_code(graph, scope)
    level = found_chart.scope_level
    found = None if scope is None else graph.nodes[scope].get("level")
    if level is not None and found != level:
        have = (
            Bilingual("no scope", "没有给出范围")
            if scope is None
            else Bilingual(
                f"the scope {scope!r}, which is a {found}",
                f"范围 {scope!r} 的层级是{LEVEL_TITLES.get(str(found), found)}",
            )
        )
        msg = Bilingual(
            f"found {have.en}, expected a {level}: give its code with --scope; `gongjian query places` lists them",
            f"{have.zh}：此图按{LEVEL_TITLES[level]}绘制，请用 --scope 给出其编码；`gongjian query places` 列出全部地点",
        )
        raise InputError(msg)
    # What a chart is drawn from is many small objects.
    with collector_paused():
        return found_chart.draw(Request(graph, date_of(graph, as_of), scope, language, chosen))


def choose_options(of: Chart, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a value for each option of a chart: what is given, else its default.

    Raises
    ------
    InputError
        If the chart has no such option, or the option no such value.
    """
    known = {option.name: option for option in of.options}
    for name, value in given.items():
        if name not in known:
            have = [f"--{option}" for option in known]
            msg = Bilingual(
                f"found --{name} for the chart {of.kind}, which has {', '.join(have) or 'no options'}: leave it out",
                f"图表 {of.kind} 没有选项 --{name}（{'可用：' + '、'.join(have) if have else '此图不设选项'}）：请去掉",
            )
            raise InputError(msg)
        choices = known[name].choices
        if choices and value not in choices:
            msg = Bilingual(
                f"found --{name} {value}, expected one of {', '.join(choices)}",
                f"--{name} {value} 不可用：应为 {'、'.join(choices)} 之一",
            )
            raise InputError(msg)
    return {name: given.get(name, option.default) for name, option in known.items()}
