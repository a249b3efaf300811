"""What partners say of each other: an optional survey after PARTNER."""

from __future__ import annotations

from graphmodel.bilingual import Bilingual
from graphmodel.schema.columns import date, rating, reference
from graphmodel.schema.enumerations import STAKEHOLDERS
from graphmodel.schema.model import RelationshipTable

SCALE = (1, 4)
"""From 1, not at all, to 4, a great deal."""

SURVEY = RelationshipTable(
    name="survey",
    chinese="合作评价",
    synonyms=("合作问卷", "伙伴评价"),
    description=Bilingual(
        "How a stakeholder rates a partner it knows, from 1 (not at all) to 4 (a great deal).",
        "一个主体对其了解的合作伙伴的评价，1（没有）至 4（很多）。",
    ),
    type="RATES",
    start="rater_id",
    end="rated_id",
    allows_self=False,
    columns=(
        reference("rater_id", "评价方编码", "Who rates", "评价方", *STAKEHOLDERS, required=True),
        reference("rated_id", "被评价方编码", "Who is rated", "被评价方", *STAKEHOLDERS, required=True),
        rating("power", "影响力", "Power and influence", "影响力", scale=SCALE),
        rating("involvement", "参与度", "Level of involvement", "参与程度", scale=SCALE),
        rating("resources", "资源投入", "Contribution of resources", "资源投入", scale=SCALE),
        rating("reliability", "可靠性", "Reliability", "可靠性", scale=SCALE),
        rating("mission", "目标认同", "Support of the common mission", "对共同目标的认同", scale=SCALE),
        rating("openness", "开放性", "Openness to discussion", "愿意沟通的程度", scale=SCALE),
        date(
            "rated_on",
            "评价日期",
            "When it was rated; the latest rating of a pair counts",
            "评价日期；同一对以最近一次为准",
        ),
    ),
)
