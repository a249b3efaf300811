"""Projects: the published number and sum of money exactly, who takes part, and where the two lines stay apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loaders.cases.jinniu.actors import Actors
from loaders.cases.jinniu.alliances import REGIONAL, Alliance
from loaders.cases.jinniu.chain import JINNIU
from loaders.cases.jinniu.chance import Bools, Days, Floats, Ints, ago, allocate, chosen, happens, skewed
from loaders.cases.jinniu.draft import Draft, pick, where
from loaders.cases.jinniu.lists import CATEGORIES, CLAIMED, MET, OPEN, Needs, Resources
from loaders.cases.jinniu.places import Places
from loaders.cases.jinniu.shape import LAYERS, Shape, draw_participants, draw_places

PROJECTS = 3562
WITH_LAYER = 1575
FUNDS = 128_000_000
CANCELLED = 70
_FUTURE = 8
_OPEN, _CLAIMED, _DONE, _CANCELLED = range(4)
_STATUSES = ("open", "claimed", "done", "cancelled")
_LINES = ("development", "governance")


@dataclass(frozen=True, slots=True)
class _Projects:
    """Projects by row before they become a table."""

    ids: list[str]
    community: Ints
    category: Ints
    status: Ints
    line: Ints
    need: Ints
    started: Days
    places: list[str]


def add_projects(
    draft: Draft, places: Places, actors: Actors, shape: Shape, needs: Needs, resources: Resources
) -> None:
    """Add Jinniu's projects and who takes part in them."""
    rng = draft.stream("projects")
    projects = _draw(rng, places, needs)
    total = len(projects.ids)
    counted = projects.status != _CANCELLED
    started_days = (ago(0) - projects.started).astype(np.int64)
    finished = ago((started_days * rng.uniform(0.0, 0.8, total)).astype(np.int64))
    late = (projects.status <= _CLAIMED) & happens(rng, 0.14, total)
    due_days = np.where(late, rng.integers(1, 200, total), -rng.integers(0, 300, total))
    due_days = np.minimum(due_days, started_days)
    unfinished = projects.status <= _CLAIMED
    draft.find("project-overdue", [projects.ids[row] for row in np.flatnonzero(unfinished & (due_days > 0)).tolist()])
    draft.add(
        "projects",
        project_id=projects.ids,
        title=[
            f"{name}{CATEGORIES[at]}项目{number:05d}"
            for number, (name, at) in enumerate(
                zip(pick(places.areas.names, projects.community), projects.category.tolist(), strict=True), start=1
            )
        ],
        category=pick(list(CATEGORIES), projects.category),
        layer=_layers(rng, shape, projects.community, counted),
        line=where(happens(rng, 0.95, total), pick(list(_LINES), projects.line)),
        place_id=projects.places,
        need_id=[needs.ids[at] if at >= 0 else None for at in projects.need.tolist()],
        resource_id=where(happens(rng, 0.36, total), pick(resources.ids, resources.pool.draw(rng, projects.category))),
        status=pick(list(_STATUSES), projects.status),
        started_on=where((projects.status != _OPEN) | happens(rng, 0.5, total), projects.started),
        due_on=where(unfinished | happens(rng, 0.6, total), ago(due_days)),
        finished_on=where(projects.status == _DONE, finished),
        funds_yuan=_funds(rng, counted),
        beneficiaries=where(happens(rng, 0.7, total), skewed(rng, 120, 1.1, total).astype(np.int64)),
    )
    _add_participants(draft, places, actors, shape, projects)
    _add_future(draft, places)


def _draw(rng: np.random.Generator, places: Places, needs: Needs) -> _Projects:
    """Let a project answer every need that is claimed or met, and some that are open; the others stand alone."""
    answered = np.isin(needs.status, [CLAIMED, MET]) | ((needs.status == OPEN) & happens(rng, 0.2, len(needs.ids)))
    need = np.full(PROJECTS + CANCELLED, -1)
    rows = np.flatnonzero(answered)
    need[: len(rows)] = rows
    areas = places.areas
    inside = np.flatnonzero(areas.home)
    weights = areas.housing[inside] + areas.commerce[inside]
    community = rng.choice(inside, len(need), p=weights / weights.sum())
    category = rng.choice(len(CATEGORIES), len(need))
    community[: len(rows)], category[: len(rows)] = needs.community[rows], needs.category[rows]
    status = rng.choice(3, len(need), p=[0.07, 0.30, 0.63])
    for state, fate in ((OPEN, _OPEN), (CLAIMED, _CLAIMED), (MET, _DONE)):
        status[np.flatnonzero((need >= 0) & (needs.status[need] == state))] = fate
    status[PROJECTS:] = _CANCELLED
    days = rng.integers(1, 1100, len(need))
    days[status == _DONE] += 40
    raised = np.where(need >= 0, (ago(0) - needs.raised[need]).astype(np.int64), 2000)
    started = ago(np.minimum(days, (raised * rng.uniform(0.3, 1.0, len(need))).astype(np.int64)))
    ids = [f"X{number:05d}" for number in range(1, len(need) + 1)]
    placed = draw_places(rng, places, community, (0.12, 0.09, 0.02))
    line = rng.choice(2, len(need), p=[0.6, 0.4])
    return _Projects(ids, community, category, status, line, need, started, placed)


