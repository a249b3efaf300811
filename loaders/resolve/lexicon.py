"""Words that names of organizations are made of, apart from the one they are known by.

A registered name is region, trade name (字号), industry and legal form, in this order (企业名称登记管理规定, art. 6).
"""

from __future__ import annotations

import re

FORMS = (
    "股份有限公司",
    "有限责任公司",
    "责任有限公司",
    "有限责任",
    "有限公司",
    "总公司",
    "公司",
    "专业合作社",
    "合作社",
    "供销社",
    "基金会",
    "促进会",
    "联合会",
    "研究会",
    "协会",
    "学会",
    "商会",
    "委员会",
    "事务所",
    "工作站",
    "服务站",
    "经营部",
    "服务部",
    "门市部",
    "营业部",
    "办事处",
    "研究院",
    "设计院",
    "研究所",
    "总厂",
    "中心",
    "医院",
    "学校",
    "小学",
    "中学",
    "幼儿园",
    "大学",
    "学院",
    "商店",
    "商行",
    "酒店",
    "饭店",
    "宾馆",
    "超市",
    "药房",
    "厂",
    "店",
    "院",
    "所",
    "社",
    "部",
    "站",
    "场",
    "馆",
    "局",
)
"""Legal forms and types of organization, longest first among those of one ending."""

COMPANY = frozenset(("股份有限公司", "有限责任公司", "有限公司", "总公司", "公司"))
"""The forms of companies, which people write one for the other."""

ALIASES = {"责任有限公司": "有限责任公司", "有限责任": "有限责任公司"}
"""Forms as they are also written."""

WEAK = frozenset(("管理", "服务", "开发", "发展", "经营", "综合", "工程"))
"""Words of an industry that people leave out or replace."""

_INDUSTRY_WORDS = """
物业 物管 房地产 地产 房屋 房产 置业 实业 科技 技术 贸易 商贸 工贸 物贸 经贸 物资 建材 建筑 装饰 装修 装潢 安装 园林 绿化
景观 机电 机械 设备 电器 电气 电子 仪器 仪表 自动化 通信 通讯 网络 信息 软件 计算机 电脑 系统 智能化 广告 文化 传播 传媒 印务
印刷 包装 彩印 图书 餐饮 酒业 食品 饮料 粮油 农业 生物 医药 药业 药品 医疗 器械 保健 化工 塑料 塑胶 橡胶 材料 涂料 新材料
钢材 金属 铝业 五金 汽车 汽配 配件 汽修 维修 修理 运输 物流 货运 客运 仓储 快递 旅行社 旅游 国际 咨询 顾问 策划 投资 资产
资本 控股 担保 典当 拍卖 保险 银行 代理 经纪 租赁 劳务 人力资源 教育 培训 文教 体育 用品 健身 服饰 服装 鞋业 皮革 纺织 家具
家私 家居 日用 百货 连锁 零售 批发 超市 商业 商务 企业 环保 环境 水务 水利 电力 能源 燃气 天然气 石油 石化 勘察 勘测 设计
监理 检测 测绘 建设 路桥 桥梁 市政 公路 铁路 防水 保温 消防 安防 保安 保洁 家政 清洁 养老 社会工作 社工 志愿 公益 制造 加工
生产 进出口 销售 电务 电梯 空调 制冷 光电 光通信 电缆 线缆 管材 管业 玻璃 陶瓷 石材 木业 种植 养殖 畜牧 水产 饲料 种业 珠宝
工艺品 美容 美发 洗涤 娱乐 酒店 宾馆 茶业 乳业 矿业 冶金 化妆品 影视 艺术 会展 展览 出租 停车 市场 城市 住房 爆破
"""
INDUSTRY = WEAK | frozenset(_INDUSTRY_WORDS.split())
"""Words that name an industry."""

GROUP = ("集团", "控股", "股份")
"""Words in brackets that speak of the form, not of a place or a part."""

BRANCH = re.compile(
    r"分公司|支公司|分行|支行|分厂|分店|分部|分社|分院|分校|分所|分会|营业部|门市部|办事处|经营部|服务部|销售部|项目部"
)
"""Words by which a part of an organization is recognised."""

SYNONYMS = {
    "地产": "房地产",
    "房产": "房地产",
    "物管": "物业",
    "通讯": "通信",
    "装潢": "装饰",
    "装修": "装饰",
    "电脑": "计算机",
}
"""Words of industries that mean the same."""

LONGEST_INDUSTRY = max(map(len, INDUSTRY))
