"use strict";
// Every text of the page that is no datum: Chinese, English.
const WORDS = {
  reading: ["图形为主体，越大共建越多；连线为一对共建关系，颜色为次数最多的联建层；暖色为有覆盖缺口", "A mark is a stakeholder, larger the more it builds with others; a line is a pair, in the colour of its most frequent layer; warm colours have coverage gaps"],
  savePng: ["存为 PNG", "Save PNG"], saveSvg: ["存为 SVG", "Save SVG"], otherLanguage: ["English", "中文"],
  search: ["查找（名称、拼音、首字母、编码）", "Find (name, pinyin, initials, id)"], results: ["查找结果", "Results"], nothing: ["没有找到", "Nothing found"],
  filters: ["查找与筛选", "Find and filter"], layers: ["联建层（对数）", "Layer (pairs)"], kinds: ["主体类别（数）", "Kind (number)"],
  gaps: ["覆盖缺口", "Coverage gaps"], streets: ["街道（主体数）", "Street (stakeholders)"], stage: ["共建网络图；方向键移动，加减键缩放", "The network; arrow keys move, plus and minus zoom"],
  details: ["详情", "Details"], everyone: ["不按缺口筛选", "Whether or not with gaps"], anyGap: ["有任一缺口", "With any gap"], noGap: ["没有缺口", "Without gaps"],
  none: ["无缺口", "none"], alone: ["也显示没有共建关系的", "Also those without ties"], outside: ["空心：在范围之外", "hollow: outside the scope"],
  openAll: ["全部展开", "Expand all"], closeAll: ["全部折叠", "Collapse all"], open: ["展开", "Expand"], close: ["折叠", "Collapse"],
  zoomIn: ["放大", "Zoom in"], zoomOut: ["缩小", "Zoom out"], zoomAll: ["显示全图", "Show all"], dismiss: ["关闭", "Close"], help: ["快捷键", "Keys"],
  empty: ["这个范围没有共建关系，也没有主体的缺口，所以没有可画的。", "This scope has no co-building ties and no gaps of stakeholders, so there is nothing to draw."],
  filtered: ["没有主体符合筛选条件：放宽左侧的条件。", "No stakeholder passes the filters: loosen those on the left."],
  noWebgl: ["此浏览器没有 WebGL，画不出图；查找和详情仍然可用。", "This browser has no WebGL, so nothing can be drawn; search and details still work."],
  partners: ["共建伙伴", "Partners"], noPartners: ["没有共建关系", "No ties"], noGaps: ["没有发现缺口", "No gaps found"],
  more: ["另有 {n} 个", "and {n} more"], last: ["最近 {d}", "last {d}"], place: ["所在地", "place"], ended: ["已终止", "ended"],
  members: ["{n} 个主体", "{n} stakeholders"], groupGaps: ["街道内的缺口（含小区、联盟等）", "Gaps in the street (of compounds, alliances etc. too)"], otherStreets: ["与其他街道的共建（对数）", "Ties with other streets (pairs)"],
  status: ["显示 {n} / {all} 个主体，{m} 对关系", "{n} of {all} stakeholders, {m} pairs"],
};
const KEYS = [["/", "查找", "find"], ["↑ ↓ Enter", "选择查找结果", "choose a result"], ["← ↑ ↓ →", "移动图（先选中图）", "move the picture (when it has the focus)"],
  ["+ −", "缩放", "zoom"], ["0", "显示全图", "show all"], ["Esc", "关闭详情", "close the details"]];
