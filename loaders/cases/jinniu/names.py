"""Names of what is synthetic: a real place, a running number, a trade. No persons, no real organizations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from stdnum.cn import uscc

from loaders.cases.jinniu.chance import Ints


@dataclass(frozen=True, slots=True)
class Trade:
    """An industry: the word in names, its share of enterprises, and the median number of employees."""

    industry: str
    word: str
    share: float
    employees: float


TRADES = (
    Trade("批发零售", "商贸", 0.27, 4),
    Trade("餐饮", "餐饮", 0.15, 6),
    Trade("居民服务", "生活服务", 0.12, 4),
    Trade("商务服务", "商务咨询", 0.09, 8),
    Trade("信息技术", "信息科技", 0.07, 14),
    Trade("文化传媒", "文化传媒", 0.06, 9),
    Trade("建筑装饰", "建筑工程", 0.06, 22),
    Trade("物流运输", "物流", 0.05, 18),
    Trade("房地产", "置业", 0.03, 20),
    Trade("制造", "制造", 0.03, 38),
    Trade("教育培训", "教育培训", 0.025, 16),
    Trade("医疗健康", "健康服务", 0.02, 20),
    Trade("法律服务", "法律服务", 0.01, 15),
    Trade("电商直播", "电子商务", 0.015, 11),
)
PROPERTY = Trade("物业服务", "物业服务", 0.0, 45)
PROPERTY_INDUSTRY = len(TRADES)
SOCIAL_INDUSTRY = PROPERTY_INDUSTRY + 1
PUBLIC_INDUSTRY = SOCIAL_INDUSTRY + 1
INDUSTRY_COUNT = PUBLIC_INDUSTRY + 1

SOCIAL_FIELDS = ("养老助残", "青少年服务", "社区治理", "文化体育", "法律援助", "环境保护", "志愿服务", "健康促进")
PUBLIC_WORDS = (
    "小学",
    "中学",
    "幼儿园",
    "社区卫生服务中心",
    "派出所",
    "司法所",
    "市场监管所",
    "税务所",
    "环卫所",
    "文化站",
)

# No division has this code: the whole range of credit codes in the case is made up, though their check digits hold.
MADE_UP_DIVISION = "519999"
_BODY_WEIGHTS = np.array([3, 7, 9, 10, 5, 8, 4, 2])


def short(name: str) -> str:
    """Return a place's name without the word for its level.

    Examples
    --------
    >>> short("青羊北路社区"), short("抚琴街道")
    ('青羊北路', '抚琴')
    """
    return name.removesuffix("社区").removesuffix("街道")


def numbered(owners: list[str], rows: Ints, letter: str, digits: int) -> list[str]:
    """Return an id for each thing, numbered within its owner; ``rows`` are those of the owners, sorted.

    Examples
    --------
    >>> numbered(["a", "b"], np.array([0, 0, 1]), "C", 2)
    ['a-C01', 'a-C02', 'b-C01']
    """
    numbers = np.arange(1, len(rows) + 1) - np.searchsorted(rows, rows)
    return [f"{owners[row]}-{letter}{n:0{digits}d}" for row, n in zip(rows.tolist(), numbers.tolist(), strict=True)]


def credit_codes(prefixes: list[str | None], first: int) -> list[str | None]:
    """Return a unified social credit code of the made-up range for each two-digit prefix, None for None.

    Examples
    --------
    >>> from stdnum.cn.uscc import is_valid
    >>> is_valid(credit_codes(["91"], 1)[0])
    True
    """
    checks = _body_checks(np.arange(first, first + len(prefixes)))
    return [
        None if prefix is None else _with_check(f"{prefix}{MADE_UP_DIVISION}MAX{number:05d}{check}")
        for number, (prefix, check) in enumerate(zip(prefixes, checks, strict=True), start=first)
    ]


def _with_check(front: str) -> str:
    return f"{front}{uscc.calc_check_digit(front)}"


def _body_checks(numbers: Ints) -> list[str]:
    """Return the check character of the organization codes MAX00000, MAX00001 … (GB 11714)."""
    digits: NDArray[np.int64] = numbers[:, None] // 10 ** np.arange(4, -1, -1) % 10
    letters = np.array([ord(letter) - ord("A") + 10 for letter in "MAX"])
    sums = digits @ _BODY_WEIGHTS[3:] + letters @ _BODY_WEIGHTS[:3]
    return ["0123456789X0"[11 - rest] for rest in (sums % 11).tolist()]
