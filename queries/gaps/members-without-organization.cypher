// name: members-without-organization
// title: Members without an organization | 有党员未覆盖
// description: An operating enterprise or social organization with at least 1 and fewer than $members party members
//   and no organization coverage. | 正常经营的企业或社会组织，有党员但不足$members名，没有组织覆盖。
// param as_of: date = data | The day it speaks of | 所指的日期
// param members: count = 3 | Number of members | 人数或成员数
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column party_members: Party members who work there | 党员数
MATCH (unit:Unit)
WHERE NOT unit:PublicInstitution AND coalesce(unit.operating_status, 'operating') = 'operating'
  AND 1 <= unit.party_members < $members
  AND NOT EXISTS {
    MATCH (unit)<-[r:BELONGS_TO|COVERS]-(org:PartyOrganization)
    WHERE (type(r) = 'BELONGS_TO'
        OR (r.kind = 'organization' AND coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)))
      AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
  }
OPTIONAL MATCH (unit)-[:LOCATED_IN]->(place:Place)
WITH unit, place
WHERE $scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN unit.id AS subject,
       coalesce(unit.name, unit.id) AS name,
       place.name AS lies_in,
       unit.party_members AS party_members
ORDER BY subject
