"""Headers that ledgers use for our columns, beside the schema's own names: other wordings, and GB/T 36104 element names."""

from __future__ import annotations

_COMMUNITIES = ("所属社区", "所在社区")
_STREETS = ("所属街道", "所在街道")

_UNIT = {
    "unit_id": ("单位代码", "组织编码", "企业编码", "社会组织编码", "机构编码"),
    "name": ("名称", "企业名称", "社会组织名称", "机构名称", "单位", "企业", "单位全称", "企业全称", "jgmc"),
    "uscc": ("信用代码", "社会信用代码", "统一信用代码", "统一代码", "统一社会信用码", "tyshxydm"),
    "registration_number": ("工商注册号", "登记证号", "登记证书号", "登记号"),
    "address": ("地址", "单位地址", "注册地址", "登记地址", "经营地址", "经营场所", "办公地址", "zcdz", "scjydz"),
    "established_on": ("创办日期", "注册日期", "登记日期", "clrq"),
    "kind": ("类别", "企业类别", "社会组织类别", "机构类别", "单位性质", "企业性质"),
    "place_id": (
        "所在地",
        "所在社区编码",
        "所属社区编码",
        "社区编码",
        "所在区划编码",
        "行政区划代码",
        "注册地址行政区划代码",
        "zcdzxzqhdm",
    ),
    "industry": ("所属行业", "行业类别", "行业分类", "行业代码", "行业分类代码", "主营业务", "works", "jjhydm"),
    "employees": ("职工人数", "职工总数", "员工数", "从业人员", "从业人员数", "sumMemberCount", "zgrs"),
    "party_members": ("正式党员数", "党员总数", "partyMemberCount"),
    "operating_status": ("状态", "经营状况", "经营情况", "登记状态", "企业状态", "存续状态", "运营状态", "zt"),
}

_COORDINATES = {"longitude": ("lng", "lon", "经度坐标"), "latitude": ("lat", "纬度坐标")}

