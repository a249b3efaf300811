"""What looks like a person's name, as far as a name can be told without a dictionary of persons."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.values.text import clean, is_unknown

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪"
    "田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温"
    "芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜肖詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈"
    "鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边"
)
_COMPOUND = "欧阳|上官|司马|诸葛|司徒|东方|独孤|南宫|夏侯|皇甫|尉迟|公孙|慕容|令狐|端木|长孙"
# Characters that seldom stand in a given name and often in a short word: places, organizations, times, measures.
_NOT_GIVEN = (
    "的了和与在会业路区街店馆厂司社院所部校组站局处村镇县市乡园楼号室层元户费年月日期度次类型式性无有否未已可不营务服产食"
    "餐饮售零筑运输网络技术材料装饰汽修药械械发美容洗浴超便利百货市例调解党支委联盟心公寓广场桥门口河湖湾港岛"
)
_GIVEN = rf"(?![{_NOT_GIVEN}])[\u4e00-\u9fff]"
_NAME = re.compile(rf"(?:[{_SURNAMES}](?:{_GIVEN}){{1,2}}|(?:{_COMPOUND})(?:{_GIVEN}){{1,2}}|[{_SURNAMES}]某{{1,2}})\Z")
_OF_A_PEOPLE = re.compile(r"[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff]{1,8}\Z")
_COMMON = "王李张刘陈杨黄赵吴徐孙朱胡郭罗郑谢宋韩冯邓曹彭曾肖袁潘蒋蔡苏魏吕丁沈姚卢姜崔钟谭廖贾邹熊"
_SELDOM_A_WORD = re.compile(rf"[{_COMMON}](?:{_GIVEN}){{2}}\Z")
_TITLED = re.compile(rf"[{_COMMON}](?:某{{0,2}}|{_GIVEN}{{0,2}})(?:先生|女士|小姐|大爷|大妈|婆婆|阿姨)")
_TRADER = re.compile(r"\(?个体(?:工商户|经营户|户)?\)?[:、 ]?|\(|\)|经营者[: ]?")
_ENOUGH = 5
_MOST = 0.8


def is_person_name(text: str) -> bool:
    """Tell whether a text could be nothing but a person's name: a surname with one or two characters, or with 某.

    It is a guess for where names are to be expected: some short words (方便, 平安) look the same.

    Examples
    --------
    >>> [is_person_name(text) for text in ("王某某", "欧阳某某", "金牛区", "抚琴面馆", "E001")]
    [True, True, False, False, False]
    """
    text = clean(text).replace(" ", "")
    return _NAME.match(text) is not None or _OF_A_PEOPLE.match(text) is not None


def is_surely_person_name(text: str) -> bool:
    """Tell whether a text is a person's name even where none is expected: three characters, a surname that begins few words.

    Examples
    --------
    >>> [is_surely_person_name(text) for text in ("张某某", "周例会", "金融业", "待认领")]
    [True, False, False, False]
    """
    return _SELDOM_A_WORD.match(clean(text)) is not None


def names_a_person(text: str) -> bool:
    """Tell whether a text speaks of a person with a title of address.

    Examples
    --------
    >>> [names_a_person(text) for text in ("张婆婆家漏水", "王某先生来访", "关爱阿姨行动", "公婆婆媳")]
    [True, True, False, False]
    """
    return _TITLED.search(text) is not None


def are_person_names(cells: Iterable[str]) -> bool:
    """Tell whether a column holds persons' names: most of its different cells could be one, and they are not few.

    Examples
    --------
    >>> are_person_names(["王某某", "李某某", "陈某", "赵某某", "欧阳某某"]), are_person_names(["文化", "安全", "养老", "法律", "托育"])
    (True, False)
    """
    known = {cell for cell in cells if not is_unknown(cell)}
    return len(known) >= _ENOUGH and sum(map(is_person_name, known)) >= _MOST * len(known)


def is_traders_own_name(name: str) -> bool:
    """Tell whether the name of a self-employed unit is that of the person behind it.

    Examples
    --------
    >>> [is_traders_own_name(name) for name in ("王某某", "个体工商户（王某某）", "抚琴王某面馆")]
    [True, True, False]
    """
    return is_person_name(_TRADER.sub("", clean(name)))
