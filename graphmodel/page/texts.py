"""What the page says, in both languages; words that the analyses have of their own are not repeated here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from graphmodel.schema import Bilingual, Language

TEXTS: Mapping[str, Bilingual] = MappingProxyType(
    {
        "product": Bilingual("gongjian", "共建"),
        "title": Bilingual("gongjian · planner's page", "共建 · 工作页面"),
        "skip": Bilingual("Skip to the results", "跳到正文"),
        "filters": Bilingual("What is shown", "筛选"),
        "other_language": Bilingual("中文", "English"),
        "read_again": Bilingual("Read data again", "重新读取数据"),
        "place": Bilingual("Place", "地点"),
        "place_hint": Bilingual("name or code", "输入名称或编码"),
        "date": Bilingual("As of", "截至日期"),
        "layer": Bilingual("Layer", "共建层面"),
        "every_layer": Bilingual("All layers", "全部层面"),
        "alliance": Bilingual("Alliance", "联盟"),
        "every_alliance": Bilingual("All alliances", "全部联盟"),
        "everything": Bilingual("All data", "全部数据"),
        "way": Bilingual("Where you are", "当前位置"),
        "as_of": Bilingual("data of", "数据日期"),
        "synthetic": Bilingual(
            "Synthetic data: nothing here speaks of a real organization", "合成数据，并非真实组织的情况"
        ),
        "synthetic_short": Bilingual("synthetic", "合成数据"),
        "share": Bilingual("Copy this address to share exactly what you see", "复制地址栏即可分享当前所见"),
        "rates": Bilingual("Coverage", "覆盖率"),
        "gaps": Bilingual("Gaps", "缺口"),
        "alliances": Bilingual("Alliances", "联盟"),
        "links": Bilingual("Co-building", "共建关系"),
        "recommended": Bilingual("Recommended", "建议共建"),
        "network": Bilingual("Network", "关系网络"),
        "charts": Bilingual("Charts", "图表"),
        "check": Bilingual("Check a table", "检查表格"),
        "working": Bilingual("Working it out …", "正在计算……"),
        "working_on": Bilingual("Working out: {what} …", "正在计算：{what}……"),
        "working_patience": Bilingual(
            "The first look takes a few seconds; afterwards it is there at once.", "首次查看需要几秒钟，之后即时显示。"
        ),
        "making": Bilingual(
            "The file is being made; your browser keeps it when it is ready …", "正在生成文件，完成后浏览器会自动保存……"
        ),
        "made": Bilingual("Ready: ", "已生成："),
        "making_failed": Bilingual(
            "The file could not be made: look at the window in which `gongjian serve` runs.",
            "未能生成文件：请查看运行 `gongjian serve` 的窗口。",
        ),
        "drawing": Bilingual("Drawing the network …", "正在绘制关系网络……"),
        "drawn": Bilingual("The network is drawn.", "关系网络已绘制。"),
        "reading": Bilingual("Reading the data …", "正在读取数据……"),
        "reading_patience": Bilingual(
            "The first time takes a few seconds; this page fills itself.", "首次读取需要几秒钟，完成后自动显示。"
        ),
        "failed": Bilingual("That did not work", "未能完成"),
        "failed_inside": Bilingual(
            "Something went wrong inside; the window in which `gongjian serve` runs says more.",
            "程序内部出错；运行 gongjian serve 的窗口中有详细说明。",
        ),
        "try_again": Bilingual("Try again", "重试"),
        "empty": Bilingual("There are no data yet", "还没有数据"),
        "empty_how": Bilingual(
            "Load tables into the database, or give files, then choose “Read data again” above:",
            "请先把表格载入数据库，或直接指定文件，再点击上方“重新读取数据”：",
        ),
        "no_date": Bilingual("The data do not say their date", "数据没有说明日期"),
        "no_date_how": Bilingual(
            "Choose a date above; or fill in the date of the data in the sheet “about” (in about.csv: a row as_of).",
            "请在上方选择日期；或填写“关于”表的“数据日期”（about.csv 中为 as_of 一行）。",
        ),
        "no_place": Bilingual("There is no such place in the data", "数据中没有这个地点"),
        "no_place_how": Bilingual("Choose one above.", "请在上方另选一个地点。"),
        "nothing_counted": Bilingual("nothing to count", "无对象"),
        "interval": Bilingual("95 % interval", "95% 区间"),
        "rates_below": Bilingual("Places below", "下级各地"),
        "rates_reading": Bilingual(
            "Rate, what it counts, 95 % Wilson interval. ▼ the whole interval lies below the rate of {name}. "
            "By level, lowest organization coverage first.",
            "比率、分子/分母、95% Wilson 置信区间。▼ 表示整个区间低于{name}的比率。各层级内按组织覆盖率由低到高排列。",
        ),
        "of_units": Bilingual("Two-new units", "“两新”组织"),
        "of_compounds": Bilingual("Compounds", "小区（院落）"),
        "high": Bilingual("high", "高"),
        "below_whole": Bilingual("below the whole", "明显低于整体"),
        "no_places_below": Bilingual("There is no place below this one in the data.", "数据中此地点之下没有下级地点。"),
        "more_places": Bilingual("The {shown} lowest of {total} are shown.", "共 {total} 处，显示最低的 {shown} 处。"),
        "gap_count": Bilingual("gaps", "处缺口"),
        "severity": Bilingual("Severity", "等级"),
        "every_severity": Bilingual("All severities", "全部等级"),
        "rule": Bilingual("Kind of gap", "缺口类型"),
        "every_rule": Bilingual("All kinds", "全部类型"),
        "closer": Bilingual("Who can close it", "谁来补齐"),
        "anybody": Bilingual("Anybody", "全部责任主体"),
        "gap": Bilingual("Gap", "缺口"),
        "where": Bilingual("Where", "位置"),
        "remedy": Bilingual("What closes it", "如何补齐"),
        "people": Bilingual("People", "涉及人数"),
        "effort": Bilingual("Effort", "所需工作"),
        "score": Bilingual("Score", "得分"),
        "gaps_reading": Bilingual(
            "In the order in which closing them tells most for the least: by severity, people and effort.",
            "按等级、涉及人数与难易程度排序，先补收效大、费力小的。",
        ),
        "no_gaps": Bilingual("No gap was found here.", "这里没有发现缺口。"),
        "no_gaps_filtered": Bilingual("No gap matches this choice.", "没有符合所选条件的缺口。"),
        "show_all": Bilingual("Show all", "显示全部"),
        "acknowledged": Bilingual(
            "{count} acknowledged gaps are counted apart.", "另有 {count} 处已确认的缺口未列入。"
        ),
        "pages": Bilingual("Pages of the list", "列表翻页"),
        "previous": Bilingual("Previous", "上一页"),
        "next": Bilingual("Next", "下一页"),
        "page_of": Bilingual("page {page} of {pages}", "第 {page} / {pages} 页"),
        "download_gaps": Bilingual("Download the list (XLSX)", "下载清单（XLSX）"),
        "name": Bilingual("Name", "名称"),
        "kind": Bilingual("Kind", "类别"),
        "members": Bilingual("Members", "成员"),
        "leads": Bilingual("Lead", "牵头"),
        "projects": Bilingual("Projects", "项目"),
        "activities": Bilingual("Activities", "活动"),
        "last_work": Bilingual("Last joint work", "最近共建"),
        "state": Bilingual("State", "状态"),
        "awake": Bilingual("active", "活跃"),
        "asleep": Bilingual("dormant", "休眠"),
        "pulse": Bilingual("Pulse by half-year", "每半年共建次数"),
        "alliances_told": Bilingual(
            "{asleep} of {total} alliances are dormant: no joint work of two live members in {days} days.",
            "{total} 个联盟中 {asleep} 个休眠：{days} 天内没有两个以上现有成员共同参与的项目或活动。",
        ),
        "no_alliances": Bilingual("There is no live alliance for this place.", "这里没有现行的联盟。"),
        "alliance_members": Bilingual("Members of {name}", "{name}的成员"),
        "roles": Bilingual("Role", "角色"),
        "since": Bilingual("Since", "加入"),
        "took_part": Bilingual("Took part lately", "近期参与"),
        "yes": Bilingual("yes", "是"),
        "no": Bilingual("no", "否"),
        "never": Bilingual("never", "从未"),
        "all_alliances": Bilingual("All alliances of this place", "返回此地全部联盟"),
        "links_told": Bilingual(
            "{stakeholders} stakeholders in {pairs} pairs, {paper} of them on paper only: in an alliance or agreement, but nothing done together.",
            "{stakeholders} 个主体，{pairs} 对共建关系，其中 {paper} 对只有联盟或协议、尚未共同做事。",
        ),
        "links_reading": Bilingual(
            "Strongest ties first. A tie counts where at least one of the two lies here.",
            "按关系强弱排序；至少一方位于此地即计入。",
        ),
        "no_links": Bilingual(
            "Nobody builds with anybody here yet, as far as the data tell.", "就现有数据看，这里还没有共建关系。"
        ),
        "partner_a": Bilingual("One", "一方"),
        "partner_b": Bilingual("The other", "另一方"),
        "together": Bilingual("Times together", "共同做事"),
        "layers": Bilingual("Layers", "层面"),
        "channels": Bilingual("Through", "途径"),
        "last": Bilingual("Last", "最近"),
        "weight": Bilingual("Strength", "强度"),
        "recommended_told": Bilingual(
            "{shown} links to build, of {candidates} pairs that come into question and do not build together yet.",
            "从 {candidates} 对尚未共建的候选中选出 {shown} 对。",
        ),
        "recommended_reading": Bilingual(
            "Score = 100 × chance × worth: the chance is learnt from who came to build with whom in these data, the worth counts gaps "
            "and needs that the link would serve. Choose a name for its own partners.",
            "得分 = 100 × 可能性 × 价值：可能性由本数据中先后结成的共建关系学得，价值计入可补齐的缺口与可对接的需求。点击名称查看为其推荐的伙伴。",
        ),
        "recommended_untaught": Bilingual(
            "The data have no dated history to learn from: the order rests on what speaks for a link in general. Choose a name for its own partners.",
            "数据中没有可供学习的带日期的共建历史，排序按一般规律得出。点击名称查看为其推荐的伙伴。",
        ),
        "recommended_for": Bilingual("Partners for {name}", "为{name}推荐的伙伴"),
        "recommended_all": Bilingual("All of this place", "返回此地全部建议"),
        "no_recommended": Bilingual(
            "No pair comes into question: nobody here has partners, needs or resources in common with another.",
            "没有可推荐的主体对：这里没有共同伙伴，也没有可对接的需求与资源。",
        ),
        "download_recommended": Bilingual("Download the list (XLSX)", "下载清单（XLSX）"),
        "why": Bilingual("Why", "理由"),
        "chance": Bilingual("Chance", "可能性"),
        "network_reading": Bilingual(
            "Drag to move, scroll to zoom, click for facts, partners and gaps. The file opens anywhere, without a network.",
            "拖动平移，滚轮缩放，点击查看资料、伙伴与缺口。下载的文件可离线打开。",
        ),
        "download_network": Bilingual("Download the network (HTML)", "下载关系网络（HTML）"),
        "report": Bilingual("Report", "分析报告"),
        "report_download": Bilingual("Download", "下载"),
        "report_since": Bilingual("Changes since", "变化对比自"),
        "report_since_how": Bilingual(
            "The report says what changed since this day; empty: nothing is compared.",
            "报告将列出自该日以来的变化；留空则不对比。",
        ),
        "chart_kind": Bilingual("Chart", "图表"),
        "chart_unfit": Bilingual(
            "This chart shows a {level}: choose one above.", "此图按{level}绘制，请在上方选择一个{level}。"
        ),
        "download_as": Bilingual("Download as", "下载为"),
        "check_drop": Bilingual("Drop tables here, or choose files", "把表格拖到这里，或选择文件"),
        "check_kinds": Bilingual(
            "CSV, XLSX, XLS or ZIP, up to {megabytes} MB together. They are checked on this machine and removed at once; nothing is loaded.",
            "CSV、XLSX、XLS 或 ZIP，合计不超过 {megabytes} MB。仅在本机检查，检查后立即删除，不会载入数据库。",
        ),
        "check_choose": Bilingual("Choose files", "选择文件"),
        "checking": Bilingual("Checking …", "正在检查……"),
        "check_clean": Bilingual("Every row can be used.", "全部可用，没有需要改正的行。"),
        "check_faults": Bilingual(
            "{count} rows cannot be used until they are corrected.", "{count} 行须改正后才能使用。"
        ),
        "check_tables": Bilingual("What was read", "读取结果"),
        "table": Bilingual("Table", "表"),
        "read": Bilingual("Rows read", "读取"),
        "accepted": Bilingual("Accepted", "可用"),
        "merged": Bilingual("Merged", "合并"),
        "quarantined": Bilingual("To correct", "待改正"),
        "check_problems": Bilingual("What was found", "发现的问题"),
        "check_absent": Bilingual("Columns that are missing", "缺少的列"),
        "check_more": Bilingual("… and {count} more of this kind", "……同类问题还有 {count} 处"),
        "problem": Bilingual("Problem", "问题"),
        "error": Bilingual("error", "错误"),
        "warning": Bilingual("note", "提示"),
        "check_book": Bilingual("Download the rows to correct (XLSX)", "下载待改正的行（XLSX）"),
        "check_book_name": Bilingual("to-correct", "待改正"),
        "check_book_how": Bilingual(
            "The wrong cells are marked, with the reason beside them. Correct them there and drop the workbook together with your files.",
            "出错的单元格已标出，原因写在一旁。改正后，请把这份工作簿与原文件一起拖入再检查。",
        ),
        "check_next": Bilingual(
            "On the command line: gongjian load FILE loads tables; gongjian check FILE --quarantine DIR writes the same workbook.",
            "命令行用法：gongjian load 文件 可载入数据库；gongjian check 文件 --quarantine 文件夹 可导出同样的工作簿。",
        ),
        "too_large": Bilingual("The files are larger than {megabytes} MB together.", "文件合计超过 {megabytes} MB。"),
        "no_file": Bilingual("No file was chosen.", "没有选择文件。"),
        "unreachable": Bilingual(
            "The page cannot reach its server: see that `gongjian serve` still runs, then load the page again.",
            "页面无法连接服务器：请确认 gongjian serve 仍在运行，然后刷新页面。",
        ),
        "token_needed": Bilingual("This page needs its token", "此页面需要访问令牌"),
        "token_how": Bilingual(
            "The window in which `gongjian serve` runs shows the address with the token. It may also be entered here:",
            "运行 gongjian serve 的窗口中显示了带令牌的完整地址；也可在此输入令牌：",
        ),
        "token": Bilingual("Token", "访问令牌"),
        "token_wrong": Bilingual("That is not the token.", "令牌不正确。"),
        "open": Bilingual("Open", "打开"),
    }
)
"""Every text by its name."""


@cache
def texts(language: Language) -> Mapping[str, str]:
    """Return all texts in a language.

    Examples
    --------
    >>> texts("zh")["gaps"], texts("en")["gaps"]
    ('缺口', 'Gaps')
    """
    return MappingProxyType({name: text.in_language(language) for name, text in TEXTS.items()})
