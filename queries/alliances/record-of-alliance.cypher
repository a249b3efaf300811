// name: record-of-alliance
// title: What an alliance has done | 联盟的共建记录
// description: Projects and activities in which two or more of its live members took part, the latest first: what keeps
//   it awake. | 两个以上有效成员共同参与的项目与活动，最近的在前。
// param alliance: Alliance | The alliance | 联盟
// param as_of: date = data | The day it speaks of | 所指的日期
// column what: Project or activity | 项目或活动
// column id: Its id | 编码
// column title: Its title | 名称
// column layer: Which of the five joint layers | 五联类型
// column day: Last day of it so far: begun, finished or held | 最近日期
// column members: How many members took part | 参与成员数
// column participants: Which members took part | 参与成员
MATCH (alliance:Entity:Alliance {id: $alliance})
CALL (alliance) {
  MATCH (member:Stakeholder)-[r:MEMBER_OF]->(alliance)
  WHERE coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)
    AND (member:Unit OR coalesce(member.established_on <= $as_of, true)) AND coalesce(member.dissolved_on >= $as_of, true)
  WITH DISTINCT member ORDER BY member.id
  RETURN collect(member) AS members
}
CALL (members) {
  UNWIND members AS member
  MATCH (member)-[t:TOOK_PART_IN]->(project:Project)
  WHERE project.status <> 'cancelled' AND coalesce(project.started_on <= $as_of, true)
    AND coalesce(t.since <= $as_of, true)
  WITH DISTINCT project, member
  RETURN 'project' AS what, project AS done, collect(member) AS partners,
         CASE WHEN project.finished_on <= $as_of THEN project.finished_on ELSE project.started_on END AS day
  UNION ALL
  UNWIND members AS member
  MATCH (member)-[:TOOK_PART_IN]->(activity:Activity)
  WHERE activity.held_on <= $as_of
  WITH DISTINCT activity, member
  RETURN 'activity' AS what, activity AS done, collect(member) AS partners, activity.held_on AS day
}
WITH what, done, day, partners WHERE size(partners) >= 2
RETURN what, done.id AS id, done.title AS title, done.layer AS layer, day, size(partners) AS members,
       [partner IN partners | coalesce(partner.name, partner.id)] AS participants
ORDER BY day IS NULL, day DESC, id
