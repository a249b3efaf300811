"""gongjian (共建): coverage gaps and co-building links in a graph of stakeholders.

::

    import graphmodel as gm
    from loaders import load

    graph = gm.build_graph(load("tables/"))       # or gm.read_graph(gm.connection_settings())
    gaps = gm.find_gaps(graph)                    # .frame, .to_json()
    rates = gm.coverage_rates(graph)
    links = gm.cobuilding(graph)                  # .frame, .graph (networkx)

Names are imported when they are first used, so that ``import graphmodel`` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import Any

_HOMES = {
    "About": "graphmodel.graph",
    "Connection": "graphmodel.store",
    "Dataset": "graphmodel.graph",
    "Records": "graphmodel.graph",
    "Snapshot": "graphmodel.graph",
    "alliance_pulse": "graphmodel.analysis.alliance_pulse",
    "alliances": "graphmodel.analysis.alliances",
    "apply_plan": "graphmodel.analysis.planning",
    "brokerage": "graphmodel.analysis.measures",
    "build_graph": "graphmodel.graph",
    "charts": "graphmodel",
    "claims": "graphmodel.analysis.matching",
    "cobuilding": "graphmodel.analysis.cobuilding",
    "communities": "graphmodel.analysis.measures",
    "community_chain": "graphmodel.analysis.chain",
    "community_layers": "graphmodel.analysis.layers",
    "compare_alliances": "graphmodel.analysis.alliances",
    "compare_gaps": "graphmodel.gaps.change",
    "conference_coverage": "graphmodel.analysis.alliances",
    "connection_settings": "graphmodel.store",
    "coverage_matrix": "graphmodel.gaps.own",
    "coverage_rates": "graphmodel.gaps",
    "disparity": "graphmodel.analysis.significance",
    "evaluate_recommendations": "graphmodel.analysis.recommendation",
    "export_graph": "graphmodel.exchange",
    "fdsm": "graphmodel.analysis.significance",
    "find_gaps": "graphmodel.gaps",
    "find_gaps_each": "graphmodel.gaps.each",
    "hypergeometric": "graphmodel.analysis.significance",
    "import_graph": "graphmodel.exchange",
    "interactive_view": "graphmodel.charts",
    "layer_networks": "graphmodel.analysis.layers",
    "layer_overlap": "graphmodel.analysis.layers",
    "load_dataset": "graphmodel.store",
    "load_own_rules": "graphmodel.gaps.own_file",
    "load_parameters": "graphmodel.gaps",
    "make_chart": "graphmodel.charts",
    "match_needs": "graphmodel.analysis.matching",
    "network_measures": "graphmodel.analysis.measures",
    "official_table": "graphmodel.gaps",
    "place_named": "graphmodel.graph",
    "plan_centres": "graphmodel.analysis.planning",
    "plan_instructors": "graphmodel.analysis.planning",
    "plan_joint_branches": "graphmodel.analysis.planning",
    "plan_remedies": "graphmodel.analysis.planning",
    "position_measures": "graphmodel.analysis.measures",
    "prioritize": "graphmodel.gaps.priority",
    "project_two_mode": "graphmodel.analysis.two_mode_projection",
    "provenance": "graphmodel.analysis.provenance",
    "rank_places": "graphmodel.gaps.ranking",
    "read_graph": "graphmodel.store",
    "recommend_links": "graphmodel.analysis.recommendation",
    "restrict": "graphmodel.graph",
    "run_query": "graphmodel.store.queries",
    "sdsm": "graphmodel.analysis.significance",
    "significant_links": "graphmodel.analysis.significant_links",
    "summarize": "graphmodel.gaps",
    "two_mode_graph": "graphmodel.analysis.two_mode",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605 -- one place for the names


def __getattr__(name: str) -> Any:
    """Import a public name from its home."""
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}"
        raise AttributeError(msg)
    if name == "charts":
        return importlib.import_module("graphmodel.charts")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
