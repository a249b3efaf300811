"""The three lists (needs, resources, projects) and who takes part in the projects."""

from __future__ import annotations

from graphmodel.bilingual import Bilingual
from graphmodel.schema.columns import count, date, enumeration, identifier, number, reference, text
from graphmodel.schema.enumerations import LAYERS, LINES, STAKEHOLDERS
from graphmodel.schema.model import EnumerationValue as Value
from graphmodel.schema.model import NodeTable, RelationshipTable

NEED_STATUSES = (
    Value("open", "待认领"),
    Value("claimed", "已认领"),
    Value("met", "已办结"),
    Value("withdrawn", "已撤回"),
)
PROJECT_STATUSES = (
    Value("open", "待认领"),
    Value("claimed", "领办中"),
    Value("done", "已办结"),
    Value("cancelled", "已取消"),
)
PARTICIPANT_ROLES = (
    Value("initiator", "发起"),
    Value("claimer", "认领", ("领办",)),
    Value("partner", "共建"),
    Value("funder", "出资"),
    Value("beneficiary", "受益"),
)

NEEDS = NodeTable(
    name="needs",
    chinese="需求清单",
    synonyms=("需求",),
    description=Bilingual("What is needed, by whom and where.", "谁、在哪里、需要什么。"),
    label="Need",
    key="need_id",
    begins="raised_on",
    columns=(
        identifier("need_id", "需求编码", "Id of the need", "需求编码"),
        text("title", "需求名称", "What is needed", "需求名称", required=True),
        text(
            "category", "类别", "Category, compared with that of resources", "类别，与资源的类别相比对", required=True
        ),
        reference(
            "raised_by", "提出方", "Who raised it", "提出方", *STAKEHOLDERS, relationship="RAISED", incoming=True
        ),
        reference("place_id", "所在地编码", "Where it is needed", "需求所在地", "places", relationship="LOCATED_IN"),
        date("raised_on", "提出日期", "When it was raised", "提出日期"),
        date("expires_on", "截止日期", "Until when it can be claimed (a deadline)", "认领截止日期", ends=True),
        count("quantity", "数量", "How much is needed", "需求数量"),
        enumeration("status", "状态", "How far it has come", "状态", NEED_STATUSES, empty_means="open"),
    ),
)
RESOURCES = NodeTable(
    name="resources",
    chinese="资源清单",
    synonyms=("资源",),
    description=Bilingual("What is offered, by whom and where.", "谁、在哪里、能提供什么。"),
    label="Resource",
    key="resource_id",
    begins="available_from",
    ends="available_until",
    columns=(
        identifier("resource_id", "资源编码", "Id of the resource", "资源编码"),
        text("title", "资源名称", "What is offered", "资源名称", required=True),
        text("category", "类别", "Category, compared with that of needs", "类别，与需求的类别相比对", required=True),
        reference(
            "offered_by",
            "提供方",
            "Who offers it",
            "提供方",
            *STAKEHOLDERS,
            relationship="OFFERS",
            incoming=True,
            required=True,
        ),
        reference(
            "place_id",
            "所在地编码",
            "Where it is offered; empty: everywhere",
            "资源所在地；空为不限",
            "places",
            relationship="LOCATED_IN",
        ),
        date("available_from", "起始日期", "From when it is available", "起始日期"),
        date("available_until", "截止日期", "Until when it is available", "截止日期", ends=True),
        count("capacity", "容量", "How much is offered", "可提供的数量"),
    ),
)
PROJECTS = NodeTable(
    name="projects",
    chinese="项目清单",
    synonyms=("项目",),
    description=Bilingual("What is done together, answering needs with resources.", "共同实施、以资源回应需求的项目。"),
    label="Project",
    key="project_id",
    begins="started_on",
    columns=(
        identifier("project_id", "项目编码", "Id of the project", "项目编码"),
        text("title", "项目名称", "What is done", "项目名称", required=True),
        text("category", "类别", "Category", "类别"),
        enumeration("layer", "五联类型", "Which of the five joint layers it belongs to", "属于五联中的哪一联", LAYERS),
        enumeration("line", "线", "Development or governance: which of the two lines", "双线中的哪一线", LINES),
        reference("place_id", "所在地编码", "Where it is done", "项目所在地", "places", relationship="LOCATED_IN"),
        reference("need_id", "需求编码", "The need it answers", "所回应的需求", "needs", relationship="ANSWERS"),
        reference("resource_id", "资源编码", "The resource it uses", "所使用的资源", "resources", relationship="USES"),
        enumeration("status", "状态", "How far it has come", "状态", PROJECT_STATUSES, required=True),
        date("started_on", "开始日期", "When it began", "开始日期"),
        date("due_on", "计划完成日期", "When it is due (a deadline)", "计划完成日期", ends=True),
        date("finished_on", "完成日期", "When it was finished", "完成日期", ends=True),
        number("funds_yuan", "资金(元)", "Funds, yuan", "资金，元"),
        count("beneficiaries", "受益人次", "Person-times reached", "受益人次"),
    ),
)
PROJECT_PARTICIPANTS = RelationshipTable(
    name="project_participants",
    chinese="项目参与",
    description=Bilingual("Who takes part in which project.", "各项目的参与方及其角色。"),
    type="TOOK_PART_IN",
    start="participant_id",
    end="project_id",
    begins="since",
    columns=(
        reference("project_id", "项目编码", "The project", "项目", "projects", required=True),
        reference("participant_id", "参与方编码", "The participant", "参与方", *STAKEHOLDERS, required=True),
        enumeration("role", "角色", "Role in the project", "在项目中的角色", PARTICIPANT_ROLES),
        date("since", "起", "Since when it takes part", "参与起始日期"),
    ),
)
