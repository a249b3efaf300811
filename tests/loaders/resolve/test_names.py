from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.resolve.features import name_key
from loaders.resolve.names import parse_name
from loaders.resolve.regions import split_region

WORDS = st.text(alphabet="四川成都市金牛区物业管理（）()有限责任公司集团第二十分华 ABc１2", max_size=24)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("富士电梯（四川）有限公司", "富士电梯(四川)有限公司"),
        ("ＡＢＣ物业有限公司", "abc物业有限公司"),
        ("成都 万邦 物业有限公司", "成都万邦物业有限公司"),
        ("四川省新和物业有限公司", "四川新和物业有限责任公司"),
        ("中铁二局第五工程有限公司", "中铁2局第5工程有限公司"),
        ("第十二建筑公司", "第12建筑公司"),
        ("长城物业公司成都市分公司", "长城物业公司成都分公司"),
        ("成都和信房产有限公司", "成都和信房地产有限公司"),
    ],
)
def test_what_people_write_one_way_or_the_other_has_one_key(one: str, other: str) -> None:
    assert name_key(parse_name(one)) == name_key(parse_name(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中铁八局集团第二工程有限公司", "中铁八局集团第四工程有限公司"),
        ("中铁八局集团有限公司", "中铁八局集团有限公司成都分公司"),
        ("四川联信科技有限公司", "成都联信科技有限公司"),
        ("华润雪花啤酒(德阳)有限责任公司", "华润雪花啤酒(绵阳)有限责任公司"),
        ("金牛区民政局", "成华区民政局"),
    ],
)
def test_what_tells_organizations_apart_is_in_the_key(one: str, other: str) -> None:
    assert name_key(parse_name(one)) != name_key(parse_name(other))


@pytest.mark.parametrize(
    ("name", "head", "branch"),
    [
        ("中铁八局集团第四工程有限公司金路饭店", "中铁8局第4", "金路饭店"),
        ("四川中三台力达泵业有限公司成都销售分公司", "中3台力达泵业", "成都销售分公司"),
        ("保利物业成都分公司", "保利", "成都分公司"),
        ("中国银行金牛支行", "中国", "金牛支行"),
        ("成都市蓉新胶制品总厂灯塔分厂", "蓉新胶制品", "灯塔分厂"),
    ],
)
def test_a_branch_is_told_from_its_head(name: str, head: str, branch: str) -> None:
    parsed = parse_name(name)
    assert (parsed.trade, parsed.branch) == (head, branch)


@pytest.mark.parametrize("text", ["超市物业", "小区物管处", "社区服务中心", "花市街"])
def test_what_only_ends_like_a_county_is_none(text: str) -> None:
    assert split_region(text)[1] == text


def test_a_region_that_is_the_trade_name_stays() -> None:
    assert parse_name("中国强房地产开发有限公司").trade == "中国强"
    assert parse_name("成都物业管理有限公司").trade == "成都"


@given(WORDS)
def test_any_text_is_taken_apart(text: str) -> None:
    assert parse_name(text) == parse_name(f" {text}　")
    assert parse_name(text).trade or not parse_name(text).industry