def _layers(rng: np.random.Generator, shape: Shape, community: Ints, counted: Bools) -> list[str | None]:
    drawn = pick(list(LAYERS), shape.draw_layers(rng, community))
    layered = np.isin(np.arange(len(community)), chosen(rng, np.flatnonzero(counted), WITH_LAYER))
    return where(layered | (~counted & happens(rng, 0.4, len(community))), drawn)


def _funds(rng: np.random.Generator, counted: Bools) -> Floats:
    """Divide the published sum in hundreds of yuan; some projects need no money, cancelled ones keep their budget."""
    paid = counted & happens(rng, 0.9, len(counted))
    funds = np.where(counted, 0.0, np.round(skewed(rng, 20_000, 1.0, len(counted)), -2))
    funds[paid] = allocate(FUNDS // 100, skewed(rng, 15_000, 1.2, int(paid.sum())), minimum=5) * 100.0
    return funds


def _add_participants(draft: Draft, places: Places, actors: Actors, shape: Shape, projects: _Projects) -> None:
    rng = draft.stream("project participants")
    row_of = {identifier: row for row, identifier in enumerate(actors.ids)}
    host = np.array(
        [
            row_of[f"PO-{code}"] if home else -1
            for code, home in zip(places.areas.communities, places.areas.home.tolist(), strict=True)
        ]
    )
    total = len(projects.ids)
    alone = happens(rng, 0.10, total)
    sizes = np.where(alone, 0, np.minimum(1 + rng.geometric(0.5, total), 7))
    event, actor = draw_participants(rng, actors, projects.community, sizes)
    hosted = np.flatnonzero(happens(rng, 0.85, total) | alone)
    event = np.concatenate([hosted, event])
    actor = np.concatenate([host[projects.community[hosted]], actor])
    kept = _allowed(shape, projects, actors, event, actor)
    pairs = np.unique(event[kept] * len(actors.ids) + actor[kept])
    event, actor = pairs // len(actors.ids), pairs % len(actors.ids)
    leading = actor == host[projects.community[event]]
    role = np.where(
        leading,
        "initiator",
        rng.choice(["claimer", "partner", "funder", "beneficiary"], len(event), p=[0.3, 0.48, 0.1, 0.12]),
    )
    since = projects.started[event] + rng.integers(0, 60, len(event)).astype("timedelta64[D]")
    draft.add(
        "project_participants",
        project_id=pick(projects.ids, event),
        participant_id=pick(actors.ids, actor),
        role=role,
        since=where(happens(rng, 0.6, len(event)), np.minimum(since, ago(0))),
    )


def _allowed(shape: Shape, projects: _Projects, actors: Actors, event: Ints, actor: Ints) -> Bools:
    """Where the lines are apart, party organizations and public bodies govern and all others develop."""
    apart = shape.apart[projects.community[event]]
    fits: Bools = actors.party[actor] == (projects.line[event] == 1)
    return ~apart | fits


def _add_future(draft: Draft, places: Places) -> None:
    """Add projects that have not begun: no rule looks at them."""
    rng = draft.stream("future projects")
    community = chosen(rng, np.flatnonzero(places.areas.home), _FUTURE)
    draft.add(
        "projects",
        project_id=[f"XF{number:02d}" for number in range(1, _FUTURE + 1)],
        title=[f"{name}下半年项目" for name in pick(places.areas.names, community)],
        status="open",
        place_id=pick(places.areas.communities, community),
        started_on=ago(-rng.integers(5, 180, _FUTURE)),
    )


def add_regional_projects(draft: Draft, alliances: list[Alliance]) -> None:
    """Add projects of the two regional alliances; they lie at the partners' streets and towns."""
    rng = draft.stream("regional projects")
    number = 0
    for alliance in alliances:
        if alliance.id not in REGIONAL:
            continue
        there = [member for member in alliance.members if not member.startswith(f"PO-{JINNIU}")]
        here = [member for member in alliance.members if member.startswith(f"PO-{JINNIU}")]
        for days in rng.integers(20, 600, 12).tolist():
            number += 1
            identifier = f"XR{number:02d}"
            partner = str(rng.choice(there[1:]))
            draft.add(
                "projects",
                project_id=identifier,
                title=f"{alliance.name}第{number:02d}号合作项目",
                category=str(rng.choice(CATEGORIES)),
                layer=str(rng.choice(LAYERS)),
                line="development",
                place_id=partner.removeprefix("PO-"),
                status="claimed",
                started_on=ago([days]),
                funds_yuan=float(rng.integers(10, 300) * 1000),
            )
            taking = [partner, *rng.choice(here, 2, replace=False).tolist()]
            draft.add(
                "project_participants",
                project_id=identifier,
                participant_id=taking,
                role=["initiator", "claimer", "partner"],
            )
