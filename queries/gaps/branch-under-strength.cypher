// name: branch-under-strength
// title: Branch under strength | 支部不足三人
// description: A live branch or joint branch whose number of formal members is given and below $members. | 党支部或联
//   合党支部填报的正式党员不足$members名。
// param as_of: date = data | The day it speaks of | 所指的日期
// param members: count = 3 | Number of members | 人数或成员数
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column formal_members: Formal members | 正式党员数
MATCH (org:PartyOrganization)
WHERE org.kind IN ['branch', 'joint_branch'] AND org.formal_members < $members
  AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
OPTIONAL MATCH (org)-[:SERVES_PLACE]->(served:Place)
OPTIONAL MATCH (org)-[:BELONGS_TO]->(:Unit)-[:LOCATED_IN]->(seat:Place)
WITH org, coalesce(served, seat) AS place
WHERE $scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN org.id AS subject,
       coalesce(org.name, org.id) AS name,
       place.name AS lies_in,
       org.formal_members AS formal_members
ORDER BY subject
