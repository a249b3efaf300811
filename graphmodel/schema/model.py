"""What a declaration is made of: columns, node tables and relationship tables, all frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from graphmodel.bilingual import Bilingual, Language
from graphmodel.errors import SchemaError


class Kind(StrEnum):
    """The kind of value in a column; each has one parser among the loaders."""

    IDENTIFIER = "id"
    REFERENCE = "reference"
    TEXT = "text"
    ENUMERATION = "enum"
    COUNT = "count"
    NUMBER = "number"
    YES_NO = "yes/no"
    DATE = "date"
    LONGITUDE = "longitude"
    LATITUDE = "latitude"
    USCC = "uscc"

    @property
    def chinese(self) -> str:
        """What such a value is called in Chinese.

        Examples
        --------
        >>> Kind.COUNT.chinese
        '整数'
        """
        return _CHINESE[self]


_CHINESE = {
    Kind.IDENTIFIER: "编码",
    Kind.REFERENCE: "编码",
    Kind.TEXT: "文字",
    Kind.ENUMERATION: "选项",
    Kind.COUNT: "整数",
    Kind.NUMBER: "数值",
    Kind.YES_NO: "是或否",
    Kind.DATE: "日期",
    Kind.LONGITUDE: "经度",
    Kind.LATITUDE: "纬度",
    Kind.USCC: "统一社会信用代码",
}


@dataclass(frozen=True, slots=True)
class EnumerationValue:
    """One allowed value: English as stored, Chinese as shown, aliases as also accepted."""

    value: str
    chinese: str
    aliases: tuple[str, ...] = ()

    def in_language(self, language: Language) -> str:
        """Return the value as it is shown in ``language``."""
        return self.chinese if language == "zh" else self.value


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a reference column points, and which relationship it becomes.

    ``tables`` are those whose rows may be referred to; ``label`` narrows them (a ``compound_id`` must be a
    compound). On a node table ``relationship`` is the type of the edge that the column becomes; ``incoming``
    turns its direction (the referred node is then the start).
    """

    tables: tuple[str, ...]
    label: str | None = None
    relationship: str | None = None
    incoming: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    ``scale`` bounds a count that is an answer on a scale: its lowest and its highest value. ``ends`` marks a date that ends or limits: a month or a year in it stands for its last day, elsewhere for its
    first. ``stored_as`` renames the property where the column's name is taken in the graph. ``empty_means`` is the value that an empty cell stands for in every rule. ``derived`` columns are made by
    the loaders and never read from a file.
    """

    name: str
    chinese: str
    kind: Kind
    description: Bilingual
    required: bool = False
    values: tuple[EnumerationValue, ...] = ()
    reference: Reference | None = None
    scale: tuple[int, int] | None = None
    ends: bool = False
    empty_means: str | None = None
    derived: bool = False
    synonyms: tuple[str, ...] = ()
    stored_as: str | None = None

    @property
    def property_name(self) -> str:
        """The name of the property in the graph: the column's own, unless that means something else there."""
        return self.stored_as or self.name

    @property
    def title(self) -> Bilingual:
        """The header in both languages."""
        return Bilingual(self.name, self.chinese)


@dataclass(frozen=True, eq=False, repr=False)
class Table:
    """What node tables and relationship tables share: names, columns and lifetime.

    ``begins`` and ``ends`` name the date columns between which a row is live. A table is declared once, so two are equal
    only when they are the same.
    """

    name: str
    chinese: str
    description: Bilingual
    columns: tuple[Column, ...]
    begins: str | None = None
    ends: str | None = None
    synonyms: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name} {self.chinese}: {len(self.columns)} columns>"

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Columns by English name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def required(self) -> tuple[Column, ...]:
        """The columns without which a row cannot stand."""
        return tuple(column for column in self.columns if column.required)

    @cached_property
    def read_columns(self) -> tuple[Column, ...]:
        """The columns that a file may have, in the order of a template."""
        return tuple(column for column in self.columns if not column.derived)

    @cached_property
    def references(self) -> tuple[Column, ...]:
        """The columns that refer to rows of other tables."""
        return tuple(column for column in self.columns if column.reference is not None)

    def column(self, name: str) -> Column:
        """Return the column called ``name``; raise `SchemaError` where there is none."""
        try:
            return self.by_name[name]
        except KeyError:
            msg = f"table {self.name} has no column {name!r}; it has {', '.join(self.by_name)}"
            raise SchemaError(msg) from None


@dataclass(frozen=True, eq=False, repr=False)
class NodeTable(Table):
    """A table each row of which becomes a node.

    ``label`` is the node's own type, ``labels`` the wider ones it also carries. Where ``subtype_column`` is given
    its value adds the label that ``subtypes`` names. ``key`` is the id column; without one the id is made from the
    row's values.
    """

    label: str = ""
    labels: tuple[str, ...] = ()
    key: str | None = None
    subtype_column: str | None = None
    subtypes: dict[str, str] = field(default_factory=dict)

    def node_labels(self, subtype: str | None = None) -> tuple[str, ...]:
        """All labels of a row, sorted; ``subtype`` is its value in ``subtype_column``."""
        own = (self.label, *self.labels)
        return tuple(sorted(own if subtype is None else (*own, self.subtypes[subtype])))


@dataclass(frozen=True, eq=False, repr=False)
class RelationshipTable(Table):
    """A table each row of which becomes one relationship from ``start`` to ``end`` (column names)."""

    type: str = ""
    start: str = ""
    end: str = ""
    allows_self: bool = True
