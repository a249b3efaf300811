"""What looks like a person's data: it is left out before anything is stored, shown or logged."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

from stdnum import luhn
from stdnum.cn import ric

from loaders.person_names import is_surely_person_name
from loaders.values.text import clean, shortened
from loaders.values.uscc import uscc_status

MASK = "•••"
"""What is shown instead of a private value."""

_HEADERS = re.compile(
    r"姓名|联系人|联络人|负责人|负责同志|责任人|对接人|法定代表|法人代表|代表人|法人(?!单位|机构|组织|资格)|书记|股东|经办人|承办人|申请人|填报人|填表人|报送人|审核人|制表人"
    r"|诉求人|反映人|来电人|投诉人|当事人|监护人|带头人|楼栋长|单元长|网格员|楼长$|户主|业主名|居民名|委员名单|党员名单|签名|签字"
    r"|(?:主任|经理|会长|理事长|秘书长|院长|校长|站长|组长|店长|园长|指导员|联络员)$"
    r"|电话|手机|联系方式|座机|传真|身份证|证件号|公民身份|居民身份|护照|出生|生日|性别|民族|年龄|籍贯"
    r"|邮箱|电子邮件|e-?mail|微信|wechat|qq号?|银行卡|银行账|账号|卡号|家庭住址|住址|门牌|户籍"
    r"|phone|mobile|telephone|contactperson|contactname|idcard|idnumber|identitynumber|passport|birth|bankaccount|cardnumber"
    r"|firstname|lastname|surname|fullname|personname|legalrepresentative|principalname|personincharge|shareholder"
    r"|^(?:persons?|leaders?|secretary|contacts?|tel|fax|gender|sex|age|ethnicity|manager|chairman|chairperson)$"
    # GB/T 36104 and other exports name columns by pinyin initials.
    r"|^(?:sfzh?m?|fddbrxm|lxr|lxrxm|lxdh|lxfs|xm|gdmc|sjhm?|dhhm?|csrq|fzr|fzrxm|jbr|dzyx)$"
)
_BOUND, _END = r"(?<![0-9A-Za-z.])", r"(?!\.?[0-9A-Za-z])"
_IDENTITY = re.compile(rf"{_BOUND}([0-9]{{6}})[ -]?([0-9]{{8}})[ -]?([0-9]{{3}}[0-9Xx])(?![0-9A-Za-z])")
_OLD_IDENTITY = re.compile(rf"{_BOUND}([0-9]{{6}})([0-9]{{6}})[0-9]{{3}}{_END}")
_ROUNDED = re.compile(r"[1-8]\.[0-9]{9,16}[eE]\+17\Z")
_ROUNDED_OTHER = re.compile(r"(?:1\.[3-9][0-9]{4,8}[eE]\+10|6\.2[0-9]{4,16}[eE]\+1[5-8])\Z")
_MOBILE = re.compile(rf"{_BOUND}(?:(?:\+|00)?86[- ]?)?1[3-9][0-9][- ]?[0-9]{{4}}[- ]?[0-9]{{4}}{_END}")
_AREA = r"(?:10|2[0-57-9]|[3-9][0-9]{2})"
_LANDLINE = re.compile(
    rf"{_BOUND}(?:\(?0{_AREA}\)?[- ]?|(?:\+|00)?86[- ]?\(?0?{_AREA}\)?[- ])[2-9][0-9]{{2,3}}[- ]?[0-9]{{4}}(?:-[0-9]{{1,5}})?{_END}"
)
_MAIL = re.compile(r"(?<![0-9A-Za-z._%+-])[0-9A-Za-z._%+-]+@(?:[0-9A-Za-z-]+\.)+[A-Za-z]{2,}")
_CARD = re.compile(rf"{_BOUND}(62[0-9]{{2}}(?:[ -]?[0-9]{{4}}){{3}}(?:[ -]?[0-9]{{1,3}})?){_END}")
_ANNOUNCED = re.compile(
    r"(?:电话|座机|固话|致电|联系方式|\btel\b)[^0-9]{0,4}[2-9][0-9]{6,7}(?![0-9])"
    r"|(?:卡号|银行账号|\baccount\b)[^0-9]{0,6}[0-9](?:[ -]?[0-9]){11,}"
    r"|(?:微信号?|wechat|qq号?)[:  ]{1,2}[0-9a-z_-]{5,}",
    re.IGNORECASE,
)
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
_LOOKED_AT = 300
"""Characters that are looked at before the beginning of a text is quoted: more than are quoted, by a number's length."""
# What has none of these holds nothing private; most cells are done with here.
_HOLDS = re.compile(r"@|[0-9]{4}|微信|wechat|qq", re.IGNORECASE)


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
    return any(
        _is_like_identity(number) and ric.calc_check_digit(number) == number[-1] for number in _identity_numbers(text)
    )


def _identity_numbers(text: str) -> Iterator[str]:
    return ("".join(match.groups()).upper() for match in _IDENTITY.finditer(text))


def _is_like_identity(number: str) -> bool:
    return number[:2] in _PROVINCES and _is_birth_date(number[6:14])


def _is_birth_date(digits: str) -> bool:
    if digits[:2] not in {"19", "20"}:
        return False
    try:
        dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def looks_private(text: str) -> bool:
    """Tell whether a text holds an identity, telephone or bank card number, or an e-mail address.

    An identity number counts though its check digit be mistyped, unless the whole is a valid credit code.

    Examples
    --------
    >>> [looks_private(text) for text in ("13800138000", "联系 +86 138-0013-8000", "a@b.cn", "510106024001", "2024-06-01")]
    [True, True, True, False, False]
    >>> [looks_private(text) for text in ("028-87654321", "(028)87654321", "400-123-4567", "6222 0210 0111 6245 702")]
    [True, True, False, True]
    """
    if len(text) < _SHORTEST:
        return False
    text = text if text.isascii() else clean(text)
    if not _HOLDS.search(text):
        return False
    return (
        _MOBILE.search(text) is not None
        or _LANDLINE.search(text) is not None
        or _holds_identity(text)
        or ("@" in text and _MAIL.search(text) is not None)
        or any(luhn.is_valid(re.sub("[ -]", "", match[1])) for match in _CARD.finditer(text))
        or _ROUNDED_OTHER.match(text) is not None
        or _ANNOUNCED.search(text) is not None
    )


def _holds_identity(text: str) -> bool:
    if _ROUNDED.match(text):
        return has_identity_number(text)
    for number in _identity_numbers(text):
        is_right = ric.calc_check_digit(number) == number[-1]
        if _is_like_identity(number) and (is_right or uscc_status(number) != "ok"):
            return True
    return any(match[1][:2] in _PROVINCES and _is_birth_date(f"19{match[2]}") for match in _OLD_IDENTITY.finditer(text))


def shown(text: str) -> str:
    """Return a value as it may be shown: masked where it looks private, or is a person's name in the wrong place.

    Examples
    --------
    >>> shown("13800138000"), shown("王某某"), shown("E001"), shown("片区")
    ('•••', '•••', 'E001', '片区')
    """
    return MASK if looks_private(text) or is_surely_person_name(text) else text


def quoted(text: str) -> str:
    """Return a value as a message quotes it: masked like `shown`, and of one that is very long only the beginning.

    Examples
    --------
    >>> quoted("13800138000"), len(quoted("长" * 1000)) < 300
    ('•••', True)
    """
    return MASK if shown(text[:_LOOKED_AT]) == MASK else shortened(text)
