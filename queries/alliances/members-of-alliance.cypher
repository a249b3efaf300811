// name: members-of-alliance
// title: Members of an alliance | 联盟成员
// description: Who is a live member at a date, in which roles and since when; those who lead come first. A member that
//   is dissolved, or whose membership has ended or not begun, is none. | 某日的有效成员、角色与加入日期，牵头单位在前；
//   已撤销的、成员关系已终止或尚未开始的，不计入。
// param alliance: Alliance | The alliance | 联盟
// param as_of: date = data | The day it speaks of | 所指的日期
// column member_id: Id of the member | 成员编码
// column member: Name of the member | 成员
// column type: What it is | 类型
// column roles: Its roles in the alliance | 角色
// column since: Since when it is a member | 加入日期
// column place_id: Code of the place it lies in | 所在地编码
// column place: Name of that place | 所在地
MATCH (member:Stakeholder)-[r:MEMBER_OF]->(alliance:Entity:Alliance {id: $alliance})
WHERE coalesce(alliance.established_on <= $as_of, true) AND coalesce(alliance.ended_on >= $as_of, true)
  AND coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)
  AND (member:Unit OR coalesce(member.established_on <= $as_of, true)) AND coalesce(member.dissolved_on >= $as_of, true)
WITH member, r ORDER BY r.role
WITH member, collect(DISTINCT r.role) AS roles, min(r.since) AS since
OPTIONAL MATCH (member)-[:LOCATED_IN|SERVES_PLACE|REPRESENTS]->(own:Place)
OPTIONAL MATCH (member)-[:BELONGS_TO]->(:Unit)-[:LOCATED_IN]->(of_unit:Place)
WITH member, roles, since, coalesce(own, of_unit) AS place
RETURN member.id AS member_id, member.name AS member,
       [label IN labels(member) WHERE NOT label IN ['Entity', 'Stakeholder', 'Unit']][0] AS type,
       roles, since, place.id AS place_id, place.name AS place
ORDER BY 'lead' IN roles DESC, member_id
