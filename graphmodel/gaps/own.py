"""Rules of one's own: what should be done in every place, in the words of any field, declared in a ``rules.toml``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import networkx as nx

from graphmodel.bilingual import NOTHING
from graphmodel.gaps.facts import Facts
from graphmodel.gaps.find import open_facts
from graphmodel.gaps.lists import comparable
from graphmodel.gaps.rates import Rate
from graphmodel.gaps.rule import CONVENTION, Family, Gap, Limits, Parameter, Rule, Severity
from graphmodel.gaps.subjects import Subjects
from graphmodel.graph import Snapshot, place_code
from graphmodel.schema import BY_NAME, Bilingual
from graphmodel.schema.enumerations import LEVEL_LABELS, LEVEL_TITLES

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

SOURCES: Mapping[str, tuple[str | None, str | None]] = {
    "projects": ("Project", "started_on"),
    "activities": ("Activity", "held_on"),
    "resources": ("Resource", None),
    "coverage": (None, None),
}
"""The tables whose rows can say what is done where: the label of their nodes, and the date that a window looks at."""

OWN_FAMILY = Family("own", Bilingual("Rules of one's own", "自定义规则"))
_PARTICIPANTS = {"projects": "project_participants", "activities": "activity_participants"}


@dataclass(frozen=True, slots=True)
class Reach:
    """What a rule of one's own asks: each value of a column of a table, in every place of a level.

    ``wanted`` are the values that have to be there; all that occur in the data where None. ``days`` limits the rows to those
    that began, or were held, in the recent days.
    """

    level: str
    table: str
    column: str
    wanted: tuple[str, ...] | None = None
    days: int | None = None


@dataclass(frozen=True)
class CoverageMatrix:
    """Who does what where: for each place and value the parties that do it there, in the place or below.

    ``parties[place, value]`` are sorted ids; a pair that nobody serves has none. ``names`` are what the places are called.
    """

    rule: str
    places: tuple[str, ...]
    values: tuple[str, ...]
    names: Mapping[str, str]
    parties: Mapping[tuple[str, str], tuple[str, ...]]
    needed: int
    as_of: date
    scope: str | None
    synthetic: bool

    @property
    def frame(self) -> pd.DataFrame:
        """How many parties there are: a row a place, a column a value."""
        import pandas as pd  # noqa: PLC0415 -- slow to import, and only notebooks and spreadsheets need it

        rows = [[len(self.parties[place, value]) for value in self.values] for place in self.places]
        return pd.DataFrame(
            rows, index=pd.Index([self.names[p] for p in self.places], name="place"), columns=self.values
        )

    @property
    def by_place(self) -> pd.DataFrame:
        """Of each place the share of the values that enough parties do there, with its interval; the least covered first."""
        return self._rates({place: [(place, value) for value in self.values] for place in self.places}, self.names)

    @property
    def by_value(self) -> pd.DataFrame:
        """Of each value the share of the places where enough parties do it, with its interval; the least covered first."""
        return self._rates({value: [(place, value) for place in self.places] for value in self.values}, {})

    def _rates(self, groups: Mapping[str, Sequence[tuple[str, str]]], names: Mapping[str, str]) -> pd.DataFrame:
        import pandas as pd  # noqa: PLC0415 -- likewise

        rows = []
        for id_, cells in groups.items():
            met = sum(len(self.parties[cell]) >= self.needed for cell in cells)
            rate = Rate(id_, names.get(id_, id_), None, self.rule, met, len(cells))
            low, high = rate.interval or (None, None)
            rows.append((rate.name, id_, met, len(cells), rate.value, low, high))
        columns = ["name", "id", "numerator", "denominator", "value", "low", "high"]
        return pd.DataFrame(rows, columns=columns).sort_values(["value", "id"], ignore_index=True)


def own_rule(
    id_: str,
    reach: Reach,
    *,
    title: Bilingual,
    severity: Severity = Severity.MEDIUM,
    organizations: int = 1,
    remedy: Bilingual | None = None,
) -> Rule:
    """Return a rule of one's own: a finding for each place and value that fewer than ``organizations`` parties serve.

    Its subject is ``place|value``. Who counts: the participants of projects and activities, who offers a resource, who
    covers. What lies below a place counts for the place too.

    Examples
    --------
    >>> rule = own_rule("nobody-here", Reach("zone", "projects", "category"), title=Bilingual("Nobody here", "无人开展"))
    >>> rule.id, rule.defaults
    ('nobody-here', {'organizations': 1})
    """
    table = BY_NAME[reach.table]
    column = table.by_name[reach.column]
    place = LEVEL_TITLES[reach.level]
    number = Parameter("organizations", organizations, Bilingual("parties", "个单位"), CONVENTION, minimum=1)
    window = () if reach.days is None else (Parameter("days", reach.days, Bilingual("days", "天")),)
    recent = NOTHING if reach.days is None else Bilingual(", of the recent {days} days,", "（近{days}天）")
    return Rule(
        id=id_,
        family=OWN_FAMILY,
        title=title,
        definition=Bilingual(
            f"A place of the level {reach.level} and a {reach.column.replace('_', ' ')} such that fewer than {{organizations}} "
            f"different parties are in {reach.table.replace('_', ' ')}{recent.en} of it that lie in the place or below.",
            f"{place}及其下级的{table.chinese}{recent.zh}中，某一{column.chinese}的参与方不足{{organizations}}个。",
        ),
        severity=severity,
        subjects=Subjects(Bilingual(f"place of the level {reach.level}", place), partial(_has_places, reach.level)),
        remedy=remedy
        or Bilingual(
            "Win a party for {lacks} at {place}; the nearest who do it: {nearby}.",
            "在{place}引入{lacks}的单位；最近的开展单位：{nearby}。",
        ),
        find=partial(_find, reach),
        parameters=(number, *window),
        reads=(reach.table, *([_PARTICIPANTS[reach.table]] if reach.table in _PARTICIPANTS else [])),
    )


def reach_of(rule: Rule) -> Reach:
    """Return what a rule of one's own asks."""
    reach = rule.find.args[0] if isinstance(rule.find, partial) else None
    assert isinstance(reach, Reach)  # noqa: S101 -- `own_rule` is the only one who makes such rules
    return reach


