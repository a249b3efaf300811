// name: unit-without-activity
// title: Unit without activity coverage | 活动未覆盖
// description: An operating enterprise or social organization that has organization or work coverage, but no live
//   coverage row of kind activity, and neither it nor a live organization of its own took part in an activity in the
//   recent $days days. | 正常经营的企业或社会组织，已有组织覆盖或工作覆盖，但没有活动覆盖：近$days天内该单位及其所属
//   党组织均未参加活动。
// param as_of: date = data | The day it speaks of | 所指的日期
// param days: count = 365 | Length of the window in days | 天数
// param scope: Place = none | Only what lies in this place or below | 只列此地及以下
// column subject: Id of the subject | 对象编码
// column name: Its name | 名称
// column lies_in: Name of the place it lies in; of a place, the one above | 所在地；区划则为上级
// column organizations: Ids of the organizations that reach it | 覆盖它的党组织编码
MATCH (unit:Unit)
WHERE NOT unit:PublicInstitution AND coalesce(unit.operating_status, 'operating') = 'operating'
  AND NOT EXISTS {
    MATCH (unit)<-[r:COVERS {kind: 'activity'}]-(org:PartyOrganization)
    WHERE coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)
      AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
  }
  AND NOT EXISTS {
    MATCH (unit)-[:TOOK_PART_IN]->(activity:Activity)
    WHERE $as_of - duration({days: $days}) <= activity.held_on <= $as_of
  }
  AND NOT EXISTS {
    MATCH (unit)<-[:BELONGS_TO]-(org:PartyOrganization)-[:TOOK_PART_IN]->(activity:Activity)
    WHERE $as_of - duration({days: $days}) <= activity.held_on <= $as_of
      AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
  }
WITH unit, COLLECT {
  MATCH (unit)<-[r:BELONGS_TO|COVERS]-(org:PartyOrganization)
  WHERE (type(r) = 'BELONGS_TO'
      OR (r.kind <> 'activity' AND coalesce(r.since <= $as_of, true) AND coalesce(r.until >= $as_of, true)))
    AND coalesce(org.established_on <= $as_of, true) AND coalesce(org.dissolved_on >= $as_of, true)
  RETURN DISTINCT org.id AS id ORDER BY id
} AS organizations
WHERE size(organizations) > 0
OPTIONAL MATCH (unit)-[:LOCATED_IN]->(place:Place)
WITH unit, organizations, place
WHERE $scope IS NULL OR EXISTS { (place)-[:PART_OF*0..]->(:Entity:Place {id: $scope}) }
RETURN unit.id AS subject,
       coalesce(unit.name, unit.id) AS name,
       place.name AS lies_in,
       organizations
ORDER BY subject
