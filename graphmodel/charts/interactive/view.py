"""The co-building network as a page to explore: one file that opens without a network."""

from __future__ import annotations

import html as html_
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import networkx as nx

from graphmodel.analysis.cobuilding import cobuilding
from graphmodel.analysis.provenance import Provenance, provenance
from graphmodel.bilingual import NOTHING
from graphmodel.charts.interactive.content import content
from graphmodel.charts.interactive.members import ELSEWHERE, Members, members, street_of
from graphmodel.charts.interactive.page import page
from graphmodel.charts.interactive.placement import SEED
from graphmodel.charts.save import write_file
from graphmodel.errors import InputError
from graphmodel.gaps import GapReport, find_gaps
from graphmodel.graph import Snapshot, date_of, place_code
from graphmodel.progress import Progress, silent
from graphmodel.schema import Bilingual, Language

TITLE = Bilingual("Network to explore", "共建网络（可交互）")
DESCRIPTION = Bilingual(
    "A page that opens offline: search, filter, click for facts, partners, gaps and remedies; --scope: any place",
    "可离线打开的网页：查找、筛选、点击查看基本情况、伙伴、缺口与补法；--scope 可为任何地方",
)
# So many stakeholders are told apart on a screen without folding streets up.
_OPEN_AT_ONCE = 2500


@dataclass(frozen=True)
class InteractiveView:
    """A page that holds a network, its gaps and what they rest on.

    Attributes
    ----------
    html
        The page, self-contained.
    title
        Its finding.
    told
        Date, scope and source of the data, and whether they are synthetic.
    stakeholders, pairs
        How many it holds.
    left_out
        How many stakeholders the limit left out.
    seed
        Of the layout.
    """

    html: str = field(repr=False)
    title: Bilingual
    told: Provenance
    stakeholders: int
    pairs: int
    left_out: int
    seed: int = SEED

    def save(self, path: Path | str) -> Path:
        """Write the page to a file and return its path; raise `InputError` where it cannot be, or does not end in .html."""
        path = Path(path)
        check_ending(path)
        write_file(path, self.html.encode())
        return path

    def _repr_html_(self) -> str:
        """Show the page in a notebook, in a frame of its own."""
        title = html_.escape(self.title.zh)
        return (
            f'<iframe title="{title}" srcdoc="{html_.escape(self.html)}" sandbox="allow-scripts allow-downloads" '
            'style="width: 100%; height: 720px; border: 1px solid #d5dae0"></iframe>'
        )


def check_ending(path: Path) -> None:
    """Raise `InputError` where a path does not end as a page does."""
    if path.suffix.lower() not in {".html", ".htm"}:
        msg = Bilingual(
            f"found the ending {path.suffix!r} in {path.name!r}, expected .html: the interactive view is a page",
            f"{path.name!r} 的后缀是 {path.suffix!r}：交互视图是网页，应为 .html",
        )
        raise InputError(msg)


def interactive_view(
    graph: nx.MultiDiGraph,
    *,
    as_of: date | str | None = None,
    scope: str | None = None,
    report: GapReport | None = None,
    most: int = 10_000,
    language: Language = "zh",
    progress: Progress = silent,
) -> InteractiveView:
    """Return the co-building network of a place with the gaps of its stakeholders, as a page to explore.

    Drawn are the stakeholders that have a tie (as `cobuilding` finds them), those beyond the place that they are tied to, and those of the
    place that have a gap and no tie. They lie by street; a street can be folded up into one mark. The positions are the same
    every time. Both languages are in the page.

    Parameters
    ----------
    graph
        The whole stakeholder graph, from `build_graph` or from `read_graph` without a scope.
    as_of
        Date of the analysis; the data's own where None.
    scope
        A place, by its code or its name; everything where None.
    report
        What `find_gaps` found in the whole graph at that date, where it is at hand; it is found anew where None.
    most
        How many stakeholders at most: those with the largest strength first.
    language
        In which the page opens.
    progress
        Told of every rule.

    Raises
    ------
    InputError
        If the graph was read with a scope, the date is unknown, the scope is no place, ``most`` is not positive, or the report is of another date or of a part only.

    Examples
    --------
    >>> graph = nx.MultiDiGraph(as_of=date(2022, 6, 30))
    >>> for name in "ab":
    ...     graph.add_node(name, labels=("PartyOrganization", "Stakeholder"), name=name)
    >>> graph.add_node("p", labels=("Project",), layer="culture", status="done", started_on=date(2022, 3, 1))
    >>> for name in "ab":
    ...     _ = graph.add_edge(name, "p", type="TOOK_PART_IN")
    >>> view = interactive_view(graph)
    >>> view.stakeholders, view.pairs, view.html[:15]
    (2, 1, '<!doctype html>')
    """
    (found,) = interactive_views(
        graph, as_of=as_of, scope=scope, report=report, most=most, languages=(language,), progress=progress
    )
    return found


