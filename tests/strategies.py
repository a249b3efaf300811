"""Random valid datasets over all tables, made to hit boundaries.

``datasets()`` draws `Dataset`s as the loaders would accept them: dates a day before, on and after every window's edge,
partial dates, ended and future ties, cycles of parents, counts around thresholds, and names that hurt careless writers.
"""

from __future__ import annotations

import calendar
import random
from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter, for_type_by_name

from graphmodel.graph import About, Dataset, Records
from graphmodel.schema import TABLES, Column, Kind, NodeTable, RelationshipTable, Table
from graphmodel.schema.properties import precision_property

AS_OF = date(2024, 6, 30)
"""The date of every drawn dataset: the last day of a month, so that partial dates meet it."""

_WINDOWS = (2, 3, 10, 15, 35, 60, 92, 100, 183, 365, 400)
_DAYS_AGO = (
    *(edge + step for edge in _WINDOWS for step in (-1, 0, 1)),
    *(0, 0, 0, 1, -1, -2, -30, 700, 1500),
)
_COUNTS = (0, 1, 2, 2, 3, 3, 4, 5, 6, 49, 50, 51, 99, 100, 101)
_NUMBERS = (0.0, 0.5, 0.9995, 1.0, 1.0004, 2.0, 3.0, 4.0, 12.25, 1000.5)
_TEXTS = (
    "抚琴社区",
    "Alliance of the North",
    '引"号',
    "O'Brien 的店",
    "分;号,逗|号",
    "两\n行",
    "制\t表",
    "＝SUM(A1)",
    "=1+1",
    "反\\斜杠$x{y}`",
    "𠮷野家",
    "é́ñ",
    "金牛（区）",
)
_CATEGORIES = ("养老", "托育", "法律ABC", "法律ＡＢＣ", "环境 整治", "环境　整治")
_FIGURES = (
    "street_working_committees",
    "community_organizations",
    "compound_organizations",
    "compounds",
    "old_compounds",
    "demonstration_places",
    "two_coverages_of_compounds",
    "zone_building_market_coverage",
    "social_organizations",
    "projects",
    "funds_yuan",
    "five_action_projects",
    "requests_raised",
    "requests_resolved",
    "unheard_of",
)
# One step of latitude is a little less, the other a little more than the radius of the 15-minute circle (923.08 m).
_LATITUDES = (30.7, 30.708301, 30.708302, 30.7166, 30.75)
_LONGITUDES = (104.05, 104.0596, 104.0598, 104.1)
_ID_TAILS = ("", "", "", "甲", "'", '"', ";x", " y", "é")
_CODES: Mapping[str, Callable[[int], str]] = {
    "district": lambda row: f"{510101 + row:06d}",
    "street": lambda row: f"510101{row + 1:03d}",
    "community": lambda row: f"510101001{row + 1:03d}",
}


@st.composite
def datasets(
    draw: st.DrawFn,
    *,
    max_rows: int = 4,
    only: Collection[str] | None = None,
    rows: Mapping[str, int] | None = None,
    source: str = "dataset",
    prefix: str = "",
    absent: bool = True,
) -> Dataset:
    """Draw a valid dataset.

    ``only`` names the tables that may be there (all); ``rows`` sets the most rows of single tables, else ``max_rows``.
    ``prefix`` begins every id, so that two datasets can be told apart. With ``absent`` some tables may be missing.
    """
    names = [table.name for table in TABLES if only is None or table.name in only]
    missing = draw(st.sets(st.sampled_from(names), max_size=3)) if absent and draw(st.integers(0, 3)) == 0 else set()
    present = [table for table in TABLES if table.name in names and table.name not in missing]
    most = {table.name: (rows or {}).get(table.name, max_rows) for table in present}
    ids: dict[str, list[str]] = {}
    levels: dict[str, str] = {}
    tables: dict[str, Records] = {}
    for table in present:
        if isinstance(table, NodeTable) and table.key is not None:
            ids[table.name] = _draw_ids(draw, table, most[table.name], prefix=prefix, ids=ids, levels=levels)
    for table in present:
        count = len(ids[table.name]) if table.name in ids else draw(st.integers(0, most[table.name]))
        tables[table.name] = _draw_records(draw, table, count, ids=ids, levels=levels)
    about = About(
        source=source,
        title=draw(st.none() | st.sampled_from(_TEXTS)),
        as_of=AS_OF,
        synthetic=draw(st.booleans()),
    )
    return Dataset(about, tables)


