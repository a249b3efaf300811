from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache

from graphmodel.schema import Column
from loaders.values.text import Fault, clean, is_unknown

_BRACKETED = re.compile(r"(.*?)\((.*)\)\Z")
_NUMBERED = re.compile(r"\(?[0-9]{1,2}(?:[)、.:]|\s)\s*(?=\D)")


def spelling(text: str) -> str:
    """Return the form in which choices are compared: width, case, blanks, brackets, colons and underscores do not matter."""
    return re.sub(r"[\s_():-]", "", clean(text).casefold())


@cache
def spellings(column: Column) -> Mapping[str, str]:
    """Map every accepted spelling of a column's choices to the value stored.

    The part before and the part within brackets are accepted where no other choice has the same.
    """
    exact: dict[str, str] = {}
    parts: dict[str, set[str]] = defaultdict(set)
    for choice in column.values:
        for text in (choice.value, choice.chinese, *choice.aliases):
            exact.setdefault(spelling(text), choice.value)
            bracketed = _BRACKETED.match(clean(text))
            if bracketed:
                for part in bracketed.groups():
                    parts[spelling(part)].add(choice.value)
    unambiguous = {part: values.copy().pop() for part, values in parts.items() if len(values) == 1}
    return {**unambiguous, **exact}


@cache
def enumeration_parser(column: Column) -> Callable[[str], str | Fault | None]:
    """Return the parser of a column of choices; a number before a choice, as lists of codes have it, is passed over.

    Examples
    --------
    >>> from graphmodel.schema import BY_NAME
    >>> parse = enumeration_parser(BY_NAME["party_organizations"].column("formation"))
    >>> parse("联合组建（按行业）"), parse("按行业"), parse("single"), parse("联合组建").code
    ('joint_by_industry', 'joint_by_industry', 'single', 'unknown_enum')
    >>> parse("2 联合组建：按行业"), parse("区域联建"), parse("2").code
    ('joint_by_industry', 'joint_by_area', 'unknown_enum')
    """
    known = spellings(column)

    def parse(raw: str) -> str | Fault | None:
        value = known.get(spelling(raw)) or known.get(spelling(_NUMBERED.sub("", clean(raw), count=1)))
        if value is not None:
            return value
        if is_unknown(raw):
            return None
        choices = {
            "choices": ", ".join(choice.value for choice in column.values),
            "choices_zh": "、".join(choice.chinese for choice in column.values),
        }
        return Fault("unknown_enum", choices)

    return parse
