from __future__ import annotations

from typing import Any

from loaders.resolve import Profile
from loaders.resolve.blocking import candidate_pairs


def profiles(*names: str, **values: Any) -> list[Profile]:
    return [Profile(str(number), name, "x", **values) for number, name in enumerate(names)]


def test_each_pair_comes_once_and_in_order() -> None:
    found = list(candidate_pairs(profiles(*["成都万邦物业有限公司", "成都万邦物业管理有限公司", "万邦物业"] * 2)))
    assert len(found) == len(set(found)) == 15
    assert all(one < other for one, other in found)


def test_kinds_of_organization_are_not_mixed() -> None:
    one = Profile("1", "金牛区养老服务中心", "x", "social_organizations")
    other = Profile("2", "金牛区养老服务中心", "y", "public_institutions")
    assert list(candidate_pairs([one, other])) == []


def test_equal_codes_meet_whatever_the_names() -> None:
    found = candidate_pairs(profiles("甲甲甲有限公司", "乙乙乙有限公司", uscc="91110000600037341L"))
    assert list(found) == [(0, 1)]


def test_many_rows_of_one_name_do_not_all_meet_each_other() -> None:
    assert len(list(candidate_pairs(profiles(*["党群服务中心"] * 400)))) < 400 * 20


def test_nothing_and_empty_names_are_no_trouble() -> None:
    assert list(candidate_pairs([])) == []
    assert list(candidate_pairs(profiles("", "有限公司"))) == []
