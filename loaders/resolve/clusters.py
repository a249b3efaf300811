"""Which rows are one organization, given what pairs say: nobody's word is overruled, and doubt is asked about."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graphmodel.bilingual import NOTHING, Bilingual
from loaders.resolve.judgements import Judgement, PairKey, Row, pair_key
from loaders.resolve.pairs import Outcome, Pair, judge
from loaders.resolve.profile import CODE_KINDS, Profile

MARGIN = 1.0
"""Bits by which a row's best partner in a ledger must be ahead of the second to be taken without being asked about."""


@dataclass(frozen=True, slots=True)
class Clusters:
    """Rows that are one organization, the pairs that made them so, and the pairs to be asked about."""

    groups: tuple[tuple[Row, ...], ...]
    accepted: tuple[Pair, ...]
    review: tuple[Pair, ...]


def cluster(profiles: Sequence[Profile], pairs: Iterable[Pair], decisions: Mapping[PairKey, Judgement]) -> Clusters:
    """Join rows: first those with one id, then what people decided, then equal registrations, then scores from the highest down.

    A pair that scores as the same is asked about instead of joined where a person is unsure of it, where it would join rows
    that a person, their registrations or their own comparison hold apart, or two rows of one ledger, and where a row has a
    second partner in the same ledger that is nearly as good.
    """
    work = _Joining({row_of(profile): profile for profile in profiles}, decisions)
    work.by_id()
    rest = work.by_people(pairs)
    work.by_code(pair for pair in rest if pair.by_code)
    work.by_score([pair for pair in rest if not pair.by_code])
    groups = (tuple(sorted(members)) for members in work.members.values() if len(members) > 1)
    review = sorted(work.review, key=lambda pair: (-pair.score, key_of(pair)))
    return Clusters(tuple(sorted(set(groups))), tuple(work.accepted), tuple(review))


def row_of(profile: Profile) -> Row:
    """Return which row a profile is."""
    return profile.source, profile.id


def key_of(pair: Pair) -> PairKey:
    """Return the key under which a decision on a pair is kept."""
    return pair_key(row_of(pair.left), row_of(pair.right))


