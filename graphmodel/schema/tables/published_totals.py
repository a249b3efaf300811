from __future__ import annotations

from graphmodel.bilingual import Bilingual
from graphmodel.schema.columns import date, enumeration, number, reference, text
from graphmodel.schema.model import Column, Kind, NodeTable
from graphmodel.schema.model import EnumerationValue as Value

RELATIONS = (Value("equal", "等于"), Value("more_than", "多于", ("余",)))

PUBLISHED_TOTALS = NodeTable(
    name="published_totals",
    chinese="公布数",
    description=Bilingual(
        "Figures that were published, to hold against what the graph gives.", "已公布的数字，用来与图中所得相核对。"
    ),
    label="PublishedTotal",
    columns=(
        text("figure", "指标", "Name of the figure", "指标", required=True),
        reference(
            "place_id",
            "范围编码",
            "The place it is for; empty: all",
            "范围；空为全部",
            "places",
            relationship="LOCATED_IN",
        ),
        enumeration(
            "relation", "关系", "How the count relates to the value", "与公布值的关系", RELATIONS, empty_means="equal"
        ),
        number("value", "数值", "The value published", "公布的数值", required=True),
        date("as_of", "日期", "The day it speaks of", "数字所指的日期", ends=True),
        # In the graph `source` is the provenance of a node, so the column's value is stored under another name.
        Column(
            "source",
            "来源",
            Kind.TEXT,
            Bilingual("Where it was published", "公布的来源"),
            stored_as="published_in",
        ),
    ),
)
