from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.errors import InputError
from graphmodel.graph import About, Dataset, Records, build_graph
from graphmodel.schema import BY_NAME
from loaders.resolve import Judgement, Profile, profiles_of_graph, resolve

CODE, OTHER_CODE = "91110000600037341L", "915101249024944174"
AT = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)


def dataset(source: str, **tables: dict[str, list[Any]]) -> Dataset:
    return Dataset(About(source), {name: Records(BY_NAME[name], columns) for name, columns in tables.items()})


def registry(**more: list[Any]) -> Dataset:
    columns = {
        "unit_id": ["E1", "E2", "E3"],
        "name": ["成都万邦物业管理有限公司", "四川联信科技有限公司", "中铁八局集团有限公司"],
        **more,
    }
    return dataset("registry", enterprises=columns)


def street(*names: str, **tables: dict[str, list[Any]]) -> Dataset:
    units = {"unit_id": [f"S{number}" for number in range(len(names))], "name": list(names)}
    return dataset("street", enterprises=units, **tables)


def test_a_merged_unit_keeps_all_names_and_sources_and_its_ties() -> None:
    ledger = street(
        "成都万邦物业有限公司",
        "中铁八局集团有限公司成都分公司",
        places={"place_id": ["C1"], "name": ["甲"], "level": ["compound"]},
        property_services={"enterprise_id": ["S0", "S1"], "compound_id": ["C1", "C1"]},
    )
    found = resolve(registry(), ledger, decided_at=AT)
    assert [(item.id, item.names, item.sources) for item in found.merged] == [
        ("E1", ("成都万邦物业管理有限公司", "成都万邦物业有限公司"), ("registry", "street"))
    ]
    graph = build_graph(*found.datasets)
    assert "S0" not in graph
    assert graph.has_edge("E1", "C1")
    assert graph.has_edge("S1", "C1")
    (kept,) = found.judgements
    assert (kept.verdict, kept.decided_by, kept.decided_at, kept.left_name) == (
        "same",
        "automatic",
        AT,
        "成都万邦物业管理有限公司",
    )
    assert "字号：相同" in kept.reason
    assert "trade name: " in kept.reason


def test_unknown_values_are_filled_in_and_different_ones_reported() -> None:
    one = registry(employees=[None, 3, None], party_members=[5, None, None])
    other = dataset(
        "street",
        enterprises={
            "unit_id": ["S0"],
            "name": ["成都万邦物业有限公司"],
            "employees": [9],
            "party_members": [4],
            "uscc": [CODE],
            "uscc_status": ["ok"],
        },
    )
    found = resolve(one, other)
    # The ledger that comes first stands, though the other knows the registration.
    assert found.merged[0].id == "E1"
    kept = found.datasets[0].tables["enterprises"]
    assert [kept.columns[name][0] for name in ("employees", "party_members", "uscc", "uscc_status")] == [
        9,
        5,
        CODE,
        "ok",
    ]
    assert (kept.provenance["sources"][0], kept.provenance["other_names"][0]) == (
        ["registry", "street"],
        ["成都万邦物业有限公司"],
    )
    assert [(item.column, item.kept, item.kept_source, item.other, item.source) for item in found.conflicts] == [
        ("party_members", 5, "registry", 4, "street")
    ]
    assert (len(found.datasets[0]), len(found.datasets[1])) == (3, 0)


def test_a_code_is_filled_in_with_its_status() -> None:
    rows = {"unit_id": ["S0"], "name": ["成都万邦物业有限公司"], "uscc": ["1234"], "uscc_status": ["length"]}
    found = resolve(registry(), dataset("street", enterprises=rows))
    kept = found.datasets[0].tables["enterprises"]
    assert (kept.column("uscc")[0], kept.column("uscc_status")[0]) == ("1234", "length")


def test_what_exists_already_is_never_changed() -> None:
    graph = build_graph(registry())
    ledger = street(
        "成都万邦物业有限公司",
        places={"place_id": ["C1"], "name": ["甲"], "level": ["compound"]},
        property_services={"enterprise_id": ["S0"], "compound_id": ["C1"]},
    )
    found = resolve(ledger, known=profiles_of_graph(graph))
    assert len(found.dataset.tables["enterprises"]) == 0
    assert found.dataset.tables["property_services"].columns["enterprise_id"] == ["E1"]
    assert build_graph(registry(), found.dataset).has_edge("E1", "C1")


def test_what_a_person_decided_stands_against_score_and_code() -> None:
    apart = Judgement("registry", "E1", "", "street", "S0", "", "different", decided_by="reviewer")
    assert resolve(registry(), street("成都万邦物业有限公司"), judgements=[apart]).merged == ()
    joined = Judgement("registry", "E2", "", "street", "S0", "", "same", decided_by="reviewer")
    found = resolve(registry(), street("一个别的名字"), judgements=[joined])
    assert found.merged[0].names == ("四川联信科技有限公司", "一个别的名字")
    assert found.judgements == (joined,)


def test_a_withdrawn_merge_comes_apart_again() -> None:
    ledger = street("成都万邦物业有限公司")
    before = resolve(registry(), ledger, decided_at=AT)
    apart = Judgement("registry", "E1", "", "street", "S0", "", "different", decided_by="reviewer", decided_at=AT)
    after = resolve(registry(), ledger, judgements=(*before.judgements, apart), decided_at=AT)
    assert after.merged == ()
    assert after.datasets[1] == ledger
    assert [item.holds for item in after.judgements] == [True, True]


