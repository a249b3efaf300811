"""Service centres, the data they exchange, and residents' requests."""

from __future__ import annotations

from graphmodel.bilingual import Bilingual
from graphmodel.schema.columns import (
    coordinates,
    date,
    enumeration,
    identifier,
    reference,
    since_until,
    text,
    yes_no,
)
from graphmodel.schema.enumerations import STAKEHOLDERS
from graphmodel.schema.model import EnumerationValue as Value
from graphmodel.schema.model import NodeTable, RelationshipTable

CENTRE_KINDS = (
    Value("party_service", "党群服务中心"),
    Value("party_building", "党建促进中心"),
    Value("government_service", "政务服务中心"),
    Value("urban_renewal", "城市更新中心"),
    Value("smart_governance", "智慧治理中心"),
    Value("media", "融媒体中心"),
    Value("party_school", "微党校"),
    Value("mediation", "调解室"),
    Value("other", "其他"),
)

SERVICE_CENTRES = NodeTable(
    name="service_centres",
    chinese="中心与阵地",
    synonyms=("中心", "阵地", "党群服务阵地"),
    description=Bilingual("Service centres, party schools and mediation rooms.", "各类中心、微党校、调解室等阵地。"),
    label="ServiceCentre",
    key="centre_id",
    columns=(
        identifier("centre_id", "中心编码", "Id of the centre", "中心编码"),
        text("name", "名称", "Name of the centre", "中心名称", required=True),
        enumeration("kind", "类别", "Kind of centre", "中心类别", CENTRE_KINDS, required=True),
        reference("place_id", "所在地编码", "Where it is", "所在地", "places", relationship="LOCATED_IN"),
        *coordinates("centre", "中心"),
    ),
)
REQUESTS = NodeTable(
    name="requests",
    chinese="居民诉求",
    synonyms=("诉求",),
    description=Bilingual("Residents' requests and how far they have come.", "居民诉求及其办理进度。"),
    label="Request",
    key="request_id",
    begins="raised_on",
    columns=(
        identifier("request_id", "诉求编码", "Id of the request", "诉求编码"),
        reference("place_id", "所在地编码", "Where it arose", "诉求所在地", "places", relationship="LOCATED_IN"),
        text("category", "类别", "Category", "类别"),
        text("channel", "渠道", "Channel by which it came", "受理渠道"),
        date("raised_on", "提出日期", "When it was raised", "提出日期", required=True),
        date("dispatched_on", "派单日期", "When it was dispatched", "派单日期"),
        reference(
            "handled_by", "承办单位", "Who handles it", "承办单位", *STAKEHOLDERS, relationship="HANDLES", incoming=True
        ),
        date("resolved_on", "办结日期", "When it was resolved", "办结日期"),
        yes_no("satisfied", "满意", "Whether those who asked are satisfied", "是否满意"),
    ),
)
DATA_EXCHANGES = RelationshipTable(
    name="data_exchanges",
    chinese="数据共享",
    description=Bilingual("Which centre gives data to which.", "中心之间的数据共享。"),
    type="EXCHANGES_DATA_WITH",
    start="from_id",
    end="to_id",
    allows_self=False,
    begins="since",
    ends="until",
    columns=(
        reference("from_id", "甲方编码", "The centre that gives", "提供数据的中心", "service_centres", required=True),
        reference("to_id", "乙方编码", "The centre that receives", "接收数据的中心", "service_centres", required=True),
        *since_until("exchange", "数据共享"),
    ),
)