def interactive_views(
    graph: nx.MultiDiGraph,
    *,
    as_of: date | str | None = None,
    scope: str | None = None,
    report: GapReport | None = None,
    most: int = 10_000,
    languages: Sequence[Language] = ("zh", "en"),
    progress: Progress = silent,
) -> tuple[InteractiveView, ...]:
    """Return what `interactive_view` gives in each of some languages, worked out and placed once.

    Raises
    ------
    InputError
        As `interactive_view`.
    """
    if most < 1:
        msg = Bilingual(
            f"found most={most}, expected at least 1 stakeholder to draw",
            f"most={most}：至少应画 1 个主体",
        )
        raise InputError(msg)
    day = date_of(graph, as_of)
    scope = place_code(graph, scope)
    network = cobuilding(graph, as_of=day, scope=scope)
    report = find_gaps(graph, as_of=day, progress=progress) if report is None else _fitting(report, day)
    snapshot = Snapshot(graph, day)
    chosen = members(snapshot, network, report, most=most)
    told = provenance(graph, as_of=day, scope=scope)
    title = _title(chosen, told)
    data = content(snapshot, chosen, report, open_groups=_open(snapshot, chosen, scope))
    pairs = len(data["ties"]["layers"])
    data |= {
        "finding": [title.zh, title.en],
        "told": [told.line("zh"), told.line("en")],
        "synthetic": None if told.synthetic is None else [told.made_up("zh"), told.made_up("en")],
        "notes": _notes(chosen),
        "alone": not pairs,
        "file": f"interactive-{scope}" if scope else "interactive",
    }
    return tuple(
        InteractiveView(
            html=page({**data, "language": language}, title=title.in_language(language), language=language),
            title=title,
            told=told,
            stakeholders=len(chosen.frame),
            pairs=pairs,
            left_out=chosen.left_out,
        )
        for language in languages
    )


def _fitting(report: GapReport, day: date) -> GapReport:
    if report.as_of != day or report.scope is not None:
        msg = Bilingual(
            f"found a report of {report.scope or 'everything'} at {report.as_of}, expected one of everything at {day}: leave `report` out",
            f"所给报告的范围是{report.scope or '全部'}、日期是 {report.as_of}：应为 {day} 的全部范围，请不要给出 `report`",
        )
        raise InputError(msg)
    return report


def _open(snapshot: Snapshot, chosen: Members, scope: str | None) -> frozenset[str]:
    """Return the streets that are unfolded when the page opens: that of the scope, all where there are few stakeholders."""
    own = ELSEWHERE if scope is None else street_of(snapshot, scope)
    if own != ELSEWHERE:
        return frozenset({own})
    return frozenset(chosen.groups) if len(chosen.frame) <= _OPEN_AT_ONCE else frozenset()


def _title(chosen: Members, told: Provenance) -> Bilingual:
    where = NOTHING if told.scope is None else Bilingual(f"{told.scope}: ", f"{told.scope}：")
    if not len(chosen.frame):
        return Bilingual(f"{where.en}no co-building ties and no gaps to draw", f"{where.zh}没有可画的共建关系或缺口")
    own = set(chosen.frame.loc[chosen.frame["inside"], "id"])
    tied = {*chosen.pairs["a"], *chosen.pairs["b"]}
    people, partners, alone = len(own & tied), len(tied - own), len(own - tied)
    pairs, lacking = len(chosen.pairs[["a", "b"]].drop_duplicates()), len(own.intersection(chosen.gaps))
    gaps = Bilingual(f"with coverage gaps: {lacking:,}", f"{lacking:,} 个主体有覆盖缺口")
    if not tied:
        return Bilingual(
            f"{where.en}{alone:,} stakeholders without ties; {gaps.en}",
            f"{where.zh}{alone:,} 个主体没有共建关系，{gaps.zh}",
        )
    beyond = Bilingual(f" (partners elsewhere: {partners:,})", f"与外部伙伴 {partners:,} 个") if partners else NOTHING
    # One whose partners are all left out has ties, but none of them here.
    others = Bilingual(f"; without ties here: {alone:,}", f"，另有 {alone:,} 个在此没有共建关系") if alone else NOTHING
    return Bilingual(
        f"{where.en}{people:,} stakeholders{beyond.en} build together in {pairs:,} pairs{others.en}; {gaps.en}",
        f"{where.zh}{people:,} 个主体{beyond.zh}结成 {pairs:,} 对共建关系{others.zh}，{gaps.zh}",
    )


def _notes(chosen: Members) -> list[list[str]]:
    if not chosen.left_out:
        return []
    return [
        [
            f"只含加权度最大的 {len(chosen.frame):,} 个主体，另有 {chosen.left_out:,} 个未画",
            f"The {len(chosen.frame):,} of largest weighted degree; {chosen.left_out:,} more are left out",
        ]
    ]
