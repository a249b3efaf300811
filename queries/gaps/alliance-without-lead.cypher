// name: alliance-without-lead
// title: Alliance without a lead | 联盟缺牵头
// description: A live alliance with no live member of role lead. | 没有在任牵头单位的联盟。
// param as_of: date = data | The day it speaks of | 所指的日期
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column members: Live members | 在任成员数
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
WITH alliance, members
WHERE size(leads) = 0
OPTIONAL MATCH (alliance)-[:LOCATED_IN]->(place:Place)
WITH alliance, members, place
WHERE $scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN alliance.id AS subject,
       coalesce(alliance.name, alliance.id) AS name,
       place.name AS lies_in,
       size(members) AS members
ORDER BY subject
