"""What a visitor looks at, as the address bar has it: whoever opens the address sees the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from graphmodel.schema import Language

EVERYTHING = "all"
"""The place that means the whole data."""

NOT_COMPARED = "none"
"""In the place of a day to compare with: no comparison."""

TABS = ("rates", "gaps", "alliances", "links", "recommended", "network", "charts", "check")
"""The parts of the page, in their order."""

PATHS: Mapping[Language, str] = {"zh": "/", "en": "/en"}
"""Where the page is in each language."""

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """A state of the page. None means the default: the first place, the data's own date, no filter.

    Attributes
    ----------
    language
        Of everything that is read.
    tab
        One of `TABS`.
    place
        Id of a place, or `EVERYTHING`.
    date
        The date of all analyses.
    severity, rule, closer
        Which gaps are listed.
    layer
        Which layer of co-building.
    partner
        Whose recommended links are listed.
    alliance
        Whose members are shown.
    chart
        Which kind of chart is drawn.
    since
        The day with which the report compares, as ISO text, or `NOT_COMPARED`.
    page
        Page of the list, from 1.
    """

    language: Language = "zh"
    tab: str = "rates"
    place: str | None = None
    date: date | None = None
    severity: str | None = None
    rule: str | None = None
    closer: str | None = None
    layer: str | None = None
    partner: str | None = None
    alliance: str | None = None
    chart: str | None = None
    since: str | None = None
    page: int = 1

    def to(self, **changes: Any) -> Choice:
        """Return the choice with some parts changed; another list begins at its first page.

        Examples
        --------
        >>> Choice(tab="gaps", page=3).to(severity="high").page
        1
        """
        return replace(self, **{"page": 1, **changes})

    @property
    def address(self) -> str:
        """The address: only what differs from the defaults.

        Examples
        --------
        >>> Choice(language="en", tab="gaps", place="510106032").address
        '/en?tab=gaps&place=510106032'
        >>> Choice().address
        '/'
        """
        query = self.query
        return PATHS[self.language] + (f"?{query}" if query else "")

    @property
    def query(self) -> str:
        """The part of the address after the question mark."""
        given = {name: value for name, value in asdict(self).items() if name != "language" and value != _DEFAULTS[name]}
        return urlencode({name: str(value) for name, value in given.items()})


_DEFAULTS = {field.name: field.default for field in fields(Choice)}


def read_choice(query: Mapping[str, str], language: Language) -> Choice:
    """Return the choice that a query says; what makes no sense counts as not given, for an address is easily damaged.

    Examples
    --------
    >>> read_choice({"tab": "gaps", "date": "2022-12-31", "page": "x", "stranger": "1"}, "zh")
    ... # doctest: +NORMALIZE_WHITESPACE
    Choice(language='zh', tab='gaps', place=None, date=datetime.date(2022, 12, 31), severity=None, rule=None, closer=None,
           layer=None, partner=None, alliance=None, chart=None, since=None, page=1)
    """
    known: dict[str, Any] = {
        name: value for name, value in query.items() if name in _TEXTS and 0 < len(value) <= _LONGEST
    }
    if query.get("tab") in TABS:
        known["tab"] = query["tab"]
    if query.get("page", "").isascii() and query.get("page", "").isdecimal():
        known["page"] = max(1, min(int(query["page"][:6]), 100_000))
    day = read_day(query.get("date"))
    if day is not None:
        known["date"] = day
    if read_day(known.get("since")) is None and known.get("since") != NOT_COMPARED:
        known.pop("since", None)
    return Choice(language=language, **known)


_TEXTS = frozenset(_DEFAULTS) - {"language", "tab", "date", "page"}


def read_address(address: str, language: Language) -> Choice:
    """Return the choice of a link on the page."""
    return read_choice(dict(parse_qsl(urlsplit(address).query)), language)


def read_day(text: str | None) -> date | None:
    """Return a day written as 2022-12-31, None for anything else."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        return None
