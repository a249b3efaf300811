"""What can be taken away: the list of gaps, the report, charts, and the network as a page of its own."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.page.analyses import Analyses
from graphmodel.page.choice import EVERYTHING, NOT_COMPARED, Choice, read_day
from graphmodel.page.texts import texts
from graphmodel.report.browser import find_browser
from graphmodel.schema import Language

if TYPE_CHECKING:
    from graphmodel.charts.registry import Chart
    from graphmodel.report.document import Document

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of a workbook."""

MEDIA_TYPES = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}
"""The media types of a chart."""

FIRST_CHART = "coverage"
"""The chart that is shown first."""

REPORT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": XLSX,
}
"""The media types of a report."""

_QUICKLY = 1
_LANGUAGES: tuple[Language, ...] = ("zh", "en")
# matplotlib keeps settings that all threads share.
_DRAWING = Lock()


@dataclass(frozen=True, slots=True)
class File:
    """A file to take away."""

    name: str
    media_type: str
    content: bytes


def scope_of(analyses: Analyses, choice: Choice) -> str | None:
    """Return the place that a choice means; None for everything.

    Raises
    ------
    InputError
        If the data have no such place.
    """
    if choice.place == EVERYTHING:
        return None
    if choice.place is None:
        return analyses.places.default
    if choice.place not in analyses.places:
        msg = Bilingual(
            f"found no place with the code {choice.place!r}: choose one on the page",
            f"没有编码为 {choice.place!r} 的地点：请在页面上选择",
        )
        raise InputError(msg)
    return choice.place


def gaps_workbook(analyses: Analyses, choice: Choice) -> File:
    """Return the workbook of the gaps of a place: in their order, all with evidence, rates by place, the official table."""
    from graphmodel.gaps import find_gaps, official_table, summarize  # noqa: PLC0415 -- only where it is asked for
    from graphmodel.gaps.acknowledgement import set_apart  # noqa: PLC0415 -- likewise
    from graphmodel.gaps.priority import prioritize  # noqa: PLC0415 -- likewise
    from graphmodel.report import following  # noqa: PLC0415 -- likewise
    from graphmodel.report.gaps import gap_sheets, notes_of  # noqa: PLC0415 -- likewise
    from graphmodel.report.workbook import write_workbook  # noqa: PLC0415 -- likewise

    scope, day, language = scope_of(analyses, choice), analyses.day(choice.date), choice.language
    parts = set_apart(find_gaps(analyses.graph, as_of=day, scope=scope), analyses.acknowledged)
    report = parts.report
    priority = prioritize(analyses.graph, report)
    table = official_table(analyses.graph, as_of=day, scope=scope)
    sheets = following.priority_sheets(priority, language)
    sheets |= gap_sheets(analyses.graph, report, summarize(analyses.graph, report), table, language=language)
    sheets |= following.acknowledged_sheets(parts, language)
    notes = [*following.priority_notes(priority, language), *following.acknowledged_notes(parts, language)]
    notes += notes_of(report, language)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "gaps.xlsx")
        write_workbook(sheets, path, headers=following.headers_of(language), notes=notes)
        return File(f"gaps-{scope or EVERYTHING}-{day}.xlsx", XLSX, path.read_bytes())


def recommended_workbook(analyses: Analyses, choice: Choice) -> File:
    """Return the workbook of the recommended links of a place, or of one stakeholder."""
    from graphmodel.analysis.provenance import provenance  # noqa: PLC0415 -- likewise
    from graphmodel.report.recommended import recommended_frame  # noqa: PLC0415 -- likewise
    from graphmodel.report.workbook import made_up, write_workbook  # noqa: PLC0415 -- likewise

    scope, day, language = scope_of(analyses, choice), analyses.day(choice.date), choice.language
    found = analyses.recommended(day, place=scope, partner=choice.partner)
    name = texts(language)["recommended"] + made_up(language, synthetic=analyses.synthetic)
    notes = provenance(analyses.graph, as_of=day, scope=found.scope).lines(language)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "recommended.xlsx")
        write_workbook({name: recommended_frame(found, language)}, path, notes=notes)
        # What an id holds is no name of a file.
        return File(
            f"recommended-{'partner' if choice.partner else scope or EVERYTHING}-{day}.xlsx", XLSX, path.read_bytes()
        )


