from __future__ import annotations

from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from graphmodel.bilingual import Bilingual
from loaders.resolve import Judgement, Outcome, Pair, Profile
from loaders.resolve.clusters import cluster, key_of, row_of
from loaders.resolve.judgements import holding

SOURCES = ("x", "y", "z")
PROFILES = [Profile(f"{source}{number}", "甲", source) for source in SOURCES for number in range(3)]
PAIRS = list(combinations(PROFILES, 2))


def pair(left: Profile, right: Profile, outcome: Outcome, score: float, *, by_code: bool = False) -> Pair:
    return Pair(left, right, outcome, score, by_code=by_code)


@st.composite
def situations(draw: st.DrawFn) -> tuple[list[Pair], list[Judgement]]:
    scores = draw(
        st.lists(st.tuples(st.sampled_from(PAIRS), st.sampled_from([0.1, 0.5, 0.96, 0.99, 0.999])), max_size=14)
    )
    decisions = draw(
        st.lists(st.tuples(st.sampled_from(PAIRS), st.sampled_from(["same", "different", "unsure"])), max_size=5)
    )
    outcomes = {0.1: Outcome.DIFFERENT, 0.5: Outcome.REVIEW}
    pairs = [pair(*ends, outcomes.get(score, Outcome.SAME), score) for ends, score in dict(scores).items()]
    people = [
        Judgement(left.source, left.id, "甲", right.source, right.id, "甲", verdict, decided_by="reviewer")
        for (left, right), verdict in dict(decisions).items()
    ]
    return pairs, people


@given(situations())
def test_nobody_is_overruled_and_nothing_is_lost(situation: tuple[list[Pair], list[Judgement]]) -> None:
    pairs, people = situation
    found = cluster(PROFILES, pairs, holding(people))
    group_of = {row: number for number, group in enumerate(found.groups) for row in group}

    def together(one: tuple[str, str], other: tuple[str, str]) -> bool:
        return one in group_of and group_of[one] == group_of.get(other)

    assert len(group_of) == sum(map(len, found.groups)), "a row is in one group"
    for judgement in people:
        if judgement.verdict == "different":
            assert not together(*judgement.key)
    decided = {item.key: item.verdict for item in people}
    asked = {key_of(item) for item in found.review}
    for item in pairs:
        if item.outcome is Outcome.DIFFERENT and decided.get(key_of(item)) is None and not people:
            assert not together(*key_of(item))
        if item.outcome is Outcome.SAME and key_of(item) not in decided:
            assert together(*key_of(item)) or key_of(item) in asked
    if not people:
        for group in found.groups:
            sources = [source for source, _ in group]
            assert len(sources) == len(set(sources)), "a score never joins two rows of one ledger"
    assert all(item.outcome is Outcome.REVIEW for item in found.review)


@given(situations(), st.randoms(use_true_random=False))
def test_the_order_of_pairs_does_not_matter(situation: tuple[list[Pair], list[Judgement]], random: Random) -> None:
    pairs, people = situation
    shuffled = list(pairs)
    random.shuffle(shuffled)
    one, other = (cluster(PROFILES, some, holding(people)) for some in (pairs, shuffled))
    assert one.groups == other.groups
    assert {key_of(item) for item in one.review} == {key_of(item) for item in other.review}


def test_two_partners_of_one_ledger_that_are_as_near_are_asked_about() -> None:
    here, one, other = Profile("a", "甲", "x"), Profile("b", "甲", "y"), Profile("c", "甲", "y")
    near = [pair(here, one, Outcome.SAME, 0.98), pair(here, other, Outcome.SAME, 0.981)]
    found = cluster([here, one, other], near, {})
    assert found.groups == ()
    assert [item.note for item in found.review] == [
        Bilingual("another row of that ledger is as near", "同一台账另有相近者")
    ] * 2


def test_a_clearly_better_partner_is_taken() -> None:
    here, one, other = Profile("a", "甲", "x"), Profile("b", "甲", "y"), Profile("c", "甲", "y")
    near = [pair(here, one, Outcome.SAME, 0.999), pair(here, other, Outcome.SAME, 0.96)]
    assert cluster([here, one, other], near, {}).groups == ((row_of(here), row_of(one)),)


def test_different_registrations_are_never_joined_through_a_third() -> None:
    middle = Profile("m", "甲", "x")
    one = Profile("a", "甲", "y", uscc="91110000600037341L")
    other = Profile("b", "甲", "z", uscc="915101249024944174")
    pairs = [
        pair(middle, one, Outcome.SAME, 0.99),
        pair(middle, other, Outcome.SAME, 0.98),
        pair(one, other, Outcome.DIFFERENT, 0.0, by_code=True),
    ]
    assert cluster([middle, one, other], pairs, {}).groups == ((row_of(middle), row_of(one)),)


def test_a_decision_on_rows_that_are_gone_waits_for_them() -> None:
    gone = Judgement("x", "gone", "甲", "y", "too", "甲", "same", decided_by="reviewer")
    assert cluster(PROFILES, [], holding([gone])).groups == ()


def test_a_person_joins_what_registrations_hold_apart() -> None:
    one = Profile("a", "甲", "x", uscc="91110000600037341L")
    other = Profile("b", "甲", "y", uscc="915101249024944174")
    apart = [pair(one, other, Outcome.DIFFERENT, 0.0, by_code=True)]
    same = Judgement("x", "a", "甲", "y", "b", "甲", "same", decided_by="reviewer")
    assert cluster([one, other], apart, holding([same])).groups == ((row_of(one), row_of(other)),)


def test_people_who_contradict_each_other_are_asked() -> None:
    people = [
        Judgement(one, one_id, "甲", other, other_id, "甲", verdict, decided_by="reviewer")
        for one, one_id, other, other_id, verdict in (
            ("x", "x0", "y", "y0", "same"),
            ("y", "y0", "z", "z0", "same"),
            ("x", "x0", "z", "z0", "different"),
        )
    ]
    found = cluster(PROFILES, [], holding(people))
    assert found.groups == ((("x", "x0"), ("y", "y0")),)
    assert [item.note for item in found.review] == [Bilingual("contradicts another decision", "与另一判断矛盾")]