def _draw_ids(
    draw: st.DrawFn, table: NodeTable, most: int, *, prefix: str, ids: Mapping[str, list[str]], levels: dict[str, str]
) -> list[str]:
    possible = all(_targets(column, ids=ids, levels=levels) for column in table.references if column.required)
    count = draw(st.integers(0, most)) if possible else 0
    tails = draw(_list_of(_cached_sample(_ID_TAILS), count))
    if table.subtype_column is None:
        return [f"{prefix}{table.name[:4]}{row}{tail}" for row, tail in enumerate(tails)]
    kinds = draw(_list_of(_cached_sample(tuple(table.subtypes)), count))
    places = [
        prefix + (_CODES[kind](row) if kind in _CODES else f"{kind}{row}{tail}")
        for row, (kind, tail) in enumerate(zip(kinds, tails, strict=True))
    ]
    levels.update(zip(places, kinds, strict=True))
    return places


def _draw_records(
    draw: st.DrawFn, table: Table, count: int, *, ids: Mapping[str, list[str]], levels: Mapping[str, str]
) -> Records:
    columns: dict[str, list[Any]] = {}
    for column in table.columns:
        if isinstance(table, NodeTable) and column.name == table.key:
            columns[column.name] = ids[table.name][:count]
        elif isinstance(table, NodeTable) and column.name == table.subtype_column:
            columns[column.name] = [levels[id_] for id_ in ids[table.name][:count]]
        elif column.kind is Kind.REFERENCE:
            columns[column.name] = _draw_references(draw, column, count, ids=ids, levels=levels)
        elif column.kind is Kind.DATE:
            dates, precisions = _draw_dates(draw, column, count)
            columns[column.name] = dates
            columns[precision_property(column.name)] = precisions
        elif column.kind not in (Kind.LONGITUDE, Kind.LATITUDE):
            columns[column.name] = draw(_list_of(_values(column), count))
    if "longitude" in table.by_name:
        pairs = draw(_list_of(_coordinates(), count))
        columns["longitude"] = [longitude for longitude, _ in pairs]
        columns["latitude"] = [latitude for _, latitude in pairs]
    return Records(table, _accepted(table, columns))


