// name: alliance-too-small
// title: Alliance too small | 联盟成员不足
// description: A live alliance with fewer than $members live members, counted by different ids. | 在任成员（按不同编
//   码计）不足$members个的联盟。
// param as_of: date = data | The day it speaks of | 所指的日期
// param members: count = 2 | Number of members | 人数或成员数
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column found: Live members | 在任成员数
// column member_ids: Their ids | 成员编码
MATCH (alliance:Alliance)
WHERE coalesce(alliance.established_on <= $as_of, true) AND coalesce(alliance.ended_on >= $as_of, true)
WITH alliance, COLLECT {
  MATCH (member:Stakeholder)-[r:MEMBER_OF]->(alliance)
  WHERE coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)
    AND (member:Unit OR coalesce(member.established_on <= $as_of, true)) AND coalesce(member.dissolved_on >= $as_of, true)
  RETURN DISTINCT member.id AS id ORDER BY id
} AS member_ids
WHERE size(member_ids) < $members
OPTIONAL MATCH (alliance)-[:LOCATED_IN]->(place:Place)
WITH alliance, member_ids, place
WHERE $scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN alliance.id AS subject,
       coalesce(alliance.name, alliance.id) AS name,
       place.name AS lies_in,
       size(member_ids) AS found,
       member_ids
ORDER BY subject
