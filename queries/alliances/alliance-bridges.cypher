// name: alliance-bridges
// title: Who links two alliances | 谁连接两个联盟
// description: Members of both alliances; and members of the one alone tied to members of the other alone by a live
//   link, or by a project or an activity in which both took part. | 同属两个联盟的成员；以及只属一方的成员与只属另一方的
//   成员之间的共建关系、共同参与的项目与活动。
// param first: Alliance | One alliance | 联盟甲
// param second: Alliance | The other alliance | 联盟乙
// param as_of: date = data | The day it speaks of | 所指的日期
// column how: By what: membership, link, project or activity | 连接方式
// column first_member_id: Id of the member of the first | 甲方成员编码
// column first_member: Its name | 甲方成员
// column second_member_id: Id of the member of the second | 乙方成员编码
// column second_member: Its name | 乙方成员
// column times: How many links, projects or activities | 次数
// column last_on: Last day of them | 最近日期
MATCH (one:Entity:Alliance {id: $first}), (two:Entity:Alliance {id: $second})
CALL (one) {
  MATCH (m:Stakeholder)-[r:MEMBER_OF]->(one)
  WHERE coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)
    AND (m:Unit OR coalesce(m.established_on <= $as_of, true)) AND coalesce(m.dissolved_on >= $as_of, true)
  RETURN collect(DISTINCT m) AS ones
}
CALL (two) {
  MATCH (m:Stakeholder)-[r:MEMBER_OF]->(two)
  WHERE coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)
    AND (m:Unit OR coalesce(m.established_on <= $as_of, true)) AND coalesce(m.dissolved_on >= $as_of, true)
  RETURN collect(DISTINCT m) AS twos
}
WITH [m IN ones WHERE m IN twos] AS both, [m IN ones WHERE NOT m IN twos] AS ones, [m IN twos WHERE NOT m IN ones] AS twos
CALL (both, ones, twos) {
  UNWIND both AS m
  RETURN 'membership' AS how, m AS a, m AS b, 1 AS times, null AS last_on
  UNION ALL
  UNWIND ones AS a
  MATCH (a)-[r:BUILDS_WITH]-(b:Stakeholder)
  WHERE b IN twos AND coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)
  RETURN 'link' AS how, a, b, count(r) AS times, max(r.since) AS last_on
  UNION ALL
  UNWIND ones AS a
  MATCH (a)-[s:TOOK_PART_IN]->(project:Project)<-[t:TOOK_PART_IN]-(b:Stakeholder)
  WHERE b IN twos AND project.status <> 'cancelled' AND coalesce(project.started_on <= $as_of, true)
    AND coalesce(s.since <= $as_of, true) AND coalesce(t.since <= $as_of, true)
  RETURN 'project' AS how, a, b, count(DISTINCT project) AS times, max(project.started_on) AS last_on
  UNION ALL
  UNWIND ones AS a
  MATCH (a)-[:TOOK_PART_IN]->(activity:Activity)<-[:TOOK_PART_IN]-(b:Stakeholder)
  WHERE b IN twos AND activity.held_on <= $as_of
  RETURN 'activity' AS how, a, b, count(DISTINCT activity) AS times, max(activity.held_on) AS last_on
}
RETURN how, a.id AS first_member_id, a.name AS first_member, b.id AS second_member_id, b.name AS second_member,
       times, last_on
ORDER BY how = 'membership' DESC, times DESC, how, first_member_id, second_member_id
