// name: stale-coverage
// title: Coverage of a unit that is gone | 覆盖失效
// description: A unit that is closed or a shell, with a live coverage row of any kind. | 已注销或空壳的单位，仍有在有
//   效期内的覆盖记录（任何类型）。
// param as_of: date = data | The day it speaks of | 所指的日期
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column operating_status: What became of the unit | 经营状态
// column organizations: Ids of the organizations that reach it | 覆盖它的党组织编码
// column kinds: Kinds of coverage | 覆盖类型
MATCH (unit:Unit)
WHERE unit.operating_status IN ['closed', 'shell']
WITH unit, COLLECT {
  MATCH (unit)<-[r:COVERS]-(org:PartyOrganization)
  WHERE coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)
    AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
  RETURN DISTINCT org.id AS id ORDER BY id
} AS organizations,
     COLLECT {
       MATCH (unit)<-[r:COVERS]-(org:PartyOrganization)
       WHERE coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)
         AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
       RETURN DISTINCT r.kind AS kind ORDER BY kind
     } AS kinds
WHERE size(organizations) > 0
OPTIONAL MATCH (unit)-[:LOCATED_IN]->(place:Place)
WITH unit, organizations, kinds, place
WHERE $scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN unit.id AS subject,
       coalesce(unit.name, unit.id) AS name,
       place.name AS lies_in,
       unit.operating_status AS operating_status,
       organizations,
       kinds
ORDER BY subject
