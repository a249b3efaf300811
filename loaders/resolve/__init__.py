"""Recognising the same organization in two ledgers: exact registrations, then names and other features, then people."""

from __future__ import annotations

from loaders.resolve.features import FEATURES, compare
from loaders.resolve.judgements import Judgement, judgements_text, read_judgements
from loaders.resolve.pairs import Outcome, Pair, judge
from loaders.resolve.profile import Profile, profiles_of, profiles_of_graph
from loaders.resolve.resolving import Resolution, resolve
from loaders.resolve.review import answered, write_review

__all__ = [
    "FEATURES",
    "Judgement",
    "Outcome",
    "Pair",
    "Profile",
    "Resolution",
    "answered",
    "compare",
    "judge",
    "judgements_text",
    "profiles_of",
    "profiles_of_graph",
    "read_judgements",
    "resolve",
    "write_review",
]
