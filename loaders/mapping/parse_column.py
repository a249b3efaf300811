"""One column of a mapping, judged against the column of ours that it makes."""

from __future__ import annotations

from collections.abc import Mapping

from graphmodel.bilingual import Bilingual
from graphmodel.schema import Column, Kind
from loaders.mapping.dates import is_date_format
from loaders.mapping.model import FIELD, ColumnRule, Lookup, Template
from loaders.mapping.parse_choice import parse_choice, parse_header, refuse_private
from loaders.mapping.toml_value import TomlValue, one_of
from loaders.values import Fault, parser_of
from loaders.values.number import UNITS
from loaders.values.text import clean

CODES = ("division",)
KEYS = tuple(ColumnRule.__dataclass_fields__)
_SOURCES = ("column", "constant", "template")
_WRITTEN = ("unit", "date", "code")


def parse_column(value: TomlValue, column: Column, lookups: Mapping[str, Lookup]) -> ColumnRule:
    """Return how one of our columns is made; ``lookups`` are those that the mapping has."""
    if not isinstance(value.value, dict):
        return ColumnRule(column=parse_header(value))
    value.table(KEYS)
    given = [name for name in _SOURCES if name in value.value]
    if len(given) != 1:
        value.fail(
            Bilingual("exactly one of column, constant and template", "应恰好写 column、constant、template 中的一个"),
            found=_given(given) if given else Bilingual("none of them", "三者都没有"),
        )
    if "values" in value.value and "lookup" in value.value:
        value.fail(
            Bilingual("one of values and lookup", "应只写 values 与 lookup 中的一个"),
            found=Bilingual("both", "两者都有"),
        )
    written = [name for name in _WRITTEN if name in value.value]
    if len(written) > 1:
        value.fail(Bilingual("one of unit, date and code", "应只写 unit、date、code 中的一个"), found=_given(written))
    return ColumnRule(
        column=parse_header(value.at("column")) if "column" in given else None,
        constant=_ours(value.at("constant"), column, written) if "constant" in given else None,
        template=_template(value.at("template")) if "template" in given else None,
        values=_values(value, column, written),
        lookup=tuple(item.choice(lookups) for item in value.at("lookup").list()) if "lookup" in value.value else (),
        otherwise=_otherwise(value, column, written),
        default=_ours(value.at("default"), column, written) if "default" in value.value else None,
        unit=_unit(value, column),
        date=_date(value, column),
        code=value.at("code").choice(CODES) if "code" in value.value else None,
        when=parse_choice(value.at("when")) if "when" in value.value else (),
    )


def _given(names: list[str]) -> Bilingual:
    return Bilingual(" and ".join(names), f"同时有 {'、'.join(names)}")


def _ours(value: TomlValue, column: Column, written: list[str]) -> str:
    """Insist on a text that the column can hold; where it is still to be converted only that it is a text."""
    text = value.text()
    fault = None if written else parser_of(column)(text)
    if isinstance(fault, Fault):
        choices = [choice.value for choice in column.values]
        kind = Bilingual(
            f"a {column.kind.value} for {column.name}", f"{column.name}（{column.chinese}）可用的{column.kind.chinese}"
        )
        value.fail(one_of(text, choices) if choices else kind)
    return text


def _values(value: TomlValue, column: Column, written: list[str]) -> dict[str, str] | None:
    if "values" not in value.value:
        return None
    return {clean(name): _ours(item, column, written) for name, item in value.at("values").items()}


def _otherwise(value: TomlValue, column: Column, written: list[str]) -> Template | None:
    if "otherwise" not in value.value:
        return None
    item = value.at("otherwise")
    if "values" not in value.value and "lookup" not in value.value:
        item.fail(
            Bilingual(
                "values or lookup beside it: it stands where those know no text",
                "应与 values 或 lookup 同用：只在它们没有对应时才采用",
            )
        )
    if FIELD.search(item.text()):
        return _template(item)
    return Template(_ours(item, column, written))


def _unit(value: TomlValue, column: Column) -> str | None:
    if "unit" not in value.value:
        return None
    item = value.at("unit")
    if column.kind not in {Kind.NUMBER, Kind.COUNT}:
        item.fail(
            Bilingual(
                f"no unit: {column.name} is a {column.kind.value}, units go with numbers and counts",
                f"应不写单位：{column.name}（{column.chinese}）是{column.kind.chinese}，只有数值和整数才有单位",
            )
        )
    return item.choice(UNITS)


def _date(value: TomlValue, column: Column) -> str | None:
    if "date" not in value.value:
        return None
    item = value.at("date")
    if column.kind is not Kind.DATE:
        item.fail(
            Bilingual(
                f"no date: {column.name} is a {column.kind.value}",
                f"应不写日期格式：{column.name}（{column.chinese}）是{column.kind.chinese}",
            )
        )
    if not is_date_format(item.text()):
        item.fail(
            Bilingual(
                "a form like DD/MM/YYYY, or unix, unix_ms or 1904", "DD/MM/YYYY 这样的格式，或 unix、unix_ms、1904"
            )
        )
    return item.text()


def _template(value: TomlValue) -> Template:
    template = Template(value.text(empty=False))
    rest = FIELD.sub("", template.text)
    if not template.columns or "{" in rest or "}" in rest:
        value.fail(
            Bilingual(
                "text with at least one {header} in it; for the same text in every row use constant",
                "至少含一个 {表头} 的文字；各行都相同的文字请用 constant",
            )
        )
    for name in template.columns:
        refuse_private(value, name)
    return template