SYNONYMS: dict[str, dict[str, tuple[str, ...]]] = {
    "places": {
        "place_id": ("区划编码", "地点编码", "统计用区划代码", "行政区划代码", "区划与载体编码"),
        "name": ("区划名称", "地名", "地点名称", "小区名称", "社区名称", "街道名称", "楼栋名称"),
        "level": ("级别", "类别", "地点类别"),
        "parent_id": ("上级", "上级区划编码", "所属编码", "所属社区编码", "所在社区编码"),
        "households": ("住户数", "总户数"),
        "demonstration": ("是否示范", "示范点"),
        "old_compound": ("是否老旧小区", "老旧院落"),
        **_COORDINATES,
    },
    "party_organizations": {
        "org_id": ("组织编码", "支部编码"),
        "name": ("组织名称", "名称", "支部名称", "党支部名称", "党组织全称"),
        "kind": ("党组织类别", "类别", "党组织级别"),
        "place_id": ("所在地", "所在社区编码", "服务范围编码"),
        "unit_id": ("所在单位", "党组织所在单位代码", "所属单位编码", "单位编码"),
        "parent_org_id": ("上级党组织", "上级组织编码", "隶属党组织编码"),
        "formal_members": ("正式党员", "党员数"),
        "formation": ("建立方式", "组建形式"),
        "established_on": ("建立日期", "组建日期", "党组织成立日期", "批准成立日期", "clrq"),
        "term_ends_on": ("届满日期", "换届日期", "应换届日期", "任期届满", "任期截止日期"),
        "dissolved_on": ("撤销日期",),
    },
    "enterprises": _UNIT,
    "social_organizations": _UNIT,
    "public_institutions": _UNIT,
    "owners_committees": {
        "committee_id": ("业主委员会编码",),
        "name": ("业委会名称", "业主委员会名称"),
        "compound_id": ("小区", "院落编码", "所在小区编码"),
        "term_ends_on": ("届满日期", "换届日期", "任期届满"),
        "members": ("委员人数",),
        "party_members": ("党员委员",),
    },
    "alliances": {
        "name": ("联盟名称",),
        "kind": ("联盟类别",),
        "place_id": ("范围", "所在地编码"),
        "ended_on": ("结束日期",),
    },
    "needs": {
        "title": ("名称", "需求内容", "需求标题"),
        "category": ("需求类别",),
        "raised_by": ("提出单位", "提出方编码"),
        "place_id": ("所在地",),
        "raised_on": ("发布日期",),
        "expires_on": ("到期日期",),
    },
    "resources": {
        "title": ("名称", "资源内容"),
        "category": ("资源类别",),
        "offered_by": ("提供单位", "提供方编码"),
        "place_id": ("所在地",),
        "capacity": ("数量",),
    },
    "projects": {
        "title": ("名称",),
        "category": ("项目类别",),
        "layer": ("五联",),
        "line": ("双线", "所属线"),
        "place_id": ("所在地",),
        "need_id": ("对应需求编码",),
        "resource_id": ("对应资源编码",),
        "status": ("项目状态",),
        "due_on": ("计划完成",),
        "started_on": ("领办日期",),
        "funds_yuan": ("资金", "资金额", "投入资金", "项目资金", "金额"),
        "beneficiaries": ("受益人数",),
    },
    "activities": {
        "title": ("名称",),
        "layer": ("五联",),
        "place_id": ("所在地",),
        "held_on": ("活动日期", "举办日期"),
        "attendance": ("参加人数",),
    },
    "meetings": {
        "place_id": ("所在地", "小区编码"),
        "step": ("步骤",),
        "held_on": ("会议日期", "召开日期"),
        "topic": ("会议议题",),
    },
    "service_centres": {
        "centre_id": ("阵地编码", "中心与阵地编码"),
        "name": ("中心名称", "阵地名称"),
        "kind": ("中心类别",),
        "place_id": ("所在地",),
        **_COORDINATES,
    },
    "requests": {
        "place_id": ("所在地",),
        "category": ("诉求类别",),
        "channel": ("受理渠道", "来源渠道"),
        "raised_on": ("受理日期",),
        "handled_by": ("承办单位编码", "承办方编码"),
        "satisfied": ("是否满意",),
    },
    "coverage": {
        "org_id": ("组织编码",),
        "covered_id": ("覆盖对象", "被覆盖单位编码", "单位编码"),
        "kind": ("类别", "覆盖方式类别", "coverageType"),
        "mode": ("覆盖方式", "组建方式"),
    },
    "property_services": {
        "enterprise_id": ("物业编码", "物业企业", "物业公司编码", "企业编码"),
        "compound_id": ("小区", "院落编码"),
    },
    "alliance_members": {"alliance_id": ("联盟",), "member_id": ("成员", "成员单位编码")},
    "project_participants": {"project_id": ("项目",), "participant_id": ("参与方", "参与单位编码")},
    "activity_participants": {"activity_id": ("活动",), "participant_id": ("参与方", "参与单位编码")},
    "meeting_participants": {"meeting_id": ("会议",), "participant_id": ("参与方", "参与单位编码")},
    "links": {"from_id": ("甲方",), "to_id": ("乙方",), "agreement": ("协议名称", "协议编号")},
    "data_exchanges": {"from_id": ("甲方",), "to_id": ("乙方",)},
    "published_totals": {"place_id": ("范围",), "value": ("公布数值",), "source": ("公布来源",)},
    "survey": {
        "rater_id": ("评价方", "评价单位编码"),
        "rated_id": ("被评价方", "被评价单位编码"),
        "resources": ("资源贡献",),
        "mission": ("使命认同",),
        "openness": ("沟通意愿",),
    },
}

CODED: dict[str, dict[str, tuple[str, ...]]] = {
    "places": {"parent_id": (*_COMMUNITIES, *_STREETS, "所属街道编码", "所在街道编码", "所属区")},
    **{
        table: {"place_id": (*_COMMUNITIES, *_STREETS)}
        for table in ("party_organizations", "enterprises", "social_organizations", "public_institutions")
    },
}
"""Headers under which ledgers keep codes or names: they are ours only where the cells are codes; the first goes before the others."""

SINCE = ("起始日期", "开始日期", "起始", "自")
UNTIL = ("终止日期", "结束日期", "终止", "至")
ORDINALS = ("序号", "no", "no.", "#", "行号", "序")
"""Headers of columns that only number the rows."""
REASON = ("原因", "reason")
"""Headers of the column in which the quarantine says what is wrong; it is read over."""
EXTRA = ("多余内容", "extra cells")
"""Headers of the column in which the quarantine keeps cells that stood beyond the header; what is in it is an error."""
ORIGIN = ("原处", "original row")
"""Headers of the column in which the quarantine says where a row came from."""
