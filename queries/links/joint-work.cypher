// name: joint-work
// title: What two organizations did together | 两个组织共同做了什么
// description: Projects, activities and meetings in which both took part, alliances of which both are live members, and
//   live links between them, the latest first. | 双方共同参与的项目、活动、会议，共同所属的联盟，以及双方之间的共建关系，最近的在前。
// param first: Stakeholder | One organization | 甲方
// param second: Stakeholder | The other organization | 乙方
// param as_of: date = data | The day it speaks of | 所指的日期
// column what: Project, activity, meeting, alliance or link | 类型
// column id: Its id; a link has none | 编码
// column title: Its title or name | 名称
// column layer: Which of the five joint layers | 五联类型
// column day: When it began or was held | 日期
// column first_roles: Roles of the one | 甲方角色
// column second_roles: Roles of the other | 乙方角色
MATCH (a:Entity:Stakeholder {id: $first}), (b:Entity:Stakeholder {id: $second})
CALL (a, b) {
  MATCH (a)-[s:TOOK_PART_IN]->(project:Project)<-[t:TOOK_PART_IN]-(b)
  WHERE project.status <> 'cancelled' AND coalesce(project.started_on <= $as_of, true)
    AND coalesce(s.since <= $as_of, true) AND coalesce(t.since <= $as_of, true)
  WITH project, s, t ORDER BY s.role, t.role
  RETURN 'project' AS what, project.id AS id, project.title AS title, project.layer AS layer,
         project.started_on AS day, collect(DISTINCT s.role) AS first_roles, collect(DISTINCT t.role) AS second_roles
  UNION ALL
  MATCH (a)-[s:TOOK_PART_IN]->(activity:Activity)<-[t:TOOK_PART_IN]-(b)
  WHERE activity.held_on <= $as_of
  WITH activity, s, t ORDER BY s.role, t.role
  RETURN 'activity' AS what, activity.id AS id, activity.title AS title, activity.layer AS layer,
         activity.held_on AS day, collect(DISTINCT s.role) AS first_roles, collect(DISTINCT t.role) AS second_roles
  UNION ALL
  MATCH (a)-[:TOOK_PART_IN]->(meeting:Meeting)<-[:TOOK_PART_IN]-(b)
  WHERE meeting.held_on <= $as_of
  WITH DISTINCT meeting
  RETURN 'meeting' AS what, meeting.id AS id, meeting.topic AS title, null AS layer,
         meeting.held_on AS day, [] AS first_roles, [] AS second_roles
  UNION ALL
  MATCH (a)-[s:MEMBER_OF]->(alliance:Alliance)<-[t:MEMBER_OF]-(b)
  WHERE coalesce(alliance.established_on <= $as_of, true) AND coalesce(alliance.ended_on >= $as_of, true)
    AND coalesce(s.since <= $as_of, true) AND coalesce(s.until >= $as_of, true)
    AND coalesce(t.since <= $as_of, true) AND coalesce(t.until >= $as_of, true)
    AND (a:Unit OR coalesce(a.established_on <= $as_of, true)) AND coalesce(a.dissolved_on >= $as_of, true)
    AND (b:Unit OR coalesce(b.established_on <= $as_of, true)) AND coalesce(b.dissolved_on >= $as_of, true)
  WITH alliance, s, t, CASE WHEN t.since > s.since THEN t.since ELSE coalesce(s.since, t.since) END AS joined
  ORDER BY s.role, t.role
  RETURN 'alliance' AS what, alliance.id AS id, alliance.name AS title, null AS layer,
         min(joined) AS day, collect(DISTINCT s.role) AS first_roles, collect(DISTINCT t.role) AS second_roles
  UNION ALL
  MATCH (a)-[r:BUILDS_WITH]-(b)
  WHERE coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)
    AND (a:Unit OR coalesce(a.established_on <= $as_of, true)) AND coalesce(a.dissolved_on >= $as_of, true)
    AND (b:Unit OR coalesce(b.established_on <= $as_of, true)) AND coalesce(b.dissolved_on >= $as_of, true)
  RETURN 'link' AS what, null AS id, r.agreement AS title, r.layer AS layer,
         r.since AS day, [] AS first_roles, [] AS second_roles
}
RETURN what, id, title, layer, day, first_roles, second_roles
ORDER BY day IS NULL, day DESC, what, id
