"""Random dirty datasets against a slow, independent reading of the contract."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import loaders

COLUMNS = {
    "places": ("place_id", "name", "level", "parent_id", "households"),
    "party_organizations": ("org_id", "name", "kind", "unit_id", "parent_org_id", "place_id"),
    "enterprises": ("unit_id", "name", "kind", "place_id", "employees"),
    "owners_committees": ("committee_id", "compound_id", "members"),
    "links": ("from_id", "to_id", "layer"),
    "coverage": ("org_id", "covered_id", "kind"),
}
KEYS = {
    "places": "place_id",
    "party_organizations": "org_id",
    "enterprises": "unit_id",
    "owners_committees": "committee_id",
}
REQUIRED = {
    "places": ("place_id", "name", "level"),
    "party_organizations": ("org_id", "name", "kind"),
    "enterprises": ("unit_id", "name"),
    "owners_committees": ("committee_id", "compound_id"),
    "links": ("from_id", "to_id"),
    "coverage": ("org_id", "covered_id", "kind"),
}
STAKEHOLDERS = ("party_organizations", "enterprises", "owners_committees")
TARGETS = {
    ("places", "parent_id"): ("places",),
    ("party_organizations", "unit_id"): ("enterprises",),
    ("party_organizations", "parent_org_id"): ("party_organizations",),
    ("party_organizations", "place_id"): ("places",),
    ("enterprises", "place_id"): ("places",),
    ("owners_committees", "compound_id"): ("places",),
    ("links", "from_id"): STAKEHOLDERS,
    ("links", "to_id"): STAKEHOLDERS,
    ("coverage", "org_id"): ("party_organizations",),
    ("coverage", "covered_id"): ("enterprises", "places"),
}
CHOICES = {"level": {"compound", "building"}, "layer": {"culture", "safety"}}
KINDS = {
    "party_organizations": {"branch", "group"},
    "enterprises": {"private", "state"},
    "coverage": {"work", "activity"},
}
NUMBERS = ("households", "employees", "members")
IDS = st.sampled_from(["a", "b", "c", "d", "e", "f"])
Row = dict[str, str]


def cell(table: str, column: str) -> st.SearchStrategy[str]:
    if column == KEYS.get(table) or (table, column) in TARGETS:
        return IDS | IDS | st.sampled_from(["", "-", "zz", "x|y"])
    if column in NUMBERS:
        return st.sampled_from(["", "3", "3人", "三", "-1"])
    choices = KINDS[table] if column == "kind" else CHOICES.get(column)
    if choices:
        return st.sampled_from([*sorted(choices), *sorted(choices), "", "片"])
    return st.sampled_from(["甲", "甲", "甲", ""])


def rows_of(table: str) -> st.SearchStrategy[list[Row]]:
    row = st.fixed_dictionaries({column: cell(table, column) for column in COLUMNS[table]})
    return st.lists(row, max_size=6)


DATASETS = st.fixed_dictionaries({table: rows_of(table) for table in COLUMNS})


def parsed(table: str, column: str, text: str) -> tuple[Any, bool]:
    """Return the value, and whether the cell is no value."""
    if text in {"", "-"}:
        return None, False
    if column in NUMBERS:
        return (3, False) if text in {"3", "3人"} else (None, True)
    if column == KEYS.get(table) or (table, column) in TARGETS:
        return (None, True) if "|" in text else (text, False)
    choices = KINDS[table] if column == "kind" else CHOICES.get(column)
    return (None, True) if choices and text not in choices else (text, False)


class Oracle:
    """What becomes of each row, found one row at a time and over and over."""

    def __init__(self, data: dict[str, list[Row]]) -> None:
        self.data = data
        self.values = {
            t: [{c: parsed(t, c, text)[0] for c, text in row.items()} for row in rows] for t, rows in data.items()
        }
        self.state = {table: ["accepted"] * len(rows) for table, rows in data.items()}
        self.holder: dict[str, tuple[str, int]] = {}

    def run(self) -> dict[str, list[str]]:
        for table, rows in self.data.items():
            for i in range(len(rows)):
                if self.is_bad(table, i):
                    self.state[table][i] = "quarantined"
        for table in KEYS:
            for i in range(len(self.values[table])):
                if self.state[table][i] == "accepted":
                    self.settle(table, i)
        while any([self.follow(table, i) for table, rows in self.data.items() for i in range(len(rows))]):  # noqa: C419 -- all, not the first
            pass
        self.merge("links")
        self.merge("coverage")
        return self.state

    def merge(self, table: str) -> None:
        seen: list[Any] = []
        for i, own in enumerate(self.values[table]):
            if self.state[table][i] == "accepted" and own in seen:
                self.state[table][i] = "merged"
            seen.append(own if self.state[table][i] == "accepted" else None)

    def references(self, table: str, i: int) -> list[tuple[str, tuple[str, ...], str]]:
        own = self.values[table][i]
        return [
            (column, TARGETS[table, column], own[column])
            for column in own
            if (table, column) in TARGETS and own[column]
        ]

    def is_bad(self, table: str, i: int) -> bool:
        own = self.values[table][i]
        return (
            any(parsed(table, column, text)[1] for column, text in self.data[table][i].items())
            or any(own[column] is None for column in REQUIRED[table])
            or (table == "links" and own["from_id"] == own["to_id"])
            or not all(self.has_target(column, targets, value) for column, targets, value in self.references(table, i))
        )

    def has_target(self, column: str, targets: tuple[str, ...], value: str) -> bool:
        rows = [row for target in targets for row in self.values[target] if row[KEYS[target]] == value]
        return any(column != "compound_id" or row["level"] in {None, "compound"} for row in rows)

    def settle(self, table: str, i: int) -> None:
        own = self.values[table][i]
        first = self.holder.setdefault(own[KEYS[table]], (table, i))
        if first != (table, i):
            same = first[0] == table and all(v in {None, self.values[table][first[1]][c]} for c, v in own.items())
            self.state[table][i] = "merged" if same else "quarantined"

    def follow(self, table: str, i: int) -> bool:
        """Quarantine a row that refers to a quarantined one; tell whether that is new."""
        if self.state[table][i] == "quarantined":
            return False
        for column, targets, value in self.references(table, i):
            at = self.holder.get(value, ("", 0))
            if at == (table, i):
                continue
            is_right = (
                column != "compound_id" or at[0] != "places" or self.values["places"][at[1]]["level"] == "compound"
            )
            if at[0] in targets and self.state[at[0]][at[1]] == "accepted" and is_right:
                continue
            self.state[table][i] = "quarantined"
            return True
        return False


def write(data: dict[str, list[Row]], folder: Path) -> None:
    for table, rows in data.items():
        # A last column of ordinals keeps rows that are wholly empty from being passed over.
        lines = [
            ",".join([*COLUMNS[table], "备注"]),
            *(",".join([*(row[column] for column in COLUMNS[table]), "x"]) for row in rows),
        ]
        (folder / f"{table}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


@settings(max_examples=150, deadline=None)
@given(DATASETS)
def test_what_becomes_of_every_row(data: dict[str, list[Row]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(data, Path(folder))
        result = loaders.check(folder, as_of="2022-12-31")
    for table, states in Oracle(data).run().items():
        counts = result.counts[table]
        assert counts.read == len(states) == counts.accepted + counts.merged + counts.quarantined
        assert (counts.accepted, counts.merged) == (states.count("accepted"), states.count("merged")), table
        wrong = {
            problem.row - 2
            for problem in result.problems
            if problem.table == table and problem.severity == "error" and problem.row
        }
        assert wrong == {i for i, state in enumerate(states) if state == "quarantined"}
