"""The parts of the page: each turns what is chosen into HTML, without the framework."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from graphmodel.errors import GongjianError, InputError
from graphmodel.gaps import Severity
from graphmodel.gaps.rule import SEVERITY_TITLES
from graphmodel.page.analyses import LEVEL_TITLES, Analyses
from graphmodel.page.choice import EVERYTHING, Choice, read_day
from graphmodel.page.downloads import (
    FIRST_CHART,
    MEDIA_TYPES,
    chart_file,
    chart_kinds,
    compared_with,
    network_packed,
    report_formats,
    scope_of,
)
from graphmodel.page.markup import link_maker, render
from graphmodel.page.texts import texts
from graphmodel.page.uploads import MEGABYTES
from graphmodel.page.views.alliances import alliances_view
from graphmodel.page.views.gaps import PAGE, gaps_view
from graphmodel.page.views.links import LAYER_TITLES, links_view
from graphmodel.page.views.rates import OF_UNITS, rates_view
from graphmodel.page.views.recommended import recommended_view
from graphmodel.schema.two_languages import in_language

Panel: TypeAlias = Callable[[Analyses, Choice, "str | None"], str]

SCREEN_DPI = 110
"""Dots per inch of a chart on the page; the downloads are finer."""


def heading(analyses: Analyses, choice: Choice) -> str:
    """Return the place, the way down to it, the date and the source."""
    place = scope_of(analyses, choice)
    words = texts(choice.language)
    way = [(EVERYTHING, words["everything"]), *((id_, analyses.places.name(id_)) for id_ in analyses.places.way(place))]
    return render(
        "heading.html",
        language=choice.language,
        to=link_maker(choice),
        way=way,
        name=way[-1][1],
        day=analyses.day(choice.date).isoformat(),
        title=in_language(analyses.title, choice.language),
        synthetic=analyses.synthetic,
    )


def body(analyses: Analyses, choice: Choice) -> str:
    """Return the chosen part of the page.

    Raises
    ------
    InputError
        If there is no such place, or no date.
    """
    return PANELS[choice.tab](analyses, choice, scope_of(analyses, choice))


def message(choice: Choice, title: str, *lines: str, steps: tuple[str, ...] = ()) -> str:
    """Return a few friendly lines in the place of a result."""
    return render("message.html", language=choice.language, title=title, lines=lines, steps=steps)


def working(choice: Choice) -> str:
    """Return what stands in the place of a part that is being worked out."""
    words = texts(choice.language)
    return render("working.html", language=choice.language, what=words[choice.tab])


def _rates(analyses: Analyses, choice: Choice, place: str | None) -> str:
    gaps = analyses.ready("gaps", choice.date)
    counts = None if gaps is None else gaps.counts
    view = rates_view(analyses, place=place, as_of=choice.date, language=choice.language, counts=counts)
    query = f"lang={choice.language}&{choice.query}"
    reports = {format_: f"/download/report.{format_}?{query}" for format_ in report_formats()}
    name = texts(choice.language)["everything"] if place is None else analyses.places.name(place)
    try:
        since, trouble = compared_with(analyses, choice), ""
    except InputError as error:
        since, trouble = read_day(choice.since), error.in_language(choice.language)
    return render(
        "rates.html",
        language=choice.language,
        to=link_maker(choice),
        view=view,
        name=name,
        of_units=OF_UNITS,
        reports=reports,
        since="" if since is None else since.isoformat(),
        trouble=trouble,
    )


def _gaps(analyses: Analyses, choice: Choice, place: str | None) -> str:
    return render(
        "gaps.html",
        language=choice.language,
        to=link_maker(choice),
        choice=choice,
        view=gaps_view(analyses.gaps(choice.date), choice, place=place),
        titles={severity.value: SEVERITY_TITLES[severity].in_language(choice.language) for severity in Severity},
        size=PAGE,
        download=f"/download/gaps.xlsx?lang={choice.language}&{choice.query}",
    )


def _alliances(analyses: Analyses, choice: Choice, place: str | None) -> str:
    view = alliances_view(analyses, choice, place=place)
    return render("alliances.html", language=choice.language, to=link_maker(choice), choice=choice, view=view)


def _links(analyses: Analyses, choice: Choice, place: str | None) -> str:
    layers = {layer: title.in_language(choice.language) for layer, title in LAYER_TITLES.items()}
    view = links_view(analyses, choice, place=place)
    return render(
        "links.html", language=choice.language, to=link_maker(choice), choice=choice, view=view, layers=layers
    )


def _recommended(analyses: Analyses, choice: Choice, place: str | None) -> str:
    return render(
        "recommended.html",
        language=choice.language,
        to=link_maker(choice),
        view=recommended_view(analyses, choice, place=place),
        download=f"/download/recommended.xlsx?lang={choice.language}&{choice.query}",
    )


def _network(analyses: Analyses, choice: Choice, _place: str | None) -> str:
    # Made here, so that it is there when its frame asks for it, and an error is told in words.
    network_packed(analyses, choice)
    query = f"lang={choice.language}&{choice.query}"
    addresses = {"frame": f"/network.html?{query}", "download": f"/download/network.html?{query}"}
    return render("network.html", language=choice.language, **addresses)


def _charts(analyses: Analyses, choice: Choice, place: str | None) -> str:
    words, kinds = texts(choice.language), chart_kinds()
    kind = choice.chart if choice.chart in kinds else FIRST_CHART
    level = kinds[kind].scope_level
    trouble = ""
    if level is not None and (place is None or analyses.places.level(place) != level):
        title = LEVEL_TITLES.get(level, level) if choice.language == "zh" else level
        trouble = words["chart_unfit"].format(level=title)
    else:
        try:
            # Drawn here, so that the picture is there when it is asked for, and an error is told in words.
            chart_file(analyses, choice.to(chart=kind), format_="png", dpi=SCREEN_DPI)
        except GongjianError as error:
            trouble = error.in_language(choice.language)
    query = f"lang={choice.language}&{choice.to(chart=kind).query}"
    return render(
        "charts.html",
        language=choice.language,
        to=link_maker(choice),
        kinds=kinds,
        kind=kind,
        trouble=trouble,
        picture=f"/chart.png?{query}",
        downloads={format_: f"/download/chart.{format_}?{query}" for format_ in MEDIA_TYPES},
    )


def _check(_analyses: Analyses, choice: Choice, _place: str | None) -> str:
    return check_form(choice)


def check_form(choice: Choice) -> str:
    """Return where tables are dropped, which needs no data."""
    return render("upload.html", language=choice.language, url=f"/check?lang={choice.language}", megabytes=MEGABYTES)


PANELS: Mapping[str, Panel] = MappingProxyType(
    {
        "rates": _rates,
        "gaps": _gaps,
        "alliances": _alliances,
        "links": _links,
        "recommended": _recommended,
        "network": _network,
        "charts": _charts,
        "check": _check,
    }
)
"""The parts by the name of their tab."""
