// name: alliance-dormant
// title: Dormant alliance | 联盟休眠
// description: A live alliance that no project begun or finished, and no activity held, in the recent $days days with
//   two or more of its live members among the participants keeps awake. | 近$days天内，没有任何由其两个及以上在任成员
//   共同参与的项目（开始或完成）或活动（举办）的联盟。
// param as_of: date = data | The day it speaks of | 所指的日期
// param days: count = 183 | Length of the window in days | 天数
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column members: Live members | 在任成员数
// column leads: Ids of those who lead | 牵头单位编码
MATCH (alliance:Alliance)
WHERE coalesce(alliance.established_on <= $as_of, true) AND coalesce(alliance.ended_on >= $as_of, true)
CALL (alliance) {
  OPTIONAL MATCH (member:Stakeholder)-[r:MEMBER_OF]->(alliance)
  WHERE coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)
    AND (member:Unit OR coalesce(member.established_on <= $as_of, true)) AND coalesce(member.dissolved_on >= $as_of, true)
  WITH member, r ORDER BY member.id
  RETURN collect(DISTINCT member) AS members,
         collect(DISTINCT CASE WHEN r.role = 'lead' THEN member.id END) AS leads
}
WITH alliance, members, leads
WHERE NOT EXISTS {
  UNWIND members AS member
  MATCH (member)-[t:TOOK_PART_IN]->(event:Project|Activity)
  WHERE (event:Activity AND $as_of - duration({days: $days}) <= event.held_on <= $as_of)
     OR (event:Project AND event.status <> 'cancelled'
       AND coalesce(event.started_on <= $as_of, true) AND coalesce(t.since <= $as_of, true)
       AND ($as_of - duration({days: $days}) <= event.started_on <= $as_of
         OR $as_of - duration({days: $days}) <= event.finished_on <= $as_of))
  WITH event, count(DISTINCT member) AS together
  WHERE together >= 2
  RETURN event
}
OPTIONAL MATCH (alliance)-[:LOCATED_IN]->(place:Place)
WITH alliance, members, leads, place
WHERE $scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN alliance.id AS subject,
       coalesce(alliance.name, alliance.id) AS name,
       place.name AS lies_in,
       size(members) AS members,
       leads
ORDER BY subject