def coverage_matrix(
    graph: nx.MultiDiGraph, rule: Rule, *, as_of: date | str | None = None, scope: str | None = None
) -> CoverageMatrix:
    """Return who does what where, as a rule of one's own sees it.

    Parameters
    ----------
    graph
        The whole stakeholder graph.
    rule
        From `load_own_rules` or `own_rule`.
    as_of, scope
        The date (the graph's own where None), and the place whose places are shown (everything where None).

    Raises
    ------
    InputError
        If there is no date or no such place.

    Examples
    --------
    >>> from datetime import date
    >>> from graphmodel.graph import About, Dataset, Records, build_graph
    >>> places = {"place_id": ["A", "B"], "name": ["a", "b"], "level": ["zone", "zone"]}
    >>> offers = {"resource_id": ["R1"], "title": ["water"], "category": ["WASH"], "offered_by": ["E1"], "place_id": ["A"]}
    >>> tables = {"places": places, "enterprises": {"unit_id": ["E1"], "name": ["e"]}, "resources": offers}
    >>> data = Dataset(About(as_of=date(2024, 6, 30)), {name: Records(BY_NAME[name], rows) for name, rows in tables.items()})
    >>> rule = own_rule("no-offer", Reach("zone", "resources", "category"), title=Bilingual("No offer", "无资源"))
    >>> coverage_matrix(build_graph(data), rule).frame["WASH"].to_dict()
    {'a': 1, 'b': 0}
    """
    scope = place_code(graph, scope)
    facts, reach = open_facts(graph, as_of=as_of, scope=scope), reach_of(rule)
    doing = _who_does_what(facts, reach, rule.defaults.get("days"))
    values = _values(reach, doing)
    places = [place for place in _places(facts, reach) if scope is None or scope in facts.snapshot.scope(place)]
    return CoverageMatrix(
        rule=rule.id,
        places=tuple(sorted(places)),
        values=values,
        names={place: facts.name(place) for place in places},
        parties={(p, value): tuple(sorted(doing.get((p, comparable(value)), ()))) for p in places for value in values},
        needed=int(rule.defaults["organizations"]),
        as_of=facts.as_of,
        scope=scope,
        synthetic=bool(graph.graph.get("synthetic", False)),
    )


_Doing = Mapping[tuple[str | None, str], set[str]]


def _find(reach: Reach, facts: Facts, limits: Limits) -> Iterator[Gap]:
    doing = _who_does_what(facts, reach, limits.get("days"))
    column = BY_NAME[reach.table].by_name[reach.column]
    titles = {item.value: item.chinese for item in column.values}  # noqa: PD011 -- a column of the schema, no series
    for place in _places(facts, reach):
        for value in _values(reach, doing):
            parties = doing.get((place, comparable(value)), set())
            if len(parties) < limits["organizations"]:
                # Who does it at the nearest place above where anybody else does; anywhere, if nobody does nearer.
                rising = (*reversed(facts.snapshot.scope(place)[:-1]), None)
                others = (doing.get((step, comparable(value)), set()) - parties for step in rising)
                nearby = next((found for found in others if found), set())
                evidence = {"place": place, "lacks": titles.get(value, value), "parties": sorted(parties)}
                everywhere = doing.get((None, comparable(value)), set())
                yield Gap(
                    f"{place}|{value}",
                    {**evidence, "nearby": sorted(nearby), "parties_elsewhere": len(everywhere - parties)},
                    scope=facts.snapshot.scope(place),
                    name=f"{facts.name(place)} | {titles.get(value, value)}",
                )


def _places(facts: Facts, reach: Reach) -> Sequence[str]:
    return facts.nodes(LEVEL_LABELS[reach.level])


def _values(reach: Reach, doing: _Doing) -> tuple[str, ...]:
    if reach.wanted is not None:
        return reach.wanted
    return tuple(sorted(value for place, value in doing if place is None))


def _who_does_what(facts: Facts, reach: Reach, days: float | None) -> _Doing:
    """Return the parties by place and value, counted at every place above too, and in all under None."""
    found: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for place, value, parties in _rows(facts, reach, days):
        for step in (None, *facts.snapshot.scope(place)):
            found[step, comparable(value)].update(parties)
    return found


def _rows(facts: Facts, reach: Reach, days: float | None) -> Iterator[tuple[str | None, Any, set[str]]]:
    """Yield what is done: where, what, and by whom."""
    label, when = SOURCES[reach.table]
    if label is None:
        for tie in facts.snapshot.ties("COVERS"):
            if tie.properties.get(reach.column) is not None:
                yield facts.place(tie.end), tie.properties[reach.column], {tie.start}
        return
    by = "OFFERS" if label == "Resource" else "TOOK_PART_IN"
    for node in facts.nodes(label):
        values = facts.data[node]
        if values.get(reach.column) is None:
            continue
        if days is None or when is None or facts.is_recent(values.get(when), days):
            yield facts.place(node), values[reach.column], {tie.start for tie in facts.snapshot.incoming(by, node)}


def _has_places(level: str, snapshot: Snapshot) -> bool:
    return bool(snapshot.every(LEVEL_LABELS[level]))
