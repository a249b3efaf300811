// name: joint-branch-too-wide
// title: Joint branch too wide | 联合党支部过宽
// description: A live joint branch with live organization coverage of more than $units units. | 联合党支部以组织覆盖
//   的单位超过$units个。
// param as_of: date = data | The day it speaks of | 所指的日期
// param units: count = 5 | Units it may cover at most | 最多覆盖单位数
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column covered: How many units it covers | 覆盖单位数
// column covered_units: Their ids | 覆盖单位编码
MATCH (org:PartyOrganization {kind: 'joint_branch'})
WHERE coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
WITH org, COLLECT {
  MATCH (org)-[r:BELONGS_TO|COVERS]->(unit:Unit)
  WHERE type(r) = 'BELONGS_TO'
    OR (r.kind = 'organization' AND coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true))
  RETURN DISTINCT unit.id AS id ORDER BY id
} AS covered_units
WHERE size(covered_units) > $units
OPTIONAL MATCH (org)-[:SERVES_PLACE]->(served:Place)
OPTIONAL MATCH (org)-[:BELONGS_TO]->(:Unit)-[:LOCATED_IN]->(seat:Place)
WITH org, covered_units, coalesce(served, seat) AS place
WHERE $scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN org.id AS subject,
       coalesce(org.name, org.id) AS name,
       place.name AS lies_in,
       size(covered_units) AS covered,
       covered_units
ORDER BY subject