def test_an_automatic_decision_that_no_longer_comes_out_is_withdrawn_and_kept() -> None:
    ledger = street("成都万邦物业有限公司")
    before = resolve(registry(), ledger, decided_at=AT)
    renamed = resolve(registry(), street("四川远方科技有限公司"), judgements=before.judgements, decided_at=AT)
    assert [(item.verdict, item.withdrawn_by) for item in renamed.judgements] == [("same", "automatic")]
    back = resolve(registry(), ledger, judgements=renamed.judgements, decided_at=AT)
    assert [item.holds for item in back.judgements] == [False, True]


def test_a_load_without_the_other_ledger_loses_no_judgement() -> None:
    before = resolve(registry(), street("成都万邦物业有限公司"), decided_at=AT)
    alone = resolve(registry(), judgements=before.judgements)
    assert alone.judgements == before.judgements


def test_rows_of_one_ledger_are_asked_about_and_merged_only_by_registration() -> None:
    twice = dataset("street", enterprises={"unit_id": ["1", "2"], "name": ["成都万邦物业有限公司"] * 2})
    found = resolve(twice)
    assert found.dataset == twice
    assert len(found.review) == 1
    coded = coded_ledger("甲甲物业公司", "甲甲物业管理公司")
    assert resolve(coded).merged[0].names == ("甲甲物业公司", "甲甲物业管理公司")


def coded_ledger(*names: str, code: str = CODE) -> Dataset:
    columns = {"unit_id": [str(n) for n in range(len(names))], "name": list(names), "uscc": [code] * len(names)}
    return dataset("street", enterprises=columns)


def test_a_code_filled_down_a_column_merges_nobody() -> None:
    ledger = coded_ledger("甲甲物业公司", "乙乙商贸公司", "丙丙科技公司")
    found = resolve(ledger)
    assert found.dataset == ledger
    assert len(found.review) == 3
    assert "two trade names" in found.review[0].reason.en
    assert "同一台账两行代码相同而字号不同" in found.review[0].reason.zh
    assert resolve(coded_ledger("甲甲物业公司", "乙乙商贸公司", code="0" * 15)).merged == ()


def test_ties_that_become_equal_are_one_and_with_oneself_none() -> None:
    ledger = dataset(
        "street",
        enterprises={
            "unit_id": ["1", "2", "3"],
            "name": ["甲甲物业", "甲甲物业公司", "丙丙公司"],
            "uscc": [CODE, CODE, OTHER_CODE],
            "uscc_status": ["ok"] * 3,
        },
        links={"from_id": ["1", "2", "1"], "to_id": ["3", "3", "2"], "layer": ["safety", "safety", "culture"]},
    )
    links = resolve(ledger).dataset.tables["links"].columns
    assert (links["from_id"], links["to_id"]) == (["1"], ["3"])


def test_two_datasets_of_one_source_are_refused() -> None:
    with pytest.raises(InputError, match="each needs its own"):
        resolve(registry(), registry())


NAMES = st.sampled_from(
    [
        "成都万邦物业有限公司",
        "成都万邦物业管理有限公司",
        "万邦物业",
        "四川万邦物业有限公司",
        "成都联信科技有限公司",
        "四川联信科技有限责任公司",
        "中铁八局",
    ]
)
CODES = st.sampled_from([None, None, CODE, OTHER_CODE, "1234"])
LEDGERS = st.lists(st.tuples(NAMES, CODES), max_size=5)


@given(LEDGERS, LEDGERS)
def test_every_row_is_accounted_for_and_a_repeat_changes_nothing(
    one: list[tuple[str, str | None]], other: list[tuple[str, str | None]]
) -> None:
    ledgers = [
        dataset(
            source,
            enterprises={
                "unit_id": [f"{source}{n}" for n in range(len(rows))],
                "name": [name for name, _ in rows],
                "uscc": [code for _, code in rows],
            },
        )
        for source, rows in (("x", one), ("y", other))
    ]
    found = resolve(*ledgers, decided_at=AT)
    gone = sum(len(item.members) - 1 for item in found.merged)
    assert sum(map(len, found.datasets)) == len(one) + len(other) - gone
    again = resolve(*ledgers, judgements=found.judgements, decided_at=AT)
    assert again.datasets == found.datasets
    assert again.judgements == found.judgements


def test_social_organizations_and_institutions_are_resolved_too() -> None:
    ledgers = [
        dataset(source, social_organizations={"unit_id": [source], "name": ["成都市金牛区阳光社会工作服务中心"]})
        for source in ("x", "y")
    ]
    assert resolve(*ledgers).merged[0].sources == ("x", "y")


def test_profiles_of_a_graph_leave_out_what_is_about_to_be_loaded() -> None:
    graph = build_graph(registry(), street("甲公司"))
    assert [profile.id for profile in profiles_of_graph(graph, without="registry")] == ["S0"]
    assert profiles_of_graph(graph)[0] == Profile("E1", "成都万邦物业管理有限公司", "registry")
