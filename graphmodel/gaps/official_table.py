"""The official table 社会组织法人单位建立党的基层组织情况, with the units behind each cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import networkx as nx

from graphmodel.errors import InputError
from graphmodel.gaps.facts import Facts
from graphmodel.gaps.find import open_facts
from graphmodel.graph import place_code
from graphmodel.schema import Bilingual

if TYPE_CHECKING:
    import pandas as pd

TITLE = Bilingual(
    "Party organizations founded in social organizations that are legal persons", "社会组织法人单位建立党的基层组织情况"
)

COLUMNS: Mapping[str, Bilingual] = MappingProxyType(
    {
        "total": Bilingual("Total", "总数"),
        "association": Bilingual("Associations", "社会团体"),
        "foundation": Bilingual("Foundations", "基金会"),
        "private_non_enterprise": Bilingual("Private non-enterprise units", "民办非企业单位"),
    }
)

ROWS: Mapping[str, Bilingual] = MappingProxyType(
    {
        "units": Bilingual("Units", "单位数"),
        "alone": Bilingual("With an organization of their own", "已单独建立党组织"),
        "alone_committee": Bilingual("  committee", "　党委"),
        "alone_general_branch": Bilingual("  general branch", "　总支部"),
        "alone_branch": Bilingual("  branch", "　支部"),
        "joint": Bilingual("With a joint branch", "已建立联合党支部的"),
        "joint_three_members": Bilingual("  of which with three members or more", "　其中：具有3名以上党员的"),
        "none": Bilingual("Without an organization", "未建立党组织"),
        "none_should": Bilingual("  should have one", "　应建尚未建立"),
        "none_few_members": Bilingual("  only a few members", "　仅有个别党员的"),
        "none_no_members": Bilingual("  no members", "　没有党员的"),
        "none_instructor": Bilingual("  of which with an instructor", "　已派党建工作指导员的"),
    }
)

_KINDS = ("association", "foundation", "private_non_enterprise")
_ALONE = ("alone_committee", "alone_general_branch", "alone_branch")
_SUMS: Mapping[str, tuple[str, ...]] = {
    "units": ("alone", "joint", "none"),
    "alone": _ALONE,
    "none": ("none_should", "none_few_members", "none_no_members"),
}
_OF_WHICH = {"joint_three_members": "joint", "none_instructor": "none"}


def _in_words(row: str, column: str) -> str:
    return f"“{ROWS[row].zh.strip()}”（{COLUMNS[column].zh}）"


@dataclass(frozen=True)
class OfficialTable:
    """The table: ``cells`` holds the sorted ids of the units behind each (row, column).

    ``not_in_table`` are the operating social organizations in scope whose kind has no column.
    """

    cells: Mapping[tuple[str, str], tuple[str, ...]]
    not_in_table: tuple[str, ...]
    as_of: date
    scope: str | None
    synthetic: bool

    def units(self, row: str, column: str = "total") -> tuple[str, ...]:
        """Return the ids of the units behind a cell; raise `InputError` where there is no such cell."""
        try:
            return self.cells[row, column]
        except KeyError:
            msg = Bilingual(
                f"found no cell {row!r}, {column!r}; rows are {', '.join(ROWS)}, columns {', '.join(COLUMNS)}",
                f"报表没有第 {row!r} 行、{column!r} 列：行有 {'、'.join(ROWS)}，列有 {'、'.join(COLUMNS)}",
            )
            raise InputError(msg) from None

    def count(self, row: str, column: str = "total") -> int:
        """Return the number in a cell."""
        return len(self.units(row, column))

    def cross_foot(self) -> tuple[Bilingual, ...]:
        """Return what does not add up, in words; empty where everything does.

        Units = alone + joint + should + few + none, and each total = the three kinds. Units are held against each other
        by id, so that one counted twice does not hide one that is missing.
        """
        problems = []
        for column in COLUMNS:
            for whole, parts in _SUMS.items():
                what = Bilingual(f"{whole} of {column}", _in_words(whole, column))
                problems.extend(self._unequal(what, (whole, column), [(part, column) for part in parts]))
            for part, whole in _OF_WHICH.items():
                if not set(self.units(part, column)) <= set(self.units(whole, column)):
                    problems.append(
                        Bilingual(
                            f"{part} of {column} is not within {whole}",
                            f"{_in_words(part, column)}有单位不在{_in_words(whole, column)}之内",
                        )
                    )
        for row in ROWS:
            what = Bilingual(f"total of {row}", _in_words(row, "total"))
            problems.extend(self._unequal(what, (row, "total"), [(row, kind) for kind in _KINDS]))
        return tuple(problems)

    def _unequal(self, what: Bilingual, whole: tuple[str, str], parts: list[tuple[str, str]]) -> list[Bilingual]:
        together = sorted(unit for part in parts for unit in self.cells[part])
        found = self.cells[whole]
        if together == list(found):
            return []
        counts = len(found), len(together)
        return [
            Bilingual(
                f"{what.en} is {counts[0]}, its parts make {counts[1]}",
                f"{what.zh}为 {counts[0]}，分项合计 {counts[1]}",
            )
        ]

    @property
    def frame(self) -> pd.DataFrame:
        """The table as printed: Chinese rows and columns, numbers."""
        import pandas as pd  # noqa: PLC0415 -- slow to import, and only notebooks and spreadsheets need it

        columns = {title.zh: [self.count(row, column) for row in ROWS] for column, title in COLUMNS.items()}
        return pd.DataFrame(columns, index=pd.Index([title.zh for title in ROWS.values()], name=TITLE.zh))

    def to_dict(self) -> dict[str, Any]:
        """Return the table as JSON has it: numbers, and the units behind each."""
        return {
            "as_of": self.as_of.isoformat(),
            "scope": self.scope,
            "synthetic": self.synthetic,
            "rows": {
                row: {
                    column: {"count": self.count(row, column), "units": list(self.units(row, column))}
                    for column in COLUMNS
                }
                for row in ROWS
            },
            "not_in_table": list(self.not_in_table),
        }


def official_table(
    graph: nx.MultiDiGraph,
    *,
    as_of: date | str | None = None,
    scope: str | None = None,
    parameters: Mapping[str, Mapping[str, float]] | None = None,
) -> OfficialTable:
    """Return the official table of the operating social organizations that lie in a place or below it.

    A unit stands in one row: alone by the highest of its own organizations (committee and comprehensive committee →
    committee; general branch; any other kind but a joint branch → branch), or where it stands alone by a coverage row
    only, by the covering organization's kind; else joint, where it has organization coverage; else without, by its party
    members. A joint branch recorded as covering singly counts as a branch, so that every unit is in one row. The
    instructor row counts units without an organization that have a live coverage row of mode instructor.

    Parameters
    ----------
    graph
        The whole stakeholder graph.
    as_of, scope
        The date (the graph's own where None), and the place (everything where None).
    parameters
        Numbers of the rules; ``unit-should-have-own-organization.members`` is what *should have one* means, and
        ``joint-member-should-stand-alone.members`` what *three members or more* means.

    Raises
    ------
    InputError
        If there is no date or no such place, or a parameter is wrong.

    Examples
    --------
    >>> from graphmodel.graph import About, Dataset, Records, build_graph
    >>> from graphmodel.schema import BY_NAME
    >>> rows = {"unit_id": ["S1", "S2"], "name": ["甲协会", "乙基金会"], "kind": ["association", "foundation"],
    ...         "party_members": [5, None]}
    >>> tables = {"social_organizations": Records(BY_NAME["social_organizations"], rows)}
    >>> table = official_table(build_graph(Dataset(About(as_of=date(2024, 6, 30)), tables)))
    >>> table.count("units"), table.units("none_should"), table.cross_foot()
    (2, ('S1',), ())
    """
    scope = place_code(graph, scope)
    facts = open_facts(graph, as_of=as_of, scope=scope, parameters=parameters)
    cells: dict[tuple[str, str], list[str]] = defaultdict(list)
    others = []
    for unit in sorted(facts.nodes("SocialOrganization")):
        if not facts.is_operating(unit) or (scope is not None and scope not in facts.scope(unit)):
            continue
        kind = facts.data[unit].get("kind")
        if kind not in _KINDS:
            others.append(unit)
            continue
        for row in _rows_of(facts, unit):
            cells[row, kind].append(unit)
            cells[row, "total"].append(unit)
    return OfficialTable(
        cells={(row, column): tuple(cells[row, column]) for row in ROWS for column in COLUMNS},
        not_in_table=tuple(others),
        as_of=facts.as_of,
        scope=scope,
        synthetic=bool(graph.graph.get("synthetic", False)),
    )


def _rows_of(facts: Facts, unit: str) -> list[str]:
    members = facts.party_members(unit)
    if facts.stands_alone(unit):
        return ["units", "alone", _highest(facts, unit)]
    if facts.is_organized(unit):
        enough = members >= facts.parameters["joint-member-should-stand-alone"]["members"]
        return ["units", "joint", *(["joint_three_members"] if enough else [])]
    should = members >= facts.parameters["unit-should-have-own-organization"]["members"]
    row = "none_should" if should else "none_few_members" if members else "none_no_members"
    return ["units", "none", row, *(["none_instructor"] if _has_instructor(facts, unit) else [])]


def _highest(facts: Facts, unit: str) -> str:
    kinds = [facts.data[organization].get("kind") for organization in facts.own_organizations.get(unit, ())]
    own = [kind for kind in kinds if kind != "joint_branch"]
    if not own:
        rows = facts.coverage_rows("organization", unit)
        own = [facts.data[tie.start].get("kind") for tie in rows if tie.properties.get("mode") == "single"]
    if "committee" in own or "comprehensive_committee" in own:
        return "alone_committee"
    return "alone_general_branch" if "general_branch" in own else "alone_branch"


def _has_instructor(facts: Facts, unit: str) -> bool:
    rows = facts.snapshot.incoming("COVERS", unit)
    return any(tie.properties.get("mode") == "instructor" for tie in rows)