class _Joining:
    """The state while rows are joined: it is what `cluster` would otherwise hand from step to step."""

    def __init__(self, profiles: Mapping[Row, Profile], decisions: Mapping[PairKey, Judgement]) -> None:
        self.profiles = profiles
        self.people = {key: item for key, item in decisions.items() if item.by_person}
        self.members: dict[Row, set[Row]] = {row: {row} for row in profiles}
        self.apart: dict[Row, set[Row]] = defaultdict(set)
        self.accepted: list[Pair] = []
        self.review: list[Pair] = []

    def by_id(self) -> None:
        """Join rows of several ledgers that have one id: an id is unique over all, so they are one node."""
        first: dict[tuple[str, str], Row] = {}
        for row, profile in self.profiles.items():
            self._join(first.setdefault((profile.table, profile.id), row), row)

    def by_people(self, pairs: Iterable[Pair]) -> list[Pair]:
        """Join what people call the same; return the pairs that they have not decided."""
        for (one, other), item in self.people.items():
            if item.verdict == "different":
                self._hold_apart(one, other)
        for (one, other), item in self.people.items():
            if item.verdict == "same" and one in self.members and other in self.members:
                if self._told_apart(one, other):
                    pair = judge(self.profiles[one], self.profiles[other])
                    self._ask(pair, Bilingual("contradicts another decision", "与另一判断矛盾"))
                else:
                    self._join(one, other)
        rest = []
        for pair in pairs:
            decision = self.people.get(key_of(pair))
            if decision is None:
                rest.append(pair)
            elif decision.verdict == "unsure":
                self._ask(pair, Bilingual("was left undecided", "曾答待定"))
        return rest

    def by_code(self, pairs: Iterable[Pair]) -> None:
        """Join equal registrations, and hold different ones apart."""
        equal = []
        for pair in pairs:
            if pair.outcome is Outcome.SAME:
                equal.append(pair)
            elif pair.outcome is Outcome.REVIEW:
                self._ask(pair, pair.note)
            else:
                self._hold_apart(row_of(pair.left), row_of(pair.right))
        for pair in equal:
            one, other = row_of(pair.left), row_of(pair.right)
            if self._held_apart(one, other):
                self._ask(pair, Bilingual("contradicts a decision", "与人工判断矛盾"))
            else:
                self._join(one, other)
                self.accepted.append(pair)

    def by_score(self, pairs: Sequence[Pair]) -> None:
        """Join what scores as the same, from the highest score down."""
        rivals = _partners(pair for pair in pairs if pair.outcome is Outcome.SAME)
        for pair in pairs:
            if pair.outcome is Outcome.DIFFERENT:
                self._hold_apart(row_of(pair.left), row_of(pair.right))
        for pair in sorted(pairs, key=lambda pair: (-pair.score, key_of(pair))):
            if pair.outcome is Outcome.REVIEW:
                if not self._settled(pair):
                    self._ask(pair)
            elif pair.outcome is Outcome.SAME:
                self._join_or_ask(pair, rivals)

    def _join_or_ask(self, pair: Pair, rivals: Mapping[tuple[Row, str], Sequence[float]]) -> None:
        one, other = row_of(pair.left), row_of(pair.right)
        if other in self.members[one]:
            self.accepted.append(pair)
        elif self._known_codes(one, other):
            return  # one of them was found to be somebody else, by registration
        elif self._held_apart(one, other):
            self._ask(pair, Bilingual("contradicts other findings", "与其他结果矛盾"))
        elif self._share_a_ledger(one, other):
            self._ask(pair, Bilingual("two rows of one ledger", "同一台账两行"))
        elif _has_rival(pair, rivals):
            self._ask(pair, Bilingual("another row of that ledger is as near", "同一台账另有相近者"))
        else:
            self._join(one, other)
            self.accepted.append(pair)

    def _settled(self, pair: Pair) -> bool:
        """Tell whether both rows are already one, or held apart, whatever this pair's score."""
        one, other = row_of(pair.left), row_of(pair.right)
        return other in self.members[one] or self._known_codes(one, other)

    def _known_codes(self, one: Row, other: Row) -> bool:
        """Tell whether the two groups have registrations of one kind that differ."""
        for kind in CODE_KINDS:
            codes = [
                {self.profiles[row].codes.get(kind) for row in self.members[start]} - {None} for start in (one, other)
            ]
            if codes[0] and codes[1]:
                return not codes[0] & codes[1]
        return False

    def _held_apart(self, one: Row, other: Row) -> bool:
        return self._known_codes(one, other) or self._told_apart(one, other)

    def _told_apart(self, one: Row, other: Row) -> bool:
        others = self.members[other]
        return any(self.apart[row] & others for row in self.members[one])

    def _share_a_ledger(self, one: Row, other: Row) -> bool:
        return bool({source for source, _ in self.members[one]} & {source for source, _ in self.members[other]})

    def _hold_apart(self, one: Row, other: Row) -> None:
        self.apart[one].add(other)
        self.apart[other].add(one)

    def _join(self, one: Row, other: Row) -> None:
        joined = self.members[one] | self.members[other]
        for row in joined:
            self.members[row] = joined

    def _ask(self, pair: Pair, note: Bilingual = NOTHING) -> None:
        self.review.append(replace(pair, outcome=Outcome.REVIEW, note=note))


def _partners(pairs: Iterable[Pair]) -> dict[tuple[Row, str], list[float]]:
    """Return, for each row and other ledger, the bits of its partners there, the best first."""
    found: dict[tuple[Row, str], list[float]] = defaultdict(list)
    for pair in pairs:
        one, other = row_of(pair.left), row_of(pair.right)
        found[one, other[0]].append(_bits(pair.score))
        found[other, one[0]].append(_bits(pair.score))
    for bits in found.values():
        bits.sort(reverse=True)
    return found


def _has_rival(pair: Pair, rivals: Mapping[tuple[Row, str], Sequence[float]]) -> bool:
    one, other = row_of(pair.left), row_of(pair.right)
    bits = _bits(pair.score)
    for key in ((one, other[0]), (other, one[0])):
        best = rivals[key]
        if len(best) > 1 and (bits < best[0] or bits < best[1] + MARGIN):
            return True
    return False


def _bits(score: float) -> float:
    return math.log2(score / (1 - score))
