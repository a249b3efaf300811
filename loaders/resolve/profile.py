"""What is known of an organization that another row may also be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from stdnum.iso7064 import mod_11_10

from graphmodel.graph import Dataset, Records
from graphmodel.schema import NODE_TABLES, NodeTable
from loaders.resolve.names import Name, parse_name
from loaders.values.uscc import inner_check_digit, uscc_status

if TYPE_CHECKING:
    import networkx as nx

_REGISTRATION_NUMBER = re.compile(r"[0-9]{15}\Z")
_ORGANIZATION_CODE = re.compile(r"[0-9A-Z]{8}[0-9X]\Z")
_INNER = slice(8, 17)
CODE_KINDS = ("organization", "number")
"""Kinds of registrations, the one that decides before the other first."""

_PLACEHOLDER = 2
"""Different characters up to which a code stands for none, like 000000000000000."""


@dataclass(frozen=True)
class Profile:
    """One row of a ledger, as far as it tells who it is.

    ``table`` is the kind of organization: only rows of one table are compared. ``above`` are the places over ``place``,
    the nearest first.
    """

    id: str
    name: str
    source: str
    table: str = "enterprises"
    uscc: str | None = None
    place: str | None = None
    above: tuple[str, ...] = ()
    address: str | None = None
    industry: str | None = None
    kind: str | None = None
    founded_on: date | None = None
    founded_precision: str | None = None
    registration_number: str | None = None

    @cached_property
    def parsed(self) -> Name:
        """The name, taken apart."""
        return parse_name(self.name)

    @cached_property
    def codes(self) -> dict[str, str]:
        """The registrations that identify it, by what they are; those that cannot be trusted are not there.

        A valid credit code gives the organization code within it (GB 11714), so that a row with the older code of nine
        characters is the same; an older registration number of fifteen digits (GS 15-2006) stands beside it.

        Examples
        --------
        >>> one = Profile("a", "甲", "x", uscc="91110000600037341L", registration_number="110000006453236")
        >>> one.codes
        {'organization': '600037341', 'number': '110000006453236'}
        >>> Profile("b", "甲", "x", uscc="600037341").codes, Profile("c", "甲", "x", uscc="000000000000000").codes
        ({'organization': '600037341'}, {})
        """
        found: dict[str, str] = {}
        for code in (self.uscc, self.registration_number):
            if code is None or len(set(code)) <= _PLACEHOLDER:
                continue
            if uscc_status(code) == "ok":
                found.setdefault("organization", code[_INNER])
            elif _ORGANIZATION_CODE.match(code) and inner_check_digit(code[:8]) == code[8]:
                found.setdefault("organization", code)
            elif _REGISTRATION_NUMBER.match(code) and mod_11_10.is_valid(code):
                found.setdefault("number", code)
        return found


def same_registration(one: Profile, other: Profile) -> bool | None:
    """Tell whether registrations of one kind are equal; the organization code goes first; None where they cannot tell.

    Examples
    --------
    >>> one = Profile("a", "甲", "x", uscc="91110000600037341L")
    >>> same_registration(one, Profile("b", "乙", "y", uscc="600037341"))
    True
    >>> same_registration(one, Profile("b", "甲", "y", registration_number="110000006453236")) is None
    True
    """
    for kind in CODE_KINDS:
        if kind in one.codes and kind in other.codes:
            return one.codes[kind] == other.codes[kind]
    return None


_OTHERS = ("address", "industry", "kind", "established_on", "established_on_precision", "registration_number")
"""Columns that a profile takes as they are, in the order of its fields."""


def unit_tables() -> tuple[NodeTable, ...]:
    """Return the tables whose rows are resolved: enterprises, social organizations, public institutions."""
    return tuple(table for table in NODE_TABLES if "Unit" in table.labels)


def profiles_of(*datasets: Dataset) -> list[Profile]:
    """Return the units of datasets, in their order."""
    above = _places_above(datasets)
    found: list[Profile] = []
    for dataset in datasets:
        for table in unit_tables():
            records = dataset.records(table.name)
            if records is not None and table.key is not None:
                found.extend(_rows(records, table.key, dataset.about.source, above))
    return found


def _rows(records: Records, key: str, source: str, above: dict[str, str]) -> Iterator[Profile]:
    def column(name: str) -> Iterable[Any]:
        return records.column(name)

    rows = zip(*(column(name) for name in (key, "name", "uscc", "place_id", *_OTHERS)), strict=True)
    for id_, name, uscc, place, *others in rows:
        yield Profile(id_, name, source, records.table.name, uscc, place, _climb(place, above), *others)


def profiles_of_graph(graph: nx.MultiDiGraph, *, without: str | None = None) -> list[Profile]:
    """Return the units of a graph, for instance of what the database holds.

    Parameters
    ----------
    graph
        With the labels of the schema.
    without
        A source whose units are left out: that which is about to be loaded again.
    """
    parents = {start: end for start, end, kind in graph.edges(data="type") if kind == "PART_OF"}
    places = {start: end for start, end, kind in graph.edges(data="type") if kind == "LOCATED_IN"}
    by_label = {table.label: table.name for table in unit_tables()}
    found = []
    for node, data in graph.nodes(data=True):
        table = next((by_label[label] for label in data["labels"] if label in by_label), None)
        if table is None or (without is not None and data.get("source") == without):
            continue
        place = places.get(node)
        found.append(
            Profile(
                node,
                data["name"],
                data.get("source", ""),
                table,
                data.get("uscc"),
                place,
                _climb(place, parents),
                *map(data.get, _OTHERS),
            )
        )
    return found


def _places_above(datasets: Iterable[Dataset]) -> dict[str, str]:
    parents: dict[str, str] = {}
    for dataset in datasets:
        places = dataset.records("places")
        if places is not None:
            pairs = zip(places.column("place_id"), places.column("parent_id"), strict=True)
            parents.update((place, parent) for place, parent in pairs if parent is not None)
    return parents


def _climb(place: str | None, parents: dict[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    while place is not None:
        place = parents.get(place)
        if place is None or place in found:
            break
        found.append(place)
    return tuple(found)
