"""What a plan is: steps with reasons, what each closes, and the change it would make to the graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import networkx as nx
import pandas as pd

from graphmodel.analysis.planning.solver import Solution
from graphmodel.schema import Bilingual

PLANNED = "plan"
"""The source of whatever a plan adds."""


class Closing(NamedTuple):
    """A finding that a step closes: the id of the rule and of its subject."""

    rule: str
    subject: str


class NewNode(NamedTuple):
    """A node that a step adds."""

    id: str
    attributes: Mapping[str, Any]


class NewEdge(NamedTuple):
    """An edge that a step adds; ``attributes`` hold its ``type``."""

    start: str
    end: str
    attributes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What a step would add to the graph; nothing is taken away."""

    nodes: tuple[NewNode, ...] = ()
    edges: tuple[NewEdge, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do.

    Attributes
    ----------
    action
        What is done: ``joint-branch``, ``instructor``, ``centre`` …
    name
        Of what is founded, sent or opened.
    place
        Id of the place where, None where none is known.
    by
        Id of the organization that does it or stands above it, None where none is known.
    closes
        The findings that are gone afterwards.
    gain
        What the step adds to the steps before it, in the unit of the plan.
    reason
        Why it is worth doing.
    change
        What it makes of the graph.
    travel_m
        Sum of the ways from the base to those reached, metres along the ground; None where nobody travels.
    """

    action: str
    name: str
    place: str | None
    by: str | None
    closes: tuple[Closing, ...]
    gain: float
    reason: Bilingual
    change: Change
    travel_m: float | None = None


class Left(NamedTuple):
    """A finding that no step closes, and why."""

    closing: Closing
    reason: Bilingual


@dataclass(frozen=True)
class Plan:
    """Steps, the best first, and everything one must know to compute them again.

    Attributes
    ----------
    kind, title, unit
        What is planned, and in which unit gains are counted.
    steps
        In the order of what each adds.
    solution
        How good the plan is, in the unit of the plan: its value, the bound, the greedy value.
    preference
        Likewise for what decides between plans of the same value (same trade, least travel); None where nothing does.
    optima
        The proven best value for the first k steps, k = 1, 2 …; may be shorter than the plan, or empty.
    left
        The findings that remain.
    names
        What the ids in the plan are called.
    parameters
        The numbers used.
    assumptions
        What was taken for granted.
    as_of, scope, synthetic
        The date, the place to which the plan is limited (None: none), and whether any of the data are made up.
    outcome
        Further figures before and after, by name.
    """

    kind: str
    title: Bilingual
    unit: Bilingual
    steps: tuple[Step, ...]
    solution: Solution
    preference: Solution | None
    optima: tuple[float, ...]
    left: tuple[Left, ...]
    names: Mapping[str, str]
    parameters: Mapping[str, float]
    assumptions: tuple[Bilingual, ...]
    as_of: date
    scope: str | None
    synthetic: bool
    outcome: Mapping[str, float] = field(default_factory=dict)

    @property
    def closes(self) -> tuple[Closing, ...]:
        """Every finding that the plan closes, once, in the order of the steps."""
        return tuple(dict.fromkeys(closing for step in self.steps for closing in step.closes))

    @property
    def frame(self) -> pd.DataFrame:
        """One row a step."""
        return pd.DataFrame(
            [self._row(number, step) for number, step in enumerate(self.steps, 1)], columns=list(_COLUMNS)
        )

    @property
    def closings(self) -> pd.DataFrame:
        """One row a finding that is closed: ``step``, ``rule``, ``subject``, ``name``."""
        rows = [
            (number, closing.rule, closing.subject, self.names.get(closing.subject, closing.subject))
            for number, step in enumerate(self.steps, 1)
            for closing in step.closes
        ]
        return pd.DataFrame(rows, columns=["step", "rule", "subject", "name"])

    @property
    def remaining(self) -> pd.DataFrame:
        """One row a finding that remains: ``rule``, ``subject``, ``name``, ``reason_en``, ``reason_zh``."""
        rows = [
            (*item.closing, self.names.get(item.closing.subject, item.closing.subject), *item.reason)
            for item in self.left
        ]
        return pd.DataFrame(rows, columns=["rule", "subject", "name", "reason_en", "reason_zh"])

    @property
    def curve(self) -> pd.DataFrame:
        """The marginal curve: ``k``, what step k adds (``gain``), what k steps reach (``reached``), and the ``optimum`` for k.

        ``optimum`` is the most that any k steps can reach, empty where it was not worked out.
        """
        rows, reached = [(0, 0.0, 0.0, 0.0)], 0.0
        for number, step in enumerate(self.steps, 1):
            reached += step.gain
            best = self.optima[number - 1] if number <= len(self.optima) else float("nan")
            rows.append((number, step.gain, reached, best))
        return pd.DataFrame(rows, columns=["k", "gain", "reached", "optimum"])

    def _row(self, number: int, step: Step) -> dict[str, Any]:
        return {
            "step": number,
            "action": step.action,
            "name": step.name,
            "place": step.place,
            "place_name": self.names.get(step.place or ""),
            "by": step.by,
            "by_name": self.names.get(step.by or ""),
            "gain": step.gain,
            "closes": len(step.closes),
            "travel_m": None if step.travel_m is None else round(step.travel_m, 1),
            "subjects": [closing.subject for closing in step.closes],
            "subject_names": [self.names.get(closing.subject, closing.subject) for closing in step.closes],
            "reason_en": step.reason.en,
            "reason_zh": step.reason.zh,
        }


_COLUMNS = (
    "step",
    "action",
    "name",
    "place",
    "place_name",
    "by",
    "by_name",
    "gain",
    "closes",
    "travel_m",
    "subjects",
    "subject_names",
    "reason_en",
    "reason_zh",
)


def names_of(graph: nx.MultiDiGraph, steps: Iterable[Step], left: Iterable[Left] = ()) -> dict[str, str]:
    """Return what the ids that steps and remaining findings mention are called."""
    ids = {id_ for step in steps for id_ in (step.place, step.by, *(closing.subject for closing in step.closes))}
    ids |= {item.closing.subject for item in left}
    return {id_: _name(graph, id_) for id_ in sorted(id_ for id_ in ids if id_ is not None and id_ in graph)}


def _name(graph: nx.MultiDiGraph, node: str) -> str:
    values = graph.nodes[node]
    return str(values.get("name") or values.get("title") or node)


def apply_plan(graph: nx.MultiDiGraph, plan: Plan) -> nx.MultiDiGraph:
    """Return the graph as it would be with the plan carried out; the graph itself stays as it is.

    What is added has the source and load ``plan``, and begins on the plan's date.

    Examples
    --------
    >>> from datetime import date
    >>> graph = nx.MultiDiGraph(as_of=date(2024, 6, 30))
    >>> edge = NewEdge("a", "b", {"type": "COVERS", "kind": "work"})
    >>> nodes = tuple(NewNode(id_, {"labels": ("Stakeholder",)}) for id_ in "ab")
    >>> step = Step("instructor", "", None, None, (), 1, Bilingual("", ""), Change(nodes, (edge,)))
    >>> plan = Plan("x", Bilingual("", ""), Bilingual("", ""), (step,), Solution(1, 1, 1), None, (), (), {}, {}, (),
    ...             date(2024, 6, 30), None, False)
    >>> list(apply_plan(graph, plan).edges), len(graph)
    ([('a', 'b', 'COVERS:plan:1')], 0)
    """
    applied = graph.copy()
    for number, step in enumerate(plan.steps, 1):
        for node in step.change.nodes:
            applied.add_node(node.id, **node.attributes, source=PLANNED, load=PLANNED)
        for edge in step.change.edges:
            key = f"{edge.attributes['type']}:{PLANNED}:{number}"
            while applied.has_edge(edge.start, edge.end, key):
                key += "'"
            applied.add_edge(edge.start, edge.end, key=key, **edge.attributes, source=PLANNED, load=PLANNED)
    return applied
