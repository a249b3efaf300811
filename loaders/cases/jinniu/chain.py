"""The real chain: statistical division codes and names of 2023 (public facts); nothing here is synthetic.

Jinniu is whole: 1 district, 13 streets, 90 communities. Of its two partners there are all streets and towns, and the
communities and villages of one of them each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

JINNIU = "510106"
SHIFANG = "510682"
DANLING = "511424"

DISTRICTS: Mapping[str, str] = {JINNIU: "金牛区", SHIFANG: "什邡市", DANLING: "丹棱县"}

# Street code: its name, and the last three digits and name of each of its communities.
_STREETS: Mapping[str, tuple[str, str]] = {
    "510106024": ("西安路街道", "010青羊北路社区 011枣子巷社区 012永陵社区 013白果林社区 014金琴南路社区 015马家花园社区 016花牌坊社区"),
    "510106025": ("西华街道", "002金牛社区 003跃进社区 004青杠社区 005涧漕社区 007兴盛社区 008富家社区 009侯家社区 010金罗社区 012府河新居社区 014兴瓦社区"),
    "510106027": ("荷花池街道", "004互助路社区 010荷花池社区 013北站社区 014城隍庙社区 015五丁社区"),
    "510106030": ("驷马桥街道", "002树蓓街社区 003高笋塘社区 004红花社区 005工人村社区 009马鞍社区 010曹家巷社区"),
    "510106031": ("茶店子街道", "008奥林社区 009化成社区 010育苗路社区 011锦城社区 012育新社区 013黄忠社区 014同善社区"),
    "510106032": ("抚琴街道", "001西北街社区 002西南街社区 003金鱼街社区 005圃园路社区 009铁路新村社区 011金沙路社区 012光荣小区社区"),
    "510106035": ("九里堤街道", "007西南交大社区 010九里堤北路社区 011康禧社区"),
    "510106036": ("五块石街道", "002五福社区 006赛云台社区 007福源社区"),
    "510106038": ("营门口街道", "006茶店社区 007银沙社区 008银桂社区 009长庆社区 010花照壁社区"),
    "510106040": ("金泉街道", "002迎宾路社区 003高家社区 004淳风桥社区 005清水河社区 007郎家社区 015互助社区 016何家社区 018金桥社区 019金科苑社区 021蜀西社区"),
    "510106041": ("沙河源街道", "003古柏社区 004新桥社区 005陆家桥社区 006友联社区 007踏水桥社区 008王贾桥社区 010长久社区 012汇泽社区 013洞子口社区"),
    "510106042": ("天回镇街道", "002金华社区 004大湾社区 005杜家碾社区 006太华社区 007余家巷社区 008宝年社区 009木龙湾社区 010甘油社区 011车站社区 012红星社区 013土门社区 014长胜社区 015银杏园社区 016白塔社区 019万石社区 020玉垒社区"),
    "510106043": ("凤凰山街道", "001金韦社区 002凤翔社区"),
    "510682001": ("方亭街道", "002阳光社区 008银杏社区 011亭江东路社区 013鼓楼街社区 019白果社区 020通站东路社区 022回澜社区 023雍湖社区 025金河南路社区 026利民社区 201玉皇村 202石羊村 203慧剑村 205回龙村 206龙桥村 207万丰村"),
    "510682002": ("雍城街道", ""),
    "510682105": ("洛水镇", ""),
    "510682106": ("禾丰镇", ""),
    "510682108": ("马祖镇", ""),
    "510682110": ("马井镇", ""),
    "510682111": ("蓥华镇", ""),
    "510682113": ("南泉镇", ""),
    "510682116": ("湔氐镇", ""),
    "510682120": ("师古镇", ""),
    "511424102": ("仁美镇", ""),
    "511424106": ("杨场镇", ""),
    "511424108": ("张场镇", ""),
    "511424109": ("齐乐镇", "001城西社区 002东升社区 003城南社区 004白塔社区 005新桥社区 006观音社区 007龙滩社区 008石桥社区 009中隆社区 010狮子社区 201梅湾村 202大林村 203青龙村 204石河村 205宿场村 206黄金村 207红石村 208龙鹄村"),
    "511424204": ("顺龙乡", ""),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Division:
    """One real place: its statistical code (6, 9 or 12 digits), name and the code above it."""

    code: str
    name: str
    parent: str | None


def districts() -> list[Division]:
    """Return Jinniu and its two partners.

    Examples
    --------
    >>> [division.name for division in districts()]
    ['金牛区', '什邡市', '丹棱县']
    """
    return [Division(code, name, None) for code, name in DISTRICTS.items()]


def streets() -> list[Division]:
    """Return the streets and towns, Jinniu's 13 first.

    Examples
    --------
    >>> len([division for division in streets() if division.parent == JINNIU])
    13
    """
    return [Division(code, name, code[:6]) for code, (name, _) in _STREETS.items()]


def communities() -> list[Division]:
    """Return the communities and villages in the order of their streets, Jinniu's 90 first.

    Examples
    --------
    >>> len([division for division in communities() if division.code.startswith(JINNIU)])
    90
    >>> communities()[0]
    Division(code='510106024010', name='青羊北路社区', parent='510106024')
    """
    return list(_communities())


def _communities() -> Iterator[Division]:
    for code, (_, listed) in _STREETS.items():
        for item in listed.split():
            yield Division(code + item[:3], item[3:], code)
