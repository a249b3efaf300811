// name: dormant-alliances
// title: Dormant alliances | 休眠的联盟
// description: Live alliances that nothing keeps awake: in the days up to a date, no project begun or finished and no
//   activity held in which two or more of their live members took part. The same definition as the gap rule
//   alliance-dormant. | 在某日之前若干天内，没有任何由两个以上有效成员共同参与的项目（开始或完成）或活动的有效联盟；
//   定义与缺口规则 alliance-dormant 相同。
// param as_of: date = data | The day it speaks of | 所指的日期
// param days: count = 183 | For how many days up to it nothing happened | 多少天内没有共建
// column alliance_id: Id of the alliance | 联盟编码
// column alliance: Name of the alliance | 联盟
// column kind: Kind | 类别
// column members: Live members | 成员数
// column last_together_on: Last day of a project or activity of two or more of them, empty: never | 最近一次共建日期，空为从未
MATCH (alliance:Alliance)
WHERE coalesce(alliance.established_on <= $as_of, true) AND coalesce(alliance.ended_on >= $as_of, true)
CALL (alliance) {
  OPTIONAL MATCH (member:Stakeholder)-[r:MEMBER_OF]->(alliance)
  WHERE coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)
    AND (member:Unit OR coalesce(member.established_on <= $as_of, true)) AND coalesce(member.dissolved_on >= $as_of, true)
  RETURN collect(DISTINCT member) AS members
}
CALL (members) {
  UNWIND members AS member
  MATCH (member)-[t:TOOK_PART_IN]->(project:Project)
  WHERE project.status <> 'cancelled' AND coalesce(project.started_on <= $as_of, true)
    AND coalesce(t.since <= $as_of, true)
  WITH project, count(DISTINCT member) AS together
  WHERE together >= 2
  UNWIND [project.started_on, project.finished_on] AS day
  WITH day WHERE day <= $as_of
  RETURN max(day) AS project_day
}
CALL (members) {
  UNWIND members AS member
  MATCH (member)-[:TOOK_PART_IN]->(activity:Activity)
  WHERE activity.held_on <= $as_of
  WITH activity, count(DISTINCT member) AS together
  WHERE together >= 2
  RETURN max(activity.held_on) AS activity_day
}
WITH alliance, size(members) AS members,
     CASE WHEN project_day IS NULL OR activity_day > project_day THEN activity_day ELSE project_day END AS last_together_on
WHERE last_together_on IS NULL OR last_together_on < $as_of - duration({days: $days})
RETURN alliance.id AS alliance_id, alliance.name AS alliance, alliance.kind AS kind, members, last_together_on
ORDER BY alliance_id
