"""Activities and meetings, and who took part."""

from __future__ import annotations

from graphmodel.bilingual import Bilingual
from graphmodel.schema.columns import count, date, enumeration, identifier, reference, text
from graphmodel.schema.enumerations import LAYERS, STAKEHOLDERS, STEPS
from graphmodel.schema.model import EnumerationValue as Value
from graphmodel.schema.model import NodeTable, RelationshipTable

ROLES = (Value("host", "主办"), Value("partner", "协办"), Value("participant", "参加"))

ACTIVITIES = NodeTable(
    name="activities",
    chinese="活动",
    description=Bilingual("Joint activities held.", "已举办的共建活动。"),
    label="Activity",
    key="activity_id",
    begins="held_on",
    columns=(
        identifier("activity_id", "活动编码", "Id of the activity", "活动编码"),
        text("title", "活动名称", "What was held", "活动名称", required=True),
        enumeration("layer", "五联类型", "Which of the five joint layers it belongs to", "属于五联中的哪一联", LAYERS),
        reference("place_id", "所在地编码", "Where it was held", "举办地", "places", relationship="LOCATED_IN"),
        date("held_on", "日期", "When it was held", "举办日期", required=True),
        count("attendance", "参加人次", "Person-times that attended", "参加人次"),
    ),
)
MEETINGS = NodeTable(
    name="meetings",
    chinese="协商会议",
    description=Bilingual(
        "Consultation meetings of a compound in the five-step cadence.",
        "小区（院落）按“日联、周会、月商、季研、年总”召开的协商会议。",
    ),
    label="Meeting",
    key="meeting_id",
    begins="held_on",
    columns=(
        identifier("meeting_id", "会议编码", "Id of the meeting", "会议编码"),
        reference(
            "place_id",
            "所在地编码",
            "Where it was held",
            "召开地",
            "places",
            relationship="LOCATED_IN",
            required=True,
        ),
        enumeration("step", "频次", "Step of the cadence", "五步流程中的频次", STEPS, required=True),
        date("held_on", "日期", "When it was held", "召开日期", required=True),
        text("topic", "议题", "Topic", "议题"),
    ),
)
ACTIVITY_PARTICIPANTS = RelationshipTable(
    name="activity_participants",
    chinese="活动参与",
    description=Bilingual("Who took part in which activity.", "各活动的参与方及其角色。"),
    type="TOOK_PART_IN",
    start="participant_id",
    end="activity_id",
    columns=(
        reference("activity_id", "活动编码", "The activity", "活动", "activities", required=True),
        reference("participant_id", "参与方编码", "The participant", "参与方", *STAKEHOLDERS, required=True),
        enumeration("role", "角色", "Role in the activity", "在活动中的角色", ROLES),
    ),
)
MEETING_PARTICIPANTS = RelationshipTable(
    name="meeting_participants",
    chinese="会议参与",
    description=Bilingual("Who took part in which meeting.", "各协商会议的参与方。"),
    type="TOOK_PART_IN",
    start="participant_id",
    end="meeting_id",
    columns=(
        reference("meeting_id", "会议编码", "The meeting", "会议", "meetings", required=True),
        reference("participant_id", "参与方编码", "The participant", "参与方", *STAKEHOLDERS, required=True),
    ),
)
