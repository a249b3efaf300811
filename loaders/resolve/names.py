"""A name taken apart: region, trade name, industry, legal form, branch, what stands in brackets, numerals."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.resolve.lexicon import ALIASES, BRANCH, FORMS, GROUP, INDUSTRY, LONGEST_INDUSTRY, SYNONYMS
from loaders.resolve.regions import Region, split_region, split_trailing_region
from loaders.values.text import INVISIBLE, clean

_BRACKETS = re.compile(r"[(\[<【〔《「]([^)\]>】〕》」]*)[)\]>】〕》」]")
_NUMERAL = re.compile(r"[〇零一二三四五六七八九十]+")
_DIGIT = {character: number for number, character in enumerate("零一二三四五六七八九")} | {"〇": 0}
_IGNORED = re.compile(rf"[\s·•.,，、。\-_—'\"“”‘’*#{INVISIBLE}]")
_COMPANY = re.compile(r"股份有限公司|有限责任公司|责任有限公司|有限公司|公司")
_PART = re.compile(rf"(.+?(?:银行|信用社|保险|集团|总厂|医院|学校|超市))(.*(?:{BRANCH.pattern}))\Z")
_OWN_PART = re.compile(r"(?:分|支)公司\Z")
_SHORTEST_TRADE_NAME = 2


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a name, each normalised; an empty text is a part that the name does not have.

    ``whole`` is the name without differences of width, blanks, brackets' shapes and numerals' scripts; ``notes`` what
    stands in brackets and is neither region nor form; ``generic`` tells that the trade name is none of its own; ``core`` is
    trade name and industry, what is left without region, form and branch.
    """

    whole: str
    region: Region
    trade: str
    industry: tuple[str, ...]
    form: str
    branch: str
    notes: str
    numerals: tuple[str, ...]
    group: bool
    generic: bool
    core: str


def parse_name(text: str) -> Name:
    """Take a name apart.

    Examples
    --------
    >>> name = parse_name("第一太平戴维斯物业顾问（成都）有限公司")
    >>> name.region.prefecture, name.trade, name.industry, name.form
    ('成都', '第1太平戴维斯', ('物业', '顾问'), '有限公司')
    >>> name = parse_name("重庆华宇物业服务有限公司成都分公司")
    >>> name.region.province, name.trade, name.branch
    ('重庆', '华宇', '成都分公司')
    >>> parse_name("中铁八局集团第四工程有限公司").numerals
    ('8', '4')
    """
    plain = _IGNORED.sub("", clean(text).lower())
    region_within, notes, group = _brackets(plain)
    head, branch = _branch(_BRACKETS.sub("", plain))
    form = next((form for form in FORMS if head.endswith(form) and head != form), "")
    core = head.removesuffix(form)
    if core.endswith("集团"):
        core, group = core.removesuffix("集团"), True
    region, trade, industry, generic = _parts(core)
    branch = _arabic(re.sub("[省市]", "", branch))
    return Name(
        whole=_arabic(_BRACKETS.sub(r"(\1)", plain)),
        region=region_within if region == Region() else region,
        trade=trade,
        industry=industry,
        form=ALIASES.get(form, form),
        branch=branch,
        notes=_arabic(notes),
        numerals=tuple(re.findall(r"[0-9]+", trade + branch)),
        group=group or "集团" in core,
        generic=generic,
        core=trade + "".join(industry),
    )


def _parts(core: str) -> tuple[Region, str, tuple[str, ...], bool]:
    """Return region, trade name, industry, and whether the trade name is none of its own."""
    region, rest = split_region(core)
    trade, industry = _industry(rest)
    generic = len(trade) < _SHORTEST_TRADE_NAME
    if generic and rest != core:
        # 中国强房地产 is known as 中国强, 成都物业 as 成都: what looks like a region is the trade name.
        trade, industry = _industry(core)
        generic = split_region(trade)[1] == ""
        region = region if generic else Region()
    if not trade:
        trade, industry = "".join(industry), ()
    owner, group, part = trade.partition("集团")
    if group and region == Region():
        # 中房集团成都房地产开发: the region stands behind the group.
        region, part = split_region(part)
    return region, _arabic(owner + part), industry, generic


def _brackets(plain: str) -> tuple[Region, str, bool]:
    """Sort what stands in brackets: a region, notes, and whether it says 集团."""
    region, notes, group = Region(), [], False
    for inside in _BRACKETS.findall(plain):
        found, rest = split_region(inside)
        if found != Region() and not rest:
            region = found
        elif inside in GROUP:
            group = group or inside == "集团"
        elif inside:
            notes.append(inside)
    return region, "|".join(sorted(notes)), group


def _branch(plain: str) -> tuple[str, str]:
    """Split a name after the company's form: what follows is a part of the company."""
    found = _COMPANY.search(plain)
    while found and found.end() < len(plain):
        rest = plain[found.end() :]
        if rest not in GROUP and found.start() > 0:
            return plain[: found.end()], rest
        found = _COMPANY.search(plain, found.end())
    found = _PART.match(plain)
    if found:
        return found[1], found[2]
    found = _OWN_PART.search(plain)
    if found and found.start() > 0:
        # 保利物业成都分公司: the head's form is left out, and the part's region says where it begins.
        head, place = split_trailing_region(plain[: found.start()])
        return (head, place + found[0]) if head and place else (plain, "")
    return plain, ""


def _industry(core: str) -> tuple[str, tuple[str, ...]]:
    """Take words of industries off the end of a name."""
    words: list[str] = []
    while core:
        word = next((core[-size:] for size in range(LONGEST_INDUSTRY, 0, -1) if core[-size:] in INDUSTRY), None)
        if word is None:
            break
        words.append(SYNONYMS.get(word, word))
        core = core[: -len(word)]
    return core, tuple(reversed(words))


def _arabic(text: str) -> str:
    """Write Chinese numerals up to ninety-nine in digits; longer runs digit by digit."""
    return _NUMERAL.sub(lambda found: _number(found[0]), text)


def _number(numeral: str) -> str:
    tens, ten, ones = numeral.partition("十")
    if ten and len(tens) <= 1 and len(ones) <= 1 and "十" not in ones:
        return str(10 * (_DIGIT[tens] if tens else 1) + (_DIGIT[ones] if ones else 0))
    return "".join(str(_DIGIT[character]) if character in _DIGIT else "10" for character in numeral)
