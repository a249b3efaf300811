// name: alliances
// title: Alliances and joint conferences | 联盟与联席会议一览
// description: Alliances that are live at a date, with how many live members they have and who leads. | 某日有效的联盟、成员数与牵头单位。
// param as_of: date = data | The day it speaks of | 所指的日期
// param kind: alliances.kind = none | Only alliances of this kind | 只列此类联盟
// column alliance_id: Id of the alliance | 联盟编码
// column alliance: Name of the alliance | 联盟
// column kind: Kind | 类别
// column place_id: Code of the place it is for | 范围编码
// column place: Name of that place | 范围
// column members: Live members | 成员数
// column leads: Who leads | 牵头单位
MATCH (alliance:Alliance)
WHERE coalesce(alliance.established_on <= $as_of, true) AND coalesce(alliance.ended_on >= $as_of, true)
  AND ($kind IS NULL OR alliance.kind = $kind)
OPTIONAL MATCH (alliance)-[:LOCATED_IN]->(place:Place)
CALL (alliance) {
  OPTIONAL MATCH (member:Stakeholder)-[r:MEMBER_OF]->(alliance)
  WHERE coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)
    AND (member:Unit OR coalesce(member.established_on <= $as_of, true)) AND coalesce(member.dissolved_on >= $as_of, true)
  WITH member, max(CASE WHEN r.role = 'lead' THEN 1 ELSE 0 END) AS leads ORDER BY member.id
  RETURN count(member) AS members,
         [name IN collect(CASE WHEN leads = 1 THEN coalesce(member.name, member.id) END) | name] AS leads
}
RETURN alliance.id AS alliance_id, alliance.name AS alliance, alliance.kind AS kind,
       place.id AS place_id, place.name AS place, members, leads
ORDER BY alliance_id
