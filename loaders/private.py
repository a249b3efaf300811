"""What looks like a person's data: it is left out before anything is stored, shown or logged."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from stdnum import luhn
from stdnum.cn import ric

from loaders.values.text import clean

MASK = "•••"
"""What is shown instead of a private value."""

_HEADERS = re.compile(
    r"姓名|联系人|负责人|法定代表|法人代表|法人(?!单位|机构|组织|资格)|书记|经办人|填报人|填表人|楼栋长|单元长|网格员|户主|业主名|居民名|委员名单|党员名单"
    r"|电话|手机|联系方式|座机|传真|身份证|证件号|公民身份|居民身份|护照|出生|生日|性别|民族|年龄|籍贯"
    r"|邮箱|电子邮件|e-?mail|微信|wechat|qq号?|银行卡|银行账|卡号|家庭住址|住址|门牌|户籍"
    r"|phone|mobile|telephone|contactperson|contactname|idcard|idnumber|identitynumber|passport|birth"
    r"|firstname|lastname|surname|fullname|personname|legalrepresentative|principalname|personincharge|^persons?$|^leaders?$|^secretary$|^contacts?$|^tel$|^sfzh?m?$|^fddbrxm$|^lxr$|^lxdh$|^xm$"
)
_BOUND, _END = r"(?<![0-9A-Za-z.])", r"(?!\.?[0-9A-Za-z])"
_IDENTITY = re.compile(rf"{_BOUND}([0-9]{{6}})[ -]?([0-9]{{8}})[ -]?([0-9]{{3}}[0-9Xx])(?![0-9A-Za-z])")
_ROUNDED = re.compile(r"[1-8]\.[0-9]{9,16}[eE]\+17\Z")
_MOBILE = re.compile(rf"{_BOUND}(?:(?:\+|00)?86[- ]?)?1[3-9][0-9][- ]?[0-9]{{4}}[- ]?[0-9]{{4}}{_END}")
_MAIL = re.compile(r"[0-9A-Za-z._%+-]+@[0-9A-Za-z-]+\.[A-Za-z.]{2,}")
_CARD = re.compile(rf"{_BOUND}(62[0-9]{{14,17}}){_END}")
_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
_SHORTEST = 5


def is_private_header(header: str) -> bool:
    """Tell whether a column announces personal data.

    Examples
    --------
    >>> [is_private_header(header) for header in ("联系人", "手机 号码", "Contact Person", "单位名称")]
    [True, True, True, False]
    """
    return _HEADERS.search(re.sub(r"[\s_*]", "", clean(header).casefold())) is not None


def has_identity_number(text: str) -> bool:
    """Tell whether a text holds a resident identity number, GB 11643: province, date of birth and check digit are right.

    Examples
    --------
    >>> has_identity_number("证号 360426199101010071"), has_identity_number("360426199101010072")
    (True, False)
    """
    if len(text) < len("5.10106199E+17"):
        return False
    text = text if text.isascii() else clean(text)
    if _ROUNDED.match(text):
        digits = str(int(Decimal(text)))
        return digits[:2] in _PROVINCES and _is_birth_date(digits[6:14])
    return any(_is_identity("".join(match.groups())) for match in _IDENTITY.finditer(text))


def _is_identity(number: str) -> bool:
    return (
        number[:2] in _PROVINCES
        and _is_birth_date(number[6:14])
        and ric.calc_check_digit(number.upper()) == number[-1].upper()
    )


def _is_birth_date(digits: str) -> bool:
    if digits[:2] not in {"19", "20"}:
        return False
    try:
        dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def looks_private(text: str) -> bool:
    """Tell whether a text holds an identity number, a mobile number, a bank card number or an e-mail address.

    Examples
    --------
    >>> [looks_private(text) for text in ("13800138000", "联系 +86 138-0013-8000", "a@b.cn", "510106024001", "2024-06-01")]
    [True, True, True, False, False]
    """
    if len(text) < _SHORTEST:
        return False
    text = text if text.isascii() else clean(text)
    return (
        _MOBILE.search(text) is not None
        or has_identity_number(text)
        or ("@" in text and _MAIL.search(text) is not None)
        or any(luhn.is_valid(match[1]) for match in _CARD.finditer(text))
    )


def shown(text: str) -> str:
    """Return a value as it may be shown: masked where it looks private.

    Examples
    --------
    >>> shown("13800138000"), shown("E001")
    ('•••', 'E001')
    """
    return MASK if looks_private(text) else text
