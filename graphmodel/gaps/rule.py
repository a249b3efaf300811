"""What a gap rule is, and how a family of rules is declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias

from graphmodel.errors import SchemaError
from graphmodel.gaps.facts import Facts
from graphmodel.gaps.subjects import Subjects
from graphmodel.schema import Bilingual

CONVENTION = Bilingual("Convention of this rule set", "本规则集约定")
"""Source of a number that no regulation gives."""

Limits: TypeAlias = Mapping[str, float]
"""The numbers of one rule by name, as used in a run."""


class Severity(StrEnum):
    """How much a gap matters, the gravest first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


SEVERITY_TITLES: dict[Severity, Bilingual] = {
    Severity.HIGH: Bilingual("high", "高"),
    Severity.MEDIUM: Bilingual("medium", "中"),
    Severity.LOW: Bilingual("low", "低"),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of a rule that a ``rules.toml`` can set: its default, unit, source and the range that makes sense."""

    name: str
    default: float
    unit: Bilingual
    source: Bilingual = CONVENTION
    whole: bool = True
    minimum: float = 0
    maximum: float = 100_000


class Gap(NamedTuple):
    """What a rule's function yields.

    ``scope`` and ``name`` are given only where they do not follow from the subject's node.
    """

    subject: str
    evidence: dict[str, Any]
    scope: tuple[str, ...] | None = None
    name: str | None = None


Find: TypeAlias = Callable[[Facts, Limits], Iterator[Gap]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One gap rule.

    ``definition`` may name parameters in braces, ``remedy`` also what is in the evidence, and ``name``. ``subjects`` says
    what the rule is about: without any it is not applicable. ``reads`` are the other tables it rests on: where one of them
    is absent, the evidence says so. ``borrows`` are rules whose numbers it uses. ``notes`` answer what the definition leaves
    open.
    """

    id: str
    family: Family
    title: Bilingual
    definition: Bilingual
    severity: Severity
    subjects: Subjects
    remedy: Bilingual
    find: Find
    parameters: tuple[Parameter, ...] = ()
    reads: tuple[str, ...] = ()
    borrows: tuple[str, ...] = ()
    notes: Bilingual | None = None

    @property
    def defaults(self) -> dict[str, float]:
        """The rule's numbers as they are without a ``rules.toml``."""
        return {parameter.name: parameter.default for parameter in self.parameters}

    def explain(self, limits: Limits | None = None) -> Bilingual:
        """Return the definition with its numbers filled in.

        Examples
        --------
        >>> from graphmodel.gaps import RULES
        >>> RULES["alliance-too-small"].explain({"members": 4}).en
        'A live alliance with fewer than 4 live members, counted by different ids.'
        """
        numbers = {name: f"{value:g}" for name, value in (self.defaults | dict(limits or {})).items()}
        return Bilingual(*(text.format_map(numbers) for text in self.definition))


@dataclass(frozen=True, eq=False)
class Family:
    """Rules that belong together, one file each; `rule` declares one in the order of the page."""

    id: str
    title: Bilingual
    rules: list[Rule] = field(default_factory=list, repr=False)

    def rule(  # noqa: PLR0913 -- the declaration of a rule names everything about it
        self,
        id_: str,
        *,
        title: tuple[str, str],
        definition: tuple[str, str],
        severity: Severity,
        subjects: Subjects,
        remedy: tuple[str, str],
        parameters: tuple[Parameter, ...] = (),
        reads: tuple[str, ...] = (),
        borrows: tuple[str, ...] = (),
        notes: tuple[str, str] | None = None,
    ) -> Callable[[Find], Find]:
        """Register a rule; texts are (English, Chinese)."""
        if any(rule.id == id_ for rule in self.rules):
            msg = f"rule {id_} is declared twice in the family {self.id}"
            raise SchemaError(msg)

        def register(find: Find) -> Find:
            self.rules.append(
                Rule(
                    id=id_,
                    family=self,
                    title=Bilingual(*title),
                    definition=Bilingual(*definition),
                    severity=severity,
                    subjects=subjects,
                    remedy=Bilingual(*remedy),
                    find=find,
                    parameters=parameters,
                    reads=reads,
                    borrows=borrows,
                    notes=None if notes is None else Bilingual(*notes),
                )
            )
            return find

        return register
