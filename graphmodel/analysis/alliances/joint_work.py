"""What the members of an alliance do together, and whether that keeps it awake."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from graphmodel.analysis.occasions import Occasion, occasions
from graphmodel.graph import Snapshot
from graphmodel.schema import Bilingual

DORMANT_AFTER_DAYS = 183
"""The window of the rule alliance-dormant."""

STATES: Mapping[str, Bilingual] = {
    "active": Bilingual("active", "活跃"),
    "slowing": Bilingual("slowing down", "放缓"),
    "asleep": Bilingual("asleep", "休眠"),
    "never": Bilingual("never awake", "从未启动"),
}
"""What can be said of an alliance, the most awake first."""

_SHARE = 0.5
"""An alliance is slowing down where the recent window has less than this share of the joint work of the one before."""


class Membership(NamedTuple):
    """A live member: its roles, and since when it is one (None: from the start, or unknown)."""

    roles: frozenset[str]
    since: date | None


class Work(NamedTuple):
    """A project or activity with two or more of the live members of an alliance, its days up to the date, and who of them took part."""

    occasion: Occasion
    days: tuple[date, ...]
    members: frozenset[str]


class Pulse(NamedTuple):
    """The state of an alliance (of `STATES`), its joint work in the recent window and in the one before, and why it is so."""

    state: str
    recent: int
    before: int
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class Alliance:
    """A live alliance, its live members, and their joint work, dated or not."""

    id: str
    members: Mapping[str, Membership]
    work: tuple[Work, ...]

    def within(self, begin: date, end: date) -> tuple[Work, ...]:
        """Return the joint work with a day from ``begin`` to ``end``, both included."""
        return tuple(item for item in self.work if any(begin <= day <= end for day in item.days))

    def counts(self) -> dict[str, int]:
        """Return in how much of the joint work each member took part."""
        found = dict.fromkeys(self.members, 0)
        for item in self.work:
            for member in item.members:
                found[member] += 1
        return found


def read_alliances(snapshot: Snapshot, *, inside: frozenset[str] | None = None) -> Iterator[Alliance]:
    """Yield the live alliances, those whose place is among ``inside`` where that is given.

    Joint work is a project (not cancelled) or an activity in which two or more different live members take part, each by its own id.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("x", labels=("Alliance",))
    >>> graph.add_node("e", labels=("Activity",), held_on=date(2022, 5, 1))
    >>> for name in "ab":
    ...     graph.add_node(name, labels=("PartyOrganization", "Stakeholder"))
    ...     _ = graph.add_edge(name, "x", type="MEMBER_OF", role="member")
    ...     _ = graph.add_edge(name, "e", type="TOOK_PART_IN")
    >>> [alliance] = read_alliances(Snapshot(graph, date(2022, 6, 30)))
    >>> alliance.counts(), pulse_of(alliance, as_of=date(2022, 6, 30)).state
    ({'a': 1, 'b': 1}, 'active')
    """
    done = occasions(snapshot, channels=("project", "activity"))
    taken: dict[str, list[int]] = defaultdict(list)
    for number, occasion in enumerate(done):
        for node in occasion.participants:
            taken[node].append(number)
    for node in snapshot.nodes("Alliance"):
        if inside is not None and snapshot.place(node) not in inside:
            continue
        members = _memberships(snapshot, node)
        sharing: dict[int, set[str]] = defaultdict(set)
        for member in members:
            for number in taken.get(member, ()):
                sharing[number].add(member)
        shared = ((done[number], who) for number, who in sorted(sharing.items()) if len(who) > 1)
        yield Alliance(node, members, tuple(Work(item, _days(item), frozenset(who)) for item, who in shared))


def _memberships(snapshot: Snapshot, alliance: str) -> dict[str, Membership]:
    found: dict[str, Membership] = {}
    for tie in snapshot.incoming("MEMBER_OF", alliance):
        since, role = tie.properties.get("since"), tie.properties.get("role")
        known = found.get(tie.start, Membership(frozenset(), since))
        # An empty start is earlier than any other.
        first = None if since is None or known.since is None else min(since, known.since)
        found[tie.start] = Membership(known.roles if role is None else known.roles | {role}, first)
    return found


def _days(occasion: Occasion) -> tuple[date, ...]:
    return tuple(sorted({day for day in (occasion.first, occasion.last) if day is not None}))


def last_day(work: Iterable[Work]) -> date | None:
    """Return the last day of joint work, None where there is none."""
    return max((day for item in work for day in item.days), default=None)


def pulse_of(alliance: Alliance, *, as_of: date, window_days: int = DORMANT_AFTER_DAYS) -> Pulse:
    """Return whether an alliance is awake, and why.

    *Never awake*: no joint work that has a date; *asleep*: none in the recent window (the definition of the rule
    alliance-dormant); *slowing down*: less than half as much in it as in the window before; else *active*.
    """
    begin, earlier = as_of - timedelta(days=window_days), as_of - timedelta(days=2 * window_days)
    recent = len(alliance.within(begin, as_of))
    before = len(alliance.within(earlier, begin - timedelta(days=1)))
    last = last_day(alliance.work)
    if last is None:
        return Pulse("never", 0, 0, _never(alliance))
    if not recent:
        since = (as_of - last).days
        return Pulse(
            "asleep",
            0,
            before,
            Bilingual(
                f"no joint work in {window_days} days; the last on {last}, {since} days ago",
                f"{window_days}天内没有共同参与的项目或活动；最近一次在{last}，距今{since}天",
            ),
        )
    state = "slowing" if recent < _SHARE * before else "active"
    reason = Bilingual(
        f"{recent} joint projects and activities in {window_days} days, {before} in the {window_days} before",
        f"近{window_days}天共同参与{recent}项，此前{window_days}天{before}项",
    )
    return Pulse(state, recent, before, reason)


def _never(alliance: Alliance) -> Bilingual:
    if alliance.work:
        return Bilingual(
            f"{len(alliance.work)} joint projects, none with a date", f"有{len(alliance.work)}个共同项目，均无日期"
        )
    if len(alliance.members) < 2:  # noqa: PLR2004 -- it takes two
        return Bilingual(
            f"{len(alliance.members)} members: nobody to do something with",
            f"仅{len(alliance.members)}个成员，无从共建",
        )
    return Bilingual(
        f"no two of {len(alliance.members)} members ever took part in the same project or activity",
        f"{len(alliance.members)}个成员中从未有两个共同参与同一项目或活动",
    )
