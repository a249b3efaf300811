from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.errors import InputError
from graphmodel.gaps import find_gaps
from graphmodel.gaps.acknowledgement import (
    Acknowledgement,
    State,
    acknowledge,
    from_row,
    merge,
    named_finding,
    set_apart,
    withdraw,
)
from tests.graphmodel.gaps.worlds import AS_OF, ago, world

GRAPH = world(enterprises=[{"unit_id": f"E{at}", "party_members": 3} for at in range(4)])
REPORT = find_gaps(GRAPH, rules=["unit-should-have-own-organization"])


def known(at: int = 0, *, on: date = AS_OF, until: date = AS_OF) -> Acknowledgement:
    return acknowledge(REPORT.findings[at], reason="搬迁", role="街道党建办", on=on, until=until)


@pytest.mark.parametrize(
    ("on", "until", "withdrawn", "state"),
    [
        (AS_OF, AS_OF, None, State.LASTING),
        (ago(10), AS_OF, None, State.LASTING),
        (ago(10), ago(1), None, State.LAPSED),
        (ago(-1), ago(-9), None, State.AHEAD),
        (ago(10), ago(-9), AS_OF, State.WITHDRAWN),
        (ago(10), ago(-9), ago(-1), State.LASTING),
    ],
)
def test_it_lasts_from_its_first_to_its_last_day(on: date, until: date, withdrawn: date | None, state: State) -> None:
    item = replace(known(on=on, until=until), withdrawn_on=withdrawn)
    assert item.state(AS_OF) is state
    parts = set_apart(REPORT, [item])
    assert len(parts.acknowledged) == (state is State.LASTING)
    assert len(parts.lapsed) == (state is State.LAPSED)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-5, 5), st.integers(0, 5)), max_size=6))
def test_every_finding_is_in_exactly_one_part(drawn: list[tuple[int, int, int]]) -> None:
    items = [known(at, on=ago(days), until=ago(days) + timedelta(days=more)) for at, days, more in drawn]
    parts = set_apart(REPORT, items)
    apart = {found.id for found, _ in parts.acknowledged}
    assert apart | {found.id for found in parts.report.findings} == {found.id for found in REPORT.findings}
    assert len(apart) + len(parts.report) == len(REPORT)
    assert apart == {item.finding for item in items if item.state(AS_OF) is State.LASTING}
    assert {found.id for found, _ in parts.lapsed} <= {found.id for found in parts.report.findings}


def test_what_is_apart_keeps_its_reason() -> None:
    parts = set_apart(REPORT, [known()])
    assert parts.frame["reason"].tolist() == ["搬迁"]
    data = parts.to_dict()
    assert data["counts"] == {"unit-should-have-own-organization": 3}
    assert data["acknowledged"][0]["subject"] == "E0"
    assert data["acknowledged"][0]["until"] == AS_OF.isoformat()


def test_withdrawing_ends_it_and_can_be_done_once() -> None:
    (item,) = withdraw([known(on=ago(5), until=ago(-5))], known().finding, on=AS_OF)
    assert item.withdrawn_on == AS_OF
    with pytest.raises(InputError, match="no acknowledgement"):
        withdraw([item], item.finding, on=AS_OF)


def test_the_later_of_one_day_stands() -> None:
    first, other, again = known(), known(1), replace(known(), reason="另议")
    assert merge([first, other], [again]) == (again, other)


def test_rows_give_it_back() -> None:
    assert from_row(known().to_row()) == known()


@pytest.mark.parametrize(
    ("reason", "role", "until", "message"),
    [
        (" ", "办", AS_OF, "empty reason"),
        ("搬迁", "", AS_OF, "empty role"),
        ("搬迁", "办", ago(1), "before the first"),
    ],
)
def test_what_is_incomplete_is_refused(reason: str, role: str, until: date, message: str) -> None:
    with pytest.raises(InputError, match=message):
        acknowledge(REPORT.findings[0], reason=reason, role=role, on=AS_OF, until=until)


def test_a_finding_is_named_by_id_beginning_or_rule_and_subject() -> None:
    gap = REPORT.findings[1]
    for text in (gap.id, gap.id[:6], gap.id.upper(), f"{gap.rule}:{gap.subject}"):
        assert named_finding(REPORT.findings, text) is gap
    for text in ("", gap.id[:3], "ffffffffff", f"{gap.rule}:E9"):
        with pytest.raises(InputError, match="no open gap"):
            named_finding(REPORT.findings, text)
