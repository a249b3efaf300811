from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from graphmodel.graph import About, Dataset, Records
from graphmodel.schema import BY_NAME
from graphmodel.store import Connection, open_session, write_dataset
from graphmodel.store.judgements import read_judgements, write_judgements
from loaders.resolve import Judgement
from loaders.resolve.judgements import from_row, to_row, withdrawn

AT = datetime(2024, 6, 1, 12, tzinfo=UTC)
KEPT = (
    Judgement("x", "1", "甲'); MATCH (n) DETACH DELETE n", "y", "2", "乙", "same", 0.97, "字号", decided_at=AT),
    Judgement("x", "1", "甲", "y", "3", "丙", "different", decided_by="reviewer"),
)

pytestmark = pytest.mark.neo4j


def units(*ids: str) -> Dataset:
    columns = {"unit_id": list(ids), "name": [f"{id_}公司" for id_ in ids]}
    return Dataset(About("x"), {"enterprises": Records(BY_NAME["enterprises"], columns)})


def test_judgements_come_back_as_they_were_in_their_order(empty_database: Callable[[], Connection]) -> None:
    with open_session(empty_database()) as session:
        assert read_judgements(session) == []
        for _ in range(2):
            assert write_judgements(session, [to_row(item) for item in KEPT]) == 2
        assert tuple(from_row(row) for row in read_judgements(session)) == KEPT


def test_a_withdrawal_is_learnt_and_nothing_is_deleted(empty_database: Callable[[], Connection]) -> None:
    with open_session(empty_database()) as session:
        write_judgements(session, [to_row(item) for item in KEPT])
        later = withdrawn(KEPT, [KEPT[0].key], at=AT, by="reviewer")
        write_judgements(session, [to_row(item) for item in later])
        assert tuple(from_row(row) for row in read_judgements(session)) == later


def test_a_load_again_and_one_without_the_units_lose_none(empty_database: Callable[[], Connection]) -> None:
    with open_session(empty_database()) as session:
        write_dataset(session, units("1", "2"))
        write_judgements(session, [to_row(item) for item in KEPT])
        write_dataset(session, units("2"))
        assert session.run("MATCH (n:Enterprise) RETURN collect(n.id) AS ids").single(strict=True)["ids"] == ["2"]
        assert len(read_judgements(session)) == 2
