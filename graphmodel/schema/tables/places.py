from __future__ import annotations

from graphmodel.bilingual import Bilingual
from graphmodel.schema.columns import coordinates, count, enumeration, identifier, reference, text, yes_no
from graphmodel.schema.enumerations import LEVEL_LABELS, LEVELS
from graphmodel.schema.model import NodeTable

PLACES = NodeTable(
    name="places",
    chinese="区划与载体",
    synonyms=("区划", "载体", "地点", "小区", "社区", "街道", "院落"),
    description=Bilingual(
        "The ladder of administrative places and the carriers where organizations gather.",
        "行政区划的层级，以及组织聚集的载体。",
    ),
    label="Place",
    key="place_id",
    subtype_column="level",
    subtypes=LEVEL_LABELS,
    columns=(
        identifier(
            "place_id",
            "编码",
            "Statistical code of a district (6 digits), street (9) or community (12); any text below",
            "区（6位）、街道（9位）、社区（12位）为统计用区划代码，以下为任意文本",
        ),
        text("name", "名称", "Name of the place", "名称", required=True),
        enumeration("level", "层级", "Rung of the ladder, or kind of carrier", "层级或载体类别", LEVELS, required=True),
        reference(
            "parent_id",
            "上级编码",
            "The place it is part of: street in district, community in street, compound and grid in community, "
            "building in compound; a zone, commercial building, business district or market in any of the first three",
            "所属的上级：街道属区，社区属街道，小区与网格属社区，楼栋属小区；产业功能区、楼宇、商圈、市场属前三者之一",
            "places",
            relationship="PART_OF",
        ),
        count("households", "户数", "Number of households", "户数"),
        *coordinates("place", "该地"),
        yes_no("demonstration", "示范", "Whether it is an official demonstration place", "是否示范点"),
        yes_no("old_compound", "老旧小区", "Whether it is an old compound due for renewal", "是否老旧小区（院落）"),
    ),
)