def chart_file(analyses: Analyses, choice: Choice, *, format_: str, dpi: int = 200) -> File:
    """Return the chosen chart of a place.

    Raises
    ------
    InputError
        If there is no such chart, or it shows places of another level.
    RenderError
        If it cannot be drawn.
    """
    from graphmodel.charts.registry import make_chart  # noqa: PLC0415 -- only where matplotlib is needed
    from graphmodel.charts.save import render  # noqa: PLC0415 -- likewise

    if format_ not in MEDIA_TYPES:
        msg = Bilingual(
            f"found the format {format_!r}, expected one of {', '.join(MEDIA_TYPES)}",
            f"没有格式 {format_!r}；可用的格式为 {'、'.join(MEDIA_TYPES)}",
        )
        raise InputError(msg)
    scope, day = scope_of(analyses, choice), analyses.day(choice.date)
    kind = choice.chart or FIRST_CHART
    key = ("chart", day, kind, scope, choice.language, format_, dpi)

    def draw() -> bytes:
        with _DRAWING:
            figure, _ = make_chart(analyses.graph, kind=kind, as_of=day, scope=scope, language=choice.language)
            return render(figure, format_, dpi=dpi)

    content = analyses.once(key, draw)
    return File(f"{kind}-{scope or EVERYTHING}-{day}.{format_}", MEDIA_TYPES[format_], content)


def compared_with(analyses: Analyses, choice: Choice) -> date | None:
    """Return the day with which the report compares: the end of the year before where none is chosen; None for no comparison.

    Raises
    ------
    InputError
        If the day is not before the date of the analysis.
    """
    if choice.since == NOT_COMPARED:
        return None
    day, since = analyses.day(choice.date), read_day(choice.since)
    if since is None:
        return date(day.year - 1, 12, 31)
    if since >= day:
        msg = Bilingual(
            f"found {since} as the day to compare with, expected one before {day}: choose an earlier one",
            f"对比日期 {since} 应早于截至日期 {day}：请选择更早的日期",
        )
        raise InputError(msg)
    return since


def report_formats() -> tuple[str, ...]:
    """Return the formats in which this machine can give the report: PDF only where a browser prints it."""
    return tuple(format_ for format_ in REPORT_TYPES if format_ != "pdf" or find_browser() is not None)


def report_file(analyses: Analyses, choice: Choice, *, format_: str) -> File:
    """Return the report of a place, as a planner takes it to a meeting.

    Raises
    ------
    InputError
        If there is no such format or place, or the day to compare with is not before the date.
    RenderError
        If nothing on this machine can print it.
    """
    from graphmodel.gaps import find_gaps  # noqa: PLC0415 -- likewise
    from graphmodel.report.document import compose, write_document  # noqa: PLC0415 -- likewise

    if format_ not in REPORT_TYPES:
        msg = Bilingual(
            f"found the format {format_!r}, expected one of {', '.join(REPORT_TYPES)}",
            f"没有格式 {format_!r}；可用的格式为 {'、'.join(REPORT_TYPES)}",
        )
        raise InputError(msg)
    scope, day = scope_of(analyses, choice), analyses.day(choice.date)

    since = compared_with(analyses, choice)

    def composed() -> Document:
        before = None if since is None else find_gaps(analyses.graph, as_of=since, scope=scope)
        with _DRAWING:
            return compose(analyses.graph, scope=scope, as_of=day, before=before, language=choice.language)

    document = analyses.once(("report", day, scope, choice.language, since), composed)
    with tempfile.TemporaryDirectory() as folder:
        content = write_document(document, Path(folder, f"report.{format_}")).read_bytes()
    return File(f"report-{scope or EVERYTHING}-{day}.{format_}", REPORT_TYPES[format_], content)


def network_page(analyses: Analyses, choice: Choice) -> File:
    """Return the network of a place as a page to explore, which needs no other file and no server."""
    packed = network_packed(analyses, choice)
    return File(packed.name, packed.media_type, gzip.decompress(packed.content))


def network_packed(analyses: Analyses, choice: Choice) -> File:
    """Return what `network_page` gives, packed as browsers take it: it is kept so, for a district has millions of characters."""
    scope, day = scope_of(analyses, choice), analyses.day(choice.date)

    def explored() -> Mapping[Language, bytes]:
        from graphmodel.charts.interactive import interactive_views  # noqa: PLC0415 -- likewise

        # Acknowledged gaps are shown too: here nothing is counted.
        report = analyses.gaps(day).found
        views = interactive_views(analyses.graph, as_of=day, scope=scope, report=report, languages=_LANGUAGES)
        return {
            language: gzip.compress(view.html.encode(), _QUICKLY, mtime=0)
            for language, view in zip(_LANGUAGES, views, strict=True)
        }

    content = analyses.once(("network", day, scope), explored)[choice.language]
    return File(f"network-{scope or EVERYTHING}-{day}.html", REPORT_TYPES["html"], content)


def chart_kinds() -> dict[str, Chart]:
    """Return the charts there are, by kind."""
    from graphmodel.charts.registry import charts  # noqa: PLC0415 -- likewise

    with _DRAWING:
        return dict(charts())
