"""A small survey among the members of the two regional alliances: what each says of some others."""

from __future__ import annotations

import numpy as np

from loaders.cases.jinniu.alliances import REGIONAL, Alliance
from loaders.cases.jinniu.chance import ago, happens
from loaders.cases.jinniu.draft import Draft, where

_QUESTIONS = ("power", "involvement", "resources", "reliability", "mission", "openness")
_RATED = 4
_STANDINGS = (1.6, 2.2, 2.8, 3.3)


def add_survey(draft: Draft, alliances: list[Alliance]) -> None:
    """Add ratings: each member has a standing that those who rate it agree on, more or less; some questions stay open."""
    rng = draft.stream("survey")
    for alliance in alliances:
        if alliance.id not in REGIONAL:
            continue
        members = sorted(alliance.members)
        standing = rng.choice(_STANDINGS, (len(members), len(_QUESTIONS)))
        for row, rater in enumerate(members):
            others = np.array([at for at in range(len(members)) if at != row])
            rated = np.sort(rng.choice(others, min(_RATED, len(others)), replace=False))
            answers = np.clip(np.rint(standing[rated] + rng.normal(0, 0.6, (len(rated), len(_QUESTIONS)))), 1, 4)
            draft.add(
                "survey",
                rater_id=rater,
                rated_id=[members[at] for at in rated.tolist()],
                **{
                    question: where(happens(rng, 0.92, len(rated)), answers[:, at].astype(np.int64))
                    for at, question in enumerate(_QUESTIONS)
                },
                rated_on=ago(rng.integers(30, 120, len(rated))),
            )
