"""Short constructors, so that a table's file reads as its definition."""

from __future__ import annotations

from graphmodel.bilingual import Bilingual
from graphmodel.schema.model import Column, EnumerationValue, Kind, Reference


def identifier(name: str, chinese: str, en: str, zh: str, *, required: bool = True) -> Column:
    """Return a node's id: text, unique over all tables."""
    return Column(name, chinese, Kind.IDENTIFIER, Bilingual(en, zh), required=required)


def text(
    name: str, chinese: str, en: str, zh: str, *, required: bool = False, synonyms: tuple[str, ...] = ()
) -> Column:
    """Return a free text."""
    return Column(name, chinese, Kind.TEXT, Bilingual(en, zh), required=required, synonyms=synonyms)


def enumeration(
    name: str,
    chinese: str,
    en: str,
    zh: str,
    values: tuple[EnumerationValue, ...],
    *,
    required: bool = False,
    empty_means: str | None = None,
) -> Column:
    """Return a choice among ``values``."""
    return Column(
        name, chinese, Kind.ENUMERATION, Bilingual(en, zh), required=required, values=values, empty_means=empty_means
    )


def reference(
    name: str,
    chinese: str,
    en: str,
    zh: str,
    *tables: str,
    label: str | None = None,
    relationship: str | None = None,
    incoming: bool = False,
    required: bool = False,
) -> Column:
    """Return a column that holds the id of a row in one of ``tables``."""
    target = Reference(tables, label=label, relationship=relationship, incoming=incoming)
    return Column(name, chinese, Kind.REFERENCE, Bilingual(en, zh), required=required, reference=target)


def date(name: str, chinese: str, en: str, zh: str, *, ends: bool = False, required: bool = False) -> Column:
    """Return a date, perhaps of a month or a year only."""
    return Column(name, chinese, Kind.DATE, Bilingual(en, zh), required=required, ends=ends)


def count(name: str, chinese: str, en: str, zh: str) -> Column:
    """Return a whole number that is not negative."""
    return Column(name, chinese, Kind.COUNT, Bilingual(en, zh))


def rating(name: str, chinese: str, en: str, zh: str, *, scale: tuple[int, int]) -> Column:
    """Return an answer on a scale: a whole number from its lowest to its highest value."""
    low, high = scale
    described = Bilingual(f"{en}, {low} to {high}", f"{zh}，{low} 至 {high}")
    return Column(name, chinese, Kind.COUNT, described, scale=scale)


def number(name: str, chinese: str, en: str, zh: str, *, required: bool = False) -> Column:
    """Return a number that is not negative."""
    return Column(name, chinese, Kind.NUMBER, Bilingual(en, zh), required=required)


def yes_no(name: str, chinese: str, en: str, zh: str) -> Column:
    """Return a yes or a no."""
    return Column(name, chinese, Kind.YES_NO, Bilingual(en, zh))


def coordinates(what_en: str, what_zh: str) -> tuple[Column, Column]:
    """Return longitude and latitude, WGS-84 degrees; both are given or neither."""
    return (
        Column(
            "longitude",
            "经度",
            Kind.LONGITUDE,
            Bilingual(f"Longitude of the {what_en}, degrees WGS-84", f"{what_zh}的经度，WGS-84，度"),
        ),
        Column(
            "latitude",
            "纬度",
            Kind.LATITUDE,
            Bilingual(f"Latitude of the {what_en}, degrees WGS-84", f"{what_zh}的纬度，WGS-84，度"),
        ),
    )


def since_until(tie_en: str, tie_zh: str) -> tuple[Column, Column]:
    """Return the two dates between which a tie is live."""
    return (
        date("since", "起", f"Since when the {tie_en} holds; empty: always", f"{tie_zh}起始日期；空为一直"),
        date("until", "止", f"Until when the {tie_en} holds; empty: still", f"{tie_zh}终止日期；空为至今", ends=True),
    )
