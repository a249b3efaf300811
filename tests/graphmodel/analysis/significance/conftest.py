from __future__ import annotations

import networkx as nx
import pytest


@pytest.fixture
def davis() -> nx.Graph:
    """Davis' 18 women at 14 events."""
    return nx.davis_southern_women_graph()