def _accepted(table: Table, columns: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Leave out rows that no loader would accept: without a required value, equal to another, or tied to themselves."""
    required = [column.name for column in table.required]
    names = tuple(columns)
    seen: set[tuple[Any, ...]] = set()
    kept: list[tuple[Any, ...]] = []
    for values in zip(*columns.values(), strict=True):
        row = dict(zip(names, values, strict=True))
        if any(row[name] is None for name in required) or values in seen:
            continue
        if isinstance(table, RelationshipTable) and not table.allows_self and row[table.start] == row[table.end]:
            continue
        seen.add(values)
        kept.append(values)
    return {name: [values[at] for values in kept] for at, name in enumerate(names)}


def _draw_references(
    draw: st.DrawFn, column: Column, count: int, *, ids: Mapping[str, list[str]], levels: Mapping[str, str]
) -> list[str | None]:
    possible = _targets(column, ids=ids, levels=levels)
    if not possible:
        return [None] * count
    options = possible if column.required else [*possible, None, *([None] * (len(possible) // 4))]
    return draw(_list_of(st.sampled_from(options), count))


def _targets(column: Column, *, ids: Mapping[str, list[str]], levels: Mapping[str, str]) -> list[str]:
    target = column.reference
    assert target is not None
    possible = [id_ for name in target.tables for id_ in ids.get(name, ())]
    return [id_ for id_ in possible if levels[id_] == "compound"] if target.label == "Compound" else possible


def _draw_dates(draw: st.DrawFn, column: Column, count: int) -> tuple[list[date | None], list[str | None]]:
    drawn = draw(_list_of(_partial_dates(ends=column.ends, required=column.required), count))
    return [value for value, _ in drawn], [precision for _, precision in drawn]


def _list_of(strategy: st.SearchStrategy[Any], count: int) -> st.SearchStrategy[list[Any]]:
    return st.lists(strategy, min_size=count, max_size=count)


@cache
def _cached_sample(options: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    return st.sampled_from(options)


@cache
def _partial_dates(*, ends: bool, required: bool) -> st.SearchStrategy[tuple[date | None, str | None]]:
    options: list[tuple[date | None, str | None]] = list(_known_dates(ends=ends))
    if not required:
        options.extend([(None, None)] * (len(options) // 2))
    return st.sampled_from(options)


@cache
def _known_dates(*, ends: bool) -> tuple[tuple[date, str | None], ...]:
    options: list[tuple[date, str | None]] = [(AS_OF - timedelta(days=days), None) for days in _DAYS_AGO]
    years = (2022, 2023, 2024, 2025)
    options.extend((date(year, 12, 31) if ends else date(year, 1, 1), "year") for year in years)
    for year, month in ((2023, 6), (2023, 12), (2024, 2), (2024, 5), (2024, 6), (2024, 7)):
        last = calendar.monthrange(year, month)[1]
        options.append((date(year, month, last if ends else 1), "month"))
    return tuple(options)


@cache
def _coordinates() -> st.SearchStrategy[tuple[float | None, float | None]]:
    pairs = [(longitude, latitude) for longitude in _LONGITUDES for latitude in _LATITUDES]
    return st.sampled_from([(None, None), (None, None), (None, None), *pairs])


@cache
def _values(column: Column) -> st.SearchStrategy[Any]:
    """Return what the cells of a column can hold; None is unknown."""
    strategy = _known_values(column)
    return strategy if column.required else st.one_of(strategy, st.none())


def _known_values(column: Column) -> st.SearchStrategy[Any]:
    options = _options(column)
    if options:
        return st.sampled_from(options)
    free = st.text(alphabet="金牛Ab1 ·\n'\"|;", min_size=1, max_size=6).map(str.strip).filter(bool)
    return st.sampled_from(_TEXTS) | free


def _options(column: Column) -> tuple[Any, ...]:
    """Return the values to choose from; none for free text."""
    if column.scale is not None:
        return tuple(range(column.scale[0], column.scale[1] + 1))
    named = {"figure": _FIGURES, "category": _CATEGORIES}
    by_kind: dict[Kind, tuple[Any, ...]] = {
        Kind.ENUMERATION: tuple(value.value for value in column.values),
        Kind.COUNT: _COUNTS,
        Kind.NUMBER: _NUMBERS,
        Kind.YES_NO: (False, True),
        Kind.USCC: ("91110000600037341L", "91350200MA2YJ1XR9G", "123502001549897397"),
    }
    return named.get(column.name) or by_kind.get(column.kind, ())


def dense_datasets() -> st.SearchStrategy[Dataset]:
    """Draw whole small districts, by a seed: a ladder of places with a few broken rungs, everything tied to everything.

    They do not shrink, but reach what needs many rows to meet: skipped rungs, wide joint branches, inactive members.
    """
    return st.integers(0, 2**32 - 1).map(dense_dataset)


def dense_dataset(seed: int) -> Dataset:
    """Return the district of a seed, the same every time."""
    rng = random.Random(seed)  # noqa: S311 -- nothing here is secret
    levels = {id_: level for level, count in _DENSE_PLACES.items() for id_ in (f"{level}{at}" for at in range(count))}
    ids: dict[str, list[str]] = {"places": list(levels)}
    for table in TABLES:
        if isinstance(table, NodeTable) and table.key is not None and table.name != "places":
            ids[table.name] = [f"{table.name[:4]}{at}" for at in range(rng.randint(2, _DENSE_ROWS.get(table.name, 6)))]
    tables = {
        table.name: Records(table, _accepted(table, _dense_columns(rng, table, ids=ids, levels=levels)))
        for table in TABLES
    }
    return Dataset(About(as_of=AS_OF), tables)


_DENSE_PLACES = {"district": 1, "street": 2, "community": 3, "compound": 4, "building": 3, "zone": 1, "market": 1}
_DENSE_ROWS = {
    "party_organizations": 18,
    "enterprises": 10,
    "coverage": 90,
    "projects": 14,
    "property_services": 6,
    "alliance_members": 14,
    "project_participants": 24,
    "activity_participants": 24,
    "meeting_participants": 30,
    "meetings": 14,
}
_ABOVE = {"street": "district", "community": "street", "compound": "community", "building": "compound"}


def _dense_columns(
    rng: random.Random, table: Table, *, ids: Mapping[str, list[str]], levels: Mapping[str, str]
) -> dict[str, list[Any]]:
    own = ids.get(table.name)
    count = len(own) if own is not None else rng.randint(0, _DENSE_ROWS.get(table.name, 8))
    columns: dict[str, list[Any]] = {}
    for column in table.columns:
        if isinstance(table, NodeTable) and column.name == table.key:
            columns[column.name] = list(own or ())
        elif isinstance(table, NodeTable) and column.name == table.subtype_column:
            columns[column.name] = [levels[id_] for id_ in own or ()]
        elif column.kind is Kind.DATE:
            known = _known_dates(ends=column.ends)
            dates = [
                rng.choice(known) if column.required or rng.random() < _DATED else (None, None) for _ in range(count)
            ]
            columns[column.name] = [value for value, _ in dates]
            columns[precision_property(column.name)] = [precision for _, precision in dates]
        elif column.kind is Kind.REFERENCE:
            targets = _targets(column, ids=ids, levels=levels)
            columns[column.name] = [
                _dense_target(rng, column, targets, levels.get(own[at]) if own else None) for at in range(count)
            ]
        elif column.kind not in (Kind.LONGITUDE, Kind.LATITUDE):
            options = _options(column) or _TEXTS
            columns[column.name] = [
                rng.choice(options) if column.required or rng.random() < _KNOWN else None for _ in range(count)
            ]
    if table.name == "party_organizations":
        _shape_organizations(rng, columns, ids["places"])
    if "longitude" in table.by_name:
        columns["longitude"] = [rng.choice(_LONGITUDES) for _ in range(count)]
        columns["latitude"] = [rng.choice(_LATITUDES) for _ in range(count)]
    return columns


_DATED, _KNOWN, _ON_THE_LADDER = 0.25, 0.8, 0.85
_REFERRED = {"unit_id": 0.25, "need_id": 0.4, "resource_id": 0.5}


def _shape_organizations(rng: random.Random, columns: dict[str, list[Any]], places: list[str]) -> None:
    """Let the first cover much and perhaps too much, and the first few stand on the rungs above the others."""
    columns["kind"][0] = rng.choice(("joint_branch", "general_branch", "committee"))
    superiors = columns["org_id"][:7]
    for row in range(len(places)):
        if row < len(columns["org_id"]) and rng.random() < _KNOWN:
            columns["place_id"][row] = places[row]
            columns["parent_org_id"][row] = rng.choice(superiors)


def _dense_target(rng: random.Random, column: Column, targets: list[str], level: str | None) -> str | None:
    if level is not None and rng.random() < _ON_THE_LADDER:
        above = [target for target in targets if target.startswith(_ABOVE.get(level, "none"))]
        return rng.choice(above) if above else None
    if column.name == "org_id" and rng.random() < _KNOWN / 2:
        return targets[0]
    return rng.choice(targets) if column.required or rng.random() < _REFERRED.get(column.name, _KNOWN) else None


def _print_name(table: Table, printer: RepresentationPrinter, _cycle: bool) -> None:  # noqa: FBT001 -- the printer's call
    printer.text(f"BY_NAME[{table.name!r}]")


# A failing example would otherwise print the whole schema.
for _type in (NodeTable, RelationshipTable):
    for_type_by_name(_type.__module__, _type.__qualname__, _print_name)
