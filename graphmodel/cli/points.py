"""What `gongjian diff` compares: data, dates of the data, loads in the database, or saved reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.bilingual import Bilingual
from graphmodel.cli.source import open_graph, place_code
from graphmodel.errors import InputError
from graphmodel.progress import Progress

if TYPE_CHECKING:
    import networkx as nx

    from graphmodel.gaps import GapReport
    from graphmodel.gaps.parameters import Parameters

_LEAST = 2
_LOAD = re.compile(r"(?P<source>.+)~(?P<back>[0-9]+)\Z")


class Point(NamedTuple):
    """One of the things compared: paths, a load, or neither for the common data; and the date at which it is looked at."""

    paths: tuple[Path, ...] = ()
    load: tuple[str, int] | None = None
    day: date | None = None

    @property
    def is_saved(self) -> bool:
        """Whether it is a saved report, which has findings alone."""
        return len(self.paths) == 1 and self.paths[0].suffix.lower() == ".json"

    @property
    def is_common(self) -> bool:
        """Whether it is the data of the database, or of ``--from``, at a date."""
        return not self.paths and self.load is None


class Request(NamedTuple):
    """What is asked of every report."""

    scope: str | None
    rules: list[str]
    parameters: Parameters


class Seen(NamedTuple):
    """A point as it was read: its report, and its graph with the date where it has one."""

    report: GapReport
    graph: nx.MultiDiGraph | None


def points_of(given: Sequence[str], dates: Sequence[date]) -> list[Point]:
    """Return what is to be compared: what was given, with its own or another date, or dates of the common data.

    Raises
    ------
    InputError
        If there are fewer than two, or dates do not fit them.
    """
    if not given:
        points = [Point(day=day) for day in dates]
    else:
        points = [_point(text) for text in given]
        if dates:
            if len(dates) != len(given) or any(point.is_common for point in points):
                msg = Bilingual(
                    f"found {len(dates)} × --as-of for {len(given)} points; give one for each path, or dates alone",
                    f"{len(given)} 项比较对象给了 {len(dates)} 个 --as-of：请每个路径给一个，或只给日期",
                )
                raise InputError(msg)
            points = [point._replace(day=day) for point, day in zip(points, dates, strict=True)]
    if len(points) < _LEAST:
        msg = Bilingual(
            f"found {len(points)} point(s) to compare; expected two: paths, loads, dates, or --as-of twice",
            f"比较对象有 {len(points)} 项，应为两项：路径、载入批次、日期，或两个 --as-of",
        )
        raise InputError(msg)
    return points


def _point(text: str) -> Point:
    from loaders.about import as_of_date  # noqa: PLC0415 -- help needs no readers

    paths = (Path(text),) if Path(text).exists() else tuple(map(Path, text.split("+")))
    if all(path.exists() for path in paths):
        return Point(paths)
    load = _LOAD.match(text)
    if load:
        return Point(load=(load["source"], int(load["back"])))
    try:
        return Point(day=as_of_date(text))
    except InputError as error:
        msg = Bilingual(
            f"found neither a file nor a date in {text!r}; expected a folder, .csv, .xlsx, .zip, .json, several of these joined by +, "
            "a date like 2024-06-30, or a load of the database like SOURCE~1, the one before the present SOURCE~0",
            f"{text!r} 既不是已有的文件，也不是日期：应为文件夹、.csv、.xlsx、.zip、.json（多个用 + 相连）、"
            "2024-06-30 这样的日期，或数据库中的载入批次，如 来源~1（来源~0 的上一批）",
        )
        raise InputError(msg) from error


def see(points: Sequence[Point], from_paths: tuple[str, ...], request: Request, progress: Progress) -> list[Seen]:
    """Read every point and find its gaps; dates of the common data share one graph."""
    common: nx.MultiDiGraph | None = None
    found = []
    for point in points:
        if point.is_saved:
            found.append(Seen(_saved(point, request), None))
            continue
        if point.load is not None:
            graph = _of_load(*point.load, progress)
        elif point.paths:
            graph = open_graph(tuple(map(str, point.paths)), as_of=point.day, progress=progress)
        else:
            graph = common = open_graph(from_paths, progress=progress) if common is None else common
        found.append(Seen(_report(graph, point.day, request, progress), graph))
    return found


def _of_load(source: str, back: int, progress: Progress) -> nx.MultiDiGraph:
    from graphmodel.store import connection_settings, open_session  # noqa: PLC0415 -- files need no driver
    from graphmodel.store.earlier import graph_of_load  # noqa: PLC0415
    from loaders.resolve.recognition import Recognition  # noqa: PLC0415

    # What is recognised while looking back is not kept.
    combiner = Recognition(at=datetime.now(UTC), progress=progress)
    with open_session(connection_settings(progress=progress)) as session:
        return graph_of_load(session, source, back, combiner=combiner)


def _report(graph: nx.MultiDiGraph, day: date | None, request: Request, progress: Progress) -> GapReport:
    from graphmodel.gaps import find_gaps  # noqa: PLC0415 -- help should not wait for pandas

    scope, rules, parameters = request
    place = place_code(graph, scope)
    return find_gaps(graph, as_of=day, scope=place, rules=rules, parameters=parameters, progress=progress)


def _saved(point: Point, request: Request) -> GapReport:
    from graphmodel.gaps.saved import narrow, read_report  # noqa: PLC0415 -- likewise

    path, day = point.paths[0], point.day
    report = read_report(path)
    if day is not None and day != report.as_of:
        msg = Bilingual(
            f"found --as-of {day} for the saved report {path.name} as of {report.as_of}; a saved report keeps its date",
            f"已存报告 {path.name} 的日期是 {report.as_of}，不能改为 --as-of {day}：请去掉 --as-of",
        )
        raise InputError(msg)
    return narrow(report, scope=request.scope, rules=request.rules)
