from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.errors import InputError
from graphmodel.gaps import RULES, Finding, GapReport, Severity
from graphmodel.gaps.acknowledgement import acknowledge
from graphmodel.gaps.change import FollowedFinding, Status, compare_gaps, set_change_apart
from graphmodel.schema import Bilingual

FIRST = date(2024, 1, 31)
NAMES = ("term-expired", "stale-coverage", "need-unclaimed")
KEYS = tuple((rule, subject) for rule in NAMES for subject in "abc")


def report(
    keys: set[tuple[str, str]], *, month: int = 0, rules: tuple[str, ...] = NAMES, scope: str | None = None
) -> GapReport:
    findings = tuple(
        Finding(rule, subject, subject, (), Severity.LOW, {}, Bilingual("do", "做"))
        for rule, subject in sorted(keys)
        if rule in rules
    )
    return GapReport(
        findings=findings,
        rules=rules,
        parameters={"need-unclaimed": {"days": 60}},
        as_of=FIRST + timedelta(days=30 * month),
        scope=scope,
        not_applicable={},
        absent_tables=(),
        warnings=(),
        synthetic=False,
        title=None,
        sources=(),
        versions={"rules": "1"},
    )


keys = st.sets(st.sampled_from(KEYS))


@given(keys, keys, st.lists(keys, max_size=4))
def test_every_finding_has_exactly_one_status(
    old: set[tuple[str, str]], new: set[tuple[str, str]], past: list[set[tuple[str, str]]]
) -> None:
    history = [report(found, month=at) for at, found in enumerate(past)]
    change = compare_gaps(report(old, month=5), report(new, month=6), history=reversed(history))
    by_status = {status: {(item.finding.rule, item.finding.subject) for item in change.of(status)} for status in Status}
    seen = set().union(*past)
    assert by_status == {
        Status.NEW: new - old - seen,
        Status.REOPENED: (new - old) & seen,
        Status.OPEN: new & old,
        Status.CLOSED: old - new,
    }
    assert sum(change.counts.values()) == len(change) == len(old | new)


@given(keys, keys)
def test_back_and_forth_mirror_each_other(old: set[tuple[str, str]], new: set[tuple[str, str]]) -> None:
    there, back = compare_gaps(report(old), report(new)), compare_gaps(report(new), report(old))

    def ids(items: Iterable[FollowedFinding]) -> set[str]:
        return {item.finding.id for item in items}

    assert ids(there.of("new")) == ids(back.of("closed"))
    assert ids(there.of("closed")) == ids(back.of("new"))
    assert ids(there.of("open")) == ids(back.of("open"))


@given(st.lists(keys, min_size=2, max_size=7))
def test_since_is_the_first_report_of_the_unbroken_run(found: list[set[tuple[str, str]]]) -> None:
    reports = [report(each, month=at) for at, each in enumerate(found)]
    for item in compare_gaps(reports[-2], reports[-1], history=reports[:-2]).findings:
        key = (item.finding.rule, item.finding.subject)
        last = len(found) - (2 if item.status is Status.CLOSED else 1)
        start = last
        while start > 0 and key in found[start - 1]:
            start -= 1
        assert item.since == reports[start].as_of
        assert item.first_seen == next(r.as_of for r, each in zip(reports, found, strict=True) if key in each)
        assert item.last_seen == reports[last].as_of
        assert item.days_open == 30 * (last - start)


def test_a_report_without_the_rule_does_not_break_a_run() -> None:
    key = {("term-expired", "a")}
    silent = report(set(), month=1, rules=("need-unclaimed",))
    change = compare_gaps(report(key, month=2), report(key, month=3), history=[report(key), silent])
    assert change.findings[0].since == FIRST


def test_rules_that_ran_once_are_named_and_not_compared() -> None:
    change = compare_gaps(report(set(KEYS)), report(set(KEYS), month=1, rules=NAMES[:1]))
    assert change.rules == ("term-expired",)
    assert {item.finding.rule for item in change.findings} == {"term-expired"}
    assert "stale-coverage" in change.warnings[0].en


def test_other_numbers_and_tables_are_told() -> None:
    before = report(set())
    after = replace(before, parameters={"need-unclaimed": {"days": 30}}, absent_tables=("needs",), versions={})
    text = " ".join(warning.en for warning in compare_gaps(before, after).warnings)
    assert "need-unclaimed.days 60 → 30" in text
    assert "only the later report lacks the tables needs" in text
    assert "definitions" in text


def test_the_frames_hold_every_finding() -> None:
    change = compare_gaps(report({KEYS[0]}), report({KEYS[0], KEYS[8]}, month=1))
    assert change.frame["status"].tolist() == ["new", "open"]
    assert change.frame["days_open"].tolist() == [0, 30]
    assert change.by_rule["rule"].tolist() == [rule for rule in RULES if rule in ("term-expired", "need-unclaimed")]
    assert change.to_dict()["counts"] == {"new": 1, "reopened": 0, "open": 1, "closed": 0}


def test_the_wrong_order_or_scope_is_refused() -> None:
    with pytest.raises(InputError, match="earlier one first"):
        compare_gaps(report(set(), month=1), report(set()))
    with pytest.raises(InputError, match="earlier one first"):
        compare_gaps(report(set()), report(set(), month=2), history=[report(set(), month=1)])
    with pytest.raises(InputError, match="different scopes"):
        compare_gaps(report(set(), scope="S"), report(set()))


@given(keys, keys, keys)
def test_what_is_acknowledged_is_counted_apart_unless_it_is_closed(
    old: set[tuple[str, str]], new: set[tuple[str, str]], known: set[tuple[str, str]]
) -> None:
    change = compare_gaps(report(old), report(new, month=1))
    notes = [
        acknowledge(finding, reason="搬迁", role="街道党建办", on=FIRST, until=change.after)
        for finding in report(known).findings
    ]
    apart = set_change_apart(change, notes)
    assert {(item.followed.finding.rule, item.followed.finding.subject) for item in apart.acknowledged} == new & known
    assert {(item.finding.rule, item.finding.subject) for item in apart.findings} == (new - known) | (old - new)
    assert len(apart.acknowledged_frame) == len(apart.to_dict()["acknowledged"]) == len(new & known)
    lapsed = [replace(note, until=change.after - timedelta(days=1)) for note in notes]
    assert set_change_apart(change, lapsed) == change
