"""Alliances of a place: who belongs to them, what they do together, and which are asleep."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from graphmodel.analysis.alliances import AllianceReport
from graphmodel.bilingual import LISTED
from graphmodel.page.analyses import Analyses
from graphmodel.page.choice import Choice
from graphmodel.schema import Language
from graphmodel.schema.tables.alliances import KINDS, ROLES

_KINDS = {kind.value: kind.chinese for kind in KINDS}
_ROLES = {role.value: role.chinese for role in ROLES}


@dataclass(frozen=True, slots=True)
class Beat:
    """Joint work of one half-year; ``height`` is its share of the largest shown, in percent."""

    half_year: str
    count: int
    height: int


@dataclass(frozen=True, slots=True)
class AllianceRow:
    """One alliance as it is read."""

    id: str
    name: str
    kind: str
    place: str
    members: int
    leads: str
    projects: int
    activities: int
    last: date | None
    is_asleep: bool
    pulse: tuple[Beat, ...]

    @property
    def pulse_text(self) -> str:
        """The pulse in words, for those who do not see the bars."""
        return ", ".join(f"{beat.half_year}: {beat.count}" for beat in self.pulse)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member of the alliance that is looked at."""

    name: str
    roles: str
    since: date | None
    took_part: bool
    last: date | None


@dataclass(frozen=True, slots=True)
class AlliancesView:
    """The alliances of a place, those asleep longest first; members where one alliance is chosen."""

    rows: tuple[AllianceRow, ...]
    chosen: AllianceRow | None
    members: tuple[MemberRow, ...]
    asleep: int
    days: int


def alliances_view(analyses: Analyses, choice: Choice, *, place: str | None) -> AlliancesView:
    """Return the alliances that are for a place or below it (None: everywhere), and the members of the chosen one."""
    report = analyses.alliances(choice.date)
    inside = None if place is None else analyses.places.inside(place)
    beats = _beats(report)
    rows = tuple(
        AllianceRow(
            id=row.id,
            name=row.name,
            kind=_word(row.kind, _KINDS, choice.language),
            place=row.place_name or "",
            members=row.members,
            leads="、".join(row.leads) if choice.language == "zh" else ", ".join(row.leads),
            projects=row.projects,
            activities=row.activities,
            last=row.last,
            is_asleep=row.dormant,
            pulse=beats.get(row.id, ()),
        )
        for row in report.frame.itertuples(index=False)
        if inside is None or row.place in inside
    )
    chosen = next((row for row in rows if row.id == choice.alliance), None)
    return AlliancesView(
        rows=rows,
        chosen=chosen,
        members=() if chosen is None else _members(report, chosen.id, choice.language),
        asleep=sum(row.is_asleep for row in rows),
        days=report.window_days,
    )


def _beats(report: AllianceReport) -> dict[str, tuple[Beat, ...]]:
    frame = report.pulse
    counts = (frame["projects"] + frame["activities"]).tolist()
    most = max(counts, default=0) or 1
    found: dict[str, list[Beat]] = defaultdict(list)
    for alliance, half_year, count in zip(frame["alliance"], frame["half_year"], counts, strict=True):
        found[alliance].append(Beat(half_year, count, round(100 * count / most)))
    return {alliance: tuple(beats) for alliance, beats in found.items()}


def _members(report: AllianceReport, alliance: str, language: Language) -> tuple[MemberRow, ...]:
    separator = LISTED.in_language(language)
    frame = report.members[report.members["alliance"] == alliance]
    # Who leads comes first, then who always sits at the table.
    rows = sorted(frame.itertuples(index=False), key=lambda row: ("lead" not in row.roles, "standing" not in row.roles))
    return tuple(
        MemberRow(
            name=row.member_name,
            roles=separator.join(_word(role, _ROLES, language) for role in row.roles),
            since=row.since,
            took_part=row.active,
            last=row.last,
        )
        for row in rows
    )


def _word(value: str | None, words: dict[str, str], language: Language) -> str:
    if value is None:
        return ""
    return words.get(value, value) if language == "zh" else value.replace("_", " ")
