from __future__ import annotations

from graphmodel.bilingual import Bilingual
from graphmodel.schema.columns import count, date, identifier, reference, text
from graphmodel.schema.model import NodeTable

OWNERS_COMMITTEES = NodeTable(
    name="owners_committees",
    chinese="业主委员会",
    synonyms=("业委会",),
    description=Bilingual("Owners' committees of compounds.", "小区（院落）的业主委员会。"),
    label="OwnersCommittee",
    labels=("Stakeholder",),
    key="committee_id",
    begins="established_on",
    ends="dissolved_on",
    columns=(
        identifier("committee_id", "业委会编码", "Id of the committee", "业委会编码"),
        text("name", "名称", "Name of the committee", "业委会名称"),
        reference(
            "compound_id",
            "小区编码",
            "The compound whose owners it represents",
            "所代表的小区（院落）",
            "places",
            label="Compound",
            relationship="REPRESENTS",
            required=True,
        ),
        date("established_on", "成立日期", "When it was established", "成立日期"),
        date(
            "term_ends_on", "任期届满日期", "When its term ends (a deadline, not an end)", "本届任期届满日期", ends=True
        ),
        date("dissolved_on", "解散日期", "When it was dissolved", "解散日期", ends=True),
        count("members", "委员数", "Number of committee members", "委员人数"),
        count("party_members", "党员委员数", "Committee members who are party members", "党员委员人数"),
    ),
)
