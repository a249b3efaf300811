"""What speaks for and against two rows being the same organization: the whole list, with weights.

Each feature finds one level of agreement, and each level has a weight: the base-2 logarithm of how many times more often
it is seen among rows of the same organization than among candidate pairs of different ones (I. P. Fellegi and A. B. Sunter,
A theory for record linkage, JASA 64, 1969). A level that cannot be told weighs nothing. The weights add up, and with
`PRIOR` give the score, a probability. They were set by hand and held against hand-checked pairs; docs/resolution.md says
which, and what the thresholds give.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from graphmodel.bilingual import Bilingual
from loaders.resolve.addresses import parse_address
from loaders.resolve.lexicon import COMPANY, WEAK
from loaders.resolve.names import Name
from loaders.resolve.profile import Profile, same_registration
from loaders.resolve.regions import Region

PRIOR = -3.0
"""Before anything is compared: one candidate pair in nine is the same."""

NEAR = 0.65
_SHORT = 2
_DAYS_APART = 366


@dataclass(frozen=True, slots=True)
class Feature:
    """One line of the list: a name, what it compares, and the weight of each level it can find."""

    name: str
    chinese: str
    level: Callable[[Profile, Profile], str | None]
    weights: Mapping[str, float] = field(default_factory=dict)


def _whole(left: Profile, right: Profile) -> str | None:
    return "identical" if left.parsed.whole == right.parsed.whole else None


def _trade(left: Profile, right: Profile) -> str:
    one, other = left.parsed, right.parsed
    if one.trade == other.trade:
        if one.generic and other.generic:
            return "generic"
        return "short" if len(one.trade) <= _SHORT else "long"
    shorter, longer = sorted((one.trade, other.trade), key=len)
    if len(shorter) >= _SHORT and shorter in longer:
        return "within"
    if one.core == other.core:
        return "long"
    near = len(shorter) > _SHORT and Indel.normalized_similarity(one.trade, other.trade) >= NEAR
    return "near" if near else "different"


def _industry(left: Profile, right: Profile) -> str | None:
    one, other = left.parsed.industry, right.parsed.industry
    if left.parsed.core == right.parsed.core:
        return "same" if one else None
    if not one or not other:
        return "left out"
    if one == other:
        return "same"
    words, others = set(one), set(other)
    if words - WEAK == others - WEAK:
        return "shortened" if words <= others or others <= words else "reworded"
    return "narrower" if words <= others or others <= words else "different"


def _region(left: Profile, right: Profile) -> str | None:
    one, other = left.parsed.region, right.parsed.region
    if one == other:
        return "none" if one == Region() else "same"
    if Region() in (one, other) or left.parsed.generic != right.parsed.generic:
        # 阿坝宾馆 and 成都阿坝宾馆: what one takes for its region is the other's trade name.
        return "left out"
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    if not pairs or any(a != b for a, b in pairs):
        return "different"
    return "wider"


def _form(left: Profile, right: Profile) -> str | None:
    one, other = left.parsed.form, right.parsed.form
    if one == other:
        return "same" if one else None
    if not one or not other:
        return None
    if {one, other} <= COMPANY:
        return "converted" if "股份有限公司" in (one, other) and "公司" not in (one, other) else None
    return "different"


def _branch(left: Profile, right: Profile) -> str | None:
    one, other = left.parsed.branch, right.parsed.branch
    if one == other:
        return "same" if one else None
    return "different" if one and other else "head and branch"


def _numerals(left: Profile, right: Profile) -> str | None:
    one, other = left.parsed.numerals, right.parsed.numerals
    if one == other:
        return None
    return "different"


def _notes(left: Profile, right: Profile) -> str | None:
    one, other = left.parsed.notes, right.parsed.notes
    if one == other:
        return None
    return "different" if one and other else "one has"


def _group(left: Profile, right: Profile) -> str | None:
    return None if left.parsed.group == right.parsed.group else "one is"


def _place(left: Profile, right: Profile) -> str | None:
    if left.place is None or right.place is None:
        return None
    if left.place == right.place:
        return "same"
    return "above" if left.place in right.above or right.place in left.above else "elsewhere"


def _address(left: Profile, right: Profile) -> str | None:
    one, other = parse_address(left.address), parse_address(right.address)
    if one.county and other.county and one.county != other.county:
        return "another county"
    if one.road is None or other.road is None:
        return None
    if one.road != other.road:
        return "another road"
    return "same number" if one.number and one.number == other.number else "same road"


def _listed_industry(left: Profile, right: Profile) -> str | None:
    if not left.industry or not right.industry:
        return None
    return "same" if left.industry == right.industry else "different"


def _founded(left: Profile, right: Profile) -> str | None:
    if left.founded_on is None or right.founded_on is None:
        return None
    if left.founded_precision or right.founded_precision:
        # Of one only the month or the year is known: equal years say that they may be the same day.
        return "within a year" if abs(left.founded_on.year - right.founded_on.year) <= 1 else "years apart"
    if left.founded_on == right.founded_on:
        return "same day"
    return "within a year" if abs((left.founded_on - right.founded_on).days) < _DAYS_APART else "years apart"


def _kind(left: Profile, right: Profile) -> str | None:
    return "different" if left.kind and right.kind and left.kind != right.kind else None


def _code(left: Profile, right: Profile) -> str | None:
    if same_registration(left, right) is not None:
        return None  # what can be trusted decides by itself, before any feature
    both = ((left.uscc, right.uscc), (left.registration_number, right.registration_number))
    found = [one == other for one, other in both if one is not None and other is not None]
    return None if not found else "same" if any(found) else "different"


def _ledger(left: Profile, right: Profile) -> str | None:
    return "same" if left.source == right.source else None


FEATURES = (
    Feature("whole name", "全称", _whole, {"identical": 3}),
    Feature(
        "trade name",
        "字号",
        _trade,
        {"long": 7, "short": 5, "generic": 1, "within": -4, "near": -4, "different": -9},
    ),
    Feature(
        "industry in the name",
        "名称中的行业",
        _industry,
        {"same": 3, "shortened": 2, "reworded": -2.5, "left out": -3, "narrower": -3, "different": -9},
    ),
    Feature(
        "region in the name",
        "名称中的区划",
        _region,
        {"same": 2, "none": -2, "left out": -3.5, "wider": -8, "different": -9},
    ),
    Feature("legal form", "组织形式", _form, {"same": 0.5, "converted": -3, "different": -4}),
    Feature("branch", "分支机构", _branch, {"same": 1, "head and branch": -12, "different": -12}),
    Feature("numerals", "序数", _numerals, {"different": -12}),
    Feature("notes in brackets", "括注", _notes, {"one has": -5, "different": -12}),
    Feature("group", "集团", _group, {"one is": -5}),
    Feature("place", "所在地", _place, {"same": 2, "above": 1, "elsewhere": -1}),
    Feature(
        "address",
        "地址",
        _address,
        {"same number": 5, "same road": 2, "another road": -1, "another county": -2},
    ),
    Feature("industry", "行业", _listed_industry, {"same": 1, "different": -0.5}),
    Feature("founding date", "成立日期", _founded, {"same day": 5, "within a year": 1, "years apart": -4}),
    Feature("kind", "单位类别", _kind, {"different": -2}),
    Feature("code in doubt", "存疑代码", _code, {"same": 8, "different": -3}),
    Feature("ledger", "同一台账", _ledger, {"same": -3}),
)
"""All features, in the order in which they are compared and shown."""

BY_NAME = {feature.name: feature for feature in FEATURES}

LEVELS = {
    "identical": "完全一致",
    "same": "相同",
    "different": "不同",
    "long": "相同且较长",
    "short": "相同但较短",
    "generic": "相同但仅为地名",
    "within": "一方含另一方",
    "near": "相近",
    "shortened": "一方为简写",
    "reworded": "换了说法",
    "left out": "一方未写",
    "narrower": "一方更窄",
    "none": "均未写",
    "wider": "一方更宽",
    "converted": "改制前后",
    "head and branch": "总部与分支",
    "one has": "仅一方有",
    "one is": "仅一方是",
    "above": "上下级",
    "elsewhere": "不在一处",
    "same number": "同一门牌",
    "same road": "同一道路",
    "another road": "不同道路",
    "another county": "不同区县",
    "same day": "同一天",
    "within a year": "相差一年以内",
    "years apart": "相差一年以上",
}
"""What a feature can find, in Chinese."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one feature found, and its weight in bits."""

    feature: str
    level: str
    weight: float

    def in_words(self) -> Bilingual:
        """Return the finding as people read it.

        Examples
        --------
        >>> Evidence("trade name", "long", 7).in_words()
        Bilingual(en='trade name: long +7', zh='字号：相同且较长 +7')
        """
        return Bilingual(
            f"{self.feature}: {self.level} {self.weight:+g}",
            f"{BY_NAME[self.feature].chinese}：{LEVELS[self.level]} {self.weight:+g}",
        )


def compare(left: Profile, right: Profile) -> tuple[float, tuple[Evidence, ...]]:
    """Compare two rows by every feature.

    Returns
    -------
    float
        The score: the probability that they are the same organization, 0 to 1.
    tuple of Evidence
        What was found, without the features that say nothing.

    Examples
    --------
    >>> one = Profile("a", "成都万邦物业有限公司", "compounds")
    >>> other = Profile("b", "成都万邦物业管理有限公司", "registry")
    >>> score, evidence = compare(one, other)
    >>> round(score, 2), [item.level for item in evidence]
    (0.99, ['short', 'shortened', 'same', 'same'])
    """
    evidence = []
    for feature in FEATURES:
        level = feature.level(left, right)
        if level is not None:
            evidence.append(Evidence(feature.name, level, feature.weights[level]))
    bits = PRIOR + sum(item.weight for item in evidence)
    return 1 / (1 + 2.0**-bits), tuple(evidence)


def name_key(name: Name) -> str:
    """Return the name without what people write one way or the other: the key of *normalised* equality."""
    region = name.region.county or name.region.prefecture or name.region.province or ""
    form = "" if name.form in COMPANY else name.form
    return f"{region}|{name.core}|{form}|{name.branch}|{name.notes}"
