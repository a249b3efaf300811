"""The three outcomes of comparing two rows: same, different, to review."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graphmodel.bilingual import NOTHING, Bilingual
from loaders.resolve.features import Evidence, compare
from loaders.resolve.profile import Profile, same_registration

SAME_FROM = 0.95
"""Score from which two rows are the same without being asked about. docs/resolution.md says what it was held against."""

DIFFERENT_BELOW = 0.19
"""Score below which two rows are different without being asked about."""


ONE_CODE = Bilingual("one registration and two trade names in one ledger", "同一台账两行代码相同而字号不同")


class Outcome(StrEnum):
    """What a comparison, or a person, finds."""

    SAME = "same"
    DIFFERENT = "different"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that were compared, with the outcome and why.

    ``by_code`` tells that registrations decided, before any feature; ``note`` why a pair that scores as the same is not merged
    without being asked about.
    """

    left: Profile
    right: Profile
    outcome: Outcome
    score: float
    evidence: tuple[Evidence, ...] = ()
    by_code: bool = False
    note: Bilingual = NOTHING

    @property
    def reason(self) -> Bilingual:
        """Why, in one line."""
        if self.by_code and self.outcome is not Outcome.REVIEW:
            equal = Bilingual("same registration", "登记代码相同")
            return equal if self.outcome is Outcome.SAME else Bilingual("different registrations", "登记代码不同")
        said = [self.note, *(item.in_words() for item in self.evidence)]
        return Bilingual("; ".join(text.en for text in said if text.en), "；".join(text.zh for text in said if text.zh))


def judge(left: Profile, right: Profile) -> Pair:
    """Compare two rows: registrations that can be trusted decide, else the score.

    Examples
    --------
    >>> one = Profile("a", "中铁八局集团有限公司", "x")
    >>> other = Profile("b", "中铁八局集团第二工程有限公司", "y")
    >>> judge(one, other).outcome.value
    'different'
    """
    equal = same_registration(left, right)
    if equal is not None:
        if equal and left.source == right.source and left.parsed.trade != right.parsed.trade:
            # A code filled down a column by mistake is seen more often than a ledger that lists one unit by two names.
            return Pair(left, right, Outcome.REVIEW, 0.5, by_code=True, note=ONE_CODE)
        return Pair(left, right, Outcome.SAME if equal else Outcome.DIFFERENT, float(equal), by_code=True)
    score, evidence = compare(left, right)
    return Pair(left, right, outcome_of(score), score, evidence)


def outcome_of(score: float) -> Outcome:
    """Return what a score means."""
    if score >= SAME_FROM:
        return Outcome.SAME
    return Outcome.DIFFERENT if score < DIFFERENT_BELOW else Outcome.REVIEW
