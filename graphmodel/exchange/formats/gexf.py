"""GEXF 1.2, the format of Gephi.

Reference: https://gexf.net/1.2/.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from graphmodel.exchange.flat import EDGE_ID, flat_graph, manifest, must_be_graph, read_manifest, table_of, xml_text
from graphmodel.exchange.registry import Format, register
from graphmodel.exchange.tabular import TabularGraph
from graphmodel.schema import Bilingual

_NAMESPACE = "{http://www.gexf.net/1.2draft}"
_META = "meta"


def write(table: TabularGraph, path: Path) -> None:
    """Write tables as GEXF; kinds of columns and the graph's attributes stand in the description."""
    graph = flat_graph(table)
    for _, _, data in graph.edges(data=True):
        data["id"] = data.pop(EDGE_ID)
    writer = GEXFWriter(encoding="utf-8", prettyprint=False, version="1.2draft")
    writer.add_graph(graph)
    meta = writer.xml.find(_META)
    if meta is None:
        meta = ET.Element(_META)
        writer.xml.insert(0, meta)
    # The same graph gives the same file on any day.
    meta.attrib.pop("lastmodifieddate", None)
    ET.SubElement(meta, "description").text = xml_text(manifest(table))
    with path.open("wb") as file:
        writer.write(file)


def read(path: Path) -> TabularGraph:
    """Read GEXF, of ours or of another tool."""
    found = ET.parse(path).getroot().find(f"{_NAMESPACE}meta/{_NAMESPACE}description")  # noqa: S314 -- entities are not resolved
    return table_of(must_be_graph(nx.read_gexf(path)), read_manifest(None if found is None else found.text))


register(
    Format(
        "gexf",
        Bilingual("GEXF", "GEXF"),
        Bilingual("for Gephi; everything comes back", "供 Gephi 使用；可完整读回"),
        ".gexf",
        write,
        read,
    )
)
