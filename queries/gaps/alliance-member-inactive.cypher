// name: alliance-member-inactive
// title: Inactive member of an alliance | 成员未参与
// description: A live member of a live alliance that is not dormant, itself in none of the projects and activities
//   that keep the alliance awake. | 联盟并未休眠，而该在任成员没有参与任何使联盟保持活跃的项目和活动。
// param as_of: date = data | The day it speaks of | 所指的日期
// param days: count = 183 | Length of the window in days | 天数
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Ids of alliance and member, joined by a bar | 联盟编码与成员编码，以竖线相连
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column alliance: Id of the alliance | 联盟编码
// column member: Id of the member | 成员编码
// column events: Ids of what keeps the alliance awake | 使联盟保持活跃的项目与活动编码
MATCH (alliance:Alliance)
WHERE coalesce(alliance.established_on <= $as_of, true) AND coalesce(alliance.ended_on >= $as_of, true)
CALL (alliance) {
  OPTIONAL MATCH (member:Stakeholder)-[r:MEMBER_OF]->(alliance)
  WHERE coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)
    AND (member:Unit OR coalesce(member.established_on <= $as_of, true)) AND coalesce(member.dissolved_on >= $as_of, true)
  WITH member, r ORDER BY member.id
  RETURN collect(DISTINCT member) AS members
}
WITH alliance, members, COLLECT {
  UNWIND members AS member
  MATCH (member)-[t:TOOK_PART_IN]->(event:Project|Activity)
  WHERE (event:Activity AND $as_of - duration({days: $days}) <= event.held_on <= $as_of)
     OR (event:Project AND event.status <> 'cancelled'
       AND coalesce(event.started_on <= $as_of, true) AND coalesce(t.since <= $as_of, true)
       AND ($as_of - duration({days: $days}) <= event.started_on <= $as_of
         OR $as_of - duration({days: $days}) <= event.finished_on <= $as_of))
  WITH event, count(DISTINCT member) AS together
  WHERE together >= 2
  RETURN event ORDER BY event.id
} AS awake
WHERE size(awake) > 0
UNWIND members AS member
WITH alliance, member, awake
WHERE NOT EXISTS {
  MATCH (member)-[t:TOOK_PART_IN]->(event:Project|Activity)
  WHERE event IN awake AND coalesce(t.since <= $as_of, true)
}
OPTIONAL MATCH (alliance)-[:LOCATED_IN]->(place:Place)
WITH alliance, member, awake, place
WHERE $scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN alliance.id + '|' + member.id AS subject,
       coalesce(alliance.name, alliance.id) + ' | ' + coalesce(member.name, member.id) AS name,
       place.name AS lies_in, alliance.id AS alliance, member.id AS member, [event IN awake | event.id] AS events
ORDER BY subject
